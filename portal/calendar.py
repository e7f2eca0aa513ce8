"""Working days, federal holidays, and days on the clock of an office. Pure: days, instants and zones are passed in.

Holidays are counted by rule: 5 USC 6103(a) names them; 6103(b)(1) moves a Saturday's to Friday; Executive Order 11582
moves a Sunday's to Monday. The rules are those in force since 1986; Juneteenth came in 2021 (Pub. L. 117-17).

Two things are left out on purpose. Inauguration Day (5 USC 6103(c)) is a holiday in and around Washington only: it is
a working day here, for all. A closing by executive order (December 24, a day of mourning, a snow day) follows no rule.
Holidays of a state or territory are no federal ones either.

Whatever would lie beyond the year 9999 raises ValueError or OverflowError.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice
from types import MappingProxyType
from zoneinfo import ZoneInfo

CENTER = ZoneInfo("America/New_York")
"""Where EOUSA and OARM sit: a national day begins there."""

MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6
LAST = -1
NO_TIME, A_DAY = timedelta(0), timedelta(days=1)
WORKING_WEEK, WEEK, MONTHS = 5, 7, 12

NEW_YEAR, JUNETEENTH = "New Year's Day", "Juneteenth National Independence Day"
FIRST_JUNETEENTH = 2021

SAME_DAY_EACH_YEAR = {
    JUNETEENTH: (6, 19),
    "Independence Day": (7, 4),
    "Veterans Day": (11, 11),
    "Christmas Day": (12, 25),
}
"""Month and day. New Year's Day is on its own: it may be observed in the year before."""

SAME_WEEKDAY_EACH_YEAR = {
    "Birthday of Martin Luther King, Jr.": (1, MONDAY, 3),
    "Washington's Birthday": (2, MONDAY, 3),
    "Memorial Day": (5, MONDAY, LAST),
    "Labor Day": (9, MONDAY, 1),
    "Columbus Day": (10, MONDAY, 2),
    "Thanksgiving Day": (11, THURSDAY, 4),
}
"""Month, weekday, and which of them."""


@cache
def federal_holidays(year: int) -> Mapping[date, str]:
    """The days of this calendar year on which a federal holiday is observed, in order, each with its legal name.

    A New Year's Day on a Saturday is observed on December 31, so it stands in the year before, not in its own.
    """
    return MappingProxyType({_observed(day): name for day, name in sorted(_legal_holidays(year))})


def _legal_holidays(year: int) -> Iterator[tuple[date, str]]:
    """The days that the law names, as far as they are observed in this year."""
    for name, (month, weekday, which) in SAME_WEEKDAY_EACH_YEAR.items():
        yield _weekday_of_month(year, month, weekday, which), name
    for name, (month, number) in SAME_DAY_EACH_YEAR.items():
        if name != JUNETEENTH or year >= FIRST_JUNETEENTH:
            yield date(year, month, number), name
    if (new_year := date(year, 1, 1)).weekday() != SATURDAY:
        yield new_year, NEW_YEAR
    if (eve := date(year, 12, 31)).weekday() == FRIDAY:
        yield eve, NEW_YEAR


def _weekday_of_month(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second ... such weekday of a month; LAST for the last."""
    _, length = monthrange(year, month)
    days = [date(year, month, number) for number in range(1, length + 1)]
    return [day for day in days if day.weekday() == weekday][which if which == LAST else which - 1]


def _observed(day: date) -> date:
    """Friday for a Saturday, Monday for a Sunday."""
    return day + {SATURDAY: -A_DAY, SUNDAY: A_DAY}.get(day.weekday(), NO_TIME)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no federal holiday."""
    return day.weekday() < SATURDAY and day not in federal_holidays(day.year)


def working_day_from(day: date) -> date:
    """The day itself or, if nobody works on it, the next working day."""
    return next(_working_days(day, A_DAY))


def working_day_until(day: date) -> date:
    """The day itself or, if nobody works on it, the working day before."""
    return next(_working_days(day, -A_DAY))


def add_working_days(day: date, days: int) -> date:
    """So many working days after `working_day_from(day)`; if negative, before `working_day_until(day)`."""
    return next(islice(_working_days(day, A_DAY if days >= 0 else -A_DAY), abs(days), None))


def _working_days(day: date, step: timedelta) -> Iterator[date]:
    """Working days one after the other, beginning with the day itself."""
    while True:
        if is_working_day(day):
            yield day
        day += step


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` and not after `end`; the other way round if `end` is before `start`.

    So `add_working_days(day, n)` is n working days from any working day; and the sums of two spans add up.
    """
    if end < start:
        return -working_days_between(end, start)
    years = range(start.year, end.year + 1)
    closed = sum(start < day <= end for year in years for day in federal_holidays(year))
    return _weekdays_until(end) - _weekdays_until(start) - closed


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays from the first day of the calendar, a Monday, until this one."""
    weeks, rest = divmod(day.toordinal(), WEEK)
    return weeks * WORKING_WEEK + min(rest, WORKING_WEEK)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or earlier if negative; where a month is too short, its last day."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year, month = day.year + years, month + 1
    _, length = monthrange(year, month)
    return date(year, month, min(day.day, length))


def add_years(day: date, years: int) -> date:
    """The same day so many years later, or earlier if negative; February 28 where there is no 29."""
    return add_months(day, MONTHS * years)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The day on the clock of that zone. ValueError for an instant that does not say its own zone."""
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} says no time zone, so nobody knows which day it is elsewhere.")
    return at.astimezone(zone).date()


def at_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """That full hour of the day on the clock of that zone.

    An hour that the clock skips in spring is the one that it shows instead, an hour later; of an hour that comes twice
    in autumn it is the first.
    """
    return datetime.combine(day, time(hour), zone).astimezone(UTC).astimezone(zone)
