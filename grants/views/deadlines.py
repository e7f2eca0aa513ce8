"""The way back from a deadline: of a notice, or of a day that somebody types. To read, to print, for calendars."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants import deadline_words as words
from grants import notice_words
from grants.deadlines import Milestone, way
from grants.forms.deadlines import DeadlineForm, NoticeWayForm
from grants.milestones import Way
from grants.models import Follow, Opportunity
from grants.models.following import deadline_of, is_ahead, kind_of
from grants.models.opportunity import is_stale
from grants.views.zones import zone_of
from portal.access import Permission
from portal.calendar import CENTER, local_day
from portal.hats import PortalRequest
from portal.ics import calendar
from portal.pages import page

ASKED = ("kind", "deadline", "later", "zone", "state")
FILE = "ics"


def asked_of(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:40] for name in ASKED}


@page(Permission.PUBLIC_VIEW)
def opportunity_calendar(request: PortalRequest, pk: int) -> HttpResponse:
    """The steps to the deadline of a notice."""
    notice = get_object_or_404(Opportunity.objects.with_known(), pk=pk)
    closes_on, at = deadline_of(notice), now()
    form = NoticeWayForm(asked_of(request), kind=kind_of(notice), zone=zone_of(request.hat), closes_on=closes_on)
    facts = counted(form, is_over=not is_ahead(notice, at))
    if request.GET.get("file") == FILE and facts["found"]:
        return as_file(request, facts["found"], key=f"notice-{pk}", title=f"{notice.number}, {notice.title}")
    may_follow = request.hat.may(Permission.DEADLINE_FOLLOW)
    facts |= standing(notice, at) | {
        "may_follow": may_follow,
        "is_followed": may_follow and Follow.objects.standing().filter(opportunity=pk).exists(),
    }
    return render(request, "grants/opportunity_calendar.html", facts | {"file_url": file_url(request)})


def standing(notice: Any, at: datetime) -> dict[str, Any]:
    """How the notice itself stands, and since when that is known; `notice` comes from `with_known`."""
    found = is_ahead(notice, at)
    return {
        "notice": notice,
        "is_ahead": found,
        "known": notice_words.known(notice.known_at, at, is_demo=notice.is_demo),
        "is_stale": not notice.is_demo and is_stale(notice.known_at, at),
    } | ({} if found else {"sentence": notice_words.sentence(notice, at)})


@page(Permission.PUBLIC_VIEW)
def deadline_calendar(request: PortalRequest) -> HttpResponse:
    """The steps to a deadline that no notice here names, such as a state's own."""
    form = DeadlineForm(asked_of(request), kind=Way.STATE, zone=zone_of(request.hat))
    facts = counted(form)
    if request.GET.get("file") == FILE and facts["found"]:
        return as_file(request, facts["found"], key=f"deadline-{form.way.value}-{form.deadline_on}", title="")
    return render(request, "grants/deadline_calendar.html", facts | {"file_url": file_url(request)})


def counted(form: NoticeWayForm, *, is_over: bool = False) -> dict[str, Any]:
    """The steps as the page shows them; none where the deadline is not known or has passed."""
    form.full_clean()
    today, closes_on = local_day(now(), form.here), form.deadline_on
    is_past = is_over or bool(closes_on and closes_on < today and (form.closes_on is None))
    found = steps(form, closes_on, today) if closes_on and not is_past else []
    return {
        "form": form,
        "found": found,
        "rows": words.rows(found, words.clock_of(form.here)),
        "sentence": sentence(closes_on, day_of_deadline(form), is_past=is_past),
        "next": words.next_of(found),
        "assumed": words.assumed(found),
    }


def steps(form: NoticeWayForm, closes_on: date, today: date) -> list[Milestone]:
    return way(form.way, closes_on, form.here, today=today, later_on=form.cleaned_data.get("later"))


def day_of_deadline(form: NoticeWayForm) -> date:
    """Today where the deadline is counted: a notice's in Washington, as everywhere; a day that was typed, here."""
    return local_day(now(), form.here if form.closes_on is None else CENTER)


def sentence(closes_on: date | None, today: date, *, is_past: bool) -> str:
    if is_past:
        return _("This deadline has passed.")
    if closes_on is None:
        return _("Which deadline do you work toward?")
    return words.left(max(closes_on, today), today)


def file_url(request: HttpRequest) -> str:
    """The same as a calendar file."""
    asked = request.GET.copy()
    asked["file"] = FILE
    return f"?{asked.urlencode()}"


def as_file(request: HttpRequest, found: list[Milestone], *, key: str, title: str) -> HttpResponse:
    """For the reader's calendar program: a copy of today, which does not follow when a notice moves."""
    url = settings.SITE_URL + request.path
    days = words.dates(found, key=key, title=title, url=url)
    file = calendar(title or _("Dates"), days, domain=settings.MESSAGE_ID_DOMAIN, at=now())
    return HttpResponse(
        file, "text/calendar; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{key}.ics"'}
    )


# --- following --------------------------------------------------------------------------------------------------------
@page(Permission.DEADLINE_FOLLOW)
@require_POST
def follow_create(request: PortalRequest, pk: int) -> HttpResponse:
    """Be told of the way to this deadline, in the mail of the day."""
    notice = get_object_or_404(Opportunity, pk=pk)
    today = local_day(now(), zone_of(request.hat))
    Follow.objects.begin(opportunity=notice.pk, closes_on=deadline_of(notice), by=request.person, on=today)
    messages.success(request, _("You follow this notice: each step is told to you before its day."))
    return redirect(reverse("opportunity-calendar", args=[pk]))


@page(Permission.DEADLINE_FOLLOW)
@require_POST
def follow_end(request: PortalRequest, pk: int) -> HttpResponse:
    """Hear no more of it."""
    Follow.objects.end(opportunity=pk, by=request.person)
    messages.success(request, _("You do not follow this notice any more."))
    return redirect(reverse("opportunity-calendar", args=[pk]))


@page(Permission.DEADLINE_FOLLOW)
def follow_list(request: PortalRequest) -> HttpResponse:
    """The notices that one follows, the next deadline first."""
    numbers = Follow.objects.standing().filter(person=request.person).values_list("opportunity", flat=True)
    notices = Opportunity.objects.filter(pk__in=list(numbers)).order_by("ends_on", "pk")
    at = now()
    return render(request, "grants/follow_list.html", {"rows": [followed(one, at) for one in notices]})


def followed(notice: Opportunity, at: datetime) -> dict[str, Any]:
    """One of them in the list: how it stands, and what to do next."""
    closes_on = deadline_of(notice)
    found = way(kind_of(notice), closes_on, today=local_day(at, CENTER)) if closes_on and is_ahead(notice, at) else []
    standing_now = notice.standing_at(at).label
    return {"notice": notice, "closes_on": closes_on, "standing": standing_now, "next": words.next_of(found)}
