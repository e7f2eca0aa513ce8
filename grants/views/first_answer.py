"""The first useful answer, at once: which programs may pay for what was said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from grants.fit import GUIDANCE, Fit, Verdict, fits, presumed
from grants.models.program import programs
from partners.taxonomy import Need

MOST = 6
"""So many are shown; the fit checker has all."""


def first_answer(said: Mapping[str, Any], on: date) -> dict[str, Any]:
    """How the programs for this need and these kinds of violence fit such an organization, the best first, and where
    all of them are looked at more closely. `said`: need, violence, kind, county."""
    found = [one for one in fitting(said, on) if one.verdict != Verdict.NOT_ELIGIBLE]
    asked = {name: said[name] for name in ("kind", "need", "county") if said.get(name)}
    asked |= {"violence": said["violence"][0]} if said.get("violence") else {}
    return {
        "fits": [{"fit": one, "purpose": one.program.said("purpose"), "why": why(one)} for one in found[:MOST]],
        "fit_url": f"{reverse('fit')}?{urlencode(asked)}",
        "need": Need(said["need"]).label,
        "guidance": GUIDANCE,
    }


def why(one: Fit) -> str:
    """The first thing that it depends on; else the reason of the verdict. The fit checker has all of them."""
    if one.whether:
        return _("It depends first on %(what)s.") % {"what": one.whether[0]}
    return str(one.reasons[0].text) if one.verdict != Verdict.CHECK_NOTICE and one.reasons else ""


def fitting(said: Mapping[str, Any], on: date) -> list[Fit]:
    """For all kinds of violence that were named; for none named, whatever the program is about."""
    applicant, wanted = presumed(said.get("kind", "").lower()), set(said.get("violence") or ())
    found = fits(applicant, programs(on).values(), on, need=said["need"])
    return [one for one in found if not wanted or not one.program.violence or wanted & one.program.violence]
