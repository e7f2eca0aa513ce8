"""What the mail of a day tells besides reminders: each role its own, each office its own, and nobody a candidate."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.access import DatabaseRole, Role
from portal.calendar import CENTER, at_hour
from portal.models import (
    Information,
    Membership,
    Message,
    Preference,
    Suppression,
    by_matter,
    coming,
    compose,
    next_in_line,
    plan,
    recording_at,
    send_ahead,
)
from portal.models.suppression import WRONG_PERSON
from portal.tenancy import acting_as
from specialists.lists import overview
from specialists.matters import SILENT
from specialists.news import known_before
from specialists.stages import Stage, StepKey
from tests import make, servers
from tests.specialists import directives

MONDAY = make.DAY
LONG_AGO = at_hour(MONDAY - timedelta(days=100), 9, CENTER)


def on(days: int, hour: int = 9) -> Any:
    return at_hour(MONDAY + timedelta(days=days), hour, CENTER)


@pytest.fixture
def worker(transactional_db: None, urls: dict[str, str]) -> Iterator[Callable[[], None]]:
    """Call it to become the Celery worker's log-in."""
    yield lambda: servers.log_in(urls["DATABASE_WORKER_URL"])
    servers.log_in(urls["DATABASE_URL"])


@pytest.fixture
def as_web(urls):
    """Call it to become the web's log-in again."""
    return lambda: servers.log_in(urls["DATABASE_URL"])


def past(builder, *args, at=LONG_AGO, **fields):
    """A row that was on record long before anybody was told."""
    with recording_at(at):
        return builder(*args, **fields)


def run(at):
    plan(at=at)
    Message.objects.deliver_due(at=at)


def body_to(person):
    """The only mail to this person, in one line a paragraph."""
    (sent,) = [sent for sent in mail.outbox if sent.to == [person.email]]
    return sent.body


def silent(court_id, days, *, begun=None):
    """An office whose specialist left so many days ago and that was asked before, with its ladder since `begun`."""
    day = MONDAY - timedelta(days=days)
    past(make.appointment, court_id, starts_on=day - timedelta(days=400), ends_on=day)
    past(make.asking, court_id, asked_on=day - timedelta(days=1), ladder_on=begun)


# --- EOUSA ---------------------------------------------------------------------------------------------------------
def test_eousa_reads_the_94_in_four_numbers_and_the_exceptions_longest_first(worker, erin, rhea):
    past(make.appointment, "txnd")
    silent("nysd", 40)
    silent("akd", 143)
    past(make.staff_contact, "akd", email="usa.akd@example.test")
    worker()

    run(on(0))

    for reader in (erin, rhea):
        body = body_to(reader)
        assert "1 of 94 offices is covered. None is in hand, 2 are silent, the longest for 143 days, 91 are not" in body
        numbers = re.findall(r"^- (?:covered|in hand|silent|not yet asked); Number: (\d+)$", body, flags=re.MULTILINE)
        assert [int(number) for number in numbers] == [1, 0, 2, 91]
        assert body.index("- D. Alaska; Days without an answer: 143; Last word: specialist left Jul 3") < body.index(
            "- S.D.N.Y.; Days without an answer: 40"
        )
        assert "Next reminder: reminders not begun" in body
        assert "Nobody can be reached at 93 offices" in body
        assert "has an address that takes mail: S.D.N.Y., M.D. Ala., " in body, "the silent one first"
        assert not re.search(r"takes mail: .*D. Alaska", body)
        assert body.count("You get this because") == 3


@pytest.mark.parametrize(
    ("leads", "says"),
    [
        (True, "Dec 8, 2026: the US Attorney and the First Assistant\n"),
        (False, "Dec 8, 2026: nobody there can be reached: EOUSA’s desk officer for the office\n"),
    ],
)
def test_the_next_rung_that_reaches_somebody_stands_beside_a_silent_office(worker, erin, leads, says):
    silent("txnd", 40, begun=MONDAY)
    past(make.staff_contact, "txnd", post="STAFFING_MAILBOX", email="staff@example.test")
    past(make.staff_contact, "txnd", email="usa.txnd@example.test")
    worker()
    if not leads:
        Suppression.objects.refuse("USA.txnd@example.test", reason="550 no such user", at=LONG_AGO)

    run(on(0))

    assert f"Next reminder: {says}" in body_to(erin)


def test_a_rung_that_reaches_nobody_brings_the_next_one_as_early_and_again(worker, erin):
    silent("txnd", 40, begun=MONDAY)
    past(make.staff_contact, "txnd", post="STAFFING_MAILBOX", email="staff@example.test")
    worker()
    plan(at=on(0))
    with acting_as(DatabaseRole.JOBS):
        turns = coming(on(0), offices={make.office("txnd").pk}, causes={SILENT}, each_rung=True)
        (one,) = next_in_line(by_matter(turns)).values()
        assert [turn.rung.audience for turn in turns] == ["LEADERSHIP", "DESK", "EOUSA"]
        assert (one.coming.number, one.coming.on, one.is_passed_on) == (2, turns[0].on, True)
    with acting_as(DatabaseRole.JOBS):
        Suppression.objects.refuse(erin.email, reason="550 no such user", at=on(0))
        assert next_in_line(by_matter(turns)) == {}


# --- who cannot be reached -----------------------------------------------------------------------------------------
def test_eousa_is_told_once_of_addresses_that_get_no_more_mail(worker, as_web, erin, rhea, lena):
    past(make.staff_contact, "akd", email="Usa.akd@example.test")
    past(make.staff_contact, "nysd", email="usa.nysd@example.test")
    worker()
    run(on(0))
    mail.outbox.clear()
    Suppression.objects.refuse("usa.akd@example.test", reason="550 no such user", at=on(1))
    Suppression.objects.refuse("usa.nysd@example.test", reason=WRONG_PERSON, at=on(2))
    Suppression.objects.refuse("gone@example.test", reason="550 gone", at=on(2))
    as_web()
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        Suppression.objects.get(address="gone@example.test").lift(by=erin, at=on(3))
    worker()

    run(on(7))

    new = body_to(erin).partition("== New ==")[2].partition("== For information ==")[0]
    assert "2 addresses get no more mail" in new
    assert "- usa.akd@example.test; Office: D. Alaska; Why: mail to it is refused: 550 no such user" in new
    assert "- usa.nysd@example.test; Office: S.D.N.Y.; Why: the reader says: wrong person" in new
    assert "gone@example.test" not in new
    assert "get no more mail" not in body_to(rhea), "who only reads finds nobody"
    mail.outbox.clear()
    run(on(14))
    assert "no more mail" not in body_to(erin)


def test_the_weekly_rung_is_one_list_and_brings_no_other_news(worker, erin):
    for court_id in ("txnd", "nysd", "akd"):
        silent(court_id, 100, begun=MONDAY - timedelta(days=60))
    worker()
    run(on(0))
    body = body_to(erin)
    assert body.index("== Needs you ==") < body.index("3 offices are silent") < body.index("== For information ==")
    assert body.count("3 offices are silent") == 1
    mail.outbox.clear()

    run(on(1))
    run(on(2))
    for day in range(7, 9):
        run(on(day))

    assert len(mail.outbox) == 1
    body = body_to(erin)
    assert body.count("- N.D. Tex.") == 1
    assert body.count("3 offices are silent") == 1


def test_the_first_turn_of_the_weekly_rung_in_mid_week_brings_the_list_and_no_news(worker, as_web, erin):
    worker()
    run(on(0))
    mail.outbox.clear()
    as_web()
    silent("txnd", 100, begun=MONDAY - timedelta(days=60))
    past(make.desk, "txnd", erin)
    worker()

    run(on(2))

    body = body_to(erin)
    assert "- N.D. Tex.; Days without an answer: 102" in body
    assert "of 94 offices" not in body


def test_what_somebody_has_sent_ahead_is_said_of_that_one_office(worker, as_web, erin):
    for court_id in ("txnd", "nysd", "akd"):
        silent(court_id, 100, begun=MONDAY - timedelta(days=60))
    worker()
    run(on(0))
    mail.outbox.clear()
    as_web()
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        (one,) = coming(on(1), offices={make.office("txnd").pk}, causes={SILENT})
        assert one.rung.is_weekly
        send_ahead(one, by=erin, at=on(1))
    worker()

    run(on(1))

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([erin.email], "N.D. Tex.: 1 thing needs you")
    assert "Nobody can be reached at N.D. Tex." in sent.body
    assert "EOUSA had this reminder sent before its day, which is Nov. 30, 2026." in sent.body
    assert "are silent" not in sent.body
    mail.outbox.clear()
    run(on(7))
    assert "3 offices are silent" in body_to(erin)


def test_what_changed_and_what_is_new_is_told_once(worker, as_web, erin, lena):
    past(make.appointment, "txnd", ends_on=MONDAY + timedelta(days=3))
    past(make.asking, "txnd")
    worker()
    run(on(0))
    mail.outbox.clear()
    as_web()
    with recording_at(on(2)):
        make.appointment("nysd", starts_on=MONDAY - timedelta(days=9))
        make.appointment("akd", starts_on=MONDAY - timedelta(days=90))
    worker()

    run(on(7))
    body = body_to(erin)
    assert "Offices covered: −1 since November 23" in body
    assert "- N.D. Tex.; Day: Nov 26, 2026; What happened: The specialist’s appointment ended." in body
    assert "- S.D.N.Y.; Day: Nov 14, 2026; What happened: The specialist began (full time)." in body
    assert "1 specialist began" in body
    assert "D. Alaska; Day" not in body, "what was recorded months late is history"
    mail.outbox.clear()

    run(on(14))
    assert "What happened" not in body_to(erin)


def test_a_correction_tells_nothing_twice(worker, as_web, erin):
    first = past(make.appointment, "txnd", starts_on=MONDAY - timedelta(days=9))
    worker()
    run(on(0))
    mail.outbox.clear()
    as_web()
    with acting_as(DatabaseRole.EOUSA), recording_at(on(2)):
        first.end(ends_on=MONDAY + timedelta(days=90), by=erin, on=MONDAY)
    worker()

    run(on(7))

    assert "What happened" not in body_to(erin)


# --- OARM ----------------------------------------------------------------------------------------------------------
def test_oarm_reads_its_nominations_by_age_without_a_name(worker, oren):
    for court_id, days in (("txnd", 12), ("nysd", 34)):
        vacancy = make.vacancy(court_id, stage=Stage.NOMINATED, moved_on=MONDAY - timedelta(days=days))
        make.nomination(vacancy)
    worker()

    run(on(0))

    body = body_to(oren)
    assert "2 nominations wait for OARM, the oldest for 34 days (target 30)" in body
    assert body.index("- S.D.N.Y.; Days with OARM: 34; Over target: 4 days") < body.index(
        "- N.D. Tex.; Days with OARM: 12; Over target: no"
    )
    assert "of 94 offices" not in body
    assert not re.search(r"Cleo|Marsh|C\. ?M\.", body)


def test_without_nominations_oarm_is_not_written_to(worker, oren):
    worker()

    run(on(0))

    assert mail.outbox == []


# --- an office -----------------------------------------------------------------------------------------------------
def test_the_leadership_of_a_silent_office_reads_the_plain_sentence_and_the_law(worker, lena, alma):
    silent("txnd", 146)
    worker()

    run(on(0))

    body = body_to(lena)
    assert "Your office has no specialist since June 30, 2026 (146 days). It is silent. You owe an answer" in body
    assert "28 USC 542" in body
    assert [sent.to for sent in mail.outbox] == [[lena.email]], "a specialist owes no answer"


def test_a_reminder_of_the_silence_says_it_alone(worker, lena):
    silent("txnd", 146, begun=MONDAY)
    past(make.staff_contact, "txnd", post="STAFFING_MAILBOX", email="staff@example.test")
    worker()
    run(on(0))
    assert "Your office is silent" in body_to(lena)
    mail.outbox.clear()
    at = on(15)  # the second rung, on a Tuesday, and the first mail of this week

    run(on(15))

    body = next(sent.body for sent in mail.outbox if sent.to == [lena.email])
    assert at.isoweekday() == 2
    assert "domestic violence specialist" in body.partition("== Needs you ==")[2]
    assert "Your office is silent" not in body
    assert body.count("28 USC 542") == 1


def test_an_office_reads_its_own_news_and_nothing_of_another(worker, as_web, erin, alma, otis, lena):
    for court_id in ("txnd", "nysd"):
        past(make.appointment, court_id)
    worker()
    run(on(0))
    mail.outbox.clear()
    as_web()
    with recording_at(on(1)):
        vacancy = make.vacancy("nysd", stage=Stage.ANNOUNCED, moved_on=MONDAY)
        make.move(vacancy, StepKey.OPEN, MONDAY)
    directive = directives.write(erin, title="Zanzibarq title", at=on(1), due_on=MONDAY + timedelta(days=30))
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk), recording_at(on(1)):
        directive.issue(offices=[make.office("nysd")], version=directive.version, by=erin, at=on(1))
    worker()

    run(on(7))

    body = next(sent.body for sent in mail.outbox if sent.to == [otis.email] and "for information" in sent.subject)
    assert "- Nov 23, 2026; What happened: The vacancy moved: announced." in body
    assert "Zanzibarq title" in body
    assert "How your office stands" in body
    assert not [sent for sent in mail.outbox if sent.to in ([alma.email], [lena.email])], "nothing happened there"


def test_two_offices_of_one_leader_are_told_apart_in_one_mail(worker, lena):
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.create(person=lena, role=Role.LEADERSHIP, office=make.office("gud"))
    silent("txnd", 30)
    silent("gud", 20)
    worker()

    run(on(0))

    body = body_to(lena)
    assert "N.D. Tex.: Your office is silent" in body
    assert "D. Guam: Your office is silent" in body


def test_nothing_of_a_candidate_is_in_any_mail(worker, as_web, cast):
    for person in cast.values():
        with acting_as(DatabaseRole.OFFICE, person_id=person.pk):
            Preference.objects.choose(information=Information.DAILY, by=person)
    for court_id, stage in (("txnd", Stage.NOMINATED), ("nysd", Stage.CHECKS)):
        silent(court_id, 200, begun=MONDAY)
        make.nomination(make.vacancy(court_id, stage=stage, moved_on=MONDAY - timedelta(days=20)))
    worker()

    for day in range(12):
        run(on(day))

    assert {sent.to[0] for sent in mail.outbox} >= {cast[who].email for who in ("erin", "oren", "lena", "otis", "rhea")}
    said = [sent.subject + sent.body + sent.alternatives[0][0] for sent in mail.outbox]
    assert not [text for text in said if re.search(r"Cleo|Marsh|C\. ?M\.", text)]
    assert not {cast["opal"].email, cast["pia"].email, cast["ada"].email} & {sent.to[0] for sent in mail.outbox}


def rows_with_reminders():
    with acting_as(DatabaseRole.JOBS):
        return list(Message.objects.reminders())


# --- cost ----------------------------------------------------------------------------------------------------------
def test_a_monday_costs_each_mail_a_handful_of_queries(worker, cast):
    for court_id in ("txnd", "nysd"):
        silent(court_id, 40, begun=MONDAY)
    worker()
    plan(at=on(0, 7))
    with acting_as(DatabaseRole.JOBS):
        overview(on(0))
        known_before(on(-7))
    costs = {}
    while message := Message.objects.claim(at=on(0)):
        with CaptureQueriesContext(connection) as queries:
            compose(message, on(0))
        statements = [query["sql"] for query in queries]
        costs[message.recipient] = sum(not re.match(r"SAVEPOINT|RELEASE|BEGIN|RESET ROLE", sql) for sql in statements)

    assert len(costs) >= 6
    reminded = {row.recipient for row in rows_with_reminders()}
    assert max(cost for reader, cost in costs.items() if reader not in reminded) <= 11, costs
    assert max(costs.values()) <= 21, costs
