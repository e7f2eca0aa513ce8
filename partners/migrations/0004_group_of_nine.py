"""The working group of nine US attorneys of 2019, as history: what a memo of November 2020 says of it, and no more.

Beside it: 0004_group_of_nine.csv, frozen. Of the nine the memo names one, the chair. What became of the group is not
known, so nobody has a seat in it and nobody can meet there. The month of its beginning stands as that month's first day.
"""

import csv
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def load(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    WorkingGroup, Participant = (apps.get_model("partners", name) for name in ("WorkingGroup", "Participant"))
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            member = row.pop("member")
            group = WorkingGroup.objects.create(is_national=True, is_history=True, **row)
            Participant.objects.create(group=group, name=member)


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    WorkingGroup, Participant = (apps.get_model("partners", name) for name in ("WorkingGroup", "Participant"))
    Participant.objects.filter(group__is_history=True).delete()
    WorkingGroup.objects.filter(is_history=True).delete()


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_erpo_laws")]
    operations = [migrations.RunPython(load, unload)]
