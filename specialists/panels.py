"""The first pages of those who fill the post and watch over it, and the national page's panels about it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access import OFFICE_ROLES, Permission, Role
from portal.hats import PortalRequest
from portal.panels import Panel, add_banner, add_first_page, add_panel
from specialists.banners import emergencies
from specialists.coverage import Group
from specialists.forms import DOUBTED, UNREACHABLE
from specialists.standing import Acts, Standing
from specialists.views.board import board, listed_by
from specialists.views.nomination_lists import nomination_list
from specialists.views.office import own_office

SHOWN = 5
"""How many offices the panel of the longest silent shows; the list below has them all."""


def who_acts_next(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """How many offices wait for whom, each figure leading to those offices."""
    counted = Counter(waits_for(each) for each in known["nation"].standings.values())
    eousa = _("EOUSA (you)") if request.hat.role is Role.EOUSA else _("EOUSA")
    turns = [
        {
            "who": eousa if who == "EOUSA" else _("Offices"),
            "what": _what(answer, counted[answer]),
            "url": listed_by(request, answer),
        }
        for answer, who in WAITING.items()
        if counted[answer]
    ]
    return {"turns": turns, "action": None if known["is_past"] else _largest_action(request, counted["not_asked"])}


WAITING = {UNREACHABLE: "EOUSA", DOUBTED: "EOUSA", "not_asked": "EOUSA", "silent": "OFFICE", "in_hand": "OFFICE"}
"""What offices may wait for, by the answer that the list below is filtered by, and who has to act."""


def waits_for(standing: Standing) -> str:
    """The key of `WAITING`, or covered, where nobody has to act."""
    if standing.group is Group.SILENT and standing.acts is Acts.EOUSA:
        return UNREACHABLE
    if standing.group is Group.COVERED and standing.acts is Acts.EOUSA:
        return DOUBTED
    return standing.group.value


def _what(answer: str, count: int) -> str:
    words = {
        UNREACHABLE: ngettext(
            "%d silent office where nobody can be reached", "%d silent offices where nobody can be reached", count
        ),
        DOUBTED: ngettext(
            "%d office shares a specialist with one that has none",
            "%d offices share a specialist with one that has none",
            count,
        ),
        "not_asked": ngettext("%d office to ask", "%d offices to ask", count),
        "silent": ngettext("%d office to answer", "%d offices to answer", count),
        "in_hand": ngettext("%d office to fill its post", "%d offices to fill their posts", count),
    }
    return words[answer] % count


def _largest_action(request: PortalRequest, not_asked: int) -> dict[str, str] | None:
    """The one thing that this reader can do now for most offices."""
    if not not_asked or not request.hat.may(Permission.OFFICE_ASK):
        return None
    words = ngettext("Mark %d office as asked", "Mark %d offices as asked", not_asked)
    return {"label": words % not_asked, "url": f"{reverse('asking-create')}?answer=not_asked"}


def silent_longest(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """The offices that have been silent longest, with their last word."""
    rows = [row for row in known["rows"] if row.standing.group is Group.SILENT]
    rows.sort(key=lambda row: row.urgency)
    more = max(0, len(rows) - SHOWN)
    return {"rows": rows[:SHOWN], "more": more, "more_url": listed_by(request, Group.SILENT.value)}


add_banner(emergencies)
add_first_page(board, Role.EOUSA, Role.EOUSA_READER)
add_first_page(nomination_list, Role.OARM)
add_first_page(own_office, *OFFICE_ROLES)
add_panel(
    Panel("silent-longest", gettext_lazy("Silent longest"), Permission.BOARD_VIEW,
          "specialists/panel_silent_longest.html", silent_longest, 10)
)  # fmt: skip
add_panel(
    Panel("who-acts-next", gettext_lazy("Who acts next"), Permission.BOARD_VIEW,
          "specialists/panel_who_acts_next.html", who_acts_next, 20)
)  # fmt: skip
