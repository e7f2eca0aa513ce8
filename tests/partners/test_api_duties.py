"""The five duties for programs: what pages show, the API shows too; and files that no other test opens."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from portal.access import Role
from portal.calendar import CENTER
from portal.models import Person
from tests import make
from tests.partners.cases import ALL, enter, in_time
from tests.portal.test_api import caller, is_problem, token_of

pytestmark = pytest.mark.django_db
SPRING = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _november() -> Any:
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=CENTER), tick=True):
        yield


def ask(by: Person, scope: str, path: str) -> Any:
    """The API's answer to a program of the person."""
    return caller(token_of(by, scope)[1]).get(f"/api/v1/{path}")


# --- case counts -------------------------------------------------------------------------------------------------
def test_each_quarter_of_several_is_told_as_it_is_told_alone(alma: Person, otis: Person) -> None:
    enter(alma, {"922G8.REFERRED": 4711}, quarter=SPRING)
    enter(alma, {"922G8.REFERRED": 4712})
    enter(otis, {"922G8.REFERRED": 8844})
    path = "case-counts/quarters/?from=2026-Q1&to=2026-Q3"
    answer = ask(alma, "CASE_COUNT_VIEW", path)
    told = answer.json()["results"]

    assert [each["quarter"] for each in told] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert [[cell["number"] for cell in each["cells"]] for each in told] == [[], [4711], [4712]]
    assert told[2] == ask(alma, "CASE_COUNT_VIEW", "case-counts/?quarter=2026-Q3").json()
    assert "8844" not in answer.content.decode()
    unless_said = ask(alma, "CASE_COUNT_VIEW", "case-counts/quarters/?page_size=2&page=3").json()
    assert (unless_said["count"], [each["quarter"] for each in unless_said["results"]]) == (6, ["2026-Q2", "2026-Q3"])


def test_totals_of_several_quarters_are_each_held_back_by_itself(alma: Person, otis: Person, erin: Person) -> None:
    for member in (alma, otis, make.member("Dora Lane", Role.SPECIALIST, office="dcd")):
        enter(member, ALL, at=in_time())
        enter(member, {"922G8.REFERRED": 2}, quarter=SPRING, at=in_time(SPRING))
    enter(alma, {"922G8.REFERRED": 400}, is_sure=True)
    told = ask(erin, "CASE_TOTALS_VIEW", "case-counts/totals/quarters/?from=2026-Q2").json()["results"]

    assert [each["quarter"] for each in told] == ["2026-Q2", "2026-Q3"]
    assert {row["number"] for row in told[0]["totals"]} == {None}
    assert told[1] == ask(erin, "CASE_TOTALS_VIEW", "case-counts/totals/?quarter=2026-Q3").json()
    assert told[1]["totals"][0]["number"] == 18


@pytest.mark.parametrize("asked", [
    "from=2026-Q3&to=2026-Q2", "from=2021-Q2&to=2026-Q2", "from=1994-Q1", "to=2026-Q4", "from=2027-Q1",
    "quarter=2026-Q3",
])  # fmt: skip
def test_quarters_that_are_none_or_too_many_are_refused(asked: str, erin: Person) -> None:
    is_problem(ask(erin, "CASE_TOTALS_VIEW", f"case-counts/totals/quarters/?{asked}"), 400)


def test_twenty_quarters_are_told_at_once(erin: Person) -> None:
    answer = ask(erin, "CASE_TOTALS_VIEW", "case-counts/totals/quarters/?from=2021-Q3&to=2026-Q2").json()
    assert (answer["count"], len(answer["results"])) == (20, 20)
