"""One migration, tried as an upgrade of a running portal: old code on the new schema, back, and forward again.

Knows nothing of any model: rows are made from the fields of the state before, and the old code does what the walls
of that state let each role do. `Upgrade.told` says everything that was lost on the way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg2
from django.apps.registry import Apps
from django.db import DatabaseError, models
from django.db.migrations import Migration
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from portal.access import INHERITS, OFFICE_DATABASE_ROLES, DatabaseRole
from portal.catalogue import OTHERS_GRANTS, found, wall_of
from portal.tenancy import LOG_INS, Rule
from tests.rows import Rows, columns
from tests.wall import become, outcome, tried

SCHEMA = """
    SELECT a.attrelid::regclass || '.' || a.attname || ': ' || format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || a.attidentity::text
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'S')
        AND c.relnamespace IN ('public'::regnamespace, 'audit'::regnamespace)
    UNION SELECT conrelid::regclass || ', ' || conname || ': ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid > 0
    UNION SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'audit')
"""
TABLES = """
    SELECT schemaname || '.' || tablename FROM pg_tables
    WHERE schemaname IN ('public', 'audit') AND tablename <> 'django_migrations'
"""
Deeds = dict[str, int | str]
"""What each role did with each table ("portal_oarm, INSERT into portal_message"): how many rows, or why not."""


@dataclass
class Upgrade:
    """A migration on a database that stands at the state before it."""

    executor: MigrationExecutor
    admin: str
    """The administrator's address of that database; Django is logged in there as the owner."""
    migration: Migration
    before: ProjectState
    told: list[str] = field(default_factory=list)
    tried: int = 0

    def run(self) -> ProjectState:
        """Forward, back and forward. Leaves the database migrated and gives the state after."""
        with committed(self.admin) as cursor:
            keys = fill(cursor, self.before.apps)
        rows, facts, deeds = self.rows(), self.facts(), self.deeds(keys)
        self.forward()
        new_facts = self.facts()
        self.told += worse(deeds, self.deeds(keys))
        if self.goes_back():
            self.told += lost(rows, self.rows())
            self.told += differences("on the way back", facts, self.facts())
            self.forward()
            self.told += differences("on the way forward again", new_facts, self.facts())
        return self.migration.mutate_state(unrendered(self.before), preserve=False)

    def forward(self) -> None:
        self.executor.apply_migration(self.before.clone(), self.migration)

    def goes_back(self) -> bool:
        try:
            self.executor.unapply_migration(self.before.clone(), self.migration)
        except (DatabaseError, IrreversibleError) as error:
            self.told.append(f"no way back: {error}")
            return False
        return True

    def rows(self) -> dict[str, set[str]]:
        """Every row of every table, the trail's too."""
        with committed(self.admin) as cursor:
            cursor.execute(TABLES)
            tables = [table for (table,) in cursor.fetchall()]
            return {table: set(read(cursor, f"SELECT to_jsonb(t)::text FROM {table} t")) for table in tables}

    def facts(self) -> set[str]:
        """The catalog, and the shape of every table."""
        with committed(self.admin) as cursor:
            return {f"{fact.subject}: {fact.says}" for fact in found()} | set(read(cursor, SCHEMA))

    def deeds(self, keys: dict[str, int]) -> Deeds:
        """What the code of before does to the database as it is now; nothing of it stays."""
        with committed(self.admin) as cursor, tried(cursor):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            done = dict(old_code(cursor, self.before.apps, keys))
        self.tried = len(done)
        return done


def unrendered(state: ProjectState) -> ProjectState:
    """A copy that makes its models when they are asked for, once, instead of again at every step."""
    return ProjectState({key: model.clone() for key, model in state.models.items()}, state.real_apps)


@contextmanager
def committed(url: str) -> Iterator[Any]:
    """A cursor of a connection of its own, that holds no lock afterwards."""
    other = psycopg2.connect(url)
    try:
        with other, other.cursor() as cursor:
            yield cursor
    finally:
        other.close()


def read(cursor: Any, query: str) -> list[str]:
    cursor.execute(query)
    return [row[0] for row in cursor.fetchall()]


# --- the code of before ------------------------------------------------------------------------------------------
def models_of(apps: Apps) -> Iterator[tuple[type[models.Model], list[Rule]]]:
    """The tables of the state that somebody besides the owner comes near, with what each role may do."""
    for model in apps.get_models(include_auto_created=True):
        wall = wall_of(model)
        others = OTHERS_GRANTS.get(model._meta.db_table, {})
        rules = [Rule(log_in, command, "all") for log_in, commands in others.items() for command in commands]
        if wall:
            rules = [rule for rule in wall.rules(model) for rule in (rule, *inherited(rule))]
        if rules:
            yield model, rules


def inherited(rule: Rule) -> list[Rule]:
    """The same rule for those who have every right of its role."""
    return [Rule(heir, rule.command, rule.rows, rule.columns) for heir, role in INHERITS.items() if role == rule.role]


def fill(cursor: Any, apps: Apps) -> dict[str, int]:
    """See to a row in every table for one office, one organization and one person. Gives their keys."""
    rows = Rows(cursor)
    keys = {f"{name}_id": first_of(rows, apps.get_model("portal", name)) for name in ("organization", "person")}
    keys["office_id"] = rows.office("txnd")
    for model, _rules in models_of(apps):
        own = keys_for(model, keys)
        if not own or not rows.has(model, *next(iter(own.items()))):
            rows.insert(model, **own)
    return keys


def first_of(rows: Rows, model: type[models.Model]) -> int:
    """The key of the oldest row, the same in every state; made if there is none."""
    rows.cursor.execute(f'SELECT min(id) FROM "{model._meta.db_table}"')
    return int(rows.cursor.fetchone()[0] or rows.insert(model))


def keys_for(model: type[models.Model], keys: dict[str, int]) -> dict[str, int]:
    """Whose row it is: an office's or an organization's, and a person's where the table has one."""
    tenant = next((name for name in ("office_id", "organization_id") if name in columns(model)), "")
    return {name: keys[name] for name in (tenant, "person_id") if name in columns(model)}


def old_code(cursor: Any, apps: Apps, keys: dict[str, int]) -> Iterator[tuple[str, int | str]]:
    """Every table read, added to and changed by every role that could, in the columns that were there."""
    for model, rules in models_of(apps):
        for rule in rules:
            with tried(cursor):
                yield f"{rule.role}, {rule.command} of {model._meta.db_table}", deed(cursor, model, rule, keys)


def deed(cursor: Any, model: type[models.Model], rule: Rule, keys: dict[str, int]) -> int | str:
    try:
        statement, values = statement_of(cursor, model, rule, keys)
    except psycopg2.Error as error:
        return f"{type(error).__name__} in what it refers to"
    log_in_as(cursor, rule.role, keys)
    return outcome(cursor, statement, values)


def statement_of(cursor: Any, model: type[models.Model], rule: Rule, keys: dict[str, int]) -> tuple[str, list[Any]]:
    """As Django writes it: every column by its name."""
    table, key = model._meta.db_table, model._meta.pk.column
    names = [f'"{name}"' for name in rule.columns or sorted(columns(model))]
    if rule.command == "INSERT":
        statement, values = Rows(cursor).statement(model, **keys_for(model, keys))
        return statement.partition(" RETURNING ")[0], values
    if rule.command == "UPDATE":
        changes = ", ".join(f"{name} = {name}" for name in names if name != f'"{key}"')
        return f'UPDATE "{table}" SET {changes}', []
    if rule.command == "DELETE":
        return f'DELETE FROM "{table}" WHERE "{key}" IS NULL', []
    return f'SELECT {", ".join(names)} FROM "{table}"', []


def log_in_as(cursor: Any, role: str, keys: dict[str, int]) -> None:
    """As a process of ours that serves this role."""
    if role in LOG_INS:
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {role}")
        return
    bound = {"person_id": keys["person_id"]}
    if role in OFFICE_DATABASE_ROLES | {DatabaseRole.INTAKE}:
        bound["office_id"] = keys["office_id"]
    if role == DatabaseRole.PARTNER:
        bound["organization_id"] = keys["organization_id"]
    become(cursor, DatabaseRole(role), **bound)


# --- what is said ------------------------------------------------------------------------------------------------
def worse(before: Deeds, after: Deeds) -> list[str]:
    """What the old code could do and cannot any more. More rows are no loss."""
    return [
        f"old code as {deed}: {was} before, {now} now"
        for deed, was in before.items()
        if (now := after[deed]) != was and not (isinstance(now, int) and (isinstance(was, str) or now > was))
    ]


def lost(before: dict[str, set[str]], after: dict[str, set[str]]) -> list[str]:
    gone = {table: len(rows - after.get(table, set())) for table, rows in before.items()}
    return [f"{table}: {number} rows are gone or changed on the way back" for table, number in gone.items() if number]


def differences(where: str, before: set[str], after: set[str]) -> list[str]:
    return [f"lost {where}: {fact}" for fact in sorted(before - after)] + [
        f"new {where}: {fact}" for fact in sorted(after - before)
    ]
