"""Next year: programs tend to open about the same day each year. Pure: days in, days out."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.calendar import add_years

AHEAD = timedelta(days=60)
"""So long before that day whoever was pointed to it is told."""


@dataclass(frozen=True)
class Reopening:
    """That a notice opened on a day, what that makes of the year after, and from when on it is told."""

    opened_on: date

    @property
    def opens_about(self) -> date:
        """The same day a year later; February 28 after a February 29. A guess from last year, and called so."""
        return add_years(self.opened_on, 1)

    @property
    def told_on(self) -> date:
        return self.opens_about - AHEAD

    def is_to_tell(self, made_on: date, day: date) -> bool:
        """Whether on this day it is time: 60 days before or later, but not when the day itself has come.

        Whoever was pointed there within those 60 days has just read of it.
        """
        return made_on < self.told_on <= day < self.opens_about
