"""What people need and nobody gives: who sees to such a gap, or why nobody does."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_unknown
from partners.gaps import Spot
from partners.models.keeping import refuse_who_cannot_keep
from partners.models.outreach import Outreach
from partners.taxonomy import Need, Population
from portal.errors import Refused
from portal.models import Office, Person, Recorded, RecordedQuerySet, recorded_now
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall


class GapCareQuerySet(RecordedQuerySet):
    """Words about gaps, and how they are said."""

    def about(self, office: Office, gap: Spot) -> "GapCare | None":
        """The word that stands about this gap."""
        found: GapCare | None = self.standing().filter(office=office, **gap._asdict()).first()
        return found

    @transaction.atomic
    def own(self, *, office: Office, gap: Spot, owner: Person, by: Person, on: date) -> None:
        """Let somebody of the office see to it."""
        refuse_who_cannot_keep(owner, office)
        self._say(office, gap, by, owner=owner, accepted_on=None, reason="")

    @transaction.atomic
    def accept(self, *, office: Office, gap: Spot, reason: str, accepted_on: date, by: Person, on: date) -> None:
        """Nobody sees to it, for this reason, as of a day on which it was known."""
        refuse_unknown(accepted_on, on, since=Outreach.objects.first_to_see(office, gap), field="accepted_on")
        self._say(office, gap, by, owner=None, accepted_on=accepted_on, reason=reason)

    @transaction.atomic
    def reopen(self, *, office: Office, gap: Spot, by: Person, on: date) -> None:
        """Take back what was said: the gap is open again."""
        row = self.about(office, gap)
        if row is None:
            raise Refused(_now("This gap is open already."))
        row.supersede(by=by)

    def _say(self, office: Office, gap: Spot, by: Person, **said: Any) -> None:
        row = self.about(office, gap)
        if row and all(getattr(row, name) == value for name, value in said.items()):
            return
        sentence = _now("Somebody else has just said something about this gap. Look at it again.")
        with refusing(one_standing_word_per_gap=sentence):
            if row:
                row.supersede(by=by, **said)
            else:
                self.create(office=office, recorded_by=by, **gap._asdict(), **said)

    def kept_by(self, person_id: int) -> Self:
        """The first of all that somebody sees to at an office: they change hands together, and are not counted.

        EOUSA may hand them over, and is not told how many there are: figures that leave some gaps out would tell them.
        """
        found = self.standing().filter(owner_id=person_id).order_by("office_id", "owner_id", "pk")
        return found.distinct("office_id", "owner_id").only("office_id", "owner_id", "superseded_at")

    @transaction.atomic
    def pass_on(self, *, office_id: int, giver_id: int, to: Person | None, by: Person) -> None:
        """All that somebody sees to at an office goes to another; to nobody: these gaps are open again."""
        kept = self.standing().filter(office_id=office_id, owner_id=giver_id)
        changed = kept.update(owner=to) if to else kept.update(superseded_at=recorded_now())
        if not changed:
            raise Refused(_now("The gaps among these have just changed hands. Look again."))


class GapCare(Recorded):
    """What an office does about a gap: somebody sees to it, or it is accepted on a day, for a reason."""

    county = models.CharField(max_length=5, blank=True)
    population = models.CharField(max_length=24, choices=Population.choices, blank=True)
    need = models.CharField(max_length=24, choices=Need.choices)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("why it is accepted"), max_length=300, blank=True)

    objects: ClassVar[GapCareQuerySet] = GapCareQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "county", "population", "need"],
                name="one_standing_word_per_gap",
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(
                name="a_gap_is_owned_or_accepted",
                condition=Q(owner__isnull=False, accepted_on=None) | Q(owner=None, accepted_on__isnull=False),
            ),
            models.CheckConstraint(name="an_accepted_gap_says_why", condition=Q(accepted_on=None) | ~Q(reason="")),
            SameOffice(name="gap_care_replaces_own", field="replaces"),
            Wall(
                name="gap_care_wall",
                secret=["reason"],
                withheld=["county", "population", "need"],
                office="select insert update:superseded_at,owner_id",
                eousa="select:id,office_id,owner_id,superseded_at update:superseded_at,owner_id",
                totals="select:id,office_id,county,population,need,owner_id,accepted_on,recorded_at,superseded_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.spot.key

    @property
    def spot(self) -> Spot:
        return Spot(self.need, self.population, self.county)
