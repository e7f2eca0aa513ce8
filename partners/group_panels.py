"""Working groups on an office's page, on the nation's, in the week and in the quarterly report."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import quarters
from partners.groups import day_of, owed_by, with_figures
from partners.models import ActionItem, Meeting, Seat, WorkingGroup
from partners.parts import Part, Section
from partners.promises import due_words, week_end
from partners.week import Waits, how_many
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.models import Office
from portal.ownership import Line
from portal.panels import Panel


def of_office(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """In how many groups the office sits, when the next meets, how much is open; as far as the reader sees seats."""
    seats = Seat.objects.open().filter(office=known["office"])
    rows = with_figures(
        WorkingGroup.objects.meeting().filter(pk__in=seats.values("group")), request.hat, day_of(request.hat)
    )
    groups = list(rows.values("next_on", "open_items"))
    return told_of(groups, ngettext("The office sits in %(n)d working group", "The office sits in %(n)d working groups",
                                    len(groups)))  # fmt: skip


def of_nation(request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many national groups there are, for EOUSA."""
    rows = WorkingGroup.objects.meeting().filter(is_national=True)
    groups = list(with_figures(rows, request.hat, day_of(request.hat)).values("next_on", "open_items"))
    return told_of(groups, ngettext("%(n)d national working group", "%(n)d national working groups", len(groups)))


def told_of(groups: Sequence[Mapping[str, Any]], begins: str) -> Mapping[str, Any] | None:
    """N working groups; the next meeting is on December 4; 3 action items are open."""
    if not groups:
        return None
    said = [begins % {"n": len(groups)}]
    if days := [row["next_on"] for row in groups if row["next_on"]]:
        said.append(_("the next meeting is on %(day)s") % {"day": date_format(min(days), "DATE_FORMAT")})
    if number := sum(row["open_items"] for row in groups):
        told = ngettext("%(n)d action item is open", "%(n)d action items are open", number)
        said.append(told % {"n": number})
    return {"sentence": "; ".join(said) + ".", "url": reverse("group-list"), "label": _("Working groups")}


OFFICE = Panel(
    "groups", gettext_lazy("Working groups"), Permission.GROUP_VIEW, "partners/panel_line.html", of_office, 76
)
NATIONAL = Panel(
    "groups", gettext_lazy("Working groups"), Permission.GROUP_VIEW, "partners/panel_line.html", of_nation, 76, True
)


# --- the week --------------------------------------------------------------------------------------------------------
def to_do(request: PortalRequest, day: date) -> Waits | None:
    """What the office owes in its groups by the end of the week, and what it is late with."""
    mine = ActionItem.objects.open().filter(owed_by(request.hat), due_on__lte=week_end(day))
    n, found = how_many(mine.select_related("group").order_by("due_on", "pk"))
    if not n:
        return None
    sentence = ngettext(
        "%(n)d action item of a working group is due.", "%(n)d action items of working groups are due.", n
    )
    return Waits(sentence % {"n": n}, _("In your working groups"), [line_of(item, day) for item in found])


def line_of(item: ActionItem, day: date) -> Line:
    words = {"text": item.text, "due": due_words(item.due_on, day), "group": item.group.name}
    url = reverse("group-detail", args=[item.group_id])
    return Line(item.pk, _("%(text)s: %(due)s (%(group)s)") % words, url)


# --- the report ------------------------------------------------------------------------------------------------------
def count(office: Office, quarter: date, known: datetime) -> dict[str, int]:
    """In how many groups the office sat, how often they met, and how many of their action items were done."""
    last = quarters.last_day(quarter)
    held = Q(left_on=None) | Q(left_on__gte=quarter)
    groups = Seat.objects.filter(held, office=office, joined_on__lte=last, given_at__lte=known).values("group")
    met = Meeting.objects.standing().filter(made_at__lte=known, held_on__gte=quarter, held_on__lte=last)
    until = min(last, local_day(known, office.zone))
    done = ActionItem.objects.filter(state=ActionItem.State.DONE, closed_on__gte=quarter, closed_on__lte=until)
    return {
        "groups": groups.distinct().count(),
        "meetings": met.filter(group__in=groups, held_on__lte=until).count(),
        "done": done.filter(group__in=groups).count(),
    }


def told(counted: Mapping[str, int]) -> Sequence[Section]:
    """In one sentence; nothing where the office sat in no group."""
    if not counted["groups"]:
        return []
    words = {
        "groups": ngettext(
            "The office sat in %(n)d working group.", "The office sat in %(n)d working groups.", counted["groups"]
        ),
        "meetings": ngettext("%(n)d meeting was held.", "%(n)d meetings were held.", counted["meetings"])
        if counted["meetings"] else _("No meeting was held."),
        "done": ngettext("%(n)d action item was done.", "%(n)d action items were done.", counted["done"])
        if counted["done"] else _("No action item was done."),
    }  # fmt: skip
    said = [sentence % {"n": counted[name]} for name, sentence in words.items()]
    return [Section(_("Working groups"), paragraphs=[" ".join(said)])]


PART = Part("groups", count, told)
