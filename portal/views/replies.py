"""What a link in a reminder opens: one plain thing to say. Mail scanners open links: looking changes nothing."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from portal import ladder
from portal.access import DatabaseRole, Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.ladder import Matter
from portal.models import IN_OWN_WORDS, AccessEvent, Message, ReplyLink, coming, reply_of
from portal.models.in_line import in_words
from portal.models.needing import before_its_day, clock_of
from portal.news import whom_to_ask
from portal.pages import page, taken
from portal.tenancy import Binding, bound


@page(Permission.SESSION_USE)
def reply(request: PortalRequest, key: str) -> HttpResponse:
    """Read whose reminder it is, then go on with the rights of that office and of nobody else."""
    link = reply_of(key)
    if link is None:
        raise Http404
    is_post = request.method == "POST"
    role = DatabaseRole.HEADS if link.is_confidential else DatabaseRole.OFFICE
    with bound(Binding(role, link.office_id, request_id=request.request_id, read_only=not is_post)):
        found = Message.objects.reminders().filter(pk=link.message, office=link.office_id)
        told = found.select_related("office", "person").first()
        if told is None:
            raise Http404
        return said(request, link, told) if is_post else shown(request, link, told)


def said(request: PortalRequest, link: ReplyLink, told: Message) -> HttpResponse:
    """Write it down; the trail keeps to whom the link was sent."""
    closed = why_closed(link, told, now())
    form = forms.Form({})
    if closed or not taken(form, told.reply, code=link.code, at=now()):
        return shown(request, link, told, form)
    detail = {"person_id": told.person_id, "office_id": told.office_id, "what": link.code, "message": str(told.pk)}
    request.notes.append((AccessEvent.Kind.LINK, detail))
    messages.success(request, _("Recorded. You may close this page."))
    return redirect(request.path)


def shown(request: PortalRequest, link: ReplyLink, told: Message, form: forms.Form | None = None) -> HttpResponse:
    """What the reminder was about, what is about to be said, and what becomes of it."""
    at = now()
    closed, is_over = why_closed(link, told, at), is_gone(told, at)
    facts: dict[str, Any] = {
        "told": told,
        "why": why_of(told),
        "early": before_its_day(told, local_day(told.sent_at or at, clock_of(told))),
        "is_over": is_over,
        "words": IN_OWN_WORDS[Message.Reply(link.code)],
        "who": "" if closed else who_answers(told, at),
        "ask": whom_to_ask({told.office_id or 0}).get(told.office_id or 0, ""),
        "closed": closed,
        "form": form,
        "earlier": earlier(told),
        "is_wrong_person": link.code == Message.Reply.NOT_ME,
        "next": what_comes(told, at, is_over=is_over),
        "sign_in_url": f"{reverse('sign-in')}?next={reverse('home')}",
    }
    is_done = told.replied_with == link.code and request.method != "POST"
    status = HTTPStatus.OK if is_done else status_of(closed, form)
    return render(request, "portal/reply.html", facts, status=status)


def status_of(closed: str, form: forms.Form | None) -> HTTPStatus:
    """Gone, not taken, or there to be answered."""
    if closed:
        return HTTPStatus.GONE
    return HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK


def why_of(told: Message) -> str:
    cause = ladder.cause_of(told.cause)
    return str(cause.why) if cause else ""


def who_answers(told: Message, at: datetime) -> str:
    """The reader as the mail called them: by the name of the account, or of the contact on the roster."""
    if told.person:
        return told.person.name
    matter = matter_of(told, at)
    found = ladder.audience_of(told.audience).find([matter]).get(matter, ()) if matter else ()
    name = next((one.name for one in found if one.email.lower() == told.recipient), "")
    return f"{name} ({told.recipient})" if name else told.recipient


def matter_of(told: Message, at: datetime) -> Matter | None:
    """What the reminder was about, while it waits."""
    cause = ladder.cause_of(told.cause)
    waits = cause.matters(local_day(at, clock_of(told)), {told.office_id or 0}) if cause else ()
    wanted = told.about, ladder.base_period(told.period)
    return next((one for one in waits if (one.about, one.period) == wanted), None)


def is_gone(told: Message, at: datetime) -> bool:
    """Whether what the reminder was about waits no more."""
    return matter_of(told, at) is None


def why_closed(link: ReplyLink, told: Message, at: datetime) -> str:
    """Why the link says nothing any more; '' while it does."""
    if told.replied_with == link.code:
        return earlier(told)
    if link.is_expired:
        return _("This link has expired: it worked for 30 days. Sign in to answer.")
    if told.state != Message.State.SENT:
        return _("This reminder cannot be answered any more. Sign in to see how your office stands.")
    if is_gone(told, at):
        return _("Nothing is to be answered any more: the reason for this reminder has gone.")
    return ""


def earlier(told: Message) -> str:
    """What was said before, and when."""
    if not told.replied_with or told.replied_at is None:
        return ""
    words = IN_OWN_WORDS[Message.Reply(told.replied_with)]
    day = date_format(localdate(told.replied_at), "DATE_FORMAT")
    return _("“%(words)s” was said by this mail on %(day)s.") % {"words": words, "day": day}


def what_comes(told: Message, at: datetime, *, is_over: bool) -> str:
    """Who is reminded next of the same matter, and when; or that nothing more comes."""
    if is_over:
        return _("Nothing more comes: the reason for the reminder has gone.")
    found = coming(at, offices={told.office_id or 0}, causes={told.cause})
    one = next((one for one in found if one.matter.about == told.about), None)
    return in_words(one) if one else _("Nothing more comes: everybody whom these reminders tell was told.")
