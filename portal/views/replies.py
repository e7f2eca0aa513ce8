"""What a link in a reminder opens: one plain thing to say. Mail scanners open links: looking changes nothing."""

from datetime import datetime
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
from portal.hats import PortalRequest
from portal.models import IN_OWN_WORDS, AccessEvent, Message, ReplyLink, coming, reply_of
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
    closed = why_closed(link, told)
    form = forms.Form({})
    if closed or not taken(form, told.reply, code=link.code, at=now()):
        return shown(request, link, told, form)
    detail = {"person_id": told.person_id, "office_id": told.office_id, "what": link.code, "message": str(told.pk)}
    request.notes.append((AccessEvent.Kind.LINK, detail))
    messages.success(request, _("Recorded. You may close this page."))
    return redirect(request.path)


def shown(request: PortalRequest, link: ReplyLink, told: Message, form: forms.Form | None = None) -> HttpResponse:
    """What the reminder was about, what is about to be said, and what becomes of it."""
    closed = why_closed(link, told)
    cause = ladder.cause_of(told.cause)
    facts: dict[str, Any] = {
        "told": told,
        "why": cause.why if cause else "",
        "words": IN_OWN_WORDS[Message.Reply(link.code)],
        "who": told.person.name if told.person else told.recipient,
        "closed": closed,
        "form": form,
        "earlier": earlier(told),
        "is_wrong_person": link.code == Message.Reply.NOT_ME,
        "next": what_comes(told, now()),
        "sign_in_url": f"{reverse('sign-in')}?next={reverse('home')}",
    }
    return render(request, "portal/reply.html", facts, status=410 if closed else 422 if form else 200)


def why_closed(link: ReplyLink, told: Message) -> str:
    """Why the link says nothing any more; '' while it does."""
    if told.replied_with == link.code:
        return earlier(told)
    if link.is_expired:
        return _("This link has expired: it worked for 30 days. Sign in to answer.")
    if told.state != Message.State.SENT:
        return _("This reminder cannot be answered any more. Sign in to see how your office stands.")
    return ""


def earlier(told: Message) -> str:
    """What was said before, and when."""
    if not told.replied_with or told.replied_at is None:
        return ""
    words = IN_OWN_WORDS[Message.Reply(told.replied_with)]
    day = date_format(localdate(told.replied_at), "DATE_FORMAT")
    return _("“%(words)s” was said by this mail on %(day)s.") % {"words": words, "day": day}


def what_comes(told: Message, at: datetime) -> str:
    """Who is reminded next of the same matter, and when; or that nothing more comes."""
    found = coming(at, offices={told.office_id or 0}, causes={told.cause})
    one = next((one for one in found if one.matter.about == told.about), None)
    if one is None:
        return _("Nothing more comes: the reason for the reminder has gone, or everybody was told.")
    words = {"who": ladder.audience_of(one.rung.audience).label, "day": date_format(one.on, "DATE_FORMAT")}
    return _("Unless that is settled, the next to be reminded is, on %(day)s: %(who)s.") % words
