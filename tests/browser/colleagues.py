"""What an organization has among its own people: a colleague, somebody invited, and a seat in a group."""

from typing import Any
from unittest.mock import patch

from django.utils.timezone import localdate, now

from partners.models import Participant
from portal.access import Role
from portal.models import Invitation, Membership, Organization
from tests import make
from tests.partners.directory import as_partner
from tests.partners.groups import added, called, founded, owed, seated
from tests.partners.log import at_office
from tests.specialists import directives
from tests.walk import World


def build(world: World) -> dict[str, Any]:
    """At the organization that `partners` has made."""
    mia, house = world.people["mia"], Organization.objects.get(pk=world.people["mia"].organization_id or 0)
    max_ = world.people["max"] = make.member("Max Cole", Role.ADVOCATE, organization=house)
    facts: dict[str, Any] = {"office": None, "organization": house, "role": Role.ADVOCATE}
    with as_partner(house), patch("secrets.token_urlsafe", directives.remembered):
        Invitation.objects.offer(
            name="Ina Marsh", email="ina@cedar.example.test", by=mia, acting=Role.MANAGER, at=now(), **facts
        )
    asked = Invitation.objects.get(email="ina@cedar.example.test")
    return of_group(world) | {
        "colleague": Membership.objects.get(person=max_).pk,
        "asked_colleague": asked.pk,
        "colleague_link": directives.keys[-1],
    }


def of_group(world: World) -> dict[str, Any]:
    """Two action items of the organization's, of which one is done."""
    wes, mia, today = world.people["wes"], world.people["mia"], localdate()
    group = founded(wes, "Response team of Salem (invented)", on=today)
    seat = seated(wes, group, organization=mia.organization)
    item, done = (owed(wes, group, seat.name, due_on=today, on=today) for _each in range(2))
    meeting = called(wes, group, held_on=today, agenda="1. The form", minutes="All agree", on=today)
    paper = added(wes, group, on=today)
    with at_office(mia):
        done.close(by=mia, on=today)
        return {
            "group": group.pk, "seat": seat.pk, "owed_item": item.pk, "kept_item": done.pk, "meeting": meeting.pk,
            "paper": paper.pk, "participant": Participant.objects.get(seat=seat.pk).pk,
        }  # fmt: skip
