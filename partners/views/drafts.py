"""What somebody has begun to type: saved as they type it, shown again, thrown away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partners.forms.drafts import Sorted, is_too_long, sorted_out, with_what_stood
from partners.models import Draft, Outreach
from partners.models.draft import EDIT, NEW, Typed
from partners.views.outreach_create import is_other_hat, own_office
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page


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
    keep(request, office, key, form, typed)
    there = localtime(timezone=office.zone)
    said = _("Saved as draft %(time)s") % {"time": time_format(there.time(), "P")}
    return JsonResponse({"said": said, "refused": typed.refused})


def key_of(request: PortalRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def keep(request: PortalRequest, office: Office, key: UUID, form: str, typed: Sorted) -> None:
    fields: Typed = typed.kept
    if typed.refused:
        before = Draft.objects.filter(person=request.person, office=office, key=key).first()
        fields = with_what_stood(fields, before.fields if before else {}, typed.refused)
    Draft.objects.keep(office=office, by=request.person, key=key, form=form, fields=fields, at=now())


def told(status: int, sentence: str) -> HttpResponse:
    return JsonResponse({"said": sentence, "refused": {}}, status=status)


@page(Permission.OUTREACH_LOG)
def draft_list(request: PortalRequest) -> HttpResponse:
    """What one has begun and not saved."""
    drafts = Draft.objects.of_new_entries(request.person)
    return render(request, "partners/draft_list.html", {"drafts": drafts, "zone": own_office(request).zone})


@page(Permission.OUTREACH_LOG)
def draft_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw away what one has typed; nobody else has ever read it."""
    draft = get_object_or_404(Draft, pk=pk, person=request.person)
    if request.method == "POST":
        draft.discard()
        messages.success(request, _("The draft is gone."))
        return redirect(reverse("outreach-create") + "?new")
    return render(request, "partners/draft_discard.html", {"draft": draft})
