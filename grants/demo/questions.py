"""Writes the invented questions, each act bound as whoever does it, at its instant. What is there stays."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import now

from grants.demo.asked import ANSWER, QUESTIONS, Asked, Heard
from grants.models import GuidanceRequest, Outcome, Question, Referral
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.asking import ask
from grants.models.backup import backup_of, name_backup
from grants.models.routing import intake
from grants.pointers import choices
from grants.taxonomy import Channel
from portal.access import DATABASE_ROLE, OUTREACH_ROLES, DatabaseRole, Role
from portal.calendar import CENTER, add_working_days, working_day_until
from portal.invented import Told
from portal.models import Membership, Organization, Person, recording_at
from portal.tenancy import acting_as

FAMILY = UUID("94949494-0000-4000-8000-000000000094")
"""Of it are the keys of the invented questions: the same ones however often they are written."""
BACKED_UP = ("vtd", "lawd")
"""Offices whose US Attorney has said who answers while there is no specialist."""
SAFE_HARBOR = "Safe Harbor (invented)"


def invent_questions(cast: Mapping[str, Person], on: date, told: Told) -> None:
    """One after the other; each stands whole or not at all."""
    for court_id in BACKED_UP:
        back_up(court_id)
    for done, one in enumerate(QUESTIONS, 1):
        with transaction.atomic():
            if not is_asked(key_of(one)):
                written(one, cast, on)
        told(done, len(QUESTIONS))


def written(one: Asked, cast: Mapping[str, Person], on: date) -> None:
    request = asked(one, cast, on)
    if one.answered is not None:
        answered(request, one, request.asked_on)


def key_of(one: Asked) -> UUID:
    return uuid5(FAMILY, str(QUESTIONS.index(one)))


def is_asked(key: UUID) -> bool:
    with intake(key):
        return GuidanceRequest.objects.filter(asked=key).exists()


@contextmanager
def then(day: date) -> Iterator[datetime]:
    """On record in the afternoon of that day."""
    instant = min(datetime.combine(day, time(16), CENTER), now())
    with recording_at(instant):
        yield instant


def back_up(court_id: str) -> None:
    """The US Attorney answers, and has said so."""
    with acting_as(DatabaseRole.EOUSA):
        held = Membership.objects.in_force().filter(office__court_id=court_id, role=Role.LEADERSHIP)
        leads = held.select_related("office", "person").order_by("pk").first()
    if leads is None or leads.office is None:
        return
    with acting_as(DatabaseRole.HEADS, office_id=leads.office_id, person_id=leads.person_id):
        if backup_of(leads.office) is None:
            name_backup(office=leads.office, person=leads.person, by=leads.person, at=now())


def asked(one: Asked, cast: Mapping[str, Person], on: date) -> GuidanceRequest:
    """By the form, or signed in for Safe Harbor."""
    number = QUESTIONS.index(one) + 1
    said: dict[str, Any] = {
        "need": one.need, "violence": list(one.violence), "kind": one.kind, "text": one.text, "address_use": one.use,
        "language": one.language, "email": f"asker.{number}@demo.example",
    }  # fmt: skip
    if one.is_signed_in:
        pia = cast["Pia Lund"]
        with acting_as(DatabaseRole.EOUSA):
            organization = Organization.objects.get(name=SAFE_HARBOR)
        said |= {"channel": Channel.SIGNED_IN, "email": pia.email, "by": pia, "organization": organization}
    with then(working_day_until(on - timedelta(days=one.ago))) as at:
        return ask(asked=key_of(one), county=one.county, at=at, **said)


def answered(request: GuidanceRequest, one: Asked, since: date) -> None:
    """By whoever has the question, with the programs and why they fit; then what became of them."""
    day = add_working_days(since, one.answered or 0)
    with then(day) as at, as_owner(request) as owner:
        question = Question.objects.get(request=request.pk)
        found = {choice.key: choice for choice in choices(question, on=day, at=at)}
        pointers = [pointer(found[key]) for key in one.programs if key in found]
        verbs.answer(request, text=ANSWER, referrals=pointers, by=owner, at=at)
    for word in one.heard:
        heard(request, word, day)
    if one.closed:
        with then(add_working_days(day, 1)) as at, as_owner(request) as owner:
            request.refresh_from_db(fields=["state", "answered_on"])
            verbs.close(request, because=one.closed, by=owner, at=at)


def pointer(choice: Any) -> Pointer:
    """To the notice that is open and that the asker could answer, where one is."""
    return Pointer(choice.key, choice.offered[0].pk if choice.offered else None, choice.fit)


@contextmanager
def as_owner(request: GuidanceRequest) -> Iterator[Person]:
    """Bound as whoever has the question."""
    if request.is_central:
        role, office_id = DatabaseRole.EOUSA, None
    else:
        office_id = request.office_id
        with acting_as(DatabaseRole.EOUSA):
            held = Membership.objects.in_force().filter(office=office_id, person=request.owner_id)
            role = DATABASE_ROLE[Role(held.filter(role__in=sorted(OUTREACH_ROLES)).values_list("role", flat=True)[0])]
    with acting_as(role, office_id=office_id, person_id=request.owner_id):
        yield Person.objects.get(pk=request.owner_id)


def heard(request: GuidanceRequest, word: Heard, since: date) -> None:
    """Said through the link in the mail."""
    day = working_day_until(since + timedelta(days=word.after))
    with then(day), intake(request.asked, request.office_id):
        row = Referral.objects.filter(asked=request.asked, program=word.program).first()
        if row is not None:
            Outcome.objects.say(referral=row, said=word.said, because=word.because, band=word.band, on=day)
