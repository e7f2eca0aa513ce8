"""Reminders of programs of which nobody has said what became of them: the office asks, and puts it on record.

They wait for no mail to the asker: who lets us use the address only for the answer is asked by the office alone. The
ledger says when a program was named and no more, since EOUSA reads the ledger and no question of an office.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from grants.guidance_audiences import at_offices
from grants.models import GuidanceRequest, Referral
from grants.outcomes import PATIENCE, STALE, second_day
from grants.referrals import NOTHING_TO_ASK, missing_since, program_name, with_newest
from portal.access import OFFICE_DATABASE_ROLES, DatabaseRole, Role
from portal.ladder import Audience, Cause, Matter, Offices, Recipient, Rung, Said, Unit
from portal.models import Membership
from portal.tenancy import current
from specialists.audiences import members, recipient

DUE, CENTRAL = "OUTCOME_DUE", "OUTCOME_DUE_CENTRAL"
Told = Mapping[Matter, Sequence[Recipient]]
IN_TURN = (Role.SPECIALIST, Role.STAFF, Role.LEADERSHIP)
"""Who is told where whoever had the question has left."""


def of_offices(day: date, offices: Offices) -> Iterator[Matter]:
    """What these offices could ask about."""
    rows = unsaid(day, OFFICE_DATABASE_ROLES | {DatabaseRole.JOBS})
    yield from matters(DUE, rows.filter(office__in=offices, request__is_central=False), day)


def of_center(day: date, _offices: Offices) -> Iterator[Matter]:
    """What EOUSA could ask about, where it has answered. No look ahead: EOUSA does not read why a question closed."""
    rows = unsaid(day, {DatabaseRole.JOBS})
    yield from matters(CENTRAL, rows.filter(request__is_central=True), day)


def unsaid(day: date, readers: Collection[DatabaseRole]) -> QuerySet[Any]:
    """Referrals of which a word may be missing; none for those who read no referral."""
    binding = current()
    if binding is None or binding.role not in readers:
        return with_newest(Referral.objects.none())
    rows = with_newest(Referral.objects.standing()).filter(due_on__lte=day)
    open_ended = rows.exclude(request__closed_because__in=NOTHING_TO_ASK).select_related("request")
    return open_ended.order_by("due_on", "pk")


def matters(cause: str, rows: QuerySet[Any], day: date) -> Iterator[Matter]:
    """Each by the day from which its word is missing; none that was given up long ago."""
    for row in rows:
        first = missing_since(row)
        if first is None or first > day or day > second_day(first) + STALE:
            continue
        name = _now("named on %(day)s") % {"day": date_format(row.made_on, "DATE_FORMAT")}
        about, period = f"referral:{row.pk}", first.isoformat()
        office_id = row.office_id if cause == DUE else None
        yield Matter(cause, about, period, first, first, office_id, facts={"row": row}, name=name)


def request_of(matter: Matter) -> GuidanceRequest:
    request = matter.facts["row"].request
    assert isinstance(request, GuidanceRequest)
    return request


# --- who is told -----------------------------------------------------------------------------------------------------
def keepers(found: Collection[Matter]) -> Told:
    """Whoever has the question, still in role; else those who answer at the office. One query."""
    held = at_offices(found)
    return {matter: told(request_of(matter), held[matter.office_id], IN_TURN) for matter in found}


def center(found: Collection[Matter]) -> Told:
    """Whoever has the question at EOUSA; else every desk officer."""
    held = list(members({Role.EOUSA}))
    return {matter: told(request_of(matter), held, (Role.EOUSA,)) for matter in found}


def told(request: GuidanceRequest, held: Collection[Membership], in_turn: Sequence[Role]) -> list[Recipient]:
    """The owner; else the holders of the first of these roles that somebody holds."""
    owner = [one for one in held if one.person_id == request.owner_id]
    found = {one.person_id: recipient(one) for one in owner or first_of(held, in_turn)}
    return list(found.values())


def first_of(held: Collection[Membership], in_turn: Sequence[Role]) -> list[Membership]:
    for role in in_turn:
        if found := [one for one in held if one.role == role]:
            return found
    return []


# --- in words --------------------------------------------------------------------------------------------------------
def words(matter: Matter, _rung: Rung, day: date) -> Said:
    """Which program, and what to do."""
    row = matter.facts["row"]
    said = {"name": program_name(row.program, day), "day": date_format(row.made_on, "DATE_FORMAT")}
    title = _now("What became of “%(name)s”?") % said
    text = _now("The asker was pointed to it on %(day)s. Ask how it went, and put it on record.") % said
    return Said(title, text, reverse("guidance-detail", args=[row.request_id]), _now("Open the question"))


KEEPER = Audience("OUTCOME_KEEPER", _("whoever at the office has the question"), keepers)
CENTER = Audience("OUTCOME_CENTER", _("whoever at EOUSA has the question"), center, is_of_the_office=False)
WHY = _("a program was named to an asker, its day has passed, and nobody has said what became of it")
CAUSES: tuple[Audience | Cause, ...] = (
    KEEPER,
    CENTER,
    Cause(
        DUE,
        _("What became of a program that was named"),
        WHY,
        (Rung(PATIENCE, Unit.WORKING, KEEPER.key, limits=(1, 60)),),
        of_offices,
        words,
        unforeseen=_("questions about money"),
        order=96,
    ),
    Cause(
        CENTRAL,
        _("What became of a program that EOUSA named"),
        WHY,
        (Rung(PATIENCE, Unit.WORKING, CENTER.key, limits=(1, 60)),),
        of_center,
        words,
        is_national=True,
        unforeseen=_("questions about money"),
        order=97,
    ),
)
