"""Markdown that people wrote, as a page may show it: texts of the library, papers of groups.

Two gates, each enough by itself: Markdown is read without HTML, and what became of it passes a short list of elements
and attributes. No picture, no style, no script; a link leads over https or to a mailbox, to nowhere in the portal.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

ELEMENTS = {
    "p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
SCHEMES = {"https", "mailto"}
FIRST_HEADING, LAST_HEADING = 3, 6
"""The page has its own title and headings: those of the text begin below."""
UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that show nothing themselves and turn the order of others around."""


def shown(markdown: str) -> SafeString:
    """The text as HTML that a page may hold, whoever wrote it."""
    return SafeString(cleaned(READER.render(UNSEEN.sub("", markdown))))


def cleaned(html: str) -> str:
    """The second gate: whatever HTML it is given, what comes out holds nothing but the short list."""
    return nh3.clean(
        html,
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def is_good_link(url: str) -> bool:
    """Whether a link leads where it says: to a host by https, without a user's name before it, or to a mailbox."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(parts.path)
    return parts.scheme == "https" and bool(host) and "@" not in parts.netloc


def _kept(_element: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if is_good_link(value) else None
    return value if attribute != "start" or value.isdecimal() else None


def _headings_below(state: StateCore) -> None:
    """The text's highest heading stands right below the page's own; none is more than one step below the one before."""
    headings = [token for token in state.tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((level_of(token) for token in headings), default=0)
    above = FIRST_HEADING - 1
    for opens, closes in zip(headings[::2], headings[1::2], strict=True):
        above = min(FIRST_HEADING + level_of(opens) - highest, above + 1, LAST_HEADING)
        opens.tag = closes.tag = f"h{above}"


def level_of(heading: Token) -> int:
    return int(heading.tag[1:])


def _words_of_picture(_renderer: object, tokens: Sequence[Token], place: int, _options: object, _env: object) -> str:
    """A picture is not shown; what it says of itself is."""
    return escape(tokens[place].content)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.validateLink = is_good_link  # type: ignore[method-assign]
    reader.core.ruler.push("headings_below", _headings_below)
    reader.add_render_rule("image", _words_of_picture)
    return reader


READER = _reader()
