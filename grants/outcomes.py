"""What may be said of a referral, and when the asker is asked. Pure: codes and days in, answers out."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from grants.taxonomy import Because, Said
from portal.calendar import add_working_days, working_day_from

NOT_TAKEN_UP = (
    Because.NOT_ELIGIBLE, Because.NO_TIME, Because.MATCH, Because.TOO_LARGE, Because.NO_PARTNER,
    Because.REGISTRATION, Because.OTHER_MONEY, Because.OTHER,
)  # fmt: skip
BROUGHT_NOTHING = (
    Because.SCORED_LOWER, Because.INCOMPLETE, Because.NOT_ELIGIBLE, Because.REGISTRATION, Because.NOT_SAID,
    Because.OTHER,
)  # fmt: skip
BECAUSE: Mapping[str, tuple[Because, ...]] = MappingProxyType(
    {Said.NOT_RELEVANT.value: NOT_TAKEN_UP, Said.NOT_AWARDED.value: BROUGHT_NOTHING}
)
"""Which reasons fit what was said; whoever applies or was awarded money needs none."""
HAVE_APPLIED = frozenset({Said.APPLIED.value, Said.AWARDED.value, Said.NOT_AWARDED.value})
"""Whoever says one of these has applied."""
SETTLED = frozenset({Said.NOT_RELEVANT.value, Said.AWARDED.value, Said.NOT_AWARDED.value})
"""After these nothing more is to be asked."""

LATER = MappingProxyType({Said.WILL_APPLY.value: timedelta(days=60), Said.APPLIED.value: timedelta(days=180)})
"""How long after such a word the asker is asked again: whether they did apply; whether money was awarded."""
PATIENCE = 10
"""Working days without a word, until the asker is asked a second and last time, and the office is told."""
STALE = timedelta(days=90)
"""Nobody is written to about what should have been asked longer ago."""


def because_fits(said: str, because: str) -> bool:
    """Whether the reason is one of those for what was said."""
    return because in BECAUSE.get(said, ())


def asked_from(due_on: date | None, said: str | None, said_on: date | None) -> date | None:
    """The day from which a word is missing, given the newest one; None where nothing is asked any more.

    What somebody meant to do before the deadline is asked after the deadline; what was said later is given time.
    """
    if due_on is None or said in SETTLED:
        return None
    if not said or said_on is None or (said == Said.WILL_APPLY and said_on < due_on):
        return due_on
    return max(due_on, said_on + LATER[said])


def second_day(first: date) -> date:
    """The day on which silence since `first` is asked about again, and the office told."""
    return add_working_days(working_day_from(first), PATIENCE)


def turn(first: date, day: date) -> int:
    """Which of the two questions is due on a day: 1, 2, or 0 for none."""
    if day < first or day > second_day(first) + STALE:
        return 0
    return 2 if day >= second_day(first) else 1
