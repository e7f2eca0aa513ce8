"""Case counts of the reader's own office: its numbers against its own past, and how they were corrected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import case_words as words
from partners import quarters
from partners.beside import LABELS, Beside, beside, tabled
from partners.cases import CELLS, Cell, Numbers
from partners.forms.reports import QuarterFilter
from partners.models import CaseCount
from partners.views.step_acts import own_office
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page

QUARTERS = 6
"""The office's own past, beside the quarter that is asked for."""


@dataclass(frozen=True)
class Row:
    """One number with what stands beside it, for a file."""

    quarter: date
    cell: Cell
    number: int | None
    beside: Beside


def beside_columns() -> Iterator[Column]:
    for name in LABELS:
        yield Column(name, "", lambda row, name=name: asdict(row.beside)[name])  # type: ignore[misc]


OWN = (
    Column("quarter", "", lambda row: quarters.code(row.quarter), lambda row: row.quarter),
    Column("statute", "", lambda row: row.cell.statute),
    Column("measure", "", lambda row: row.cell.measure),
    Column("reason", "", lambda row: row.cell.reason),
    Column("number", "", lambda row: row.number),
    Column("label", "", lambda row: row.cell.label),
    *beside_columns(),
)
"""As an import reads them: the first five are the columns of a file of counts."""
CHANGES = (
    Column("recorded_at", gettext_lazy("When"), lambda row: row.recorded_at, "recorded_at"),
    Column("by", gettext_lazy("By"), lambda row: row.recorded_by.name),
    Column("quarter", gettext_lazy("Quarter"), lambda row: quarters.code(row.quarter_on)),
    Column("cell", gettext_lazy("What is counted"), lambda row: row.cell.label),
    Column("was", gettext_lazy("From"), lambda row: told(row.was), numeric=True),
    Column("number", gettext_lazy("To"), lambda row: told(row.number), numeric=True),
)


def told(number: int | None) -> Any:
    return _("taken back") if number is None else number


@page(Permission.CASE_COUNT_VIEW)
def case_count_list(request: PortalRequest) -> HttpResponse:
    """Each measure on its own axis over the last quarters, with outreach, training and access beside. Also as CSV."""
    form = QuarterFilter(request.GET, on=localdate(), is_over=True)
    is_good = form.is_valid()
    chosen = [*reversed(quarters.lately(form.chosen, number=QUARTERS))]
    found = CaseCount.objects.standing().filter(quarter_on__in=chosen).numbers()
    company = beside(chosen)
    if request.GET.get("format") == "csv" and is_good:
        return as_file(request, list(rows(chosen, found, company)))
    shown = told_of(request, form.chosen, found, chosen) | {
        "form": form, "beside": tabled(company), "about": words.about(request.hat.court_id),
        "api": f"{reverse('api-case-count-list')}?quarter={quarters.code(form.chosen)}",
    }  # fmt: skip
    return render(request, "partners/case_count_list.html", shown, status=200 if is_good else 400)


def told_of(
    request: PortalRequest, quarter: date, found: Mapping[date, Numbers], chosen: Sequence[date]
) -> dict[str, Any]:
    return {
        "sentence": words.entered(found.get(quarter, {}), quarter, localdate()),
        "more": words.when_struck(quarter, now()),
        "quarter": {"code": quarters.code(quarter), "label": quarters.label(quarter)},
        "axes": list(words.axes(found, chosen)) if found else [],
        "columns": [quarters.code(each) for each in chosen],
        "reasons": words.reasons(found, chosen),
        "may_edit": request.hat.may(Permission.CASE_COUNT_EDIT),
    }


def rows(chosen: Sequence[date], found: Mapping[date, Numbers], company: Mapping[date, Beside]) -> Iterator[Row]:
    """What is counted, quarter after quarter."""
    for quarter in chosen:
        numbers = found.get(quarter, {})
        yield from (Row(quarter, cell, numbers[cell], company[quarter]) for cell in CELLS if cell in numbers)


def as_file(request: PortalRequest, found: Sequence[Row]) -> HttpResponse:
    """A line each, and in each line what the number is to be read with."""
    stamps = words.about(request.hat.court_id) | {"office": request.hat.court_id}
    listing = Listing(request, found, OWN, "quarter", stamps=stamps)
    return listing.export(f"case-counts-{request.hat.court_id}")


@page(Permission.CASE_COUNT_VIEW)
def case_count_history(request: PortalRequest) -> HttpResponse:
    """Who has put which number in the place of which, and when. The office alone reads it."""
    corrected = CaseCount.objects.exclude(replaces=None).select_related("recorded_by")
    listing = Listing(
        request,
        corrected.annotate(was=F("replaces__number")),
        CHANGES,
        "-recorded_at",
        api_url=reverse("api-case-count-correction-list"),
        empty=_("No number has been corrected yet."),
        stamps=words.about(request.hat.court_id) | {"office": request.hat.court_id},
    )
    if listing.wants_export:
        return listing.export(f"case-count-corrections-{request.hat.court_id}")
    company = beside([*reversed(quarters.lately(localdate(), number=QUARTERS))])
    shown = {"listing": listing, "about": words.about(request.hat.court_id), "beside": tabled(company)}
    shown["zone"] = own_office(request).zone
    return render(request, "partners/case_count_history.html", shown)
