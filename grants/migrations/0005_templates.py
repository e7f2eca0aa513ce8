"""Three texts to begin an answer with, for every office, in the portal's own words: EOUSA changes or retires them.

Beside it, frozen: 0005_templates.csv.
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
    AnswerTemplate = apps.get_model("grants", "AnswerTemplate")
    for row in rows():
        AnswerTemplate.objects.create(**row)


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Only what was loaded and nobody has said otherwise since."""
    AnswerTemplate = apps.get_model("grants", "AnswerTemplate")
    for row in rows():
        AnswerTemplate.objects.filter(office=None, made_by=None, **row).delete()


class Migration(migrations.Migration):
    dependencies = [("grants", "0004_administrators")]
    operations = [migrations.RunPython(load, unload)]
