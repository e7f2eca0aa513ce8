"""What an office has on record of its agencies, counted: as it stands, and as it stood at the end of a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from partners.follow_ups import COUNTS, TAUGHT, Answers
from partners.models import AgencyPractice
from portal.calendar import local_day
from portal.models import Office


class Noted(NamedTuple):
    """What is on record of one practice of one agency, as the entry that counts; `is_own`: of it, not of its double."""

    agency: int
    is_own: bool
    practice: str
    status: str
    as_of: date


def noted_at(office: Office) -> list[Noted]:
    """What stands at an office: one query."""
    return noted(AgencyPractice.objects.standing().filter(office=office).annotate(agency=COUNTS))


def stood_on(office: Office, day: date, known: datetime) -> list[Noted]:
    """What stood at the end of a day, as known by an instant: of each agency and practice the row recorded last of
    those that were so by then, unless it had been taken off the record."""
    rows = AgencyPractice.objects.filter(office=office, recorded_at__lte=known, as_of__lte=day).annotate(agency=COUNTS)
    last: dict[tuple[int, str], Any] = {}
    for row in rows.order_by("recorded_at", "pk"):
        last[row.organization_id, row.practice] = row
    return noted(row for row in last.values() if not was_off(row, office, day, known))


def was_off(row: AgencyPractice, office: Office, day: date, known: datetime) -> bool:
    """Whether nothing stood in its place any more at the end of the day."""
    at = row.superseded_at
    return at is not None and at <= known and local_day(at, office.zone) <= day


def noted(rows: Iterable[Any]) -> list[Noted]:
    """In the order in which they count: of a double first, so that what is said of the entry itself stands in its
    place."""
    found = [Noted(row.agency, row.agency == row.organization_id, row.practice, row.status, row.as_of) for row in rows]
    return sorted(found, key=lambda one: (one.is_own, one.as_of))


def answers_in(office: Office, found: Iterable[Noted]) -> Answers:
    """The latest day as of which something is on record of what is taught, by agency and practice."""
    answers: dict[tuple[int, int, str], date] = {}
    for one in found:
        if one.practice in TAUGHT:
            key = (office.pk, one.agency, one.practice)
            answers[key] = max(one.as_of, answers.get(key, one.as_of))
    return answers


def latest(found: Iterable[Noted]) -> list[Noted]:
    """What counts of each agency and practice."""
    return list({(one.agency, one.practice): one for one in found}.values())


def far(found: Iterable[Noted]) -> dict[str, Counter[str]]:
    """How many agencies stand how far, by practice."""
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    for one in latest(found):
        numbers[one.practice][one.status] += 1
    return dict(numbers)
