"""Programs as the catalog keeps them: dated editions, written by migrations and by nobody else."""

from datetime import date
from functools import lru_cache
from time import monotonic
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from grants.catalog import Confidence, ProgramFacts, Through, catalog_on
from grants.taxonomy import Agency, Violence
from partners.taxonomy import Need, Population
from portal.models import EVERYBODY_READS
from portal.tenancy import Commands, Wall

KEPT_SECONDS = 60
SAID = ("name", "purpose", "via", "match", "conditions", "reporting", "money", "award", "note", "source")
"""What a visitor reads, in English and in Spanish."""
FACTS = (
    "key", "place", "valid_from", "valid_until", "short", "agency", "listings", "is_listed", "statute", "is_formula",
    "through", "applicants", "violence", "needs", "populations", "confidence", "authorized_until",
    *SAID, *(f"{name}_es" for name in SAID),
)  # fmt: skip
EVERYBODY: Commands = dict.fromkeys(EVERYBODY_READS, f"select:id,{','.join(FACTS)}")  # type: ignore[assignment]
"""All but what is only believed: no page and no program of a visitor's can read that, whatever it asks for."""


class Program(models.Model):
    """One edition of a federal program: what is known of it from `valid_from` until the day before `valid_until`."""

    key = models.SlugField(max_length=20)
    """What stays the same through all editions: "stop", "icjr"."""
    place = models.PositiveSmallIntegerField()
    """Where it stands in the catalog."""
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200)
    """Its official name."""
    name_es = models.CharField(max_length=240)
    short = models.CharField(max_length=60)
    agency = models.CharField(max_length=3, choices=Agency.choices)
    listings = ArrayField(models.CharField(max_length=8))
    is_listed = models.BooleanField(default=True)
    statute = models.CharField(max_length=120, blank=True)
    is_formula = models.BooleanField(default=False)
    through = models.CharField(max_length=7, choices=Through.choices)
    applicants = ArrayField(models.CharField(max_length=60), default=list)
    violence = ArrayField(models.CharField(max_length=14, choices=Violence.choices), default=list)
    needs = ArrayField(models.CharField(max_length=13, choices=Need.choices), default=list)
    populations = ArrayField(models.CharField(max_length=18, choices=Population.choices), default=list)
    confidence = models.CharField(max_length=6, choices=Confidence.choices)
    authorized_until = models.DateField(null=True, blank=True)
    purpose = models.CharField(max_length=400)
    purpose_es = models.CharField(max_length=500)
    via = models.CharField(max_length=400, blank=True)
    via_es = models.CharField(max_length=500, blank=True)
    match = models.CharField(max_length=400, blank=True)
    match_es = models.CharField(max_length=500, blank=True)
    conditions = models.TextField(blank=True)
    conditions_es = models.TextField(blank=True)
    reporting = models.CharField(max_length=300, blank=True)
    reporting_es = models.CharField(max_length=400, blank=True)
    money = models.CharField(max_length=300, blank=True)
    money_es = models.CharField(max_length=400, blank=True)
    award = models.CharField(max_length=300, blank=True)
    award_es = models.CharField(max_length=400, blank=True)
    note = models.CharField(max_length=500, blank=True)
    note_es = models.CharField(max_length=600, blank=True)
    source = models.CharField(max_length=300)
    source_es = models.CharField(max_length=400)
    believed_match = models.CharField(max_length=120, blank=True)
    believed_award = models.CharField(max_length=120, blank=True)
    believed_length = models.CharField(max_length=120, blank=True)
    believed_reporting = models.CharField(max_length=120, blank=True)
    believed_other = models.CharField(max_length=200, blank=True)
    """What people of the field believe and nobody has verified. Never shown as a fact."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="one_edition_of_a_program_begins_on_a_day"),
            models.UniqueConstraint(
                fields=["key"], name="one_edition_of_a_program_has_no_end", condition=Q(valid_until=None)
            ),
            models.CheckConstraint(
                name="an_edition_ends_after_it_began",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
            ),
            Wall(name="program_wall", **EVERYBODY | {"eousa": "select", "eousa_reader": "select"}),
        ]

    def __str__(self) -> str:
        return f"{self.short} ({self.valid_from})"


def programs(on: date) -> dict[str, ProgramFacts]:
    """The programs of that day by key, in the catalog's order; looked up once a minute in each process."""
    return catalog_on(editions(), on)


def program(key: str, on: date) -> ProgramFacts | None:
    """One program as of that day; None where it was not there, or never was."""
    return programs(on).get(key)


def editions() -> tuple[ProgramFacts, ...]:
    """Every edition of every program, in the catalog's order, the earliest first."""
    return _editions(int(monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=1)
def _editions(_minute: int) -> tuple[ProgramFacts, ...]:
    return tuple(facts(row) for row in Program.objects.order_by("place", "valid_from").values(*FACTS))


def facts(row: dict[str, Any]) -> ProgramFacts:
    """As the pure catalog takes it."""
    return ProgramFacts(**row | {
        "agency": Agency(row["agency"]),
        "through": Through(row["through"]),
        "confidence": Confidence(row["confidence"]),
        "listings": tuple(row["listings"]),
        "applicants": tuple(row["applicants"]),
        "violence": frozenset(map(Violence, row["violence"])),
        "needs": tuple(map(Need, row["needs"])),
        "populations": frozenset(map(Population, row["populations"])),
    })  # fmt: skip
