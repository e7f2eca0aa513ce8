"""Signing in, the hat one wears, and one's own account."""

from itertools import groupby
from time import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.access import Permission, Role
from portal.accounts import users_with_hats
from portal.forms.preference import PreferenceForm
from portal.gates import forget, touch, turned_away
from portal.hats import PortalRequest
from portal.models import INFORMED, AccessEvent, Information, Membership, Preference
from portal.pages import page, taken
from portal.views.feeds import live_feed


@page(Permission.SESSION_USE)
def sign_in(request: PortalRequest) -> HttpResponse:
    """Two doors: government and partner organization. In the demonstration also one click per invented person."""
    if request.user.is_authenticated:
        return redirect(safe_next(request) or "home")
    context = {"next": safe_next(request), "demo_roles": demo_roles() if settings.DEMO else []}
    return render(request, "portal/sign_in.html", context)


def safe_next(request: PortalRequest) -> str:
    """Where to go afterwards: an address of this site, or ''."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours and asked.startswith("/") else ""


def demo_roles() -> list[tuple[str, list[Membership]]]:
    """The invented people who can sign in, by role in the order of the access table."""
    held = Membership.objects.in_force().filter(person__is_demo=True, person__user__is_active=True)
    order = list(Role)
    people = sorted(
        held.select_related("person", "office", "organization").order_by("person__name"),
        key=lambda membership: order.index(Role(membership.role)),
    )
    return [(str(Role(role).label), list(those)) for role, those in groupby(people, key=lambda m: m.role)]


@require_POST
@page(Permission.SESSION_USE)
def demo_sign_in(request: PortalRequest) -> HttpResponse:
    """Become an invented person without password, second factor and banner. Routed in the demonstration only."""
    chosen = demo_membership(request.POST.get("membership", ""))
    user = chosen and users_with_hats().filter(person_id=chosen.person_id, is_active=True).first()
    if not settings.DEMO or chosen is None or user is None:
        raise Http404
    if request.user.is_authenticated:
        forget(request)
    request.session["demo"] = True
    request.session["membership_id"] = chosen.pk
    get_adapter().login(request, user)
    return redirect(safe_next(request) or "home")


def demo_membership(asked: str) -> Membership | None:
    if not (asked.isdecimal() and len(asked) < 19):
        return None
    return Membership.objects.in_force().filter(person__is_demo=True, person__is_active=True, pk=asked).first()


@page(Permission.SESSION_USE)
def consent(request: PortalRequest) -> HttpResponse:
    """The conditions of a government system (NIST SP 800-53 AC-8), accepted before sign-in or right after."""
    if request.method == "POST":
        request.session["consented_at"] = int(time())
        request.notes.append((AccessEvent.Kind.CONSENT, {"at": now().isoformat()}))
        if request.user.is_authenticated:
            return redirect(safe_next(request) or "home")
        back = f"?{urlencode({'next': safe_next(request)})}" if safe_next(request) else ""
        return redirect(reverse("account_login") + back)
    return render(request, "portal/consent.html", {"next": safe_next(request)})


@require_POST
@page(Permission.SESSION_USE)
def hat_switch(request: PortalRequest) -> HttpResponse:
    """Act in another of one's roles from now on."""
    asked = request.POST.get("membership", "")
    chosen = next((hat for hat in request.hats if str(hat.membership_id) == asked), None)
    if chosen is None:
        messages.error(request, _("You do not hold this role, or no longer."))
        return redirect("home")
    request.session["membership_id"] = chosen.membership_id
    detail = {"from": request.hat.membership_id, "to": chosen.membership_id, "role": chosen.role}
    request.notes.append((AccessEvent.Kind.SWITCH, detail))
    return redirect("home")


@require_POST
@page(Permission.SESSION_USE)
def session_touch(request: PortalRequest) -> HttpResponse:
    """ "I am still here", said by the dialog that warns before the session ends."""
    if not request.user.is_authenticated:
        return turned_away(request, _("Your session has ended. Sign in to go on."), "sign-in")
    touch(request.session, now=int(time()))
    return HttpResponse(status=204)


@page(Permission.SESSION_USE)
def no_role(request: PortalRequest) -> HttpResponse:
    """Signed in, but nobody's colleague here: say so and whom to ask."""
    if request.hats or not request.user.is_authenticated:
        return redirect("home")
    held = Membership.objects.filter(person=request.person).select_related("office", "organization", "ended_by")
    return render(request, "portal/no_role.html", {"held": held.order_by("-ended_at")[:5]})


@page(Permission.SESSION_USE)
def by_invitation(request: PortalRequest) -> HttpResponse:
    """Nobody makes an account alone: say how one gets one."""
    return render(request, "portal/by_invitation.html")


@page(Permission.ACCOUNT_VIEW)
def account(request: PortalRequest) -> HttpResponse:
    """One's own name, roles, second factor and sessions, and how often the portal writes."""
    form = preference_form(request)
    if form and taken(form, Preference.objects.choose, by=request.person):
        messages.success(request, _("Saved. From the next mail on."))
        return redirect("account")
    context: dict[str, Any] = {"preference": form}
    context["has_second_factor"] = request.user.has_second_factor  # type: ignore[union-attr]
    context["may_hand_over"] = request.hat.may(Permission.HAND_OVER)
    context["feed"] = live_feed(request) if request.hat.may(Permission.CALENDAR_FEED) else None
    context["may_feed"] = request.hat.may(Permission.CALENDAR_FEED)
    return render(request, "portal/account.html", context, status=422 if form and form.errors else 200)


def preference_form(request: PortalRequest) -> PreferenceForm | None:
    """The choice of who is told what changed; nobody else has one to make."""
    if not any(hat.role in INFORMED for hat in request.hats):
        return None
    chosen = Preference.objects.filter(person=request.person).values_list("information", flat=True).first()
    return PreferenceForm(request.POST or None, initial={"information": chosen or Information.WEEKLY})


@require_POST
@page(Permission.SESSION_USE)
def sign_out_everywhere(request: PortalRequest) -> HttpResponse:
    """End every session of this person, this one too."""
    user: Any = request.user
    if user.is_authenticated:
        user.sign_out_everywhere()
        request.notes.append((AccessEvent.Kind.SIGN_OUT, {"everywhere": True}))
        logout(request)
        messages.success(request, _("You are signed out on every device."))
    return redirect("sign-in")
