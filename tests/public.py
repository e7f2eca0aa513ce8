"""What everybody may see, as tests read it: which addresses there are, and what of a Spanish page is still English."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.urls import LocalePrefixPattern, URLPattern, URLResolver, get_resolver

from portal.access import Permission
from portal.routes import declared, every_route

OPEN = {Permission.PUBLIC_VIEW, Permission.SESSION_USE}
SHORTEST = 13
"""English of so many letters is not found in a Spanish text by chance."""
TAG = re.compile(r"<[^>]+>")
MARKED = re.compile(r"<(\w+)\b[^>]* lang=\"en\"[^>]*>.*?</\1>", re.DOTALL)
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")


def in_two_languages() -> Iterator[URLPattern]:
    """Pages that stand under /es/ too."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and isinstance(resolver.pattern, LocalePrefixPattern):
            yield from (pattern for _path, pattern in every_route(resolver.url_patterns))


def routes_of(app: str) -> Iterator[URLPattern]:
    """Pages of an app that need no account."""
    for pattern in in_two_languages():
        if pattern.callback.__module__.startswith(f"{app}.") and declared(pattern.callback) in OPEN:
            yield pattern


def text_of(response: Any) -> str:
    """The page as it is read, without what is marked as English."""
    return read(response.content.decode())


def read(page: str) -> str:
    """The body of a page without its tags, on one line."""
    return " ".join(lines_of(page))


def lines_of(page: str) -> list[str]:
    """What stands between the tags of the body, without what is marked as English."""
    body = MARKED.sub(" ", page[page.index("<body") :])
    return list(filter(None, (plain(html.unescape(line)) for line in TAG.split(body))))


def plain(text: str) -> str:
    """With one space wherever there is any."""
    return " ".join(text.split())


@lru_cache(maxsize=1)
def english() -> dict[str, str]:
    """Each string of the catalog that reads differently in Spanish: its longest piece without blanks to fill."""
    path = Path(settings.BASE_DIR) / "portal/locale/es/LC_MESSAGES/django.po"
    found = {}
    for entry in polib.pofile(str(path)):
        spanish = plain(" ".join([entry.msgstr, *entry.msgstr_plural.values()]))
        for said in filter(None, (entry.msgid, entry.msgid_plural)):
            piece = max((plain(html.unescape(each)) for each in BLANK.split(said)), key=len)
            if len(piece) >= SHORTEST and " " in piece and piece not in spanish:
                found[piece] = said
    return found


def english_in(text: str) -> list[str]:
    """What of the catalog stands in a Spanish text untranslated."""
    return sorted(said for piece, said in english().items() if piece in text)
