"""Which dates concern somebody: for the calendar that a person reads at a secret address.

An app registers them in its own `agenda.py`, which is loaded at the start; the foundation knows no app.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from portal.hats import Hat
from portal.ics import Day

Dates = Callable[[Hat, datetime], Iterable[Day]]
"""The dates of this hat at an instant; bound as its owner."""
_dates: list[Dates] = []


def add_dates(dates: Dates) -> None:
    """Declare dates."""
    _dates.append(dates)


def dates_of(hat: Hat, at: datetime) -> list[Day]:
    """All that concerns the wearer, by day."""
    return sorted((day for dates in _dates for day in dates(hat, at)), key=lambda day: (day.on, day.key))
