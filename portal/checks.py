"""Numbered mistakes that stop the start. E010 to E021 are about the database; `portal.catalogue` finds them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal import catalogue
from portal.tenancy import APP, BACKUP, OWNER, WORKER

LOG_IN_OF = {"app": APP, "worker": WORKER, "owner": OWNER, "backup": BACKUP}


@register(Tags.models)
def every_row_has_its_wall(**_: Any) -> list[CheckMessage]:
    """E020: a table without a wall, or a reference that could leave its office."""
    return [Error(fault, id=catalogue.Kind.MODEL) for fault in catalogue.model_faults()]


@register(Tags.database)
def the_wall_stands(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E010 to E019: the database is not what the code declares. Silent while migrations are pending."""
    if not databases or are_migrations_pending():
        return []
    return [Error(str(fault), id=fault.fact.kind) for fault in catalogue.faults()]


@register(Tags.database)
def the_log_in_is_walled(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E021: the process is logged in as somebody else than it says, perhaps as one whom no wall stops."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        (log_in,) = cursor.fetchone()
    expected = LOG_IN_OF[settings.DATABASE_AS]
    if log_in == expected:
        return []
    return [Error(f"The database log-in is {log_in}; it must be {expected}.", id="portal.E021")]


def are_migrations_pending() -> bool:
    """Whether the database is still on its way to what the code declares."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
