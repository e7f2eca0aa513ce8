"""Do figures and entries agree? Asked every night, and whenever somebody wants to know."""

from datetime import datetime, time, timedelta

from django.db import transaction

from partners.models.outreach import Outreach
from portal import rollup
from portal.access import DatabaseRole
from portal.calendar import CENTER
from portal.models import RECOUNT, Heartbeat
from portal.tenancy import acting_as

NIGHT = time(3)
"""When the recount of a day is due, in Washington."""


def recount(*, at: datetime) -> int:
    """How many figures differ from what the entries add up to; what was found is told by the portal's health."""
    with acting_as(DatabaseRole.JOBS):
        found = rollup.differences(Outreach)
    Heartbeat.objects.beat(RECOUNT, at=at, found=found)
    return found


def recount_if_due(*, at: datetime) -> int | None:
    """Count again once a night; None where this night's count is done. A night slept through is made up for."""
    with acting_as(DatabaseRole.JOBS):
        last = Heartbeat.objects.filter(pk=RECOUNT).values_list("at", flat=True).first()
    return None if last and last >= last_night(at) else recount(at=at)


def last_night(at: datetime) -> datetime:
    """The last instant up to `at` at which a recount fell due."""
    here = at.astimezone(CENTER)
    due = datetime.combine(here.date(), NIGHT, CENTER)
    return due if due <= here else due - timedelta(days=1)


@transaction.atomic
def mend() -> int:
    """Put the figures right, as the owner of the tables; gives how many were wrong. The portal's health is told."""
    wrong = rollup.mend(Outreach)
    Heartbeat.objects.filter(pk=RECOUNT).update(found=rollup.differences(Outreach))
    return wrong
