"""What a mail says of itself wherever this is not the official site."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

WHAT_THIS_IS = _("Demonstration, not a government site. People and events are invented.")


def saying_so(text: str) -> str:
    """The text with a last line that says what it is, unless it does so itself."""
    return text if says_what_this_is(text) else f"{text.rstrip()}\n\n-- \n{WHAT_THIS_IS}\n"


def says_what_this_is(text: str) -> bool:
    """Whether the mail says so itself, in whichever language it is written."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            if str(WHAT_THIS_IS) in text:
                return True
    return False


def note_below(html: str) -> str:
    """The page with a last paragraph that says what it is."""
    page, end, rest = html.partition("</body>")
    return page + format_html("<hr><p>{}</p>", WHAT_THIS_IS) + (f"</body>{rest}" if end else "")
