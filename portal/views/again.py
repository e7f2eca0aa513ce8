"""Signing in again in another tab, while something typed waits in the first."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.access import Permission
from portal.gates import refused
from portal.hats import PortalRequest
from portal.pages import page


@page(Permission.SESSION_USE)
def session_token(request: PortalRequest) -> HttpResponse:
    """For a page that waits: whether somebody is signed in again, in which role, and with which token to send."""
    if not request.user.is_authenticated:
        return refused(401, _("Your session has ended. Sign in to go on."))
    return JsonResponse({"token": get_token(request), "hat": request.hat.membership_id})


@page(Permission.ACCOUNT_VIEW)
def session_back(request: PortalRequest) -> HttpResponse:
    """Where the sign-in in the other tab ends: it sends back to the first."""
    return render(request, "portal/session_back.html")
