"""What tests of grant guidance share."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from portal.models.message import MessageQuerySet


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[dict[str, Any]]]:
    """What was written to the ledger, by cause; the same row twice is one."""
    kept: dict[UUID, dict[str, Any]] = {}
    real = MessageQuerySet.post

    def post(rows: Any, **facts: Any) -> UUID:
        key = real(rows, **facts)
        kept.setdefault(key, facts)
        return key

    monkeypatch.setattr(MessageQuerySet, "post", post)
    return lambda cause: [facts for facts in kept.values() if facts["cause"] == cause]
