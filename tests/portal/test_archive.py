"""Everything that an office owns, taken out: whole, its own, in words, and on the trail."""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from portal.access import DatabaseRole
from portal.archive import SET_ASIDE, columns, file_name, of_office, owned_tables
from portal.models import AccessEvent
from portal.tenancy import acting_as
from tests import make, servers, walk
from tests.rows import columns as columns_of
from tests.rows import walled_models
from tests.walk import OTHER, OWN, WORDS, World


@pytest.fixture(scope="module")
def world(urls: dict[str, str], django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield walk.build(urls)
        connection.close()
        servers.wipe(urls)


@pytest.fixture
def take(world: World, db: None) -> Iterator[Any]:
    """Takes the archive out as somebody; what that leaves behind is gone after the test."""
    with walk.undone(Client()):

        def taken_out(who: str) -> ZipFile:
            response = walk.client_of(world, who).post("/archive/")
            assert response.status_code == 200
            return ZipFile(BytesIO(b"".join(response.streaming_content)))

        yield taken_out


def rows(archive: ZipFile, name: str) -> list[dict[str, str]]:
    with archive.open(name) as raw:
        return list(csv.DictReader(TextIOWrapper(raw, "utf-8")))


def test_it_holds_every_row_of_the_office_and_none_of_another(take, world) -> None:
    archive = take("olga")
    office = make.office("txnd")

    assert archive.testzip() is None
    with acting_as(DatabaseRole.HEADS, office_id=office.pk, person_id=world.people["olga"].pk):
        for model in owned_tables():
            kept = model._base_manager.filter(**{of_office(model): office.pk}).count()
            assert len(rows(archive, file_name(model))) == kept, model
            assert kept > 0 or model._meta.label not in {"partners.Outreach", "specialists.Vacancy", "partners.Meeting"}
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert WORDS[OWN] in whole
    assert WORDS[OTHER] not in whole


def test_it_says_what_each_file_and_column_is(take) -> None:
    archive = take("lena")
    page = archive.read("README.txt").decode()

    for name in set(archive.namelist()) - {"README.txt"}:
        assert f"{name}: {len(rows(archive, name))} rows" in page
        with archive.open(name) as raw:
            for column in next(csv.reader(TextIOWrapper(raw, "utf-8"))):
                assert f"    {column}: " in page


def test_the_trail_keeps_who_took_how_much(take, world) -> None:
    take("lena")

    with acting_as(DatabaseRole.EOUSA):
        ended = {"detail__name": "archive", "detail__has_key": "whole"}
        event = AccessEvent.objects.get(kind=AccessEvent.Kind.EXPORT, **ended)
    assert event.person_id == world.people["lena"].pk
    assert event.detail["whole"] is True
    assert event.detail["rows"] == sum(event.detail["tables"].values()) > 20


def test_every_table_of_an_office_is_in_it_or_set_aside_for_a_reason() -> None:
    """A new table joins by itself; one that the office cannot read has nothing of the office to take out."""
    with_office = {model for model in walled_models() if "office_id" in columns_of(model)}
    left_out = {model._meta.label for model in with_office - set(owned_tables())}

    assert left_out == {*SET_ASIDE, *UNREADABLE}


UNREADABLE = {
    "portal.Organization": "looked up: what the office entered, and what its rows name",
}
"""Tables with an office's key whose rows leadership does not read whole."""


def test_no_key_that_opens_something_is_taken_out() -> None:
    taken = {field.column for model in apps.get_models() for field in columns(model)}

    assert "key_hash" not in taken
