"""Starts workers and beats quickly: everything is loaded once, then forked. Speaks JSON lines on its own pipes.

What it forks is the real program, `celery worker` or `celery beat`, in a session of its own.
"""

import ctypes
import json
import os
import signal
import sys
import traceback
from typing import Any, NoReturn

from tests.mail.app import app, prepare, tick
from tests.mail.mutants import MUTANTS

PR_SET_PDEATHSIG = 1


def become(order: dict[str, Any]) -> NoReturn:
    """The child: the program that was ordered, its words in a log."""
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log, nothing = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND), os.open(os.devnull, os.O_RDONLY)
    for number, target in enumerate((nothing, log, log)):
        os.dup2(target, number)
    try:
        prepare()
        if order["mutant"]:
            MUTANTS[order["mutant"]]()
        tick(order["beats"], order["interval"])
        app.start(order["arguments"])
    except SystemExit:
        pass
    except BaseException:  # noqa: BLE001 it ends up in the log
        traceback.print_exc()
    os._exit(1)


def main() -> None:
    """Fork what each line orders; answer with its number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            become(json.loads(line))
        print(pid, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
