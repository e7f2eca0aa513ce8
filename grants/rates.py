"""How often somebody without an account may ask: counted in the cache, which fails open to this process's memory."""

from time import time
from typing import NamedTuple

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

HOUR, DAY = 3600, 24 * 3600


class Rate(NamedTuple):
    """So many times in so many seconds."""

    times: int
    seconds: int


OF_NETWORK = (Rate(40, HOUR), Rate(120, DAY))
"""What comes from one address of the network: many may sit behind it."""
OF_ADDRESS = (Rate(5, HOUR), Rate(10, DAY))
"""Questions that name one e-mail address: nobody's mailbox is to be filled by somebody else."""
OF_QUESTION = (Rate(10, HOUR), Rate(20, DAY))
"""What is added to one question by its link."""
OF_RENEWAL = (Rate(3, DAY),)
"""New links to one question."""


def network_of(request: HttpRequest) -> str:
    """Whoever the request comes from, as the API tells callers apart."""
    return f"network:{BaseThrottle().get_ident(request)}"  # type: ignore[arg-type]


def is_within(who: str, rates: tuple[Rate, ...]) -> bool:
    """Count one more; whether every rate still allows it. The cache reads no address: what is counted is hashed."""
    name = salted_hmac("how often", who.lower()).hexdigest()
    counts = [counted(name, rate) for rate in rates]
    return all(count <= rate.times for count, rate in zip(counts, rates, strict=True))


def counted(name: str, rate: Rate) -> int:
    """Which of its hour or day this one is. A count lost between two steps begins again."""
    key = f"{name}:{rate.seconds}:{int(time()) // rate.seconds}"
    cache.add(key, 0, timeout=2 * rate.seconds)
    try:
        return cache.incr(key)
    except ValueError:
        return 1
