"""The first page of an organization's people: what offices share with it, and its next step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import barriers, notices
from partners.entries import InWords
from partners.group_words import of_owed
from partners.groups import groups_of, own_seats, with_figures
from partners.models import Barrier, NextStep, Seat
from partners.models.group import EOUSA
from partners.promises import due_words
from partners.shared import LATELY, Shared
from partners.views.own_entry import Door, own_door
from portal.access import Permission
from portal.hats import Hat, PortalRequest
from portal.models import Invitation, Office
from portal.pages import page, taken

READ = ("id", "text", "side", "state", "due_on", "office_name", "closed_by_partner", "closed_on")


@page(Permission.OWN_ENTRY_VIEW)
def shared_list(request: PortalRequest) -> HttpResponse:
    """Next steps and contacts that offices share, who answers, and how the organization's own entry stands."""
    day = localdate()
    door, shared = own_door(request), Shared(day)
    entry = door.word.entry()
    words = InWords(entry, day) if entry else None
    is_new = door.may_edit and not (shared.steps or shared.contacts)
    sponsor = sponsor_of(door) if is_new else None
    waits = Waiting.of(request.hat, day)
    shown = {
        "sentence": " ".join([begin_with(door, words, waits) if is_new else shared.sentence, *waits.sentences]),
        "waits": waits,
        "welcome": welcome(door, sponsor) if is_new else "",
        "sponsor": sponsor,
        "door": door,
        "shared": shared,
        "words": words,
        "action": next_action(door, shared, words),
        "seats_ended": seats_ended(request.hat, day),
        "may_manage": request.hat.may(Permission.MEMBER_MANAGE),
    }
    return render(request, "partners/shared_list.html", shown)


@dataclass(frozen=True)
class Waiting:
    """What besides next steps waits for the organization: its word on barriers and forms, what it owes in groups."""

    barriers: int
    unsaid: int
    notices: int
    unreplied: int
    groups: int
    owed: int

    @classmethod
    def of(cls, hat: Hat, day: date) -> Self:
        """Three queries."""
        counts = {"n": Count("pk"), "waiting": Count("pk", filter=Q(said=None))}
        open_ones = barriers.standing(hat).filter(state=Barrier.State.OPEN).aggregate(**counts)
        forms = notices.standing(hat).aggregate(**counts)
        own = list(with_figures(groups_of(hat).meeting(), hat, day).values_list("own_items", flat=True))
        return cls(open_ones["n"], open_ones["waiting"], forms["n"], forms["waiting"], len(own), sum(own))

    @property
    def sentences(self) -> list[str]:
        """2 barriers wait for your word. 1 action item of your working groups is yours."""
        said = (
            (self.unsaid, ngettext(
                "%(n)d barrier waits for your word.", "%(n)d barriers wait for your word.", self.unsaid
            )),
            (self.unreplied, ngettext(
                "%(n)d form of a court waits for your reply.", "%(n)d forms of courts wait for your reply.",
                self.unreplied,
            )),
            (self.owed, of_owed(self.owed)),
        )  # fmt: skip
        return [text % {"n": n} for n, text in said if n]

    @property
    def in_groups(self) -> str:
        """What the organization owes in its working groups; empty where it has no seat."""
        return of_owed(self.owed) if self.groups else ""


def seats_ended(hat: Hat, day: date) -> list[str]:
    """The organization's seats that ended of late: the group's name is closed with them, its founder's is not."""
    ended = Seat.objects.filter(organization=hat.organization_id, left_on__gte=day - LATELY)
    rows = ended.exclude(group__in=own_seats().values("group")).select_related("founder").order_by("-left_on", "-pk")
    said = _("Your seat in a working group of %(founder)s ended on %(day)s: you read nothing of it any more.")
    return [
        said % {"founder": row.founder.abbreviation if row.founder else EOUSA,
                "day": date_format(row.left_on or day, "DATE_FORMAT")}
        for row in rows
    ]  # fmt: skip


def begin_with(door: Door, words: InWords | None, waits: Waiting) -> str:
    """What comes first as long as no office shares anything: the entry."""
    named = {"name": door.organization.name}
    if door.proposals():
        return _("Begin with the proposal about %(name)s: it waits for your answer.") % named
    if words is None:
        return _("Begin with your entry: write what US Attorney’s Offices should know about %(name)s.") % named
    if not words.is_verified:
        return _("Begin with your entry: look whether all that it says about %(name)s is so.") % named
    return _("Your entry is confirmed.") if waits.sentences else _("Your entry is confirmed; nothing waits for you.")


def welcome(door: Door, sponsor: Office | None) -> str:
    """Who has invited them, and that nothing is shared."""
    if sponsor is None:
        return _("Nothing is shared yet.")
    return _(
        "The US Attorney’s Office, %(office)s, works with %(name)s, invited somebody of it to keep its entry, and "
        "answers your questions. Nothing is shared yet."
    ) % {"office": sponsor.official_name, "name": door.organization.name}


def sponsor_of(door: Door) -> Office | None:
    """The office by whose invitation the organization came to manage its entry."""
    used = Invitation.objects.filter(organization=door.organization, sponsor__isnull=False, used_at__isnull=False)
    found = used.select_related("sponsor").order_by("-used_at").first()
    return found.sponsor if found else None


def next_action(door: Door, shared: Shared, words: InWords | None) -> dict[str, Any]:
    """The one thing to do next: a promise of its own, a proposal to answer, an entry to confirm or to write."""
    if shared.theirs:
        return {"step": shared.theirs[0]}
    if not door.may_edit:
        return {}
    proposals = door.proposals()
    if proposals:
        label = _("Answer what %(office)s proposes to share") % {"office": proposals[0].office}
        return {"label": label, "url": door.url("-proposal", proposals[0].pk)}
    if words is None:
        return {"label": _("Write your entry"), "url": door.url("-edit")}
    return {} if words.is_verified else {"label": _("Look at your entry and confirm it"), "url": door.url()}


def shared_step(pk: int) -> NextStep:
    """A step that is shared, with nothing but what the organization may read of it."""
    return get_object_or_404(NextStep.objects.only(*READ), pk=pk)


@page(Permission.SHARED_STEP_CLOSE)
def shared_step_close(request: PortalRequest, pk: int) -> HttpResponse:
    """Say that what the organization promised is done."""
    step = shared_step(pk)
    words = {
        "title": _("Done"),
        "sentence": _("Is this done? %(text)s") % {"text": step.text},
        "more": due_words(step.due_on, localdate()).capitalize() + ".",
        "will": [
            _("%(office)s reads that it is done, and that your organization said so.") % {"office": step.office_name},
            _("Today you can still take it back."),
        ],
        "submit": _("Yes, it is done"),
        "done": _("“%(text)s” is done. You can take it back below, today.") % {"text": step.text},
    }
    return act(request, step.keep_as_partner, words)


@page(Permission.SHARED_STEP_CLOSE)
def shared_step_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """Take that back."""
    step = shared_step(pk)
    words = {
        "title": _("Not done"),
        "sentence": _("Is this not done after all? %(text)s") % {"text": step.text},
        "will": [_("The step is open again, for you and for %(office)s.") % {"office": step.office_name}],
        "submit": _("Open it again"),
        "done": _("“%(text)s” is open again.") % {"text": step.text},
    }
    return act(request, step.reopen_as_partner, words)


def act(request: PortalRequest, verb: Callable[..., None], words: dict[str, Any]) -> HttpResponse:
    """Do it once, then go back to the list."""
    form, day = Form(request.POST if request.method == "POST" else None), localdate()
    if taken(form, verb, on=day):
        messages.success(request, words["done"])
        return redirect("home")
    shown = words | {"form": form, "back": reverse("home")}
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)
