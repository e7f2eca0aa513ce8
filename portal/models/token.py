"""API tokens: hashed at rest, scoped, expiring."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from portal.access import MAY, Permission
from portal.errors import Refused
from portal.models.membership import Membership
from portal.tenancy import Wall

LONGEST = 365
"""A token expires after this many days at most."""
PREFIX = "n94_"


class TokenManager(models.Manager["ApiToken"]):
    """Tokens are made by the operator; the key is shown once and never stored."""

    def issue(
        self, membership: Membership, *, name: str, scope: Iterable[str], days: int, at: datetime
    ) -> tuple["ApiToken", str]:
        """A new token and its key. Refused where the scope goes beyond what the membership's role may."""
        if not name.strip():
            raise Refused("Name the token after the program that will use it.")
        if not 1 <= days <= LONGEST:
            raise Refused(f"A token lasts from 1 to {LONGEST} days, not {days}.")
        key = PREFIX + secrets.token_urlsafe(30)
        token = self.create(
            membership=membership,
            name=name.strip()[:80],
            key_hash=sha256(key.encode()).hexdigest(),
            scope=sorted({*scope_of(membership.role, scope), Permission.PUBLIC_VIEW}),
            created_at=at,
            expires_at=at + timedelta(days=days),
        )
        return token, key


def scope_of(role: str, asked: Iterable[str]) -> set[str]:
    """The permissions asked for, if the access table gives each of them to the role."""
    has = {permission.value for permission in Permission if role in MAY[permission]}
    wanted = {name.strip().upper() for name in asked if name.strip()}
    if not wanted:
        raise Refused(f"Say what the token may do. This role may: {', '.join(sorted(has))}.")
    if wanted - has:
        beyond, allowed = ", ".join(sorted(wanted - has)), ", ".join(sorted(has))
        raise Refused(f"This role does not have {beyond}. It may: {allowed}.")
    return wanted


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

    objects = TokenManager()

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

    def revoke(self, *, at: datetime) -> None:
        """From now on the key opens nothing. Twice is an error to tell."""
        if not ApiToken.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at):
            raise Refused(f"“{self.name}” was revoked before.")
        self.revoked_at = at

    def touch(self, *, on: date) -> None:
        """Remember the day of use; one write a day at most."""
        if self.last_used_on != on:
            ApiToken.objects.filter(pk=self.pk).update(last_used_on=on)
            self.last_used_on = on
