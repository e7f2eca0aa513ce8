"""A small country in which people come and go while questions about money are asked and answered.

`Country.step()` does one random thing, as the web would do it: bound as whoever acts, through the verbs. What a rule
refuses is part of life. `Country.unkept()` says which question has no owner who could answer it now.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from django.db import connection

from grants.backups import next_to_answer
from grants.guidance import question_or_404
from grants.models import GuidanceRequest, Note
from grants.models.answering import add_note, answer, came_back, close, consult, reopen
from grants.models.asking import add, ask
from grants.models.backup import name_backup
from grants.models.giving import give, give_to_center
from grants.models.handing import give_to_office
from grants.models.recording import record_told
from grants.models.request import CENTER_READS
from grants.models.routing import NO_OFFICE, intake, keeper_of
from portal.access import DATABASE_ROLE, OUTREACH_ROLES, DatabaseRole, Role
from portal.errors import Refused
from portal.givers import ENDS
from portal.hats import Hat
from portal.models import HandOver, Membership, Office, Person
from portal.models.handover import takers
from portal.ownership import owned_by
from portal.tenancy import Binding, acting_as, bound
from tests import make

COURTS = ("txnd", "txed", "nysd", "gud")
COUNTIES = ("48439", "48113", "48085", "36061", "66010", "60010")
"""Of these offices; the last is of American Samoa, which no district serves."""
AT_OFFICES = (Role.SPECIALIST, Role.STAFF, Role.LEADERSHIP, Role.OFFICER)
ASKERS = ("asker@example.test", "another@example.test")
OPEN = ("WAITING", "CONSULTING", "ANSWERED")
MOST_OPEN = 40
"""With more questions than these open, answers and ends are likelier, so that a long walk stays quick."""
KEPT = """
SELECT question.id, EXISTS (
   SELECT 1 FROM portal_membership held JOIN portal_person person ON person.id = held.person_id
    WHERE held.person_id = question.owner_id AND held.ended_at IS NULL AND person.is_active
      AND person.name = question.owner_name AND person.email = question.owner_email
      AND CASE WHEN question.is_central THEN held.role = 'EOUSA'
               ELSE held.office_id = question.office_id AND held.role = ANY(%s) END)
  FROM grants_guidancerequest question WHERE question.state <> 'CLOSED'"""


@contextmanager
def acting(member: Membership) -> Iterator[None]:
    """Bound as the web binds somebody in this role."""
    with bound(Binding(DATABASE_ROLE[Role(member.role)], member.office_id, None, person_id=member.person_id)):
        yield


def hat(member: Membership) -> Hat:
    court_id = member.office.court_id if member.office else ""
    return Hat(Role(member.role), member.person_id, member.pk, member.office_id, court_id)


class Country:
    """Four offices and the center, with one person who always stays: an operator."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.at: datetime = make.NOW
        self.offices: list[Office] = [make.office(court) for court in COURTS]
        self.opal = make.member("Opal Finch", Role.OPERATOR)
        self.done: Counter[str] = Counter()
        self.asked: set[int] = set()
        self.open = 0
        for _number in range(2):
            self.join(Role.EOUSA, None)
        for office in self.offices[:3]:
            self.join(Role.LEADERSHIP, office)
            self.join(Role.SPECIALIST, office)

    # --- what holds -----------------------------------------------------------------------------------------------
    def unkept(self) -> list[int]:
        """The questions that are not closed and have no active owner in a role that answers them."""
        with acting_as(DatabaseRole.EOUSA), connection.cursor() as cursor:
            cursor.execute(KEPT, [sorted(OUTREACH_ROLES)])
            found = cursor.fetchall()
        self.open = len(found)
        return [key for key, is_kept in found if not is_kept]

    def lost(self) -> set[int]:
        """The questions that were asked and are there no more."""
        with acting_as(DatabaseRole.EOUSA):
            return self.asked - set(GuidanceRequest.objects.values_list("pk", flat=True))

    def foretold(self) -> dict[str, tuple[str, str]]:
        """By office: who answers next, as its pages say it, and as a question that comes now would find it."""
        found = {}
        for office in self.offices:
            with bound(Binding(DatabaseRole.OFFICE, office.pk)):
                told = next_to_answer(office)
            with intake(uuid4(), office.pk):
                keeper = keeper_of(office)
            found[office.court_id] = (told[0].name if told else "", "" if keeper.is_central else keeper.person.name)
        return found

    # --- one step ---------------------------------------------------------------------------------------------------
    def step(self) -> str:
        """Something happens, or a rule refuses it; gives what it was."""
        self.at += timedelta(minutes=self.random.randint(1, 90))
        weights = self.acts()
        if self.open > MOST_OPEN:
            weights |= {"somebody_asks": 2, "answers": 20, "closes": 30}
        name = self.random.choices([*weights], [*weights.values()])[0]
        try:
            getattr(self, name)()
            self.done[name] += 1
        except Refused:
            self.done[f"{name}, refused"] += 1
        return name

    @staticmethod
    def acts() -> dict[str, int]:
        """What can happen, and how often."""
        return {
            "somebody_asks": 14, "somebody_calls": 3, "asker_adds": 8, "answers": 12, "notes": 2, "consults": 4,
            "agency_replies": 3, "closes": 8, "reopens": 5, "gives": 6, "gives_up": 3, "gives_back": 6, "joins": 9,
            "leaves": 8, "is_shut_out": 6, "hands_over": 6, "names_backup": 5,
        }  # fmt: skip

    # --- questions -------------------------------------------------------------------------------------------------
    def somebody_asks(self) -> None:
        self.one_asks(self.random.choice(COUNTIES))

    def somebody_asks_at_home(self) -> None:
        """In a county of the first office."""
        self.one_asks(COUNTIES[0])

    def one_asks(self, county: str) -> None:
        made = ask(
            asked=uuid4(), county=county, at=self.at, need="SHELTER", text="Money for beds?",
            email=self.random.choice(ASKERS),
        )  # fmt: skip
        self.asked.add(made.pk)

    def somebody_calls(self) -> None:
        member = self.one_who_answers()
        county = self.random.choice(COUNTIES)
        with acting(member):
            made = record_told(
                office=member.office, asked=uuid4(), county=county, need="SHELTER", by=member.person, at=self.at
            )  # fmt: skip
        self.asked.add(made.pk)

    def asker_adds(self) -> None:
        add(self.question(), text="One more thing", at=self.at)

    def answers(self) -> None:
        with self.as_owner(self.question(*OPEN)) as (question, person):
            answer(question, text="Ask your state", by=person, at=self.at)

    def notes(self) -> None:
        with self.as_colleague(self.question()) as (question, person):
            add_note(question, text="Called OVW", by=person, at=self.at)

    def consults(self) -> None:
        with self.as_colleague(self.question("WAITING", "CONSULTING")) as (question, person):
            consult(question, agency=self.random.choice(("OVW", "OVC")), by=person, at=self.at)

    def agency_replies(self) -> None:
        with self.as_colleague(self.question("CONSULTING")) as (question, person):
            note = Note.objects.filter(request=question, kind="CONSULTED", came_back_on=None, ended_on=None).first()
            if note:
                came_back(note, question, by=person, at=self.at)

    def closes(self) -> None:
        with self.as_colleague(self.question(*OPEN)) as (question, person):
            close(question, because=self.random.choice(("DONE", "SILENT", "NOT_OURS", "DOUBLE")), by=person, at=self.at)

    def reopens(self) -> None:
        with self.as_colleague(self.question("CLOSED")) as (question, person):
            reopen(question, by=person, at=self.at)

    def gives(self) -> None:
        """To anybody at all: the verb says who cannot take it."""
        with self.as_colleague(self.question(*OPEN)) as (question, person):
            to = self.random.choice(self.members()).person
            give(question, to=to, by=person, at=self.at)

    def gives_up(self) -> None:
        with self.as_colleague(self.question(*OPEN)) as (question, person):
            give_to_center(question, reason="Nobody here knows", by=person, at=self.at)

    def gives_back(self) -> None:
        with self.as_colleague(self.question(*OPEN, is_central=True)) as (question, person):
            give_to_office(question, by=person, at=self.at)

    # --- people ----------------------------------------------------------------------------------------------------
    def join(self, role: Role, office: Office | None, person: Person | None = None) -> None:
        Membership.objects.create(person=person or make.person(), role=role, office=office, started_at=self.at)

    def joins(self) -> None:
        """Somebody new, or somebody who holds a role already; specialists most of all."""
        role = self.random.choices((*AT_OFFICES, Role.EOUSA), (5, 3, 2, 1, 2))[0]
        office = None if role == Role.EOUSA else self.random.choice(self.offices)
        people = [member.person for member in self.members()]
        person = self.random.choice(people) if self.random.random() < 0.3 else None
        held = Membership.objects.in_force().filter(person=person, role=role, office=office)
        with acting_as(DatabaseRole.EOUSA):
            if person and held.exists():
                raise Refused("A role is held once.")
        self.join(role, office, person)

    def leaves(self) -> None:
        """A leader or EOUSA ends the role; what is owned in it is handed over first, or the role stays."""
        member = self.random.choice(self.members())
        by = self.one_who_ends(member)
        try:
            with acting(by):
                member.end(by=by.person, acting=Role(by.role), at=self.at)
        except Refused:
            self.hand_over(member, self.random.choice((by, member)))
            with acting(by):
                member.end(by=by.person, acting=Role(by.role), at=self.at)

    def is_shut_out(self) -> None:
        """The account is disabled, by EOUSA or by the operator; the operator cannot hand over for anybody."""
        person = self.random.choice(self.members()).person
        held = [member for member in self.members() if member.person_id == person.pk]
        for member in held:
            self.hand_over(member, self.one_who_ends(member))
        by = self.random.choice([self.operator(), *self.members(role=Role.EOUSA)])
        with acting(by):
            person.disable(by=by.person, acting=Role(by.role), at=self.at)

    def hands_over(self) -> None:
        """Somebody still there gives away what is owned in a role: whoever holds it, a leader, or EOUSA."""
        member = self.random.choice(self.members())
        self.hand_over(member, self.random.choice((member, self.one_who_ends(member))))

    def hand_over(self, member: Membership, by: Membership) -> None:
        with acting(by):
            things = owned_by(member)
            if not things:
                return
            fit = list(takers(member, things))
            to = self.random.choice([None, *fit])
            HandOver.objects.give(membership=member, to=to, by=by.person, acting=Role(by.role), at=self.at)

    def names_backup(self) -> None:
        member = self.one_who_answers()
        if member.office is None:
            raise Refused("EOUSA names no back-up.")
        with acting(member):
            people = [each.person for each in self.members(office=member.office_id)]
            person = self.random.choice([None, *people])
            name_backup(office=member.office, person=person, by=member.person, at=self.at)

    # --- who and what ------------------------------------------------------------------------------------------------
    def question(self, *states: str, is_central: bool | None = None) -> GuidanceRequest:
        """Any of those lately asked; of it as much as EOUSA reads."""
        with acting_as(DatabaseRole.EOUSA):
            rows = GuidanceRequest.objects.only(*CENTER_READS.split(","))
            rows = rows.filter(state__in=states) if states else rows
            rows = rows if is_central is None else rows.filter(is_central=is_central)
            found = list(rows.order_by("-pk")[: 2 * MOST_OPEN])
        if not found:
            raise Refused("There is none.")
        return self.random.choice(found)

    def members(self, *, office: int | None = None, role: Role | None = None) -> list[Membership]:
        """Who holds a role now."""
        with acting_as(DatabaseRole.EOUSA):
            rows = Membership.objects.in_force().exclude(role=Role.OPERATOR).filter(person__is_active=True)
            rows = rows.filter(role=role) if role else rows
            rows = rows.filter(office=office) if office else rows
            return list(rows.select_related("person", "office").order_by("pk"))

    def operator(self) -> Membership:
        with acting_as(DatabaseRole.EOUSA):
            return Membership.objects.select_related("person", "office").get(person=self.opal)

    def one_who_answers(self) -> Membership:
        fit = [m for m in self.members() if m.role in OUTREACH_ROLES or m.role == Role.EOUSA]
        return self.random.choice(fit)

    def one_who_ends(self, member: Membership) -> Membership:
        fit = [
            other
            for other in self.members()
            if member.role in ENDS.get(Role(other.role), ())
            and other.office_id in {None, member.office_id}
            and other.person_id != member.person_id
        ]
        if not fit:
            raise Refused("Nobody can.")
        return self.random.choice(fit)

    @contextmanager
    def as_owner(self, question: GuidanceRequest) -> Iterator[tuple[GuidanceRequest, Person]]:
        """Bound as the owner, in the role by which the question is theirs."""
        member = next(each for each in self.fitting(question) if each.person_id == question.owner_id)
        with acting(member):
            yield question_or_404(hat(member), question.pk).request, member.person

    @contextmanager
    def as_colleague(self, question: GuidanceRequest) -> Iterator[tuple[GuidanceRequest, Person]]:
        """Bound as somebody who could answer it."""
        fitting = self.fitting(question)
        if not fitting:
            raise Refused("Nobody could.")
        member = self.random.choice(fitting)
        with acting(member):
            yield question_or_404(hat(member), question.pk).request, member.person

    def fitting(self, question: GuidanceRequest) -> list[Membership]:
        roles = {Role.EOUSA} if question.is_central else OUTREACH_ROLES
        place = None if question.is_central else question.office_id or NO_OFFICE
        return [m for m in self.members() if m.role in roles and m.office_id == place]
