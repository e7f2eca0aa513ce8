"""Reminders of next steps: who is told on which day, in which words, and what never stands in them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client

from partners import news, step_reminders
from partners.models import NextStep, RoleContact
from partners.step_reminders import AWAITED, OURS, THEIRS
from partners.taxonomy import Post
from portal import ladder
from portal.access import DatabaseRole, Role
from portal.calendar import add_working_days, at_hour
from portal.ladder import Said
from portal.models import Membership, Message, Organization, Person, coming, plan
from portal.news import Entry, Reader
from portal.tenancy import acting_as
from tests import make, servers
from tests.conftest import served
from tests.make import DAY, NOW
from tests.partners import log
from tests.portal.test_ics import events, meant

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Send the list of trainers"
TEXAS = ZoneInfo("America/Chicago")
MADE = DAY - timedelta(days=60)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@contextmanager
def logged_in_as_worker() -> Iterator[None]:
    servers.log_in(served["DATABASE_WORKER_URL"])
    try:
        yield
    finally:
        servers.log_in(served["DATABASE_URL"])


@contextmanager
def worker() -> Iterator[None]:
    """As the planner: logged in and bound as it is."""
    with logged_in_as_worker(), acting_as(DatabaseRole.JOBS):
        yield


def promised(by: Person, due_on: date, **facts: Any) -> NextStep:
    """A step that was written down long ago."""
    with time_machine.travel(at_hour(MADE, 9, TEXAS), tick=False):
        return log.step(by, None, facts.pop("text", TEXT), due_on=due_on, on=MADE, **facts)


def contact(organization: Organization, email: str = "office@harbor.test", *, by: Person, **facts: Any) -> RoleContact:
    with log.at_office(by) as member:
        return RoleContact.objects.create(
            organization=organization, office=member.office, post=Post.MAIN, email=email, recorded_by=by, **facts
        )


def told(day: date) -> dict[str, set[int]]:
    """Plan on that day, and give who has been told by then, with the rungs: nobody is ""."""
    with logged_in_as_worker():
        plan(at=at_hour(day, 12, TEXAS))
    with worker():
        found: dict[str, set[int]] = {}
        for row in Message.objects.reminders().filter(cause__startswith="STEP_"):
            found.setdefault(row.recipient, set()).add(row.rung)
    return found


def said(key: str, number: int, day: date) -> Said:
    cause = ladder.cause_of(key)
    assert cause
    office = make.office().pk
    with worker():
        [matter] = cause.matters(day, {office})
    return cause.said(matter, cause.rungs[number], day)


def working(days: int) -> date:
    return add_working_days(DAY, days)


# --- ours --------------------------------------------------------------------------------------------------------
def test_the_owner_is_told_the_day_before_and_the_day_after_and_the_heads_after_ten_days(alma, lena, vic):
    step = promised(alma, DAY)

    assert told(working(-2)) == {}
    assert told(working(-1)) == {alma.email: {0}}
    assert told(DAY) == {alma.email: {0}}
    assert told(working(1)) == {alma.email: {0, 1}}
    assert told(working(9)) == {alma.email: {0, 1}}
    assert told(working(10)) == {alma.email: {0, 1}, lena.email: {2}}
    assert step.state == "OPEN"


def test_it_waits_for_nobody_to_begin_the_offices_ladder(alma):
    """No asking stands, and the reminder comes all the same."""
    promised(alma, DAY)
    assert alma.email in told(DAY)


def test_what_is_done_dropped_or_moved_reminds_nobody(alma):
    kept, moved = promised(alma, DAY), promised(alma, DAY)
    with log.at_office(alma):
        kept.keep(by=alma, on=DAY)
        moved.move(due_on=DAY + timedelta(days=30), by=alma, on=DAY)
    assert told(working(1)) == {}


def test_whoever_has_just_written_it_down_is_not_reminded_on_the_same_day(alma):
    log.step(alma, None, TEXT, due_on=DAY, on=DAY)
    assert told(DAY) == {}
    assert told(working(1)) == {alma.email: {1}}


def test_what_waits_in_the_queue_is_told_to_the_specialists_else_to_the_staff(alma, vic, lena):
    step = promised(alma, DAY)
    with log.at_office(alma):
        NextStep.objects.pass_on(keys=[step.pk], giver_id=alma.pk, to=None, by=alma)
    assert told(DAY) == {alma.email: {0}}
    assert said(OURS, 0, DAY).title == "In your office’s queue: a next step due today"

    with log.at_office(lena):
        Membership.objects.get(person=alma).end(by=lena, acting=Role.LEADERSHIP, at=NOW)
    assert told(working(1)) == {alma.email: {0}, vic.email: {1}}


def test_the_words_of_a_promise_and_of_one_that_is_late(alma, lena, shelter):
    promised(alma, DAY, organization=shelter)

    first = said(OURS, 0, working(-1))
    assert first.title == "Your next step is due November 23"
    assert first.text == f"“{TEXT}”. Agreed with Safe Harbor (invented)."

    heads = said(OURS, 2, working(10))
    assert heads.title == "A next step of your office is 15 days late"
    assert "Alma Reyes sees to it." in heads.text


def test_a_confidential_partner_is_named_in_no_mail(alma, lena):
    with log.at_office(alma) as member:
        hidden = Organization.objects.create(name="Hidden House", office=member.office, is_confidential=True)
    promised(alma, DAY, organization=hidden, text="Bring the Hidden House keys")
    promised(alma, DAY, organization=hidden, side="THEIRS", is_shared=True)
    contact(hidden, by=alma)

    for number in range(3):
        words = said(OURS, number, working(10))
        assert "Hidden House" not in f"{words.title} {words.text}".replace("Bring the Hidden House keys", "")
    assert "Hidden House" not in said(OURS, 2, working(10)).text
    for number in range(4):
        words = said(THEIRS, number, DAY)
        assert "Hidden House" not in f"{words.title} {words.text}"
    assert "office@harbor.test" not in told(working(10))


# --- theirs ------------------------------------------------------------------------------------------------------
def test_a_shared_step_of_theirs_is_told_to_the_organization_and_then_to_the_owner(alma, lena, shelter):
    promised(alma, DAY, organization=shelter, side="THEIRS", is_shared=True)
    contact(shelter, by=alma)

    assert told(working(-4)) == {}
    assert told(working(-3)) == {"office@harbor.test": {0}}
    assert told(working(1)) == {"office@harbor.test": {0}, alma.email: {1}}
    assert told(working(5)) == {"office@harbor.test": {0, 2}, alma.email: {1}}
    assert told(working(10)) == {"office@harbor.test": {0, 2}, alma.email: {1, 3}}


def test_what_they_do_not_read_here_is_told_to_the_owner_only(alma, shelter):
    promised(alma, DAY, organization=shelter, side="THEIRS")
    contact(shelter, by=alma)

    assert told(working(5)) == {alma.email: {0}}
    assert told(working(10)) == {alma.email: {0, 1}}


def test_where_they_have_no_address_the_owner_is_told_at_once(alma, shelter):
    promised(alma, DAY, organization=shelter, side="THEIRS", is_shared=True)
    contact(shelter, "", by=alma, phone="555 0100")

    assert told(working(-3)) == {"": {0}, alma.email: {1}}


def test_taking_it_back_ends_the_mail_to_them(alma, shelter):
    step = promised(alma, DAY, organization=shelter, side="THEIRS", is_shared=True)
    contact(shelter, by=alma)
    told(working(-3))
    with log.at_office(alma):
        step.hide(by=alma, on=DAY)
    assert told(working(5))["office@harbor.test"] == {0}
    with worker():
        assert Message.objects.reminders().get(recipient="office@harbor.test").state == "CANCELLED"


def test_the_organization_reads_its_own_promise_whom_to_tell_and_no_more(alma, shelter):
    other = make.organization("Someone Else Entirely")
    entry = log.entry(alma, organizations=[shelter, other], line="Zanzibarq line", narrative="Zanzibarq")
    with time_machine.travel(at_hour(MADE, 9, TEXAS), tick=False):
        log.step(
            alma, entry, TEXT, due_on=DAY + timedelta(days=3), on=MADE, organization=shelter, side="THEIRS",
            is_shared=True,
        )  # fmt: skip
    contact(shelter, by=alma)
    make.desk("txnd", make.member("Erin Desk", Role.EOUSA))
    told(DAY)
    with logged_in_as_worker():
        Message.objects.deliver_due(at=at_hour(working(1), 12, TEXAS))

    [sent] = [each for each in mail.outbox if each.to == ["office@harbor.test"]]
    words = sent.body + "".join(str(content) for content, _kind in sent.alternatives)
    assert f"“{TEXT}”." in sent.body
    assert f"tell Alma Reyes, {alma.email}" in sent.body
    for hidden in ("Zanzibarq", "Someone Else", "Erin Desk"):
        assert hidden not in words, hidden
    assert sent.subject == "N.D. Tex.: 1 thing needs you"


# --- who reads what of it ----------------------------------------------------------------------------------------
def test_the_ledger_names_the_day_and_neither_text_nor_organization(alma, erin, rhea, shelter, client_of):
    promised(alma, DAY, organization=shelter)
    told(working(1))

    with acting_as(DatabaseRole.EOUSA_READER):
        rows = list(Message.objects.reminders().values_list("subject", flat=True))
    assert rows == ["A next step of the office: due Nov. 23, 2026"] * 2
    for person in (erin, rhea):
        page = client_of(person).get("/messages/").content.decode()
        assert "A next step of the office" in page
        assert TEXT not in page
        assert shelter.name not in page


@pytest.mark.parametrize(
    "role", [DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER, DatabaseRole.OARM, DatabaseRole.TOTALS]
)
def test_who_reads_no_steps_is_told_of_none_and_nothing_breaks(alma, role):
    promised(alma, DAY)
    office = make.office().pk
    with acting_as(role):
        assert list(step_reminders.ours(DAY, {office})) == []


def test_an_office_sees_what_comes_next(alma, client_of):
    promised(alma, DAY + timedelta(days=10))
    with log.at_office(alma) as member:
        assert member.office_id
        found = coming(NOW, offices={member.office_id}, causes={OURS, AWAITED, THEIRS})
    assert [(one.matter.cause, one.number) for one in found] == [(OURS, 0)]
    assert client_of(alma).get("/messages/").status_code == 200


def test_the_nation_is_read_in_one_question_for_each_cause(alma, django_assert_num_queries):
    for number in range(6):
        promised(alma, DAY + timedelta(days=number))
    with worker(), django_assert_num_queries(1):
        assert len(list(step_reminders.ours(DAY, set(range(1, 95))))) == 6


# --- news and calendar -------------------------------------------------------------------------------------------
def news_of(person: Person, since: Any, at: Any) -> list[Entry]:
    with worker():
        roles = list(Membership.objects.filter(person=person).select_related("office"))
        return list(news.kept_by_partners(Reader(person.email, person, roles), since, at))


def test_what_a_partner_marks_done_is_told_once_to_whoever_sees_to_it(alma, vic, pia, shelter):
    step = log.step(alma, None, TEXT, organization=shelter, side="THEIRS", is_shared=True)
    with log.at_office(pia):
        NextStep.objects.only("pk", "side").get(pk=step.pk).keep_as_partner(on=DAY)
    hour = timedelta(hours=1)

    [entry] = news_of(alma, NOW - hour, NOW)
    assert entry.title == "A partner did what it promised"
    assert entry.rows == [["Safe Harbor (invented)", TEXT, "Nov 23"]]
    assert news_of(alma, NOW, NOW + hour) == []
    assert news_of(vic, NOW - hour, NOW) == []


def test_what_the_office_closes_itself_is_no_news(alma):
    step = log.step(alma, None, TEXT)
    with log.at_office(alma):
        step.keep(by=alma, on=DAY)
    assert news_of(alma, NOW - timedelta(hours=1), NOW) == []


def test_the_owners_calendar_has_the_open_steps_and_names_no_confidential_partner(alma, vic, client_of, settings):
    with log.at_office(alma) as member:
        hidden = Organization.objects.create(name="Hidden House", office=member.office, is_confidential=True)
    log.step(alma, None, TEXT, due_on=DAY + timedelta(days=3))
    log.step(alma, None, "Bring the Hidden House keys", organization=hidden, due_on=DAY + timedelta(days=4))
    log.step(alma, None, "of Vic", owner=vic)
    page = client_of(alma).post("/calendar/make/", follow=True).content.decode()
    found = re.search(f'<code id="calendar-address">{settings.SITE_URL}([^<]+)</code>', page)
    assert found
    file = Client().get(found[1]).content

    titles = {meant(event["SUMMARY"]): event["DTSTART;VALUE=DATE"] for event in events(file)}
    assert titles[f"Next step: {TEXT}"] == "20261126"
    assert titles["Next step: with a confidential partner"] == "20261127"
    assert b"Hidden House" not in file
    assert not any("of Vic" in title for title in titles)
