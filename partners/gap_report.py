"""Gaps in the quarterly report: by need alone, for no population is named to EOUSA beside an office.

What may be told by state only is in the office's own copy and in no figure that EOUSA reads, or the two could be
subtracted. Nor are services counted that only the office knows of.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from partners.gap_reading import Gap, State, gaps_of
from partners.gap_words import need
from partners.gaps import NEEDS
from partners.parts import Part, Section, Table
from portal.models import Office

TOLD = (State.OPEN, State.OWNED, State.ACCEPTED)


def by_need(gaps: Iterable[Gap]) -> dict[str, dict[str, int]]:
    """How many are open, owned and accepted, for each need of which there is a gap."""
    counts = Counter((gap.spot.need, gap.state) for gap in gaps if gap.state in TOLD)
    needs = sorted({need for need, _state in counts}, key=NEEDS.__getitem__)
    return {code: {state.value: counts[code, state] for state in TOLD} for code in needs}


def counted(office: Office, _quarter: date, _known: datetime) -> Mapping[str, Any]:
    """As they stand when the report is counted: gaps are of today."""
    return {"needs": by_need(gap for gap in gaps_of(office, is_open=True) if not gap.spot.is_sensitive)}


def counted_own(office: Office, _quarter: date, _known: datetime) -> Mapping[str, Any]:
    return {"needs": by_need(gap for gap in gaps_of(office) if gap.spot.is_sensitive)}


def told(kept: Mapping[str, Any]) -> Sequence[Section]:
    words = [
        _("Needs that outreach has seen and that no organization meets there, when these figures were counted."),
        _("Without those that are told by state alone: alienage, sexual orientation, gender identity, immigration."),
    ]
    return list(section(_("Gaps in services"), words, kept))


def told_own(kept: Mapping[str, Any]) -> Sequence[Section]:
    words = [
        _("In the office’s own copy only: alienage, sexual orientation, gender identity, immigration. As of today.")
    ]
    return list(section(_("Gaps in services that are told by state alone"), words, kept))


def section(heading: str, words: Sequence[str], kept: Mapping[str, Any]) -> Iterator[Section]:
    """A row for each need; nothing where there is no gap."""
    if kept["needs"]:
        head = (_("Need"), *(str(state.label).capitalize() for state in TOLD))
        rows = [
            (need(code), *(f"{numbers[state.value]:,}" for state in TOLD)) for code, numbers in kept["needs"].items()
        ]
        yield Section(heading, 2, words, Table(heading, head, rows))


GAPS = Part("gaps", counted, told, order=70)
OWN_GAPS = Part("own-gaps", counted_own, told_own, is_own=True, order=70)
