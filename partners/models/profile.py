"""An organization's entry in the directory."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from partners.kinds import FACTS, Facts, Kind, LegalForm
from partners.models.directory import DirectoryRow, confidential_is_of_an_office, directory_wall
from partners.models.statement import Statement
from partners.taxonomy import Language, Need, Population, Post
from portal.calendar import CENTER, local_day
from portal.models import RecordedQuerySet

TRIBAL = frozenset(kind for kind, facts in FACTS.items() if facts.is_tribal)
"""Kinds of which no office shares anything: the tribe does."""
VERIFIED_FOR = timedelta(days=183)
"""How long an entry counts as verified: half a year."""


def lapsed(day: date) -> Q:
    """Entries that were last confirmed, or else written, half a year ago or earlier."""
    last = day - VERIFIED_FOR
    return Q(verified_on__lte=last) | Q(verified_on=None, recorded_at__date__lte=last)


def codes(choices: type[models.TextChoices]) -> "ArrayField[list[str], list[str]]":
    """A set of codes."""
    return ArrayField(models.CharField(max_length=24, choices=choices.choices), default=list, blank=True)


class ProfileQuerySet(RecordedQuerySet):
    """Entries as they stand."""

    def open(self) -> Self:
        """What every office reads."""
        return self.filter(is_confidential=False)


class Profile(Statement, DirectoryRow):
    """What an organization is, whom it serves, where. There is no field for an address, of a shelter least of all."""

    kind = models.CharField(max_length=24, choices=Kind.choices)
    legal_form = models.CharField(max_length=20, choices=LegalForm.choices, blank=True)
    about = models.CharField(max_length=600, blank=True)
    city = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True)
    website = models.URLField(blank=True)
    counties = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    """The counties that it serves (FIPS)."""
    statewide = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    """States that it serves whole."""
    populations = codes(Population)
    languages = codes(Language)
    services = ArrayField(
        models.CharField(max_length=24, choices=Need.choices), default=list, db_default=[], blank=True
    )
    """What it does for people, by what they need."""
    verified_on = models.DateField(null=True, blank=True)
    """The last day on which the organization itself, or an office that asked it, said that all this is so."""

    objects: ClassVar[ProfileQuerySet] = ProfileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                name="one_open_profile_per_organization",
                condition=Q(superseded_at=None, is_confidential=False),
            ),
            models.UniqueConstraint(
                fields=["organization", "office"],
                name="one_confidential_profile_per_office",
                condition=Q(superseded_at=None, is_confidential=True),
            ),
            confidential_is_of_an_office("a_confidential_profile_is_of_an_office"),
            models.CheckConstraint(
                name="a_tribe_is_shared_by_its_own_word",
                condition=Q(is_confidential=True) | Q(office=None) | ~Q(kind__in=sorted(TRIBAL)),
            ),
            directory_wall("profile_wall", ["about", "city", "website", "counties", "complaint_route"]),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_kind_display()}"

    @property
    def facts(self) -> Facts:
        """What follows from the kind."""
        return FACTS[Kind(self.kind)]

    @property
    def is_own_word(self) -> bool:
        """Whether the organization itself wrote it; whoever writes so confirms it. What came with the portal is
        nobody’s word."""
        return self.office_id is None and self.verified_on is not None

    def unverified_since(self, day: date) -> date | None:
        """Since when the entry counts as unverified; None while it is verified, or too new to be asked about."""
        if self.verified_on is None:
            written = local_day(self.recorded_at, CENTER)
            return written if written + VERIFIED_FOR <= day else None
        lapses = self.verified_on + VERIFIED_FOR
        return lapses if lapses <= day else None


class RoleContact(DirectoryRow):
    """How to reach an organization in a role: a mailbox and a number, never a person's name."""

    post = models.CharField(max_length=10, choices=Post.choices)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "post"],
                name="one_open_contact_per_role",
                condition=Q(superseded_at=None, is_confidential=False),
            ),
            models.UniqueConstraint(
                fields=["organization", "office", "post"],
                name="one_confidential_contact_per_role",
                condition=Q(superseded_at=None, is_confidential=True),
            ),
            models.CheckConstraint(name="a_role_is_reached_somehow", condition=~Q(email="", phone="")),
            confidential_is_of_an_office("a_confidential_contact_is_of_an_office"),
            directory_wall("role_contact_wall", ["email", "phone"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}: {self.email or self.phone}"
