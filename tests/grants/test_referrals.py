"""Referrals and what became of them: said by one click, asked twice at most, told again before next year's opening."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from csv import DictReader
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants import asker_mails, milestone_mails, outcome_reminders, rates
from grants.demo import questions
from grants.demo.asked import QUESTIONS
from grants.models import GuidanceRequest, Opportunity, Outcome, Referral
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.asker_link import key_of
from grants.next_year import Reopening
from grants.outcomes import BECAUSE, asked_from, because_fits, second_day, turn
from grants.referrals import notices_of, reopenings, with_newest
from grants.taxonomy import AddressUse, Band, Because, Said
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.ladder import audience_of
from portal.models import STILL_HOLDS, Message, Person
from portal.tenancy import acting_as
from tests import servers
from tests.conftest import served
from tests.grants.questions import question
from tests.make import DAY, NOW
from tests.partners.log import at_office

A_DAY = timedelta(days=1)
CLOSES = date(2026, 12, 3)
NOTICE = 361001


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@contextmanager
def worker() -> Iterator[None]:
    """Logged in as the worker, which is where the jobs run."""
    servers.log_in(served["DATABASE_WORKER_URL"])
    try:
        yield
    finally:
        servers.log_in(served["DATABASE_URL"])


def notice(**facts: Any) -> Opportunity:
    defaults = {"id": NOTICE, "number": "O-OVW-2027-1", "title": "ICJR (invented)", "opens_on": date(2026, 10, 5)}
    with acting_as(DatabaseRole.EOUSA):
        return Opportunity.objects.create(**{**defaults, "closes_on": CLOSES, "is_demo": True, **facts})


def pointed(by: Person, *pointers: Pointer, **facts: Any) -> tuple[GuidanceRequest, list[Referral]]:
    """A question that was answered today with these programs."""
    made = question(by, **{"address_use": AddressUse.REMINDERS, **facts})
    with at_office(by):
        verbs.answer(made, text="Look at these", referrals=pointers or [Pointer("icjr")], by=by, at=NOW)
        return made, list(Referral.objects.filter(request=made.pk).order_by("pk"))


def say(by: Person, row: Referral, said: str, **facts: Any) -> Outcome:
    with at_office(by):
        return Outcome.objects.say(referral=row, said=said, by=by, **{"on": DAY, **facts})


def newest(by: Person, row: Referral) -> Any:
    with at_office(by):
        return with_newest(Referral.objects.filter(pk=row.pk)).get()


# --- when, pure ------------------------------------------------------------------------------------------------------
def test_a_word_is_missing_from_the_deadline_on_and_later_after_some_words():
    due = date(2026, 12, 4)
    assert asked_from(None, None, None) is None
    assert asked_from(due, None, None) == due
    assert asked_from(due, Said.WILL_APPLY, date(2026, 11, 24)) == due
    assert asked_from(due, Said.WILL_APPLY, date(2026, 12, 10)) == date(2027, 2, 8)
    assert asked_from(due, Said.APPLIED, date(2026, 12, 1)) == date(2027, 5, 30)
    assert {asked_from(due, said, due) for said in (Said.NOT_RELEVANT, Said.AWARDED, Said.NOT_AWARDED)} == {None}


def test_silence_is_asked_about_twice_and_then_no_more():
    first = date(2026, 12, 4)
    assert second_day(first) == date(2026, 12, 18)
    turns = {day: turn(first, day) for day in (first - A_DAY, first, date(2026, 12, 17), date(2026, 12, 18))}
    assert list(turns.values()) == [0, 1, 1, 2]
    assert turn(first, date(2027, 3, 18)) == 2
    assert turn(first, date(2027, 3, 19)) == 0


@pytest.mark.parametrize(
    ("opened_on", "about", "told_on"),
    [
        (date(2026, 1, 15), date(2027, 1, 15), date(2026, 11, 16)),
        (date(2028, 2, 29), date(2029, 2, 28), date(2028, 12, 30)),
        (date(2027, 2, 28), date(2028, 2, 28), date(2027, 12, 30)),
        (date(2027, 5, 1), date(2028, 5, 1), date(2028, 3, 2)),
    ],
)
def test_next_year_is_the_same_day_and_told_sixty_days_before(opened_on, about, told_on):
    one = Reopening(opened_on)
    assert (one.opens_about, one.told_on) == (about, told_on)
    made_on = told_on - A_DAY
    days = [told_on - A_DAY, told_on, about - A_DAY, about]
    assert [one.is_to_tell(made_on, day) for day in days] == [False, True, True, False]
    assert not one.is_to_tell(told_on, told_on)


def test_only_what_failed_has_a_reason_and_each_reason_has_its_place():
    assert BECAUSE.keys() == {Said.NOT_RELEVANT, Said.NOT_AWARDED}
    assert {one for found in BECAUSE.values() for one in found} == set(Because)
    assert because_fits(Said.NOT_AWARDED, Because.SCORED_LOWER)
    assert not because_fits(Said.NOT_RELEVANT, Because.SCORED_LOWER)
    assert not because_fits(Said.AWARDED, Because.OTHER)


# --- pointing and saying ---------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_pointer_asks_the_day_after_its_notice_or_sixty_days_later(alma):
    notice()
    notice(id=NOTICE + 1, number="F", is_forecast=True, closes_on=None, estimated_close_on=date(2027, 3, 1))
    notice(id=NOTICE + 2, number="C", closes_on=DAY - A_DAY)
    pointers = [Pointer("icjr", NOTICE), Pointer("icjr", NOTICE + 1), Pointer("stop")]
    made, rows = pointed(alma, *pointers)
    assert [row.outcome_due_on for row in rows] == [CLOSES + A_DAY, date(2027, 3, 2), DAY + timedelta(days=60)]

    def again(opportunity: int | None, program: str = "icjr") -> Referral:
        return Referral.objects.point(
            request=made, entry=None, program=program, opportunity=opportunity, by=alma, on=DAY
        )

    with at_office(alma):
        for number, sentence in ((NOTICE, "already"), (NOTICE + 2, "no applications"), (7, "No notice")):
            with pytest.raises(Refused, match=sentence):
                again(number)
        rows[2].withdraw(by=alma, on=DAY)
        assert again(None, "stop").pk != rows[2].pk
        with pytest.raises(Refused, match="already"):
            rows[2].withdraw(by=alma, on=DAY)


@pytest.mark.django_db
def test_a_program_named_without_a_notice_is_not_asked_about_while_one_is_open(alma):
    closes = date(2027, 2, 21)
    notice(listings=["16.524"], closes_on=closes)
    notice(id=NOTICE + 1, number="STOP", listings=["16.588"], closes_on=closes)
    notice(id=NOTICE + 2, number="RPE", listings=["93.136"], closes_on=closes)
    notice(id=NOTICE + 3, number="ICJR", listings=["16.590"], closes_on=DAY + A_DAY)
    _made, rows = pointed(alma, *(Pointer(key) for key in ("lav", "stop", "rpe", "icjr")))

    unnamed = DAY + timedelta(days=60)
    days = {row.program: row.outcome_due_on for row in rows}
    assert days == {"lav": closes + A_DAY, "stop": unnamed, "rpe": unnamed, "icjr": unnamed}
    assert newest(alma, rows[0]).due_on == closes + A_DAY


def change(number: int, **facts: Any) -> None:
    """What a later extract says of a notice."""
    with acting_as(DatabaseRole.EOUSA):
        Opportunity.objects.filter(pk=number).update(**facts)


FORECAST: dict[str, Any] = {
    "id": NOTICE + 1, "number": "F", "is_forecast": True, "opens_on": None, "closes_on": None,
    "estimated_close_on": date(2027, 3, 1),
}  # fmt: skip


@pytest.mark.django_db
def test_the_day_of_asking_follows_the_notice_as_it_is_known_now(alma):
    notice()
    notice(**FORECAST)
    _made, rows = pointed(alma, Pointer("icjr", NOTICE), Pointer("icjr", NOTICE + 1), Pointer("stop"))

    def due() -> list[date | None]:
        return [newest(alma, row).due_on for row in rows]

    unnamed = DAY + timedelta(days=60)
    assert due() == [CLOSES + A_DAY, date(2027, 3, 2), unnamed]
    change(NOTICE, closes_on=date(2027, 2, 21))
    change(NOTICE + 1, estimated_close_on=date(2027, 4, 1))
    assert due() == [date(2027, 2, 22), date(2027, 4, 2), unnamed]
    change(NOTICE, closes_on=DAY - A_DAY)
    notice(id=NOTICE + 2, number="f", closes_on=date(2026, 12, 20))
    change(NOTICE + 1, posted_as=NOTICE + 2)
    assert due() == [DAY + A_DAY, date(2026, 12, 21), unnamed]
    change(NOTICE, closes_on=None)
    assert due()[0] == CLOSES + A_DAY
    with at_office(alma):
        rows[0].withdraw(by=alma, on=DAY)
    assert due()[0] is None


@pytest.mark.django_db
def test_next_year_follows_what_was_posted_and_what_is_gone_and_falls_back_to_the_program(alma):
    notice(opens_on=date(2026, 2, 10))
    notice(**FORECAST)
    notice(**FORECAST | {"id": NOTICE + 2})
    notice(id=NOTICE + 3, number="F", opens_on=date(2027, 1, 15), listings=["16.590"])
    _made, rows = pointed(alma, *(Pointer("icjr", NOTICE + n) for n in range(3)))
    change(NOTICE, withdrawn_on=date(2026, 12, 5))
    change(NOTICE + 1, posted_as=NOTICE + 3, withdrawn_on=date(2027, 1, 15))
    change(NOTICE + 3, withdrawn_on=date(2027, 3, 5))

    with at_office(alma):
        named = notices_of(rows)
        found = reopenings(rows, named)
    assert {key - NOTICE: one.pk - NOTICE for key, one in named.items()} == {0: 0, 1: 3, 2: 2}
    assert [found[row.pk].opened_on for row in rows] == [date(2026, 2, 10), date(2027, 1, 15), date(2027, 1, 15)]


@pytest.mark.django_db
def test_the_newest_word_counts_and_none_is_lost(alma):
    _made, (row,) = pointed(alma)
    say(alma, row, Said.APPLIED)
    twice = say(alma, row, Said.AWARDED, band=Band.TO_150)
    assert say(alma, row, Said.AWARDED, band=Band.TO_150) == twice
    say(alma, row, Said.NOT_AWARDED, because=Because.SCORED_LOWER)
    found = newest(alma, row)
    assert (found.said, found.because, found.band, found.said_on) == ("NOT_AWARDED", "SCORED_LOWER", "", DAY)
    with at_office(alma):
        assert Outcome.objects.count() == 3
    for wrong in ({"because": Because.NO_TIME}, {"band": Band.TO_150}, {"on": DAY - A_DAY}):
        with pytest.raises(Refused):
            say(alma, row, Said.APPLIED, **wrong)
    with at_office(alma):
        row.withdraw(by=alma, on=DAY)
    with pytest.raises(Refused, match="withdrawn"):
        say(alma, row, Said.APPLIED)


def test_the_invented_words_fit_and_their_programs_stand_in_the_catalog():
    rows = Path(questions.__file__).parents[1] / "migrations/0002_programs.csv"
    with rows.open() as file:
        known = {row["key"] for row in DictReader(file)}
    for one in QUESTIONS:
        assert set(one.programs) <= known
        assert {word.program for word in one.heard} <= set(one.programs)
        assert all(because_fits(word.said, word.because) for word in one.heard if word.because)
        assert all(word.said == Said.AWARDED for word in one.heard if word.band)


# --- the link --------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_one_click_and_one_button_and_looking_changes_nothing(visitor, alma):
    made, (row,) = pointed(alma)
    _other, (foreign,) = pointed(alma, email="somebody.else@example.test")
    url = reverse("question-link-outcome", args=[key_of(made), row.pk])

    page = visitor.get(url, {"said": "APPLIED"})
    assert page.status_code == 200
    assert re.search(r'value="APPLIED"[^>]*checked', page.content.decode())
    assert page.headers["Cache-Control"] == "private, no-store"
    with at_office(alma):
        assert not Outcome.objects.exists()

    assert visitor.post(url, {"said": "APPLIED", "because": "NO_TIME"}).status_code == 422
    sent = visitor.post(url, {"said": "APPLIED"}, follow=True)
    assert (sent.redirect_chain, sent.status_code) == ([(url, 302)], 200)
    assert "we applied" in sent.content.decode()
    assert visitor.get(url, {"said": "x" * 999}).status_code == 200
    with at_office(alma):
        assert [(one.said, one.said_by) for one in Outcome.objects.all()] == [("APPLIED", None)]

    assert (
        visitor.post(reverse("question-link-outcome", args=[key_of(made), foreign.pk]), {"said": "APPLIED"}).status_code
        == 404
    )
    with time_machine.travel(NOW + timedelta(days=61), tick=False):
        assert visitor.post(url, {"said": "AWARDED"}).status_code == 410
    assert visitor.get(reverse("question-link-outcome", args=["made-up", row.pk])).status_code == 404
    with at_office(alma):
        assert Outcome.objects.count() == 1


@pytest.mark.django_db
def test_a_word_that_is_held_back_is_not_lost(visitor, alma, monkeypatch):
    monkeypatch.setattr(rates, "OF_QUESTION", (rates.Rate(0, rates.HOUR),))
    made, (row,) = pointed(alma)
    held = visitor.post(reverse("question-link-outcome", args=[key_of(made), row.pk]), {"said": "AWARDED"})
    assert held.status_code == 429
    assert "send this again in an hour" in held.content.decode()
    assert re.search(r'value="AWARDED"[^>]*checked', held.content.decode())
    with at_office(alma):
        assert not Outcome.objects.exists()


@pytest.mark.django_db
def test_each_says_it_where_it_is_theirs(client_of, alma, otis, erin, rhea, pia, shelter):
    _made, (row,) = pointed(alma, organization=shelter)
    _central, (far,) = pointed(erin, court_id="")

    def status(who: Person, route: str, one: Referral) -> int:
        return int(client_of(who).post(reverse(route, args=[one.pk]), {"said": "WILL_APPLY"}).status_code)

    asked = [(pia, "outcome-create", row), (alma, "outcome-record", row), (erin, "outcome-record", far)]
    assert [status(*one) for one in asked] == [302, 302, 302]
    assert client_of(erin).get(reverse("outcome-record", args=[far.pk])).status_code == 200
    foreign = [(otis, "outcome-record", row), (erin, "outcome-record", row), (pia, "outcome-create", far)]
    assert [status(*one) for one in foreign] == [404, 404, 404]
    assert status(rhea, "outcome-record", far) == 403
    with at_office(alma):
        assert list(Outcome.objects.values_list("said_by", flat=True)) == [pia.pk]
    assert status(alma, "referral-withdraw", row) == 302
    assert status(alma, "referral-withdraw", row) == 422
    assert [status(*one) for one in asked] == [404, 404, 302]


# --- asked by mail ---------------------------------------------------------------------------------------------------
MORNING = datetime(2026, 12, 4, 14, 30, tzinfo=UTC)
"""8:30 in Texas on the day after the notice closed."""


def mails(what: str) -> list[Message]:
    with acting_as(DatabaseRole.JOBS):
        return list(Message.objects.filter(cause=f"ASKER_{what}").select_related("words").order_by("period"))


@pytest.mark.django_db(transaction=True)
def test_the_asker_is_asked_in_the_morning_once_again_after_silence_and_never_doubled(alma):
    notice()
    made, rows = pointed(alma, Pointer("icjr", NOTICE), Pointer("lav", NOTICE), email="asker@example.test")
    pointed(alma, Pointer("icjr", NOTICE), email="only.answer@example.test", address_use=AddressUse.ANSWER)
    change(NOTICE, closes_on=CLOSES + A_DAY)
    with worker():
        assert asker_mails.ask_outcomes(at=MORNING) == 0
    change(NOTICE, closes_on=CLOSES)
    with worker():
        asked = [asker_mails.ask_outcomes(at=at) for at in (MORNING - timedelta(hours=1), MORNING, MORNING)]
        assert asked == [0, 1, 0]
        (mail,) = mails("OUTCOME")
        assert (mail.recipient, mail.about, mail.period) == (
            "asker@example.test",
            f"guidance:{made.pk}",
            "2026-12-04/1",
        )
        links = re.findall(r"/outcome/(\d+)/\?said=(\w+)", mail.words.text)
        assert links == [(str(row.pk), said.value) for row in rows for said in Said]
        holds = STILL_HOLDS["ASKER_OUTCOME"]
        with acting_as(DatabaseRole.JOBS):
            assert holds(mail)
    with time_machine.travel(MORNING, tick=False):
        say(alma, rows[0], Said.NOT_RELEVANT, on=date(2026, 12, 4))
    later = MORNING + timedelta(days=14)
    with worker():
        assert [asker_mails.ask_outcomes(at=at) for at in (later - A_DAY, later, later + A_DAY)] == [0, 1, 0]
        second = mails("OUTCOME")[1]
        assert second.period == "2026-12-04/2"
        assert f"/outcome/{rows[0].pk}/" not in second.words.text
    with time_machine.travel(later, tick=False):
        say(alma, rows[1], Said.APPLIED, on=date(2026, 12, 18))
    with worker(), acting_as(DatabaseRole.JOBS):
        assert not holds(second)


@pytest.mark.django_db(transaction=True)
def test_next_year_is_told_once_to_whom_it_was_of_use(alma):
    notice(opens_on=date(2026, 2, 10), listings=["16.590"])
    _made, rows = pointed(alma, Pointer("icjr", NOTICE), Pointer("lav", NOTICE))
    say(alma, rows[1], Said.NOT_RELEVANT)
    at = datetime(2026, 12, 12, 15, 0, tzinfo=UTC)
    with worker():
        assert [asker_mails.tell_reopenings(at=at + n * A_DAY) for n in (-1, 0, 1, 90)] == [0, 1, 0, 0]
        (mail,) = mails("REOPENS")
        assert mail.period == str(rows[0].pk)
        assert "Feb. 10, 2027" in mail.words.text
        with acting_as(DatabaseRole.JOBS):
            assert STILL_HOLDS["ASKER_REOPENS"](mail)
    with at_office(alma):
        rows[0].withdraw(by=alma, on=DAY)
    with worker(), acting_as(DatabaseRole.JOBS):
        assert not STILL_HOLDS["ASKER_REOPENS"](mail)


@pytest.mark.django_db(transaction=True)
def test_the_jobs_ask_the_ledger_once_however_many_questions_there_are(alma):
    notice(opens_on=date(2026, 2, 10), listings=["16.590"])
    for _number in range(3):
        _made, (row,) = pointed(alma, Pointer("icjr", NOTICE))
        say(alma, row, Said.WILL_APPLY)
    jobs = [
        (milestone_mails.tell_milestones, MORNING - timedelta(days=8)),
        (asker_mails.ask_outcomes, MORNING),
        (asker_mails.tell_reopenings, datetime(2026, 12, 12, 15, 0, tzinfo=UTC)),
    ]
    for job, at in jobs:
        with worker():
            assert job(at=at) == 3, job
            with CaptureQueriesContext(connection) as asked:
                assert job(at=at) == 0
        assert sum('FROM "portal_message"' in query["sql"] for query in asked) == 1, job


# --- the ladder ------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_the_owner_is_told_of_silence_and_nobody_of_another_office(alma, vic, otis, erin):
    notice()
    pointed(alma, Pointer("icjr", NOTICE), address_use=AddressUse.ANSWER)
    pointed(erin, Pointer("icjr", NOTICE), court_id="")
    offices = [alma.memberships.get().office_id]
    with worker(), acting_as(DatabaseRole.JOBS):
        assert not list(outcome_reminders.of_offices(CLOSES, offices))
        (matter,) = outcome_reminders.of_offices(CLOSES + A_DAY, offices)
        assert (matter.on, matter.name) == (CLOSES + A_DAY, "named on Nov. 23, 2026")
        assert [one.email for one in audience_of("OUTCOME_KEEPER").find([matter])[matter]] == [alma.email]
        (central,) = outcome_reminders.of_center(CLOSES + A_DAY, [])
        assert [one.email for one in audience_of("OUTCOME_CENTER").find([central])[central]] == [erin.email]
        said = outcome_reminders.words(matter, outcome_reminders.CAUSES[2].rungs[0], CLOSES)
        assert said.path == reverse("guidance-detail", args=[matter.facts["row"].request_id])
    with at_office(otis):
        assert not list(outcome_reminders.of_offices(CLOSES + A_DAY, offices))
    change(NOTICE, closes_on=date(2026, 12, 30))
    with worker(), acting_as(DatabaseRole.JOBS):
        assert not list(outcome_reminders.of_offices(CLOSES + A_DAY, offices))
        (later,) = outcome_reminders.of_offices(date(2026, 12, 31), offices)
        assert later.period == "2026-12-31"
    change(NOTICE, closes_on=date(2026, 11, 30))
    with worker(), acting_as(DatabaseRole.JOBS):
        assert [one.period for one in outcome_reminders.of_offices(date(2026, 12, 1), offices)] == ["2026-12-01"]
