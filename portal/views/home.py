"""The first page: the answer to the main question of whoever comes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page


@page(Permission.HOME_VIEW)
def home(request: PortalRequest) -> HttpResponse:
    """Each role's own first page."""
    return render(request, "portal/home_visitor.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or the cookie is gone: say so, and how to go on without losing what was typed."""
    return render(request, "403_form.html", status=403)
