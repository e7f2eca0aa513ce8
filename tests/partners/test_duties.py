"""The page of the five duties: the law of each, and the way to every page on which it is done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from partners.chain import CHAINS, Basis
from partners.duties import DUTIES, Duty
from partners.models import ReadinessLink
from partners.readiness import Cell
from partners.views.duties import WHERE, permissions
from portal.models import Person
from tests.make import DAY, NOW
from tests.partners.directory import entered
from tests.partners.log import at_office, entry
from tests.partners.test_agency_practices import say, trained

ALL = {
    "erpo-list", "readiness-list", "agency-practice-list", "barrier-list", "barrier-totals", "notice-list",
    "library-list", "group-list", "project-list", "gap-list", "case-count-list", "case-total-list", "figure-list",
    "organization-list", "context-list",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_every_duty_has_its_places_and_every_page_of_the_duties_a_duty() -> None:
    assert set(WHERE) == set(DUTIES) == set(Duty)
    assert {place.route for places in WHERE.values() for place in places} == ALL
    assert set(permissions()) >= ALL


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "lacks"),
    [("alma", set[str]()), ("rhea", {"project-list", "barrier-list", "case-count-list"})],
)
def test_a_reader_is_led_to_every_page_that_the_role_may_open(
    who: str, lacks: set[str], request: pytest.FixtureRequest, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(request.getfixturevalue(who))
    response = client.get("/duties/")

    urls = {place["url"] for _number, _about, places, _stands in response.context["duties"] for place in places}
    opened = [client.get(url) for url in urls]
    assert {response.status_code for response in opened} == {200}
    assert {response.resolver_match.url_name for response in opened} == ALL - lacks


# --- how each stands -------------------------------------------------------------------------------------------------
def stands(client: Client) -> dict[int, Any]:
    return {number: found for number, _about, _places, found in client.get("/duties/").context["duties"]}


@pytest.mark.django_db
def test_each_duty_says_what_is_done_when_last_and_what_is_next(client_of: Any, alma: Any, olga: Any) -> None:
    police = entered(alma, "Police (invented)", "POLICE", on=DAY - timedelta(days=300))
    bare = stands(client_of(alma))
    assert {found.logged for found in bare.values()} == {"Nothing is in the log yet."}
    assert bare[1].figures == ["0 of 1 agency has adopted a practice of (a) to (d)."]
    assert bare[5].next == ("Fill the grid: say how far each link is", "/readiness/edit/")

    trained(alma, police)
    facts = {"duty": Duty.OUTREACH, "needs": ["SHELTER"], "counties": ["48113"]}
    entry(alma, organizations=[police], held_on=DAY - timedelta(days=400), **facts)
    with at_office(alma) as member:
        assert member.office
        cells = {Cell(basis, link.value): "TRAINED" for basis in ("922G8", "922G9") for link in CHAINS[Basis(basis)]}
        said = {"office": member.office, "seen": (), "as_of": DAY, "by": alma, "on": DAY}
        ReadinessLink.objects.fill(county="", cells=cells, **said)
        ReadinessLink.objects.fill(county="48113", cells={Cell("922G8", "STORE"): "NONE"}, **said)
    found = stands(client_of(alma))
    assert found[1].logged == "1 entry within a year; last done on Aug. 25, 2026."
    ask = f"/readiness/practices/{police.pk}/"
    assert found[1].next == ("Ask Police (invented) what its training has changed", f"{ask}edit/")
    assert found[3].logged == "No entry within a year; last done on Oct. 19, 2025."
    assert found[3].next.url == "/gaps/SHELTER--48113/own/"
    assert found[5].figures[0] == "922(g)(8): none: storage (in Dallas County, TX)."
    assert found[5].next.text == "Strengthen the weakest link of 922(g)(8): storage (in Dallas County, TX)"
    assert found[5].next.url == "/readiness/922G8/STORE/?county=48113"
    read = stands(client_of(olga))
    urls = (ask, "/gaps/SHELTER--48113/", "/readiness/")
    assert tuple(read[n].next.url for n in (1, 3, 5)) == urls, "whoever may only read is led to where it stands"


@pytest.mark.django_db
def test_eousa_reads_the_duties_of_the_nation(client_of: Any, alma: Any, erin: Any) -> None:
    police = entered(alma, "Police (invented)", "POLICE", on=DAY - timedelta(days=300))
    trained(alma, police)
    say(alma, police, SAFE="ADOPTED")
    client = client_of(erin)
    found = stands(client)
    assert found[1].figures == ["1 office has put on record what agencies have taken up."]
    assert found[1].logged == "1 entry in the logs within twelve months; last done in August 2026."
    assert found[5].figures == ["0 of 94 offices have entered their chains."]
    assert {client.get(one.next.url).status_code for one in found.values()} == {200}
    assert "Police" not in client.get("/duties/").content.decode()
