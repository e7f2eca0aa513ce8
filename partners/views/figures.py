"""Figures of the log: of the nation for EOUSA, of its own for an office. Never an entry, an organization, a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import figure_words as words
from partners import quarters
from partners.duties import Duty
from partners.forms.reports import QuarterFilter
from partners.tallies import Figures, Tally, tallied
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office
from portal.pages import page


@dataclass(frozen=True)
class Row:
    """One office, or one duty of the reader’s own."""

    name: str
    order: Any
    tally: Tally
    duties: dict[int, int]
    court_id: str = ""


def number(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.tally, name)


def of_duty(duty: int) -> Callable[[Row], int]:
    return lambda row: row.duties.get(duty, 0)


FIGURES = (
    Column("contacts", gettext_lazy("Contacts"), number("contacts"), numeric=True),
    Column("minutes", gettext_lazy("Time"), number("minutes"), numeric=True, html=number("time")),
    Column("trained", gettext_lazy("Trained"), number("trained"), numeric=True),
    Column("educated", gettext_lazy("Educated"), number("educated"), numeric=True),
    Column("guests", gettext_lazy("Held by another office"), number("guests"), numeric=True, low=True),
)
"""Sorted by none of them: offices differ in size, staff and what they write down."""
OF_OFFICES = (
    Column("office", gettext_lazy("Office"), lambda row: row.name, lambda row: row.order),
    Column("court_id", "", lambda row: row.court_id, export_only=True),
    *FIGURES,
    *(Column(f"duty_{duty.value}", "", of_duty(duty.value), export_only=True) for duty in Duty),
)
OF_DUTIES = (Column("duty", gettext_lazy("Duty"), lambda row: row.name, lambda row: row.order), *FIGURES)


@page(Permission.OUTREACH_FIGURES_VIEW)
def figure_list(request: PortalRequest) -> HttpResponse:
    """What was done in a quarter, by duty and kind; for EOUSA also by office. Also as CSV."""
    form = QuarterFilter(request.GET, on=localdate())
    is_good = form.is_valid()
    figures = tallied(form.chosen)
    is_national = not request.hat.is_of_an_office
    listing = listed(request, form, figures, is_national=is_national)
    if listing.wants_export and is_good:
        return listing.export(f"outreach-figures-{quarters.code(form.chosen)}")
    shown = told(figures, is_national=is_national) | {"listing": listing, "problems": form.errors, "known": now()}
    return render(request, "partners/figure_list.html", shown, status=200 if is_good else 400)


def listed(request: PortalRequest, form: QuarterFilter, figures: Figures, *, is_national: bool) -> Listing:
    """The 94 by district, or the five duties in their order."""
    stamps = {"quarter": quarters.code(figures.quarter), "known": now().isoformat(timespec="seconds")}
    return Listing(
        request,
        offices(figures) if is_national else duties(figures),
        OF_OFFICES if is_national else OF_DUTIES,
        "office" if is_national else "duty",
        form,
        api_url=f"{reverse('api-outreach-figures')}?quarter={quarters.code(figures.quarter)}",
        stamps=stamps if is_national else stamps | {"office": request.hat.court_id},
    )


def offices(figures: Figures) -> list[Row]:
    """Every office, those that logged nothing too."""
    return [of_office(place, office, figures) for place, office in enumerate(gazetteer.offices().values())]


def of_office(place: int, office: Office, figures: Figures) -> Row:
    tally = figures.offices.get(office.pk, Tally())
    duties = {duty.value: figures.cells.get((office.pk, duty.value), 0) for duty in Duty}
    return Row(office.abbreviation, place, tally, duties, office.court_id)


def duties(figures: Figures) -> list[Row]:
    return [
        Row(f"{duty.value} {capfirst(str(duty.label))}", duty.value, figures.duties[duty.value], {}) for duty in Duty
    ]


def told(figures: Figures, *, is_national: bool) -> dict[str, Any]:
    """The answer and the tables above the list."""
    tables = [words.by_duty(figures, is_national=True)] if is_national else []
    tables.append(words.by_kind(figures, is_national=is_national))
    return {
        "sentence": words.of_nation(figures, len(gazetteer.offices())) if is_national else words.of_office(figures),
        "more": words.people(figures),
        "tables": [table for table in tables if table.rows],
        "professions": words.by_profession(figures.trained_by),
        "is_national": is_national,
        "caption": _("By office") if is_national else _("By duty"),
        "earlier": named(quarters.before(figures.quarter)),
        "later": named(quarters.after(figures.quarter)) if quarters.after(figures.quarter) <= localdate() else None,
    }


def named(quarter: date) -> dict[str, str]:
    return {"code": quarters.code(quarter), "label": quarters.label(quarter)}
