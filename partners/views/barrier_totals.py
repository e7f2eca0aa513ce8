"""Barriers of the nation by kind: open, removed, staying. Never an office, an organization or a word."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.barrier_counts import of_nation, totals
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page


def number(name: str) -> Callable[[Any], int]:
    return lambda row: getattr(row, name)


COLUMNS = (
    Column("kind", gettext_lazy("Kind"), lambda row: row.label, lambda row: row.order),
    Column("open", gettext_lazy("Open"), number("open"), number("open"), numeric=True),
    Column("removed", gettext_lazy("Removed"), number("removed"), number("removed"), numeric=True),
    Column("stays", gettext_lazy("Stays, for a reason"), number("stays"), number("stays"), numeric=True),
)


@page(Permission.OUTREACH_FIGURES_VIEW)
def barrier_totals(request: PortalRequest) -> HttpResponse:
    """How many barriers all offices see, by kind; also as CSV."""
    rows, known = totals(), now()
    stamps = {"known": known.isoformat(timespec="seconds")}
    listing = Listing(
        request, rows, COLUMNS, "kind", api_url=reverse("api-barrier-totals"), stamps=stamps,
        sentence=_("All offices together"),
    )  # fmt: skip
    if listing.wants_export:
        return listing.export("barrier-totals")
    shown = {"listing": listing, "sentence": of_nation(rows), "known": known}
    shown["may_look"] = request.hat.may(Permission.BARRIER_VIEW)
    return render(request, "partners/barrier_totals.html", shown)
