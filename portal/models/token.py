"""API tokens: hashed at rest, scoped, expiring."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from portal.models.people import Membership
from portal.tenancy import Wall


class ApiToken(models.Model):
    """A key for programs: it acts as one membership, within the permissions of its scope, until it expires."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    key_hash = models.CharField(max_length=64, unique=True)
    scope = ArrayField(models.CharField(max_length=32))
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            Wall(
                name="api_token_wall",
                secret=["key_hash"],
                app="select insert update:revoked_at,last_used_on",
            )
        ]

    def __str__(self) -> str:
        return self.name
