"""Extreme risk protection orders by law, state by state: dated rows of the nation, kept right by EOUSA."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.erpo import Confidence, Effect, Precision
from portal.models import OnRecord, Person, RecordedQuerySet
from portal.tenancy import Wall


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

    objects: ClassVar[RecordedQuerySet] = RecordedQuerySet.as_manager()  # type: ignore[assignment]

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
