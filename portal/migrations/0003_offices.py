"""The 94 offices, where they sit, and three public contacts each that nobody has verified yet.

Beside it: 0003_offices.csv, frozen. Districts: 28 USC 81-131, 48 USC 1424, 1611, 1821, as of April 2023; names and
codes agree with the federal layer of district courts. A place is verified where a document of the office names it.
"""

import csv
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SOURCES = {
    "document": "page or report of the office",
    "belief": "general knowledge, no document seen",
}
COPIED = ["court_id", "official_name", "abbreviation", "site_code", "state", "circuit", "statute", "us_attorney_unit"]
COPIED += ["time_zone", "note"]
CONTACTS = ["MAIN_PHONE", "PUBLIC_MAILBOX", "VICTIM_WITNESS"]


def load(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    Office, Place, OfficeContact = (apps.get_model("portal", name) for name in ("Office", "Place", "OfficeContact"))
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    offices = Office.objects.bulk_create(
        Office(**{name: row[name] for name in COPIED}, source=f"{row['statute']} (US Code, April 2023)") for row in rows
    )
    Place.objects.bulk_create(
        Place(
            office=office,
            city=city,
            kind=kind,
            is_verified=row["places_are_from"] == "document",
            source=SOURCES[row["places_are_from"]],
        )
        for office, row in zip(offices, rows, strict=True)
        for kind in ("HEADQUARTERS", "STAFFED", "UNSTAFFED")
        for city in filter(None, row[kind.lower()].split(";"))
    )
    OfficeContact.objects.bulk_create(
        OfficeContact(office=office, kind=kind) for office in offices for kind in CONTACTS
    )


def unload(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("OfficeContact", "Place", "Office"):
        apps.get_model("portal", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_sign_in_tables")]
    operations = [migrations.RunPython(load, unload)]
