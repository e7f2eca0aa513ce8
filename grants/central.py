"""What of grant guidance waits for EOUSA itself: one list, counted once a minute."""

from functools import partial
from typing import Any

from django.core.cache import cache
from django.utils.timezone import localdate

from grants import administrator_panels, contact_panels, guidance_panels, returning
from portal.access import Permission
from portal.hats import PortalRequest

MINUTE = 60
LISTS = (
    guidance_panels.central, returning.could_go_back, contact_panels.to_verify, administrator_panels.of_eousa,
)  # fmt: skip


def of_eousa(request: PortalRequest) -> list[dict[str, Any]]:
    """For those who act for EOUSA: they all read the same."""
    if not request.hat.may(Permission.GRANT_FACTS_EDIT):
        return []
    counted: list[dict[str, Any]] = cache.get_or_set(key(), partial(count, request), MINUTE) or []
    return counted


def key() -> str:
    return f"grants:central:{localdate()}"


def forget() -> None:
    """Somebody has just done one of these: it is counted anew."""
    cache.delete(key())


def count(request: PortalRequest) -> list[dict[str, Any]]:
    return [line for lines in LISTS for line in lines(request)]
