"""Which programs of the catalog are asked for. Pure; the page and the API narrow alike."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from grants.catalog import ProgramFacts

HOLDS: dict[str, Callable[[ProgramFacts, Any], bool]] = {
    "violence": lambda facts, asked: asked in facts.violence,
    "need": lambda facts, asked: asked in facts.needs,
    "population": lambda facts, asked: asked in facts.populations,
    "through": lambda facts, asked: facts.through == asked,
    "agency": lambda facts, asked: facts.agency == asked,
    "confidence": lambda facts, asked: facts.confidence == asked,
    "applicant": lambda facts, asked: asked in facts.applicants,
    "listing": lambda facts, asked: asked in facts.listings,
    "is_formula": lambda facts, asked: facts.is_formula == asked,
}
"""What a program must be to be meant, by the name of the filter."""


def narrowed(found: Iterable[ProgramFacts], asked: Mapping[str, Any]) -> list[ProgramFacts]:
    """The programs that fulfil every filter that is set; one left empty asks for whatever it is."""
    told = {name: value for name, value in asked.items() if name in HOLDS and value not in {None, ""}}
    return [facts for facts in found if all(HOLDS[name](facts, value) for name, value in told.items())]
