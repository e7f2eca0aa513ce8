"""What an office tells an organization of their contacts, as rows of their own."""

from django.db import models

from partners.models.outreach import Outreach
from partners.taxonomy import Did
from portal.models import OfficeOwned, Organization
from portal.tenancy import SameOffice, Wall

PARTNER_READS = "id,organization_id,held_on,did,office_name,contact_name,contact_email,is_shared,shared_at"
OFFICE_CHANGES = "outreach_id,held_on,did,is_shared,contact_name,contact_email"


class Share(OfficeOwned):
    """That an office tells an organization of a contact with it: the day and what it was, never a word of the notes."""

    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="shares", db_constraint=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    held_on = models.DateField()
    did = models.CharField(max_length=20, choices=Did.choices)
    office_name = models.CharField(max_length=20)
    contact_name = models.CharField(max_length=120, blank=True)
    """Who at the office answers the organization."""
    contact_email = models.EmailField(blank=True)
    is_shared = models.BooleanField(default=True)
    """False: taken back."""
    shared_at = models.DateTimeField()

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
                jobs="select update:organization_id",
            ),
        ]
