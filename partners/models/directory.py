"""What the directory says of an organization: dated rows of the nation, each by an office or by the organization."""

from django.db import models
from django.db.models import Q

from portal.models import Office, OnRecord, Organization, Person
from portal.tenancy import Wall


class DirectoryRow(OnRecord):
    """A row about an organization. Open to every office, or confidential to the office that wrote it.

    Written by an office, or by the organization itself: then `office` is empty.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="%(class)ss")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    is_confidential = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # type: ignore[assignment]
    """Nobody by name: the organization, by the link in a mail to its own address."""

    class Meta:
        abstract = True


def confidential_is_of_an_office(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(is_confidential=False) | ~Q(office=None))


def directory_wall(name: str, secret: list[str]) -> Wall:
    """Every office reads what is open and its own; the organization reads and writes what is said of it."""
    return Wall(
        name=name,
        secret=secret,
        rows={
            "office": "open or own",
            "office insert": "own office",
            "eousa_reader": "open",
            "eousa": "open",
        },
        partner="select insert update:superseded_at",
        office="select insert update:superseded_at,is_confidential",
        eousa_reader="select",
        eousa="select",
        jobs="select",
    )
