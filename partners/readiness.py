"""The chains of relinquishment as they stand: in a county, in an office's district, on a day. Pure: no rows, no clock.

A county's own row stands in the place of the district's, link by link. A chain is as strong as its weakest link, and
a link that nobody has entered is weaker than one of which somebody says that there is none. Where the law of the
state allows no extreme risk protection orders that basis has no chain: “no law here” is no weak link.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain as joined
from typing import NamedTuple

from partners.chain import CHAINS, Basis, Link, Status

FRESH_FOR = timedelta(days=365)
"""For so long what somebody saw counts as looked at."""
ORDER: dict[str, int] = {"": -1, **{status.value: place for place, status in enumerate(Status)}}
"""From weakest to strongest; empty: not entered."""
DISTRICT = ""
"""In the place of a county: the whole district."""


class Cell(NamedTuple):
    """One link of one chain."""

    basis: str
    link: str


class Stands(NamedTuple):
    """One link as somebody has put it on record. `county`: FIPS, empty for the district."""

    county: str
    basis: str
    link: str
    status: str
    as_of: date

    @property
    def cell(self) -> Cell:
        return Cell(self.basis, self.link)


@dataclass(frozen=True)
class Chain:
    """One basis: its links as they count, in their order."""

    basis: Basis
    links: Mapping[Link, str]
    """Status by link; empty: not entered."""
    oldest: date | None
    """The day of the link that was looked at longest ago."""
    alone: Mapping[Link, tuple[str, ...]] = field(default_factory=dict)
    """Of a district: the links that are weakest in counties that stand apart and not in the rest, with these."""

    @property
    def status(self) -> str:
        """Of the weakest link."""
        return min(self.links.values(), key=ORDER.__getitem__)

    @property
    def weak(self) -> list[Link]:
        """The weakest links; none where all is as good as it can be."""
        return [link for link, status in self.links.items() if status == self.status != Status.CHECKED]

    @property
    def is_entered(self) -> bool:
        return any(self.links.values())

    def is_stale(self, day: date) -> bool:
        """Whether nobody has looked at one of its links for a year."""
        return self.oldest is not None and is_stale(self.oldest, day)


def is_stale(as_of: date, day: date) -> bool:
    return stale_on(as_of) <= day


def stale_on(as_of: date) -> date:
    """The day on which what was seen then is to be looked at again."""
    return as_of + FRESH_FOR


def bases(*, has_erpo: bool) -> tuple[Basis, ...]:
    """The bases that the law gives an office."""
    return tuple(basis for basis in Basis if basis is not Basis.ERPO or has_erpo)


def cells() -> list[Cell]:
    """Every link of every chain."""
    return [Cell(basis.value, link.value) for basis, links in CHAINS.items() for link in links]


# --- one county ------------------------------------------------------------------------------------------------------
def effective(rows: Iterable[Stands], county: str = DISTRICT) -> dict[Cell, Stands]:
    """What counts in a county: its own row, else the district's. For the district: its own rows alone."""
    found: dict[Cell, Stands] = {}
    for row in rows:
        if row.county == county or (row.county == DISTRICT and row.cell not in found):
            found[row.cell] = row
    return found


def chain(links: Mapping[Cell, Stands], basis: Basis) -> Chain:
    """The chain of a basis out of what counts somewhere."""
    held = {link: links.get(Cell(basis.value, link.value)) for link in CHAINS[basis]}
    days = [row.as_of for row in held.values() if row]
    return Chain(basis, {link: row.status if row else "" for link, row in held.items()}, min(days, default=None))


def weakest(links: Mapping[Cell, Stands], basis: Basis, *, has_erpo: bool) -> str | None:
    """The status of the weakest link; None where there is no law, and so no chain."""
    return chain(links, basis).status if basis in bases(has_erpo=has_erpo) else None


def of_county(rows: Sequence[Stands], county: str, *, has_erpo: bool) -> list[Chain]:
    """The chains of a county, by basis."""
    links = effective(rows, county)
    return [chain(links, basis) for basis in bases(has_erpo=has_erpo)]


def apart(rows: Iterable[Stands]) -> list[str]:
    """The counties that have a row of their own."""
    return sorted({row.county for row in rows if row.county != DISTRICT})


# --- an office's whole district --------------------------------------------------------------------------------------
def of_office(rows: Sequence[Stands], counties: Collection[str], *, has_erpo: bool) -> list[Chain]:
    """The chains of an office: each link is as strong as in the county where it is weakest.

    `counties`: all of the office's. The district's row counts as long as one of them has no row of its own.
    """
    return [of_basis(rows, counties, basis) for basis in bases(has_erpo=has_erpo)]


def of_basis(rows: Iterable[Stands], counties: Collection[str], basis: Basis) -> Chain:
    held = in_force(rows, counties, basis)
    days = [row.as_of for row in joined.from_iterable(held.values()) if row]
    alone = {link: there for link, found in held.items() if (there := weak_alone(found))}
    return Chain(basis, {link: weakest_of(found) for link, found in held.items()}, min(days, default=None), alone)


def weak_alone(found: Sequence[Stands | None]) -> tuple[str, ...]:
    """The counties in which a link is weakest, where it is better in the rest of the district; else none."""
    weakest = weakest_of(found)
    places = sorted(row.county if row else DISTRICT for row in found if status_of(row) == weakest)
    return () if DISTRICT in places else tuple(places)


def status_of(row: Stands | None) -> str:
    return row.status if row else ""


def in_force(rows: Iterable[Stands], counties: Collection[str], basis: Basis) -> dict[Link, list[Stands | None]]:
    """The rows of a basis that count somewhere in the district, by link."""
    here = [row for row in rows if row.county == DISTRICT or row.county in counties]
    return {link: counting(here, Cell(basis.value, link.value), len(counties)) for link in CHAINS[basis]}


def old_rows(rows: Iterable[Stands], counties: Collection[str], basis: Basis, day: date) -> list[Stands]:
    """The rows that make a chain stale: those that count somewhere, and at which nobody has looked for a year."""
    counting_rows = joined.from_iterable(in_force(rows, counties, basis).values())
    return [row for row in counting_rows if row and is_stale(row.as_of, day)]


def counting(rows: Iterable[Stands], cell: Cell, counties: int) -> list[Stands | None]:
    """The rows of one link that count somewhere; None where a county has none that does."""
    found = {row.county: row for row in rows if row.cell == cell}
    district = found.pop(DISTRICT, None)
    own: list[Stands | None] = list(found.values())
    return own if own and len(own) >= counties else [*own, district]


def weakest_of(found: Iterable[Stands | None]) -> str:
    """The weakest of these; not entered is weakest of all."""
    return min(map(status_of, found), key=ORDER.__getitem__)


# --- another day -----------------------------------------------------------------------------------------------------
class Kept(NamedTuple):
    """A row as the record keeps it."""

    key: int
    stands: Stands
    recorded_at: datetime
    ended_on: date | None
    """The day, by the office's own clock, on which it was superseded, by another or by nothing."""


def stood_on(rows: Iterable[Kept], day: date) -> list[Stands]:
    """What stood at the end of a day: of each link in each county the row that was recorded last of those that were
    seen by then, unless it had been taken off the record.

    A row is put in another's place on the day that it is as of, or later; so what took its place by then is seen too.
    """
    latest: dict[tuple[str, Cell], Kept] = {}
    for row in sorted(rows, key=lambda row: (row.recorded_at, row.key)):
        if row.stands.as_of <= day:
            latest[row.stands.county, row.stands.cell] = row
    return [row.stands for row in latest.values() if row.ended_on is None or row.ended_on > day]


def counted(chains: Iterable[Chain]) -> dict[str, dict[str, int]]:
    """By basis, how many links stand how far; NOT_ENTERED for those that nobody has entered."""
    return {
        chain.basis.value: dict(Counter(status or "NOT_ENTERED" for status in chain.links.values())) for chain in chains
    }
