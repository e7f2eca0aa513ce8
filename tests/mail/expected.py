"""Which reminders of silence there must be, and which there may be: worked out from the promise, not from the code.

An office that is asked on a day and stays silent: on that day its staffing contacts, 10 working days later its
leadership, after 20 the desk officer, after 25 and then in each week every desk officer of EOUSA. Where a rung
reaches nobody, the next one follows at once. Whether a week's list was planned depends on whether anybody planned in
that week, so a week that was seen in passing may be told, and the last one must.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.calendar_reference import observed_in
from tests.mail.offices import ZONES, Place

AFTER = (0, 10, 20, 25)
"""Working days from the day of asking to each rung."""
WEEKLY = 3


class Row(NamedTuple):
    """A reminder by its key; no recipient: there was nobody to tell."""

    about: str
    rung: int
    period: str
    recipient: str


def works(day: date) -> bool:
    return day.weekday() < 5 and (day.year, day.month, day.day) not in observed_in(day.year)


def onward(day: date, working_days: int) -> date:
    """So many working days on, from the day itself or the first working day after it."""
    while not works(day):
        day += timedelta(days=1)
    for _each in range(working_days):
        day += timedelta(days=1)
        while not works(day):
            day += timedelta(days=1)
    return day


def here(place: Place, at: datetime) -> date:
    return at.astimezone(ZoneInfo(ZONES[place.court_id])).date()


def week(day: date) -> str:
    return day.strftime("%G-W%V")


def audience(place: Place, rung: int, officers: Sequence[str]) -> Sequence[str]:
    return (place.staffing, place.leading, place.desk, officers)[rung]


def weeks_seen(first: date, days: Collection[date]) -> set[str]:
    """The weeks of the turns that were due on one of these days; before a week's first working day none is."""
    found = set()
    for day in days:
        monday = onward(day - timedelta(days=day.weekday()), 0)
        if day >= first:
            found.add(week(first) if day < monday else week(max(first, monday)))
    return found


class Expectation(NamedTuple):
    """What one office must and may have been told. A recipient "*": anybody, or the note that there was nobody."""

    must: set[Row]
    may: set[Row]


def expected(
    place: Place,
    officers: Sequence[str],
    clocks: Sequence[datetime],
    is_lost: Callable[[int], bool],
    refused: Collection[str],
) -> Expectation:
    """The rows of one office, if planning ran for sure at the last of `clocks`, and perhaps at each of the others.

    `is_lost`: whether a rung is on record as having reached nobody. `refused`: addresses that were refused for good.
    """
    found = Expectation(set(), set())
    if place.asked_on is None:
        return found
    today = here(place, clocks[-1])
    days = {day for at in clocks if (day := here(place, at)) >= place.asked_on}
    for rung, working_days in enumerate(AFTER):
        is_next = rung > 0 and is_lost(rung - 1)
        first = onward(place.asked_on, 0 if is_next else working_days)
        told = audience(place, rung, officers)
        for period in periods(place, rung, first, days):
            found.may.update(Row(place.about, rung, period, address) for address in [*told, *nobody(told, refused)])
        for period in periods(place, rung, first, {today}):
            reachable = [address for address in told if address not in refused]
            found.must.update(Row(place.about, rung, period, address) for address in reachable or ["*"])
    return found


def nobody(told: Sequence[str], refused: Collection[str]) -> list[str]:
    """The empty recipient, where all who would be told can be out of reach."""
    return [""] if set(told) <= set(refused) else []


def periods(place: Place, rung: int, first: date, days: Collection[date]) -> Iterator[str]:
    """The periods in which the rung was due on one of the days."""
    assert place.asked_on
    period = place.asked_on.isoformat()
    if rung == WEEKLY:
        yield from (f"{period}/{name}" for name in weeks_seen(first, days))
    elif any(day >= first for day in days):
        yield period
