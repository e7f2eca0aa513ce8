"""Which national totals of case counts may leave the offices, and when. Pure.

A total is shown only if nobody can tell from it that the number of an office is small: neither EOUSA, which knows no
office's number, nor an office that knows its own, nor whoever knows this rule and compares two days; and if no total
that is held back can be told from it. Why this rule does it and weaker ones do not stands in
`docs/decisions/0030-case-counts.md`; tests/partners/test_case_attack tries every small world.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from partners import quarters
from partners.cases import LEAST, Measure
from portal.calendar import CENTER

FEWEST = 3
"""So many must have counted: of two each knows the other's number."""
REST = 2 * LEAST
"""What must remain when the largest number is taken away: whoever knows theirs is left with at least so much."""
WHOLE = 3 * LEAST
"""What the total must be: below it, knowing this rule would tell small numbers from the total."""
SUMMED = Measure.REFERRED, Measure.ACCEPTED, Measure.DECLINED
"""Where all matters are decided in the quarter in which they are referred, the first is the sum of the others."""
COUNTED_FOR = 45
"""Days after a quarter in which its numbers can be entered and corrected before the totals are struck."""
SETTLING = timedelta(hours=1)
"""What was under way at that instant has ended by then."""


def is_shown(numbers: Collection[int]) -> bool:
    """Whether the total of these may be shown: one number for each office that has counted.

    Offices that put their numbers together learn no more, as long as the others have `REST` between them.

    >>> is_shown([9, 4, 4]), is_shown([5, 5, 5])
    (False, True)
    """
    whole = sum(numbers)
    return len(numbers) >= FEWEST and whole >= WHOLE and whole - max(numbers) >= REST


def shown_of(cells: Mapping[str, Collection[int]]) -> dict[str, int]:
    """The totals of one statute and quarter that may be shown, by measure, out of what the offices have counted.

    Of `SUMMED` never exactly one is held back, since the two others would tell it. The smaller of the two goes with
    it, but not what was referred where the other is as much: that would tell that the third is 0.

    >>> shown_of({"REFERRED": [8, 8, 8], "ACCEPTED": [5, 5, 5], "DECLINED": [3, 3, 3], "CHARGED": [5, 5, 5]})
    {'REFERRED': 24, 'CHARGED': 15}
    """
    shown = {measure: sum(numbers) for measure, numbers in cells.items() if is_shown(numbers)}
    pair = [measure for measure in reversed(SUMMED) if measure in shown]
    if len(pair) == len(SUMMED) - 1:
        del shown[min(pair, key=shown.__getitem__)]
    return shown


def struck_at(quarter: date) -> datetime:
    """The instant as of which the totals of a quarter are taken, once and for all: midnight in Washington.

    What an office corrects later changes no total, so two days that are compared tell nothing.
    """
    return datetime.combine(quarters.last_day(quarter) + timedelta(days=COUNTED_FOR + 1), time(), CENTER)


def is_struck(quarter: date, at: datetime) -> bool:
    """Whether the totals of the quarter are there."""
    return at >= struck_at(quarter) + SETTLING


def last_struck(at: datetime) -> date:
    """The newest quarter with totals."""
    quarter = quarters.quarter_of(at.astimezone(CENTER).date())
    while not is_struck(quarter, at):
        quarter = quarters.before(quarter)
    return quarter
