"""A promise made in a contact: whose, until when, kept or not."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.days import refuse_past
from partners.models.keeping import can_keep, refuse_who_cannot_keep
from partners.models.outreach import Outreach
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Organization, Person, recorded_now
from portal.tenancy import SameOffice, Wall

PARTNER_READS = (
    "id,organization_id,is_shared,text,side,due_on,state,closed_on,closed_by_partner,reason,office_name,owner_name,"
    "owner_email,made_at"
)


class NextStepQuerySet(models.QuerySet["NextStep"]):
    """Next steps by how they stand, and how one is promised."""

    def open(self) -> Self:
        return self.filter(state=NextStep.State.OPEN)

    def overdue(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def kept_by(self, person_id: int) -> Self:
        """What somebody sees to, the earliest first; of it only what whoever hands it over may read."""
        found = self.open().filter(owner_id=person_id).order_by("due_on", "pk")
        return found.only("office_id", "owner_id", "due_on", "state")

    @transaction.atomic
    def pass_on(self, *, keys: Collection[int], giver_id: int, to: Person | None, by: Person) -> None:
        """All of these go to another, or into the queue; refused if one of them has changed hands meanwhile."""
        changed = self.open().filter(pk__in=keys, owner_id=giver_id).update(**kept_by(to))
        if changed != len(keys):
            raise Refused(_("A next step among these has just been closed or given away. Look again."))

    @transaction.atomic
    def promise(
        self,
        *,
        office: Office,
        text: str,
        due_on: date,
        by: Person,
        on: date,
        side: str = "OURS",
        owner: Person | None = None,
        organization: Organization | None = None,
        outreach: Outreach | None = None,
        is_shared: bool = False,
    ) -> "NextStep":
        """Put a promise on record. Whoever makes it keeps it, unless `owner` names another of the office."""
        refuse_past(due_on, on, field="due_on")
        if organization is None and (is_shared or side == NextStep.Side.THEIRS):
            raise Refused(_("Say which organization it is agreed with."), field="organization")
        keeper = owner or by
        refuse_who_cannot_keep(keeper, office)
        return self.create(
            office=office, text=text, due_on=due_on, side=side, organization=organization, outreach=outreach,
            is_shared=is_shared, office_name=office.abbreviation, made_by=by, **kept_by(keeper),
        )  # fmt: skip


def kept_by(person: Person | None) -> dict[str, object]:
    """The columns that say who sees to it; nobody: the office's queue."""
    return {
        "owner": person,
        "owner_name": person.name if person else "",
        "owner_email": person.email if person else "",
    }


class NextStep(OfficeOwned):
    """A next step. Where it is shared, the organization reads its text, its day and who answers for it, no more."""

    class Side(models.TextChoices):
        OURS = "OURS", gettext_lazy("ours")
        THEIRS = "THEIRS", gettext_lazy("theirs")

    class State(models.TextChoices):
        OPEN = "OPEN", gettext_lazy("open")
        DONE = "DONE", gettext_lazy("done")
        DROPPED = "DROPPED", gettext_lazy("dropped")

    outreach = models.ForeignKey(
        Outreach, models.PROTECT, null=True, blank=True, related_name="next_steps", db_constraint=False
    )
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """With whom it was agreed; who owes it where it is theirs."""
    named_before = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """The double that it named until that was merged; when the two are taken apart, it names it again."""
    text = models.CharField(max_length=200)
    side = models.CharField(max_length=6, choices=Side.choices, default=Side.OURS)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="next_steps")
    """Who at the office sees to it, also where the organization owes it. Nobody: the office's queue."""
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_by_partner = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    """When that was put on record: what a mail has told already is no news in the next."""
    reason = models.CharField(max_length=200, blank=True)
    """Why it was dropped."""
    is_shared = models.BooleanField(default=False)
    office_name = models.CharField(max_length=20)
    owner_name = models.CharField(max_length=120, blank=True)
    owner_email = models.EmailField(blank=True)
    """As the organization reads them, which cannot see the office's people."""
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=recorded_now)
    opened_for = models.CharField(max_length=40, blank=True, db_default="")
    """What the portal itself opened it for: “erpo:12”, a change of law. Once per office."""

    objects = NextStepQuerySet.as_manager()

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.CheckConstraint(
                name="a_step_closes_on_a_day", condition=Q(state="OPEN") ^ Q(closed_on__isnull=False)
            ),
            models.CheckConstraint(
                name="a_step_is_theirs_or_shared_with_somebody",
                condition=Q(side="OURS", is_shared=False) | Q(organization__isnull=False),
            ),
            models.CheckConstraint(name="a_dropped_step_says_why", condition=~Q(state="DROPPED") | ~Q(reason="")),
            models.UniqueConstraint(
                fields=["office", "opened_for"], name="opened_once_per_office", condition=~Q(opened_for="")
            ),
            SameOffice(name="next_step_of_own_outreach", field="outreach"),
            Wall(
                name="next_step_wall",
                rows={"partner": "shared"},
                secret=["text", "reason"],
                partner=f"select:{PARTNER_READS} update:state,closed_on,closed_at,closed_by_partner",
                office="select insert update:outreach_id,text,side,owner_id,owner_name,owner_email,"
                "due_on,state,closed_on,closed_at,closed_by_id,closed_by_partner,reason,is_shared",
                eousa="select:id,office_id,owner_id,due_on,state update:owner_id,owner_name,owner_email",
                totals="select:id,office_id,owner_id,state",
                jobs="select insert update:organization_id,named_before_id",
            ),
        ]
        indexes = [models.Index(fields=["office", "due_on"], name="open_steps_by_day", condition=Q(state="OPEN"))]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == NextStep.State.OPEN

    @property
    def partner(self) -> Organization | None:
        """The organization; a double reads as the entry that counts."""
        return self.organization and (self.organization.merged_into or self.organization)

    def keep(self, *, by: Person, on: date) -> None:
        """It is done."""
        self._close(NextStep.State.DONE, closed_on=on, closed_by=by)

    def keep_as_partner(self, *, on: date) -> None:
        """The organization says that what it owes is done."""
        if self.side != NextStep.Side.THEIRS:
            raise Refused(_("This step is the office’s to keep."))
        self._close(NextStep.State.DONE, closed_on=on, closed_by_partner=True)

    def reopen_as_partner(self, *, on: date) -> None:
        """The organization takes back, on the same day, that it said so."""
        closed = NextStep.objects.filter(pk=self.pk, state=NextStep.State.DONE, closed_by_partner=True, closed_on=on)
        if not closed.update(state=NextStep.State.OPEN, closed_on=None, closed_at=None, closed_by_partner=False):
            raise Refused(_("Only on the same day can this be taken back. Tell the office."))
        self.state = NextStep.State.OPEN

    def drop(self, *, reason: str, by: Person, on: date) -> None:
        """It will not be done, and why."""
        self._close(NextStep.State.DROPPED, closed_on=on, closed_by=by, reason=reason)

    def _close(self, state: str, **facts: object) -> None:
        """Closed once, however many people press the button."""
        self._change_while_open(state=state, closed_at=recorded_now(), **facts)

    def _change_while_open(self, **facts: object) -> None:
        if not NextStep.objects.open().filter(pk=self.pk).update(**facts):
            raise Refused(_("Somebody has closed this step already. Look at it again."))
        for name, value in facts.items():
            setattr(self, name, value)

    def move(self, *, due_on: date, by: Person, on: date) -> None:
        """Agree on another day."""
        refuse_past(due_on, on, field="due_on")
        self._change_while_open(due_on=due_on)

    @transaction.atomic
    def reopen(self, *, by: Person, on: date) -> None:
        """Take back that it was closed. Whose owner has left meanwhile goes into the office's queue."""
        opened = NextStep.objects.exclude(state=NextStep.State.OPEN).filter(pk=self.pk)
        facts: dict[str, object] = {"state": NextStep.State.OPEN, "closed_on": None, "closed_at": None, "reason": ""}
        facts |= {"closed_by": None, "closed_by_partner": False}
        if self.owner and not can_keep(self.owner, self.office):
            facts |= kept_by(None)
        if not opened.update(**facts):
            raise Refused(_("This step is open already."))
        self.refresh_from_db()

    @transaction.atomic
    def give(self, *, to: Person | None, by: Person, on: date) -> None:
        """Let another of the office see to it; nobody: it waits in the office's queue."""
        if to:
            refuse_who_cannot_keep(to, self.office, "to")
        self._change_while_open(**kept_by(to))

    @transaction.atomic
    def take(self, *, by: Person, on: date) -> None:
        """Take it from the office's queue: once, however many people reach for it."""
        refuse_who_cannot_keep(by, self.office)
        if not NextStep.objects.open().filter(pk=self.pk, owner=None).update(**kept_by(by)):
            raise Refused(_("Somebody else has taken this step, or it is closed. Look at it again."))
        self.owner = by

    def show(self, *, by: Person, on: date) -> None:
        """Let the organization read it: its text, its day, who answers for it, and whether it is kept."""
        if self.organization is None:
            raise Refused(_("Say which organization it is agreed with."))
        if not NextStep.objects.exclude(state=NextStep.State.DROPPED).filter(pk=self.pk).update(is_shared=True):
            raise Refused(_("A step that was dropped is shown to nobody."))
        self.is_shared = True

    def hide(self, *, by: Person, on: date) -> None:
        """The organization no longer reads it."""
        NextStep.objects.filter(pk=self.pk).update(is_shared=False)
        self.is_shared = False
