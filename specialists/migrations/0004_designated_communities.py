"""The designated communities of 18 USC 925D(b)(1) that a press release or the press names: 5 of 78.

Beside it: 0004_designated_communities.csv, frozen. A county stands there only where the source gives its code.
"""

import csv
from datetime import date
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def rows() -> list[dict[str, str]]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    offices = dict(apps.get_model("portal", "Office").objects.values_list("court_id", "pk"))
    DesignatedCommunity = apps.get_model("specialists", "DesignatedCommunity")
    for row in rows():
        DesignatedCommunity.objects.create(
            name=row["name"],
            district_id=offices[row["court_id"]],
            county_id=row["county"] or None,
            designated_in=date.fromisoformat(f"{row['designated_in']}-01"),
            source=row["source"],
        )


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Only what was loaded."""
    DesignatedCommunity = apps.get_model("specialists", "DesignatedCommunity")
    for row in rows():
        DesignatedCommunity.objects.filter(name=row["name"], district__court_id=row["court_id"]).delete()


class Migration(migrations.Migration):
    dependencies = [("specialists", "0003_field_divisions"), ("portal", "0004_counties")]
    operations = [migrations.RunPython(load, unload)]
