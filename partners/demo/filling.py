"""Writes the invented partners and what was done with them, each act bound as whoever does it, at its instant."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import now

from partners.demo.cast import NORTH_TEXAS, PROMISES, SAFE_HARBOR, YEARS, Contact, Partner, log_of, partners_near
from partners.models import Draft, NextStep, Outreach, Partnership, Share
from partners.models.draft import NEW
from partners.models.office_word import OfficeWord, enter_organization
from partners.taxonomy import Audience, Did
from portal import gazetteer
from portal.access import DatabaseRole, Role
from portal.calendar import CENTER
from portal.invented import Told
from portal.models import Membership, Office, Organization, Person, Place, recording_at
from portal.tenancy import acting_as

LOGS = {"txnd": 120, "nysd": 60, "lawd": 30, "gud": 12, "cand": 25, "mnd": 20, "flsd": 25, "wawd": 18}
"""How many entries each of these offices has logged."""
LOOKED_AT = ("48079", "48125", "48359", "48303", "48439")
"""Counties of N.D. Tex. in which outreach looks for what is lacking: Cochran, Dickens, Oldham, Lubbock, Tarrant."""
HEADQUARTERS = "HEADQUARTERS"


@dataclass
class Desk:
    """An office with the person of it who writes here."""

    office: Office
    by: Person
    role: DatabaseRole
    on: date

    @contextmanager
    def acting(self, ago: int) -> Iterator[date]:
        """Bound as the person, on a day so long ago."""
        day = self.on - timedelta(days=ago)
        instant = min(datetime.combine(day, time(16), CENTER), now())
        with recording_at(instant), acting_as(self.role, office_id=self.office.pk, person_id=self.by.pk):
            yield day


def invent(cast: Mapping[str, Person], on: date, told: Told) -> None:
    """Everything, office after office; what is there already stays as it is."""
    for done, desk in enumerate(desks(cast, on), 1):
        with transaction.atomic():
            fill(desk)
        told(done, len(LOGS))


def fill(desk: Desk) -> None:
    with desk.acting(0):
        if Outreach.objects.filter(office=desk.office).exists():
            return
    partners, organizations = enter_all(desk)
    write_log(desk, organizations, contacts_of(desk, len(partners)))
    if desk.office.court_id == "txnd":
        promise(desk, organizations)
        share_with_safe_harbor(desk, organizations[0])
        begin_a_draft(desk, organizations[3])


def contacts_of(desk: Desk, partners: int) -> list[Contact]:
    """What it logged; what people lack is seen where N.D. Tex. looks for it, and near each other headquarters."""
    court_id = desk.office.court_id
    own = [county.fips for county in gazetteer.country().counties_of(court_id)]
    counties = LOOKED_AT if court_id == "txnd" else own[3:6]
    return list(log_of(court_id, LOGS[court_id], partners, counties))


def desks(cast: Mapping[str, Person], on: date) -> list[Desk]:
    """Who writes for each office: its specialist where the cast has one, else its US Attorney."""
    with acting_as(DatabaseRole.EOUSA):
        offices = {office.court_id: office for office in Office.objects.filter(court_id__in=LOGS)}
        held = Membership.objects.in_force().filter(role=Role.LEADERSHIP, office__court_id__in=LOGS)
        leaders = {row.office.court_id: row.person for row in held.select_related("office", "person") if row.office}
    specialists = {"txnd": cast["Alma Reyes"], "nysd": cast["Otis Green"]}
    return [
        Desk(offices[key], specialists.get(key) or leaders[key],
             DatabaseRole.OFFICE if key in specialists else DatabaseRole.HEADS, on)
        for key in LOGS
    ]  # fmt: skip


def enter_all(desk: Desk) -> tuple[Sequence[Partner], list[Organization]]:
    """The office's invented partners, in the directory."""
    partners = NORTH_TEXAS if desk.office.court_id == "txnd" else near(desk.office)
    return partners, [entered(desk, partner) for partner in partners]


def near(office: Office) -> Sequence[Partner]:
    with acting_as(DatabaseRole.PUBLIC):
        city = Place.objects.filter(office=office, kind=HEADQUARTERS).values_list("city", flat=True).first()
    counties = tuple(county.fips for county in gazetteer.country().counties_of(office.court_id))
    return partners_near(city or office.abbreviation, counties)


def entered(desk: Desk, partner: Partner) -> Organization:
    """One of them. Safe Harbor stands already, since people of it can sign in: it is described."""
    with desk.acting(YEARS) as day:
        facts = {
            "city": partner.city, "state": desk.office.state, "counties": list(partner.counties),
            "populations": [each.value for each in partner.populations],
            "languages": [each.value for each in partner.languages],
            "services": partner.services,
            "verified_on": desk.on - timedelta(days=partner.unverified) if partner.unverified else None,
        }  # fmt: skip
        if partner is SAFE_HARBOR:
            return described(desk, partner, facts, day)
        return enter_organization(
            office=desk.office, name=partner.full_name, kind=partner.kind, by=desk.by, on=day,
            is_confidential=partner.is_confidential, **facts,
        )  # fmt: skip


def described(desk: Desk, partner: Partner, facts: Mapping[str, Any], day: date) -> Organization:
    organization = Organization.objects.get(name=partner.full_name)
    Partnership.objects.begin(office=desk.office, organizations=[organization], by=desk.by, on=day)
    OfficeWord(desk.office, organization).edit(by=desk.by, on=day, name=partner.full_name, kind=partner.kind, **facts)
    return organization


def write_log(desk: Desk, organizations: Sequence[Organization], contacts: Sequence[Contact]) -> None:
    for contact in contacts:
        with desk.acting(contact.ago) as day:
            Outreach.objects.log(
                office=desk.office, organizations=[organizations[place] for place in contact.partners],
                by=desk.by, on=day, held_on=day, did=contact.did, duty=contact.duty, line=contact.line,
                minutes=contact.minutes, topics=[each.value for each in contact.topics],
                populations=[each.value for each in contact.populations], trained=contact.trained,
                needs=[each.value for each in contact.needs], counties=list(contact.counties),
                audience=Audience.PROFESSIONALS if contact.did is Did.TRAINING else "", educated=contact.educated,
            )  # fmt: skip


def promise(desk: Desk, organizations: Sequence[Organization]) -> None:
    """What is due around today."""
    for days, side, text, place, is_shared in PROMISES:
        with desk.acting(max(6 - days, 6)) as day:
            NextStep.objects.promise(
                office=desk.office, text=text, due_on=desk.on + timedelta(days=days), side=side,
                organization=organizations[place], is_shared=is_shared, by=desk.by, on=day,
            )  # fmt: skip


def share_with_safe_harbor(desk: Desk, safe_harbor: Organization) -> None:
    """Its latest contact is shared with it: the day and what it was, and the steps."""
    with desk.acting(0):
        newest = Outreach.objects.newest_first().filter(parties__organization=safe_harbor).first()
        if newest:
            Share.objects.share(newest, [safe_harbor], by=desk.by, at=now())


def begin_a_draft(desk: Desk, organization: Organization) -> None:
    with desk.acting(0) as day:
        fields = {
            "held_on": [day.isoformat()], "did": [Did.CALL.value], "duty": ["3"],
            "organizations": [str(organization.pk)], "line": ["Who may apply for LAV, and by when"],
        }  # fmt: skip
        Draft.objects.keep(office=desk.office, by=desk.by, key=uuid4(), form=NEW, fields=fields, at=now())
