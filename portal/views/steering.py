"""What EOUSA decides about single rungs: skip one with a reason, or send it at once; told or still to come."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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

from portal import ladder
from portal.access import Permission
from portal.errors import Refused
from portal.forms.ladder import SkipForm
from portal.hats import PortalRequest
from portal.ladder import Recipient, Step
from portal.ladder_words import cause_label, rung_words
from portal.models import (
    Coming,
    Message,
    Suppression,
    addressed,
    coming,
    next_in_line,
    send_ahead,
    send_now,
    skip,
    skip_ahead,
)
from portal.pages import page, taken
from portal.upcoming import FROM_OFFICE, ahead, known_offices

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
    words = words_of_skipping(_("Skip this rung of “%(cause)s”, %(office)s?") % named(told), named(told))
    words["back"] = reverse("message-detail", args=[pk])
    return act(request, SkipForm(sent(request)), partial(skip, told), words)


def words_of_skipping(sentence: str, one: Mapping[str, str]) -> Words:
    return {
        "title": _("Skip a rung"),
        "sentence": sentence,
        "will": [
            _("Nobody is told by this rung. The next rung keeps its day."),
            _("Your name and the reason stand in the list of reminders, where the office reads them."),
            _("It cannot be taken back."),
        ],
        "submit": _("Skip the rung"),
        "done": _("%(office)s, “%(cause)s”: this rung is skipped. The next one keeps its day.") % one,
    }


@page(Permission.LADDER_STEER)
def message_send(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The reminder leaves now, in a mail of its own."""
    told = reminder(pk)
    words = words_of_sending(_("Send “%(cause)s”, %(office)s, to %(who)s at once?") % named(told), named(told))
    words["back"] = reverse("message-detail", args=[pk])
    return act(request, Form(sent(request)), partial(send_now, told), words, at=now())


def words_of_sending(sentence: str, one: Mapping[str, str]) -> Words:
    return {
        "title": _("Send a reminder at once"),
        "sentence": sentence,
        "will": [
            _("The reminder leaves within a minute, in a mail of its own. Should its cause be gone, nothing leaves."),
            _("On the rung’s own day nobody is told the same again. The next rung keeps its day."),
            _("Your name stands beside it in the list of reminders."),
        ],
        "submit": _("Send it now"),
        "done": _("%(office)s, “%(cause)s”: it leaves within a minute to %(who)s.") % one,
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
    office = known_offices().get(one.matter.office_id or 0)
    return {
        "cause": ladder.named(cause, one.matter) if cause else "",
        "office": office.abbreviation if office else _("the nation"),
        "rung": rung_words(one.number, one.rung),
        "day": date_format(one.on),
    }


@page(Permission.LADDER_STEER)
def rung_skip(request: PortalRequest) -> HttpResponse:
    """Nobody will be told of this rung on its day."""
    one = coming_rung(request)
    named = of_coming(one)
    words = words_of_skipping(_("Skip “%(cause)s”, %(office)s, on %(day)s?") % named, named)
    words["done"] = (
        _("%(office)s, “%(cause)s”: the %(rung)s, is skipped on %(day)s. The next one keeps its day.") % named
    )
    words |= {"more": named["rung"]} | way_back(request, one)
    return act(request, SkipForm(sent(request)), partial(skip_ahead, one), words, at=now())


@page(Permission.LADDER_STEER)
def rung_send(request: PortalRequest) -> HttpResponse:
    """Whom the rung will tell is told now; where that is nobody, nothing is offered."""
    one = coming_rung(request)
    named = of_coming(one) | {"who": in_a_row(told_by(one.step))}
    words = words_of_sending(_("Send “%(cause)s”, %(office)s, now instead of on %(day)s?") % named, named)
    words |= {"more": named["rung"]} | way_back(request, one)
    if not named["who"]:
        words |= {"sentence": _("“%(cause)s”, %(office)s, cannot be sent now.") % named, "submit": ""}
        words["will"] = [_("Nobody whom it tells can be reached."), instead(one)]
    else:
        words["will"] = [_("Told are: %(who)s.") % named, *words["will"]]
    return act(request, Form(sent(request)), partial(send_ahead, one), words, at=now())


def way_back(request: PortalRequest, one: Coming) -> Words:
    """To the page from which one came: that of the office, or the list of all reminders."""
    office = known_offices().get(one.matter.office_id or 0)
    if office and request.GET.get("from") == FROM_OFFICE:
        return {"back": f"{reverse('office-staffing', args=[office.court_id])}#reminders", "place": office.abbreviation}
    return {"back": reverse("message-list")}


def told_by(step: Step) -> Sequence[Recipient]:
    """Whom a rung would reach now."""
    (found,) = addressed([step], Suppression.objects.addresses())
    return found.to


def in_a_row(people: Iterable[Recipient]) -> str:
    """Names and addresses."""
    return ", ".join(f"{to.name} ({to.email})" if to.name else to.email for to in people)


def instead(one: Coming) -> str:
    """What happens on the day of a rung that reaches nobody: who is told in its place, as the planner finds them."""
    turns = coming(now(), offices={one.matter.office_id or 0}, causes={one.matter.cause}, each_rung=True)
    key = ladder.key_of(one.matter)
    later = [turn for turn in turns if ladder.key_of(turn.matter) == key and turn.number > one.number]
    found = next_in_line({one.matter: [one, *later]}).get(one.matter)
    day = date_format(one.on)
    if found is None:
        return _("On %(day)s it will find nobody either, and no rung after it reaches anybody: name a contact.") % {
            "day": day
        }
    words = {"day": day, "then": date_format(found.coming.on), "people": in_a_row(told_by(found.coming.step))}
    return _("Unless a contact is named by %(day)s, it passes on: told is, on %(then)s, %(people)s.") % words
