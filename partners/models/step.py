"""A promise made in a contact: whose, until when, kept or not."""

from datetime import date
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.models.outreach import Outreach
from portal.access import OUTREACH_ROLES
from portal.errors import Refused
from portal.models import Membership, Office, OfficeOwned, Organization, Person, recorded_now
from portal.tenancy import SameOffice, Wall

PARTNER_READS = (
    "id,organization_id,is_shared,text,side,due_on,state,closed_on,reason,office_name,owner_name,owner_email,made_at"
)


class NextStepQuerySet(models.QuerySet["NextStep"]):
    """Next steps by how they stand, and how one is promised."""

    def open(self) -> Self:
        return self.filter(state=NextStep.State.OPEN)

    def overdue(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

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
        if due_on < on:
            raise Refused(_("The step would be due before today. Choose today or a later day."), field="due_on")
        if organization is None and (is_shared or side == NextStep.Side.THEIRS):
            raise Refused(_("Say which organization it is agreed with."), field="organization")
        keeper = owner or by
        refuse_who_cannot_keep(keeper, office)
        return self.create(
            office=office, text=text, due_on=due_on, side=side, organization=organization, outreach=outreach,
            is_shared=is_shared, office_name=office.abbreviation, made_by=by,
            owner=keeper, owner_name=keeper.name, owner_email=keeper.email,
        )  # fmt: skip


def refuse_who_cannot_keep(person: Person, office: Office) -> None:
    """Refuse an owner who holds no role at the office that keeps promises."""
    if not Membership.objects.filter(office=office).secured(person, OUTREACH_ROLES):
        raise Refused(
            _("%(name)s cannot keep this: it needs somebody who logs outreach here.") % {"name": person.name},
            field="owner",
        )


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
    text = models.CharField(max_length=200)
    side = models.CharField(max_length=6, choices=Side.choices, default=Side.OURS)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="next_steps")
    """Who at the office sees to it, also where the organization owes it. Nobody: the office's queue."""
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_by_partner = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was dropped."""
    is_shared = models.BooleanField(default=False)
    office_name = models.CharField(max_length=20)
    owner_name = models.CharField(max_length=120, blank=True)
    owner_email = models.EmailField(blank=True)
    """As the organization reads them, which cannot see the office's people."""
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=recorded_now)

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
            SameOffice(name="next_step_of_own_outreach", field="outreach"),
            Wall(
                name="next_step_wall",
                rows={"partner": "shared"},
                secret=["text", "reason"],
                partner=f"select:{PARTNER_READS} update:state,closed_on,closed_by_partner",
                office="select insert update:outreach_id,text,side,owner_id,owner_name,owner_email,"
                "due_on,state,closed_on,closed_by_id,closed_by_partner,reason,is_shared",
                totals="select:id,office_id,owner_id,state",
                jobs="select update:organization_id",
            ),
        ]
        indexes = [models.Index(fields=["office", "due_on"], name="open_steps_by_day", condition=Q(state="OPEN"))]

    def __str__(self) -> str:
        return self.text

    def keep(self, *, by: Person, on: date) -> None:
        """It is done."""
        self._close(NextStep.State.DONE, closed_on=on, closed_by=by)

    def keep_as_partner(self, *, on: date) -> None:
        """The organization says that what it owes is done."""
        if self.side != NextStep.Side.THEIRS:
            raise Refused(_("This step is the office’s to keep."))
        self._close(NextStep.State.DONE, closed_on=on, closed_by_partner=True)

    def drop(self, *, reason: str, by: Person, on: date) -> None:
        """It will not be done, and why."""
        self._close(NextStep.State.DROPPED, closed_on=on, closed_by=by, reason=reason)

    def _close(self, state: str, **facts: object) -> None:
        """Closed once, however many people press the button."""
        if not NextStep.objects.open().filter(pk=self.pk).update(state=state, **facts):
            raise Refused(_("Somebody has closed this step already. Look at it again."))
        self.state = state

    def move(self, *, due_on: date, by: Person, on: date) -> None:
        """Agree on another day."""
        if due_on < on:
            raise Refused(_("Choose today or a later day."), field="due_on")
        if not NextStep.objects.open().filter(pk=self.pk).update(due_on=due_on):
            raise Refused(_("Somebody has closed this step already. Look at it again."))
        self.due_on = due_on

    def reopen(self, *, by: Person, on: date) -> None:
        """Take back that it was closed."""
        closed = NextStep.objects.exclude(state=NextStep.State.OPEN).filter(pk=self.pk)
        blank = {"closed_on": None, "closed_by": None, "closed_by_partner": False, "reason": ""}
        if not closed.update(state=NextStep.State.OPEN, **blank):
            raise Refused(_("This step is open already."))
        self.state = NextStep.State.OPEN

    def give(self, *, to: Person) -> None:
        """Let another of the office see to it."""
        refuse_who_cannot_keep(to, self.office)
        NextStep.objects.open().filter(pk=self.pk).update(owner=to, owner_name=to.name, owner_email=to.email)
