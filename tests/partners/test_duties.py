"""The page of the five duties: the law of each, and the way to every page on which it is done."""

from collections.abc import Callable

import pytest
from django.test import Client

from partners.duties import DUTIES, Duty
from partners.views.duties import WHERE, permissions
from portal.models import Person

ALL = {
    "erpo-list", "readiness-list", "agency-practice-list", "barrier-list", "barrier-totals", "notice-list",
    "library-list", "group-list", "project-list", "gap-list", "case-count-list", "case-total-list", "figure-list",
    "organization-list", "context-list",
}  # fmt: skip


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

    urls = {place["url"] for _number, _about, places in response.context["duties"] for place in places}
    opened = [client.get(url) for url in urls]
    assert {response.status_code for response in opened} == {200}
    assert {response.resolver_match.url_name for response in opened} == ALL - lacks
