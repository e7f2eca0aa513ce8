"""manage.py record_bounce: what mail servers have sent back is entered into the ledger, and the ladder climbs."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from portal.bounces import mails, notes
from portal.errors import Refused
from portal.models import Message


class Command(BaseCommand):
    """Ends with 1 where something was not taken. Names mails by their keys, and nobody."""

    help = "Record delivery-status notes (RFC 3464): from files, mboxes, folders of .eml files, or from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", default=["-"], metavar="FILE", help="a file or a folder; - for input")

    def handle(self, *_args: Any, **options: Any) -> None:
        results = [self.record(where, mail) for path in options["paths"] for where, mail in found(path)]
        if not results:
            raise CommandError("Nothing was given: no mail in what was named.")
        if not all(results):
            sys.exit(1)

    def record(self, where: str, mail: bytes) -> bool:
        """Enter one mail, and say what became of it; whether it was taken."""
        read = notes(mail)
        if not read:
            self.stderr.write(f"{where}: no delivery-status note about a mail of this portal; nothing was changed.")
            return False
        is_taken = True
        for note in read:
            told = f"{where}: {note.key} {note.action} {note.status}"
            try:
                is_new = Message.objects.bounced(note, at=now())
            except Refused as refusal:
                self.stderr.write(f"{told}: refused. {refusal} Nothing was changed.")
                is_taken = False
            else:
                self.stdout.write(f"{told}: {'recorded' if is_new else 'noted, nothing was changed'}.")
        return is_taken


def found(path: str) -> Iterator[tuple[str, bytes]]:
    """Each mail with the place where it stands."""
    for name, data in read(path):
        for number, mail in enumerate(mails(data), 1):
            yield f"{name} ({number})", mail


def read(path: str) -> Iterator[tuple[str, bytes]]:
    """The files that are meant, with their names."""
    if path == "-":
        yield "standard input", sys.stdin.buffer.read()
        return
    place = Path(path)
    if not place.exists():
        raise CommandError(f"There is no {path}.")
    for file in sorted(place.glob("*.eml")) if place.is_dir() else [place]:
        yield str(file), file.read_bytes()
