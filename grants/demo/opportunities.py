"""Invented notices, read from an invented extract as real ones are: open, forecast, closed, changed and withdrawn."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from grants.demo.extract import Fields, extract, record
from grants.feed.choosing import EVERY, choice
from grants.models import Opportunity
from grants.models.extract import read_extract
from portal.access import DatabaseRole
from portal.calendar import CENTER, at_hour
from portal.invented import Told
from portal.models import Person, recording_at
from portal.tenancy import acting_as

FIRST = 20
"""Days ago on which the first of two extracts was read."""
FIRST_KEY = 990_001
AGENCIES = {
    "16": ("USDOJ-OJP-OVW", "Office on Violence Against Women"),
    "93": ("HHS-ACF-OFVPS", "Administration for Children and Families"),
}
VICTIMS_OF_CRIME = ("USDOJ-OJP-OVC", "Office for Victims of Crime")


class Sketch(NamedTuple):
    """An invented notice, its days counted from today."""

    listing: str
    title: str
    opens: int
    closes: int | None
    ceiling: int
    applicants: str
    is_forecast: bool = False


SKETCHES = (
    Sketch("16.590", "Improving the Criminal Justice Response", -30, 24, 750_000, "00 01 02 07 25"),
    Sketch("16.524", "Legal Assistance for Victims", -14, 45, 600_000, "07 11 12 13 20"),
    Sketch("16.589", "Rural Communities Responding Together", -9, 52, 650_000, "00 01 02 07 12 13"),
    Sketch("16.889", "Outreach to Underserved Populations", -21, 10, 450_000, "12 13"),
    Sketch("16.736", "Transitional Housing for Survivors", -5, 66, 500_000, "00 01 02 07 12 13"),
    Sketch("16.582", "Services Where There Are None", -3, None, 300_000, "00 01 02 07 12 13 20"),
    Sketch("16.525", "Safer Campuses", -2, 31, 400_000, "06 20"),
    Sketch("16.021", "Families in the Justice System", 40, 110, 800_000, "00 01 02 07 12 25", is_forecast=True),
    Sketch("16.016", "Culturally Specific Services", 25, 90, 450_000, "12 13", is_forecast=True),
    Sketch("16.557", "Tribal Coalitions", 60, 120, 370_000, "11 12", is_forecast=True),
    Sketch("16.528", "Abuse in Later Life", -150, -88, 400_000, "00 01 02 07 12"),
    Sketch("16.524", "Legal Assistance for Victims, last year", -310, -250, 600_000, "07 11 12 13 20"),
    Sketch("93.592", "Training for Family Violence Programs", -60, -2, 900_000, "12 13 20"),
    Sketch("16.529", "Training on Disability and Violence, withdrawn", -40, 20, 425_000, "00 01 02 07 12"),
)
EXTENDED = 0
"""The sketch whose deadline was two weeks earlier in the first extract."""
WITHDRAWN = 13
"""The one that the second extract does not have."""


def invent_opportunities(_cast: Mapping[str, Person], on: date, told: Told) -> None:
    """Two extracts, so that something has changed. Does nothing where it is done."""
    with acting_as(DatabaseRole.EOUSA):
        is_done = Opportunity.objects.filter(is_demo=True).exists()
    if not is_done:
        for ago in (FIRST, 0):
            read_invented(on, ago)
    told(1, 1)


def read_invented(on: date, ago: int) -> None:
    """The extract of that day, by the verb that reads real ones."""
    at = at_hour(on - timedelta(days=ago), 0, CENTER)
    with TemporaryDirectory() as folder, recording_at(at):
        path = Path(folder) / "invented.xml"
        path.write_text("".join(extract(notices(on, is_first=bool(ago)))), encoding="utf-8")
        read_extract(str(path), at=at, chosen=choice([EVERY], []), is_demo=True)


def notices(on: date, *, is_first: bool) -> Iterator[str]:
    """The records of an extract: on the first day those that had been posted, or forecast, by then."""
    for number, sketch in enumerate(SKETCHES):
        is_there = sketch.is_forecast or sketch.opens <= -FIRST
        if is_there if is_first else number != WITHDRAWN:
            earlier = 14 if is_first and number == EXTENDED else 0
            yield record(fields(number, sketch, on, earlier), is_forecast=sketch.is_forecast)


def fields(number: int, sketch: Sketch, on: date, earlier: int) -> Fields:
    """As Grants.gov writes them."""
    code, name = VICTIMS_OF_CRIME if sketch.listing == "16.582" else AGENCIES[sketch.listing[:2]]
    opens = on + timedelta(days=sketch.opens)
    closes = None if sketch.closes is None else on + timedelta(days=sketch.closes - earlier)
    said: dict[str, str | list[str]] = {
        "OpportunityID": str(FIRST_KEY + number),
        "OpportunityTitle": f"{sketch.title} (invented)",
        "OpportunityNumber": f"O-{code.rpartition('-')[2]}-{opens.year}-{FIRST_KEY + number}",
        "OpportunityCategory": "D",
        "FundingInstrumentType": ["G"],
        "CategoryOfFundingActivity": ["LJL"],
        "CFDANumbers": [sketch.listing],
        "EligibleApplicants": sketch.applicants.split(),
        "AgencyCode": code,
        "AgencyName": name,
        "AwardCeiling": str(sketch.ceiling),
        "Description": "<p>An invented notice of the demonstration. There is no such money.</p>",
        "Version": "Synopsis 1" if earlier or number != EXTENDED else "Synopsis 2",
        "GrantorContactText": "Nobody: this notice is invented.",
    }
    if sketch.is_forecast:
        return said | {"EstimatedSynopsisPostDate": written(opens), "EstimatedSynopsisCloseDate": written(closes)}
    return said | {"PostDate": written(opens)} | ({"CloseDate": written(closes)} if closes else {})


def written(day: date | None) -> str:
    return f"{day:%m%d%Y}" if day else ""
