"""Which permission each route declares. A route that declares none stops the start (portal.E002)."""

from collections.abc import Iterator
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver

from portal.access import Permission

THIRD_PARTY = {
    "allauth": Permission.SESSION_USE,
    "django.contrib.staticfiles": Permission.PUBLIC_VIEW,
    "django.views.i18n": Permission.PUBLIC_VIEW,
}
"""Packages whose views we route to and cannot mark: they sign people in, or serve what everybody may see."""


def declared(view: Any) -> Permission | None:
    """What a view function, or the class behind it, declares; the package table answers for others' views."""
    found = getattr(view, "permission", None) or getattr(getattr(view, "cls", None), "permission", None)
    if found is None:
        module = getattr(view, "__module__", "")
        found = next((p for package, p in THIRD_PARTY.items() if module.startswith(package)), None)
    return found


def permission_of(match: ResolverMatch) -> Permission:
    """The permission of the matched route. Unreachable without one: the check stops such a start."""
    found = declared(match.func)
    if found is None:
        raise LookupError(f"{match.view_name} declares no permission")
    return found


def every_route(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address pattern of the URLconf with its full path, for the check and for the tests that walk routes."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_route(pattern.url_patterns, path)
        else:
            yield path, pattern
