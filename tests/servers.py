"""The test run's own PostgreSQL: a fresh embedded one, provisioned and migrated as the owner, used as portal_app."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg2
from django.core.management import call_command
from django.db import connection, connections

from portal.launch.embedded import Postgres, start_postgres, temporary_home, urls
from tests import past, template

TENANT_TABLES = """
    SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
    WHERE (schemaname = 'public' AND tablename <> ALL (%s)) OR schemaname = 'audit'
"""
REFERENCE = [
    "portal_office",
    "portal_place",
    "portal_county",
    "portal_officecontact",
    "portal_hotline",
    "specialists_fielddivision",
    "specialists_designatedcommunity",
    "django_migrations",
    "django_content_type",
    "auth_permission",
]
"""Filled by migrations; no test empties them."""
HISTORY = {
    "partners_participant": "group_id IN (SELECT id FROM partners_workinggroup WHERE NOT is_history)",
    "partners_workinggroup": "NOT is_history",
}
"""Tables in which some rows come with the portal: which of them tests add."""
CAME = {
    "partners_erpolaw": 26,
    "grants_program": 64,
    "grants_federalcontact": 6,
    "grants_stateadministrator": 14,
    "grants_answertemplate": 3,
}
"""Tables in which so many rows come with the portal; what tests add has a higher key."""
ENDED = {"partners_erpolaw": "superseded_at", "grants_federalcontact": "superseded_at",
         "grants_stateadministrator": "superseded_at", "grants_answertemplate": "retired_at"}  # fmt: skip
"""What a test may have set in one of those rows."""


NOBODY = "SET session_replication_role = replica; DELETE FROM partners_profile; DELETE FROM portal_organization"
"""Two organizations come with the portal; tests begin without any, as they go on."""


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """A server of its own for this run; gives the variables by which a process finds it."""
    with temporary_home() as home:
        server = migrated(home)
        variables = urls(server, "portal_test")
        os.environ.update(variables)
        try:
            log_in(variables["DATABASE_URL"])
            yield variables
        finally:
            connections.close_all()
            server.stop()


def migrated(home: Path) -> Postgres:
    """A server on this folder with a database as the migrations leave it, and without an organization.

    The way to right before the newest takes half a minute: it is gone once, also for the proof of the upgrades.
    """

    def build() -> None:
        fill_before_the_newest(home)
        work_on(home, migrate)

    template.fill(home, build, "migrated")
    return start_postgres(home, fast=True)


def before_the_newest(home: Path) -> Postgres:
    """A server on this folder with a database on which the newest migration of each app is still to come."""
    fill_before_the_newest(home)
    return start_postgres(home, fast=True)


def fill_before_the_newest(home: Path) -> None:
    template.fill(home, partial(work_on, home, past.come_before), "before-the-newest")


def work_on(home: Path, work: Callable[[], None]) -> None:
    """Do this on the database as its owner, and stop its server."""
    server = start_postgres(home, fast=True)
    try:
        variables = urls(server, "portal_test")
        os.environ.update(variables)
        call_command("provision_database", verbosity=0, stdout=StringIO())
        log_in(variables["DATABASE_OWNER_URL"])
        with past.unswept():
            work()
    finally:
        connections.close_all()
        server.stop()


def migrate() -> None:
    """Every migration, on the database to which the variables lead."""
    call_command("migrate", verbosity=0)
    as_owner(admin_url(dict(os.environ)), NOBODY)


def log_in(url: str) -> None:
    """Point Django's one connection at another log-in of the test database."""
    connection.close()
    parts = urlsplit(url)
    connection.settings_dict.update(
        HOST=parts.hostname,
        PORT=parts.port,
        NAME=parts.path.lstrip("/"),
        USER=parts.username,
        PASSWORD=unquote(parts.password or ""),
    )


def as_owner(url: str, statement: str, parameters: Any = None) -> list[Any]:
    """Run one statement in a committed transaction of another log-in; gives its rows, if it has any."""
    other = psycopg2.connect(url)
    with other, other.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall() if cursor.description else []
    other.close()
    return rows


def admin_url(variables: dict[str, str]) -> str:
    """The administrator's log-in to the test database itself."""
    here = urlsplit(variables["DATABASE_URL"]).path
    return urlsplit(variables["DATABASE_ADMIN_URL"])._replace(path=here).geturl()


def wipe(variables: dict[str, str]) -> None:
    """Empty every table that tests fill, the reference data apart: what a flush would do with the 94 offices gone."""
    admin = admin_url(variables)
    tables = [row[0] for row in as_owner(admin, TENANT_TABLES, ([*REFERENCE, *HISTORY, *CAME],))]
    as_owner(
        admin,
        "SET session_replication_role = replica; "
        + "; ".join(f"DELETE FROM {table} WHERE {rows}" for table, rows in HISTORY.items())
        + "".join(f"; DELETE FROM {table}" for table in tables)
        + "; UPDATE portal_officecontact SET value = '', verified_on = NULL, verified_by_id = NULL"
        + "".join(f"; DELETE FROM {table} WHERE id > {number}" for table, number in CAME.items())
        + "".join(f"; UPDATE {table} SET {column} = NULL" for table, column in ENDED.items()),
    )
