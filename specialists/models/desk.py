"""Who at EOUSA watches which office."""

from collections.abc import Collection
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.access import Role
from portal.errors import Refused
from portal.models import Membership, Office, Person, Recorded, RecordedQuerySet, recorded_now
from portal.pages import refusing
from portal.tenancy import SameOffice
from specialists.models.staffing import staffing_wall

MEANWHILE = gettext_noop("Somebody else has just assigned one of these offices. Look again.")


def officers() -> models.QuerySet[Person]:
    """Who can be given offices: those who may act for EOUSA now. Its readers may not."""
    holders = Membership.objects.in_force().filter(role=Role.EOUSA)
    return Person.objects.filter(pk__in=holders.values("person_id"), is_active=True)


class DeskQuerySet(RecordedQuerySet):
    """Desks, and how offices are given to a desk officer."""

    @transaction.atomic
    def assign(self, *, offices: Collection[Office], person: Person, by: Person) -> list[Office]:
        """Give these offices to a desk officer; returns those that changed hands."""
        if not Membership.objects.secured(person, {Role.EOUSA}):
            raise Refused(
                _("%(name)s cannot watch offices: a desk officer has the role “EOUSA desk officer” in this portal.")
                % {"name": person.name},
                field="person",
            )
        standing = self.standing().filter(office__in=offices)
        kept = set(standing.filter(person=person).values_list("office_id", flat=True))
        before = {desk.office_id: desk for desk in standing.exclude(person=person)}
        moving = [office for office in offices if office.pk not in kept]
        self._clear([desk.pk for desk in before.values()])
        with refusing(one_desk_officer_per_office=_(MEANWHILE)):
            self.bulk_create(Desk(office=o, person=person, recorded_by=by, replaces=before.get(o.pk)) for o in moving)
        return moving

    def _clear(self, keys: Collection[int]) -> None:
        """Take these desks off the record; refused if somebody else was quicker."""
        if self.standing().filter(pk__in=keys).update(superseded_at=recorded_now()) != len(keys):
            raise Refused(_(MEANWHILE))


class Desk(Recorded):
    """The EOUSA desk officer who watches an office."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="desks")

    objects: ClassVar[DeskQuerySet] = DeskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office"], name="one_desk_officer_per_office", condition=Q(superseded_at=None)
            ),
            SameOffice(name="desk_replaces_own", field="replaces"),
            staffing_wall("desk_wall", office="select", totals="person_id"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
