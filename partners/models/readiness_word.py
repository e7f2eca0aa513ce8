"""What an office says of its chains: cell by cell in a grid, one link in full, or that all of it is still so."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.chain import CHAINS, Basis, Link
from partners.models.clash import Saved, refuse_clash
from partners.models.keeping import can_keep, refuse_who_cannot_keep
from partners.readiness import Cell, Stands
from portal.errors import Refused
from portal.models import Office, Person, RecordedQuerySet
from portal.pages import refusing
from specialists.clocks import EARLIEST

if TYPE_CHECKING:
    from partners.models.readiness import ReadinessLink

MEANWHILE = gettext_lazy("Somebody else has just saved this link. Look at it again; nothing that you chose is lost.")
STANDS = ("county", "basis", "link", "status", "as_of")


def refuse_day(as_of: date, on: date) -> None:
    """Refuse a day on which nobody can have looked."""
    if as_of > on:
        raise Refused(_("The day is in the future. Name the day on which somebody looked."), field="as_of")
    if as_of < EARLIEST:
        raise Refused(_("The day is before 1994. Check the year."), field="as_of")


class ReadinessLinkQuerySet(RecordedQuerySet):
    """Links as they stand, and how an office writes them."""

    def stands(self) -> list[Stands]:
        """Only what EOUSA may read of them too."""
        return [Stands(*row) for row in self.order_by("pk").values_list(*STANDS)]

    def kept_by(self, person_id: int) -> Self:
        """What somebody sees to; of it only what whoever hands it over may read."""
        found = self.standing().filter(owner_id=person_id).order_by("basis", "county", "pk")
        return found.only("office_id", "owner_id", "county", "basis", "link", "as_of", "superseded_at")

    def grid(self, office: Office, county: str) -> "dict[Cell, ReadinessLink]":
        """The standing rows of the district (no county) or of one county, by cell."""
        rows = self.standing().filter(office=office, county=county)
        return {cell_of(row): row for row in rows}

    def of_cell(self, office: Office, county: str, cell: Cell) -> Self:
        """Everything ever said of one link."""
        return self.filter(office=office, county=county, **cell._asdict())

    def seen(self, office: Office, county: str, keys: Collection[int]) -> "dict[Cell, ReadinessLink]":
        """What somebody had before them, whether it stands or not."""
        return {cell_of(row): row for row in self.filter(office=office, county=county, pk__in=keys)}

    @transaction.atomic
    def fill(
        self, *, office: Office, county: str, cells: Mapping[Cell, str], seen: Collection[int], as_of: date,
        by: Person, on: date,
    ) -> int:  # fmt: skip
        """Save the cells that differ from what somebody had before them (`seen`: keys of rows); says how many.

        An empty status takes the row off the record. Raises Refused where another has saved one of the same cells
        meanwhile; then nothing is saved.
        """
        refuse_day(as_of, on)
        before, standing = self.seen(office, county, seen), self.grid(office, county)
        changed = {cell: status for cell, status in cells.items() if status != status_in(before, cell)}
        refuse_clash(saved_since(changed, before, standing), by=by)
        own = {"office": office, "county": county, "recorded_by": by, "owner": by if can_keep(by, office) else None}
        with refusing(one_standing_status_per_link=str(MEANWHILE)):
            for cell, status in changed.items():
                self._put(cell, standing.get(cell), own, {"status": status, "as_of": as_of} if status else {})
        return len(changed)

    def _put(
        self, cell: Cell, row: "ReadinessLink | None", own: Mapping[str, Any], facts: Mapping[str, Any]
    ) -> None:  # fmt: skip
        """Say it of a link, in the place of the row that stands; nothing: take that one off."""
        if row:
            row.supersede(by=own["recorded_by"], **facts)
        else:
            self.create(basis=cell.basis, link=cell.link, **own, **facts)

    @transaction.atomic
    def describe(
        self, *, office: Office, county: str, cell: Cell, seen: int | None, by: Person, on: date,
        owner: Person | None = None, **facts: Any,
    ) -> None:  # fmt: skip
        """Say all of one link: how far it is, whose it is, what it rests on. What is as it was is not written again."""
        refuse_unknown(cell)
        refuse_day(facts["as_of"], on)
        standing = self.grid(office, county)
        row, facts = standing.get(cell), facts | {"owner": owner}
        refuse_clash([saved_of(cell, row)] if key_of(standing, cell) != seen else [], by=by)
        if owner and (row is None or owner.pk != row.owner_id):
            refuse_who_cannot_keep(owner, office)
        if row is None or any(getattr(row, name) != value for name, value in facts.items()):
            with refusing(one_standing_status_per_link=str(MEANWHILE)):
                self._put(cell, row, {"office": office, "county": county, "recorded_by": by}, facts)

    @transaction.atomic
    def look_at(
        self, *, office: Office, county: str, cells: Collection[Cell], seen: Collection[int], as_of: date,
        by: Person, on: date,
    ) -> int:  # fmt: skip
        """Somebody has looked at a whole grid on a day: of its links (`cells`) those that still stand as they were
        seen (`seen`: keys of rows) have that day, unless somebody looked later. Says how many have a new day."""
        refuse_day(as_of, on)
        rows = self.standing().filter(office=office, county=county, pk__in=seen, as_of__lt=as_of).order_by("pk")
        old = [row for row in rows if cell_of(row) in cells]
        for row in old:
            row.supersede(by=by, as_of=as_of)
        return len(old)

    @transaction.atomic
    def look_again(self, *, office: Office, county: str, basis: str, by: Person, on: date) -> int:
        """Somebody has looked today: every link of the chain is still so, also in the counties that stand apart; of
        one county (`county`) its own links. Says how many rows have a new day."""
        rows = self.standing().filter(office=office, basis=basis)
        rows = rows.filter(county=county) if county else rows
        if not rows.exists():
            raise Refused(_("Nothing is entered here yet that could still be so."))
        old = list(rows.filter(as_of__lt=on).order_by("pk"))
        for row in old:
            row.supersede(by=by, as_of=on)
        return len(old)

    @transaction.atomic
    def pass_on(self, *, keys: Collection[int], giver_id: int, to: Person | None, by: Person) -> None:
        """All of these go to another, or into the queue; refused if one of them has changed meanwhile."""
        if self.standing().filter(pk__in=keys, owner_id=giver_id).update(owner=to) != len(keys):
            raise Refused(_("A link among these has just been changed or given away. Look again."))


def cell_of(row: Any) -> Cell:
    return Cell(row.basis, row.link)


def status_in(rows: "Mapping[Cell, ReadinessLink]", cell: Cell) -> str:
    return rows[cell].status if cell in rows else ""


def key_of(rows: "Mapping[Cell, ReadinessLink]", cell: Cell) -> int | None:
    return rows[cell].pk if cell in rows else None


def refuse_unknown(cell: Cell) -> None:
    """Refuse a link that its chain has not: no order is served after a conviction."""
    if cell.basis not in Basis.values or cell.link not in CHAINS[Basis(cell.basis)]:
        raise Refused(_("There is no such link in this chain."))


def saved_since(
    cells: Collection[Cell], before: "Mapping[Cell, ReadinessLink]", standing: "Mapping[Cell, ReadinessLink]"
) -> list[Saved]:
    """Which of these links stand otherwise than they were seen."""
    return [saved_of(cell, standing.get(cell)) for cell in cells if key_of(before, cell) != key_of(standing, cell)]


def saved_of(cell: Cell, row: "ReadinessLink | None") -> Saved:
    """What stands of a link now, for whoever has opened it before."""
    words = {
        "link": Link(cell.link).label,
        "basis": Basis(cell.basis).label,
        "status": row.get_status_display() if row else _("taken off the record"),
    }
    return Saved(_("%(link)s (%(basis)s) is now “%(status)s”") % words, row.recorded_by if row else None)
