"""The invented directive of the demonstration: issued some months ago, answered by most, written through the verbs."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Q
from django.utils.timezone import get_default_timezone

from portal.access import Role
from portal.models import Office, Person
from specialists.directive_templates import MEMO
from specialists.models import Appointment, Directive, Response, StaffContact
from specialists.models.replying import RECORD, on_record, reply, vacancy_of
from specialists.models.response import How

SEED = 94
ISSUED_AGO, DUE_AFTER = 100, 45
"""Days: issued so long before today, to be answered so long after that."""
BESIDES = 24
"""Offices that had nobody then and have somebody now."""
ACKNOWLEDGED, HIRING = 0.6, 0.5
"""Shares: of those that have not answered, who have acknowledged; of these, who have said that they are hiring."""


def issue_memo(offices: Mapping[str, Office], *, by: Person, on: date) -> Directive:
    """Issue the memo's instruction to the offices that lacked a specialist then; later moves answer it."""
    at = noon(on - timedelta(days=ISSUED_AGO))
    words = {name: str(word) for name, word in MEMO.words.items()}
    due_on = on + timedelta(days=DUE_AFTER - ISSUED_AGO)
    directive = Directive.objects.write(by=by, at=at, due_on=due_on, **words)
    directive.issue(offices=lacking(offices, on), version=directive.version, by=by, at=at)
    return directive


def lacking(offices: Mapping[str, Office], on: date) -> list[Office]:
    """The offices without an appointment today, and some that have got one since."""
    served = served_on(on)
    now_served = sorted(court_id for court_id, office in offices.items() if office.pk in served)
    since = Random(SEED).sample(now_served, min(BESIDES, len(now_served)))  # noqa: S311 invented, no secret
    return [office for court_id, office in sorted(offices.items()) if office.pk not in served or court_id in since]


def served_on(on: date) -> set[int]:
    """The keys of the offices with an appointment in force."""
    in_force = Appointment.objects.standing().filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)
    return set(in_force.values_list("office_id", flat=True))


def answer_memo(directive: Directive, *, on: date) -> None:
    """What the offices have done with it by today: answered, acknowledged by link, said that they hire, nothing."""
    random = Random(SEED + 1)  # noqa: S311 invented, no secret
    served = served_on(on)
    for response in directive.responses.filter(answered_at=None).select_related("office", "directive").order_by("pk"):
        at = noon(on - timedelta(days=ISSUED_AGO - random.randint(1, DUE_AFTER + 10)))
        leader = leader_of(response)
        says = "SERVES" if response.office_id in served else RECORD if on_record(vacancy_of(response)) else ""
        if leader and says:
            reply(response, says=says, acting=Role.LEADERSHIP, by=leader, on=on, at=at)
        elif leader and random.random() < ACKNOWLEDGED:
            acknowledge(response, leader, at=at, is_hiring=random.random() < HIRING)


def acknowledge(response: Response, leader: Person, *, at: datetime, is_hiring: bool) -> None:
    """By the link in the mail, and perhaps with the word that the office is hiring."""
    if is_hiring:
        response.say_hiring(by=leader, name=leader.name, at=at)
    else:
        response.acknowledge(by=leader, how=How.BY_LINK, at=at)


def leader_of(response: Response) -> Person | None:
    """The invented US Attorney of the office; None where nobody can be reached."""
    contact = StaffContact.objects.standing().filter(office=response.office_id, post="US_ATTORNEY").first()
    return Person.objects.filter(email__iexact=contact.email).first() if contact else None


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), get_default_timezone())
