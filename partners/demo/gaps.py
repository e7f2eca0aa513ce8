"""What N.D. Tex. does about its gaps in the invented years: one is seen to, one accepted, the others are open."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from partners.demo.filling import Desk, desks
from partners.gap_reading import State, gaps_of
from partners.models import GapCare
from portal.invented import Told
from portal.models import Person

WHY = "The state opens a regional program next spring (invented)"
LEAST = 2
"""As many gaps there have to be."""


def invent_gaps(cast: Mapping[str, Person], on: date, told: Told) -> None:
    """The largest is owned by the specialist, the next one accepted."""
    take_care(next(desk for desk in desks(cast, on) if desk.office.court_id == "txnd"))
    told(1, 1)


def take_care(desk: Desk) -> None:
    with desk.acting(20) as day:
        gaps = [gap for gap in gaps_of(desk.office) if not gap.spot.is_sensitive]
        if len(gaps) < LEAST or any(gap.state != State.OPEN for gap in gaps):
            return
        owned, accepted = gaps[:LEAST]
        said: dict[str, Any] = {"office": desk.office, "by": desk.by, "on": day}
        GapCare.objects.own(gap=owned.spot, owner=desk.by, **said)
        GapCare.objects.accept(gap=accepted.spot, reason=WHY, accepted_on=day, **said)
