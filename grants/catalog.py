"""The catalog of federal programs: what is known of each on a day, and how sure that is. Pure: no database, no clock.

A program has dated editions, half-open as everything here: valid on `valid_from`, no longer on `valid_until`. The same
question on two days gives each day's answer. What is only believed about a program is not in here at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grants.taxonomy import Agency, Violence
from partners.taxonomy import Need, Population

EARLIEST = date(2017, 9, 1)
"""The catalog begins here: on this day the laws of most programs moved to title 34 of the US Code."""
AHEAD = timedelta(days=3 * 366)
"""Nobody asks further ahead than this."""


SHARED_LISTINGS = frozenset({"93.136"})
"""Numbers under which the agency also lists what is no program of this catalog: a notice may be about that."""


class Confidence(models.TextChoices):
    """How sure the facts about a program are, and so whether a verdict can rest on them."""

    HIGH = "HIGH", _("read in the law itself")
    MEDIUM = "MEDIUM", _("from official lists and the citation; the law was not read word by word")
    LOW = "LOW", _("only its listing is known")


class Through(models.TextChoices):
    """Through whom the money comes to an organization."""

    DIRECT = "DIRECT", _("directly from the federal agency")
    STATE = "STATE", _("through a state agency")
    OTHER = "OTHER", _("through somebody else")
    UNKNOWN = "UNKNOWN", _("not verified")


APPLICANTS: dict[str, Any] = {
    "state": _("states"),
    "territory": _("territories"),
    "local_government": _("cities, counties and other local governments"),
    "government": _("public agencies"),
    "tribal_government": _("tribal governments"),
    "tribal_designee": _("organizations that a tribe has named to apply for it"),
    "tribal_organization": _("tribal organizations"),
    "tribal_nonprofit": _("tribal nonprofit organizations"),
    "territorial_organization": _("territorial organizations"),
    "urban_indian_organization": _("urban Indian organizations"),
    "court": _("courts"),
    "law_enforcement_agency": _("law enforcement agencies"),
    "state_coalition": _("state and territorial coalitions"),
    "tribal_coalition": _("tribal coalitions"),
    "coalition": _("coalitions"),
    "coalition_with_gov_partner": _("coalitions, together with a government partner that certifies"),
    "victim_service_provider": _("victim service providers"),
    "victim_service_provider_with_gov_partner": _(
        "victim service providers, together with a government partner that certifies"
    ),
    "victim_service_provider_with_population_partner": _(
        "victim service providers, together with an organization of the population"
    ),
    "population_specific_organization": _("organizations that serve one underserved population"),
    "culturally_specific_community_organization": _("culturally specific community organizations"),
    "culturally_specific_private_nonprofit": _("culturally specific private nonprofit organizations"),
    "community_organization": _("community organizations"),
    "nonprofit": _("nonprofit organizations"),
    "private_nonprofit": _("private nonprofit organizations"),
    "publicly_funded_nongovernmental_role": _(
        "publicly funded organizations that do not act as government, such as a law school"
    ),
    "legal_services_provider": _("legal services providers"),
    "institution_of_higher_education": _("colleges and universities"),
    "school": _("schools"),
    "health_care_entity": _("health care providers"),
    "research_firm": _("research organizations"),
    "continuum_collaborative_applicant": _("the lead applicant of a Continuum of Care"),
}
"""Who may apply, by code, in plain words."""


@dataclass(frozen=True)
class ProgramFacts:
    """One edition of a program. Texts that visitors read stand in English and, with `_es`, in Spanish."""

    key: str
    place: int
    """Where it stands in the catalog."""
    valid_from: date
    valid_until: date | None
    name: str
    name_es: str
    short: str
    agency: Agency
    listings: tuple[str, ...]
    """Numbers of its Assistance Listings."""
    is_listed: bool
    """Whether such a listing was active when the list was read (July 2026)."""
    statute: str
    is_formula: bool
    through: Through
    applicants: tuple[str, ...]
    """Codes of `APPLICANTS`: who applies to the federal agency itself."""
    violence: frozenset[Violence]
    """Empty: not by kind of violence."""
    needs: Sequence[Need]
    """What it pays for, what it is there for above all first."""
    populations: frozenset[Population]
    """For whom alone, or above all, it is. Empty: for all."""
    confidence: Confidence
    authorized_until: date | None
    """The first day without an authorization of money. None: not known, or not by such years."""
    purpose: str
    purpose_es: str
    via: str
    via_es: str
    match: str
    match_es: str
    conditions: str
    conditions_es: str
    reporting: str
    reporting_es: str
    money: str
    money_es: str
    award: str
    award_es: str
    note: str
    note_es: str
    source: str
    source_es: str

    @property
    def url(self) -> str:
        return reverse("program-detail", args=[self.key])

    @property
    def passes_on(self) -> bool:
        """Whether an organization gets the money from a state administering agency, never from Grants.gov."""
        return self.through == Through.STATE

    @property
    def shares_listing(self) -> bool:
        """Whether a notice under its numbers may be about something else."""
        return not SHARED_LISTINGS.isdisjoint(self.listings)

    @property
    def has_verdict(self) -> bool:
        """Whether it is known well enough to say whom it fits. Of the others: check the notice."""
        return self.confidence == Confidence.HIGH

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return self.said("name")

    def said(self, what: str) -> str:
        """A text in the reader's language; empty where nothing is verified."""
        suffix = "_es" if (get_language() or "").startswith("es") else ""
        return str(getattr(self, what + suffix))

    def is_valid(self, day: date) -> bool:
        """Whether this edition is the one of that day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def is_authorized(self, day: date) -> bool | None:
        """Whether Congress had authorized money for that day; None: not known."""
        return None if self.authorized_until is None else day < self.authorized_until

    @property
    def authorized_through(self) -> date | None:
        """The last day of the authorization, as people say it."""
        return self.authorized_until and self.authorized_until - timedelta(days=1)

    @property
    def applicants_in_words(self) -> list[str]:
        return [str(APPLICANTS[code]) for code in self.applicants]


def catalog_on(editions: Iterable[ProgramFacts], day: date) -> dict[str, ProgramFacts]:
    """The programs of that day by key, in the order given."""
    return {edition.key: edition for edition in editions if edition.is_valid(day)}
