"""A promise made in a contact: whose, until when, kept or not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models.outreach import Outreach
from portal.models import OfficeOwned, Organization, Person, recorded_now
from portal.tenancy import SameOffice, Wall

PARTNER_READS = (
    "id,organization_id,is_shared,text,side,due_on,state,closed_on,reason,office_name,owner_name,owner_email,made_at"
)


class NextStep(OfficeOwned):
    """A next step. Where it is shared, the organization reads its text, its day and who answers for it, no more."""

    class Side(models.TextChoices):
        OURS = "OURS", _("ours")
        THEIRS = "THEIRS", _("theirs")

    class State(models.TextChoices):
        OPEN = "OPEN", _("open")
        DONE = "DONE", _("done")
        DROPPED = "DROPPED", _("dropped")

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
                office="select insert update:outreach_id,organization_id,text,side,owner_id,owner_name,owner_email,"
                "due_on,state,closed_on,closed_by_id,closed_by_partner,reason,is_shared",
                totals="select:id,office_id,owner_id,state",
                jobs="select update:organization_id",
            ),
        ]
        indexes = [models.Index(fields=["office", "due_on"], name="open_steps_by_day", condition=Q(state="OPEN"))]

    def __str__(self) -> str:
        return self.text
