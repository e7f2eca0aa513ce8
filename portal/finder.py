"""Which US Attorney's Office serves a county? Pure: the same country and the same question give the same answer.

Only a county decides (28 USC 81-131). A ZIP code, a town or a reservation can lie in several districts, so these only
suggest counties and ask. Nothing that was typed is repeated in the answer.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from portal.country import COUNTY_WORDS, STATES, Country, CountyFacts, bare, distinct, fold, squeezed
from portal.found import (
    MOST,
    MOST_BY_TOWN,
    Found,
    Served,
    asking,
    asking_for_reservation,
    asking_for_town,
    in_order,
    of_county,
    of_state,
)
from portal.typed import OFFICE_WORDS, TAIL, english, is_tribal, plain, said_to_be_state, without_tribe

LONGEST = 100
FIVE_DIGITS = re.compile(r"[0-9]{5}")
ZIP = re.compile(r"([0-9]{5})(?:[- ]?[0-9]{4})?")


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
    return of_code(country, text) or of_words(country, english(fold(text)), only_counties=True)


def of_text(country: Country, text: str) -> Found:
    """Where anything may be meant."""
    words = english(fold(text))
    office = None if words in country.state_names else of_office(country, words)
    return of_number(country, text) or office or of_words(country, words)


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
    note = _("Which county is it? A ZIP code can lie in several, and only the county decides.")
    if len(counties) == 1:
        note = _("Is it this county? A ZIP code can lie in several, and only the county decides.")
    return asking(in_order(counties), note)


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
    return asking(in_order([*by_zip.counties, county]), note)


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
    state = "" if only_counties else whole_state(country, folded)
    if state:
        return of_state(country, state, is_bare=folded == fold(STATES[state]))
    name, state, exact, others = read(country, folded)
    if only_counties or says_county(name, exact):
        others = []
    counties = offered(exact, others)
    if len(counties) == 1 and exact:
        return of_county(counties[0])
    return of_several(country, exact, counties, name, state)


def whole_state(country: Country, folded: str) -> str:
    """The state that is meant as a whole: "washington", "washington state", "washington wa"; "" for none.

    With its own postal code after it a name is first that of a town or county there: "new york ny", "iowa ia".
    """
    state = country.state_names.get(folded) or country.state_names.get(said_to_be_state(folded), "")
    if state:
        return state
    doubled = [code for name, code in apart(country, folded) if country.state_names.get(name) == code]
    return doubled[0] if doubled and not any(read(country, folded)[2:]) else ""


Reading = tuple[str, str, list[CountyFacts], list[CountyFacts]]


def read(country: Country, folded: str) -> Reading:
    """Name, state, counties so called, counties reached by a place so called: the first reading that finds any."""
    readings = [(folded, ""), (plain(folded), ""), *apart(country, folded)]
    found = [(name, state, *meant(country, name, state)) for name, state in readings]
    return next((reading for reading in found if reading[2] or reading[3]), found[-1])


def meant(country: Country, name: str, state: str) -> tuple[list[CountyFacts], list[CountyFacts]]:
    """Counties of this name, and those that a place of this name reaches into."""
    exact, others = country.called(name, state), country.reaching(name, state)
    stem = name.removesuffix(" city")
    is_name_of_place = exact or stem == name or squeezed(name) in country.straddling
    if is_name_of_place or country.size(stem, state) <= country.size(name, state):
        return exact, others
    towns = country.reaching(stem, state)
    return [c for c in country.called(stem, state) if c.fips == towns[0].fips], [*towns, *others]


def apart(country: Country, folded: str) -> list[tuple[str, str]]:
    """A name and the state that follows it: "dona ana nm" → ("dona ana", "NM"). As it stands first, then plainly."""
    words = folded.split()
    for length in (4, 3, 2, 1):
        state = country.state_names.get(" ".join(words[-length:]), "")
        name = " ".join(words[:-length])
        if state and name:
            return [(name, state), (plain(name), state)]
    return []


def offered(exact: Sequence[CountyFacts], others: Sequence[CountyFacts]) -> list[CountyFacts]:
    """Counties of the name, the one of the greatest town of that name first; then those that the towns reach into."""
    rank = {county.fips: place for place, county in enumerate(others)}
    return distinct([*sorted(in_order(exact), key=lambda county: rank.get(county.fips, len(rank))), *others])


def says_county(name: str, exact: Sequence[CountyFacts]) -> bool:
    """Whether the name says itself that a county is meant: "dallas county", "franklin city"."""
    return bool(exact) and (bool(COUNTY_WORDS.search(name)) or any(bare(name) != name == fold(c.name) for c in exact))


def of_several(
    country: Country, exact: Sequence[CountyFacts], counties: list[CountyFacts], name: str, state: str
) -> Found:
    """Ask, unless the state was named and is one district as a whole."""
    if is_tribal(name, is_known=bool(counties)):
        exact, others = meant(country, without_tribe(name), state)
        return asking_for_reservation(offered(exact, others))
    if not counties:
        return like(country, name, state)
    courts = country.courts_of(state)
    if len(courts) == 1:
        return Found((Served(courts[0]),), in_order(counties), note=_("The whole state or territory is one district."))
    if len(counties) > len(exact):
        return asking_for_town(exact, counties)
    return asking(counties, _("Which county is it? More than one has this name."))


def like(country: Country, name: str, state: str) -> Found:
    """Counties and towns with a name that is nearly the same."""
    name = squeezed(COUNTY_WORDS.sub("", name))
    near = [n for n in {*country.bare, *country.cities} if n[:1] == name[:1] and abs(len(n) - len(name)) <= 2]
    close = get_close_matches(name, near, n=4, cutoff=0.8)
    found = [c for n in close for c in (*country.called(n, state), *country.reaching(n, state))]
    if found:
        return asking(found, _("We do not know this name. Did you mean one of these counties?"), MOST_BY_TOWN)
    note = _("We do not know this name. Type the county and its state, for example “Tarrant County, Texas”.")
    return Found(needs_county=True, note=note)
