"""Several people who act at the same moment, each on a connection of their own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from portal.errors import Refused

DONE = "done"


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Start all together; gives what came of each: "done", or the sentence of the rule that refused.

    Any other exception is a fault, and is told by its name.
    """
    barrier, came = Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            act()
            came[place] = DONE
        except Refused as refusal:
            came[place] = str(refusal)
        except Exception as fault:  # noqa: BLE001 told to the test, which fails by it
            came[place] = f"fault: {fault!r}"
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return came
