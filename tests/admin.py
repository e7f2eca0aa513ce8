"""A connection past the wall, for tests that break the wall to see whether anybody notices. Nothing of it stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.db import connection, transaction
from psycopg2.extras import register_uuid

from tests import servers

register_uuid()


@contextmanager
def broken(urls: dict[str, str], *statements: str) -> Iterator[None]:
    """Django's connection as the administrator, in a transaction in which the statements were run; rolled back."""
    servers.log_in(servers.admin_url(urls))
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
            yield
            transaction.set_rollback(True)
    finally:
        servers.log_in(urls["DATABASE_URL"])


@contextmanager
def cursor_of(url: str) -> Iterator[Any]:
    """A cursor of its own connection, whose one transaction is rolled back."""
    other = psycopg2.connect(url)
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.rollback()
        other.close()
