"""Duty 4: what keeps people from a service, what removes it, who sees to it, and when somebody looks again."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.taxonomy import BarrierKind
from portal.models import OfficeOwned, Organization, Person, Recorded, recorded_now
from portal.tenancy import SameOffice, Wall

PARTNER_READS = (
    "id,key,organization_id,kind,what,remedy,side,recheck_on,state,closed_on,office_name,owner_name,owner_email,"
    "recorded_at,superseded_at"
)


class Barrier(Recorded):
    """A barrier at an organization, as one office sees it. The organization reads all of it, but for who wrote it.

    `key` stays the same while rows are superseded. There is no count of people in it, of survivors least of all.
    """

    class Side(models.TextChoices):
        OURS = "OURS", _("the office")
        THEIRS = "THEIRS", _("the organization")

    class State(models.TextChoices):
        OPEN = "OPEN", _("open")
        REMOVED = "REMOVED", _("removed")
        STAYS = "STAYS", _("stays, for a reason")

    key = models.UUIDField(default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="barriers")
    named_before = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """The double that it named until that was merged; when the two are taken apart, it names it again."""
    kind = models.CharField(max_length=12, choices=BarrierKind.choices)
    what = models.CharField(_("what is in the way"), max_length=300)
    remedy = models.CharField(_("what removes it"), max_length=300, blank=True)
    side = models.CharField(_("who sees to it"), max_length=6, choices=Side.choices, default=Side.OURS)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who at the office looks again. Nobody: the office's queue."""
    recheck_on = models.DateField(_("look again on"))
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("why it stays"), max_length=300, blank=True)
    office_name = models.CharField(max_length=20)
    owner_name = models.CharField(max_length=120, blank=True)
    owner_email = models.EmailField(blank=True)
    """As the organization reads them, which cannot see the office's people."""

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "key"], name="one_standing_row_per_barrier", condition=Q(superseded_at=None)
            ),
            models.CheckConstraint(
                name="a_barrier_closes_on_a_day", condition=Q(state="OPEN") ^ Q(closed_on__isnull=False)
            ),
            models.CheckConstraint(name="a_barrier_that_stays_says_why", condition=~Q(state="STAYS") | ~Q(reason="")),
            SameOffice(name="barrier_replaces_own", field="replaces"),
            Wall(
                name="barrier_wall",
                secret=["what", "remedy", "reason"],
                partner=f"select:{PARTNER_READS}",
                office="select insert update:superseded_at",
                totals="select:id,office_id,kind,state,recorded_at,superseded_at",
                jobs="select update:organization_id,named_before_id",
            ),
        ]
        indexes = [models.Index(fields=["office", "recheck_on"], name="barriers_by_recheck")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"


class BarrierAnswer(OfficeOwned):
    """What the organization says to a barrier that an office sees at it."""

    class Says(models.TextChoices):
        AGREES = "AGREES", _("it is so")
        DISAGREES = "DISAGREES", _("it is not so")
        DOING = "DOING", _("we are at work on it")
        DONE = "DONE", _("it is removed")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    barrier = models.UUIDField()
    """The key of the barrier."""
    says = models.CharField(max_length=9, choices=Says.choices)
    text = models.CharField(_("in your words"), max_length=600, blank=True)
    answered_on = models.DateField()
    recorded_at = models.DateTimeField(default=recorded_now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            Wall(
                name="barrier_answer_wall",
                secret=["text"],
                partner="select insert",
                office="select",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["office", "barrier"], name="answers_of_a_barrier")]

    def __str__(self) -> str:
        return f"{self.get_says_display()} ({self.answered_on})"
