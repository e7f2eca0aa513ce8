"""The first pages of those who fill the post and watch over it, and the national page's panels about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from portal.access import OFFICE_HEADS, Permission, Role
from portal.hats import PortalRequest
from portal.models import Message
from portal.panels import Panel, add_banner, add_first_page, add_panel, add_staying, central_for
from specialists.banners import emergencies
from specialists.coverage import Group
from specialists.forms.staffing import ANY_VACANCY, DOUBTED, LATE_VACANCY, NO_VACANCY, UNREACHABLE, UNREMINDED
from specialists.models import Section
from specialists.nation import Nation
from specialists.partings import appointments_go_on
from specialists.stages import Stage
from specialists.standing import Acts, Standing
from specialists.views.board import board, fits, listed_by
from specialists.views.nomination_lists import nomination_list
from specialists.views.office import own_office

MINUTE = 60
LATELY = timedelta(days=30)
"""For so long a reminder that could not be delivered stands on the national page."""
SHOWN = 5
"""How many offices the panel of the longest silent shows; the list below has them all."""


@dataclass(frozen=True)
class Wait:
    """Offices that wait for somebody: who that is, and the filters by which the list below shows those offices."""

    who: Acts
    filters: Mapping[str, str]
    words: Any
    """For a number, `n`."""
    tells_oldest: bool = False

    def said_of(self, found: list[Standing]) -> str:
        """6 nominations, the oldest 34 days."""
        said = str(self.words % {"n": len(found)})
        if not self.tells_oldest:
            return said
        oldest = max((each.hiring.days for each in found if each.hiring), default=0)
        return f"{said}, {ngettext('the oldest %(n)d day', 'the oldest %(n)d days', oldest) % {'n': oldest}}"


def who_acts_next(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """Who has how much to do, each figure leading to exactly those offices."""
    turns: dict[Acts, list[dict[str, str]]] = {}
    for wait in WAITS:
        found = [each for each in known["nation"].standings.values() if fits(each, **wait.filters)]
        if found:
            figure = {"what": wait.said_of(found), "url": listed_by(request, **wait.filters)}
            turns.setdefault(wait.who, []).append(figure)
    action = None
    if not known["is_past"]:
        turns[Acts.EOUSA] = turns.get(Acts.EOUSA, []) + undelivered(request) + central_for(request)
        action = _largest_action(request, known["nation"])
    shown = [{"who": named(acts, request), "figures": figures} for acts, figures in turns.items() if figures]
    return {"turns": shown, "action": action}


def named(acts: Acts, request: PortalRequest) -> str:
    """The party, and whether that is the reader."""
    names = {Acts.OFFICE: _("Offices"), Acts.INVESTIGATION: _("Investigations")}
    is_reader = acts in {Acts.EOUSA, Acts.OARM} and request.hat.role == acts.value
    label = str(names.get(acts, acts.label))
    return _("%(who)s (you)") % {"who": label} if is_reader else label


OVER = ngettext_lazy("%(n)d of them over target", "%(n)d of them over target", "n")
TO_MOVE = {"acts": "OFFICE", "vacancy": ANY_VACANCY}
ALONE = {"acts": "OFFICE", "vacancy": NO_VACANCY}
CHECKED = {"acts": "INVESTIGATION", "vacancy": ANY_VACANCY}
WAITS = (
    Wait(
        Acts.OARM,
        {"acts": "OARM", "vacancy": ANY_VACANCY},
        ngettext_lazy("%(n)d nomination", "%(n)d nominations", "n"),
        True,
    ),
    Wait(Acts.OFFICE, TO_MOVE, ngettext_lazy("%(n)d to move a vacancy", "%(n)d to move a vacancy", "n")),
    Wait(Acts.OFFICE, TO_MOVE | {"vacancy": LATE_VACANCY}, OVER),
    Wait(
        Acts.OFFICE,
        ALONE | {"answer": "silent"},
        ngettext_lazy("%(n)d office to answer", "%(n)d offices to answer", "n"),
    ),
    Wait(
        Acts.OFFICE,
        ALONE | {"answer": "in_hand"},
        ngettext_lazy("%(n)d office to fill its post", "%(n)d offices to fill their posts", "n"),
    ),
    Wait(
        Acts.EOUSA,
        {"vacancy": Stage.POSITION_REQUESTED},
        ngettext_lazy("%(n)d position to grant", "%(n)d positions to grant", "n"),
    ),
    Wait(
        Acts.EOUSA,
        {"vacancy": Stage.SPECIAL_REQUESTED},
        ngettext_lazy("%(n)d special AUSA to appoint", "%(n)d special AUSAs to appoint", "n"),
    ),
    Wait(
        Acts.EOUSA,
        {"answer": UNREACHABLE},
        ngettext_lazy(
            "%(n)d silent office where nobody can be reached", "%(n)d silent offices where nobody can be reached", "n"
        ),
    ),
    Wait(
        Acts.EOUSA,
        {"answer": DOUBTED},
        ngettext_lazy(
            "%(n)d office shares a specialist with one that has none",
            "%(n)d offices share a specialist with one that has none",
            "n",
        ),
    ),
    Wait(Acts.EOUSA, {"answer": "not_asked"}, ngettext_lazy("%(n)d office to ask", "%(n)d offices to ask", "n")),
    Wait(
        Acts.EOUSA,
        {"answer": UNREMINDED},
        ngettext_lazy("%(n)d office asked, reminders not started", "%(n)d offices asked, reminders not started", "n"),
    ),
    Wait(Acts.INVESTIGATION, CHECKED, ngettext_lazy("%(n)d running", "%(n)d running", "n")),
    Wait(Acts.INVESTIGATION, CHECKED | {"vacancy": LATE_VACANCY}, OVER),
)
"""Everything that offices wait for, in the order of the panel."""


def _largest_action(request: PortalRequest, nation: Nation) -> dict[str, str] | None:
    """The one thing that this reader can do now for most offices."""
    if not request.hat.may(Permission.OFFICE_ASK):
        return None
    not_asked = nation.totals.groups["not_asked"]
    if not_asked:
        words = ngettext("Ask %d office", "Ask %d offices", not_asked) % not_asked
        return {"label": words, "url": f"{reverse('asking-create')}?answer=not_asked"}
    waiting = sum(each.is_unreminded for each in nation.standings.values())
    words = ngettext("Start the reminders of %d office", "Start the reminders of %d offices", waiting) % waiting
    return {"label": words, "url": f"{reverse('asking-create')}?answer={UNREMINDED}"} if waiting else None


def undelivered(request: PortalRequest) -> list[dict[str, str]]:
    """The reminders of the last weeks that could not be delivered, counted once a minute."""
    if not request.hat.may(Permission.MESSAGE_VIEW):
        return []
    since = localdate() - LATELY
    count = cache.get_or_set(f"undelivered:{request.hat.database_role}", partial(failed_since, since), MINUTE)
    if not count:
        return []
    words = ngettext("%(n)d reminder could not be delivered", "%(n)d reminders could not be delivered", count)
    query = urlencode({"kind": "reminder", "state": Message.State.FAILED, "since": since.isoformat()})
    return [{"what": words % {"n": count}, "url": f"{reverse('message-list')}?{query}"}]


def failed_since(day: date) -> int:
    return Message.objects.reminders().filter(state=Message.State.FAILED, created_at__date__gte=day).count()


def silent_longest(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """The offices that have been silent longest, with their last word."""
    rows = [row for row in known["rows"] if row.standing.group is Group.SILENT]
    rows.sort(key=lambda row: row.urgency)
    more = max(0, len(rows) - SHOWN)
    return {"rows": rows[:SHOWN], "more": more, "more_url": listed_by(request, answer=Group.SILENT.value)}


def sections(_request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The offices that have a section today, and which of them has a named head: that one counts as full time."""
    day = localdate()
    lasting = Q(ends_on=None) | Q(ends_on__gt=day)
    found = Section.objects.standing().filter(lasting, starts_on__lte=day).order_by("office__court_id", "name")
    rows = [
        {"office": one.office.abbreviation, "url": reverse("office-staffing", args=[one.office.court_id]),
         "name": one.name, "is_headed": one.is_headed}
        for one in found.select_related("office")
    ]  # fmt: skip
    said = ngettext(
        "%(n)d section for domestic violence cases; with a named head, so that its office counts as full time: "
        "%(headed)d.",
        "%(n)d sections for domestic violence cases; with a named head, so that their office counts as full time: "
        "%(headed)d.",
        len(rows),
    )
    headed = sum(row["is_headed"] for row in rows)
    return {"sentence": said % {"n": len(rows), "headed": headed}, "rows": rows[:SHOWN]} if rows else None


add_banner(emergencies)
add_staying(appointments_go_on)
add_first_page(board, Role.EOUSA, Role.EOUSA_READER)
add_first_page(nomination_list, Role.OARM)
add_first_page(own_office, *OFFICE_HEADS)
add_panel(
    Panel("silent-longest", gettext_lazy("Silent longest"), Permission.BOARD_VIEW,
          "specialists/panel_silent_longest.html", silent_longest, 10, is_as_of=True)
)  # fmt: skip
add_panel(
    Panel("who-acts-next", gettext_lazy("Who acts next"), Permission.BOARD_VIEW,
          "specialists/panel_who_acts_next.html", who_acts_next, 20, is_as_of=True)
)  # fmt: skip
add_panel(
    Panel("sections", gettext_lazy("Sections"), Permission.BOARD_VIEW, "specialists/panel_sections.html", sections, 90,
          True)
)  # fmt: skip
