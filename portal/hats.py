"""The hat that a request wears: a person acting in one role, for one office, organization or the nation."""

from dataclasses import dataclass
from typing import Any, Self

from django.http import HttpRequest

from portal.access import DATABASE_ROLE, GOVERNMENT_ROLES, MAY, OFFICE_ROLES, DatabaseRole, Permission, Role
from portal.models import Person


@dataclass(frozen=True)
class Hat:
    """One membership in use. `scope` is None for a session; a token may do only what its scope names."""

    role: Role
    person_id: int | None = None
    membership_id: int | None = None
    office_id: int | None = None
    court_id: str = ""
    organization_id: int | None = None
    place: str = ""
    scope: frozenset[str] | None = None

    @classmethod
    def of(cls, membership: dict[str, Any], person_id: int, scope: frozenset[str] | None = None) -> Self:
        """From the row that `portal.accounts.Backend` loads with the user."""
        return cls(
            role=Role(membership["role"]),
            person_id=person_id,
            membership_id=membership["id"],
            office_id=membership["office_id"],
            court_id=membership["court_id"] or "",
            organization_id=membership["organization_id"],
            place=membership["place"] or "",
            scope=scope,
        )

    def may(self, permission: Permission) -> bool:
        """Whether the access table gives the act to the role, and the token (if any) was made for it."""
        return self.role in MAY[permission] and (self.scope is None or permission in self.scope)

    @property
    def role_label(self) -> str:
        return str(self.role.label)

    @property
    def database_role(self) -> DatabaseRole:
        return DATABASE_ROLE[self.role]

    @property
    def is_visitor(self) -> bool:
        return self.role is Role.VISITOR

    @property
    def is_government(self) -> bool:
        return self.role in GOVERNMENT_ROLES

    @property
    def is_of_an_office(self) -> bool:
        return self.role in OFFICE_ROLES


VISITOR = Hat(Role.VISITOR)


class PortalRequest(HttpRequest):
    """What the middleware has added to the request by the time a view sees it."""

    hat: Hat
    hats: list[Hat]
    person: Person
    """The person who asks. Reading it as a visitor is a fault: such routes need a permission that visitors lack."""
    request_id: str
    notes: list[tuple[str, dict[str, Any]]]
    """What the access trail must keep of this request: (kind, detail)."""
