"""The country as this process knows it: read once, from tables that only migrations change, and from the ZIP list."""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from sys import intern
from time import monotonic

from portal.country import Country, CountyFacts, OfficeFacts
from portal.models import County, Hotline, Office, Place

HOTLINES_KEPT_SECONDS = 60
ZIP_CODES = Path(__file__).with_name("zip_codes.csv")
TOWNS = Path(__file__).with_name("towns.csv")


@lru_cache(maxsize=1)
def country() -> Country:
    """Offices, counties, ZIP codes and towns, for the finder."""
    courts = {office.pk: office.court_id for office in offices().values()}
    columns = ("fips", "name", "state", "office_id", "other_office_id", "split", "is_current", "note")
    made = Country(
        (OfficeFacts(o.court_id, o.official_name, o.abbreviation, o.site_code, o.state) for o in offices().values()),
        (
            CountyFacts(fips, name, state, courts.get(office, ""), courts.get(other, ""), split, is_current, note)
            for fips, name, state, office, other, split, is_current, note in County.objects.values_list(*columns)
        ),
    )
    made.zips, made.cities = frozen(ZIP_CODES), frozen(TOWNS)
    return made


@lru_cache(maxsize=1)
def offices() -> dict[str, Office]:
    """The 94 by court id, in the order of their names. For reading: do not change these objects."""
    return {office.court_id: office for office in Office.objects.order_by("state", "abbreviation")}


@lru_cache(maxsize=1)
def places() -> dict[int, list[Place]]:
    """Headquarters and branch offices by office."""
    found: dict[int, list[Place]] = defaultdict(list)
    for place in Place.objects.order_by("pk"):
        found[place.office_id].append(place)
    return dict(found)


def hotlines() -> list[Hotline]:
    """The lines in their order, verified ones first; looked up once a minute in each process."""
    return _hotlines(int(monotonic() // HOTLINES_KEPT_SECONDS))


@lru_cache(maxsize=1)
def _hotlines(_minute: int) -> list[Hotline]:
    return sorted(Hotline.objects.order_by("order"), key=lambda line: line.verified_on is None)


def frozen(path: Path) -> dict[str, str]:
    """Name → FIPS codes with spaces between, from a file that `manage.py freeze_zip_codes` wrote."""
    with path.open(encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").partition(",") for line in lines)
        return {name: intern(codes) for name, _, codes in pairs}
