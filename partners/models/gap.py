"""What people need and nobody gives: needs that outreach has seen, added up; and who sees to a gap, or why nobody."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.taxonomy import Need, Population
from portal.models import OfficeOwned, Person, Recorded
from portal.rollup import RolledUp
from portal.tenancy import SameOffice, Wall

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


class GapCare(Recorded):
    """What an office does about a gap: somebody sees to it, or it is accepted on a day, for a reason."""

    county = models.CharField(max_length=5, blank=True)
    population = models.CharField(max_length=24, choices=Population.choices, blank=True)
    need = models.CharField(max_length=24, choices=Need.choices)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("why it is accepted"), max_length=300, blank=True)

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
                office="select insert update:superseded_at",
                totals="select:id,office_id,county,population,need,accepted_on,recorded_at,superseded_at",
                jobs="select",
            ),
        ]
