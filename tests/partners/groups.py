"""Builders of working groups: founded, seated and filled as those who may do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from partners.models import ActionItem, GroupPaper, Meeting, Participant, Seat, WorkingGroup
from portal.models import Organization, Person
from tests import make
from tests.make import DAY
from tests.partners.log import at_office


@dataclass
class Filled:
    """A group with a meeting, an action item and a paper."""

    group: WorkingGroup
    meeting: Meeting
    item: ActionItem
    paper: GroupPaper

    def seat(self, name: str) -> Seat:
        return Seat.objects.get(group=self.group, name=name)


def founded(by: Person, name: str = "Response team", **facts: Any) -> WorkingGroup:
    """A local group of the person's office; of EOUSA a national one."""
    with at_office(by) as member:
        defaults: dict[str, Any] = {"purpose": "To act as one", "on": DAY}
        return WorkingGroup.objects.found(office=member.office, name=name, by=by, **defaults | facts)


def seated(by: Person, group: WorkingGroup, *, organization: Organization | None = None, office: str = "") -> Seat:
    with at_office(by):
        named = make.office(office) if office else None
        return group.give_seat(office=named, organization=organization, by=by, on=DAY)


def owed(by: Person, group: WorkingGroup, owner: str = "", **facts: Any) -> ActionItem:
    """Something that a member, by name, or whoever founded the group owes."""
    with at_office(by):
        whose = {"name": owner} if owner else {"is_founder": True}
        participant = Participant.objects.get(group=group, **whose)
        defaults: dict[str, Any] = {"text": "Draft the protocol", "due_on": DAY + timedelta(days=7), "on": DAY}
        return ActionItem.objects.take_on(group=group, owner=participant, by=by, **defaults | facts)


def called(by: Person, group: WorkingGroup, **facts: Any) -> Meeting:
    with at_office(by):
        defaults: dict[str, Any] = {
            "held_on": DAY + timedelta(days=3),
            "title": "First meeting",
            "agenda": "",
            "minutes": "",
            "on": DAY,
        }
        return Meeting.objects.call(group=group, by=by, **defaults | facts)


def added(by: Person, group: WorkingGroup, **facts: Any) -> GroupPaper:
    with at_office(by):
        defaults: dict[str, Any] = {"title": "Protocol", "body": "Draft.", "link": "", "on": DAY}
        defaults["by_name"] = "N.D. Tex."
        return GroupPaper.objects.add(group=group, by=by, **defaults | facts)


def filled(by: Person, *organizations: Organization, offices: tuple[str, ...] = (), **facts: Any) -> Filled:
    """A group with these members, a meeting, an item of the last of them, a paper."""
    group = founded(by, **facts)
    seats = [seated(by, group, organization=each) for each in organizations]
    seats += [seated(by, group, office=each) for each in offices]
    item = owed(by, group, seats[-1].name if seats else "")
    return Filled(group, called(by, group), item, added(by, group))


@contextmanager
def somebody_at(court_id: str) -> Iterator[Person]:
    """A specialist of another office, bound."""
    person = make.member(f"Somebody {court_id}", make.Role.SPECIALIST, office=court_id)
    with at_office(person):
        yield person
