"""Who serves as an office's specialist, from when to when."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.models import Office, Person, Recorded, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import SameOffice
from specialists.clocks import LONGEST, refuse_far_start
from specialists.coverage import Authority, Kind
from specialists.models.naming import person_called
from specialists.models.staffing import ENDS_AFTER_START, only, period, shared_with_another, staffing_wall


def overlap() -> dict[str, Any]:
    """What to say when the database finds two full-time specialists."""
    return {
        "no_two_full_time_specialists_at_once": _(
            "The office already has a full-time specialist in that time. End that appointment first."
        )
    }


class AppointmentQuerySet(RecordedQuerySet):
    """Appointments, and how one begins."""

    def appoint(
        self,
        *,
        office: Office,
        person: Person,
        authority: str,
        kind: str,
        starts_on: date,
        ends_on: date | None = None,
        shared_with: Office | None = None,
        by: Person,
        on: date,
    ) -> "Appointment":
        """Record that the person serves as the office's specialist."""
        made = Appointment(
            office=office,
            person=person,
            authority=authority,
            kind=kind,
            starts_on=starts_on,
            ends_on=ends_on,
            shared_with=shared_with,
            recorded_by=by,
        )
        made.refuse_slips(on=on)
        with refusing(**overlap()):
            made.save(force_insert=True)
        return made

    def appoint_named(self, *, name: str, email: str, **facts: Any) -> "Appointment":
        """Appoint a person by e-mail. Somebody new to the portal is written down by name, without an account."""
        person = person_called(name=name, email=email)
        with refusing(portal_person_email_key=_("This e-mail address is in use for somebody else. Use another one.")):
            person = person or Person.objects.create(name=name.strip(), email=email.lower())
        return self.appoint(person=person, **facts)


class Appointment(Recorded):
    """A person serving as an office's specialist for [starts_on, ends_on)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    authority = models.CharField(max_length=10, choices=Authority.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    shared_with = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[AppointmentQuerySet] = AppointmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="an_appointment_ends_after_it_starts", condition=ENDS_AFTER_START),
            models.CheckConstraint(
                name="a_shared_appointment_names_another_office", condition=shared_with_another("kind")
            ),
            ExclusionConstraint(
                name="no_two_full_time_specialists_at_once",
                expressions=[
                    (only("office_id"), RangeOperators.EQUAL),
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

    def end(self, *, ends_on: date, by: Person, on: date) -> "Appointment":
        """Record the first day on which the person no longer serves; also corrects a day recorded before."""
        return self.change(ends_on=ends_on, by=by, on=on)

    def change(self, *, by: Person, on: date, **changes: Any) -> "Appointment":
        """Correct what was recorded wrongly: authority, kind or dates."""
        changed = self._with(**changes)
        changed.refuse_slips(on=on)
        with refusing(**overlap()):
            return self.supersede(by=by, **changes) or changed

    def full_time_beside(self) -> "Appointment | None":
        """The full-time specialist who serves at the same time: beside one this appointment changes no coverage."""
        until = Q(ends_on=None) | Q(ends_on__gt=self.starts_on)
        begun = Q(starts_on__lt=self.ends_on) if self.ends_on else Q()
        others = Appointment.objects.standing().filter(until, begun, office_id=self.office_id, kind=Kind.FULL_TIME)
        complete = others.exclude(pk=self.pk).exclude(authority=Authority.SAUSA_925D)
        return complete.select_related("person").order_by("starts_on").first()

    def withdraw(self, *, by: Person) -> None:
        """Take an appointment off the record that never was."""
        self.supersede(by=by)

    def _with(self, **changes: Any) -> "Appointment":
        fields = {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}
        return Appointment(**fields | changes)

    def refuse_slips(self, *, on: date) -> None:
        """Refuse what no office means: an end before the start, years that cannot be, sharing with oneself."""
        refuse_far_start(self.starts_on, on=on)
        if self.ends_on and self.ends_on <= self.starts_on:
            raise Refused(
                _("The appointment has to end after it starts. The end is the first day without it."), field="ends_on"
            )
        if self.ends_on and self.ends_on > on + LONGEST:
            raise Refused(
                _("The end is more than ten years ahead. Check the year; leave it empty where no end is known."),
                field="ends_on",
            )
        self._refuse_wrong_office()

    def _refuse_wrong_office(self) -> None:
        if self.shared_with_id and self.kind != Kind.SHARED:
            raise Refused(_("Only a shared appointment names another office."), field="shared_with")
        if self.kind == Kind.SHARED and self.shared_with_id in {None, self.office_id}:
            raise Refused(_("Name the other office with which the specialist is shared."), field="shared_with")
