"""Which county is meant by what somebody typed: one, several to choose from, or none. Pure.

A question about money needs the county itself, also where a whole state is one district: needs are counted by county.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from portal.country import STATES, Country, CountyFacts
from portal.finder import find
from portal.found import MOST, Found, why_offered


class Meant(NamedTuple):
    """One county (`fips`), or those to choose from and why."""

    fips: str = ""
    offered: tuple[CountyFacts, ...] = ()
    note: str = ""


def meant(country: Country, text: str) -> Meant:
    """By the words of the finder."""
    found = find(country, text=text)
    offered = offered_by(country, found)
    if len(offered) == 1 and not found.needs_county:
        return Meant(offered[0].fips)
    asked = _("Choose one of these counties.") if offered else _("Type the county and its state as well.")
    return Meant(offered=offered, note=found.note if found.needs_county else asked)


def offered_by(country: Country, found: Found) -> tuple[CountyFacts, ...]:
    """The counties of the finding, or all of the state that was named, if they are not too many to choose from."""
    whole = tuple(county for county in country.states.get(found.state, ()) if county.is_current)
    of_state = tuple(sorted(whole, key=lambda county: county.name)) if found.state and not found.needs_county else ()
    several = dict.fromkeys([*(of_state or found.counties), *found.namesakes])
    return tuple(several) if len(several) <= MOST else ()


def state_of(country: Country, fips: str) -> str:
    """The code of the county's state; empty where no county has this code."""
    county = country.counties.get(fips)
    return county.state if county else ""


def offered_name(county: CountyFacts) -> str:
    """With why it is offered: "Jefferson County, Alabama (town of Tarrant)"."""
    name, why = full_name(county), why_offered(county)
    return f"{name} ({why})" if why else name


def full_name(county: CountyFacts) -> str:
    """With the state in full: "Tarrant County, Texas"."""
    state = _(STATES[county.state])
    return county.name if county.name == STATES[county.state] else f"{county.name}, {state}"
