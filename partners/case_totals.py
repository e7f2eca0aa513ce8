"""The nation's totals of case counts: the only relation between offices' numbers that ever leaves them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Sum

from partners.beside import Beside, beside
from partners.models import CaseCount
from partners.suppression import shown_of, struck_at
from specialists.nation import counting

Key = tuple[str, str]
"""Statute and measure."""


@dataclass(frozen=True)
class CaseTotals:
    """Of one quarter, as the numbers stood when the totals were struck. What is not in `shown` is shown to nobody:
    too few have counted, or somebody's small number, or another total, could be told from it. Which is not said."""

    quarter: date
    shown: Mapping[Key, int]
    offices: int
    """How many had entered anything."""
    beside: Beside

    @property
    def struck_at(self) -> datetime:
        return struck_at(self.quarter)


def totals_of(quarter: date) -> CaseTotals:
    """The totals of a quarter that is struck."""
    return totals_in([quarter])[0]


def totals_in(chosen: Sequence[date]) -> list[CaseTotals]:
    """The totals of each of these quarters, all struck. Numbers of single offices stay inside here: three queries."""
    known = (CaseCount.objects.known_at(struck_at(quarter)).filter(quarter_on=quarter) for quarter in chosen)
    rows = reduce(or_, known).exclude(number=None)
    with counting():
        summed = rows.values_list("quarter_on", "office_id", "statute", "measure").annotate(Sum("number")).order_by()
        numbers: dict[date, list[Sequence[Any]]] = defaultdict(list)
        for quarter, *row in summed:
            numbers[quarter].append(row)
        company = beside(chosen, is_national=True)
    return [totals(quarter, numbers[quarter], company[quarter]) for quarter in chosen]


def totals(quarter: date, numbers: Collection[Sequence[Any]], company: Beside) -> CaseTotals:
    """Of each quarter by itself what may be shown. `numbers`: office, statute, measure and number."""
    cells: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for _office, statute, measure, number in numbers:
        cells[statute][measure].append(number)
    shown = {(statute, measure): total for statute in cells for measure, total in shown_of(cells[statute]).items()}
    return CaseTotals(quarter, shown, len({row[0] for row in numbers}), company)
