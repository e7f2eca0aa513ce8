"""The worker's line to the broker."""

from typing import Any

from kombu.transport import redis


class Line(redis.Channel):
    """Cut while a message is in hand, it says so as a lost connection, which the worker gets over; kombu's own answer,
    an AttributeError, ends the worker."""

    connection: Any

    def _connparams(self, *args: Any, **kwargs: Any) -> Any:
        if self.connection is None or self.connection.client is None:
            raise ConnectionError("The line to the broker is cut.")
        return super()._connparams(*args, **kwargs)  # type: ignore[misc]


class Transport(redis.Transport):
    """Redis as kombu knows it, by such lines."""

    Channel = Line
