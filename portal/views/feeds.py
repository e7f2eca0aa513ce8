"""One's dates in one's own calendar program: the address is made and shut here, and read by that program."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.access import DATABASE_ROLE, MAY, Permission
from portal.agenda import dates_of
from portal.hats import Hat, PortalRequest
from portal.ics import calendar
from portal.models import CalendarFeed, Membership
from portal.pages import page
from portal.tenancy import Binding, bound

MADE = "calendar_made"
"""In the session, until it was shown: the address just made."""


@require_safe
@page(Permission.SESSION_USE)
def calendar_feed(request: PortalRequest, key: str) -> HttpResponse:
    """Find whose dates they are, then read them with the rights of that role and of nobody else. Changes nothing."""
    feed = CalendarFeed.objects.opened_by(key)
    if feed is None or feed.membership.role not in MAY[Permission.CALENDAR_FEED]:
        raise Http404
    hat, at = hat_of(feed.membership), now()
    binding = Binding(DATABASE_ROLE[hat.role], hat.office_id, None, hat.person_id, request.request_id, read_only=True)
    with bound(binding):
        days = dates_of(hat, at)
    name = _("Ninety-Four: %(place)s") % {"place": (hat.court_id and feed.membership.place) or hat.role_label}
    file = calendar(name, days, domain=settings.MESSAGE_ID_DOMAIN, at=at)
    disposition = 'inline; filename="ninety-four.ics"'
    return HttpResponse(file, "text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})


def hat_of(membership: Membership) -> Hat:
    """The hat of this role, as a session would wear it."""
    office = membership.office
    row = {
        "id": membership.pk,
        "role": membership.role,
        "office_id": membership.office_id,
        "court_id": office.court_id if office else "",
        "organization_id": None,
        "place": membership.place,
    }
    return Hat.of(row, membership.person_id)


@page(Permission.CALENDAR_FEED)
@require_POST
def calendar_make(request: PortalRequest) -> HttpResponse:
    """A new address for the role that one acts in, in place of an earlier one. The next page shows it, once."""
    had_one = live_feed(request) is not None
    key = CalendarFeed.objects.make(membership_id=request.hat.membership_id or 0, by=request.person, at=now())
    request.session[MADE] = {"address": settings.SITE_URL + reverse("calendar-feed", args=[key]), "had_one": had_one}
    return redirect("calendar-made")


@page(Permission.CALENDAR_FEED)
def calendar_made(request: PortalRequest) -> HttpResponse:
    """The address just made; looked at again, the page has forgotten it."""
    return render(request, "portal/calendar_feed.html", request.session.pop(MADE, {}))


@page(Permission.CALENDAR_FEED)
@require_POST
def calendar_shut(request: PortalRequest) -> HttpResponse:
    """From now on the address of this role leads nowhere."""
    feed = live_feed(request)
    if feed is None:
        messages.info(request, _("You have no calendar address in this role."))
    else:
        feed.revoke(at=now())
        messages.success(request, _("The calendar address is shut. Calendars that read it get nothing any more."))
    return redirect("account")


def live_feed(request: PortalRequest) -> CalendarFeed | None:
    """The address that stands for the role that one acts in."""
    return CalendarFeed.objects.live().filter(membership=request.hat.membership_id).first()
