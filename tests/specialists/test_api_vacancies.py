"""Vacancies, moves and nominations over the API: the same verbs, the same sentences, the same wall."""

import json

import pytest
import time_machine

from portal.access import DatabaseRole
from portal.models import AccessEvent
from portal.tenancy import acting_as
from specialists.models import Move, Vacancy
from specialists.stages import Stage
from tests import make
from tests.portal.test_api import caller, is_problem, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_that_monday():
    with time_machine.travel(make.NOW, tick=True):
        yield


@pytest.fixture
def vacancy(db):
    return make.vacancy(stage=Stage.BUDGET_IDENTIFIED)


def program_of(person, *scope):
    return caller(token_of(person, *scope)[1])


def post(program, address, **body):
    return program.post(f"/api/v1/{address}", json.dumps(body), content_type="application/json")


def test_a_move_is_made_by_the_verb_and_told_back(vacancy, olga):
    program = program_of(olga, "VACANCY_MOVE")
    made = post(program, f"vacancies/{vacancy.pk}/moves/", step="ANNOUNCE", made_on="2026-11-20")

    assert made.status_code == 201
    assert made.json()["stage"] == "ANNOUNCED"
    assert made.json()["made_on"] == "2026-11-20"
    with acting_as(DatabaseRole.EOUSA):
        assert Vacancy.objects.get().stage == Stage.ANNOUNCED


def test_a_rule_that_refuses_is_409_with_the_page_s_sentence(vacancy, olga):
    program = program_of(olga, "VACANCY_MOVE")
    refused = post(program, f"vacancies/{vacancy.pk}/moves/", step="SCREEN")

    assert is_problem(refused, 409)
    assert "now at “budget identified”" in refused.json()["detail"]
    assert is_problem(post(program, f"vacancies/{vacancy.pk}/moves/", step="ANNOUNCE", made_on="2026-11-24"), 409)
    with acting_as(DatabaseRole.EOUSA):
        assert Move.objects.count() == 2


def test_eousa_does_not_move_for_the_office(vacancy, erin):
    refused = post(program_of(erin, "VACANCY_MOVE"), f"vacancies/{vacancy.pk}/moves/", step="ANNOUNCE")

    assert is_problem(refused, 409)
    assert "not for your role" in refused.json()["detail"]


@pytest.mark.parametrize("body", [{"step": "NONE"}, {}, {"step": "ANNOUNCE", "stage": "ENTERED"}, [], "x", None])
def test_a_body_that_says_something_else_is_refused_by_name(vacancy, olga, body):
    program = program_of(olga, "VACANCY_MOVE")
    address = f"/api/v1/vacancies/{vacancy.pk}/moves/"

    assert is_problem(program.post(address, json.dumps(body), content_type="application/json"), 400)


def test_another_office_s_vacancy_is_like_a_missing_one(olga):
    other = make.vacancy("nysd")
    program = program_of(olga, "VACANCY_MOVE", "VACANCY_VIEW")

    assert is_problem(post(program, f"vacancies/{other.pk}/moves/", step="REQUEST_POSITION"), 404)
    assert is_problem(post(program, "offices/nysd/vacancies/"), 404)
    assert program.get("/api/v1/vacancies/").json()["results"] == []
    assert is_problem(program.get(f"/api/v1/vacancies/{other.pk}/"), 404)


def test_an_office_opens_its_vacancy_once(olga):
    program = program_of(olga, "VACANCY_MOVE")

    assert post(program, "offices/txnd/vacancies/", made_on="2026-11-02").json()["days"] == 21
    assert is_problem(post(program, "offices/txnd/vacancies/"), 409)


def test_vacancies_are_found_by_whose_turn_it_is(rhea):
    make.vacancy("nysd", stage=Stage.NOMINATED)
    make.vacancy("cand", stage=Stage.ANNOUNCED)
    make.vacancy("txnd", stage=Stage.CHECKS)
    program = program_of(rhea, "VACANCY_VIEW")

    def found(query):
        return {row["office"] for row in program.get(f"/api/v1/vacancies/?{query}").json()["results"]}

    assert found("acts_next=OARM") == {"nysd"}
    assert found("acts_next=OFFICE") == {"cand"}
    assert found("stage=CHECKS") == {"txnd"}
    assert found("is_open=true") == {"nysd", "cand", "txnd"}
    assert found("is_open=false") == set()
    assert found("office=cand") == {"cand"}


def test_moves_are_as_known_by_an_instant(vacancy, rhea):
    program = program_of(rhea, "VACANCY_VIEW")

    assert len(program.get("/api/v1/moves/").json()["results"]) == 2
    assert program.get("/api/v1/moves/?known=2026-11-01").json()["results"] == []
    assert [row["step"] for row in program.get("/api/v1/moves/?stage=GAP_KNOWN").json()["results"]] == ["OPEN"]


def test_candidates_are_for_few_and_reading_them_leaves_a_trace(oren, lena, olga, erin, rhea, alma, otis):
    made = make.nomination(make.vacancy(stage=Stage.NOMINATED))
    for person in (oren, lena, olga, erin):
        program = program_of(person, "NOMINATION_VIEW")
        assert program.get("/api/v1/nominations/").json()["results"][0]["candidate_name"] == "Cleo Marsh"
        assert program.get(f"/api/v1/nominations/{made.pk}/").json()["is_back"] is False
    for person in (rhea, alma, otis):
        assert is_problem(program_of(person, "VACANCY_VIEW").get("/api/v1/nominations/"), 403)

    with acting_as(DatabaseRole.EOUSA):
        assert AccessEvent.objects.filter(kind="READ", detail__nomination=made.pk).count() == 4


def test_oarm_takes_and_decides_once(oren):
    made = make.nomination(make.vacancy(stage=Stage.NOMINATED))
    program = program_of(oren, "NOMINATION_DECIDE")

    assert post(program, f"nominations/{made.pk}/claim/").json()["claimed_by"] == "Oren Pratt"
    assert is_problem(post(program, f"nominations/{made.pk}/claim/"), 409)
    assert is_problem(post(program, f"nominations/{made.pk}/decisions/", decision="RETURN", reason="BUDGET"), 409)
    decided = post(program, f"nominations/{made.pk}/decisions/", decision="APPROVE", text="Bar admission by May.")
    assert (decided.status_code, decided.json()["state"]) == (201, "CONDITIONAL")
    assert is_problem(post(program, f"nominations/{made.pk}/decisions/", decision="DECLINE", text="No."), 409)
