"""What the pages say of a program, in sentences."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grants.catalog import ProgramFacts


def day_words(day: date) -> str:
    """With the month in full: September 30, 2027."""
    return date_format(day, "DATE_FORMAT" if get_language() == "es" else "F j, Y")


def counted(number: int, day: date, today: date) -> str:
    """How many programs the list shows, as of which day."""
    if day == today:
        said = ngettext(
            "%(n)d federal program pays for work with survivors.",
            "%(n)d federal programs pay for work with survivors.",
            number,
        )
    else:
        said = ngettext(
            "On %(day)s %(n)d federal program paid for work with survivors.",
            "On %(day)s %(n)d federal programs paid for work with survivors.",
            number,
        )
    return said % {"n": number, "day": day_words(day)}


def authorization(facts: ProgramFacts, day: date) -> str:
    """Until when Congress has authorized the money; empty where that is not known."""
    last = facts.authorized_through
    if last is None:
        return ""
    if facts.is_authorized(day):
        return _("Authorized until %(day)s: the authorization ends on that day unless Congress renews it.") % {
            "day": day_words(last)
        }
    return _(
        "The authorization ended on %(day)s. Congress may still provide money, year by year: check whether there is a "
        "notice."
    ) % {"day": day_words(last)}


def missing(editions: Iterable[ProgramFacts], day: date) -> str:
    """Why a program has no answer on that day."""
    dated = sorted(editions, key=lambda edition: edition.valid_from)
    first, last = dated[0], dated[-1]
    if day < first.valid_from:
        return _("On %(day)s this program was not there yet. It stands in the catalog from %(first)s on.") % {
            "day": day_words(day),
            "first": day_words(first.valid_from),
        }
    return _("On %(day)s this program is no longer there. It stands in the catalog until %(last)s.") % {
        "day": day_words(day),
        "last": day_words(last.valid_until or last.valid_from),
    }


def period(facts: ProgramFacts) -> str:
    """From when until when an edition holds; its last day has no part in it."""
    if facts.valid_until is None:
        return _("from %(first)s on") % {"first": day_words(facts.valid_from)}
    return _("from %(first)s until before %(end)s") % {
        "first": day_words(facts.valid_from),
        "end": day_words(facts.valid_until),
    }


def caution(facts: ProgramFacts) -> str:
    """What has to be said where a verdict cannot rest on what is known; empty where it can."""
    if facts.has_verdict:
        return ""
    return _("We have not read the law of this program word by word. Check the notice before you rely on this page.")


def who_can_apply(facts: ProgramFacts) -> str:
    """In one line: an organization at its state, where the state passes the money on."""
    if facts.passes_on:
        return _("your organization, at the agency of your state")
    if not facts.applicants:
        return _("not verified: check the notice")
    return "; ".join(facts.applicants_in_words)


def name_and_short(facts: ProgramFacts) -> str:
    """The name, with the word by which people know the program."""
    return facts.title if facts.short in facts.title else f"{facts.title} ({facts.short})"


def called(facts: ProgramFacts) -> str:
    """By the short word where the page is in its language, English; else by the name."""
    return facts.short if facts.short and get_language() != "es" else facts.title


def name_in_html(facts: ProgramFacts) -> str:
    """The same; the word is English in every language, and says so to whatever reads the page aloud."""
    if facts.short in facts.title:
        return escape(facts.title)
    return format_html('{} (<span lang="en">{}</span>)', facts.title, facts.short)


def sentences(text: str) -> list[str]:
    """The parts of a text that a list shows one by one: a line each."""
    return [line for line in text.split("\n") if line]
