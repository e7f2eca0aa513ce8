"""The two providers of technical assistance that the memo of November 2020 names, as entries that every office reads.

Beside it: 0005_assistance_providers.csv, frozen. Nobody has confirmed them, and so the directory says. Entries of an
office by the same names stay what they are: whoever knows that they are doubles merges them.
"""

import csv
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def load(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    Organization, Profile = apps.get_model("portal", "Organization"), apps.get_model("partners", "Profile")
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            organization = Organization.objects.create(name=row.pop("name"))
            Profile.objects.create(organization=organization, kind="ASSISTANCE_PROVIDER", **row)


class Migration(migrations.Migration):
    dependencies = [("partners", "0004_group_of_nine")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
