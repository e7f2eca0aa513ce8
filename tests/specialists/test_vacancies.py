"""A vacancy moves by its rules, once, and everything that follows from a move is in its transaction."""

from datetime import date, datetime, timedelta

import pytest

from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import Message, recording_at
from portal.tenancy import acting_as
from specialists.models import Appointment, Clearance, Move, MoveNote, Nomination, Vacancy
from specialists.stages import STEPS, Budget, Loss, NominationState, ReturnReason, SpecialKind, Stage, StepKey
from tests import make

pytestmark = pytest.mark.django_db
DAY = make.DAY


def days(number):
    return DAY + timedelta(days=number)


@pytest.fixture
def heads(lena, olga, oren, erin):
    """Bound as the leadership of N.D. Tex."""
    with acting_as(DatabaseRole.HEADS, office_id=make.office().pk, person_id=lena.pk):
        yield


def oarm():
    return acting_as(DatabaseRole.OARM)


def begin(lena, ago=300):
    return Vacancy.objects.begin(office=make.office(), by=lena, on=DAY, made_on=days(-ago))


def take(vacancy, step, by, ago, **words):
    return vacancy.take(step, acting=Role.LEADERSHIP, by=by, on=DAY, made_on=days(-ago), **words)


def to_screening(lena):
    vacancy = begin(lena)
    take(vacancy, StepKey.FIND_BUDGET, lena, 290, detail=Budget.VACANT_SLOT)
    take(vacancy, StepKey.ANNOUNCE, lena, 280)
    take(vacancy, StepKey.SCREEN, lena, 270)
    return vacancy


def nominated(lena):
    vacancy = to_screening(lena)
    nomination = Nomination.objects.prepare(
        vacancy=vacancy, candidate_name="Cleo Marsh", candidate_email="cleo.marsh@example.test", by=lena, on=DAY
    )
    nomination.send(by=lena, on=DAY, made_on=days(-250))
    vacancy.refresh_from_db()
    return vacancy, nomination


def test_the_whole_way_ends_with_an_appointment(heads, lena, olga, oren):
    vacancy, nomination = nominated(lena)
    with oarm():
        nomination.claim(by=oren, at=make.NOW)
        nomination.approve(by=oren, on=DAY, made_on=days(-230))
    vacancy.refresh_from_db()
    assert vacancy.stage == Stage.APPROVED
    take(vacancy, StepKey.OFFER, olga, 228)
    take(vacancy, StepKey.BEGIN_CHECKS, olga, 220)
    Clearance.objects.enter_on_duty(
        vacancy=vacancy, drug_test_on=days(-20), not_to_exceed_on=days(300), by=olga, on=DAY, made_on=days(-10)
    )
    made = vacancy.designate(
        name="Cleo Marsh", email="cleo.marsh@example.test", kind="FULL_TIME", starts_on=days(-3), by=lena, on=DAY,
        made_on=days(-3),
    )  # fmt: skip

    vacancy.refresh_from_db()
    assert (vacancy.stage, vacancy.closed_on, vacancy.appointment) == (Stage.DESIGNATED, days(-3), made)
    assert Nomination.objects.get().state == NominationState.DONE
    assert [move.step for move in Move.objects.in_order()] == [
        "OPEN", "FIND_BUDGET", "ANNOUNCE", "SCREEN", "NOMINATE", "APPROVE",
        "OFFER", "BEGIN_CHECKS", "ENTER", "DESIGNATE",
    ]  # fmt: skip


def test_who_acts_next_is_told_by_initials_and_once(heads, lena, olga, oren):
    _vacancy, nomination = nominated(lena)
    with oarm():
        nomination.give_back(reason=ReturnReason.REFERENCES, text="Two more, please.", by=oren, on=DAY)

    with acting_as(DatabaseRole.EOUSA):
        told = {(message.recipient, message.subject) for message in Message.objects.all()}
    assert {recipient for recipient, _subject in told} == {oren.email, lena.email, olga.email}
    assert {subject for _recipient, subject in told} == {"Nomination, N.D. Tex.: there is something new"}


def test_a_return_comes_back_on_top(heads, lena, oren):
    vacancy, nomination = nominated(lena)
    with oarm():
        nomination.give_back(reason="REFERENCES", text="Two more.", by=oren, on=DAY, made_on=days(-240))
    vacancy.refresh_from_db()
    nomination.send(by=lena, on=DAY, made_on=days(-235))

    with oarm():
        waiting = Nomination.objects.waiting().get()
    assert (waiting.is_back, waiting.sent_on, waiting.first_sent_on) == (True, days(-235), days(-250))
    assert waiting.returned_on == days(-240)


def test_approving_and_taking_back_exclude_each_other(heads, lena, oren):
    vacancy, nomination = nominated(lena)
    stale = Nomination.objects.get(pk=nomination.pk)
    nomination.take_back(reason=Loss.CANDIDATE_WITHDREW, by=lena, on=DAY)

    with oarm(), pytest.raises(Refused, match="has ended"):
        stale.approve(by=oren, on=DAY)
    vacancy.refresh_from_db()
    assert vacancy.stage == Stage.SCREENING


def test_a_move_is_not_in_the_future_nor_before_the_last(heads, lena):
    vacancy = begin(lena, ago=10)
    with pytest.raises(Refused, match="in the future"):
        take(vacancy, StepKey.REQUEST_POSITION, lena, -1)
    with pytest.raises(Refused, match="cannot be earlier"):
        take(vacancy, StepKey.REQUEST_POSITION, lena, 11)

    take(vacancy, StepKey.REQUEST_POSITION, lena, 10)
    assert vacancy.stage == Stage.POSITION_REQUESTED


def test_a_move_says_what_it_has_to_say(heads, lena):
    vacancy = begin(lena)
    with pytest.raises(Refused, match="one of the codes"):
        take(vacancy, StepKey.FIND_BUDGET, lena, 1)
    with pytest.raises(Refused, match="one of the codes"):
        take(vacancy, StepKey.FIND_BUDGET, lena, 1, detail=Budget.HIRING_FREEZE)
    with pytest.raises(Refused, match="Choose a reason"):
        take(vacancy, StepKey.WITHDRAW, lena, 1)
    with pytest.raises(Refused, match="takes no such code"):
        take(vacancy, StepKey.REQUEST_POSITION, lena, 1, reason=Loss.OTHER)
    with pytest.raises(Refused, match="not for your role"):
        vacancy.take(StepKey.FIND_BUDGET, acting=Role.EOUSA, by=lena, on=DAY, detail=Budget.DETAIL)
    with pytest.raises(Refused, match="its own form"):
        take(vacancy, StepKey.NOMINATE, lena, 1)


def test_an_office_has_one_open_vacancy(heads, lena):
    begin(lena)
    with pytest.raises(Refused, match="open vacancy already"):
        begin(lena)


def test_a_sitting_ausa_closes_it_and_undoing_opens_it_again(heads, lena):
    vacancy = begin(lena, ago=5)
    vacancy.designate(name="Abel Orr", email="a@example.test", kind="COLLATERAL", starts_on=DAY, by=lena, on=DAY)
    assert Appointment.objects.standing().count() == 1

    vacancy.undo(by=lena, at=datetime.now(make.NOW.tzinfo))

    assert (vacancy.stage, vacancy.closed_on, vacancy.moved_on) == (Stage.GAP_KNOWN, None, days(-5))
    assert Appointment.objects.standing().count() == 0
    assert Move.objects.filter(superseded_at__isnull=False).count() == 1


def test_only_the_author_undoes_and_only_for_a_day(heads, lena, olga):
    vacancy = begin(lena, ago=5)
    take(vacancy, StepKey.FIND_BUDGET, lena, 4, detail="DETAIL")
    at = datetime.now(make.NOW.tzinfo)
    with pytest.raises(Refused, match="Only who made"):
        vacancy.undo(by=olga, at=at)
    with pytest.raises(Refused, match="within a day"):
        vacancy.undo(by=lena, at=at + timedelta(days=1, seconds=5))

    vacancy.undo(by=lena, at=at)
    assert (vacancy.stage, vacancy.budget) == (Stage.GAP_KNOWN, "")
    with pytest.raises(Refused, match="opening cannot be undone"):
        vacancy.undo(by=lena, at=at)


def test_undoing_a_decision_brings_the_nomination_back(heads, lena, oren):
    vacancy, nomination = nominated(lena)
    with oarm():
        nomination.decline(text="No.", by=oren, on=DAY)
        Vacancy.objects.get(pk=vacancy.pk).undo(by=oren, at=datetime.now(make.NOW.tzinfo))

    assert Nomination.objects.get().state == NominationState.SENT
    assert Vacancy.objects.get().stage == Stage.NOMINATED


def test_undoing_would_bring_a_second_nomination_back(heads, lena):
    vacancy, nomination = nominated(lena)
    nomination.take_back(reason="OTHER", by=lena, on=DAY)
    vacancy.refresh_from_db()
    other = {"candidate_name": "Cora Lane", "candidate_email": "cora.lane@example.test"}
    Nomination.objects.prepare(vacancy=vacancy, **other, by=lena, on=DAY)
    with pytest.raises(Refused, match="Another nomination has been begun since"):
        vacancy.undo(by=lena, at=datetime.now(make.NOW.tzinfo))

    vacancy.refresh_from_db()
    assert vacancy.stage == Stage.SCREENING
    assert Nomination.objects.get(pk=nomination.pk).state == NominationState.WITHDRAWN


def test_a_special_ausa_under_925d_does_not_fill_the_post(heads, lena, erin):
    vacancy = begin(lena)
    take(vacancy, StepKey.REQUEST_SPECIAL, lena, 20, detail=SpecialKind.SAUSA_925D)
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        made = vacancy.appoint_special(
            name="Ida Kirby", email="ida@example.test", kind="COLLATERAL", starts_on=DAY, by=erin, on=DAY
        )
    assert (made.authority, Vacancy.objects.get().stage) == ("SAUSA_925D", Stage.GAP_KNOWN)

    vacancy.refresh_from_db()
    take(vacancy, StepKey.REQUEST_SPECIAL, lena, 0, detail=SpecialKind.TRIBAL_543)
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        vacancy.appoint_special(
            name="Jo Vale", email="jo@example.test", kind="COLLATERAL", starts_on=DAY, by=erin, on=DAY
        )
    assert Vacancy.objects.get().appointment.authority == "SAUSA_543"


def test_the_drug_test_comes_before_the_entry(heads, lena, oren):
    vacancy, nomination = nominated(lena)
    with oarm():
        nomination.approve(conditions="Bar admission by May.", by=oren, on=DAY, made_on=days(-230))
    vacancy.refresh_from_db()
    take(vacancy, StepKey.OFFER, lena, 228)
    take(vacancy, StepKey.BEGIN_CHECKS, lena, 220)

    for drug_test_on in (None, days(-5)):
        with pytest.raises(Refused, match="drug test"):
            Clearance.objects.enter_on_duty(
                vacancy=vacancy, drug_test_on=drug_test_on, by=lena, on=DAY, made_on=days(-10)
            )
    with acting_as(DatabaseRole.OARM):
        assert MoveNote.objects.get().text == "Bar admission by May."


def test_every_stage_is_reached_and_left_by_the_steps():
    reached = {step.to for step in STEPS.values()}
    left = {stage for step in STEPS.values() for stage in step.comes_from}

    assert reached == set(Stage)
    assert left == {stage for stage in Stage if stage.is_open}


def test_what_is_recorded_in_an_invented_past_says_so(heads, lena):
    then = make.NOW - timedelta(days=400)
    with recording_at(then):
        vacancy = Vacancy.objects.begin(office=make.office(), by=lena, on=then.date())

    assert Move.objects.get(vacancy=vacancy).recorded_at == then


def entered(lena, olga, oren):
    """A candidate approved by OARM has entered on duty."""
    vacancy, nomination = nominated(lena)
    with oarm():
        nomination.approve(by=oren, on=DAY, made_on=days(-230))
    vacancy.refresh_from_db()
    take(vacancy, StepKey.OFFER, olga, 228)
    take(vacancy, StepKey.BEGIN_CHECKS, olga, 220)
    Clearance.objects.enter_on_duty(vacancy=vacancy, drug_test_on=days(-20), by=olga, on=DAY, made_on=days(-10))
    return vacancy


def test_who_entered_on_duty_is_designated_and_nobody_else(heads, lena, olga, oren):
    vacancy = entered(lena, olga, oren)
    facts = {"kind": "FULL_TIME", "by": lena, "on": DAY}
    with pytest.raises(Refused, match="OARM approved Cleo Marsh"):
        vacancy.designate(name="Some Body", email="some.body@example.test", starts_on=DAY, **facts)
    with pytest.raises(Refused, match="cannot be before"):
        vacancy.designate(name="Cleo Marsh", email="cleo.marsh@example.test", starts_on=days(-11), **facts)

    vacancy.designate(name="Cleo Marsh", email="Cleo.Marsh@example.test", starts_on=days(-10), **facts)
    assert Vacancy.objects.get().stage == Stage.DESIGNATED


def test_a_day_has_one_vacancy_at_most(heads, lena):
    vacancy = begin(lena, ago=50)
    take(vacancy, StepKey.WITHDRAW, lena, 20, reason=Loss.OTHER)
    with pytest.raises(Refused, match="last vacancy ended"):
        begin(lena, ago=21)

    begin(lena, ago=20)


def test_what_was_opened_in_error_counts_on_no_day(heads, lena):
    vacancy = begin(lena, ago=1000)
    take(vacancy, StepKey.FIND_BUDGET, lena, 900, detail="DETAIL")
    take(vacancy, StepKey.VOID, lena, 0)

    vacancy.refresh_from_db()
    assert (vacancy.stage, vacancy.closed_on) == (Stage.WITHDRAWN, DAY)
    assert [move.step for move in Move.objects.standing()] == [StepKey.VOID]
    assert Move.objects.count() == 3
    with pytest.raises(Refused, match="stays off it"):
        vacancy.undo(by=lena, at=datetime.now(make.NOW.tzinfo))
    begin(lena, ago=500)


def test_an_act_offered_at_another_stage_is_refused(heads, lena):
    vacancy = begin(lena)
    take(vacancy, StepKey.FIND_BUDGET, lena, 290, detail="DETAIL")
    with pytest.raises(Refused, match="now at “budget identified”"):
        take(vacancy, StepKey.WITHDRAW, lena, 0, reason=Loss.OTHER, seen=Stage.GAP_KNOWN)

    take(vacancy, StepKey.WITHDRAW, lena, 0, reason=Loss.OTHER, seen=Stage.BUDGET_IDENTIFIED)


def test_without_a_special_ausa_the_vacancy_goes_on_where_it_was(heads, lena, erin):
    vacancy = to_screening(lena)
    take(vacancy, StepKey.REQUEST_SPECIAL, lena, 20, detail=SpecialKind.SAUSA_543)
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        vacancy.take(StepKey.REFUSE_SPECIAL, acting=Role.EOUSA, by=erin, on=DAY)

    assert (vacancy.stage, vacancy.budget) == (Stage.SCREENING, Budget.VACANT_SLOT)


def test_checks_have_days_that_can_be(heads, lena, olga, oren):
    vacancy, nomination = nominated(lena)
    with oarm():
        nomination.approve(by=oren, on=DAY, made_on=days(-230))
    vacancy.refresh_from_db()
    take(vacancy, StepKey.OFFER, olga, 228)
    for dates in ({"drug_test_on": days(-229)}, {"not_to_exceed_on": date.min}, {"background_opened_on": date.min}):
        with pytest.raises(Refused, match=r"Check the (day|year)"):
            Clearance.objects.enter(vacancy=vacancy, by=olga, on=DAY, **dates)


def test_oarm_sees_a_package_once_it_was_sent(heads, lena):
    vacancy = to_screening(lena)
    facts = {"candidate_name": "Zoë <b>O'Brien</b> 😀", "candidate_email": "zoe@example.test", "by": lena, "on": DAY}
    for day in (date.min, date.max):
        with pytest.raises(Refused, match="Check the year"):
            Nomination.objects.prepare(vacancy=vacancy, proposed_on=day, **facts)
    made = Nomination.objects.prepare(vacancy=vacancy, **facts)
    assert made.initials == "Z. b."
    with oarm():
        assert not Nomination.objects.exists()
    made.send(by=lena, on=DAY)
    with oarm():
        assert Nomination.objects.exists()
