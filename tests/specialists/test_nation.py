"""Coverage read from the rows: one query, two clocks, and nobody's rows to those who may only see counts."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.access import DatabaseRole
from portal.models import Office
from portal.tenancy import acting_as
from specialists.coverage import Answer
from specialists.models import Appointment
from specialists.nation import coverage_on, facts, national_totals
from specialists.standing import Acts
from tests import make

pytestmark = pytest.mark.django_db


def later():
    return timezone.now() + timedelta(seconds=1)


def seen(role=DatabaseRole.EOUSA, on=make.DAY, known=None, office=None):
    with acting_as(role, office_id=make.office(office).pk if office else None):
        return coverage_on(on, known or later())


def test_ninety_four_offices_add_up_whatever_is_on_record():
    make.appointment("txnd")
    make.asking("nysd")
    make.answer("cand", says="CANNOT_NOW", reason="NO_SLOT", review_on=make.DAY + timedelta(days=9),
                lapses_on=make.DAY + timedelta(days=9))  # fmt: skip

    nation = seen()

    assert nation.totals.groups == {"covered": 1, "in_hand": 1, "silent": 1, "not_asked": 91}
    assert len(nation.standings) == Office.objects.count() == 94


def test_the_facts_of_all_offices_are_one_query():
    for court_id in ("txnd", "nysd", "gud"):
        make.absence(make.appointment(court_id))
        make.answer(court_id)
        make.asking(court_id)
    known = later()

    with (
        acting_as(DatabaseRole.EOUSA),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        assert len(facts(on=make.DAY, known=known)) == 12
    assert len(queries) == 1


def test_what_was_known_then_stays_the_answer_of_then():
    appointment = make.appointment("txnd")
    before = timezone.now()
    with acting_as(DatabaseRole.EOUSA):
        appointment.end(ends_on=make.DAY - timedelta(days=30), by=make.person(), on=make.DAY)
    office = make.office("txnd").pk

    assert seen(known=before).standings[office].answer is Answer.FULL_TIME
    assert seen().standings[office].answer is Answer.NOT_ASKED
    assert seen().standings[office].days_without == 30
    assert seen(on=make.DAY - timedelta(days=31)).standings[office].answer is Answer.FULL_TIME
    assert seen(known=before - timedelta(days=1)).totals.groups["not_asked"] == 94


def test_an_office_without_contact_and_member_is_for_eousa_to_reach(lena):
    for court_id in ("txnd", "nysd", "gud"):
        make.asking(court_id)
    make.staff_contact("nysd")
    standings = seen().standings

    assert standings[make.office("txnd").pk].acts is Acts.OFFICE
    assert standings[make.office("nysd").pk].acts is Acts.OFFICE
    assert standings[make.office("gud").pk].acts is Acts.EOUSA


def test_sharing_with_an_office_that_has_nobody_is_for_eousa_to_check():
    gud, nmid, wyd, cod, mtd = (make.office(court_id) for court_id in ("gud", "nmid", "wyd", "cod", "mtd"))
    kai = make.person()
    for one, other in ((gud, nmid), (nmid, gud)):
        make.appointment(one.court_id, person=kai, kind="SHARED", shared_with=other)
    for one, other in ((wyd, cod), (cod, wyd)):
        make.answer(one.court_id, says="SHARED", shared_with=other)
    make.appointment("txnd")
    make.answer("mtd", says="SHARED", shared_with=make.office("txnd"), given_on=make.DAY - timedelta(days=5))
    make.answer("mtd", says="SHARED", shared_with=make.office("ndd"))
    standings = seen().standings

    for office in (gud, nmid):
        assert standings[office.pk].acts is Acts.NOBODY, "one person serves in both"
    assert standings[mtd.pk].answer is Answer.SHARED
    assert standings[mtd.pk].acts is Acts.EOUSA
    assert standings[mtd.pk].act == "check with D.N.D., which has no specialist itself"
    assert standings[wyd.pk].act == "check with D. Colo., which has no specialist itself", "each names the other"
    make.appointment("cod")
    assert seen().standings[wyd.pk].acts is Acts.NOBODY


@pytest.mark.parametrize("role", [DatabaseRole.EOUSA_READER, DatabaseRole.OARM])
def test_other_readers_of_the_nation_see_the_same(role):
    make.appointment("txnd")

    assert seen(role).standings == seen().standings


def test_an_office_sees_its_own_standing_and_the_true_totals():
    make.appointment("txnd")
    make.asking("nysd")
    nation = seen(DatabaseRole.OFFICE, office="txnd")

    assert list(nation.standings) == [make.office("txnd").pk]
    assert nation.totals == seen().totals


@pytest.mark.parametrize("role", [DatabaseRole.PUBLIC, DatabaseRole.PARTNER])
def test_the_public_sees_counts_only(role):
    make.appointment("txnd")
    nation = seen(role)

    assert nation.totals.groups["covered"] == 1
    assert not nation.standings
    assert not nation.facts


def test_counting_leaves_the_callers_wall_as_it_was():
    make.appointment("txnd")
    with acting_as(DatabaseRole.PUBLIC):
        national_totals(make.DAY, later())
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(Appointment.objects.all())


def test_the_counting_role_reads_no_reason_and_no_note():
    make.appointment("txnd")
    with acting_as(DatabaseRole.TOTALS):
        for columns in ("recorded_by_id", "replaces_id"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                list(Appointment.objects.values_list(columns))
