"""How far firearms can be taken: the 94 offices for EOUSA; an office’s own chains, with counties that stand apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import readiness_words as words
from partners.before import of_links
from partners.chain import CHAINS, Basis, Link, Status
from partners.chain_law import law_words
from partners.chain_reading import Read, chains_of, counties_of, nation, read
from partners.erpo import Standing, standing
from partners.forms.readiness import NO_LAW, NOT_ENTERED, CountyForm, ReadinessFilters
from partners.models import ErpoLaw, ReadinessLink
from partners.readiness import DISTRICT, Cell, Chain, Stands, apart, bases, cells, effective, of_county
from partners.views.step_acts import own_office, today_at
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office
from portal.pages import page
from specialists.views.office import office_for


# --- the 94 ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """One office with its chains by basis; None where there is no law."""

    place: int
    office: Office
    chains: Mapping[str, Chain | None]
    day: date

    @property
    def oldest(self) -> date | None:
        return min((each.oldest for each in self.chains.values() if each and each.oldest), default=None)

    @property
    def is_stale(self) -> bool:
        return any(chain.is_stale(self.day) for chain in self.chains.values() if chain)

    def code(self, basis: str) -> str:
        chain = self.chains[basis]
        return NO_LAW if chain is None else chain.status or NOT_ENTERED


def weakest(basis: Basis) -> Column:
    label = capfirst(str(basis.label))
    return Column(basis.value.lower(), label, lambda row: words.weakest_words(row.chains[basis]))


def codes(basis: Basis) -> Column:
    return Column(f"{basis.value.lower()}_status", "", lambda row: row.code(basis), export_only=True)


def columns() -> list[Column]:
    """Sorted by none but the office: offices differ in what their states' law gives them."""
    return [
        Column("office", gettext_lazy("Office"), lambda row: row.office.abbreviation, lambda row: row.place),
        Column("court_id", "", lambda row: row.office.court_id, export_only=True),
        *(weakest(basis) for basis in Basis),
        *(codes(basis) for basis in Basis),
        Column("oldest", gettext_lazy("Oldest look"), lambda row: row.oldest, low=True),
    ]


@page(Permission.READINESS_VIEW)
def readiness_list(request: PortalRequest) -> HttpResponse:
    """For an office its own chains; for EOUSA the weakest link of each of the 94. Also as CSV."""
    return shown(request, own_office(request)) if request.hat.is_of_an_office else of_nation(request)


def of_nation(request: PortalRequest) -> HttpResponse:
    day, form = localdate(), ReadinessFilters(request.GET)
    is_good = form.is_valid()
    rows = rows_of(day)
    listing = Listing(
        request, [row for row in rows if fits(row, form.cleaned_data)], columns(), "office", form,
        row_url=lambda row: reverse("readiness-detail", args=[row.office.court_id]),
        api_url=reverse("api-readiness-list"),
        empty=_("No office matches these filters. Take one away."),
        stamps={"on": day.isoformat(), "known": now().isoformat(timespec="seconds")},
    )  # fmt: skip
    if listing.wants_export and is_good:
        return listing.export(f"readiness-{day.isoformat()}")
    facts = {
        "listing": listing,
        "problems": form.errors,
        "sentence": answer(rows),
        "legend": words.legend(laws_of_states(day)),
        "known": now(),
    }
    return render(request, "partners/readiness_list.html", facts, status=200 if is_good else 400)


def rows_of(day: date) -> list[Row]:
    """Every office, those that entered nothing too."""
    found = nation(day)
    return [
        Row(place, office, dict.fromkeys(Basis.values) | {chain.basis.value: chain for chain in found[office.pk]}, day)
        for place, office in enumerate(gazetteer.offices().values())
    ]


def laws_of_states(day: date) -> list[Standing]:
    """What the law says on that day in each state and territory that has an office."""
    found = standing(ErpoLaw.objects.on_record().laws(), day)
    return [found[state] for state in sorted({office.state for office in gazetteer.offices().values()})]


def fits(row: Row, asked: Mapping[str, Any]) -> bool:
    """Whether the office passes every filter that is set."""
    looked = [basis for basis in Basis.values if basis == (asked.get("basis") or basis)]
    status, stale = asked.get("status"), asked.get("stale")
    has_status = not status or any(row.code(basis) == status for basis in looked)
    return has_status and (not stale or row.is_stale is (stale == "yes"))


def answer(rows: Sequence[Row]) -> str:
    """12 of 94 offices have entered their chains; 3 of them have not looked at all of it for a year."""
    entered = [row for row in rows if row.oldest]
    stale = sum(row.is_stale for row in entered)
    facts = {"n": len(entered), "all": len(rows), "stale": stale}
    said = ngettext(
        "%(n)d of %(all)d offices has entered its chains.", "%(n)d of %(all)d offices have entered their chains.",
        len(entered),
    ) % facts  # fmt: skip
    late = ngettext(
        "%(stale)d has not looked at all of it for a year.", "%(stale)d have not looked at all of it for a year.", stale
    )
    return f"{said} {late % facts}" if stale else said


# --- one office ------------------------------------------------------------------------------------------------------
@page(Permission.READINESS_VIEW)
def readiness_detail(request: PortalRequest, court_id: str) -> HttpResponse:
    """The chains of one office: the own, or for EOUSA anyone's, in statuses."""
    return shown(request, office_for(request, court_id))


def shown(request: PortalRequest, office: Office) -> HttpResponse:
    day = today_at(office)
    found = read(office, day)
    chains = chains_of(office, found)
    may_edit = request.hat.may(Permission.READINESS_EDIT)
    facts = {
        "office": office,
        "is_own": request.hat.is_of_an_office,
        "may_edit": may_edit,
        "sentence": words.sentence(chains, day),
        "chains": [told(chain, day) for chain in chains],
        "why_no_chain": words.why_no_chain(found.law),
        "table": table(found, is_linked=may_edit),
        "apart": [county_of(found, fips, day) for fips in apart(found.rows)],
        "county_form": CountyForm(None, counties=counties_of(office.court_id)) if may_edit else None,
        "details": details(office, found) if request.hat.is_of_an_office else [],
        "api_url": reverse("api-readiness-detail", args=[office.court_id]),
        "day": day,
    }
    return render(request, "partners/readiness_detail.html", facts)


def told(chain: Chain, day: date) -> dict[str, Any]:
    """One basis with its weakest link."""
    return {
        "basis": chain.basis.value,
        "label": chain.basis.label,
        "weakest": words.weakest_words(chain),
        "looked": words.looked_words(chain, day),
        "is_entered": chain.is_entered,
    }


def county_of(found: Read, fips: str, day: date) -> dict[str, Any]:
    """A county that stands apart, with its chains and what is its own."""
    held = {row.cell: row for row in found.rows if row.county == fips}
    own = [held[cell] for cell in cells() if cell in held]
    return {
        "fips": fips,
        "name": words.county_name(fips),
        "chains": [told(chain, day) for chain in of_county(found.rows, fips, has_erpo=found.has_erpo)],
        "own": [
            _("%(link)s (%(basis)s): %(status)s")
            % {
                "link": capfirst(str(Link(row.link).label)),
                "basis": words.SHORT[Basis(row.basis)],
                "status": words.status_words(row.status),
            }
            for row in own
        ],
    }


# --- the table -------------------------------------------------------------------------------------------------------
def table(found: Read, *, is_linked: bool) -> dict[str, Any]:
    """The district's links in rows, the bases in columns."""
    held = effective(found.rows)
    columns = bases(has_erpo=found.has_erpo)
    return {
        "heads": [basis.label for basis in columns],
        "rows": [
            {"label": link.label, "cells": [cell(held, basis, link, is_linked=is_linked) for basis in columns]}
            for link in Link
        ],
    }


def cell(held: Mapping[Cell, Stands], basis: Basis, link: Link, *, is_linked: bool) -> dict[str, Any]:
    """One link of one chain; nothing where the chain has no such link."""
    if link not in CHAINS[basis]:
        return {"text": "", "basis": basis.label}
    row = held.get(Cell(basis.value, link.value))
    return {
        "text": words.status_words(row.status if row else ""),
        "is_weak": row is None or row.status == Status.NONE,
        "as_of": row.as_of if row else None,
        "basis": basis.label,
        "url": link_url(basis, link) if is_linked else "",
    }


def link_url(basis: str, link: str, county: str = DISTRICT) -> str:
    address = reverse("readiness-link-edit", args=[str(basis), str(link)])
    return f"{address}?{urlencode({'county': county})}" if county else address


def details(office: Office, found: Read) -> list[dict[str, Any]]:
    """What is said of each link besides how far it is, for the own office; without a law nothing can be changed."""
    rows = ReadinessLink.objects.standing().filter(office=office).select_related("owner").order_by("county", "pk")
    ordered = sorted(rows, key=lambda row: (row.county, Basis.values.index(row.basis), Link.values.index(row.link)))
    allowed, earlier = bases(has_erpo=found.has_erpo), of_links(office)
    return [
        detail(row, is_open=row.basis in allowed) | {"before": earlier.get((row.county, row.basis, row.link), [])}
        for row in ordered
    ]


def detail(row: ReadinessLink, *, is_open: bool) -> dict[str, Any]:
    facts = [
        (_("Who may order it"), row.ordered_by),
        (_("Federal law"), law_words(row.basis, row.link)),
        (_("Held by"), row.holder),
        (_("Room for firearms"), "" if row.capacity is None else str(row.capacity)),
        (_("Ammunition"), row.get_takes_ammunition_display() if row.takes_ammunition else ""),
        (_("Returned on conditions"), row.return_conditions),
        (_("Protected party told"), row.get_tells_protected_display() if row.tells_protected else ""),
    ]
    return {
        "row": row,
        "link": row.get_link_display(),
        "basis": words.SHORT[Basis(row.basis)],
        "county": words.county_name(row.county) if row.county else "",
        "facts": [(label, value) for label, value in facts if value],
        "url": link_url(row.basis, row.link, row.county) if is_open else "",
    }
