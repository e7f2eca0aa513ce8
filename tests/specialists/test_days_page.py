"""“Where do vacancies get stuck?” as each role meets it, on the page and over the API."""

import csv
import json
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.access import DatabaseRole, Role
from portal.reference import operations
from portal.schema import whole_schema
from portal.tenancy import acting_as
from specialists.models import Vacancy
from specialists.stages import StepKey
from tests import make
from tests.portal.test_api import asked, assert_same_keys, caller, is_problem, token_of
from tests.reading import text

pytestmark = pytest.mark.django_db
OPENED = date(2026, 8, 3)
OTHERS = ("nysd", "gud", "cand", "mad", "wyd")


@pytest.fixture(autouse=True)
def _on_that_monday():
    with time_machine.travel(make.NOW, tick=True):
        yield


def vacancy(court_id, days, **extra):
    """A vacancy whose budget was named after so many days; since then it waits to be announced."""
    by = make.person()
    with acting_as(DatabaseRole.EOUSA):
        made = Vacancy.objects.begin(office=make.office(court_id), by=by, on=make.DAY, made_on=OPENED)
        named_on = OPENED + timedelta(days=days)
        made.take(
            StepKey.FIND_BUDGET, acting=Role.OFFICER, by=by, on=make.DAY, made_on=named_on, detail="ATTRITION", **extra
        )
    return made


@pytest.fixture
def nation(db):
    """Six vacancies that found their budget after 10, 20, …, 60 days, the last in N.D. Tex."""
    for days, court_id in enumerate((*OTHERS, "txnd"), 1):
        vacancy(court_id, 10 * days)


def rows_of(response):
    return {row["stage"]: row for row in csv.DictReader(response.content.decode().splitlines())}


def program_of(person):
    return caller(token_of(person, "VACANCY_VIEW")[1])


# --- the page ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["erin", "rhea", "oren"])
def test_the_page_opens_with_its_answer(cast, client_of, nation, who):
    page = text(client_of(cast[who]).get("/vacancies/days/"))

    assert (
        "“Budget identified” takes longest: more than half take longer than the 102 days seen so far. "
        "6 wait there now, beyond the target of 30 days." in page
    )
    assert page.index("takes longest") < page.index("<svg") < page.index("<table")


def test_a_stage_is_told_as_a_bar_and_as_a_row_that_leads_to_who_waits_there(client_of, erin, nation):
    page = text(client_of(erin).get("/vacancies/days/"))

    assert "half 30, nine in ten 60, target 14" in page
    assert '<a href="/vacancies/?stage=BUDGET_IDENTIFIED">Budget identified</a>' in page
    assert page.count('class="lengths"') == 3, "two stages that a vacancy has been in, and the axis"


def test_the_download_says_what_the_page_says_with_its_clocks(client_of, erin, nation):
    rows = rows_of(client_of(erin).get("/vacancies/days/?format=csv"))

    assert len(rows) == 13
    gap = rows["Gap known"]
    assert (gap["median"], gap["ninetieth"], gap["stays"], gap["over"], gap["target"]) == ("30", "60", "6", "6", "14")
    budget = rows["Budget identified"]
    assert (budget["median"], budget["waiting"], budget["beyond_target"], budget["longest"]) == ("", "6", "6", "102")
    assert budget["on"] == "2026-11-23"
    assert "own_median" not in budget


def test_an_office_is_held_against_the_nation(client_of, lena, vic, nation):
    for person in (lena, vic):
        page = text(client_of(person).get("/vacancies/days/"))
        assert (
            "Your vacancy has waited at “budget identified” for 52 days. Elsewhere nearly all stay there longer."
            in page
        )
        assert "N.D. Tex.: half" in page
        assert "thin bar: N.D. Tex." in page
    gap = rows_of(client_of(lena).get("/vacancies/days/?format=csv"))["Gap known"]
    assert (gap["median"], gap["own_median"], gap["own_stays"], gap["office"]) == ("30", "60", "1", "txnd")


def test_an_office_learns_nothing_of_few_others(client_of, lena, erin):
    vacancy("nysd", 71)
    vacancy("txnd", 10)

    response = client_of(lena).get("/vacancies/days/?office=nysd")
    rows = rows_of(client_of(lena).get("/vacancies/days/?office=nysd&format=csv"))
    assert "71" not in text(response)
    assert rows["Gap known"]["median"] == rows["Gap known"]["stays"] == ""
    assert rows["Gap known"]["own_median"] == "10"
    assert "too few" in text(response)
    assert rows_of(client_of(erin).get("/vacancies/days/?format=csv"))["Gap known"]["longest"] == "71"


def test_eousa_holds_any_office_against_the_nation(client_of, erin, nation):
    page = text(client_of(erin).get("/vacancies/days/?office=gud"))

    assert "The vacancy of D. Guam has waited at “budget identified” for 92 days." in page
    assert "D. Guam: half" in page


def test_a_past_day_is_answered_as_of_then(client_of, erin, nation):
    page = text(client_of(erin).get("/vacancies/days/?on=2026-08-10"))

    assert "On Aug 10, 2026: “gap known” took longest: more than half take longer than the 7 days seen so far." in page
    assert "Back to today" in page
    then = text(client_of(erin).get("/vacancies/days/?on=2026-08-10&office=gud"))
    assert "The vacancy of D. Guam had waited at “gap known” for 7 days." in then
    unrecorded = text(client_of(erin).get("/vacancies/days/?known=2026-11-22"))
    assert "No vacancy is on record, so nothing can be said about days." in unrecorded


@pytest.mark.parametrize("question", ["on=banana", "on=2030-01-01", "known=never", "office=zzzd"])
def test_what_cannot_be_meant_is_said_on_the_page(client_of, erin, nation, question):
    response = client_of(erin).get(f"/vacancies/days/?{question}&format=csv")

    assert response.status_code == 400
    assert "Part of the address could not be read" in text(response)


def test_the_page_stays_within_its_queries(client_of, erin, lena, nation):
    for person, most in ((erin, 5), (lena, 6)):
        client = client_of(person)
        client.get("/vacancies/days/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/vacancies/days/")
        assert len(asked(queries)) <= most, asked(queries)


# --- the API -----------------------------------------------------------------------------------------------------
def test_the_api_gives_the_figures_of_the_page(nation, erin):
    answer = program_of(erin).get("/api/v1/vacancies/days/?office=txnd").json()
    gap = answer["stages"][0]

    assert (answer["on"], answer["office"], len(answer["stages"])) == ("2026-11-23", "txnd", 13)
    assert (gap["stage"], gap["acts"], gap["target"]) == ("GAP_KNOWN", "LEADERSHIP", 14)
    assert gap["nation"] == {
        "median": 30, "ninetieth": 60, "stays": 6, "over": 6, "longest": 60, "waiting": 0, "beyond_target": 0,
    }  # fmt: skip
    assert gap["own"]["median"] == 60


def test_an_office_asks_for_itself_only_and_another_is_like_a_missing_one(nation, alma):
    program = program_of(alma)

    assert program.get("/api/v1/vacancies/days/").json()["office"] == "txnd"
    assert program.get("/api/v1/vacancies/days/?office=txnd").json()["stages"][0]["own"]["median"] == 60
    other, missing = (is_problem(program.get(f"/api/v1/vacancies/days/?office={o}"), 400) for o in ("nysd", "zzzd"))
    assert other == missing
    assert "office" in other["errors"]


def test_an_office_that_does_not_exist_is_told_to_those_who_may_ask(erin):
    assert is_problem(program_of(erin).get("/api/v1/vacancies/days/?office=zzzd"), 400)["errors"]["office"]


def test_the_shape_in_the_reference_is_that_of_the_answer(nation, erin):
    shape = {o.key: json.loads(o.shape) for o in operations(whole_schema(), at="http://testserver")}["vacancy_days"]

    assert_same_keys(shape, program_of(erin).get("/api/v1/vacancies/days/?office=txnd").json())
