"""Invitations: how a person comes to hold a role."""

from django.db import models
from django.utils import timezone

from portal.access import Role
from portal.models.country import Office
from portal.models.organization import Organization
from portal.models.people import Person
from portal.tenancy import Wall


class Invitation(models.Model):
    """An offer of a role to an e-mail address, open until used, withdrawn or expired. Only the link's hash is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=[c for c in Role.choices if c[0] != Role.VISITOR])
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="invitations")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="invitations")
    key_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            Wall(
                name="invitation_wall",
                app="select update:used_at",
                partner="select insert update:withdrawn_at",
                office="select insert update:withdrawn_at",
                eousa_reader="select",
                eousa="select insert update:withdrawn_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"
