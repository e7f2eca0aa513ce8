"""What people lack where they are: needs that outreach has seen, less what the directory offers there. Pure.

A need is seen of a population in a county. It is met where an organization does that service, in the county or in the
whole state, for that population or for everybody. `docs/decisions/0029-gaps-and-who-sees-them.md` says why it is
counted so, and who sees which gap.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from partners.taxonomy import Need, Population

EVERYBODY = "*"
"""For whom a service is that names no population."""
FEW = 5
"""Below this number it is said only that there are few, outside the office."""
SENSITIVE_POPULATIONS = frozenset(
    map(str, (Population.ALIENAGE, Population.SEXUAL_ORIENTATION, Population.GENDER_IDENTITY))
)
SENSITIVE_NEEDS = frozenset({str(Need.IMMIGRATION)})
"""What is shown by state alone outside the office: a county could point to a few people."""
NEEDS = {str(code): place for place, code in enumerate(Need.values)}
POPULATIONS = {str(code): place for place, code in enumerate(["", *Population.values])}
KEY = re.compile(r"(?P<need>[A-Z_]+)-(?P<population>[A-Z_]*)-(?P<county>[0-9]{5}|)")


class Spot(NamedTuple):
    """What is lacking, for whom, where."""

    need: str
    population: str = ""
    """Empty: people in general."""
    county: str = ""
    """FIPS. Empty: somewhere in the district."""

    @property
    def key(self) -> str:
        """As an address names it: LEGAL-RURAL-48113."""
        return f"{self.need}-{self.population}-{self.county}"

    @property
    def is_sensitive(self) -> bool:
        return self.population in SENSITIVE_POPULATIONS or self.need in SENSITIVE_NEEDS


class Seen(NamedTuple):
    """How many entries of the log saw a need; a gap, where nobody meets it."""

    spot: Spot
    number: int


def spots(needs: Iterable[str], populations: Collection[str], counties: Collection[str]) -> set[Spot]:
    """Where an entry counts: each need for each population and county that it names together."""
    return {Spot(*one) for one in product(needs, populations or [""], counties or [""])}


def spot_of(key: str) -> Spot | None:
    """What an address names; None for an address that names nothing."""
    found = KEY.fullmatch(key)
    if found is None or found["need"] not in NEEDS or found["population"] not in POPULATIONS:
        return None
    return Spot(found["need"], found["population"], found["county"])


class Service(NamedTuple):
    """What one organization does, where, and for whom."""

    needs: frozenset[str]
    counties: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    """Those that it serves whole."""
    populations: frozenset[str] = frozenset()
    """For which it has a service of their own; none: it serves everybody alike."""
    is_for_some: bool = False
    """Whether it is there for the populations that it names and for nobody else."""


class Land(NamedTuple):
    """Which state a county is in, and which counties are of the district."""

    states: Mapping[str, str]
    district: Collection[str]

    def places(self, county: str) -> set[str]:
        """What a service may name that is done in the county; somewhere in the district: in any of its counties."""
        named = {county} if county else set(self.district)
        return named | {self.states[code] for code in named if code in self.states}


class Served:
    """What the directory offers, looked up by what is needed and for whom."""

    def __init__(self, services: Iterable[Service]) -> None:
        self.places: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in services:
            for need in one.needs:
                for population in served_by(one):
                    self.places[need, population] |= one.counties | one.states

    def meets(self, spot: Spot, places: Collection[str]) -> bool:
        """Whether somebody does that in one of these places, for that population or for everybody."""
        offered = self.places.get((spot.need, spot.population), set()), self.places.get((spot.need, EVERYBODY), set())
        return any(place in some for some in offered for place in places)


def served_by(one: Service) -> Iterator[str]:
    """For whom the service is; people in general are served by all but those who are there for some alone."""
    if not one.populations:
        yield EVERYBODY
        return
    yield from one.populations
    if not one.is_for_some:
        yield ""


def gaps(seen: Iterable[Seen], services: Served, land: Land) -> list[Seen]:
    """Needs that were seen and that nobody meets, those seen most often first."""
    found = (one for one in seen if one.number > 0 and not services.meets(one.spot, land.places(one.spot.county)))
    return sorted(found, key=order)


def order(one: Seen) -> tuple[int, int, int, str]:
    spot = one.spot
    return -one.number, NEEDS.get(spot.need, len(NEEDS)), POPULATIONS.get(spot.population, -1), spot.county


# --- outside the office ----------------------------------------------------------------------------------------------
class StateNeed(NamedTuple):
    """A need of which only the state is told: how often it was seen there, and in how many counties somebody meets it.

    It is not said in which: the number holds what was seen in all of them.
    """

    need: str
    population: str
    state: str
    number: int
    served: int
    counties: int


def in_states(
    seen: Iterable[tuple[str, Seen]], services: Served, counties: Mapping[str, Collection[str]]
) -> list[StateNeed]:
    """The sensitive needs, added up by state; those left out that are met in every county. `seen`: with the state."""
    numbers: Counter[tuple[str, str, str]] = Counter()
    for state, one in seen:
        if one.spot.is_sensitive and one.number > 0:
            numbers[one.spot.need, one.spot.population, state] += one.number
    found = [state_need(*key, number, services, counties) for key, number in numbers.items()]
    return sorted((one for one in found if one.served < one.counties), key=lambda one: (-one.number, one[:3]))


def state_need(
    need: str, population: str, state: str, number: int, services: Served, counties: Mapping[str, Collection[str]]
) -> StateNeed:
    here, spot = counties.get(state, ()), Spot(need, population)
    served = sum(services.meets(spot, (county, state)) for county in here)
    return StateNeed(need, population, state, number, served, len(here))


# --- money that would fit --------------------------------------------------------------------------------------------
class Program(NamedTuple):
    """A grant program that could close a gap, with the page about it."""

    name: str
    url: str


Fitting = Callable[[Spot], Sequence[Program]]
_fitting: list[Fitting] = []


def add_fitting(programs: Fitting) -> None:
    """Let a later app say which programs fit a gap."""
    _fitting.append(programs)


def fitting(gap: Spot) -> list[Program]:
    """The programs that fit; none while no app knows any."""
    return [program for programs in _fitting for program in programs(gap)]
