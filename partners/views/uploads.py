"""Importing a log: send a file, say which column is what and who is meant, look at every row, write."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.directory import Suggestion, known_names, our_partners, suggestions
from partners.forms.uploads import ColumnsForm, LogForm, NamesForm
from partners.importing.values import EXAMPLE
from partners.models import Upload
from partners.models.upload import samples
from partners.resembling import resembling
from partners.upload_words import counted, is_how_far, steps, will_write
from portal import gazetteer
from portal.access import Permission
from portal.carried import is_by_script
from portal.downloads import download
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page, taken

NAMES_AT_ONCE = 25
"""Names of organizations that one page asks about."""
COLUMNS = (
    Column("uploaded_at", gettext_lazy("Uploaded"), lambda upload: upload.uploaded_at, "uploaded_at"),
    Column("file", gettext_lazy("File"), lambda upload: upload.file_name),
    Column("rows", gettext_lazy("Rows"), lambda upload: upload.total, numeric=True),
    Column("written", gettext_lazy("Entries written"), lambda upload: upload.written, numeric=True),
    Column("state", gettext_lazy("State"), lambda upload: upload.get_state_display()),
    Column("by", gettext_lazy("By"), lambda upload: upload.uploaded_by.name, low=True),
)
EXAMPLE_ROW = {
    "key": "2026-001",
    "day": "2026-03-04",
    "kind": "training of professionals",
    "organizations": "Safe Harbor (invented); Dallas Police (invented)",
    "duty": "5",
    "line": EXAMPLE,
    "notes": "",
    "minutes": "90",
    "trained": "LAW_ENFORCEMENT:12; PROSECUTORS:3",
    "people educated": "",
    "audience": "professionals",
    "topics": "FIREARMS RELINQUISHMENT",
    "populations": "RURAL",
    "needs": "SHELTER TRANSPORT",
    "counties": "Dallas County, Texas",
    "materials": "",
}


@page(Permission.OUTREACH_LOG)
def upload_list(request: PortalRequest) -> HttpResponse:
    """The files of before."""
    listing = Listing(
        request,
        Upload.objects.select_related("uploaded_by"),
        COLUMNS,
        "-uploaded_at",
        row_url=lambda upload: reverse("upload-detail", args=[upload.pk]),
        empty=_("Your office has uploaded no log yet."),
    )
    if listing.wants_export:
        return listing.export("uploads")
    return render(request, "partners/upload_list.html", {"listing": listing})


@page(Permission.OUTREACH_LOG)
def upload_create(request: PortalRequest) -> HttpResponse:
    """Send a file."""
    form = LogForm(request.POST, request.FILES) if request.method == "POST" else LogForm()
    key, office = uuid4(), gazetteer.offices()[request.hat.court_id]
    if taken(form, Upload.objects.receive, office=office, by=request.person, at=now(), pk=key):
        return redirect("upload-columns", key)
    return render(request, "partners/upload_create.html", {"form": form}, status=422 if form.errors else 200)


@page(Permission.OUTREACH_LOG)
def upload_template(request: PortalRequest) -> HttpResponse:
    """A file to fill in: the heads, and one row marked as an example."""
    return download(request, "log-to-import", [*EXAMPLE_ROW], [EXAMPLE_ROW], lambda row: [*row.values()])


@page(Permission.OUTREACH_LOG)
def upload_columns(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say which column is what; then every row is judged."""
    upload = get_object_or_404(Upload, pk=pk)
    if not upload.is_open:
        return redirect("upload-detail", pk)
    cells = samples(upload.heads, upload.first_rows())
    form = ColumnsForm(
        request.POST if request.method == "POST" else None, how=upload.how, heads=upload.heads, samples=cells
    )
    if taken(form, upload.match, by=request.person, on=localdate()):
        return redirect("upload-names" if upload.names or upload.counts["SOFT"] else "upload-detail", pk)
    facts = {"form": form, "upload": upload, "steps": steps(upload)}
    return render(request, "partners/upload_columns.html", facts, status=422 if form.errors else 200)


@page(Permission.OUTREACH_LOG)
def upload_names(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say which organizations are meant, and give the one reason that the file needs."""
    upload = get_object_or_404(Upload, pk=pk)
    if upload.state != Upload.State.CHECKED:
        return redirect("upload-detail", pk)
    waiting = names_to_ask(upload, decided="decided" in request.GET)
    asked = waiting[:NAMES_AT_ONCE]
    form = NamesForm(
        request.POST if request.method == "POST" else None,
        names=asked,
        near=near(asked, request.hat.office_id),
        chosen=upload.chosen,
        because=upload.because,
        needs_reason=upload.counts.get("SOFT", 0),
    )
    more = len(waiting) - len(asked)
    if taken(form, upload.settle, by=request.person, on=localdate()):
        return redirect("upload-names" if more and "decided" not in request.GET else "upload-detail", pk)
    facts = {"form": form, "upload": upload, "steps": steps(upload), "more": more, "decided": len(upload.choices)}
    return render(request, "partners/upload_names.html", facts, status=422 if form.errors else 200)


def names_to_ask(upload: Upload, *, decided: bool) -> list[list[Any]]:
    """The names that nobody knows and about which something was said, or nothing yet."""
    return [name for name in upload.names if (name[0] in upload.choices) is decided]


def near(asked: Iterable[list[Any]], office_id: int | None) -> dict[str, list[Suggestion]]:
    """“Is it one of these?” for each name: the entries that may be meant, the most alike first."""
    known = known_names()
    keys = {plain: resembling(name, known) for plain, name, _rows in asked}
    found = suggestions(sorted({pk for some in keys.values() for pk in some}), our_partners(office_id))
    by_key = {one.pk: one for one in found}
    return {plain: [by_key[pk] for pk in some if pk in by_key] for plain, some in keys.items()}


@page(Permission.OUTREACH_LOG)
def upload_apply(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The last look, then so many rows at a time; a script goes on by itself."""
    upload = get_object_or_404(Upload, pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if taken(form, upload.write_next, by=request.person, on=localdate()):
        if is_by_script(request):
            is_over = upload.state == Upload.State.APPLIED
            facts = {"done": upload.done, "total": upload.total, "text": is_how_far(upload), "is_over": is_over}
            return JsonResponse(facts)
        return redirect("upload-detail", pk)
    facts = {"form": form, "upload": upload, "will": will_write(upload)}
    return render(request, "partners/upload_apply.html", facts, status=422 if form.errors else 200)


@page(Permission.OUTREACH_LOG)
def upload_discard(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Throw a file away of which nothing is written."""
    upload = get_object_or_404(Upload, pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if taken(form, upload.discard):
        return redirect("upload-list")
    will = [_("The file and what was said about it are deleted."), _("Nothing of it was written to the log.")]
    facts = {"form": form, "upload": upload, "will": will, "sentence": counted(upload)}
    return render(request, "partners/upload_discard.html", facts, status=422 if form.errors else 200)
