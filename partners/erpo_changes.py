"""What a change of a law changes, and from which day: the record before compared with the record after. Pure."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import NamedTuple

from partners.erpo import EARLIEST, Law, Precision, standing_of


class Begins(NamedTuple):
    """The day from which it is different, and how exactly that is known. No day: nobody knows."""

    day: date | None
    precision: Precision


UNDATED = Begins(None, Precision.UNKNOWN)


def differs_from(before: Law | None, after: Law) -> date | None:
    """The first day on which the law answers otherwise, or somebody else may ask; None: it says the same."""
    days = sorted({EARLIEST, *chain.from_iterable(days_of(law) for law in (before, after) if law)})
    return next((day for day in days if said(before, day) != said(after, day)), None)


def begins(before: Law | None, after: Law) -> Begins:
    """From when it is different, as exactly as the record has it. Unknown, too, where an old day was put right and
    something changes besides: nobody can tell from the record which of the days is meant."""
    days = list(turns(before, after)) or added(before, after)
    if not days or (before and is_mixed(days, after)):
        return UNDATED
    return Begins(days[0], next(precision for day, precision in dated(after) if day == days[0]))


def is_mixed(days: list[date], after: Law) -> bool:
    """Whether there are several, and not all of them lie ahead of the recording."""
    return len(days) > 1 and days[0] <= (after.known_on or date.min)


def turns(before: Law | None, after: Law) -> Iterable[date]:
    """The days on which the law as it is on record by now turns to what it was not before."""
    last = said(after, EARLIEST)
    for day in sorted(days_of(after)):
        found = said(after, day)
        if last != found != said(before, day):
            yield day
        last = found


def added(before: Law | None, after: Law) -> list[date]:
    """The days that the record names now and did not before: of a law that begins later than was said."""
    if differs_from(before, after) is None:
        return []
    return sorted(days_of(after) - (days_of(before) if before else set()))


def said(law: Law | None, day: date) -> tuple[object, ...]:
    """What matters to an office: the answer, and who may ask in which words."""
    if law is None:
        return standing_of("", [], day).answer, frozenset()
    found = standing_of(law.state, [law], day)
    return found.answer, frozenset((each.who, each.words) for each in found.askers)


def dated(law: Law) -> Iterable[tuple[date, Precision]]:
    """Each day that the record names, with how exactly it is known."""
    if law.starts_on:
        yield law.starts_on, law.precision
    if law.ends_on:
        yield law.ends_on, Precision.DAY
    for each in law.petitioners:
        if each.from_on:
            yield each.from_on, each.precision
        if each.until_on:
            yield each.until_on, Precision.DAY


def days_of(law: Law) -> set[date]:
    return {day for day, _precision in dated(law)}
