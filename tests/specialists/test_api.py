"""Coverage and appointments over the API: figures that add up, two clocks, and the wall."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.reference import operations
from portal.schema import whole_schema
from specialists.coverage import Authority, Kind
from specialists.models import Answer
from tests import make
from tests.portal.test_api import asked, assert_same_keys, caller, is_problem, token_of

pytestmark = pytest.mark.django_db
ALL = ("COVERAGE_VIEW", "APPOINTMENT_VIEW")


@pytest.fixture(autouse=True)
def _on_that_monday():
    with time_machine.travel(make.NOW, tick=True):
        yield


@pytest.fixture
def record(db):
    """One office of each group, the rest not yet asked."""
    make.appointment("txnd", person=make.person("Iris Vale"))
    make.appointment("nysd", kind=Kind.ACTING, person=make.person("Omar Quist"), starts_on=date(2026, 10, 1))
    make.asking("cand")
    make.asking("mad")
    make.answer("mad", says=Answer.Says.CANNOT_NOW, reason=Answer.Reason.NO_SLOT, review_on=date(2027, 1, 4))


def program_of(person, *scope):
    return caller(token_of(person, *(scope or ALL))[1])


# --- coverage --------------------------------------------------------------------------------------------------------
def test_everybody_gets_totals_that_add_up_to_94(record, visitor):
    answer = visitor.get("/api/v1/coverage/").json()

    assert answer["totals"] == {"covered": 2, "in_hand": 1, "silent": 1, "not_asked": 90}
    assert sum(answer["totals"].values()) == sum(answer["split"].values()) == 94
    assert answer["split"]["FULL_TIME"] == answer["split"]["ACTING"] == answer["split"]["CANNOT_NOW"] == 1
    assert answer["on"] == "2026-11-23"
    assert answer["known"].startswith("2026-11-23T10:00:0")
    assert "offices" not in answer


def test_eousa_and_oarm_get_all_94_offices(record, erin, rhea, oren):
    for person in (erin, rhea, oren):
        offices = program_of(person, "COVERAGE_VIEW").get("/api/v1/coverage/").json()["offices"]
        assert len({office["court_id"] for office in offices}) == 94
        silent = next(office for office in offices if office["court_id"] == "cand")
        assert silent["answer"] == "SILENT"
        assert silent["group"] == "silent"
        assert silent["days"] == 100
        assert silent["acts_next"] == "EOUSA"  # nobody there can be reached


def test_an_office_gets_its_own_row_only(record, alma, otis, olga):
    for person, court_id in ((alma, "txnd"), (olga, "txnd"), (otis, "nysd")):
        answer = program_of(person).get("/api/v1/coverage/").json()
        assert [office["court_id"] for office in answer["offices"]] == [court_id]
        assert sum(answer["totals"].values()) == 94


def test_partners_and_operators_get_totals_only(record, pia, ada, opal):
    for person in (pia, ada, opal):
        answer = program_of(person, "COVERAGE_VIEW").get("/api/v1/coverage/").json()
        assert "offices" not in answer
        assert answer["totals"]["covered"] == 2


def test_coverage_of_a_past_day_and_of_a_past_record(record, visitor):
    before = visitor.get("/api/v1/coverage/?on=2026-09-30").json()
    assert before["totals"]["covered"] == 1
    assert before["on"] == "2026-09-30"

    unrecorded = visitor.get("/api/v1/coverage/?known=2026-11-22").json()
    assert unrecorded["totals"]["not_asked"] == 94
    assert unrecorded["known"].startswith("2026-11-22T23:59:59")
    instant = visitor.get("/api/v1/coverage/?known=2026-11-22T12:00:00-05:00").json()
    assert instant["known"] == "2026-11-22T12:00:00-05:00"


@pytest.mark.parametrize(
    "question",
    ["on=banana", "on=2026-11-24", "on=1066-10-14", "on=2026-02-30", "known=never", "known=2030-01-01", "on=%00",
     "known=0001-01-01T00:00:00Z", "known=9999-12-31T23:59:59-12:00", "on=99999-01-01"],
)  # fmt: skip
def test_a_day_that_cannot_be_meant_is_refused_in_a_sentence(visitor, question):
    body = is_problem(visitor.get(f"/api/v1/coverage/?{question}"), 400)

    assert list(body["errors"]) == [question.split("=")[0]]


# --- compare ---------------------------------------------------------------------------------------------------------
def test_two_days_are_compared_with_the_events_that_explain_them(record, erin):
    program = program_of(erin, "BOARD_VIEW")

    answer = program.get("/api/v1/coverage/compare/?from=2026-09-01&to=2026-11-23").json()

    gained = answer["after"]["covered"] - answer["before"]["covered"]
    assert answer["turned"]
    assert sum(turn["offices"] for turn in answer["turned"]) == gained

    assert answer["before"]["covered"] == 1
    assert answer["after"]["covered"] == 2
    assert sum(answer["before"].values()) == sum(answer["after"].values()) == 94
    assert answer["happened"]["APPOINTED"] == 1
    change = next(change for change in answer["changes"] if change["court_id"] == "nysd")
    assert (change["before"], change["after"]) == ("NOT_ASKED", "ACTING")
    assert change["events"] == [{"on": "2026-10-01", "what": "APPOINTED", "sentence": "The specialist began (acting)."}]
    assert answer["from"] == "2026-09-01"


def test_days_are_compared_in_order(erin):
    program = program_of(erin, "BOARD_VIEW")

    assert is_problem(program.get("/api/v1/coverage/compare/?from=2026-11-02&to=2026-11-01"), 400)["errors"]["from"]
    assert is_problem(program.get("/api/v1/coverage/compare/"), 400)["errors"]["from"]


def test_only_eousa_and_oarm_compare(visitor, alma, lena, pia, oren):
    is_problem(visitor.get("/api/v1/coverage/compare/?from=2026-09-01"), 401)
    for person in (alma, lena, pia):
        is_problem(program_of(person, "COVERAGE_VIEW").get("/api/v1/coverage/compare/?from=2026-09-01"), 403)
    assert program_of(oren, "BOARD_VIEW").get("/api/v1/coverage/compare/?from=2026-09-01").status_code == 200


# --- appointments ----------------------------------------------------------------------------------------------------
def offices_of(answer):
    return [row["office"] for row in answer["results"]]


def test_appointments_are_walled(record, visitor, erin, alma, otis, pia):
    assert offices_of(program_of(erin).get("/api/v1/appointments/").json()) == ["nysd", "txnd"]
    assert offices_of(program_of(alma).get("/api/v1/appointments/").json()) == ["txnd"]
    assert offices_of(program_of(otis).get("/api/v1/appointments/").json()) == ["nysd"]
    assert offices_of(program_of(alma).get("/api/v1/appointments/?office=nysd").json()) == []
    assert b"Omar" not in program_of(alma).get("/api/v1/appointments/?office=nysd").content
    is_problem(visitor.get("/api/v1/appointments/"), 401)
    is_problem(program_of(pia, "COVERAGE_VIEW").get("/api/v1/appointments/"), 403)


def test_appointments_are_filtered_by_what_they_are(record, erin):
    make.appointment("cand", authority=Authority.SAUSA_925D, kind=Kind.COLLATERAL, ends_on=date(2026, 6, 1))
    program = program_of(erin)
    ask = lambda query: offices_of(program.get(f"/api/v1/appointments/?{query}").json())  # noqa: E731

    assert ask("kind=ACTING") == ["nysd"]
    assert ask("authority=SAUSA_925D") == ["cand"]
    assert ask("office=txnd") == ["txnd"]
    assert sorted(ask("on=2026-05-31")) == ["cand", "txnd"]
    assert sorted(ask("on=2026-06-01")) == ["txnd"]
    assert sorted(ask("on=2026-11-23")) == ["nysd", "txnd"]
    assert ask("known=2026-11-22") == []
    assert ask("ordering=starts_on")[-1] == "nysd"


def test_an_appointment_says_who_serves_and_under_which_law(record, erin):
    row = program_of(erin).get("/api/v1/appointments/?office=txnd").json()["results"][0]

    assert row["person"] == "Iris Vale"
    assert row["authority"] == "AUSA_542"
    assert row["kind"] == "FULL_TIME"
    assert row["ends_on"] is row["shared_with"] is None


@pytest.mark.parametrize("ordering", ["-starts_on", "starts_on", "recorded_at"])
def test_a_long_list_is_walked_forth_and_back_without_loss(erin, ordering):
    somebody = make.person()
    for number in range(7):
        starts_on = make.DAY - timedelta(days=100 * (number // 3))  # ties
        make.appointment("txnd", kind=Kind.COLLATERAL, person=somebody, starts_on=starts_on)
    program = program_of(erin)
    address, pages = f"/api/v1/appointments/?page_size=2&ordering={ordering}", []
    while address:
        pages.append(program.get(address).json())
        assert set(pages[-1]) == {"next", "previous", "results"}
        address = pages[-1]["next"]

    rows = [row["id"] for page in pages for row in page["results"]]

    assert len(rows) == len(set(rows)) == 7
    assert [len(page["results"]) for page in pages] == [2, 2, 2, 1]
    assert pages[0]["previous"] is None
    for earlier, later in pairwise(pages):
        back = program.get(later["previous"]).json()
        assert back["results"] == earlier["results"]
        assert (back["previous"] is None) == (earlier is pages[0])
        assert program.get(back["next"]).json()["results"] == later["results"]


def test_a_mark_that_somebody_made_up_is_refused(record, erin):
    program = program_of(erin)
    mark = program.get("/api/v1/appointments/?page_size=1").json()["next"]

    for query in ("cursor=banana", "cursor=WyJ4Il0", mark.partition("?")[2] + "&ordering=recorded_at"):
        assert is_problem(program.get(f"/api/v1/appointments/?{query}"), 400)["errors"]["cursor"]


# --- cost ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address", ["coverage/", "coverage/compare/?from=2026-09-01", "appointments/", "offices/", "offices/txnd/"]
)
def test_no_answer_takes_more_than_five_queries(record, erin, address):
    program = program_of(erin, *ALL, "BOARD_VIEW")
    program.get("/api/v1/coverage/")  # the day of use is written, the country is read

    with CaptureQueriesContext(connection) as captured:
        assert program.get(f"/api/v1/{address}").status_code == 200

    assert len(asked(captured)) <= 5, asked(captured)


def test_totals_take_no_more_than_five_queries_and_one_more_for_the_own_office(record, visitor, alma):
    """The nation is counted in a binding of its own (two statements), the own office read in the caller's."""
    for client, most in ((visitor, 5), (program_of(alma), 6)):
        client.get("/api/v1/coverage/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/api/v1/coverage/")
        assert len(asked(captured)) <= most, asked(captured)


# --- shape -----------------------------------------------------------------------------------------------------------
def test_the_shapes_in_the_reference_are_those_of_the_answers(record, erin):
    shapes = {o.key: json.loads(o.shape) for o in operations(whole_schema(), at="http://testserver")}
    program = program_of(erin, *ALL, "BOARD_VIEW")

    assert_same_keys(shapes["coverage"], program.get("/api/v1/coverage/").json())
    assert_same_keys(shapes["appointments"], program.get("/api/v1/appointments/").json())
    compared = program.get("/api/v1/coverage/compare/?from=2026-09-01").json()
    shapes["compare"].pop("happened")
    compared.pop("happened")
    assert_same_keys(shapes["compare"], compared)
