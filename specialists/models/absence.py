"""When a specialist is away, and who stands in."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.models import Office, Person, Recorded, RecordedQuerySet
from portal.tenancy import SameOffice
from specialists.clocks import AHEAD
from specialists.models.appointment import Appointment
from specialists.models.staffing import ENDS_AFTER_START, staffing_wall


class AbsenceQuerySet(RecordedQuerySet):
    """Absences, and how one is recorded."""

    def record(
        self,
        *,
        office: Office,
        person: Person,
        starts_on: date,
        ends_on: date | None = None,
        stand_in: Person | None = None,
        by: Person,
        on: date,
    ) -> "Absence":
        """Record that the office's specialist is away. No reason is asked and none is kept."""
        made = Absence(
            office=office, person=person, starts_on=starts_on, ends_on=ends_on, stand_in=stand_in, recorded_by=by
        )
        made.refuse_slips(on=on)
        made.save(force_insert=True)
        return made


class Absence(Recorded):
    """The specialist is away for [starts_on, ends_on), with or without a named stand-in. No reason is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    stand_in = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[AbsenceQuerySet] = AbsenceQuerySet.as_manager()  # type: ignore[assignment]

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

    def close(self, *, ends_on: date, by: Person, on: date) -> "Absence | None":
        """Record the first day on which the specialist is back."""
        if ends_on <= self.starts_on:
            raise Refused(_("The absence has to end after it began. The end is the first day back."))
        if ends_on > on + AHEAD:
            raise Refused(_("That is more than a year ahead. Check the year."))
        return self.supersede(by=by, ends_on=ends_on)

    def refuse_slips(self, *, on: date) -> None:
        """Refuse an absence of somebody who does not serve then, one twice, and standing in for oneself."""
        if self.ends_on and self.ends_on <= self.starts_on:
            raise Refused(_("The absence has to end after it began. The end is the first day back."))
        if self.starts_on > on + AHEAD:
            raise Refused(_("The start is more than a year ahead. Check the year."))
        if self.stand_in_id == self.person_id:
            raise Refused(_("Nobody can stand in for themselves. Name another person, or nobody."))
        if not self._during(Appointment.objects.standing()).exists():
            raise Refused(_("This person does not serve as the office’s specialist on the first day of the absence."))
        if self._during(Absence.objects.standing()).exists():
            raise Refused(_("An absence of this person is already recorded for that day. End it first."))

    def _during(self, rows: RecordedQuerySet) -> RecordedQuerySet:
        """The rows of the same person in the same office that hold on the first day."""
        until = Q(ends_on=None) | Q(ends_on__gt=self.starts_on)
        return rows.filter(until, office_id=self.office_id, person_id=self.person_id, starts_on__lte=self.starts_on)
