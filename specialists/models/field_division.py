"""18 USC 925D(b)(1) and (b)(3)(A): the ATF field divisions with their points of contact, and the communities."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import Refused
from portal.models import County, Office, OnRecord, Person, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import Commands, Wall
from specialists.models.point_of_contact import FIRST_DAY
from specialists.models.staffing import SUPERSEDE

GOVERNMENT_READS: Commands = {
    "office": "select",
    "oarm": "select",
    "eousa_reader": "select",
    "eousa": "select",
    "jobs": "select",
}
DESIGNATED = 78
"""Communities designated in September 2024, in 47 states, territories and DC: US Attorney press releases."""


class FieldDivisionQuerySet(models.QuerySet["FieldDivision"]):
    """The field divisions of ATF, and whom to ask there."""

    def in_force(self, day: date) -> "FieldDivisionQuerySet":
        """Those that exist on the day, as far as is known."""
        begun, lasting = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day)
        return self.filter(begun, lasting)

    def with_contacts(self) -> "FieldDivisionQuerySet":
        """Each with its standing point of contact, in one query more."""
        standing = DivisionContact.objects.standing().select_related("recorded_by")
        return self.prefetch_related(models.Prefetch("contacts", standing, to_attr="standing_contacts"))


class FieldDivision(models.Model):
    """A field division of the Bureau of Alcohol, Tobacco, Firearms and Explosives. Which districts it covers is not
    known here."""

    class Confidence(models.TextChoices):
        CHECKED = "CHECKED", gettext_lazy("checked against the primary source")
        DOCUMENTED = "DOCUMENTED", gettext_lazy("one public document says so")

    code = models.SlugField(max_length=20, unique=True)
    """As an address has it: "new-orleans"."""
    name = models.CharField(max_length=40)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects: ClassVar[FieldDivisionQuerySet] = FieldDivisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = [Wall(name="field_division_wall", **GOVERNMENT_READS)]

    def __str__(self) -> str:
        return self.name

    @property
    def contact(self) -> "DivisionContact | None":
        """The point of contact, None while it is unknown. Needs `with_contacts`."""
        return next(iter(self.standing_contacts), None)  # type: ignore[attr-defined]


class DivisionContactQuerySet(RecordedQuerySet):
    """Points of contact at ATF, and how one is entered."""

    def enter(
        self, *, division: FieldDivision, name: str, email: str, phone: str, verified_on: date, by: Person, on: date
    ) -> "DivisionContact | None":
        """Say who the contact is, as checked on a day; with nothing said, that it is unknown again."""
        standing: DivisionContact | None = self.standing().filter(division=division).first()
        facts = {"name": name.strip(), "email": email.lower(), "phone": phone, "verified_on": verified_on}
        if not any((name, email, phone)):
            return standing.supersede(by=by) if standing else None
        refuse_unreachable(email=email, phone=phone)
        refuse_unverified(verified_on, on=on)
        with refusing(one_contact_per_field_division=_("Somebody else has just entered this contact. Look again.")):
            if standing:
                return standing.corrected(by=by, **facts)
            return DivisionContact.objects.create(division=division, recorded_by=by, **facts)


def refuse_unreachable(*, email: str, phone: str) -> None:
    if not (email or phone):
        raise Refused(_("Give an e-mail address or a telephone number: a name alone reaches nobody."), field="email")


def refuse_unverified(day: date, *, on: date) -> None:
    """Nobody has checked anything in the future, nor before the law."""
    if day > on:
        raise Refused(_("This day is in the future. Give the day on which you checked it."), field="verified_on")
    if day < FIRST_DAY:
        raise Refused(_("18 USC 925D is of 2022; nobody was asked before. Check the year."), field="verified_on")


class DivisionContact(OnRecord):
    """The point of contact in a field division, checked by `recorded_by` on a day. No row: unknown, and a task."""

    division = models.ForeignKey(FieldDivision, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    verified_on = models.DateField()

    objects: ClassVar[DivisionContactQuerySet] = DivisionContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division"], name="one_contact_per_field_division", condition=Q(superseded_at=None)
            ),
            models.CheckConstraint(name="a_division_contact_can_be_reached", condition=~Q(email="") | ~Q(phone="")),
            Wall(name="division_contact_wall", **GOVERNMENT_READS | {"eousa": SUPERSEDE}),
        ]

    def __str__(self) -> str:
        return f"{self.division_id}: {self.name or self.email or self.phone}"

    def corrected(self, *, by: Person, **facts: Any) -> "DivisionContact":
        """The row that stands afterwards. Unchanged, it stays the row that it is."""
        if all(getattr(self, name) == value for name, value in facts.items()):
            return self
        return self.supersede(by=by, **facts) or self


class DesignatedCommunity(models.Model):
    """A jurisdiction identified by the Attorney General under 18 USC 925D(b)(1). Public facts, as far as known here."""

    name = models.CharField(max_length=80)
    district = models.ForeignKey(Office, models.PROTECT, related_name="designated_communities")
    """The office of the district in which it lies."""
    county = models.ForeignKey(County, models.PROTECT, null=True, blank=True, related_name="+")
    designated_in = models.DateField()
    """The month, as its first day: no document known here says the day."""
    source = models.CharField(max_length=200)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "designated communities"
        constraints = [Wall(name="designated_community_wall", **GOVERNMENT_READS)]

    def __str__(self) -> str:
        return self.name
