"""Nominations: the package, OARM's queue and decisions, the thread."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import AccessEvent
from portal.pages import page
from specialists.models import Nomination


@page(Permission.NOMINATION_VIEW)
def nomination_detail(request: PortalRequest, pk: int) -> HttpResponse:
    nomination = get_object_or_404(Nomination, pk=pk)
    request.notes.append((AccessEvent.Kind.READ, {"nomination": pk}))
    return render(request, "specialists/nomination_detail.html", {"nomination": nomination})
