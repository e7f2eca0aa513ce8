"""Family 15: two people, or one who clicks twice, at every move and decision: each is done or told why not."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import pytest

from portal.access import DATABASE_ROLE, DatabaseRole, Role
from portal.models import Message, Person, recorded_now
from portal.tenancy import acting_as
from specialists.models import Appointment, Clearance, Move, Nomination, Vacancy
from specialists.stages import LIVE, STEPS, NominationState, Stage, StepKey
from tests import make
from tests.races import DONE, at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = make.DAY
STATE_AT = {
    Stage.SCREENING: NominationState.PREPARED,
    Stage.NOMINATED: NominationState.SENT,
    Stage.RETURNED: NominationState.RETURNED,
    **dict.fromkeys((Stage.APPROVED, Stage.OFFERED, Stage.CHECKS, Stage.ENTERED), NominationState.APPROVED),
}
"""In which state the live nomination is while the vacancy is in a stage."""
REPEATED = 9
"""How many pairs of each kind the long proof runs with each of its seeds."""
Cast = dict[Role, Person]


@pytest.fixture
def people(lena: Person, olga: Person, oren: Person, erin: Person) -> Cast:
    return {Role.LEADERSHIP: lena, Role.OFFICER: olga, Role.OARM: oren, Role.EOUSA: erin}


def as_role(role: Role, act: Callable[[], Any]) -> Callable[[], Any]:
    """The act, bound as that role of N.D. Tex. on the thread's own connection."""

    def bound_act() -> None:
        office_id = make.office().pk if DATABASE_ROLE[role] is DatabaseRole.HEADS else None
        with acting_as(DATABASE_ROLE[role], office_id=office_id):
            act()

    return bound_act


def at(stage: Stage) -> tuple[Vacancy, Nomination | None]:
    """A vacancy in the stage, with the nomination that belongs to it, read anew."""
    vacancy = make.vacancy(stage=stage)
    nomination = make.nomination(vacancy, state=STATE_AT[stage]) if stage in STATE_AT else None
    return vacancy, nomination


def act_of(key: StepKey, role: Role, by: Person, vacancy: Vacancy, nomination: Nomination | None) -> Callable[[], Any]:
    """The verb of a step, ready to be pressed on rows as they were when the page was opened."""
    with acting_as(DatabaseRole.EOUSA):
        page = Vacancy.objects.select_related("office").get(pk=vacancy.pk)
        package = Nomination.objects.get(pk=nomination.pk) if nomination else None
    step = STEPS[key]
    said: dict[str, Any] = {"by": by, "on": DAY}
    someone: dict[str, Any] = {
        "name": "Cleo Marsh",
        "email": f"{key}.{by.pk}@example.test",
        "kind": "COLLATERAL",
        "starts_on": DAY,
    }
    acts: dict[StepKey, Callable[[], Any]] = {
        StepKey.OPEN: partial(Vacancy.objects.begin, office=make.office(), **said),
        StepKey.ENTER: partial(Clearance.objects.enter_on_duty, vacancy=page, drug_test_on=DAY, **said),
        StepKey.DESIGNATE: partial(page.designate, **someone | {"email": "cleo.marsh@example.test"}, **said),
        StepKey.DESIGNATE_SITTING: partial(page.designate, **someone, **said),
        StepKey.APPOINT_SPECIAL: partial(page.appoint_special, **someone, **said),
        StepKey.APPOINT_PARTIAL: partial(page.appoint_special, **someone, **said),
    }
    if package:
        acts |= {
            StepKey.NOMINATE: partial(package.send, **said),
            StepKey.TAKE_BACK: partial(package.take_back, reason="OTHER", **said),
            StepKey.RETURN: partial(package.give_back, reason="OTHER", text="Mend it.", **said),
            StepKey.APPROVE: partial(package.approve, **said),
            StepKey.APPROVE_WITH_CONDITIONS: partial(package.approve, conditions="By May.", **said),
            StepKey.DECLINE: partial(package.decline, text="No.", **said),
        }
    detail = next((str(code) for code in step.details), "")
    reason = step.reasons.values[-1] if step.reasons else ""
    plain = partial(page.take, key, acting=role, detail=detail, reason=reason, **said)
    return as_role(role, plain if step.is_plain else acts[key])


def pairs() -> list[tuple[Stage | None, tuple[StepKey, Role], tuple[StepKey, Role]]]:
    """Every step from every stage pressed twice by one, once each by two, and against every other step."""
    found: list[tuple[Stage | None, tuple[StepKey, Role], tuple[StepKey, Role]]] = []
    for stage in [None, *Stage]:
        presses = [
            (key, role)
            for key, step in STEPS.items()
            for role in sorted(step.made_by)
            if (stage in step.comes_from if stage else key is StepKey.OPEN) and key is not StepKey.APPOINT_PARTIAL
        ]
        found += [(stage, one, other) for n, one in enumerate(presses) for other in presses[n:]]
    return found


PAIRS = pairs()
QUICK = [pair for pair in PAIRS if pair[1][0] is pair[2][0]][::3] + [
    pair for pair in PAIRS if {pair[1][0], pair[2][0]} in ({"APPROVE", "TAKE_BACK"}, {"APPROVE", "WITHDRAW"})
]


def named(pair: tuple[Any, Any, Any]) -> str:
    (one, by_one), (other, by_other) = pair[1:]
    return f"{pair[0] or 'no vacancy'}: {one} by {by_one} against {other} by {by_other}"


def raced(pair: tuple[Any, Any, Any], people: Cast) -> None:
    """Run the pair and look at what is left."""
    stage, *presses = pair
    vacancy, nomination = at(stage) if stage else (make.vacancy("nysd"), None)
    before = moves_of("txnd")
    came = at_once(*(act_of(key, role, people[role], vacancy, nomination) for key, role in presses))

    assert not [said for said in came if said.startswith("fault")], came
    made = [key for (key, _role), said in zip(presses, came, strict=True) if said == DONE]
    after = moves_of("txnd")
    assert 1 <= len(made) <= 2, came
    if StepKey.VOID not in made:  # else nothing of before stands
        assert [move.step for move in after[len(before) :]] in (made, made[::-1])
        assert all(later.stage_from == earlier.stage for earlier, later in pairwise(after))
    consistent(after)


def moves_of(court_id: str) -> list[Move]:
    with acting_as(DatabaseRole.EOUSA):
        return list(Move.objects.standing().filter(office__court_id=court_id).in_order())


def consistent(moves: list[Move]) -> None:
    """The vacancy stands where its last move led; it has an appointment if, and only if, it was filled."""
    with acting_as(DatabaseRole.EOUSA):
        vacancy = Vacancy.objects.get(pk=moves[-1].vacancy_id)
        nominations = list(Nomination.objects.filter(vacancy=vacancy))
        appointments = Appointment.objects.standing().filter(office=vacancy.office).count()
        about = Message.objects.filter(cause="NOMINATION").values_list("about", "period", "recipient")
        assert len(set(about)) == len(about)
    assert vacancy.stage == moves[-1].stage
    assert (vacancy.appointment_id is not None) == (vacancy.stage == Stage.DESIGNATED)
    assert appointments == (vacancy.stage == Stage.DESIGNATED)
    if vacancy.stage in STATE_AT and vacancy.stage != Stage.SCREENING and nominations:
        assert sum(each.state in LIVE for each in nominations) == 1


@pytest.mark.parametrize("pair", QUICK, ids=named)
def test_two_at_once_move_it_once_for_each_that_was_possible(pair, people) -> None:
    raced(pair, people)


@pytest.mark.proof
@pytest.mark.parametrize("repeated", range(REPEATED), ids="round{}".format)
@pytest.mark.parametrize("pair", PAIRS, ids=named)
def test_every_pair_again_and_again(pair, people, repeated) -> None:
    raced(pair, people)


def test_two_analysts_take_a_nomination_once(oren) -> None:
    orla = make.member("Orla Quinn", Role.OARM)
    _vacancy, nomination = at(Stage.NOMINATED)
    assert nomination
    came = at_once(*(as_role(Role.OARM, partial(nomination.claim, by=who, at=make.NOW)) for who in (oren, orla)))

    assert sorted(said == DONE for said in came) == [False, True]
    assert any("has taken this nomination" in said for said in came)


def test_undoing_and_moving_on_exclude_each_other(people) -> None:
    lena = people[Role.LEADERSHIP]
    vacancy, _nomination = at(Stage.GAP_KNOWN)
    with acting_as(DatabaseRole.EOUSA):
        page = Vacancy.objects.get(pk=vacancy.pk)
    act_of(StepKey.FIND_BUDGET, Role.LEADERSHIP, lena, vacancy, None)()
    undo = as_role(Role.LEADERSHIP, partial(page.undo, by=lena, at=recorded_now()))
    came = at_once(undo, act_of(StepKey.ANNOUNCE, Role.OFFICER, people[Role.OFFICER], vacancy, None))

    assert sorted(said == DONE for said in came) in ([False, True], [True, True]), came
    moves = moves_of("txnd")
    consistent(moves)
