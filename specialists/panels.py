"""The first pages of those who fill the post and watch over it, and the national page's panels about it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access import EOUSA_ROLES, OFFICE_ROLES, Permission, Role
from portal.hats import PortalRequest
from portal.panels import Panel, add_first_page, add_panel
from specialists.coverage import Answer, Group
from specialists.standing import Acts, Standing
from specialists.views.board import board
from specialists.views.office import own_office

SHOWN = 5
"""How many offices the panel of the longest silent shows; the list below has them all."""


def who_acts_next(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """How many offices wait for whom, each figure leading to those offices."""
    standings: list[Standing] = list(known["nation"].standings.values())
    is_eousa = request.hat.role in EOUSA_ROLES
    eousa = _("EOUSA (you)") if is_eousa else _("EOUSA")
    unreachable = sum(each.group is Group.SILENT and each.acts is Acts.EOUSA for each in standings)
    silent = sum(each.group is Group.SILENT and each.acts is Acts.OFFICE for each in standings)
    in_hand = sum(each.group is Group.IN_HAND for each in standings)
    not_asked = sum(each.answer is Answer.NOT_ASKED for each in standings)
    turns = [
        _turn(unreachable, eousa, "unreachable", ngettext("%d silent office where nobody can be reached", "%d silent offices where nobody can be reached", unreachable)),  # noqa: E501
        _turn(not_asked, eousa, "not_asked", ngettext("%d office to ask", "%d offices to ask", not_asked)),
        _turn(silent, _("Offices"), "silent", ngettext("%d office to answer", "%d offices to answer", silent)),
        _turn(in_hand, _("Offices"), "in_hand", ngettext("%d office to fill its post", "%d offices to fill their posts", in_hand)),  # noqa: E501
    ]  # fmt: skip
    return {"turns": [turn for turn in turns if turn], "action": _largest_action(request, not_asked)}


def _turn(count: int, who: str, answer: str, words: str) -> dict[str, str] | None:
    return {"who": who, "what": words % count, "url": f"?answer={answer}#listing"} if count else None


def _largest_action(request: PortalRequest, not_asked: int) -> dict[str, str] | None:
    """The one thing that this reader can do now for most offices."""
    if not not_asked or not request.hat.may(Permission.OFFICE_ASK):
        return None
    words = ngettext("Ask %d office that nobody has asked", "Ask %d offices that nobody has asked", not_asked)
    return {"label": words % not_asked, "url": f"{reverse('asking-create')}?answer=not_asked"}


def silent_longest(_request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """The offices that have been silent longest, with their last word."""
    rows = [row for row in known["rows"] if row.standing.group is Group.SILENT]
    rows.sort(key=lambda row: row.urgency)
    return {"rows": rows[:SHOWN], "more": max(0, len(rows) - SHOWN)}


add_first_page(board, Role.EOUSA, Role.EOUSA_READER, Role.OARM)
add_first_page(own_office, *OFFICE_ROLES)
add_panel(
    Panel("silent-longest", gettext_lazy("Silent longest"), Permission.BOARD_VIEW,
          "specialists/panel_silent_longest.html", silent_longest, 10)
)  # fmt: skip
add_panel(
    Panel("who-acts-next", gettext_lazy("Who acts next"), Permission.BOARD_VIEW,
          "specialists/panel_who_acts_next.html", who_acts_next, 20)
)  # fmt: skip
