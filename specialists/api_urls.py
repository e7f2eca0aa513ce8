"""Coverage and appointments under /api/v1/."""

from typing import Any

urlpatterns: list[Any] = []
