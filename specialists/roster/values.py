"""From what stands in a cell to what is meant. Each function raises Refused with the sentence for that cell."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from portal.errors import Refused
from specialists.clocks import AHEAD, EARLIEST, LONGEST
from specialists.coverage import Authority, Kind
from specialists.roster.reading import EXAMPLE_EMAIL, shown
from specialists.roster.record import Office

MOST_GUESSES = 100
"""Unknown offices of one file for which the nearest known one is looked up; more is a file of something else."""
FORMULA = ("=", "+", "-", "@")

AUTHORITIES = {
    Authority.AUSA_542: (
        "ausa",
        "542",
        "28usc542",
        "ausa542",
        "ausa28usc542",
        "assistantusattorney",
        "assistantunitedstatesattorney",
    ),
    Authority.SAUSA_543: (
        "sausa",
        "543",
        "28usc543",
        "sausa543",
        "sausa28usc543",
        "specialausa",
        "specialausa28usc543",
        "specialassistantusattorney",
        "specialattorney",
    ),
    Authority.SAUSA_925D: (
        "925d",
        "18usc925d",
        "sausa925d",
        "sausa18usc925d",
        "specialausa925d",
        "specialausa18usc925d",
        "specialausa18usc925dwith28usc543",
        "18usc925dwith28usc543",
    ),
}
KINDS = {
    Kind.FULL_TIME: ("fulltime", "ft", "full", "fulltimespecialist"),
    Kind.COLLATERAL: ("collateral", "collateralduty", "collateralduties"),
    Kind.ACTING: ("acting", "interim"),
    Kind.SHARED: ("shared", "sharedwithanotheroffice", "sharedwithoffice"),
}
POSTS = {
    "US_ATTORNEY": ("usattorney", "unitedstatesattorney", "usa"),
    "FIRST_ASSISTANT": ("firstassistant", "firstassistantusattorney", "fausa"),
    "ADMINISTRATIVE_OFFICER": ("administrativeofficer", "adminofficer", "ao"),
    "STAFFING_MAILBOX": ("staffingmailbox", "mailbox", "staffing"),
}


def plain(text: str) -> str:
    """Letters and digits only, without accents or case: "N.D. Tex." and "nd tex" are one."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", flat)


def filled(text: str, column: str) -> str:
    """A cell that must not be empty."""
    if not text:
        raise Refused(_("The column %(column)s is empty. Fill it in.") % {"column": column})
    return text


def no_formula(text: str, column: str) -> None:
    """Refuse what a spreadsheet would calculate."""
    if text.startswith(FORMULA):
        raise Refused(
            _("The column %(column)s begins with “%(sign)s”, as a formula does. Type the value itself, or nothing.")
            % {"column": column, "sign": text[0]}
        )


def name_of(text: str) -> str:
    """A person's name in at most 120 characters."""
    text = " ".join(text.split())
    if len(text) > 120 or not any(letter.isalpha() for letter in text):
        raise Refused(
            _("“%(text)s” is not a name. Write first and last name in at most 120 characters.") % {"text": shown(text)}
        )
    return text


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one person: order, case, accents, initials and commas do not count."""
    return _words(one) == _words(other)


def _words(name: str) -> set[str]:
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", flat)
    return {word for word in words if len(word) > 1} or {name.casefold().strip()}


def email_of(text: str) -> str:
    """One e-mail address, in lower case."""
    text = text.lower()
    if text == EXAMPLE_EMAIL:
        raise Refused(_("This is the example row of the template. Delete it."))
    try:
        validate_email(text)
    except ValidationError as error:
        raise Refused(
            _("“%(text)s” is not an e-mail address. Write one address like name@office.example.")
            % {"text": shown(text)}
        ) from error
    if len(text) > 254:
        raise Refused(_("The e-mail address is longer than 254 characters. Check it."))
    return text


def _chosen(text: str, words: Mapping[str, Sequence[str]]) -> str | None:
    word = plain(text)
    return next((value for value, names in words.items() if word in names or word == plain(value)), None)


def authority_of(text: str) -> Authority:
    """The law that a specialist serves under, from its section or its plain name."""
    found = _chosen(text.replace("§", ""), {str(key): names for key, names in AUTHORITIES.items()})
    if found is None:
        raise Refused(
            _("The authority “%(text)s” is not known. Write “AUSA” (28 USC 542), “SAUSA” (28 USC 543) or “925D”.")
            % {"text": shown(text)}
        )
    return Authority(found)


def kind_of(text: str) -> Kind:
    """How a specialist serves, from its plain name."""
    found = _chosen(text, {str(key): names for key, names in KINDS.items()})
    if found is None:
        raise Refused(
            _("The kind “%(text)s” is not known. Write “full time”, “collateral”, “acting” or “shared”.")
            % {"text": shown(text)}
        )
    return Kind(found)


def post_of(text: str) -> str:
    """The post of a staffing contact."""
    found = _chosen(text, POSTS)
    if found is None:
        raise Refused(
            _(
                "The post “%(text)s” is not known. Write “US Attorney”, “First Assistant”, “administrative officer” "
                "or “staffing mailbox”."
            )
            % {"text": shown(text)}
        )
    return found


ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def writes_the_day_first(text: str) -> bool:
    """Whether a date can only be read as day/month/year: its file then leaves 3/4/2026 open."""
    found = US.fullmatch(text)
    return bool(found and 12 < int(found[1]) <= 31 and 0 < int(found[2]) <= 12)


def date_of(text: str, column: str, *, day_first: int) -> date:
    """A date written 2026-03-04 or, month first, 3/4/2026, not before 1994.

    `day_first` is the row that shows that the file writes the day first, 0 if none does.
    """
    day = _date(text, column, day_first=day_first)
    if day < EARLIEST:
        raise Refused(
            _("%(column)s is in the year %(year)d; nothing on record is older than 1994. Check the year.")
            % {"column": column, "year": day.year}
        )
    return day


def end_of(text: str, *, on: date, day_first: int) -> date:
    """The first day without a service: at most ten years after `on`."""
    day = date_of(text, "ends_on", day_first=day_first)
    if day > on + LONGEST:
        raise Refused(
            _("ends_on is in the year %(year)d. Check it; where no end is known leave the cell empty.")
            % {"year": day.year}
        )
    return day


def start_of(text: str, *, on: date, day_first: int) -> date:
    """The day on which a service begins: at most a year after `on`."""
    day = date_of(text, "starts_on", day_first=day_first)
    if day > on + AHEAD:
        raise Refused(_("starts_on %(day)s is more than a year ahead. Check the year.") % {"day": day.isoformat()})
    return day


def _date(text: str, column: str, *, day_first: int) -> date:
    iso, us = ISO.fullmatch(text), US.fullmatch(text)
    if iso:
        return _calendar(int(iso[1]), int(iso[2]), int(iso[3]), text, column)
    if us is None:
        raise _unreadable(text, column)
    month, day, year = int(us[1]), int(us[2]), int(us[3])
    if writes_the_day_first(text):
        raise Refused(
            _("%(column)s “%(text)s” has no month %(month)d. If the day stands first, write %(iso)s.")
            % {"column": column, "text": text, "month": month, "iso": f"{year:04}-{day:02}-{month:02}"}
        )
    if day_first and month != day and day <= 12:
        raise Refused(
            _("%(column)s “%(text)s” can be %(one)s or %(other)s, as row %(row)d writes the day first. Write which.")
            % {
                "column": column,
                "text": text,
                "one": f"{year:04}-{month:02}-{day:02}",
                "other": f"{year:04}-{day:02}-{month:02}",
                "row": day_first,
            }
        )
    return _calendar(year, month, day, text, column)


def _calendar(year: int, month: int, day: int, text: str, column: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Refused(
            _("%(column)s “%(text)s” is no day of the calendar. Correct it.") % {"column": column, "text": text}
        ) from error


def _unreadable(text: str, column: str) -> Refused:
    if re.fullmatch(r"\d{5}", text):
        return Refused(
            _("%(column)s “%(text)s” is a spreadsheet's day number. Format the column as a date and save again.")
            % {"column": column, "text": text}
        )
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", text):
        return Refused(
            _("%(column)s “%(text)s” has a year of two digits. Write it as 2026-03-04.")
            % {"column": column, "text": text}
        )
    return Refused(
        _("%(column)s “%(text)s” is not a date. Write it as 2026-03-04 (or 3/4/2026, month first).")
        % {"column": column, "text": shown(text)}
    )


class Offices:
    """The 94 by every name that a roster may use."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self.called: dict[str, set[Office]] = {}
        self.guessed: dict[str, str] = {}
        for office in offices:
            for name in (office.court_id, office.abbreviation, office.official_name, office.site_code):
                self.called.setdefault(plain(name), set()).add(office)
            self.called.setdefault(plain(office.site_code).removeprefix("usao"), set()).add(office)

    def named(self, text: str) -> Office:
        """The office that the cell names; an unknown one is answered with the nearest known."""
        found = self.called.get(plain(text), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            both = sorted(f"{office.court_id} ({office.abbreviation})" for office in found)
            raise Refused(
                _("The office “%(text)s” stands for %(offices)s. Write one of these.")
                % {"text": shown(text), "offices": _(" and ").join(both)}
            )
        raise Refused(
            _("There is no office “%(text)s”.%(guess)s Write its court id or abbreviation, like txnd or N.D. Tex.")
            % {"text": shown(text), "guess": self._guess(plain(text)[:40])}
        )

    def _guess(self, word: str) -> str:
        """The nearest known name. Looked up for so many words only: a file of junk must not take minutes."""
        if word not in self.guessed and len(self.guessed) < MOST_GUESSES:
            near = get_close_matches(word, self.called, n=1, cutoff=0.7)
            offices = sorted(self.called[near[0]], key=lambda office: office.court_id) if near else []
            self.guessed[word] = (
                _(" Perhaps %(name)s (%(court_id)s) is meant.")
                % {"name": offices[0].abbreviation, "court_id": offices[0].court_id}
                if offices
                else ""
            )
        return self.guessed.get(word, "")
