"""Entries of the log in the states that their pages have, all of one office."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from partners.models import Share
from partners.taxonomy import Did, Profession
from portal.access import Role
from tests import make
from tests.partners.log import at_office, entry, step
from tests.walk import World

COURT = "wyd"


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
    return {"entry": full.key, "gone": gone.key}
