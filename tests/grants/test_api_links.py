"""The link to the API beside a list leads to the same list: with its filters, and with what it shows by itself."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.grants.test_deadline_pages import MONDAY, notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def api_of(client: Client, path: str) -> str:
    """Where the link beside the list leads."""
    return str(client.get(path).context["listing"].api_url)


@pytest.mark.parametrize(
    ("path", "api"),
    [
        ("/opportunities/", "opportunities/?status=live"),
        ("/opportunities/?status=all", "opportunities/"),
        ("/opportunities/?status=closed&agency=OVW", "opportunities/?status=closed&agency=OVW"),
        ("/programs/", "programs/"),
        ("/state-agencies/", "administrators/?state=TX"),
        ("/state-agencies/?state=TX&stands=TO_VERIFY", "administrators/?state=TX&stands=TO_VERIFY"),
        ("/questions/", "guidance-requests/?state=OPEN"),
        ("/questions/?state=all&overdue=yes", "guidance-requests/?is_late=true"),
    ],
)
def test_the_link_to_the_api_carries_the_filters(client_of: Any, alma: Any, path: str, api: str):
    client = client_of(alma)
    found = api_of(client, path)
    assert sorted(re.split("[?&]", found)) == sorted(re.split("[?&]", f"/api/v1/{api}"))
    if "guidance" not in api and "administrators" not in api:
        assert Client().get(found).status_code == 200


def test_both_show_the_same_notices(visitor: Client):
    notice(1)
    notice(2, closes_on=None, is_forecast=True)
    notice(3, withdrawn_on=MONDAY.date())

    said = visitor.get(api_of(visitor, "/opportunities/")).json()["results"]
    assert {one["id"] for one in said} == {1, 2}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("guidance-requests/?state=NONSENSE", "OPEN, WAITING, "),
        ("opportunities/?status=nonsense", "live, "),
        ("programs/?ordering=nonsense", "place, -place, name"),
    ],
)
def test_a_value_that_is_no_choice_is_told_which_there_are(client_of, alma, asked, known):
    answer = client_of(alma).get(f"/api/v1/{asked}")

    assert answer.status_code == 400
    assert f"is not a valid choice. Known: {known}" in answer.json()["detail"]
