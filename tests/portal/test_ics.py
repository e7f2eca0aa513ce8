"""The calendar file against RFC 5545, by a reader of our own that takes nothing from the writer."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from portal.ics import Day, calendar, escaped, folded

AT = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=300)


def unfolded(file: bytes) -> list[str]:
    """The content lines: RFC 5545, 3.1."""
    assert file.endswith(b"\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert b"\r" not in file.replace(b"\r\n", b"")
    parts = file[:-2].split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    for part in parts:
        part.decode()  # no character is cut
    return b"\r\n".join(parts).replace(b"\r\n ", b"").decode().split("\r\n")


def meant(value: str) -> str:
    """A TEXT value as it was meant: RFC 5545, 3.3.11."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), "a sign that ends the value"
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(file: bytes) -> list[dict[str, str]]:
    """The properties of each event."""
    found: list[dict[str, str]] = []
    for line in unfolded(file):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and "END:VEVENT" not in found[-1]:
            assert name not in found[-1], f"{name} twice"
            found[-1][line if line == "END:VEVENT" else name] = value
    return found


def of(*days: Day) -> bytes:
    return calendar("Ninety-Four: N.D. Tex.", days, domain="example.test", at=AT)


def test_a_day_is_a_whole_day_that_no_time_zone_moves():
    [event] = events(of(Day("vacancy-7", date(2026, 12, 31), "Target", "Text", "http://localhost:8000/vacancies/7/")))

    assert event == {
        "UID": "vacancy-7@example.test",
        "DTSTAMP": "20261123T150000Z",
        "DTSTART;VALUE=DATE": "20261231",
        "SUMMARY": "Target",
        "DESCRIPTION": "Text",
        "URL": "http://localhost:8000/vacancies/7/",
        "TRANSP": "TRANSPARENT",
        "END:VEVENT": "VEVENT",
    }


def test_an_instant_is_the_same_everywhere():
    last = datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo("America/New_York"))
    [event] = events(of(Day("k", date(2026, 12, 31), "Closes", at=last)))

    assert event["DTSTART"] == "20270101T045900Z"
    assert "DTSTART;VALUE=DATE" not in event


def test_the_file_says_what_it_is_and_invites_nobody():
    lines = unfolded(of(Day("a", date(2026, 12, 1), "A")))

    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ninety-Four//Dates//EN"]
    assert lines[-1] == "END:VCALENDAR"
    assert not [line for line in lines if line.startswith(("METHOD", "ATTENDEE", "ORGANIZER"))]


def test_a_calendar_without_a_day_still_holds_a_component():
    lines = unfolded(of())

    assert "BEGIN:VTIMEZONE" in lines
    assert "BEGIN:VEVENT" not in lines


def test_what_begins_ends():
    inside: list[str] = []
    for line in unfolded(of(Day("a", date(2026, 12, 1), "A"))) + unfolded(of()):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
        elif name == "END":
            assert inside.pop() == value
    assert inside == []


def test_signs_that_mean_something_are_escaped():
    assert escaped("a, b; c\\d\ne\r\nf\x00\x0b") == "a\\, b\\; c\\\\d\\ne\\nf"


@given(TEXTS)
def test_a_text_comes_back_as_it_was_without_what_nobody_sees(text: str) -> None:
    [event] = events(of(Day("k", date(2026, 12, 1), text or "x", text)))

    plain = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", "", text)
    assert meant(event.get("DESCRIPTION", "")) == plain


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), st.integers(1, 300))
@example("x", 300)
@example("é", 200)
@example("x€", 100)
def test_a_long_line_is_folded_between_characters(some: str, times: int) -> None:
    text = some * times
    parts = list(folded(text))

    assert parts[0] + "".join(part[1:] for part in parts[1:]) == text
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part[0] == " " and len(part) > 1 for part in parts[1:])


def test_an_address_cannot_add_a_line():
    [event] = events(of(Day("k", date(2026, 12, 1), "T\r\nATTENDEE:x", "", "http://x/\r\nATTENDEE:y")))

    assert "ATTENDEE" not in event
