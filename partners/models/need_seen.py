"""What people need where they are: needs that outreach has seen, added up by the database."""

from django.db import models

from partners.taxonomy import Need, Population
from portal.models import OfficeOwned
from portal.rollup import RolledUp
from portal.tenancy import Wall

COUNTS = """
SELECT office_id, county, population, need, 1 AS number
FROM {rows}
CROSS JOIN LATERAL unnest(needs) AS need
CROSS JOIN LATERAL unnest(CASE WHEN counties = '{}' THEN ARRAY[''] ELSE counties END::varchar[]) AS county
CROSS JOIN LATERAL unnest(CASE WHEN populations = '{}' THEN ARRAY[''] ELSE populations END::varchar[]) AS population
WHERE superseded_at IS NULL
"""
"""What each standing entry adds: one for each population, county and need that it names together."""


def needs_added_up() -> RolledUp:
    """That the needs seen in the log are added up here."""
    keys = ("office_id", "county", "population", "need")
    return RolledUp(name="needs_rolled_up", into="partners_needseen", keys=keys, counts=COUNTS)


class NeedSeen(OfficeOwned):
    """How many standing entries of an office saw a need of a population in a county."""

    county = models.CharField(max_length=5, blank=True)
    """FIPS. Empty: the entry names none."""
    population = models.CharField(max_length=24, choices=Population.choices, blank=True)
    """Empty: people in general."""
    need = models.CharField(max_length=24, choices=Need.choices)
    number = models.BigIntegerField(default=0)

    class Meta(OfficeOwned.Meta):
        verbose_name_plural = "needs seen"
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "county", "population", "need"], name="one_figure_per_office_and_need"
            ),
            Wall(
                name="need_seen_wall",
                audited=False,
                office="select insert update:number",
                totals="select",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need} ({self.county}, {self.population}): {self.number}"
