"""Invented barriers to services and forms of courts: written by three offices, answered by Safe Harbor."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from partners.demo.cast import MARK, SAFE_HARBOR
from partners.demo.filling import Desk, desks
from partners.models import Barrier, BarrierAnswer, NoticeForm
from partners.models.barrier import PARTNER_READS
from partners.taxonomy import BarrierKind as Kind
from portal.access import DatabaseRole
from portal.invented import Told
from portal.models import Organization, Person
from portal.tenancy import Binding, bound

OFFICES = ("txnd", "nysd", "lawd")


class Seen(NamedTuple):
    """One invented barrier: how long ago it was seen, at which partner, when somebody looks again (days from today)."""

    ago: int
    partner: str
    kind: Kind
    what: str
    remedy: str
    side: str
    again: int


TEXAS = (
    Seen(60, "Safe Harbor", Kind.DEAF, "Nobody signs at intake after 5 p.m.", "Video interpreters", "THEIRS", 12),
    Seen(90, "Safe Harbor", Kind.LANGUAGE, "The notice of rights is in English and Spanish only",
         "The office’s glossary in Vietnamese", "OURS", -3),
    Seen(45, "Caprock Family Crisis Center", Kind.DISTANCE, "No bus from the western counties", "Vouchers for rides",
         "THEIRS", 30),
    Seen(120, "Big Country Legal Aid", Kind.HOURS, "The help line closes at 4 p.m.", "An evening line twice a week",
         "THEIRS", 40),
    Seen(150, "Panhandle Rape Crisis Line", Kind.COST, "Only one exam room in the region", "", "OURS", 20),
)  # fmt: skip
ELSEWHERE = (
    ("LANGUAGE", "The form for intake is in English only", "A translation that another office has"),
    ("DISABILITY", "The meeting room has steps", "Another room for meetings"),
)
FORMS = {
    "txnd": (
        (
            "County and district courts of the region",
            "Protective order PO-1 (invented)",
            "EN",
            "YES",
            "Rev. 7/2025",
            30,
        ),
        (
            "County and district courts of the region",
            "Protective order PO-1 (invented)",
            "ES",
            "PARTLY",
            "Rev. 1/2024",
            350,
        ),
        ("Municipal courts of the region", "Plea and waiver (invented)", "EN", "NO", "", 75),
    ),
    "nysd": (("Family courts of the region", "Temporary order (invented)", "EN", "YES", "2025-04", 110),),
    "lawd": (("District courts of the region", "Abuse prevention order (invented)", "EN", "", "", 20),),
}
"""Court, form, language, answer, version, seen how many days ago."""


def invent_access(cast: Mapping[str, Person], on: date, told: Told) -> None:  # noqa: ARG001 a second's work
    """Once; what is there already stays as it is."""
    for desk in desks(cast, on):
        if desk.office.court_id in OFFICES and not has_any(desk):
            write_barriers(desk)
            write_forms(desk)
            if desk.office.court_id == "txnd":
                carry_on(desk, cast["Pia Lund"])


def has_any(desk: Desk) -> bool:
    with desk.acting(0):
        return NoticeForm.objects.filter(office=desk.office).exists()


def write_barriers(desk: Desk) -> None:
    for seen in TEXAS if desk.office.court_id == "txnd" else elsewhere(desk):
        with desk.acting(seen.ago) as day:
            facts: dict[str, Any] = {"kind": seen.kind, "what": seen.what, "remedy": seen.remedy, "side": seen.side}
            where = Organization.objects.get(name=f"{seen.partner} {MARK}")
            again = desk.on + timedelta(days=seen.again)
            Barrier.objects.record(
                office=desk.office, organization=where, recheck_on=again, by=desk.by, on=day, **facts
            )


def elsewhere(desk: Desk) -> list[Seen]:
    """Two at the first partners of the office."""
    with desk.acting(0):
        partners = Organization.objects.filter(partnerships__office=desk.office, is_confidential=False)
        names = list(partners.order_by("pk").values_list("name", flat=True)[: len(ELSEWHERE)])
    return [
        Seen(50 + place, name.removesuffix(f" {MARK}"), Kind(kind), what, remedy, "THEIRS", 25)
        for place, (name, (kind, what, remedy)) in enumerate(zip(names, ELSEWHERE, strict=False))
    ]


def write_forms(desk: Desk) -> None:
    for court, form, language, carries, version, ago in FORMS[desk.office.court_id]:
        with desk.acting(ago) as day:
            NoticeForm.objects.observe(
                office=desk.office, state=desk.office.state, court=court, form=form, language=language, carries=carries,
                version=version, seen_on=day, note="", is_tribal=False, joined_on=None, organization=None, by=desk.by,
                on=day,
            )  # fmt: skip


def carry_on(desk: Desk, pia: Person) -> None:
    """Some are looked at again, one is removed, one stays; Safe Harbor answers to the first."""
    with desk.acting(10) as day:
        found = {row.what: row for row in Barrier.objects.open().filter(office=desk.office)}
        found[TEXAS[2].what].recheck(recheck_on=desk.on + timedelta(days=60), by=desk.by, on=day)
        found[TEXAS[3].what].remove(by=desk.by, on=day)
        found[TEXAS[4].what].accept(reason="No money for a second room before next year", by=desk.by, on=day)
    binding = Binding(DatabaseRole.PARTNER, organization_id=pia.organization_id, person_id=pia.pk)
    with bound(binding):
        barrier = Barrier.objects.only(*PARTNER_READS.split(",")).get(what=TEXAS[0].what, superseded_at=None)
        BarrierAnswer.objects.give(
            barrier=barrier, says=BarrierAnswer.Says.DOING, text=f"{SAFE_HARBOR.name} asks for offers.", by=pia,
            on=desk.on,
        )  # fmt: skip
