"""Entering case counts: one quarter cell by cell, or a file whose rows are looked at before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import case_import, quarters
from partners import case_words as words
from partners.beside import beside, tabled
from partners.case_import import Fate, Judged
from partners.cases import Numbers
from partners.forms.case_counts import HEADS, CountsFileForm, CountsForm, CountsTextForm
from partners.models import CaseCount
from portal import gazetteer
from portal.access import Permission
from portal.downloads import download
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.models import Office, Person
from portal.pages import page, taken


def office_of(request: PortalRequest) -> Office:
    return gazetteer.offices()[request.hat.court_id]


@page(Permission.CASE_COUNT_EDIT)
def case_count_edit(request: PortalRequest, quarter: str) -> HttpResponse:
    """The numbers of one quarter. What is changed is written, and what it replaces stays on record."""
    first, office, counts = quarters.read(quarter, on=localdate()), office_of(request), CaseCount.objects
    form = CountsForm(request.POST or None, standing=counts.grid(office, first))
    entry = Entry(office, request.person, localdate())
    if taken(form, entry.enter, quarter=first):
        messages.success(request, entry.told)
        return redirect(f"{reverse('case-count-list')}?quarter={quarters.code(first)}")
    if form.is_bound and not form.has_error("seen"):
        before = counts.seen(office, first, form.cleaned_data["seen"])
        form.begin_again(before, counts.grid(office, first), request.person)
    shown = {
        "form": form, "rows": list(form.rows), "heads": HEADS, "about": words.about(request.hat.court_id),
        "quarter": {"code": quarters.code(first), "label": quarters.label(first)},
        "sentence": words.asked(first, localdate()),
        "more": words.when_struck(first, now()), "beside": tabled(beside([first])),
    }  # fmt: skip
    return render(request, "partners/case_count_edit.html", shown, status=422 if form.errors else 200)


@dataclass
class Entry:
    """What one person enters, and how many numbers that has changed."""

    office: Office
    by: Person
    on: date
    written: int = 0
    entered: set[date] = field(default_factory=set)
    """The quarters of the file."""

    def enter(self, *, quarter: date, cells: Numbers, **how: Any) -> None:
        made = CaseCount.objects.enter(office=self.office, quarter=quarter, cells=cells, by=self.by, on=self.on, **how)
        self.written += len(made)
        self.entered.add(quarter)

    @transaction.atomic
    def enter_text(self, *, text: str, is_sure: bool) -> None:
        """The rows of a file that were looked at, judged anew: all that write, or none."""
        for quarter, cells in case_import.by_quarter(case_import.judge(text.encode(), on=self.on)).items():
            self.enter(quarter=quarter, cells=cells, is_sure=is_sure)

    @property
    def told(self) -> str:
        if not self.written:
            return _("Nothing was changed, so nothing was written.")
        told = ngettext("%(n)d number is written.", "%(n)d numbers are written.", self.written)
        return told % {"n": self.written}

    @property
    def named(self) -> str:
        """2 numbers are written. Quarters of the file: October to December 2024; January to March 2025."""
        names = "; ".join(map(quarters.label, sorted(self.entered)))
        return f"{self.told} {_('Quarters of the file: %(names)s.') % {'names': names}}" if names else self.told

    @property
    def newest(self) -> str:
        """Where the newest quarter is read."""
        newest = f"?quarter={quarters.code(max(self.entered))}" if self.entered else ""
        return f"{reverse('case-count-list')}{newest}"


@page(Permission.CASE_COUNT_EDIT)
def case_count_import(request: PortalRequest) -> HttpResponse:
    """Send a file, look at what each row would do, write. Nothing is kept in between: the text comes back."""
    if "text" in request.POST:
        return write(request)
    form = CountsFileForm(request.POST or None, request.FILES or None)
    judged = looked_through(form)
    if judged:
        text = case_import.written(row.said for row in judged)
        return looked_at(request, judged, CountsTextForm(initial={"text": text}))
    shown = {"form": form, **around(request)}
    return render(request, "partners/case_count_import.html", shown, status=422 if form.errors else 200)


def looked_through(form: CountsFileForm) -> list[Judged]:
    """The rows of the file that was sent, if one was; what is none is told on the form."""
    if not form.is_valid():
        return []
    try:
        return case_import.judge(form.cleaned_data["counts"].read(), on=localdate())
    except Refused as refusal:
        form.add_error("counts", str(refusal))
    return []


def write(request: PortalRequest) -> HttpResponse:
    form = CountsTextForm(request.POST)
    entry = Entry(office_of(request), request.person, localdate())
    if taken(form, entry.enter_text):
        messages.success(request, entry.named)
        return redirect(entry.newest)
    judged = case_import.judge(request.POST["text"].encode(), on=localdate())
    return looked_at(request, judged, form)


def looked_at(request: PortalRequest, judged: Sequence[Judged], form: CountsTextForm) -> HttpResponse:
    """Each row with its fate, before anything is written."""
    shown = {
        "form": form, "judged": judged, "sentence": counted(judged), "is_asked": "is_sure" in form.errors,
        "writes": sum(row.writes for row in judged), **around(request),
    }  # fmt: skip
    return render(request, "partners/case_count_import.html", shown, status=422 if form.errors else 200)


def around(request: PortalRequest) -> dict[str, Any]:
    """What every number is printed with, and what stands beside it."""
    lately = [*reversed(quarters.lately(localdate(), number=4))]
    return {"about": words.about(request.hat.court_id), "beside": tabled(beside(lately))}


def counted(judged: Sequence[Judged]) -> str:
    """8 rows: 6 numbers are new, 1 number will be corrected, 1 row is refused."""
    told = ngettext("%(n)d row", "%(n)d rows", len(judged)) % {"n": len(judged)}
    return f"{told}: {', '.join(numbers_of(judged))}."


def numbers_of(judged: Sequence[Judged]) -> Iterator[str]:
    for fate in Fate:
        if found := sum(row.fate is fate for row in judged):
            yield case_import.COUNTED[fate] % {"n": found}


@page(Permission.CASE_COUNT_EDIT)
def case_count_template(request: PortalRequest) -> HttpResponse:
    """A file to fill in: each cell of the last quarter that is over."""
    lines = list(case_import.template(localdate()))
    return download(request, "case-counts-template", case_import.HEADS, lines, list)
