"""Which column of a file is what: guessed by the heads, then by what stands under them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from django.utils.translation import gettext_lazy as _

from partners.importing.values import did_of, duty_of, is_day
from portal.errors import Refused


class Field(NamedTuple):
    """What an entry has, as a file may call it."""

    label: Any
    called: tuple[str, ...]
    needed: bool = False


FIELDS: dict[str, Field] = {
    "day": Field(_("Day"), ("day", "date", "held on", "date of contact", "contact date", "event date", "when"), True),
    "kind": Field(_("Kind of contact"), ("kind", "type", "activity", "type of contact", "contact type", "activity type",
                                         "event type", "did"), True),
    "organizations": Field(_("Organizations"), ("organizations", "organization", "organisation", "agency", "agencies",
                                                "partner", "partners", "who", "with", "who with",
                                                "contact organization", "name of organization", "organization name",
                                                "agency name"), True),
    "line": Field(_("In one line"), ("line", "in one line", "summary", "subject", "title", "description", "purpose",
                                     "what", "topic of meeting", "event"), True),
    "duty": Field(_("Duty"), ("duty", "duties", "priority", "goal", "focus", "focus area")),
    "narrative": Field(_("Notes"), ("narrative", "notes", "note", "details", "comments", "remarks", "outcome")),
    "minutes": Field(_("Minutes"), ("minutes", "duration", "duration minutes", "min", "length minutes", "time spent")),
    "trained": Field(_("People trained"), ("trained", "people trained", "number trained", "professionals trained")),
    "educated": Field(_("People educated"), ("people educated", "educated", "number educated", "listeners")),
    "audience": Field(_("Audience"), ("audience", "for whom")),
    "topics": Field(_("Topics"), ("topics", "topic")),
    "populations": Field(_("Populations"), ("populations", "population", "underserved population",
                                            "underserved populations")),
    "needs": Field(_("Needs"), ("needs", "need", "needs seen", "unmet needs", "service gaps")),
    "counties": Field(_("Counties"), ("counties", "county", "parish", "county of contact")),
    "materials": Field(_("Materials"), ("materials", "material", "handouts")),
    "key": Field(_("Key of the row"), ("key", "id", "row id", "entry id", "record id", "number", "no", "uuid")),
}  # fmt: skip
PROSE = ("organizations", "line", "narrative", "materials")
"""Free text, in which nobody may be named without a reason."""
TELLING: dict[str, Callable[[str], Any]] = {"day": is_day, "kind": did_of, "duty": duty_of}
"""Fields that are known by what stands in them."""


@dataclass(frozen=True)
class Matching:
    """Which column holds which field, and how the file is to be read."""

    columns: Mapping[str, int] = field(default_factory=dict)
    is_day_first: bool = False
    duty_else: int | None = None
    """The duty of rows that name none."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        return cls(kept.get("columns", {}), bool(kept.get("is_day_first")), kept.get("duty_else"))

    def kept(self) -> dict[str, Any]:
        return {"columns": dict(self.columns), "is_day_first": self.is_day_first, "duty_else": self.duty_else}

    def cell(self, cells: Sequence[str], name: str) -> str:
        """The cell of the field; empty where no column holds it."""
        place = self.columns.get(name)
        return cells[place] if place is not None and place < len(cells) else ""


def folded(head: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", head.lower()).strip()


def guessed(heads: Sequence[str], samples: Sequence[Sequence[str]]) -> dict[str, int]:
    """The columns of the fields that can be told: first by their heads, the rest by their cells."""
    found = by_head(heads)
    for name, reads in TELLING.items():
        free = [place for place in range(len(heads)) if place not in found.values() and mostly(reads, samples[place])]
        if name not in found and free:
            found[name] = free[0]
    return found


def by_head(heads: Sequence[str]) -> dict[str, int]:
    """The first column of each field that is called so."""
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        for name in (name for name, one in FIELDS.items() if folded(head) in one.called):
            found.setdefault(name, place)
    return found


def mostly(reads: Callable[[str], Any], cells: Sequence[str]) -> bool:
    """Whether at least four of five cells can be read so."""
    return bool(cells) and sum(1 for cell in cells if is_read(reads, cell)) * 5 >= len(cells) * 4


def is_read(reads: Callable[[str], Any], cell: str) -> bool:
    try:
        return bool(reads(cell))
    except Refused:
        return False
