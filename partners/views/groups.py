"""Working groups: those that one belongs to, the nation's, and one of them on one page."""

from datetime import date
from functools import wraps
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import group_words as words
from partners.forms.groups import ALL, HISTORY, NATIONAL, GroupFilters
from partners.groups import Inside, day_of, founded_by, groups_of, owed_by, with_figures
from partners.markup import shown as as_html
from partners.models import ActionItem, Seat, WorkingGroup
from portal.access import EOUSA_ROLES, ORGANIZATION_ROLES, Permission
from portal.carried import is_from_here, typed
from portal.hats import Hat, PortalRequest
from portal.listing import Column, Listing
from portal.pages import View, page

WORDS = {"title", "text", "agenda", "minutes", "body", "link", "name", "purpose", "held_on", "due_on"}
"""The fields of a group's forms into which words and days are typed."""
COLUMNS = [
    Column("name", gettext_lazy("Group"), lambda row: row.name, sort="name"),
    Column("kind", gettext_lazy("Kind"), words.kind_of),
    Column("next_on", gettext_lazy("Next meeting"), lambda row: row.next_on),
    Column("members", gettext_lazy("Members"), lambda row: row.members, sort="members", numeric=True, low=True),
    Column("open_items", gettext_lazy("Open items"), lambda row: row.open_items, sort="open_items", numeric=True),
    Column("own_items", gettext_lazy("Yours"), lambda row: row.own_items, sort="own_items", numeric=True),
    Column("began", gettext_lazy("Began"), words.began, export_only=True),
    Column("ended_on", gettext_lazy("Ended"), lambda row: row.ended_on, export_only=True),
    Column("purpose", gettext_lazy("Purpose"), lambda row: row.purpose, export_only=True),
    Column("source", gettext_lazy("Source"), lambda row: row.source, export_only=True),
]


@page(Permission.GROUP_VIEW)
def group_list(request: PortalRequest) -> HttpResponse:
    """How many groups, what is one's own to do, then each; also as CSV."""
    hat, form = request.hat, filters_of(request)
    day, is_good = day_of(hat), form.is_valid()
    listing = Listing(
        request,
        with_figures(asked_for(hat, form.cleaned_data.get("which", "")), hat, day),
        COLUMNS,
        "name",
        form,
        row_url=lambda row: reverse("group-detail", args=[row.pk]),
        api_url=reverse("api-group-list"),
        empty=_("No working group here. Who founds one gives seats to others; a seat opens the group."),
        stamps={"on": day.isoformat()},
    )
    if listing.wants_export and is_good:
        return listing.export(f"working-groups-{day.isoformat()}")
    shown = {
        "listing": listing,
        "problems": form.errors,
        "sentence": answer(hat),
        "may_found": hat.may(Permission.GROUP_EDIT),
        "is_national": hat.role in EOUSA_ROLES,
    }
    return render(request, "partners/group_list.html", shown, status=200 if is_good else 400)


OVER = Q(is_history=True) | Q(ended_on__isnull=False)


def filters_of(request: PortalRequest) -> GroupFilters:
    """What may be chosen, where it gives something."""
    if request.hat.role not in ORGANIZATION_ROLES:
        return GroupFilters(request.GET)
    return GroupFilters.of_partner(request.GET, has_ended=WorkingGroup.objects.filter(OVER).exists())


def asked_for(hat: Hat, which: str) -> QuerySet[WorkingGroup]:
    """The groups of this filter; every one that the wall shows at most."""
    rows = WorkingGroup.objects.select_related("office")
    narrowed = {
        NATIONAL: rows.filter(is_national=True).exclude(OVER),
        HISTORY: rows.filter(OVER),
        ALL: rows,
    }
    return narrowed.get(which, groups_of(hat).exclude(OVER))


def answer(hat: Hat) -> str:
    """You belong to 2 working groups; 1 action item is yours."""
    own = groups_of(hat).meeting().count()
    return words.of_list(own, ActionItem.objects.open().filter(owed_by(hat)).count() if own else 0)


# --- one of them -----------------------------------------------------------------------------------------------------
@page(Permission.GROUP_VIEW)
def group_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """What it is for, who belongs to it, when it meets, who owes what, its papers."""
    group = get_object_or_404(WorkingGroup.objects.select_related("office"), pk=pk)
    inside = Inside(group, request.hat, day_of(request.hat))
    shown = {
        "group": group,
        "inside": inside,
        "kind": words.kind_of(group),
        "began": words.began(group),
        "sentence": words.sentence(inside),
        "agenda": as_html(inside.next_meeting.agenda) if inside.next_meeting else "",
        "members": [{"one": one, "may_edit": inside.speaks_for(one), "seat": seat_to_take(inside, one),
                     "names_nobody": not group.is_over} for one in inside.members],
    }  # fmt: skip
    return render(request, "partners/group_detail.html", shown)


def seat_to_take(inside: Inside, member: Any) -> int | None:
    """The seat that the reader, as founder, may take away from a member."""
    is_taken = member.left_on is not None or member.is_founder
    return member.seat_id if inside.is_founder and not is_taken and inside.hat.may(Permission.GROUP_EDIT) else None


def group_inside(request: PortalRequest, pk: int) -> WorkingGroup:
    """A group in which the reader has a seat; of EOUSA a national one."""
    rows = groups_of(request.hat)
    found = (rows.filter(is_national=True) if request.hat.role in EOUSA_ROLES else rows).filter(pk=pk).first()
    if found is None:
        raise Unseated(left_on(request.hat, pk))
    return found


# --- without a seat any more -----------------------------------------------------------------------------------------
class Unseated(Http404):
    """Not among one's groups; `since`: the day on which one's own last seat there ended, if one ever had one."""

    def __init__(self, since: date | None) -> None:
        super().__init__()
        self.since = since


def left_on(hat: Hat, group: int) -> date | None:
    """One's own seats are all that is asked: of a group in which one never sat nothing is told."""
    if not hat.office_id:
        return None
    ended = Seat.objects.filter(group=group, office=hat.office_id, left_on__isnull=False)
    last: date | None = ended.aggregate(last=Max("left_on"))["last"]
    return last


def gives_back(view: View) -> View:
    """What was typed into a form of a group that is closed meanwhile is not lost: the page carries it, to be copied."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404 as missing:
            since = getattr(missing, "since", None)
            if since is None and not (request.method == "POST" and is_from_here(request)):
                raise
            shown = {"since": since, "typed": words_typed(request)}
            return render(request, "partners/group_left.html", shown, status=404)

    return guarded


def words_typed(request: PortalRequest) -> list[str]:
    """What somebody of this very site typed: not what was chosen from a list."""
    if request.method != "POST" or not is_from_here(request):
        return []
    return [value for name, value in typed(request) if name in WORDS and value.strip()]


def group_founded(request: PortalRequest, pk: int) -> WorkingGroup:
    """A group that the reader's office, or EOUSA, has founded."""
    return get_object_or_404(founded_by(request.hat), pk=pk)
