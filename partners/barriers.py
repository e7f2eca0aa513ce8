"""Reading barriers: whose, in which state, what became of each; as much as whoever asks may read."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.forms.steps import MINE, QUEUE
from partners.models import Barrier, BarrierAnswer
from partners.models.barrier import PARTNER_READS, answered_since, waits
from partners.promises import late_words
from portal.access import ORGANIZATION_ROLES
from portal.hats import Hat
from portal.models import Organization

State = Barrier.State
PARTS = (
    ("kind", gettext_lazy("Kind")), ("service", gettext_lazy("Service")), ("what", gettext_lazy("In the way")),
    ("remedy", gettext_lazy("Remedy")), ("side", gettext_lazy("Who does it")),
    ("recheck_on", gettext_lazy("Look again on")), ("state", gettext_lazy("State")),
    ("reason", gettext_lazy("Why it stays")),
)  # fmt: skip
"""What the history of a barrier tells of."""


def readable(hat: Hat) -> Any:
    """Every row that the hat may read and no more of it; what the organization said last is `said`."""
    if hat.role in ORGANIZATION_ROLES:
        return Barrier.objects.only(*PARTNER_READS.split(",")).annotate(said=newest())
    answers = {"said": newest(office=OuterRef("office")), "is_answered": answered_since()}
    own = Barrier.objects.filter(office=hat.office_id).annotate(**answers)
    return own.select_related("organization__merged_into", "office", "owner", "recorded_by")


def newest(**same: Any) -> Subquery:
    """The newest answer of the organization."""
    answers = BarrierAnswer.objects.filter(barrier=OuterRef("key"), **same)
    return Subquery(answers.order_by("-recorded_at", "-pk").values("says")[:1])


def standing(hat: Hat) -> QuerySet[Barrier]:
    found: QuerySet[Barrier] = readable(hat).filter(superseded_at=None)
    return found


def answers_to(barrier: Barrier, hat: Hat) -> QuerySet[BarrierAnswer]:
    """Everything that the organization said to it, the newest first."""
    rows = BarrierAnswer.objects.filter(barrier=barrier.key)
    rows = rows if hat.role in ORGANIZATION_ROLES else rows.filter(office=hat.office_id)
    return rows.order_by("-recorded_at", "-pk")


def where(rows: QuerySet[Barrier]) -> QuerySet[Organization]:
    """The organizations that these rows name, each by the entry that counts."""
    named = rows.order_by().values(entry=Coalesce("organization__merged_into", "organization"))
    return Organization.objects.filter(pk__in=named).order_by("name", "pk")


def narrowed(rows: QuerySet[Barrier], asked: dict[str, Any], day: date) -> QuerySet[Barrier]:
    """The rows that pass every filter that is set and can be meant; without a state the open ones."""
    state = asked.get("state") or State.OPEN
    rows = rows if state == "all" else rows.filter(state=state)
    rows = rows.filter(**{name: asked[name] for name in ("kind", "side") if asked.get(name)})
    rows = rows.filter(waits(day)) if asked.get("due") else rows
    rows = rows.filter(whose(asked["owner"], asked["me"])) if asked.get("owner") else rows
    if organization := asked.get("organization"):
        rows = rows.filter(Q(organization=organization) | Q(organization__merged_into=organization))
    return rows


def whose(owner: str, me: int | None) -> Q:
    """One's own, the queue's, or both: what stands in one's week."""
    mine, queue = Q(owner=me), Q(owner=None)
    return {MINE: mine, QUEUE: queue}.get(owner, mine | queue)


# --- in words --------------------------------------------------------------------------------------------------------
def of_office(rows: QuerySet[Barrier], day: date) -> str:
    """5 barriers are open; 2 are to be looked at again."""
    late = Count("pk", filter=waits(day))
    counts = rows.filter(state=State.OPEN).order_by().aggregate(open=Count("pk"), late=late)
    if not counts["open"]:
        return _("No barrier is open.")
    said = ngettext("%(open)d barrier is open", "%(open)d barriers are open", counts["open"])
    tail = ngettext("; %(late)d is to be looked at again.", "; %(late)d are to be looked at again.", counts["late"])
    return (said + (tail if counts["late"] else ".")) % counts


def of_organization(rows: Sequence[Barrier]) -> str:
    """What offices see at the organization, and how much of it waits for its word."""
    if not rows:
        return _("No office sees an open barrier at your organization.")
    words = {"n": len(rows), "unsaid": sum(row.said is None for row in rows)}  # type: ignore[attr-defined]
    said = ngettext(
        "Offices see %(n)d open barrier at your organization",
        "Offices see %(n)d open barriers at your organization",
        words["n"],
    )
    tail = ngettext("; %(unsaid)d waits for your word.", "; %(unsaid)d wait for your word.", words["unsaid"])
    return (said + (tail if words["unsaid"] else ".")) % words


def looked_at(barrier: Barrier, day: date) -> str:
    """The day on which somebody looks again, with how late it is, or that the organization has answered."""
    said = date_format(barrier.recheck_on, "DATE_FORMAT")
    answered = _("answered") if getattr(barrier, "is_answered", False) else ""
    marks = [late_words(barrier.recheck_on, day), answered] if barrier.is_open else []
    words = ", ".join(filter(None, marks))
    return format_html("{}<br><strong>{}</strong>", said, words) if words else said


def how_it_stands(barrier: Barrier, day: date) -> str:
    """To be looked at on December 4; since November 3; removed; stays, and why."""
    when = barrier.recheck_on if barrier.is_open else barrier.closed_on
    words = {"day": date_format(when, "DATE_FORMAT"), "why": barrier.reason}  # type: ignore[arg-type]
    if barrier.state == State.REMOVED:
        return _("Removed on %(day)s.") % words
    if barrier.state == State.STAYS:
        return _("It stays, as of %(day)s: %(why)s") % words
    if barrier.recheck_on > day:
        return _("Somebody looks again on %(day)s.") % words
    return _("Somebody was to look again on %(day)s: is it still there?") % words


def said_last(answers: Sequence[BarrierAnswer]) -> str:
    """To the organization, first: that it has answered, when and what; empty where it has not."""
    if not answers:
        return ""
    words = {"day": date_format(answers[0].answered_on, "DATE_FORMAT"), "says": answers[0].get_says_display()}
    return _("Your organization answered on %(day)s: “%(says)s”.") % words


def answered(code: str | None) -> str:
    """An answer in words; nothing where nobody has answered."""
    return str(BarrierAnswer.Says(code).label) if code else ""


def history(rows: Sequence[Barrier], *, is_partner: bool) -> list[dict[str, Any]]:
    """What happened to it, newest first, for `components/audit_trail.html`. An organization reads the office's name."""

    def event(row: Barrier, action: str, changed: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
        who = row.office_name if is_partner else row.recorded_by.name
        return {"at": row.recorded_at, "actor": who, "action": action, "changes": changed}

    told = [event(row, _("put it on record")) for row in rows[:1]]
    told += [event(after, done(before, after), list(changes(before, after))) for before, after in pairwise(rows)]
    return told[::-1]


def done(before: Barrier, after: Barrier) -> str:
    """What somebody did, in a few words."""
    if before.state != after.state:
        moves = {State.REMOVED: _("it is removed"), State.STAYS: _("it stays"), State.OPEN: _("opened it again")}
        return moves[State(after.state)]
    return _("changed it") if before.recheck_on == after.recheck_on else _("looked: it is still there")


def changes(before: Barrier, after: Barrier) -> Iterator[dict[str, Any]]:
    for name, label in PARTS:
        old, new = shown(before, name), shown(after, name)
        if old != new:
            yield {"field": label, "old": old or None, "new": new or None}


def shown(row: Barrier, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value)
