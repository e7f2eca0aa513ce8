"""Panels of the nation's page and of an office's: each in its words, once; and nothing of today under a past day."""

import re
from typing import Any

import pytest
import time_machine

from partners.chain import CHAINS, Basis
from portal.panels import _panels as panels
from specialists.models import Section
from tests import make
from tests.grants.questions import question
from tests.make import DAY, NOW
from tests.partners import access, groups, log, test_library, test_projects, test_readiness
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db
AS_OF = {"silent-longest", "who-acts-next"}
"""The panels that tell of whatever day is asked."""
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(alma, otis, erin, shelter) -> None:
    """Something of everything that a panel tells of."""
    question(alma)
    make.appointment("nysd")
    links: dict[str, Any] = dict.fromkeys(CHAINS[Basis("922G8")], "ADOPTED")
    test_readiness.fill(alma, **links)
    groups.owed(erin, groups.founded(erin, name="National group"))
    groups.filled(alma, shelter)
    for person in (alma, otis):
        test_projects.begun(person)
    for place in range(6):
        gap = {"needs": ["SHELTER"], "populations": ["RURAL"], "counties": ["48113"]}
        log.entry(alma, organizations=[shelter], line=f"Beds {place}", **gap)
    access.notice(alma)
    access.notice(otis, state="NY", carries="NO")
    access.barrier(alma, shelter)
    test_library.adopted(otis, test_library.published(alma, erin))
    test_library.handed_in(otis)
    with at_office(erin):
        Section.objects.open(
            office=make.office("dcd"), name="Domestic Violence Section", head_name="Hanna Head", attorneys=9,
            starts_on=DAY, by=erin, on=DAY,
        )  # fmt: skip


FIGURES = re.compile(r'<span class="turns__figures">.*?</span>', re.DOTALL)
"""Who has how much to do, on a first page."""


def shown(response: Any) -> dict[str, str]:
    """The words of each panel, by its key."""
    return {one["key"]: " ".join(TAG.sub(" ", one["html"]).split()) for one in response.context["panels"]}


def test_each_panel_of_the_nation_says_what_stands(world, client_of, erin):
    told = shown(client_of(erin).get("/board/"))

    assert "26 laws to verify" in told["who-acts-next"]
    assert told["erpo"].startswith(
        "Today: 22 states and the District of Columbia allow extreme risk protection orders."
    )
    assert told["erpo"].endswith("Not yet compared with the statute: 26 laws to verify")
    assert told["readiness"].startswith("922(g)(8) 93 not entered 1 adopted 922(g)(9) 94 not entered ERPO ")
    assert told["notices"].startswith(
        "2 forms of courts seen. Does it carry the notice? yes: 1; no: 1. "
        "In 54 of 56 states and territories no office has seen one."
    )
    assert told["library"] == "1 text , adopted by 1 office · 1 text waits for review"
    assert told["groups"] == "1 national working group; 1 action item is open. Working groups"
    assert told["projects"] == "At 2 offices, by how far they are: Gap 2"
    assert told["sections"] == (
        "1 section for domestic violence cases; with a named head, so that its office counts as full time: 1. "
        "D.D.C. : Domestic Violence Section"
    )


def test_each_panel_of_an_office_says_what_stands(world, client_of, alma):
    told = shown(client_of(alma).get("/offices/txnd/staffing/"))

    assert told["readiness"].startswith("922(g)(8) adopted: identify who has firearms, notify of the prohibition, ")
    assert "922(g)(9) nothing entered yet" in told["readiness"]
    assert told["notices"].startswith("1 form of a court seen; 1 carries the notice. Look at them")
    assert told["groups"] == (
        "The office sits in 1 working group; the next meeting is on Nov. 26, 2026; 1 action item is open. "
        "Working groups"
    )
    assert told["projects"] == "Gap 1 Projects"


def test_no_panel_shows_todays_figures_under_a_past_day(world, client_of, erin, oren):
    assert {panel.key for panel in panels.values() if panel.is_as_of} == AS_OF
    for person in (erin, oren):
        now, then = (client_of(person).get(f"/board/{query}") for query in ("", "?on=2026-06-01"))
        may = now.wsgi_request.hat.may
        allowed = {panel.key for panel in panels.values() if may(panel.permission)}

        assert set(shown(now)) == allowed, "there is something of everything: else a panel could hide below"
        assert set(shown(then)) == AS_OF
        assert "What is told of today alone is left out." in then.content.decode()


def test_whoever_reads_the_law_finds_it(world, client_of, erin, oren, pia):
    page = client_of(erin).get("/").content.decode()
    [to_verify] = re.findall(r'<a href="([^"]+)">26 laws to verify</a>', "".join(FIGURES.findall(page)))
    assert client_of(erin).get(to_verify).context["listing"].total == 26
    for person, address in ((oren, "/board/"), (pia, "/")):
        page = client_of(person).get(address).content.decode()
        assert 'href="/erpo/"' in page
        assert "laws to verify" not in "".join(FIGURES.findall(page))
