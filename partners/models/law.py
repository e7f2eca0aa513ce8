"""Extreme risk protection orders by law, state by state: dated rows of the nation, kept right by EOUSA."""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.erpo import Confidence, Effect, Law, Precision, Standing, petitioner, standing_of
from portal.models import Office, OnRecord, Person, RecordedQuerySet
from portal.tenancy import Wall


class ErpoLawQuerySet(RecordedQuerySet):
    """Laws by what is on record, and as the pure rules read them."""

    def on_record(self, known: datetime | None = None) -> Self:
        """What is on record now, or was by `known`; by state, the earliest law first."""
        rows = self.standing() if known is None else self.known_at(known)
        return rows.order_by("state", "starts_on", "code")

    def laws(self) -> list[Law]:
        """As `partners.erpo` takes them."""
        return [row.law for row in self]


def erpo_of(office: Office, day: date) -> Standing:
    """What the law of an office's state says of such orders on that day. One query."""
    return standing_of(office.state, ErpoLaw.objects.filter(state=office.state).on_record().laws(), day)


class ErpoLaw(OnRecord):
    """A law that allows such orders in a state, or forbids them. Who may petition stands in it with its own dates."""

    code = models.SlugField(max_length=30)
    """What stays the same while rows are superseded: "co", "ok-forbids"."""
    state = models.CharField(max_length=2)
    effect = models.CharField(max_length=7, choices=Effect.choices)
    order_name = models.CharField(_("name of the order"), max_length=160)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    """The first day on which it is no longer in force."""
    precision = models.CharField(max_length=7, choices=Precision.choices)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    petitioners: Any = models.JSONField(default=list, blank=True)
    """Who may ask a court: see `partners.erpo.Petitioner` for the keys of each."""
    verified_on = models.DateField(null=True, blank=True)
    """The day on which somebody of EOUSA last compared all of this with the law itself."""
    change = models.CharField(_("what has changed"), max_length=200, blank=True)
    """In a sentence: each office of the state gets a next step about it. Empty: nothing that an office has to hear."""
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # type: ignore[assignment]
    """Nobody: it came with the portal."""

    objects: ClassVar[ErpoLawQuerySet] = ErpoLawQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_standing_row_per_law", condition=Q(superseded_at=None)),
            models.CheckConstraint(
                name="a_law_ends_after_it_began",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_day_that_is_unknown_stays_empty",
                condition=Q(precision="UNKNOWN", starts_on=None) | (~Q(precision="UNKNOWN") & ~Q(starts_on=None)),
            ),
            Wall(
                name="erpo_law_wall",
                partner="select",
                office="select",
                oarm="select",
                operator="select",
                eousa_reader="select",
                eousa="select insert update:superseded_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.order_name}"

    @property
    def law(self) -> Law:
        """As `partners.erpo` takes it."""
        return Law(
            code=self.code,
            state=self.state,
            effect=Effect(self.effect),
            order_name=self.order_name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            precision=Precision(self.precision),
            confidence=Confidence(self.confidence),
            petitioners=tuple(petitioner(row) for row in self.petitioners),
            verified_on=self.verified_on,
        )
