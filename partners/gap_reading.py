"""Gaps as they stand: of the own office with who sees to each, of the nation as far as others may know."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from partners.gaps import (
    EVERYBODY,
    FEW,
    Land,
    Seen,
    Served,
    Service,
    Spot,
    StateNeed,
    gaps,
    in_states,
    order,
    served_by,
)
from partners.kinds import FACTS, Kind
from partners.models import GapCare, NeedSeen, Outreach, Profile
from portal import gazetteer
from portal.models import Office
from specialists.nation import counting

FOR_SOME = frozenset({Kind.CULTURALLY_SPECIFIC, *(kind for kind, facts in FACTS.items() if facts.is_tribal)})
"""Kinds of organizations that are there for the populations that they name, and not for people in general."""
NAMED = ("need", "population", "county")
SHOWN = 10
"""So many organizations stand on the page of a gap."""


class State(models.TextChoices):
    """What becomes of a gap."""

    OPEN = "OPEN", _("open")
    OWNED = "OWNED", _("somebody sees to it")
    ACCEPTED = "ACCEPTED", _("accepted")
    MET = "MET", _("no gap any more")


class Care(NamedTuple):
    """Who sees to a gap, or why nobody."""

    owner_id: int | None = None
    owner: str = ""
    accepted_on: date | None = None
    reason: str = ""


class Gap(NamedTuple):
    """A gap of an office with what is said about it."""

    spot: Spot
    number: int
    state: State
    care: Care = Care()


# --- what the directory offers ---------------------------------------------------------------------------------------
def offering() -> QuerySet[Profile]:
    """The entries of the directory that count, as far as whoever is bound reads them."""
    return Profile.objects.standing().filter(organization__merged_into=None).exclude(services=[])


def served(*, is_open: bool = False) -> Served:
    """What they offer; `is_open`: only what every office reads, where EOUSA is told what comes of it."""
    rows = offering().filter(is_confidential=False) if is_open else offering()
    return Served(
        Service(
            frozenset(services), frozenset(counties), frozenset(statewide), frozenset(populations), kind in FOR_SOME
        )
        for services, counties, statewide, populations, kind in rows.values_list(
            "services", "counties", "statewide", "populations", "kind"
        )
    )


@lru_cache(maxsize=1)
def states() -> Mapping[str, str]:
    """The state of each county."""
    return {county.fips: county.state for county in gazetteer.country().counties.values()}


@lru_cache(maxsize=128)
def land(court_id: str) -> Land:
    """The district, with the counties of which it has a part."""
    country = gazetteer.country()
    return Land(states(), [c.fips for c in (*country.counties_of(court_id), *country.parts_of(court_id))])


# --- of the own office -----------------------------------------------------------------------------------------------
def seen_at(office: Office) -> Iterator[tuple[Seen, Care | None]]:
    """Every need that the office has seen, with what stands about it. One query."""
    same: Any = GapCare.objects.standing().filter(office=office, **{name: OuterRef(name) for name in NAMED})
    said = JSONObject(owner_id="owner_id", owner="owner__name", accepted_on="accepted_on", reason="reason")
    rows = NeedSeen.objects.filter(office=office).annotate(care=Subquery(same.values(row=said)[:1]))
    for need, population, county, number, care in rows.values_list(*NAMED, "number", "care"):
        yield Seen(Spot(need, population, county), number), care_of(care) if care else None


def care_of(said: Mapping[str, Any]) -> Care:
    day = said["accepted_on"]
    return Care(said["owner_id"], said["owner"] or "", parse_date(day) if day else None, said["reason"])


def gaps_of(office: Office, *, is_open: bool = False) -> list[Gap]:
    """Every gap of the office, those seen most often first; and those about which something stands though it is met.

    Two queries, one where nothing was seen. `is_open`: without services that only this office knows of.
    """
    seen = dict(seen_at(office))
    if not seen:
        return []
    lacking = gaps(seen, served(is_open=is_open), land(office.court_id))
    met = sorted({one for one, care in seen.items() if care}.difference(lacking), key=order)
    found = [Gap(*one, state_of(seen[one]), seen[one] or Care()) for one in lacking]
    return found + [Gap(*one, State.MET, seen[one] or Care()) for one in met]


def state_of(care: Care | None) -> State:
    if care is None:
        return State.OPEN
    return State.ACCEPTED if care.accepted_on else State.OWNED


def gap_at(office: Office, spot: Spot) -> Gap | None:
    """One of them; None where nobody has seen such a need, or somebody meets it and nothing stands about it."""
    return next((gap for gap in gaps_of(office) if gap.spot == spot), None)


# --- of the nation ---------------------------------------------------------------------------------------------------
class Level(models.TextChoices):
    """How near a gap is told outside the office."""

    COUNTY = "COUNTY", _("a county")
    DISTRICT = "DISTRICT", _("somewhere in a district")
    STATE = "STATE", _("a state, no nearer")


class Lack(NamedTuple):
    """A gap as it is told outside the office. `place`: a county (FIPS), an office (court id) or a state."""

    need: str
    population: str
    level: Level
    place: str
    seen: int
    """0: a few times, fewer than five; how few is not told."""
    state: State | None = None
    """Of a state's needs nobody outside is told what an office does about them."""
    served: int = 0
    counties: int = 0

    @property
    def key(self) -> str:
        return f"{self.need}-{self.population}-{self.place}"


def told(number: int) -> int:
    return number if number >= FEW else 0


def lacks_of_nation() -> list[Lack]:
    """What EOUSA is told, those seen most often first; what is seen a few times only is not put in an order by that.

    Three queries, two of them as the counting role: numbers by office, no name.
    """
    services = served(is_open=True)
    with counting():
        seen = needs_by_office()
        cares = cares_by_office()
    rows = [*near(seen, cares, services), *(by_state(one) for one in states_lacking(seen, services))]
    return sorted(rows, key=lambda row: (-row.seen, row.need, row.population, row.level, row.place))


def needs_by_office() -> dict[int, list[Seen]]:
    found: dict[int, list[Seen]] = defaultdict(list)
    rows = NeedSeen.objects.filter(number__gt=0).values_list("office_id", *NAMED, "number")
    for office_id, need, population, county, number in rows:
        found[office_id].append(Seen(Spot(need, population, county), number))
    return found


def cares_by_office() -> dict[tuple[int, Spot], State]:
    rows = GapCare.objects.standing().values_list("office_id", *NAMED, "accepted_on")
    return {
        (office_id, Spot(need, population, county)): State.ACCEPTED if accepted_on else State.OWNED
        for office_id, need, population, county, accepted_on in rows
    }


def near(seen: Mapping[int, list[Seen]], cares: Mapping[tuple[int, Spot], State], services: Served) -> Iterator[Lack]:
    """What may be told by county, or by district where no county was named. Never a sensitive need."""
    cells: dict[tuple[str, str, Level, str], list[tuple[int, State]]] = defaultdict(list)
    for office in gazetteer.offices().values():
        for spot, number in plain_gaps(seen.get(office.pk, ()), services, office):
            level = Level.COUNTY if spot.county else Level.DISTRICT
            care = cares.get((office.pk, spot), State.OPEN)
            cells[spot.need, spot.population, level, spot.county or office.court_id].append((number, care))
    for key, found in cells.items():
        numbers, said = zip(*found, strict=True)
        yield Lack(*key, told(sum(numbers)), least(said))


def plain_gaps(seen: Iterable[Seen], services: Served, office: Office) -> list[Seen]:
    """The gaps of an office that are told nearer than by state."""
    plain = [one for one in seen if not one.spot.is_sensitive]
    return gaps(plain, services, land(office.court_id)) if plain else []


def least(found: Iterable[State]) -> State:
    """Of two offices that share a county: open where either leaves it so."""
    order_of = [State.OPEN, State.OWNED, State.ACCEPTED]
    return min(found, key=order_of.index)


def states_lacking(seen: Mapping[int, list[Seen]], services: Served) -> list[StateNeed]:
    country, offices = gazetteer.country(), {office.pk: office for office in gazetteer.offices().values()}
    counties = {state: [county.fips for county in here] for state, here in country.states.items()}
    known = states()
    placed = ((known.get(one.spot.county, offices[key].state), one) for key, some in seen.items() for one in some)
    return in_states(placed, services, counties)


def state_in(lack: Lack) -> str:
    """The state in which the place is."""
    if lack.level == Level.DISTRICT:
        return str(gazetteer.offices()[lack.place].state)
    return states()[lack.place] if lack.level == Level.COUNTY else lack.place


def by_state(one: StateNeed) -> Lack:
    return Lack(one.need, one.population, Level.STATE, one.state, told(one.number), None, one.served, one.counties)


# --- behind one of them ----------------------------------------------------------------------------------------------
def entries_that_saw(office: Office, spot: Spot) -> QuerySet[Outreach]:
    """The office's entries that are counted in it, the newest first."""
    rows: QuerySet[Outreach] = Outreach.objects.newest_first().that_saw(office, spot)
    return rows


def who_meet(office: Office, spot: Spot) -> list[tuple[int, str]]:
    """The organizations that do it there for them, as far as the office reads the directory. One query."""
    rows = offering().filter(serving(land(office.court_id).places(spot.county)), services__contains=[spot.need])
    columns = ("organization_id", "organization__name", "kind", "populations")
    found = {}
    for pk, name, kind, populations in rows.order_by("organization__name", "pk").values_list(*columns):
        whom = served_by(Service(frozenset(), populations=frozenset(populations), is_for_some=kind in FOR_SOME))
        if {EVERYBODY, spot.population}.intersection(whom):
            found[pk] = name
    return list(found.items())


class Near(NamedTuple):
    """Organizations that could: those that do it nearby or for others, and those that are there and do other things."""

    doing: list[tuple[int, str]]
    there: list[tuple[int, str]]


def organizations_near(office: Office, spot: Spot) -> Near:
    """By name, as far as the office reads the directory. Two queries."""
    country = land(office.court_id)
    rows = Profile.objects.standing().filter(organization__merged_into=None)
    doing = rows.filter(serving(country.places("")), services__contains=[spot.need])
    there = rows.filter(serving(country.places(spot.county))).exclude(services__contains=[spot.need])
    return Near(*([*named(some)[:SHOWN]] for some in (doing, there)))


def named(rows: QuerySet[Profile]) -> QuerySet[Any]:
    """Key and name, each once: an office may keep an entry of its own beside the open one."""
    found = rows.order_by("organization__name", "organization_id")
    return found.values_list("organization_id", "organization__name").distinct()


def serving(places: Iterable[str]) -> Q:
    """Entries that name one of these counties, or one of these states as served whole."""
    held = sorted(places)
    return Q(counties__overlap=held) | Q(statewide__overlap=[place for place in held if not place.isdigit()])
