"""National hotlines. A line without "verified on" is shown by name only, until a person has called it.

Beside it: 0005_hotlines.csv, frozen. The one verified line stands in a document of January 2022.
"""

import csv
from datetime import date
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def load(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    Hotline = apps.get_model("portal", "Hotline")
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        for order, row in enumerate(csv.DictReader(file), start=1):
            verified = row.pop("verified_on")
            Hotline.objects.create(**row, order=order, verified_on=date.fromisoformat(verified) if verified else None)


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("portal", "Hotline").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_counties")]
    operations = [migrations.RunPython(load, unload)]
