"""The first page of an organization's people: what offices share with it, and its next step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partners.entries import InWords
from partners.models import NextStep
from partners.promises import due_words
from partners.shared import Shared
from partners.views.own_entry import Door, own_door
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page, taken

READ = ("id", "text", "side", "state", "due_on", "office_name", "closed_by_partner", "closed_on")


@page(Permission.OWN_ENTRY_VIEW)
def shared_list(request: PortalRequest) -> HttpResponse:
    """Next steps and contacts that offices share, who answers, and how the organization's own entry stands."""
    day = localdate()
    door, shared = own_door(request), Shared(day)
    entry = door.word.entry()
    words = InWords(entry, day) if entry else None
    shown = {
        "door": door,
        "shared": shared,
        "words": words,
        "action": next_action(door, shared, words),
        "may_manage": request.hat.may(Permission.MEMBER_MANAGE),
    }
    return render(request, "partners/shared_list.html", shown)


def next_action(door: Door, shared: Shared, words: InWords | None) -> dict[str, Any]:
    """The one thing to do next: a promise of its own, a proposal to answer, an entry to confirm or to write."""
    if shared.theirs:
        return {"step": shared.theirs[0]}
    if not door.may_edit:
        return {}
    proposals = door.proposals()
    if proposals:
        label = _("Answer what %(office)s proposes to share") % {"office": proposals[0].office}
        return {"label": label, "url": door.url("-proposal", proposals[0].pk)}
    if words is None:
        return {"label": _("Write your entry"), "url": door.url("-edit")}
    return {} if words.is_verified else {"label": _("Confirm your entry"), "url": door.url()}


def shared_step(pk: int) -> NextStep:
    """A step that is shared, with nothing but what the organization may read of it."""
    return get_object_or_404(NextStep.objects.only(*READ), pk=pk)


@page(Permission.SHARED_STEP_CLOSE)
def shared_step_close(request: PortalRequest, pk: int) -> HttpResponse:
    """Say that what the organization promised is done."""
    step = shared_step(pk)
    words = {
        "title": _("Done"),
        "sentence": _("Is this done? %(text)s") % {"text": step.text},
        "more": due_words(step.due_on, localdate()).capitalize() + ".",
        "will": [
            _("%(office)s reads that it is done, and that your organization said so.") % {"office": step.office_name},
            _("Today you can still take it back."),
        ],
        "submit": _("Yes, it is done"),
        "done": _("“%(text)s” is done. You can take it back below, today.") % {"text": step.text},
    }
    return act(request, step.keep_as_partner, words)


@page(Permission.SHARED_STEP_CLOSE)
def shared_step_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """Take that back."""
    step = shared_step(pk)
    words = {
        "title": _("Not done"),
        "sentence": _("Is this not done after all? %(text)s") % {"text": step.text},
        "will": [_("The step is open again, for you and for %(office)s.") % {"office": step.office_name}],
        "submit": _("Open it again"),
        "done": _("“%(text)s” is open again.") % {"text": step.text},
    }
    return act(request, step.reopen_as_partner, words)


def act(request: PortalRequest, verb: Callable[..., None], words: dict[str, Any]) -> HttpResponse:
    """Do it once, then go back to the list."""
    form, day = Form(request.POST if request.method == "POST" else None), localdate()
    if taken(form, verb, on=day):
        messages.success(request, words["done"])
        return redirect("home")
    shown = words | {"form": form, "back": reverse("home")}
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)
