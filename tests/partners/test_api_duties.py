"""The five duties for programs: what pages show, the API shows too; and files that no other test opens."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from partners.cases import CAUTION
from partners.models import ErpoLaw
from partners.taxonomy import Topic
from portal.access import DatabaseRole, Role
from portal.calendar import CENTER
from portal.models import Organization, Person
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY
from tests.partners import log
from tests.partners.access import barrier, notice
from tests.partners.cases import ALL, enter, in_time
from tests.partners.directory import entered
from tests.partners.groups import founded
from tests.partners.test_agency_practices import LONG_AGO, TRAINED, say, trained
from tests.partners.test_library import begun, handed_in
from tests.partners.test_projects import begun as begun_project
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


def test_a_correction_is_told_with_what_stood_before_and_to_the_office_alone(alma: Person, otis: Person) -> None:
    for number in (4711, 4712, None):
        enter(alma, {"922G8.REFERRED": number})
    enter(alma, {"922G8.CHARGED": 1}, quarter=SPRING)
    path = "case-counts/corrections/?quarter=2026-Q3"
    told = ask(alma, "CASE_COUNT_VIEW", path).json()["results"]

    assert [(row["was"], row["number"], row["by"]) for row in told] == [
        (4712, None, "Alma Reyes"), (4711, 4712, "Alma Reyes"),
    ]  # fmt: skip
    assert (told[0]["quarter"], told[0]["measure"], told[0]["unit"]) == ("2026-Q3", "REFERRED", "matters")
    assert told[0]["caution"] == str(CAUTION)
    assert ask(alma, "CASE_COUNT_VIEW", "case-counts/corrections/?quarter=2026-Q2").json()["results"] == []
    assert ask(otis, "CASE_COUNT_VIEW", "case-counts/corrections/").json()["results"] == []


# --- what is asked, written and headed ---------------------------------------------------------------------------
def test_what_to_ask_after_a_training_is_told_until_it_is_answered(alma: Person, otis: Person) -> None:
    police, other = (entered(alma, f"{name} (invented)", "POLICE", on=LONG_AGO) for name in ("Police", "Sheriff"))
    entry = trained(alma, police, other, topics=[Topic.BIAS])
    (told,) = ask(alma, "READINESS_VIEW", f"follow-ups/?organization={police.pk}").json()["results"]

    assert told == {
        "organization": {"id": police.pk, "name": police.name}, "entry": str(entry.key),
        "trained_on": TRAINED.isoformat(), "asked_on": DAY.isoformat(), "practices": [["BIAS"]],
    }  # fmt: skip
    assert ask(otis, "READINESS_VIEW", "follow-ups/").json()["count"] == 0
    say(alma, police, BIAS="ADOPTED")
    left = ask(alma, "READINESS_VIEW", "follow-ups/").json()["results"]
    assert [row["organization"]["id"] for row in left] == [other.pk]


def test_drafts_are_told_to_those_who_write_and_what_is_handed_in_to_eousa(
    alma: Person, otis: Person, erin: Person
) -> None:
    written, waiting = begun(alma, title="Written"), handed_in(alma, title="Handed in")
    drafts = ask(alma, "LIBRARY_WRITE", "library-drafts/").json()["results"]

    assert {(row["id"], row["state"]) for row in drafts} == {(written.pk, "WRITING"), (waiting.draft_id, "IN_REVIEW")}
    assert "body" not in drafts[0]
    only = ask(alma, "LIBRARY_WRITE", "library-drafts/?state=WRITING").json()["results"]
    assert [row["title"] for row in only] == ["Written"]
    for other in (otis, erin):
        assert ask(other, "LIBRARY_WRITE", "library-drafts/").json()["count"] == 0
    (row,) = ask(erin, "LIBRARY_REVIEW", "library-reviews/?is_decided=false").json()["results"]
    assert (row["id"], row["office"], row["asked_by"], row["decision"]) == (waiting.pk, "txnd", "Alma Reyes", "")
    assert ask(erin, "LIBRARY_REVIEW", "library-reviews/?is_decided=true").json()["results"] == []


def test_a_section_stands_alone_for_its_office_and_the_centre(alma: Person, erin: Person) -> None:
    section = make.section("txnd")
    for reader in (alma, erin):
        told = ask(reader, "APPOINTMENT_VIEW", f"sections/{section.pk}/").json()
        assert told == ask(reader, "APPOINTMENT_VIEW", "sections/").json()["results"][0]
        assert (told["id"], told["head_name"]) == (section.pk, "Hanna Head")
    is_problem(ask(alma, "APPOINTMENT_VIEW", f"sections/{make.section('nysd').pk}/"), 404)


# --- what a page lets ask, a program may ask ---------------------------------------------------------------------
def test_programs_ask_for_the_laws_to_verify(erin: Person) -> None:
    told = {
        is_left: {row["state"] for row in ask(erin, "ERPO_VIEW", f"erpo/?unverified={is_left}").json()["results"]}
        for is_left in ("true", "false")
    }
    everywhere = {row["state"] for row in ask(erin, "ERPO_VIEW", "erpo/").json()["results"]}
    with acting_as(DatabaseRole.EOUSA):
        left = {row.state for row in ErpoLaw.objects.on_record() if row.verified_on is None}

    assert told["true"] == left
    assert told["false"] == everywhere - left
    assert left


def test_programs_ask_for_projects_by_who_keeps_them_and_for_groups_of_their_own(alma: Person, lena: Person,
                                                                                 otis: Person) -> None:  # fmt: skip
    begun_project(alma, name="Kept")
    begun_project(lena, name="Another's")
    for owner, names in (("mine", ["Kept"]), ("queue", [])):
        told = ask(alma, "PROJECT_VIEW", f"projects/?owner={owner}").json()["results"]
        assert [row["name"] for row in told] == names
    founded(alma, "Own team")
    for reader, yours, is_there in ((alma, "true", True), (alma, "false", False), (otis, "true", False)):
        told = ask(reader, "GROUP_VIEW", f"groups/?yours={yours}").json()["results"]
        assert ("Own team" in {row["name"] for row in told}) is is_there


def test_programs_ask_for_what_one_office_saw(alma: Person, erin: Person, shelter: Organization) -> None:
    for county in ("48113", ""):
        facts = {"needs": ["SHELTER"], "counties": [county] if county else []}
        log.entry(alma, organizations=[shelter], held_on=date(2026, 11, 2), **facts)
    told = ask(alma, "GAP_VIEW", "gaps/?county=none&office=txnd").json()["results"]
    assert [(row["county"], row["level"], row["office"]) for row in told] == [(None, "DISTRICT", "txnd")]
    assert ask(alma, "GAP_VIEW", "gaps/?office=txsd").json()["count"] == 0
    notice(alma)
    for office, number in (("txnd", 1), ("txsd", 0)):
        assert len(ask(erin, "NOTICE_VIEW", f"notice-forms/?office={office}").json()["results"]) == number


# --- files -------------------------------------------------------------------------------------------------------
def test_the_files_that_no_other_test_opens_have_a_header_and_a_row(
    alma: Person, erin: Person, shelter: Organization, client_of: Callable[[Person], Client]
) -> None:
    founded(alma, "Own team")
    begun_project(alma, name="Kept")
    handed_in(alma, title="Handed in")
    barrier(alma, shelter)
    for number in (4711, 4712):
        enter(alma, {"922G8.REFERRED": number})
    for name, reader, expected in (
        ("group-list", alma, {"name": "Own team", "open_items": "0"}),
        ("project-list", alma, {"name": "Kept", "owner": "Alma Reyes"}),
        ("library-draft-list", alma, {"title": "Handed in", "edited_by": "Alma Reyes"}),
        ("review-list", erin, {"title": "Handed in", "asked_by": "Alma Reyes"}),
        ("barrier-totals", erin, {"open": "1", "removed": "0"}),
        ("case-count-history", alma, {"was": "4711", "number": "4712"}),
    ):
        text = client_of(reader).get(reverse(name), {"format": "csv"}).getvalue().decode()
        rows = list(csv.DictReader(StringIO(text)))
        assert any(expected.items() <= row.items() for row in rows), (name, rows)
