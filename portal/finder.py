"""Which US Attorney's Office serves a county? Pure: the same country and the same question give the same answer.

Only a county decides (28 USC 81-131). A ZIP code, a town or a reservation can lie in several districts, so these only
suggest counties and ask. Nothing that was typed is repeated in the answer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from portal.country import COUNTY_WORDS, STATES, Country, CountyFacts, bare, fold, squeezed

LONGEST = 100
MOST = 60
"""So many counties are offered to choose from, no more."""
FIVE_DIGITS = re.compile(r"[0-9]{5}")
ZIP = re.compile(r"([0-9]{5})(?:[- ]?[0-9]{4})?")
OFFICE_WORDS = re.compile(r"^(the )?(((u ?s|united states) attorneys?( office)?|usao)( (for|of))?( the)? )?(the )?")
TAIL = re.compile(r"( (usa|[0-9]{5}))+$")
"""What people put after a place: its ZIP code, the country."""
TRIBAL_WORDS = {"band", "indian", "nation", "native", "rancheria", "reservation", "tribal", "tribe", "tribes"}
TRIBAL_NAMES = {
    "apache", "cherokee", "cheyenne", "chickasaw", "choctaw", "comanche", "crow", "ft berthold", "ft peck", "hopi",
    "lummi", "menominee", "mohawk", "muscogee", "navajo", "ojibwe", "oneida", "osage", "paiute", "pine ridge",
    "potawatomi", "red lake", "rosebud", "seminole", "seneca", "shoshone", "sioux", "spokane", "standing rock", "ute",
    "white earth", "wind river", "yakama", "zuni",
}  # fmt: skip
"""Names that people use for a reservation or a tribe; they lead to a question, never to an answer."""
ALSO_A_CITY = {"NY", "WA"}
"""States whose name is at least as often the name of a city."""


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


def find(country: Country, *, text: str = "", county: str = "", zip: str = "") -> Found:  # noqa: A002 (the API's word)
    """The office of a county (name or FIPS), of a ZIP code, or of whatever somebody typed. Never raises."""
    ways = ((county, of_county_words), (zip, of_zip), (text, of_text))
    asked, answer = next(((words.strip(), way) for words, way in ways if words.strip()), ("", of_text))
    if not asked:
        return Found(needs_county=True, note=_("Type a county and its state, for example “Tarrant County, Texas”."))
    if len(asked) > LONGEST:
        return Found(needs_county=True, note=_("That is too long. Type only the name of the county and its state."))
    return answer(country, asked)


def of_county_words(country: Country, text: str) -> Found:
    """Where a county is asked for: its code, or its name."""
    return of_code(country, text) or of_words(country, fold(text), only_counties=True)


def of_text(country: Country, text: str) -> Found:
    """Where anything may be meant."""
    return of_number(country, text) or of_office(country, fold(text)) or of_words(country, fold(text))


# --- numbers ---------------------------------------------------------------------------------------------------------
def of_code(country: Country, text: str) -> Found | None:
    """By FIPS code, also an old one. None where the text is no such code."""
    if not FIVE_DIGITS.fullmatch(text):
        return None
    county = country.counties.get(text)
    return (
        of_county(county)
        if county
        else Found(needs_county=True, note=_("No county has this code. Type the county and its state instead."))
    )


def of_zip(country: Country, text: str) -> Found:
    """What a ZIP code suggests; it always asks for the county."""
    match = ZIP.fullmatch(text)
    counties = country.coded(country.zips.get(match[1], "")) if match else []
    if not counties:
        note = _("We do not know in which county this ZIP code lies. Type the county and its state instead.")
        return Found(needs_county=True, note=note)
    if not any(county.court_id for county in counties):
        return of_state(country, counties[0].state)
    note = _("Is it this county? A ZIP code can lie in several, and only the county decides.")
    return asking(counties, note)


def of_number(country: Country, text: str) -> Found | None:
    """Five digits can be a ZIP code or a county's code; where they are both, ask."""
    if not ZIP.fullmatch(text):
        return None
    by_zip = of_zip(country, text)
    county = country.counties.get(text)
    if county is None:
        return by_zip
    if text not in country.zips:
        return of_county(county)
    note = _("Which county is it? This number is a ZIP code and also the code of a county.")
    return asking([*by_zip.counties, county], note)


# --- names -----------------------------------------------------------------------------------------------------------
def of_office(country: Country, folded: str) -> Found | None:
    """By a name or code of an office. A name that several share asks for the county."""
    name = squeezed(OFFICE_WORDS.sub("", folded))
    courts = country.office_names.get(name, [])
    if not courts:
        return None
    offices = tuple(map(Served, courts))
    if len(courts) == 1:
        return Found(offices)
    counties = [c for c in country.counties.values() if c.court_id in courts and c.is_current]
    note = _("Which county is it? More than one office goes by this name.")
    return Found(offices, tuple(counties) if len(counties) <= MOST else (), needs_county=True, note=note)


def of_words(country: Country, folded: str, *, only_counties: bool = False) -> Found:
    """By the name of a county, town, state or reservation, with or without its state."""
    folded = TAIL.sub("", folded)
    name, state, exact, others = read(country, folded)
    if only_counties or says_county(name, exact):
        others = []
    counties = distinct([*exact, *others])
    if folded in country.state_names and not only_counties:
        return of_state(country, country.state_names[folded], exact, counties)
    if len(counties) == 1 and exact:
        return of_county(counties[0])
    return of_several(country, counties, name, state, has_towns=bool(others))


Reading = tuple[str, str, list[CountyFacts], list[CountyFacts]]


def read(country: Country, folded: str) -> Reading:
    """Name, state, counties so called, counties reached by a place so called: the first reading that finds any."""
    readings = [(plain(folded), ""), *apart(country, folded)]
    found: list[Reading] = [(n, s, country.called(n, s), country.reaching(n, s)) for n, s in readings]
    return next((reading for reading in found if reading[2] or reading[3]), found[-1])


def apart(country: Country, folded: str) -> list[tuple[str, str]]:
    """A name and the state that follows it: "dona ana nm" → ("dona ana", "NM")."""
    words = folded.split()
    for length in (4, 3, 2, 1):
        state = country.state_names.get(" ".join(words[-length:]), "")
        if state and len(words) > length:
            return [(plain(" ".join(words[:-length])), state)]
    return []


def plain(name: str) -> str:
    """Without what people put before a name."""
    return re.sub(r"^(the )?((city|town|county|parish) of )?(the )?", "", name) or name


def says_county(name: str, exact: Sequence[CountyFacts]) -> bool:
    """Whether the name says itself that a county is meant: "dallas county", "franklin city"."""
    return bool(exact) and (bool(COUNTY_WORDS.search(name)) or any(bare(name) != name == fold(c.name) for c in exact))


def is_tribal(name: str, counties: Sequence[CountyFacts]) -> bool:
    """Whether a reservation may be meant: its name alone, or a name that nothing else has."""
    if name in TRIBAL_NAMES:
        return True
    words = set(name.split())
    return not counties and bool(words & TRIBAL_WORDS or any(known in name for known in TRIBAL_NAMES))


def like(country: Country, name: str, state: str) -> Found:
    """Counties and towns with a name that is nearly the same."""
    name = squeezed(COUNTY_WORDS.sub("", name))
    near = [n for n in {*country.bare, *country.cities} if n[:1] == name[:1] and abs(len(n) - len(name)) <= 2]
    close = get_close_matches(name, near, n=4, cutoff=0.8)
    found = [c for n in close for c in (*country.called(n, state), *country.reaching(n, state))]
    if found:
        return asking(found, _("We do not know this name. Did you mean one of these counties?"))
    note = _("We do not know this name. Type the county and its state, for example “Tarrant County, Texas”.")
    return Found(needs_county=True, note=note)


# --- answers ---------------------------------------------------------------------------------------------------------
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


def of_state(
    country: Country, state: str, exact: Sequence[CountyFacts] = (), anything: Sequence[CountyFacts] = ()
) -> Found:
    """A whole state: its office, or the question for the county where it has several, or other places are so called.

    `exact`: counties that have the state's name; `anything`: those and what towns of that name reach into.
    """
    courts = country.courts_of(state)
    if not courts:
        return Found(counties=tuple(country.states.get(state, ())), note=nobody(state))
    offices = tuple(map(Served, courts))
    if len(courts) == 1:
        return of_one_district(offices, in_order(county for county in exact if county.state != state))
    found = in_order(anything if state in ALSO_A_CITY else country.states[state])
    note = _("Which county is it? This state has several offices, and only the county decides.")
    return Found(offices, found if len(found) <= MOST else (), needs_county=True, note=note)


def of_one_district(offices: tuple[Served, ...], namesakes: tuple[CountyFacts, ...]) -> Found:
    """The office of a state that is one district, unless a county elsewhere has the state's name."""
    if not namesakes:
        return Found(offices, note=_("The whole state or territory is one district."))
    note = _("The whole state is one district. If you mean a county of this name elsewhere, choose it.")
    return Found(offices, namesakes, needs_county=True, note=note)


def of_several(country: Country, counties: list[CountyFacts], name: str, state: str, *, has_towns: bool) -> Found:
    """Ask, unless the state was named and is one district as a whole."""
    if is_tribal(name, counties):
        return asking(
            counties, _("If you mean a reservation: it can lie in several counties and districts. Which county is it?")
        )
    if not counties:
        return like(country, name, state)
    courts = country.courts_of(state)
    if len(courts) == 1:
        return Found((Served(courts[0]),), in_order(counties), note=_("The whole state or territory is one district."))
    if has_towns:
        return asking(counties, _("Which county is it? A town can reach into several, and only the county decides."))
    return asking(counties, _("Which county is it? More than one has this name."))


def asking(counties: Iterable[CountyFacts], note: str) -> Found:
    """The question which of the counties it is, with every office that it may be."""
    several = in_order(distinct(counties))
    if len(several) > MOST:
        note += " " + _("There are more of this name: add the state.")
    return Found(served(several), several[:MOST], needs_county=True, note=note)


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


def distinct(counties: Iterable[CountyFacts]) -> list[CountyFacts]:
    return list({county.fips: county for county in counties}.values())


def in_order(counties: Iterable[CountyFacts]) -> tuple[CountyFacts, ...]:
    return tuple(sorted(counties, key=lambda county: (STATES.get(county.state, ""), county.name)))
