"""A person's dates for the calendar program: a secret address, which opens nothing else and can be shut."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.models.membership import Membership
from portal.models.people import Person
from portal.tenancy import Commands, Wall

READERS = ("office", "oarm", "eousa_reader", "eousa")
COMMANDS: Commands = {
    "app": "select",
    "office": "select insert update:revoked_at",
    "oarm": "select insert update:revoked_at",
    "eousa_reader": "select insert update:revoked_at",
    "eousa": "select insert update:revoked_at",
}


def hash_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """Feeds, and how one is made."""

    def live(self) -> Self:
        return self.filter(revoked_at=None)

    def opened_by(self, key: str) -> "CalendarFeed | None":
        """The feed of this address, while its owner still holds the role; for who is not bound yet."""
        held = self.live().filter(membership__ended_at=None, membership__person=F("person"), person__is_active=True)
        return held.select_related("membership__office").filter(key_hash=hash_of(key)).first()

    @transaction.atomic
    def make(self, *, membership_id: int, by: Person, at: datetime) -> str:
        """A new address for this role of one's own, in place of an earlier one. Its key is given only here."""
        if not Membership.objects.in_force().filter(pk=membership_id, person=by).exists():
            raise Refused(_("You do not hold this role any more."))
        self.live().filter(membership=membership_id).update(revoked_at=at)
        key = secrets.token_urlsafe(32)
        row = CalendarFeed(membership_id=membership_id, person=by, key_hash=hash_of(key), made_at=at)
        self.bulk_create([row], ignore_conflicts=True)
        if not self.filter(key_hash=row.key_hash).exists():
            raise Refused(_("Another address has been made at this very moment. Make a new one if you need it."))
        return key


class CalendarFeed(models.Model):
    """The address at which one person reads the dates of one role. Only the hash of its key is kept."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="feeds")
    person = models.ForeignKey(Person, models.PROTECT, related_name="feeds")
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[CalendarFeedQuerySet] = CalendarFeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], name="one_live_feed_per_membership", condition=Q(revoked_at=None)
            ),
            Wall(
                name="calendar_feed_wall",
                rows=dict.fromkeys(READERS, "own person"),
                secret=["key_hash"],
                **COMMANDS,
            ),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.membership}"

    def revoke(self, *, at: datetime) -> None:
        """From now on the address leads nowhere. Twice is an error to tell."""
        if not CalendarFeed.objects.live().filter(pk=self.pk).update(revoked_at=at):
            raise Refused(_("This address was shut before."))
        self.revoked_at = at
