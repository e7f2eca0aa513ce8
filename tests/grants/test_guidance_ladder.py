"""Reminders of questions about money: who is told on which day; what stops them; that no word of them is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from grants import clocks
from grants.guidance import question_or_404
from grants.guidance_reminders import CENTRAL, CENTRAL_CONSULTED, CONSULTED, UNANSWERED
from grants.models import GuidanceRequest
from grants.models import answering as verbs
from portal import ladder
from portal.access import DatabaseRole, Role
from portal.calendar import CENTER, add_working_days, at_hour, local_day
from portal.hats import Hat
from portal.ladder import Said
from portal.models import Message, Person, plan
from portal.tenancy import acting_as
from tests import make, servers
from tests.conftest import served
from tests.grants.questions import WORDS, question
from tests.make import DAY, NOW
from tests.partners.log import at_office

TEXAS = ZoneInfo("America/Chicago")
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)


# --- the clocks, without a database ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("since", "day", "said"),
    [
        (MONDAY, MONDAY, "in 2 working days"),
        (MONDAY, date(2026, 11, 24), "in 1 working day"),
        (MONDAY, date(2026, 11, 25), "today"),
        (MONDAY, date(2026, 11, 26), "now"),  # Thanksgiving
        (MONDAY, date(2026, 11, 27), "1 working day late"),
        (FRIDAY, SATURDAY, "in 2 working days"),
        (FRIDAY, date(2026, 11, 24), "today"),
        (SATURDAY, SATURDAY, "in 3 working days"),
        (SATURDAY, date(2026, 11, 25), "today"),
        (MONDAY, date(2026, 12, 4), "6 working days late"),
    ],
)
def test_the_clock_counts_working_days(since, day, said):
    assert clocks.clock_words(clocks.answer_due(since), day) == said


def test_due_days_are_said_as_people_say_them():
    assert [clocks.due_words(MONDAY, day) for day in (FRIDAY, date(2026, 11, 22), MONDAY, date(2026, 11, 24))] == [
        "due November 23", "due tomorrow", "due today", "due November 23, 1 working day late",
    ]  # fmt: skip
    assert [clocks.after_words(days) for days in (0, 1, 1.5, 3.0)] == [
        "on the same working day", "after 1 working day", "after 1.5 working days", "after 3 working days",
    ]  # fmt: skip
    assert clocks.typical([]) is None


def test_what_was_due_on_a_friday_is_not_late_on_saturday():
    assert [clocks.last_good_day(day) > FRIDAY for day in (SATURDAY, MONDAY)] == [False, True]


def test_a_reply_gives_a_day_more_and_takes_none_away():
    assert clocks.due_after_reply(FRIDAY, MONDAY) == date(2026, 11, 24)
    assert clocks.due_after_reply(date(2026, 12, 9), MONDAY) == date(2026, 12, 9)


# --- the ladder ------------------------------------------------------------------------------------------------------
@pytest.fixture
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
    with logged_in_as_worker(), acting_as(DatabaseRole.JOBS):
        yield


def told(day: date) -> dict[str, set[int]]:
    """Plan on that day, and give who has been told by then, with the rungs: nobody is ""."""
    with logged_in_as_worker():
        plan(at=at_hour(day, 12, TEXAS))
    with worker():
        found: dict[str, set[int]] = {}
        for row in Message.objects.reminders().filter(cause__startswith="GUIDANCE_"):
            found.setdefault(row.recipient, set()).add(row.rung)
    return found


def said(key: str, number: int, day: date) -> Said:
    cause = ladder.cause_of(key)
    assert cause
    with worker():
        [matter] = cause.matters(day, {make.office().pk})
    return cause.said(matter, cause.rungs[number], day)


def working(days: int) -> date:
    return add_working_days(DAY, days)


def answered(made: GuidanceRequest, by: Person) -> None:
    with at_office(by):
        verbs.answer(made, text="Ask the state", by=by, at=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_monday")
class TestReminders:
    def test_the_owner_then_the_office_then_eousa(self, alma, vic, lena, olga, erin):
        question(alma)
        assert told(DAY) == {}
        assert told(working(1)) == {alma.email: {0}}
        assert told(working(2)) == {alma.email: {0}}
        assert told(working(3)) == {alma.email: {0, 1}}
        late = {alma.email: {0, 1}, vic.email: {2}, lena.email: {2}}
        assert told(working(4)) == late
        assert told(working(6)) == late
        assert told(working(7)) == late | {erin.email: {3}}

    def test_an_answer_ends_it_and_no_word_of_the_question_is_told(self, alma, vic, erin):
        made = question(alma)
        sentences = [said(UNANSWERED, number, working(8)) for number in range(4)]
        assert (
            sentences[0].title
            == "A question about federal money waits for your answer, due November 25, 6 working days late"
        )
        assert sentences[3].path == "/offices/txnd/"
        assert not any(word in str(sentences) for word in (WORDS, "helter", "Tarrant", "asker@example.test"))
        answered(made, alma)
        assert told(working(8)) == {}

    def test_while_an_agency_is_asked_the_owner_waits_and_asks_again_after_ten_days(self, alma, vic, erin):
        made = question(alma)
        with at_office(alma):
            verbs.consult(made, agency="OVW", by=alma, at=NOW)
        assert told(working(9)) == {}
        assert told(working(10)) == {alma.email: {0}}
        assert said(CONSULTED, 0, working(10)).title.endswith("waits for a federal agency for 10 working days")

    def test_an_agency_that_eousa_asked_was_asked_on_the_day_in_washington(self, erin):
        made = question(erin, court_id="gud", is_central=True)
        with at_office(erin):
            verbs.consult(question_or_404(Hat(Role.EOUSA), made.pk).request, agency="OVW", by=erin, at=NOW)
        with worker():
            cause = ladder.cause_of(CENTRAL_CONSULTED)
            assert cause
            assert [matter.on for matter in cause.matters(working(10), set())] == [local_day(NOW, CENTER)]
        assert local_day(NOW, CENTER) != local_day(NOW, make.office("gud").zone)

    def test_what_is_with_eousa_reminds_its_owner_there_and_then_every_editor(self, alma, erin):
        other = make.member("Enid Marsh", make.Role.EOUSA)
        question(erin, is_central=True)
        assert told(working(1)) == {erin.email: {0}}
        assert told(working(3)) == {erin.email: {0, 1}}
        assert told(working(4)) == {erin.email: {0, 1, 2}, other.email: {2}}
        assert said(CENTRAL, 0, working(1)).title.endswith("waits for your answer, due tomorrow")
