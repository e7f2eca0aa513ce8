"""`manage.py freeze_zip_codes`: write anew which counties a ZIP code and a post town suggest.

The package holds its list in 38 MB of memory; frozen beside the finder it takes a tenth, and starts at once.
"""

from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from typing import Any

import zipcodes
from django.core.management.base import BaseCommand

from portal.country import STATES, Country, bare, fold, squeezed
from portal.gazetteer import TOWNS, ZIP_CODES, country


class Command(BaseCommand):
    help = "Writes the frozen lists of ZIP codes and post towns from the package zipcodes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", type=Path, default=ZIP_CODES.parent, help="the folder to write to")

    def handle(self, *_args: Any, into: Path, **_options: Any) -> None:
        by_zip, by_town = suggestions(country())
        write(into / ZIP_CODES.name, by_zip)
        write(into / TOWNS.name, by_town)
        self.stdout.write(f"{len(by_zip)} ZIP codes, {len(by_town)} towns")


def suggestions(country: Country) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """ZIP code → counties, and squeezed name of a post town → counties; those without any are left out."""
    by_zip: dict[str, list[str]] = {}
    by_town: dict[str, dict[str, None]] = defaultdict(dict)
    everything = zipcodes.list_all()  # type: ignore[no-untyped-call]
    for row in sorted(everything, key=lambda row: str(row["zip_code"])):
        codes, is_sure = counties_of(country, row)
        if codes:
            by_zip[row["zip_code"]] = codes
        if is_sure:
            for town in (row["city"], *row["acceptable_cities"]):
                by_town[squeezed(town)].update(dict.fromkeys(codes))
    return by_zip, {town: sorted(by_town[town]) for town in sorted(by_town)}


def counties_of(country: Country, row: dict[str, Any]) -> tuple[list[str], bool]:
    """The counties that a row of the package suggests, and whether it names just one.

    It names none in the island territories: there every county or island is suggested, where these are few.
    """
    state = row["state"] if row["state"] in STATES else ""
    named = country.called(bare(fold(row["county"])), state) if row["county"] and state else []
    if named:
        return [named[0].fips], True
    everything = [county.fips for county in country.states.get(state, [])]
    return (everything, len(everything) == 1) if len(everything) <= 5 else ([], False)


def write(path: Path, rows: dict[str, list[str]]) -> None:
    lines = [f"{name},{' '.join(codes)}\n" for name, codes in rows.items()]
    path.write_text("".join(lines), encoding="utf-8")
