"""Which rows the ledger must have, by other arithmetic: day numbers, no `datetime`, nothing of the portal.

Typed from the rules of the network: working days are counted from the day itself, or from the next one on which
people work; before a date from the one before. Nobody can be reached: the next rung at once. What was due while
nobody looked is still due. A weekly rung has one row for each week in which somebody looked.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tests import calendar_reference as calendar

Julian = int


class Step(NamedTuple):
    """A rung: how many days, working or calendar, after or before, to whom, again each week or not."""

    days: int
    is_working: bool
    is_before: bool
    audience: str
    is_weekly: bool


class Life(NamedTuple):
    """What happens to one matter. Days are Julian numbers; `waits` is half-open."""

    on: Julian
    begun: Julian
    waits: tuple[Julian, Julian]
    period: str
    ladder: Sequence[Step]
    people: Mapping[str, Sequence[str]]


class Row(NamedTuple):
    """A row of the ledger; nobody to tell: no recipient."""

    rung: int
    period: str
    recipient: str
    day: Julian


def next_worked(day: Julian) -> Julian:
    return calendar.later(day, 0)


def falls_on(step: Step, on: Julian) -> Julian:
    """The day of a rung, by the matter's day alone."""
    if step.is_before:
        return calendar.later(calendar.until(on), -step.days) if step.is_working else calendar.until(on - step.days)
    return calendar.later(next_worked(on), step.days) if step.is_working else next_worked(on + step.days)


def is_left_out(life: Life, number: int) -> bool:
    """Begun after the rung's day, when a later rung to the same people was due as well."""
    begun, step = next_worked(life.begun), life.ladder[number]
    later = [one for one in life.ladder[number + 1 :] if one.audience == step.audience and not one.is_weekly]
    is_late = not step.is_weekly and falls_on(step, life.on) < begun
    return is_late and any(falls_on(one, life.on) <= begun for one in later)


def week(day: Julian) -> str:
    """The ISO week: it has the number of its Thursday's week, and that Thursday's year."""
    thursday = day - day % 7 + 3
    year = calendar.named(thursday)[0]
    return f"{year}-W{(thursday - calendar.number(year, 1, 1)) // 7 + 1:02}"


def turn(first: Julian, day: Julian) -> Julian:
    """The newest first day of a working week by this day, but not before the rung's first day."""
    monday = day - day % 7
    this_week = next_worked(monday)
    return max(first, this_week if this_week <= day else next_worked(monday - 7))


def written(life: Life, days: Iterable[Julian]) -> set[Row]:
    """The rows after somebody has looked on these days, in this order."""
    rows: dict[tuple[int, str], list[Row]] = {}
    for day in days:
        if life.waits[0] <= day < life.waits[1]:
            look(life, day, rows)
    return {row for found in rows.values() for row in found}


def look(life: Life, day: Julian, rows: dict[tuple[int, str], list[Row]]) -> None:
    """Write what is due on this day and not written."""
    for number, step in enumerate(life.ladder):
        first = first_day(life, number, day, rows)
        if first is None or first > day:
            continue
        due = turn(first, day) if step.is_weekly else first
        period = f"{life.period}/{week(due)}" if step.is_weekly else life.period
        told = life.people.get(step.audience) or [""]
        rows.setdefault((number, period), [Row(number, period, one, due) for one in told])


def first_day(life: Life, number: int, day: Julian, rows: Mapping[tuple[int, str], list[Row]]) -> Julian | None:
    """From when on the rung is due, as it looks on this day; None: it is left out."""
    if is_left_out(life, number):
        return None
    due = falls_on(life.ladder[number], life.on)
    before = [row for (rung, _period), found in rows.items() if rung == number - 1 for row in found]
    if before and not any(row.recipient for row in before):
        due = min(due, next_worked(min([day, *(row.day for row in before)])))
    return max(due, next_worked(life.begun))
