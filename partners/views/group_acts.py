"""What is done with a group: found it, name it, end it; give seats and take them away; say whom to turn to."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partners import group_words as words
from partners.forms.groups import ContactForm, GroupForm, SeatForm
from partners.forms.steps import partners_of
from partners.groups import Inside, day_of, free_offices, own_seats
from partners.kinds import Kind
from partners.models import ActionItem, Participant, Profile, Seat, WorkingGroup
from partners.views.groups import group_founded
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Organization
from portal.pages import page, taken

Words = dict[str, Any]
"""What a page of an act says: title, sentence, will, submit, done, back, and danger where it takes away."""


def data_of(request: PortalRequest) -> Any:
    """What was posted, an empty form too."""
    return request.POST if request.method == "POST" else None


def act(
    request: PortalRequest,
    form: Form,
    verb: Callable[..., Any],
    said: Words,
    *,
    template: str = "step_act",
    to: str = "",
) -> HttpResponse:
    """Show the form with what it will do; carried out, go back and say so."""
    if taken(form, verb, by=request.person, on=day_of(request.hat)):
        messages.success(request, said["done"])
        return redirect(to or said["back"])
    return render(request, f"partners/{template}.html", said | {"form": form}, status=422 if form.errors else 200)


def page_of(group: WorkingGroup) -> str:
    return reverse("group-detail", args=[group.pk])


# --- the group -------------------------------------------------------------------------------------------------------
@page(Permission.GROUP_EDIT)
def group_create(request: PortalRequest) -> HttpResponse:
    """A local group of the reader's office; of EOUSA a national one."""
    office, form = gazetteer.offices().get(request.hat.court_id), GroupForm(data_of(request))
    made: list[WorkingGroup] = []
    found = partial(WorkingGroup.objects.found, office=office)
    if taken(form, lambda **said: made.append(found(**said)), by=request.person, on=day_of(request.hat)):
        messages.success(request, _("“%(name)s” is founded. Give the first seats.") % {"name": made[0].name})
        return redirect(page_of(made[0]))
    shown = {"form": form, "is_national": office is None}
    return render(request, "partners/group_create.html", shown, status=422 if form.errors else 200)


@page(Permission.GROUP_EDIT)
def group_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Its name and purpose."""
    group = group_founded(request, pk)
    form = GroupForm(data_of(request), initial={"name": group.name, "purpose": group.purpose})
    said = {
        "title": _("Name and purpose"),
        "sentence": _("What is this group called, and what is it for?"),
        "will": [_("Every member reads it.")],
        "submit": _("Save"),
        "done": _("Name and purpose are saved."),
        "back": page_of(group),
    }
    return act(request, form, group.describe, said)


@page(Permission.GROUP_EDIT)
def group_end(request: PortalRequest, pk: int) -> HttpResponse:
    """Nobody meets any more."""
    group = group_founded(request, pk)
    said = {
        "title": _("End the group"),
        "sentence": _("End “%(name)s”?") % {"name": group.name},
        "will": words.will_end(ActionItem.objects.open().filter(group=group).count()),
        "submit": _("End the group"),
        "done": _("“%(name)s” has ended.") % {"name": group.name},
        "back": page_of(group),
        "danger": True,
    }
    return act(request, Form(data_of(request)), group.end, said)


# --- seats -----------------------------------------------------------------------------------------------------------
@page(Permission.GROUP_EDIT)
def seat_create(request: PortalRequest, pk: int) -> HttpResponse:
    """Let an office or an organization in."""
    group = group_founded(request, pk)
    offices = free_offices(group, gazetteer.offices().values())
    form = SeatForm(data_of(request), offices=offices, organizations=organizations_for(group))
    said = {
        "title": _("Give a seat"),
        "sentence": _("Who gets a seat in “%(name)s”?") % {"name": group.name},
        "will": words.will_seat(),
        "submit": _("Give the seat"),
        "done": _("The seat is given. It opens the group from now on."),
        "back": page_of(group),
    }
    return act(request, form, group.give_seat, said)


def organizations_for(group: WorkingGroup) -> list[Organization]:
    """The partners of the founding office that all may know of; in a national group those that assist the nation."""
    seated = own_seats().filter(group=group, organization__isnull=False).values("organization")
    if group.office:
        found = partners_of(group.office).filter(is_confidential=False)
    else:
        assisting = Profile.objects.standing().filter(kind=Kind.ASSISTANCE_PROVIDER)
        found = Organization.objects.in_use().filter(pk__in=assisting.values("organization"))
    return list(found.exclude(pk__in=seated).order_by("name"))


@page(Permission.ACTION_CLOSE)
def seat_end(request: PortalRequest, pk: int) -> HttpResponse:
    """The founder takes a seat away, or a member leaves."""
    seat: Seat = get_object_or_404(own_seats().select_related("group__office"), pk=pk)
    hat, group = request.hat, seat.group
    is_own = seat.organization_id == hat.organization_id and seat.office_id == hat.office_id
    open_items = ActionItem.objects.open().filter(seat=seat).count()
    name = {"name": seat.name, "group": group.name}
    done = [_("%(name)s has left “%(group)s”.") % name]
    if open_items and not is_own:
        done.append(words.becomes_yours(open_items))
    said = {
        "title": _("Leave the group") if is_own else _("Take the seat away"),
        "sentence": (_("Shall %(name)s leave “%(group)s”?") if is_own else _("Take the seat of %(name)s away?")) % name,
        "will": words.will_end_seat(seat.name, group.founder_name, open_items, is_own=is_own),
        "submit": _("Leave the group") if is_own else _("Take the seat away"),
        "done": " ".join(done),
        "back": page_of(group),
        "danger": True,
    }
    return act(request, Form(data_of(request)), seat.leave, said, to=reverse("group-list") if is_own else "")


@page(Permission.ACTION_CLOSE)
def participant_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Whom the others of the group turn to at a member."""
    rows = Participant.objects.filter(left_on=None).select_related("group__office")
    member: Participant = get_object_or_404(rows, pk=pk)
    if not Inside(member.group, request.hat, day_of(request.hat)).speaks_for(member):
        raise Http404
    known = {"contact_name": member.contact_name, "contact_email": member.contact_email}
    said = {
        "title": _("Whom to turn to"),
        "sentence": _("Whom do the others turn to at %(name)s?") % {"name": member.name},
        "will": [_("Every member of the group reads it; of a national group every US Attorney’s Office.")],
        "submit": _("Save"),
        "done": _("The group reads it now."),
        "back": reverse("group-detail", args=[member.group_id]),
    }
    return act(request, ContactForm(data_of(request), initial=known), member.turn_to, said)
