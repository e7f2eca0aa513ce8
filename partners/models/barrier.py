"""Duty 4: what keeps people from a service, what removes it, who sees to it, and when somebody looks again."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_today
from partners.models.keeping import can_keep, refuse_who_cannot_keep
from partners.models.step import kept_by
from partners.taxonomy import BarrierKind, Need
from portal import gazetteer
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Organization, Person, Recorded, RecordedQuerySet, recorded_now
from portal.tenancy import SameOffice, Wall

PARTNER_READS = (
    "id,key,organization_id,kind,service,what,remedy,side,recheck_on,state,closed_on,reason,office_name,owner_name,"
    "owner_email,recorded_at,superseded_at"
)
HANDED_OVER = "owner_id,owner_name,owner_email"


class BarrierQuerySet(RecordedQuerySet):
    """Barriers by how they stand, and how one is put on record."""

    def open(self) -> Self:
        return self.standing().filter(state=Barrier.State.OPEN)

    def due(self, day: date) -> Self:
        """Those at which somebody was to look again by this day."""
        return self.open().filter(recheck_on__lte=day)

    def waiting(self, day: date) -> Self:
        """Those that wait for another look, as every page of the office counts them."""
        return self.standing().filter(waits(day))

    def kept_by(self, person_id: int) -> Self:
        """What somebody looks at again, the earliest first; of it only what whoever hands it over may read."""
        found = self.open().filter(owner_id=person_id).order_by("recheck_on", "pk")
        return found.only("key", "office_id", "owner_id", "recheck_on", "state", "superseded_at")

    def at(self, organizations: Collection[int]) -> Self:
        """Open ones at these organizations, the one to be looked at first on top."""
        return self.open().filter(organization__in=organizations).order_by("recheck_on", "pk")

    @transaction.atomic
    def pass_on(self, *, keys: Collection[int], giver_id: int, to: Person | None, by: Person) -> None:
        """All of these go to another, or into the queue; refused if one of them has changed hands meanwhile."""
        if self.open().filter(pk__in=keys, owner_id=giver_id).update(**kept_by(to)) != len(keys):
            raise Refused(_now("A barrier among these has just been changed or given away. Look again."))

    @transaction.atomic
    def record(
        self, *, office: Office, organization: Organization, recheck_on: date, by: Person, on: date,
        owner: Person | None = None, **facts: Any,
    ) -> "Barrier":  # fmt: skip
        """Put on record what is in the way at an organization. Whoever does it looks again, unless `owner` is named."""
        refuse_today(recheck_on, on, field="recheck_on")
        keeper = owner or by
        refuse_who_cannot_keep(keeper, office)
        made: Barrier = self.create(
            office=office, organization=organization.merged_into or organization, recheck_on=recheck_on,
            office_name=office.abbreviation, recorded_by=by, **kept_by(keeper), **facts,
        )  # fmt: skip
        return made


def answered_since() -> Exists:
    """Whether the organization has said something since the office last wrote; for those who read an office's rows."""
    said = BarrierAnswer.objects.filter(office=OuterRef("office"), barrier=OuterRef("key"))
    return Exists(said.filter(recorded_at__gt=OuterRef("recorded_at")))


def waits(day: date) -> Q:
    """Of those open: the day on which somebody looks again has come, or the organization has answered."""
    return Q(state=Barrier.State.OPEN) & (Q(recheck_on__lte=day) | Q(answered_since()))


class Barrier(Recorded):
    """A barrier at an organization, as one office sees it. The organization reads all of it, but for who wrote it down.

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
    service = models.CharField(_("at which service"), max_length=15, choices=Need.choices, blank=True)
    """Empty: at the organization as a whole."""
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

    objects: ClassVar[BarrierQuerySet] = BarrierQuerySet.as_manager()  # type: ignore[assignment]

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
                withheld=["kind", "service"],
                partner=f"select:{PARTNER_READS}",
                office=f"select insert update:superseded_at,{HANDED_OVER}",
                eousa=f"select:id,key,office_id,owner_id,recheck_on,state,superseded_at update:{HANDED_OVER}",
                totals="select:id,office_id,owner_id,kind,state,recorded_at,superseded_at",
                jobs="select update:organization_id,named_before_id",
            ),
        ]
        indexes = [models.Index(fields=["office", "recheck_on"], name="barriers_by_recheck")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"

    @property
    def is_open(self) -> bool:
        return self.state == Barrier.State.OPEN

    @property
    def partner(self) -> Organization:
        """The organization; a double reads as the entry that counts."""
        return self.organization.merged_into or self.organization

    def change(self, *, by: Person, on: date, **facts: Any) -> "Barrier":
        """Say it better: what is in the way, what removes it, who sees to it."""
        return self._next(by=by, **facts)

    def recheck(self, *, recheck_on: date, by: Person, on: date) -> "Barrier":
        """Somebody looked: it is still there, and will be looked at again on another day."""
        refuse_today(recheck_on, on, field="recheck_on")
        return self._next(by=by, recheck_on=recheck_on)

    def remove(self, *, by: Person, on: date) -> "Barrier":
        """It is gone."""
        return self._next(by=by, state=Barrier.State.REMOVED, closed_on=on)

    def accept(self, *, reason: str, by: Person, on: date) -> "Barrier":
        """It stays, and why."""
        return self._next(by=by, state=Barrier.State.STAYS, closed_on=on, reason=reason)

    def withdraw(self, *, by: Person, on: date) -> None:
        """It was put on record by mistake: nobody reads it on a page any more, and it counts nowhere."""
        self.supersede(by=by)

    @transaction.atomic
    def reopen(self, *, recheck_on: date, by: Person, on: date) -> "Barrier":
        """It is there after all. Whose owner has left meanwhile goes into the office's queue."""
        refuse_today(recheck_on, on, field="recheck_on")
        if self.is_open:
            raise Refused(_now("This barrier is open already."))
        facts: dict[str, Any] = {"state": Barrier.State.OPEN, "closed_on": None, "reason": "", "recheck_on": recheck_on}
        if self.owner and not can_keep(self.owner, self.office):
            facts |= kept_by(None)
        return self._next(by=by, was=self.state, **facts)

    @transaction.atomic
    def _next(self, *, by: Person, was: str = State.OPEN, **facts: Any) -> "Barrier":
        """The only way a row follows this one: once, however many people press the button."""
        rows = Barrier.objects.standing().select_for_update().filter(pk=self.pk, state=was)
        stands: Barrier | None = rows.first()
        if stands is None:
            raise Refused(_now("Somebody has changed or closed this barrier already. Look at it again."))
        made = stands.supersede(by=by, **facts)
        assert made is not None
        return made

    @transaction.atomic
    def give(self, *, to: Person | None, by: Person, on: date) -> None:
        """Let another of the office look again; nobody: it waits in the office's queue."""
        if to:
            refuse_who_cannot_keep(to, self.office, "to")
        self._hand(Barrier.objects.open(), to)

    @transaction.atomic
    def take(self, *, by: Person, on: date) -> None:
        """Take it from the office's queue: once, however many people reach for it."""
        refuse_who_cannot_keep(by, self.office)
        self._hand(Barrier.objects.open().filter(owner=None), by)

    def _hand(self, rows: BarrierQuerySet, to: Person | None) -> None:
        if not rows.filter(pk=self.pk).update(**kept_by(to)):
            raise Refused(_now("Somebody else has taken or changed this barrier. Look at it again."))
        self.owner = to


class BarrierAnswerQuerySet(models.QuerySet["BarrierAnswer"]):
    """How an organization answers."""

    @transaction.atomic
    def give(self, *, barrier: Barrier, says: str, text: str, by: Person, on: date) -> "BarrierAnswer":
        """Say what the organization thinks of a barrier. Each word stays; the newest counts."""
        return self.create(
            office=office_named(barrier.office_name), organization_id=barrier.organization_id, barrier=barrier.key,
            says=says, text=text, answered_on=on, recorded_by=by,
        )  # fmt: skip


def office_named(abbreviation: str) -> Office:
    """By its name, which is what an organization may read of it."""
    return next(office for office in gazetteer.offices().values() if office.abbreviation == abbreviation)


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

    objects: ClassVar[BarrierAnswerQuerySet] = BarrierAnswerQuerySet.as_manager()  # type: ignore[assignment]

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
