"""The quarterly report of an office: figures locked to their instant, words that people edit."""

from django.db import models
from django.db.models import Q

from portal.models import OfficeOwned, Person
from portal.tenancy import SameOffice, Wall


class Report(OfficeOwned):
    """A report on one quarter. Once submitted it stands; a correction is a new one that replaces it."""

    quarter_on = models.DateField()
    """The first day of the quarter (calendar year)."""
    figures = models.JSONField(default=dict)
    """As counted at `figures_at`; text may change afterwards, these do not."""
    figures_at = models.DateTimeField()
    texts = models.JSONField(default=dict)
    """Words by section: {"duty-1": "…"}."""
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "quarter_on"], name="one_open_report_per_quarter", condition=Q(submitted_at=None)
            ),
            models.CheckConstraint(
                name="a_submitted_report_names_who", condition=Q(submitted_at=None) ^ Q(submitted_by__isnull=False)
            ),
            SameOffice(name="report_replaces_own", field="replaces"),
            Wall(
                name="report_wall",
                rows={"eousa": "submitted", "eousa_reader": "submitted"},
                secret=["texts"],
                office="select insert update:figures,figures_at,texts,edited_at,submitted_at,submitted_by_id",
                eousa_reader="select",
                eousa="select",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["quarter_on", "office"], name="reports_by_quarter")]
