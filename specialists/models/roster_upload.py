"""A roster file as checked, and how its rows enter the record."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.errors import Refused
from portal.models import Person
from portal.tenancy import Wall
from specialists.models.roster_writing import record_of, write
from specialists.roster.judging import Fate, Verdict, judge
from specialists.roster.reading import MOST_BYTES, Line, Sheet, Table, read

Rows = list[dict[str, Any]]
Told = Callable[[int, int], None]
"""Is told how many rows of how many are written."""


def nobody(done: int, total: int) -> None:
    """Tell nobody how far it is."""


class RosterUploadQuerySet(models.QuerySet["RosterUpload"]):
    """Uploads, and how one begins."""

    @transaction.atomic
    def receive(self, *, roster: "File[bytes]", by: Person, on: date, pk: UUID | None = None) -> "RosterUpload":
        """Read a file and keep each row with its fate. Writes nothing else. Raises Refused for the whole file."""
        data = roster.read(MOST_BYTES + 1)
        sheet = read(data)
        return self.create(
            pk=pk or uuid4(),
            file_name=(roster.name or "roster.csv")[-120:],
            digest=hashlib.sha256(data).hexdigest(),
            table=sheet.table,
            rows=as_rows(judged(sheet, on=on)),
            uploaded_by=by,
        )


class RosterUpload(models.Model):
    """A roster file as checked: each row with its fate. National: one file speaks of all offices."""

    class State(models.TextChoices):
        CHECKED = "CHECKED", gettext_lazy("checked, nothing written yet")
        APPLIED = "APPLIED", gettext_lazy("applied")

    id = models.UUIDField(primary_key=True, default=uuid4)
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    table = models.CharField(max_length=12)
    rows = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = RosterUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            Wall(
                name="roster_upload_wall",
                secret=["rows"],
                eousa_reader="select",
                eousa="select insert update:state,applied_at,rows",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_applied(self) -> bool:
        return self.state == self.State.APPLIED

    @property
    def counts(self) -> dict[Fate, int]:
        """How many rows have each fate."""
        fates = [row["fate"] for row in self.rows]
        return {fate: fates.count(fate) for fate in Fate}

    @property
    def to_write(self) -> int:
        """Rows that applying would write."""
        return self.counts[Fate.NEW] + self.counts[Fate.CHANGED]

    @property
    def sheet(self) -> Sheet:
        """The file again, as it was read."""
        lines = (Line(row["number"], row["cells"], row["trouble"]) for row in self.rows)
        return Sheet(Table(self.table), tuple(lines))

    @transaction.atomic
    def apply(self, *, by: Person, on: date, told: Told = nobody) -> bool:
        """Write every row that is not refused, all or none, and only what was shown.

        False: the record has changed since the check; nothing is written and `rows` hold the new fates.
        """
        if not self._untouched().update(state=self.State.APPLIED, applied_at=timezone.now()):
            raise Refused(_("This roster is applied already. Upload a file again to import more."))
        verdicts = judged(self.sheet, on=on)
        rows = as_rows(verdicts)
        if rows != self.rows:
            self._untouched(self.State.APPLIED).update(state=self.State.CHECKED, applied_at=None, rows=rows)
            self.rows = rows
            return False
        write([verdict for verdict in verdicts if verdict.fact], by=by, on=on, told=told)
        self.refresh_from_db()
        return True

    def _untouched(self, state: str = State.CHECKED) -> models.QuerySet["RosterUpload"]:
        return RosterUpload.objects.filter(pk=self.pk, state=state)


def judged(sheet: Sheet, *, on: date) -> list[Verdict]:
    """The rows judged against the record of this moment. In English, as the record is kept in one language."""
    with override("en"):
        return judge(sheet, record_of(sheet), on=on)


def as_rows(verdicts: Iterable[Verdict]) -> Rows:
    """Verdicts as they are kept."""
    return [
        {
            "number": verdict.line.number,
            "cells": verdict.line.cells,
            "trouble": verdict.line.trouble,
            "fate": str(verdict.fate),
            "words": verdict.words,
        }
        for verdict in verdicts
    ]
