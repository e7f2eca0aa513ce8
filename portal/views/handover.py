"""Handing over what one owns, or what somebody owns who leaves; and the page that briefs the successor."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.timezone import now
from django.utils.translation import gettext as _

from portal.access import Permission
from portal.errors import Refused
from portal.forms.handover import HandOverForm
from portal.givers import ENDS
from portal.hats import PortalRequest
from portal.models import HandOver, Membership
from portal.models.handover import Things, may_hand_over, takers
from portal.ownership import in_words, owned_by, section, shown_as
from portal.pages import page, taken
from portal.panels import kept_back


@page(Permission.HAND_OVER)
def member_hand_over(request: PortalRequest, pk: int) -> HttpResponse:
    """What somebody owns in a role, to whom it can go, and what happens then. Also of a role that has ended."""
    membership = get_object_or_404(Membership.objects.select_related("person", "office", "organization"), pk=pk)
    if not may_hand_over(membership, by=request.person, acting=request.hat.role):
        raise Refused(_("Your role cannot hand over what this person owns."))
    things = owned_by(membership)
    form = form_for(request, membership, things)
    done: list[HandOver] = []
    give = partial(HandOver.objects.give, membership=membership)
    if taken(form, lambda **facts: done.append(give(**facts)), **acting(request)):
        messages.success(request, said(done[0]))
        return redirect("handover-detail", done[0].pk)
    shown = {"form": form, "membership": membership, **headed(request, membership, things)}
    shown |= {"things": shown_as(things), "may_invite": request.hat.may(Permission.MEMBER_MANAGE)}
    shown["kept_back"] = kept_back(request, membership)
    return render(request, "portal/hand_over.html", shown, status=422 if form.errors else 200)


def acting(request: PortalRequest) -> dict[str, Any]:
    """Who acts, as what, and when."""
    return {"by": request.person, "acting": request.hat.role, "at": now()}


def form_for(request: PortalRequest, membership: Membership, things: Things) -> HandOverForm:
    may_wait = all(kind.to_queue for kind in things)
    form = HandOverForm(request.POST or None, takers=takers(membership, things), may_wait=may_wait)
    form.name_what_is_rerouted(in_words({kind: len(rows) for kind, rows in things.items() if kind.is_rerouted}))
    return form


def headed(request: PortalRequest, membership: Membership, things: Things) -> dict[str, str]:
    """Whose things they are; below it which, and in which role."""
    words = {
        "name": membership.person.name,
        "role": membership.get_role_display(),
        "place": membership.place,
        "what": in_words({kind: len(rows) for kind, rows in things.items()}),
    }
    if not things and membership.person == request.person:
        return {"heading": _("You have nothing to hand over as %(role)s, %(place)s.") % words}
    if not things:
        return {"heading": _("%(name)s has nothing to hand over as %(role)s, %(place)s.") % words}
    is_own = membership.person == request.person
    heading = _("Hand over what you have") if is_own else _("Hand over what %(name)s has") % words
    return {"heading": heading, "more": _("As %(role)s, %(place)s: %(what)s.") % words}


def said(done: HandOver) -> str:
    """What has happened, and who hears of it."""
    words = {"what": done.what(), "name": done.taker.name if done.taker else "", "place": done.place}
    if done.taker:
        return _("Handed over to %(name)s: %(what)s. %(name)s is told by mail.") % words
    queued = _("Now in the queue of %(place)s: %(what)s. Those who hand out roles there are told by mail.")
    rerouted = _("Gone to whoever is next in line, who is told by mail: %(what)s.")
    return both(done, queued, rerouted, words)


def both(done: HandOver, queued: str, rerouted: str, words: dict[str, str]) -> str:
    """Of what nobody took over: what waits in the queue, and what has gone to whoever is next."""
    parts = [(queued, done.queued()), (rerouted, done.rerouted())]
    return " ".join(sentence % (words | {"what": what}) for sentence, what in parts if what) or queued % words


@page(Permission.HAND_OVER)
def handover_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """The successor's briefing: what was handed over, and what of it waits now."""
    rows = HandOver.objects.select_related("giver", "taker", "made_by", "office", "organization")
    found = get_object_or_404(rows, pk=pk)
    may_manage = found.role in ENDS.get(request.hat.role, ())
    if not (found.concerns(request.person) or found.taker is None or may_manage):
        raise Http404
    held = Membership.objects.in_force().beside(found).filter(person=found.giver, role=found.role)
    shown = {
        "hand_over": found,
        **told(found, request),
        "open_matters": found.open_matters(now()),
        "things": [section(kind, lines) for kind, lines in found.lines().items()],
        "to_end": held.first() if may_manage else None,
    }
    return render(request, "portal/hand_over_detail.html", shown)


def told(found: HandOver, request: PortalRequest) -> dict[str, str]:
    """Who has taken over from whom; below it what."""
    words = {"giver": found.giver.name, "what": found.what(), "place": found.place}
    if found.taker is None:
        queued = _("What %(giver)s had waits in the queue of %(place)s: %(what)s.")
        rerouted = _("What %(giver)s had has gone to whoever is next in line: %(what)s.")
        return {"heading": _("%(giver)s has handed over.") % words, "more": both(found, queued, rerouted, words)}
    if found.taker == request.person:
        heading = _("You have taken over from %(giver)s.") % words
    else:
        heading = _("%(taker)s has taken over from %(giver)s.") % (words | {"taker": found.taker.name})
    return {"heading": heading, "more": capfirst(f"{words['what']}.")}
