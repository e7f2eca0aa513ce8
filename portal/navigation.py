"""The navigation of each role: what it has come to do, most frequent first."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.access import Permission
from portal.hats import Hat

# label, route, letter or digit after "g", permission
ENTRIES = [
    (_("Home"), "home", "h", Permission.HOME_VIEW),
    (_("Next steps"), "step-list", "s", Permission.NEXT_STEP_VIEW),
    (_("Questions about money"), "guidance-list", "z", Permission.GUIDANCE_VIEW),
    (_("Questions about money"), "guidance-own-list", "z", Permission.GUIDANCE_ASK),
    (_("Log outreach"), "outreach-create", "e", Permission.OUTREACH_LOG),
    (_("Outreach"), "outreach-list", "u", Permission.OUTREACH_VIEW),
    (_("Reports"), "report-list", "q", Permission.REPORT_VIEW),
    (_("Your entry"), "own-entry", "y", Permission.OWN_ENTRY_VIEW),
    (_("Barriers"), "barrier-list", "x", Permission.BARRIER_VIEW),
    (_("Forms of courts"), "notice-list", "j", Permission.NOTICE_REPLY),
    (_("Two days compared"), "coverage-compare", "c", Permission.BOARD_VIEW),
    (_("Vacancies"), "vacancy-list", "v", Permission.VACANCY_VIEW),
    (_("Nominations"), "nomination-list", "n", Permission.NOMINATION_VIEW),
    (_("Organizations"), "organization-list", "t", Permission.ORGANIZATION_VIEW),
    (_("The five duties"), "duty-list", "w", Permission.ORGANIZATION_VIEW),
    (_("Working groups"), "group-list", "g", Permission.GROUP_VIEW),
    (_("Library"), "library-list", "b", Permission.LIBRARY_VIEW),
    (_("Figures"), "figure-list", "i", Permission.OUTREACH_FIGURES_VIEW),
    (_("Directives"), "directive-list", "d", Permission.DIRECTIVE_VIEW),
    (_("Roster"), "roster-list", "r", Permission.ROSTER_IMPORT),
    (_("Points of contact"), "point-of-contact-list", "k", Permission.BOARD_VIEW),
    (_("People"), "member-list", "p", Permission.MEMBER_VIEW),
    (_("Reminders"), "message-list", "m", Permission.MESSAGE_VIEW),
    (_("Reminder rules"), "rung-list", "l", Permission.LADDER_VIEW),
    (_("Find an office"), "find", "f", Permission.PUBLIC_VIEW),
    (_("Programs"), "program-list", "1", Permission.PUBLIC_VIEW),
    (_("Does a program fit?"), "fit", "2", Permission.PUBLIC_VIEW),
    (_("Funding notices"), "opportunity-list", "3", Permission.PUBLIC_VIEW),
    (_("Ask a question"), "ask", "4", Permission.PUBLIC_VIEW),
    (_("The 94 offices"), "office-list", "o", Permission.PUBLIC_VIEW),
    (_("Your account"), "account", "a", Permission.ACCOUNT_VIEW),
]
WITHIN: dict[str, tuple[str, ...]] = {
    "duty-list": (
        "erpo-list", "readiness-list", "gap-list", "project-list", "notice-list", "barrier-totals", "case-count-list",
        "case-total-list", "context-list",
    ),
    "guidance-list": ("funnel", "answer-template-list", "administrator-list", "follow-list"),
    "guidance-own-list": ("follow-list",),
}  # fmt: skip
"""Pages without an entry of their own, with all beneath them, by the entry under which they stand."""
AT_ONCE = {"outreach-create": "l"}
"""The letter that goes there by itself."""


_only_where: dict[str, Callable[[Hat], bool]] = {}


def stands_only_where(route: str, holds: Callable[[Hat], bool]) -> None:
    """Let an entry stand for those alone to whom its page has something to say. Asked on every page of theirs."""
    _only_where[route] = holds


AT_HAND = 6
"""How many stand in the line; the others stand behind “More”."""


def navigation(hat: Hat, path: str) -> dict[str, list[dict[str, Any]]]:
    """The entries that the hat may use, the current one marked: those at hand, and the others.

    One of the others that is current takes the last place at hand, so that the line never grows.
    """
    entries = entries_of(hat, path)
    if len(entries) == AT_HAND + 1:  # one alone needs no “More”
        return {"at_hand": entries, "more": []}
    at_hand, others = entries[:AT_HAND], entries[AT_HAND:]
    current = [entry for entry in others if entry["current"]]
    kept = len(at_hand) - len(current)
    more = at_hand[kept:] + [entry for entry in others if not entry["current"]]
    return {"at_hand": at_hand[:kept] + current, "more": more}


def entries_of(hat: Hat, path: str) -> list[dict[str, Any]]:
    entries = []
    for label, route, key, permission in ENTRIES:
        if hat.may(permission) and (route not in _only_where or _only_where[route](hat)):
            url = address_of(route)
            at_once = AT_ONCE.get(route, "")
            is_page = path == url
            is_current = is_page or any(path.startswith(address_of(one)) for one in WITHIN.get(route, ()))
            entry = {"label": label, "url": url, "key": key, "at_once": at_once}
            entries.append(entry | {"current": is_current, "is_page": is_page})
    return entries


def address_of(route: str) -> str:
    return _address(route, get_language(), get_script_prefix())


@lru_cache(maxsize=1000)
def _address(route: str, _language: str | None, _prefix: str) -> str:
    """Found once: every page asks for forty of them, and they change with the language alone."""
    return reverse(route)
