"""The line of an emergency directive on every page of the offices that have not acknowledged it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from portal.hats import PortalRequest
from portal.models import Office
from specialists.models import Response

KEPT_SECONDS = 60
"""How long an office's lines are kept: so long may a new one take to appear on a page that is open to all."""


def emergencies(request: PortalRequest) -> list[dict[str, Any]]:
    """The lines that the office of the reader has not acknowledged. One query a minute and office."""
    office_id = request.hat.office_id
    lines: list[tuple[int, str]] | None = cache.get(key_of(office_id or 0))
    if lines is None:
        waiting = Response.objects.open().filter(office=office_id, acknowledged_at=None, directive__is_emergency=True)
        lines = list(waiting.order_by("pk").values_list("directive_id", "directive__banner"))
        cache.set(key_of(office_id or 0), lines, KEPT_SECONDS)
    return [{"text": text, "url": reverse("directive-detail", args=[pk])} for pk, text in lines]


def key_of(office_id: int) -> str:
    return f"emergencies:{office_id}"


def forget(offices: Iterable[Office]) -> None:
    """Look again for these offices: now, and once what was done is committed."""
    keys = [key_of(office.pk) for office in offices]
    cache.delete_many(keys)
    transaction.on_commit(partial(cache.delete_many, keys))
