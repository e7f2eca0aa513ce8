"""How a question is asked, with or without an account, and how its asker adds to it.

Whoever asks becomes `portal_intake` for it: bound to this one question, and to nothing of anybody else's.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants.clocks import answer_due
from grants.models.request import Entry, GuidanceRequest, Question, keys_of
from grants.models.routing import Keeper, intake, keeper_of, secured
from grants.models.telling import about_of, named_there, tell_asker
from portal import gazetteer
from portal.access import OUTREACH_ROLES, Role
from portal.calendar import CENTER, local_day
from portal.errors import Refused
from portal.models import Message, Office, Organization, Person

ASKED, ADDED = "GUIDANCE_ASKED", "GUIDANCE_ADDED"
"""The causes of the mail that tells whoever answers."""
State = GuidanceRequest.State


class Served(NamedTuple):
    """Who answers for a county: its office, and the one that serves the rest of it. No office: EOUSA."""

    office: Office | None
    other: Office | None = None


def served(county: str) -> Served:
    """By the county's code. A county that two offices share is the first one's, and the other is named."""
    facts, offices = gazetteer.country().counties.get(county), gazetteer.offices()
    if facts is None:
        raise Refused(_("No county has this code. Type the county and its state instead."), field="county")
    return Served(offices.get(facts.court_id), offices.get(facts.other))


def zone_of(office: Office | None, *, is_central: bool = False) -> ZoneInfo:
    """By whose clock the days of a question are counted: EOUSA's where it answers."""
    return CENTER if office is None or is_central else office.zone


def clock(day: date) -> dict[str, date]:
    """The clock of a question that waits from this day on."""
    return {"waits_since": day, "due_on": answer_due(day)}


class Due(NamedTuple):
    """By when an answer is owed, by whose clock; `is_central`: EOUSA's, because nobody at the office could."""

    on: date
    is_central: bool


@transaction.atomic
def foretold(county: str, at: datetime) -> Due:
    """What a question that came now would get. Nothing is kept."""
    office = served(county).office
    with intake(uuid4(), office.pk if office else None):
        is_central = keeper_of(office).is_central
    return Due(answer_due(local_day(at, zone_of(office, is_central=is_central))), is_central)


@transaction.atomic
def ask(
    *,
    asked: UUID,
    county: str,
    at: datetime,
    organization: Organization | None = None,
    by: Person | None = None,
    keeper: Keeper | None = None,
    **question: Any,
) -> GuidanceRequest:
    """Put a question to whoever answers for the county, and tell both sides. The same key twice is one question.

    `question`: need, email, violence, kind, text, address_use, is_neutral, language, channel, as `Question` keeps them.
    `by`: who is signed in. `keeper`: who answers, where it is not for the county to decide.
    """
    place = served(county)
    with intake(asked, place.office.pk if place.office else None):
        answers = keeper or keeper_of(place.office)
        day = local_day(at, zone_of(place.office, is_central=answers.is_central))
        row = GuidanceRequest(
            asked=asked, office=place.office, other_office=place.other, organization=organization, asked_at=at,
            asked_on=day, **answers.columns, **clock(day),
        )  # fmt: skip
        GuidanceRequest.objects.bulk_create([row], ignore_conflicts=True)
        request = GuidanceRequest.objects.get(asked=asked)
        if not Question.objects.filter(asked=asked).exists():
            keep_words(request, question | {"county": county, "asked_by": by})
            tell_asker(request, "asked", period=f"{day}", other=named_there(place.other) if place.other else "")
            tell_owner(request, ASKED, period=f"{day}", by=by)
    return request


def keep_words(request: GuidanceRequest, said: Mapping[str, Any]) -> None:
    """What was asked, with the reason for what may identify somebody."""
    because = getattr(said.get("text", ""), "kept_because", "")
    Question.objects.create(
        **keys_of(request), **{**said, "violence": list(said.get("violence", ()))}, kept_because=because
    )


@transaction.atomic
def add(request: GuidanceRequest, *, text: str, at: datetime, by: Person | None = None) -> Entry:
    """The asker says more. What was answered or closed waits again, with a new clock and an owner who is there; what
    waits for a federal agency waits for whoever answers too, since what is new is for them to read.

    A question that waits keeps its clock. By nobody: by the link.
    """
    with intake(request.asked, request.office_id):
        locked = GuidanceRequest.objects.select_for_update(of=("self",)).get(asked=request.asked)
        if locked.closed_because == GuidanceRequest.Closed.MISUSE:
            raise Refused(_("This question was closed, and nothing can be added to it. You can ask a new one."))
        because = getattr(text, "kept_because", "")
        entry = Entry.objects.create(
            **keys_of(locked), kind=Entry.Kind.ADDED, text=text, kept_because=because, said_by=by, said_at=at
        )
        if locked.state != State.WAITING:
            wait_again(locked, at=at)
        tell_owner(locked, ADDED, period=f"entry:{entry.pk}", by=by)
    return entry


def wait_again(request: GuidanceRequest, *, at: datetime) -> None:
    """From today on an answer is due. Whoever owned it may have left since it was closed: then somebody else does.
    While an agency was asked the question never stopped waiting, and the asker goes on seeing since when."""
    if request.state == State.CLOSED:
        for column, value in still_kept(request).columns.items():
            setattr(request, column, value)
    new = clock(local_day(at, zone_of(request.office, is_central=request.is_central)))
    if request.state == State.CONSULTING:
        new = {"due_on": max(request.due_on, new["due_on"])}
    for column, value in {**new, "state": State.WAITING, "closed_on": None, "closed_because": ""}.items():
        setattr(request, column, value)
    request.save(update_fields=[*CHANGED])


CHANGED = (
    "state", "waits_since", "due_on", "closed_on", "closed_because", "owner", "owner_name", "owner_email", "is_central",
)  # fmt: skip


def still_kept(request: GuidanceRequest) -> Keeper:
    """The owner, secured, if still there; else whoever answers now."""
    office = None if request.is_central else request.office
    roles = {Role.EOUSA} if office is None else set(OUTREACH_ROLES)
    person = secured(request.owner_id, roles, office)
    return Keeper(person, request.is_central) if person else keeper_of(request.office)


def tell_owner(request: GuidanceRequest, cause: str, *, period: str, by: Person | None) -> None:
    """At once, without a word of the question: EOUSA reads the ledger. In English, whatever the asker reads."""
    if by is not None and by.pk == request.owner_id:
        return
    with override("en"):
        link = settings.SITE_URL + reverse("guidance-detail", args=[request.pk])
        Message.objects.post(
            cause=cause,
            about=about_of(request),
            period=period,
            recipient=request.owner_email,
            subject=_("A question about federal money waits for you"),
            text=render_to_string(
                "mail/guidance_owner.txt", {"request": request, "link": link, "is_new": cause == ASKED}
            ),
            person=Person(pk=request.owner_id),
            office=request.office,
        )
