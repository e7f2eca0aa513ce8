"""Lists that would be long: one page of them is shown, what says nothing is left out, and the download is whole."""

import csv
import io
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from grants.administrators import passed_on
from partners.erpo import JURISDICTIONS
from tests.grants.questions import question
from tests.make import NOW

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<th scope="row">(?:<a[^>]*>)?([^<]+)')


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def rows_of(client: Client, url: str) -> list[str]:
    return ROW.findall(client.get(url).text)


def downloaded(client: Client, url: str, **asked: str) -> list[dict[str, str]]:
    content = client.get(url, {**asked, "format": "csv"}).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_state_agencies_come_in_pages_that_hold_each_once_and_come_whole_as_a_file(client_of, erin):
    client, url = client_of(erin), reverse("administrator-list")
    seen, here = [], url
    while here:
        page = client.get(here).text
        seen.append(ROW.findall(page))
        following = re.search(r'href="([^"]+)" rel="next"', page)
        here = url + following[1].replace("&amp;", "&") if following else ""

    every = len(passed_on(localdate())) * len(JURISDICTIONS)
    assert max(map(len, seen)) < every
    found = [name for page in seen for name in page]
    assert len(set(found)) == len(found) == every
    assert len(downloaded(client, url)) == every
    assert len(downloaded(client, url, program="stop")) == len(rows_of(client, f"{url}?program=stop")) + 6


def test_a_page_of_state_agencies_asks_as_little_as_a_short_list(client_of, erin, django_assert_max_num_queries):
    client, url = client_of(erin), reverse("administrator-list")
    client.get(url)
    with django_assert_max_num_queries(12):
        client.get(url)


def test_the_nation_reads_the_offices_that_were_asked_and_all_where_it_wants(client_of, erin, alma, otis):
    client, url = client_of(erin), reverse("funnel")
    assert "No office was asked." in client.get(url).text
    question(alma)
    question(otis, court_id="nysd")

    assert rows_of(client, url)[:2] == ["S.D.N.Y.", "N.D. Tex."]
    assert "M.D. Ala." not in client.get(url).text
    assert "M.D. Ala." in rows_of(client, f"{url}?offices=all")
    assert len(downloaded(client, url)) == 94
    assert client.get(url, {"offices": "some"}).status_code == 400
    assert 'name="offices"' not in client_of(alma).get(url).text
