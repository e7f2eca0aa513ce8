"""What people read: of the nation, of an office, of what happened."""

from datetime import date, timedelta

import pytest

from specialists import sentences
from specialists.changes import events_between
from specialists.coverage import Answer, Fact, Source, Totals
from specialists.stages import Stage
from specialists.standing import Acts, standing

DAY = date(2026, 11, 23)


def ago(days):
    return DAY - timedelta(days=days)


def fact(source, starts, ends=None, **more):
    return Fact(7, source, more.pop("kind", ""), ago(starts), None if ends is None else ago(ends), **more)


def serves(starts, ends=None, **more):
    return fact(Source.APPOINTMENT, starts, ends, **{"kind": "FULL_TIME", "person_id": 1} | more)


def says(kind, starts, ends):
    return fact(Source.ANSWER, starts, ends, kind=kind)


def at(stage, starts, ends=None, **more):
    return fact(Source.VACANCY, starts, ends, kind=stage, **more)


ASKED = fact(Source.ASKING, 200)
OFFICE = {
    "covered": ([serves(31)], "Your office has a full-time specialist, since Oct. 23, 2026."),
    "silent": (
        [serves(900, 146), ASKED],
        "Your office has no specialist since June 30, 2026 (146 days). It is silent.",
    ),
    "never": ([ASKED], "Your office has never had a specialist on record here (200 days). It is silent."),
    "cannot": (
        [serves(900, 10), says("CANNOT_NOW", 5, -9)],
        (
            "Your office has no specialist since Nov. 13, 2026 (10 days). "
            "It has answered that it cannot fill the post now."
        ),
    ),
    "hiring": (
        [serves(900, 10), at(Stage.ANNOUNCED, 10)],
        (
            "Your office has no specialist since Nov. 13, 2026 (10 days). "
            "It is hiring: announced since Nov. 13, 2026, day 10 of 45."
        ),
    ),
    "late": (
        [serves(900, 60), at(Stage.NOMINATED, 34)],
        (
            "Your office has no specialist since Sept. 24, 2026 (60 days). "
            "It is hiring: nominated, with OARM since Oct. 20, 2026, day 34 of 30; waiting on OARM, 4 days over target."
        ),
    ),
    "nothing": ([], "Your office has nothing on record here, and EOUSA has not asked yet."),
}


@pytest.mark.parametrize("name", OFFICE)
def test_of_an_office(name):
    facts, sentence = OFFICE[name]

    assert sentences.of_office(standing(7, facts, DAY, is_reachable=True), "Your office") == sentence


OWED = {
    "You owe an answer: who serves": [ASKED],
    "You owe nothing yet": [],
    "a special AUSA under 18 USC 925D cannot do": [serves(9, authority="SAUSA_925D")],
    "The answer holds until Dec. 2, 2026": [says("ACTING", 5, -9)],
    "You owe nothing for the post now.": [serves(9)],
    "Your office has to act: announce the position (day 10 of 30).": [at(Stage.BUDGET_IDENTIFIED, 10)],
    "You owe nothing for the post now. Next: OARM has to decide on the nomination (day 34 of 30).": [
        at(Stage.NOMINATED, 34)
    ],
}


@pytest.mark.parametrize("sentence", OWED)
def test_what_an_office_owes(sentence):
    assert sentence in sentences.owed(standing(7, OWED[sentence], DAY, is_reachable=True))


@pytest.mark.parametrize(
    ("facts", "is_reachable", "acts", "act"),
    [
        ([serves(9, kind="ACTING"), at(Stage.ANNOUNCED, 10)], True, Acts.OFFICE, "close the announcement"),
        ([serves(9, kind="ACTING"), at(Stage.NOMINATED, 10)], True, Acts.OARM, "decide"),
        ([serves(9, kind="ACTING")], True, Acts.NOBODY, ""),
        ([at(Stage.ANNOUNCED, 10)], False, Acts.OFFICE, "close the announcement"),
        ([ASKED, at(Stage.ANNOUNCED, 100)], True, Acts.OFFICE, "close the announcement"),
        ([ASKED, at(Stage.ANNOUNCED, 100)], False, Acts.EOUSA, "find somebody to reach there"),
        ([ASKED, at(Stage.CHECKS, 400)], False, Acts.INVESTIGATION, "finish the pre-employment checks"),
    ],
)
def test_an_open_vacancy_says_who_acts_next_also_beside_acting_cover(facts, is_reachable, acts, act):
    stands = standing(7, facts, DAY, is_reachable=is_reachable)

    assert stands.acts is acts
    assert act in stands.act


def test_of_the_nation():
    everybody = Totals.of([Answer.FULL_TIME] * 94)
    nobody = Totals.of([Answer.NOT_ASKED] * 94)

    assert sentences.of_nation(everybody, []) == "94 of 94 offices are covered. None is in hand, none is silent."
    assert sentences.of_nation(nobody, []).endswith(" None is in hand, none is silent, nobody has been asked yet.")


def test_what_happened_names_people_where_the_reader_may_know_them():
    away = fact(Source.ABSENCE, 9, 2, person_id=1, stand_in_id=2)
    told = [event.sentence("Ann", "Bob") for event in events_between([serves(20, 1), away], date.min, DAY)]

    assert told == [
        "Ann began (full time).",
        "Ann is away; Bob stands in.",
        "The absence of Ann ended.",
        "Ann’s appointment ended.",
    ]
    assert events_between([serves(20)], date.min, DAY)[0].sentence() == "The specialist began (full time)."


def test_of_the_nation_on_a_past_day():
    nobody = Totals.of([Answer.NOT_ASKED] * 94)
    when = sentences.moment(date(2026, 5, 5), date(2026, 11, 21))

    assert sentences.of_nation_then(nobody, [], when) == (
        "On May 5, 2026, as known on Nov 21, 2026: 0 of 94 offices were covered. "
        "None was in hand, none was silent, nobody had been asked yet."
    )
    assert sentences.moment(date(2026, 5, 5), None) == "On May 5, 2026"


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ([serves(900, 45, row=1), serves(45, person_id=2, row=2)], "specialist began Oct 9"),
        ([serves(900, 45, row=1), says("ACTING", 45, -45)], "answered “acting” Oct 9, holds until Jan 7, 2027"),
        ([serves(900, 45), ASKED], "specialist left Oct 9"),
    ],
)
def test_the_last_word_of_one_day_is_what_explains_the_answer(facts, word):
    assert standing(7, facts, DAY, is_reachable=True).last_word == word
