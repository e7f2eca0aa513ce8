"""Quarterly reports: of the reader’s office, or for EOUSA those that offices have submitted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import quarters
from partners.forms.reports import QuarterFilter
from partners.models import Report
from partners.report_pdf import pdf_of
from partners.report_words import Document, document, older
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import AccessEvent
from portal.pages import page


@dataclass(frozen=True)
class Row:
    """One report of the office, or one office with the report that stands of it."""

    name: str
    order: Any
    report: Report | None

    @property
    def state(self) -> str:
        if self.report is None:
            return _("not submitted")
        if not self.report.is_submitted:
            return _("draft")
        return _("submitted") if not self.report.replaces_id else _("submitted, corrected")

    @property
    def submitted_on(self) -> date | None:
        at = self.report.submitted_at if self.report else None
        return localtime(at, self.report.office.zone).date() if self.report and at else None

    @property
    def submitted_by(self) -> str:
        return self.report.submitted_by.name if self.report and self.report.submitted_by else ""

    @property
    def written_by(self) -> str:
        return self.report.written_by.name if self.report else ""


def figure(name: str) -> Callable[[Row], Any]:
    return lambda row: row.report.figures.get(name) if row.report else None


STATE: tuple[Column, ...] = (
    Column("state", gettext_lazy("State"), lambda row: row.state, lambda row: row.state),
    Column("submitted_on", gettext_lazy("Submitted on"), lambda row: row.submitted_on, lambda row: row.submitted_on),
    Column("submitted_by", gettext_lazy("By"), lambda row: row.submitted_by, low=True),
    Column("contacts", gettext_lazy("Contacts"), figure("entries"), numeric=True, low=True),
)


def columns(first: str, label: str) -> Sequence[Column]:
    return (Column(first, label, lambda row: row.name, lambda row: row.order), *STATE)


WRITTEN_BY = Column("written_by", gettext_lazy("Written by"), lambda row: row.written_by, low=True)


@page(Permission.REPORT_VIEW)
def report_list(request: PortalRequest) -> HttpResponse:
    """What the office has reported; for EOUSA which of the 94 have submitted a quarter and which have not."""
    return of_own(request) if request.hat.is_of_an_office else of_nation(request)


def of_own(request: PortalRequest) -> HttpResponse:
    """Every report of the reader’s office, newest quarter first."""
    rows = [
        Row(one.title, (one.quarter_on, one.pk), one)
        for one in Report.objects.for_everybody().select_related("written_by")
    ]
    listing = Listing(
        request, rows, [*columns("quarter", _("Quarter")), WRITTEN_BY], "-quarter", row_url=url_of,
        empty=_("Your office has written no report yet."),
    )  # fmt: skip
    if listing.wants_export:
        return listing.export("reports")
    last = quarters.before(quarters.quarter_of(localdate()))
    is_there = any(row.report and row.report.quarter_on == last and row.report.is_submitted for row in rows)
    told = _("Your office’s report on %(quarter)s is submitted.") if is_there else _(
        "Your office has not submitted its report on %(quarter)s."
    )  # fmt: skip
    shown = {"listing": listing, "sentence": told % {"quarter": quarters.label(last)}, "caption": _("Reports")}
    return render(request, "partners/report_list.html", shown | {"may_write": request.hat.may(Permission.REPORT_WRITE)})


def of_nation(request: PortalRequest) -> HttpResponse:
    """One quarter, the last that is over unless said: who has submitted, and who has not."""
    form = QuarterFilter(request.GET, on=localdate(), is_over=True)
    is_good = form.is_valid()
    standing = {one.office_id: one for one in Report.objects.for_everybody().submitted().filter(quarter_on=form.chosen)}
    rows = [Row(o.abbreviation, place, standing.get(o.pk)) for place, o in enumerate(gazetteer.offices().values())]
    code = quarters.code(form.chosen)
    listing = Listing(
        request, rows, columns("office", _("Office")), "office", form, row_url=url_of, stamps={"quarter": code}
    )
    if listing.wants_export and is_good:
        return listing.export(f"reports-{code}")
    shown = {"listing": listing, "sentence": submitted(form.chosen, len(standing), len(rows)), "caption": _("Offices")}
    shown |= {"problems": form.errors, "is_national": True}
    return render(request, "partners/report_list.html", shown, status=200 if is_good else 400)


def submitted(quarter: date, some: int, whole: int) -> str:
    if not some:
        told = _("None of the %(all)d offices has submitted a report on %(quarter)s.")
        return told % {"all": whole, "quarter": quarters.label(quarter)}
    told = ngettext(
        "%(some)d of %(all)d offices has submitted a report on %(quarter)s.",
        "%(some)d of %(all)d offices have submitted a report on %(quarter)s.",
        some,
    )
    return told % {"some": some, "all": whole, "quarter": quarters.label(quarter)}


def url_of(row: Row) -> str:
    return reverse("report-detail", args=[row.report.pk]) if row.report else ""


@page(Permission.REPORT_VIEW)
def report_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """The report as its reader gets it, to read or print."""
    report = get_object_or_404(Report.objects.for_everybody(), pk=pk)
    is_own = request.hat.is_of_an_office
    later = Report.objects.for_everybody().filter(replaces=report).first()
    shown = {
        "report": report,
        "document": as_document(request, report),
        "later": later,
        "older": older(report),
        "may_write": is_own and not report.is_submitted and request.hat.may(Permission.REPORT_WRITE),
        "may_submit": is_own and not report.is_submitted and request.hat.may(Permission.REPORT_SUBMIT),
        "may_correct": is_own and report.is_submitted and not later and request.hat.may(Permission.REPORT_WRITE),
    }
    return render(request, "partners/report_detail.html", shown)


def as_document(request: PortalRequest, report: Report) -> Document:
    """With the names of organizations for the office alone: EOUSA’s role could not read them."""
    return document(report, report.organizations if request.hat.is_of_an_office else None)


@page(Permission.REPORT_VIEW)
def report_pdf(request: PortalRequest, pk: int) -> HttpResponse:
    """The same as a tagged PDF. That it left the portal is kept."""
    report = get_object_or_404(Report.objects.for_everybody(), pk=pk)
    name = f"report-{report.office.court_id}-{quarters.code(report.quarter_on)}"
    response = HttpResponse(pdf_of(as_document(request, report)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    request.notes.append((AccessEvent.Kind.EXPORT, {"name": name, "report": report.pk}))
    return response
