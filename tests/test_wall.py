"""Families 3 and 5: pairs of tenants on every table, and a list of attacks by every role that a process can become."""

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest

from portal.access import DatabaseRole
from portal.catalogue import wall_of
from portal.tenancy import APP, LOG_INS
from tests import servers, wall
from tests.admin import cursor_of
from tests.attacks import ALLOWED_BY_DESIGN, ATTACKS

OFFICES = ["txnd", "nysd", "gud"]


@pytest.fixture
def admin(urls: dict[str, str]) -> Iterator[Any]:
    with cursor_of(servers.admin_url(urls)) as cursor:
        yield cursor


def keys_of(cursor: Any, court_ids: list[str]) -> list[int]:
    cursor.execute("SELECT id FROM portal_office WHERE court_id = ANY (%s) ORDER BY id", [court_ids])
    return [row[0] for row in cursor.fetchall()]


def test_no_office_reaches_another_offices_rows_on_any_table(admin) -> None:
    assert len(wall.tenant_models("office_id")) >= 10
    assert wall.breaches(admin, "office_id", keys_of(admin, OFFICES)) == []


def test_no_organization_reaches_another_organizations_rows(admin) -> None:
    assert wall.breaches(admin, "organization_id", wall.organizations(admin, 3)) == []


@pytest.mark.proof
def test_no_office_of_the_94_reaches_another_offices_rows(admin) -> None:
    admin.execute("SELECT array_agg(court_id::text) FROM portal_office")
    offices = keys_of(admin, admin.fetchone()[0])

    assert len(offices) == 94
    assert wall.breaches(admin, "office_id", offices, thrifty=True) == []


def test_no_reference_leaves_its_office(admin) -> None:
    assert wall.crossings(admin, keys_of(admin, OFFICES)[0]) == []


def test_unbound_the_web_log_in_reads_no_row_of_an_office(urls) -> None:
    for model in wall.tenant_models("office_id"):
        table = model._meta.db_table
        declared = wall_of(model)
        assert declared
        if "SELECT" in {rule.command for rule in declared.rules(model) if rule.role == APP}:
            continue
        with cursor_of(urls["DATABASE_URL"]) as cursor, pytest.raises(wall.DENIED):
            cursor.execute(f"SELECT * FROM {table}")


def as_runtime(urls: dict[str, str], role: DatabaseRole) -> str:
    return urls["DATABASE_URL" if role in LOG_INS["portal_app"] else "DATABASE_WORKER_URL"]


BIND = (
    "SELECT set_config('app.office_id', '1', true), set_config('app.organization_id', '1', true), "
    "set_config('app.person_id', '1', true), set_config('role', %s, true)"
)
MISTAKES = (psycopg2.errors.SyntaxError, psycopg2.errors.UndefinedTable, psycopg2.errors.UndefinedColumn)
"""An attack that fails so was written wrongly and shows nothing."""


def succeeded(cursor: Any, role: DatabaseRole, attack: str) -> bool:
    """Whether the statement ran to its end, bound as an injected one would be."""
    cursor.execute(BIND, [role])
    try:
        cursor.execute(attack)
    except MISTAKES:
        raise
    except psycopg2.Error:
        return False
    finally:
        cursor.connection.rollback()
    return True


@pytest.mark.parametrize("role", DatabaseRole)
def test_every_attack_is_refused(role, urls) -> None:
    with cursor_of(as_runtime(urls, role)) as cursor:
        found = [name for name, attack in ATTACKS.items() if succeeded(cursor, role, attack)]

    assert found == []
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("name", ALLOWED_BY_DESIGN)
def test_what_is_allowed_by_design_is_stated_truly(name, urls) -> None:
    """The wall stands under every path of ours, not under SQL that somebody injects."""
    with cursor_of(urls["DATABASE_URL"]) as cursor:
        cursor.execute("SELECT set_config('app.office_id', '1', true), set_config('role', 'portal_office', true)")
        cursor.execute(ALLOWED_BY_DESIGN[name])
