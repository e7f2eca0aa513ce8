"""What is known of somebody who looks for money: the facts that the rules ask, and what a kind says of them. Pure.

A fact that is not known is None. The kinds are those of the directory (`partners.kinds`) and those of the statutes
(34 USC 12291(a) and the sections of the programs). A kind settles some facts; others it makes likely, and whoever asks
may say otherwise (`presumed`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.kinds import Kind
from partners.taxonomy import Population


class Form(models.TextChoices):
    """What an applicant is before the law."""

    NONPROFIT = "NONPROFIT", _("nonprofit organization")
    STATE = "STATE", _("state or territorial government, or an agency of it")
    LOCAL = "LOCAL", _("city, county or other local government, or an agency of it")
    TRIBE = "TRIBE", _("federally recognized tribe, or an agency of it")
    TRIBAL_ORGANIZATION = "TRIBAL_ORGANIZATION", _("tribal organization")
    DESIGNEE = "DESIGNEE", _("organization that a tribe has named to apply for it")
    COURT = "COURT", _("state or local court")
    TRIBAL_COURT = "TRIBAL_COURT", _("tribal court")
    POLICE = "POLICE", _("police or sheriff")
    TRIBAL_POLICE = "TRIBAL_POLICE", _("tribal police")
    OFFICE = "OFFICE", _("prosecutor’s office, probation or corrections")
    HIGHER_EDUCATION = "HIGHER_EDUCATION", _("institution of higher education")
    SCHOOL = "SCHOOL", _("school or school district")
    PUBLIC = "PUBLIC", _("publicly funded organization that does not act as government")
    FEDERAL = "FEDERAL", _("federal agency")
    FOR_PROFIT = "FOR_PROFIT", _("for-profit organization")


LGBT = frozenset({str(Population.SEXUAL_ORIENTATION), str(Population.GENDER_IDENTITY)})
DISABILITY = frozenset({str(Population.DISABILITY), str(Population.DEAF)})
NATIVE = frozenset({str(Population.NATIVE)})
MINORITY = frozenset({str(Population.RACIAL_ETHNIC)})


@dataclass(frozen=True)
class Applicant:
    """The facts that some rule asks. None: not known."""

    form: str | None = None
    serves_victims: bool | None = None
    """A victim service provider: helps victims, with a record of it (34 USC 12291(a)(50))."""
    legal: bool | None = None
    """Gives legal help in the sense of 34 USC 12291(a)(24)."""
    assault: bool | None = None
    """Gives direct help to victims of sexual assault, as a rape crisis center (34 USC 12291(a)(30))."""
    rural: bool | None = None
    """Serves a rural area or community (34 USC 12291(a)(32))."""
    youth: bool | None = None
    """Has a record of work with young people affected by such violence, or of preventing it."""
    populations: frozenset[str] | None = None
    """The underserved populations for which it has services made for them (34 USC 12291(a)(27), (46)). Empty: none."""
    mainly: bool | None = None
    """Is there mainly for such a population (34 USC 12291(a)(26))."""
    cultural: bool | None = None
    """Its main purpose is culturally specific services (34 USC 12291(a)(8)-(9))."""
    tribal: bool | None = None
    """An organization of Indians, or for Native victims above all (34 USC 12291(a)(44)-(45))."""
    state_coalition: bool | None = None
    """The coalition that HHS or CDC recognizes for the state (34 USC 12291(a)(38)-(39), (41))."""
    tribal_coalition: bool | None = None
    """A tribal coalition that OVW recognizes, or about to be founded where there is none (34 USC 10441(d)(2))."""

    def fact(self, name: str) -> Any:
        """A fact, or what follows from several; None while that is not known."""
        derive = DERIVED.get(name)
        return derive(self) if derive else getattr(self, name)

    def asks(self, name: str) -> str:
        """Which fact somebody has to say so that this one is known."""
        if name == "lgbt_first":
            return "mainly" if self.populations else "populations"
        return "populations" if name in DERIVED else name


def own_services(one: Applicant) -> bool | None:
    """Whether it has services that are made for an underserved population."""
    if one.mainly:
        return True
    return None if one.populations is None else bool(one.populations)


def for_disability(one: Applicant) -> bool | None:
    """Whether it serves individuals with disabilities or Deaf people."""
    return None if one.populations is None else bool(one.populations & DISABILITY)


def lgbt_first(one: Applicant) -> bool | None:
    """Whether LGBT specific services are what it is there for."""
    if one.mainly is False or (one.populations is not None and not one.populations & LGBT):
        return False
    return None if one.mainly is None or one.populations is None else True


DERIVED = {"own_services": own_services, "for_disability": for_disability, "lgbt_first": lgbt_first}
FACTS = tuple(field.name for field in fields(Applicant))
"""In the order in which they are asked."""

# --- what follows from what -----------------------------------------------------------------------------------------
FOLLOWS: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...] = (
    ({"form": Form.TRIBE}, {"rural": True, "tribal": True}),
    ({"form": Form.TRIBAL_COURT}, {"rural": True, "tribal": True}),
    ({"form": Form.TRIBAL_POLICE}, {"rural": True, "tribal": True}),
    ({"form": Form.TRIBAL_ORGANIZATION}, {"tribal": True}),
    ({"form": Form.DESIGNEE}, {"tribal": True}),
    ({"state_coalition": True}, {"form": Form.NONPROFIT, "serves_victims": True}),
    ({"tribal_coalition": True}, {"form": Form.NONPROFIT, "serves_victims": True, "tribal": True}),
    ({"populations": frozenset()}, {"mainly": False}),
)
"""12291(a)(32)(C): any federally recognized tribe is rural. (38)-(42), (50): coalitions are nonprofit providers."""


def closed(one: Applicant) -> Applicant:
    """With what follows from the facts; what was said stays as it was said."""
    for given, then in FOLLOWS:
        if all(getattr(one, name) == value for name, value in given.items()):
            one = replace(one, **{name: value for name, value in then.items() if getattr(one, name) is None})
    return one


def at_odds(one: Applicant) -> tuple[str, str] | None:
    """Two facts that cannot both be so; None where all can."""
    for given, then in FOLLOWS:
        if all(getattr(one, name) == value for name, value in given.items()):
            for name, value in then.items():
                if getattr(one, name) != value:
                    return next(iter(given)), name
    return None


# --- what a kind says -----------------------------------------------------------------------------------------------
NO_COALITION = {"state_coalition": False, "tribal_coalition": False}
SERVES = {"serves_victims": True, **NO_COALITION}
FOR_NATIVE = {"tribal": True, "populations": NATIVE, "mainly": True}
OF_A_CULTURE = {"cultural": True, "populations": MINORITY, "mainly": True, **NO_COALITION}

SETTLED: dict[str, dict[str, Any]] = {
    Kind.SHELTER.lower(): SERVES,
    Kind.RAPE_CRISIS_CENTER.lower(): {**SERVES, "assault": True},
    Kind.DUAL_PROGRAM.lower(): {**SERVES, "assault": True},
    Kind.HOTLINE.lower(): SERVES,
    Kind.COALITION.lower(): {"form": Form.NONPROFIT, "serves_victims": True},
    Kind.CULTURALLY_SPECIFIC.lower(): OF_A_CULTURE,
    Kind.FAITH_BASED.lower(): NO_COALITION,
    Kind.LEGAL_AID.lower(): {"legal": True, **NO_COALITION},
    Kind.LAW_SCHOOL.lower(): {"form": Form.HIGHER_EDUCATION},
    Kind.HEALTH_CARE.lower(): NO_COALITION,
    Kind.INTERVENTION.lower(): NO_COALITION,
    Kind.SOCIAL_SERVICES.lower(): NO_COALITION,
    Kind.SUBSTANCE_ABUSE.lower(): NO_COALITION,
    Kind.TRIBE.lower(): {"form": Form.TRIBE},
    Kind.TRIBAL_PROGRAM.lower(): {"serves_victims": True, **FOR_NATIVE, "state_coalition": False},
    Kind.POLICE.lower(): {"form": Form.POLICE},
    Kind.TRIBAL_POLICE.lower(): {"form": Form.TRIBAL_POLICE},
    Kind.PROSECUTOR.lower(): {"form": Form.OFFICE},
    Kind.COURT.lower(): {"form": Form.COURT},
    Kind.TRIBAL_COURT.lower(): {"form": Form.TRIBAL_COURT},
    Kind.CORRECTIONS.lower(): {"form": Form.OFFICE},
    Kind.STATE_AGENCY.lower(): {"form": Form.STATE},
    Kind.LOCAL_AGENCY.lower(): {"form": Form.LOCAL},
    Kind.FEDERAL_AGENCY.lower(): {"form": Form.FEDERAL},
    Kind.MILITARY.lower(): {"form": Form.FEDERAL},
    Kind.ASSISTANCE_PROVIDER.lower(): NO_COALITION,
    Kind.OTHER.lower(): {},
    # The statutes' own words.
    "state": {"form": Form.STATE},
    "territory": {"form": Form.STATE},
    "local_government": {"form": Form.LOCAL},
    "government": {},
    "tribal_government": {"form": Form.TRIBE},
    "tribal_designee": {"form": Form.DESIGNEE},
    "tribal_organization": {"form": Form.TRIBAL_ORGANIZATION},
    "tribal_nonprofit": {"form": Form.NONPROFIT, "serves_victims": True, **FOR_NATIVE},
    "territorial_organization": {"form": Form.NONPROFIT},
    "urban_indian_organization": {"form": Form.NONPROFIT, "populations": NATIVE, "mainly": True, **NO_COALITION},
    "law_enforcement_agency": {"form": Form.POLICE},
    "state_coalition": {"form": Form.NONPROFIT, "serves_victims": True, "state_coalition": True},
    "tribal_coalition": {"form": Form.NONPROFIT, "serves_victims": True, "tribal_coalition": True, **FOR_NATIVE},
    "coalition_with_gov_partner": {"form": Form.NONPROFIT, "serves_victims": True},
    "victim_service_provider": SERVES,
    "victim_service_provider_with_gov_partner": SERVES,
    "victim_service_provider_with_population_partner": SERVES,
    "population_specific_organization": {"form": Form.NONPROFIT, "mainly": True, **NO_COALITION},
    "culturally_specific_community_organization": OF_A_CULTURE,
    "culturally_specific_private_nonprofit": {"form": Form.NONPROFIT, **OF_A_CULTURE},
    "community_organization": NO_COALITION,
    "nonprofit": {"form": Form.NONPROFIT},
    "private_nonprofit": {"form": Form.NONPROFIT},
    "publicly_funded_nongovernmental_role": {"form": Form.PUBLIC},
    "legal_services_provider": {"legal": True, **NO_COALITION},
    "institution_of_higher_education": {"form": Form.HIGHER_EDUCATION},
    "school": {"form": Form.SCHOOL},
    "health_care_entity": NO_COALITION,
    "research_firm": {"form": Form.FOR_PROFIT},
    "for_profit": {"form": Form.FOR_PROFIT},
    "continuum_collaborative_applicant": {},
}
"""What is so by the kind itself. Keys: how an address names the kind."""
UNSETTLED = frozenset({"other", "government", "continuum_collaborative_applicant"})


def settled(kind: str, **said: Any) -> Applicant:
    """What the kind settles and what was said. An unknown kind settles nothing."""
    return closed(Applicant(**{**SETTLED.get(kind, {}), **said}))


def presumed(kind: str, **said: Any) -> Applicant:
    """As `settled`; where nothing was said of it, such an organization is taken for a nonprofit, or for a tribal
    organization where the kind is tribal, and for one that is not tribal where its kind is not."""
    one = settled(kind, **said)
    if kind not in SETTLED or kind in UNSETTLED:
        return one
    if one.form is None:
        one = replace(one, form=Form.TRIBAL_ORGANIZATION if one.tribal else Form.NONPROFIT)
    is_other = one.tribal is None and one.tribal_coalition is False
    return closed(replace(one, tribal=False) if is_other else one)


def refuted(kind: str, said: Mapping[str, Any]) -> str:
    """The first thing that was said and that the kind rules out; empty where all may be so."""
    known = {name: value for name, value in SETTLED.get(kind, {}).items() if name != "populations"}
    return next((name for name, value in said.items() if known.get(name, value) != value), "")


def clash(kind: str, said: Mapping[str, Any]) -> tuple[str, str] | None:
    """Two things that were said and cannot both be so, of which the first may be the kind; None where all can."""
    wrong = refuted(kind, said)
    return ("kind", wrong) if wrong else at_odds(presumed(kind, **said))
