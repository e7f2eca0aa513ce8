"""When a specialist is away, and who stands in."""

from django.db import models
from django.db.models import F, Q

from portal.models import Person, Recorded
from portal.tenancy import SameOffice
from specialists.models.staffing import ENDS_AFTER_START, staffing_wall


class Absence(Recorded):
    """The specialist is away for [starts_on, ends_on), with or without a named stand-in. No reason is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    stand_in = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="an_absence_ends_after_it_starts", condition=ENDS_AFTER_START),
            models.CheckConstraint(name="nobody_stands_in_for_themselves", condition=~Q(stand_in=F("person"))),
            SameOffice(name="absence_replaces_own", field="replaces"),
            staffing_wall("absence_wall", totals="person_id,starts_on,ends_on,stand_in_id"),
        ]
        indexes = [models.Index(fields=["office", "starts_on"], name="absence_by_office")]

    def __str__(self) -> str:
        return f"{self.person_id} away from {self.starts_on}"
