"""The way of a vacancy as a picture, and the sentences about many: pure, so without a database."""

from datetime import date, timedelta

import pytest
from django.utils.text import capfirst

from specialists import sentences_vacancies as words
from specialists.pipeline import Stay, pipeline, stays_between
from specialists.stages import Stage, StepKey
from specialists.standing import Hiring

DAY = date(2026, 11, 23)


def ago(days):
    return DAY - timedelta(days=days)


def came(*moves):
    """The stays of a vacancy that came to these stages so many days ago."""
    return stays_between([(stage, ago(days)) for stage, days in moves])


def states(stays):
    return {step["label"]: step["state"] for step in pipeline(stays, DAY)}


def test_it_is_done_up_to_where_it_stands_and_ahead_after():
    steps = pipeline(came((Stage.GAP_KNOWN, 60), (Stage.BUDGET_IDENTIFIED, 50), (Stage.ANNOUNCED, 10)), DAY)

    assert [step["state"] for step in steps] == ["done", "done", "now", *["ahead"] * 7]
    assert [step["days"] for step in steps[:4]] == ["10 days", "40 days", "day 10 of 45", "target 30"]
    assert steps[-1] == {"label": "Specialist designated", "state": "ahead", "days": "", "who": "", "on": None}


@pytest.mark.parametrize(
    ("stage", "behind"),
    [
        (Stage.NO_BUDGET, "Gap known"), (Stage.POSITION_REQUESTED, "Gap known"),
        (Stage.RETURNED, "Nominated, with OARM"),
    ],
)  # fmt: skip
def test_a_stage_aside_stands_in_its_place_while_it_lasts(stage, behind):
    found = states(came((Stage.GAP_KNOWN, 60), (stage, 5)))
    order = list(found)

    assert found[capfirst(stage.label)] == "now"
    assert order[list(found.values()).index("now") - 1] == behind
    assert len(order) == 11


@pytest.mark.parametrize("now", [Stage.NOMINATED, Stage.SCREENING, Stage.APPROVED])
def test_a_stage_aside_stays_on_the_way_with_its_days_and_never_ahead(now):
    way = ((Stage.GAP_KNOWN, 90), (Stage.NO_BUDGET, 85), (Stage.BUDGET_IDENTIFIED, 80), (Stage.SCREENING, 60))
    steps = pipeline(came(*way, (Stage.NOMINATED, 50), (Stage.RETURNED, 40), (now, 30)), DAY)
    before = [(step["label"], step["days"]) for step in steps[: [step["state"] for step in steps].index("now")]]

    assert before[:2] == [("Gap known", "5 days"), ("No budget authority", "5 days")]
    assert before[-1] == ("Returned to the office", "10 days")
    assert {step["state"] for step in steps[: len(before)]} == {"done"}
    assert len(steps) == 12


def test_what_came_before_a_special_ausa_stays_on_the_way():
    stays = came((Stage.GAP_KNOWN, 90), (Stage.BUDGET_IDENTIFIED, 80), (Stage.SPECIAL_REQUESTED, 8))

    assert [(step["label"], step["state"]) for step in pipeline(stays, DAY)] == [
        ("Gap known", "done"), ("Budget identified", "done"), ("Special AUSA requested from EOUSA", "now"),
        ("Specialist designated", "ahead"),
    ]  # fmt: skip
    refused = pipeline([*stays[:-1], Stay(Stage.SPECIAL_REQUESTED, ago(8), ago(3)), Stay(Stage.GAP_KNOWN, ago(3))], DAY)
    assert [step["label"] for step in refused[:2]] == ["Special AUSA requested from EOUSA", "Gap known"]


def test_back_at_screening_what_lies_behind_it_is_ahead_again():
    stays = came((Stage.GAP_KNOWN, 90), (Stage.SCREENING, 80), (Stage.NOMINATED, 70), (Stage.SCREENING, 4))
    steps = {step["label"]: step for step in pipeline(stays, DAY)}

    assert steps["Nominated, with OARM"]["state"] == "ahead"
    assert steps["Screening and interviews"]["days"] == "day 4 of 30"


def test_a_special_ausa_has_a_way_of_its_own():
    assert list(states(came((Stage.GAP_KNOWN, 9), (Stage.SPECIAL_REQUESTED, 2)))) == [
        "Gap known", "Special AUSA requested from EOUSA", "Specialist designated",
    ]  # fmt: skip


def test_a_vacancy_that_has_ended_shows_only_what_it_came_through():
    assert states(came((Stage.GAP_KNOWN, 9), (Stage.DESIGNATED, 2))) == {
        "Gap known": "done", "Specialist designated": "done",
    }  # fmt: skip
    assert pipeline([], DAY) == []


def hiring(stage, days):
    return Hiring(stage, ago(days), days)


def test_many_vacancies_are_counted_by_turn():
    found = [
        hiring(Stage.NOMINATED, 34), hiring(Stage.NOMINATED, 2), hiring(Stage.ANNOUNCED, 50),
        hiring(Stage.CHECKS, 240), hiring(Stage.POSITION_REQUESTED, 3),
    ]  # fmt: skip

    assert words.of_all(found) == (
        "5 vacancies are open. OARM has 2, the oldest for 34 days (target 30); an office has 1, 1 over target; "
        "EOUSA has 1; 1 waits for an investigation, 1 over target."
    )
    assert words.of_all([]) == "No vacancy is open."


@pytest.mark.parametrize(
    ("steps", "word"),
    [
        ([StepKey.OPEN], ""), ([StepKey.OPEN, StepKey.OFFER], "not begun"),
        ([StepKey.OFFER, StepKey.BEGIN_CHECKS], "under way"),
        ([StepKey.BEGIN_CHECKS, StepKey.ENTER], "entered on duty"),
        ([StepKey.ENTER, StepKey.DESIGNATE], "entered on duty"), ([StepKey.BEGIN_CHECKS, StepKey.LOSE_CANDIDATE], ""),
    ],
)  # fmt: skip
def test_the_checks_are_told_by_the_stage_alone(steps, word):
    assert words.checks(steps) == word


def test_whose_turn_it_is_as_the_reader_calls_them():
    assert words.turn(hiring(Stage.GAP_KNOWN, 3), "", is_own=True).startswith("Your office’s leadership has to find")
    assert words.turn(hiring(Stage.GAP_KNOWN, 3), "D. Guam", is_own=False).startswith(
        "D. Guam: the office’s leadership has to find"
    )
    assert words.turn(hiring(Stage.ANNOUNCED, 46), "", is_own=True) == (
        "Your office has to close the announcement and screen. Day 46 of 45, 1 day over target."
    )
