"""Organizations that speak for themselves, and the office that works with them."""

from typing import Any

from django.utils.timezone import localdate, now

from partners.models import OwnWord, Reach
from partners.models.entry_link import entry_path
from portal.access import Role
from portal.models import Invitation
from tests import make
from tests.partners.directory import as_partner, contact, entered, entries
from tests.partners.log import at_office, entry, share, step
from tests.walk import World

COURT = "vawd"
MAILBOX, TRIBES_MAILBOX = "main@cedar.example.test", "office@river.example.test"


def build(world: World) -> dict[str, Any]:
    """One with everything shared, a tribe that is asked, one that nobody manages and one whose manager is invited."""
    wes = world.people["wes"] = make.member("Wes Hale", Role.SPECIALIST, office=COURT)
    house, tribe = entered(wes, "Cedar House", on=localdate()), entered(wes, "River Nation", "TRIBE", on=localdate())
    for who, organization in {"mia": house, "tia": tribe}.items():
        world.people[who] = make.member(who.title(), Role.MANAGER, organization=organization)
    contact(wes, tribe, TRIBES_MAILBOX, is_confidential=True)
    with as_partner(house):
        facts: dict[str, Any] = {"kind": "STATE_AGENCY", "state": "VA", "counties": ["51770"], "grounds": ["SEX"]}
        OwnWord(house).say(on=localdate(), contacts={"MAIN": Reach(MAILBOX)}, **facts)
    lone, asked = entered(wes, "Elm House", on=localdate()), entered(wes, "Ash House", on=localdate())
    contact(wes, lone, "elm@example.test")
    with at_office(wes):
        Invitation.objects.sponsor(
            organization=asked,
            office=make.office(COURT),
            by=wes,
            at=now(),
            name="Ann Ash",
            email="ann@ash.example.test",
        )
    return shared_with(house, wes) | {
        "proposal": entries(tribe)[0].pk,
        "lone": lone.pk,
        "asked": asked.pk,
        "entry_link": entry_path(house.pk, MAILBOX),
        "tribe_link": entry_path(tribe.pk, TRIBES_MAILBOX),
    }


def shared_with(house: Any, wes: Any) -> dict[str, Any]:
    """A contact, a promise of each side, and one that the organization has closed today."""
    facts: dict[str, Any] = {"organization": house, "is_shared": True, "due_on": localdate(), "on": localdate()}
    held = entry(wes, organizations=[house], held_on=localdate(), on=localdate())
    share(held, house, contact_name=wes.name, contact_email=wes.email)
    theirs, done = (step(wes, held, text, side="THEIRS", **facts) for text in ("Send the sheet", "Name a date"))
    step(wes, held, "Bring the slides", **facts)
    with as_partner(house):
        type(done).objects.only("id", "side", "state").get(pk=done.pk).keep_as_partner(on=localdate())
    return {"theirs": theirs.pk, "done": done.pk}
