"""Barriers counted: of the nation by kind and state alone, of an office for its page, its week and its report."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import quarters
from partners.forms.barriers import WEEK
from partners.models import Barrier
from partners.models.barrier import waits
from partners.parts import Section, Table
from partners.promises import due_words
from partners.taxonomy import BarrierKind
from partners.week import Waits, how_many
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.models import Office
from portal.ownership import Line
from specialists.nation import counting

State = Barrier.State
MINUTE = 60
SENSITIVE = frozenset({BarrierKind.LGBTQ.value, BarrierKind.IMMIGRATION.value})
"""Kinds that nobody is told of an office."""


# --- the nation ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """One kind of barrier, and how many of all offices stand in which state."""

    order: int
    kind: str
    label: str
    open: int = 0
    removed: int = 0
    stays: int = 0


def totals() -> list[Row]:
    """Of all offices, by kind. No office, no organization and no word comes along."""
    with counting():
        rows = Barrier.objects.standing().values_list("kind", "state").annotate(n=Count("pk"))
        found = {(kind, state): n for kind, state, n in rows}
    return [
        Row(place, kind.value, str(capfirst(kind.label)), *(found.get((kind.value, state.value), 0) for state in State))
        for place, kind in enumerate(BarrierKind)
    ]


def of_nation(rows: list[Row]) -> str:
    """12 barriers are open at organizations in all districts; 5 are removed, 1 stays."""
    counts = {name: sum(getattr(row, name) for row in rows) for name in ("open", "removed", "stays")}
    if not any(counts.values()):
        return _("No office has put a barrier to a service on record.")
    words = ngettext("Offices see %(open)d open barrier", "Offices see %(open)d open barriers", counts["open"])
    return (words + _("; removed: %(removed)d; staying, for a reason: %(stays)d.")) % counts


def national_panel(_request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any]:
    """The nation's sentence, counted once a minute."""
    said = cache.get_or_set("barriers:nation", lambda: of_nation(totals()), MINUTE)
    return {"sentence": said, "url": reverse("barrier-totals"), "label": _("By kind of barrier")}


# --- one office ------------------------------------------------------------------------------------------------------
def office_panel(_request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many are open and due, on the office's page; of that panel its own people alone have the permission."""
    office: Office = known["office"]
    late = Count("pk", filter=waits(local_day(now(), office.zone)))
    counts = Barrier.objects.open().filter(office=office).aggregate(open=Count("pk"), late=late)
    if not counts["open"]:
        return None
    said = ngettext("%(open)d barrier to a service is open", "%(open)d barriers to services are open", counts["open"])
    tail = ngettext("; %(late)d is to be looked at again.", "; %(late)d are to be looked at again.", counts["late"])
    sentence = (said + (tail if counts["late"] else ".")) % counts
    return {"sentence": sentence, "url": reverse("barrier-list"), "label": _("Look at them")}


def waiting(request: PortalRequest, day: date) -> Waits | None:
    """On the page of the week: barriers to look at again, one's own and the queue's; one query, two of very many."""
    if not request.hat.may(Permission.BARRIER_EDIT):
        return None
    mine = Q(owner=request.hat.person_id) | Q(owner=None)
    rows = Barrier.objects.waiting(day).filter(mine, office=request.hat.office_id)
    n, found = how_many(rows.select_related("organization__merged_into").order_by("recheck_on", "pk"))
    if not n:
        return None
    said = ngettext("%(n)d barrier waits for another look.", "%(n)d barriers wait for another look.", n) % {"n": n}
    url = f"{reverse('barrier-list')}?due=yes&owner={WEEK}"
    return Waits(said, _("Barriers to look at again"), [line_of(row, day) for row in found], url)


def line_of(barrier: Barrier, day: date) -> Line:
    """What is in the way, where, and why it stands here: its day has come, or the organization has answered."""
    why = due_words(barrier.recheck_on, day) if barrier.recheck_on <= day else _("the organization has answered")
    words = {"what": barrier.what, "where": barrier.partner, "why": why}
    return Line(barrier.pk, _("%(what)s (%(where)s): %(why)s") % words, reverse("barrier-detail", args=[barrier.key]))


# --- the report ------------------------------------------------------------------------------------------------------
def in_quarter(office: Office, quarter: date, known: datetime) -> dict[str, Any]:
    """Barriers that the office put on record in the quarter, that were removed or accepted in it, and open ones."""
    first, after = quarter, quarters.after(quarter)
    standing = Barrier.objects.known_at(known).filter(office=office)
    begun = Barrier.objects.filter(office=office, replaces=None, key__in=standing.values("key"))
    opened = Counter(
        outside(kind) for kind, at in begun.values_list("kind", "recorded_at") if first <= day_of(at, office) < after
    )
    closed = standing.filter(closed_on__gte=first, closed_on__lt=after).values_list("state", "kind")
    counts = Counter((state, outside(kind)) for state, kind in closed)
    return {
        "open": standing.filter(state=State.OPEN).count(),
        "opened": dict(opened),
        "removed": {kind: n for (state, kind), n in counts.items() if state == State.REMOVED},
        "stays": {kind: n for (state, kind), n in counts.items() if state == State.STAYS},
    }


def day_of(instant: datetime, office: Office) -> date:
    return local_day(instant, office.zone)


def outside(kind: str) -> str:
    """The kind as a report names it, which leaves the office: those that could point to a few people are “another”."""
    return BarrierKind.OTHER.value if kind in SENSITIVE else kind


WHAT_BECAME = ("opened", "removed", "stays")


def told(kept: Mapping[str, Any]) -> Iterator[Section]:
    """The barriers of a quarter in a sentence, and by kind."""
    numbers = {name: sum(kept[name].values()) for name in WHAT_BECAME} | {"open": kept["open"]}
    if not any(numbers.values()):
        return
    sentence = _(
        "Barriers put on record: %(opened)d; removed: %(removed)d; accepted with a reason: %(stays)d; open when this "
        "was counted: %(open)d."
    )
    yield Section(_("Access to services (duty 4)"), paragraphs=[sentence % numbers], table=by_kind(kept))


def by_kind(kept: Mapping[str, Any]) -> Table | None:
    """The kinds of which something is told."""
    counts = {kind: [kept[name].get(kind, 0) for name in WHAT_BECAME] for kind in BarrierKind}
    rows = [[str(capfirst(kind.label)), *map(str, found)] for kind, found in counts.items() if any(found)]
    head = [_("Kind"), _("Put on record"), _("Removed"), _("Stays")]
    return Table(_("Barriers by kind"), head, rows) if rows else None
