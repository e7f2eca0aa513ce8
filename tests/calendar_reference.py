"""The calendar once more, by other formulas: day numbers of its own, no `datetime`, no time-zone data.

Days are (year, month, day). Day numbers are Julian (Fliegel and Van Flandern, 1968): number % 7 is 0 on a Monday.
What it shares with `portal.calendar` is the law that it reads.
"""

from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate
from typing import NamedTuple

Day = tuple[int, int, int]
HOUR = 3600
FIRST, LAST = 1999, 2102
"""The years whose working days are counted one by one: 2000 to 2100 and what spans reach beyond them."""


# --- days --------------------------------------------------------------------------------------------------------
def number(year: int, month: int, day: int) -> int:
    """Julian day number."""
    early = (14 - month) // 12  # January and February belong to the year before, which ends with the leap day
    y, m = year + 4800 - early, month + 12 * early - 3
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045


def named(julian: int) -> Day:
    """The day of a Julian day number (Richards, 2013)."""
    f = julian + 1401 + (4 * julian + 274277) // 146097 * 3 // 4 - 38
    e = 4 * f + 3
    h = 5 * (e % 1461 // 4) + 2
    day, month = h % 153 // 5 + 1, (h // 153 + 2) % 12 + 1
    return e // 1461 - 4716 + (14 - month) // 12, month, day


def zeller(year: int, month: int, day: int) -> int:
    """Weekday by Zeller's congruence, 0 on a Monday."""
    y, m = (year, month) if month > 2 else (year - 1, month + 12)
    return (day + 13 * (m + 1) // 5 + y + y // 4 - y // 100 + y // 400 + 5) % 7


def length(year: int, month: int) -> int:
    """Days of a month."""
    if month == 2:
        return 28 + ((year % 4 == 0 and year % 100 != 0) or year % 400 == 0)
    return 31 - (month in {4, 6, 9, 11})


def months_later(day: Day, months: int) -> Day:
    """Month by month; the day is cut once, at the end."""
    year, month, wanted = day
    for _each in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in {0, 13}:
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    return year, month, min(wanted, length(year, month))


# --- holidays ----------------------------------------------------------------------------------------------------
def on_or_after(year: int, month: int, day: int, weekday: int) -> int:
    """The first such weekday from a day on: a third Monday is the first Monday from the 15th."""
    start = number(year, month, day)
    return start + (weekday - start) % 7


def moved(year: int, month: int, day: int) -> int:
    """From Saturday to Friday (5 USC 6103(b)(1)), from Sunday to Monday (Executive Order 11582)."""
    julian = number(year, month, day)
    return julian + (0, 0, 0, 0, 0, -1, 1)[zeller(year, month, day)]


@cache
def holidays(year: int) -> frozenset[int]:
    """Day numbers of a year's federal holidays, whichever year they are observed in (5 USC 6103(a))."""
    mondays = [on_or_after(year, month, day, 0) for month, day in ((1, 15), (2, 15), (5, 25), (9, 1), (10, 8))]
    fixed = [(1, 1), (7, 4), (11, 11), (12, 25), *([(6, 19)] if year > 2020 else [])]
    return frozenset([*mondays, on_or_after(year, 11, 22, 3), *(moved(year, *day) for day in fixed)])


@cache
def observed_in(year: int) -> frozenset[Day]:
    """The days of a calendar year on which a holiday of that year or the next is observed."""
    days = map(named, holidays(year) | holidays(year + 1))
    return frozenset(day for day in days if day[0] == year)


# --- working days, counted one by one ----------------------------------------------------------------------------
@cache
def worked() -> list[int]:
    """Day numbers of all working days, in order."""
    closed = frozenset().union(*map(holidays, range(FIRST, LAST + 2)))
    days = range(number(FIRST, 1, 1), number(LAST, 12, 31) + 1)
    return [julian for julian in days if julian % 7 < 5 and julian not in closed]


@cache
def counts() -> list[int]:
    """For each day how many working days there have been, itself among them."""
    first, days = number(FIRST, 1, 1), frozenset(worked())
    return list(accumulate(int(julian in days) for julian in range(first, number(LAST, 12, 31) + 1)))


def between(start: int, end: int) -> int:
    """Working days after one and up to another, both as day numbers."""
    first = number(FIRST, 1, 1)
    return counts()[end - first] - counts()[start - first]


def until(julian: int) -> int:
    """The last working day that is not after this day."""
    return worked()[bisect_right(worked(), julian) - 1]


def later(julian: int, days: int) -> int:
    """So many working days on, or back."""
    start = julian if days >= 0 else until(julian)
    return worked()[bisect_left(worked(), start) + days]


# --- clocks ------------------------------------------------------------------------------------------------------
class Clock(NamedTuple):
    """Hours ahead of UTC in winter, and whether it goes forward in summer (15 USC 260a, 263; 49 CFR part 71)."""

    hours: int
    has_summer: bool = True


STATES = {
    -5: "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    -6: "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    -7: "CO ID MT NM UT WY",
    -8: "CA NV OR WA",
    -9: "AK",
}
ALL_YEAR = {"AZ": -7, "HI": -10, "PR": -4, "VI": -4, "GU": 10, "MP": 10}
"""Arizona and Hawaii have exempted themselves (15 USC 260a(a)); the law never reached the territories."""
ELSEWHERE = {"innd": Clock(-6), "tned": Clock(-5)}
"""Hammond keeps the time of Chicago; Knoxville that of the East."""


def clock(court_id: str, state: str) -> Clock:
    """The clock of an office's headquarters."""
    if court_id in ELSEWHERE:
        return ELSEWHERE[court_id]
    if state in ALL_YEAR:
        return Clock(ALL_YEAR[state], has_summer=False)
    return Clock(next(hours for hours, states in STATES.items() if state in states.split()))


@cache
def spring(year: int) -> int:
    """The second Sunday of March: at two the clock shows three (since 2007)."""
    return on_or_after(year, 3, 8, 6)


@cache
def autumn(year: int) -> int:
    """The first Sunday of November: at two the clock shows one."""
    return on_or_after(year, 11, 1, 6)


def stamp(at: Clock, julian: int, hour: int) -> int:
    """Seconds since 1970 when that clock first shows that full hour, or the one that it shows instead."""
    year = named(julian)[0]
    walls = julian * 24 + hour
    is_summer = at.has_summer and spring(year) * 24 + 2 < walls < autumn(year) * 24 + 2
    return ((julian - number(1970, 1, 1)) * 24 + hour - at.hours - is_summer) * HOUR


def day_of(at: Clock, seconds: int) -> Day:
    """The day that the clock shows, so many seconds after 1970."""
    hours = seconds // HOUR + at.hours + number(1970, 1, 1) * 24  # as in winter
    year = named(hours // 24)[0]
    is_summer = at.has_summer and spring(year) * 24 + 2 <= hours < autumn(year) * 24 + 1
    return named((hours + is_summer) // 24)
