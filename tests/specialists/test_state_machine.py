"""Family 7: four people do what comes to mind, in any order; whatever is refused, the record stays whole."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from portal import gazetteer
from portal.access import DATABASE_ROLE, DatabaseRole, Role
from portal.calendar import CENTER
from portal.errors import Refused
from portal.models import Membership, Office, Person, recording_at
from portal.tenancy import acting_as
from specialists.models import Absence, Answer, Appointment, Asking, Clearance, Move, Nomination, Vacancy
from specialists.nation import Nation, coverage_on
from specialists.stages import STEPS, NominationState, Stage, StepKey
from tests import make

pytestmark = pytest.mark.django_db
APPROVED = frozenset({NominationState.APPROVED, NominationState.CONDITIONAL})
STATES = {
    Stage.NOMINATED: frozenset({NominationState.SENT}),
    Stage.RETURNED: frozenset({NominationState.RETURNED}),
    **dict.fromkeys((Stage.APPROVED, Stage.OFFERED, Stage.CHECKS, Stage.ENTERED), APPROVED),
}
"""In which states the one live nomination may be while the vacancy is in a stage."""
ROLES = st.sampled_from([Role.LEADERSHIP, Role.OFFICER, Role.OARM, Role.EOUSA])
AGO = st.integers(min_value=-1, max_value=6)
"""How many days before today a move is said to have been made; negative: in the future, which is refused."""
DETAILS = {code for step in STEPS.values() for code in step.details}
REASONS = {code for step in STEPS.values() for code in step.reasons or ()}
CODES = st.sampled_from(sorted({*DETAILS, *REASONS}))
PLAIN = st.sampled_from([key for key, step in STEPS.items() if step.is_plain])
DESIGNATING = st.sampled_from([Role.LEADERSHIP, Role.EOUSA])


class Office94(RuleBasedStateMachine):
    """One office, its leader and officer, OARM's analysts, EOUSA's desk officer; time goes forward."""

    people: dict[Role, Person]
    other_analyst: Person
    office: Office
    offices: list[int]
    refused = done = 0
    reached: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.day = date(2024, 1, 8)
        self.is_new = True
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize()
    def asked(self) -> None:
        self.do(Role.EOUSA, lambda: Asking.objects.ask(offices=[self.office], by=self.people[Role.EOUSA], on=self.day))

    @property
    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), CENTER)

    def do(self, role: Role, act: Any) -> None:
        """Act as the role; what a rule refuses leaves no trace."""
        office_id = self.office.pk if DATABASE_ROLE[role] is DatabaseRole.HEADS else None
        try:
            with recording_at(self.now), acting_as(DATABASE_ROLE[role], office_id=office_id):
                act()
            Office94.done += 1
            self.is_new = True
        except Refused:
            Office94.refused += 1

    def vacancy(self) -> Vacancy:
        found = Vacancy.objects.select_related("office").filter(office=self.office).order_by("-pk").first()
        if found is None:
            raise Refused("There is no vacancy yet.")
        return found

    def nomination(self) -> Nomination:
        found = Nomination.objects.filter(office=self.office).order_by("-pk").first()
        if found is None:
            raise Refused("There is no nomination yet.")
        return found

    def said(self, role: Role, ago: int) -> dict[str, Any]:
        return {"by": self.people[role], "on": self.day, "made_on": self.day - timedelta(days=ago)}

    def candidate(self, kind: str) -> dict[str, Any]:
        return {"name": "Cleo Marsh", "email": "cleo@example.test", "kind": kind, "starts_on": self.day}

    # --- what people do --------------------------------------------------------------------------------------------
    @rule(days=st.integers(min_value=1, max_value=70))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(role=ROLES.filter(lambda role: role != Role.OARM), ago=AGO)
    def open_a_vacancy(self, role: Role, ago: int) -> None:
        self.do(role, lambda: Vacancy.objects.begin(office=self.office, **self.said(role, ago)))

    @rule(
        role=ROLES, key=st.sampled_from([k for k, s in STEPS.items() if s.is_plain]), ago=AGO, code=CODES, words=CODES
    )
    def take_any_step(self, role: Role, key: StepKey, ago: int, code: str, words: str) -> None:
        self.do(
            role,
            lambda: self.vacancy().take(key, acting=role, detail=code, reason=words, **self.said(role, ago)),
        )

    @rule(data=st.data(), ago=AGO.filter(lambda ago: ago < 2))
    def take_a_fitting_step(self, data: st.DataObject, ago: int) -> None:
        with acting_as(DatabaseRole.EOUSA):
            found = Vacancy.objects.filter(office=self.office).order_by("-pk").first()
        stage = Stage(found.stage) if found else Stage.DESIGNATED
        fitting = [key for key, step in STEPS.items() if step.is_plain and stage in step.comes_from]
        ahead = [key for key in fitting if key not in {StepKey.WITHDRAW, StepKey.VOID, StepKey.LOSE_CANDIDATE}]
        if not fitting:
            return
        key = data.draw(st.sampled_from([*fitting, *ahead, *ahead]))
        step = STEPS[key]
        role = data.draw(st.sampled_from(sorted(step.made_by)))
        words: dict[str, Any] = {
            "detail": data.draw(st.sampled_from([str(c) for c in step.details] or [""])),
            "reason": data.draw(st.sampled_from(step.reasons.values if step.reasons else [""])),
        }
        self.do(role, lambda: self.vacancy().take(key, acting=role, **words, **self.said(role, ago)))

    @rule(times=st.integers(min_value=1, max_value=6), is_returned=st.booleans())
    def go_on(self, times: int, is_returned: bool) -> None:
        """What comes next, so many times, done as it should be; OARM sends a nomination back or not."""
        for _each in range(times):
            self.one_step_on(is_returned)

    def one_step_on(self, is_returned: bool) -> None:
        self.day += timedelta(days=1)
        with acting_as(DatabaseRole.EOUSA):
            found = Vacancy.objects.open().filter(office=self.office).first()
        leader, oarm = self.said(Role.LEADERSHIP, 0), self.said(Role.OARM, 0)
        plain = {"acting": Role.LEADERSHIP} | leader
        acts: dict[Any, tuple[Role, Any]] = {
            None: (Role.LEADERSHIP, lambda: Vacancy.objects.begin(office=self.office, **leader)),
            Stage.GAP_KNOWN: (
                Role.LEADERSHIP,
                lambda: self.vacancy().take(StepKey.FIND_BUDGET, detail="ATTRITION", **plain),
            ),
            Stage.BUDGET_IDENTIFIED: (Role.LEADERSHIP, lambda: self.vacancy().take(StepKey.ANNOUNCE, **plain)),
            Stage.ANNOUNCED: (Role.LEADERSHIP, lambda: self.vacancy().take(StepKey.SCREEN, **plain)),
            Stage.SCREENING: (Role.LEADERSHIP, self.nominate),
            Stage.NOMINATED: (Role.OARM, lambda: self.decided(is_returned, oarm)),
            Stage.RETURNED: (Role.LEADERSHIP, lambda: self.nomination().send(**leader)),
            Stage.APPROVED: (Role.LEADERSHIP, lambda: self.vacancy().take(StepKey.OFFER, **plain)),
            Stage.OFFERED: (Role.LEADERSHIP, lambda: self.vacancy().take(StepKey.BEGIN_CHECKS, **plain)),
        }
        stage = found.stage if found else None
        if stage in acts:
            self.do(*acts[stage])

    def decided(self, is_returned: bool, said: dict[str, Any]) -> None:
        if is_returned:
            self.nomination().give_back(reason="BUDGET", text="Show it.", **said)
        else:
            self.nomination().approve(**said)

    def nominate(self) -> None:
        who: dict[str, Any] = {"by": self.people[Role.LEADERSHIP], "on": self.day}
        if not Nomination.objects.live().filter(office=self.office).exists():
            candidate: dict[str, Any] = {"candidate_name": "Cleo Marsh", "candidate_email": "cleo@example.test"}
            Nomination.objects.prepare(vacancy=self.vacancy(), **candidate, **who)
        self.nomination().send(**who)

    @rule(role=st.sampled_from([Role.LEADERSHIP, Role.OFFICER]))
    def prepare(self, role: Role) -> None:
        candidate: dict[str, Any] = {"candidate_name": "Cleo Marsh", "candidate_email": "cleo@example.test"}
        who: dict[str, Any] = {"by": self.people[role], "on": self.day}
        self.do(role, lambda: Nomination.objects.prepare(vacancy=self.vacancy(), **candidate, **who))

    @rule(ago=AGO)
    def send(self, ago: int) -> None:
        self.do(Role.LEADERSHIP, lambda: self.nomination().send(**self.said(Role.LEADERSHIP, ago)))

    @rule(ago=AGO, decision=st.sampled_from(["approve", "approve", "conditions", "return", "decline"]))
    def decide(self, ago: int, decision: str) -> None:
        said = self.said(Role.OARM, ago)
        acts = {
            "approve": lambda: self.nomination().approve(**said),
            "conditions": lambda: self.nomination().approve(conditions="By May.", **said),
            "return": lambda: self.nomination().give_back(reason="BUDGET", text="Show it.", **said),
            "decline": lambda: self.nomination().decline(text="No.", **said),
        }
        self.do(Role.OARM, acts[decision])

    @rule(take=st.booleans(), mine=st.booleans())
    def claim_or_release(self, take: bool, mine: bool) -> None:
        who: dict[str, Any] = {"by": self.people[Role.OARM] if mine else self.other_analyst, "at": self.now}
        self.do(Role.OARM, lambda: self.nomination().claim(**who) if take else self.nomination().release(**who))

    @rule()
    def the_other_analyst_leaves(self) -> None:
        def leave() -> None:
            held = Membership.objects.in_force().select_related("person").get(person=self.other_analyst)
            held.end(by=self.people[Role.EOUSA], acting=Role.EOUSA, at=self.now)

        with acting_as(DatabaseRole.EOUSA):
            is_there = Membership.objects.in_force().filter(person=self.other_analyst).exists()
        if is_there:
            self.do(Role.EOUSA, leave)

    @rule()
    def take_back(self) -> None:
        who: dict[str, Any] = {"by": self.people[Role.LEADERSHIP], "on": self.day}
        self.do(Role.LEADERSHIP, lambda: self.nomination().take_back(reason="OTHER", **who))

    @rule(ago=AGO, tested=st.booleans())
    def enter_on_duty(self, ago: int, tested: bool) -> None:
        dates: dict[str, Any] = {"drug_test_on": self.day - timedelta(days=9) if tested else None}
        said = self.said(Role.OFFICER, ago)
        self.do(Role.OFFICER, lambda: Clearance.objects.enter_on_duty(vacancy=self.vacancy(), **dates, **said))

    @rule(
        role=st.sampled_from([Role.LEADERSHIP, Role.EOUSA]), kind=st.sampled_from(["FULL_TIME", "COLLATERAL", "ACTING"])
    )
    def designate(self, role: Role, kind: str) -> None:
        self.do(role, lambda: self.vacancy().designate(**self.candidate(kind), **self.said(role, 0)))

    @rule(kind=st.sampled_from(["FULL_TIME", "COLLATERAL"]))
    def appoint_special(self, kind: str) -> None:
        act = self.candidate(kind) | self.said(Role.EOUSA, 0)
        self.do(Role.EOUSA, lambda: self.vacancy().appoint_special(**act))

    @rule(days=st.integers(min_value=0, max_value=90))
    def cover(self, days: int) -> None:
        facts = {name: value for name, value in self.candidate("").items() if name != "kind"}
        facts |= {"ends_on": self.day + timedelta(days=days), "by": self.people[Role.LEADERSHIP], "on": self.day}
        self.do(Role.LEADERSHIP, lambda: self.vacancy().cover(**facts))

    @rule(role=ROLES)
    def undo(self, role: Role) -> None:
        self.undone_by(role)

    @rule()
    def undo_own(self) -> None:
        with acting_as(DatabaseRole.EOUSA):
            last = Move.objects.standing().filter(office=self.office).newest()
        author = next((role for role, person in self.people.items() if last and last.recorded_by_id == person.pk), None)
        if author:
            self.undone_by(author)

    def undone_by(self, role: Role) -> None:
        self.do(role, lambda: self.vacancy().undo(by=self.people[role], at=self.now))

    @rule(says=st.sampled_from(["ACTING", "CANNOT_NOW"]))
    def answer(self, says: str) -> None:
        why: dict[str, Any] = (
            {"reason": "NO_SLOT", "review_on": self.day + timedelta(days=40)} if says == "CANNOT_NOW" else {}
        )
        who: dict[str, Any] = {"by": self.people[Role.LEADERSHIP], "on": self.day}
        self.do(Role.LEADERSHIP, lambda: Answer.objects.give(office=self.office, says=says, **why, **who))

    @rule(away=st.booleans())
    def the_specialist_leaves_or_is_away(self, away: bool) -> None:
        def leave() -> None:
            last = Appointment.objects.standing().filter(office=self.office, ends_on=None).order_by("pk").first()
            if last is None:
                raise Refused("Nobody serves.")
            who: dict[str, Any] = {"by": self.people[Role.EOUSA], "on": self.day}
            if away:
                Absence.objects.record(office=self.office, person=last.person, starts_on=self.day, **who)
            else:
                last.end(ends_on=self.day, **who)

        self.do(Role.EOUSA, leave)

    # --- what holds, whatever they do --------------------------------------------------------------------------------
    @invariant()
    def the_record_is_whole(self) -> None:
        """Looked at after every act that was done; what a refused one had left behind would be seen then too."""
        if not self.is_new:
            return
        self.is_new = False
        with acting_as(DatabaseRole.EOUSA):
            nation = coverage_on(self.day, self.now, self.offices)
            vacancies = list(Vacancy.objects.filter(office=self.office))
            moves = list(Move.objects.standing().filter(office=self.office).in_order())
            live = list(Nomination.objects.live().filter(office=self.office))
            analysts = set(Membership.objects.in_force().filter(role=Role.OARM).values_list("person_id", flat=True))
        self.every_office_has_one_answer(nation, vacancies)
        for vacancy in vacancies:
            self.moves_lead_to_the_stage(vacancy, [move for move in moves if move.vacancy_id == vacancy.pk])
            self.it_is_filled_or_open(vacancy)
            self.the_nomination_is_where_it_is(vacancy, [each.state for each in live if each.vacancy_id == vacancy.pk])
        assert {each.claimed_by_id for each in live} - {None} <= analysts
        Office94.reached |= {move.stage for move in moves}

    def every_office_has_one_answer(self, nation: Nation, vacancies: list[Vacancy]) -> None:
        assert len(nation.standings) == nation.totals.offices == sum(nation.totals.groups.values()) == 94
        hiring = nation.standings[self.office.pk].hiring
        opened = [vacancy.stage for vacancy in vacancies if vacancy.is_open]
        assert opened == ([hiring.stage] if hiring else [])

    def moves_lead_to_the_stage(self, vacancy: Vacancy, own: list[Move]) -> None:
        assert all(a.made_on <= b.made_on and b.stage_from == a.stage for a, b in pairwise(own))
        assert all(move.made_on <= self.day and move.recorded_at <= self.now for move in own)
        assert (vacancy.stage, vacancy.moved_on) == (own[-1].stage, own[-1].made_on)

    def it_is_filled_or_open(self, vacancy: Vacancy) -> None:
        assert (vacancy.appointment_id is not None) == (vacancy.stage == Stage.DESIGNATED)
        assert (vacancy.closed_on is None) == Stage(vacancy.stage).is_open

    def the_nomination_is_where_it_is(self, vacancy: Vacancy, states: list[str]) -> None:
        assert len(states) <= vacancy.is_open
        if vacancy.stage in STATES:
            assert set(states) & STATES[Stage(vacancy.stage)]


@pytest.fixture
def office94(lena: Person, olga: Person, oren: Person, erin: Person) -> type[Office94]:
    Office94.people = {Role.LEADERSHIP: lena, Role.OFFICER: olga, Role.OARM: oren, Role.EOUSA: erin}
    Office94.other_analyst = make.member("Orla Quinn", Role.OARM)
    Office94.office = make.office()
    Office94.offices = [each.pk for each in gazetteer.offices().values()]
    Office94.refused, Office94.done, Office94.reached = 0, 0, set()
    return Office94


def run(machine: type[Office94], examples: int, steps: int, seed: int) -> None:
    """So many histories of so many acts, drawn from a seed."""
    limits = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=False,
        suppress_health_check=list(HealthCheck), print_blob=False,
    )  # fmt: skip
    run_state_machine_as_test(seeded(seed)(machine), settings=limits)


def test_whatever_four_people_do_the_record_stays_whole(office94) -> None:
    run(office94, examples=30, steps=40, seed=94)

    assert Office94.done > 100
    assert Office94.refused > 100
    assert Office94.reached >= {Stage.GAP_KNOWN, Stage.SCREENING, Stage.NOMINATED}


@pytest.mark.proof
def test_tens_of_thousands_of_acts_of_four_people(office94) -> None:
    """Together they pass through every stage that there is."""
    for seed in range(10):
        run(office94, examples=170, steps=60, seed=seed)

    assert Office94.reached == set(Stage)
    assert Office94.done + Office94.refused > 50_000
