"""Who answers is decided three times, because of the walls: where a question is put, at the office, for the nation."""

from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from grants.administrator_panels import states_with_somebody
from grants.backups import next_to_answer
from grants.models import Backup
from grants.models.routing import Keeper, intake, keeper_of
from portal import gazetteer
from portal.access import DatabaseRole, Role
from portal.models import Membership, Office, Person
from portal.tenancy import acting_as
from tests import make
from tests.make import NOW

HERE, LEFT, DISABLED = "here", "left", "disabled"
HELD: list[list[tuple[Role, bool]]] = [
    [],
    [(Role.SPECIALIST, False)],
    [(Role.STAFF, False)],
    [(Role.LEADERSHIP, False)],
    [(Role.LEADERSHIP, True)],
    [(Role.STAFF, True)],
    [(Role.LEADERSHIP, True), (Role.STAFF, False)],
    [(Role.SPECIALIST, False), (Role.LEADERSHIP, True)],
]
"""At an office: in which roles there is or was somebody, and whether that person is the named back-up."""
CASES = list(product(HELD, (HERE, LEFT, DISABLED)))


def staff(office: Office, held: list[tuple[Role, bool]], first: str) -> None:
    """Fill the posts; of the `first` it is said whether that person is still there."""
    for place, (role, is_named) in enumerate(held):
        stands = HERE if place else first
        someone = make.person(is_active=stands != DISABLED)
        ended: dict[str, Any] = {"ended_at": NOW, "ended_by": someone} if stands == LEFT else {}
        Membership.objects.create(person=someone, role=role, office=office, **ended)
        if is_named:
            with acting_as(DatabaseRole.OFFICE, office_id=office.pk, person_id=someone.pk):
                Backup.objects.create(office=office, person=someone, named_by=someone)


def kept(office: Office) -> Keeper:
    with intake(uuid4(), office.pk):
        return keeper_of(office)


def told(office: Office) -> Person | None:
    with acting_as(DatabaseRole.OFFICE, office_id=office.pk):
        found = next_to_answer(office)
    return found and found[0]


@pytest.mark.django_db
@pytest.mark.parametrize("turn", range(2))
def test_the_three_say_the_same_of_every_office(erin: Person, turn: int) -> None:
    offices = list(gazetteer.offices().values())
    for number, office in enumerate(offices):
        staff(office, *CASES[(number + 7 * turn) % len(CASES)])

    keepers = {office: kept(office) for office in offices}

    assert {office: None if one.is_central else one.person for office, one in keepers.items()} == {
        office: told(office) for office in offices
    }
    assert {one.person for one in keepers.values() if one.is_central} == {erin}
    with acting_as(DatabaseRole.EOUSA):
        assert states_with_somebody() == {office.state for office, one in keepers.items() if not one.is_central}
    assert {one.is_central for one in keepers.values()} == {True, False}
