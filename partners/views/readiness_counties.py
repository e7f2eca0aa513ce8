"""The weakest link of each chain in every county of an office: what the district's row means there, or its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import readiness_words as words
from partners.chain import Basis
from partners.chain_reading import County, counties_read, read
from partners.forms.readiness import ReadinessFilters
from partners.views.readiness import Row, codes, fits, weakest
from partners.views.step_acts import today_at
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office
from portal.pages import page
from specialists.views.office import office_for


@dataclass(frozen=True)
class CountyRow(Row):
    """One county of an office with its chains by basis."""

    county: County

    @property
    def apart(self) -> str:
        return _("stands apart") if self.county.is_apart else _("as the district")


COLUMNS = (
    Column("county", gettext_lazy("County"), lambda row: row.county.facts.label, lambda row: row.place),
    Column("fips", "", lambda row: row.county.facts.fips, export_only=True),
    Column("court_id", "", lambda row: row.office.court_id, export_only=True),
    Column("rows", gettext_lazy("Its own links"), lambda row: row.apart, lambda row: row.apart),
    *(weakest(basis) for basis in Basis),
    *(codes(basis) for basis in Basis),
    Column("oldest", gettext_lazy("Oldest look"), lambda row: row.oldest, low=True),
)


@page(Permission.READINESS_VIEW)
def readiness_county_list(request: PortalRequest, court_id: str) -> HttpResponse:
    """Every county of one office, the own or for EOUSA anyone's, in statuses. Also as CSV."""
    office = office_for(request, court_id)
    day, form = today_at(office), ReadinessFilters(request.GET)
    is_good = form.is_valid()
    found = read(office, day)
    rows = rows_of(office, counties_read(office, found), day)
    listing = Listing(
        request, [row for row in rows if fits(row, form.cleaned_data)], COLUMNS, "county", form,
        api_url=reverse("api-readiness-county-list", args=[court_id]),
        empty=_("No county matches these filters. Take one away."),
        stamps={"on": day.isoformat(), "known": now().isoformat(timespec="seconds")},
    )  # fmt: skip
    if listing.wants_export and is_good:
        return listing.export(f"readiness-{court_id}-counties-{day.isoformat()}")
    facts = {
        "listing": listing,
        "office": office,
        "problems": form.errors,
        "sentence": answer(rows),
        "why_no_chain": words.why_no_chain(found.law),
        "known": localtime(now(), office.zone),
    }
    return render(request, "partners/readiness_county_list.html", facts, status=200 if is_good else 400)


def rows_of(office: Office, counties: Sequence[County], day: date) -> list[CountyRow]:
    return [
        CountyRow(
            place, office, dict.fromkeys(Basis.values) | {chain.basis.value: chain for chain in county.chains}, day,
            county,
        )
        for place, county in enumerate(counties)
    ]  # fmt: skip


def answer(rows: Sequence[CountyRow]) -> str:
    """2 of 100 counties stand apart; what the others do not say the district says for them."""
    own = sum(row.county.is_apart for row in rows)
    if not own:
        return _("No county stands apart: the district’s links count in each of them.")
    said = ngettext("%(n)d of %(all)d counties stands apart.", "%(n)d of %(all)d counties stand apart.", own)
    return f"{said} {_('What a county does not say, the district says for it.')}" % {"n": own, "all": len(rows)}
