"""Takes out who must not be named, before anything of a file is kept anywhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from partners.importing.reading import LONGEST_CELL, Row
from portal.errors import Refused
from portal.guard import Finding, Level, findings, worst
from portal.guard_words import sentence

SHORT = 60
"""Cells up to so long come again and again: they are looked at once."""
NUMBER = re.compile(r"\d{4}")
HARMLESS = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?: \d\d:\d\d)?|\d{1,2}/\d{1,2}/\d{4}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
TELLING = re.compile(
    r"\b(?:ss[an]?|soc|social|seguro|alien|a-?(?:number|no)|uscis|birth|born|dob|nac|client|victim|survivor|case|docket"
    r"|patient|resident|hmis)",
    re.IGNORECASE,
)
"""What a cell says so that a number in another cell is somebody's."""
NEVER = re.compile(
    r"(?:client|victim|survivor|petitioner|respondent|defendant|complainant|offender|abuser)s?(?:['’]s?)?"
    r"(?: (?:name|first name|last name|initials|id|no|number|address|phone|telephone|email|e-mail))*\.?"
    r"|ssn|social security(?: (?:no|number))?\.?|dob|(?:date of )?birth(?: ?da(?:te|y))?|birthday"
    r"|(?:case|docket|cause|court|alien|a)[ -]?(?:no|number|#|id)\.?",
    re.IGNORECASE,
)
"""Heads of columns that are about somebody: what stands under them is kept nowhere."""


class Kept(NamedTuple):
    """A row as it may be kept."""

    number: int
    cells: list[str]
    trouble: str
    """Why it stays out, whatever its columns are."""
    soft: dict[str, list[str]]
    """Place of a cell that may identify somebody, and what was found in it."""


def refused_heads(heads: Sequence[str]) -> list[int]:
    """Columns that are about a person served. Raises Refused where the heads themselves are."""
    if worst(findings("\n".join(heads))) is Level.HARD:
        raise Refused(_("The first row names no columns: it identifies somebody. Put the heads there."))
    return [place for place, head in enumerate(heads) if NEVER.fullmatch(head.strip())]


def kept(heads: Sequence[str], rows: Iterator[Row]) -> Iterator[Kept]:
    """The rows without what the guard refuses, and without the columns that are about a person."""
    never = set(refused_heads(heads))
    for number, cells in rows:
        wide = any(cells[len(heads) :])
        fitted = [*cells, *[""] * len(heads)][: len(heads)]
        own = ["" if place in never else cell for place, cell in enumerate(fitted)]
        yield guarded(number, heads, own, wide=wide)


def guarded(number: int, heads: Sequence[str], cells: list[str], *, wide: bool) -> Kept:
    """One row, each cell read together with its head."""
    found = {place: seen(f"{heads[place]}: {cell}") for place, cell in enumerate(cells) if cell}
    hard = [place for place, all_found in found.items() if worst(list(all_found)) is Level.HARD]
    told = found[hard[0]] if hard else across(heads, cells)
    if told:
        return Kept(number, blanked(cells, hard), sentence(list(told)), {})
    return Kept(number, *shortened(cells, wide=wide), softly(found))


def softly(found: Mapping[int, tuple[Finding, ...]]) -> dict[str, list[str]]:
    """What may identify somebody, by the place of its cell."""
    return {str(place): sorted({str(one.kind) for one in some}) for place, some in found.items() if some}


def seen(text: str) -> tuple[Finding, ...]:
    return seen_before(text) if len(text) <= SHORT else tuple(findings(text))


@lru_cache(maxsize=20_000)
def seen_before(text: str) -> tuple[Finding, ...]:
    return tuple(findings(text))


def across(heads: Sequence[str], cells: list[str]) -> tuple[Finding, ...]:
    """What identifies somebody only by several cells together: a word here, the number there."""
    if not may_tell([cell for cell in cells if len(cell) <= SHORT]):
        return ()
    found = findings("\n".join(f"{head}: {cell}" for head, cell in zip(heads, cells, strict=True) if cell))
    return tuple(found) if worst(found) is Level.HARD else ()


def may_tell(cells: list[str]) -> bool:
    """Whether one of these speaks of somebody's number and one holds a number."""
    if not any(TELLING.search(cell) for cell in cells):
        return False
    return any(NUMBER.search(cell) and not HARMLESS.fullmatch(cell) for cell in cells)


def blanked(cells: list[str], hard: list[int]) -> list[str]:
    """Without the cells that identify somebody; without any where only all together do."""
    return ["" if place in hard or not hard else cell for place, cell in enumerate(cells)]


def shortened(cells: list[str], *, wide: bool) -> tuple[list[str], str]:
    """The cells, and what is wrong with the shape of the row."""
    if wide:
        return cells, _("The row has more cells than the file has heads: put a cell that holds a comma into quotation "
                        "marks.")  # fmt: skip
    if max(map(len, cells)) > LONGEST_CELL:
        short = [cell if len(cell) <= LONGEST_CELL else "" for cell in cells]
        return short, _("A cell is longer than %(most)s characters. Shorten it.") % {"most": f"{LONGEST_CELL:,}"}
    return cells, ""
