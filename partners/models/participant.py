"""Members of a working group, as they read of each other."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from partners.models.group import Seat, WorkingGroup, of_the_office
from portal.errors import Refused
from portal.models import Office, Person
from portal.tenancy import SameKeys, Wall

MEMBER_EDITS = "contact_name,contact_email,left_on,contact_id,contact_office_id"


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Members by whom the others turn to."""

    def turned_to(self, person_id: int, *, nationally: bool) -> Self:
        """Where the others turn to this person: for an office, or for EOUSA; `office_id` is that office."""
        found = self.filter(contact=person_id, contact_office__isnull=nationally, left_on=None)
        return found.annotate(office_id=F("contact_office_id")).order_by("pk")

    @transaction.atomic
    def pass_on(self, *, keys: Collection[int], giver_id: int, to: Person | None) -> None:
        """The others turn to somebody else from now on; nobody: the page says so."""
        whom = {"contact_name": to.name, "contact_email": to.email} if to else {"contact_name": "", "contact_email": ""}
        if self.filter(pk__in=keys, contact=giver_id).update(**whom, contact=to) != len(keys):
            raise Refused(_("Whom a working group turns to has just been changed. Look again."))


class Participant(models.Model):
    """Who belongs to the group, as its members read it: a name, whom to turn to, days. It gives no access."""

    of_office: ClassVar[str] = "group__office"
    """Into whose archive it goes: of the office that founded the group."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="participants")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)
    """None: EOUSA, or a member of whom only a document tells."""
    name = models.CharField(max_length=200)
    is_founder = models.BooleanField(default=False)
    """The office that founded the group; of a national one EOUSA, which needs no seat."""
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """The person behind that address, of the office or of EOUSA: a hand-over names another. None: a mere address."""
    contact_office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose person that is. None: EOUSA's."""
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat"], name="one_participant_per_seat"),
            models.UniqueConstraint(fields=["group"], name="one_founder_per_group", condition=Q(is_founder=True)),
            SameKeys(name="participant_of_its_seats_group", field="seat", keys={"group_id": "group_id"}),
            Wall(
                name="participant_wall",
                rows={
                    "partner": "seated",
                    "partner update": "own seat",
                    "office": "own seat",
                    "office select": "seated or national group",
                    "eousa": "in a national group or of an office",
                    "eousa insert": "in a national group",
                    "eousa_reader": "in a national group",
                },
                secret=["name", "contact_name", "contact_email"],
                partner=f"select update:{MEMBER_EDITS}",
                office=f"select insert update:{MEMBER_EDITS}",
                eousa_reader="select",
                eousa=f"select insert update:{MEMBER_EDITS}",
                totals="select:id,contact_id,contact_office_id,left_on",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def turn_to(self, *, contact_name: str, contact_email: str, by: Person, on: date) -> None:
        """Whom the others of the group turn to there."""
        rows = Participant.objects.filter(pk=self.pk, left_on=None)
        office = self.seat.office if self.seat else None
        is_of_government = office or self.seat_id is None
        whose = of_the_office(office, contact_email) if is_of_government else {}
        if not rows.update(contact_name=contact_name, contact_email=contact_email, **whose):
            raise Refused(_("%(name)s has left the group, or is not yours to speak for.") % {"name": self.name})
