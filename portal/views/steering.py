"""What EOUSA decides about single rungs: skip one with a reason, or send it at once; told or still to come."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _

from portal import gazetteer, ladder
from portal.access import Permission
from portal.errors import Refused
from portal.forms.ladder import SkipForm
from portal.hats import PortalRequest
from portal.ladder_words import cause_label, rung_words
from portal.models import Coming, Message, Suppression, addressed, send_ahead, send_now, skip, skip_ahead
from portal.pages import page, taken
from portal.upcoming import ahead

Words = dict[str, Any]


def act(request: PortalRequest, form: Form, verb: Callable[..., Any], words: Words, **facts: Any) -> HttpResponse:
    """Show what it will do; carried out, say what has happened and go back."""
    if taken(form, verb, by=request.person, **facts):
        messages.success(request, words["done"])
        return redirect(words["back"])
    shown = words | {"form": form}
    return render(request, "portal/rung_act.html", shown, status=422 if form.errors else 200)


def sent(request: PortalRequest) -> dict[str, Any] | None:
    """What was sent, also if nothing was filled in."""
    return request.POST if request.method == "POST" else None


# --- in the ledger -------------------------------------------------------------------------------------------------
def reminder(pk: UUID) -> Message:
    """A reminder, whatever has become of it; anything else is decided by nobody."""
    found = Message.objects.reminders().select_related("office", "person")
    return get_object_or_404(found, pk=pk)


def named(message: Message) -> dict[str, str]:
    office = message.office.abbreviation if message.office else _("the nation")
    return {"cause": cause_label(message), "office": office, "who": message.recipient}


@page(Permission.LADDER_STEER)
def message_skip(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Nobody is told of this rung who was not told yet."""
    told = reminder(pk)
    words = words_of_skipping(_("Skip this rung of “%(cause)s”, %(office)s?") % named(told))
    words["back"] = reverse("message-detail", args=[pk])
    return act(request, SkipForm(sent(request)), partial(skip, told), words)


def words_of_skipping(sentence: str) -> Words:
    return {
        "title": _("Skip a rung"),
        "sentence": sentence,
        "will": [
            _("Nobody is told by this rung. The next rung keeps its day."),
            _("Your name and the reason stand in the list of reminders, where the office reads them."),
            _("It cannot be taken back."),
        ],
        "submit": _("Skip the rung"),
        "done": _("The rung is skipped. The next one keeps its day."),
    }


@page(Permission.LADDER_STEER)
def message_send(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The reminder leaves now, in a mail of its own."""
    told = reminder(pk)
    words = words_of_sending(_("Send “%(cause)s”, %(office)s, to %(who)s at once?") % named(told))
    words["back"] = reverse("message-detail", args=[pk])
    return act(request, Form(sent(request)), partial(send_now, told), words, at=now())


def words_of_sending(sentence: str) -> Words:
    return {
        "title": _("Send a reminder at once"),
        "sentence": sentence,
        "will": [
            _("The reminder leaves within a minute, in a mail of its own. Should its cause be gone, nothing leaves."),
            _("On the rung’s own day nobody is told the same again. The next rung keeps its day."),
            _("Your name stands beside it in the list of reminders."),
        ],
        "submit": _("Send it now"),
        "done": _("It leaves within a minute."),
    }


# --- still to come -------------------------------------------------------------------------------------------------
def coming_rung(request: PortalRequest) -> Coming:
    """The rung that the address names."""
    named = {name: request.GET.get(name, "") for name in ("cause", "about", "rung", "period")}
    if not all(named.values()):
        raise Http404
    found = ahead(now(), **named)
    if found is None:
        raise Refused(_("This rung is not ahead any more: it was told or skipped, or its cause has gone."))
    return found


def of_coming(one: Coming) -> dict[str, str]:
    cause = ladder.cause_of(one.matter.cause)
    offices = {office.pk: office.abbreviation for office in gazetteer.offices().values()}
    return {
        "cause": ladder.named(cause, one.matter) if cause else "",
        "office": offices.get(one.matter.office_id or 0, _("the nation")),
        "rung": rung_words(one.number, one.rung),
        "day": date_format(one.on),
    }


@page(Permission.LADDER_STEER)
def rung_skip(request: PortalRequest) -> HttpResponse:
    """Nobody will be told of this rung on its day."""
    one = coming_rung(request)
    words = words_of_skipping(_("Skip “%(cause)s”, %(office)s, on %(day)s?") % of_coming(one))
    words |= {"more": of_coming(one)["rung"], "back": reverse("message-list")}
    return act(request, SkipForm(sent(request)), partial(skip_ahead, one), words, at=now())


@page(Permission.LADDER_STEER)
def rung_send(request: PortalRequest) -> HttpResponse:
    """Whom the rung will tell is told now."""
    one = coming_rung(request)
    words = words_of_sending(_("Send “%(cause)s”, %(office)s, now instead of on %(day)s?") % of_coming(one))
    words |= {"more": of_coming(one)["rung"], "back": reverse("message-list")}
    words["will"] = [who_is_told(one), *words["will"]]
    return act(request, Form(sent(request)), partial(send_ahead, one), words, at=now())


def who_is_told(one: Coming) -> str:
    """The names and addresses of those whom the rung tells."""
    (found,) = addressed([one.step], Suppression.objects.addresses())
    people = ", ".join(f"{to.name} ({to.email})" if to.name else to.email for to in found.to)
    return _("Told are: %(people)s.") % {"people": people} if people else _("Nobody whom it tells can be reached.")
