"""How long vacancies stayed in each stage, read from their moves: two clocks, one query, and the wall."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.access import DatabaseRole, Role
from portal.tenancy import acting_as
from specialists.models import Move, Vacancy
from specialists.pace import CUT_SHORT, FEW, Visit
from specialists.stages import STEPS, Stage, StepKey
from specialists.stays import Moved, paces_on, visits, visits_on
from tests import make

OPENED = date(2026, 3, 2)
FIELDS = {StepKey.FIND_BUDGET: {"detail": "ATTRITION"}, StepKey.WITHDRAW: {"reason": "OTHER"}}


def after(days):
    return OPENED + timedelta(days=days)


def moved(*steps):
    """The moves of one vacancy: (step, days after the opening)."""
    return [Moved(1, 1, step, STEPS[step].to, after(days)) for step, days in steps]


def seen(*steps, on):
    return [(v.stage, v.days, v.is_over, v.is_open) for v in visits(moved(*steps), after(on))]


# --- pure --------------------------------------------------------------------------------------------------------
def test_a_stay_lasts_from_coming_to_the_next_move_or_to_the_day():
    assert seen((StepKey.OPEN, 0), (StepKey.FIND_BUDGET, 10), (StepKey.ANNOUNCE, 25), on=40) == [
        (Stage.GAP_KNOWN, 10, True, False),
        (Stage.BUDGET_IDENTIFIED, 15, True, False),
        (Stage.ANNOUNCED, 15, False, True),
    ]


def test_a_vacancy_that_is_closed_waits_nowhere():
    assert seen((StepKey.OPEN, 0), (StepKey.WITHDRAW, 10), on=40) == [(Stage.GAP_KNOWN, 10, False, False)]


def test_a_return_to_a_stage_is_a_stay_of_its_own():
    found = seen(
        (StepKey.NOMINATE, 0), (StepKey.RETURN, 20), (StepKey.NOMINATE, 25), (StepKey.APPROVE, 31), on=32
    )  # fmt: skip

    assert [(stage, days) for stage, days, *_ in found] == [
        (Stage.NOMINATED, 20), (Stage.RETURNED, 5), (Stage.NOMINATED, 6), (Stage.APPROVED, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("step", StepKey)
def test_only_what_breaks_the_way_off_leaves_the_length_of_a_stage_open(step):
    for stage in STEPS[step].comes_from:
        before = Moved(1, 1, StepKey.OPEN, stage, OPENED)
        stay = next(visits([before, Moved(1, 1, step, STEPS[step].to, after(9))], after(20)))
        assert stay == Visit(1, stage, 9, is_over=step not in CUT_SHORT)


# --- read --------------------------------------------------------------------------------------------------------
def vacancy(court_id, *steps):
    """A vacancy carried through plain steps: (step, days after the opening)."""
    by = make.person()
    with acting_as(DatabaseRole.EOUSA):
        office = make.office(court_id)
        made = Vacancy.objects.begin(office=office, by=by, on=make.DAY, made_on=OPENED)
        for step, days in steps:
            made.take(step, acting=Role.OFFICER, by=by, on=make.DAY, made_on=after(days), **FIELDS.get(step, {}))
    return made


def later():
    return timezone.now() + timedelta(seconds=1)


def of(found, stage):
    return next(pace for pace in found if pace.stage is stage)


def read(role=DatabaseRole.EOUSA, court_id="", on=make.DAY, known=None, beside=None):
    office_id = make.office(court_id).pk if court_id else None
    with acting_as(role, office_id=office_id):
        return paces_on(on, known or later(), make.office(beside).pk if beside else None)


@pytest.mark.django_db
def test_the_stays_of_the_nation_are_one_query():
    for court_id in ("txnd", "nysd", "gud"):
        vacancy(court_id, (StepKey.FIND_BUDGET, 10), (StepKey.ANNOUNCE, 30))
    known = later()

    with acting_as(DatabaseRole.EOUSA), CaptureQueriesContext(connection) as queries:
        found = visits_on(make.DAY, known)

    assert len(queries) == 1
    assert len(found) == 9
    assert {visit.days for visit in found if visit.is_over} == {10, 20}
    assert {visit.days for visit in found if visit.is_open} == {(make.DAY - after(30)).days}


@pytest.mark.django_db
def test_as_of_a_day_only_what_had_happened_then_counts():
    vacancy("txnd", (StepKey.FIND_BUDGET, 10), (StepKey.ANNOUNCE, 30))

    assert of(read(on=after(9)), Stage.GAP_KNOWN).nation.open_for == (9,)
    assert of(read(on=after(10)), Stage.GAP_KNOWN).nation.median == 10
    assert of(read(on=after(29)), Stage.BUDGET_IDENTIFIED).nation.open_for == (19,)
    assert all(pace.nation.count == 0 for pace in read(on=after(-1)))


@pytest.mark.django_db
def test_a_move_taken_back_never_was_but_for_what_was_known_then():
    made = vacancy("txnd", (StepKey.FIND_BUDGET, 10))
    before = timezone.now()
    with acting_as(DatabaseRole.EOUSA):
        move = made.moves.standing().newest()
        made.undo(by=move.recorded_by, at=later())

    assert of(read(), Stage.GAP_KNOWN).nation.waiting == 1
    assert of(read(known=before), Stage.GAP_KNOWN).nation.median == 10
    assert of(read(known=before - timedelta(days=1)), Stage.GAP_KNOWN).nation.count == 0


@pytest.mark.django_db
def test_who_sees_the_nation_chooses_the_office_beside_it():
    vacancy("txnd", (StepKey.FIND_BUDGET, 10))
    vacancy("nysd", (StepKey.FIND_BUDGET, 20))

    for role in (DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER, DatabaseRole.OARM):
        found = of(read(role, beside="nysd"), Stage.GAP_KNOWN)
        assert (found.nation.median, found.own.median) == (10, 20)
        assert of(read(role), Stage.GAP_KNOWN).own is None


@pytest.mark.django_db
@pytest.mark.parametrize("role", [DatabaseRole.OFFICE, DatabaseRole.HEADS])
def test_an_office_gets_its_own_and_the_nation_only_where_enough_others_are_in_it(role):
    others = ("nysd", "gud", "cand", "mad", "wyd")
    vacancy("txnd", (StepKey.FIND_BUDGET, 10))
    for court_id in others[:-1]:
        vacancy(court_id, (StepKey.FIND_BUDGET, 20))

    few = of(read(role, "txnd", beside="nysd"), Stage.GAP_KNOWN)
    assert few.nation is few.elsewhere is None
    assert few.own.median == 10, "its own, whichever office is asked for"

    vacancy(others[-1], (StepKey.FIND_BUDGET, 20))
    enough = of(read(role, "txnd"), Stage.GAP_KNOWN)
    assert len(others) == FEW
    assert (enough.nation.count, enough.nation.median, enough.own.count) == (6, 20, 1)


@pytest.mark.django_db
def test_counting_days_leaves_the_wall_as_it_was_and_reads_no_more_than_days():
    vacancy("nysd", (StepKey.FIND_BUDGET, 10))

    with acting_as(DatabaseRole.OFFICE, office_id=make.office("txnd").pk):
        paces_on(make.DAY, later())
        assert list(Move.objects.all()) == []
    with acting_as(DatabaseRole.TOTALS):
        for column in ("recorded_by_id", "detail", "nomination_id", "stage_from"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                list(Move.objects.values_list(column))
