"""What a notice says of the way to its deadline: by which way an application goes, and to which day."""

from datetime import date, datetime

from grants.milestones import Way
from grants.models.opportunity import LIVE, Opportunity
from portal.calendar import CENTER, local_day

TRIBES = {"07", "11"}
"""Codes of applicants: federally recognized tribes, other tribal organizations."""
JUSTICE = "USDOJ"


def kind_of(notice: Opportunity) -> Way:
    """The way of its applicants, as far as the notice tells."""
    if not notice.agency_code.upper().startswith(JUSTICE):
        return Way.FEDERAL if notice.agency_code else Way.UNKNOWN
    return Way.TRIBAL if notice.applicants and TRIBES.issuperset(notice.applicants) else Way.JUSTICE


def deadline_of(notice: Opportunity) -> date | None:
    """The closing day; of a forecast the estimated one. None where the notice gives no day."""
    return notice.estimated_close_on if notice.is_forecast else notice.closes_on


def posted(notice: Opportunity) -> Opportunity:
    """Of a forecast the notice that was posted of it, where there is one; else the notice itself."""
    return notice.posted_as or notice


def is_ahead(notice: Opportunity, at: datetime) -> bool:
    """Whether one can still work toward it. Nobody works toward an estimate whose day is over."""
    day = notice.estimated_close_on if notice.is_forecast else None
    is_past = day is not None and day < local_day(at, CENTER)
    return not is_past and notice.standing_at(at) in LIVE
