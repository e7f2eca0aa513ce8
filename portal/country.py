"""The country in memory: offices, counties, ZIP codes and the names by which people know them. Pure."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "AS": "American Samoa", "GU": "Guam", "MP": "Northern Mariana Islands", "PR": "Puerto Rico",
    "VI": "Virgin Islands", "UM": "US Minor Outlying Islands",
}  # fmt: skip

STRADDLING = {
    "new york": "36005 36047 36061 36081 36085",
    "new york city": "36005 36047 36061 36081 36085",
    "manhattan": "36061",
    "brooklyn": "36047",
    "queens": "36081",
    "staten island": "36085",
    "long island": "36047 36059 36081 36103",
    "dallas": "48113 48085 48121 48257 48397",
    "fort campbell": "21047 21221 47125 47161",
    "fort bragg": "37051 37085 37093 37125 37153 37165",
    "fort liberty": "37051 37085 37093 37125 37153 37165",
    "camp mackall": "37093 37125 37153 37165",
    "butner": "37063 37077",
    "yellowstone": "16043 16081 30031 30067 56029 56039",
    "yellowstone national park": "16043 16081 30031 30067 56029 56039",
    "saipan": "69110",
    "tinian": "69120",
    "rota": "69100",
    "st croix": "78010",
    "st john": "78020",
    "st thomas": "78030",
}
"""Places that people name instead of a county, with every county (FIPS) that they reach into, the greatest first."""

ALIKE = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
SUFFIX = re.compile(
    r" (county|parish|city and borough|borough|census area|municipality|municipio|planning region|city|district)$"
)
COUNTY_WORDS = re.compile(r" (county|parish|borough|census area|municipality|municipio|planning region)$")
PREFIX = re.compile(r"^(municipality|city and borough) of ")


def fold(text: str) -> str:
    """Lower case, no accents or apostrophes, everything else that is no letter or digit a space; "saint" is "st"."""
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    plain = "".join(c for c in lower if not unicodedata.combining(c))
    plain = re.sub(r"['’‘ʻ`]", "", plain)
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(ALIKE.get(word, word) for word in words)


def bare(folded: str) -> str:
    """A county's folded name without what kind of county it is."""
    return SUFFIX.sub("", PREFIX.sub("", folded))


@dataclass(frozen=True)
class OfficeFacts:
    """What the finder knows of an office."""

    court_id: str
    official_name: str
    abbreviation: str
    site_code: str
    state: str


@dataclass(frozen=True)
class CountyFacts:
    """A county, its office (court_id; "" for none) and, where it is split, the other office and its part."""

    fips: str
    name: str
    state: str
    court_id: str
    other: str = ""
    part: str = ""
    is_current: bool = True
    note: str = ""
    place: str = ""
    """The town or other place because of which the finder offers it; "" where it is offered for its own name."""
    holds_part: bool = False
    """Whether `place` reaches into several counties and this is one of them."""

    @property
    def label(self) -> str:
        return f"{self.name}, {self.state}"

    @property
    def is_split_by_water(self) -> bool:
        """Both offices are responsible for the waters only: nobody on land has to be asked where."""
        return self.part.startswith("waters only")

    @property
    def is_split_on_land(self) -> bool:
        return bool(self.other) and not self.is_split_by_water


def distinct(counties: Iterable[CountyFacts]) -> list[CountyFacts]:
    """Each county once, as it came first."""
    found: dict[str, CountyFacts] = {}
    for county in counties:
        found.setdefault(county.fips, county)
    return list(found.values())


def squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


class Country:
    """Offices and counties by every name they go by. Built once per process from frozen tables."""

    def __init__(self, offices: Iterable[OfficeFacts], counties: Iterable[CountyFacts]) -> None:
        self.offices = {office.court_id: office for office in offices}
        self.counties = {county.fips: county for county in counties}
        self.zips: dict[str, str] = {}
        """ZIP code → the counties that it suggests, as FIPS codes with spaces between."""
        self.cities: dict[str, str] = {}
        """Squeezed name of a post town → counties with the number of its ZIP codes in each, most first, and its name:
        "48113:118 48085:1,Dallas"."""

    @cached_property
    def named(self) -> Mapping[str, list[CountyFacts]]:
        """Counties by squeezed full name: "dallascounty"."""
        found: dict[str, list[CountyFacts]] = defaultdict(list)
        for county in self.counties.values():
            found[squeezed(county.name)].append(county)
        return dict(found)

    @cached_property
    def bare(self) -> Mapping[str, list[CountyFacts]]:
        """Counties by squeezed name without "county": "dallas"."""
        found: dict[str, list[CountyFacts]] = defaultdict(list)
        for county in self.counties.values():
            found[squeezed(bare(fold(county.name)))].append(county)
        return dict(found)

    @cached_property
    def states(self) -> Mapping[str, list[CountyFacts]]:
        """The counties in force of each state."""
        found: dict[str, list[CountyFacts]] = defaultdict(list)
        for county in self.counties.values():
            if county.is_current:
                found[county.state].append(county)
        return dict(found)

    @cached_property
    def state_names(self) -> Mapping[str, str]:
        """Folded name or postal code of a state → postal code."""
        named = {fold(name): code for code, name in STATES.items()}
        extra = {
            "washington dc": "DC",
            "us virgin islands": "VI",
            "northern marianas": "MP",
            "cnmi": "MP",
            "usvi": "VI",
        }
        return named | extra | {code.lower(): code for code in STATES}

    @cached_property
    def office_names(self) -> Mapping[str, list[str]]:
        """Every squeezed name of an office → court ids: "txnd", "usaondtx", "ndtex", "northerndistrictoftexas"."""
        found: dict[str, list[str]] = defaultdict(list)
        for office in self.offices.values():
            for name in names_of(office):
                if office.court_id not in found[name]:
                    found[name].append(office.court_id)
        return dict(found)

    @cached_property
    def straddling(self) -> Mapping[str, list[CountyFacts]]:
        return {
            squeezed(name): [replace(c, place=name.title(), holds_part=True) for c in self.coded(codes)]
            for name, codes in STRADDLING.items()
        }

    def coded(self, codes: str) -> list[CountyFacts]:
        """The counties of some FIPS codes."""
        return [self.counties[code] for code in codes.split() if code in self.counties]

    def called(self, name: str, state: str = "") -> list[CountyFacts]:
        """Counties of exactly this name, with or without "County"; of the state, if one is named."""
        key = squeezed(name)
        either = [*self.named.get(key, []), *self.bare.get(key, [])]
        for counties in either, self.bare.get(squeezed(COUNTY_WORDS.sub("", name)), []):
            found = distinct(county for county in counties if not state or county.state == state)
            if found:
                return found
        return []

    def reaching(self, name: str, state: str = "") -> list[CountyFacts]:
        """Counties into which a town or another place of this name reaches; those with most of its ZIP codes first."""
        codes, _, town = self.cities.get(squeezed(name), "").partition(",")
        near = self.coded(re.sub(r":[0-9]+", "", codes))
        found = distinct([*self.straddling.get(squeezed(name), []), *(replace(county, place=town) for county in near)])
        return [county for county in found if not state or county.state == state]

    def size(self, name: str, state: str = "") -> int:
        """How many ZIP codes the greatest town of this name has in one county; 0 where there is no such town."""
        pairs = (pair.split(":") for pair in self.cities.get(squeezed(name), "").partition(",")[0].split())
        here = [int(number) for fips, number in pairs if not state or self.counties[fips].state == state]
        return max(here, default=0)

    def namesakes(self, state: str) -> list[CountyFacts]:
        """Counties in force that have the name of a state."""
        return [county for county in self.bare.get(squeezed(STATES[state]), []) if county.is_current]

    def offices_in(self, state: str) -> list[str]:
        """The offices that sit in a state, by name. An office of another state may hold a part of a county."""
        here = [office for office in self.offices.values() if office.state == state]
        return [office.court_id for office in sorted(here, key=lambda office: office.official_name)]

    @cached_property
    def count_by_court(self) -> Mapping[str, int]:
        """How many counties in force each office serves; a split one counts for the office of its greater part."""
        return Counter(county.court_id for county in self.counties.values() if county.is_current)

    def counties_of(self, court_id: str) -> list[CountyFacts]:
        """The counties of an office by name, split ones with their greater part."""
        return self._of("court_id", court_id)

    def parts_of(self, court_id: str) -> list[CountyFacts]:
        """The counties of other offices in which this one is responsible for a part, or for the waters."""
        return self._of("other", court_id)

    def _of(self, side: str, court_id: str) -> list[CountyFacts]:
        mine = [c for c in self.counties.values() if c.is_current and getattr(c, side) == court_id]
        return sorted(mine, key=lambda county: county.name)

    def courts_of(self, state: str) -> list[str]:
        """The offices that share the land of a state, the one with most counties first."""
        here = self.states.get(state, [])
        courts = [c.court_id for c in here if c.court_id] + [c.other for c in here if c.is_split_on_land]
        return sorted(set(courts), key=lambda court: (-courts.count(court), court))


def names_of(office: OfficeFacts) -> list[str]:
    """The squeezed names of one office, with the direction alone ("northerndistrict") as one that many share."""
    state = fold(STATES[office.state])
    official = fold(office.official_name)
    direction = official.split(" of ")[0]
    names = [office.court_id, office.site_code, office.site_code.removeprefix("usao-"), office.abbreviation, official]
    if direction != "district":
        side = direction.removesuffix(" district")
        names += [direction, f"{side} {state}", f"{state} {side}", f"{direction} {state}", f"{state} {direction}"]
    return [squeezed(name) for name in names]
