"""The first useful answer, at once: which programs may pay for what was said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from grants.catalog import Confidence, ProgramFacts
from grants.models.program import programs
from partners.taxonomy import Need

MOST = 6
"""So many are shown; the fit checker has all."""
ORDER = list(Confidence)


def first_answer(said: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The programs for this need and these kinds of violence, the surest first, and where all are looked at closely.

    `said`: need, violence, kind, county.
    """
    fitting = sorted((one for one in programs(on).values() if pays_for(one, said)), key=sureness)
    asked = {name: said[name] for name in ("violence", "kind", "need", "county") if said.get(name)}
    return {
        "programs": [{"facts": one, "purpose": one.said("purpose")} for one in fitting[:MOST]],
        "fit_url": f"{reverse('fit')}?{urlencode(asked, doseq=True)}",
        "need": Need(said["need"]).label,
    }


def pays_for(program: ProgramFacts, said: Mapping[str, Any]) -> bool:
    """Whether the program is for this need, and for one of these kinds of violence where it names any."""
    violence = set(said.get("violence") or ())
    return said["need"] in program.needs and (not violence or not program.violence or bool(violence & program.violence))


def sureness(program: ProgramFacts) -> tuple[int, int]:
    return ORDER.index(program.confidence), program.place
