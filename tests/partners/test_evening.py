"""Days and times as people read them: by Washington's day in the evening, with the clock that they are told by."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils.html import escape

from partners.counting import in_hours
from partners.models import Profile, Report
from partners.models.office_word import enter_organization, is_fresh_word
from partners.models.profile import VERIFIED_FOR
from portal.access import Role
from portal.calendar import CENTER
from portal.models.owned import recording_at
from tests import make
from tests.partners.directory import entered, entries, said
from tests.partners.log import at_office, step

EVENING = datetime(2026, 11, 22, 21, 30, tzinfo=CENTER)
SUNDAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _in_the_evening():
    assert EVENING.astimezone(UTC).date() != SUNDAY
    with time_machine.travel(EVENING, tick=False):
        yield


def test_an_entry_of_the_evening_is_unverified_since_that_day(alma, client_of) -> None:
    with recording_at(EVENING), at_office(alma) as member:
        assert member.office
        harbor = enter_organization(office=member.office, name="Harbor House", kind="SHELTER", by=alma, on=SUNDAY)
        assert Profile.objects.get(organization=harbor).unverified_since(SUNDAY + VERIFIED_FOR) == SUNDAY

    with time_machine.travel(EVENING + VERIFIED_FOR, tick=False):
        page = client_of(alma).get(f"/organizations/{harbor.pk}/").content.decode()
    assert "nverified since Nov. 22, 2026" in page


def test_what_an_organization_wrote_in_the_evening_is_fresh_for_half_a_year_of_its_days(alma) -> None:
    harbor = entered(alma)
    with recording_at(EVENING):
        said(harbor, on=SUNDAY)
    (row,) = [row for row in entries(harbor) if row.is_own_word]

    assert not is_fresh_word(row, SUNDAY + VERIFIED_FOR)


def test_a_role_begun_in_the_evening_is_of_that_day(client_of, lena) -> None:
    make.member("Nina Late", Role.STAFF, office="txnd")
    client = client_of(lena)

    rows = client.get("/people/?format=csv").content.decode().splitlines()

    assert "2026-11-22" in next(row for row in rows if row.startswith("Nina Late"))
    assert "2026-11-23" not in "".join(rows)


def test_an_invitation_says_its_last_day_as_every_page_does(alma, client_of) -> None:
    address = f"/organizations/{entered(alma).pk}/manager/"
    client = client_of(alma)
    client.post(address, {"name": "Mara Quist", "email": "mara@harbor.example.test"})

    assert escape("open until Dec. 6, 2026.") in client.get(address).content.decode()


# --- times ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("minutes", "told"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (2225, "37 h 5 min"), (60_000, "1,000 h")]
)
def test_minutes_are_told_in_hours_that_add_up(minutes, told) -> None:
    assert in_hours(minutes) == told


def test_a_draft_says_by_which_clock(alma, client_of) -> None:
    client = client_of(alma)
    client.post("/outreach/drafts/save/", {"key": str(uuid4()), "line": "Half a line", "did": "MEETING"})

    assert "Nov. 22, 2026, 8:30 p.m. CST" in client.get("/outreach/drafts/").content.decode()
    assert "saved Nov 22, 8:30 p.m. CST" in client.get("/").content.decode()


# --- what leads an office --------------------------------------------------------------------------------------------
def test_who_leads_an_office_reads_what_is_late_with_its_partners(alma, otis, lena, olga, client_of) -> None:
    report = "The report on July to September 2026 is not submitted"
    overdue = "1 next step of your office is overdue"
    step(otis, None, "Of another office", due_on=SUNDAY - timedelta(days=1), on=SUNDAY - timedelta(days=3))
    page = client_of(lena).get("/").content.decode()
    assert report in page
    assert "overdue" not in page

    step(alma, None, "Call the clerk", due_on=SUNDAY - timedelta(days=1), on=SUNDAY - timedelta(days=3))
    step(alma, None, "Not late", due_on=SUNDAY, on=SUNDAY)
    page = client_of(lena).get("/").content.decode()
    assert f'<a href="/steps/?due=overdue">{overdue}</a>' in page
    assert overdue in client_of(olga).get("/").content.decode()


def test_a_submitted_report_is_not_late(alma, lena, client_of) -> None:
    at = datetime.now(CENTER)
    with at_office(alma) as member:
        assert member.office
        made = Report.objects.begin(office=member.office, quarter=date(2026, 7, 1), by=alma, at=at)
        made.submit(seen=made.changed_at, by=alma, at=at, on=SUNDAY)

    assert "is not submitted" not in client_of(lena).get("/").content.decode()
