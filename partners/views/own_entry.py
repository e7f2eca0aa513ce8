"""An organization and its own entry: read it, say that it is so, mend it, answer what an office proposes.

The manager comes signed in; whoever reads a mailbox of the organization comes by a link (`partners.views.entry_links`).
Both see the same pages, through a `Door` of their own.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partners.entries import InWords
from partners.forms.own_entry import OwnEntryForm, initial_contacts
from partners.forms.profile import counties_of_office, counties_of_states, initial_of
from partners.models import OwnWord, Profile, TribeAnswer
from partners.models.profile import VERIFIED_FOR
from partners.reminded import to_you
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Organization, Person
from portal.pages import page, taken


@dataclass(frozen=True)
class Door:
    """How somebody came to the entry: signed in, or by the link with this key."""

    word: OwnWord
    key: str = ""
    may_edit: bool = True
    only: frozenset[int] | None = field(default=None)
    """By a link to a mailbox which these offices alone have named: their proposals can be answered, no more."""

    @property
    def organization(self) -> Organization:
        return self.word.organization

    def url(self, act: str = "", *arguments: object) -> str:
        """The address of the entry, or of an act on it."""
        named = "entry-link" if self.key else "own-entry"
        return reverse(named + act, args=[*filter(None, [self.key]), *arguments])

    def proposals(self) -> list[Profile]:
        found = self.word.proposals()
        return found if self.only is None else [row for row in found if row.office_id in self.only]

    def declined(self) -> list[TribeAnswer]:
        """What was said no to, as far as whoever came by this door may answer it."""
        found = self.word.declined()
        return found if self.only is None else [row for row in found if row.office_id in self.only]

    def proposal(self, pk: object) -> Profile:
        """The one that is to be answered; answered or somebody else's, it is not there."""
        found = next((row for row in self.proposals() if str(row.pk) == str(pk)), None)
        if found is None:
            raise Http404
        return found


# --- the entry ------------------------------------------------------------------------------------------------------
def entry_page(request: HttpRequest, door: Door, form: Form | None = None) -> HttpResponse:
    """What stands there, since when it is verified, and the button that says that it is so."""
    entry, day = door.word.entry(), localdate()
    contacts = list(door.word.contacts().values()) if entry else []
    shown: dict[str, Any] = {
        "door": door,
        "form": form,
        "words": InWords(entry, day) if entry else None,
        "contacts": contacts,
        "reminded": to_you(door.organization, contacts),
        "proposals": [{"row": row, "url": door.url("-proposal", row.pk)} for row in door.proposals()],
        "declined": [said_no(row, door.organization) for row in door.declined()],
        "sentence": sentence_of(door.organization, entry),
        "is_just_confirmed": is_just_confirmed(entry, day),
        "until": entry and entry.verified_on and entry.verified_on + VERIFIED_FOR,
        "confirm_url": door.url("-confirm"),
        "edit_url": door.url("-edit"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "partners/own_entry.html", shown, status=status)


def said_no(answer: TribeAnswer, organization: Organization) -> str:
    """Who declined, and when."""
    who = answer.recorded_by_id and Person.objects.filter(pk=answer.recorded_by_id).first()
    named = {
        "who": who.name if who else _("Somebody of %(name)s, by a mailed link,") % {"name": organization.name},
        "office": answer.office.abbreviation,
        "day": date_format(answer.answered_on, "DATE_FORMAT"),
    }
    return _("%(who)s declined what %(office)s proposed, on %(day)s. Nothing of it is shared.") % named


def is_just_confirmed(entry: Profile | None, day: date) -> bool:
    """Whether the organization itself said today that all this is so: it is not asked again at once."""
    return entry is not None and entry.is_own_word and entry.verified_on == day


def sentence_of(organization: Organization, entry: Profile | None) -> str:
    """How the entry stands, first."""
    named = {"name": organization.name}
    if entry is None:
        return _("Nothing about %(name)s is shared with US Attorney’s Offices yet.") % named
    words = InWords(entry, localdate())
    named["state"] = words.verified
    return _("%(name)s: %(state)s.") % named


def confirm(request: HttpRequest, door: Door) -> HttpResponse:
    """All that stands there is still so. Looking does nothing."""
    if request.method != "POST":
        return redirect(door.url())
    form = Form(request.POST)
    day = localdate()
    if not taken(form, door.word.confirm, on=day):
        return entry_page(request, door, form)
    until = {"day": date_format(day + VERIFIED_FOR, "DATE_FORMAT")}
    messages.success(request, _("The entry is confirmed. You are asked again after %(day)s.") % until)
    return redirect(door.url())


def edit(request: HttpRequest, door: Door) -> HttpResponse:
    """Write the entry, from what stands there or from what an office proposes."""
    asked = request.GET.get("proposal", "")
    proposal = door.proposal(asked) if asked else None
    form = entry_form(request, door, proposal)
    say = partial(door.word.change, proposal=proposal) if proposal else door.word.say
    if taken(form, say, on=localdate()):
        messages.success(request, _("The entry is saved. It is your organization’s own word from today on."))
        return redirect(door.url())
    shown = {"door": door, "form": form, "proposal": proposal, "back": door.url()}
    return render(request, "partners/own_entry_edit.html", shown, status=422 if form.errors else 200)


def entry_form(request: HttpRequest, door: Door, proposal: Profile | None) -> OwnEntryForm:
    """The form as it stands before anything is typed."""
    entry = proposal or door.word.entry() or private_entry(door)
    contacts = dict(door.word.contacts())
    if entry and entry.is_confidential:
        contacts |= door.word.proposed_contacts(entry)
    initial = initial_of(entry, door.organization.name) | initial_contacts(contacts.values())
    return OwnEntryForm(
        request.POST or None,
        initial=initial,
        counties=offered_counties(door, entry, request.POST.get("state", "")),
        may_open=door.organization.is_confidential,
    )


def private_entry(door: Door) -> Profile | None:
    """What the one office wrote that knows of the organization; it is the organization's to read."""
    rows = Profile.objects.standing().filter(organization=door.organization, is_confidential=True)
    return rows.order_by("pk").first() if door.organization.is_confidential else None


def offered_counties(door: Door, entry: Profile | None, state: str) -> list[tuple[str, str]]:
    """The counties of its state and, of the office that entered it, of the district."""
    office = door.organization.office
    states = {state or (entry.state if entry else "")}
    return [*counties_of_states(states - {""}), *(counties_of_office(office.court_id) if office else ())]


# --- what an office proposes ----------------------------------------------------------------------------------------
def proposal_page(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """What would be shared, and three answers: approve it, change it, or, after a second look, decline."""
    proposal = door.proposal(pk)
    form = Form(request.POST if request.method == "POST" else None)
    declines = request.POST.get("says") == "DECLINED"
    template = "decline" if request.GET.get("answer") == "decline" else "proposal"
    verb = door.word.decline if declines else door.word.approve
    if taken(form, verb, proposal=proposal, on=localdate()):
        messages.success(request, declined(proposal) if declines else _("Shared. Every US Attorney’s Office reads it."))
        return redirect(door.url())
    shown = {
        "door": door,
        "form": form,
        "proposal": proposal,
        "words": InWords(proposal, localdate()),
        "contacts": list(door.word.proposed_contacts(proposal).values()),
        "replaces": door.word.entry() is not None,
        "change_url": f"{door.url('-edit')}?proposal={proposal.pk}",
        "page_url": door.url("-proposal", proposal.pk),
        "back": door.url(),
    }
    return render(request, f"partners/own_entry_{template}.html", shown, status=422 if form.errors else 200)


def declined(proposal: Profile) -> str:
    return _("Declined. %(office)s keeps its own note, which nobody else reads.") % {"office": proposal.office}


# --- signed in ------------------------------------------------------------------------------------------------------
def own_door(request: PortalRequest) -> Door:
    """The organization of whoever is signed in."""
    organization = get_object_or_404(Organization.objects.select_related("office"), pk=request.hat.organization_id)
    return Door(OwnWord(organization, request.person), may_edit=request.hat.may(Permission.OWN_ENTRY_EDIT))


@page(Permission.OWN_ENTRY_VIEW)
def own_entry(request: PortalRequest) -> HttpResponse:
    """The organization's own entry."""
    return entry_page(request, own_door(request))


@page(Permission.OWN_ENTRY_EDIT)
def own_entry_confirm(request: PortalRequest) -> HttpResponse:
    """Say that all this is still so."""
    return confirm(request, own_door(request))


@page(Permission.OWN_ENTRY_EDIT)
def own_entry_edit(request: PortalRequest) -> HttpResponse:
    """Write it anew."""
    return edit(request, own_door(request))


@page(Permission.OWN_ENTRY_EDIT)
def own_entry_proposal(request: PortalRequest, pk: int) -> HttpResponse:
    """Answer what an office proposes to share."""
    return proposal_page(request, own_door(request), pk)
