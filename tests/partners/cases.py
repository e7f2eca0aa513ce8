"""Case counts as offices enter them."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from typing import Any

import time_machine

from partners import quarters
from partners.cases import BY_CODE, CELLS, Cell
from partners.models import CaseCount
from portal.calendar import CENTER
from portal.models import Person
from tests.make import DAY
from tests.partners.log import at_office

QUARTER = date(2026, 7, 1)
ALL = {cell.code: 6 for cell in CELLS}


def by_code(numbers: Mapping[str, int | None]) -> dict[Cell, int | None]:
    return {BY_CODE[code]: number for code, number in numbers.items()}


def enter(
    by: Person, numbers: Mapping[str, int | None], *, quarter: date = QUARTER, at: datetime | None = None, **how: Any
) -> list[CaseCount]:
    """As the person's office; `at`: as if it were then."""
    with ExitStack() as stack:
        if at:
            stack.enter_context(time_machine.travel(at, tick=False))
        member = stack.enter_context(at_office(by))
        assert member.office
        on = at.date() if at else DAY
        return CaseCount.objects.enter(
            office=member.office, quarter=quarter, cells=by_code(numbers), by=by, on=on, **how
        )


def in_time(quarter: date = QUARTER) -> datetime:
    """Ten days after the quarter, when its totals are not struck yet."""
    return datetime.combine(quarters.last_day(quarter) + timedelta(days=10), datetime.min.time(), CENTER)


def standing(by: Person, quarter: date = QUARTER) -> dict[str, int]:
    """What stands of the person's office, by code."""
    with at_office(by):
        found = CaseCount.objects.standing().numbers().get(quarter, {})
    return {cell.code: number for cell, number in found.items()}
