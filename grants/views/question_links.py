"""What the private link of a question opens. Mail scanners open links: looking changes nothing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from grants.models.asker_link import link_of
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page


@page(Permission.SESSION_USE)
def question_link(request: PortalRequest, key: str) -> HttpResponse:
    """The question and what was said to it, to whoever has its link."""
    if link_of(key) is None:
        return closed(request, _("This link opens nothing. Look for the newest mail that we sent you."), 404)
    return closed(request, _("This link opens nothing. Look for the newest mail that we sent you."), 404)


def closed(request: PortalRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "grants/question_link_closed.html", {"sentence": sentence}, status=status)
