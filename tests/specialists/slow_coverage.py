"""Coverage once more, in the slowest and plainest way: row by row and day by day, as product.md section 3 says it.

It takes no function, no target and no order from the product: should the two ever differ, one of them is wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

ORDER = ["FULL_TIME", "COLLATERAL", "ACTING", "SHARED", "PARTIAL", "HIRING", "CANNOT_NOW", "SILENT", "NOT_ASKED"]
"""Precedence: the first that is so is the answer."""
GROUPS = {
    "covered": ["FULL_TIME", "COLLATERAL", "ACTING", "SHARED"],
    "in_hand": ["PARTIAL", "HIRING", "CANNOT_NOW"],
    "silent": ["SILENT"],
    "not_asked": ["NOT_ASKED"],
}
OTHERS_ACT = ["POSITION_REQUESTED", "SPECIAL_REQUESTED", "NOMINATED", "CHECKS"]
"""The stages in which EOUSA, OARM or an investigation acts next: then the office is never silent."""
DAYS_OF_THE_OFFICE = {
    "GAP_KNOWN": 14, "NO_BUDGET": 30, "BUDGET_IDENTIFIED": 30, "ANNOUNCED": 45, "SCREENING": 30, "RETURNED": 15,
    "APPROVED": 5, "OFFERED": 15, "ENTERED": 10,
}  # fmt: skip
"""The targets of the stages in which the office acts, typed from product.md section 4; a stage more is hiring for 14
days beyond."""


@dataclass(frozen=True)
class Row:
    """Any dated row of an office. What a table does not have is left out."""

    id: int
    table: str
    """appointment, absence, answer, asking, move or section"""
    office: str
    first: date
    """The day on which it begins, is given, is asked or is made."""
    end: date | None = None
    """The first day on which it no longer holds."""
    says: str = ""
    """Kind of the appointment, what the answer says, the stage that the move leads to."""
    person: int = 0
    is_925d: bool = False
    has_stand_in: bool = False
    has_head: bool = False
    vacancy: int = 0
    recorded: datetime | None = None
    superseded: datetime | None = None


def answer(rows: list[Row], office: str, day: date, known: datetime) -> str:
    """What the office answers on the day, as far as was on record at the instant."""
    mine = [row for row in rows if row.office == office and was_on_record(row, known)]
    found = [*by_appointments(mine, day), *by_vacancies(mine, day), *by_answers(mine, day), *by_askings(mine, day)]
    found += by_sections(mine, day)
    for each in ORDER:
        if each in found:
            return each
    return "NOT_ASKED"


def was_on_record(row: Row, known: datetime) -> bool:
    assert row.recorded
    if known < row.recorded:
        return False
    return row.superseded is None or known < row.superseded


def is_one_of_its_days(row: Row, day: date) -> bool:
    """Walks from the first day on, one day after the other."""
    today = row.first
    while today <= day:
        if row.end is not None and today >= row.end:
            return False
        if today == day:
            return True
        today += timedelta(days=1)
    return False


def by_appointments(rows: list[Row], day: date) -> Iterator[str]:
    for row in rows:
        if row.table == "appointment" and is_one_of_its_days(row, day):
            away = away_on(rows, row.person, day)
            if away == "gone":
                continue
            if row.is_925d:
                yield "PARTIAL"
            elif away == "stood in for":
                yield "ACTING"
            else:
                yield row.says


def away_on(rows: list[Row], person: int, day: date) -> str:
    """here, stood in for, or gone: an absence of more than 30 days counts, one without an end from its 31st day."""
    todays = [row for row in rows if row.table == "absence" and row.person == person and is_one_of_its_days(row, day)]
    is_long = False
    for row in todays:
        length = 0
        while length <= 31 and is_one_of_its_days(row, row.first + timedelta(days=length)):
            length += 1
        number_of_today = (day - row.first).days + 1
        if length > 30 and (row.end is not None or number_of_today > 30):
            is_long = True
    if not is_long:
        return "here"
    for row in todays:
        if row.has_stand_in:
            return "stood in for"
    return "gone"


def by_vacancies(rows: list[Row], day: date) -> Iterator[str]:
    """The stage that was reached last, of the vacancies that are open on the day."""
    reached = []
    for vacancy in {row.vacancy for row in rows if row.table == "move"}:
        made = [row for row in rows if row.table == "move" and row.vacancy == vacancy and row.first <= day]
        if made:
            last = max(made, key=lambda row: (row.first, row.id))
            if last.says not in {"DESIGNATED", "WITHDRAWN"}:
                reached.append(last)
    if reached:
        newest = max(reached, key=lambda row: (row.first, row.id))
        if is_hiring(newest.says, newest.first, day):
            yield "HIRING"


def is_hiring(stage: str, since: date, day: date) -> bool:
    """For the target of the stage and 14 days more, or without end where it is not the office's turn."""
    if stage in OTHERS_ACT:
        return True
    number = 0
    while since + timedelta(days=number) < day:
        number += 1
    return number < DAYS_OF_THE_OFFICE[stage] + 14


def by_answers(rows: list[Row], day: date) -> Iterator[str]:
    """The office's newest word replaces every older one, also once it has lapsed."""
    given = [row for row in rows if row.table == "answer" and row.first <= day]
    if given:
        newest = max(given, key=lambda row: (row.first, row.id))
        if is_one_of_its_days(newest, day):
            yield newest.says


def by_askings(rows: list[Row], day: date) -> Iterator[str]:
    for row in rows:
        if row.table == "asking" and row.first <= day:
            yield "SILENT"


def by_sections(rows: list[Row], day: date) -> Iterator[str]:
    """A section counts as full time on each of its days, if its head has a name; without one it does not count."""
    for row in rows:
        if row.table == "section" and row.has_head and is_one_of_its_days(row, day):
            yield "FULL_TIME"


def totals(rows: list[Row], offices: list[str], day: date, known: datetime) -> dict[str, int]:
    """The four figures."""
    counted = dict.fromkeys(GROUPS, 0)
    for office in offices:
        for group, answers in GROUPS.items():
            if answer(rows, office, day, known) in answers:
                counted[group] += 1
    return counted


def diary(rows: list[Row], office: str, until: date, known: datetime) -> list[tuple[date, str]]:
    """The answer of every single day, from the first day on which anything on record is true. A section without a
    head says nothing about coverage."""
    telling = [row for row in rows if row.table != "section" or row.has_head]
    begun = [row.first for row in telling if row.office == office and was_on_record(row, known) and row.first <= until]
    found = []
    day = min(begun, default=until + timedelta(days=1))
    while day <= until:
        found.append((day, answer(rows, office, day, known)))
        day += timedelta(days=1)
    return found
