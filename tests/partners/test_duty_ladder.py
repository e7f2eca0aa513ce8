"""The causes of the five duties taken through the planner to rows of the ledger: once each, and gone with the cause."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from partners.barrier_reminders import OURS
from partners.library_reminders import LIBRARY_REVIEW
from partners.models import Barrier, NoticeForm, ReadinessLink, Review
from partners.notice_reminders import YEARLY
from partners.readiness_reminders import FOLLOW_UP, STALE
from portal.calendar import add_working_days, at_hour
from portal.models import Message, Organization, Person, plan
from tests import make
from tests.make import DAY, NOW
from tests.partners.access import barrier, notice
from tests.partners.directory import entered
from tests.partners.log import at_office
from tests.partners.test_agency_practices import LONG_AGO, say, trained
from tests.partners.test_library import handed_in
from tests.partners.test_readiness import fill
from tests.partners.test_step_reminders import logged_in_as_worker, worker

pytestmark = pytest.mark.django_db(transaction=True)
CAUSES = {STALE, FOLLOW_UP, YEARLY, OURS, LIBRARY_REVIEW}
THEN = add_working_days(DAY, 10)
YEAR_AGO = DAY - timedelta(days=366)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def planned(day: date, hour: int = 12) -> dict[tuple[str, int, str], list[str]]:
    """Plan on that day, and give the state of every row by cause, rung and address."""
    with logged_in_as_worker():
        plan(at=at_hour(day, hour, ZoneInfo("America/Chicago")))
    found: dict[tuple[str, int, str], list[str]] = {}
    with worker():
        for row in Message.objects.reminders().filter(cause__in=CAUSES):
            found.setdefault((row.cause, row.rung, row.recipient), []).append(row.state)
    return found


def all_at_once(alma: Person, police: Organization, shelter: Organization) -> None:
    """Everything that one specialist can have let lie."""
    fill(alma, ago=366, STORE="ADOPTED")
    trained(alma, police)
    notice(alma, seen_on=YEAR_AGO)
    barrier(alma, shelter, recheck_on=DAY)
    handed_in(alma)


def seen_to(alma: Person, erin: Person, police: Organization) -> None:
    """What ends each of them."""
    say(alma, police, SAFE="NONE")
    with at_office(alma):
        ReadinessLink.objects.look_again(office=make.office(), county="", basis="922G8", by=alma, on=DAY)
        NoticeForm.objects.standing().get().see_again(by=alma, on=DAY)
        Barrier.objects.standing().get().remove(by=alma, on=DAY)
    with at_office(erin):
        Review.objects.get().send_back(words="Say who keeps it.", by=erin)


def test_each_cause_is_a_row_of_the_ledger_once_and_none_when_it_is_seen_to(alma, lena, erin, shelter):
    police = entered(alma, "Police (invented)", "POLICE", on=LONG_AGO)
    all_at_once(alma, police, shelter)

    rows = planned(THEN)
    assert {cause for cause, _rung, _to in rows} == CAUSES
    assert {(cause, to) for cause, rung, to in rows if rung == 0} == {
        *((cause, alma.email) for cause in CAUSES - {LIBRARY_REVIEW}), (LIBRARY_REVIEW, erin.email),
    }  # fmt: skip
    assert set(map(tuple, rows.values())) == {("PENDING",)}
    assert planned(THEN, 13) == rows, "planned twice, told once"

    seen_to(alma, erin, police)
    gone = planned(THEN, 14)
    assert gone.keys() == rows.keys()
    assert set(map(tuple, gone.values())) == {("CANCELLED",)}
