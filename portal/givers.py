"""Who gives which role, takes it away, and shuts out whoever holds it."""

from portal.access import OFFICE_ROLES, ORGANIZATION_ROLES, SIGNED_IN, Role

INVITES: dict[Role, frozenset[Role]] = {
    Role.LEADERSHIP: OFFICE_ROLES,
    Role.EOUSA: OFFICE_ROLES | {Role.EOUSA, Role.EOUSA_READER, Role.OARM},
    Role.MANAGER: ORGANIZATION_ROLES,
}
"""Which roles a role may hand out by invitation: in its own office or organization, EOUSA in any office."""
ENDS: dict[Role, frozenset[Role]] = {**INVITES, Role.EOUSA: INVITES[Role.EOUSA] | ORGANIZATION_ROLES}
"""Which roles it may take away."""
DISABLES: dict[Role, frozenset[Role]] = {Role.EOUSA: ENDS[Role.EOUSA], Role.OPERATOR: SIGNED_IN}
"""Holders of which roles it may shut out by disabling the account."""
HEADS = frozenset({Role.LEADERSHIP, Role.MANAGER, Role.EOUSA})
"""Roles that hand out roles, and so are told when roles change. No office or organization ends its own last one."""
