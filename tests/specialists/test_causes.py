"""Each cause of the ladder about the post: when it begins and ends, on which days its rungs are due, what it says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import ladder
from portal.access import DATABASE_ROLE, OFFICE_ROLES, DatabaseRole, Permission, Role, may
from portal.calendar import CENTER
from portal.ladder import Cause, Matter, Rung, Said
from portal.models import Message, Office, Suppression
from portal.models.reply_links import reply_url
from portal.tenancy import Binding, acting_as, bound
from specialists import matters
from specialists.lists import overdue
from specialists.models import Clearance, Directive, Response
from specialists.stages import Stage
from tests import make, servers
from tests.conftest import served
from tests.make import DAY

pytestmark = pytest.mark.django_db(transaction=True)
CANDIDATE = ("Cleo", "Marsh", "C. M.", "cleo.marsh")
OFFICE = "txnd"
OF_AN_OFFICE = {"STAFFING": "olga", "LEADERSHIP": "lena", "HEADS": "olga"}
READERS = OF_AN_OFFICE | {"DESK": "erin", "EOUSA": "erin", "OARM": "oren", "ANALYSTS": "oren"}
"""Somebody of each audience."""
ALL = [
    matters.SILENT, matters.LAPSING, matters.DIRECTIVE, matters.VACANCY, matters.VACANCY_EOUSA, matters.NOMINATION,
    matters.CHECKS, matters.NOT_TO_EXCEED,
]  # fmt: skip


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


LONG_AGO, LATELY, SOON = ago(400), ago(5), DAY + timedelta(days=8)


def cause(key: str) -> Cause:
    found = ladder.cause_of(key)
    assert found
    return found


@contextmanager
def worker() -> Iterator[None]:
    """As the planner: logged in and bound as it is."""
    servers.log_in(served["DATABASE_WORKER_URL"])
    with acting_as(DatabaseRole.JOBS):
        yield
    servers.log_in(served["DATABASE_URL"])


def waits(key: str, day: date = DAY, *court_ids: str) -> list[Matter]:
    """What waits at these offices (N.D. Tex.) for this cause."""
    offices = {make.office(court_id).pk for court_id in court_ids or [OFFICE]}
    with worker():
        return list(cause(key).matters(day, offices))


def said(key: str, number: int, day: date = DAY) -> Said:
    """What this rung says of the one matter that waits."""
    [matter] = waits(key, day)
    return cause(key).said(matter, cause(key).rungs[number], day)


# --- what is on record -------------------------------------------------------------------------------------------
def begin(court_id: str = OFFICE, on: date | None = LONG_AGO) -> None:
    """EOUSA has asked the office, and begun its ladder on that day (None: it has not)."""
    make.asking(court_id, asked_on=ago(400), ladder_on=on)


def owe(court_id: str = OFFICE, due_on: date = SOON, sent_on: date = LATELY, **facts: Any) -> Response:
    """The office owes this response."""
    by, at = make.person(), datetime.combine(sent_on, time(9), CENTER)
    words: dict[str, Any] = {"title": "Name your specialist", "text": "Say.", "legal_basis": "28 USC 542"}
    words |= {"issuers": "EOUSA", "asks": "COVERAGE", "due_on": due_on, "written_by": by, "written_at": at}
    with acting_as(DatabaseRole.EOUSA):
        directive = Directive.objects.create(**words | {"issued_by": by, "issued_at": at} | facts)
        return Response.objects.create(directive=directive, office=make.office(court_id), sent_at=at)


def clearance(vacancy: Any, **dates: date) -> Clearance:
    return make.row(Clearance, vacancy.office.court_id, vacancy=vacancy, **dates)  # type: ignore[no-any-return]


def put(key: str, court_id: str = OFFICE) -> None:
    """The one thing on record by which the office has this matter."""
    if key == matters.LAPSING:
        make.answer(court_id, says="CANNOT_NOW", reason="NO_SLOT", given_on=ago(20), review_on=DAY + timedelta(days=9),
                    lapses_on=DAY + timedelta(days=9))  # fmt: skip
    elif key == matters.DIRECTIVE:
        owe(court_id)
    elif key in STAGES:
        put_vacancy(STAGES[key], court_id)


STAGES = {
    matters.VACANCY: Stage.ANNOUNCED, matters.VACANCY_EOUSA: Stage.POSITION_REQUESTED,
    matters.NOMINATION: Stage.NOMINATED, matters.CHECKS: Stage.CHECKS, matters.NOT_TO_EXCEED: Stage.ENTERED,
}  # fmt: skip


def put_vacancy(stage: Stage, court_id: str) -> None:
    vacancy = make.vacancy(court_id, stage=stage, moved_on=ago(50))
    if stage is Stage.NOMINATED:
        make.nomination(vacancy)
    if stage is Stage.ENTERED:
        make.nomination(vacancy, state="APPROVED")
    if stage is Stage.CHECKS:
        clearance(vacancy, background_opened_on=ago(45))
    if stage is Stage.ENTERED:
        clearance(vacancy, not_to_exceed_on=DAY + timedelta(days=40))


# --- the table ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ALL)
def test_each_ladder_ends_at_the_center(key):
    assert not ladder.audience_of(cause(key).rungs[-1].audience).is_of_the_office


@pytest.mark.parametrize("key", [*ALL, "ACCOUNT_IDLE"])
def test_each_rung_lies_within_the_limits_of_its_tuning(key):
    for rung in cause(key).rungs:
        assert rung.limits[0] <= rung.days <= rung.limits[1]
        assert str(ladder.audience_of(rung.audience).label)


D = date.fromisoformat
RUNGS = {
    matters.SILENT: (D("2026-11-23"), ["2026-11-23", "2026-12-08", "2026-12-22", "2026-12-30"]),
    matters.LAPSING: (D("2026-12-12"), ["2026-11-27", "2026-12-08", "2026-12-10"]),
    matters.DIRECTIVE: (D("2026-12-01"), ["2026-11-23", "2026-12-02", "2026-12-08", "2026-12-15"]),
    matters.VACANCY: (D("2026-11-23"), ["2026-11-23", "2026-12-08", "2026-12-22"]),
    matters.VACANCY_EOUSA: (D("2026-11-23"), ["2026-11-23", "2026-12-08"]),
    matters.NOMINATION: (D("2026-10-20"), ["2026-11-04", "2026-11-19", "2026-11-19", "2026-12-04"]),
    matters.CHECKS: (D("2026-01-15"), ["2026-03-16", "2026-05-15", "2026-08-13", "2026-08-13"]),
    matters.NOT_TO_EXCEED: (D("2027-03-01"), ["2026-12-01", "2026-12-31", "2027-01-29", "2027-01-29"]),
}
"""By cause: a matter's day, and when its rungs are due, as counted on a wall calendar (Thanksgiving on November 26,
Christmas on Friday, December 25). 30 days before March 1, 2027 is Saturday, January 30: told on the Friday."""


@pytest.mark.parametrize("key", ALL)
def test_the_rungs_are_due_on_their_days(key):
    on, days = RUNGS[key]

    assert [ladder.nominal_day(rung, on).isoformat() for rung in cause(key).rungs] == days


# --- when it begins ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ALL)
def test_no_cause_speaks_before_eousa_has_begun_the_ladder_of_the_office(key):
    begin(on=None)
    begin("nysd", on=ago(400))
    for court_id in (OFFICE, "nysd", "gud"):
        put(key, court_id)

    [matter] = waits(key, DAY, OFFICE, "nysd", "gud")
    assert matter.office_id == make.office("nysd").pk
    assert matter.from_day >= ago(400)


@pytest.mark.parametrize("key", ALL)
def test_only_the_offices_asked_for_are_looked_at(key):
    for court_id in (OFFICE, "nysd"):
        begin(court_id)
        put(key, court_id)

    assert [matter.office_id for matter in waits(key, DAY, OFFICE)] == [make.office(OFFICE).pk]


@pytest.mark.parametrize("key", ALL)
def test_the_same_matter_has_the_same_key_on_every_day(key):
    begin()
    put(key)

    assert {ladder.key_of(*waits(key, DAY + timedelta(days=n))) for n in range(3)} == {ladder.key_of(*waits(key))}


# --- silence -----------------------------------------------------------------------------------------------------
def test_silence_counts_from_its_first_day_or_from_the_day_on_which_the_ladder_began():
    begin(on=ago(30))
    make.appointment(OFFICE, starts_on=ago(300), ends_on=ago(10))
    begin("nysd", on=ago(30))
    make.appointment("nysd", starts_on=ago(300), ends_on=ago(100))

    assert [matter.on for matter in waits(matters.SILENT, DAY, OFFICE)] == [ago(10)]
    assert [matter.on for matter in waits(matters.SILENT, DAY, "nysd")] == [ago(30)]


@pytest.mark.parametrize("what", ["appointment", "answer", "vacancy"])
def test_silence_ends_with_a_specialist_an_answer_or_a_vacancy(what):
    begin()
    assert waits(matters.SILENT)

    getattr(make, what)(OFFICE, **({"stage": Stage.SCREENING} if what == "vacancy" else {}))
    assert not waits(matters.SILENT)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage.is_open])
def test_only_an_office_that_has_to_act_itself_falls_silent_with_an_open_vacancy(stage):
    begin()
    make.vacancy(OFFICE, stage=stage, moved_on=ago(1000))

    assert bool(waits(matters.SILENT)) is stage.turn.party.is_of_the_office


def test_a_stage_of_the_offices_own_counts_for_its_target_and_14_days():
    begin()
    make.vacancy(OFFICE, stage=Stage.ANNOUNCED, moved_on=ago(45 + 14))

    assert not waits(matters.SILENT, ago(1))
    assert [matter.on for matter in waits(matters.SILENT)] == [DAY]


# --- an answer about to lapse ------------------------------------------------------------------------------------
def test_an_answer_is_about_to_lapse_while_the_office_stands_by_it():
    begin()
    put(matters.LAPSING)
    lapses = DAY + timedelta(days=9)

    assert [matter.on for matter in waits(matters.LAPSING)] == [lapses]
    assert waits(matters.LAPSING, lapses - timedelta(days=1))
    assert not waits(matters.LAPSING, lapses)


def test_an_answer_that_is_not_the_offices_standing_does_not_matter():
    begin()
    put(matters.LAPSING)
    make.appointment(OFFICE)

    assert not waits(matters.LAPSING)


def test_nobody_is_reminded_of_an_answer_on_the_day_on_which_it_was_given():
    begin()
    make.answer(OFFICE, given_on=DAY, lapses_on=DAY + timedelta(days=5))

    [matter] = waits(matters.LAPSING)
    assert ladder.due_day(cause(matters.LAPSING).rungs, 0, matter, DAY) == DAY + timedelta(days=1)


# --- directives --------------------------------------------------------------------------------------------------
def test_a_directive_is_owed_until_it_is_answered():
    begin()
    response = owe()

    assert [(matter.about, matter.on) for matter in waits(matters.DIRECTIVE)] == [
        (f"response:{response.pk}", DAY + timedelta(days=8))
    ]
    with acting_as(DatabaseRole.EOUSA):
        response.close(Response.With.SERVES, by=make.person(), at=make.NOW)
    assert not waits(matters.DIRECTIVE)


def test_a_directive_overdue_before_the_ladder_began_counts_from_its_beginning_and_says_its_own_day():
    begin(on=ago(1))
    owe(due_on=ago(60), sent_on=ago(90))

    (matter,) = waits(matters.DIRECTIVE)
    with worker():
        (listed,) = overdue([matter], datetime.combine(DAY, time(12), CENTER))

    assert (matter.on, matter.period) == (ago(1), ago(60).isoformat())
    assert [row[-1] for row in listed.rows] == ["60"]


def test_an_acknowledgment_does_not_end_what_is_owed_where_more_is_asked():
    begin()
    response = owe()
    with acting_as(DatabaseRole.EOUSA):
        response.acknowledge(by=make.person(), at=make.NOW)

    assert waits(matters.DIRECTIVE)


@pytest.mark.parametrize("facts", [{"withdrawn_at": make.NOW}, {"issued_at": None, "issued_by": None}])
def test_a_directive_withdrawn_or_not_issued_is_owed_by_nobody(facts):
    begin()
    owe(**facts)

    assert not waits(matters.DIRECTIVE)


def test_a_directive_reminds_nobody_on_the_day_on_which_it_was_sent():
    begin()
    owe(due_on=DAY + timedelta(days=1), sent_on=DAY)

    [matter] = waits(matters.DIRECTIVE)
    assert matter.from_day == DAY + timedelta(days=1)


# --- vacancies ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("stage", list(Stage)[:-2])
def test_each_stage_reminds_whoever_acts_in_it(stage):
    begin()
    make.vacancy(OFFICE, stage=stage, moved_on=ago(70))
    party = stage.turn.party.value
    whose = {"EOUSA": matters.VACANCY_EOUSA, "OARM": matters.NOMINATION, "INVESTIGATION": matters.CHECKS}

    found = [key for key in (*whose.values(), matters.VACANCY) if waits(key)]
    assert found == [whose.get(party, matters.VACANCY)]


def test_a_vacancy_matters_from_the_day_of_its_target():
    begin()
    put(matters.VACANCY)

    assert [matter.on for matter in waits(matters.VACANCY)] == [ago(50 - 45)]


def test_a_vacancy_late_before_the_ladder_began_counts_from_its_beginning():
    begin(on=ago(1))
    put(matters.VACANCY)

    assert [matter.on for matter in waits(matters.VACANCY)] == [ago(1)]


def test_a_vacancy_that_moves_is_another_matter():
    begin()
    vacancy = make.vacancy(OFFICE, stage=Stage.BUDGET_IDENTIFIED, moved_on=ago(50))
    before = ladder.key_of(*waits(matters.VACANCY))
    with acting_as(DatabaseRole.EOUSA):
        type(vacancy).objects.filter(pk=vacancy.pk).update(stage=Stage.ANNOUNCED, moved_on=DAY)

    assert ladder.key_of(*waits(matters.VACANCY)) != before


def test_a_nomination_waits_from_the_day_on_which_it_was_sent_until_oarm_decides():
    begin()
    put(matters.NOMINATION)
    assert [matter.on for matter in waits(matters.NOMINATION)] == [ago(50)]

    with acting_as(DatabaseRole.EOUSA):
        make.Vacancy.objects.update(stage=Stage.RETURNED, moved_on=DAY)
    assert not waits(matters.NOMINATION)


# --- checks and temporary appointments ---------------------------------------------------------------------------
def test_an_investigation_counts_from_its_opening_or_from_the_first_day_of_the_checks():
    begin()
    vacancy = make.vacancy(OFFICE, stage=Stage.CHECKS, moved_on=ago(70))
    assert [matter.on for matter in waits(matters.CHECKS)] == [ago(70)]

    clearance(vacancy, background_opened_on=ago(65))
    assert [matter.on for matter in waits(matters.CHECKS)] == [ago(65)]


def test_an_investigation_that_has_ended_reminds_nobody():
    begin()
    vacancy = make.vacancy(OFFICE, stage=Stage.CHECKS, moved_on=ago(70))
    clearance(vacancy, background_opened_on=ago(65), background_closed_on=ago(1))

    assert not waits(matters.CHECKS)


def test_a_temporary_appointment_matters_until_its_last_day():
    begin()
    put(matters.NOT_TO_EXCEED)
    last = DAY + timedelta(days=40)

    assert [matter.on for matter in waits(matters.NOT_TO_EXCEED, last)] == [last]
    assert not waits(matters.NOT_TO_EXCEED, last + timedelta(days=1))


def test_an_extension_is_another_matter():
    begin()
    put(matters.NOT_TO_EXCEED)
    before = ladder.key_of(*waits(matters.NOT_TO_EXCEED))
    with acting_as(DatabaseRole.EOUSA):
        Clearance.objects.get().supersede(by=make.person(), not_to_exceed_on=DAY + timedelta(days=200))

    assert ladder.key_of(*waits(matters.NOT_TO_EXCEED)) != before


@pytest.mark.parametrize(("ends_on", "matters_still"), [(None, True), (DAY + timedelta(days=1), True), (DAY, False)])
def test_who_has_left_has_no_temporary_appointment(ends_on, matters_still):
    begin()
    appointed = make.appointment(OFFICE, starts_on=ago(20), ends_on=ends_on)
    vacancy = make.vacancy(OFFICE, stage=Stage.ENTERED, moved_on=ago(20))
    clearance(vacancy, not_to_exceed_on=DAY + timedelta(days=40))
    with acting_as(DatabaseRole.EOUSA):
        designated = {"stage": Stage.DESIGNATED, "closed_on": ago(20), "appointment": appointed}
        make.Vacancy.objects.filter(pk=vacancy.pk).update(**designated)

    assert bool(waits(matters.NOT_TO_EXCEED)) is matters_still


# --- words -------------------------------------------------------------------------------------------------------
STEPS = [(key, number) for key in ALL for number in range(4) if key != "VACANCY_EOUSA" or number < 2]
STEPS = [step for step in STEPS if not (step[0] in {"LAPSING", "VACANCY"} and step[1] == 3)]


@pytest.mark.parametrize(("key", "number"), STEPS)
def test_each_rung_speaks_plainly_and_its_page_opens_for_who_is_told(cast, client_of, key, number):
    begin()
    put(key)
    rung: Rung = cause(key).rungs[number]
    words = said(key, number)
    is_own = rung.audience in OF_AN_OFFICE
    everything = f"{words.title} {words.text} {words.act}"

    assert ("our office" in everything) is is_own
    assert ("N.D. Tex." in everything) is not is_own
    assert not [word for word in CANDIDATE if word in everything]
    assert "%(" not in everything
    assert words.text.endswith(".")
    assert not words.title.endswith(".")
    assert bool(words.answers) is is_own
    assert client_of(cast[READERS[rung.audience]]).get(words.path).status_code == 200


@pytest.mark.parametrize("key", [key for key in ALL if key not in {matters.VACANCY_EOUSA, matters.NOMINATION}])
def test_the_link_in_a_reminder_finds_its_reason_with_the_rights_of_the_office(key, visitor):
    begin()
    put(key)
    (matter,) = waits(key)
    number = 0
    rung = cause(key).rungs[number]
    is_secret = cause(key).is_confidential
    with worker():
        told = Message.objects.create(
            id=uuid4(), cause=key, about=matter.about, rung=number, period=matter.period, due_on=DAY, state="SENT",
            recipient="usa@example.test", office=make.office(OFFICE), subject="x", audience=rung.audience,
            is_confidential=is_secret, sent_at=make.NOW,
        )  # fmt: skip

    with time_machine.travel(make.NOW, tick=False):
        page = visitor.get(urlsplit(reply_url(told, "ACKNOWLEDGED")).path)

    assert page.status_code == 200
    assert "We have read this</button>" in page.content.decode()


@pytest.mark.parametrize("key", ALL)
def test_why_it_came_is_true_on_any_day_also_before_the_first_rung(key):
    assert not re.search("longer than|within the target|comes near|overdue|over target", str(cause(key).why))


def test_every_rung_is_tried():
    assert len(STEPS) == sum(len(cause(key).rungs) for key in ALL)


def test_the_office_reads_how_long_it_has_had_nobody_and_its_leadership_the_law():
    begin()
    make.appointment(OFFICE, starts_on=ago(300), ends_on=ago(146))

    first, second = said(matters.SILENT, 0), said(matters.SILENT, 1)

    assert first.title == "Your office has no specialist since June 30, 2026 (146 days)"
    assert first.text.startswith(
        "EOUSA asked on Oct. 19, 2025 and has no answer that holds. Last on record: specialist "
    )
    assert "no statute requires this post" in second.text
    assert "28 USC 542" in second.text
    assert "no statute" not in first.text
    assert (first.path, second.path) == ("/offices/txnd/staffing/", "/offices/txnd/answers/new/")


def test_on_the_first_day_no_days_are_counted():
    begin(on=DAY)
    make.appointment(OFFICE, starts_on=ago(300), ends_on=DAY)

    assert said(matters.SILENT, 0).title == "Your office has no specialist since Nov. 23, 2026"


def test_a_stalled_vacancy_is_named_to_a_silent_office():
    begin()
    make.vacancy(OFFICE, stage=Stage.ANNOUNCED, moved_on=ago(70))

    assert (
        "The vacancy at “announced” no longer counts as hiring. Day 70 of 45, 25 days over target."
        in said(matters.SILENT, 0).text
    )


def test_the_center_reads_whether_anybody_can_be_reached():
    begin()
    assert said(matters.SILENT, 2).title == "Nobody can be reached at N.D. Tex."

    make.staff_contact(OFFICE, email="Usa@example.test")
    assert said(matters.SILENT, 2).title == "N.D. Tex. has never had a specialist on record here (400 days)"

    with worker():
        Suppression.objects.refuse("usa@example.test", reason="550 no such user", at=make.NOW)
    assert said(matters.SILENT, 2).title == "Nobody can be reached at N.D. Tex."


@pytest.mark.parametrize(
    ("due_on", "title", "when"),
    [
        (DAY + timedelta(days=8), "“Name your specialist” is due on Dec. 1, 2026", "due on Dec. 1, 2026, in 8 days."),
        (DAY, "“Name your specialist” is due on Nov. 23, 2026", "is due on Nov. 23, 2026, today."),
        (ago(1), "“Name your specialist” was due on Nov. 22, 2026", "was due on Nov. 22, 2026, 1 day ago."),
    ],
)
def test_a_directive_says_until_when(due_on, title, when):
    begin()
    owe(due_on=due_on)
    words = said(matters.DIRECTIVE, 0)

    assert words.title == title
    assert when in words.text
    assert "Your office has to say who does the specialist’s work, or why nobody does." in words.text
    assert words.text.endswith("Nobody has acknowledged it yet. Legal basis: 28 USC 542.")


def test_what_was_said_by_link_is_not_asked_again():
    begin()
    response = owe()
    assert said(matters.DIRECTIVE, 0).answers == ("ACKNOWLEDGED", "HIRING", "NOT_ME")

    with acting_as(DatabaseRole.EOUSA):
        response.acknowledge(by=make.person(), at=make.NOW)
    assert said(matters.DIRECTIVE, 0).answers == ("HIRING", "NOT_ME")
    assert "It was acknowledged, which does not answer it." in said(matters.DIRECTIVE, 0).text


def test_who_has_only_to_acknowledge_is_not_asked_whether_the_office_hires():
    begin()
    owe(asks="ACKNOWLEDGE")

    assert said(matters.DIRECTIVE, 0).answers == ("ACKNOWLEDGED", "NOT_ME")
    assert "acknowledged it yet" not in said(matters.DIRECTIVE, 0).text


def test_a_vacancy_says_whose_turn_it_is_and_how_late():
    begin()
    put(matters.VACANCY)

    assert said(matters.VACANCY, 0).title == "Your vacancy has been at “announced” for 50 days"
    assert said(matters.VACANCY, 0).text.startswith(
        "Your office has to close the announcement and screen. Day 50 of 45, 5 days over target."
    )
    assert said(matters.VACANCY, 0).text.endswith(
        "It counts as hiring until Dec. 2, 2026; from then on an office with no other answer is silent."
    )
    assert said(matters.VACANCY, 2, DAY + timedelta(days=9)).text.endswith(
        "It has not counted as hiring since Dec. 2, 2026: an office with no other answer is silent."
    )
    assert said(matters.VACANCY, 2).text.startswith("N.D. Tex.: the office has to close the announcement and screen.")


def test_an_investigation_without_a_recorded_opening_says_so():
    begin()
    make.vacancy(OFFICE, stage=Stage.CHECKS, moved_on=ago(70))

    assert (
        "when the background investigation was opened is not recorded. That is 70 days" in said(matters.CHECKS, 0).text
    )


@pytest.mark.parametrize("key", [matters.CHECKS, matters.NOT_TO_EXCEED])
def test_no_mailbox_that_others_may_read_is_told_of_a_candidate(key, olga, alma):
    begin()
    put(key)
    make.staff_contact(OFFICE, post="STAFFING_MAILBOX", email="mailbox@example.test")
    make.staff_contact(OFFICE, post="ADMINISTRATIVE_OFFICER", email="officer@example.test")
    [matter] = waits(key)
    with worker():
        told = {
            one.email for rung in cause(key).rungs for one in ladder.audience_of(rung.audience).find([matter])[matter]
        }

    assert cause(key).is_confidential
    assert told == {olga.email, "officer@example.test"}


# --- cost and rights ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ALL)
def test_a_cause_costs_the_same_few_queries_for_one_office_as_for_all(key):
    courts = ["txnd", "nysd", "gud", "cand", "hid"]
    for court_id in courts:
        begin(court_id)
        put(key, court_id)
    every = set(Office.objects.values_list("pk", flat=True))
    with worker(), CaptureQueriesContext(connection) as queries:
        found = list(cause(key).matters(DAY, every))

    assert len(found) == len(courts)
    assert len(queries) <= 3


@pytest.mark.parametrize("role", [Role.EOUSA, Role.EOUSA_READER, Role.OARM, Role.LEADERSHIP, Role.OFFICER, Role.STAFF])
def test_whoever_may_know_of_a_cause_may_read_what_waits(role):
    begin()
    for key in (matters.DIRECTIVE, matters.NOMINATION):
        put(key)
    office = make.office(OFFICE).pk
    binding = Binding(DATABASE_ROLE[role], office if role in OFFICE_ROLES else None)
    allowed = [key for key in ALL if not cause(key).is_confidential or may(role, Permission.NOMINATION_VIEW)]

    with bound(binding):
        found = {matter.cause for key in allowed for matter in cause(key).matters(DAY, {office})}
    assert found == {matters.DIRECTIVE, matters.NOMINATION}
