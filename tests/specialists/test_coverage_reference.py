"""`coverage_on(day, known)` against the slow reference, on random histories with two clocks."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.access import DatabaseRole
from portal.calendar import CENTER
from portal.models import Office, Person
from portal.tenancy import acting_as
from specialists.coverage import Authority, Fact, Kind, Source, Totals, answer_on, timeline
from specialists.models import Absence, Answer, Appointment, Asking, Move, Section, Vacancy
from specialists.nation import coverage_on, national_totals, office_standing
from specialists.stages import Stage
from tests import make
from tests.specialists import slow_coverage as slow
from tests.specialists.slow_coverage import Row

START = date(2025, 1, 1)
DAYS = 130
OFFICES = ["txnd", "nysd", "lawd"]
STAGES = [stage.value for stage in Stage]
TABLES = ["appointment", "absence", "answer", "asking", "section"]


def day(number: int) -> date:
    return START + timedelta(days=number)


def instant(number: int) -> datetime:
    """Noon of a day: days and instants are drawn from the same few, so that they often meet."""
    return datetime.combine(day(number), datetime.min.time().replace(hour=12), CENTER)


numbers = st.integers(0, DAYS - 1)
lengths = st.one_of(st.none(), st.integers(1, 70), st.sampled_from([29, 30, 31, 32]))


@st.composite
def clocks(draw: st.DrawFn, first: int) -> dict[str, datetime | None]:
    """Recorded at once or late or in advance; superseded by now or not."""
    recorded = draw(st.one_of(st.just(first), st.integers(0, DAYS - 1)))
    gone = draw(st.one_of(st.none(), st.none(), st.integers(0, 60)))
    return {"recorded": instant(recorded), "superseded": None if gone is None else instant(recorded + gone)}


@st.composite
def moves(draw: st.DrawFn, office: str, vacancy: int) -> list[dict[str, Any]]:
    """A vacancy: stages in whatever order, days that never go back, some moves undone."""
    made = sorted(draw(st.lists(numbers, min_size=1, max_size=6)))
    chosen = [draw(st.sampled_from(STAGES)) for _each in made]
    return [
        {"table": "move", "office": office, "first": day(n), "says": stage, "vacancy": vacancy, **draw(clocks(n))}
        for n, stage in zip(made, chosen, strict=True)
    ]


@st.composite
def dated(draw: st.DrawFn, office: str) -> dict[str, Any]:
    """A row of any other table."""
    table, first, length = draw(st.sampled_from(TABLES)), draw(numbers), None
    row: dict[str, Any] = {"table": table, "office": office, "first": day(first)}
    if table == "appointment":
        row |= {"says": draw(st.sampled_from(Kind)).value, "is_925d": draw(st.integers(0, 4)) == 0}
    if table == "absence":
        row["has_stand_in"] = draw(st.booleans())
    if table == "section":
        row["has_head"], length = draw(st.booleans()), draw(lengths)
    if table == "answer":
        row["says"], length = draw(st.sampled_from(["ACTING", "SHARED", "CANNOT_NOW"])), draw(st.integers(1, 90))
    if table in {"appointment", "absence"}:
        row["person"], length = draw(st.integers(1, 2)), draw(lengths)
    return row | {"end": None if length is None else day(first + length), **draw(clocks(first))}


@st.composite
def served(draw: st.DrawFn, office: str) -> list[dict[str, Any]]:
    """An appointment without an end, and an absence in it: where nothing else holds, the absence alone decides."""
    first, person = draw(numbers), draw(st.integers(1, 2))
    gone, length = first + draw(st.integers(0, 60)), draw(lengths)
    common = {"office": office, "person": person, **draw(clocks(first))}
    away = {"first": day(gone), "end": None if length is None else day(gone + length)}
    return [
        {"table": "appointment", "first": day(first), "says": "COLLATERAL", **common},
        {"table": "absence", "has_stand_in": draw(st.booleans()), **common, **away},
    ]


@st.composite
def histories(draw: st.DrawFn, offices: list[str], most: int = 7) -> list[Row]:
    """Rows of some offices, numbered in the order in which they were written."""
    found: list[dict[str, Any]] = []
    for number, office in enumerate(offices):
        found += draw(st.lists(dated(office), max_size=most))
        found += draw(st.one_of(st.just([]), served(office)))
        for vacancy in range(draw(st.integers(0, 2))):
            found += draw(moves(office, 10 * number + vacancy))
    return [Row(id=number, **row) for number, row in enumerate(found, 1)]


def facts_of(rows: list[Row], office: str, on: date, known: datetime) -> list[Fact]:
    """The rows as the database gives them to the product: begun by the day, on record at the instant."""
    mine = [row for row in rows if row.office == office and slow.was_on_record(row, known) and row.first <= on]
    others = [fact_of(row) for row in mine if row.table != "move" and (row.table != "section" or row.has_head)]
    made = sorted((row for row in mine if row.table == "move"), key=lambda row: (row.vacancy, row.first, row.id))
    return [*others, *(fact for _v, its in groupby(made, key=lambda row: row.vacancy) for fact in stages(list(its)))]


def stages(made: list[Row]) -> Iterator[Fact]:
    """A stage ends where the next begins."""
    for row, after in pairwise([*made, None]):
        assert row
        yield Fact(1, Source.VACANCY, row.says, row.first, after.first if after else None, row=row.id)


def fact_of(row: Row) -> Fact:
    authority = Authority.SAUSA_925D if row.is_925d else Authority.AUSA_542
    return Fact(
        office_id=1,
        source=Source(row.table.upper()),
        kind=row.says,
        starts_on=row.first,
        ends_on=row.end,
        person_id=row.person or None,
        authority=authority.value if row.table == "appointment" else "",
        stand_in_id=9 if row.has_stand_in else None,
        row=row.id,
    )


def telling_days(rows: list[Row]) -> list[date]:
    """The days on which an answer may turn, and their eves: everywhere else a rule that is off by one is not seen."""
    found = {day(DAYS // 2)}
    for row in rows:
        turns = {row.first, row.end or row.first, row.first + timedelta(days=30)}
        if row.says in slow.DAYS_OF_THE_OFFICE:
            turns.add(row.first + timedelta(days=slow.DAYS_OF_THE_OFFICE[row.says] + 14))
        found |= turns | {turn - timedelta(days=1) for turn in turns}
    return sorted(found)


def telling_instants(rows: list[Row]) -> list[datetime]:
    """The instants at which something enters the record or leaves it, and one when all is entered."""
    entered = {row.recorded for row in rows if row.recorded}
    return sorted(entered | {row.superseded for row in rows if row.superseded} | {instant(3 * DAYS)})


# --- the pure rules --------------------------------------------------------------------------------------------------
ONE_OFFICE = histories(["txnd"])


def answers_alike(rows: list[Row], number: int) -> None:
    """On every telling day, as known at the end and at one of the telling instants."""
    instants = telling_instants(rows)
    for known in {instants[-1], instants[number % len(instants)]}:
        for on in telling_days(rows):
            facts = facts_of(rows, "txnd", on, known)

            assert answer_on(facts, on).value == slow.answer(rows, "txnd", on, known)


@settings(max_examples=300, deadline=None)
@given(ONE_OFFICE, numbers)
def test_the_answer_on_any_day_as_known_at_any_instant(rows: list[Row], number: int) -> None:
    answers_alike(rows, number)


@pytest.mark.proof
@settings(max_examples=10_000, deadline=None)
@given(ONE_OFFICE, numbers)
def test_the_answer_in_ten_thousand_histories(rows: list[Row], number: int) -> None:
    answers_alike(rows, number)


@settings(max_examples=120, deadline=None)
@given(ONE_OFFICE, numbers)
def test_the_timeline_is_the_diary_of_every_day(rows: list[Row], number: int) -> None:
    instants, until = telling_instants(rows), day(DAYS + 60)
    known = instants[number % len(instants)]
    spans = timeline(facts_of(rows, "txnd", until, known), until)
    diary = slow.diary(rows, "txnd", until, known)
    runs = [(answer, [on for on, _answer in its]) for answer, its in groupby(diary, key=lambda each: each[1])]

    assert [(span.answer.value, span.starts_on) for span in spans] == [(answer, days[0]) for answer, days in runs]
    assert [span.ends_on for span in spans[:-1]] == [days[-1] + timedelta(days=1) for _answer, days in runs[:-1]]


@settings(max_examples=40, deadline=None)
@given(histories(OFFICES), numbers, numbers)
def test_the_four_figures_are_counted_alike(rows: list[Row], number: int, known: int) -> None:
    answers = [answer_on(facts_of(rows, office, day(number), instant(known)), day(number)) for office in OFFICES]

    assert Totals.of(answers).groups == slow.totals(rows, OFFICES, day(number), instant(known))


# --- through the database --------------------------------------------------------------------------------------------
def keepable(rows: list[Row]) -> list[Row]:
    """Without those that the database would refuse beside an earlier one: two full-time at once, away twice, …"""
    kept: list[Row] = []
    for row in rows:
        beside = [other for other in kept if other.superseded is None and row.superseded is None and meet(row, other)]
        if not beside:
            kept.append(row)
    return kept


def meet(one: Row, other: Row) -> bool:
    """Whether the two cannot both stand."""
    if one.table != other.table or one.office != other.office:
        return False
    overlap = one.first < (other.end or date.max) and other.first < (one.end or date.max)
    if one.table == "appointment":
        return overlap and one.says == other.says == "FULL_TIME"
    if one.table == "absence":
        return overlap and one.person == other.person
    return one.table == "asking"


class Book:
    """Writes rows as they are, with both clocks."""

    def __init__(self) -> None:
        self.by, self.stand_in = make.person(), make.person()
        self.people = {(office, n): make.person() for office in OFFICES for n in (1, 2)}
        self.offices = {office.court_id: office for office in Office.objects.filter(court_id__in=[*OFFICES, "akd"])}

    def write(self, rows: list[Row]) -> None:
        """In the order of the rows, so that the database numbers them alike."""
        vacancies: dict[int, Vacancy] = {}
        for row in rows:
            getattr(self, row.table)(row, vacancies)

    def common(self, row: Row) -> dict[str, Any]:
        clocks = {"recorded_at": row.recorded, "superseded_at": row.superseded, "recorded_by": self.by}
        return {"office": self.offices[row.office], **clocks}

    def appointment(self, row: Row, _vacancies: object) -> None:
        Appointment.objects.create(
            person=self.people[row.office, row.person],
            authority=Authority.SAUSA_925D if row.is_925d else Authority.AUSA_542,
            kind=row.says,
            starts_on=row.first,
            ends_on=row.end,
            shared_with=self.offices["akd"] if row.says == "SHARED" else None,
            **self.common(row),
        )

    def absence(self, row: Row, _vacancies: object) -> None:
        stand_in: Person | None = self.stand_in if row.has_stand_in else None
        person = self.people[row.office, row.person]
        Absence.objects.create(
            person=person, starts_on=row.first, ends_on=row.end, stand_in=stand_in, **self.common(row)
        )

    def answer(self, row: Row, _vacancies: object) -> None:
        more: dict[str, Any] = {"shared_with": self.offices["akd"]} if row.says == "SHARED" else {}
        more |= {"reason": "NO_SLOT", "review_on": row.end} if row.says == "CANNOT_NOW" else {}
        Answer.objects.create(says=row.says, given_on=row.first, **more, **self.common(row) | {"lapses_on": row.end})

    def asking(self, row: Row, _vacancies: object) -> None:
        Asking.objects.create(asked_on=row.first, **self.common(row))

    def section(self, row: Row, _vacancies: object) -> None:
        head = "Hanna Head" if row.has_head else ""
        Section.objects.create(
            name=f"Section {row.id}", head_name=head, starts_on=row.first, ends_on=row.end, **self.common(row)
        )

    def move(self, row: Row, vacancies: dict[int, Vacancy]) -> None:
        """The vacancy itself plays no part in coverage: it is closed, so that an office may have several."""
        closed = {"opened_on": row.first, "moved_on": row.first, "closed_on": row.first, "stage": Stage.WITHDRAWN}
        if row.vacancy not in vacancies:
            vacancies[row.vacancy] = Vacancy.objects.create(office=self.offices[row.office], **closed)
        Move.objects.create(
            vacancy=vacancies[row.vacancy], step="ANNOUNCE", stage=row.says, made_on=row.first, **self.common(row)
        )


SEVERAL_OFFICES, QUESTIONS = histories(OFFICES, most=6), st.lists(numbers, min_size=2, max_size=4)
NOT_MADE_SMALL = [Phase.explicit, Phase.reuse, Phase.generate]
"""To make an example smaller would take minutes of database."""


def database_alike(rows: list[Row], asked: list[int]) -> None:
    kept = keepable(rows)
    days, instants = telling_days(kept), telling_instants(kept)
    with transaction.atomic():
        book = Book()
        with acting_as(DatabaseRole.EOUSA):
            book.write(kept)
        for number in asked:
            agrees(book, kept, days[number % len(days)], instants[number % len(instants)])
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=NOT_MADE_SMALL)
@given(rows=SEVERAL_OFFICES, asked=QUESTIONS)
def test_the_database_gives_the_same_answer(rows: list[Row], asked: list[int]) -> None:
    database_alike(rows, asked)


@pytest.mark.proof
@pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), phases=NOT_MADE_SMALL)
@given(rows=SEVERAL_OFFICES, asked=QUESTIONS)
def test_the_database_gives_the_same_answer_in_300_histories(rows: list[Row], asked: list[int]) -> None:
    database_alike(rows, asked)


def told(facts: list[Fact]) -> list[tuple[object, ...]]:
    """Facts without the keys that the database chose and without whether somebody is reminded, which coverage does not
    depend on, in the order in which their rows were written."""
    ordered = sorted(facts, key=lambda fact: (fact.source, fact.row))
    kinds = {id(fact): "" if fact.source is Source.ASKING else fact.kind for fact in facts}
    return [(f.source, kinds[id(f)], f.starts_on, f.ends_on, f.authority, f.stand_in_id is None) for f in ordered]


def agrees(book: Book, rows: list[Row], on: date, known: datetime) -> None:
    """EOUSA's nation, an office's own standing, and the totals of those who may see no row."""
    expected = {office: slow.answer(rows, office, on, known) for office in OFFICES}
    figures = slow.totals(rows, OFFICES, on, known)
    figures["not_asked"] += 94 - len(OFFICES)
    with acting_as(DatabaseRole.EOUSA):
        nation = coverage_on(on, known)
        assert nation.totals.groups == figures
        for office, answer in expected.items():
            assert nation.standings[book.offices[office].pk].answer.value == answer
    for office, answer in expected.items():
        key = book.offices[office].pk
        with acting_as(DatabaseRole.OFFICE, office_id=key):
            standing, facts = office_standing(key, on, known)
            assert standing.answer.value == answer
            assert told(facts) == told(facts_of(rows, office, on, known))
            runs = groupby(slow.diary(rows, office, on, known), key=lambda each: each[1])
            assert [(span.answer.value, span.starts_on) for span in timeline(facts, on)] == [
                (answer, next(its)[0]) for answer, its in runs
            ]
    with acting_as(DatabaseRole.PUBLIC):
        assert national_totals(on, known).groups == figures
