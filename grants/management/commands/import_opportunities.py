"""manage.py import_opportunities: read the extract of notices that Grants.gov publishes."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from grants.feed.choosing import EVERY, Choice, choice
from grants.feed.codes import BEGINS
from grants.models import FeedRun
from grants.models.extract import default_choice, read_extract, writer
from portal.errors import Refused
from portal.tenancy import acting_as

BAR = 40
"""Characters of the progress bar."""
MEGABYTE = 1 << 20


def named(listings: list[str], agencies: list[str]) -> Choice | None:
    """What is asked for by name; None: nothing is. A number or an agency that nobody knows here is a slip."""
    refuse_listings(listings)
    refuse_agencies(agencies)
    return choice(listings, agencies) if listings or agencies else None


def refuse_listings(listings: list[str]) -> None:
    with acting_as(writer()):
        known = {EVERY, *default_choice(localdate()).listings}
    if unknown := [one for one in listings if one not in known]:
        raise CommandError(
            f"No program of the catalog has the listing {', '.join(unknown)}. Write it as in 16.590, or * for all; "
            "a new one has to stand in OPPORTUNITY_LISTINGS first."
        )


def refuse_agencies(agencies: list[str]) -> None:
    begins = {*BEGINS.values(), *settings.OPPORTUNITY_AGENCIES}
    unknown = [
        one for one in agencies if one not in begins and not one.startswith(tuple(f"{code}-" for code in begins))
    ]
    if unknown:
        raise CommandError(
            f"No agency known here has the code {', '.join(unknown)}. Known, with all beneath them: "
            f"{', '.join(sorted(begins))}; another one has to stand in OPPORTUNITY_AGENCIES first."
        )


class Command(BaseCommand):
    """Logs in as jobs. Run again with the same file it changes nothing; a file that is bad takes nothing away."""

    help = "Read an extract of Grants.gov, zip or XML, from a file or from an address that begins with https."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("extract", metavar="FILE|URL", help="{date} in an address stands for the newest day there")
        parser.add_argument(
            "--listing", action="append", default=[], metavar="NUMBER",
            help="keep notices with this number of the Assistance Listings, as in 16.590; * keeps all. May be repeated;"
            " with --listing or --agency only what these name is new, else what the settings name;"
            " what is known already is kept up to date in either case.",
        )  # fmt: skip
        parser.add_argument(
            "--agency", action="append", default=[], metavar="CODE", help="keep notices of this agency: USDOJ-OJP-OVW"
        )
        parser.add_argument(
            "--accept-gone", action="store_true", help="believe a file without half of the notices that are known"
        )

    def handle(self, *_args: Any, extract: str, accept_gone: bool, **options: Any) -> None:
        chosen = named(options["listing"], options["agency"])
        try:
            run = read_extract(extract, at=now(), chosen=chosen, told=self.progress, accept_gone=accept_gone)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if run.state != FeedRun.State.GOOD:
            raise CommandError(f"{run.reason} What was known before stays; nothing is marked as gone.")
        self.stdout.write(
            f"{run.records} records read, {run.kept} kept: {run.added} new, {run.changed} changed, "
            f"{run.withdrawn} gone; {run.refused} could not be read; {run.repeated} came again under the same number."
        )
        for each in run.unread:
            self.stdout.write(f"Not read: {each}")

    def progress(self, done: int, size: int) -> None:
        """A bar, on a terminal only."""
        if self.stderr.isatty() and size:
            full = BAR * done // size
            bar = f"[{'#' * full}{'.' * (BAR - full)}] {done // MEGABYTE} of {size // MEGABYTE} MB"
            self.stderr.write(f"\r{bar}", ending="\n" * (done == size))
