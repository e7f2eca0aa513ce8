"""Django's own, but references inside an office come last: the keys they need stand before, on the way back too."""

from typing import Any

from django.core.management.commands import makemigrations
from django.db.migrations import AddConstraint
from django.db.migrations.operations.base import Operation

from portal.tenancy import SameOffice


class Command(makemigrations.Command):
    """The autodetector knows which table needs which table, not which constraint needs which constraint."""

    def write_migration_files(self, changes: dict[str, list[Any]], *args: Any, **options: Any) -> None:
        for migrations in changes.values():
            for migration in migrations:
                migration.operations.sort(key=is_reference)
        super().write_migration_files(changes, *args, **options)


def is_reference(operation: Operation) -> bool:
    return isinstance(operation, AddConstraint) and isinstance(operation.constraint, SameOffice)
