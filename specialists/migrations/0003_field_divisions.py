"""The 25 field divisions of ATF, by one public list; another public page counts 23.

Beside it: 0003_field_divisions.csv, frozen. Which districts a division covers stands in no source known here.
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
    FieldDivision = apps.get_model("specialists", "FieldDivision")
    FieldDivision.objects.bulk_create(FieldDivision(**row) for row in rows())


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Only what was loaded; refused while a contact of one of them is on record."""
    loaded = apps.get_model("specialists", "FieldDivision").objects.filter(code__in=[row["code"] for row in rows()])
    loaded.delete()


class Migration(migrations.Migration):
    dependencies = [("specialists", "0002_from_gap_to_specialist")]
    operations = [migrations.RunPython(load, unload)]
