"""From the bytes of a file to its rows. What cannot be read is refused with one sentence about the whole file."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import Refused
from portal.guard import Finding, Level, findings
from portal.guard_words import sentence

MOST_BYTES = 2_000_000
MOST_ROWS = 5_000
SHOWN = 60
"""Characters of somebody's cell that a sentence repeats."""
CONTACT = "email"
"""The column of addresses, where numbers are no one's identifier."""


class Table(models.TextChoices):
    """Which of the two rosters a file is."""

    SPECIALISTS = "SPECIALISTS", gettext_lazy("specialists")
    CONTACTS = "CONTACTS", gettext_lazy("staffing contacts")


NEEDED = {
    Table.SPECIALISTS: ("office", "person", "email", "authority", "kind", "starts_on"),
    Table.CONTACTS: ("office", "post", "email"),
}
TELLING = {Table.SPECIALISTS: {"authority", "kind", "starts_on"}, Table.CONTACTS: {"post"}}
"""The columns by which a table is recognized."""

CALLED = {
    "office": ("office", "court_id", "district", "usao", "office_id", "site_code"),
    "person": ("person", "name", "specialist", "full_name"),
    "email": ("email", "e_mail", "mail", "email_address", "e_mail_address"),
    "authority": ("authority", "legal_authority", "appointed_under"),
    "kind": ("kind", "type", "capacity"),
    "starts_on": ("starts_on", "start", "starts", "start_date", "from", "since"),
    "ends_on": ("ends_on", "end", "ends", "end_date", "until"),
    "shared_with": ("shared_with", "shares_with"),
    "post": ("post", "position", "role"),
}
COLUMN = {name: column for column, names in CALLED.items() for name in names}

EXAMPLE_EMAIL = "example@example.invalid"
"""Marks the row that a template shows as an example."""
EXAMPLES = {
    Table.SPECIALISTS: {
        "office": "txnd",
        "person": "EXAMPLE: delete this row",
        "email": EXAMPLE_EMAIL,
        "authority": "AUSA",
        "kind": "full time",
        "starts_on": "2026-03-04",
        "ends_on": "",
        "shared_with": "",
    },
    Table.CONTACTS: {
        "office": "txnd",
        "post": "US Attorney",
        "person": "EXAMPLE: delete this row",
        "email": EXAMPLE_EMAIL,
    },
}
"""One row of each table as one fills it in."""

SIGNATURES = (
    (b"PK\x03\x04", gettext_lazy("an Excel workbook (.xlsx) or another zipped file")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old Excel workbook (.xls)")),
    (b"%PDF", gettext_lazy("a PDF document")),
    (b"{\\rtf", gettext_lazy("a text-processor document")),
)
OTHER_DELIMITERS = {";": gettext_lazy("semicolons"), "\t": gettext_lazy("tabs"), "|": gettext_lazy("vertical bars")}


@dataclass(frozen=True)
class Line:
    """One row: its number as a spreadsheet counts it, its cells by column, and what is wrong with its shape."""

    number: int
    cells: dict[str, str]
    trouble: str = ""


@dataclass(frozen=True)
class Sheet:
    """A roster whose header was understood."""

    table: Table
    lines: tuple[Line, ...]

    @property
    def columns(self) -> list[str]:
        """The columns that are read, in the order of a template, then those that nobody asks for."""
        has = self.lines[0].cells if self.lines else {}
        return [name for name in EXAMPLES[self.table] if name in has] + self.unread

    @property
    def unread(self) -> list[str]:
        """Columns that the file has and nobody asks for."""
        return [name for name in (self.lines[0].cells if self.lines else {}) if name not in EXAMPLES[self.table]]


def shown(text: str) -> str:
    """Somebody's cell, short enough for a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def read(data: bytes) -> Sheet:
    """The rows of a roster. Raises Refused, and nothing else, whatever the bytes are."""
    rows = _rows(_text(data))
    where, header = _header(rows)
    table = _table(header)
    lines = tuple(_lines(header, rows[where + 1 :], first=where + 2))
    if not lines:
        raise Refused(_("The file has a header and no rows. Nothing to import."))
    return Sheet(table, lines)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Refused(_("The file is larger than 2 MB; a roster of 94 offices is far smaller. Is it the roster?"))
    if not data.strip():
        raise Refused(_("The file is empty. Choose the roster again."))
    _refuse_other_formats(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise Refused(
            _("Row %(row)d holds a character that is not UTF-8. In the spreadsheet save the file as “CSV UTF-8”.")
            % {"row": row}
        ) from error


def _refuse_other_formats(data: bytes) -> None:
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise Refused(_("This is %(what)s, not a CSV file. Save it as “CSV UTF-8” and send that.") % {"what": what})
    head = data[:2000]
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or head.count(0) > len(head) * 0.3:
        raise Refused(_("The file is in UTF-16 (“Unicode text”). In the spreadsheet save it as “CSV UTF-8”."))
    if b"\0" in data:
        raise Refused(_("The file holds bytes that are not text. Save the roster as “CSV UTF-8” and send that."))


def _rows(text: str) -> list[list[str]]:
    """At most one row more than are allowed, so that a file of a million lines costs no more."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline="")):
            rows.append([cell.strip() for cell in row])
            if len(rows) > MOST_ROWS + 1:
                break
    except csv.Error as error:
        raise Refused(
            _("Row %(row)d cannot be read as CSV; perhaps a quotation mark is not closed. Correct it and try again.")
            % {"row": len(rows) + 1}
        ) from error
    if len(rows) > MOST_ROWS + 1:
        raise Refused(
            _("The file has more than %(most)d rows; the nation has 94 offices. Check that it is the roster.")
            % {"most": MOST_ROWS}
        )
    return rows


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _columns(row: list[str]) -> list[str]:
    """The row as a header: our names where we know the column, else its own."""
    return [COLUMN.get(_folded(name), name) for name in row]


def _is_header(row: list[str]) -> bool:
    return len(set(COLUMN.values()).intersection(_columns(row))) >= 2


def _header(rows: list[list[str]]) -> tuple[int, list[str]]:
    """Where the header stands: in the first row, or under lines that only say what the file is."""
    if rows and _is_header(rows[0]):
        return 0, _columns(rows[0])
    _refuse_other_delimiters(rows[0] if rows else [])
    for where, row in enumerate(rows[:20]):
        if _is_header(row):
            raise Refused(
                _("The header stands in row %(row)d. Delete the rows above it, so that it is the first.")
                % {"row": where + 1}
            )
    raise Refused(
        _("The first row is not a header: it reads “%(row)s”. Put the names of the columns there: %(names)s.")
        % {"row": shown(", ".join(rows[0]) if rows else ""), "names": ", ".join(NEEDED[Table.SPECIALISTS])}
    )


def _refuse_other_delimiters(row: list[str]) -> None:
    line = ",".join(row)
    for delimiter, name in OTHER_DELIMITERS.items():
        if delimiter in line and _is_header(line.split(delimiter)):
            raise Refused(
                _("The columns are separated by %(what)s. Save the file as “CSV UTF-8”, separated by commas.")
                % {"what": name}
            )


def _table(header: list[str]) -> Table:
    """The table that the header tells. Raises Refused naming the columns that are missing or appear twice."""
    _refuse_twins(header)
    told = [table for table in Table if TELLING[table].intersection(header)]
    if len(told) > 1:
        raise Refused(
            _("The file mixes two rosters: “post” stands beside “authority”, “kind” or “starts_on”. Send two files.")
        )
    table = told[0] if told else Table.SPECIALISTS
    _refuse_gaps(header, table)
    return table


def _refuse_twins(header: list[str]) -> None:
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise Refused(
            _("The column “%(name)s” appears twice. Delete one of the two, or rename it.") % {"name": shown(twice[0])}
        )


def _refuse_gaps(header: list[str], table: Table) -> None:
    missing = [name for name in NEEDED[table] if name not in header]
    if missing:
        raise Refused(
            _("The header lacks: %(missing)s. A roster of %(table)s needs the columns %(names)s, in any order.")
            % {"missing": ", ".join(missing), "table": table.label, "names": ", ".join(NEEDED[table])}
        )


def _lines(header: list[str], rows: list[list[str]], first: int) -> Iterator[Line]:
    for number, row in enumerate(rows, first):
        if any(row):
            padded = row + [""] * (len(header) - len(row))
            cells = {name: cell for name, cell in zip(header, padded, strict=False) if name}
            yield _without_identities(Line(number, cells, _trouble(header, row)))


def _without_identities(line: Line) -> Line:
    """The row, refused and without the cells that identify a person, which are kept nowhere."""
    told = {name: f"{name}: {cell}" for name, cell in line.cells.items()}
    found = identifying(told)
    if not found:
        return line
    hidden = [name for name in told if hard_of(told[name])]
    return Line(line.number, line.cells | dict.fromkeys(hidden or told, ""), line.trouble or sentence(found))


def identifying(told: dict[str, str]) -> list[Finding]:
    """What identifies somebody in the cells together; the mailbox is read by itself."""
    beside = "\n".join(text for name, text in told.items() if name != CONTACT)
    return [*hard_of(beside), *hard_of(told.get(CONTACT, ""))]


def hard_of(text: str) -> list[Finding]:
    return [one for one in findings(text) if one.level is Level.HARD]


def _trouble(header: list[str], row: list[str]) -> str:
    if len(row) > len(header):
        return _(
            "The row has %(row)d cells, the header %(header)d: put a cell that holds a comma into quotation marks."
        ) % {"row": len(row), "header": len(header)}
    if any("\n" in cell or "\r" in cell for cell in row):
        return _("A cell holds a line break; perhaps a quotation mark is not closed. Write each row on one line.")
    return ""
