"""18 USC 925D(b)(3)(B): whom police may ask at each US Attorney's Office. Need not be the specialist."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.errors import Refused
from portal.models import Office, Person, Recorded, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import SameOffice
from specialists.clocks import AHEAD
from specialists.models.naming import person_called
from specialists.models.staffing import ENDS_AFTER_START, only, period, staffing_wall

FIRST_DAY = date(2022, 1, 1)
"""The year of VAWA 2022, whose section 1103 became 18 USC 925D. No point of contact is older."""
OVERLAP = gettext_noop("Somebody else is on record as the point of contact for a part of that time.")


def refuse_wrong_day(day: date, *, on: date, field: str) -> None:
    """Refuse a day that nobody means: before the law, or more than a year ahead."""
    if day < FIRST_DAY:
        raise Refused(_("18 USC 925D is of 2022; there was no point of contact before. Check the year."), field=field)
    if day > on + AHEAD:
        raise Refused(_("This is more than a year ahead. Check the year."), field=field)


class PointOfContactQuerySet(RecordedQuerySet):
    """Points of contact, and how one is named."""

    def serving_on(self, day: date) -> "PointOfContactQuerySet":
        """Those who are the point of contact on the day: one per office at most."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)

    @transaction.atomic
    def name(self, *, office: Office, name: str, email: str, since: date, by: Person, on: date) -> "PointOfContact":
        """Name the office's point of contact; whoever was it before is so no longer from that day.

        The same person again only corrects the name or the first day. Unchanged, it stays the row that it is.
        """
        refuse_wrong_day(since, on=on, field="since")
        person_called(name=name, email=email)
        facts = {"name": name.strip(), "email": email.lower(), "starts_on": since}
        before: PointOfContact | None = self.standing().filter(office=office, ends_on=None).first()
        with refusing(one_point_of_contact_at_a_time=_(OVERLAP)):
            if before and before.gives_way_to(**facts):
                return before.supersede(by=by, **facts) or before
            if before and before.email == facts["email"]:
                return before
            if before:
                before.supersede(by=by, ends_on=since)
            return PointOfContact.objects.create(office=office, recorded_by=by, **facts)


class PointOfContact(Recorded):
    """Who receives requests of law enforcement agencies for an office, for [starts_on, ends_on).

    Somebody by name and address: needs no account, and need not be the specialist. Government roles only.
    """

    name = models.CharField(max_length=120)
    email = models.EmailField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects: ClassVar[PointOfContactQuerySet] = PointOfContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="a_point_of_contact_ends_after_it_starts", condition=ENDS_AFTER_START),
            ExclusionConstraint(
                name="one_point_of_contact_at_a_time",
                expressions=[(only("office_id"), RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
                condition=Q(superseded_at=None),
            ),
            SameOffice(name="point_of_contact_replaces_own", field="replaces"),
            staffing_wall("point_of_contact_wall"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, since {self.starts_on}"

    def gives_way_to(self, *, name: str, email: str, starts_on: date) -> bool:
        """Whether the new facts correct this row instead of following it. Refused where they lie before it."""
        if email == self.email:
            return (name, starts_on) != (self.name, self.starts_on)
        if starts_on < self.starts_on:
            said = {"name": self.name, "day": date_format(self.starts_on, "DATE_FORMAT")}
            raise Refused(
                _("%(name)s is on record as the point of contact from %(day)s. Choose that day or a later one.") % said,
                field="since",
            )
        return starts_on == self.starts_on

    def end(self, *, ends_on: date, by: Person, on: date) -> "PointOfContact":
        """Record the first day on which this is no longer the point of contact; corrects a day recorded before."""
        if ends_on <= self.starts_on:
            started = {"day": date_format(self.starts_on, "DATE_FORMAT")}
            raise Refused(_("The end has to come after the first day, %(day)s.") % started, field="ends_on")
        refuse_wrong_day(ends_on, on=on, field="ends_on")
        with refusing(one_point_of_contact_at_a_time=_(OVERLAP)):
            return self.supersede(by=by, ends_on=ends_on) or self
