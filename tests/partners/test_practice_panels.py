"""What agencies have taken up on the pages of nation and office, in the week and in the report."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from partners import quarters
from partners.parts import parts
from portal.models import Organization, Person
from tests.make import DAY, NOW
from tests.partners.directory import entered
from tests.partners.log import at_office
from tests.partners.test_agency_practices import LONG_AGO, linked, say, standing, trained
from tests.reading import text

pytestmark = pytest.mark.django_db
TITLE = "What agencies have taken up"


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def agencies(alma: Person) -> list[Organization]:
    """Three of one office: two were trained, one of them has answered."""
    found = [entered(alma, f"Police {n} (invented)", "POLICE", on=LONG_AGO) for n in range(3)]
    trained(alma, *found[:2])
    say(alma, found[0], SAFE="ADOPTED", BIAS="DRAFT")
    say(alma, found[2], SAFE="NONE", REFERRAL="CHECKED")
    return found


def test_office_and_nation_read_how_far_agencies_are_and_only_the_office_what_is_to_ask(
    client_of, alma, erin, agencies
):
    own = text(client_of(alma).get("/offices/txnd/staffing/"))
    theirs = text(client_of(erin).get("/offices/txnd/staffing/"))
    nation = text(client_of(erin).get("/board/", follow=True))
    safe = "(duty 1 a)</dt><dd>adopted by 1 of 2 agencies</dd>"
    assert [page.count(TITLE) and safe in page for page in (own, theirs, nation)] == [True, True, True]
    assert "2 questions were due ninety days after trainings: 1 answered, 1 open." in own
    assert "1 office has put something on record." in nation
    assert "Police" not in theirs + nation


def test_the_report_counts_what_stood_at_the_end_of_its_quarter_as_known_then(alma, agencies):
    part = next(one for one in parts(is_own=False) if one.key == "practices")
    quarter = quarters.quarter_of(DAY)
    say(alma, agencies[2], TOGETHER="DRAFT")
    say(alma, agencies[2], seen=[standing(alma, agencies[2])["TOGETHER"].pk], TOGETHER="")
    seen = [row.pk for row in standing(alma, agencies[0]).values()]
    with at_office(alma) as member:
        assert member.office
        now = part.count(member.office, quarter, NOW)
    with time_machine.travel(NOW + timedelta(days=60), tick=False):
        say(alma, agencies[0], seen=seen, SAFE="", BIAS="TRAINED", on=DAY)
        with at_office(alma):
            late = [part.count(member.office, quarter, at) for at in (NOW, NOW + timedelta(days=60))]
    far = {"SAFE": {"ADOPTED": 1, "NONE": 1}, "BIAS": {"DRAFT": 1}, "REFERRAL": {"CHECKED": 1}}
    assert now == {"far": far, "open": 1, "answered": 1}
    assert late[0] == now, "counted again later it says the same"
    assert late[1]["far"]["BIAS"] == {"TRAINED": 1}, "what was mended is known from then on"
    told = part.told(now)[0]
    assert told.paragraphs == ["2 questions were due ninety days after trainings: 1 answered, 1 open."]
    assert told.table
    assert next(row[1:] for row in told.table.rows) == ("1", "0", "1", "0", "0")


def test_an_office_that_has_entered_nothing_reads_so_until_it_does(client_of, alma, erin, lena):
    nothing = "Nothing is entered yet on how firearms are given up here."
    paths = {alma: "/week/", erin: "/offices/txnd/staffing/", lena: "/offices/txnd/staffing/"}
    pages = {person.name: text(client_of(person).get(path)) for person, path in paths.items()}
    pages["own"] = text(client_of(alma).get("/offices/txnd/staffing/"))
    assert [nothing in page for page in pages.values()] == [True] * 4
    assert ["/readiness/edit/" in pages[name] for name in ("own", alma.name, erin.name)] == [True, True, False]
    linked(alma, 0, STORE="NONE")
    assert nothing not in text(client_of(alma).get("/week/"))
