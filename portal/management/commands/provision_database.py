"""Make the database, its log-ins, its roles and the rights that no migration can give. Safe to run again."""

from typing import Any
from urllib.parse import unquote, urlsplit

import environ
import psycopg2
from django.core.management.base import BaseCommand, CommandError
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT
from psycopg2.sql import SQL, Composable, Identifier, Literal

from portal.access import INHERITS, DatabaseRole
from portal.settings import DATABASE_VARIABLES
from portal.tenancy import APP, AUDITOR, BACKUP, LOG_INS, OWNER, WORKER

LOG_IN_AS = {"owner": OWNER, "app": APP, "worker": WORKER, "backup": BACKUP}


class Command(BaseCommand):
    """Needs DATABASE_ADMIN_URL (a superuser) and the URLs of the four log-ins, whose passwords it sets."""

    help = "Create the database, its log-ins and roles, and their rights; idempotent."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        env = environ.Env()
        admin_url = env.str("DATABASE_ADMIN_URL", "")
        urls = {kind: env.str(variable, "") for kind, variable in DATABASE_VARIABLES.items()}
        missing = [variable for kind, variable in DATABASE_VARIABLES.items() if not urls[kind]]
        if not admin_url or missing:
            raise CommandError(f"Set DATABASE_ADMIN_URL (a superuser) and {', '.join(missing) or 'the log-ins'} first.")
        database = urlsplit(urls["owner"]).path.lstrip("/")
        with_admin = urlsplit(admin_url)
        run(admin_url, roles(urls))
        if not fetch(admin_url, SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(Literal(database))):
            run(admin_url, [SQL("CREATE DATABASE {} OWNER portal_owner").format(Identifier(database))])
        run(with_admin._replace(path=f"/{database}").geturl(), rights(database))
        self.stdout.write(f"Database {database} has its log-ins, roles and rights.")


def connect(url: str) -> Any:
    connection = psycopg2.connect(url)
    connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    return connection


def run(url: str, statements: list[Composable]) -> None:
    connection = connect(url)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def fetch(url: str, query: Composable) -> Any:
    connection = connect(url)
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    connection.close()
    return row


def roles(urls: dict[str, str]) -> list[Composable]:
    """The log-ins with their passwords, the roles without, and their memberships."""
    create = SQL(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {name}) "
        "THEN CREATE ROLE {role}; END IF; END $$"
    )
    names = [*LOG_IN_AS.values(), *DatabaseRole, AUDITOR]
    statements: list[Composable] = [create.format(name=Literal(str(n)), role=Identifier(str(n))) for n in names]
    plain = "NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT"
    statements += [SQL(f"ALTER ROLE {{}} {plain}").format(Identifier(str(n))) for n in [*DatabaseRole, AUDITOR]]
    for kind, name in LOG_IN_AS.items():
        sees_all = "BYPASSRLS" if kind == "backup" else "NOBYPASSRLS"
        statements.append(
            SQL(f"ALTER ROLE {{}} LOGIN NOINHERIT NOSUPERUSER {sees_all} NOCREATEROLE PASSWORD {{}}").format(
                Identifier(name), Literal(unquote(urlsplit(urls[kind]).password or ""))
            )
        )
    return statements + memberships()


def memberships() -> list[Composable]:
    """Who may become what, and who has every right of another."""
    takes, has = "GRANT {} TO {} WITH INHERIT FALSE, SET TRUE", "GRANT {} TO {} WITH INHERIT TRUE, SET FALSE"
    pairs: list[tuple[str, str, str]] = [
        (takes, log_in, role) for log_in, may_become in LOG_INS.items() for role in may_become
    ]
    pairs += [(takes, OWNER, AUDITOR), *((has, heir, role) for heir, role in INHERITS.items())]
    return [SQL(grant).format(Identifier(str(role)), Identifier(str(who))) for grant, who, role in pairs]


def rights(database: str) -> list[Composable]:
    """The rights inside the database that only an administrator can give."""
    binders = ", ".join([OWNER, *LOG_INS, BACKUP])
    everyone = ", ".join([*LOG_INS, *DatabaseRole])
    return [
        SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(database)),
        SQL(f"GRANT CONNECT ON DATABASE {{}} TO {binders}").format(Identifier(database)),
        SQL("ALTER SCHEMA public OWNER TO portal_owner"),
        SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"),
        SQL(f"GRANT USAGE ON SCHEMA public TO {everyone}, {BACKUP}, {AUDITOR}"),
        SQL("CREATE SCHEMA IF NOT EXISTS audit AUTHORIZATION portal_audit"),
        SQL(f"GRANT USAGE ON SCHEMA audit TO {everyone}, {OWNER}, {BACKUP}"),
        SQL("REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC"),
        # large objects stand outside every table, and so outside the wall: nobody makes any
        SQL("REVOKE EXECUTE ON FUNCTION lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC"),
        SQL(f"GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO {binders}"),
        SQL("ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT SELECT ON TABLES TO portal_backup"),
        SQL("ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT SELECT ON SEQUENCES TO portal_backup"),
        SQL("ALTER DEFAULT PRIVILEGES FOR ROLE portal_audit GRANT SELECT ON TABLES TO portal_backup"),
        SQL("ALTER DEFAULT PRIVILEGES FOR ROLE portal_audit GRANT SELECT ON SEQUENCES TO portal_backup"),
    ]
