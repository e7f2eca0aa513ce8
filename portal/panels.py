"""What apps put on pages of the foundation: first pages of roles, panels of the national page, lines on others.

An app registers them in its own `panels.py`, which is loaded at the start; the foundation knows no app.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.timezone import localdate

from portal.access import Permission, Role
from portal.hats import PortalRequest
from portal.models import AuditEvent, Membership
from portal.tenancy import current

View = Callable[[PortalRequest], HttpResponse]
Lines = Callable[[PortalRequest], list[dict[str, Any]]]
StaysBehind = Callable[[PortalRequest, Membership], Iterable[dict[str, str]]]
Facts = Callable[[PortalRequest, Mapping[str, Any]], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """One part of the national page, or of an office's. `facts` gets what the page already knows, so that nothing is
    read twice: of an office's page `office`. None: there is nothing to show."""

    key: str
    title: Any
    permission: Permission
    template: str
    facts: Facts
    order: int = 50
    is_kept: bool = False
    """Of the national page: whether a minute may pass until a change shows, so that the page is not counted anew."""
    is_as_of: bool = False
    """Of the national page: whether it tells of the day that is asked. The others tell of today, and are left out where
    the page shows a day of the past."""


KEPT_FOR = 60
"""Seconds."""
Shown = list[dict[str, Any]]

_panels: dict[str, Panel] = {}
_office_panels: dict[str, Panel] = {}
_banners: list[Lines] = []
_staying: list[StaysBehind] = []
_kept_back: list[StaysBehind] = []
_late: list[Lines] = []
_own: list[Lines] = []
_central: list[Lines] = []
_first_pages: dict[Role, View] = {}


def add_panel(panel: Panel) -> None:
    """Put a panel on the national page; the same key replaces it."""
    _panels[panel.key] = panel


def add_office_panel(panel: Panel) -> None:
    """Put a panel on the page of every office; the same key replaces it."""
    _office_panels[panel.key] = panel


def panels_for(request: PortalRequest, known: Mapping[str, Any]) -> Shown:
    """The panels that the hat may see, in their order, each with its title and what it shows."""
    if known.get("is_past"):
        return shown([panel for panel in _panels.values() if panel.is_as_of], request, known)
    at_once = shown([panel for panel in _panels.values() if not panel.is_kept], request, known)
    later = kept_a_minute("nation", [panel for panel in _panels.values() if panel.is_kept], request, known)
    return sorted([*at_once, *later], key=lambda panel: panel["order"])


def office_panels_for(request: PortalRequest, known: Mapping[str, Any]) -> Shown:
    """The panels of an office's page that the hat may see: counted anew when anything of the office has changed.

    Whoever does not read its changes waits for the count each time.
    """
    office = known["office"]
    if not request.hat.may(Permission.HISTORY_VIEW):
        return shown(_office_panels.values(), request, known)
    changed = AuditEvent.objects.filter(office_id=office.pk).order_by("-pk").values_list("pk", flat=True).first()
    return kept_a_minute(f"{office.pk}:{changed}", list(_office_panels.values()), request, known)


def kept_a_minute(what: str, panels: Collection[Panel], request: PortalRequest, known: Mapping[str, Any]) -> Shown:
    """What these panels show to everybody of this role at this office."""
    key = f"panels:{what}:{request.hat.role}:{request.hat.office_id}:{localdate()}"
    found: Shown = cache.get_or_set(key, partial(shown, panels, request, known), KEPT_FOR) or []
    return found


def shown(panels: Iterable[Panel], request: PortalRequest, known: Mapping[str, Any]) -> Shown:
    allowed = [panel for panel in panels if request.hat.may(panel.permission)]
    found = []
    for panel in sorted(allowed, key=lambda panel: panel.order):
        facts = panel.facts(request, known)
        if facts is not None:
            html = render_to_string(panel.template, {"facts": facts})
            found.append({"key": panel.key, "title": str(panel.title), "order": panel.order, "html": html})
    return found


def add_banner(lines: Lines) -> None:
    """Put lines ({text, url}) on top of every page of an office's people. Asked on every page: has to be quick."""
    _banners.append(lines)


def banners_for(request: PortalRequest) -> list[dict[str, Any]]:
    """The lines that stand on every page of this reader, where the page is bound to the reader's own office."""
    binding = current()
    if binding is None or binding.office_id != request.hat.office_id:
        return []
    return [line for lines in _banners for line in lines(request)]


def add_late(lines: Lines) -> None:
    """Say ({text, url}) what of an app is late, on the first page of those who lead an office."""
    _late.append(lines)


def late_for(request: PortalRequest) -> list[dict[str, Any]]:
    """What is late at the reader's office besides its post, as far as this reader may know."""
    return [line for lines in _late for line in lines(request)]


def add_own(lines: Lines) -> None:
    """Say ({text, url}) what of an app waits for the very reader, on the first page of those who lead an office."""
    _own.append(lines)


def own_for(request: PortalRequest) -> list[dict[str, Any]]:
    """What waits for the reader besides the post."""
    return [line for lines in _own for line in lines(request)]


def add_central(lines: Lines) -> None:
    """Say ({what, url}) what of an app waits for EOUSA itself, on its first page."""
    _central.append(lines)


def central_for(request: PortalRequest) -> list[dict[str, Any]]:
    """What waits for EOUSA besides offices' posts, as far as this reader may see to it."""
    return [line for lines in _central for line in lines(request)]


def add_staying(lines: StaysBehind) -> None:
    """Say ({text, url, label}) what of an app goes on although a role ends, where somebody is about to end it."""
    _staying.append(lines)


def staying(request: PortalRequest, memberships: Iterable[Membership]) -> list[dict[str, str]]:
    """What goes on although these roles end, as far as this reader may know."""
    return [line for membership in memberships for lines in _staying for line in lines(request, membership)]


def add_kept_back(lines: StaysBehind) -> None:
    """Say ({text, url, label}) what of an app no hand-over passes on, where somebody hands over or ends a role."""
    _kept_back.append(lines)
    add_staying(lines)


def kept_back(request: PortalRequest, membership: Membership) -> list[dict[str, str]]:
    """What of this role is not handed over, as far as this reader may know."""
    return [line for lines in _kept_back for line in lines(request, membership)]


def add_first_page(view: View, *roles: Role) -> None:
    """Make a view the first page of these roles."""
    _first_pages.update(dict.fromkeys(roles, view))


def first_page(role: Role) -> View | None:
    """The view that an app has made the first page of this role."""
    return _first_pages.get(role)
