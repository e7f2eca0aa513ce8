"""manage.py recount_figures: do the figures of the log agree with its entries?"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from partners.models import mend, recount


class Command(BaseCommand):
    """Ends with 1 where they differ. Counting logs in as jobs, mending as the owner of the tables."""

    help = "Compare every figure of the log with its entries; with --mend put right what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="put right what differs")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["mend"]:
            self.stdout.write(f"Figures put right: {mend()}.")
            return
        found = recount(at=now())
        self.stdout.write(f"Figures that differ from what the entries add up to: {found}.")
        if found:
            sys.exit(1)
