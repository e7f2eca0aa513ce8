"""The ladder of reminders: causes and their rungs as data, and on which day each rung is due. Pure: no clock, no rows.

An app joins by naming its causes and its audiences in its own `causes.py`, which is loaded at the start; the
foundation knows no app. Days are counted from a matter's own day: working days by `portal.calendar`, or calendar
days, of which one that is no working day waits for the next (before a date: comes on the one before).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.calendar import add_working_days, working_day_from, working_day_until
from portal.news import Entry


class Unit(models.TextChoices):
    """In what a rung counts."""

    WORKING = "WORKING", _("working days")
    CALENDAR = "CALENDAR", _("calendar days")


class Direction(models.TextChoices):
    """Whether a rung comes after the matter's day, or before it."""

    AFTER = "AFTER", _("after")
    BEFORE = "BEFORE", _("before")


class Recipient(NamedTuple):
    """Somebody who can be written to; an account-less contact is no person."""

    email: str
    name: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class Rung:
    """One step of a ladder: how many days, of which unit, before or after; who is told; within which limits tuned."""

    days: int
    unit: Unit
    audience: str
    direction: Direction = Direction.AFTER
    is_weekly: bool = False
    """Told again in each week from then on, until the cause ends."""
    limits: tuple[int, int] = (0, 365)
    """The least and the most days that EOUSA may set."""


@dataclass(frozen=True)
class Matter:
    """Something that waits. The same matter has the same `about` and `period` however often it is looked at.

    `on` is the day that rungs count from; before `from_day` the ladder says nothing of it. What `facts` holds is for
    the words alone.
    """

    cause: str
    about: str
    """The kind and the key of a row: "vacancy:12"."""
    period: str
    on: date
    from_day: date
    office_id: int | None = None
    person_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    name: str = field(default="", compare=False)
    """What tells it from others of its cause at the same office, where there can be several; never of a candidate."""


class Said(NamedTuple):
    """What a reminder says of a matter, in words, with the page where something can be done."""

    title: str
    text: str
    path: str
    act: str
    """The label of the button that leads there."""
    answers: Sequence[str] = ()
    """What can be said without a password: codes of `portal.models.Reply`."""


Offices = Collection[int]


@dataclass(frozen=True)
class Cause:
    """Why somebody is reminded. `matters` gives what waits on a day at these offices, bound as a job, in few queries;
    `said` puts one of them into words; a national cause is of no office and gets none."""

    key: str
    label: Any
    why: Any
    """Said under each reminder, after “You get this because”."""
    rungs: tuple[Rung, ...]
    matters: Callable[[date, Offices], Iterable[Matter]]
    said: Callable[[Matter, Rung, date], Said]
    listed: Callable[[Sequence[Matter], datetime], Iterable[Entry]] | None = None
    """What a mail says instead of one after the other where a weekly rung brings several: one list."""
    is_national: bool = False
    unforeseen: Any = ""
    """What of it follows from what only the office itself reads, in words: EOUSA does not look ahead to that."""
    is_confidential: bool = False
    """About a candidate: only leadership and officers of the office, OARM and EOUSA's editors see its reminders."""
    order: int = 50


@dataclass(frozen=True)
class Audience:
    """Who is told. `find` gives, for each of these matters, who can be reached; none: the next rung at once."""

    key: str
    label: Any
    find: Callable[[Collection[Matter]], Mapping[Matter, Sequence[Recipient]]]
    is_of_the_office: bool = True
    """Told in the morning of the office's own time zone; else in Washington's."""
    signs_in: bool = True
    """Whether the page to which the reminder leads asks for an account; a link that opens by itself does not."""


def named(cause: Cause, matter: Matter) -> str:
    """The cause in a few words, with the matter's name: “A directive to answer: Name your specialist”."""
    has_name = matter.name and not cause.is_confidential
    return f"{cause.label}: {matter.name}" if has_name else str(cause.label)


_causes: dict[str, Cause] = {}
_audiences: dict[str, Audience] = {}


def join(*joining: Cause | Audience) -> None:
    """Declare causes and audiences; the same key replaces one."""
    for one in joining:
        if isinstance(one, Cause):
            _causes[one.key] = one
        else:
            _audiences[one.key] = one


def causes() -> list[Cause]:
    """Every cause, in the order in which people read them."""
    return sorted(_causes.values(), key=lambda cause: (cause.order, cause.key))


def cause_of(key: str) -> Cause | None:
    return _causes.get(key)


def audience_of(key: str) -> Audience:
    """The audience of this key, which some app declares."""
    return _audiences[key]


# --- when ----------------------------------------------------------------------------------------------------------
SEEN_LATE = date.max
"""Of a rung that reached nobody: it left, and that it did not arrive was seen some time later."""


@lru_cache(maxsize=4096)
def nominal_day(rung: Rung, on: date) -> date:
    """The working day on which the rung is due, counted from a matter's day alone."""
    is_before = rung.direction is Direction.BEFORE
    nearest, days = (working_day_until, -rung.days) if is_before else (working_day_from, rung.days)
    if rung.unit is Unit.WORKING:
        return add_working_days(nearest(on), days)
    return nearest(on + timedelta(days=days))


def signed_days(rung: Rung) -> int:
    """The rung's days; negative where it comes before the matter's day."""
    return -rung.days if rung.direction is Direction.BEFORE else rung.days


def overtaken(rungs: Sequence[Rung], number: int, matter: Matter) -> bool:
    """Whether the rung's day was over before the ladder began, and a later rung to the same people was due by then.

    Who starts late is not told the same thing three times in one morning.
    """
    first = working_day_from(matter.from_day)
    rung = rungs[number]
    if rung.is_weekly or nominal_day(rung, matter.on) >= first:
        return False
    later = [other for other in rungs[number + 1 :] if other.audience == rung.audience and not other.is_weekly]
    return any(nominal_day(other, matter.on) <= first for other in later)


def due_day(rungs: Sequence[Rung], number: int, matter: Matter, day: date, lost_on: date | None = None) -> date:
    """The day on which the rung is due: never before the ladder began.

    `lost_on`: the rung before was due then and reached nobody, so this one is due at once; `SEEN_LATE`, as seen on
    `day`.
    """
    nominal = nominal_day(rungs[number], matter.on)
    due = min(nominal, working_day_from(min(lost_on, day))) if lost_on else nominal
    return max(due, working_day_from(matter.from_day))


def week_of(day: date) -> str:
    """The ISO week, as part of a key: 2026-W47."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def latest_turn(rung: Rung, matter: Matter, first: date, day: date) -> tuple[date, str]:
    """The rung's latest turn by `day`, of which `first` was the first: its day and its period.

    A weekly rung has one turn in each week, on its first working day. Weeks in which nobody planned are not made up
    for: the newest list says it all.
    """
    if not rung.is_weekly:
        return first, matter.period
    newest = max(turn for turn in turns_around(day) if turn <= day)
    turn = max(first, newest)
    return turn, f"{matter.period}/{week_of(turn)}"


def turns_around(day: date) -> list[date]:
    """The first working days of last week, this one and the next."""
    monday = day - timedelta(days=day.weekday())
    return [working_day_from(monday + timedelta(weeks=week)) for week in (-1, 0, 1)]


def next_turn(rung: Rung, first: date, day: date) -> date | None:
    """The rung's first turn after `day`; None where it has had its only one."""
    if first > day:
        return first
    if not rung.is_weekly:
        return None
    return min(turn for turn in turns_around(day) if turn > day)


def base_period(period: str) -> str:
    """The matter's period in the period of a weekly rung."""
    return period.partition("/")[0]


class Step(NamedTuple):
    """A rung of a matter that is due, with the key's last parts."""

    matter: Matter
    number: int
    rung: Rung
    on: date
    period: str


Key = tuple[str, str, str]
"""Cause, about and period of a matter."""


def key_of(matter: Matter) -> Key:
    return matter.cause, matter.about, matter.period


def steps(
    matters: Iterable[Matter],
    ladders: Mapping[str, Sequence[Rung]],
    number: int,
    day: date,
    lost: Mapping[Key, Mapping[int, date]],
) -> Iterator[Step]:
    """The steps with this rung's number that are due by `day`. `lost`: the rungs of a matter that reached nobody, with
    the day on which they were due or `SEEN_LATE`."""
    for matter in matters:
        rungs = ladders[matter.cause]
        if number >= len(rungs) or overtaken(rungs, number, matter):
            continue
        first = due_day(rungs, number, matter, day, lost.get(key_of(matter), {}).get(number - 1))
        if first <= day:
            turn, period = latest_turn(rungs[number], matter, first, day)
            yield Step(matter, number, rungs[number], turn, period)
