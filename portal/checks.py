"""Numbered mistakes that stop the start.

E001 to E004 are about settings, routes and demonstration rows; E010 to E021 about the database, where
`portal.catalogue` finds them.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal import catalogue
from portal.access import DatabaseRole
from portal.models import Organization, Person
from portal.routes import declared, every_route
from portal.tenancy import APP, BACKUP, OWNER, WORKER, acting_as

LOG_IN_OF = {"app": APP, "worker": WORKER, "owner": OWNER, "backup": BACKUP}


@register(Tags.database)
def the_secret_is_secret(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E001: sessions and links signed with a key that everybody can read in the source.

    Asked together with the database: what only reads the source, such as makemigrations, needs no secret.
    """
    if not databases or settings.DEBUG or not settings.SECRET_KEY.startswith("insecure-"):
        return []
    return [Error("Set SECRET_KEY to a long random value: DEBUG is off.", id="portal.E001")]


@register(Tags.urls)
def every_route_says_who_may_use_it(**_: Any) -> list[CheckMessage]:
    """E002: a page or API address that declares no permission."""
    return [
        Error(f"The route /{path} ({pattern.name}) declares no permission.", id="portal.E002")
        for path, pattern in every_route()
        if declared(pattern.callback) is None
    ]


@register(Tags.security)
def the_demonstration_stays_at_home(**_: Any) -> list[CheckMessage]:
    """E003: sign-in with one click on a server that is not for development."""
    if settings.DEMO and not settings.DEBUG:
        return [Error("DEMO signs anybody in with one click; it is refused when DEBUG is off.", id="portal.E003")]
    return []


@register(Tags.database)
def production_holds_nobody_invented(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E004: invented people or organizations in a database that serves the official site, or that is in production."""
    is_at_home = settings.DEBUG and not settings.OFFICIAL_SITE
    if is_at_home or not databases or are_migrations_pending():
        return []
    return [
        Error(f"The database holds invented rows ({kind}); production begins with none.", id="portal.E004")
        for kind in kinds_with_invented_rows()
    ]


def kinds_with_invented_rows() -> list[str]:
    """What is invented in the database, in words. The worker's log-in reads people only as portal_jobs."""
    with acting_as(DatabaseRole.JOBS) if settings.DATABASE_AS == "worker" else nullcontext():
        found = [kind for kind in (Person, Organization) if kind.objects.filter(is_demo=True).exists()]
    return [str(kind._meta.verbose_name_plural) for kind in found]


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
