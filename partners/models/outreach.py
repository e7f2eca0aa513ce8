"""One logged contact of an office with one or more organizations."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from partners.duties import Duty
from partners.models.profile import codes
from partners.taxonomy import Audience, Did, Population, Topic
from portal.models import Office, OfficeOwned, Organization, Recorded, RecordedQuerySet
from portal.tenancy import SameOffice, Wall


class OutreachQuerySet(RecordedQuerySet):
    """Entries as a list shows them."""

    def newest_first(self) -> Self:
        return self.standing().order_by("-held_on", "-pk")

    def with_organizations(self) -> Self:
        """With the organizations in the second query."""
        return self.prefetch_related(models.Prefetch("parties", Party.objects.select_related("organization")))


class Outreach(Recorded):
    """An entry of the log. `key` stays the same while edits supersede the row; no field names a survivor or a case."""

    key = models.UUIDField(default=uuid4)
    """Names the entry in addresses, and makes pressing the button twice write it once."""
    held_on = models.DateField()
    did = models.CharField(max_length=20, choices=Did.choices)
    duty = models.PositiveSmallIntegerField(choices=Duty.choices)
    line = models.CharField(max_length=200)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    topics = codes(Topic)
    populations = codes(Population)
    audience = models.CharField(max_length=13, choices=Audience.choices, blank=True)
    trained = models.JSONField(default=dict, blank=True)
    """People trained by profession: {"LAW_ENFORCEMENT": 12}. Professionals, at a training, counted by its host."""
    trained_count = models.PositiveIntegerField(default=0)
    """Their sum."""
    educated = models.PositiveIntegerField(default=0)
    """Listeners who are no professionals; never added to people trained."""
    joint_with = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    is_host = models.BooleanField(default=True)
    """Of a joint event the host counts the people, the other office none: so they count once in the nation."""
    materials = models.CharField(max_length=300, blank=True)
    narrative = models.TextField(max_length=8000, blank=True)
    imported_as = models.CharField(max_length=80, blank=True)
    """The key of the row in the file that it was imported from."""

    parties: Any
    objects: ClassVar[OutreachQuerySet] = OutreachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        verbose_name_plural = "outreach"
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "key"], name="one_standing_entry_per_key", condition=Q(superseded_at=None)
            ),
            models.UniqueConstraint(
                fields=["office", "imported_as"],
                name="a_row_is_imported_once",
                condition=Q(superseded_at=None) & ~Q(imported_as=""),
            ),
            models.CheckConstraint(
                name="only_professionals_at_a_training_are_trained",
                condition=Q(trained_count=0) | Q(did=Did.TRAINING, audience__in=["", Audience.PROFESSIONALS]),
            ),
            models.CheckConstraint(
                name="listeners_of_a_training_are_not_educated", condition=Q(educated=0) | ~Q(did=Did.TRAINING)
            ),
            models.CheckConstraint(
                name="the_host_counts_the_people", condition=Q(is_host=True) | Q(trained_count=0, educated=0)
            ),
            models.CheckConstraint(
                name="joint_means_with_another_office",
                condition=(Q(joint_with=None) & Q(is_host=True))
                | (Q(joint_with__isnull=False) & ~Q(joint_with=F("office"))),
            ),
            SameOffice(name="outreach_replaces_own", field="replaces"),
            Wall(
                name="outreach_wall",
                secret=["narrative", "line"],
                office="select insert update:superseded_at",
                jobs="select",
            ),
        ]
        indexes = [
            models.Index(
                "office",
                F("held_on").desc(),
                F("id").desc(),
                name="outreach_newest_first",
                condition=Q(superseded_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_did_display()} on {self.held_on}"


class Party(OfficeOwned):
    """That an organization took part in an entry."""

    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="parties", db_constraint=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")

    class Meta(OfficeOwned.Meta):
        verbose_name_plural = "parties"
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["outreach", "organization"], name="an_organization_once_per_entry"),
            SameOffice(name="party_to_own_outreach", field="outreach"),
            Wall(name="party_wall", office="select insert", jobs="select"),
        ]


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
                partner="select:id,organization_id,held_on,did,office_name,contact_name,contact_email,is_shared,shared_at",
                office="select insert update:outreach_id,held_on,did,is_shared,contact_name,contact_email,organization_id",
                jobs="select update:organization_id",
            ),
        ]
