"""What may stand in an address for a day and for a time of record."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.errors import Refused
from specialists.clocks import quarter_start, read_clocks, read_day, read_instant

CENTER = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CENTER)


def test_nothing_asked_means_today_and_now():
    clocks = read_clocks("", "", now=NOW)

    assert (clocks.on, clocks.known) == (date(2026, 11, 23), NOW)


def test_a_day_of_record_means_its_end_and_today_means_now():
    assert read_instant("2026-10-01", now=NOW) == datetime(2026, 10, 1, 23, 59, 59, 999999, tzinfo=CENTER)
    assert read_instant("2026-11-23", now=NOW) == NOW


@pytest.mark.parametrize(
    "text", ["2026-10-01T14:00", "2026-10-01T18:00Z", "2026-10-01T14:00:00-04:00", "2026-10-01T18:00:00 00:00"]
)
def test_an_instant_is_washington_time_unless_it_says_otherwise(text):
    assert read_instant(text, now=NOW) == datetime(2026, 10, 1, 14, 0, tzinfo=CENTER)


@pytest.mark.parametrize("text", ["banana", "2026-02-30", "2026-11-24", "1993-12-31", "99999-01-01", "\x00", "1" * 999])
def test_a_day_that_cannot_be_meant_is_refused(text):
    with pytest.raises(Refused):
        read_day(text, now=NOW)


def outcome(read, text):
    """The time, or the sentence of the refusal."""
    try:
        return read(text, now=NOW)
    except Refused as refusal:
        return str(refusal)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_time_or_a_sentence(text):
    for read in (read_day, read_instant):
        said = outcome(read, text)
        assert isinstance(said, date) or len(said) > 20


@given(st.datetimes(timezones=st.timezones()))
@example(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))))
@example(datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))))
def test_any_written_instant_is_read_or_refused(at):
    said = outcome(read_instant, at.isoformat())
    assert said <= NOW if isinstance(said, datetime) else "future" in said or "no time" in said


@pytest.mark.parametrize(
    ("day", "start"),
    [
        ("2026-11-23", "2026-10-01"),
        ("2026-10-01", "2026-07-01"),
        ("2026-01-01", "2025-10-01"),
        ("2026-05-06", "2026-04-01"),
    ],
)
def test_the_federal_quarter_before_a_day(day, start):
    assert quarter_start(date.fromisoformat(day)) == date.fromisoformat(start)
