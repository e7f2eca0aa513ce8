"""EOUSA's roster: upload a file, look at what each row would do, apply it."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access import Permission
from portal.forms.files import FateForm
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page, taken
from specialists.forms.roster import RosterForm
from specialists.models import RosterUpload
from specialists.roster.judging import Fate
from specialists.roster.reading import EXAMPLES, Table

WORST_FIRST = {Fate.REFUSED: 0, Fate.CHANGED: 1, Fate.NEW: 2, Fate.SAME: 3}
ROW_COLUMNS = (
    Column("row", gettext_lazy("Row"), lambda row: row["number"], lambda row: row["number"], numeric=True),
    Column("office", gettext_lazy("Office"), lambda row: _cell(row, "office"), lambda row: _cell(row, "office")),
    Column("who", gettext_lazy("Who"), lambda row: _cell(row, "person") or _cell(row, "email")),
    Column(
        "fate",
        gettext_lazy("Result"),
        lambda row: Fate(row["fate"]).label,
        lambda row: (WORST_FIRST[row["fate"]], row["number"]),
    ),
    Column("words", gettext_lazy("What it does, or why not"), lambda row: row["words"]),
)
UPLOAD_COLUMNS = (
    Column("uploaded_at", gettext_lazy("Uploaded"), lambda upload: upload.uploaded_at, "uploaded_at"),
    Column("file", gettext_lazy("File"), lambda upload: upload.file_name),
    Column("table", gettext_lazy("Roster of"), lambda upload: Table(upload.table).label),
    Column("by", gettext_lazy("By"), lambda upload: upload.uploaded_by.name),
    Column("state", gettext_lazy("State"), lambda upload: upload.get_state_display()),
)


@page(Permission.ROSTER_IMPORT)
def roster_list(request: PortalRequest) -> HttpResponse:
    """Send a roster; below, those of before."""
    form = RosterForm(request.POST, request.FILES) if request.method == "POST" else RosterForm()
    key = uuid4()
    if taken(form, RosterUpload.objects.receive, by=request.person, on=localdate(), pk=key):
        return redirect("roster-detail", key)
    listing = Listing(
        request,
        RosterUpload.objects.defer("rows").select_related("uploaded_by"),
        UPLOAD_COLUMNS,
        "-uploaded_at",
        row_url=lambda upload: reverse("roster-detail", args=[upload.pk]),
        empty=_("No roster has been uploaded yet. Download a template, fill it in, and upload it above."),
    )
    if listing.wants_export:
        return listing.export("roster-uploads")
    facts = {"form": form, "listing": listing, "tables": Table.choices}
    return render(request, "specialists/roster_list.html", facts, status=422 if form.errors else 200)


@page(Permission.ROSTER_IMPORT)
def roster_detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What each row would do, or has done."""
    upload = get_object_or_404(RosterUpload, pk=pk)
    filters = FateForm(request.GET or None, fates=Fate)
    rows = [row for row in upload.rows if filters.chosen in {"", row["fate"]}]
    listing = Listing(request, rows, ROW_COLUMNS, "fate", filters, empty=_("No row has this result."))
    if listing.wants_export:
        return listing.export("roster-rows")
    facts = {
        "upload": upload,
        "listing": listing,
        "sentence": counted(upload),
        "more": next_step(upload),
        "steps": steps(upload),
        "refused": upload.counts[Fate.REFUSED],
        "unread": ", ".join(upload.sheet.unread),
    }
    return render(request, "specialists/roster_detail.html", facts)


@page(Permission.ROSTER_IMPORT)
def roster_apply(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The last look, then all rows that are not refused in one go."""
    upload = get_object_or_404(RosterUpload, pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if taken(form, upload.apply, by=request.person, on=localdate()):
        if upload.is_applied:
            messages.success(request, written(upload))
        else:
            messages.warning(request, _("The record has changed since the check. Nothing is written; look again."))
        return redirect("roster-detail", pk)
    facts = {"form": form, "upload": upload, "will": will_write(upload)}
    return render(request, "specialists/roster_apply.html", facts, status=422 if form.errors else 200)


@page(Permission.ROSTER_IMPORT)
def roster_refused(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The refused rows as they came, with the reason: to be corrected and sent again."""
    upload = get_object_or_404(RosterUpload, pk=pk)
    rows = [row for row in upload.rows if row["fate"] == Fate.REFUSED]
    columns = [_cell_column(name) for name in upload.sheet.columns if name not in {"row", "reason", "notice"}]
    columns += [Column("row", "", lambda row: row["number"], lambda row: row["number"])]
    columns += [Column("reason", "", lambda row: row["words"])]
    return Listing(request, rows, columns, "row").export("roster-refused")


@page(Permission.ROSTER_IMPORT)
def roster_template(request: PortalRequest, table: str) -> HttpResponse:
    """A file to fill in: the header and one row marked as an example."""
    if table not in Table.values:
        raise Http404
    example = EXAMPLES[Table(table)]
    columns = [_cell_column(name) for name in example]
    return Listing(request, [{"cells": example}], columns, next(iter(example))).export(f"roster-{table.lower()}")


def counted(upload: RosterUpload) -> str:
    """The answer of the page: how many rows have which fate."""
    rows = ngettext("%(count)d row", "%(count)d rows", len(upload.rows)) % {"count": len(upload.rows)}
    fates = ", ".join(f"{count} {fate.label}" for fate, count in upload.counts.items() if count)
    return _("%(rows)s: %(fates)s.") % {"rows": rows, "fates": fates}


def next_step(upload: RosterUpload) -> str:
    """What has happened and what comes next."""
    if upload.is_applied:
        return written(upload)
    if not upload.to_write:
        return _("Nothing is written, and there is nothing to write.")
    return _("Nothing is written yet. Look at the rows, then apply.")


def written(upload: RosterUpload) -> str:
    """What applying has done."""
    return ngettext(
        "%(count)d row was written. Applying again changes nothing.",
        "%(count)d rows were written. Applying again changes nothing.",
        upload.to_write,
    ) % {"count": upload.to_write}


def will_write(upload: RosterUpload) -> list[str]:
    """What applying will do, one sentence for each fate that occurs."""
    counts = upload.counts
    said = {
        Fate.NEW: ngettext("%(n)d new row enters the record.", "%(n)d new rows enter the record.", counts[Fate.NEW]),
        Fate.CHANGED: ngettext(
            "%(n)d row takes the place of an older one, which stays readable.",
            "%(n)d rows take the place of older ones, which stay readable.",
            counts[Fate.CHANGED],
        ),
        Fate.SAME: ngettext("%(n)d row changes nothing.", "%(n)d rows change nothing.", counts[Fate.SAME]),
        Fate.REFUSED: ngettext(
            "%(n)d refused row stays out; you can download it with its reason.",
            "%(n)d refused rows stay out; you can download them with their reasons.",
            counts[Fate.REFUSED],
        ),
    }
    return [sentence % {"n": counts[fate]} for fate, sentence in said.items() if counts[fate]]


def steps(upload: RosterUpload) -> list[dict[str, Any]]:
    """Where the file stands."""
    done = upload.is_applied
    return [
        {"label": _("Uploaded"), "done": True, "current": False, "note": upload.file_name},
        {"label": _("Checked"), "done": True, "current": not done, "note": ""},
        {"label": _("Applied"), "done": done, "current": done, "note": ""},
    ]


def _cell(row: dict[str, Any], name: str) -> str:
    return str(row["cells"].get(name, ""))


def _cell_column(name: str) -> Column:
    return Column(name, name, lambda row: _cell(row, name), lambda row: _cell(row, name))
