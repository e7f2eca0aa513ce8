"""What a notice in the Grants.gov extract says, and by which names: schema OpportunityDetail-V1.0.

A posted notice is an OpportunitySynopsisDetail_1_0, a forecast an OpportunityForecastDetail_1_0; neither has a field
that says whether it is open. Dates are MMDDYYYY, the description is escaped twice, some elements repeat.
Source: schema.xsd of usdigitalresponse/grants-ingest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

ROOT = "Grants"
NAMESPACE_END = "OpportunityDetail-V1.0"
POSTED = "OpportunitySynopsisDetail_1_0"
FORECAST = "OpportunityForecastDetail_1_0"


@dataclass(frozen=True)
class NoticeFacts:
    """One notice, cleaned. None, or an empty text: the notice does not say. Money in whole dollars."""

    id: int
    number: str
    title: str
    is_forecast: bool
    agency_code: str = ""
    agency_name: str = ""
    category: str = ""
    category_words: str = ""
    instruments: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    activity_words: str = ""
    listings: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    eligibility: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    close_words: str = ""
    archive_on: date | None = None
    updated_on: date | None = None
    version: str = ""
    estimated_post_on: date | None = None
    estimated_close_on: date | None = None
    estimated_close_words: str = ""
    estimated_award_on: date | None = None
    estimated_start_on: date | None = None
    fiscal_year: int | None = None
    ceiling: int | None = None
    floor: int | None = None
    total: int | None = None
    awards: int | None = None
    cost_sharing: bool | None = None
    description: str = ""
    link: str = ""
    link_words: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    contact_words: str = ""
    reading_notes: str = ""
    """What could not be read or was cut, in words."""

    def as_fields(self) -> dict[str, object]:
        """By name, several values as lists."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in named.items()}


class Read(Enum):
    """How the text of an element is read."""

    LINE = auto()
    ESCAPED = auto()
    """Escaped once more than XML asks for."""
    DAY = auto()
    VITAL_DAY = auto()
    """A day without which the notice would be told wrongly: one that cannot be read refuses the record."""
    NUMBER = auto()
    YES = auto()
    CODES = auto()
    """May stand several times."""
    LINK = auto()


class Element(NamedTuple):
    """Where an element goes. `most`: characters, or codes, that are kept."""

    field: str
    read: Read
    most: int = 0


ELEMENTS: Mapping[str, Element] = {
    "OpportunityNumber": Element("number", Read.LINE, 40),
    "OpportunityTitle": Element("title", Read.LINE, 255),
    "AgencyCode": Element("agency_code", Read.LINE, 255),
    "AgencyName": Element("agency_name", Read.LINE, 255),
    "OpportunityCategory": Element("category", Read.LINE, 1),
    "OpportunityCategoryExplanation": Element("category_words", Read.LINE, 255),
    "FundingInstrumentType": Element("instruments", Read.CODES, 10),
    "CategoryOfFundingActivity": Element("activities", Read.CODES, 40),
    "CategoryExplanation": Element("activity_words", Read.ESCAPED, 2_500),
    "CFDANumbers": Element("listings", Read.CODES, 100),
    "EligibleApplicants": Element("applicants", Read.CODES, 40),
    "AdditionalInformationOnEligibility": Element("eligibility", Read.ESCAPED, 6_000),
    "PostDate": Element("opens_on", Read.VITAL_DAY),
    "CloseDate": Element("closes_on", Read.VITAL_DAY),
    "CloseDateExplanation": Element("close_words", Read.ESCAPED, 4_000),
    "ArchiveDate": Element("archive_on", Read.VITAL_DAY),
    "LastUpdatedDate": Element("updated_on", Read.DAY),
    "Version": Element("version", Read.LINE, 20),
    "EstimatedSynopsisPostDate": Element("estimated_post_on", Read.DAY),
    "EstimatedSynopsisCloseDate": Element("estimated_close_on", Read.DAY),
    "EstimatedSynopsisCloseDateExplanation": Element("estimated_close_words", Read.ESCAPED, 4_000),
    "EstimatedAwardDate": Element("estimated_award_on", Read.DAY),
    "EstimatedProjectStartDate": Element("estimated_start_on", Read.DAY),
    "FiscalYear": Element("fiscal_year", Read.NUMBER, 2_100),
    "AwardCeiling": Element("ceiling", Read.NUMBER, 10**15),
    "AwardFloor": Element("floor", Read.NUMBER, 10**15),
    "EstimatedTotalProgramFunding": Element("total", Read.NUMBER, 10**15),
    "ExpectedNumberOfAwards": Element("awards", Read.NUMBER, 10**6),
    "CostSharingOrMatchingRequirement": Element("cost_sharing", Read.YES),
    "Description": Element("description", Read.ESCAPED, 20_000),
    "AdditionalInformationURL": Element("link", Read.LINK, 500),
    "AdditionalInformationText": Element("link_words", Read.LINE, 255),
    "GrantorContactName": Element("contact_name", Read.LINE, 255),
    "GrantorContactPhoneNumber": Element("contact_phone", Read.LINE, 100),
    "GrantorContactEmail": Element("contact_email", Read.LINE, 130),
    "GrantorContactEmailDescription": Element("", Read.LINE, 0),
    "GrantorContactText": Element("contact_words", Read.ESCAPED, 2_500),
}
"""Every element of a record but its number, which is its key. Numbers: the greatest that is believed."""

ID = "OpportunityID"
GREATEST_ID = 2**53
"""Larger ones no program at Grants.gov could tell apart."""
