"""What the wall must do, tried from outside: every pair of tenants, every table, every command.

`breaches` says each thing that went otherwise, a leak as much as a right that is gone. Used by the proofs of the
wall, and again by those that break the wall.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.db import models

from portal.access import INHERITS, OFFICE_DATABASE_ROLES, DatabaseRole
from portal.catalogue import wall_of
from portal.models import Organization, Person
from portal.tenancy import LOG_INS, SameOffice
from tests.make import NOW
from tests.rows import Rows, columns, walled_models

READ_BY_EVERYBODY = {
    "portal_place",
    "portal_county",
    "portal_officecontact",
    "partners_noticeform",
    "partners_noticereply",
    "partners_edition",
    "partners_adoption",
}
"""Tables of an office that every office may read: public facts, what was seen of courts' forms and what was said to
it, what was published and who works by it. Everything else is the office's own."""
DENIED = psycopg2.errors.InsufficientPrivilege
TENANTS = {"office_id": sorted(OFFICE_DATABASE_ROLES), "organization_id": [DatabaseRole.PARTNER]}


@contextmanager
def tried(cursor: Any) -> Iterator[None]:
    """Whatever happens inside is undone, settings and roles included."""
    cursor.execute("SAVEPOINT tried")
    try:
        yield
    finally:
        cursor.execute("ROLLBACK TO SAVEPOINT tried; RELEASE SAVEPOINT tried")


def become(cursor: Any, role: DatabaseRole, **settings: int) -> None:
    """As a process of ours binds: its log-in, the role, and the settings of the transaction."""
    log_in = next(name for name, roles in LOG_INS.items() if role in roles)
    values = {"office_id": "", "organization_id": "", "person_id": ""} | {k: str(v) for k, v in settings.items()}
    pairs = ", ".join(f"set_config('app.{name}', '{value}', true)" for name, value in values.items())
    cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {log_in}; SELECT {pairs}; SET LOCAL ROLE {role}")


def outcome(cursor: Any, statement: str, values: Any = ()) -> int | str:
    """How many rows, or why not."""
    with tried(cursor):
        try:
            cursor.execute(statement, values)
        except psycopg2.Error as error:
            return "denied" if isinstance(error, DENIED) else type(error).__name__
        return int(cursor.rowcount)


def granted(model: type[models.Model], role: DatabaseRole) -> dict[str, tuple[str, ...]]:
    """Commands that the wall declares for the role and for the one whose rights it has, with their columns."""
    wall = wall_of(model)
    assert wall is not None
    found: dict[str, tuple[str, ...]] = {}
    for rule in wall.rules(model):
        if rule.role in {role, INHERITS.get(role)}:
            found[rule.command] = found.get(rule.command, ()) + rule.columns
    return found


def tenant_models(column: str) -> list[type[models.Model]]:
    return [model for model in walled_models() if column in columns(model)]


def breaches(
    cursor: Any, column: str, keys: list[int], only: list[type[models.Model]] | None = None, *, thrifty: bool = False
) -> list[str]:
    """Everything that one tenant could do to another's rows, or could not do to its own. Needs an administrator.

    `thrifty` tries a role that has every right of another only where it has something of its own.
    """
    rows, told = Rows(cursor), []
    for model in only if only is not None else tenant_models(column):
        given = {"person_id": rows.insert(Person)} if is_personal(model) else {}
        for key in keys:
            if given or not rows.has(model, column, key):
                rows.insert(model, **given, **{column: key})
        with tried(cursor):
            for role in TENANTS[column]:
                if not thrifty or has_its_own(model, role):
                    told += list(breaches_of(cursor, model, column, keys, role, given))
    return told


def is_personal(model: type[models.Model]) -> bool:
    """Whether a row belongs to one person of its office."""
    wall = wall_of(model)
    return wall is not None and any(rule.rows == "own draft" for rule in wall.rules(model))


def has_its_own(model: type[models.Model], role: DatabaseRole) -> bool:
    """Whether the role may do something there that the one whose rights it has may not."""
    return role not in INHERITS or granted(model, role) != granted(model, INHERITS[role])


def breaches_of(
    cursor: Any, model: type[models.Model], column: str, keys: list[int], role: DatabaseRole, given: dict[str, int]
) -> Iterator[str]:
    table, may = model._meta.db_table, granted(model, role)
    inserts = {key: Rows(cursor).statement(model, **given, **{column: key}) for key in keys}
    for mine in keys:
        with tried(cursor):
            become(cursor, role, **given, **{column: mine})
            whose_too = "TRUE" if changes_open_rows(model, role) else f"{column} = {mine}"
            yield from blindly_changed(cursor, f"{role} {mine}", table, column, mine, may.get("UPDATE"), whose_too)
            for key in keys:
                whose = f"{role} {mine} on {key}'s {table}"
                is_mine = key == mine
                yield from seen(cursor, whose, table, column, key, "SELECT" in may, is_mine)
                yield from changed(cursor, whose, table, column, key, may.get("UPDATE"), is_mine)
                yield from deleted(cursor, whose, table, column, key, "DELETE" in may, is_mine)
                yield from added(cursor, whose, inserts[key], is_mine and "INSERT" in may)


def changes_open_rows(model: type[models.Model], role: DatabaseRole) -> bool:
    """Whether the role may also supersede what is open to every office: as much as it sees."""
    wall = wall_of(model)
    rules = [rule for rule in wall.rules(model) if rule.command == "UPDATE"] if wall else []
    return any(rule.rows == "open or own" for rule in rules if rule.role in {role, INHERITS.get(role)})


def deleted(cursor: Any, whose: str, table: str, column: str, key: int, may: bool, is_mine: bool) -> Iterator[str]:
    """Also one that reads nothing: only the policy for deleting stands between it and every row."""
    got = outcome(cursor, f"DELETE FROM {table} WHERE {column} = {key}")
    if may and is_mine:
        yield from [] if isinstance(got, int) and got > 0 else [f"{whose}: DELETE gave {got}, not its rows"]
        yield from wrong(f"{whose} and all: DELETE", outcome(cursor, f"DELETE FROM {table}"), got)
    else:
        yield from wrong(f"{whose}: DELETE", got, 0 if may else "denied")


def added(cursor: Any, whose: str, statement: tuple[str, list[Any]], may: bool) -> Iterator[str]:
    """A second row of its own may break a unique constraint: row security is asked first."""
    got = outcome(cursor, *returning_nothing(statement))
    if not may:
        yield from wrong(f"{whose}: INSERT", got, "denied")
    elif got not in {1, "UniqueViolation", "ExclusionViolation"}:
        yield f"{whose}: INSERT gave {got}, not 1"


def returning_nothing(statement: tuple[str, list[Any]]) -> tuple[str, list[Any]]:
    """A role that may only insert may not ask for the key."""
    return statement[0].partition(" RETURNING ")[0], statement[1]


def seen(cursor: Any, whose: str, table: str, column: str, key: int, may: bool, is_mine: bool) -> Iterator[str]:
    got = outcome(cursor, f"SELECT {column} FROM {table} WHERE {column} = {key}")
    if not may:
        yield from wrong(f"{whose}: SELECT", got, "denied")
    elif is_mine or (table in READ_BY_EVERYBODY and column == "office_id"):
        yield from [] if isinstance(got, int) and got > 0 else [f"{whose}: SELECT gave {got}, not its rows"]
    else:
        yield from wrong(f"{whose}: SELECT", got, 0)


def changed(
    cursor: Any, whose: str, table: str, column: str, key: int, may: tuple[str, ...] | None, is_mine: bool
) -> Iterator[str]:
    """An update of any column that it may change, and of the key itself: no row moves to another tenant."""
    field = (may or (column,))[0]
    got = outcome(cursor, f"UPDATE {table} SET {field} = {field} WHERE {column} = {key}")
    if may is None:
        yield from wrong(f"{whose}: UPDATE", got, "denied")
    elif is_mine:
        yield from [] if isinstance(got, int) and got > 0 else [f"{whose}: UPDATE gave {got}, not its rows"]
    else:
        yield from wrong(f"{whose}: UPDATE", got, 0)
        moved = outcome(cursor, f"UPDATE {table} SET {column} = {key}")
        yield from wrong(f"{whose}: moving a row there", moved, "denied")


def blindly_changed(
    cursor: Any, who: str, table: str, column: str, key: int, may: tuple[str, ...] | None, whose: str
) -> Iterator[str]:
    """An update that reads nothing: only the policy for updates stands between it and every row."""
    if not may:
        return
    news = [(field, value) for field in may for value in ("DEFAULT", literal(cursor, table, column, key, field))]
    tries = (outcome(cursor, f"UPDATE {table} SET {field} = {value}") for field, value in news)
    blind = next((got for got in tries if isinstance(got, int)), None)
    own = outcome(cursor, f"SELECT 1 FROM {table} WHERE {whose}")
    if blind is not None:
        yield from wrong(f"{who} on all of {table}: UPDATE", blind, own)
    whole = outcome(cursor, f"UPDATE {table} SET {column} = {column} WHERE {column} = {key}")
    yield from wrong(f"{who} on {table}.{column}: UPDATE", whole, "denied")


def literal(cursor: Any, table: str, column: str, key: int, field: str) -> str:
    """What stands in the column of its own row, as SQL writes it."""
    with tried(cursor):
        try:
            cursor.execute(f"SELECT quote_nullable({field}::text) FROM {table} WHERE {column} = {key} LIMIT 1")
        except psycopg2.Error:
            return "DEFAULT"
        row = cursor.fetchone()
    return str(row[0]) if row else "DEFAULT"


def wrong(what: str, got: int | str, expected: int | str) -> Iterator[str]:
    if got != expected:
        yield f"{what} gave {got}, not {expected}"


def crossings(cursor: Any, mine: int, only: type[models.Model] | None = None) -> list[str]:
    """References that were accepted although they point into another office, made for it."""
    told = []
    for model in [only] if only else walled_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, SameOffice):
                field: Any = model._meta.get_field(constraint.field)
                past = {"superseded_at": NOW} if "superseded_at" in columns(model) else {}
                with tried(cursor):
                    target = Rows(cursor).insert(field.related_model, **past)
                    row = {"office_id": mine, field.column: target} | past
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    got = outcome(cursor, *Rows(cursor).statement(model, **row))
                told += list(wrong(f"{model._meta.label}.{field.name} into another office", got, "ForeignKeyViolation"))
    return told


def organizations(cursor: Any, number: int) -> list[int]:
    return [Rows(cursor).insert(Organization) for _ in range(number)]
