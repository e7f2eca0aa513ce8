"""Counts of cases, as an office reports them: numbers alone, superseded when they are corrected, never overwritten."""

from django.db import models
from django.db.models import Q

from partners.cases import Decline, Measure, Statute
from portal.models import Recorded
from portal.tenancy import SameOffice, Wall


class CaseCount(Recorded):
    """How many matters of one statute were referred, accepted, declined or charged in a quarter.

    Nobody outside the office reads a row of it, EOUSA included, and the trail withholds the number: the nation gets
    totals alone, from which no small cell can be told (`partners.suppression`).
    """

    quarter_on = models.DateField()
    """The first day of the quarter (calendar year)."""
    statute = models.CharField(max_length=5, choices=Statute.choices)
    measure = models.CharField(max_length=8, choices=Measure.choices)
    reason = models.CharField(max_length=9, choices=Decline.choices, blank=True)
    """Why declined; empty for every other measure."""
    number = models.PositiveIntegerField()
    """Matters."""

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "quarter_on", "statute", "measure", "reason"],
                name="one_standing_count_per_cell",
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(
                name="what_was_declined_has_a_reason",
                condition=Q(measure=Measure.DECLINED) ^ Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_count_begins_a_quarter",
                condition=Q(quarter_on__day=1, quarter_on__month__in=[1, 4, 7, 10]),
            ),
            SameOffice(name="case_count_replaces_own", field="replaces"),
            Wall(
                name="case_count_wall",
                withheld=["number"],
                office="select insert update:superseded_at",
                totals="select:id,office_id,quarter_on,statute,measure,reason,number,recorded_at,superseded_at",
                jobs="select:id,office_id,quarter_on,recorded_at,superseded_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_statute_display()}, {self.get_measure_display()}, {self.quarter_on}"
