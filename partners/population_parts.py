"""Populations that are told by state alone: by name in the office's own copy of its report, and in no figure of it.

A report is read by EOUSA beside the office's name, so what it keeps counts them together (`partners.reporting`).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partners import quarters
from partners.gaps import SENSITIVE_POPULATIONS
from partners.models import Outreach
from partners.models.reported import is_only_in_state
from partners.parts import Part, Section, Table
from partners.report_texts import ranked
from partners.reporting import BY_STATE, counted, together
from partners.taxonomy import Population
from portal.models import Office


def count(office: Office, quarter: date, known: datetime) -> Mapping[str, Any]:
    """Those of the contacts that the report's figures count."""
    if is_only_in_state(office):
        return {"populations": {}}
    rows = Outreach.objects.known_at(known).filter(office=office, held_on__gte=quarter)
    found = rows.filter(held_on__lt=quarters.after(quarter)).values_list("populations", flat=True)
    return {"populations": counted(SENSITIVE_POPULATIONS.intersection(each) for each in found)}


def told(found: Mapping[str, Any]) -> list[Section]:
    return list(section(found["populations"]))


def section(numbers: Mapping[str, int]) -> Iterator[Section]:
    """Nothing where no contact was about any."""
    if numbers:
        heading = _("Underserved populations that are told by state alone")
        rows = [(capfirst(label), f"{number:,}") for label, number in ranked(numbers, Population)]
        own = _("In the office’s own copy only: what EOUSA reads of this report counts them together.")
        yield Section(heading, 2, [own], Table(heading, (_("Population"), _("Contacts about it")), rows))


def as_read(numbers: Mapping[str, int], office: Office, *, is_own: bool) -> Sequence[tuple[str, int]]:
    """Labels with their numbers, most frequent first; to others also of a report that still names every one."""
    found = dict(numbers) if is_own or is_only_in_state(office) else together(numbers)
    apart = found.pop(BY_STATE, 0)
    pairs = ranked(found, Population)
    pairs += [(_("other populations, told by state alone"), apart)] if apart else []
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


OWN_POPULATIONS = Part("own-populations", count, told, is_own=True, order=65)
