"""The cache fails open: with Redis away, its counters live in this process until Redis is back."""

import logging
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5


class PatientClient:
    """Redis, unless it has just failed; then this process's memory."""

    down_until = 0.0

    def __init__(self, servers: list[str], **options: Any) -> None:
        self.redis = RedisCacheClient(servers, **options)
        self.memory = LocMemCache("redis-is-away", {})

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._ask, name)

    def _ask(self, name: str, *args: Any) -> Any:
        if monotonic() >= PatientClient.down_until:
            try:
                return getattr(self.redis, name)(*args)
            except RedisError as error:
                logger.warning("Redis does not answer, counting in memory: %s", error)
                PatientClient.down_until = monotonic() + RETRY_SECONDS
        return getattr(self.memory, name)(*args)


class RedisOrMemory(RedisCache):
    """Rate limits and used codes hold per process while Redis is down; no page fails because of it."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = PatientClient
