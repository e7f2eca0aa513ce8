"""Addresses that refuse mail for good, or reach the wrong person: who has only such an address cannot be reached, and
the ladder climbs."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models.people import Person
from portal.tenancy import Wall, acting_as

WRONG_PERSON = "The reader says that this is the wrong person."
"""The reason where no server refused: somebody answered so by the link in a reminder."""


def why_refused(reason: str) -> str:
    """Why nothing is written to an address, beside it."""
    if reason == WRONG_PERSON:
        return _("the reader says that this is the wrong person")
    return _("mail to it is refused")


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    """Refused addresses by whether they still count."""

    def in_force(self) -> Self:
        return self.filter(lifted_at=None)

    def known_at(self, known: datetime) -> Self:
        """Those that counted at that instant."""
        return self.filter(Q(lifted_at=None) | Q(lifted_at__gt=known), since__lte=known)

    def addresses(self) -> set[str]:
        """The addresses to which no reminder is written now."""
        return set(self.in_force().values_list("address", flat=True))

    def reasons(self) -> dict[str, str]:
        """Why no reminder is written now, by address."""
        return dict(self.in_force().values_list("address", "reason"))

    def refuse(self, address: str, *, reason: str, at: datetime) -> None:
        """Write to this address no reminder any more. Once is enough."""
        with acting_as(DatabaseRole.JOBS):
            row = Suppression(address=address.lower(), reason=reason[:300], since=at)
            self.bulk_create([row], ignore_conflicts=True)


class Suppression(models.Model):
    """An address that a mail server refused for good, until somebody at EOUSA says that it works again."""

    address = models.EmailField()
    since = models.DateTimeField()
    reason = models.CharField(max_length=300)
    """What the mail server said, or `WRONG_PERSON`."""
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[SuppressionQuerySet] = SuppressionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["address"], name="an_address_is_refused_once", condition=Q(lifted_at=None)),
            Wall(
                name="suppression_wall",
                eousa_reader="select",
                eousa="select update:lifted_at,lifted_by_id",
                jobs="select insert",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"

    @property
    def is_readers_word(self) -> bool:
        """Whether no server refused: the reader says that it is the wrong person."""
        return self.reason == WRONG_PERSON

    @transaction.atomic
    def lift(self, *, by: Person, at: datetime) -> None:
        """Write to the address again."""
        if not Suppression.objects.in_force().filter(pk=self.pk).update(lifted_at=at, lifted_by=by):
            raise Refused("This address is written to again already.")
        self.lifted_at, self.lifted_by = at, by
