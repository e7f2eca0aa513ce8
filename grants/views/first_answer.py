"""The first useful answer, at once: which programs may pay for what was said."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from grants.counties import state_of
from grants.fit import GUIDANCE, Applicant, Fit, Verdict, clash, presumed, suggested
from grants.fit_words import is_through, label
from grants.forms.fit import FactsForm
from grants.models.opportunity import Opportunity
from grants.models.program import programs
from grants.notice_words import warning
from grants.open_now import of_fit, open_now
from partners.taxonomy import Need
from portal import gazetteer

TOLD = ("county", "need", "violence", "kind")
"""Of a question, what its first answer is made of."""
MOST = 6
"""So many are shown; the fit checker has all."""


def first_answer(said: Mapping[str, Any], on: date, at: datetime, known: Applicant | None = None) -> dict[str, Any]:
    """How the programs for this need and these kinds of violence fit such an organization, those first that are there
    for it above all, and where all of them are looked at more closely. `said`: need, violence, kind, county, and facts
    as an address has them. `known`: what the directory knows of whoever asks, signed in."""
    found = fitting(said, known or by_kind(said), on)
    listed = open_now(at)
    state = state_of(gazetteer.country(), said.get("county", ""))
    lines = [line(one, state, listed) for one in found[:MOST]]
    return {
        "fits": lines,
        "old": warning((notice for one in lines for notice in one["notices"]), at),
        "state": state,
        "fit_url": looked_at(said) if known is None else looked_at_signed_in(said),
        "need": Need(said["need"]).label,
        "guidance": GUIDANCE,
    }


def line(one: Fit, state: str, listed: Sequence[Opportunity]) -> dict[str, Any]:
    """One program, as `grants/first_answer.html` shows it."""
    return {
        "fit": one,
        "label": label(one),
        "purpose": one.program.said("purpose"),
        "why": why(one),
        "agency_url": agency_url(one, state),
        "notices": of_fit(one, listed),
    }


def why(one: Fit) -> str:
    """The first thing that it depends on; else the reason of the verdict. The fit checker has all of them."""
    if one.is_unjudged_through_state:
        return _("An agency of your state hands this money out, and says who may get it.")
    if one.whether:
        return _("It depends first on %(what)s.") % {"what": one.whether[0]}
    return str(one.reasons[0].text) if one.verdict != Verdict.CHECK_NOTICE and one.reasons else ""


def agency_url(one: Fit, state: str) -> str:
    """Where the agency of the state stands, or that it is not verified, with the federal contact until then."""
    return f"{one.program.url}?{urlencode({'state': state})}#state" if state and is_through(one) else ""


def looked_at(said: Mapping[str, Any]) -> str:
    """The fit checker, with what was said."""
    asked = {name: said[name] for name in ("kind", "need", "county", "violence") if said.get(name)}
    return f"{reverse('fit')}?{urlencode(asked | said.get('facts', {}), doseq=True)}"


def looked_at_signed_in(said: Mapping[str, Any]) -> str:
    """The page of what fits by the entry; the entry says the rest."""
    asked = {name: said[name] for name in ("need", "violence") if said.get(name)}
    return f"{reverse('own-fit')}?{urlencode(asked, doseq=True)}"


def by_kind(said: Mapping[str, Any]) -> Applicant:
    """What such an organization mostly is, with what was said of it; without that where the kind rules it out."""
    kind, facts = said.get("kind", "").lower(), FactsForm(said.get("facts", {})).facts
    return presumed(kind) if clash(kind, facts) else presumed(kind, **facts)


def fitting(said: Mapping[str, Any], applicant: Applicant, on: date) -> list[Fit]:
    """For all kinds of violence that were named; for none named, whatever the program is about."""
    return suggested(applicant, programs(on).values(), on, violence=said.get("violence") or (), need=said["need"])
