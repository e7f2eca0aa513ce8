"""What became of questions about federal money: asked, answered, referred, applied, awarded. Numbers only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import funnel_words as words
from grants.forms.outcomes import FunnelFilter
from grants.funnel import Funnel
from grants.funnel_counts import of_nation, of_office
from grants.views.zones import zone_of
from portal import gazetteer
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page


@dataclass(frozen=True)
class Row:
    """One office; the last one stands for places that no district serves."""

    name: str
    order: int
    court_id: str
    funnel: Funnel


def number(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.funnel, name)


OF_OFFICES = (
    Column("office", gettext_lazy("Office"), lambda row: row.name, lambda row: row.order),
    Column("court_id", "", lambda row: row.court_id, export_only=True),
    *(Column(key, label, number(key), numeric=True) for key, label in words.STEPS),
    Column(
        "median_days", gettext_lazy("Half answered within, working days"), number("median_days"), numeric=True, low=True
    ),
    Column("waiting", gettext_lazy("Wait for a first answer"), number("waiting"), numeric=True),
    Column("late", gettext_lazy("Of these late"), number("late"), numeric=True),
)
"""Sorted by none of the numbers: offices differ in size, and no office is asked the same."""
OF_STEPS = (
    Column("step", gettext_lazy("Step"), lambda step: step.label, lambda step: words.KEYS.index(step.key)),
    Column("questions", gettext_lazy("Questions"), lambda step: step.number, numeric=True),
    Column(
        "before",
        gettext_lazy("Of the step before"),
        lambda step: step.before,
        numeric=True,
        html=lambda step: step.share,
    ),
)


@page(Permission.FUNNEL_VIEW)
def funnel(request: PortalRequest) -> HttpResponse:
    """Of an office its own; of the nation for EOUSA, also by office. Also as CSV."""
    is_national = not request.hat.is_of_an_office
    form = FunnelFilter(request.GET, today=today_of(request), is_national=is_national)
    is_good = form.is_valid()
    day, since = form.day, form.first
    found, offices = of_nation(on=day, since=since) if is_national else (own(request, day, since), {})
    listing = listed(request, form, found, offices)
    if listing.wants_export and is_good:
        return listing.export(f"guidance-funnel-{request.hat.court_id or 'nation'}-{day.isoformat()}")
    shown = told(found, is_national=is_national) | {"listing": listing, "problems": form.errors, "day": day}
    shown |= {"since": since, "known": now(), "is_national": is_national, "zone": zone_of(request.hat)}
    return render(request, "grants/funnel.html", shown, status=200 if is_good else 400)


def today_of(request: PortalRequest) -> date:
    return local_day(now(), zone_of(request.hat))


def own(request: PortalRequest, day: date, since: date | None) -> Funnel:
    return of_office(request.hat.office_id or 0, on=day, since=since)


def listed(request: PortalRequest, form: FunnelFilter, found: Funnel, offices: dict[int | None, Funnel]) -> Listing:
    """By district the offices that were asked, in the download all 94; of an office the five steps."""
    is_national = not request.hat.is_of_an_office
    is_whole = form.is_of_all or request.GET.get("format") == "csv"
    stamps = {"on": form.day.isoformat(), "since": form.first.isoformat() if form.first else ""}
    return Listing(
        request,
        by_district(offices, is_whole=is_whole) if is_national else words.steps(found),
        OF_OFFICES if is_national else OF_STEPS,
        "office" if is_national else "step",
        form,
        empty=_("No office was asked. Choose “all offices” to see them nevertheless."),
        stamps=stamps if is_national else stamps | {"office": request.hat.court_id},
    )


def by_district(offices: dict[int | None, Funnel], *, is_whole: bool) -> list[Row]:
    """The offices that were asked, or every one; then places without a district, where somebody asked from there."""
    every = gazetteer.offices().values()
    rows = [
        Row(office.abbreviation, place, office.court_id, offices.get(office.pk, Funnel()))
        for place, office in enumerate(every)
        if is_whole or office.pk in offices
    ]
    if None in offices:
        rows.append(Row(_("No district: EOUSA answers"), len(every), "", offices[None]))
    return rows


def told(found: Funnel, *, is_national: bool) -> dict[str, Any]:
    """The answer, the bars, and the tables below them."""
    steps = words.steps(found)
    tables = [words.ends(found), words.reasons(found)] if found.asked else []
    return {
        "sentence": words.sentence(found, is_national=is_national),
        "more": words.clocks(found),
        "steps": steps,
        "whole": words.whole(steps),
        "tables": [table for table in tables if table["rows"]],
        "silence": words.silence(found),
        "has_asked": bool(found.asked),
    }
