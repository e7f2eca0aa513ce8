"""Which programs could pay for what a place lacks: registered with the gaps of the work with partners."""

from collections.abc import Iterable

from django.utils.timezone import localdate

from grants.catalog import ProgramFacts
from grants.models import programs
from partners.gaps import Program, Spot


def matching(spot: Spot, known: Iterable[ProgramFacts]) -> list[ProgramFacts]:
    """Programs that may pay for the need, and are for this population or for all; those made for the population first,
    then those whose law was read."""
    found = [one for one in known if spot.need in one.needs and is_for(one, spot.population)]
    return sorted(found, key=lambda one: (not one.populations, not one.has_verdict, one.place))


def is_for(program: ProgramFacts, population: str) -> bool:
    """Whether a program is for a population; one that is made for some is not for people in general."""
    return not program.populations or population in program.populations


def fitting_programs(spot: Spot) -> list[Program]:
    """As the page of a gap names them."""
    return [Program(one.title, one.url) for one in matching(spot, programs(localdate()).values())]
