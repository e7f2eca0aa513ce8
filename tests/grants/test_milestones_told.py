"""Who is told of the way to a deadline: people who follow a notice, and askers who said that they will apply."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client

from grants import follow_reminders
from grants.milestone_mails import is_still_on_the_way, tell_milestones, turn_of
from grants.models import (
    Entry,
    FeedRun,
    Follow,
    GuidanceRequest,
    Opportunity,
    OpportunityVersion,
    Outcome,
    Question,
    Referral,
    keys_of,
)
from grants.taxonomy import AddressUse, Said
from portal.access import DatabaseRole
from portal.calendar import CENTER, at_hour
from portal.models import STILL_HOLDS, Message, Person, plan
from portal.tenancy import acting_as
from tests import make, servers
from tests.conftest import served
from tests.grants.test_deadline_pages import CLOSES, MONDAY, NUMBER, notice

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


@contextmanager
def worker() -> Iterator[None]:
    """As a job: logged in and bound as it is."""
    servers.log_in(served["DATABASE_WORKER_URL"])
    try:
        with acting_as(DatabaseRole.JOBS):
            yield
    finally:
        servers.log_in(served["DATABASE_URL"])


def told(day: date, *causes: str) -> set[tuple[str, str, str]]:
    """Plan at noon of that day; who has been told by then of what: about, period, recipient."""
    servers.log_in(served["DATABASE_WORKER_URL"])
    plan(at=at_hour(day, 12, CENTER))
    servers.log_in(served["DATABASE_URL"])
    with worker():
        rows = Message.objects.reminders().filter(cause__in=causes or ("MILESTONE_DUE", "DEADLINE_MOVED"))
        return {(row.about.rpartition(":")[2], row.period, row.recipient) for row in rows}


def follow(person: Person, on: date = TODAY) -> None:
    with acting_as(DatabaseRole.OFFICE, person_id=person.pk):
        Follow.objects.begin(opportunity=NUMBER, closes_on=CLOSES, by=person, on=on)


def test_a_follower_is_told_of_each_step_before_its_day_and_at_once_of_what_takes_weeks(alma: Person, otis: Person):
    notice()
    follow(alma)
    period, email = CLOSES.isoformat(), alma.email

    assert told(TODAY) == {("sam", period, email), ("data", period, email)}
    assert told(date(2026, 11, 27)) == {(key, period, email) for key in ("sam", "data", "partners")}
    assert len(told(date(2026, 12, 14))) == 8  # all but two of ten, whose days had passed when it began
    assert {row[2] for row in told(date(2026, 12, 14))} == {email}


@pytest.mark.parametrize(
    ("facts", "until"),
    [
        ({"archive_on": date(2026, 12, 1)}, date(2026, 11, 30)),
        ({"withdrawn_on": date(2026, 11, 20)}, None),
        ({"is_forecast": True, "closes_on": None, "estimated_close_on": date(2026, 12, 1)}, date(2026, 12, 1)),
        ({}, CLOSES),
    ],
)
def test_a_follower_is_reminded_as_long_as_the_page_shows_steps(alma: Person, visitor: Client, facts: Any, until: Any):
    notice(**facts)
    follow(alma)
    for day in {TODAY, date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2), CLOSES, CLOSES + timedelta(days=1)}:
        with worker():
            matters = list(follow_reminders.due(day, frozenset()))
        with time_machine.travel(at_hour(day, 12, CENTER), tick=False):
            rows = visitor.get(f"/api/v1/opportunities/{NUMBER}/deadlines/").json()["milestones"]
        assert bool(matters) is bool(rows) is bool(until and day <= until), day


def test_a_new_deadline_is_told_and_its_steps_begin_anew(alma: Person):
    notice()
    follow(alma)
    told(TODAY)
    later = CLOSES + timedelta(days=30)
    moved_at = MONDAY + timedelta(days=1)
    with acting_as(DatabaseRole.EOUSA):
        run = FeedRun.objects.create(source="extract.xml", state="GOOD", ended_at=moved_at)
        Opportunity.objects.filter(pk=NUMBER).update(closes_on=later)
        changes = [{"field": "closes_on", "old": CLOSES.isoformat(), "new": later.isoformat()}]
        version = OpportunityVersion.objects.create(opportunity_id=NUMBER, run=run, noted_at=moved_at, changes=changes)

    found = told(date(2026, 11, 24))
    assert {row[1:] for row in found if row[1].startswith("version")} == {(f"version:{version.pk}", alma.email)}
    assert ("sam", later.isoformat(), alma.email) in told(date(2026, 12, 15))


def test_whoever_stops_following_or_holds_no_role_any_more_is_told_nothing(alma: Person, lena: Person):
    notice()
    follow(alma)
    with acting_as(DatabaseRole.OFFICE, person_id=alma.pk):
        Follow.objects.end(opportunity=NUMBER, by=alma)
    follow(lena)
    servers.as_owner(
        servers.admin_url(served), "UPDATE portal_membership SET ended_at = now() WHERE role = 'LEADERSHIP'"
    )

    assert told(TODAY) == set()  # nor is anybody missed: there is no rung that reaches nobody


# --- askers ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "turn"),
    [
        ("2026-11-25", 0),
        ("2026-11-27", 14),
        ("2026-12-11", 14),
        ("2026-12-14", 3),
        ("2026-12-17", 3),
        ("2026-12-18", None),
    ],
)
def test_which_mail_is_due(day: str, turn: int | None):
    assert turn_of(date.fromisoformat(day), CLOSES) == turn


def referred(
    alma: Person, office_id: int | None, *, use: str = AddressUse.REMINDERS, said: str = Said.WILL_APPLY
) -> Referral:
    """A question of somebody without an account, answered with this notice, and what they said to that."""
    with acting_as(DatabaseRole.OFFICE, office_id=office_id, person_id=alma.pk):
        asked = GuidanceRequest.objects.create(
            office_id=office_id, owner=alma, owner_name=alma.name, owner_email=alma.email, asked_on=TODAY,
            waits_since=TODAY, due_on=TODAY,
        )  # fmt: skip
        keys: dict[str, Any] = keys_of(asked)
        Question.objects.create(**keys, county="48439", need="SHELTER", email="advocate@harbor.test", address_use=use)
        entry = Entry.objects.create(**keys, kind="ANSWER", text="See this notice.", said_by=alma, name=alma.name)
        row = Referral.objects.create(
            **keys, entry=entry, program="icjr", opportunity=NUMBER, made_on=TODAY, made_by=alma
        )
        Outcome.objects.create(**keys, referral=row, said=said, said_on=TODAY)
    return row


def mailed(at: datetime) -> int:
    servers.log_in(served["DATABASE_WORKER_URL"])
    try:
        return tell_milestones(at=at)
    finally:
        servers.log_in(served["DATABASE_URL"])


def test_an_asker_who_will_apply_is_told_three_times_and_never_twice_the_same(alma: Person):
    notice()
    row = referred(alma, alma.memberships.get().office_id)
    referred(alma, row.office_id, use=AddressUse.ANSWER)
    referred(alma, row.office_id, said=Said.NOT_RELEVANT)

    days = [TODAY + timedelta(days=n) for n in range(28)]
    counted = {day: mailed(at_hour(day, 17, CENTER)) for day in days}
    assert [day for day, number in counted.items() if number] == [TODAY, date(2026, 11, 27), date(2026, 12, 14)]
    assert set(counted.values()) == {0, 1}
    assert mailed(datetime(2026, 12, 14, 22, 0, tzinfo=UTC)) == 0
    with worker():
        posts = list(Message.objects.filter(cause="ASKER_MILESTONE").select_related("words").order_by("period"))
        assert {post.recipient for post in posts} == {"advocate@harbor.test"}
        assert [post.subject for post in posts] == ["The information that you asked for"] * 3
        assert all(len(post.period) <= 40 for post in posts)
        text = posts[0].words.text
    assert "Should have been done by Nov. 17, 2026: Register at SAM.gov" in text
    assert f"/opportunities/{NUMBER}/calendar/" in text
    assert "On your clock (Central time) that is Dec. 17, 2026, 10:59 p.m." in text  # of the deadline, in Texas
    assert "&" not in text


@pytest.mark.parametrize("court_id", ["gud", "nmid", "txnd"])
def test_a_mail_counts_as_the_page_and_the_file_that_it_leads_to(court_id: str, alma: Person, visitor: Client):
    """Where it is Thursday in Guam and Wednesday in Washington."""
    notice()
    referred(alma, make.office(court_id).pk)
    at = datetime(2026, 11, 26, 9, 0, tzinfo=ZoneInfo("Pacific/Guam"))
    with time_machine.travel(at, tick=False):
        assert mailed(at) == 1
        with worker():
            text = Message.objects.select_related("words").get(cause="ASKER_MILESTONE").words.text
        path = re.findall(rf"/opportunities/{NUMBER}/calendar/\S*", text)[0]
        page, file = visitor.get(path), visitor.get(f"{path}&file=ics")

    assert page.context["sentence"] == "22 days are left until Dec. 17, 2026."
    assert page.context["sentence"] in text
    rows = page.context["rows"]
    found = [f"{'Should have been done by' if row['is_late'] else 'By'} {row['day']}: {row['name']}" for row in rows]
    assert [line for line in found if line not in text] == []
    assert [row["until"] for row in rows if row["until"] not in text] == []
    assert file.content.count(b"BEGIN:VEVENT") == len(rows) + sum(bool(row["until"]) for row in rows)
    is_guam = court_id != "txnd"
    assert [row["is_late"] for row in rows if row["key"] == "data"] == [is_guam], "its day has passed in Guam alone"
    assert ("Guam" in text) is is_guam


def test_a_mail_that_has_not_left_is_called_off_when_the_deadline_or_the_mind_changes(alma: Person):
    notice()
    row = referred(alma, alma.memberships.get().office_id)
    mailed(MONDAY)

    def holds() -> bool:
        with worker():
            return is_still_on_the_way(Message.objects.get(cause="ASKER_MILESTONE"))

    assert STILL_HOLDS["ASKER_MILESTONE"] is is_still_on_the_way
    assert holds()
    with acting_as(DatabaseRole.EOUSA):
        Opportunity.objects.filter(pk=NUMBER).update(closes_on=CLOSES + timedelta(days=7))
    assert not holds()
    with acting_as(DatabaseRole.EOUSA):
        Opportunity.objects.filter(pk=NUMBER).update(closes_on=CLOSES, archive_on=TODAY)
    assert not holds()
    with acting_as(DatabaseRole.EOUSA):
        Opportunity.objects.filter(pk=NUMBER).update(archive_on=None)
    assert holds()
    with acting_as(DatabaseRole.OFFICE, office_id=row.office_id, person_id=alma.pk):
        Outcome.objects.create(
            **{name: getattr(row, name) for name in ("office_id", "organization_id", "asked", "request_id")},
            referral=row, said=Said.NOT_RELEVANT, said_on=TODAY, said_at=MONDAY + timedelta(hours=1),
        )  # fmt: skip
    assert not holds()
    assert not mail.outbox
