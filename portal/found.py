"""What the finder answers: the office of a county or of a state, or the question which county it is. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.country import STATES, Country, CountyFacts, distinct

MOST = 60
"""So many counties are offered to choose from, no more."""
MOST_BY_TOWN = 12
"""So many where most are there for a town only."""
ALSO_A_CITY = {"NY": "new york city"}
"""A state whose name is as often the name of a city."""


@dataclass(frozen=True)
class Served:
    """An office, and in which part of the county where two share it ("" for all the rest)."""

    court_id: str
    part: str = ""


@dataclass(frozen=True)
class Found:
    """The answer. While `needs_county` is true the offices are only possible ones, and `counties` is what to choose
    from; then `note` says why."""

    offices: tuple[Served, ...] = ()
    counties: tuple[CountyFacts, ...] = ()
    needs_county: bool = False
    note: str = ""
    state: str = ""
    """The state that was asked for as a whole."""
    namesakes: tuple[CountyFacts, ...] = ()
    """Counties that have the name of this state, and may be meant instead."""


def of_county(county: CountyFacts) -> Found:
    """The answer of one county: its office, both offices where it is split, or that there is none."""
    if not county.court_id:
        return Found(counties=(county,), note=nobody(county.state))
    note = _(county.note) if county.note else ""
    if county.is_split_on_land:
        note = _("This county is divided between two offices.")
    elif county.other:
        note = _("On the water, a second office is responsible too.")
    return Found(served([county]), (county,), note=note)


def of_state(country: Country, state: str, *, is_bare: bool = False) -> Found:
    """A whole state: its office, or the question for the county where it has several.

    `is_bare`: the name alone was typed, so a county or a city of the same name may be meant.
    """
    courts = country.offices_in(state)
    if not courts:
        return Found(counties=tuple(country.states.get(state, ())), note=nobody(state), state=state)
    others = in_order(country.namesakes(state) if is_bare else ())
    if len(courts) == 1:
        return of_one_district(country, state, courts[0], others)
    city = country.reaching(ALSO_A_CITY.get(state, "")) if is_bare else []
    return of_several_districts(country, state, courts, others, tuple(city))


def of_several_districts(
    country: Country, state: str, courts: list[str], others: Sequence[CountyFacts], city: tuple[CountyFacts, ...]
) -> Found:
    """The offices of a state, and its counties to choose from: those of the city that is so called, if there is one."""
    counties = city or in_order(country.states[state])
    said = {"state": _(STATES[state]), "count": len(courts)}
    note = _("%(state)s has %(count)d offices. Which county is it? Only the county decides.") % said
    if any(county.state == "DC" for county in others):
        note += " " + _("Washington, D.C., is a district of its own: it stands below, with the counties of this name.")
    return Found(
        tuple(map(Served, courts)),
        counties if len(counties) <= MOST else (),
        needs_county=True,
        note=note,
        state=state,
        namesakes=tuple(county for county in others if county.fips not in {one.fips for one in city}),
    )


def of_one_district(country: Country, state: str, court: str, others: tuple[CountyFacts, ...]) -> Found:
    """The office of a state; where another office holds a part (Yellowstone), the counties in which it does."""
    shared = tuple(c for c in country.states[state] if c.is_split_on_land)
    note = _("The whole state or territory is one district.")
    if shared:
        note = _("The state is one district, except that another office serves a part of these counties:")
    elsewhere = tuple(county for county in others if county.state != state)
    return Found((Served(court),), shared, note=note, state=state, namesakes=elsewhere)


def asking(counties: Iterable[CountyFacts], note: str, most: int = MOST) -> Found:
    """The question which of the counties it is, in the order in which they come, with every office that it may be."""
    several = distinct(counties)
    if len(several) > most:
        note += " " + _("There are more of this name: add the state.")
    return Found(served(several), tuple(several[:most]), needs_county=True, note=note)


def asking_for_town(exact: Sequence[CountyFacts], counties: Sequence[CountyFacts]) -> Found:
    """Which county it is that a town lies in: those of the same name, then those with most of its ZIP codes."""
    note = _("Which county is it? A town can reach into several, and only the county decides.")
    if len(counties) == 1:
        note = _("Is it this county? Only the county decides, and the edge of a town can lie in another.")
    return asking(counties, note, max(MOST_BY_TOWN, len(exact)))


def asking_for_reservation(counties: Sequence[CountyFacts]) -> Found:
    """Never an answer: a name that a reservation has says nothing about where its land lies."""
    if counties:
        note = _(
            "If you mean a reservation: it can lie in several counties and districts. Which county is it? "
            "These counties and towns only have the same name."
        )
    else:
        note = _(
            "If you mean a reservation: it can lie in several counties and districts. "
            "Type the county and its state, or choose from the list of all 94 offices."
        )
    return asking(counties, note, MOST_BY_TOWN)


def why_offered(county: CountyFacts) -> str:
    """Town of Tarrant; part of a reservation; empty where a county is offered for its own name."""
    if not county.place:
        return ""
    why = _("part of %(place)s") if county.holds_part else _("town of %(place)s")
    return why % {"place": county.place}


def nobody(state: str) -> str:
    if state == "AS":
        return _("American Samoa has no federal district, so no US Attorney’s Office serves it.")
    return _("This place belongs to no federal district, so no US Attorney’s Office serves it.")


def served(counties: Iterable[CountyFacts]) -> tuple[Served, ...]:
    """The offices of the counties, each once; the part is told where two share one county."""
    found: dict[str, str] = {}
    for county in counties:
        if county.court_id:
            found[county.court_id] = ""
        if county.other:
            found.setdefault(county.other, _(county.part))
    return tuple(Served(court, part) for court, part in found.items())


def in_order(counties: Iterable[CountyFacts]) -> tuple[CountyFacts, ...]:
    return tuple(sorted(counties, key=lambda county: (STATES.get(county.state, ""), county.name)))
