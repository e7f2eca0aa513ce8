"""Who at EOUSA watches which office."""

from django.db import models
from django.db.models import Q

from portal.models import Person, Recorded
from portal.tenancy import SameOffice
from specialists.models.staffing import staffing_wall


class Desk(Recorded):
    """The EOUSA desk officer who watches an office."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="desks")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office"], name="one_desk_officer_per_office", condition=Q(superseded_at=None)
            ),
            SameOffice(name="desk_replaces_own", field="replaces"),
            staffing_wall("desk_wall", office="select"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
