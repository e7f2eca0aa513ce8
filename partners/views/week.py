"""The first page of specialists and victim-witness staff: what they owe this week, and the log."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now

from partners.forms.drafts import named
from partners.models import NextStep
from partners.promises import due_words
from partners.views.step_acts import CLOSED, own_office, today_at
from partners.week import Waits, Week, waiting_for
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page
from specialists.dossier import dossier
from specialists.views.office import about

A_WEEK = timedelta(days=7)


@page(Permission.NEXT_STEP_VIEW)
def week(request: PortalRequest) -> HttpResponse:
    """What is due and late, the log as the largest thing, what others owe, drafts, the queue, and the office."""
    office = own_office(request)
    day = today_at(office)
    found = Week.of(office=office, person=request.person, day=day)
    shown = waits_around(found, waiting_for(request, day)) | {
        "week": found,
        "overdue": rows(found.overdue, found),
        "due": rows(found.due, found),
        "awaited": rows(found.awaited, found),
        "queue": rows(found.queue, found),
        "drafts": [
            {"draft": one, "name": name, "saved": date_format(localtime(one.saved_at, office.zone), "M j, P T")}
            for one, name in named(found.drafts)
        ],
        "closed": closed_just_now(request),
        "may_log": request.hat.may(Permission.OUTREACH_LOG),
        "may_edit": request.hat.may(Permission.NEXT_STEP_EDIT),
        "office": office,
    }
    return render(request, "partners/week.html", shown | about_the_office(request, office))


def waits_around(found: Week, waits: Sequence[Waits]) -> dict[str, Any]:
    """What the page begins with, before one's own promises, and what follows them."""
    first, others = [one for one in waits if one.is_first], [one for one in waits if not one.is_first]
    return {
        "sentence": " ".join([*(one.sentence for one in first), found.sentence]),
        "more": " ".join(one.sentence for one in others if one.sentence),
        "first": first,
        "waits": others,
    }


def rows(steps: Any, found: Week) -> list[dict[str, Any]]:
    """The steps as `components/next_step.html` shows them."""
    return [
        {"step": step, "due": due_words(step.due_on, found.day), "moved": max(step.due_on, found.day) + A_WEEK}
        for step in steps
    ]


def closed_just_now(request: PortalRequest) -> NextStep | None:
    """The step that was closed from this page a moment ago."""
    key = request.GET.get(CLOSED, "")
    if not (key.isascii() and key.isdecimal() and len(key) < 10):
        return None
    closed = NextStep.objects.exclude(state=NextStep.State.OPEN)
    return closed.filter(pk=key, office=request.hat.office_id).first()


def about_the_office(request: PortalRequest, office: Office) -> dict[str, Any]:
    """How the post stands, what the office owes and which directives wait; the office's own page has the rest."""
    found = about(request, dossier(office, localdate(), now()))
    return {
        "stands": found["sentence"],
        "owed": found["owed"],
        "acts": found["acts"],
        "steps": found["steps"],
        "vacancy": found["vacancy"],
        "directives": [one for one in found["directives"] if one["is_open"]],
        "sees_messages": request.hat.may(Permission.MESSAGE_VIEW),
    }
