"""Fill a developer's portal with invented people and an invented nation, through the same verbs as everybody."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from io import StringIO
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate

from portal.access import ORGANIZATION_ROLES, DatabaseRole
from portal.management.commands.demo_people import PASSWORD
from portal.models import Membership, Office, Organization, Person, User
from portal.tenancy import acting_as
from specialists.demo import CAST, CONTACTS, ORGANIZATION, SERVICES, TITLE, Nation, email_of, invented
from specialists.demo_contacts import name_points_of_contact
from specialists.models import Absence, Answer, Asking, Desk, RosterUpload
from specialists.roster.judging import Fate

FILE = "demonstration-%s.csv"
"""The two rosters that the seed imports; the second applied is the sign that all is done."""
ASKED_AGO = 200
"""Days since EOUSA has asked the invented offices."""


class Command(BaseCommand):
    """Does nothing where it is done already."""

    help = "Fill the portal with invented people, marked as such. Refused on an official or a production portal."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.OFFICIAL_SITE or not settings.DEBUG:
            raise CommandError("Invented people belong on a demonstration: this is an official or a production portal.")
        with acting_as(DatabaseRole.EOUSA):
            is_done = RosterUpload.objects.filter(file_name=FILE % "contacts", state="APPLIED").exists()
        if is_done:
            self.stdout.write("The invented people are here already.")
            return
        with acting_as(DatabaseRole.EOUSA):
            organization, _made = Organization.objects.get_or_create(name=ORGANIZATION, defaults={"is_demo": True})
            cast = make_cast(organization)
        with transaction.atomic():
            open_accounts(cast, organization)
        with acting_as(DatabaseRole.EOUSA, person_id=cast["Erin Cole"].pk):
            Seed(cast, localdate()).fill()
        self.stdout.write(f"{len(CAST)} invented people can sign in; the roster of the 94 offices is filled.")


def make_cast(organization: Organization) -> dict[str, Person]:
    """The people of the cast by name."""
    cast = {}
    for name, role, _offices in CAST:
        works_at = organization if role in ORGANIZATION_ROLES else None
        facts = {"name": name, "title": TITLE, "is_demo": True, "organization": works_at}
        cast[name], _made = Person.objects.get_or_create(email=email_of(name), defaults=facts)
    return cast


def open_accounts(cast: dict[str, Person], organization: Organization) -> None:
    """A user with a verified address and its memberships for each. Unbound: only the web's log-in may."""
    has_account = set(User.objects.filter(person__in=cast.values()).values_list("person__name", flat=True))
    for name, role, court_ids in CAST:
        if name in has_account:
            continue
        user = User.objects.create_user(cast[name], PASSWORD)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        works_at = organization if role in ORGANIZATION_ROLES else None
        for office in Office.objects.filter(court_id__in=court_ids) if court_ids else [None]:
            Membership.objects.create(person=cast[name], role=role, office=office, organization=works_at)


class Seed:
    """Writes the invented nation, in the name of the invented desk officers."""

    def __init__(self, cast: dict[str, Person], on: date) -> None:
        self.on, self.cast, self.erin = on, cast, cast["Erin Cole"]
        self.offices = {office.court_id: office for office in Office.objects.all()}
        self.nation: Nation = invented(list(self.offices), on)
        people = [Person(name=n, email=email_of(n), title=TITLE, is_demo=True) for n in self.nation.people]
        Person.objects.bulk_create(people, ignore_conflicts=True)
        self.people = cast | {person.name: person for person in Person.objects.filter(is_demo=True)}

    def fill(self) -> None:
        self.roster("specialists", SERVICES, self.nation.services)
        asked = [self.offices[court_id] for court_id in self.nation.asked]
        Asking.objects.ask(offices=asked, by=self.erin, on=self.on - timedelta(days=ASKED_AGO))
        for name, court_ids in self.nation.watched.items():
            Desk.objects.assign(offices=[self.offices[c] for c in court_ids], person=self.cast[name], by=self.erin)
        for answer in self.nation.answers:
            self.answer(**answer)
        for absence in self.nation.absences:
            self.absence(**absence)
        name_points_of_contact(self.offices, by=self.erin, on=self.on)
        self.roster("contacts", CONTACTS, self.nation.contacts)

    def roster(self, table: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Import a roster as a desk officer would; an invented row that is refused is a mistake of ours."""
        written = StringIO()
        csv.writer(written).writerows([header, *rows])
        file = ContentFile(written.getvalue().encode(), FILE % table)
        upload = RosterUpload.objects.receive(roster=file, by=self.erin, on=self.on)
        refused = [row["words"] for row in upload.rows if row["fate"] == Fate.REFUSED]
        if refused:
            raise CommandError(f"The invented roster of {table} has a row that is refused: {refused[0]}")
        upload.apply(by=self.erin, on=self.on)

    def answer(self, *, office: str, ago: int, shared_with: str = "", **facts: Any) -> None:
        """What an office said on the telephone so many days ago."""
        given_on = self.on - timedelta(days=ago)
        Answer.objects.give(
            office=self.offices[office],
            shared_with=self.offices.get(shared_with),
            told_by="the First Assistant (invented)",
            by=self.erin,
            on=given_on,
            **facts,
        )

    def absence(self, *, office: str, person: str, stand_in: str | None, **facts: Any) -> None:
        """A specialist who is away."""
        Absence.objects.record(
            office=self.offices[office],
            person=self.people[person],
            stand_in=self.people[stand_in] if stand_in else None,
            by=self.erin,
            on=self.on,
            **facts,
        )
