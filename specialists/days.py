"""How long something takes while part of it is not over yet. Pure: whole days in, days and shares out.

The product-limit estimator of Kaplan and Meier (Nonparametric estimation from incomplete observations, Journal of
the American Statistical Association 53, 1958). What is still open counts as lasting at least as long as it has
lasted so far. Left out, the slow ones would be missing and every figure too good; taken as over, likewise.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

HALF = Fraction(1, 2)
NINE_TENTHS = Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Stay:
    """So many days in one place, from the day of coming to the day of leaving; not over: to the day of the question.

    ValueError for fewer than 0 days.
    """

    days: int
    is_over: bool

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("A stay cannot be shorter than 0 days.")


def survival(stays: Collection[Stay]) -> list[tuple[int, Fraction]]:
    """For each day on which a stay ended, in order: the share of all stays, from 0 to 1, that last longer than that.

    Before the first such day it is 1. A stay that is open on the very day on which another ends was there to see it.
    Shares are exact fractions, so that one half is one half.
    """
    here, share = len(stays), Fraction(1)
    ends = Counter(stay.days for stay in stays if stay.is_over)
    last_seen = Counter(stay.days for stay in stays)
    steps = []
    for day in sorted(last_seen):
        if ends[day]:
            share *= 1 - Fraction(ends[day], here)
            steps.append((day, share))
        here -= last_seen[day]
    return steps


def percentile(stays: Collection[Stay], share: Fraction) -> int | None:
    """The first day by which at least `share` of all stays (above 0, at most 1) are over.

    None where that is not known: there are no stays, or more than the rest were still open when last seen.
    """
    return next((day for day, longer in survival(stays) if longer <= 1 - share), None)


def share_over(stays: Collection[Stay], days: int) -> Fraction:
    """The share of all stays, from 0 to 1, that last longer than so many days."""
    return next((longer for day, longer in reversed(survival(stays)) if day <= days), Fraction(1))
