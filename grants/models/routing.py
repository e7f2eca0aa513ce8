"""Who answers a question: the specialist of the office that serves the county, the back-up that the office has named,
its victim-witness staff, or EOUSA. Somebody active always does.

Neither a visitor nor an advocate may read who works where, so whoever asks becomes `portal_intake` for a moment: it
reads the roles of the one office and of EOUSA, and writes the one question of the key that it is bound to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from grants.models.request import Backup
from portal.access import OUTREACH_ROLES, DatabaseRole, Role
from portal.errors import Refused
from portal.models import Membership, Office, Person
from portal.tenancy import Binding, bound, current
from specialists.models import Desk
from specialists.nation import counting

NO_OFFICE = 0
"""As which office nobody is bound: its rows are those of EOUSA alone."""


@contextmanager
def intake(asked: UUID | str, office_id: int | None = None) -> Iterator[None]:
    """Bound to one question and nothing else, with the roles of the office that answers it in sight."""
    before = current()
    request_id, read_only = (before.request_id, before.read_only) if before else ("", False)
    person_id = before.person_id if before else None
    binding = Binding(
        DatabaseRole.INTAKE, office_id or NO_OFFICE, None, person_id, request_id, read_only, asked=str(asked)
    )
    with bound(binding):
        yield


class Keeper(NamedTuple):
    """Who answers, and whether as EOUSA because nobody at the office could."""

    person: Person
    is_central: bool

    @property
    def columns(self) -> dict[str, Any]:
        """As a question keeps them."""
        return {**kept_by(self.person), "is_central": self.is_central}


def kept_by(person: Person) -> dict[str, Any]:
    """The columns that say whose a question is."""
    return {"owner_id": person.pk, "owner_name": person.name, "owner_email": person.email}


def keeper_of(office: Office | None, *, leaving: int | None = None) -> Keeper:
    """Who answers for this office now, secured until the transaction ends; `leaving`: anybody but this person.

    Asked within `intake`. Raises Refused where the portal has nobody at all.
    """
    if office is not None:
        for person_id, roles in in_turn(office, leaving):
            if person := secured(person_id, roles, office):
                return Keeper(person, is_central=False)
    for person_id in at_the_center(office, leaving):
        if person := secured(person_id, {Role.EOUSA}, None):
            return Keeper(person, is_central=True)
    raise Refused(_("Nobody can answer questions here yet. Please come back later."))


def in_turn(office: Office, leaving: int | None) -> Iterator[tuple[int, set[Role]]]:
    """Specialists, the longest in role first; the back-up; victim-witness staff."""
    for role in (Role.SPECIALIST, Role.STAFF):
        if role == Role.STAFF:
            named = Backup.objects.filter(office=office, ended_at=None).values_list("person_id", flat=True)
            yield from ((person_id, set(OUTREACH_ROLES)) for person_id in named if person_id != leaving)
        held = Membership.objects.in_force().filter(office=office, role=role).exclude(person=leaving)
        for person_id in held.order_by("started_at", "pk").values_list("person_id", flat=True):
            yield person_id, {role}


def at_the_center(office: Office | None, leaving: int | None) -> Iterator[int]:
    """The desk officer who watches the office, then EOUSA's others."""
    if office is not None:
        with counting():
            watched = list(Desk.objects.standing().filter(office=office).values_list("person_id", flat=True))
        yield from (person_id for person_id in watched if person_id != leaving)
    held = Membership.objects.in_force().filter(role=Role.EOUSA).exclude(person=leaving)
    yield from held.order_by("started_at", "pk").values_list("person_id", flat=True)


def secured(person_id: int, roles: set[Role], office: Office | None) -> Person | None:
    """The person, if active in such a role there until this transaction ends."""
    person = Person.objects.only("name", "email", "is_active").get(pk=person_id)
    held = Membership.objects.filter(office=office)
    return person if held.secured(person, roles) else None
