"""A file of case counts: what each row would do, before anything is written. Nothing is kept between look and write."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from partners import quarters
from partners.cases import BY_CODE, MOST, Cell, Decline, Measure, Numbers, Statute
from partners.importing.reading import Row, rows_of
from partners.models import CaseCount
from portal.errors import Refused
from portal.guard import findings
from specialists.roster.reading import shown

HEADS = ("quarter", "statute", "measure", "reason", "number")
NEEDED = {"quarter", "statute", "measure", "number"}
MOST_ROWS = 1_000
"""Twenty quarters with every cell."""
MOST_BYTES = 1_000_000
HIDDEN = "…"
"""What is shown, and sent back, in place of a cell that may identify somebody."""
WHY_HIDDEN = gettext_lazy(
    "The row holds what may identify somebody: it stands here as “…” and is kept nowhere. Write counts only."
)
STATUTES = {name: statute.value for statute in Statute for name in (statute.value, str(statute.label).upper())}
STATUTES |= {f"{value[:3]}({value[3]})({value[4]})": value for value in Statute.values if value.startswith("922")}


class Fate(models.TextChoices):
    """What becomes of a row."""

    NEW = "NEW", gettext_lazy("new")
    CHANGED = "CHANGED", gettext_lazy("corrects a number")
    SAME = "SAME", gettext_lazy("stands already")
    EMPTY = "EMPTY", gettext_lazy("says no number")
    REFUSED = "REFUSED", gettext_lazy("refused")


COUNTED = {
    Fate.NEW: ngettext_lazy("%(n)d number is new", "%(n)d numbers are new", "n"),
    Fate.CHANGED: ngettext_lazy("%(n)d number will be corrected", "%(n)d numbers will be corrected", "n"),
    Fate.SAME: ngettext_lazy("%(n)d number stands already", "%(n)d numbers stand already", "n"),
    Fate.EMPTY: ngettext_lazy("%(n)d row says no number", "%(n)d rows say no number", "n"),
    Fate.REFUSED: ngettext_lazy("%(n)d row is refused", "%(n)d rows are refused", "n"),
}
"""How many rows have which fate."""


@dataclass(frozen=True)
class Judged:
    """One row of a file."""

    number: int
    """As a spreadsheet counts it."""
    said: Mapping[str, str]
    fate: Fate
    words: str
    quarter: date | None = None
    cell: Cell | None = None
    matters: int | None = None

    @property
    def writes(self) -> bool:
        return self.fate in {Fate.NEW, Fate.CHANGED}


@dataclass(frozen=True)
class Entered:
    """What a row says, understood."""

    quarter: date
    cell: Cell
    matters: int | None
    """None: the row says no number."""


def read(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows by column, each with its number. Raises Refused, whatever the bytes are."""
    if len(data) > MOST_BYTES:
        raise Refused(_("The file is larger than 1 MB; the counts of an office are far smaller. Is it the right one?"))
    rows = list(rows_of(BytesIO(data), len(data)))
    if len(rows) > MOST_ROWS + 1:
        raise Refused(_("The file has more than %(most)d rows. Split it.") % {"most": MOST_ROWS})
    heads = heads_of(rows)
    if len(rows) == 1:
        raise Refused(_("The file has a header and no rows. Nothing to import."))
    return [(number, dict(zip(heads, cells, strict=False))) for number, cells in rows[1:]]


def heads_of(rows: Sequence[Row]) -> list[str]:
    heads = [head.strip().lower() for head in rows[0][1]] if rows else []
    if lacking := sorted(NEEDED - set(heads)):
        told = _("The first line has to name the columns; missing: %(names)s. The template has them all.")
        raise Refused(told % {"names": ", ".join(lacking)})
    return heads


def written(rows: Iterable[Mapping[str, str]]) -> str:
    """These rows as a file: how what was looked at comes back to be written."""
    text = StringIO()
    writer = csv.DictWriter(text, HEADS, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def judge(data: bytes, *, on: date) -> list[Judged]:
    """What each row would do to the numbers that stand. One query. Raises Refused for a file that is none."""
    rows = read(data)
    standing = CaseCount.objects.standing().numbers()
    seen: dict[tuple[date, Cell], int] = {}
    return [judged(number, said, standing, seen, on) for number, said in rows]


def judged(
    number: int, said: Mapping[str, str], standing: Mapping[date, Numbers], seen: dict[tuple[date, Cell], int], on: date
) -> Judged:
    try:
        row = understood(said, on)
    except Refused as refusal:
        return refused(number, said, str(refusal))
    if row.matters is None:
        return Judged(number, said, Fate.EMPTY, _("nothing is written"), row.quarter, row.cell)
    first = seen.setdefault((row.quarter, row.cell), number)
    if first != number:
        twice = _("Row %(row)d says this already. Leave one of the two.") % {"row": first}
        return Judged(number, said, Fate.REFUSED, twice)
    before = standing.get(row.quarter, {}).get(row.cell)
    fate, words = fate_of(row.matters, before)
    return Judged(number, said, fate, words, row.quarter, row.cell, row.matters)


def refused(number: int, said: Mapping[str, str], why: str) -> Judged:
    """The row with the reason, of which nothing that may identify somebody is repeated or comes back."""
    told = {column: f"{column}: {cell}" for column, cell in said.items() if column in HEADS}
    if findings("\n".join(told.values())):
        hidden = [column for column, text in told.items() if findings(text)] or told
        said = {**said, **dict.fromkeys(hidden, HIDDEN)}
    return Judged(number, said, Fate.REFUSED, str(WHY_HIDDEN) if HIDDEN in said.values() else why)


def fate_of(matters: int, before: int | None) -> tuple[Fate, str]:
    if before is None:
        return Fate.NEW, _("%(n)s, where nothing stands") % {"n": f"{matters:,}"}
    if before == matters:
        return Fate.SAME, _("%(n)s stands already; nothing is written") % {"n": f"{matters:,}"}
    return Fate.CHANGED, _("%(n)s instead of %(before)s") % {"n": f"{matters:,}", "before": f"{before:,}"}


def understood(said: Mapping[str, str], on: date) -> Entered:
    """Raises Refused, with what to write instead."""
    quarter = quarters.read(said.get("quarter", ""), on=on)
    text = said.get("number", "").strip()
    return Entered(quarter, cell_of(said), matters_of(text) if text else None)


def cell_of(said: Mapping[str, str]) -> Cell:
    statute = coded(said, "statute", STATUTES)
    measure = coded(said, "measure", by_name(Measure))
    reason = coded(said, "reason", by_name(Decline)) if said.get("reason", "").strip() else ""
    cell = BY_CODE.get(Cell(statute, measure, reason).code)
    if cell:
        return cell
    if reason:
        raise Refused(_("Only what was declined has a reason. Leave it empty here."))
    raise Refused(_("Say why matters were declined: one of %(codes)s.") % {"codes": ", ".join(Decline.values)})


def by_name(choices: type[models.TextChoices]) -> dict[str, str]:
    """By code, and by what stands on screen."""
    return {name: one.value for one in choices for name in (one.value, str(one.label).upper())}


def coded(said: Mapping[str, str], column: str, names: Mapping[str, str]) -> str:
    text = " ".join(said.get(column, "").upper().split())
    if text not in names:
        codes = ", ".join(dict.fromkeys(names.values()))
        told = _("“%(text)s” is no %(column)s. Known: %(codes)s.")
        raise Refused(told % {"text": shown(text), "column": column, "codes": codes})
    return names[text]


def matters_of(text: str) -> int:
    plain = text.strip().replace(",", "")
    if not (plain.isascii() and plain.isdigit() and int(plain) <= MOST):
        told = _("“%(text)s” is no number of matters: write 0 or more, at most %(most)s.")
        raise Refused(told % {"text": shown(text), "most": f"{MOST:,}"})
    return int(plain)


def by_quarter(rows: Iterable[Judged]) -> dict[date, dict[Cell, int | None]]:
    """What would be written, in the order in which it happened."""
    found: dict[date, dict[Cell, int | None]] = defaultdict(dict)
    for row in rows:
        if row.writes and row.quarter and row.cell:
            found[row.quarter][row.cell] = row.matters
    return {quarter: found[quarter] for quarter in sorted(found)}


def template(on: date) -> Iterator[list[str]]:
    """Every cell of the last quarter that is over, to be filled in."""
    code = quarters.code(quarters.before(quarters.quarter_of(on)))
    for cell in BY_CODE.values():
        yield [code, *cell, ""]
