"""Gaps: of the own office with what becomes of each, of the nation as far as EOUSA is told, and one of them."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import gap_words as words
from partners.before import of_gap
from partners.forms.gaps import DISTRICT, GENERAL, GapFilters, LackFilters
from partners.forms.profile import STATE_CHOICES, counties_of_office
from partners.gap_reading import (
    Gap,
    Lack,
    State,
    entries_that_saw,
    gap_at,
    gaps_of,
    lacks_of_nation,
    organizations_near,
    state_in,
    who_meet,
)
from partners.gaps import NEEDS, POPULATIONS, Spot, fitting, spot_of
from partners.models import Project
from partners.views.step_acts import own_office
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office
from portal.pages import page

AT_ONCE = 200
"""So many rows stand on the page; the download has all."""
ENTRIES = 10
FEW_NAMES = 3
"""So many of those who meet a gap stand in the sentence; the list below has all."""


def need_order(row: Gap | Lack) -> int:
    return NEEDS[row.spot.need if isinstance(row, Gap) else row.need]


def gap_url(gap: Gap) -> str:
    return reverse("gap-detail", args=[gap.spot.key])


# --- of the own office -----------------------------------------------------------------------------------------------
def columns(office: Office) -> list[Column]:
    """The columns of an office's list."""
    return [
        Column("need", gettext_lazy("Need"), lambda gap: words.need(gap.spot.need), need_order, url=gap_url),
        Column("population", gettext_lazy("Population"), lambda gap: words.population(gap.spot.population),
               lambda gap: POPULATIONS[gap.spot.population]),
        Column("place", gettext_lazy("Where"), lambda gap: words.place(gap.spot, office),
               lambda gap: words.place(gap.spot, office)),
        Column("seen", gettext_lazy("Seen in entries"), lambda gap: gap.number, lambda gap: gap.number, numeric=True),
        Column("care", gettext_lazy("What becomes of it"), words.becomes, lambda gap: [*State].index(gap.state)),
        Column("state", "", lambda gap: gap.state.value, export_only=True),
        Column("county", "", lambda gap: gap.spot.county, export_only=True),
        Column("accepted_on", "", lambda gap: gap.care.accepted_on, export_only=True),
        Column("reason", "", lambda gap: gap.care.reason, export_only=True),
    ]  # fmt: skip


@page(Permission.GAP_VIEW)
def gap_list(request: PortalRequest) -> HttpResponse:
    """What people lack where they are; to EOUSA by county, where that could point to few people by state."""
    return list_of_office(request) if request.hat.is_of_an_office else list_of_nation(request)


def list_of_office(request: PortalRequest) -> HttpResponse:
    """Every gap of the office, with who sees to it; also as CSV."""
    office = own_office(request)
    form = GapFilters(request.GET, counties=counties_of_office(office.court_id))
    every = gaps_of(office)
    found = [gap for gap in every if fits(gap, form.asked)]
    listing = Listing(
        request, shown_at_once(request, found), columns(office), "-seen", form, row_url=gap_url,
        api_url=reverse("api-gap-list"), empty=_("No gap matches these filters. Take one away."),
        sentence=counted(found), stamps={"on": localdate().isoformat()},
    )  # fmt: skip
    if listing.wants_export and form.is_valid():
        return listing.export(f"gaps-{office.court_id}-{localdate().isoformat()}")
    facts = {"listing": listing, "problems": form.errors, "sentence": words.of_office(every), "office": office}
    return render(request, "partners/gap_list.html", facts, status=200 if form.is_valid() else 400)


def fits(gap: Gap, asked: dict[str, str]) -> bool:
    """Whether it passes every filter that is set; what is met is shown where it is asked for."""
    state = asked.get("state")
    return is_about(gap.spot, asked) and (gap.state == state if state else gap.state != State.MET)


def is_about(spot: Spot, asked: dict[str, str]) -> bool:
    wanted = {"need": spot.need, "population": spot.population or GENERAL, "county": spot.county or DISTRICT}
    return all(asked.get(name, value) == value for name, value in wanted.items())


def shown_at_once(request: PortalRequest, found: list[Any]) -> list[Any]:
    return found if request.GET.get("format") == "csv" else found[:AT_ONCE]


def counted(found: list[Any]) -> str:
    """How many match, and how many of them stand here."""
    told = ngettext("%(n)d gap", "%(n)d gaps", len(found)) % {"n": len(found)}
    if len(found) <= AT_ONCE:
        return told
    return _("%(gaps)s; here stand the first %(shown)d, the download has all.") % {"gaps": told, "shown": AT_ONCE}


# --- of the nation ---------------------------------------------------------------------------------------------------
OF_NATION = [
    Column("need", gettext_lazy("Need"), lambda row: words.need(row.need), need_order),
    Column("population", gettext_lazy("Population"), lambda row: words.population(row.population),
           lambda row: POPULATIONS[row.population]),
    Column("place", gettext_lazy("Where"), words.told_place, words.told_place),
    Column("seen", gettext_lazy("Seen"), lambda row: words.seen(row.seen), lambda row: row.seen, numeric=True),
    Column("met", gettext_lazy("Met in"), words.met_in, low=True),
    Column("care", gettext_lazy("What becomes of it"), lambda row: row.state.label if row.state else "", low=True),
    Column("level", "", lambda row: row.level.value, export_only=True),
    Column("code", "", lambda row: row.place, export_only=True),
]  # fmt: skip


def list_of_nation(request: PortalRequest) -> HttpResponse:
    """Gaps by county, district or state; no office's entry, and no organization."""
    form = LackFilters(request.GET, places=STATE_CHOICES)
    every = lacks_of_nation()
    found = [lack for lack in every if lack_fits(lack, form.asked)]
    listing = Listing(
        request, shown_at_once(request, found), OF_NATION, "-seen", form, api_url=reverse("api-gap-list"),
        empty=_("No gap matches these filters. Take one away."), sentence=counted(found),
        stamps={"on": localdate().isoformat()},
    )  # fmt: skip
    if listing.wants_export and form.is_valid():
        return listing.export(f"gaps-{localdate().isoformat()}")
    facts = {"listing": listing, "problems": form.errors, "sentence": words.of_nation(every), "office": None}
    return render(request, "partners/gap_list.html", facts, status=200 if form.is_valid() else 400)


def lack_fits(lack: Lack, asked: dict[str, str]) -> bool:
    wanted = {"need": lack.need, "population": lack.population or GENERAL, "place": state_in(lack)}
    return all(asked.get(name, value) == value for name, value in wanted.items())


# --- one of them -----------------------------------------------------------------------------------------------------
def gap_or_404(request: PortalRequest, key: str) -> Gap:
    """A gap of the reader's own office. Nobody else sees what stands behind one."""
    spot = spot_of(key)
    found = gap_at(own_office(request), spot) if spot and request.hat.is_of_an_office else None
    if found is None:
        raise Http404
    return found


@page(Permission.GAP_VIEW)
def gap_detail(request: PortalRequest, gap: str) -> HttpResponse:
    """The entries that saw it, who could close it, which money would fit, and who sees to it."""
    found, office = gap_or_404(request, gap), own_office(request)
    entries = entries_that_saw(office, found.spot)
    asked = {"need": found.spot.need, "population": found.spot.population, "county": found.spot.county}
    meeting = who_meet(office, found.spot) if found.state == State.MET and found.number else []
    facts = {
        "gap": found,
        "sentence": words.title(found.spot, office),
        "more": words.how_it_stands(found, [name for _pk, name in meeting[:FEW_NAMES]]),
        "meeting": meeting,
        "before": of_gap(office, found.spot),
        "entries": entries[:ENTRIES],
        "log_url": f"{reverse('outreach-list')}?{urlencode({k: v for k, v in asked.items() if v})}",
        "near": organizations_near(office, found.spot),
        "programs": fitting(found.spot),
        "projects": projects_from(office, found.spot) if request.hat.may(Permission.PROJECT_VIEW) else [],
        "may_begin": found.state != State.MET and request.hat.may(Permission.PROJECT_EDIT),
        "may_edit": request.hat.may(Permission.GAP_EDIT),
        "is_met": found.state == State.MET,
    }
    return render(request, "partners/gap_detail.html", facts)


def projects_from(office: Office, spot: Spot) -> QuerySet[Project]:
    """The office's projects that take it up, those that run first."""
    return Project.objects.filter(office=office, gap_key=spot.key).order_by(F("ended_on").desc(nulls_first=True), "pk")
