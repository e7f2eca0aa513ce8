"""A whole entry at once: with organizations that are new, with what was promised, and shared where that is wished."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from partners.models.office_word import enter_organization
from partners.models.outreach import Outreach
from partners.models.share import Share
from partners.models.step import NextStep
from portal.models import Office, Organization, Person

Named = Organization | Mapping[str, Any]
"""An organization, or name and kind of one that is to be entered."""


@transaction.atomic
def note(
    *,
    office: Office,
    key: UUID,
    organizations: Collection[Organization],
    entered: Iterable[Named],
    steps: Iterable[Mapping[str, Any]],
    is_shared: bool,
    by: Person,
    on: date,
    at: datetime,
    **facts: Any,
) -> Outreach:
    """Log an entry with all that belongs to it. Pressed twice, it is written once, and so are its next steps."""
    written: Outreach | None = Outreach.objects.standing().filter(office=office, key=key).first()
    if written:
        return written
    named = all_named(organizations, entered, office=office, by=by, on=on)
    made: Outreach = Outreach.objects.log(office=office, key=key, organizations=named, by=by, on=on, **facts)
    belongs(made, named, steps, is_shared=is_shared, by=by, on=on, at=at)
    return made


@transaction.atomic
def note_anew(
    entry: Outreach,
    *,
    organizations: Collection[Organization],
    entered: Iterable[Named],
    steps: Iterable[Mapping[str, Any]],
    is_shared: bool,
    by: Person,
    on: date,
    at: datetime,
    **facts: Any,
) -> Outreach:
    """Put a changed entry in the place of this one; the steps that are named come to those that it has."""
    named = all_named(organizations, entered, office=entry.office, by=by, on=on)
    fresh = entry.amend(organizations=named, by=by, on=on, **facts)
    belongs(fresh, named, steps, is_shared=is_shared, by=by, on=on, at=at)
    return fresh


def all_named(
    organizations: Collection[Organization], entered: Iterable[Named], *, office: Office, by: Person, on: date
) -> list[Organization]:
    """Those that are there, and those that are entered now."""
    found = list(organizations)
    for one in entered:
        is_there = isinstance(one, Organization)
        found.append(one if is_there else enter_organization(office=office, by=by, on=on, **one))  # type: ignore[arg-type]
    return list({one.pk: one for one in found}.values())


def entered_as(said: Named | None, named: list[Organization]) -> Organization | None:
    """The organization; of one that was new, the entry that it has become."""
    if said is None or isinstance(said, Organization):
        return said
    return next((one for one in named if one.name == " ".join(said["name"].split())), None)


def belongs(
    entry: Outreach,
    named: list[Organization],
    steps: Iterable[Mapping[str, Any]],
    *,
    is_shared: bool,
    by: Person,
    on: date,
    at: datetime,
) -> None:
    """The entry's next steps, and its shares. A step without an organization is agreed with the only one there is."""
    only = named[0] if len(named) == 1 else None
    for step in steps:
        agreed = dict(step) | {"organization": entered_as(step.get("organization"), named) or only}
        NextStep.objects.promise(office=entry.office, outreach=entry, by=by, on=on, **agreed)
    if is_shared:
        Share.objects.share(entry, entry.organizations, by=by, at=at)
