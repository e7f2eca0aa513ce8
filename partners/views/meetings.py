"""Meetings of a group and its papers."""

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.forms.groups import MeetingForm, PaperForm
from partners.groups import Inside, day_of
from partners.markup import shown as as_html
from partners.models import ActionItem, GroupPaper, Meeting, Participant
from partners.views.group_acts import act, data_of, page_of
from partners.views.groups import gives_back, group_inside
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page, taken


# --- meetings --------------------------------------------------------------------------------------------------------
def meeting_or_404(pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("group__office"), pk=pk)


@page(Permission.GROUP_EDIT)
@gives_back
def meeting_create(request: PortalRequest, pk: int) -> HttpResponse:
    """Call a meeting, or write down one that was held."""
    group, form = group_inside(request, pk), MeetingForm(data_of(request))
    made: list[Meeting] = []
    call = partial(Meeting.objects.call, group=group)
    if taken(form, lambda **said: made.append(call(**said)), by=request.person, on=day_of(request.hat)):
        messages.success(request, _("The group reads of this meeting now."))
        return redirect("meeting-detail", made[0].pk)
    shown = {"form": form, "group": group, "back": page_of(group)}
    return render(request, "partners/meeting_create.html", shown, status=422 if form.errors else 200)


@page(Permission.GROUP_VIEW)
@gives_back
def meeting_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Its day, its agenda, what was agreed, who took on what."""
    meeting = meeting_or_404(pk)
    inside = Inside(meeting.group, request.hat, day_of(request.hat))
    rows = ActionItem.objects.filter(meeting=meeting).order_by("due_on", "pk")
    shown = {
        "meeting": meeting,
        "group": meeting.group,
        "agenda": as_html(meeting.agenda),
        "minutes": as_html(meeting.minutes),
        "items": [inside.told(item) for item in rows],
        "may_edit": inside.may_edit and meeting.cancelled_on is None,
        "is_to_come": meeting.held_on >= inside.day,
    }
    return render(request, "partners/meeting_detail.html", shown)


@page(Permission.GROUP_EDIT)
@gives_back
def meeting_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Another day, the agenda, what was agreed."""
    meeting = meeting_or_404(pk)
    known = {name: getattr(meeting, name) for name in MeetingForm.base_fields}
    form = MeetingForm(data_of(request), initial=known)
    shown = {"form": form, "group": meeting.group, "meeting": meeting, "back": meeting_page(meeting)}
    if taken(form, meeting.write, by=request.person, on=day_of(request.hat)):
        messages.success(request, _("The meeting is saved."))
        return redirect("meeting-detail", meeting.pk)
    return render(request, "partners/meeting_edit.html", shown, status=422 if form.errors else 200)


def meeting_page(meeting: Meeting) -> str:
    return reverse("meeting-detail", args=[meeting.pk])


@page(Permission.GROUP_EDIT)
@gives_back
def meeting_cancel(request: PortalRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    meeting = meeting_or_404(pk)
    said = {
        "title": _("Cancel the meeting"),
        "sentence": _("Cancel “%(title)s”?") % {"title": meeting.title},
        "will": [
            _("The group reads that it does not take place. Nobody is written to: tell them."),
            _("Its agenda and its action items stay."),
        ],
        "submit": _("Cancel the meeting"),
        "done": _("“%(title)s” is canceled.") % {"title": meeting.title},
        "back": meeting_page(meeting),
        "danger": True,
    }
    return act(request, Form(data_of(request)), meeting.cancel, said)


# --- papers ----------------------------------------------------------------------------------------------------------
def paper_or_404(pk: int) -> GroupPaper:
    return get_object_or_404(GroupPaper.objects.standing().select_related("group__office"), pk=pk)


def signed(request: PortalRequest, group_id: int) -> str:
    """The reader's office or EOUSA, as the group knows it."""
    inside = Participant.objects.filter(group=group_id, left_on=None)
    seat = (
        inside.filter(seat__office=request.hat.office_id) if request.hat.office_id else inside.filter(is_founder=True)
    )
    return seat.values_list("name", flat=True).first() or request.hat.place


@page(Permission.GROUP_EDIT)
@gives_back
def paper_create(request: PortalRequest, pk: int) -> HttpResponse:
    """A text or a link for the group."""
    group, form = group_inside(request, pk), PaperForm(data_of(request))
    made: list[GroupPaper] = []
    add = partial(GroupPaper.objects.add, group=group, by_name=signed(request, group.pk))
    if taken(form, lambda **said: made.append(add(**said)), by=request.person, on=day_of(request.hat)):
        messages.success(request, _("Every member reads “%(title)s” now.") % {"title": made[0].title})
        return redirect("paper-detail", made[0].pk)
    shown = {"form": form, "group": group, "back": page_of(group)}
    return render(request, "partners/paper_create.html", shown, status=422 if form.errors else 200)


@page(Permission.GROUP_VIEW)
@gives_back
def paper_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """A paper as the group reads it."""
    paper = paper_or_404(pk)
    inside = Inside(paper.group, request.hat, day_of(request.hat))
    shown = {"paper": paper, "group": paper.group, "text": as_html(paper.body), "may_edit": inside.may_edit}
    return render(request, "partners/paper_detail.html", shown)


@page(Permission.GROUP_EDIT)
@gives_back
def paper_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Another text in its place."""
    paper = paper_or_404(pk)
    form = PaperForm(data_of(request), initial={name: getattr(paper, name) for name in PaperForm.base_fields})
    if taken(form, paper.replace, by=request.person, on=day_of(request.hat)):
        messages.success(request, _("“%(title)s” is replaced.") % {"title": form.cleaned_data["title"]})
        return redirect("paper-detail", paper.pk)
    shown = {"form": form, "group": paper.group, "paper": paper}
    return render(request, "partners/paper_edit.html", shown, status=422 if form.errors else 200)


@page(Permission.GROUP_EDIT)
@gives_back
def paper_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """It leaves the group's pages."""
    paper = paper_or_404(pk)
    said = {
        "title": _("Remove the paper"),
        "sentence": _("Remove “%(title)s”?") % {"title": paper.title},
        "will": [_("It leaves the pages of the group for everybody. What was read has been read.")],
        "submit": _("Remove it"),
        "done": _("“%(title)s” is removed.") % {"title": paper.title},
        "back": page_of(paper.group),
        "danger": True,
    }
    return act(request, Form(data_of(request)), paper.remove, said)
