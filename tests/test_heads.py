"""What only leadership and officers of an office may read stays closed to the rest of the office, by the wall."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, models

from portal.access import DATABASE_ROLE, OFFICE_DATABASE_ROLES, OFFICE_HEADS, OFFICE_ROLES, DatabaseRole
from portal.catalogue import wall_of
from portal.models import AuditEvent, OfficeOwned
from portal.tenancy import Wall, acting_as
from tests import make, wall
from tests.admin import broken
from tests.portal.test_catalogue import made
from tests.rows import Rows

ONLY_HEADS = {"heads": "select insert update:note"}
MISTAKES: list[dict[str, Any]] = [
    {"office": "select insert", "heads": "update:note"},
    {"office": "select"} | ONLY_HEADS,
    ONLY_HEADS | {"rows": {"heads": "all"}},
    ONLY_HEADS | {"rows": {"heads select": "all"}},
    ONLY_HEADS | {"rows": {"heads insert": "all"}},
    ONLY_HEADS | {"rows": {"heads update": "all"}},
]
"""Walls that say something else than the one that the table was to have."""


def candidates(commands: dict[str, Any]) -> Any:
    """A table like those of nominations, which no registry keeps."""
    base = [models.UniqueConstraint(fields=["office", "id"], name="candidate_office_and_id")]
    return made(
        "Candidate", OfficeOwned, [*base, Wall(name="candidate_wall", secret=["who"], **commands)],
        who=models.CharField(max_length=80), note=models.CharField(max_length=80, db_default=""),
    )  # fmt: skip


@contextmanager
def standing(urls: dict[str, str], model: Any) -> Iterator[Any]:
    """A cursor of the administrator in a transaction in which the model's table stands, as a migration makes it."""
    with broken(urls, "SET LOCAL ROLE portal_owner"):
        with connection.schema_editor() as editor:
            editor.create_model(model)
        assert connection.connection
        with connection.connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            yield cursor


@pytest.fixture
def unblocked(urls, django_db_blocker) -> Iterator[dict[str, str]]:
    with django_db_blocker.unblock():
        yield urls


def offices(cursor: Any) -> list[int]:
    return [Rows(cursor).office(court_id) for court_id in ("txnd", "nysd", "gud")]


def test_who_is_bound_as_a_head_of_an_office() -> None:
    assert {role for role, to in DATABASE_ROLE.items() if to is DatabaseRole.HEADS} == OFFICE_HEADS
    assert {role for role, to in DATABASE_ROLE.items() if to in OFFICE_DATABASE_ROLES} == OFFICE_ROLES


def test_only_heads_reach_a_table_of_heads_and_only_their_own_offices_rows(unblocked) -> None:
    model = candidates(ONLY_HEADS)
    with standing(unblocked, model) as cursor:
        keys = offices(cursor)
        assert wall.breaches(cursor, "office_id", keys, [model]) == []
        for role in DatabaseRole:
            with wall.tried(cursor):
                wall.become(cursor, role, office_id=keys[0])
                got = wall.outcome(cursor, f"SELECT who FROM {model._meta.db_table}")
            assert got == (1 if role is DatabaseRole.HEADS else "denied"), role


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_wall_that_lets_more_in_is_told(mistake, unblocked, monkeypatch) -> None:
    model = candidates(mistake)
    with standing(unblocked, model) as cursor:
        keys = offices(cursor)
        promised = wall_of(candidates(ONLY_HEADS))
        monkeypatch.setattr(wall, "wall_of", lambda _model: promised)

        assert wall.breaches(cursor, "office_id", keys, [model])


def test_what_an_office_reads_in_the_trail_of_such_a_table_is_a_hash(unblocked) -> None:
    model = candidates(ONLY_HEADS)
    with standing(unblocked, model) as cursor:
        office_id = offices(cursor)[0]
        Rows(cursor).insert(model, office_id=office_id, who="Quintessa")
        wall.become(cursor, DatabaseRole.OFFICE, office_id=office_id)
        event = AuditEvent.objects.filter(table_name=model._meta.db_table).latest("id")

        assert event.new
        assert len(event.new["who"]) == 64
        assert "Quintessa" not in str(event.new)


def test_heads_read_what_their_office_reads(db) -> None:
    """Every policy and grant for the office holds for its heads."""
    answer = make.answer("txnd")
    other = make.answer("nysd")
    for role in OFFICE_DATABASE_ROLES:
        with acting_as(role, office_id=answer.office_id):
            assert set(type(answer).objects.values_list("pk", flat=True)) == {answer.pk} != {other.pk}
