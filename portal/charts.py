"""Scales and shapes behind the pictures that the server draws. Pure: numbers in, numbers out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

WHOLE = 100
"""Pictures are as wide as their column, so places in them are percentages."""


@dataclass(frozen=True)
class Bar:
    """A stretch of a horizontal picture, in percent of its width."""

    x: float
    width: float


def stacked(amounts: Sequence[int]) -> list[Bar]:
    """Bars side by side, as wide as their share of the whole; nothing at all gives bars of no width."""
    whole = sum(amounts) or 1
    starts = accumulate(amounts, initial=0)
    return [
        Bar(round(WHOLE * start / whole, 2), round(WHOLE * n / whole, 2))
        for start, n in zip(starts, amounts, strict=False)
    ]


def periods(spans: Iterable[tuple[date, date]]) -> list[Bar]:
    """Bars on a time scale from the first start to the last end; each end is the first day after its span."""
    listed = list(spans)
    if not listed:
        return []
    first = min(start for start, _ in listed)
    whole = max((max(end for _, end in listed) - first).days, 1)
    return [Bar(_at(start, first, whole), round(WHOLE * (end - start).days / whole, 2)) for start, end in listed]


def years(first: date, last: date, most: int = 8) -> list[tuple[int, float]]:
    """The New Years between two days and where they stand, thinned to at most `most`."""
    whole = max((last - first).days, 1)
    seen = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    step = max(1, -(-len(seen) // most))
    return [(day.year, _at(day, first, whole)) for day in seen[::step]]


def lengths(half: int | None, most: int | None, seen: int, whole: int) -> Iterator[tuple[str, Bar]]:
    """How long things take, on a scale from 0 to `whole`: until half are over, until most are, and as far as seen.

    What is not known is None; its stretch then ends where anything was last seen, or at the end of the scale, and is
    named “unknown”.
    """
    start = 0
    for name, end in (("half", half), ("most", most), ("unknown", min(seen, whole) if most is None else None)):
        if end is not None and end > start:
            yield name, Bar(place(start, whole), place(end - start, whole))
            start = end


@dataclass(frozen=True)
class Post:
    """An upright bar: place, width and height in percent. No height: a number that is 0; None: no number is known."""

    x: float
    width: float
    height: float | None


def posts(numbers: Sequence[int | None], whole: int) -> list[Post]:
    """One bar for each number, side by side, as high as its share of `whole`, the end of their axis."""
    slot = WHOLE / max(len(numbers), 1)
    return [
        Post(round(nth * slot, 2), round(slot * 0.8, 2), None if number is None else place(number, whole))
        for nth, number in enumerate(numbers)
    ]


def place(number: int, whole: int) -> float:
    """Where a number stands on a scale from 0 to `whole`, in percent."""
    return round(WHOLE * number / max(whole, 1), 2)


def marks(whole: int, most: int = 8) -> list[int]:
    """The round numbers of a scale from 0 to `whole`, at most so many besides 0."""
    steps = (factor * 10**power for power in range(len(str(whole)) + 1) for factor in (1, 2, 5))
    step = next(step for step in steps if whole <= step * most)
    return list(range(0, whole + 1, step))


def _at(day: date, first: date, whole: int) -> float:
    return round(WHOLE * (day - first).days / whole, 2)
