"""The navigation of each role: what it has come to do, most frequent first."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access import Permission
from portal.hats import Hat

ENTRIES = [
    (_("Home"), "home", Permission.HOME_VIEW),
    (_("Two days compared"), "coverage-compare", Permission.BOARD_VIEW),
    (_("Roster"), "roster-list", Permission.ROSTER_IMPORT),
    (_("People"), "member-list", Permission.MEMBER_VIEW),
    (_("Mail sent"), "message-list", Permission.MESSAGE_VIEW),
    (_("Find an office"), "find", Permission.PUBLIC_VIEW),
    (_("The 94 offices"), "office-list", Permission.PUBLIC_VIEW),
    (_("Your account"), "account", Permission.ACCOUNT_VIEW),
]


def navigation(hat: Hat, path: str) -> list[dict[str, Any]]:
    """The entries that the hat may use, the current one marked."""
    entries = []
    for label, route, permission in ENTRIES:
        if hat.may(permission):
            url = reverse(route)
            entries.append({"label": label, "url": url, "current": path == url})
    return entries
