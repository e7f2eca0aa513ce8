"""Working groups: those that one belongs to, the nation's, and one of them on one page."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import group_words as words
from partners.forms.groups import ALL, HISTORY, NATIONAL, GroupFilters
from partners.groups import Inside, day_of, founded_by, groups_of, owed_by, with_figures
from partners.models import ActionItem, WorkingGroup
from portal.access import EOUSA_ROLES, Permission
from portal.hats import Hat, PortalRequest
from portal.listing import Column, Listing
from portal.pages import page

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
    hat, form = request.hat, GroupFilters(request.GET)
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


def asked_for(hat: Hat, which: str) -> QuerySet[WorkingGroup]:
    """The groups of this filter; every one that the wall shows at most."""
    rows = WorkingGroup.objects.select_related("office")
    over = Q(is_history=True) | Q(ended_on__isnull=False)
    narrowed = {
        NATIONAL: rows.filter(is_national=True).exclude(over),
        HISTORY: rows.filter(over),
        ALL: rows,
    }
    return narrowed.get(which, groups_of(hat).exclude(over))


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
        "members": [{"one": one, "may_edit": inside.speaks_for(one), "seat": seat_to_take(inside, one)}
                    for one in inside.members],
    }  # fmt: skip
    return render(request, "partners/group_detail.html", shown)


def seat_to_take(inside: Inside, member: Any) -> int | None:
    """The seat that the reader, as founder, may take away from a member."""
    is_taken = member.left_on is not None or member.is_founder
    return member.seat_id if inside.is_founder and not is_taken and inside.hat.may(Permission.GROUP_EDIT) else None


def group_inside(request: PortalRequest, pk: int) -> WorkingGroup:
    """A group in which the reader has a seat; of EOUSA a national one."""
    rows = groups_of(request.hat)
    return get_object_or_404(rows.filter(is_national=True) if request.hat.role in EOUSA_ROLES else rows, pk=pk)


def group_founded(request: PortalRequest, pk: int) -> WorkingGroup:
    """A group that the reader's office, or EOUSA, has founded."""
    return get_object_or_404(founded_by(request.hat), pk=pk)
