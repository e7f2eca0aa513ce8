"""What an office tells an organization of their contacts, as rows of their own."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from partners.models.outreach import Outreach
from partners.models.partnership import Partnership
from partners.models.step import NextStep
from partners.taxonomy import Did
from portal.errors import Refused
from portal.models import OfficeOwned, Organization, Person
from portal.tenancy import SameOffice, Wall

PARTNER_READS = "id,organization_id,held_on,did,office_name,contact_name,contact_email,is_shared,shared_at"
OFFICE_CHANGES = "outreach_id,held_on,did,is_shared,went_with_entry,shared_at,contact_name,contact_email"


class ShareQuerySet(models.QuerySet["Share"]):
    """What is told to whom, and how that begins and ends."""

    def open(self) -> Self:
        return self.filter(is_shared=True)

    @transaction.atomic
    def share(self, outreach: Outreach, organizations: Collection[Organization], *, by: Person, at: datetime) -> None:
        """Tell these organizations of the entry: its day, what it was, and the next steps agreed with each.

        Nothing else leaves. Sharing again changes nothing but the contact. Raises Refused for one that took no part.
        """
        keys = {each.pk for each in organizations}
        if not keys <= {each.pk for each in outreach.organizations}:
            raise Refused(_("An entry is shared with those who took part in it, and nobody else."))
        contacts = contacts_for(outreach, keys)
        rows = [row_for(outreach, key, contacts.get(key, by), at) for key in sorted(keys)]
        self.bulk_create(rows, update_conflicts=True, update_fields=RENEWED, unique_fields=["outreach", "organization"])
        steps_with(outreach, keys).exclude(state=NextStep.State.DROPPED).update(is_shared=True)

    def answered_by(self, to: Person | None, *, office_id: int, before: Person) -> None:
        """The organizations that were told to turn to `before` are told to turn to `to`; nobody: to the office."""
        self.filter(office=office_id, contact_email=before.email).update(**contact(to))

    @transaction.atomic
    def take_back(
        self, outreach: Outreach, organizations: Collection[Organization], *, by: Person, at: datetime
    ) -> None:
        """These organizations read no more of the entry, nor of its next steps. The rows stay, and say so."""
        keys = {each.pk for each in organizations}
        self.filter(outreach=outreach, organization__in=keys).update(is_shared=False)
        steps_with(outreach, keys).update(is_shared=False)


RENEWED = ["held_on", "did", "is_shared", "went_with_entry", "shared_at", "contact_name", "contact_email"]
"""What sharing again writes anew."""


def contacts_for(outreach: Outreach, keys: Collection[int]) -> dict[int, Person | None]:
    """Who answers each organization: whoever keeps the office's partnership with it; nobody while it waits there."""
    kept = Partnership.objects.standing().filter(office=outreach.office_id, organization__in=keys)
    return {each.organization_id: each.owner for each in kept.select_related("owner")}


def row_for(outreach: Outreach, organization_id: int, keeper: Person | None, at: datetime) -> "Share":
    return Share(
        office_id=outreach.office_id,
        outreach=outreach,
        organization_id=organization_id,
        held_on=outreach.held_on,
        did=outreach.did,
        office_name=outreach.office.abbreviation,
        shared_at=at,
        **contact(keeper),
    )


def contact(person: Person | None) -> dict[str, str]:
    """The columns that say whom the organization turns to."""
    return {"contact_name": person.name if person else "", "contact_email": person.email if person else ""}


def steps_with(outreach: Outreach, keys: Collection[int]) -> models.QuerySet[NextStep]:
    """The entry's next steps that were agreed with these organizations, also under the name of a double."""
    named = Q(organization__in=keys) | Q(organization__merged_into__in=keys)
    return NextStep.objects.filter(named, outreach=outreach)


class Share(OfficeOwned):
    """That an office tells an organization of a contact with it: the day and what it was, never a word of the notes."""

    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="shares", db_constraint=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="shares")
    named_before = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """The double that it named until that was merged; when the two are taken apart, it names it again."""
    held_on = models.DateField()
    did = models.CharField(max_length=20, choices=Did.choices)
    office_name = models.CharField(max_length=20)
    contact_name = models.CharField(max_length=120, blank=True)
    """Who at the office answers the organization."""
    contact_email = models.EmailField(blank=True)
    is_shared = models.BooleanField(default=True)
    """False: taken back."""
    went_with_entry = models.BooleanField(default=False)
    """Taken back because the entry was deleted; shared again when that is undone."""
    shared_at = models.DateTimeField()

    objects = ShareQuerySet.as_manager()

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["outreach", "organization"], name="an_entry_is_shared_once"),
            SameOffice(name="share_of_own_outreach", field="outreach"),
            Wall(
                name="share_wall",
                rows={"partner": "shared"},
                partner=f"select:{PARTNER_READS}",
                office=f"select insert update:{OFFICE_CHANGES}",
                eousa="select:id,office_id,contact_email update:contact_name,contact_email",
                jobs="select update:organization_id,named_before_id",
            ),
        ]
