"""`manage.py freeze_zip_codes`: write anew which counties a ZIP code and a post town suggest.

The package holds its list in 38 MB of memory; frozen beside the finder it takes a tenth, and starts at once.
"""

from argparse import ArgumentParser
from collections import Counter, defaultdict
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


def suggestions(country: Country) -> tuple[dict[str, str], dict[str, str]]:
    """ZIP code → counties, and squeezed name of a post town → counties and its name; those without any are left out."""
    by_zip: dict[str, str] = {}
    towns: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    everything = zipcodes.list_all()  # type: ignore[no-untyped-call]
    for row in sorted(everything, key=lambda row: str(row["zip_code"])):
        codes, is_sure = counties_of(country, row)
        if codes:
            by_zip[row["zip_code"]] = " ".join(codes)
        for town in (row["city"], *row["acceptable_cities"]) if is_sure else ():
            names.setdefault(squeezed(town), town)
            towns[squeezed(town)].update(codes)
    return by_zip, {town: f"{counted(towns[town])},{names[town]}" for town in sorted(towns)}


def counted(codes: Counter[str]) -> str:
    """Counties with the number of the town's ZIP codes in each, most first: "48113:99 48085:6"."""
    return " ".join(f"{code}:{number}" for code, number in sorted(codes.items(), key=lambda pair: (-pair[1], pair[0])))


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


def write(path: Path, rows: dict[str, str]) -> None:
    lines = [f"{name},{rest}\n" for name, rest in rows.items()]
    path.write_text("".join(lines), encoding="utf-8")
