"""Builders: a row of each kind with everything that a test does not care about filled in.

Accounts are written as the web's own log-in, everything else bound as EOUSA: nothing goes around the wall.
"""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress

from portal.access import DatabaseRole, Role
from portal.models import Membership, Office, Organization, Person, Recorded, User
from portal.tenancy import acting_as
from specialists.coverage import ANSWER_DAYS, Authority, Kind
from specialists.models import (
    Absence,
    Answer,
    Appointment,
    Asking,
    Desk,
    Move,
    Nomination,
    Section,
    StaffContact,
    Vacancy,
)
from specialists.stages import STEPS, NominationState, Stage, StepKey

DAY = date(2026, 11, 23)
"""The Monday on which tests take place unless they say otherwise."""
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
PASSWORD = "correct-horse-battery-94"
numbers = count(1)


def office(court_id: str = "txnd") -> Office:
    return Office.objects.get(court_id=court_id)


def person(name: str = "", **fields: Any) -> Person:
    name = name or f"Person {next(numbers)}"
    fields.setdefault("email", f"{name.lower().replace(' ', '.')}.{next(numbers)}@example.test")
    return Person.objects.create(name=name, **fields)


def user(person: Person, password: str = PASSWORD) -> User:
    made = User.objects.create_user(person, password)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def member(name: str, role: Role, *, office: str = "", organization: Organization | None = None) -> Person:
    """A person with an account and one membership."""
    someone = person(name, organization=organization)
    user(someone)
    Membership.objects.create(
        person=someone,
        role=role,
        office=Office.objects.get(court_id=office) if office else None,
        organization=organization,
    )
    return someone


def organization(name: str = "") -> Organization:
    with acting_as(DatabaseRole.EOUSA):
        return Organization.objects.create(name=name or f"Organization {next(numbers)}", is_demo=True)


def row(model: type[Recorded], court_id: str, **fields: Any) -> Any:
    """A dated row of an office, recorded by somebody."""
    by = fields.pop("by", None) or person()
    with acting_as(DatabaseRole.EOUSA):
        return model.objects.create(office=office(court_id), recorded_by=by, **fields)


def appointment(court_id: str = "txnd", **fields: Any) -> Appointment:
    defaults = {"authority": Authority.AUSA_542, "kind": Kind.FULL_TIME, "starts_on": DAY - timedelta(days=365)}
    fields.setdefault("person", None)
    fields["person"] = fields["person"] or person()
    return row(Appointment, court_id, **defaults | fields)  # type: ignore[no-any-return]


def absence(appointment: Appointment, **fields: Any) -> Absence:
    court_id = appointment.office.court_id
    fields.setdefault("starts_on", DAY - timedelta(days=40))
    return row(Absence, court_id, person=appointment.person, **fields)  # type: ignore[no-any-return]


def answer(court_id: str = "txnd", **fields: Any) -> Answer:
    given_on = fields.setdefault("given_on", DAY)
    defaults = {"says": Answer.Says.ACTING, "lapses_on": given_on + timedelta(days=ANSWER_DAYS)}
    return row(Answer, court_id, **defaults | fields)  # type: ignore[no-any-return]


def asking(court_id: str = "txnd", **fields: Any) -> Asking:
    return row(Asking, court_id, **{"asked_on": DAY - timedelta(days=100)} | fields)  # type: ignore[no-any-return]


def section(court_id: str = "dcd", **fields: Any) -> Section:
    defaults = {"name": "Domestic Violence Section", "head_name": "Hanna Head", "starts_on": DAY - timedelta(days=50)}
    return row(Section, court_id, **defaults | fields)  # type: ignore[no-any-return]


def desk(court_id: str, officer: Person) -> Desk:
    return row(Desk, court_id, person=officer)  # type: ignore[no-any-return]


def staff_contact(court_id: str = "txnd", **fields: Any) -> StaffContact:
    defaults = {"post": StaffContact.Post.US_ATTORNEY, "name": "A. Attorney", "email": "usa@example.test"}
    return row(StaffContact, court_id, **defaults | fields)  # type: ignore[no-any-return]


def vacancy(court_id: str = "txnd", *, stage: Stage = Stage.GAP_KNOWN, moved_on: date | None = None) -> Vacancy:
    """A vacancy in a stage since a day, as if it had come there from the gap in one move."""
    day = moved_on or DAY - timedelta(days=10)
    opened_on = day - timedelta(days=30)
    with acting_as(DatabaseRole.EOUSA):
        made = Vacancy.objects.create(office=office(court_id), opened_on=opened_on, stage=stage, moved_on=day)
    move(made, StepKey.OPEN, opened_on)
    if stage is not Stage.GAP_KNOWN:
        move(made, next(key for key, step in STEPS.items() if step.to is stage), day, Stage.GAP_KNOWN)
    return made


def move(vacancy: Vacancy, step: StepKey, day: date, before: str = "", **fields: Any) -> Move:
    facts = {"vacancy": vacancy, "step": step, "stage_from": before, "stage": STEPS[step].to, "made_on": day}
    return row(Move, vacancy.office.court_id, **facts | fields)  # type: ignore[no-any-return]


def nomination(vacancy: Vacancy, *, state: str = NominationState.SENT, **fields: Any) -> Nomination:
    """A package for the vacancy; written as the office's leadership."""
    official = person()
    facts = {"candidate_name": "Cleo Marsh", "candidate_email": "cleo.marsh@example.test", "prepared_by": official}
    if state != NominationState.PREPARED:
        facts["nominating_official"] = official
    with acting_as(DatabaseRole.HEADS, office_id=vacancy.office_id):
        return Nomination.objects.create(office_id=vacancy.office_id, vacancy=vacancy, state=state, **facts | fields)
