"""Counts of cases: of what, under which statute, and how they are read. Pure.

Office-reported, not LIONS: each office counts by hand for itself and compares with its own past alone. EOUSA itself
says that caseload data should not be used to compare offices.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

LEAST = 5
"""A cell under this is shown to nobody outside the office: few people in one place can be recognized."""


class Statute(models.TextChoices):
    """The statutes of duty 5, and one for context."""

    ORDER = "922G8", _("18 USC 922(g)(8), protection order")
    CONVICTION = "922G9", _("18 USC 922(g)(9), misdemeanor conviction")
    TRAVEL = "2261", _("18 USC 2261, interstate domestic violence")
    STALKING = "2261A", _("18 USC 2261A, stalking")
    VIOLATION = "2262", _("18 USC 2262, interstate violation of an order")
    FELON = "922G1", _("18 USC 922(g)(1), felon in possession, for context")


class Measure(models.TextChoices):
    """What is counted, in matters (a matter is what an agency refers, however many people and charges it has)."""

    REFERRED = "REFERRED", _("referred")
    ACCEPTED = "ACCEPTED", _("accepted")
    DECLINED = "DECLINED", _("declined")
    CHARGED = "CHARGED", _("charged")


class Decline(models.TextChoices):
    """Why a matter was declined, in plain groups of our own."""

    EVIDENCE = "EVIDENCE", _("the evidence does not reach")
    ELEMENT = "ELEMENT", _("an element of the offense is missing")
    ELSEWHERE = "ELSEWHERE", _("prosecuted by a state, tribe or another office")
    RESOURCES = "RESOURCES", _("resources or priorities")
    OTHER = "OTHER", _("another reason")


UNIT = _("matters")
SOURCE = _("Office-reported, not LIONS.")
CAUTION = _(
    "Each office counts by hand for itself, and offices differ in size, in what agencies bring them and in how they "
    "count: no office is compared with another, EOUSA itself cautions against it. Matters referred in one quarter are "
    "often decided or charged in another, so the measures do not add up to each other."
)
CAPITAL = "dcd"
CAPITAL_NOTE = _(
    "District of Columbia: the US Attorney here also prosecutes local crimes in the Superior Court of the District of "
    "Columbia, so these numbers mean something else than in any other district. Count the federal matters of the US "
    "District Court alone, or say in the report what is in them."
)
MOST = 99_999
"""More matters than any office has in a quarter: a slip of the keys."""


class Cell(NamedTuple):
    """What one number counts, besides the office and the quarter."""

    statute: str
    measure: str
    reason: str = ""

    @property
    def code(self) -> str:
        """As forms, files and programs write it: 922G8.DECLINED.EVIDENCE."""
        return ".".join(filter(None, self))

    @property
    def label(self) -> str:
        """18 USC 922(g)(8), protection order: declined, the evidence does not reach."""
        told = f"{Statute(self.statute).label}: {Measure(self.measure).label}"
        return f"{told}, {Decline(self.reason).label}" if self.reason else told


COLUMNS = (
    (Measure.REFERRED, ""),
    (Measure.ACCEPTED, ""),
    *((Measure.DECLINED, reason) for reason in Decline),
    (Measure.CHARGED, ""),
)
"""Measure and reason, in the order in which a matter comes to them."""
CELLS = tuple(Cell(statute.value, measure.value, str(reason)) for statute in Statute for measure, reason in COLUMNS)
BY_CODE = {cell.code: cell for cell in CELLS}

Numbers = Mapping[Cell, int | None]
"""By cell; None: not counted, or taken back. 0 is a number: there was none."""


def measured(numbers: Numbers) -> dict[tuple[str, str], int]:
    """By statute and measure: of what was declined, all reasons together. What nobody counted is not there."""
    found: dict[tuple[str, str], int] = {}
    for cell, number in numbers.items():
        if number is not None:
            key = cell.statute, cell.measure
            found[key] = found.get(key, 0) + number
    return found


def doubtful(now: Numbers, earlier: Mapping[str, int], changed: Collection[Cell]) -> list[Statute]:
    """The statutes of changed cells under which more is charged than was ever referred. `earlier`: referred in
    quarters before, by statute. It may be right all the same: matters can be older than the record."""
    totals, touched = measured(now), {cell.statute for cell in changed}
    return [statute for statute in Statute if statute in touched and outgrows(totals, earlier, statute)]


def outgrows(totals: Mapping[tuple[str, str], int], earlier: Mapping[str, int], statute: Statute) -> bool:
    """Whether more is charged than was referred up to now, where anything is known to be referred."""
    charged = totals.get((statute, Measure.CHARGED), 0)
    known = (statute, Measure.REFERRED) in totals or statute in earlier
    return known and charged > totals.get((statute, Measure.REFERRED), 0) + earlier.get(statute, 0)
