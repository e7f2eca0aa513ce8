#!/usr/bin/env python
"""Django's command line. Commands that change the database's shape log in as its owner."""

import os
import sys

from django.core.management import execute_from_command_line

AS_OWNER = {"migrate", "provision_database", "sqlmigrate", "showmigrations", "dbshell"}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if AS_OWNER.intersection(arguments[1:2]):
        os.environ.setdefault("DATABASE_AS", "owner")
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main(sys.argv)
