"""Who serves as an office's specialist, from when to when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from portal.models import Office, Person, Recorded
from portal.tenancy import SameOffice
from specialists.coverage import Authority, Kind
from specialists.models.staffing import ENDS_AFTER_START, period, staffing_wall


class Appointment(Recorded):
    """A person serving as an office's specialist for [starts_on, ends_on)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    authority = models.CharField(max_length=10, choices=Authority.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    shared_with = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="an_appointment_ends_after_it_starts", condition=ENDS_AFTER_START),
            ExclusionConstraint(
                name="no_two_full_time_specialists_at_once",
                expressions=[
                    (Func(F("office_id"), F("office_id"), Value("[]"), function="int8range"), RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=Kind.FULL_TIME, superseded_at=None),
            ),
            SameOffice(name="appointment_replaces_own", field="replaces"),
            staffing_wall("appointment_wall", totals="person_id,authority,kind,starts_on,ends_on,shared_with_id"),
        ]
        indexes = [models.Index(fields=["office", "starts_on"], name="appointment_by_office")]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.starts_on}"
