"""The 45 federal programs: as they are, and as they were before the law of 2022 and on the days of the memo.

Beside it, frozen: 0002_programs.csv (an edition a row; the texts are ours, in plain words). Lists within a cell are
divided by semicolons. What is only believed stands in columns that begin so and is shown to nobody.
"""

import csv
from datetime import date
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DAYS = ("valid_from", "valid_until", "authorized_until")
LISTS = ("listings", "applicants", "violence", "needs", "populations")
CLAIMS = ("is_listed", "is_formula")


def rows() -> list[dict[str, str]]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    Program = apps.get_model("grants", "Program")
    Program.objects.bulk_create(Program(**columns(row)) for row in rows())


def columns(row: dict[str, str]) -> dict[str, object]:
    """A line of the file as the table takes it."""
    made: dict[str, object] = dict(row)
    made |= {name: date.fromisoformat(row[name]) if row[name] else None for name in DAYS}
    made |= {name: [part for part in row[name].split(";") if part] for name in LISTS}
    return made | {name: row[name] == "yes" for name in CLAIMS} | {"place": int(row["place"])}


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Only what was loaded."""
    Program = apps.get_model("grants", "Program")
    for row in rows():
        Program.objects.filter(key=row["key"], valid_from=row["valid_from"]).delete()


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
