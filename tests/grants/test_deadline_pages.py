"""The way to a deadline as people meet it: page, calendar file, API, and who is reminded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from grants.models import FeedRun, Follow, Opportunity
from portal.access import DatabaseRole
from portal.models import Person
from portal.tenancy import acting_as
from tests.reading import text

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
CLOSES = date(2026, 12, 17)
NUMBER = 362635


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def notice(pk: int = NUMBER, **facts: Any) -> Opportunity:
    """A notice as the import would have written it."""
    known = {
        "number": f"O-OVW-2027-{pk}", "title": "A program (invented)", "agency_code": "USDOJ-OJP-OVW",
        "closes_on": CLOSES, "opens_on": date(2026, 10, 1), **facts,
    }  # fmt: skip
    with acting_as(DatabaseRole.EOUSA):
        return Opportunity.objects.create(pk=pk, **known)


def page_of(visitor: Client, path: str) -> str:
    return text(visitor.get(path))


def test_a_visitor_sees_every_step_with_its_day_and_what_is_assumed(visitor: Client):
    notice()
    visitor.get(f"/opportunities/{NUMBER}/calendar/")
    with CaptureQueriesContext(connection) as asked:
        page = page_of(visitor, f"/opportunities/{NUMBER}/calendar/?zone=Pacific/Guam")

    assert len([one for one in asked.captured_queries if 'FROM "' in one["sql"]]) == 1
    assert "<title>Dates</title>" in page
    assert "24 days are left until Dec. 17, 2026." in page  # both counted in Washington, as on the notice's page
    assert ".m.." not in page
    assert "Should have been done by Nov. 17, 2026" in page
    assert "name two deadlines; Grants.gov tells us one" in page
    assert "The system closes on Dec. 17, 2026, 11:59 p.m. Eastern time." in page
    assert "On your clock (Guam and the Northern Mariana Islands) that is Dec. 18, 2026, 2:59 p.m." in page
    assert "Our proposal" in page or "our proposal" in page


def test_the_second_deadline_is_counted_once_it_is_said(visitor: Client):
    notice()
    page = page_of(visitor, f"/opportunities/{NUMBER}/calendar/?later=2026-12-22")

    assert "Dec. 22, 2026, 8:59 p.m." in page
    assert "tells us one" not in page
    assert "never before the first" in page_of(visitor, f"/opportunities/{NUMBER}/calendar/?later=2026-12-01")


def test_a_closed_or_withdrawn_notice_shows_no_steps_and_one_without_a_day_says_so(visitor: Client):
    notice(1, closes_on=date(2026, 11, 20))
    notice(2, withdrawn_on=date(2026, 11, 20))
    notice(3, closes_on=None)

    assert "Closed since Nov. 20, 2026" in page_of(visitor, "/opportunities/1/calendar/")
    gone = page_of(visitor, "/opportunities/2/calendar/")
    assert "Gone from Grants.gov since Nov. 20, 2026: nobody can apply to it." in gone
    assert "deadline has passed" not in gone
    assert "The notice gives no closing day." in page_of(visitor, "/opportunities/3/calendar/")
    for pk in (1, 2, 3):
        assert "Step by step" not in page_of(visitor, f"/opportunities/{pk}/calendar/")
    assert visitor.get("/opportunities/4/calendar/").status_code == 404


def test_a_notice_is_open_until_the_last_minute_in_washington_also_where_it_is_tomorrow(visitor: Client):
    notice()
    for minute, is_open in ((58, True), (59, False)):
        with time_machine.travel(datetime(2026, 12, 18, 4, minute, tzinfo=UTC), tick=False):
            page = page_of(visitor, f"/opportunities/{NUMBER}/calendar/?zone=Pacific/Guam")
        assert ("The deadline is today." in page) is is_open
        assert ("Closed since Dec. 17, 2026" in page) is not is_open


def test_a_forecast_counts_to_its_estimated_day_and_says_so(visitor: Client):
    notice(is_forecast=True, closes_on=None, estimated_close_on=CLOSES)

    page = page_of(visitor, f"/opportunities/{NUMBER}/calendar/")
    assert "its days are estimates" in page
    assert "24 days are left" in page


def test_nobody_works_toward_a_forecast_that_is_over_or_was_posted_under_another_number(visitor: Client):
    forecast = {"is_forecast": True, "closes_on": None}
    notice(1)
    notice(2, **forecast, estimated_close_on=date(2026, 7, 16))
    notice(3, **forecast, estimated_close_on=date(2027, 1, 22), posted_as_id=1)
    notice(4, **forecast, estimated_close_on=date(2027, 1, 22), posted_as_id=1, withdrawn_on=date(2026, 11, 20))
    notice(5, **forecast, estimated_close_on=date(2027, 1, 22), archive_on=date(2026, 11, 20))
    over, posted, both, archived = (page_of(visitor, f"/opportunities/{pk}/calendar/") for pk in (2, 3, 4, 5))

    assert "Its estimated days have passed, and it has not been posted." in over
    assert "This forecast has been posted as a notice." in posted
    assert '<a href="/opportunities/1/calendar/">The notice that was posted' in posted
    assert "This forecast has been posted as a notice." in both
    assert "Closed: archived at Grants.gov on Nov. 20, 2026." in archived
    for number, page in ((2, over), (3, posted), (4, both), (5, archived)):
        assert not [words for words in ("Step by step", "left until", "is today", "do them now") if words in page]
        assert visitor.get(f"/api/v1/opportunities/{number}/deadlines/").json()["milestones"] == []
    assert "Step by step" in page_of(visitor, "/opportunities/1/calendar/")


def test_the_page_says_as_of_when_it_is_known_and_when_that_is_old(visitor: Client):
    notice()
    with acting_as(DatabaseRole.EOUSA):
        FeedRun.objects.create(source="extract.xml", state="GOOD", started_at=MONDAY, ended_at=MONDAY)

    assert "As read from Grants.gov on Nov. 23, 2026." in page_of(visitor, f"/opportunities/{NUMBER}/calendar/")
    with time_machine.travel(MONDAY + timedelta(days=10), tick=False):
        page = page_of(visitor, f"/opportunities/{NUMBER}/calendar/")
    assert "Old: last read from Grants.gov on Nov. 23, 2026." in page


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({"agency_code": "HHS-ACF"}, "Send everything in Grants.gov"),
        ({"agency_code": ""}, "Send the application"),
        ({"applicants": ["07", "11"]}, "tribal council"),
        ({}, "Send the full application in JustGrants"),
    ],
)
def test_the_way_follows_from_the_notice(visitor: Client, facts: dict[str, Any], step: str):
    notice(**facts)

    assert step in page_of(visitor, f"/opportunities/{NUMBER}/calendar/")


def test_any_day_can_be_typed_and_a_wrong_one_is_told(visitor: Client):
    page = page_of(visitor, "/deadlines/?deadline=2026-12-10&kind=state&state=GU")
    assert "Open an account where your state takes applications" in page
    assert "16 days are left" in page
    assert "JustGrants" not in page
    for typed in ("2031-13-01", "0001-01-01", "9999-12-31", "soon"):
        answer = visitor.get("/deadlines/", {"deadline": typed})
        assert answer.status_code == 200
        assert "usa-error-message" in answer.content.decode() or "errorlist" in answer.content.decode()
    assert "Which deadline do you work toward?" in page_of(visitor, "/deadlines/")
    assert "This deadline has passed." in page_of(visitor, "/deadlines/?deadline=2026-11-20")


def test_spanish_has_the_same_page(visitor: Client):
    notice()

    page = page_of(visitor, f"/es/opportunities/{NUMBER}/calendar/")
    assert 'lang="es"' in page
    assert f'href="/opportunities/{NUMBER}/calendar/"' in page


def test_the_file_is_read_by_another_program_and_holds_the_days_and_the_minutes(visitor: Client):
    notice(number="O-OVW;2027,\\1")
    answer = visitor.get(f"/opportunities/{NUMBER}/calendar/?file=ics&zone=Pacific/Guam")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="notice-{NUMBER}.ics"' in answer["Content-Disposition"]

    read = Calendar.from_ical(answer.content)
    found = {str(event["UID"]).partition("@")[0]: event for event in read.walk("VEVENT")}
    assert not any(event.errors for event in found.values())
    assert len(found) == 12
    assert found[f"notice-{NUMBER}-sf424"]["DTSTART"].dt == date(2026, 12, 10)
    assert found[f"notice-{NUMBER}-sf424-closes"]["DTSTART"].dt == datetime(2026, 12, 18, 4, 59, tzinfo=UTC)
    assert found[f"notice-{NUMBER}-application-closes"]["DTSTART"].dt == datetime(2026, 12, 18, 1, 59, tzinfo=UTC)
    assert "O-OVW;2027,\\1" in str(found[f"notice-{NUMBER}-sam"]["SUMMARY"])
    read.verify() if hasattr(read, "verify") else None


def test_programs_read_the_same(visitor: Client):
    notice()

    said = visitor.get(f"/api/v1/opportunities/{NUMBER}/deadlines/?zone=Pacific/Guam").json()
    last = said["milestones"][-1]
    assert (said["kind"], said["deadline"], said["is_estimated"]) == ("justice", "2026-12-17", False)
    assert (last["key"], last["on"], last["is_assumed"]) == ("application", "2026-12-15", True)
    assert datetime.fromisoformat(last["until"]) == datetime(2026, 12, 18, 1, 59, tzinfo=UTC)
    assert visitor.get(f"/api/v1/opportunities/{NUMBER}/deadlines/?later=2026-12-16").status_code == 400
    typed = visitor.get("/api/v1/deadlines/?deadline=2026-12-10").json()
    assert typed["kind"] == "state"
    for wrong in ("deadline=2026-12-10&later=2026-12-09", "deadline=1000-01-01", "", "deadline=2026-12-10&zone=Mars"):
        assert visitor.get(f"/api/v1/deadlines/?{wrong}").status_code == 400


@pytest.mark.parametrize(("zone", "is_counted"), [("", True), ("&zone=Pacific/Guam", False)])
def test_a_typed_deadline_that_has_passed_has_no_steps_by_the_reader_s_own_day(visitor, zone, is_counted):
    asked = f"?deadline=2026-11-23{zone}"
    with time_machine.travel(datetime(2026, 11, 24, 3, tzinfo=UTC), tick=False):
        told = visitor.get(f"/api/v1/deadlines/{asked}").json()["milestones"]
        page = page_of(visitor, f"/deadlines/{asked}")

    assert bool(told) == is_counted
    assert ("This deadline has passed." in page) == (not is_counted)


# --- following ------------------------------------------------------------------------------------------------------
def test_who_follows_is_seen_by_nobody_else(alma: Person, otis: Person, ada: Person, client_of: Any):
    notice()
    for person in (alma, ada):
        browser = client_of(person)
        browser.post(f"/opportunities/{NUMBER}/follow/")
        browser.post(f"/opportunities/{NUMBER}/follow/")
        assert "You follow this notice" in page_of(browser, f"/opportunities/{NUMBER}/calendar/")
        assert "A program (invented)" in page_of(browser, "/following/")
    assert "A program (invented)" not in page_of(client_of(otis), "/following/")
    for person, number in ((alma, 1), (otis, 0)):
        with acting_as(DatabaseRole.OFFICE, person_id=person.pk):
            assert Follow.objects.standing().count() == number

    client_of(alma).post(f"/opportunities/{NUMBER}/follow/end/")
    with acting_as(DatabaseRole.OFFICE, person_id=alma.pk):
        assert [one.ended_at for one in Follow.objects.all()] == [MONDAY]
    with acting_as(DatabaseRole.PARTNER, person_id=ada.pk):
        assert Follow.objects.standing().count() == 1


def test_the_next_step_of_what_one_follows_stands_in_the_week_and_in_the_list(alma: Person, client_of: Any):
    notice()
    notice(1, closes_on=date(2027, 6, 1), title="Far away (invented)")
    browser = client_of(alma)
    assert "on the way to a deadline" not in page_of(browser, "/")
    for number in (NUMBER, 1):
        browser.post(f"/opportunities/{number}/follow/")

    step = "By Nov. 25, 2026: Ask for figures and letters of support"
    week, following = page_of(browser, "/"), page_of(browser, "/following/")
    assert "1 step on the way to a deadline is due this week." in week
    assert f"{step} (A program (invented))" in week
    assert "Far away" not in week
    assert f"Next, {step[0].lower()}{step[1:]}." in following
    assert 'href="/following/"' in page_of(browser, "/opportunities/")
