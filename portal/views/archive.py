"""Everything that an office owns, taken out at once."""

from collections.abc import Iterator
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now

from portal import gazetteer
from portal.access import Permission
from portal.archive import Archive
from portal.hats import PortalRequest
from portal.models import AccessEvent
from portal.pages import page


@page(Permission.OFFICE_TAKE_OUT)
def archive_create(request: PortalRequest) -> HttpResponse:
    """Says what will be in the file; pressed, it comes bit by bit."""
    office = gazetteer.offices()[request.hat.court_id]
    if request.method != "POST":
        return render(request, "portal/archive_create.html", {"office": office, "back": reverse("home")})
    archive = Archive(office, taken_by=request.person, at=now())
    request.notes.append((AccessEvent.Kind.EXPORT, {"name": "archive", "begun": True}))
    sent = StreamingHttpResponse(noted(request, archive), content_type="application/zip")
    name = f"ninety-four-{office.court_id}-{localdate().isoformat()}.zip"
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast(HttpResponse, sent)


def noted(request: PortalRequest, archive: Archive) -> Iterator[bytes]:
    """The file; however it ends, the trail keeps how many rows of which table were sent."""
    is_whole = False
    try:
        yield from archive.bits()
        is_whole = True
    finally:
        detail = {"name": "archive", "rows": sum(archive.counts.values()), "tables": archive.counts, "whole": is_whole}
        request.notes.append((AccessEvent.Kind.EXPORT, detail))
