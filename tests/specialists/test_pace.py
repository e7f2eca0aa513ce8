"""Where vacancies get stuck: the figures of a stage, and the sentences made of them."""

from fractions import Fraction

import pytest

from specialists.pace import FEW, Figures, Visit, most_late, paces, slowest
from specialists.stages import Stage
from specialists.stuck import answer, in_short, own, second, told, within

MINE, OTHER = 1, 2
CHECKS, SCREENING = Stage.CHECKS, Stage.SCREENING


def over(stage, *days, office=OTHER):
    return [Visit(office, stage, each, is_over=True) for each in days]


def there(stage, *days, office=OTHER):
    return [Visit(office, stage, each, is_over=False, is_open=True) for each in days]


def broken_off(stage, *days, office=OTHER):
    return [Visit(office, stage, each, is_over=False) for each in days]


TEN_CHECKS = over(CHECKS, 100, 110, 120, 130, 143, 150, 160, 180, 260, 300)


def of(found, stage):
    return next(pace for pace in found if pace.stage is stage)


def test_what_waits_now_counts_but_never_as_over():
    figures = of(paces([*TEN_CHECKS, *there(CHECKS, 211, 210, 5), *broken_off(CHECKS, 20)]), CHECKS).nation

    assert (figures.count, figures.over, figures.waiting, figures.late, figures.longest) == (14, 10, 3, 1, 300)
    assert figures.open_for == (211, 210, 5)
    assert figures.median == 150, "two of the fourteen were lost sight of before the first was over"
    assert figures.ninetieth == 300


def test_every_stage_of_the_way_has_a_row_and_no_closed_one_has():
    found = [pace.stage for pace in paces([])]

    assert found == [stage for stage in Stage if stage not in {Stage.DESIGNATED, Stage.WITHDRAWN}]


def test_an_office_stands_beside_the_nation_and_in_it():
    found = of(paces([*TEN_CHECKS, *there(CHECKS, 50, office=MINE)], MINE), CHECKS)

    assert found.nation.count == 11
    assert (found.own.count, found.own.waiting, found.own.median) == (1, 1, None)


@pytest.mark.parametrize("others", range(FEW + 1))
def test_who_may_not_see_other_offices_learns_of_no_single_one(others):
    visits = over(CHECKS, 1, 2, 3, 4, 5, 6, 7, office=MINE)
    for office in range(OTHER, OTHER + others):
        visits += over(CHECKS, 100, 101, 102, office=office)

    closed = of(paces(visits, MINE, is_closed=True), CHECKS)
    assert (closed.nation is None) == (closed.elsewhere is None) == (0 < others < FEW)
    assert of(paces(visits, MINE), CHECKS).nation.count == 7 + 3 * others


def test_the_slowest_stage_has_enough_stays_to_tell():
    found = paces([*over(SCREENING, 20, 30, 40, 50, 60), *over(CHECKS, 400)])

    assert slowest(found)[0] is SCREENING
    assert slowest(paces(over(CHECKS, 400)))[0] is CHECKS, "where no stage has enough, the slowest of those"
    assert slowest(paces([])) is None


def test_a_stage_that_most_never_left_is_as_slow_as_it_has_been_seen():
    found = paces([*over(SCREENING, 20, 30, 40, 50, 60), *there(CHECKS, 90, 90, 90), *over(CHECKS, 1, 2)])

    assert slowest(found)[0] is CHECKS


def test_most_late_is_where_most_wait_and_of_equals_the_larger_share():
    found = paces([*there(CHECKS, 220, 230, 5), *there(SCREENING, 31, 40)])

    assert most_late(found)[0] is SCREENING
    assert most_late(paces(there(CHECKS, 210))) is None, "on the last day of the target nothing is late"


# --- in words ----------------------------------------------------------------------------------------------------
def test_the_answer_names_the_slowest_stage_its_days_and_who_waits():
    found = paces([*TEN_CHECKS, *there(CHECKS, 211, 50)])

    assert answer(found) == (
        "“Pre-employment checks” takes longest: half are through within 150 days, nine in ten within 300. "
        "2 wait there now, 1 of them beyond the target of 210 days."
    )


def test_a_past_day_is_told_as_past():
    found = paces([*TEN_CHECKS, *there(CHECKS, 50)])

    assert answer(found, "On May 5, 2026") == (
        "On May 5, 2026: “pre-employment checks” took longest: half are through within 143 days, "
        "nine in ten within 260. 1 waited there then, nobody beyond the target of 210 days."
    )
    assert "2 wait there now, beyond the target of 210 days." in answer(paces([*TEN_CHECKS, *there(CHECKS, 211, 250)]))
    assert "Nobody waited there then." in answer(paces(TEN_CHECKS), "On May 5, 2026")


def test_nothing_on_record_is_said_and_not_counted():
    assert answer(paces([])) == "No vacancy is on record, so nothing can be said about days."
    assert second(paces([])) == ""


def test_what_is_not_known_yet_is_said():
    half_known = Figures.of([*over(CHECKS, 10, 20, 30), *there(CHECKS, 31, 31)], 210)
    not_even_half = Figures.of([*over(CHECKS, 1), *there(CHECKS, 90, 80)], 210)

    assert within(half_known) == (
        "half are through within 30 days, but more than one in ten take longer than the 31 days seen so far"
    )
    assert within(not_even_half) == "more than half take longer than the 90 days seen so far"


def test_the_second_sentence_says_where_most_wait_too_long_unless_the_first_did():
    late = [*TEN_CHECKS, *there(SCREENING, 31, 40, 3)]

    assert second(paces(late)) == (
        "Most wait too long now at “screening and interviews”: 2 of 3 beyond the target of 30 days."
    )
    assert "waited too long at" in second(paces(late), is_past=True)
    assert second(paces([*TEN_CHECKS, *there(CHECKS, 220)])) == ""
    assert second(paces([*TEN_CHECKS, *there(CHECKS, 20)])) == "Nobody waits longer than the target of the stage."


def test_an_offices_own_vacancy_is_held_against_all_others():
    found = paces([*TEN_CHECKS, *there(CHECKS, 151, office=MINE)], MINE)

    assert list(own(found, "Your vacancy")) == [
        "Your vacancy has waited at “pre-employment checks” for 151 days. Elsewhere 40 of 100 stay there longer."
    ]
    assert of(found, CHECKS).elsewhere.share_over(151) == Fraction(2, 5)


def test_where_the_others_have_too_few_the_vacancy_is_told_alone():
    few = paces([*over(CHECKS, 90), *there(CHECKS, 10, office=MINE)], MINE)
    withheld = paces([*over(CHECKS, 90), *there(CHECKS, 10, office=MINE)], MINE, is_closed=True)

    for found in (few, withheld):
        assert list(own(found, "Your vacancy")) == ["Your vacancy has waited at “pre-employment checks” for 10 days."]


@pytest.mark.parametrize(
    ("waited", "says"), [(0, "nearly all stay there longer"), (400, "hardly any stays there longer")]
)
def test_all_and_none_are_words(waited, says):
    found = paces([*TEN_CHECKS, *there(CHECKS, waited, office=MINE)], MINE)

    assert says in next(own(found, "Your vacancy"))


def test_a_percentile_in_a_table_is_a_number_or_more_than_one():
    known = Figures.of(TEN_CHECKS, 210)
    unknown = Figures.of(there(CHECKS, 90), 210)

    assert told(known, known.median) == "143"
    assert told(unknown, unknown.median) == "over 90"
    assert told(Figures.of([], 210), None) == told(None, None) == ""


def test_beside_a_bar_stands_what_is_known():
    waiting = Figures.of(there(CHECKS, 90), 210)

    assert in_short(Figures.of(TEN_CHECKS, 210), 210) == "half 143, nine in ten 260, target 210"
    assert in_short(waiting, 210) == "more than half over 90, target 210"
    assert in_short(None, 210) == "too few elsewhere to tell; target 210"
