"""The country: offices, their places and public contacts, and every county's office."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.tenancy import Commands, Wall

EVERYBODY_READS: Commands = {
    "app": "select",
    "public": "select",
    "partner": "select",
    "office": "select",
    "oarm": "select",
    "eousa_reader": "select",
    "eousa": "select",
    "operator": "select",
    "intake": "select",
    "totals": "select",
    "jobs": "select",
}


class Office(models.Model):
    """A US Attorney's Office: the tenant. 94 of them, one in each federal judicial district (28 USC 81-131)."""

    court_id = models.CharField(max_length=5, unique=True)
    official_name = models.CharField(max_length=80)
    abbreviation = models.CharField(max_length=20, unique=True)
    site_code = models.CharField(max_length=12)
    state = models.CharField(max_length=2)
    circuit = models.CharField(max_length=2)
    statute = models.CharField(max_length=60)
    us_attorney_unit = models.CharField(max_length=8)
    """The 93 units that have a US Attorney of their own; Guam and the N. Mariana Islands share one."""
    time_zone = models.CharField(max_length=40)
    """Of the tz database (IANA). An office has one clock, that of its headquarters, also where its district reaches
    into another zone: N.D. Fla. and E.D. Tenn. into Central, D.S.D. and W.D. Tex. into Mountain time."""
    note = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["abbreviation"]
        constraints = [Wall(name="office_wall", **EVERYBODY_READS)]

    def __str__(self) -> str:
        return self.abbreviation

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def shares_us_attorney(self) -> bool:
        return "+" in self.us_attorney_unit


class Place(models.Model):
    """Where an office sits: headquarters and branch offices, each marked as verified or not."""

    class Kind(models.TextChoices):
        HEADQUARTERS = "HEADQUARTERS", _("headquarters")
        STAFFED = "STAFFED", _("staffed branch office")
        UNSTAFFED = "UNSTAFFED", _("unstaffed branch office")

    office = models.ForeignKey(Office, models.PROTECT, related_name="places")
    city = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    is_verified = models.BooleanField(default=False)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "city"], name="a_city_once_per_office"),
            Wall(name="place_wall", rows={"office": "all"}, **EVERYBODY_READS),
        ]

    def __str__(self) -> str:
        return self.city


class County(models.Model):
    """A county or county equivalent by its 5-digit FIPS code, also one of the old codes still found in files.

    No office: American Samoa has no federal district. Another office: the county is split by statute.
    """

    fips = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=60)
    state = models.CharField(max_length=2)
    search_name = models.CharField(max_length=80, db_index=True)
    """Folded to plain lower-case letters, with the state: "dona ana county nm"."""
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="counties")
    other_office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    split = models.CharField(max_length=200, blank=True)
    is_current = models.BooleanField(default=True)
    """False for a code that was replaced; `note` says by what."""
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["state", "name"]
        constraints = [Wall(name="county_wall", rows={"office": "all"}, **EVERYBODY_READS)]

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"


class OfficeContact(models.Model):
    """A public role contact of an office. What is unknown has no value, is said so, and is a task."""

    class Kind(models.TextChoices):
        MAIN_PHONE = "MAIN_PHONE", _("Main phone")
        PUBLIC_MAILBOX = "PUBLIC_MAILBOX", _("Public mailbox")
        VICTIM_WITNESS = "VICTIM_WITNESS", _("Victim-witness line")

    office = models.ForeignKey(Office, models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    value = models.CharField(max_length=120, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey("portal.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind"], name="one_contact_of_a_kind_per_office"),
            models.CheckConstraint(
                condition=models.Q(value="", verified_on=None) | ~models.Q(value=""),
                name="only_a_known_contact_is_verified",
            ),
            Wall(
                name="office_contact_wall",
                rows={"office select": "all"},
                **EVERYBODY_READS
                | {
                    "office": "select update:value,verified_on,verified_by_id",
                    "eousa": "select update:value,verified_on,verified_by_id",
                },
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value or '?'}"

    @property
    def slug(self) -> str:
        """The kind, as an address has it: "main-phone"."""
        return self.kind.lower().replace("_", "-")

    @property
    def href(self) -> str:
        """The link that dials or writes; nothing for an unknown contact."""
        if not self.value:
            return ""
        return f"mailto:{self.value}" if self.kind == self.Kind.PUBLIC_MAILBOX else f"tel:+1-{self.value.split()[0]}"

    def verify(self, value: str, *, by: "models.Model", on: date) -> None:
        """Record what the contact is, as checked by a person on a day; an empty value says that it is unknown."""
        self.value, self.verified_on, self.verified_by_id = value, (on if value else None), by.pk
        self.save(update_fields=["value", "verified_on", "verified_by"])
