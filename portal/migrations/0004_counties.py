"""Every county's office: 3,235 county equivalents, 5 of them without a district, and 28 old codes.

Beside it: 0004_counties.csv, frozen. Built from the statute (28 USC 81-131 and 48 USC, April 2023) over the
Census list of 2023, and checked against the federal layer of district courts. Where a source knows only the year of
a change, the day is January 1.
"""

import csv
import unicodedata
from datetime import date
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NO_DISTRICT = "28 USC 81-131 and 48 USC name no district"


def folded(text: str) -> str:
    """Lower case, no accents, punctuation to spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain.replace("'", "")).split())


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    County, Office = apps.get_model("portal", "County"), apps.get_model("portal", "Office")
    offices = {"": None, **{office.court_id: office for office in Office.objects.all()}}
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        County.objects.bulk_create(
            County(
                fips=row["fips"],
                name=row["name"],
                state=row["state"],
                search_name=folded(f"{row['name']} {row['state']}"),
                office=offices[row["court_id"]],
                other_office=offices[row["other_court_id"]],
                split=row["split"],
                is_current=row["is_current"] == "yes",
                note=row["note"],
                source=f"{row['statute']} (US Code, April 2023)" if row["court_id"] else NO_DISTRICT,
                valid_from=day(row["valid_from"]),
                valid_to=day(row["valid_to"]),
            )
            for row in csv.DictReader(file)
        )


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("portal", "County").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_offices")]
    operations = [migrations.RunPython(load, unload)]
