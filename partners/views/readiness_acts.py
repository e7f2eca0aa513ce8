"""What an office does with its chains: fills the grid, describes one link, says that all of it is still so."""

from collections.abc import Collection
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from partners import readiness_words as words
from partners.before import gone, of_statuses
from partners.chain import CHAINS, Basis, Link
from partners.chain_law import law_words
from partners.chain_reading import codes_of
from partners.erpo import Standing
from partners.forms.readiness import Grid, GridForm, LinkForm, name_of
from partners.models import ReadinessLink
from partners.models.law import erpo_of
from partners.models.readiness_word import status_in
from partners.readiness import DISTRICT, Cell, bases
from partners.views.step_acts import data_of, own_office, today_at
from portal.access import Permission
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page, taken

NO_SUCH_LAW = gettext_lazy(
    "No law of your office’s state gives extreme risk protection orders, as far as is on record: there is no link to "
    "describe. Where a law is missing on the page of laws, tell EOUSA."
)


def county_asked(request: PortalRequest, office: Office) -> str:
    """The county that the address names, one of the office's own; empty: the whole district."""
    asked = request.GET.get("county", DISTRICT)
    if asked and asked not in codes_of(office.court_id):
        raise Http404
    return asked


def grid_url(county: str) -> str:
    address = reverse("readiness-edit")
    return f"{address}?{urlencode({'county': county})}" if county else address


# --- the grid --------------------------------------------------------------------------------------------------------
@page(Permission.READINESS_EDIT)
def readiness_edit(request: PortalRequest) -> HttpResponse:
    """Every link of every chain in one form, of the district or of a county that stands apart (`?county=`)."""
    office = own_office(request)
    county, day = county_asked(request, office), today_at(office)
    rows, law = ReadinessLink.objects.grid(office, county), erpo_of(office, day)
    form = GridForm(data_of(request), rows=rows, has_erpo=law.allows, on=day, of_county=bool(county))
    done: list[str] = []

    def fill(*, looked_at_all: bool, **said: Any) -> None:
        number = ReadinessLink.objects.fill(office=office, county=county, **said)
        looked = ReadinessLink.objects.look_at(office=office, county=county, **said) if looked_at_all else 0
        done.append(saved_words(number, looked))

    if taken(form, fill, by=request.person, on=day):
        messages.success(request, done[0])
        return redirect("readiness-list")
    if form.is_bound and not form.has_error("seen"):
        links = ReadinessLink.objects
        form.begin_again(links.seen(office, county, form.cleaned_data["seen"]), links.grid(office, county))
    return render(
        request, "partners/readiness_edit.html",
        grid_page(office, county, form, law), status=422 if form.errors else 200,
    )  # fmt: skip


def saved_words(number: int, looked: int) -> str:
    """How many links were changed, and how many only looked at."""
    if not (number or looked):
        return _("Nothing was changed: the grid stands as it was.")
    saved = ngettext("%(n)d link is saved.", "%(n)d links are saved.", number)
    again = ngettext(
        "%(n)d link as it was counts as looked at.", "%(n)d links as they were count as looked at.", looked
    )
    return " ".join(words % {"n": n} for words, n in ((saved, number), (again, looked)) if n)


def grid_page(office: Office, county: str, form: GridForm, law: Standing) -> dict[str, Any]:
    """The form as a table: links in rows, bases in columns."""
    columns = bases(has_erpo=law.allows)
    rows = ReadinessLink.objects.grid(office, county)
    beneath = ReadinessLink.objects.grid(office, DISTRICT) if county else None
    return {
        "form": form,
        "office": office,
        "county": county,
        "name": words.county_name(county) if county else "",
        "heads": [basis.label for basis in columns],
        "rows": [
            {"label": capfirst(str(link.label)), "cells": [cell(form, basis, link, rows, beneath) for basis in columns]}
            for link in Link
        ],
        "why_no_chain": words.why_no_chain(law),
        "still": still(columns, rows),
    }


def still(columns: Collection[Basis], rows: Grid) -> list[Basis]:
    """The chains of which something stands that can still be so."""
    entered = {key.basis for key in rows}
    return [basis for basis in columns if basis in entered]


def cell(form: GridForm, basis: Basis, link: Link, rows: Grid, beneath: Grid | None) -> dict[str, Any]:
    """One control with what stands there, and no link beside it: Tab leads from control to control.

    `beneath`: what counts in a county that says nothing of its own.
    """
    if link not in CHAINS[basis]:
        return {"basis": basis.label}
    key = Cell(basis.value, link.value)
    row = rows.get(key)
    return {
        "basis": basis.label,
        "field": form[name_of(key)],
        "row": row,
        "beneath": "" if beneath is None else words.status_words(status_in(beneath, key)),
    }


@page(Permission.READINESS_EDIT)
@require_POST
def readiness_still(request: PortalRequest, basis: str) -> HttpResponse:
    """Somebody has looked today at a whole chain, of the district or of a county, and all of it is still so."""
    office = own_office(request)
    county, day = county_asked(request, office), today_at(office)
    if basis not in Basis.values:
        raise Http404
    ReadinessLink.objects.look_again(office=office, county=county, basis=basis, by=request.person, on=day)
    told = {"basis": capfirst(str(Basis(basis).label)), "name": words.county_name(county)}
    said = _("%(basis)s in %(name)s: still so, as of today.") if county else _("%(basis)s: still so, as of today.")
    messages.success(request, said % told)
    return redirect(grid_url(county) if request.GET.get("from") == "edit" else reverse("readiness-list"))


# --- one link --------------------------------------------------------------------------------------------------------
def cell_asked(office: Office, basis: str, link: str, day: date) -> Cell:
    """The link that the address names. Refused where no law gives it."""
    if basis not in Basis.values or link not in CHAINS[Basis(basis)]:
        raise Http404
    if Basis(basis) not in bases(has_erpo=erpo_of(office, day).allows):
        raise Refused(str(NO_SUCH_LAW))
    return Cell(basis, link)


@page(Permission.READINESS_EDIT)
def readiness_link_edit(request: PortalRequest, basis: str, link: str) -> HttpResponse:
    """All that is known of one link: owner, document, who may order it, where things are stored, how they go back."""
    office = own_office(request)
    county, day = county_asked(request, office), today_at(office)
    key = cell_asked(office, basis, link, day)
    row = ReadinessLink.objects.grid(office, county).get(key)
    form = LinkForm(data_of(request), office=office, link=link, row=row, on=day, me=request.person.pk)

    def describe(**said: Any) -> None:
        ReadinessLink.objects.describe(office=office, county=county, cell=key, **said)

    if taken(form, describe, by=request.person, on=day):
        messages.success(request, _("%(link)s: saved.") % {"link": capfirst(str(Link(link).label))})
        return redirect("readiness-list")
    if form.is_bound and not form.has_error("seen"):
        form.begin_again(row)
    facts = {
        "form": form, "link": Link(link).label, "basis": Basis(basis).label, "back": reverse("readiness-list"),
        "name": words.county_name(county) if county else office.abbreviation, "federal_law": law_words(basis, link),
        "before": list(of_statuses(gone(ReadinessLink.objects.of_cell(office, county, key)), office)),
    }  # fmt: skip
    return render(request, "partners/readiness_link_edit.html", facts, status=422 if form.errors else 200)
