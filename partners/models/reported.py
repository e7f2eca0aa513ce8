"""What a report counts, read from the database as an instant knew it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from partners import parts, quarters
from partners.models.outreach import DELETED, Outreach, Party
from partners.models.profile import Profile
from partners.models.step import NextStep
from partners.reporting import Contact, Partner, Promise, figures_of
from portal import gazetteer
from portal.models import Office, Organization

CELLS = ("pk", "did", "duty", "minutes", "trained", "educated", "topics", "populations", "is_host")
MOST_LINES = 400
"""So many are offered; who has more knows what they look for, and the list of entries can be searched."""


@dataclass(frozen=True)
class Counted:
    """The figures of a quarter, and the organizations that took part by name: confidential ones are in the figures
    only."""

    figures: dict[str, Any]
    names: list[str]


def counted(office: Office, quarter: date, *, known: datetime) -> Counted:
    """Count the office's quarter as it is on record at `known`: seven queries, whatever the number of entries,
    and those of the other parts."""
    within = {"office": office, "held_on__gte": quarter, "held_on__lt": quarters.after(quarter)}
    rows = list(Outreach.objects.known_at(known).filter(**within).values_list(*CELLS))
    took_part = parties(row[0] for row in rows)
    contacts = [
        Contact(did, duty, minutes or 0, trained, educated, topics, populations, took_part.get(pk, ()), is_host)
        for pk, did, duty, minutes, trained, educated, topics, populations, is_host in rows
    ]
    met = {key for contact in contacts for key in contact.organizations}
    figures = figures_of(
        quarter, contacts, partners(met), promises(office, quarter), district=district(office), known=known,
        is_only=is_only_in_state(office),
    )  # fmt: skip
    return Counted(figures | {"parts": parts.counted(office, quarter, known)}, names(met))


def parties(outreach: Iterable[int]) -> dict[int, set[int]]:
    """The organizations of each entry; a double counts as the entry in whose place it stood."""
    rows = list(Party.objects.filter(outreach__in=list(outreach)).values_list("outreach", "organization"))
    doubles = Organization.objects.filter(pk__in={key for _entry, key in rows}).exclude(merged_into=None)
    target = dict(doubles.values_list("pk", "merged_into"))
    found: dict[int, set[int]] = {}
    for entry, key in rows:
        found.setdefault(entry, set()).add(target.get(key) or key)
    return found


def partners(keys: Collection[int]) -> dict[int, Partner]:
    """What the directory says of each; what is open counts before what the office keeps to itself."""
    found = {key: Partner() for key in keys}
    for profile in Profile.objects.standing().filter(organization__in=keys).order_by("-is_confidential", "pk"):
        is_statewide = bool(profile.statewide)
        found[profile.organization_id] = Partner(profile.facts.reporting, frozenset(profile.counties), is_statewide)
    return found


def names(keys: Collection[int]) -> list[str]:
    """The names that may stand in the office's own copy."""
    open_ones = Organization.objects.filter(pk__in=keys, is_confidential=False).values_list("name", flat=True)
    return sorted(open_ones, key=str.casefold)


def district(office: Office) -> set[str]:
    """The counties of the office, those that it shares with another included."""
    counties = gazetteer.country().counties.values()
    return {
        county.fips for county in counties if county.is_current and office.court_id in {county.court_id, county.other}
    }


def is_only_in_state(office: Office) -> bool:
    """Whether the state has no other office."""
    return sum(one.state == office.state for one in gazetteer.offices().values()) == 1


def promises(office: Office, quarter: date) -> list[Promise]:
    """The office's next steps up to the end of the quarter; those that went with a deleted entry were no promise."""
    rows = NextStep.objects.filter(office=office, made_at__date__lt=quarters.after(quarter)).exclude(reason=DELETED)
    columns = ("made_at", "due_on", "state", "closed_on")
    return [Promise(localdate(made), *rest) for made, *rest in rows.values_list(*columns)]


def lines_of(office: Office, quarter: date, *, known: datetime) -> list[tuple[int, date, str]]:
    """Duty, day and line of each entry that was counted, for whoever writes the report to pick from."""
    within = {"office": office, "held_on__gte": quarter, "held_on__lt": quarters.after(quarter)}
    rows = Outreach.objects.known_at(known).filter(**within).order_by("duty", "held_on", "pk")
    return list(rows.values_list("duty", "held_on", "line")[:MOST_LINES])
