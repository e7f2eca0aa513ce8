"""The working relation of one office with one organization, and whom it knows there. Private to the office."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from partners.models.keeping import can_keep, refuse_who_cannot_keep
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Organization, Person, Recorded
from portal.tenancy import SameOffice, Wall


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Partnerships by whether they stand, and how they begin."""

    def standing(self) -> Self:
        return self.filter(ended_on=None)

    def kept_by(self, person_id: int) -> Self:
        """What somebody keeps; of it only what whoever hands it over may read."""
        found = self.standing().filter(owner_id=person_id).order_by("began_on", "pk")
        return found.only("office_id", "owner_id", "began_on", "ended_on")

    @transaction.atomic
    def pass_on(self, *, keys: Collection[int], giver_id: int, to: Person | None, by: Person) -> None:
        """All of these go to another, or into the queue; refused if one of them has changed hands meanwhile."""
        if self.standing().filter(pk__in=keys, owner_id=giver_id).update(owner=to) != len(keys):
            raise Refused(_("A partnership among these has just ended or changed hands. Look again."))

    @transaction.atomic
    def begin(self, *, office: Office, organizations: Collection[Organization], by: Person, on: date) -> None:
        """Make each organization a partner of the office, kept by whoever begins it, unless it is one already."""
        wanted = {each.merged_into_id or each.pk for each in organizations}
        counts = Coalesce("organization__merged_into", "organization")
        have = set(self.standing().filter(office=office).values_list(counts, flat=True)) & wanted
        if wanted == have:
            return
        keeper = by if can_keep(by, office) else None
        self.bulk_create(
            (Partnership(office=office, organization_id=pk, owner=keeper, began_on=on) for pk in sorted(wanted - have)),
            ignore_conflicts=True,
        )


class Partnership(OfficeOwned):
    """That an office works with an organization, since when, and who at the office keeps it."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="partnerships")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="partnerships")
    """Nobody: it waits in the office's queue."""
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "organization"], name="one_standing_partnership", condition=Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="a_partnership_ends_after_it_began", condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on"))
            ),
            Wall(
                name="partnership_wall",
                secret=["note"],
                office="select insert update:owner_id,ended_on,note",
                eousa="select:id,office_id,owner_id,began_on,ended_on update:owner_id",
                totals="select:id,office_id,organization_id,owner_id,ended_on",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)

    @property
    def partner(self) -> Organization:
        """The organization; a double reads as the entry that counts."""
        return self.organization.merged_into or self.organization

    @transaction.atomic
    def give(self, *, to: Person | None, by: Person, on: date) -> None:
        """Let another of the office keep it; nobody: it waits in the office's queue.

        Whom the organization is told to turn to changes with it.
        """
        if to:
            refuse_who_cannot_keep(to, self.office, "to")
        if not Partnership.objects.standing().filter(pk=self.pk).update(owner=to):
            raise Refused(_("This partnership has ended. Look at it again."))
        self._answered_by(to)

    @transaction.atomic
    def take(self, *, by: Person, on: date) -> None:
        """Take it from the office's queue: once, however many people reach for it."""
        refuse_who_cannot_keep(by, self.office)
        if not Partnership.objects.standing().filter(pk=self.pk, owner=None).update(owner=by):
            raise Refused(_("Somebody else has taken this partnership, or it has ended. Look at it again."))
        self._answered_by(by)

    def write_note(self, *, note: str, by: Person, on: date) -> None:
        """Keep what only the office reads."""
        Partnership.objects.filter(pk=self.pk).update(note=note)

    def end(self, *, ended_on: date, by: Person, on: date) -> None:
        """Stop working together; what was written stays. Working together again begins a new partnership."""
        if ended_on > on:
            raise Refused(_("The day is in the future. End it when it has ended."), field="ended_on")
        if ended_on < self.began_on:
            raise Refused(_("The day is before the partnership began."), field="ended_on")
        if not Partnership.objects.standing().filter(pk=self.pk).update(ended_on=ended_on):
            raise Refused(_("This partnership has ended already. Look at it again."))

    def get_to_know(self, *, by: Person, on: date, **facts: str) -> "NamedContact":
        """Write down somebody there by name."""
        return NamedContact.objects.create(office_id=self.office_id, partnership=self, recorded_by=by, **facts)

    def _answered_by(self, person: Person | None) -> None:
        """Whom the organization reads as its contact in what is shared with it."""
        self.owner = person
        contact = {"contact_name": person.name if person else "", "contact_email": person.email if person else ""}
        shares = self.organization.shares
        shares.filter(office=self.office_id).update(**contact)


class NamedContact(Recorded):
    """Somebody by name at a partner, as one office knows them."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="named_contacts", db_constraint=False)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    reach_by = models.CharField(max_length=200, blank=True)
    """How it is safe to reach them: no voice mail, a neutral subject line."""

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            SameOffice(name="named_contact_of_own", field="partnership"),
            SameOffice(name="named_contact_replaces_own", field="replaces"),
            Wall(
                name="named_contact_wall",
                secret=["name", "title", "email", "phone", "reach_by"],
                office="select insert update:superseded_at",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def amend(self, *, by: Person, on: date, **facts: str) -> None:
        """Put what has changed in the place of what was written."""
        self.supersede(by=by, **facts)

    def end(self, *, by: Person, on: date) -> None:
        """They are no longer there."""
        self.supersede(by=by)
