"""18 USC 925D(b)(3)(B): whom police may ask at each US Attorney's Office. Need not be the specialist."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.access import OFFICE_ROLES
from portal.errors import Refused
from portal.models import Membership, Office, Person, Recorded, RecordedQuerySet
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
        return self.lasting(day).filter(starts_on__lte=day)

    def lasting(self, day: date) -> "PointOfContactQuerySet":
        """Those who are the point of contact on the day or will be."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))

    @transaction.atomic
    def designate(
        self, *, office: Office, name: str, email: str, since: date, by: Person, on: date
    ) -> "PointOfContact":
        """Name the office's point of contact; whoever was it before, or to a day still to come, is it only until then.

        The same person again only corrects the name or the first day. Unchanged, it stays the row that it is.
        """
        refuse_wrong_day(since, on=on, field="since")
        facts = {
            "name": name.strip(),
            "email": email.lower(),
            "person": holder(office=office, name=name, email=email),
            "starts_on": since,
        }
        lasting = self.standing().filter(office=office).lasting(max(on, since))
        before: PointOfContact | None = lasting.order_by("-starts_on").first()
        if before:
            ends_on = before.ends_on if facts["email"] == before.email else None
            return before.followed_by(by=by, ends_on=ends_on, **facts)
        with refusing(one_point_of_contact_at_a_time=_(OVERLAP)):
            return PointOfContact.objects.create(office=office, recorded_by=by, **facts)


def holder(*, office: Office, name: str, email: str) -> Person | None:
    """Who owns the duty in this portal: the person with that address, if active and with a role in the office."""
    person = person_called(name=name, email=email)
    if person and not person.is_active:
        raise Refused(_("The account of %(name)s is disabled. Name somebody else.") % {"name": person.name})
    is_here = person and Membership.objects.filter(office=office).secured(person, OFFICE_ROLES)
    return person if is_here else None


class PointOfContact(Recorded):
    """Who receives requests of law enforcement agencies for an office, for [starts_on, ends_on).

    Somebody by name and address: needs no account, and need not be the specialist. Government roles only.
    """

    name = models.CharField(max_length=120)
    email = models.EmailField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Set for somebody who has a role in the office here: such a person hands it over before leaving."""
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
            staffing_wall("point_of_contact_wall", totals="person_id,starts_on,ends_on"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, since {self.starts_on}"

    def followed_by(self, *, by: Person, **facts: Any) -> "PointOfContact":
        """The row that stands afterwards: this one, its correction, or the one of whoever follows."""
        if all(getattr(self, name) == value for name, value in facts.items()):
            return self
        with refusing(one_point_of_contact_at_a_time=_(OVERLAP)):
            if facts["email"] == self.email or facts["starts_on"] == self.starts_on:
                return self.supersede(by=by, **facts) or self
            self._refuse_before(facts["starts_on"])
            self.supersede(by=by, ends_on=facts["starts_on"])
            return PointOfContact.objects.create(office_id=self.office_id, recorded_by=by, **facts)

    def _refuse_before(self, day: date) -> None:
        if day < self.starts_on:
            said = {"name": self.name, "day": date_format(self.starts_on, "DATE_FORMAT")}
            raise Refused(
                _("%(name)s is on record as the point of contact from %(day)s. Choose that day or a later one.") % said,
                field="since",
            )

    @transaction.atomic
    def pass_on(self, *, to: Person, by: Person, on: date) -> "PointOfContact":
        """Hand what is left of the duty to a colleague. If it began that day or is to come, nothing stays here."""
        facts = {"name": to.name, "email": to.email, "starts_on": max(on, self.starts_on), "ends_on": self.ends_on}
        person = holder(office=self.office, name=to.name, email=to.email)
        return self.followed_by(by=by, person=person, **facts)

    def end(self, *, ends_on: date, by: Person, on: date) -> "PointOfContact":
        """Record the first day on which this is no longer the point of contact; corrects a day recorded before."""
        if ends_on <= self.starts_on:
            started = {"day": date_format(self.starts_on, "DATE_FORMAT")}
            raise Refused(_("The end has to come after the first day, %(day)s.") % started, field="ends_on")
        refuse_wrong_day(ends_on, on=on, field="ends_on")
        with refusing(one_point_of_contact_at_a_time=_(OVERLAP)):
            return self.supersede(by=by, ends_on=ends_on) or self
