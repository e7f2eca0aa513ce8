"""When a rung is due, as rules that can be read. No database: days in, days out."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import ladder
from portal.calendar import is_working_day, working_day_from
from portal.errors import Refused
from portal.ladder import Direction, Matter, Rung, Unit
from portal.models.message import key_of
from portal.models.rung import refuse_overtaking

MONDAY = date(2026, 11, 23)
THANKSGIVING = date(2026, 11, 26)
BEFORE = Direction.BEFORE
WORKING, CALENDAR = Unit.WORKING, Unit.CALENDAR

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
rungs = st.builds(
    Rung,
    days=st.integers(0, 120),
    unit=st.sampled_from(Unit),
    audience=st.sampled_from("ABC"),
    direction=st.sampled_from(Direction),
    is_weekly=st.booleans(),
)


def rung(number: int, unit: Unit = WORKING, audience: str = "A", **facts: object) -> Rung:
    return Rung(number, unit, audience, **facts)  # type: ignore[arg-type]


def matter(on: date = MONDAY, from_day: date | None = None, period: str = "p") -> Matter:
    return Matter("TEST", "office:1", period, on, from_day or on)


def due(rungs: list[Rung], on: date, day: date, *, from_day: date | None = None, lost: set[int] | None = None) -> Any:
    """The numbers of the rungs that are due, with their days."""
    waits = matter(on, from_day)
    ladders = {"TEST": rungs}
    gone = {ladder.key_of(waits): dict.fromkeys(lost or (), ladder.SEEN_LATE)}
    found = (step for n in range(len(rungs)) for step in ladder.steps([waits], ladders, n, day, gone))
    return [(step.number, step.on.isoformat()) for step in found]


# --- the day that a rung names -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("told", "on", "is_due"),
    [
        (rung(0), "2026-11-23", "2026-11-23"),  # the day itself
        (rung(0), "2026-11-21", "2026-11-23"),  # a Saturday waits for Monday
        (rung(0), "2026-11-26", "2026-11-27"),  # Thanksgiving waits for Friday
        (rung(3), "2026-11-23", "2026-11-27"),  # Thanksgiving is not counted
        (rung(10), "2026-11-23", "2026-12-08"),
        (rung(20), "2026-11-23", "2026-12-22"),
        (rung(1), "2026-11-21", "2026-11-24"),  # from a Saturday: counted from Monday
        (rung(1), "2026-12-31", "2027-01-04"),  # New Year's Day is a Friday
        (rung(5, direction=BEFORE), "2026-12-01", "2026-11-23"),
        (rung(1, direction=BEFORE), "2026-11-29", "2026-11-25"),  # a Sunday: counted from Friday, over the holiday
        (rung(0, direction=BEFORE), "2026-11-28", "2026-11-27"),  # never after the date
        (rung(0, direction=BEFORE), "2026-11-26", "2026-11-25"),
        (rung(15, CALENDAR), "2026-11-23", "2026-12-08"),
        (rung(3, CALENDAR), "2026-11-23", "2026-11-27"),  # would be Thanksgiving
        (rung(5, CALENDAR), "2026-11-23", "2026-11-30"),  # would be a Saturday
        (rung(30, CALENDAR, direction=BEFORE), "2026-12-26", "2026-11-25"),  # would be Thanksgiving: the day before
        (rung(30, CALENDAR, direction=BEFORE), "2026-12-28", "2026-11-27"),  # would be a Saturday
        (rung(0, CALENDAR, direction=BEFORE), "2026-11-28", "2026-11-27"),
        (rung(60, CALENDAR), "2027-12-31", "2028-02-29"),  # a leap day is a day
        (rung(90, CALENDAR, direction=BEFORE), "2028-05-29", "2028-02-29"),
    ],
)  # fmt: skip
def test_the_day_of_a_rung(told: Rung, on: str, is_due: str) -> None:
    assert ladder.nominal_day(told, date.fromisoformat(on)).isoformat() == is_due


@given(rungs, days)
def test_a_rung_is_due_on_a_working_day_on_its_own_side_of_the_date(told: Rung, on: date) -> None:
    found = ladder.nominal_day(told, on)

    assert is_working_day(found)
    assert found <= on if told.direction is BEFORE else found >= on


@given(rungs, days)
def test_more_days_are_never_sooner(told: Rung, on: date) -> None:
    more = rung(told.days + 1, told.unit, direction=told.direction)
    first, second = ladder.nominal_day(told, on), ladder.nominal_day(more, on)

    assert second <= first if told.direction is BEFORE else second >= first


# --- what is due ---------------------------------------------------------------------------------------------------
def test_a_rung_stays_due_after_its_day_until_it_is_written_down() -> None:
    ladder_of_two = [rung(0), rung(10, audience="B")]

    assert due(ladder_of_two, MONDAY, MONDAY - timedelta(days=1)) == []
    assert due(ladder_of_two, MONDAY, MONDAY) == [(0, "2026-11-23")]
    assert due(ladder_of_two, MONDAY, date(2026, 12, 7)) == [(0, "2026-11-23")]
    assert due(ladder_of_two, MONDAY, date(2027, 3, 1)) == [(0, "2026-11-23"), (1, "2026-12-08")]


def test_nothing_is_due_before_the_ladder_begins() -> None:
    assert due([rung(0)], MONDAY, MONDAY, from_day=MONDAY + timedelta(days=1)) == []
    assert due([rung(0)], MONDAY, date(2026, 11, 24), from_day=date(2026, 11, 24)) == [(0, "2026-11-24")]


def test_a_ladder_that_begins_on_a_weekend_waits_for_monday() -> None:
    saturday = date(2026, 11, 28)

    assert due([rung(0)], MONDAY, saturday, from_day=saturday) == []
    assert due([rung(0)], MONDAY, date(2026, 11, 30), from_day=saturday) == [(0, "2026-11-30")]


def test_who_begins_late_is_not_told_the_same_thing_three_times_in_one_morning() -> None:
    clocks = [rung(n, CALENDAR) for n in (60, 120, 210)] + [rung(210, CALENDAR, "B")]
    opened = MONDAY - timedelta(days=130)

    assert due(clocks, opened, MONDAY, from_day=MONDAY) == [(1, "2026-11-23")]


def test_late_beginning_leaves_out_only_what_a_later_rung_to_the_same_people_says() -> None:
    opened = MONDAY - timedelta(days=300)
    clocks = [rung(60, CALENDAR), rung(120, CALENDAR, "B"), rung(210, CALENDAR)]

    assert due(clocks, opened, MONDAY, from_day=MONDAY) == [(1, "2026-11-23"), (2, "2026-11-23")]


def test_late_beginning_counts_a_rung_of_the_first_day_itself() -> None:
    clocks = [rung(60, CALENDAR), rung(120, CALENDAR)]

    assert due(clocks, MONDAY - timedelta(days=120), MONDAY, from_day=MONDAY) == [(1, "2026-11-23")]


def test_a_rung_whose_own_day_is_the_first_day_is_not_late() -> None:
    """The weekend before brings both of them to that Monday."""
    clocks = [rung(58, CALENDAR), rung(60, CALENDAR)]

    assert [n for n, _on in due(clocks, MONDAY - timedelta(days=60), MONDAY, from_day=MONDAY)] == [0, 1]


def test_a_weekly_rung_is_never_left_out_and_leaves_none_out() -> None:
    opened = MONDAY - timedelta(days=130)

    weekly_first = [rung(60, CALENDAR, is_weekly=True), rung(120, CALENDAR)]
    assert [n for n, _on in due(weekly_first, opened, MONDAY, from_day=MONDAY)] == [0, 1]
    weekly_last = [rung(60, CALENDAR), rung(120, CALENDAR, is_weekly=True)]
    assert [n for n, _on in due(weekly_last, opened, MONDAY, from_day=MONDAY)] == [0, 1]


def test_a_planner_that_was_down_leaves_nothing_out() -> None:
    clocks = [rung(0), rung(5), rung(10)]

    assert [n for n, _on in due(clocks, MONDAY, date(2027, 3, 1), from_day=MONDAY)] == [0, 1, 2]


def test_the_rung_after_one_that_reached_nobody_is_due_at_once_on_a_working_day() -> None:
    two = [rung(0), rung(10, audience="B")]

    assert due(two, MONDAY, MONDAY, lost={0}) == [(0, "2026-11-23"), (1, "2026-11-23")]
    assert due(two, MONDAY, THANKSGIVING, lost={0}) == [(0, "2026-11-23")]
    assert due(two, MONDAY, date(2026, 11, 27), lost={0}) == [(0, "2026-11-23"), (1, "2026-11-27")]


def test_the_rung_after_one_that_found_nobody_keeps_the_day_of_that_one() -> None:
    two = [rung(0), rung(10, audience="B")]

    for day in (MONDAY, THANKSGIVING, date(2027, 1, 15)):
        assert ladder.due_day(two, 1, matter(MONDAY), day, MONDAY) == MONDAY
    assert ladder.due_day(two, 1, matter(MONDAY), date(2027, 1, 15), ladder.SEEN_LATE) == date(2026, 12, 8)


def test_a_lost_rung_hastens_the_next_one_only() -> None:
    three = [rung(0), rung(10, audience="B"), rung(20, audience="C")]

    assert due(three, MONDAY, MONDAY, lost={0}) == [(0, "2026-11-23"), (1, "2026-11-23")]
    assert due(three, MONDAY, MONDAY, lost={1}) == [(0, "2026-11-23"), (2, "2026-11-23")]


def test_a_lost_rung_never_makes_the_next_one_later() -> None:
    two = [rung(0), rung(10, audience="B")]

    assert due(two, MONDAY, date(2027, 1, 15), lost={0}) == [(0, "2026-11-23"), (1, "2026-12-08")]


# --- weekly --------------------------------------------------------------------------------------------------------
def weekly(first: str, day: str) -> tuple[str, str]:
    turn, period = ladder.latest_turn(
        rung(0, is_weekly=True), matter(), date.fromisoformat(first), date.fromisoformat(day)
    )
    return turn.isoformat(), period


def test_a_weekly_rung_has_one_turn_a_week_on_its_first_working_day() -> None:
    assert weekly("2026-11-18", "2026-11-18") == ("2026-11-18", "p/2026-W47")
    assert weekly("2026-11-18", "2026-11-22") == ("2026-11-18", "p/2026-W47")
    assert weekly("2026-11-18", "2026-11-23") == ("2026-11-23", "p/2026-W48")
    assert weekly("2026-11-18", "2026-11-29") == ("2026-11-23", "p/2026-W48")
    assert weekly("2026-11-18", "2027-01-01") == ("2026-12-28", "p/2026-W53")


def test_on_a_holiday_that_is_a_monday_the_newest_turn_is_last_weeks() -> None:
    columbus_day = "2026-10-12"

    assert weekly("2026-09-16", columbus_day) == ("2026-10-05", "p/2026-W41")
    assert weekly("2026-09-16", "2026-10-13") == ("2026-10-13", "p/2026-W42")


def test_the_next_turn_of_a_week_that_begins_with_a_holiday_is_its_tuesday() -> None:
    told, first = rung(0, is_weekly=True), date(2026, 9, 16)

    assert ladder.next_turn(told, first, date(2026, 10, 11)) == date(2026, 10, 13)
    assert ladder.next_turn(told, first, date(2026, 10, 12)) == date(2026, 10, 13)
    assert ladder.next_turn(told, first, date(2026, 10, 13)) == date(2026, 10, 19)


def test_a_rung_that_is_not_weekly_has_no_second_turn() -> None:
    assert ladder.next_turn(rung(0), MONDAY, MONDAY - timedelta(days=1)) == MONDAY
    assert ladder.next_turn(rung(0), MONDAY, MONDAY) is None


@given(days, st.integers(0, 400))
def test_turns_never_run_backwards_and_no_two_share_a_week(first: date, later: int) -> None:
    first = working_day_from(first)
    told, day = rung(0, is_weekly=True), first + timedelta(days=later)
    today, tomorrow = (ladder.latest_turn(told, matter(), first, day + timedelta(days=n)) for n in (0, 1))

    assert first <= today[0] <= day
    assert today[0] <= tomorrow[0]
    assert (today[0] == tomorrow[0]) == (today[1] == tomorrow[1])
    assert is_working_day(today[0])


@given(days, st.integers(0, 400))
def test_the_next_turn_is_the_one_that_comes_to_pass(first: date, later: int) -> None:
    first = working_day_from(first)
    told, day = rung(0, is_weekly=True), first + timedelta(days=later)
    coming = ladder.next_turn(told, first, day)

    assert coming is not None
    assert coming > day
    assert ladder.latest_turn(told, matter(), first, coming)[0] == coming
    assert ladder.latest_turn(told, matter(), first, coming - timedelta(days=1))[0] <= day


def test_the_period_of_a_week_leads_back_to_that_of_the_matter() -> None:
    assert ladder.base_period(weekly("2026-11-18", "2026-11-23")[1]) == "p"
    assert ladder.base_period("2026-11-23") == "2026-11-23"


# --- however it is asked ------------------------------------------------------------------------------------------
@given(st.lists(rungs, min_size=1, max_size=5), days, st.integers(-60, 60), st.integers(0, 120), st.integers(1, 30))
def test_what_is_due_stays_due_the_same_day_whenever_one_looks(
    told: list[Rung], on: date, began: int, looked: int, later: int
) -> None:
    once = [replaced for replaced in told if not replaced.is_weekly]
    from_day = on + timedelta(days=began)
    day = from_day + timedelta(days=looked)
    early, late = (due(once, on, when, from_day=from_day) for when in (day, day + timedelta(days=later)))

    assert set(early) <= set(late)
    assert all(on >= working_day_from(from_day).isoformat() for _n, on in late)


@given(st.lists(rungs, min_size=1, max_size=5), days, st.integers(-200, 200))
def test_of_each_audience_somebody_is_told_however_late_the_ladder_begins(
    told: list[Rung], on: date, began: int
) -> None:
    from_day = on + timedelta(days=began)
    found = due(told, on, on + timedelta(days=1000), from_day=from_day)

    assert {told[n].audience for n, _on in found} == {one.audience for one in told}


# --- the key -------------------------------------------------------------------------------------------------------
def test_no_two_reasons_share_a_key() -> None:
    """Where the parts meet is part of the key: "1" and "11" are not "11" and "1"."""
    assert key_of("A", "b", 1, "11", "c") != key_of("A", "b", 11, "1", "c")
    assert key_of("A", "bc", 1, "1", "d") != key_of("A", "b", 1, "1", "cd")


def test_every_part_of_the_key_counts() -> None:
    parts = ("A", "b", 1, "p", "c@example.test")
    changed = [("B", *parts[1:]), (parts[0], "x", *parts[2:]), (*parts[:2], 2, *parts[3:]), (*parts[:3], "q", parts[4])]

    assert len({key_of(*one) for one in [parts, *changed, (*parts[:4], "d@example.test")]}) == 6


# --- tuning ------------------------------------------------------------------------------------------------------
FIVE_BEFORE = rung(5, direction=Direction.BEFORE)


@pytest.mark.parametrize(
    ("number", "days", "is_refused"),
    [(0, 2, False), (0, 1, False), (1, 0, False), (1, 10, False), (1, 11, True), (2, 0, True), (3, 0, False)],
)
def test_rungs_of_one_unit_keep_their_order(number: int, days: int, is_refused: bool) -> None:
    rungs = [FIVE_BEFORE, rung(1), rung(10), rung(30, Unit.CALENDAR)]
    if not is_refused:
        refuse_overtaking(rungs, number, days)
        return
    with pytest.raises(Refused, match="keep their order"):
        refuse_overtaking(rungs, number, days)
