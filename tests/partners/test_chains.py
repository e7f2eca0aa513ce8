"""The chains of relinquishment against a recount in the slowest way, county by county, and by hand."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.chain import CHAINS, Basis, Link, Status
from partners.follow_ups import Question, Training, asks, questions
from partners.readiness import (
    Cell,
    Kept,
    Stands,
    apart,
    cells,
    counted,
    effective,
    is_stale,
    of_county,
    of_office,
    stood_on,
    weakest,
)
from partners.readiness_words import sentence, weakest_words
from tests.make import DAY, NOW

COUNTIES = ("48439", "48113", "48251")
WEAKEST_FIRST = ["", "NONE", "DRAFT", "ADOPTED", "TRAINED", "CHECKED"]
LINKS = {
    "922G8": ["IDENTIFY", "NOTIFY", "SAFETY", "SERVE", "SURRENDER", "STORE", "RETURN"],
    "922G9": ["IDENTIFY", "NOTIFY", "SAFETY", "SURRENDER", "STORE", "RETURN"],
    "ERPO": ["IDENTIFY", "NOTIFY", "SAFETY", "SERVE", "SURRENDER", "STORE", "RETURN"],
}

rows = st.lists(
    st.builds(
        Stands,
        county=st.sampled_from(["", *COUNTIES, "06037"]),  # the last is another office's
        basis=st.sampled_from(Basis.values),
        link=st.sampled_from(Link.values),
        status=st.sampled_from(Status.values),
        as_of=st.integers(0, 800).map(lambda days: DAY - timedelta(days=days)),
    ),
    unique_by=lambda row: (row.county, row.basis, row.link),
    max_size=60,
)


def counts_in(found: list[Stands], county: str, basis: str, link: str) -> Stands | None:
    """The row that counts there, looked for one by one."""
    for place in (county, ""):
        for row in found:
            if (row.county, row.basis, row.link) == (place, basis, link):
                return row
    return None


def slowly(found: list[Stands], counties: tuple[str, ...], basis: str) -> tuple[dict[str, str], date | None]:
    """By link the weakest status of any county, and the oldest day of any row that counts in one of them."""
    statuses, days = {}, []
    for link in LINKS[basis]:
        here = [counts_in(found, county, basis, link) for county in counties]
        statuses[link] = min(((row.status if row else "") for row in here), key=WEAKEST_FIRST.index)
        days += [row.as_of for row in here if row]
    return statuses, min(days, default=None)


@settings(max_examples=80, deadline=None)
@given(found=rows, has_erpo=st.booleans())
def test_the_chains_of_an_office_equal_a_recount_county_by_county(found, has_erpo):
    chains = of_office(found, COUNTIES, has_erpo=has_erpo)

    assert [chain.basis for chain in chains] == ["922G8", "922G9", *(["ERPO"] if has_erpo else [])]
    for chain in chains:
        statuses, oldest = slowly(found, COUNTIES, chain.basis)
        lowest = min(statuses.values(), key=WEAKEST_FIRST.index)
        assert (dict(chain.links), chain.oldest, chain.status) == (statuses, oldest, lowest)
        assert chain.weak == [link for link, status in statuses.items() if status == lowest != "CHECKED"]
        assert chain.is_stale(DAY) == (oldest is not None and (DAY - oldest).days >= 365)


@settings(max_examples=50, deadline=None)
@given(found=rows, has_erpo=st.booleans())
def test_the_chains_of_a_county_equal_a_recount_link_by_link(found, has_erpo):
    for county in COUNTIES:
        for chain in of_county(found, county, has_erpo=has_erpo):
            statuses, oldest = slowly(found, (county,), chain.basis)
            assert (dict(chain.links), chain.oldest) == (statuses, oldest)
            held = weakest(effective(found, county), chain.basis, has_erpo=has_erpo)
            assert held == min(statuses.values(), key=WEAKEST_FIRST.index)


def filled(basis: str = "922G8", status: str = "ADOPTED", county: str = "", **changed: str) -> list[Stands]:
    """A whole chain of one status, but for some links."""
    return [Stands(county, basis, link, changed.get(link, status), DAY) for link in LINKS[basis]]


def test_one_county_is_enough_to_make_a_district_weak():
    found = [*filled(), Stands("48439", "922G8", "STORE", "NONE", DAY)]
    order = of_office(found, COUNTIES, has_erpo=False)[0]

    assert (order.status, order.weak) == ("NONE", [Link.STORE])
    assert of_county(found, "48113", has_erpo=False)[0].status == "ADOPTED"
    assert apart(found) == ["48439"]


def test_the_districts_own_row_counts_no_more_when_every_county_has_one():
    found = [*filled(STORE="NONE"), *(Stands(county, "922G8", "STORE", "CHECKED", DAY) for county in COUNTIES)]
    assert of_office(found, COUNTIES, has_erpo=False)[0].status == "ADOPTED"
    assert of_office(found[:-1], COUNTIES, has_erpo=False)[0].status == "NONE"


def test_no_law_is_no_weak_link_even_where_something_was_entered():
    found = filled("ERPO", "NONE")
    assert weakest(effective(found), Basis.ERPO, has_erpo=False) is None
    assert weakest(effective(found), Basis.ERPO, has_erpo=True) == "NONE"
    assert [chain.basis for chain in of_office(found, COUNTIES, has_erpo=False)] == ["922G8", "922G9"]


def test_what_nobody_entered_is_weaker_than_none_and_all_checked_has_no_weak_link():
    [chain, *_others] = of_office(filled(NOTIFY="NONE")[:-1], COUNTIES, has_erpo=False)
    assert (chain.status, chain.weak) == ("", [Link.RETURN])
    [whole, *_others] = of_office(filled(status="CHECKED"), COUNTIES, has_erpo=False)
    assert (whole.status, whole.weak) == ("CHECKED", [])


def test_no_order_is_served_after_a_conviction():
    assert Link.SERVE not in CHAINS[Basis.CONVICTION]
    assert len(cells()) == sum(map(len, LINKS.values())) == 20


def test_a_link_is_old_after_a_year_and_not_a_day_before():
    assert not is_stale(DAY - timedelta(days=364), DAY)
    assert is_stale(DAY - timedelta(days=365), DAY)


# --- another day -----------------------------------------------------------------------------------------------------
def at(days: int) -> datetime:
    return NOW + timedelta(days=days)


def kept(key: int, status: str, days: int, *, ended: int | None = None) -> Kept:
    """A row recorded so many days after `DAY`, seen on that day, perhaps superseded later."""
    seen = Stands("", "922G8", "STORE", status, DAY + timedelta(days=days))
    return Kept(key, seen, at(days), None if ended is None else DAY + timedelta(days=ended))


def test_what_stood_on_a_day_is_what_was_seen_by_then():
    record = [
        kept(1, "NONE", 0, ended=10),
        kept(2, "DRAFT", 10, ended=20),  # and taken off the record
        kept(3, "TRAINED", 30),
    ]
    told = {days: [row.status for row in stood_on(record, DAY + timedelta(days=days))] for days in range(-1, 32)}

    assert told[-1] == []
    assert {days for days, found in told.items() if found == ["NONE"]} == set(range(10))
    assert {days for days, found in told.items() if found == ["DRAFT"]} == set(range(10, 20))
    assert {days for days, found in told.items() if found == []} == {-1, *range(20, 30)}
    assert told[30] == told[31] == ["TRAINED"]


def test_a_correction_holds_for_the_day_that_it_corrects():
    first = kept(1, "TRAINED", 0, ended=5)
    corrected = Kept(2, first.stands._replace(status="DRAFT"), at(5), None)
    assert [row.status for row in stood_on([first, corrected], DAY)] == ["DRAFT"]
    assert [row.status for row in stood_on([first._replace(ended_on=None)], DAY)] == ["TRAINED"]


def test_a_report_counts_links_by_status():
    found = of_office(filled(STORE="NONE")[1:], COUNTIES, has_erpo=False)
    assert counted(found) == {"922G8": {"NOT_ENTERED": 1, "ADOPTED": 5, "NONE": 1}, "922G9": {"NOT_ENTERED": 6}}


# --- ninety days after a training ------------------------------------------------------------------------------------
TRAINED = DAY - timedelta(days=90)


def training(days: int = 90, agency: int = 7) -> Training:
    return Training(1, UUID(int=94), DAY - timedelta(days=days), NOW, agency)


@pytest.mark.parametrize(("days", "is_asked"), [(89, False), (90, True), (364, True), (365, False), (-1, False)])
def test_it_is_asked_from_the_ninetieth_day_for_the_rest_of_a_year(days, is_asked):
    one = training(days)
    asked = [Question(one, one.held_on + timedelta(days=90), one.asks)] if is_asked else []
    assert questions([training(days)], {}, DAY) == asked


@pytest.mark.parametrize(("after", "is_answered"), [(-1, False), (0, True), (1, True)])
def test_a_word_as_of_the_day_of_the_training_or_later_answers(after, is_answered):
    answers = {(1, 7, "TOGETHER"): TRAINED + timedelta(days=after), (1, 7, "BIAS"): DAY}
    assert bool(questions([training()], answers, DAY)) is not is_answered
    assert questions([training(agency=8)], answers, DAY), "of another agency nothing is heard"


@pytest.mark.parametrize(
    ("duty", "topics", "asked"),
    [
        (1, [], [{"SAFE", "EVIDENCE", "UNDERSTANDING", "TOGETHER"}]),
        (1, ["HOUSING"], [{"SAFE", "EVIDENCE", "UNDERSTANDING", "TOGETHER"}]),
        (1, ["BIAS"], [{"BIAS"}]),
        (1, ["BIAS", "EVIDENCE", "LETHALITY"], [{"EVIDENCE"}, {"BIAS"}]),
        (5, ["BIAS", "EVIDENCE"], [{"BIAS"}]),
        (2, ["TRAUMA"], [{"SAFE"}]),
    ],
)
def test_a_training_asks_about_the_practices_of_its_topics(duty, topics, asked):
    assert [{*group} for group in asks(duty, topics)] == asked


def test_only_what_was_taught_answers_and_each_of_it_has_to_be_answered():
    one = training()._replace(asks=asks(1, ["BIAS", "EVIDENCE"]))
    left = [
        [each.left for each in questions([one], {(1, 7, said): DAY for said in heard}, DAY)]
        for heard in (["SAFE"], ["EVIDENCE"], ["BIAS", "EVIDENCE"])
    ]
    assert left == [[(("EVIDENCE",), ("BIAS",))], [(("BIAS",),)], []]


def test_a_weak_link_says_where_it_is_so():
    district = [row for row in filled() if row.county == ""]
    weak = [Stands(county, "922G8", "NOTIFY", "NONE", DAY) for county in COUNTIES[:2]]

    def alone(found: list[Stands]) -> dict[str, tuple[str, ...]]:
        return {link.value: there for link, there in of_office(found, COUNTIES, has_erpo=False)[0].alone.items()}

    assert alone([*district, weak[0]]) == {"NOTIFY": ("48439",)}
    assert alone([*district, *weak]) == {"NOTIFY": ("48113", "48439")}
    assert alone([row for row in district if row.link != "NOTIFY"] + weak) == {}, "not entered elsewhere is weaker"
    assert weakest_words(of_office([*district, *weak], COUNTIES, has_erpo=False)[0]) == (
        "none: notify of the prohibition (in 2 counties)"
    )


def test_what_is_drafted_is_weak_and_of_what_is_not_entered_that_is_said():
    said = [
        sentence(of_office(rows, COUNTIES, has_erpo=False), DAY)
        for rows in (filled(STORE="DRAFT"), [*filled(), *filled("922G9", "TRAINED")], [])
    ]
    assert said == [
        "A chain has a link that is missing or only a draft: 922(g)(8). Nothing is entered yet for 922(g)(9).",
        "Every link is adopted or further.",
        "Nothing is entered yet on how firearms are given up here.",
    ]


def test_effective_is_by_link():
    found = [*filled(), Stands("48439", "922G8", "STORE", "CHECKED", DAY)]
    links = effective(found, "48439")
    assert links[Cell("922G8", "STORE")].status == "CHECKED"
    assert links[Cell("922G8", "RETURN")].status == "ADOPTED"
