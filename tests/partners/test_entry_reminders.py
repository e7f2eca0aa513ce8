"""An entry that nobody confirms for half a year: the organization is asked, then its one office."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate, now

from partners.entry_reminders import ENTRY, unverified
from partners.models import OwnWord
from portal.access import DatabaseRole, Role
from portal.calendar import add_working_days
from portal.models import Message, Office, outlook, plan
from portal.models.owned import recording_at
from portal.tenancy import acting_as
from tests import make, servers
from tests.make import DAY
from tests.partners.directory import as_partner, contact, entered, said
from tests.partners.log import step

MAIL = "main@harbor.example.test"
WRITTEN = date(2026, 5, 4)
LAPSED = WRITTEN + timedelta(days=183)
"""Tuesday, November 3."""
EASTERN = ZoneInfo("America/New_York")
Worker = Callable[[], Any]


@pytest.fixture
def worker(transactional_db: None, urls: dict[str, str]) -> Worker:
    """The log-in that plans and sends, for a while; before and after it is the web's."""

    @contextmanager
    def at_work() -> Iterator[None]:
        servers.log_in(urls["DATABASE_WORKER_URL"])
        try:
            yield
        finally:
            servers.log_in(urls["DATABASE_URL"])

    return at_work


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 13, tzinfo=EASTERN)


def ledger() -> list[tuple[int, str, str]]:
    """Of these reminders: the rung, to whom, what became of it."""
    with acting_as(DatabaseRole.JOBS):
        rows = Message.objects.reminders().filter(cause=ENTRY).order_by("due_on", "rung", "recipient")
        return [(row.rung, row.recipient, row.state) for row in rows]


def waits(day: date) -> list[tuple[str, str]]:
    """What waits, at which office, as the planner sees it."""
    with acting_as(DatabaseRole.JOBS):
        offices = dict(Office.objects.values_list("pk", "court_id"))
        return [(one.about, offices[one.office_id]) for one in unverified(day, set(offices))]


# --- who is told ----------------------------------------------------------------------------------------------------
def test_the_organization_is_asked_then_the_keeper_then_the_team(worker, alma, vic) -> None:
    contact(alma, entered(alma, on=WRITTEN), MAIL)
    first = LAPSED
    days = [first - timedelta(days=1), first, add_working_days(first, 10), add_working_days(first, 20)]
    found = []
    with worker():
        for day in days:
            plan(at=on(day))
            found.append({to for _rung, to, _state in ledger()})

    assert found == [set(), {MAIL}, {MAIL, alma.email}, {MAIL, alma.email, vic.email}]


def test_without_a_mailbox_the_keeper_is_told_at_once(worker, alma) -> None:
    entered(alma, on=WRITTEN)
    with worker():
        plan(at=on(LAPSED))
        assert ledger() == [(0, "", "NOBODY"), (1, alma.email, "PENDING")]


def test_a_partnership_that_nobody_in_role_keeps_is_told_to_the_specialists(worker, alma, lena, client_of) -> None:
    entered(alma, on=WRITTEN)
    with acting_as(DatabaseRole.EOUSA):
        alma.memberships.update(ended_at=make.NOW)
    ruth = make.member("Ruth Sand", Role.SPECIALIST, office="txnd")
    with worker():
        plan(at=on(LAPSED))
        assert (1, ruth.email, "PENDING") in ledger()
        assert not {lena.email, alma.email} & {to for _rung, to, _state in ledger()}


def test_once_in_the_nation_by_the_office_that_has_worked_with_it_longest(worker, alma, otis) -> None:
    made = entered(alma, on=WRITTEN)
    work_with(otis, made, WRITTEN - timedelta(days=300))

    with worker():
        assert waits(LAPSED) == [(f"organization:{made.pk}", "nysd")]


def work_with(person, organization, began_on) -> None:
    with acting_as(DatabaseRole.OFFICE, office_id=person.memberships.get().office_id):
        office = person.memberships.get().office
        type(organization).partnerships.rel.related_model.objects.begin(
            office=office, organizations=[organization], by=person, on=began_on
        )


def test_nobody_is_reminded_of_what_no_office_works_with_any_more(worker, alma) -> None:
    made = entered(alma, on=WRITTEN)
    with acting_as(DatabaseRole.OFFICE, office_id=make.office().pk):
        made.partnerships.update(ended_on=DAY)
    with worker():
        assert waits(LAPSED) == []


def test_a_confirmed_entry_waits_half_a_year_from_that_day(worker, alma) -> None:
    made = entered(alma, on=WRITTEN)
    said(made, on=DAY)
    with worker():
        assert waits(DAY + timedelta(days=182)) == []
        assert waits(DAY + timedelta(days=183)) == [(f"organization:{made.pk}", "txnd")]


def test_confirming_ends_it_and_what_waits_to_leave_is_called_off(worker, alma) -> None:
    made = entered(alma, on=WRITTEN)
    contact(alma, made, MAIL)
    with worker():
        plan(at=on(LAPSED))
    with as_partner(made):
        OwnWord(made).confirm(on=LAPSED)
    with worker():
        plan(at=on(LAPSED))
        assert ledger() == [(0, MAIL, "CANCELLED")]


def test_an_old_entry_that_comes_in_today_is_not_asked_about_tomorrow(worker, alma) -> None:
    made = entered(alma, on=WRITTEN, verified_on=date(2024, 1, 8))
    with worker():
        assert waits(WRITTEN + timedelta(days=13)) == []
        assert waits(WRITTEN + timedelta(days=14)) == [(f"organization:{made.pk}", "txnd")]


def test_what_one_office_keeps_to_itself_stays_within_it(worker, alma) -> None:
    hidden = entered(alma, "Quiet House (invented)", is_confidential=True, on=WRITTEN)
    contact(alma, hidden, "quiet@example.test", is_confidential=True)
    with worker():
        plan(at=on(LAPSED))
        Message.objects.deliver_due(at=on(LAPSED))
        assert ledger() == [(0, "", "NOBODY"), (1, alma.email, "SENT")]
        with acting_as(DatabaseRole.JOBS):
            named = [row.subject for row in Message.objects.reminders().filter(cause=ENTRY)]

    assert not [text for text in [*named, *(str(one.message()) for one in mail.outbox)] if "Quiet House" in text]


def test_who_reads_no_partnership_reads_nothing_of_it(alma, db) -> None:
    entered(alma, on=WRITTEN)
    for role in (DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER, DatabaseRole.OARM):
        with acting_as(role):
            assert list(unverified(LAPSED, {make.office().pk})) == []


def test_an_office_reads_of_its_own_only(alma, otis, db) -> None:
    entered(alma, on=WRITTEN)
    with acting_as(DatabaseRole.OFFICE, office_id=make.office().pk):
        assert len(list(unverified(LAPSED, {make.office().pk}))) == 1
    with acting_as(DatabaseRole.OFFICE, office_id=make.office("nysd").pk):
        assert list(unverified(LAPSED, {make.office("nysd").pk})) == []


def test_eousa_looks_ahead_without_reading_partnerships(alma, erin, client_of) -> None:
    entered(alma, on=WRITTEN)

    assert client_of(erin).get("/ladder/dry-run/").status_code == 200
    with acting_as(DatabaseRole.EOUSA):
        assert not [one for one in outlook(on(LAPSED)) if one.step.matter.cause == ENTRY]


# --- the mail -------------------------------------------------------------------------------------------------------
@pytest.fixture
def sent(worker, alma, otis) -> str:
    """What the organization reads."""
    made = entered(alma, on=WRITTEN)
    contact(alma, made, MAIL)
    work_with(otis, made, WRITTEN + timedelta(days=5))
    with worker():
        plan(at=on(LAPSED))
        Message.objects.deliver_due(at=on(LAPSED))
    (message,) = [one for one in mail.outbox if one.to == [MAIL]]
    return str(message.body)


def test_the_mail_says_what_it_is_about_and_whose_question_it_is(sent) -> None:
    assert "Is the entry about Harbor House (invented) still right?" in sent
    assert "Nobody has confirmed it since it was written on May 4, 2026." in sent
    assert "Northern District of Texas" in sent
    assert "you need no account" in sent
    assert "Sign in" not in sent
    assert "leads the office" not in sent


def test_the_mail_names_no_other_office_and_nobody_of_this_one(sent, alma) -> None:
    for word in ("New York", "S.D.N.Y.", "Otis", "Alma Reyes"):
        assert word not in sent


def test_the_link_in_the_mail_confirms(sent) -> None:
    """Links carry the real clock, as the mail has left just now."""
    (path,) = set(re.findall(r"https?://[^/\s]+(/entry/\S+)", sent))
    client = Client()

    assert "Confirm: all this is still so" in client.get(path).content.decode()
    assert client.post(f"{path}confirm/").status_code == 302


def test_the_other_mail_to_a_mailbox_can_be_answered_too(worker, alma) -> None:
    """Of a step that the organization owes: “I am not the right person”, by whom the roster does not know."""
    made = entered(alma)
    contact(alma, made, MAIL)
    today = localdate()
    facts = {"organization": made, "is_shared": True, "side": "THEIRS", "due_on": add_working_days(today, 2)}
    with recording_at(on(today - timedelta(days=7))):
        step(alma, None, "Send the sheet", on=today, **facts)
    with worker():
        plan(at=now())
        Message.objects.deliver_due(at=now() + timedelta(days=5))
    (message,) = [one for one in mail.outbox if one.to == [MAIL]]
    (path,) = set(re.findall(r"https?://[^/\s]+(/r/\S+)", str(message.body)))

    answer = Client().get(path)
    assert answer.status_code == 200
    assert MAIL in answer.content.decode()
