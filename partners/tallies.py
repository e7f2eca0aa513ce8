"""The figures of the log added up: by duty, by kind of contact, by office. Never an entry, so never a note."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import QuerySet, Sum

from partners import quarters
from partners.counting import in_hours
from partners.duties import Duty
from partners.models import Figure
from partners.taxonomy import Did

M = Figure.Measure


@dataclass(frozen=True)
class Tally:
    """What some entries add up to. `contacts` has every entry, `events` a joint one only where its host logged it."""

    contacts: int = 0
    guests: int = 0
    minutes: int = 0
    trained: int = 0
    educated: int = 0

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> Self:
        names = (M.ENTRIES, M.GUESTS, M.MINUTES, M.TRAINED, M.EDUCATED)
        return cls(*(numbers.get(name, 0) for name in names))

    @property
    def events(self) -> int:
        return self.contacts - self.guests

    @property
    def time(self) -> str:
        return in_hours(self.minutes)


@dataclass(frozen=True)
class Figures:
    """The figures of a quarter, of all offices or of the one whose figures the reader may see."""

    quarter: date
    total: Tally
    duties: Mapping[int, Tally]
    kinds: Mapping[str, Tally]
    trained_by: Mapping[str, int]
    offices: Mapping[int, Tally]
    """Those that logged anything, by key."""
    cells: Mapping[tuple[Any, ...], int]
    """Contacts by office and duty."""


def tallied(quarter: date) -> Figures:
    """What stands on record of a quarter, for whoever is bound: two queries of rows that are added up already."""
    rows = Figure.objects.filter(month__gte=quarter, month__lt=quarters.after(quarter))
    cells = summed(rows.filter(measure__in=M.values), "office", "duty")
    kinds = {did: numbers for (did,), numbers in summed(rows, "did").items()}
    duties, offices = along(cells, 1), along(cells, 0)
    return Figures(
        quarter,
        Tally.of(added(duties.values())),
        {duty.value: Tally.of(duties.get(duty.value, {})) for duty in Duty},
        of_each(kinds, Did.values),
        {name: n for name, n in added(kinds.values()).items() if name not in M.values and n},
        of_each(offices, offices),
        {key: numbers.get(M.ENTRIES, 0) for key, numbers in cells.items()},
    )


def of_each(numbers: Mapping[Any, Mapping[str, int]], order: Iterable[Any]) -> dict[Any, Tally]:
    """Those that have any entry, in this order."""
    return {key: Tally.of(numbers[key]) for key in order if numbers.get(key, {}).get(M.ENTRIES)}


def summed(rows: QuerySet[Figure], *columns: str) -> dict[tuple[Any, ...], dict[str, int]]:
    """The measures by the values of some columns."""
    found: dict[tuple[Any, ...], dict[str, int]] = {}
    grouped = rows.values(*columns, "measure").annotate(n=Sum("number")).values_list(*columns, "measure", "n")
    for *key, measure, n in grouped:
        found.setdefault(tuple(key), {})[measure] = int(n)
    return found


def along(cells: Mapping[tuple[Any, ...], Mapping[str, int]], place: int) -> dict[Any, dict[str, int]]:
    """The cells added up by one part of their key."""
    keys = {key[place] for key in cells}
    return {one: added(numbers for key, numbers in cells.items() if key[place] == one) for one in keys}


def added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Measure by measure."""
    found: Counter[str] = Counter()
    for numbers in parts:
        found.update(numbers)
    return dict(found)
