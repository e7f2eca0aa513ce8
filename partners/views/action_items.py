"""Action items of a group: taken on, done, agreed anew, dropped, opened again."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from partners.forms.groups import ItemForm
from partners.groups import at_work, day_of
from partners.models import ActionItem, Meeting, Participant, WorkingGroup
from partners.promises import due_words
from partners.views.group_acts import Words, act, data_of, page_of
from partners.views.groups import gives_back, group_inside
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page


def item_or_404(pk: int) -> ActionItem:
    return get_object_or_404(ActionItem.objects.select_related("group__office"), pk=pk)


def members_of(group: WorkingGroup) -> list[Participant]:
    return at_work(Participant.objects.filter(group=group).order_by("-is_founder", "name"))


@page(Permission.GROUP_EDIT)
@gives_back
def action_item_create(request: PortalRequest, pk: int) -> HttpResponse:
    """Somebody of the group takes something on (`?meeting=`: in which meeting)."""
    group = group_inside(request, pk)
    meeting = meeting_asked(request, group)
    form = ItemForm(data_of(request), members=members_of(group))
    said = {
        "title": _("An action item"),
        "sentence": _("Who does what, and by when?"),
        "more": _("In the meeting “%(title)s”.") % {"title": meeting.title} if meeting else "",
        "will": [_("Every member reads it. Whoever takes it on is reminded the working day before and after.")],
        "submit": _("Record it"),
        "done": _("The action item is on record."),
        "back": page_of(group),
    }
    return act(request, form, partial(ActionItem.objects.take_on, group=group, meeting=meeting), said)


def meeting_asked(request: PortalRequest, group: WorkingGroup) -> Meeting | None:
    """The meeting of this group that the address names."""
    asked = request.GET.get("meeting", "")
    if not asked.isdecimal() or len(asked) > 9:
        return None
    return get_object_or_404(Meeting.objects.filter(group=group), pk=int(asked))


@page(Permission.GROUP_EDIT)
@gives_back
def action_item_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Other words, another day, another member."""
    item = item_or_404(pk)
    members = members_of(item.group)
    owner = next((one.pk for one in members if is_owner(one, item)), None)
    form = ItemForm(
        data_of(request), members=members, initial={"text": item.text, "due_on": item.due_on, "owner": owner}
    )
    said = words_of(
        request, item, title=_("Change the action item"), sentence=_("What has the group agreed on?"),
        will=[_("Every member reads it. Reminders follow the new day.")], submit=_("Save"), done=_("It is saved."),
    )  # fmt: skip
    return act(request, form, item.agree_anew, said)


def is_owner(member: Participant, item: ActionItem) -> bool:
    return member.is_founder if item.seat_id is None else member.seat_id == item.seat_id


def words_of(request: PortalRequest, item: ActionItem, **said: Any) -> Words:
    """What the page says: whose it is, and when it is due."""
    due = due_words(item.due_on, day_of(request.hat))
    more = _("%(name)s has taken it on; it is %(due)s.") % {"name": item.seat_name, "due": due}
    return {"more": more if item.is_open else "", "back": page_of(item.group)} | said


def as_it_stands(request: PortalRequest, item: ActionItem) -> HttpResponse:
    """Somebody else, or another window, was quicker."""
    messages.info(request, item.already())
    return redirect(page_of(item.group))


@page(Permission.ACTION_CLOSE)
@gives_back
def action_item_done(request: PortalRequest, pk: int) -> HttpResponse:
    """It is done."""
    item = item_or_404(pk)
    if not item.is_open:
        return as_it_stands(request, item)
    text = {"text": item.text}
    said = words_of(
        request, item, title=_("Done"), sentence=_("Is “%(text)s” done?") % text,
        will=[_("Every member reads that it is done. It can be opened again.")],
        submit=_("It is done"), done=_("“%(text)s” is done.") % text,
    )  # fmt: skip
    return act(request, Form(data_of(request)), item.close, said)


@page(Permission.ACTION_CLOSE)
@gives_back
def action_item_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """It is not done after all."""
    item = item_or_404(pk)
    if item.is_open:
        return as_it_stands(request, item)
    text = {"text": item.text}
    said = words_of(
        request, item, title=_("Open it again"), sentence=_("Open “%(text)s” again?") % text,
        will=[_("It counts as open, is due as before, and reminds whoever owes it.")],
        submit=_("Open it again"), done=_("“%(text)s” is open again.") % text,
    )  # fmt: skip
    return act(request, Form(data_of(request)), item.reopen, said)


@page(Permission.GROUP_EDIT)
@gives_back
def action_item_drop(request: PortalRequest, pk: int) -> HttpResponse:
    """It will not be done."""
    item = item_or_404(pk)
    if not item.is_open:
        return as_it_stands(request, item)
    text = {"text": item.text}
    said = words_of(
        request, item, title=_("Drop it"), sentence=_("Drop “%(text)s”?") % text,
        will=[_("Every member reads that it was dropped. It can be opened again.")],
        submit=_("Drop it"), done=_("“%(text)s” is dropped.") % text, danger=True,
    )  # fmt: skip
    return act(request, Form(data_of(request)), item.drop, said)
