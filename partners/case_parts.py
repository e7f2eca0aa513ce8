"""Case counts in the office's own copy of its quarterly report. What is submitted carries none."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partners import case_words as words
from partners.beside import Beside, beside_as_known, tabled
from partners.cases import BY_CODE
from partners.models import CaseCount
from partners.parts import Part, Section
from portal.models import Office


def count(office: Office, quarter: date, known: datetime) -> Mapping[str, Any]:
    """The numbers as they were on record when the report's figures were counted."""
    numbers = CaseCount.objects.known_at(known).of(office, quarter).numbers().get(quarter, {})
    return {
        "quarter": quarter,
        "numbers": {cell.code: number for cell, number in numbers.items()},
        "beside": asdict(beside_as_known(office, quarter, known)),
        "court_id": office.court_id,
    }


def sections(found: Mapping[str, Any]) -> Iterator[Section]:
    """Nothing where nothing was counted."""
    numbers = {BY_CODE[code]: number for code, number in found["numbers"].items()}
    if not numbers:
        return
    said = words.about(found["court_id"])
    own = _("In the office’s own copy only: EOUSA gets none of these numbers.")
    source = _("Unit: %(unit)s. %(source)s") % said
    paragraphs = [own, f"{capfirst(source)}", said["caution"], *filter(None, [said["note"]])]
    yield Section(_("Case counts"), 1, paragraphs, words.of_quarter(numbers, _("Case counts, in matters")))
    table = tabled({found["quarter"]: Beside(**found["beside"])})
    yield Section(table.caption, 2, (), table)


CASE_COUNTS = Part("case-counts", count, lambda found: list(sections(found)), is_own=True, order=80)
