"""Parts of the quarterly report that come from the five duties besides the log: what is counted, and how it is told.

Each part of the work declares its own in `partners.report_parts`; the report knows none of them. What is counted is
kept in the report and read by EOUSA, so it is numbers and published codes; a part that is for the office's own copy
alone is counted when that copy is shown, as of the instant of the report's figures.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.models import Office

Count = Callable[[Office, date, datetime], Mapping[str, Any]]
"""(office, first day of the quarter, known) → numbers and codes."""


@dataclass(frozen=True)
class Table:
    """Figures. The first column names the row, the others are numbers."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it; `level` 1 stands below the title."""

    heading: str
    level: int = 1
    paragraphs: Sequence[str] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Part:
    """One part: `told` makes sections of what `count` gave."""

    key: str
    count: Count
    told: Callable[[Mapping[str, Any]], Sequence[Section]]
    is_own: bool = False
    """For the office's own copy alone."""
    order: int = 50


_parts: dict[str, Part] = {}


def join(*parts: Part) -> None:
    """Declare parts; the same key replaces one."""
    _parts.update({part.key: part for part in parts})


def parts(*, is_own: bool) -> list[Part]:
    """Those that are kept in the report, or those of the office's own copy, in their order."""
    return sorted((part for part in _parts.values() if part.is_own is is_own), key=lambda part: (part.order, part.key))


def counted(office: Office, quarter: date, known: datetime) -> dict[str, Any]:
    """What the report keeps of each part."""
    return {part.key: dict(part.count(office, quarter, known)) for part in parts(is_own=False)}


def sections(kept: Mapping[str, Any]) -> Iterator[Section]:
    """What the report kept, in words; a report of before a part was there has none of it."""
    for part in parts(is_own=False):
        if part.key in kept:
            yield from part.told(kept[part.key])


def own_sections(office: Office, quarter: date, known: datetime) -> Iterator[Section]:
    """What only the office's own copy says."""
    for part in parts(is_own=True):
        yield from part.told(part.count(office, quarter, known))
