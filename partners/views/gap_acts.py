"""What is said about a gap: who sees to it, or why nobody."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import gap_words as words
from partners.forms.gaps import AcceptGapForm, OwnGapForm
from partners.gap_reading import Gap, State
from partners.models import GapCare, Outreach
from partners.views.gaps import gap_or_404, gap_url
from partners.views.step_acts import data_of, own_office, today_at
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page, taken


def act(request: PortalRequest, gap: Gap, form: Form, verb: Callable[..., Any], said: dict[str, Any]) -> HttpResponse:
    """Show the form with what it will do; carried out, go back and say so."""
    office = own_office(request)
    done = partial(verb, office=office, gap=gap.spot)
    if taken(form, done, by=request.person, on=today_at(office)):
        messages.success(request, said["done"])
        return redirect("gap-list") if gap.state == State.MET else redirect("gap-detail", gap.spot.key)
    shown = said | {"form": form, "back": gap_url(gap), "sentence": words.title(gap.spot, office)}
    return render(request, "partners/gap_act.html", shown, status=422 if form.errors else 200)


@page(Permission.GAP_EDIT)
def gap_own(request: PortalRequest, gap: str) -> HttpResponse:
    """Somebody of the office sees to it."""
    found = gap_or_404(request, gap)
    form = OwnGapForm(data_of(request), office=own_office(request), initial={"owner": request.person})
    will = [_("It stands under this person’s name for the whole office, and is handed over when the person leaves.")]
    said = {"title": _("See to a gap"), "will": will, "submit": _("Save"), "done": _("Somebody sees to this gap.")}
    return act(request, found, form, GapCare.objects.own, said)


@page(Permission.GAP_EDIT)
def gap_accept(request: PortalRequest, gap: str) -> HttpResponse:
    """Nobody sees to it, and why."""
    found = gap_or_404(request, gap)
    office = own_office(request)
    since = Outreach.objects.first_to_see(office, found.spot)
    form = AcceptGapForm(data_of(request), since=since, initial={"accepted_on": today_at(office)})
    will = [
        _("The gap counts as accepted, with this day and reason; it can be opened again."),
        _("Your office reads the reason; EOUSA reads that it is accepted, where it is told of the gap at all."),
    ]
    said = {"title": _("Accept a gap"), "will": will, "submit": _("Accept it"), "done": _("The gap is accepted.")}
    return act(request, found, form, GapCare.objects.accept, said)


OFF: dict[str, Any] = {
    "title": gettext_lazy("Take it off the list"),
    "will": [gettext_lazy("It is met, so it leaves the list. What was said stays on record; if the need is seen there "
                          "again and nobody meets it, it is an open gap again.")],
    "submit": gettext_lazy("Take it off"),
    "done": gettext_lazy("The gap is off the list."),
}  # fmt: skip
"""Of a gap that is met."""


@page(Permission.GAP_EDIT)
def gap_reopen(request: PortalRequest, gap: str) -> HttpResponse:
    """What was said about it is taken back."""
    found = gap_or_404(request, gap)
    if found.state == State.MET:
        return act(request, found, Form(data_of(request)), GapCare.objects.reopen, OFF)
    will = [_("Nobody sees to it, and it is not accepted: it is open again. What was said stays on record.")]
    said = {"title": _("Open it again"), "will": will, "submit": _("Open it"), "done": _("The gap is open again.")}
    return act(request, found, Form(data_of(request)), GapCare.objects.reopen, said)
