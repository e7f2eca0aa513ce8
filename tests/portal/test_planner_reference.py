"""The planner against the reference: the same rows, on whatever days somebody looked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.ladder import Direction, Matter, Recipient, Rung, Unit
from portal.models import plan
from tests import calendar_reference as calendar
from tests import ladder_reference as reference
from tests import ladder_world, servers
from tests.ladder_reference import Life, Row, Step
from tests.ladder_world import Wait, World

START = datetime(2026, 11, 16, tzinfo=UTC)
OFFICES = {"gud": "GU", "txnd": "TX", "hid": "HI"}
"""Offices with their states: at most hours there are two days among them."""
AUDIENCES = "ABCE"
Wipe = Callable[[], None]


@pytest.fixture
def wipe(transactional_db: None, urls: dict[str, str]) -> Iterator[Wipe]:
    """As the worker; call it to empty the ledger."""
    servers.log_in(urls["DATABASE_WORKER_URL"])
    admin = servers.admin_url(urls)
    empty = "SET session_replication_role = replica; DELETE FROM portal_messagetext; DELETE FROM portal_message"

    def wipe() -> None:
        servers.as_owner(admin, empty)

    yield wipe
    servers.log_in(urls["DATABASE_URL"])


def julian(day: date | None) -> int:
    assert day
    return calendar.number(day.year, day.month, day.day)


def days_there(court_id: str, runs: Iterable[datetime]) -> list[int]:
    """The days that the office's own clock shows when somebody looks."""
    clock = calendar.clock(court_id, OFFICES[court_id])
    return [calendar.number(*calendar.day_of(clock, int(run.timestamp()))) for run in runs]


def expected(court_id: str, wait: Wait, rungs: Sequence[Rung], people: dict[str, list[str]], runs: Any) -> set[Row]:
    """The rows by the reference."""
    steps = [
        Step(r.days, r.unit is Unit.WORKING, r.direction is Direction.BEFORE, r.audience, r.is_weekly) for r in rungs
    ]
    matter, holds = wait.matter, (julian(wait.begins), julian(wait.ends))
    life = Life(julian(matter.on), julian(matter.from_day), holds, matter.period, steps, people)
    return reference.written(life, days_there(court_id, runs))


def found(about: str) -> set[Row]:
    """The rows of the ledger."""
    return {Row(m.rung, m.period, m.recipient, julian(m.due_on)) for m in ladder_world.ledger(about=about)}


# --- random lives --------------------------------------------------------------------------------------------------
rungs = st.builds(
    Rung,
    days=st.integers(0, 25),
    unit=st.sampled_from(Unit),
    audience=st.sampled_from(AUDIENCES),
    direction=st.sampled_from([Direction.AFTER, Direction.AFTER, Direction.BEFORE]),
    is_weekly=st.booleans(),
)
offsets = st.integers(-20, 30)
lives = st.tuples(offsets, offsets, st.integers(-25, 10), st.one_of(st.just(400), st.integers(0, 40)))
"""The matter's day, when the ladder began, from when and how long it waits."""
told = st.dictionaries(st.sampled_from(AUDIENCES), st.integers(0, 2))
hours = st.integers(0, 24 * 45)
forward = st.lists(hours, min_size=1, max_size=14).map(sorted)
schedules = st.one_of(forward, forward, st.lists(hours, min_size=1, max_size=14))
"""At whatever hours somebody looks; now and then by a clock that goes back."""


def day_of(number: int) -> date:
    return START.date() + timedelta(days=number)


def settle(
    world: World, court_id: str, life: tuple[int, int, int, int], counts: dict[str, int]
) -> dict[str, list[str]]:
    """Put an office with its matter and its people into the world."""
    on, begun, begins, length = life
    key = ladder_world.office_key(court_id)
    matter = Matter("TEST", f"row:{court_id}", "p", day_of(on), day_of(begun), key)
    world.waits.append(Wait(matter, day_of(begins), day_of(begins + length)))
    people = {name: [f"{name}{n}@{court_id}.test".lower() for n in range(count)] for name, count in counts.items()}
    for name, addresses in people.items():
        world.people[name, key] = [Recipient(address.upper()) for address in addresses]
    return people


def try_lives(patch: pytest.MonkeyPatch, wipe: Wipe, many: int) -> None:
    """Random ladders, lives and schedules; the ledger is emptied before each."""

    @settings(
        max_examples=many, deadline=None, database=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(
        st.lists(rungs, min_size=1, max_size=5), st.tuples(lives, lives, lives), st.tuples(told, told, told), schedules
    )
    def tried(made: list[Rung], three: Any, counts: Any, schedule: list[int]) -> None:
        wipe()
        world = ladder_world.install(patch, *made)
        people = {name: settle(world, name, *facts) for name, *facts in zip(OFFICES, three, counts, strict=True)}
        runs = [START + timedelta(hours=hour) for hour in schedule]
        for run in runs:
            plan(at=run)
        for (court_id, reached), wait in zip(people.items(), world.waits, strict=True):
            assert found(wait.matter.about) == expected(court_id, wait, made, reached, runs)

    tried()


def test_random_lives_leave_the_rows_that_the_reference_names(monkeypatch: pytest.MonkeyPatch, wipe: Wipe) -> None:
    try_lives(monkeypatch, wipe, 60)


@pytest.mark.proof
def test_many_random_lives(monkeypatch: pytest.MonkeyPatch, wipe: Wipe) -> None:
    try_lives(monkeypatch, wipe, 2500)


def test_a_clock_that_goes_back_moves_no_rung_after_those_that_reached_nobody(
    monkeypatch: pytest.MonkeyPatch, wipe: Wipe
) -> None:
    made = (
        Rung(5, Unit.CALENDAR, "B", is_weekly=True),
        Rung(13, Unit.WORKING, "B", is_weekly=True),
        Rung(1, Unit.WORKING, "A", Direction.BEFORE, is_weekly=True),
    )
    world = ladder_world.install(monkeypatch, *made)
    people = settle(world, "txnd", (24, 5, 5, 400), {})
    runs = [START + timedelta(days=number, hours=12) for number in (1, 14, 43, 15, 24)]
    for run in runs:
        plan(at=run)

    (wait,) = world.waits
    assert found(wait.matter.about) == expected("txnd", wait, made, people, runs)


# --- schedules -----------------------------------------------------------------------------------------------------
LADDER = (
    Rung(0, Unit.WORKING, "A"),
    Rung(3, Unit.WORKING, "B"),
    Rung(8, Unit.WORKING, "C"),
    Rung(10, Unit.WORKING, "E", is_weekly=True),
)
DAYS = 30
LONG = timedelta(days=DAYS)


def every(step: timedelta, length: timedelta = LONG, since: datetime = START) -> list[datetime]:
    return [since + step * n for n in range(length // step)]


A_DAY = timedelta(days=1)
DAILY = every(A_DAY, since=START + timedelta(hours=9))
SCHEDULES = {
    "once a day": DAILY,
    "every five minutes around Washington's first midnight": (
        every(timedelta(minutes=5), timedelta(hours=3), START + timedelta(hours=3)) + DAILY
    ),
    "down for three days": [run for n, run in enumerate(DAILY) if n not in {0, 1, 2, 14, 15, 16}],
    "twice each time": [run for run in DAILY for _twice in range(2)],
    "the clock runs three weeks ahead and back": [*DAILY[:5], START + timedelta(days=26, hours=9), *DAILY[5:]],
    "the clock goes back for a week": [*DAILY[:20], *DAILY[13:]],
    "in the evening of the islands": every(A_DAY, since=START + timedelta(hours=6)),
}


Keys = dict[str, set[tuple[int, str, str]]]
by_the_day: Keys = {}
"""What there is after one look a day; found out once."""


@pytest.fixture
def usual(monkeypatch: pytest.MonkeyPatch, wipe: Wipe) -> Keys:
    if not by_the_day:
        by_the_day.update(rows_after(DAILY, monkeypatch))
        wipe()
    return by_the_day


def rows_after(runs: Iterable[datetime], patch: pytest.MonkeyPatch) -> Keys:
    """The keys of the rows at each office; Guam has nobody in B and C."""
    world = ladder_world.install(patch, *LADDER)
    for court_id in OFFICES:
        key = ladder_world.office_key(court_id)
        world.waits.append(Wait(Matter("TEST", f"row:{court_id}", "p", START.date(), START.date(), key), START.date()))
        for name in "AE" if court_id == "gud" else "ABCE":
            world.reach(name, key, f"{name}@{court_id}.test".lower())
    for run in runs:
        plan(at=run)
    return {name: {(r.rung, r.period, r.recipient) for r in found(f"row:{name}")} for name in OFFICES}


def test_somebody_who_looks_once_a_day_misses_nothing(usual: Keys) -> None:
    told = {name: {(rung, recipient) for rung, _period, recipient in rows} for name, rows in usual.items()}

    assert told["gud"] == {(0, "a@gud.test"), (1, ""), (2, ""), (3, "e@gud.test")}
    assert told["txnd"] == {(n, f"{name}@txnd.test") for n, name in enumerate("abce")}
    assert len([rung for rung, _period, _recipient in usual["txnd"] if rung == 3]) == 3, "three weeks"
    assert len([rung for rung, _period, _recipient in usual["gud"] if rung == 3]) == 5, (
        "from the first day on: B and C have nobody"
    )


@pytest.mark.parametrize("schedule", [name for name in SCHEDULES if name != "once a day"])
def test_the_rows_do_not_depend_on_how_often_or_when_somebody_looks(
    schedule: str, usual: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rows_after(SCHEDULES[schedule], monkeypatch) == usual


@pytest.mark.proof
def test_every_five_minutes_for_a_month(usual: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows_after(every(timedelta(minutes=5)), monkeypatch) == usual
