"""Coverage against a slow reference that looks at every day on its own, and its stated examples."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specialists.changes import cause, events_between, last_word
from specialists.comparison import compare, turned
from specialists.coverage import Answer, Authority, Fact, Kind, Source, Totals, answer_on, timeline
from specialists.stages import Stage
from specialists.standing import Acts, standing
from tests.specialists.slow_coverage import ORDER, is_hiring

START = date(2025, 1, 1)
DAYS = 120


def day(number: int) -> date:
    return START + timedelta(days=number)


def appointed(starts: int, ends: int | None = None, kind: str = "FULL_TIME", person: int = 1, **more) -> Fact:
    until = None if ends is None else day(ends)
    return Fact(7, Source.APPOINTMENT, kind, day(starts), until, person, more.pop("authority", "AUSA_542"), **more)


def away(starts: int, ends: int | None = None, person: int = 1, stand_in: int | None = None) -> Fact:
    return Fact(7, Source.ABSENCE, "", day(starts), None if ends is None else day(ends), person, stand_in_id=stand_in)


def answered(starts: int, says: str, holds: int = 90, row: int = 0) -> Fact:
    return Fact(7, Source.ANSWER, says, day(starts), day(starts + holds), row=row)


def asked(starts: int) -> Fact:
    return Fact(7, Source.ASKING, "", day(starts))


starts = st.integers(0, DAYS - 1)
lengths = st.one_of(st.none(), st.integers(1, 60), st.integers(29, 32))
people = st.integers(1, 2)


@st.composite
def periods(draw: st.DrawFn) -> tuple[date, date | None]:
    begin, length = draw(starts), draw(lengths)
    return day(begin), None if length is None else day(begin + length)


@st.composite
def any_fact(draw: st.DrawFn) -> Fact:
    begin, end = draw(periods())
    source = draw(st.sampled_from([each for each in Source if each is not Source.VACANCY]))
    if source is Source.ANSWER:
        says = draw(st.sampled_from(["ACTING", "SHARED", "CANNOT_NOW"]))
        return Fact(
            7, source, says, begin, begin + timedelta(days=draw(st.integers(1, 90))), row=draw(st.integers(1, 9999))
        )
    if source is Source.APPOINTMENT:
        kind, authority = draw(st.sampled_from(Kind)), draw(st.sampled_from(Authority))
        return Fact(7, source, kind.value, begin, end, draw(people), authority.value)
    if source is Source.ABSENCE:
        return Fact(7, source, "", begin, end, draw(people), stand_in_id=draw(st.sampled_from([None, 9])))
    return Fact(7, source, "", begin, end if source is Source.SECTION else None)


@st.composite
def courses(draw: st.DrawFn) -> list[Fact]:
    """A vacancy: each of its stages ends where the next begins."""
    begun = sorted(draw(st.lists(starts, max_size=5)))
    ends = [*(day(number) for number in begun[1:]), None][: len(begun)]
    stages = [draw(st.sampled_from(Stage)).value for _each in begun]
    rows = enumerate(zip(stages, begun, ends, strict=True), 1)
    return [Fact(7, Source.VACANCY, stage, day(n), end, row=row) for row, (stage, n, end) in rows]


facts_without = st.lists(any_fact(), max_size=8, unique_by=lambda fact: (fact.source, fact.row or id(fact)))
offices = st.builds(lambda facts, course: [*facts, *course], facts_without, courses())


def on_this_day(fact: Fact, today: date) -> bool:
    """Written down day by day, without comparing ends: is today one of the fact's days?"""
    if fact.ends_on is None:
        return today >= fact.starts_on
    return today in [fact.starts_on + timedelta(days=n) for n in range((fact.ends_on - fact.starts_on).days)]


def absence_state(absences: list[Fact], today: date) -> str:
    """here, stood in for, or gone."""
    todays = [each for each in absences if on_this_day(each, today)]
    for each in todays:
        length = len([n for n in range(62) if on_this_day(each, each.starts_on + timedelta(days=n))])
        number = (today - each.starts_on).days + 1
        if (each.ends_on is not None and length >= 31) or (each.ends_on is None and number >= 31):
            return "gone" if all(other.stand_in_id is None for other in todays) else "stood in for"
    return "here"


def candidates(facts: list[Fact], today: date) -> Iterator[str]:
    for fact in facts:
        if fact.source == "SECTION" and on_this_day(fact, today):
            yield "FULL_TIME"
        if fact.source == "APPOINTMENT" and on_this_day(fact, today):
            state = absence_state([a for a in facts if a.source == "ABSENCE" and a.person_id == fact.person_id], today)
            if state != "gone":
                yield "PARTIAL" if "925D" in fact.authority else ("ACTING" if state == "stood in for" else fact.kind)
    reached = [(f.starts_on, f.row, f.kind) for f in facts if f.source == "VACANCY" and on_this_day(f, today)]
    under_way = sorted(each for each in reached if each[2] not in {"DESIGNATED", "WITHDRAWN"})
    if under_way and is_hiring(under_way[-1][2], under_way[-1][0], today):
        yield "HIRING"
    words = sorted(
        (f.starts_on, f.row, f.kind, f.ends_on) for f in facts if f.source == "ANSWER" and f.starts_on <= today
    )
    if words and today < words[-1][3]:
        yield words[-1][2]
    yield "SILENT" if [f for f in facts if f.source == "ASKING" and f.starts_on <= today] else "NOT_ASKED"


def reference(facts: list[Fact], today: date) -> str:
    return min(candidates(facts, today), key=ORDER.index)


@given(offices, starts)
def test_the_answer_is_that_of_the_day_by_day_reference(facts, number):
    assert answer_on(facts, day(number)) == reference(facts, day(number))


@settings(max_examples=40, deadline=None)
@given(offices, starts)
def test_the_timeline_says_on_every_day_what_the_reference_says(facts, number):
    spans = timeline(facts, day(number))
    first = min((fact.starts_on for fact in facts), default=day(number + 1))

    for today in (day(n) for n in range(number + 1)):
        here = [s for s in spans if s.starts_on <= today and (s.ends_on is None or today < s.ends_on)]
        assert [span.answer for span in here] == ([reference(facts, today)] if today >= first else [])


@given(offices)
def test_neighbors_on_the_timeline_differ_and_only_the_last_is_open(facts):
    spans = timeline(facts, day(DAYS))

    assert all(one.answer is not two.answer for one, two in pairwise(spans))
    assert all(one.ends_on == two.starts_on for one, two in pairwise(spans))
    assert not spans or spans[-1].ends_on is None


@settings(deadline=None)
@given(offices, starts, starts)
def test_every_change_between_two_days_has_an_event_on_its_day(facts, one, other):
    after, until = day(min(one, other)), day(max(one, other))
    days = {event.on for event in events_between(facts, after, until)}

    assert {span.starts_on for span in timeline(facts, until) if span.starts_on > after} <= days


@given(offices, st.randoms())
def test_the_order_in_which_facts_arrive_does_not_matter(facts, random):
    shuffled = random.sample(facts, len(facts))

    assert timeline(facts, day(DAYS)) == timeline(shuffled, day(DAYS))


@settings(max_examples=40, deadline=None)
@given(offices, starts)
def test_days_without_count_from_the_day_after_the_last_covered_one(facts, number):
    today = day(number)
    stands = standing(7, facts, today, is_reachable=True)
    before = [day(n) for n in range(number + 1) if Answer(reference(facts, day(n))).is_covered]

    if stands.answer.is_covered:
        assert stands.days_without is None
    elif before:
        assert stands.days_without == (today - before[-1]).days - 1
        assert stands.was_covered


@given(st.lists(offices, max_size=12), starts)
def test_the_four_figures_add_up_to_the_offices(nation, number):
    totals = Totals.of(answer_on(facts, day(number)) for facts in nation)

    assert sum(totals.groups.values()) == len(nation) == totals.offices


@given(offices, starts)
def test_a_turn_is_explained_by_an_event_of_its_day(facts, number):
    event = cause(facts, day(number))
    spans = timeline(facts, day(number))

    assert (event is None) == (not spans)
    if event:
        assert event.on in {span.starts_on for span in spans}
        assert event.sentence()
    assert last_word(facts, day(number))


EXAMPLES = {
    "nobody asked": ([], 5, Answer.NOT_ASKED),
    "asked": ([asked(5)], 5, Answer.SILENT),
    "the day before asking": ([asked(5)], 4, Answer.NOT_ASKED),
    "first day": ([appointed(5)], 5, Answer.FULL_TIME),
    "the end is the first day without": ([appointed(0, 5)], 5, Answer.NOT_ASKED),
    "full time before acting": ([appointed(0, kind="ACTING"), appointed(0, person=2)], 5, Answer.FULL_TIME),
    "925D alone is partial": ([appointed(0, authority="SAUSA_925D")], 5, Answer.PARTIAL),
    "925D beside an answer": ([appointed(0, authority="SAUSA_925D"), answered(0, "ACTING")], 5, Answer.ACTING),
    "30 days away": ([appointed(0), away(10, 40)], 39, Answer.FULL_TIME),
    "31 days away, first day": ([appointed(0), away(10, 41)], 10, Answer.NOT_ASKED),
    "31 days away, back": ([appointed(0), away(10, 41)], 41, Answer.FULL_TIME),
    "away with no end, day 30": ([appointed(0), away(10)], 39, Answer.FULL_TIME),
    "away with no end, day 31": ([appointed(0), away(10)], 40, Answer.NOT_ASKED),
    "stand-in": ([appointed(0), away(10, stand_in=3)], 60, Answer.ACTING),
    "stand-in, but a short absence": ([appointed(0), away(10, 30, stand_in=3)], 20, Answer.FULL_TIME),
    "stand-in, the end not known yet": ([appointed(0), away(10, stand_in=3)], 39, Answer.FULL_TIME),
    "a stand-in of a partial": ([appointed(0, authority="SAUSA_925D"), away(1, stand_in=3)], 9, Answer.PARTIAL),
    "somebody else is away": ([appointed(0), away(0, person=2)], 60, Answer.FULL_TIME),
    "answer, day 90": ([answered(0, "ACTING")], 89, Answer.ACTING),
    "answer lapsed": ([asked(0), answered(0, "ACTING")], 90, Answer.SILENT),
    "answer lapsed, never asked": ([answered(0, "ACTING")], 90, Answer.NOT_ASKED),
    "review comes first": ([asked(0), answered(0, "CANNOT_NOW", holds=10)], 10, Answer.SILENT),
    "a newer answer replaces": ([asked(0), answered(0, "ACTING"), answered(5, "CANNOT_NOW", 10)], 20, Answer.SILENT),
    "two answers of a day": ([answered(0, "ACTING", row=1), answered(0, "CANNOT_NOW", row=2)], 1, Answer.CANNOT_NOW),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example(name):
    facts, number, answer = EXAMPLES[name]

    assert answer_on(facts, day(number)) is answer


def test_who_acts_next():
    def acts(facts, is_reachable=True):
        return standing(7, facts, day(100), is_reachable=is_reachable).acts

    assert acts([appointed(0)]) is Acts.NOBODY
    assert acts([asked(0)]) is Acts.OFFICE
    assert acts([asked(0)], is_reachable=False) is Acts.EOUSA
    assert acts([]) is Acts.EOUSA
    assert acts([answered(90, "CANNOT_NOW")]) is Acts.OFFICE


def test_the_last_word_names_answer_and_lapse():
    facts = [asked(0), answered(93, "ACTING")]

    assert last_word(facts, day(200)) == "answered “acting” Apr 4, lapsed Jul 3"
    assert last_word(facts, day(100)) == "answered “acting” Apr 4, holds until Jul 3"
    assert last_word([asked(0)], day(400)) == "asked Jan 1, 2025, no answer"
    assert last_word([], day(0)) == "nothing on record"


def happenings(facts, until=DAYS):
    return [(event.on, event.what.value) for event in events_between(facts, day(-1), day(until))]


def test_an_absence_without_an_end_turns_on_its_31st_day():
    facts = [appointed(0), away(10)]

    assert [(span.answer.value, span.starts_on) for span in timeline(facts, day(60))] == [
        ("FULL_TIME", day(0)),
        ("NOT_ASKED", day(40)),
    ]
    assert happenings(facts) == [(day(0), "APPOINTED"), (day(10), "AWAY"), (day(40), "LONG_AWAY")]
    assert (day(40), "LONG_AWAY") in happenings([appointed(0), away(10, stand_in=3)])


def test_a_replaced_answer_does_not_lapse():
    facts = [answered(0, "ACTING", holds=20, row=1), answered(5, "CANNOT_NOW", holds=30, row=2)]

    assert happenings(facts) == [(day(0), "ANSWERED"), (day(5), "ANSWERED"), (day(35), "LAPSED")]


def test_every_answer_has_its_group():
    groups = Totals.of(Answer).groups

    assert groups == {"covered": 4, "in_hand": 3, "silent": 1, "not_asked": 1}
    assert Answer.SILENT.group.value == "silent"


@given(st.lists(offices, max_size=6), starts, starts)
def test_what_made_the_difference_adds_up_to_it(nation, one, other):
    before, after = sorted((day(one), day(other)))
    found = dict(enumerate(nation))
    compared = compare(found, found, before, after)

    assert sum(number for _what, number in turned(compared, found, after)) == compared.covered_by
