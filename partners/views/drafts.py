"""What somebody has begun to type: saved as they type it, shown again, thrown away."""

from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from partners.forms.drafts import (
    WINDOW,
    Sorted,
    is_too_long,
    named,
    says_something,
    sorted_out,
    with_what_stood,
)
from partners.models import Draft, Outreach
from partners.models.draft import EDIT, NEW, Typed
from partners.views.outreach_create import is_other_hat, own_office
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page


class Place(NamedTuple):
    """Where a draft goes: the key of what it will become, its form, and the draft that is there."""

    key: UUID
    form: str
    before: Draft | None = None


@page(Permission.OUTREACH_LOG)
@require_POST
def draft_save(request: PortalRequest) -> HttpResponse:
    """Keep the form as typed so far; what the guard refuses is named and not kept. Answers programs only."""
    key = key_of(request)
    if key is None:
        return told(400, _("This page is broken: reload it."))
    if is_other_hat(request):
        return told(403, _("You typed this in another role, or somebody else did. It is not saved as a draft."))
    office, typed = own_office(request), sorted_out(request.POST)
    form = EDIT if request.POST.get("replaces") else NEW
    if is_too_long(typed.kept):
        return told(413, _("This is too long for a draft. Save the entry, or shorten it."))
    if form == NEW and Outreach.objects.filter(office=office, key=key).exists():
        return told(409, _("This entry has been saved already."))
    place = Place(key, form, Draft.objects.filter(person=request.person, office=office, key=key).first())
    if is_another_window(request, place.before):
        return apart(request, office, place, typed)
    return JsonResponse(kept(request, office, place, typed))


def key_of(request: PortalRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def is_another_window(request: PortalRequest, before: Draft | None) -> bool:
    """Whether another window wrote the draft after this one saw it. Who does not say what was seen is not asked."""
    if before is None or "seen" not in request.POST:
        return False
    is_own = bool(before.window) and before.window == request.POST.get(WINDOW)
    return not is_own and before.saved_at.isoformat() != request.POST["seen"]


def apart(request: PortalRequest, office: Office, place: Place, typed: Sorted) -> HttpResponse:
    """The other window's draft stays. A new entry goes on as a draft of its own, a change of one on its page only."""
    if place.form == EDIT:
        return told(409, _("You typed on in another window. What stands here is on this page only until you save it."))
    own = Place(uuid4(), place.form)
    said = _("You typed on in another window. What stands here is kept as a draft of its own from now on.")
    return JsonResponse(kept(request, office, own, typed) | {"said": said, "key": str(own.key)}, status=409)


def kept(request: PortalRequest, office: Office, place: Place, typed: Sorted) -> dict[str, Any]:
    """Write the draft down, unless it says nothing yet; what the page is told of it."""
    fields: Typed = typed.kept
    if typed.refused and place.before:
        fields = with_what_stood(fields, place.before.fields, typed.refused)
    if not says_something(fields):
        if place.before:
            place.before.discard()
        return {"said": "", "refused": typed.refused}
    at, window = now(), request.POST.get(WINDOW, "")[:40]
    fields = {**fields, WINDOW: [window]}
    Draft.objects.keep(office=office, by=request.person, key=place.key, form=place.form, fields=fields, at=at)
    there = time_format(localtime(at, office.zone).time(), "P")
    said = _("Saved as draft %(time)s") % {"time": there}
    return {"said": said, "refused": typed.refused, "seen": at.isoformat(), "time": there}


def told(status: int, sentence: str) -> HttpResponse:
    return JsonResponse({"said": sentence, "refused": {}}, status=status)


@page(Permission.OUTREACH_LOG)
def draft_list(request: PortalRequest) -> HttpResponse:
    """What one has begun and not saved."""
    drafts = named(list(Draft.objects.of_new_entries(request.person)))
    return render(request, "partners/draft_list.html", {"drafts": drafts, "zone": own_office(request).zone})


@page(Permission.OUTREACH_LOG)
def draft_discard_all(request: PortalRequest) -> HttpResponse:
    """Throw away everything that one has begun and not saved, after one question."""
    if request.method == "POST":
        number = Draft.objects.discard_new_entries(request.person)
        said = ngettext("%(n)d draft is gone.", "%(n)d drafts are gone.", number) % {"n": number}
        messages.success(request, said)
        return redirect("draft-list")
    drafts = list(Draft.objects.of_new_entries(request.person))
    return render(request, "partners/draft_discard_all.html", {"drafts": named(drafts)})


@page(Permission.OUTREACH_LOG)
def draft_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw away what one has typed; nobody else has ever read it."""
    draft = get_object_or_404(Draft, pk=pk, person=request.person)
    if request.method == "POST":
        draft.discard()
        messages.success(request, _("The draft is gone."))
        return redirect(reverse("outreach-create") + "?new")
    return render(request, "partners/draft_discard.html", {"draft": draft})
