"""The way back from a deadline: days that people work on, instants that every zone reads as the same."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.deadline_words import CLOCKS, clock_of
from grants.deadlines import US_ZONES, days_of, next_one, way, zone_of_state
from grants.milestones import STEPS, Sureness, Way, steps_of
from portal import gazetteer
from portal.calendar import CENTER, federal_holidays, is_working_day
from portal.country import STATES

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
WAYS = st.sampled_from(list(Way))
ZONES = st.sampled_from([ZoneInfo(name) for name in US_ZONES])
TODAY = date(2026, 11, 23)


def keys(kind: Way, closes_on: date, today: date = TODAY) -> dict[str, date]:
    return {one.step.key: one.on for one in way(kind, closes_on, today=today)}


@given(WAYS, DAYS, DAYS, st.none() | st.integers(0, 30))
def test_every_step_comes_on_a_working_day_in_order_and_never_after_its_deadline(
    kind: Way, closes_on: date, today: date, later: int | None
) -> None:
    later_on = None if later is None else closes_on + timedelta(days=later)
    found = way(kind, closes_on, today=today, later_on=later_on)

    days = [one.on for one in found]
    assert [one.step for one in found] == steps_of(kind)
    assert days == sorted(days)
    assert all(is_working_day(day) for day in days)
    for one in found:
        assert one.on <= ((later_on if one.step.is_second else None) or closes_on)
        assert one.is_late == (one.on < today)
    assert found == way(kind, closes_on, today=today, later_on=later_on), "the same question, the same answer"


@given(WAYS, DAYS, ZONES)
def test_an_hour_is_the_same_instant_in_every_zone(kind: Way, closes_on: date, zone: ZoneInfo) -> None:
    for here, there in zip(
        way(kind, closes_on, zone, today=TODAY), way(kind, closes_on, CENTER, today=TODAY), strict=True
    ):
        assert here.on == there.on
        assert (here.until is None) == (there.until is None) == (here.step.ends_at is None)
        if here.until and there.until:
            assert here.until.timestamp() == there.until.timestamp()
            assert (there.until.date(), (there.until.hour, there.until.minute)) == (closes_on, here.step.ends_at)
            assert here.until.utcoffset() == zone.utcoffset(here.until.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("zone", "closes_on", "grants_gov", "justgrants"),
    [
        ("Pacific/Guam", "2026-12-10", "2026-12-11 14:59", "2026-12-11 11:59"),
        ("Pacific/Guam", "2026-07-10", "2026-07-11 13:59", "2026-07-11 10:59"),
        ("Pacific/Pago_Pago", "2026-12-10", "2026-12-10 17:59", "2026-12-10 14:59"),
        ("Pacific/Honolulu", "2026-12-10", "2026-12-10 18:59", "2026-12-10 15:59"),
        ("Pacific/Honolulu", "2026-07-10", "2026-07-10 17:59", "2026-07-10 14:59"),
        ("America/Puerto_Rico", "2026-12-10", "2026-12-11 00:59", "2026-12-10 21:59"),
        ("America/Puerto_Rico", "2026-07-10", "2026-07-10 23:59", "2026-07-10 20:59"),
        ("America/Phoenix", "2026-07-10", "2026-07-10 20:59", "2026-07-10 17:59"),
        # The clock changes at 2 in the morning: spring on March 14, 2027, autumn on November 7, 2027.
        ("Pacific/Guam", "2027-03-13", "2027-03-14 14:59", "2027-03-14 11:59"),
        ("Pacific/Guam", "2027-03-14", "2027-03-15 13:59", "2027-03-15 10:59"),
        ("Pacific/Honolulu", "2027-11-06", "2027-11-06 17:59", "2027-11-06 14:59"),
        ("Pacific/Honolulu", "2027-11-07", "2027-11-07 18:59", "2027-11-07 15:59"),
        ("Pacific/Guam", "2028-02-29", "2028-03-01 14:59", "2028-03-01 11:59"),
    ],
)
def test_the_last_minute_as_clocks_show_it(zone: str, closes_on: str, grants_gov: str, justgrants: str) -> None:
    found = way(Way.JUSTICE, date.fromisoformat(closes_on), ZoneInfo(zone), today=TODAY)

    shown = {one.step.key: f"{one.until:%Y-%m-%d %H:%M}" for one in found if one.until}
    assert shown == {"sf424": grants_gov, "application": justgrants}


def test_the_days_of_one_notice_counted_by_hand():
    """December 10, 2026 is a Thursday; Thanksgiving is November 26, Veterans Day November 11."""
    assert keys(Way.JUSTICE, date(2026, 12, 10)) == {
        "sam": date(2026, 11, 10),
        "intent": date(2026, 11, 12),
        "grants_gov": date(2026, 11, 13),
        "data": date(2026, 11, 18),
        "partners": date(2026, 11, 23),
        "match": date(2026, 11, 24),
        "board": date(2026, 11, 25),
        "justgrants": date(2026, 11, 30),
        "sf424": date(2026, 12, 3),
        "application": date(2026, 12, 8),
    }


def test_what_should_have_been_done_is_called_late_and_the_next_one_is_named():
    found = way(Way.JUSTICE, date(2026, 12, 10), today=date(2026, 11, 24))

    assert [one.step.key for one in found if one.is_late] == ["sam", "intent", "grants_gov", "data", "partners"]
    assert next_one(found).step.key == "match"
    assert next_one(way(Way.JUSTICE, date(2026, 11, 10), today=TODAY)) is None


def test_a_second_deadline_moves_what_counts_to_it_and_nothing_else():
    one, two = (way(Way.JUSTICE, date(2026, 12, 10), today=TODAY, later_on=day) for day in (None, date(2026, 12, 17)))

    moved = [(a.step.key, b.on) for a, b in zip(one, two, strict=True) if a.on != b.on]
    assert moved == [("application", date(2026, 12, 15))]
    assert [each.step.key for each in one if each.is_assumed] == ["application"]
    assert not any(each.is_assumed for each in two)


def test_a_deadline_on_a_sunday_or_a_holiday_leaves_the_instant_and_moves_the_work_before_it():
    sunday, christmas = date(2026, 12, 13), date(2026, 12, 25)

    assert keys(Way.FEDERAL, sunday)["everything"] == date(2026, 12, 8)
    [everything] = [one for one in way(Way.FEDERAL, christmas, today=TODAY) if one.step.key == "everything"]
    assert christmas in federal_holidays(2026)
    assert everything.on == date(2026, 12, 21)
    assert everything.until == datetime(2026, 12, 26, 4, 59, tzinfo=UTC)


def test_leap_days_are_days_like_others():
    assert keys(Way.STATE, date(2028, 2, 29))["sent"] == date(2028, 2, 24)
    assert keys(Way.STATE, date(2028, 3, 3))["sent"] == date(2028, 2, 29)
    assert keys(Way.STATE, date(2027, 3, 3))["sent"] == date(2027, 2, 26)


def test_a_state_is_not_sent_to_the_federal_systems_and_another_department_not_to_justgrants():
    assert not {"sf424", "application", "justgrants", "sam", "everything"} & keys(Way.STATE, TODAY).keys()
    assert not {"sf424", "application", "justgrants"} & keys(Way.FEDERAL, TODAY).keys()
    assert "resolution" in keys(Way.TRIBAL, TODAY)


def test_a_step_never_comes_after_the_one_that_follows_it_even_where_its_own_days_say_so():
    early, late = steps_of(Way.JUSTICE)[-1], steps_of(Way.JUSTICE)[0]

    assert days_of([early, late], [TODAY, TODAY]) == [date(2026, 10, 23)] * 2


def test_every_step_says_why_and_who_says_so():
    assert len({one.key for one in STEPS}) == len(STEPS)
    for one in STEPS:
        assert str(one.name)
        assert str(one.why).endswith(".")
        assert str(one.source).strip()
        assert (one.sureness == Sureness.PROPOSAL) == (str(one.source) == "Proposal of this site.")


def test_every_state_has_one_clock():
    listed = [state for states in US_ZONES.values() for state in states.split()]

    assert sorted(listed) == sorted(STATES.keys() - {"UM"})
    assert zone_of_state("gu") == ZoneInfo("Pacific/Guam")
    assert zone_of_state("??") == CENTER


def test_every_clock_of_an_office_is_told_in_words(db):
    told = {office.zone.key: str(clock_of(office.zone)) for office in gazetteer.offices().values()}

    assert CLOCKS.keys() == US_ZONES.keys()
    assert set(told.values()) <= {str(words) for words in CLOCKS.values()}
    assert (told["America/Boise"], told["Pacific/Saipan"]) == ("Mountain time", told["Pacific/Guam"])
