"""A calendar as other programs read it (RFC 5545). Pure.

Whole days, which no time zone can move, and instants in UTC, which are the same everywhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

OCTETS = 75
"""The most in one line of the file, its end not counted."""
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
NOTHING = (
    "BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip
"""A calendar must hold something: this, where there is no day to tell."""


@dataclass(frozen=True)
class Day:
    """Something due on a day. The same thing keeps its key when its day moves."""

    key: str
    on: date
    title: str
    text: str = ""
    url: str = ""
    at: datetime | None = None
    """The instant, where it is not the whole day."""


def calendar(name: str, days: Iterable[Day], *, domain: str, at: datetime) -> bytes:
    """The file. No METHOD: it is published at an address, and nobody is invited."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ninety-Four//Dates//EN", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]
    stamp = in_utc(at)
    events = [line for day in days for line in event(day, domain, stamp)]
    lines += [*(events or NOTHING), "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def event(day: Day, domain: str, stamp: str) -> Iterator[str]:
    """One day, which leaves its reader free."""
    yield from ("BEGIN:VEVENT", f"UID:{escaped(day.key)}@{domain}", f"DTSTAMP:{stamp}")
    begins = f"DTSTART:{in_utc(day.at)}" if day.at else f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield from (begins, f"SUMMARY:{escaped(day.title)}")
    if day.text:
        yield f"DESCRIPTION:{escaped(day.text)}"
    if day.url:
        yield f"URL:{''.join(day.url.split())}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def in_utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """As a value of type TEXT."""
    plain = UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """In parts of at most 75 octets, each but the first begun with a space; no character is cut."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
