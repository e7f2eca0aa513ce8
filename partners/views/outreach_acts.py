"""Changing an entry of the log, deleting it, bringing it back."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.models import NextStep, Outreach, Share
from partners.reading import parties
from partners.views.outreach_detail import rows_or_404
from portal import gazetteer
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page, taken


def standing_or_none(rows: Sequence[Outreach]) -> Outreach | None:
    return None if rows[-1].superseded_at else rows[-1]


def office_of(request: PortalRequest) -> Office:
    return gazetteer.offices()[request.hat.court_id]


def confirmed(request: PortalRequest, entry: UUID, verb: Callable[..., Any], words: dict[str, Any]) -> HttpResponse:
    """What the act will do; carried out, what has happened, on the page of the entry."""
    form = Form(request.POST if request.method == "POST" else None)
    back = reverse("outreach-detail", args=[entry])
    if taken(form, verb, by=request.person, on=local_day(now(), office_of(request).zone)):
        messages.success(request, words["done"])
        return redirect(back)
    shown = words | {"form": form, "office": office_of(request), "place": _("The entry"), "back": back}
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)


@page(Permission.OUTREACH_LOG)
def outreach_delete(request: PortalRequest, entry: UUID) -> HttpResponse:
    """Take an entry off the record, with what hangs on it. Its page then offers the way back."""
    found = standing_or_none(rows_or_404(entry))
    if found is None:
        return redirect("outreach-detail", entry)
    return confirmed(request, entry, found.remove, words_of_deleting(found))


def words_of_deleting(entry: Outreach) -> dict[str, Any]:
    who = ", ".join(party["name"] for party in parties(entry))
    words = {"day": date_format(entry.held_on, "DATE_FORMAT"), "who": who}
    return {
        "title": _("Delete an entry"),
        "sentence": _("Delete the entry of %(day)s with %(who)s?") % words,
        "will": [
            _("It leaves the list, the figures and every report that is counted from now on."),
            *what_goes_too(entry),
            _("Nothing is lost: its page says that it was deleted and by whom, and brings it back."),
        ],
        "submit": _("Delete the entry"),
        "done": _("The entry is deleted. “Undo” below brings it back."),
        "danger": True,
    }


def what_goes_too(entry: Outreach) -> list[str]:
    """The open next steps and the shares, counted."""
    steps = NextStep.objects.open().filter(outreach=entry).count()
    told = Share.objects.filter(outreach=entry, is_shared=True).count()
    said = []
    if steps:
        line = ngettext(
            "%(n)d open next step is dropped, with the reason that the entry was deleted.",
            "%(n)d open next steps are dropped, with the reason that the entry was deleted.",
            steps,
        )
        said.append(line % {"n": steps})
    if told:
        line = ngettext(
            "%(n)d organization no longer reads that it took place.",
            "%(n)d organizations no longer read that it took place.",
            told,
        )
        said.append(line % {"n": told})
    return said


@page(Permission.OUTREACH_LOG)
def outreach_restore(request: PortalRequest, entry: UUID) -> HttpResponse:
    """Bring a deleted entry back as it was, with its next steps and shares."""
    rows = rows_or_404(entry)
    if standing_or_none(rows):
        return redirect("outreach-detail", entry)
    last = Outreach.objects.with_organizations().get(pk=rows[-1].pk)
    words = {
        "title": _("Bring an entry back"),
        "sentence": _("Bring back the entry of %(day)s?") % {"day": date_format(last.held_on, "DATE_FORMAT")},
        "will": [_("It stands in the list again, with the next steps and shares that went with it.")],
        "submit": _("Bring it back"),
        "done": _("The entry is back, with the next steps and shares that went with it."),
    }
    return confirmed(request, entry, last.restore, words)
