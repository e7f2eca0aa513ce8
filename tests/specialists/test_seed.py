"""The invented nation once it is written: complete, marked, the same figures on any day, three years behind it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Sum
from django.test import Client, override_settings
from django.utils import timezone

from partners.demo.filling import LOGS
from partners.models import Draft, Figure, NextStep, Outreach
from portal.access import DatabaseRole, Role
from portal.calendar import CENTER, working_days_between
from portal.management.commands.demo_people import PASSWORD
from portal.models import Membership, Message, Office, Organization, Person, User, outlook
from portal.tenancy import acting_as
from specialists.coverage import Answer
from specialists.demo.cast import CAST, DOMAIN, email_of
from specialists.demo.lives import HISTORY
from specialists.models import (
    Absence,
    Appointment,
    Asking,
    Clearance,
    Desk,
    Move,
    Nomination,
    PointOfContact,
    StaffContact,
    Vacancy,
)
from specialists.nation import Nation, coverage_on
from specialists.stages import NominationState, Party, Stage, StepKey
from tests import make

MODELS = (Appointment, Absence, Asking, Desk, StaffContact, PointOfContact, Vacancy, Move, Nomination)


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Seeded once for this file, and gone with it."""
    with django_db_blocker.unblock(), override_settings(DEBUG=True), transaction.atomic():
        call_command("seed_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def counts() -> list[int]:
    with acting_as(DatabaseRole.EOUSA):
        rows = [model.objects.count() for model in MODELS]
    return [*rows, Person.objects.count(), Membership.objects.count(), User.objects.count()]


def today() -> date:
    return timezone.localdate()


def nation() -> Nation:
    """As EOUSA sees it now; bind first."""
    return coverage_on(today(), timezone.now())


def test_the_invented_nation_adds_up_to_94(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        totals = nation().totals

    assert totals.groups == {"covered": 61, "in_hand": 16, "silent": 9, "not_asked": 8}
    assert {answer: count for answer, count in totals.split.items() if count} == {
        Answer.FULL_TIME: 37,
        Answer.COLLATERAL: 14,
        Answer.ACTING: 7,
        Answer.SHARED: 3,
        Answer.PARTIAL: 4,
        Answer.HIRING: 9,
        Answer.CANNOT_NOW: 3,
        Answer.SILENT: 9,
        Answer.NOT_ASKED: 8,
    }


def test_somebody_acts_next_in_every_open_vacancy(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        waiting = [(v.stage, v.days_in_stage(today())) for v in Vacancy.objects.open()]
        back = [each.is_back for each in Nomination.objects.waiting()]
    days = {stage: sorted(n for at, n in waiting if at == stage) for stage in {at for at, _days in waiting}}

    assert len(waiting) == 24
    assert days[Stage.NOMINATED] == [2, 8, 12, 19, 27, 34]
    assert back == [True, False, False, False, False, False]
    assert days[Stage.CHECKS] == [30, 75, 140, 231, 262]
    assert days[Stage.POSITION_REQUESTED] == [12, 41]
    assert {Stage(stage).turn.party for stage in days} == set(Party) - {Party.NOBODY}


def test_the_cast_stands_where_the_readme_says(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        found = nation()
        answers = {
            office: found.standings[make.office(office).pk] for office in ("txnd", "nysd", "lawd", "gud", "nmid")
        }
        serving = set(Appointment.objects.standing().filter(ends_on=None).values_list("person__name", flat=True))
        louisiana = Vacancy.objects.open().get(office=make.office("lawd"))

    assert {"Alma Reyes", "Otis Green"} <= serving
    assert [answers[office].answer for office in ("txnd", "nysd")] == [Answer.FULL_TIME] * 2
    assert [answers[office].answer for office in ("gud", "nmid")] == [Answer.SHARED] * 2
    assert (answers["lawd"].days_without, louisiana.stage) == (146, Stage.ANNOUNCED)
    assert Membership.objects.in_force().filter(person__name="Leo Vance", office=make.office("lawd")).exists()


def test_three_years_lie_behind_every_kind_of_move(seeded: None) -> None:
    began = datetime.combine(today() - timedelta(days=HISTORY), time(9), CENTER)
    with acting_as(DatabaseRole.EOUSA):
        steps = set(Move.objects.values_list("step", flat=True))
        late = [m for m in Move.objects.all() if timezone.localdate(m.recorded_at) > m.made_on]
        recorded = set(Move.objects.values_list("recorded_at__year", flat=True))
        undone = Move.objects.filter(superseded_at__isnull=False).count()
        states = set(Nomination.objects.values_list("state", flat=True))
        extended = Clearance.objects.filter(replaces__not_to_exceed_on__isnull=False).count()
        first = Appointment.objects.earliest("recorded_at").recorded_at

    assert steps == set(StepKey)
    assert states == set(NominationState) - {NominationState.PREPARED}
    assert {today().year, today().year - 1} <= recorded
    assert (first, undone > 3, len(late) > 50, extended > 0) == (began, True, True, True)


def test_the_past_is_known_as_it_was_recorded_then(seeded: None) -> None:
    """What was recorded late was not known before: some day must differ by what is known now."""
    with acting_as(DatabaseRole.EOUSA):
        differs = 0
        for ago in range(40, HISTORY, 40):
            day = today() - timedelta(days=ago)
            then = coverage_on(day, datetime.combine(day, time(23), CENTER)).totals
            differs += then.split != coverage_on(day, timezone.now()).totals.split
            assert then.offices == 94
            assert 45 <= then.groups["covered"] <= 80
        before = coverage_on(today(), datetime.combine(today() - timedelta(days=HISTORY + 1), time(9), CENTER))

    assert differs > 3
    assert before.totals.groups["not_asked"] == 94


def test_nothing_invented_is_ever_mailed(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        posted = list(Message.objects.all())

    told = [message for message in posted if message.state != "NOBODY"]
    assert len(told) > 100
    assert {(message.state, message.reason) for message in told} == {
        ("CANCELLED", "Invented history: nothing was sent.")
    }


def test_the_ledger_has_the_past_of_what_waits_and_leaves_today_to_the_planner(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        reminders: list[Any] = list(Message.objects.reminders())
        mails = Message.objects.filter(cause="DIGEST", due_at__gt=timezone.now() - timedelta(days=1)).count()
        due = {reminder.step.on for reminder in outlook(timezone.now())}
        begun = Asking.objects.standing().exclude(ladder_on=None).count()
        asked = Asking.objects.standing().count()

    assert begun == asked == 86
    assert {"SILENT", "DIRECTIVE_DUE", "VACANCY", "NOMINATION", "CHECKS"} <= {row.cause for row in reminders}
    assert [row for row in reminders if timezone.localdate(row.created_at) != row.due_on] == []
    assert max(row.due_on for row in reminders) < today()
    assert due <= {today()}
    assert mails == 0


def test_each_silent_office_has_climbed_as_far_as_its_silence_is_long(seeded: None) -> None:
    """By working days since the first rung: ten to the leadership, twenty to the desk, then each week to everybody."""
    with acting_as(DatabaseRole.EOUSA):
        rows: list[Any] = list(Message.objects.reminders().filter(cause="SILENT").order_by("due_on"))
    rungs = {office: [row for row in rows if row.office_id == office] for office in {row.office_id for row in rows}}

    assert 5 <= len(rungs) <= 9
    for told in rungs.values():
        silent = working_days_between(told[0].due_on, today() - timedelta(days=1))
        least = 1 + (silent >= 10) + (silent >= 20) + (silent >= 25)
        assert len({row.rung for row in told}) >= least
        weeks = [row.period for row in told if row.rung == 3 and row.recipient == email_of("Erin Cole")]
        assert len(weeks) == len(set(weeks)) >= (silent - 25) // 5


def test_some_have_answered_and_two_were_the_wrong_person(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        said = list(Message.objects.exclude(replied_at=None))
        wrong = {row.recipient: row.office_id for row in said if row.replied_with == "NOT_ME"}
        beside = Message.objects.filter(rung__in=[row.rung for row in said], office__in=wrong.values())
        reached = {row.office_id for row in beside if row.recipient and row.recipient not in wrong}

    assert {row.replied_with for row in said} == {"ACKNOWLEDGED", "NOT_ME"}
    assert len(wrong) == 2
    assert set(wrong.values()) <= reached
    assert all(row.due_at < row.replied_at < timezone.now() for row in said)


def test_one_account_has_been_idle_and_the_others_have_not(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        idle = set(Message.objects.filter(cause="ACCOUNT_IDLE").values_list("recipient", flat=True))
    seen: list[Any] = list(Person.objects.exclude(email=email_of("Rhea Stone")).values_list("seen_on", flat=True))

    assert idle == {email_of("Rhea Stone")}
    assert min(seen) >= today() - timedelta(days=20)


def test_every_role_can_sign_in_and_every_invented_person_is_marked(seeded: None) -> None:
    held = set(Membership.objects.in_force().values_list("role", flat=True))

    assert held == set(Role) - {Role.VISITOR}
    assert Membership.objects.filter(person__name="Luis Santos").count() == 2
    for name, _role, _offices in CAST:
        assert Client().login(request=None, email=email_of(name), password=PASSWORD), name
    assert not Person.objects.filter(is_demo=False).exists()
    assert not Person.objects.exclude(email__endswith=f"@{DOMAIN}").exists()
    with acting_as(DatabaseRole.EOUSA):
        assert not Organization.objects.filter(is_demo=False).exists()


def test_four_offices_have_nobody_to_write_to(seeded: None) -> None:
    with acting_as(DatabaseRole.EOUSA):
        reached = set(StaffContact.objects.standing().values_list("office_id", flat=True))
        watched = Desk.objects.standing().filter(person__name="Erin Cole").count()

    assert Office.objects.exclude(pk__in=reached).count() == 4
    assert watched == 47


def test_seeding_again_changes_nothing(seeded: None) -> None:
    before = counts()

    out = StringIO()
    call_command("seed_demo", stdout=out)

    assert counts() == before
    assert "here already" in out.getvalue()


# --- what other apps add ------------------------------------------------------------------------------------------
def test_the_invented_partners_are_marked_and_their_log_counts(seeded) -> None:
    with acting_as(DatabaseRole.EOUSA):
        names = list(Organization.objects.values_list("name", flat=True))
        figures = Figure.objects.filter(measure="ENTRIES").values_list("office__court_id").annotate(n=Sum("number"))
        counted = dict(figures)
    logged = {}
    for court_id in LOGS:
        with acting_as(DatabaseRole.OFFICE, office_id=make.office(court_id).pk):
            logged[court_id] = Outreach.objects.standing().count()

    assert all(name.endswith("(invented)") for name in names)
    assert logged == LOGS
    assert counted == LOGS


def test_the_specialist_of_the_demonstration_has_a_week_to_look_at(seeded) -> None:
    alma = Person.objects.get(email=email_of("Alma Reyes"))
    with acting_as(DatabaseRole.OFFICE, office_id=make.office("txnd").pk, person_id=alma.pk):
        steps = NextStep.objects.open().filter(owner=alma)

        assert steps.overdue(today()).count() == 1
        assert steps.filter(is_shared=True).count() == 2
        assert Draft.objects.filter(person=alma).count() == 1
