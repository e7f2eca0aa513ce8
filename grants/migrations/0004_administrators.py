"""The few state agencies that a public document names, each with that document. Nobody has verified one of them, so
nobody but government reads them; all others are unknown, which is no row.

Beside it, frozen: 0004_administrators.csv.
"""

import csv
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def rows() -> list[dict[str, str]]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    StateAdministrator = apps.get_model("grants", "StateAdministrator")
    for row in rows():
        StateAdministrator.objects.create(**row)


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Only what was loaded; refused while a later row replaces one of them."""
    StateAdministrator = apps.get_model("grants", "StateAdministrator")
    for row in rows():
        StateAdministrator.objects.filter(recorded_by=None, **row).delete()


class Migration(migrations.Migration):
    dependencies = [("grants", "0003_federal_contacts")]
    operations = [migrations.RunPython(load, unload)]
