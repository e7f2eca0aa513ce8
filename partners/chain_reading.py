"""The chains of relinquishment as they are read: rows and the law of the state put together, in two queries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from partners.erpo import Law, Standing, standing_of
from partners.models import ErpoLaw, ReadinessLink
from partners.models.law import erpo_of
from partners.models.readiness_word import STANDS
from partners.readiness import Chain, Kept, Stands, apart, counted, of_county, of_office, stood_on
from portal import gazetteer
from portal.calendar import local_day
from portal.country import CountyFacts
from portal.models import Office


class Read(NamedTuple):
    """One office's rows with what the law of its state says of extreme risk protection orders."""

    rows: list[Stands]
    law: Standing

    @property
    def has_erpo(self) -> bool:
        """Not known whether it allows them: no law that one could rely on."""
        return self.law.allows


def counties_of(court_id: str) -> list[CountyFacts]:
    """The counties in which an office is responsible on land, wholly or for a part, by name."""
    country = gazetteer.country()
    parts = [county for county in country.parts_of(court_id) if county.is_split_on_land]
    return sorted([*country.counties_of(court_id), *parts], key=lambda county: county.name)


def codes_of(court_id: str) -> frozenset[str]:
    return frozenset(county.fips for county in counties_of(court_id))


def has_erpo(laws: list[Law], office: Office, day: date) -> bool:
    """Whether the law of the office's state allows such orders."""
    return standing_of(office.state, laws, day).allows


def read(office: Office, day: date) -> Read:
    """What stands at one office: two queries."""
    rows = ReadinessLink.objects.standing().filter(office=office).stands()
    return Read(rows, erpo_of(office, day))


def chains_of(office: Office, found: Read) -> list[Chain]:
    """The chains of its whole district."""
    return of_office(found.rows, codes_of(office.court_id), has_erpo=found.has_erpo)


class County(NamedTuple):
    """One county of an office with its chains; `is_apart`: with a link of its own."""

    facts: CountyFacts
    is_apart: bool
    chains: list[Chain]


def counties_read(office: Office, found: Read) -> list[County]:
    """Every county of an office, by name: its own links, else the district's."""
    own = set(apart(found.rows))
    return [
        County(county, county.fips in own, of_county(found.rows, county.fips, has_erpo=found.has_erpo))
        for county in counties_of(office.court_id)
    ]


def nation(day: date) -> Mapping[int, list[Chain]]:
    """The chains of every office that the reader may see, by its key: two queries."""
    rows: dict[int, list[Stands]] = defaultdict(list)
    for office_id, *stands in ReadinessLink.objects.standing().values_list("office_id", *STANDS):
        rows[office_id].append(Stands(*stands))
    laws = ErpoLaw.objects.on_record().laws()
    return {
        office.pk: chains_of(office, Read(rows.get(office.pk, []), standing_of(office.state, laws, day)))
        for office in gazetteer.offices().values()
    }


def counted_on(office: Office, day: date, known: datetime) -> Mapping[str, Any]:
    """How many links stood how far at the end of a day, by basis, as known by an instant."""
    laws = ErpoLaw.objects.on_record(known).laws()
    rows = stood_on(kept(office, known), day)
    return counted(of_office(rows, codes_of(office.court_id), has_erpo=has_erpo(laws, office, day)))


def kept(office: Office, known: datetime) -> list[Kept]:
    """Every row that was on record by then, also what was superseded."""
    found = ReadinessLink.objects.filter(office=office, recorded_at__lte=known)
    columns = ("pk", "recorded_at", "superseded_at", *STANDS)
    return [kept_of(row, office.zone, known) for row in found.values_list(*columns)]


def kept_of(row: tuple[Any, ...], zone: ZoneInfo, known: datetime) -> Kept:
    key, recorded_at, superseded_at, *stands = row
    is_ended = superseded_at is not None and superseded_at <= known
    return Kept(key, Stands(*stands), recorded_at, local_day(superseded_at, zone) if is_ended else None)
