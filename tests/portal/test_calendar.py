"""Family 13: working days, holidays and the clocks of 94 offices, against formulas and data that are not ours.

References: `tests/calendar_reference.py` (day numbers, the letter of the law) and the package `holidays`.
"""

import csv
import random
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays as third_opinion
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.calendar import (
    CENTER,
    add_months,
    add_working_days,
    add_years,
    at_hour,
    federal_holidays,
    is_working_day,
    local_day,
    working_day_from,
    working_day_until,
    working_days_between,
)
from portal.models import Office
from tests import calendar_reference as slow

OFFICES = Path(__file__).parents[2] / "portal" / "migrations" / "0003_offices.csv"
with OFFICES.open(encoding="utf-8", newline="") as listed:
    ZONES = {row["court_id"]: ZoneInfo(row["time_zone"]) for row in csv.DictReader(listed)}
CENTURY = range(2000, 2101)
DECADE = range(2022, 2032)
"""Two leap years, twenty changes of the clock."""
LADDER = [0, 1, 2, 3, 5, 10, 15, 20, 30, 60, 90, 120, 210]
"""Steps that a rung may count."""

WEDNESDAY, THANKSGIVING, FRIDAY = date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)
SATURDAY, SUNDAY, MONDAY = date(2026, 11, 28), date(2026, 11, 29), date(2026, 11, 30)


@cache
def number(day: date) -> int:
    return slow.number(day.year, day.month, day.day)


def plain(day: date) -> slow.Day:
    return day.year, day.month, day.day


@cache
def every_day(years: range) -> list[date]:
    first, end = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)
    return [first + timedelta(days=n) for n in range((end - first).days)]


@cache
def clocks() -> dict[str, slow.Clock]:
    """The 94 offices and the clock that the law gives to their headquarters."""
    with OFFICES.open(encoding="utf-8", newline="") as file:
        return {row["court_id"]: slow.clock(row["court_id"], row["state"]) for row in csv.DictReader(file)}


# --- the reference itself ----------------------------------------------------------------------------------------
def test_the_reference_knows_the_days_that_python_knows():
    for day in every_day(range(1899, 2202)):
        assert slow.named(number(day)) == plain(day)
        assert number(day) % 7 == slow.zeller(*plain(day)) == day.weekday()


# --- holidays ----------------------------------------------------------------------------------------------------
PUBLISHED = {
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
}
"""As the Office of Personnel Management has published them, without Inauguration Day."""


@pytest.mark.parametrize("year", PUBLISHED)
def test_holidays_are_those_that_were_published(year):
    assert [f"{day:%m-%d}" for day in federal_holidays(year)] == PUBLISHED[year].split()


def test_holidays_of_a_century_follow_the_letter_of_the_law():
    for year in CENTURY:
        assert {plain(day) for day in federal_holidays(year)} == slow.observed_in(year), year


def test_holidays_of_a_century_are_those_of_the_package():
    opinion = third_opinion.country_holidays("US", years=CENTURY)

    for year in CENTURY:
        assert set(federal_holidays(year)) == {day for day in opinion if day.year == year and day.weekday() < 5}, year


def test_every_holiday_of_a_century_has_the_name_that_the_package_gives_it():
    opinion = third_opinion.country_holidays("US", years=CENTURY)
    ours = "Birthday of Martin Luther King, Jr.", "Martin Luther King Jr. Day"

    for year in CENTURY:
        for day, name in federal_holidays(year).items():
            assert opinion[day].removesuffix(" (observed)") == (ours[1] if name == ours[0] else name)


def test_the_eleven_holidays_have_their_legal_names():
    assert list(federal_holidays(2026).values()) == [
        "New Year's Day",
        "Birthday of Martin Luther King, Jr.",
        "Washington's Birthday",
        "Memorial Day",
        "Juneteenth National Independence Day",
        "Independence Day",
        "Labor Day",
        "Columbus Day",
        "Veterans Day",
        "Thanksgiving Day",
        "Christmas Day",
    ]


def test_a_new_year_on_a_saturday_is_observed_in_the_year_before():
    assert federal_holidays(2021)[date(2021, 12, 31)] == "New Year's Day"
    assert list(federal_holidays(2022)) == sorted(federal_holidays(2022))
    assert "New Year's Day" not in federal_holidays(2022).values()


def test_juneteenth_began_in_2021():
    assert is_working_day(date(2020, 6, 19))
    assert not is_working_day(date(2021, 6, 18))
    assert len(federal_holidays(2019)) == 10


def test_inauguration_day_is_worked_and_so_is_a_day_closed_by_order():
    assert is_working_day(date(2025, 1, 9)), "mourning for a president, by executive order"
    assert is_working_day(date(2024, 12, 24))
    assert is_working_day(date(2021, 1, 20))
    assert is_working_day(date(2033, 1, 20))


def test_what_is_remembered_of_holidays_cannot_be_changed():
    with pytest.raises(TypeError):
        federal_holidays(2026)[MONDAY] = "Cyber Monday"  # type: ignore[index]


# --- working days ------------------------------------------------------------------------------------------------
def test_a_working_day_stands_for_itself():
    assert working_day_from(WEDNESDAY) == working_day_until(WEDNESDAY) == add_working_days(WEDNESDAY, 0) == WEDNESDAY


@pytest.mark.parametrize("day", [SATURDAY, SUNDAY])
def test_a_weekend_gives_way_to_monday_or_to_friday(day):
    assert working_day_from(day) == add_working_days(day, 0) == MONDAY
    assert working_day_until(day) == FRIDAY


def test_a_holiday_gives_way_to_its_neighbors():
    assert working_day_from(THANKSGIVING) == FRIDAY
    assert working_day_until(THANKSGIVING) == WEDNESDAY


def test_working_days_are_added_from_the_next_and_taken_from_the_last():
    assert add_working_days(WEDNESDAY, 1) == FRIDAY
    assert add_working_days(WEDNESDAY, 2) == MONDAY
    assert add_working_days(MONDAY, -2) == WEDNESDAY
    assert add_working_days(SATURDAY, 1) == date(2026, 12, 1)
    assert add_working_days(SATURDAY, -1) == WEDNESDAY


def test_working_days_between_leave_out_the_first_and_count_the_last():
    assert working_days_between(WEDNESDAY, WEDNESDAY) == 0
    assert working_days_between(WEDNESDAY, THANKSGIVING) == 0
    assert working_days_between(WEDNESDAY, FRIDAY) == 1
    assert working_days_between(FRIDAY, MONDAY) == 1
    assert working_days_between(MONDAY, WEDNESDAY) == -2
    assert working_days_between(SUNDAY, MONDAY) == -working_days_between(MONDAY, SUNDAY) == 1


def test_every_day_of_a_century_is_worked_or_not_as_in_the_reference():
    worked = set(slow.worked())

    for day in every_day(CENTURY):
        assert is_working_day(day) == (number(day) in worked), day
        assert plain(working_day_from(day)) == slow.named(slow.later(number(day), 0)), day
        assert plain(working_day_until(day)) == slow.named(slow.until(number(day))), day


def test_sums_of_working_days_are_those_that_one_counts():
    chance, days = random.Random(13), every_day(CENTURY)

    for start, end in ((chance.choice(days), chance.choice(days)) for _each in range(2_000)):
        assert working_days_between(start, end) == slow.between(number(start), number(end)), (start, end)


def test_rungs_of_a_decade_fall_where_one_counts_them():
    for day in every_day(DECADE):
        for steps in (10, -10, 20):
            assert number(add_working_days(day, steps)) == slow.later(number(day), steps), (day, steps)


@pytest.mark.proof
def test_rungs_of_a_century_fall_where_one_counts_them():
    for day in every_day(CENTURY):
        for steps in [*LADDER, *(-steps for steps in LADDER)]:
            end = add_working_days(day, steps)
            assert number(end) == slow.later(number(day), steps), (day, steps)
            assert working_days_between(day, end) == slow.between(number(day), number(end)), (day, end)


@pytest.mark.proof
def test_sums_of_a_million_spans_are_those_that_one_counts():
    chance, days = random.Random(1313), every_day(CENTURY)
    numbers = {day: number(day) for day in days}

    for _each in range(1_000_000):
        start, end = chance.choice(days), chance.choice(days)
        assert working_days_between(start, end) == slow.between(numbers[start], numbers[end]), (start, end)


tried = settings(max_examples=300, deadline=None)
days = st.dates(date(1994, 1, 1), date(2200, 12, 31))
steps = st.integers(-3_000, 3_000)


@tried
@given(days, steps)
def test_what_is_added_lies_between(day, n):
    start = working_day_from(day) if n >= 0 else working_day_until(day)

    assert working_days_between(start, add_working_days(day, n)) == n
    assert is_working_day(add_working_days(day, n))


@tried
@given(days, days)
def test_adding_what_lies_between_leads_there(start, end):
    assume(is_working_day(start))
    assume(is_working_day(end))

    assert add_working_days(start, working_days_between(start, end)) == end


@tried
@given(days, steps, steps)
def test_from_a_working_day_one_may_go_in_two_legs(day, first, second):
    assume(is_working_day(day))

    assert add_working_days(add_working_days(day, first), second) == add_working_days(day, first + second)


@tried
@given(days, days, days)
def test_spans_add_up(first, second, third):
    assert working_days_between(first, second) + working_days_between(second, third) == working_days_between(
        first, third
    )
    assert working_days_between(first, second) == -working_days_between(second, first)


@tried
@given(days)
def test_no_working_day_is_skipped(day):
    assert day - timedelta(days=4) < working_day_until(day) <= day <= working_day_from(day) < day + timedelta(days=4)
    assert working_days_between(working_day_until(day), working_day_from(day)) == (not is_working_day(day))


def test_the_calendar_ends_and_says_so():
    assert federal_holidays(9999)[date.max] == "New Year's Day"
    assert working_day_until(date.max) == date(9999, 12, 30)
    with pytest.raises(OverflowError):
        working_day_from(date.max)
    with pytest.raises(ValueError, match="year"):
        add_months(date.max, 1)


# --- months and years --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2100-01-31", 1, "2100-02-28"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-05-31", 0, "2026-05-31"),
        ("2026-05-31", 12, "2027-05-31"),
    ],
)
def test_a_month_that_is_too_short_gives_its_last_day(day, months, then):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_a_leap_day_has_its_anniversary_on_the_28th():
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert add_years(date(2096, 2, 29), 4) == date(2100, 2, 28)
    assert add_years(date(2000, 2, 29), -1) == date(1999, 2, 28)
    assert add_years(date(2025, 2, 28), -1) == date(2024, 2, 28)
    assert add_years(date(2026, 11, 22), 10) == date(2036, 11, 22)


def test_months_from_every_day_of_a_decade_are_those_that_one_counts():
    for day in every_day(DECADE):
        for months in (*range(-13, 14), 24, 120):
            assert plain(add_months(day, months)) == slow.months_later(plain(day), months), (day, months)


@tried
@given(days, st.integers(-1_200, 1_200))
def test_months_later_is_that_month(day, months):
    then = add_months(day, months)

    assert 12 * then.year + then.month == 12 * day.year + day.month + months
    assert 0 <= day.day - then.day <= 3
    assert add_months(then, -months) <= day


@tried
@given(days, st.integers(-100, 100))
def test_years_later_is_that_year(day, years):
    then = add_years(day, years)

    assert (then.year, then.month) == (day.year + years, day.month)
    assert then.day == day.day or (day.month, day.day, then.day) == (2, 29, 28)


# --- the clocks of 94 offices ------------------------------------------------------------------------------------
def test_each_of_the_94_offices_has_the_clock_of_its_headquarters(db):
    assert {office.court_id: office.zone for office in Office.objects.all()} == ZONES
    assert sorted(ZONES) == sorted(clocks())
    assert len(ZONES) == 94


def test_the_center_keeps_washingtons_time():
    assert ZONES["dcd"] == CENTER == ZoneInfo("America/New_York")


def test_the_day_begins_in_guam_and_ends_in_hawaii():
    at = datetime(2026, 11, 22, 23, 30, tzinfo=CENTER)

    assert local_day(at, ZONES["gud"]) == local_day(at, ZONES["nmid"]) == date(2026, 11, 23)
    assert local_day(at, ZONES["hid"]) == local_day(at, CENTER) == date(2026, 11, 22)
    assert local_day(at + timedelta(minutes=30), CENTER) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("court_id", "utc"),
    [
        *[
            ("med", "13:00"),
            ("prd", "13:00"),
            ("vid", "13:00"),
            ("mied", "13:00"),
            ("insd", "13:00"),
            ("kywd", "13:00"),
        ],
        *[("innd", "14:00"), ("txwd", "14:00"), ("sdd", "14:00"), ("idd", "15:00"), ("azd", "16:00")],
        *[("ord", "16:00"), ("akd", "17:00"), ("hid", "19:00")],
    ],
)
def test_nine_in_the_morning_of_a_summers_day(court_id, utc):
    assert f"{at_hour(date(2026, 7, 15), 9, ZONES[court_id]).astimezone(UTC):%H:%M}" == utc


def test_an_hour_that_the_clock_skips_is_the_one_that_it_shows_instead():
    skipped = at_hour(date(2026, 3, 8), 2, CENTER)

    assert skipped.isoformat() == "2026-03-08T03:00:00-04:00"
    assert at_hour(date(2026, 3, 8), 2, ZONES["azd"]).isoformat() == "2026-03-08T02:00:00-07:00"


def test_of_an_hour_that_comes_twice_it_is_the_first():
    assert at_hour(date(2026, 11, 1), 1, CENTER).isoformat() == "2026-11-01T01:00:00-04:00"
    assert at_hour(date(2026, 11, 1), 2, CENTER).isoformat() == "2026-11-01T02:00:00-05:00"


def test_an_instant_without_a_zone_has_no_day():
    with pytest.raises(ValueError, match="no time zone"):
        local_day(datetime(2026, 11, 22, 9, 0), CENTER)


@tried
@given(st.dates(date(1994, 1, 1), date(2099, 12, 31)), st.integers(0, 23), st.sampled_from(sorted(ZONES)))
def test_every_hour_belongs_to_its_day(day, hour, court_id):
    at = at_hour(day, hour, ZONES[court_id])

    assert local_day(at, ZONES[court_id]) == day
    assert at.hour in {hour, hour + 1}
    assert at.hour == hour or (hour, day.weekday()) == (2, 6)


@pytest.mark.parametrize("court_id", sorted(ZONES))
def test_every_day_of_a_decade_begins_at_midnight_of_the_office(court_id):
    law, zone = clocks()[court_id], ZONES[court_id]

    for day in every_day(DECADE):
        midnight = datetime.fromtimestamp(slow.stamp(law, number(day), 0), UTC)
        assert at_hour(day, 0, zone) == midnight, day
        assert local_day(midnight, zone) == day
        assert local_day(midnight - timedelta(microseconds=1), zone) == day - timedelta(days=1)


@pytest.mark.parametrize("court_id", sorted(ZONES))
def test_the_days_on_which_clocks_change_are_those_of_the_law(court_id):
    law, zone = clocks()[court_id], ZONES[court_id]

    for year in DECADE:
        for julian in (change + n for change in (slow.spring(year), slow.autumn(year)) for n in (-1, 0, 1)):
            day = date(*slow.named(julian))
            for hour in range(24):
                assert at_hour(day, hour, zone).timestamp() == slow.stamp(law, julian, hour), (day, hour)


@pytest.mark.proof
@pytest.mark.parametrize("court_id", sorted(ZONES))
def test_every_hour_of_a_decade(court_id):
    law, zone = clocks()[court_id], ZONES[court_id]

    for day in every_day(DECADE):
        julian = number(day)
        for hour in range(24):
            seconds = slow.stamp(law, julian, hour)
            assert at_hour(day, hour, zone).timestamp() == seconds, (day, hour)
            assert plain(local_day(datetime.fromtimestamp(seconds, UTC), zone)) == slow.day_of(law, seconds)
