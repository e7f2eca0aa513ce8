"""Gaps on the national page and on the own office's page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partners import gap_words as words
from partners.gap_reading import Lack, State, gaps_of, lacks_of_nation
from partners.models import GapCare
from partners.week import Waits, how_many
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.ownership import Line
from portal.panels import Panel

LARGEST = 3
"""So many gaps stand on the national page; the list has all."""


def of_nation(_request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Those seen most often, and more than a few times, as they are told outside the offices; as of today alone."""
    lacks = lacks_of_nation()
    rows = [
        {"what": f"{words.need(one.need)}, {words.population(one.population)}", "place": words.told_place(one),
         "seen": words.seen(one.seen), "becomes": words.told_state(one)}
        for one in largest(lacks)
    ]  # fmt: skip
    return {"rows": rows, "sentence": words.of_nation(lacks), "url": reverse("gap-list")} if lacks else None


def largest(lacks: Sequence[Lack]) -> list[Lack]:
    """Those seen most often; what is accepted comes after what is not."""
    return sorted((one for one in lacks if one.seen), key=lambda one: one.state == State.ACCEPTED)[:LARGEST]


def of_office(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many are open, owned and accepted: for the office itself alone."""
    office = known["office"]
    if request.hat.office_id != office.pk:
        return None
    counts = Counter(gap.state for gap in gaps_of(office))
    told = [(state.label, counts[state]) for state in (State.OPEN, State.OWNED, State.ACCEPTED)]
    return {"counts": told, "url": reverse("gap-list")} if any(number for _label, number in told) else None


# --- the week --------------------------------------------------------------------------------------------------------
def undecided(request: PortalRequest, _day: date) -> Waits | None:
    """The office's gaps that nobody sees to and nobody has accepted, those seen most often first: two queries."""
    if not request.hat.may(Permission.GAP_EDIT):
        return None
    office = gazetteer.offices()[request.hat.court_id]
    found = [gap.spot for gap in gaps_of(office) if gap.state == State.OPEN]
    if not found:
        return None
    title = ngettext("%(n)d gap without owner or decision", "%(n)d gaps without owner or decision", len(found))
    lines = [
        Line(place, words.title(spot, office), reverse("gap-detail", args=[spot.key]))
        for place, spot in enumerate(found[:LARGEST])
    ]
    url = f"{reverse('gap-list')}?state={State.OPEN.value}"
    return Waits("", title % {"n": len(found)}, lines, url)


def in_hand(request: PortalRequest, _day: date) -> Waits | None:
    """The gaps that the reader sees to: one query, two of very many."""
    mine = GapCare.objects.standing().filter(office=request.hat.office_id, owner=request.person)
    number, found = how_many(mine.select_related("office").order_by("-recorded_at", "pk"))
    if not number:
        return None
    title = ngettext("%(n)d gap in your hands", "%(n)d gaps in your hands", number)
    lines = [
        Line(one.pk, words.title(one.spot, one.office), reverse("gap-detail", args=[one.spot.key])) for one in found
    ]
    return Waits("", title % {"n": number}, lines)


NATIONAL = Panel("gaps", _("Gaps in services"), Permission.GAP_VIEW, "partners/panel_gaps.html", of_nation, 70, True)
OFFICE = Panel("gaps", _("Gaps in services"), Permission.GAP_VIEW, "partners/panel_gaps_office.html", of_office, 70)
