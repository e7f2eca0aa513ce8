"""The fate of each row: new, already here, or refused, with the sentence that says what to do."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.importing.columns import PROSE, Matching
from partners.importing.guarding import Kept
from partners.importing.values import (
    audience_of,
    counties_of,
    day_of,
    did_of,
    duty_of,
    line_of,
    names_of,
    needs_of,
    number_of,
    populations_of,
    topics_of,
    trained_of,
)  # fmt: skip
from partners.models.outreach import checked
from portal.country import fold
from portal.errors import Refused
from portal.guard import Kind
from portal.guard_words import named, why
from specialists.roster.reading import shown

LONGEST_KEY = 80


class Fate(models.TextChoices):
    """What becomes of a row."""

    NEW = "N", gettext_lazy("new")
    HERE = "H", gettext_lazy("already here")
    REFUSED = "R", gettext_lazy("refused")


class Choice(NamedTuple):
    """What an organization of the file is: one that is known, or a new one of this kind."""

    pk: int = 0
    kind: str = ""


class Verdict(NamedTuple):
    """A row judged. `facts` are those of an entry; `names` the organizations as folded, `soft` what needs a reason."""

    fate: Fate
    words: str = ""
    key: str = ""
    facts: Mapping[str, Any] = {}
    names: tuple[str, ...] = ()
    soft: Mapping[str, list[str]] = {}


class Here(NamedTuple):
    """What is here under a key: the sentence that says so, and and what to compare with."""

    words: str
    mark: int = 0
    day: date | None = None


@dataclass
class Known:
    """What stands already, and what was decided for the file."""

    on: date
    directory: Mapping[str, set[int]]
    """Organizations by their folded names."""
    choices: Mapping[str, Choice]
    has_reason: bool = False
    here: dict[str, Here] = field(default_factory=dict)
    """What is here, by the keys of rows."""
    unknown: dict[str, list[Any]] = field(default_factory=dict)
    """Names that nobody knows: folded, as written, in how many rows."""
    soft_rows: int = 0


def key_of(cells: Sequence[str], how: Matching) -> str:
    """By what the row is known again: its own key, else all that stands in it."""
    own = how.cell(cells, "key")
    if len(own) > LONGEST_KEY:
        raise Refused(_("The key of the row is longer than %(most)d characters.") % {"most": LONGEST_KEY})
    return own or "row:" + hashlib.sha256("\x1f".join(cells).encode(errors="replace")).hexdigest()[:40]


def uuid_of(key: str) -> UUID | None:
    """The key of an entry that was downloaded here."""
    try:
        return UUID(key)
    except ValueError:
        return None


def judge(row: Kept, how: Matching, known: Known) -> Verdict:
    """The fate of one row; it is remembered, so that the same row again is already here."""
    if row.trouble:
        return Verdict(Fate.REFUSED, row.trouble)
    try:
        key = key_of(row.cells, how)
        if key in known.here:
            return again(row, how, known, key)
        verdict = read(row, how, known, key)
    except Refused as refusal:
        return Verdict(Fate.REFUSED, str(refusal))
    same = _("The same as row %(number)d of this file.") % {"number": row.number}
    known.here[key] = Here(same, mark=hash(tuple(row.cells)))
    return verdict


def again(row: Kept, how: Matching, known: Known, key: str) -> Verdict:
    """A row whose key is here. Raises Refused where it is another one: then the column is no key."""
    here = known.here[key]
    is_other = hash(tuple(row.cells)) != here.mark if here.day is None else day_in(row, how) != here.day
    if is_other and how.cell(row.cells, "key"):
        said = _("%(here)s It has the same key and is another. If both are entries, choose no column as the key.")
        raise Refused(said % {"here": here.words})
    return Verdict(Fate.HERE, here.words, key)


def day_in(row: Kept, how: Matching) -> date:
    return day_of(how.cell(row.cells, "day"), is_day_first=how.is_day_first)


def read(row: Kept, how: Matching, known: Known, key: str) -> Verdict:
    """The entry that the row would become. Raises Refused."""
    facts = facts_of(row.cells, how)
    names = names_of(how.cell(row.cells, "organizations"))
    facts = checked(facts, names, on=known.on)  # type: ignore[arg-type]
    found = soft_of(row.soft, how)
    if found:
        known.soft_rows += 1
        if not known.has_reason or "organizations" in found:
            raise Refused(said_of(found))
    return Verdict(Fate.NEW, entered(names, known), key, facts, tuple(map(fold, names)), found)


def facts_of(cells: Sequence[str], how: Matching) -> dict[str, Any]:
    """The fields of an entry."""
    duty, narrative = how.cell(cells, "duty"), how.cell(cells, "narrative")
    materials = how.cell(cells, "materials")
    if len(materials) > 300:
        raise Refused(_("The materials are longer than 300 characters. Move part of them to the notes."))
    return {
        "held_on": day_of(how.cell(cells, "day"), is_day_first=how.is_day_first),
        "did": did_of(how.cell(cells, "kind")),
        "duty": how.duty_else if not duty and how.duty_else else duty_of(duty),
        "line": line_of(how.cell(cells, "line")),
        "narrative": narrative,
        "materials": materials,
        "minutes": number_of(how.cell(cells, "minutes"), _("Minutes"), 6_000),
        "audience": audience_of(how.cell(cells, "audience")),
        "trained": dict(trained_of(how.cell(cells, "trained"))),
        "educated": number_of(how.cell(cells, "educated"), _("People educated"), 20_000) or 0,
        "topics": list(topics_of(how.cell(cells, "topics"))),
        "populations": list(populations_of(how.cell(cells, "populations"))),
        "needs": list(needs_of(how.cell(cells, "needs"))),
        "counties": list(counties_of(how.cell(cells, "counties"))),
    }


def soft_of(soft: Mapping[str, list[str]], how: Matching) -> dict[str, list[str]]:
    """What may identify somebody in the text that would be kept, by field."""
    return {name: soft[str(how.columns[name])] for name in PROSE if str(how.columns.get(name)) in soft} if soft else {}


def said_of(found: Mapping[str, list[str]]) -> str:
    kinds = sorted({Kind(kind) for some in found.values() for kind in some})
    if "organizations" in found:
        words = _("The organization’s name holds what looks like %(what)s. Take it out: %(why)s")
    else:
        words = _("This holds what looks like %(what)s. Take it out, or give a reason for the file: %(why)s")
    return words % {"what": named(kinds), "why": why()}


def entered(names: Sequence[str], known: Known) -> str:
    """What the row enters besides itself. Raises Refused where somebody has to say who is meant."""
    chosen = {name: known.choices.get(fold(name)) for name in unclear(names, known)}
    for name, choice in chosen.items():
        if choice is None:
            raise Refused(_("Say which organization “%(name)s” is.") % {"name": shown(name)})
    new = "; ".join(name for name, choice in chosen.items() if choice and choice.kind)
    return _("Entered as new: %(names)s.") % {"names": new} if new else ""


def unclear(names: Sequence[str], known: Known) -> list[str]:
    """Those that are nobody's name in the directory, or several's; they are counted."""
    found = [name for name in names if len(known.directory.get(fold(name), ())) != 1]
    for name in found:
        known.unknown.setdefault(fold(name), [name, 0])[1] += 1
    return found


def since(day: date, *, is_deleted: bool) -> str:
    """That a row is here already."""
    said = _("Imported before and deleted since; it can be restored.") if is_deleted else _("In the log, of %(day)s.")
    return said % {"day": date_format(day, "DATE_FORMAT")}
