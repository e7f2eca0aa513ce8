"""The week of somebody who has everything in it, and next steps in the states that their pages have."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils.timezone import localdate, now

from partners.models import Draft, NextStep, Partnership, Profile, Share
from partners.models.draft import NEW
from portal.access import Role
from tests import make
from tests.partners.log import at_office, entry, step
from tests.walk import World

COURT = "ndd"


def build(world: World) -> dict[str, Any]:
    """Steps that are late, due, awaited, shared, closed and in the queue; a draft; partners to keep and to confirm."""
    nils = world.people["nils"] = make.member("Nils Hale", Role.SPECIALIST, office=COURT)
    today, partners = localdate(), [make.organization(f"Birch {name} (invented)") for name in ("House", "Police")]
    full = entry(nils, organizations=partners, held_on=today - timedelta(days=30), on=today, line="A protocol")
    days: dict[str, Any] = {"on": today - timedelta(days=20)}
    late = step(nils, full, "Send the draft", organization=partners[0], due_on=today - timedelta(days=4), **days)
    step(nils, full, "Call the clerk", due_on=today, **days)
    theirs = step(
        nils, full, "Name a trainer", organization=partners[0], side="THEIRS", due_on=today + timedelta(days=9), **days
    )
    queued, closed = (step(nils, None, text, due_on=today, on=today) for text in ("Nobody’s", "Done long ago"))
    with at_office(nils) as member:
        closed.keep(by=nils, on=today)
        NextStep.objects.pass_on(keys=[queued.pk], giver_id=nils.pk, to=None, by=nils)
        unkept = Partnership.objects.get(organization=partners[1])
        unkept.give(to=None, by=nils, on=today)
        Share.objects.share(full, partners[:1], by=nils, at=now())
        facts = {"verified_on": today - timedelta(days=300), "kind": "SHELTER", "recorded_by": nils}
        Profile.objects.create(organization=partners[0], office=member.office, **facts)
        assert member.office
        Draft.objects.keep(office=member.office, by=nils, key=uuid4(), form=NEW, fields={"line": ["Begun"]}, at=now())
    return {"late": late.pk, "awaited": theirs.pk, "queued": queued.pk, "closed": closed.pk, "told": full.key,
            "unkept": unkept.pk}  # fmt: skip
