"""From the entries of a quarter to the figures of its report. Pure: rows in, a dict of plain values out.

Only numbers and published codes come out, so what EOUSA reads of a report carries no note, no organization's name and
no person, except for what the office itself writes into its text.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partners import quarters
from partners.duties import Duty
from partners.gaps import SENSITIVE_POPULATIONS

BY_STATE = "BY_STATE"
"""Every population that is told by state alone outside the office."""
VERSION = 1
"""Of the shape below. A report keeps the figures that it was written with."""


@dataclass(frozen=True)
class Contact:
    """An entry of the log, as far as figures need it."""

    did: str
    duty: int
    minutes: int
    trained: Mapping[str, int]
    educated: int
    topics: Collection[str]
    populations: Collection[str]
    organizations: Collection[int]
    is_host: bool = True


@dataclass(frozen=True)
class Partner:
    """An organization that took part. `kind`: its partner type in OVW's reports, empty where nobody has entered it."""

    kind: str = ""
    counties: Collection[str] = ()
    is_statewide: bool = False


@dataclass(frozen=True)
class Promise:
    """A next step. Dropped ones are those that somebody dropped, not those that went with their entry."""

    made_on: date
    due_on: date
    state: str
    closed_on: date | None


def figures_of(
    quarter: date,
    contacts: Sequence[Contact],
    partners: Mapping[int, Partner],
    promises: Iterable[Promise],
    *,
    district: Collection[str],
    known: datetime,
    is_only: bool = False,
) -> dict[str, Any]:
    """The figures of a quarter as known by an instant. `district`: the counties of the office (FIPS); `is_only`:
    whether the state has no other office, so that what is told of the one is told of the other."""
    return {
        "version": VERSION,
        "quarter": quarters.code(quarter),
        "known": known.isoformat(timespec="seconds"),
        **summed(contacts),
        "duties": {str(duty.value): summed([c for c in contacts if c.duty == duty]) for duty in Duty},
        **reached(contacts, partners, district),
        "topics": counted(contact.topics for contact in contacts),
        "populations": populations_of(contacts, is_only=is_only),
        "steps": steps_of(quarter, promises),
    }


def reached(contacts: Iterable[Contact], partners: Mapping[int, Partner], district: Collection[str]) -> dict[str, Any]:
    """Who took part by partner type, and which counties of the district these say that they serve."""
    met = [partners[key] for key in {key for contact in contacts for key in contact.organizations}]
    served = {fips for partner in met for fips in partner.counties}
    return {
        "partners": dict(Counter(partner.kind for partner in met)),
        "statewide": sum(partner.is_statewide for partner in met),
        "counties": sorted(served & set(district)),
        "of_counties": len(district),
    }


def populations_of(contacts: Iterable[Contact], *, is_only: bool) -> dict[str, int]:
    """How many contacts were about each; those that are told by state alone count together, each contact once."""
    if is_only:
        return counted(contact.populations for contact in contacts)
    return counted({BY_STATE if code in SENSITIVE_POPULATIONS else code for code in c.populations} for c in contacts)


def together(numbers: Mapping[str, int]) -> dict[str, int]:
    """Numbers by population with those in one that are told by state alone; nothing where there is none."""
    plain = {code: number for code, number in numbers.items() if code not in SENSITIVE_POPULATIONS}
    apart = sum(numbers.values()) - sum(plain.values())
    return plain | ({BY_STATE: plain.get(BY_STATE, 0) + apart} if apart else {})


def counted(sets: Iterable[Collection[str]]) -> dict[str, int]:
    """How often each code occurs."""
    return dict(Counter(code for codes in sets for code in codes))


def summed(contacts: Sequence[Contact]) -> dict[str, Any]:
    """What some contacts add up to."""
    trained: Counter[str] = Counter()
    for contact in contacts:
        trained.update(contact.trained)
    return {
        "entries": len(contacts),
        "guests": sum(not contact.is_host for contact in contacts),
        "minutes": sum(contact.minutes for contact in contacts),
        "trained": trained.total(),
        "trained_by": dict(trained),
        "educated": sum(contact.educated for contact in contacts),
        "kinds": dict(Counter(contact.did for contact in contacts)),
        "organizations": len({key for contact in contacts for key in contact.organizations}),
    }


def steps_of(quarter: date, promises: Iterable[Promise]) -> dict[str, int]:
    """What became of promises: made, kept in time or late, or dropped in the quarter; still open at its end."""
    first, last = quarter, quarters.last_day(quarter)
    found = dict.fromkeys(("made", "kept", "late", "dropped", "open"), 0)
    for promise in promises:
        found["made"] += first <= promise.made_on <= last
        if promise.closed_on is None or promise.closed_on > last:
            found["open"] += promise.made_on <= last
        elif promise.closed_on >= first:
            found[fate(promise)] += 1
    return found


def fate(promise: Promise) -> str:
    """How a closed promise ended."""
    if promise.state == "DROPPED":
        return "dropped"
    assert promise.closed_on is not None
    return "late" if promise.closed_on > promise.due_on else "kept"
