"""Does a program fit an organization on a day? Guidance, not a determination. Pure: no database, no clock.

A verdict only for programs whose law was read word by word (`ProgramFacts.has_verdict`), and only for days since the
rules are law. A fact that matters and is not known gives DEPENDS, with what has to be said. To know more never turns
a firm verdict into another.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.catalog import ProgramFacts
from grants.fit_facts import FACTS, Applicant, Form, clash, closed, presumed, settled
from grants.fit_rules import RULES, SINCE
from grants.fit_ways import Verdict, Way
from partners.taxonomy import Need

__all__ = [
    "FACTS", "GUIDANCE", "WHETHER", "Applicant", "Fit", "Form", "Reason", "Verdict",
    "clash", "closed", "fit", "fits", "presumed", "settled", "still_asked",
]  # fmt: skip

GUIDANCE = _("This is guidance, not a determination: the notice and the federal agency decide.")


class Question(models.TextChoices):
    """What a fact is about, as "depends on …" says it."""

    form = "form", _("the legal form of your organization")
    serves_victims = "serves_victims", _("whether you have a record of helping victims of such violence")
    legal = "legal", _("whether you give legal help")
    assault = "assault", _("whether you give victims of sexual assault direct help")
    rural = "rural", _("whether you serve a rural area")
    youth = "youth", _("whether you have a record of work with young people or in prevention")
    populations = "populations", _("whether you have services made for one underserved population")
    mainly = "mainly", _("whether you are mainly there for one underserved population")
    cultural = "cultural", _("whether culturally specific services are your main purpose")
    tribal = "tribal", _("whether you are a tribal organization")
    state_coalition = "state_coalition", _("whether you are the recognized coalition of your state")
    tribal_coalition = "tribal_coalition", _("whether you are a tribal coalition")


WHETHER = {question.value: question.label for question in Question}


@dataclass(frozen=True)
class Reason:
    """One plain sentence, and where it stands in the law."""

    text: Any
    citation: str


@dataclass(frozen=True)
class Fit:
    """How an applicant and a program stand to each other on a day, why, and which facts would settle it."""

    program: ProgramFacts
    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    """Names of facts, in the order in which they are asked."""
    through_state: bool = False
    """By the catalog, such an applicant gets this money from an agency of a state: no federal notice is for it."""

    @property
    def is_unjudged_through_state(self) -> bool:
        """Whether no verdict is given, and yet it is known who hands the money out."""
        return self.through_state and self.verdict == Verdict.CHECK_NOTICE

    @property
    def told(self) -> tuple[Reason, ...]:
        """The reasons that hold, each sentence once. While not even the legal form is known: who may apply at all."""
        meant = self.reasons[-1:] if "form" in self.missing else self.reasons
        return tuple({str(one.text): one for one in meant}.values())

    @property
    def may_fit(self) -> bool:
        return self.verdict != Verdict.NOT_ELIGIBLE

    @property
    def whether(self) -> list[str]:
        """What it depends on, in words."""
        return [str(WHETHER[name]) for name in self.missing]


def fit(applicant: Applicant, program: ProgramFacts, on: date) -> Fit:
    """The verdict for one program on one day."""
    known = closed(applicant)
    through_state = is_handed_on(known, program)
    if unsure := why_unsure(program, on, through_state=through_state):
        reason = Reason(unsure, program.statute or program.said("source"))
        return Fit(program, Verdict.CHECK_NOTICE, (reason,), through_state=through_state)
    return replace(judged(known, program), through_state=through_state)


STRAIGHT: dict[str | None, frozenset[str]] = {
    Form.STATE: frozenset({"state", "territory"}),
    Form.LOCAL: frozenset({"local_government"}),
    Form.TRIBE: frozenset({"tribal_government"}),
}
"""Governments that apply to the federal agency themselves where the catalog names them."""


def is_handed_on(one: Applicant, program: ProgramFacts) -> bool:
    """Whether such an applicant gets the money from an agency of a state."""
    return program.passes_on and STRAIGHT.get(one.form, frozenset()).isdisjoint(program.applicants)


def why_unsure(program: ProgramFacts, on: date, *, through_state: bool) -> Any:
    """Why only the notice, or the state, can say who may apply; empty where the rules say it."""
    is_read = program.has_verdict and program.key in RULES
    if not is_read and through_state:
        return _("We have not read the law of this program word by word. An agency of your state says who may get it.")
    if not is_read:
        return _("We have not read the law of this program word by word. Its notice says who may apply.")
    if not program.is_valid(on) or on < SINCE:
        return _("The rules that we know are those since October 1, 2022. Look at the notice of that time.")
    if program.is_authorized(on) is False:
        return _("The authorization by Congress has ended by that day. See whether there is a notice.")
    return ""


def judged(applicant: Applicant, program: ProgramFacts) -> Fit:
    """By the ways of the program's rule: the first that is open counts; those before it that may be open make it
    depend on what is not known."""
    possible = open_ways(applicant, RULES[program.key])
    reasons = tuple(Reason(way.text, way.citation) for way in possible)
    if len({way.verdict for way in possible}) == 1:
        return Fit(program, possible[0].verdict, reasons[-1:])
    return Fit(program, Verdict.DEPENDS, reasons, in_order(name for way in possible for name in way.unknown(applicant)))


def open_ways(applicant: Applicant, rule: Iterable[Way]) -> list[Way]:
    """The first way that is open, after those that may be; without those that open only where one before them does."""
    possible: list[Way] = []
    for way in rule:
        is_open = way.is_open(applicant)
        if is_open is not False and not any(before.covers(way, applicant) for before in possible):
            possible.append(way)
        if is_open:
            break
    return possible


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Facts in the order in which they are asked, each once."""
    wanted = set(names)
    return tuple(name for name in FACTS if name in wanted)


ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


def rank(one: Fit) -> tuple[int, bool]:
    """The best first; of what comes through a state those first on which there is a verdict."""
    stands_with = Verdict.THROUGH_STATE if one.is_unjudged_through_state else one.verdict
    return ORDER[stands_with], one.is_unjudged_through_state


def fits(
    applicant: Applicant,
    programs: Iterable[ProgramFacts],
    on: date,
    *,
    violence: Collection[str] = (),
    need: str = "",
) -> list[Fit]:
    """The verdicts for all programs about one of these kinds of violence and this need, best first, then those that
    are nearest to the need, else as in the catalog."""
    kinds = violence or [""]
    meant = (one for one in programs if any(is_about(one.violence, kind) for kind in kinds))
    asked = (one for one in meant if is_about(one.needs, need))
    return sorted(
        (fit(applicant, one, on) for one in asked), key=lambda one: (*rank(one), *distance(one.program, need))
    )


def suggested(
    applicant: Applicant, programs: Iterable[ProgramFacts], on: date, *, violence: Collection[str], need: str
) -> list[Fit]:
    """Those that may fit, first what is there for the need above all: one order for who asks and for who answers."""
    found = [one for one in fits(applicant, programs, on, violence=violence, need=need) if one.may_fit]
    return sorted(found, key=lambda one: list(one.program.needs[:1]) != [need])


def distance(program: ProgramFacts, need: str) -> tuple[int, bool, int]:
    """How far a program is from a need: nearest what it pays for first; what is for one population alone is further,
    and so is what pays for much else."""
    paid = [str(one) for one in program.needs]
    if not need or need not in paid:
        return len(Need), False, 0
    return paid.index(need), bool(program.populations), len(paid)


def is_about(known: Iterable[str], asked: str) -> bool:
    """Whether a program is about what was asked for; one that names nothing is for all."""
    codes = set(known)
    return not asked or not codes or asked in codes


def still_asked(found: Iterable[Fit]) -> list[str]:
    """The facts that still matter for a program that may fit, in the order in which they are asked."""
    return list(in_order(name for one in found for name in one.missing))
