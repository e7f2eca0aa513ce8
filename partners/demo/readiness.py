"""The invented chains of two offices, and what invented agencies have taken up. Only the counties are real."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from partners.chain import Basis, Element, Link, Practice, Status
from partners.demo.filling import Desk, desks
from partners.models import AgencyPractice, ReadinessLink
from partners.models.law import erpo_of
from partners.practices import agencies_of
from partners.readiness import DISTRICT, Cell, bases, cells
from portal.invented import Told
from portal.models import Person

N, D, A, T, C = Status.NONE, Status.DRAFT, Status.ADOPTED, Status.TRAINED, Status.CHECKED
CHAINS = {
    "txnd": {
        Basis.ORDER: (T, A, D, A, D, N, N),
        Basis.CONVICTION: (A, D, D, N, N, N),
    },
    "lawd": {
        Basis.ORDER: (A, T, A, C, A, A, D),
        Basis.CONVICTION: (A, A, D, D, A, D),
    },
}
"""Status by link, in the order of the chain."""
TARRANT = "48439"
APART = {Cell(Basis.ORDER, Link.STORE): T.value, Cell(Basis.ORDER, Link.RETURN): A.value}
LONG_AGO, LATELY = 410, 70
TAKEN_UP: tuple[tuple[Practice, Status, int], ...] = (
    (Practice.SAFE, D, 300), (Practice.TOGETHER, A, 200), (Practice.SCREENING, A, 120), (Practice.REFERRAL, D, 60),
)  # fmt: skip


def invent_readiness(cast: Mapping[str, Person], on: date, told: Told) -> None:
    """The grids of N.D. Tex. and W.D. La., Tarrant County apart, agencies; what is there already stays as it is."""
    wanted = [desk for desk in desks(cast, on) if desk.office.court_id in CHAINS]
    for done, desk in enumerate(wanted, 1):
        with transaction.atomic():
            fill(desk)
        told(done, len(wanted))


def fill(desk: Desk) -> None:
    with desk.acting(LONG_AGO) as day:
        if ReadinessLink.objects.filter(office=desk.office).exists():
            return
        has_erpo = erpo_of(desk.office, day).allows
        grid(desk, DISTRICT, district_of(desk, has_erpo=has_erpo), day)
    look_again(desk)
    if desk.office.court_id == "txnd":
        stand_apart(desk)
    agencies(desk)


def district_of(desk: Desk, *, has_erpo: bool) -> dict[Cell, str]:
    statuses = CHAINS[desk.office.court_id]
    given = [cell for cell in cells() if Basis(cell.basis) in bases(has_erpo=has_erpo)]
    told = {basis: iter(row) for basis, row in statuses.items()}
    return {cell: next(told[Basis(cell.basis)]).value for cell in given if Basis(cell.basis) in told}


def grid(desk: Desk, county: str, statuses: Mapping[Cell, str], day: date) -> None:
    ReadinessLink.objects.fill(
        office=desk.office, county=county, cells=statuses, seen=(), as_of=day, by=desk.by, on=day
    )


def look_again(desk: Desk) -> None:
    """The first chain was looked at again; the other waits for somebody."""
    with desk.acting(LATELY) as day:
        links = ReadinessLink.objects
        links.look_again(office=desk.office, county=DISTRICT, basis=Basis.ORDER, by=desk.by, on=day)


def stand_apart(desk: Desk) -> None:
    """Tarrant County, where the sheriff stores what is handed over."""
    with desk.acting(LATELY) as day:
        grid(desk, TARRANT, APART, day)
        links, cell = ReadinessLink.objects, Cell(Basis.ORDER, Link.STORE)
        row = links.grid(desk.office, TARRANT)[cell]
        links.describe(
            office=desk.office, county=TARRANT, cell=cell, seen=row.pk, by=desk.by, on=day, owner=desk.by,
            status=row.status, as_of=day, document="", ordered_by="The court that makes the order (invented)",
            holder="Property room of the sheriff (invented)", capacity=240, takes_ammunition="YES",
        )  # fmt: skip


def agencies(desk: Desk) -> None:
    """The first two agencies of the office have begun; the others are to be asked."""
    with desk.acting(0) as day:
        for organization in agencies_of(desk.office)[:2]:
            practices = {practice.value: said(status, day - timedelta(days=ago)) for practice, status, ago in TAKEN_UP}
            practices[Practice.SCREENING] |= {
                "version": "2.1", "elements": [Element.RELATION.value, Element.POSSESSION.value], "asks_dating": "YES",
            }  # fmt: skip
            AgencyPractice.objects.say(
                office=desk.office, organization=organization, practices=practices, seen=(), by=desk.by, on=day
            )


def said(status: Status, as_of: date) -> dict[str, object]:
    return {"status": status.value, "as_of": as_of, "document": ""}
