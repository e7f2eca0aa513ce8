"""Case counts in sentences and tables: of an office for itself, of the nation without what could give one away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import quarters
from partners.case_totals import CaseTotals
from partners.cases import CAPITAL, CAPITAL_NOTE, CAUTION, CELLS, SOURCE, UNIT, Measure, Numbers, Statute, measured
from partners.parts import Table
from partners.suppression import struck_at

NOT_SHOWN = "—"
EMPTY = ""


@dataclass(frozen=True)
class Line:
    """One statute over the quarters: None where nobody has counted."""

    label: str
    numbers: Sequence[int | None]


@dataclass(frozen=True)
class Axis:
    """One measure over the quarters, each statute on the same axis from 0 to `whole`. No other measure is on it."""

    heading: str
    lines: Sequence[Line]
    whole: int


def note_for(court_id: str) -> str:
    """What is particular about an office's numbers; empty for every other."""
    return str(CAPITAL_NOTE) if court_id == CAPITAL else ""


def about(court_id: str = "") -> dict[str, str]:
    """What every number is printed with: unit, source, caution, and what is particular about the office."""
    return {"unit": str(UNIT), "source": str(SOURCE), "caution": str(CAUTION), "note": note_for(court_id)}


# --- of the own office -------------------------------------------------------------------------------------------
def entered(numbers: Numbers, quarter: date, on: date) -> str:
    """How far one has come. A quarter that still runs is counted so far, and never complete."""
    words = {"n": len(numbers), "all": len(CELLS), "quarter": quarters.label(quarter)}
    if quarters.last_day(quarter) >= on:
        return entered_so_far(words, quarters.last_day(quarter))
    if not numbers:
        return _("Your office has entered no case counts for %(quarter)s.") % words
    if len(numbers) == len(CELLS):
        return _("The case counts of %(quarter)s are complete.") % words
    return _("Your office has entered %(n)d of the %(all)d numbers of %(quarter)s.") % words


def entered_so_far(words: Mapping[str, Any], last: date) -> str:
    told = {**words, "last": date_format(last)}
    if not words["n"]:
        return _("Your office has entered no case counts for %(quarter)s yet: the quarter runs until %(last)s.") % told
    return (
        _(
            "Your office has entered %(n)d of the %(all)d numbers of %(quarter)s as they are so far: the quarter runs "
            "until %(last)s."
        )
        % told
    )


def asked(quarter: date, on: date) -> str:
    words = {"quarter": quarters.label(quarter), "last": date_format(quarters.last_day(quarter))}
    if quarters.last_day(quarter) >= on:
        return _("How many matters in %(quarter)s so far? The quarter runs until %(last)s.") % words
    return _("How many matters in %(quarter)s?") % words


def when_struck(quarter: date, at: datetime) -> str:
    """What becomes of the numbers outside the office."""
    struck = struck_at(quarter)
    words = {"day": date_format(localtime(struck)), "quarter": quarters.label(quarter)}
    if at < struck:
        return _("National totals of %(quarter)s are taken once, from the numbers that stand on %(day)s.") % words
    return _("National totals of %(quarter)s were taken on %(day)s. What you correct now stands here alone.") % words


def axes(found: Mapping[date, Numbers], chosen: Sequence[date]) -> Iterator[Axis]:
    """The four measures, each on an axis of its own."""
    numbers = {quarter: measured(found.get(quarter, {})) for quarter in chosen}
    for measure in Measure:
        lines = [
            Line(str(statute.label), [numbers[quarter].get((statute, measure)) for quarter in chosen])
            for statute in Statute
        ]
        most = max((number for line in lines for number in line.numbers if number), default=1)
        yield Axis(capfirst(str(measure.label)), lines, most)


def reasons(found: Mapping[date, Numbers], chosen: Sequence[date]) -> Table:
    """What was declined by statute and reason, where anything was."""
    cells = [cell for cell in CELLS if cell.reason and any(found.get(q, {}).get(cell) for q in chosen)]
    rows = [(cell.label, *(plain(found.get(q, {}).get(cell)) for q in chosen)) for cell in cells]
    return Table(_("Declined, by reason"), (_("Statute and reason"), *map(quarters.code, chosen)), rows)


def plain(number: int | None) -> str:
    return EMPTY if number is None else f"{number:,}"


def of_quarter(numbers: Numbers, caption: str) -> Table:
    """One quarter: statutes by measure, all reasons together."""
    return by_statute({key: plain(n) for key, n in measured(numbers).items()}, caption, EMPTY)


def by_statute(cells: Mapping[Any, str], caption: str, otherwise: str) -> Table:
    head = (_("Statute"), *(capfirst(str(measure.label)) for measure in Measure))
    rows = [(str(s.label), *(cells.get((s, measure), otherwise) for measure in Measure)) for s in Statute]
    return Table(caption, head, rows)


# --- of the nation -----------------------------------------------------------------------------------------------
def of_nation(totals: CaseTotals) -> str:
    """What is shown, in one sentence."""
    words = {"n": len(totals.shown), "all": len(Statute) * len(Measure), "quarter": quarters.label(totals.quarter)}
    if not totals.shown:
        return _("No national total of %(quarter)s can be shown.") % words
    told = ngettext(
        "%(n)d of %(all)d national totals of %(quarter)s is shown.",
        "%(n)d of %(all)d national totals of %(quarter)s are shown.",
        len(totals.shown),
    )
    return told % words


def behind(totals: CaseTotals) -> str:
    """From how many offices, as of when."""
    words = {"n": totals.offices, "day": date_format(localtime(totals.struck_at))}
    told = ngettext(
        "%(n)d office had entered numbers when the totals were taken, on %(day)s.",
        "%(n)d offices had entered numbers when the totals were taken, on %(day)s.",
        totals.offices,
    )
    return told % words


def nation(totals: CaseTotals) -> Table:
    cells = {key: f"{number:,}" for key, number in totals.shown.items()}
    return by_statute(cells, _("National totals, in matters"), NOT_SHOWN)
