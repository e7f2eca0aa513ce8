"""An uploaded file: what each row would do, how far writing is, what it has written."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.importing.judging import Fate
from partners.models import Upload
from partners.upload_rows import AT_ONCE, Rows, Shown
from partners.upload_words import counted, is_how_far, next_act, steps, undecided
from portal.access import Permission
from portal.downloads import download
from portal.forms.files import FateForm
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page

FARTHEST = 200_000


@page(Permission.OUTREACH_LOG)
def upload_detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The rows with their fates; while they are written, how far that is."""
    upload = get_object_or_404(Upload, pk=pk)
    if upload.state == Upload.State.READ:
        return redirect("upload-columns", pk)
    filters = FateForm(request.GET or None, fates=Fate)
    rows = Rows(upload, filters.chosen)
    if request.GET.get("format") == "csv":
        heads = [*upload.heads, "row", "result", "reason"]
        return download(request, "import-rows", heads, rows, exported)
    facts = {
        "upload": upload,
        "listing": listed(request, upload, rows, filters) if upload.is_open else None,
        "sentence": counted(upload),
        "more": is_how_far(upload),
        "steps": steps(upload),
        "next": next_act(upload),
        "may_write_now": bool(upload.is_open and undecided(upload) and upload.count(Fate.NEW)),
        "refused": upload.count(Fate.REFUSED) if upload.is_open else 0,
        "is_running": upload.state == Upload.State.RUNNING,
    }
    return render(request, "partners/upload_detail.html", facts)


def exported(row: Shown) -> list[Any]:
    return [*row.cells, row.number, Fate(row.fate).label, row.words]


def listed(request: PortalRequest, upload: Upload, rows: Rows, filters: FateForm) -> Listing:
    """One page of the rows."""
    start = place_of(request.GET.get("from", ""))
    shown = rows.page(start)
    listing = Listing(request, shown, columns_of(upload), "row", filters, empty=_("No row has this result."))
    query = f"?fate={filters.chosen}&from="
    listing.next_url = f"{query}{start + AT_ONCE}" if start + AT_ONCE < len(rows) else ""
    listing.previous_url = f"{query}{max(0, start - AT_ONCE)}" if start else ""
    if shown:
        facts = {"first": f"{start + 1:,}", "last": f"{start + len(shown):,}", "all": f"{len(rows):,}"}
        listing.sentence = _("Rows %(first)s to %(last)s of %(all)s") % facts
    return listing


def place_of(text: str) -> int:
    return min(int(text), FARTHEST) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def columns_of(upload: Upload) -> list[Column]:
    """The row, its fate, and what the file says of day, organizations and line."""
    how = upload.how

    def cell(name: str) -> Any:
        return lambda row: how.cell(row.cells, name)

    return [
        Column("row", gettext_lazy("Row"), lambda row: row.number, lambda row: row.number, numeric=True),
        Column("day", gettext_lazy("Day"), cell("day")),
        Column("organizations", gettext_lazy("Organizations"), cell("organizations")),
        Column("line", gettext_lazy("In one line"), cell("line"), low=True),
        Column("fate", gettext_lazy("Result"), lambda row: Fate(row.fate).label),
        Column("words", gettext_lazy("What it does, or why not"), lambda row: row.words),
    ]
