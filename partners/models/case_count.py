"""Counts of cases, as an office reports them: numbers alone, superseded when they are corrected, never overwritten."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from partners import quarters
from partners.cases import CELLS, MOST, Cell, Decline, Measure, Numbers, Statute, doubtful
from portal.errors import Refused
from portal.models import Office, Person, Recorded, RecordedQuerySet, recorded_now
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall
from specialists.clocks import EARLIEST

Grid = Mapping[Cell, "CaseCount"]


class CaseCountQuerySet(RecordedQuerySet):
    """Numbers as they stand, and how they are entered."""

    def of(self, office: Office, quarter: date) -> Self:
        return self.filter(office=office, quarter_on=quarter)

    def numbers(self) -> dict[date, dict[Cell, int]]:
        """What is counted, by quarter; what was taken back is not there. One query."""
        found: dict[date, dict[Cell, int]] = {}
        rows = self.exclude(number=None).values_list("quarter_on", "statute", "measure", "reason", "number")
        for quarter, statute, measure, reason, number in rows:
            found.setdefault(quarter, {})[Cell(statute, measure, reason)] = number
        return found

    def grid(self, office: Office, quarter: date) -> "Grid":
        """The rows of a quarter that stand, also those that took a number back."""
        return {row.cell: row for row in self.standing().of(office, quarter).select_related("recorded_by")}

    def seen(self, office: Office, quarter: date, keys: Collection[int]) -> "Grid":
        """What somebody had before them, whether it stands or not."""
        return {row.cell: row for row in self.of(office, quarter).filter(pk__in=keys)}

    @transaction.atomic
    def enter(
        self,
        *,
        office: Office,
        quarter: date,
        cells: Numbers,
        by: Person,
        on: date,
        seen: Collection[int] | None = None,
        is_sure: bool = False,
    ) -> list["CaseCount"]:
        """Put these numbers of a quarter on record; only what changes is written, and what it replaces is kept.

        A number of None takes back the one that stands. `seen`: the rows that whoever enters had before them, by key;
        a number that is as it was there is left alone, and what was written since is not written over. Gives the rows
        written. Raises Refused for a quarter to come, a number that is none, or, unless `is_sure`, more charged than
        referred.
        """
        refuse(quarter, cells, on)
        standing = self.grid(office, quarter)
        before = standing if seen is None else self.seen(office, quarter, seen)
        changed = changes(touched(cells, before), standing)
        refuse_unseen([standing[cell] for cell in clashes(changed, before, standing)], by)
        if not is_sure:
            self._ask(office, quarter, {cell: row.number for cell, row in standing.items()} | changed, changed)
        return self._write(office, quarter, changed, standing, by)

    def _ask(self, office: Office, quarter: date, numbers: Numbers, changed: Collection[Cell]) -> None:
        """Is this right? Raises Refused."""
        before = self.standing().filter(office=office, quarter_on__lt=quarter, measure=Measure.REFERRED)
        earlier = dict(before.exclude(number=None).values_list("statute").annotate(Sum("number")))
        if found := doubtful(numbers, earlier, changed):
            named = "; ".join(str(statute.label) for statute in found)
            told = _(
                "More is charged than was ever referred (%(statutes)s). If this is right, say so, and send it again."
            )
            raise Refused(told % {"statutes": named}, field="is_sure")

    def _write(self, office: Office, quarter: date, changed: Numbers, standing: Grid, by: Person) -> list["CaseCount"]:
        at = recorded_now()
        old = {cell: standing[cell].pk for cell in changed if cell in standing}
        taken = _("Somebody else has just entered numbers of this quarter. Look at them again before you change them.")
        if self.standing().filter(pk__in=old.values()).update(superseded_at=at) < len(old):
            raise Refused(taken)
        with refusing(one_standing_count_per_cell=taken):
            return self.bulk_create(
                CaseCount(
                    office=office, quarter_on=quarter, **cell._asdict(), number=number, recorded_at=at, recorded_by=by,
                    replaces_id=old.get(cell),
                )
                for cell, number in changed.items()
            )  # fmt: skip


def number_in(rows: "Grid", cell: Cell) -> int | None:
    return rows[cell].number if cell in rows else None


def touched(cells: Numbers, before: "Grid") -> dict[Cell, int | None]:
    """What somebody has changed of what they had before them."""
    return {cell: number for cell, number in cells.items() if number != number_in(before, cell)}


def changes(cells: Numbers, standing: "Grid") -> dict[Cell, int | None]:
    """What is not on record already."""
    return {cell: number for cell, number in cells.items() if number != number_in(standing, cell)}


def clashes(cells: Collection[Cell], before: "Grid", standing: "Grid") -> list[Cell]:
    """Those of which something else stands now than somebody had before them."""
    return [cell for cell in cells if cell in standing and standing[cell].pk != getattr(before.get(cell), "pk", None)]


def refuse(quarter: date, cells: Numbers, on: date) -> None:
    """Raises Refused for a quarter that has not begun, or a number that counts nothing."""
    if quarter > on:
        raise Refused(_("%(quarter)s has not begun.") % {"quarter": quarters.label(quarter)}, field="quarter")
    if quarter < EARLIEST or quarter != quarters.quarter_of(quarter):
        raise Refused(_("No quarter of that year is on record. Check the year."), field="quarter")
    for cell, number in cells.items():
        refuse_cell(cell, number)


def refuse_cell(cell: Cell, number: int | None) -> None:
    if cell.measure == Measure.DECLINED and not cell.reason:
        raise Refused(_("Say why matters were declined: each reason has a number of its own."), field=cell.code)
    if cell not in CELLS:
        raise Refused(_("“%(cell)s” is nothing that is counted here.") % {"cell": cell.code[:40]}, field=cell.code)
    if number is not None and not 0 <= number <= MOST:
        raise Refused(_("A number of matters is 0 or more, and at most %(most)d.") % {"most": MOST}, field=cell.code)


def refuse_unseen(rows: Collection["CaseCount"], by: Person) -> None:
    """What was entered since somebody looked is told, not written over. Raises Refused."""
    if rows:
        told = "; ".join(f"{row.cell.label}: {now_stands(row, by)}" for row in rows)
        said = _(
            "Meanwhile other numbers were entered: %(cells)s. Nothing of yours is written yet, and what you typed "
            "stands below. Save it in their place, or leave them as they are."
        )
        raise Refused(said % {"cells": told})


def now_stands(row: "CaseCount", reader: Person) -> str:
    """7 by Lena Hart; by the reader: in another window."""
    number = _("taken back") if row.number is None else f"{row.number:,}"
    if row.recorded_by_id == reader.pk:
        return _("%(number)s by you, in another window") % {"number": number}
    return _("%(number)s by %(who)s") % {"number": number, "who": row.recorded_by.name}


class CaseCount(Recorded):
    """How many matters of one statute were referred, accepted, declined or charged in a quarter.

    Nobody outside the office reads a row of it, EOUSA included, and the trail withholds the number: the nation gets
    totals alone, from which no small cell can be told (`partners.suppression`).
    """

    quarter_on = models.DateField()
    """The first day of the quarter (calendar year)."""
    statute = models.CharField(max_length=5, choices=Statute.choices)
    measure = models.CharField(max_length=8, choices=Measure.choices)
    reason = models.CharField(max_length=9, choices=Decline.choices, blank=True)
    """Why declined; empty for every other measure."""
    number = models.PositiveIntegerField(null=True, blank=True)
    """Matters. Empty: whoever recorded this row took back what stood before."""

    objects: ClassVar[CaseCountQuerySet] = CaseCountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "quarter_on", "statute", "measure", "reason"],
                name="one_standing_count_per_cell",
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(
                name="what_was_declined_has_a_reason",
                condition=Q(measure=Measure.DECLINED) ^ Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_count_begins_a_quarter",
                condition=Q(quarter_on__day=1, quarter_on__month__in=[1, 4, 7, 10]),
            ),
            SameOffice(name="case_count_replaces_own", field="replaces"),
            Wall(
                name="case_count_wall",
                withheld=["number"],
                office="select insert update:superseded_at",
                totals="select:id,office_id,quarter_on,statute,measure,reason,number,recorded_at,superseded_at",
                jobs="select:id,office_id,quarter_on,recorded_at,superseded_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell.label}, {self.quarter_on}"

    @property
    def cell(self) -> Cell:
        return Cell(self.statute, self.measure, self.reason)
