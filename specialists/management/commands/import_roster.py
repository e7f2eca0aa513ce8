"""Read EOUSA's roster from a file, at a terminal."""

import argparse
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import Membership, Person
from portal.tenancy import acting_as
from specialists.models import RosterUpload
from specialists.roster.judging import Fate
from specialists.roster.reading import MOST_BYTES

BAR = 40
"""Characters of the progress bar."""


class Command(BaseCommand):
    """`import_roster FILE` says what each row would do; with `--apply` it does it, all rows or none."""

    help = "Say what each row of a roster (CSV) would do; with --apply write the rows that are not refused."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="write the rows that are not refused")
        parser.add_argument("--as", dest="email", default="", help="e-mail of the EOUSA desk officer who imports")

    def handle(self, *_args: Any, file: Path, apply: bool, email: str, **_options: Any) -> None:
        editor = editor_named(email)
        try:
            with file.open("rb") as opened:
                data = opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            with acting_as(DatabaseRole.EOUSA, person_id=editor.pk):
                self.run_import(ContentFile(data, file.name), editor, apply=apply)
        except Refused as refusal:
            raise CommandError(f"{refusal} Nothing is written.") from refusal

    def run_import(self, roster: "File[bytes]", editor: Person, *, apply: bool) -> None:
        today = localdate()
        upload = RosterUpload.objects.receive(roster=roster, by=editor, on=today)
        self.print_rows(upload)
        if not apply:
            self.stdout.write("Nothing is written yet. The check is kept on the roster page; --apply writes.")
        elif upload.to_write and upload.apply(by=editor, on=today, told=self.progress):
            self.stdout.write(f"Written: {upload.to_write} rows, in the name of {editor.name}.")
        else:
            self.stdout.write("Nothing to write.")

    def print_rows(self, upload: RosterUpload) -> None:
        """Each row with its fate, then how many have each."""
        if upload.sheet.unread:
            self.stdout.write(f"Columns that are not read: {', '.join(upload.sheet.unread)}.")
        for row in upload.rows:
            self.stdout.write(f"row {row['number']:>4}  {Fate(row['fate']).label:<8} {row['words']}")
        counts = ", ".join(f"{count} {fate.label}" for fate, count in upload.counts.items())
        self.stdout.write(f"{len(upload.rows)} rows: {counts}.")

    def progress(self, done: int, total: int) -> None:
        """One bar that grows in place; where nobody watches, only its end."""
        if self.stderr.isatty() or done == total:
            full = BAR * done // total
            self.stderr.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done} of {total}", ending="\n" * (done == total))


def editor_named(email: str) -> Person:
    """The EOUSA desk officer in whose name the roster is imported. Without a name: the only one there is."""
    editors = Membership.objects.in_force().filter(role=Role.EOUSA, person__is_active=True).select_related("person")
    if email:
        editors = editors.filter(person__email__iexact=email)
    people = [membership.person for membership in editors]
    if len(people) == 1:
        return people[0]
    if email or not people:
        raise CommandError("Only an EOUSA desk officer imports the roster. Name one who has a membership: --as EMAIL.")
    raise CommandError("There are several EOUSA desk officers. Say who imports: --as EMAIL.")
