"""What apps put on pages of the foundation: the first page of a role, and panels of the national page.

An app registers both in its own `panels.py`, which is loaded at the start; the foundation knows no app.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from portal.access import Permission, Role
from portal.hats import PortalRequest

View = Callable[[PortalRequest], HttpResponse]
Facts = Callable[[PortalRequest, Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Panel:
    """One part of the national page. `facts` gets what the page already knows, so that nothing is read twice."""

    key: str
    title: Any
    permission: Permission
    template: str
    facts: Facts
    order: int = 50


_panels: dict[str, Panel] = {}
_first_pages: dict[Role, View] = {}


def add_panel(panel: Panel) -> None:
    """Put a panel on the national page; the same key replaces it."""
    _panels[panel.key] = panel


def panels_for(request: PortalRequest, known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The panels that the hat may see, in their order, each with what its template needs."""
    allowed = [panel for panel in _panels.values() if request.hat.may(panel.permission)]
    return [
        {"key": panel.key, "title": panel.title, "template": panel.template, "facts": panel.facts(request, known)}
        for panel in sorted(allowed, key=lambda panel: panel.order)
    ]


def add_first_page(view: View, *roles: Role) -> None:
    """Make a view the first page of these roles."""
    _first_pages.update(dict.fromkeys(roles, view))


def first_page(role: Role) -> View | None:
    """The view that an app has made the first page of this role."""
    return _first_pages.get(role)
