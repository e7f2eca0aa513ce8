"""The first page: the answer to the main question of whoever comes."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from portal.access import Permission, Role
from portal.carried import carried, is_to_be_carried
from portal.hats import PortalRequest
from portal.health import examine
from portal.models import Membership
from portal.pages import page
from portal.panels import first_page


@page(Permission.HOME_VIEW)
def home(request: PortalRequest) -> HttpResponse:
    """Each role's own first page: one that an app has brought, or the foundation's."""
    view = first_page(request.hat.role)
    if view:
        return view(request)
    if request.hat.role is Role.OPERATOR:
        return operation(request)
    return render(request, "portal/home_visitor.html")


def operation(request: PortalRequest) -> HttpResponse:
    """What an operator comes for: does everything run, and who can act."""
    people = Membership.objects.in_force().aggregate(people=Count("person", distinct=True))
    facts = {"health": examine(at=now()), "roles": roles_held()}
    return render(request, "portal/home_operator.html", people | facts)


def roles_held() -> list[tuple[str, int]]:
    """How many people act in each role, most first: all that an operator needs to know of offices."""
    counted = Membership.objects.in_force().values_list("role").annotate(people=Count("person", distinct=True))
    return [(str(Role(role).label), people) for role, people in counted.order_by("-people", "role")]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 Django names it
    """The form was open too long or the cookie is gone: say so, and how to go on without losing what was typed."""
    if is_to_be_carried(request):
        if not request.user.is_authenticated:
            return carried(request, _("Your session has ended. Sign in to go on."), status=401)
        return carried(request, _("You have signed in anew since you opened this form."), status=403, route="")
    return render(request, "403_form.html", status=403)
