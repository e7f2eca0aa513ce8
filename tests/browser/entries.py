"""Entries of the log in the states that their pages have, all of one office."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from partners.gaps import Spot
from partners.models import GapCare, Share
from partners.taxonomy import Did, Profession
from portal.access import Role
from portal.models import Organization, Person
from tests import make
from tests.partners.log import at_office, entry, step
from tests.walk import World

COURT = "wyd"
LACKED = ["SHELTER", "TRANSPORT"]


def build(world: World) -> dict[str, Any]:
    """One with everything that can hang on it, changed by another person; and one that was deleted."""
    ella = world.people["ella"] = make.member("Ella Stone", Role.SPECIALIST, office=COURT)
    sam = make.member("Sam Brook", Role.STAFF, office=COURT)
    today = localdate()
    partners = [make.organization("Larch House (invented)"), make.organization("Larch Police (invented)")]
    full = entry(
        ella, organizations=partners[:1], held_on=today - timedelta(days=3), on=today, line="Warrants at the counter",
        narrative="The clerk shows the form.\n\nAgain in spring.", minutes=45,
    )  # fmt: skip
    step(ella, full, "Send the form", organization=partners[0], due_on=today, on=today)
    with at_office(sam):
        changed = full.amend(
            organizations=partners, by=sam, on=today, did=Did.TRAINING, trained={Profession.COURTS.value: 9},
            topics=["ERPO"], materials="A sheet of two pages",
        )  # fmt: skip
        Share.objects.share(changed, partners[:1], by=sam, at=now())
    gone = entry(ella, organizations=partners, held_on=today - timedelta(days=5), on=today, line="Logged by mistake")
    with at_office(ella):
        gone.remove(by=ella, on=today)
    return {"entry": full.key, "gone": gone.key} | lacking(ella, partners[:1])


def lacking(ella: Person, partners: list[Organization]) -> dict[str, Any]:
    """Two gaps that an entry has seen: one open, one accepted."""
    today, where = localdate(), {"populations": ["RURAL"], "counties": ["56021"]}
    entry(ella, organizations=partners, held_on=today, on=today, line="No beds, no bus", **where, needs=LACKED)
    lost, left = (Spot(need, "RURAL", "56021") for need in LACKED)
    with at_office(ella) as member:
        assert member.office
        said = "The county runs one from spring"
        GapCare.objects.accept(office=member.office, gap=left, reason=said, accepted_on=today, by=ella, on=today)
    return {"lack": lost.key, "accepted": left.key}
