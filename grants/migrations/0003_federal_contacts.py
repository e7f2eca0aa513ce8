"""The six federal agencies with their own public sites. Telephone and e-mail are empty until a person has tried them.

Beside it, frozen: 0003_federal_contacts.csv.
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
    FederalContact = apps.get_model("grants", "FederalContact")
    for row in rows():
        FederalContact.objects.create(**row)


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Only what was loaded; refused while a later row replaces one of them."""
    FederalContact = apps.get_model("grants", "FederalContact")
    for row in rows():
        FederalContact.objects.filter(recorded_by=None, **row).delete()


class Migration(migrations.Migration):
    dependencies = [("grants", "0002_programs")]
    operations = [migrations.RunPython(load, unload)]
