"""A list of any size goes out as CSV: whole, formula-safe, bit by bit, bound as whoever asked, and on the trail."""

import csv

import pytest
from django.db import connection
from django.http import StreamingHttpResponse

from portal import downloads
from portal.access import DatabaseRole
from portal.listing import Column, Listing
from portal.models import AccessEvent, County
from portal.tenancy import acting_as, current
from tests import make
from tests.portal.test_messages import post

pytestmark = pytest.mark.django_db
COLUMNS = [Column("fips", "FIPS", lambda c: c.fips, sort="fips"), Column("name", "Name", lambda c: f"={c.name}")]


def exports():
    with acting_as(DatabaseRole.EOUSA):
        return list(AccessEvent.objects.filter(kind="EXPORT").order_by("at").values_list("detail", flat=True))


def break_off(answer):
    """As the server does when the reader goes away; without the signal that would close the test's connection."""
    for close in answer._resource_closers:
        close()


@pytest.fixture
def long_list(monkeypatch):
    """The ledger's page lists the counties, more than are written at once."""

    export = Listing.export

    def of_counties(listing, _name):
        return export(Listing(listing.request, County.objects.all(), COLUMNS, "fips"), "counties")

    monkeypatch.setattr(Listing, "export", of_counties)


def test_a_long_list_comes_whole_and_in_order(erin, client_of, long_list):
    answer = client_of(erin).get("/messages/?format=csv")
    assert answer.streaming
    assert answer.headers["Content-Disposition"] == 'attachment; filename="counties.csv"'

    bits = list(answer.streaming_content)
    rows = list(csv.DictReader(b"".join(bits).decode().splitlines()))

    assert len(bits) > 5
    assert [row["fips"] for row in rows] == list(County.objects.order_by("fips", "pk").values_list("fips", flat=True))
    assert rows[0]["name"].startswith("'=")
    assert rows[0]["notice"].startswith("Demonstration")
    assert exports() == [
        {"name": "counties", "begun": True},
        {"name": "counties", "rows": len(rows), "whole": True},
    ]


def test_a_download_that_breaks_off_says_how_far_it_came(erin, client_of, long_list):
    answer = client_of(erin).get("/messages/?format=csv")
    bits = iter(answer.streaming_content)
    for _ in range(3):
        next(bits)

    break_off(answer)

    assert exports()[-1] == {"name": "counties", "rows": 2 * downloads.AT_ONCE, "whole": False}
    assert current() is None


def test_the_rows_come_from_the_databases_own_cursor(erin, client_of, long_list):
    """Else all of them would be read before the first is sent."""
    answer = client_of(erin).get("/messages/?format=csv")
    bits = iter(answer.streaming_content)
    for _ in range(2):
        next(bits)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (1,)
    break_off(answer)


def test_nothing_is_read_before_somebody_takes_it(erin, client_of, long_list):
    answer = client_of(erin).get("/messages/?format=csv")
    break_off(answer)

    assert exports() == [{"name": "counties", "begun": True}]


def test_a_stream_runs_as_whoever_asked_and_changes_nothing(erin, client_of, monkeypatch):
    seen = []

    def content():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting('transaction_read_only')")
            seen.append(cursor.fetchone())
        yield b"x"

    monkeypatch.setattr(Listing, "export", lambda *_: StreamingHttpResponse(content()))

    assert b"".join(client_of(erin).get("/messages/?format=csv").streaming_content) == b"x"
    assert seen == [("portal_eousa", "on")]


def test_an_office_gets_its_own_rows_by_the_stream_too(alma, client_of, monkeypatch):
    monkeypatch.setattr(downloads, "AT_ONCE", 1)
    with acting_as(DatabaseRole.EOUSA):
        for number, office in enumerate(("txnd", "nysd", "txnd")):
            post(office=make.office(office), about=str(number))
    rows = b"".join(client_of(alma).get("/messages/?format=csv").streaming_content).decode().splitlines()

    assert len(rows) - 1 == 2
