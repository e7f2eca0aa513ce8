"""Reading questions about federal money for those who answer them: which, how they stand, what was said to them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now

from grants.clocks import last_good_day
from grants.forms.guidance import ALL, LATE
from grants.models import Entry, GuidanceRequest, Note, Question, Referral
from grants.models.request import CENTER_READS
from grants.pointers import Choice, opened_since, reminder, to_mind, with_open_notice
from grants.referrals import program_name
from partners.forms.steps import MINE
from portal import gazetteer
from portal.access import EOUSA_ROLES, ORGANIZATION_ROLES, OUTREACH_ROLES, Role
from portal.calendar import local_day
from portal.hats import Hat
from portal.models import Membership, Person
from specialists.nation import counting

State = GuidanceRequest.State
OPEN = (State.WAITING, State.CONSULTING)
"""Those to which an answer is owed."""
HIDDEN = ("organization", "other_office", "closed_because")
"""What EOUSA reads of no office's question."""
Rows = QuerySet[GuidanceRequest]


# --- which -----------------------------------------------------------------------------------------------------------
def readable(hat: Hat) -> Rows:
    """Every question of which the hat may read anything: an office's, an organization's own, the nation's clocks.

    With what was asked where that may be read too: `need`, `county`, `channel`, `kind`.
    """
    text = {"output_field": CharField()}
    words = {name: Coalesce(F(f"question_rows__{name}"), Value(""), **text) for name in ("need", "county", "channel")}
    found: Rows = GuidanceRequest.objects.annotate(**words, kind=Coalesce(F("question_rows__kind"), Value(""), **text))
    if hat.role in ORGANIZATION_ROLES:
        return found.filter(organization=hat.organization_id)
    if hat.role in EOUSA_ROLES:
        return found.only(*CENTER_READS.split(","))
    return found.filter(office=hat.office_id)


def answerable(hat: Hat) -> Rows:
    """Those whose words the hat reads as one who answers: an office its own, EOUSA those that it has."""
    rows = readable(hat)
    return rows.filter(is_central=True) if hat.role in EOUSA_ROLES else rows


def narrowed(rows: Rows, asked: dict[str, Any], *, me: int | None, day: date) -> Rows:
    """The rows that pass every filter that is set and can be meant; without a state the open ones."""
    state = asked.get("state")
    if state != ALL:
        rows = rows.filter(state=state) if state else rows.filter(state__in=OPEN)
    if owner := asked.get("owner"):
        rows = rows.filter(owner=me if owner == MINE else owner)
    if need := asked.get("need"):
        rows = rows.filter(question_rows__need=need)
    return rows.filter(late_on(day)) if asked.get("overdue") == LATE else rows


def late_on(day: date) -> Q:
    """What waits for an answer that was due a working day ago or longer."""
    return Q(state=State.WAITING, due_on__lt=last_good_day(day))


def counted(rows: Rows, day: date) -> dict[str, int]:
    """How many wait, and how many of them are late: one query."""
    late = Count("pk", filter=late_on(day))
    waiting, consulting = Count("pk", filter=Q(state=State.WAITING)), Count("pk", filter=Q(state=State.CONSULTING))
    return rows.order_by().aggregate(waiting=waiting, consulting=consulting, late=late)


def answerers(hat: Hat) -> QuerySet[Person]:
    """By name who may answer: of the office; of EOUSA, who edits there."""
    roles = {Role.EOUSA} if hat.role in EOUSA_ROLES else OUTREACH_ROLES
    held = Membership.objects.in_force().filter(office=hat.office_id, role__in=sorted(roles))
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id")).order_by("name", "pk")


def stand_ins(hat: Hat) -> QuerySet[Person]:
    """Who may be named to answer while the office has no specialist: no specialist, whom it has then not."""
    held = Membership.objects.in_force().filter(office=hat.office_id, role=Role.SPECIALIST)
    return answerers(hat).exclude(pk__in=held.values("person_id"))


# --- one of them -----------------------------------------------------------------------------------------------------
def question_or_404(hat: Hat, pk: int) -> Question:
    """What was asked, with its `request`, for somebody who answers; what may not be read of it is empty."""
    rows = Question.objects.filter(request=pk).select_related("request__owner", "asked_by")
    if hat.role not in EOUSA_ROLES:
        return get_object_or_404(
            rows.filter(office=hat.office_id).select_related("organization", "request__other_office")
        )
    central = rows.filter(request__is_central=True).defer(*(f"request__{name}" for name in HIDDEN))
    found = get_object_or_404(central)
    request = found.request
    request.organization_id, request.other_office_id = found.organization_id, None
    request.closed_because = why_closed(request)
    return found


def why_closed(request: GuidanceRequest) -> str:
    """The code of the reason for which a question of EOUSA's own was closed; its people read no such column."""
    if request.state != State.CLOSED:
        return ""
    with counting():
        central = GuidanceRequest.objects.filter(pk=request.pk, is_central=True)
        return central.values_list("closed_because", flat=True).first() or ""


def today_of(hat: Hat) -> date:
    """Today, by the office's own clock; of others Washington's."""
    return local_day(now(), gazetteer.offices()[hat.court_id].zone) if hat.court_id else localdate()


def thread(request: GuidanceRequest, referrals: Sequence[Any] = ()) -> list[Any]:
    """What was said after the question, in order; each with the names of the programs that stand in it (`named`)."""
    entries: list[Any] = list(Entry.objects.filter(request=request.pk).order_by("said_at", "pk"))
    for entry in entries:
        entry.named = [program_name(row.program, row.made_on) for row in referrals if row.entry_id == entry.pk]
    return entries


def notes_on(request: GuidanceRequest) -> list[Note]:
    """What those who answer wrote for each other, the newest first."""
    return list(Note.objects.filter(request=request.pk).select_related("noted_by").order_by("-noted_at", "-pk"))


def consulted(notes: Sequence[Note]) -> Iterator[Note]:
    """The agencies whose reply is waited for."""
    return (one for one in notes if one.is_waited_for)


def while_open(hat: Hat, request: GuidanceRequest, among: Sequence[Choice], chosen: Collection[str] = ()) -> Any:
    """What `grants/while_open.html` shows while a notice of a program that fits, or was chosen, is open: what to keep
    to, and what others were told meanwhile."""
    meant = to_mind(chosen, among)
    before = same_asked_before(hat, request, opened_since(meant))
    return {"reminder": reminder(meant), "before": before, "is_chosen": bool(with_open_notice(chosen, among))}


def same_asked_before(hat: Hat, request: GuidanceRequest, since: dict[str, date]) -> list[Any]:
    """Answers of the same office, to others, that pointed to one of these programs while its notice was open:
    `since` says from which day on each was. What one asker was told, all who ask the same are told."""
    wanted = Q()
    for program, day in since.items():
        wanted |= Q(program=program, made_on__gte=day)
    if not wanted:
        return []
    rows = Referral.objects.standing().filter(wanted).exclude(request=request.pk).exclude(entry=None)
    rows = rows.filter(request__is_central=True) if hat.role in EOUSA_ROLES else rows.filter(office=hat.office_id)
    found = rows.select_related("entry").order_by("-made_at", "-pk")[:MOST_BEFORE]
    return list({row.entry_id: row for row in found}.values())


MOST_BEFORE = 20
