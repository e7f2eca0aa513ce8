"""Which pages are in English and Spanish, and for whom: everything that somebody outside of government may open."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import translate_url
from django.utils.translation import get_language

from portal.access import Permission
from portal.hats import VISITOR
from portal.routes import declared


def is_public(request: HttpRequest) -> bool:
    """Whether everybody may see the page, whoever it is that looks."""
    match = request.resolver_match
    return match is not None and declared(match.func) is Permission.PUBLIC_VIEW


def has_two_languages(request: HttpRequest) -> bool:
    """Whether the page is in Spanish too for whoever looks: not what government reads for its own work."""
    return is_public(request) or not getattr(request, "hat", VISITOR).is_government


def other_language_url(request: HttpRequest) -> str:
    """This page in the other language; empty where it has one language only."""
    if not has_two_languages(request):
        return ""
    path = request.get_full_path()
    other = translate_url(path, "en" if get_language() == "es" else "es")
    return other if other != path else ""


def in_english(request: HttpRequest) -> HttpResponseRedirect | None:
    """To the English page, where a Spanish address leads to what is in English only."""
    if get_language() == "en" or has_two_languages(request):
        return None
    return HttpResponseRedirect(translate_url(request.get_full_path(), "en"))
