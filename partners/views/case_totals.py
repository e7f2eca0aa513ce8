"""National totals of case counts: the only thing that is shown of them outside an office."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now

from partners import case_words as words
from partners import quarters
from partners.beside import Beside, tabled
from partners.case_totals import CaseTotals, totals_of
from partners.cases import Cell, Measure, Statute
from partners.forms.case_counts import StruckFilter
from partners.suppression import is_struck
from partners.views.case_counts import beside_columns
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page
from specialists.context import about_cases


@dataclass(frozen=True)
class Row:
    """One total, shown or not, with what stands beside it, for a file."""

    quarter: Any
    cell: Cell
    number: int | None
    beside: Beside


NATIONAL = (
    Column("quarter", "", lambda row: quarters.code(row.quarter), lambda row: row.quarter),
    Column("statute", "", lambda row: row.cell.statute),
    Column("measure", "", lambda row: row.cell.measure),
    Column("number", "", lambda row: row.number),
    Column("is_shown", "", lambda row: row.number is not None),
    *beside_columns(),
)


@page(Permission.CASE_TOTALS_VIEW)
def case_total_list(request: PortalRequest) -> HttpResponse:
    """The totals of a quarter, struck once; what could give an office away is shown to nobody. Also as CSV."""
    form = StruckFilter(request.GET, at=now())
    is_good = form.is_valid()
    totals = totals_of(form.chosen)
    if request.GET.get("format") == "csv" and is_good:
        stamps = words.about() | {"struck_at": totals.struck_at.isoformat(), "offices": str(totals.offices)}
        listing = Listing(request, list(rows(totals)), NATIONAL, "quarter", stamps=stamps)
        return listing.export(f"case-totals-{quarters.code(form.chosen)}")
    shown = told(totals) | {"form": form, "about": words.about(), "groups": about_cases()}
    return render(request, "partners/case_total_list.html", shown, status=200 if is_good else 400)


def told(totals: CaseTotals) -> dict[str, Any]:
    later = quarters.after(totals.quarter)
    return {
        "sentence": words.of_nation(totals),
        "more": words.behind(totals),
        "table": words.nation(totals),
        "beside": tabled({totals.quarter: totals.beside}),
        "earlier": named(quarters.before(totals.quarter)),
        "later": named(later) if is_struck(later, now()) else None,
        "quarter": named(totals.quarter),
        "api": f"{reverse('api-case-total-list')}?quarter={quarters.code(totals.quarter)}",
    }


def named(quarter: Any) -> dict[str, str]:
    return {"code": quarters.code(quarter), "label": quarters.label(quarter)}


def rows(totals: CaseTotals) -> Iterator[Row]:
    for statute in Statute:
        for measure in Measure:
            number = totals.shown.get((statute, measure))
            yield Row(totals.quarter, Cell(statute.value, measure.value), number, totals.beside)
