"""What of grant guidance waits for EOUSA itself: one list, counted once a minute."""

from functools import partial
from typing import Any

from django.core.cache import cache
from django.utils.timezone import localdate

from grants import administrator_panels, contact_panels, guidance_panels, returning
from portal.access import EOUSA_ROLES, Permission, Role
from portal.hats import PortalRequest

MINUTE = 60
READ = (guidance_panels.central,)
"""What those who only read for EOUSA are told of, too."""
LISTS = (
    guidance_panels.central, returning.could_go_back, contact_panels.to_verify, administrator_panels.of_eousa,
)  # fmt: skip


def of_eousa(request: PortalRequest) -> list[dict[str, Any]]:
    """All who act for EOUSA read the same, and all who read for it."""
    role = request.hat.role
    if role not in EOUSA_ROLES:
        return []
    counted: list[dict[str, Any]] = cache.get_or_set(key(role), partial(count, request), MINUTE) or []
    return counted


def key(role: Role) -> str:
    return f"grants:central:{role}:{localdate()}"


def forget() -> None:
    """Somebody has just done one of these: it is counted anew."""
    cache.delete_many([key(role) for role in EOUSA_ROLES])


def count(request: PortalRequest) -> list[dict[str, Any]]:
    acts = request.hat.may(Permission.GRANT_FACTS_EDIT)
    return [line for lines in (LISTS if acts else READ) for line in lines(request)]
