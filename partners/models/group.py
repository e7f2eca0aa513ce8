"""Working groups: of offices across the nation, or of one office with organizations that answer to violence together.

A seat is what opens a group: whoever has one reads its meetings and papers, from the day of joining until the moment of
leaving. The wall asks the seats themselves, so leaving ends it at once, on every path.
"""

from django.db import models
from django.db.models import F, Q

from portal.models import Office, Organization, Person, recorded_now
from portal.tenancy import SameKeys, Wall

OFFICE_EDITS = "name,purpose,ended_on"


class WorkingGroup(models.Model):
    """A group. `office` founded it; a national one was founded by EOUSA, and every office reads that it exists."""

    name = models.CharField(max_length=160)
    purpose = models.CharField(max_length=600, blank=True)
    is_national = models.BooleanField(default=False)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_history = models.BooleanField(default=False)
    """Known from a document alone: nobody meets here."""
    source = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Nobody: it came with the portal."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "id"], name="workinggroup_office_and_id"),
            models.UniqueConstraint(fields=["is_national", "id"], name="workinggroup_nation_and_id"),
            models.CheckConstraint(
                name="a_group_is_national_or_an_offices", condition=Q(is_national=True) ^ Q(office__isnull=False)
            ),
            models.CheckConstraint(
                name="a_group_ends_after_it_began", condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on"))
            ),
            models.CheckConstraint(name="history_has_a_source", condition=Q(is_history=False) | ~Q(source="")),
            Wall(
                name="working_group_wall",
                rows={
                    "partner": "the group, seated",
                    "office": "own office",
                    "office select": "the group, founded, seated or national",
                    "eousa": "national group",
                    "eousa_reader": "national group",
                },
                secret=["purpose"],
                partner="select",
                office=f"select insert update:{OFFICE_EDITS}",
                eousa_reader="select",
                eousa=f"select insert update:{OFFICE_EDITS}",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """That an office or an organization belongs to a group. Its founder sees every seat, each member its own."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="seats")
    is_national = models.BooleanField(default=False)
    founder = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    """As the group has them: by these the wall knows who may give seats."""
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    named_before = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """The double that it named until that was merged; when the two are taken apart, it names it again."""
    name = models.CharField(max_length=160)
    """Of the office or the organization, as the others of the group read it."""
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=recorded_now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "id"], name="seat_group_and_id"),
            models.UniqueConstraint(
                fields=["group", "office"], name="one_seat_per_office", condition=Q(left_on=None, office__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["group", "organization"],
                name="one_seat_per_organization",
                condition=Q(left_on=None, organization__isnull=False),
            ),
            models.CheckConstraint(
                name="a_seat_is_of_an_office_or_an_organization", condition=Q(office=None) ^ Q(organization=None)
            ),
            models.CheckConstraint(
                name="a_seat_is_national_or_of_a_founder", condition=Q(is_national=True) ^ Q(founder__isnull=False)
            ),
            models.CheckConstraint(
                name="a_seat_ends_after_it_began", condition=Q(left_on=None) | Q(left_on__gte=F("joined_on"))
            ),
            SameKeys(name="seat_of_a_group_of_its_kind", field="group", keys={"is_national": "is_national"}),
            SameKeys(name="seat_given_by_the_founder", field="group", keys={"founder_id": "office_id"}),
            Wall(
                name="seat_wall",
                rows={
                    "office": "founded",
                    "office select": "own office or founded",
                    "eousa": "national group",
                    "eousa_reader": "national group",
                },
                partner="select update:left_on",
                office="select insert update:left_on",
                eousa_reader="select",
                eousa="select insert update:left_on",
                jobs="select update:organization_id,named_before_id",
            ),
        ]
        indexes = [
            models.Index(fields=["office"], name="seats_of_an_office", condition=Q(left_on=None)),
            models.Index(fields=["organization"], name="seats_of_an_organization", condition=Q(left_on=None)),
        ]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """Who else belongs to the group, as its members read it: a name and days, no access of its own."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="participants")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)
    """None: a member of whom only a document tells."""
    name = models.CharField(max_length=160)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat"], name="one_participant_per_seat"),
            SameKeys(name="participant_of_its_seats_group", field="seat", keys={"group_id": "group_id"}),
            Wall(
                name="participant_wall",
                rows={
                    "partner": "seated",
                    "office": "seated",
                    "office select": "seated or national group",
                    "eousa": "in a national group",
                    "eousa_reader": "in a national group",
                },
                partner="select update:contact_name,contact_email,left_on",
                office="select insert update:contact_name,contact_email,left_on",
                eousa_reader="select",
                eousa="select insert update:contact_name,contact_email,left_on",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.name
