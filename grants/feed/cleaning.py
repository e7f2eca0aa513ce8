"""From the texts of a record to a notice: days, numbers, codes, texts without markup. Pure.

What is absurd is left out with a word about it; a record of which nobody can read the number, the title or a
deadline is refused as a whole, so that what was known of it stays.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from grants.feed.records import ELEMENTS, GREATEST_ID, ID, Element, NoticeFacts, Read

EARLIEST, LATEST = 1990, 2100
"""Years between which a day of a notice is believed."""
DAY = re.compile(r"(\d{2})(\d{2})(\d{4})")
WHOLE = re.compile(r"\$?(\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.0{1,4})?")
TAG = re.compile(r"<[A-Za-z/!][^<>]{0,2000}>")
BLOCK = re.compile(r"<\s*(?:br|/?\s*(?:p|div|li|ul|ol|tr|td|th|h[1-6]|script|style))\b[^<>]{0,2000}>", re.IGNORECASE)
GAPS, LINES, SIGN = re.compile(r"[^\S\n]+"), re.compile(r"\s*\n\s*\n\s*"), re.compile(r"[\w./+-]{1,40}")
NOTES = 400
"""Characters of what is said about the reading."""
Texts = Mapping[str, Sequence[str]]
"""The texts of a record by element."""


class BadRecord(Exception):
    """This record cannot be told as a notice; the file may go on."""


def cleaned(texts: Texts, *, is_forecast: bool, today: date) -> NoticeFacts:
    """The notice that a record is, to who reads it today. BadRecord where that cannot be said rightly."""
    notes: list[str] = []
    found: dict[str, object] = {}
    for name, element in ELEMENTS.items():
        said = texts.get(name, ())
        if said and element.field:
            found[element.field] = READERS[element.read](name, element, said, notes)
    if not found.get("number") or not found.get("title"):
        raise BadRecord("A record has no number or no title.")
    notice = NoticeFacts(**found, id=key(texts), is_forecast=is_forecast)  # type: ignore[arg-type]
    notice = without_a_change_to_come(notice, today, notes)
    notes += contradictions(notice)
    return notice if not notes else replace(notice, reading_notes="; ".join(notes)[:NOTES])


def without_a_change_to_come(notice: NoticeFacts, today: date, notes: list[str]) -> NoticeFacts:
    """One that was changed in the future would shut out all that is said of it until then."""
    if notice.updated_on is None or notice.updated_on <= today:
        return notice
    notes.append("LastUpdatedDate is in the future")
    return replace(notice, updated_on=None)


def key(texts: Texts) -> int:
    """The number of the record at Grants.gov."""
    said = {text.strip() for text in texts.get(ID, ())}
    text = said.pop() if len(said) == 1 else ""
    if not (text.isascii() and text.isdigit() and len(text) < 17 and 0 < int(text) <= GREATEST_ID):
        raise BadRecord(f"A record has no {ID} that is a number, or several.")
    return int(text)


def contradictions(notice: NoticeFacts) -> list[str]:
    """What a reader should know before trusting it."""
    told = []
    if notice.opens_on and notice.closes_on and notice.closes_on < notice.opens_on:
        told.append("CloseDate is before PostDate")
    if notice.floor and notice.ceiling and notice.floor > notice.ceiling:
        told.append("AwardFloor is above AwardCeiling")
    return told


# --- single texts ----------------------------------------------------------------------------------------------------
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Controls, marks that turn the direction of a line, halves of letters, and what is no letter."""


class Seen(dict[int, int | None]):
    """Which letters stay, asked once of each: itself, or nothing."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) in HIDDEN else code
        return self[code]


SEEN = Seen({ord("\n"): ord("\n"), ord("\t"): ord(" ")})


def plain(text: str) -> str:
    """Without what is not seen, in one spelling of each letter; ends of lines stay."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(SEEN)


def line(text: str) -> str:
    return " ".join(plain(text).split())


def unescaped(text: str) -> str:
    """The text of something that was escaped twice: words and breaks of lines, no markup."""
    text = html.unescape(text)
    if "<" in text:
        text = TAG.sub("", BLOCK.sub("\n", text))
    text = plain(html.unescape(text))
    return LINES.sub("\n\n", GAPS.sub(" ", text)).strip()


def read_line(name: str, element: Element, said: Sequence[str], notes: list[str]) -> str:
    return cut(name, line(said[0]), element.most, notes)


def read_escaped(name: str, element: Element, said: Sequence[str], notes: list[str]) -> str:
    return cut(name, unescaped(said[0]), element.most, notes)


def cut(name: str, text: str, most: int, notes: list[str]) -> str:
    if len(text) <= most:
        return text
    notes.append(f"{name} was cut")
    return f"{text[: most - 1].rstrip()}…"


def read_day(name: str, _element: Element, said: Sequence[str], notes: list[str]) -> date | None:
    text = said[0].strip()
    found = day(text) if text else None
    if text and found is None:
        notes.append(f"{name} is no day")
    return found


def read_vital_day(name: str, _element: Element, said: Sequence[str], _notes: list[str]) -> date | None:
    """A deadline that cannot be read is not the same as none: such a notice would stay open for ever."""
    text = said[0].strip()
    found = day(text) if text else None
    if text and found is None:
        raise BadRecord(f"{name} of a record is no day: {line(text)[:20]}")
    return found


def day(text: str) -> date | None:
    """MMDDYYYY."""
    match = DAY.fullmatch(text) if text.isascii() else None
    if match is None:
        return None
    month, number, year = map(int, match.groups())
    try:
        return date(year, month, number) if EARLIEST <= year <= LATEST else None
    except ValueError:
        return None


def read_number(name: str, element: Element, said: Sequence[str], notes: list[str]) -> int | None:
    """Whole; nothing said is nothing, not 0."""
    text = said[0].strip()
    match = WHOLE.fullmatch(text) if text.isascii() else None
    number = int(match[1].replace(",", "")) if match else None
    if text and (number is None or number > element.most):
        notes.append(f"{name} is no number to believe")
        return None
    return number


def read_yes(name: str, _element: Element, said: Sequence[str], notes: list[str]) -> bool | None:
    known = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False, "": None}
    text = said[0].strip().lower()
    if text not in known:
        notes.append(f"{name} is neither yes nor no")
    return known.get(text)


def read_codes(name: str, element: Element, said: Sequence[str], notes: list[str]) -> tuple[str, ...]:
    """Each once, in order. Something that is no code is left out."""
    codes = list(dict.fromkeys(line(text) for text in said if text.strip()))
    good = tuple(code for code in codes if SIGN.fullmatch(code))
    if len(good) < len(codes) or len(good) > element.most:
        notes.append(f"{name} was cut")
    return good[: element.most]


def read_link(name: str, element: Element, said: Sequence[str], notes: list[str]) -> str:
    """An address of the web that a page may lead to; nothing else."""
    text = line(said[0])
    if text and (len(text) > element.most or not is_web_address(text)):
        notes.append(f"{name} is no address")
        return ""
    return text


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    has_credentials = "@" in parts.netloc
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not has_credentials and " " not in text


READERS: dict[Read, Callable[[str, Element, Sequence[str], list[str]], object]] = {
    Read.LINE: read_line,
    Read.ESCAPED: read_escaped,
    Read.DAY: read_day,
    Read.VITAL_DAY: read_vital_day,
    Read.NUMBER: read_number,
    Read.YES: read_yes,
    Read.CODES: read_codes,
    Read.LINK: read_link,
}
