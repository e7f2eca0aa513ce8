"""Signs of life: what must run again and again says here that it did."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from portal.access import DatabaseRole
from portal.tenancy import Wall, acting_as

PLANNER = "planner"
DELIVERER = "deliverer"
RECOUNT = "recount"
NOTICES = "notices"


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    """Written by jobs, read by whoever asks for the portal's health."""

    def beat(self, name: str, *, at: datetime, found: int = 0) -> None:
        """Say that `name` has run to its end at this instant. One row per name, however many run at once."""
        with acting_as(DatabaseRole.JOBS):
            beat = Heartbeat(name=name, at=at, found=found)
            self.bulk_create([beat], update_conflicts=True, unique_fields=["name"], update_fields=["at", "found"])


class Heartbeat(models.Model):
    """When a job last ran to its end. Not audited: it says nothing of anybody, and every minute the same."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    found = models.PositiveIntegerField(default=0, db_default=0)
    """How much it found that somebody has to look at."""

    objects: ClassVar[HeartbeatQuerySet] = HeartbeatQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            Wall(name="heartbeat_wall", audited=False, totals="select", jobs="select insert update:at,found")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.at}"
