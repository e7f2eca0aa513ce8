"""Counted once more from scratch, slowly: the law of a state day by day, what EOUSA is told of gaps, barriers."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from partners import barrier_counts, erpo
from partners.erpo import Asker, Confidence, Effect, Law, Petitioner, Precision, counted, standing
from partners.gap_reading import State, by_state, near, states_lacking
from partners.gaps import FEW, Seen, Served, Service, Spot
from partners.models import Barrier
from partners.taxonomy import BarrierKind
from portal import gazetteer
from portal.access import DatabaseRole
from portal.models import Organization, Person
from portal.tenancy import acting_as
from tests.make import DAY, NOW
from tests.partners.access import barrier
from tests.partners.log import at_office

# --- the law, by sets of days ----------------------------------------------------------------------------------------
FIRST, LAST = date(2024, 12, 20), date(2025, 1, 20)
WINDOW = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
DAYS = st.sampled_from(WINDOW)
ASKERS = st.builds(
    Petitioner, st.sampled_from(list(Asker)[:3]), st.none() | DAYS, st.none() | DAYS, st.sampled_from(Precision)
)
LAWS = st.builds(
    Law, st.sampled_from("abcdef"), st.sampled_from(["TX", "DC", "PR"]), st.sampled_from(Effect), st.just("order"),
    st.none() | DAYS, st.none() | DAYS, st.sampled_from(Precision), st.sampled_from(Confidence),
    st.lists(ASKERS, max_size=3).map(tuple),
)  # fmt: skip


def between(first: date | None, until: date | None) -> set[date]:
    """The days of the window from the first on, without the one on which it is over."""
    return {day for day in WINDOW if not (first and day < first) and not (until and day >= until)}


def holds(law: Law) -> set[date]:
    """The days on which it is in force."""
    is_sure = law.starts_on and law.confidence.value != "LOW"
    return between(law.starts_on, law.ends_on) if is_sure else set()


def who_asks(law: Law, day: date) -> list[Petitioner]:
    able = [one for one in law.petitioners if day in between(one.from_on, one.until_on)]
    dated = [one.precision.value != "UNKNOWN" for one in law.petitioners]
    is_begun = any(one.precision.value != "UNKNOWN" for one in able)
    return able if is_begun or not any(dated) else []


def slowly(laws: list[Law], state: str, day: date) -> tuple[str, list[Petitioner], bool]:
    """The answer, who may ask, whether it is in doubt: from every law of the state, one after another."""
    own = [law for law in laws if law.state == state]
    held = [law for law in own if day in holds(law)]
    if not held:
        waits = [law for law in own if not (law.starts_on and law.confidence.value != "LOW")]
        waits = [law for law in waits if day in between(None, law.ends_on)]
        doubts = [law.precision.value == "YEAR" and law.starts_on and law.starts_on.year == day.year for law in waits]
        return ("UNKNOWN" if waits else "NONE"), [], any(doubts)
    last = max(law.starts_on for law in held if law.starts_on)
    decides = max((law for law in held if law.starts_on == last), key=lambda law: law.code)
    same = sorted((law for law in held if law.effect is decides.effect), key=lambda law: (law.starts_on, law.code))
    asking = [one for law in same[::-1] for one in who_asks(law, day)]
    years = [law.starts_on.year for law in same if law.starts_on and law.precision.value == "YEAR"]
    return decides.effect.value, asking, day.year in years


@settings(max_examples=40, deadline=None)
@given(laws=st.lists(LAWS, max_size=6, unique_by=lambda law: law.code))
def test_the_law_of_each_day_is_what_a_slow_reading_finds_also_where_laws_end_and_overlap(laws: list[Law]) -> None:
    for day in WINDOW[::3]:
        found = standing(laws, day)
        for state in ("TX", "DC", "PR", "NY"):
            fast, (answer, asking, is_doubtful) = found[state], slowly(laws, state, day)
            assert (fast.answer.value, fast.is_doubtful) == (answer, is_doubtful)
            assert Counter(fast.askers) == Counter(asking)
        allowing = {state for state in erpo.JURISDICTIONS if slowly(laws, state, day)[0] == "ALLOWS"}
        assert counted(laws, day) == ("TX" in allowing, "DC" in allowing, "PR" in allowing)
    for one in laws:
        for other in laws:
            assert one.overlaps(other) is bool(holds(one) & holds(other))


# --- gaps, as EOUSA is told of them ----------------------------------------------------------------------------------
COUNTIES = ["48113", "48439", "48201", "36005"]
NEEDS, PEOPLE = ["SHELTER", "IMMIGRATION"], ["", "RURAL", "ALIENAGE"]
SPOTS = st.builds(Spot, st.sampled_from(NEEDS), st.sampled_from(PEOPLE), st.sampled_from(["", *COUNTIES]))
OF_OFFICES = st.dictionaries(
    st.sampled_from(["txnd", "txsd", "nysd"]), st.dictionaries(SPOTS, st.integers(0, 6), max_size=8), max_size=3
)


def sets(values: Collection[str]) -> Any:
    return st.frozensets(st.sampled_from(sorted(values)), max_size=2)


SERVICES = st.lists(
    st.builds(Service, sets(NEEDS), sets(COUNTIES), sets(["TX", "NY"]), sets(PEOPLE[1:]), st.booleans()), max_size=3
)


def state_of(county: str) -> str:
    return next(state for state, here in gazetteer.country().states.items() if any(c.fips == county for c in here))


def meets(services: Iterable[Service], need: str, population: str, counties: Iterable[str]) -> bool:
    """Whether somebody does it in one of these counties, for them."""
    for one in services:
        is_for_them = not one.populations or population in one.populations or not (population or one.is_for_some)
        there = [county for county in counties if county in one.counties or state_of(county) in one.states]
        if need in one.needs and is_for_them and there:
            return True
    return False


def of_district(court_id: str) -> list[str]:
    country = gazetteer.country()
    return [one.fips for one in (*country.counties_of(court_id), *country.parts_of(court_id))]


def told_slowly(seen: Mapping[str, Mapping[Spot, int]], services: list[Service]) -> dict[str, tuple[int, int]]:
    """What EOUSA reads, by key: how often, and in how many counties it is met."""
    numbers: Counter[str] = Counter()
    served: dict[str, int] = {}
    for court_id, cells in seen.items():
        for spot, number in cells.items():
            is_sensitive = spot.need == "IMMIGRATION" or spot.population == "ALIENAGE"
            counties = [spot.county] if spot.county else of_district(court_id)
            if number and is_sensitive:
                state = state_of(counties[0])
                numbers[f"{spot.need}-{spot.population}-{state}"] += number
            elif number and not meets(services, spot.need, spot.population, counties):
                numbers[f"{spot.need}-{spot.population}-{spot.county or court_id}"] += number
    for key in [key for key in numbers if key[-2:].isupper()]:
        need, population, state = key.split("-")
        here = [county.fips for county in gazetteer.country().states[state]]
        served[key] = sum(meets(services, need, population, [county]) for county in here)
        if served[key] == len(here):
            del numbers[key]
    return {key: (number if number >= FEW else 0, served.get(key, 0)) for key, number in numbers.items()}


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(seen=OF_OFFICES, services=SERVICES)
def test_what_eousa_is_told_of_gaps_is_what_a_slow_count_finds(
    seen: dict[str, dict[Spot, int]], services: list[Service]
) -> None:
    offices = {office.court_id: office.pk for office in gazetteer.offices().values()}
    rows = {offices[court]: [Seen(*each) for each in cells.items()] for court, cells in seen.items()}
    served = Served(services)
    lacks = [*near(rows, {}, served), *(by_state(one) for one in states_lacking(rows, served))]
    assert {lack.key: (lack.seen, lack.served) for lack in lacks} == told_slowly(seen, services)
    assert {lack.state for lack in lacks} <= {State.OPEN, None}


# --- barriers --------------------------------------------------------------------------------------------------------
def anything(dice: Random, by: Person, at: Organization) -> None:
    """A barrier, and up to three things that are done with it."""
    one = barrier(by, at, kind=dice.choice(list(BarrierKind)))
    with at_office(by):
        for _time in range(dice.randrange(4)):
            again: dict[str, Any] = {"recheck_on": DAY + timedelta(days=30), "by": by, "on": DAY}
            if not one.is_open:
                one = one.reopen(**again)
            elif (throw := dice.randrange(4)) == 0:
                one = one.recheck(**again)
            elif throw == 1:
                one = one.remove(by=by, on=DAY)
            elif throw == 2:
                one = one.accept(reason="No money", by=by, on=DAY)
            else:
                one.withdraw(by=by, on=DAY)
                return


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_barriers_of_the_nation_are_the_last_word_of_every_history(
    alma: Person, otis: Person, erin: Person, shelter: Organization, seed: int
) -> None:
    dice = Random(seed)
    with time_machine.travel(NOW, tick=False):
        for _each in range(14):
            anything(dice, dice.choice([alma, otis]), shelter)

    last: dict[Any, tuple[str, str, Any]] = {}
    for reader in (alma, otis):
        with at_office(reader):
            for row in Barrier.objects.order_by("pk"):
                last[row.key] = (row.kind, row.state, row.superseded_at)
    slow = Counter((kind, state) for kind, state, over in last.values() if over is None)
    with acting_as(DatabaseRole.EOUSA):
        found = barrier_counts.totals()
    states = [("open", "OPEN"), ("removed", "REMOVED"), ("stays", "STAYS")]
    fast = {(row.kind, state): getattr(row, name) for row in found for name, state in states if getattr(row, name)}
    assert fast == dict(slow)
    assert len(last) == 14 > sum(slow.values()) > 0
