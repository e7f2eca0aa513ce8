"""What somebody logs: for a form that opens with what they choose most often anyway."""

from dataclasses import dataclass, field

from partners.models import Outreach, Partnership
from portal.models import Office, Organization, Person

LATELY = 20
"""Entries that are looked at."""
BUTTONS = 6
"""Organizations that are offered at one tap."""


@dataclass(frozen=True)
class Habits:
    """The last entry of a person, and whom they met lately, the last first."""

    last: Outreach | None = None
    met: list[Organization] = field(default_factory=list)
    professions: frozenset[str] = frozenset()
    """Those of whom somebody was counted lately."""


def habits_of(person: Person, office: Office) -> Habits:
    """From the last entries that the person wrote; partners of the office fill up."""
    own = Outreach.objects.standing().filter(office=office, recorded_by=person)
    lately = list(own.with_organizations().order_by("-pk")[:LATELY])
    met = {one.pk: one for entry in lately for one in entry.organizations}
    if len(met) < BUTTONS:
        met |= {one.pk: one for one in partners(office) if one.pk not in met}
    professions = frozenset(code for entry in lately for code in entry.trained)
    return Habits(next(iter(lately), None), list(met.values())[:BUTTONS], professions)


def partners(office: Office) -> list[Organization]:
    """The organizations with which the office began to work last."""
    kept = Partnership.objects.standing().filter(office=office).order_by("-pk")[:BUTTONS]
    return [
        one.organization.merged_into or one.organization for one in kept.select_related("organization__merged_into")
    ]
