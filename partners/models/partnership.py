"""The working relation of one office with one organization, and whom it knows there. Private to the office."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from portal.models import Office, OfficeOwned, Organization, Person, Recorded
from portal.tenancy import SameOffice, Wall


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Partnerships by whether they stand, and how they begin."""

    def standing(self) -> Self:
        return self.filter(ended_on=None)

    def begin(self, *, office: Office, organizations: Collection[Organization], by: Person, on: date) -> None:
        """Make each organization a partner of the office, kept by whoever begins it, unless it is one already."""
        wanted = {each.merged_into_id or each.pk for each in organizations}
        have = set(
            self.standing().filter(office=office, organization__in=wanted).values_list("organization", flat=True)
        )
        self.bulk_create(
            (Partnership(office=office, organization_id=pk, owner=by, began_on=on) for pk in sorted(wanted - have)),
            ignore_conflicts=True,
        )


class Partnership(OfficeOwned):
    """That an office works with an organization, since when, and who at the office keeps it."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="partnerships")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="partnerships")
    """Nobody: it waits in the office's queue."""
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "organization"], name="one_standing_partnership", condition=Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="a_partnership_ends_after_it_began", condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on"))
            ),
            Wall(
                name="partnership_wall",
                office="select insert update:owner_id,ended_on,note",
                totals="select:id,office_id,owner_id,ended_on",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)


class NamedContact(Recorded):
    """Somebody by name at a partner, as one office knows them."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="named_contacts", db_constraint=False)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    reach_by = models.CharField(max_length=200, blank=True)
    """How it is safe to reach them: no voice mail, a neutral subject line."""

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            SameOffice(name="named_contact_of_own", field="partnership"),
            SameOffice(name="named_contact_replaces_own", field="replaces"),
            Wall(name="named_contact_wall", office="select insert update:superseded_at"),
        ]

    def __str__(self) -> str:
        return self.name
