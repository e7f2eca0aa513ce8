"""Writing a report: begin it, edit its words, count again, submit. Each act says first what it will do."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from partners.duties import DUTIES, about
from partners.forms.reports import ReportForm, SeenForm, TextForm
from partners.models import Report
from partners.models.reported import lines_of
from partners.report_words import counted_at, older
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page, taken

Words = dict[str, Any]


@page(Permission.REPORT_WRITE)
def report_create(request: PortalRequest) -> HttpResponse:
    """Choose a quarter; its figures are counted and a first text is written."""
    office = gazetteer.offices()[request.hat.court_id]
    form = ReportForm(request.POST or None, on=localdate(), asked=request.GET.get("quarter", ""))
    made: list[Report] = []

    def begin(**facts: Any) -> None:
        made.append(Report.objects.begin(office=office, by=request.person, at=now(), **facts))

    if taken(form, begin):
        messages.success(request, _("The report is begun. Read its first text, and change what should be said."))
        return redirect("report-edit", made[0].pk)
    return asked(request, form, words_of_beginning(), reverse("report-list"))


def words_of_beginning() -> Words:
    return {
        "title": _("New report"),
        "sentence": _("Which quarter do you report on?"),
        "place": _("Quarterly reports"),
        "will": [
            _("The figures are counted from the entries of the quarter, as they stand now."),
            _("A first text is written from the figures. You change it as you like; no note of an entry is copied."),
            _(
                "Where a report on the quarter was submitted already, this one begins with its text and corrects it. "
                "Sentences that the portal wrote are counted anew; what your office wrote stays."
            ),
            _("EOUSA sees nothing of it before it is submitted."),
        ],
        "submit": _("Begin the report"),
    }


@page(Permission.REPORT_WRITE)
def report_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """The words of the report, part by part; the figures beside them do not change."""
    report = open_report(request, pk)
    form = TextForm(request.POST or None, texts=report.texts, seen=report.edited_at)

    def write(*, seen: Any, by: Any, **texts: str) -> None:
        report.write(texts=texts, seen=seen, by=by, at=now())

    if taken(form, write, by=request.person):
        messages.success(request, _("The text is saved."))
        return redirect("report-detail", pk)
    shown = {"report": report, "form": form, "lines": lines(report), "counted_at": counted_at(report)}
    shown |= {"older": older(report)}
    return render(request, "partners/report_edit.html", shown, status=422 if form.errors else 200)


def lines(report: Report) -> list[tuple[str, list[tuple[Any, str]]]]:
    """The lines of the entries that were counted, by duty."""
    found = lines_of(report.office, report.quarter_on, known=report.figures_at)
    by_duty = [(f"{duty.value}. {about(duty).title}", [row[1:] for row in found if row[0] == duty]) for duty in DUTIES]
    return [(title, rows) for title, rows in by_duty if rows]


@page(Permission.REPORT_WRITE)
def report_count(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the figures as they are now."""
    report = open_report(request, pk)
    count = partial(report.count_again, at=now())
    words = {
        "title": _("Count again"),
        "sentence": _("Count the figures of %(quarter)s again?") % {"quarter": report.title},
        "will": [
            _("Figures and organizations are taken from the entries as they stand now, instead of on %(at)s.")
            % {"at": counted_at(report)},
            _("The text stays as it is. Look whether it still says what the figures say."),
        ],
        "submit": _("Count again"),
        "done": _("The figures are counted again."),
    }
    return act(request, report, Form(posted(request)), count, words)


@page(Permission.REPORT_SUBMIT)
def report_submit(request: PortalRequest, pk: int) -> HttpResponse:
    """Send it to EOUSA."""
    report = open_report(request, pk)
    words = {
        "title": _("Submit"),
        "sentence": _("Submit the report on %(quarter)s to EOUSA?") % {"quarter": report.title},
        "will": [
            _("EOUSA reads the text, and the figures as counted on %(at)s.") % {"at": counted_at(report)},
            *filter(None, [older(report)]),
            _("Names of organizations stay in your office’s copy, except for what your text says."),
            _("From then on the report stands as it is. A correction is a new report that takes its place."),
        ],
        "submit": _("Submit the report"),
        "done": _("The report is submitted. EOUSA can read it now."),
    }  # fmt: skip
    form = SeenForm(posted(request), seen=report.changed_at)
    return act(request, report, form, partial(report.submit, at=now(), on=localdate()), words)


def open_report(request: PortalRequest, pk: int) -> Report:
    """A report of the reader’s office. One that is submitted refuses every change by itself, in a sentence."""
    return get_object_or_404(Report.objects.select_related("office"), pk=pk, office=request.hat.office_id)


def posted(request: PortalRequest) -> Any:
    """What was sent, also where a form has nothing to fill in."""
    return request.POST if request.method == "POST" else None


def act(request: PortalRequest, report: Report, form: Form, verb: Callable[..., Any], words: Words) -> HttpResponse:
    """Show what it will do; carried out, go back to the report."""
    if taken(form, verb, by=request.person):
        messages.success(request, words["done"])
        return redirect("report-detail", report.pk)
    return asked(request, form, words | {"place": report.title}, reverse("report-detail", args=[report.pk]))


def asked(request: PortalRequest, form: Form, words: Words, back: str) -> HttpResponse:
    shown = words | {"form": form, "office": gazetteer.offices()[request.hat.court_id], "back": back}
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)
