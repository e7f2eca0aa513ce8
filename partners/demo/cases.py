"""Invented case counts: six quarters of five offices, entered in time, one corrected since."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from partners import quarters
from partners.cases import Cell, Decline, Measure, Statute
from partners.demo.filling import Desk, desks
from partners.models import CaseCount
from portal.invented import Told
from portal.models import Person

OFFICES = {"txnd": 10, "lawd": 6, "nysd": 7, "cand": 8, "flsd": 5}
"""About how much each counts."""
SHARES = {
    Statute.ORDER: 10, Statute.CONVICTION: 12, Statute.TRAVEL: 3, Statute.STALKING: 6, Statute.VIOLATION: 1,
    Statute.FELON: 34,
}  # fmt: skip
QUARTERS = 6
AFTER = 20
"""Days after a quarter on which its numbers are entered."""


def invent_cases(cast: Mapping[str, Person], on: date, told: Told) -> None:
    """Each office that has none; the numbers follow a pattern and mean nothing."""
    found = [desk for desk in desks(cast, on) if desk.office.court_id in OFFICES]
    for done, desk in enumerate(found, 1):
        with desk.acting(0):
            is_done = CaseCount.objects.filter(office=desk.office).exists()
        if not is_done:
            count(desk)
        told(done, len(found))


def count(desk: Desk) -> None:
    entered = list(in_time(desk.on))
    for nth, (quarter, ago) in enumerate(entered):
        numbers = dict(numbers_of(OFFICES[desk.office.court_id], nth))
        with desk.acting(ago) as day:
            CaseCount.objects.enter(
                office=desk.office, quarter=quarter, cells=numbers, by=desk.by, on=day, is_sure=True
            )
    if desk.office.court_id == "txnd":
        correct(desk, *entered[-1])


def in_time(on: date) -> Iterator[tuple[date, int]]:
    """The quarters that have been entered by now, oldest first, each with how many days ago that was."""
    for quarter in reversed(quarters.lately(on, number=QUARTERS + 1)):
        ago = (on - quarters.last_day(quarter) - timedelta(days=AFTER)).days
        if ago >= 0:
            yield quarter, ago


def numbers_of(size: int, nth: int) -> Iterator[tuple[Cell, int]]:
    """More are referred than accepted; what is declined is so for one of two reasons."""
    for place, (statute, share) in enumerate(SHARES.items()):
        referred = size * share // 10 + (nth * 3 + place * 2 + size) % 4
        accepted = referred * 2 // 3
        yield Cell(statute, Measure.REFERRED), referred
        yield Cell(statute, Measure.ACCEPTED), accepted
        declined = max(referred - accepted - nth % 2, 0)
        yield Cell(statute, Measure.DECLINED, Decline.EVIDENCE), declined - declined // 2
        yield Cell(statute, Measure.DECLINED, Decline.ELSEWHERE), declined // 2
        yield Cell(statute, Measure.CHARGED), accepted * 3 // 4


def correct(desk: Desk, quarter: date, ago: int) -> None:
    """One number, a few days after it was entered."""
    cell = Cell(Statute.ORDER, Measure.REFERRED)
    with desk.acting(max(ago - 3, 0)) as day:
        number = CaseCount.objects.standing().numbers()[quarter][cell]
        CaseCount.objects.enter(office=desk.office, quarter=quarter, cells={cell: number + 1}, by=desk.by, on=day)
