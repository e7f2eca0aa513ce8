"""Builders of barriers and of forms of courts, as somebody of an office writes them."""

from datetime import date, timedelta
from typing import Any

import time_machine

from partners.models import Barrier, NoticeForm
from partners.models.barrier import PARTNER_READS
from portal.models import Organization, Person
from tests.make import DAY, NOW
from tests.partners.log import at_office

WHAT = "Nobody signs at intake after five"
COURT = "County courts of the region"


def barrier(by: Person, at: Organization, *, ago: int = 30, **facts: Any) -> Barrier:
    """A barrier that somebody's office saw so many days before the tests' Monday."""
    said: dict[str, Any] = {"kind": "DEAF", "what": WHAT, "remedy": "Video interpreters", "side": "OURS"}
    said |= {"recheck_on": DAY + timedelta(days=7)} | facts
    with time_machine.travel(NOW - timedelta(days=ago), tick=False), at_office(by) as member:
        assert member.office
        day = DAY - timedelta(days=ago)
        return Barrier.objects.record(office=member.office, organization=at, by=by, on=day, **said)


def as_read_by(person: Person) -> list[Barrier]:
    """What stands, as an organization's person reads it."""
    with at_office(person):
        return list(Barrier.objects.standing().only(*PARTNER_READS.split(",")).order_by("pk"))


def notice(by: Person, *, seen_on: date = DAY, **facts: Any) -> NoticeForm:
    """A form that somebody's office has seen."""
    said: dict[str, Any] = {"state": "TX", "court": COURT, "form": "PO-1", "language": "EN", "carries": "YES"}
    said |= {"version": "Rev. 7", "note": "", "is_tribal": False, "joined_on": None, "organization": None} | facts
    with at_office(by) as member:
        assert member.office
        return NoticeForm.objects.observe(office=member.office, seen_on=seen_on, by=by, on=DAY, **said)
