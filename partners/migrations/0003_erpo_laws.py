"""Extreme risk protection orders: 23 laws that are dated, one that some counts list, two that forbid.

Beside it, frozen: 0003_erpo_laws.csv (a law a row; a first day known to the year only is that year's first, with
precision YEAR) and 0003_erpo_petitioners.csv (who may ask; no first day: ever since the law is in force, or, with
precision UNKNOWN, since when is not known). Nobody of EOUSA has compared them with the statutes yet: each row says
what it rests on.
"""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def petitioners() -> dict[str, list[Row]]:
    """By law, as `ErpoLaw.petitioners` keeps them."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows("0003_erpo_petitioners.csv"):
        code = row.pop("code")
        found[code].append(row | {"until_on": ""})
    return found


def load(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    ErpoLaw, asking = apps.get_model("partners", "ErpoLaw"), petitioners()
    for row in rows("0003_erpo_laws.csv"):
        first = row.pop("starts_on")
        starts_on = date.fromisoformat(first) if first else None
        ErpoLaw.objects.create(**row, starts_on=starts_on, petitioners=asking[row["code"]])


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Only what was loaded; refused while a later row replaces one of them."""
    codes = [row["code"] for row in rows("0003_erpo_laws.csv")]
    apps.get_model("partners", "ErpoLaw").objects.filter(code__in=codes, recorded_by=None).delete()


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_duties")]
    operations = [migrations.RunPython(load, unload)]
