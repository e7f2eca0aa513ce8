"""The acts of the invented history, each by the verb that people use, bound as whoever does it, at its instant."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random
from typing import Any

from django.utils.timezone import localdate

from portal.access import DatabaseRole, Role
from portal.calendar import CENTER
from portal.models import Office, Person, recording_at
from portal.tenancy import acting_as
from specialists.demo.cast import email_of
from specialists.demo.lives import Entry
from specialists.models import Absence, Answer, Appointment, Clearance, Nomination, Vacancy
from specialists.stages import StepKey

APART = timedelta(minutes=10)
"""Between two acts of one office on one day."""
TOLD_BY = "the First Assistant (invented)"
ROLES = {
    "LEADER": (DatabaseRole.HEADS, Role.LEADERSHIP),
    "OFFICER": (DatabaseRole.HEADS, Role.OFFICER),
    "OARM": (DatabaseRole.OARM, Role.OARM),
    "EOUSA": (DatabaseRole.EOUSA, Role.EOUSA),
}


@dataclass(frozen=True)
class Moment:
    """When an entry was put on record."""

    at: datetime
    entry: Entry


def moments(entries: Sequence[Entry], on: date) -> list[Moment]:
    """Every entry with the instant at which it was recorded, in that order. What happened first in an office is
    recorded first; nothing later than yesterday."""
    random = Random(9)  # noqa: S311 invented, no secret
    found: list[Moment] = []
    ordered = sorted(entries, key=lambda entry: (entry.office, -entry.ago))
    for _office, its in groupby(ordered, key=lambda entry: entry.office):
        before = datetime.min.replace(tzinfo=CENTER)
        for entry in its:
            day = on - timedelta(days=entry.ago - min(entry.late, entry.ago - 1))
            morning = datetime.combine(day, time(9), CENTER) + timedelta(minutes=random.randint(0, 480))
            before = max(morning, before + APART)
            found.append(Moment(before, entry))
    return sorted(found, key=lambda moment: moment.at)


class Scribe:
    """Does what the entries say. `staff`: who leads and who manages each office, by court id."""

    def __init__(
        self,
        offices: Mapping[str, Office],
        people: Mapping[str, Person],
        staff: Mapping[tuple[str, str], Person],
        on: date,
    ) -> None:
        self.offices, self.people, self.staff, self.on = offices, people, staff, on
        self.vacancies: dict[tuple[str, int], Vacancy] = {}
        self.nominations: dict[str, Nomination] = {}

    def do(self, moment: Moment) -> None:
        entry = moment.entry
        with recording_at(moment.at), self.being(entry) as (by, role):
            Act(self, entry, by=by, role=role, at=moment.at).take()

    @contextmanager
    def being(self, entry: Entry) -> Iterator[tuple[Person, Role]]:
        """Bound as the one who acts. What an officer would do, the leader does where there is no officer."""
        actor, office = entry.actor, self.offices[entry.office]
        by = self.staff.get((actor, entry.office)) or self.staff["LEADER", entry.office]
        database_role, role = ROLES[actor]
        with acting_as(database_role, office_id=office.pk if actor in {"LEADER", "OFFICER"} else None, person_id=by.pk):
            yield by, role


class Act:
    """One entry, carried out. Each method has the name of an act and takes its words."""

    def __init__(self, scribe: Scribe, entry: Entry, *, by: Person, role: Role, at: datetime) -> None:
        self.scribe, self.entry, self.by, self.role, self.at = scribe, entry, by, role, at
        self.office, self.day = scribe.offices[entry.office], localdate(at)
        self.who: dict[str, Any] = {"by": by, "on": self.day}
        self.made: dict[str, Any] = self.who | {"made_on": scribe.on - timedelta(days=entry.ago)}

    def take(self) -> None:
        ACTS[self.entry.act](self, **self.entry.words)

    # --- who serves --------------------------------------------------------------------------------------------------
    def appoint(self, *, name: str, shared_with: str = "", **facts: Any) -> None:
        person, other = self.scribe.people[name], self.scribe.offices.get(shared_with)
        Appointment.objects.appoint(office=self.office, person=person, shared_with=other, **facts, **self.who)

    def end(self, *, name: str, ends_on: date) -> None:
        standing = Appointment.objects.standing().filter(office=self.office, person=self.scribe.people[name])
        standing.get().end(ends_on=ends_on, **self.who)

    def away(self, *, name: str, stand_in: str, **facts: Any) -> None:
        person, other = self.scribe.people[name], self.scribe.people.get(stand_in)
        Absence.objects.record(office=self.office, person=person, stand_in=other, **facts, **self.who)

    def back(self, *, name: str, ends_on: date) -> None:
        standing = Absence.objects.standing().filter(office=self.office, person=self.scribe.people[name], ends_on=None)
        standing.get().close(ends_on=ends_on, **self.who)

    def answer(self, *, is_told: bool, shared_with: str = "", **facts: Any) -> None:
        """What the office says of itself, or told EOUSA by telephone."""
        other, told_by = self.scribe.offices.get(shared_with), TOLD_BY if is_told else ""
        Answer.objects.give(office=self.office, shared_with=other, told_by=told_by, **facts, **self.who)

    # --- the vacancy -------------------------------------------------------------------------------------------------
    @property
    def vacancy(self) -> Vacancy:
        return self.scribe.vacancies[self.entry.office, self.entry.case]

    @vacancy.setter
    def vacancy(self, vacancy: Vacancy) -> None:
        for case in {self.entry.case, 0}:
            self.scribe.vacancies[self.entry.office, case] = vacancy

    def begin(self) -> None:
        self.vacancy = Vacancy.objects.begin(office=self.office, **self.made)

    def move(self, *, step: StepKey, detail: str, reason: str) -> None:
        self.vacancy.take(step, acting=self.role, detail=detail, reason=reason, **self.made)

    def undo(self) -> None:
        self.vacancy.undo(by=self.by, at=self.at)
        if self.vacancy.nominations.exists() and self.role is Role.OARM:
            self.nomination.refresh_from_db()

    def checks(self, **dates: Any) -> None:
        Clearance.objects.enter(vacancy=self.vacancy, **dates, **self.who)

    def enter(self, **dates: Any) -> None:
        Clearance.objects.enter_on_duty(vacancy=self.vacancy, **dates, **self.made)

    def extend(self, *, not_to_exceed_on: date) -> None:
        Clearance.objects.filter(vacancy=self.vacancy).standing().get().extend(
            not_to_exceed_on=not_to_exceed_on, **self.who
        )

    def cover(self, *, name: str, starts_on: date) -> None:
        self.vacancy.cover(name=name, email=email_of(name), starts_on=starts_on, **self.who)

    def designate(self, *, name: str, **facts: Any) -> None:
        self.vacancy.designate(name=name, email=email_of(name), **facts, **self.made)

    def appoint_special(self, *, name: str, **facts: Any) -> None:
        self.vacancy.appoint_special(name=name, email=email_of(name), **facts, **self.made)

    def train(self) -> None:
        self.vacancy.train(trained_on=self.made["made_on"], **self.who)

    # --- the nomination ----------------------------------------------------------------------------------------------
    @property
    def nomination(self) -> Nomination:
        return self.scribe.nominations[self.entry.office]

    def moved(self) -> None:
        """The nomination has moved its vacancy: look at that one again."""
        self.vacancy = self.nomination.vacancy

    def prepare(self, *, name: str, **facts: Any) -> None:
        made = Nomination.objects.prepare(
            vacancy=self.vacancy, candidate_name=name, candidate_email=email_of(name), **facts, **self.who
        )
        self.scribe.nominations[self.entry.office] = made

    def mend(self, **facts: Any) -> None:
        self.nomination.edit(**facts, **self.who)

    def send(self) -> None:
        self.nomination.send(**self.made)
        self.moved()

    def take_back(self, *, reason: str) -> None:
        self.nomination.take_back(reason=reason, **self.who)
        self.moved()

    def claim(self, *, reference: str) -> None:
        self.nomination.claim(by=self.by, at=self.at)
        self.nomination.refer(reference=reference, **self.who)

    def say(self, *, text: str) -> None:
        self.nomination.say(text=text, by=self.by, at=self.at)

    def approve(self, **words: Any) -> None:
        self.nomination.approve(**words, **self.made)
        self.moved()

    def give_back(self, **words: Any) -> None:
        self.nomination.give_back(**words, **self.made)
        self.moved()

    def decline(self, **words: Any) -> None:
        self.nomination.decline(**words, **self.made)
        self.moved()


ACTS = {
    act.__name__: act
    for act in (
        Act.appoint, Act.end, Act.away, Act.back, Act.answer, Act.begin, Act.move, Act.undo, Act.checks, Act.enter,
        Act.extend, Act.cover, Act.designate, Act.appoint_special, Act.train, Act.prepare, Act.mend, Act.send,
        Act.take_back, Act.claim, Act.say, Act.approve, Act.give_back, Act.decline,
    )
}  # fmt: skip
