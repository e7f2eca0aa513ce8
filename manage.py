#!/usr/bin/env python
"""Django's command line. Commands that change the database's shape log in as its owner, those of the ladder as jobs."""

import os
import sys

import psycopg2
from django.core.management import execute_from_command_line
from django.db.utils import OperationalError, ProgrammingError
from psycopg2.errors import UndefinedTable

AS_OWNER = {"migrate", "provision_database", "sqlmigrate", "showmigrations", "dbshell"}
MENDS = "--mend"  # recount_figures that writes: of all offices at once
AS_WORKER = {"import_opportunities", "record_bounce", "recount_figures", "remind"}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if AS_OWNER.intersection(arguments[1:2]) or MENDS in arguments:
        os.environ.setdefault("DATABASE_AS", "owner")
    if AS_WORKER.intersection(arguments[1:2]):
        os.environ.setdefault("DATABASE_AS", "worker")
    try:
        execute_from_command_line(arguments)
    except (OperationalError, ProgrammingError, psycopg2.OperationalError) as error:
        sentence = explained(error)
        if sentence is None or "--traceback" in arguments:
            raise
        sys.exit(sentence)


def explained(error: Exception) -> str | None:
    """What an operator can mend, in words: no database, or an empty one. None for every other fault."""
    cause = error.__cause__ or error
    if isinstance(cause, UndefinedTable):
        return "The database has no tables yet, or old ones: run `manage.py migrate` first."
    if isinstance(cause, psycopg2.OperationalError) and cause.pgcode is None:
        return (
            f"The database cannot be reached ({' '.join(str(cause).split())}). Do the DATABASE_…_URL variables name"
            " the server, and has `manage.py provision_database` made its log-ins? README.md lists them."
        )
    return None


if __name__ == "__main__":
    main(sys.argv)
