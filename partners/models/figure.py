"""What EOUSA sees of the log: figures, never a note. Kept by the database as entries come and go."""

from django.db import models

from partners.duties import Duty
from partners.taxonomy import Did
from portal.models import OfficeOwned
from portal.rollup import RolledUp
from portal.tenancy import Wall

COUNTS = """
SELECT office_id, held_on - (extract(day FROM held_on)::int - 1) AS month, duty, did, m.measure, m.number
FROM {rows} CROSS JOIN LATERAL (
  VALUES ('ENTRIES', 1::bigint), ('GUESTS', (NOT is_host)::int), ('MINUTES', coalesce(minutes, 0)),
    ('TRAINED', trained_count), ('EDUCATED', educated)
  UNION ALL SELECT key, value::bigint FROM jsonb_each_text(trained)
) AS m(measure, number)
WHERE superseded_at IS NULL
"""
"""What each standing entry adds to the figures of its month."""


def added_up() -> RolledUp:
    """That the log's entries are added up here."""
    keys = ("office_id", "month", "duty", "did", "measure")
    return RolledUp(name="outreach_rolled_up", into="partners_figure", keys=keys, counts=COUNTS)


class Figure(OfficeOwned):
    """How much of one measure an office's standing entries of a month add up to, by duty and kind."""

    class Measure(models.TextChoices):
        """Besides these: a code of `Profession`, for people trained of that profession."""

        ENTRIES = "ENTRIES"
        GUESTS = "GUESTS"
        """Those of them about an event that another office held, and counts."""
        MINUTES = "MINUTES"
        TRAINED = "TRAINED"
        EDUCATED = "EDUCATED"

    month = models.DateField()
    """Its first day."""
    duty = models.PositiveSmallIntegerField(choices=Duty.choices)
    did = models.CharField(max_length=20, choices=Did.choices)
    measure = models.CharField(max_length=24)
    number = models.BigIntegerField(default=0)

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "month", "duty", "did", "measure"], name="one_figure_per_office_and_month"
            ),
            Wall(
                name="figure_wall",
                audited=False,
                office="select insert update:number",
                eousa_reader="select",
                eousa="select",
                totals="select",
                jobs="select",
            ),
        ]
