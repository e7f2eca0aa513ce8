"""Working groups: of offices across the nation, or of one office with organizations that answer to violence together.

A seat is what opens a group: whoever has one reads its meetings and papers, from the day of joining until the moment of
leaving. The wall asks the seats themselves, so leaving ends it at once, on every path.
"""

from datetime import date
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from portal.access import OFFICE_ROLES, Role
from portal.errors import Refused
from portal.models import Membership, Office, Organization, Person, recorded_now
from portal.pages import refusing
from portal.tenancy import SameKeys, Wall

OFFICE_EDITS = "name,purpose,ended_on"
EOUSA = "EOUSA"


class WorkingGroupQuerySet(models.QuerySet["WorkingGroup"]):
    """Groups by whether they meet, and how one is founded."""

    def meeting(self) -> Self:
        """Those that go on."""
        return self.filter(ended_on=None, is_history=False)

    def seated(self) -> Self:
        """Those where whoever asks has a seat, or gives them as founder."""
        return self.filter(Exists(Seat.objects.open().filter(group=OuterRef("pk"))))

    @transaction.atomic
    def found(self, *, office: Office | None, name: str, purpose: str, by: Person, on: date) -> "WorkingGroup":
        """A local group of an office with its partners, in which it has a seat; without an office EOUSA's national."""
        made = self.create(
            name=name, purpose=purpose, office=office, is_national=office is None, began_on=on, made_by=by
        )
        whom: dict[str, Any] = {"contact_name": by.name, "contact_email": by.email}
        if office:
            made._seat(by=by, on=on, office=office, is_founder=True, **whom)
        else:
            whom |= of_the_office(None, by.email)
            made.participants.create(name=EOUSA, is_founder=True, joined_on=on, **whom)
        return made


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

    objects = WorkingGroupQuerySet.as_manager()

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
                secret=["name", "purpose"],
                partner="select",
                office=f"select insert update:{OFFICE_EDITS}",
                eousa_reader="select",
                eousa=f"select insert update:{OFFICE_EDITS}",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def founder_name(self) -> str:
        """Who founded it, as all of the group read it."""
        return self.office.abbreviation if self.office else EOUSA

    @property
    def is_over(self) -> bool:
        return self.is_history or self.ended_on is not None

    def refuse_if_over(self) -> None:
        """Nothing is added to a group that has ended, or that is known from a document alone."""
        if self.is_history:
            raise Refused(_("This group is history, known from a document alone. Found a new one."))
        if WorkingGroup.objects.filter(pk=self.pk, ended_on__isnull=False).exists():
            raise Refused(_("This group has ended. Found a new one."))

    def describe(self, *, name: str, purpose: str, by: Person, on: date) -> None:
        """Another name, or another purpose."""
        self.refuse_if_over()
        WorkingGroup.objects.filter(pk=self.pk).update(name=name, purpose=purpose)

    @transaction.atomic
    def give_seat(
        self, *, by: Person, on: date, office: Office | None = None, organization: Organization | None = None,
        contact_name: str = "", contact_email: str = "",
    ) -> "Seat":  # fmt: skip
        """Let an office or an organization in: it reads everything of the group from now on."""
        self.refuse_if_over()
        counts = organization and (organization.merged_into or organization)
        if counts and counts.is_confidential:
            raise Refused(
                _("Only your office may know of %(name)s: a seat would tell the whole group.") % {"name": counts.name},
                field="member",
            )
        return self._seat(
            by=by, on=on, office=office, organization=counts, contact_name=contact_name, contact_email=contact_email
        )

    def _seat(self, *, by: Person, on: date, is_founder: bool = False, **facts: Any) -> "Seat":
        """The seat, which opens the group, and the line by which the others know of it."""
        whom = {name: facts.pop(name) for name in ("contact_name", "contact_email")}
        member = facts.get("office") or facts.get("organization")
        name = member.abbreviation if isinstance(member, Office) else str(member)
        twice = _("%(name)s has a seat already.") % {"name": name}
        with refusing(one_seat_per_office=twice, one_seat_per_organization=twice):
            made = Seat.objects.create(
                group=self, is_national=self.is_national, founder=self.office, name=name, joined_on=on, given_by=by,
                **facts,
            )  # fmt: skip
        self.participants.create(
            seat=made, name=name, is_founder=is_founder, joined_on=on, **whom,
            **(of_the_office(made.office, whom["contact_email"]) if made.office else {}),
        )  # fmt: skip
        return made

    @transaction.atomic
    def end(self, *, by: Person, on: date) -> None:
        """Nobody meets any more. Who has a seat goes on reading; what is still owed is dropped."""
        day = max(on, self.began_on)
        if not WorkingGroup.objects.meeting().filter(pk=self.pk).update(ended_on=day):
            raise Refused(_("This group has ended already."))
        self.action_items.filter(state="OPEN").update(state="DROPPED", closed_on=on)
        self.participants.update(contact=None, contact_office=None)
        self.ended_on = day


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats by whether they are held."""

    def open(self) -> Self:
        return self.filter(left_on=None)


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
    name = models.CharField(max_length=200)
    """Of the office or the organization, as the others of the group read it."""
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=recorded_now)

    objects = SeatQuerySet.as_manager()

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
            SameKeys(
                name="seat_of_a_group_of_its_kind", field="group", keys={"is_national": "is_national"}, at_once=True
            ),
            SameKeys(name="seat_given_by_the_founder", field="group", keys={"founder_id": "office_id"}, at_once=True),
            Wall(
                name="seat_wall",
                rows={
                    "partner update": "own organization, seated",
                    "office": "founded",
                    "office select": "own office or founded",
                    "office update": "own office or founded, seated",
                    "eousa": "national group",
                    "eousa update": "national group, seated",
                    "eousa_reader": "national group",
                },
                secret=["name"],
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

    @property
    def is_founders(self) -> bool:
        return self.office_id is not None and self.office_id == self.founder_id

    @transaction.atomic
    def leave(self, *, by: Person, on: date) -> None:
        """It opens nothing from the next statement on. What its holder still owes goes back to the founder.

        Whoever leaves on the day of joining may sit where it is the day before still.
        """
        day = max(on, self.joined_on)
        if self.is_founders:
            raise Refused(_("Your office founded this group. End the group instead."))
        self.action_items.filter(state="OPEN").update(seat=None, seat_name=self.group.founder_name)
        self.group.participants.filter(seat=self).update(left_on=day, contact=None, contact_office=None)
        if not Seat.objects.open().filter(pk=self.pk).update(left_on=day):
            raise Refused(_("%(name)s has left the group already.") % {"name": self.name})
        self.left_on = day


def of_the_office(office: Office | None, email: str) -> dict[str, Any]:
    """Who of an office, or without one of EOUSA, has this address: when the role is handed over, another is named.

    Of another office nobody is seen: what its address says stays a name until that office says whom to turn to.
    """
    place = {"office": office, "organization": None}
    found = Person.objects.filter(email__iexact=email, organization=None).first() if email else None
    roles = OFFICE_ROLES if office else {Role.EOUSA}
    if found is None or not Membership.objects.filter(**place).secured(found, roles):
        return {"contact": None, "contact_office": None}
    return {"contact": found, "contact_office": office}
