"""When a specialist is away, and who stands in."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.models import Office, Person, Recorded, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import SameOffice
from specialists.clocks import AHEAD, refuse_far_start
from specialists.models.appointment import Appointment
from specialists.models.staffing import ENDS_AFTER_START, only, period, staffing_wall


def overlap() -> dict[str, str]:
    """What to say when the database finds somebody away twice at once: the other was recorded just now."""
    return {
        "nobody_is_away_twice_at_once": _(
            "Another absence of this person in that time is on record. Look at it again before you change it."
        )
    }


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
        with refusing(**overlap()):
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
            ExclusionConstraint(
                name="nobody_is_away_twice_at_once",
                expressions=[
                    (only("office_id"), RangeOperators.EQUAL),
                    (only("person_id"), RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_at=None),
            ),
            SameOffice(name="absence_replaces_own", field="replaces"),
            staffing_wall("absence_wall", totals="person_id,starts_on,ends_on,stand_in_id"),
        ]
        indexes = [models.Index(fields=["office", "starts_on"], name="absence_by_office")]

    def __str__(self) -> str:
        return f"{self.person_id} away from {self.starts_on}"

    def close(self, *, ends_on: date, by: Person, on: date) -> "Absence | None":
        """Record the first day on which the specialist is back."""
        refuse_wrong_end(self.starts_on, ends_on, on=on)
        self._refuse_another(ends_on)
        with refusing(**overlap()):
            return self.supersede(by=by, ends_on=ends_on)

    def withdraw(self, *, by: Person) -> None:
        """Take an absence off the record that never was."""
        self.supersede(by=by)

    def refuse_slips(self, *, on: date) -> None:
        """Refuse an absence of somebody who does not serve then, one twice, and standing in for oneself."""
        refuse_far_start(self.starts_on, on=on)
        if self.ends_on:
            refuse_wrong_end(self.starts_on, self.ends_on, on=on)
        if self.stand_in_id == self.person_id:
            raise Refused(_("Nobody can stand in for themselves. Name another person, or nobody."), field="stand_in")
        if not self._of_person(Appointment.objects.standing(), None).filter(starts_on__lte=self.starts_on).exists():
            raise Refused(_("This person does not serve as the office’s specialist on the first day of the absence."))
        self._refuse_another(self.ends_on)

    def _refuse_another(self, ends_on: date | None) -> None:
        """Refuse it if the same person is away here at the same time, and say which entry to change instead."""
        other = self._of_person(Absence.objects.standing(), ends_on).exclude(pk=self.pk).order_by("starts_on").first()
        if other is None:
            return
        start = date_format(other.starts_on, "DATE_FORMAT")
        if other.ends_on is None:
            raise Refused(
                _("An absence from %(start)s, with no end yet, is on record. Record the return first.")
                % {"start": start}
            )
        raise Refused(
            _(
                "An absence from %(start)s, back on %(end)s, is on record for a part of that time. To make it longer "
                "or shorter, change its first day back; if it never was, take it off the record."
            )
            % {"start": start, "end": date_format(other.ends_on, "DATE_FORMAT")}
        )

    def _of_person(self, rows: RecordedQuerySet, ends_on: date | None) -> RecordedQuerySet:
        """The rows of the same person in the same office that hold at some time from the first day to `ends_on`."""
        until = Q(ends_on=None) | Q(ends_on__gt=self.starts_on)
        begun = Q(starts_on__lt=ends_on) if ends_on else Q()
        return rows.filter(until, begun, office_id=self.office_id, person_id=self.person_id)


def refuse_wrong_end(starts_on: date, ends_on: date, *, on: date) -> None:
    """Refuse a return before the absence began, and one that nobody can know yet."""
    if ends_on <= starts_on:
        raise Refused(_("The absence has to end after it began. The end is the first day back."), field="ends_on")
    if ends_on > on + AHEAD:
        raise Refused(_("The first day back is more than a year ahead. Check the year."), field="ends_on")
