"""Fill a developer's portal with invented people and an invented nation, through the same verbs as everybody."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from io import StringIO
from operator import itemgetter
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import autodiscover_modules
from django.utils.timezone import localdate, now

from portal.access import ORGANIZATION_ROLES, DatabaseRole, Role
from portal.calendar import CENTER
from portal.invented import inventors
from portal.management.commands.demo_people import PASSWORD
from portal.models import Membership, Message, Office, Organization, Person, User, invent_reminders, recording_at
from portal.tenancy import acting_as
from specialists.demo.acts import Scribe, moments
from specialists.demo.cast import CAST, ORGANIZATION, TITLE, email_of
from specialists.demo.contacts import name_points_of_contact
from specialists.demo.directives import ISSUED_AGO, answer_memo, issue_memo, noon
from specialists.demo.lives import HISTORY
from specialists.demo.nation import CONTACTS, SERVICES, Nation, invented
from specialists.demo.reminders import reply_to_some, seen_on
from specialists.models import Asking, Desk, Directive, RosterUpload
from specialists.models.roster_upload import Told, nobody
from specialists.roster.judging import Fate

FILE = "demonstration-%s.csv"
"""The two rosters that the seed imports; the second applied is the sign that all is done."""
NAMED_AGO = 8
"""Days since EOUSA has collected the invented points of contact."""
BAR = 40


class Command(BaseCommand):
    """Does nothing where it is done already."""

    help = "Fill the portal with invented people, marked as such. Refused on an official or a production portal."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.OFFICIAL_SITE or not (settings.DEBUG and settings.DEMO):
            raise CommandError("Invented people belong on a demonstration: this is an official or a production portal.")
        with acting_as(DatabaseRole.EOUSA):
            is_done = RosterUpload.objects.filter(file_name=FILE % "contacts", state="APPLIED").exists()
        with acting_as(DatabaseRole.EOUSA):
            organization, _made = Organization.objects.get_or_create(name=ORGANIZATION, defaults={"is_demo": True})
            cast = make_cast(organization)
        with transaction.atomic():
            open_accounts(cast, organization, morning(localdate(), HISTORY))
        if not is_done:
            with acting_as(DatabaseRole.EOUSA, person_id=cast["Erin Cole"].pk):
                Seed(cast, localdate(), self.progress).fill()
        autodiscover_modules("demo")
        for invent in inventors():
            invent(cast, localdate(), self.progress)
        with acting_as(DatabaseRole.EOUSA, person_id=cast["Erin Cole"].pk):
            remind_of_all()
        if is_done:
            self.stdout.write("The invented people are here already.")
            return
        self.stdout.write(
            f"{len(CAST)} invented people can sign in; the 94 offices have three invented years behind them."
        )

    def progress(self, done: int, total: int) -> None:
        """A bar, on a terminal only: a log keeps every step of it."""
        if self.stderr.isatty():
            full = BAR * done // total
            self.stderr.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done} of {total}", ending="\n" * (done == total))


def remind_of_all() -> None:
    """What the ladder would have told of everything that any app has invented; last, since each mail leaves once."""
    if not Message.objects.reminders().exists():
        invent_reminders(at=now())
        reply_to_some(localdate())


def make_cast(organization: Organization) -> dict[str, Person]:
    """The people of the cast by name."""
    cast = {}
    for name, role, _offices in CAST:
        works_at = organization if role in ORGANIZATION_ROLES else None
        facts = {"name": name, "title": TITLE, "is_demo": True, "organization": works_at}
        facts["seen_on"] = seen_on(name, localdate())
        cast[name], _made = Person.objects.get_or_create(email=email_of(name), defaults=facts)
    return cast


def open_accounts(cast: dict[str, Person], organization: Organization, since: datetime) -> None:
    """A user with a verified address and its memberships for each. Unbound: only the web's log-in may."""
    hashed = make_password(PASSWORD)  # once: it takes longer than everything else here
    has_account = set(User.objects.filter(person__in=cast.values()).values_list("person__name", flat=True))
    for name, role, court_ids in CAST:
        if name in has_account:
            continue
        user = User.objects.create_user(cast[name])
        user.password = hashed
        user.save(update_fields=["password"])
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        works_at = organization if role in ORGANIZATION_ROLES else None
        for office in Office.objects.filter(court_id__in=court_ids) if court_ids else [None]:
            facts = {"role": role, "office": office, "organization": works_at, "started_at": since}
            Membership.objects.create(person=cast[name], **facts)


class Seed:
    """Writes the invented nation and its three years: the roster first, then act after act in the order of time."""

    def __init__(self, cast: dict[str, Person], on: date, told: Told = nobody) -> None:
        self.on, self.cast, self.erin, self.told = on, cast, cast["Erin Cole"], told
        self.directive = Directive()
        self.offices = {office.court_id: office for office in Office.objects.all()}
        self.nation: Nation = invented(list(self.offices), on)
        people = [
            Person(name=n, email=email_of(n), title=TITLE, is_demo=True, seen_on=seen_on(n, on))
            for n in self.nation.people
        ]
        Person.objects.bulk_create(people, ignore_conflicts=True)
        self.people = cast | {person.name: person for person in Person.objects.filter(is_demo=True)}

    def fill(self) -> None:
        with recording_at(morning(self.on, HISTORY)):
            self.roster("specialists", SERVICES, self.nation.services)
            self.roster("contacts", CONTACTS, self.nation.contacts)
        self.give_roles()
        acts = sorted([*self.acts_of_offices(), *self.acts_of_the_nation()], key=itemgetter(0))
        for done, (_at, act) in enumerate(acts, 1):
            act()
            self.told(done, len(acts))
        answer_memo(self.directive, on=self.on)

    def roster(self, table: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Import a roster as a desk officer would; an invented row that is refused is a mistake of ours."""
        written = StringIO()
        csv.writer(written).writerows([header, *rows])
        file = ContentFile(written.getvalue().encode(), FILE % table)
        began = self.on - timedelta(days=HISTORY)
        upload = RosterUpload.objects.receive(roster=file, by=self.erin, on=began)
        refused = [row["words"] for row in upload.rows if row["fate"] == Fate.REFUSED]
        if refused:
            raise CommandError(f"The invented roster of {table} has a row that is refused: {refused[0]}")
        upload.apply(by=self.erin, on=began)

    def give_roles(self) -> None:
        """Everybody who leads or manages an office holds that role. Only the cast has accounts."""
        held = set(Membership.objects.in_force().values_list("person_id", "role", "office_id"))
        wanted = [
            Membership(
                person=self.people[name], role=role, office=self.offices[c], started_at=morning(self.on, HISTORY)
            )
            for role, staff in ((Role.LEADERSHIP, self.nation.leaders), (Role.OFFICER, self.nation.officers))
            for c, name in staff.items()
        ]
        Membership.objects.bulk_create(m for m in wanted if (m.person_id, m.role, m.office_id) not in held)

    def acts_of_offices(self) -> Iterator[tuple[datetime, Callable[[], object]]]:
        """What happened in each office, at the instants at which it was recorded."""
        scribe = Scribe(self.offices, self.people, self.staff(), self.on)
        for moment in moments(self.nation.entries, self.on):
            yield moment.at, partial(scribe.do, moment)

    def staff(self) -> dict[tuple[str, str], Person]:
        """Who acts for an office, and for the nation about it."""
        ezra, everywhere = set(self.nation.desks[2][2]), self.offices
        return {
            **{("LEADER", c): self.people[name] for c, name in self.nation.leaders.items()},
            **{("OFFICER", c): self.people[name] for c, name in self.nation.officers.items()},
            **{("OARM", c): self.cast["Oren Pratt"] for c in everywhere},
            **{("EOUSA", c): self.cast["Ezra Ross" if c in ezra else "Erin Cole"] for c in everywhere},
        }

    def acts_of_the_nation(self) -> Iterator[tuple[datetime, Callable[[], object]]]:
        """What EOUSA did for many offices at once."""
        for ago, court_ids in self.nation.asked.items():
            yield morning(self.on, ago), partial(self.ask, ago, court_ids)
        for ago, name, court_ids in self.nation.desks:
            yield morning(self.on, ago), partial(self.assign, ago, name, court_ids)
        yield noon(self.on - timedelta(days=ISSUED_AGO)), self.issue
        yield morning(self.on, NAMED_AGO), self.name_points_of_contact

    def ask(self, ago: int, court_ids: Sequence[str]) -> None:
        with recording_at(morning(self.on, ago)):
            offices = [self.offices[c] for c in court_ids]
            Asking.objects.ask(offices=offices, by=self.erin, on=self.on - timedelta(days=ago))

    def assign(self, ago: int, name: str, court_ids: Sequence[str]) -> None:
        with recording_at(morning(self.on, ago)):
            Desk.objects.assign(offices=[self.offices[c] for c in court_ids], person=self.cast[name], by=self.erin)

    def issue(self) -> None:
        with recording_at(noon(self.on - timedelta(days=ISSUED_AGO))):
            self.directive = issue_memo(self.offices, by=self.erin, on=self.on)

    def name_points_of_contact(self) -> None:
        with recording_at(morning(self.on, NAMED_AGO)):
            name_points_of_contact(self.offices, by=self.erin, on=self.on - timedelta(days=NAMED_AGO))


def morning(on: date, ago: int) -> datetime:
    """Nine o'clock in Washington, so many days before."""
    return datetime.combine(on - timedelta(days=ago), time(9), CENTER)
