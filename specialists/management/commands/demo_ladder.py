"""manage.py demo_ladder: ninety days of the ladder with an injected clock. `make demo-ladder` runs it."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from portal.access import DatabaseRole, Role
from portal.calendar import CENTER, at_hour
from portal.models import Membership, Message, Office, Person, plan, recording_at
from portal.tenancy import acting_as
from specialists.demo.cast import TITLE, email_of
from specialists.demo.ladder import ANALYST, BOUNCES, DAYS, EDITORS, LAPSES_AFTER, PARTS, Part, Told, lines, returned
from specialists.models import Answer, Asking, Desk, Nomination, StaffContact, Vacancy
from specialists.stages import Budget, StepKey

BAR = 40
OF_EOUSA = frozenset({"DESK", "EOUSA"})
PLANS_AT, SENDS_AT = 7, 17
"""Hours in Washington: before the first mail of a day is due, and after the last of these offices."""
WAY = ((StepKey.FIND_BUDGET, Budget.VACANT_SLOT.value), (StepKey.ANNOUNCE, ""), (StepKey.SCREEN, ""))


class Command(BaseCommand):
    """Two log-ins: `--prepare` as the web, which writes the cast; then the play, as the worker."""

    help = "Play ninety invented days of reminders in a database of its own; the mails leave to a mail catcher."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="write the cast; refused where there is any already")

    def handle(self, *_args: Any, **options: Any) -> None:
        if settings.OFFICIAL_SITE or not (settings.DEBUG and settings.DEMO):
            raise CommandError("This is a demonstration: it plays on a developer's computer only.")
        start = localdate() - timedelta(days=DAYS - 1)
        if options["prepare"]:
            demand_empty()
            with recording_at(at_hour(start, 6, CENTER)):
                Cast(start).enter()
        else:
            demand_cast()
            self.play(start)

    def play(self, start: date) -> None:
        self.stdout.write(f"{DAYS} days, from {start}. Demonstration: people and events are invented.")
        with acting_as(DatabaseRole.JOBS):
            stories = [f"  {office_of(part)}: {part.story}" for part in PARTS]
        self.stdout.write("\n".join(stories))
        run = Play()
        for number in range(DAYS):
            day = start + timedelta(days=number)
            self.clear()
            for line in run.live(day):
                self.stdout.write(f"{day:%a %b} {day.day:2}  {line}")
            self.progress(number + 1)
        self.stdout.write(run.summary())

    def progress(self, done: int) -> None:
        """A bar, on a terminal only."""
        if self.stderr.isatty():
            full = BAR * done // DAYS
            bar = f"[{'#' * full}{'.' * (BAR - full)}] day {done} of {DAYS}"
            self.stderr.write(f"\r{bar}", ending="\n" * (done == DAYS))

    def clear(self) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{' ' * (BAR + 20)}\r", ending="")


def demand_empty() -> None:
    """Nobody's own data is played with."""
    with acting_as(DatabaseRole.EOUSA):
        if Asking.objects.exists() or Person.objects.exists():
            raise CommandError("There is data here already. The play needs a database of its own: make demo-ladder.")


def demand_cast() -> None:
    with acting_as(DatabaseRole.JOBS):
        here = set(Asking.objects.values_list("office__court_id", flat=True))
    if here != {part.court_id for part in PARTS}:
        raise CommandError("The cast of the play is not here, or not alone: make demo-ladder.")


def office_of(part: Part) -> Office:
    return Office.objects.get(court_id=part.court_id)


class Cast:
    """Writes who is in the play, by the verbs that people use."""

    def __init__(self, start: date) -> None:
        self.start = start

    def enter(self) -> None:
        with acting_as(DatabaseRole.EOUSA):
            erin, _ezra = [self.person(name, Role.EOUSA) for name in EDITORS]
            self.person(ANALYST, Role.OARM)
            offices = [office_of(part) for part in PARTS]
            leaders = [self.staff(part, erin) for part in PARTS]
            Asking.objects.ask(offices=offices, by=erin, on=self.start)
            Desk.objects.assign(offices=offices, person=erin, by=erin)
            self.cannot_hire(offices[4], erin)
        self.nominate(offices[3], leaders[3])

    def person(self, name: str, role: Role, office: Office | None = None) -> Person:
        facts = {"name": name, "title": TITLE, "is_demo": True, "seen_on": self.start + timedelta(days=DAYS)}
        person = Person.objects.create(email=email_of(name), **facts)
        Membership.objects.create(person=person, role=role, office=office, started_at=at_hour(self.start, 6, CENTER))
        return person

    def staff(self, part: Part, by: Person) -> Person:
        """The office's contacts; its US Attorney has a role too. Gives who acts for it."""
        for post, name, email in part.contacts():
            StaffContact.objects.enter(office=office_of(part), post=post, name=name, email=email, by=by)
        return self.person(part.leader, Role.LEADERSHIP, office_of(part)) if part.leader else by

    def cannot_hire(self, office: Office, by: Person) -> None:
        Answer.objects.give(
            office=office, says=Answer.Says.CANNOT_NOW, reason=Answer.Reason.HIRING_FREEZE,
            review_on=self.start + timedelta(days=LAPSES_AFTER), told_by="the First Assistant (invented)",
            by=by, on=self.start,
        )  # fmt: skip

    def nominate(self, office: Office, leader: Person) -> None:
        """The whole way to OARM, on one day."""
        who: dict[str, Any] = {"by": leader, "on": self.start}
        with acting_as(DatabaseRole.HEADS, office_id=office.pk, person_id=leader.pk):
            vacancy = Vacancy.objects.begin(office=office, **who)
            for step, detail in WAY:
                vacancy.take(step, acting=Role.LEADERSHIP, detail=detail, **who)
            name = "Otto Orr"
            package: dict[str, Any] = {"candidate_name": name, "candidate_email": email_of(name)}
            Nomination.objects.prepare(vacancy=vacancy, **package, **who).send(**who)


class Play:
    """Lives the days, and tells what is new in the ledger after each."""

    def __init__(self) -> None:
        self.known: set[tuple[Any, str]] = set()
        self.center_knew: dict[str, date] = {}
        """When EOUSA was first told of each office."""

    def live(self, day: date) -> list[str]:
        """Plan in the morning, send in the day, take what comes back, and climb at once."""
        plan(at=at_hour(day, PLANS_AT, CENTER))
        evening = at_hour(day, SENDS_AT, CENTER)
        Message.objects.deliver_due(at=evening)
        said = list(lines(self.news(day)))
        if take_returned(at=evening):
            plan(at=evening)
            Message.objects.deliver_due(at=evening)
            said += lines(self.news(day))
        return said

    def news(self, day: date) -> list[Told]:
        """What has been told, or could not be, since the last look."""
        with acting_as(DatabaseRole.JOBS):
            rows = Message.objects.reminders().filter(state__in=["SENT", "NOBODY", "FAILED"])
            fresh = [row for row in rows.select_related("office") if (row.pk, row.state) not in self.known]
        self.known |= {(row.pk, row.state) for row in fresh}
        found = [
            Told(str(row.office or "national"), row.cause, row.rung, row.audience, row.recipient, row.state)
            for row in fresh
        ]
        for one in found:
            if one.audience in OF_EOUSA:
                self.center_knew.setdefault(one.office, day)
        return found

    def summary(self) -> str:
        """When EOUSA knew of each office, and how to see the mails."""
        with acting_as(DatabaseRole.JOBS):
            states = Counter(Message.objects.reminders().values_list("state", flat=True))
            mails = Message.objects.filter(digest=None, state="SENT", due_on=None).count()
        told = "; ".join(f"{office} on {day:%b} {day.day}" for office, day in sorted(self.center_knew.items()))
        return (
            f"\nEOUSA was first told of {told}.\n"
            f"{states['SENT']} reminders told in {mails} mails; {states['NOBODY']} rungs found nobody;"
            f" {states['FAILED']} came back.\n"
            f"The mails: {settings.SITE_URL}/dev/mail/ while `make run` runs (they are marked as a demonstration; the"
            " links in them lead to what is gone with the play)."
        )


def take_returned(*, at: datetime) -> bool:
    """What the mailbox that refuses has sent back, by the verb of `record_bounce`."""
    with acting_as(DatabaseRole.JOBS):
        mails = list(Message.objects.filter(recipient=BOUNCES, state="SENT", due_on=None))
    notes = [returned(mail, settings.MESSAGE_ID_DOMAIN) for mail in mails]
    return sum(Message.objects.bounced(note, at=at) for note in notes) > 0
