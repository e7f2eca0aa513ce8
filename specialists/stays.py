"""How long vacancies stayed in each stage, read from their moves: as of a day, as known by an instant. One query."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import NamedTuple

from portal.access import OFFICE_DATABASE_ROLES
from portal.tenancy import current
from specialists.models.move import Move
from specialists.nation import SEES_THE_NATION, counting
from specialists.pace import CUT_SHORT, Pace, Visit, paces
from specialists.stages import Stage, StepKey


class Moved(NamedTuple):
    """A move as far as days go."""

    office_id: int
    vacancy_id: int
    step: str
    stage: str
    made_on: date


def visits_on(on: date, known: datetime) -> list[Visit]:
    """Every stay of every vacancy that the caller may see, as of the day. What was undone by then never was."""
    moves = Move.objects.known_at(known).filter(made_on__lte=on).order_by("vacancy_id", "made_on", "id")
    rows = map(Moved._make, moves.values_list(*Moved._fields))
    return [visit for _, found in groupby(rows, lambda row: row.vacancy_id) for visit in visits(list(found), on)]


def visits(moves: Collection[Moved], on: date) -> Iterator[Visit]:
    """The stays of one vacancy from its moves in order, each from its own first day."""
    for move, after in pairwise([*moves, None]):
        assert move
        stage = Stage(move.stage)
        if stage.is_open:
            days = ((after.made_on if after else on) - move.made_on).days
            is_over = after is not None and StepKey(after.step) not in CUT_SHORT
            yield Visit(move.office_id, stage, days, is_over=is_over, is_open=after is None)


def paces_on(on: date, known: datetime, office_id: int | None = None) -> list[Pace]:
    """How long every stage takes in the nation, beside one office: the caller's own, where the caller is of one.

    Who may not read other offices' moves gets figures that rest on at least `FEW` others, or none.
    """
    binding = current()
    if binding is not None and binding.role in SEES_THE_NATION:
        return paces(visits_on(on, known), office_id)
    is_of_an_office = binding is not None and binding.role in OFFICE_DATABASE_ROLES
    with counting():
        found = visits_on(on, known)
    return paces(found, binding.office_id if binding and is_of_an_office else None, is_closed=True)
