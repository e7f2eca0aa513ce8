"""From the bytes of a file to its rows, one at a time. What cannot be read is refused with one sentence.

A file may come from anywhere: it is read up to its limits and no further, and nothing in it is ever calculated.
"""

import csv
import zlib
from codecs import iterdecode
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import IO, Any
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from portal.errors import Refused

MOST_BYTES = 20_000_000
MOST_ROWS = 20_000
"""A file is read and searched in one request, which has half a minute."""
MOST_COLUMNS = 40
MOST_CHARACTERS = 60_000_000
"""Of all cells together: an entry's share is 600."""
LONGEST_CELL = 8_000
LONGEST_HEAD = 80
MOST_UNZIPPED = 200_000_000
MOST_TIMES = 100
"""A member of a workbook that grows more than so many times is no log; small ones may."""
SMALL = 1_000_000
MOST_MEMBERS = 1_000
DELIMITERS = (",", ";", "\t", "|")
BROKEN = (BadZipFile, LargeZipFile, zlib.error, InvalidFileException, SyntaxError, KeyError, ValueError, TypeError,
          AttributeError, IndexError, OSError, EOFError, NotImplementedError, RuntimeError, OverflowError)  # fmt: skip
"""What the workbook reader raises for bytes that are none; an XML error is a SyntaxError."""

Row = tuple[int, list[str]]
"""Its number as a spreadsheet counts it, and its cells."""


def rows_of(file: IO[bytes], size: int) -> Iterator[Row]:
    """The rows that hold something, the heads first. Raises Refused, whatever the bytes are."""
    if size > MOST_BYTES:
        raise Refused(_("The file is larger than 20 MB. Split it and import one part after the other."))
    if not size:
        raise Refused(_("The file is empty. Choose it again."))
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return limited(of_workbook(file))
    if start.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        raise Refused(_("This is neither a CSV file nor an Excel workbook (.xlsx). Save it as one of these."))
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(_("The file is in UTF-16 (“Unicode text”). In the spreadsheet save it as “CSV UTF-8”."))
    return limited(of_text(file))


def limited(rows: Iterable[Row]) -> Iterator[Row]:
    """Up to the limits of a log."""
    characters = 0
    for found, (number, cells) in enumerate(rows, 1):
        characters += sum(map(len, cells))
        if found > MOST_ROWS + 1 or characters > MOST_CHARACTERS:
            raise Refused(
                _("The file has more than %(most)s rows, or very long ones. Split it and import one part after the "
                  "other.") % {"most": f"{MOST_ROWS:,}"}
            )  # fmt: skip
        yield number, cells


def of_text(file: IO[bytes]) -> Iterator[Row]:
    """The rows of a CSV file, by whichever sign its first line is parted."""
    number = 0
    first = file.readline(LONGEST_CELL).decode(errors="replace")
    file.seek(0)
    parted = max(DELIMITERS, key=first.count)
    text = iterdecode(file, "utf-8-sig")
    try:
        for number, row in enumerate(csv.reader(text, delimiter=parted), 1):
            if any(cells := [cell.strip() for cell in row[: MOST_COLUMNS + 1]]):
                yield number, whole(number, cells)
    except UnicodeDecodeError as error:
        if not number:
            raise Refused(_("The first row holds signs that are not UTF-8 text. Is it the right file? If it is, save "
                            "it in the spreadsheet as “CSV UTF-8”.")) from error  # fmt: skip
        sentence = _("After row %(row)d stands a character that is not UTF-8. In the spreadsheet save the file as "
                     "“CSV UTF-8”.")  # fmt: skip
        raise Refused(sentence % {"row": number}) from error
    except csv.Error as error:
        sentence = _("Row %(row)d cannot be read as CSV; perhaps a quotation mark is not closed. Correct it and try "
                     "again.")  # fmt: skip
        raise Refused(sentence % {"row": number + 1}) from error


def whole(number: int, cells: list[str]) -> list[str]:
    """The cells of a row that is not too wide, and is text."""
    if len(cells) > MOST_COLUMNS:
        raise Refused(
            _("Row %(row)d has more than %(most)d columns. Delete those that are no part of the log.")
            % {"row": number, "most": MOST_COLUMNS}
        )
    if any("\0" in cell for cell in cells):
        raise Refused(_("The file holds bytes that are not text. Save it as “CSV UTF-8” and send that."))
    return cells


def of_workbook(file: IO[bytes]) -> Iterator[Row]:
    """The rows of the sheet that was open last: values as they were shown, never formulas."""
    broken = _("This Excel workbook cannot be read. Open it, save it as “CSV UTF-8” and send that.")
    try:
        refuse_bombs(file)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except BROKEN as error:
        raise Refused(broken) from error
    try:
        sheet: Any = book.active
        sheet.reset_dimensions()
        found = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS * 2, values_only=True)
        for number, values in enumerate(found, 1):
            if any(cells := [plain(value) for value in values]):
                yield number, whole(number, cells)
    except BROKEN as error:
        raise Refused(broken) from error
    finally:
        book.close()


def refuse_bombs(file: IO[bytes]) -> None:
    """A small file that unpacks into a huge one, or one whose text refers to itself, is not opened."""
    with ZipFile(file) as packed:
        members = packed.infolist()
        grown = any(m.file_size > SMALL and m.file_size > MOST_TIMES * max(m.compress_size, 1) for m in members)
        if grown or len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNZIPPED:
            raise Refused(_("This workbook unpacks into far more than a log holds. Save the one sheet as CSV."))
        for member in members:
            refuse_declarations(packed, member)
    file.seek(0)


def refuse_declarations(packed: ZipFile, member: ZipInfo) -> None:
    """A spreadsheet declares no entities: they are how a short text grows without end."""
    with packed.open(member) as opened:
        head = opened.read(4_000).replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Refused(_("This workbook holds declarations that no spreadsheet writes. Save the sheet as CSV."))


def plain(value: Any) -> str:
    """A cell as text; a day as 2026-03-04."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def heads_of(rows: Iterator[Row]) -> list[str]:
    """The first row as heads, each with a name of its own. Raises Refused where it is none."""
    _number, cells = next(rows, (0, []))
    filled = [place for place, cell in enumerate(cells) if cell]
    if len(filled) < 3 or max(map(len, cells)) > LONGEST_HEAD:
        raise Refused(_("The first row is to name the columns, such as day, kind, organization, line. It does not."))
    heads: list[str] = []
    for place, cell in enumerate(cells[: filled[-1] + 1], 1):
        name = " ".join(cell.split()) or _("column %(number)d") % {"number": place}
        heads.append(name if name not in heads else f"{name} ({place})")
    return heads
