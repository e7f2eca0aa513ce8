"""What may be recorded, by its rules; what is refused says so in a sentence."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import Membership
from portal.tenancy import acting_as
from specialists.models import Absence, Answer, Appointment, Asking, Desk
from tests import make

pytestmark = pytest.mark.django_db
DAY = make.DAY


@pytest.fixture
def office(db):
    return make.office("txnd")


@pytest.fixture
def by(db):
    return make.person("Some Body")


@pytest.fixture(autouse=True)
def _as_eousa(erin, rhea):
    with acting_as(DatabaseRole.EOUSA):
        yield


def days(number):
    return DAY + timedelta(days=number)


def appoint(office, by, **facts):
    defaults = {"person": by, "authority": "AUSA_542", "kind": "FULL_TIME", "starts_on": days(-50), "by": by, "on": DAY}
    return Appointment.objects.appoint(office=office, **defaults | facts)


def give(office, by, says="ACTING", **facts):
    return Answer.objects.give(office=office, says=says, **{"told_by": "J. Doe", "by": by, "on": DAY} | facts)


def test_a_second_full_time_specialist_is_refused(office, by):
    appoint(office, by)
    with pytest.raises(Refused, match="already has a full-time specialist"):
        appoint(office, make.person())
    appoint(office, make.person(), kind="ACTING")

    assert Appointment.objects.standing().count() == 2


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ends_on": days(-50)}, "end after it starts"),
        ({"starts_on": days(400)}, "more than a year ahead"),
        ({"starts_on": date(1993, 12, 31)}, "before 1994"),
        ({"ends_on": date(2999, 1, 1)}, "more than ten years ahead"),
        ({"shared_with": "nysd"}, "Only a shared appointment"),
        ({"kind": "SHARED", "shared_with": "txnd"}, "Name the other office"),
        ({"kind": "SHARED"}, "Name the other office"),
    ],
)
def test_slips_of_an_appointment_are_refused(office, by, facts, sentence):
    if "shared_with" in facts:
        facts = facts | {"shared_with": make.office(facts["shared_with"])}
    with pytest.raises(Refused, match=sentence):
        appoint(office, by, **facts)


def test_ending_supersedes_and_never_overwrites(office, by):
    appointment = appoint(office, by)
    ended = appointment.end(ends_on=days(5), by=by, on=DAY)
    appointment.refresh_from_db()

    assert appointment.ends_on is None
    assert appointment.superseded_at
    assert ended.replaces_id == appointment.pk
    with pytest.raises(Refused, match="just changed"):
        appointment.end(ends_on=days(6), by=by, on=DAY)


def test_an_end_before_the_start_is_refused(office, by):
    with pytest.raises(Refused, match="end after it starts"):
        appoint(office, by).end(ends_on=days(-60), by=by, on=DAY)


def test_an_absence_needs_somebody_who_serves(office, by):
    with pytest.raises(Refused, match="does not serve"):
        Absence.objects.record(office=office, person=by, starts_on=DAY, by=by, on=DAY)
    appoint(office, by)
    absence = Absence.objects.record(office=office, person=by, starts_on=DAY, by=by, on=DAY)
    with pytest.raises(Refused, match="with no end yet, is on record"):
        Absence.objects.record(office=office, person=by, starts_on=days(3), by=by, on=DAY)
    with pytest.raises(Refused, match="end after it began"):
        absence.close(ends_on=DAY, by=by, on=DAY)
    closed = absence.close(ends_on=days(2), by=by, on=DAY)
    assert closed is not None
    assert closed.ends_on == days(2)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"starts_on": date(1776, 7, 4)}, "before 1994"),
        ({"starts_on": days(400)}, "more than a year ahead"),
        ({"starts_on": DAY, "ends_on": days(400)}, "first day back is more than a year ahead"),
        ({"starts_on": DAY, "ends_on": DAY}, "end after it began"),
    ],
)
def test_slips_of_an_absence_are_refused(office, by, facts, sentence):
    appoint(office, by)
    with pytest.raises(Refused, match=sentence):
        Absence.objects.record(office=office, person=by, by=by, on=DAY, **facts)


def test_nobody_is_away_twice_at_once(office, by):
    appoint(office, by)
    short = Absence.objects.record(office=office, person=by, starts_on=days(10), ends_on=days(15), by=by, on=DAY)
    after = Absence.objects.record(office=office, person=by, starts_on=days(15), ends_on=days(20), by=by, on=DAY)
    for starts_on, ends_on in ((DAY, days(60)), (days(12), days(13)), (days(19), None), (DAY, days(11))):
        with pytest.raises(Refused, match="change its first day back"):
            Absence.objects.record(office=office, person=by, starts_on=starts_on, ends_on=ends_on, by=by, on=DAY)
    with pytest.raises(Refused, match="is on record for a part of that time"):
        short.close(ends_on=days(16), by=by, on=DAY)

    assert short.close(ends_on=days(14), by=by, on=DAY)
    assert after.starts_on == days(15)


def test_the_database_itself_refuses_what_the_verbs_refuse(office, by):
    absence = make.absence(make.appointment(), starts_on=DAY)
    wrong = [
        (Absence, {"person": absence.person, "starts_on": days(9)}, "nobody_is_away_twice_at_once"),
        (Appointment, {"kind": "SHARED"}, "a_shared_appointment_names_another_office"),
        (Appointment, {"kind": "SHARED", "shared_with": office}, "a_shared_appointment_names_another_office"),
        (Appointment, {"kind": "ACTING", "shared_with": make.office("gud")}, "a_shared_appointment_names_another"),
        (Answer, {"says": "SHARED", "shared_with": office}, "a_shared_answer_names_another_office"),
    ]
    shared = {Appointment: {"person": by, "authority": "AUSA_542", "starts_on": DAY},
              Answer: {"given_on": DAY, "lapses_on": days(9)}, Absence: {}}  # fmt: skip
    for model, facts, name in wrong:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.create(office=office, recorded_by=by, **shared[model] | facts)


def test_an_absence_of_the_same_days_in_another_office_stands(office, by):
    there = make.office("nmid")
    for where, other in ((office, there), (there, office)):
        appoint(where, by, kind="SHARED", shared_with=other)
        Absence.objects.record(office=where, person=by, starts_on=DAY, by=by, on=DAY)

    assert Absence.objects.standing().count() == 2


def test_nobody_stands_in_for_themselves(office, by):
    appoint(office, by)
    with pytest.raises(Refused, match="stand in for themselves"):
        Absence.objects.record(office=office, person=by, starts_on=DAY, stand_in=by, by=by, on=DAY)


def test_an_answer_lapses_after_90_days_or_on_its_review_date(office, by):
    reasoned = {"says": "CANNOT_NOW", "reason": "NO_SLOT"}

    assert give(office, by).lapses_on == days(90)
    assert give(office, by, **reasoned, review_on=days(30)).lapses_on == days(30)
    assert give(office, by, **reasoned, review_on=days(200)).lapses_on == days(90)
    assert give(office, by, given_on=days(-90)).lapses_on == DAY


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"told_by": ""}, "Name who at the office"),
        ({"given_on": days(1)}, "future"),
        ({"given_on": days(-91)}, "already lapsed"),
        ({"says": "SHARED"}, "Name the other office"),
        ({"says": "SHARED", "shared_with": "txnd"}, "Name the other office"),
        ({"shared_with": "nysd"}, "Only the answer “shared”"),
        ({"says": "CANNOT_NOW"}, "why the post cannot be filled"),
        ({"says": "CANNOT_NOW", "reason": "OTHER", "review_on": days(9)}, "in the note"),
        ({"says": "CANNOT_NOW", "reason": "NO_SLOT", "review_on": DAY}, "later than the day"),
        ({"reason": "NO_SLOT"}, "belong to “cannot"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(office, by, facts, sentence):
    if "shared_with" in facts:
        facts = facts | {"shared_with": make.office(facts["shared_with"])}
    with pytest.raises(Refused, match=sentence):
        give(office, by, **facts)


def test_the_office_itself_names_nobody_who_told_it(office, by):
    with acting_as(DatabaseRole.OFFICE, office_id=office.pk):
        assert give(office, by, told_by="").told_by == ""


def test_a_withdrawn_answer_is_off_the_record_and_still_there(office, by):
    answer = give(office, by)
    answer.withdraw(by=by)

    assert not Answer.objects.standing().exists()
    assert Answer.objects.count() == 1


def test_asking_twice_changes_nothing_and_says_so(office, by):
    other = make.office("nysd")
    first = Asking.objects.ask(offices=[office], by=by, on=days(-5))
    second = Asking.objects.ask(offices=[office, other], by=by, on=DAY)

    assert (first.now, first.before) == ([office], [])
    assert (second.now, second.before) == ([other], [office])
    assert Asking.objects.get(office=office).asked_on == days(-5)


def test_a_desk_changes_hands_once(office, by, erin):
    ezra = Membership.objects.create(person=make.person("Ezra Ross"), role=Role.EOUSA).person
    assert Desk.objects.assign(offices=[office], person=erin, by=by) == [office]
    assert Desk.objects.assign(offices=[office], person=erin, by=by) == []
    assert Desk.objects.assign(offices=[office, make.office("gud")], person=ezra, by=by) == [office, make.office("gud")]
    assert Desk.objects.standing().get(office=office).person_id == ezra.pk
    assert Desk.objects.filter(office=office).count() == 2


def test_only_who_acts_for_eousa_now_gets_a_desk(office, by, erin, rhea):
    Membership.objects.filter(person=erin).update(ended_at=timezone.now())
    for person in (by, erin, rhea):
        with pytest.raises(Refused, match="cannot watch offices"):
            Desk.objects.assign(offices=[office], person=person, by=by)
    assert not Desk.objects.exists()
