"""Programs that we start and that must never outlive us."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from portal.launch.trouble import died

PATIENCE = 10.0
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    """One program in a session of its own, its output in a log."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    ends_with: signal.Signals

    def demand_alive(self) -> None:
        """Stop the start with the last words of a program that has ended."""
        code = self.process.poll()
        if code is not None:
            raise died(self.name, code, self.log)

    def ask_to_stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.ends_with)

    def stop(self, patience: float = PATIENCE) -> None:
        """Ask, wait, then end it and all that it started."""
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start(
    name: str,
    command: list[str | Path],
    *,
    log: Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    user: int | None = None,
    ends_with: signal.Signals = signal.SIGTERM,
) -> Child:
    """Start a program that gets `ends_with` when we stop it, and on Linux also when we are killed outright."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=cwd,
            env=env,
            start_new_session=True,
            preexec_fn=_tied_to(os.getpid(), ends_with),  # noqa: PLW1509  (started before any thread)
            **as_user(user),
        )
    return Child(name, process, log, ends_with)


class Rights(TypedDict, total=False):
    """Arguments of subprocess."""

    user: int
    group: int
    extra_groups: list[int]


def as_user(user: int | None) -> Rights:
    """What drops every right but those of `user`."""
    return {} if user is None else {"user": user, "group": pwd.getpwuid(user).pw_gid, "extra_groups": []}


def _tied_to(parent: int, ends_with: signal.Signals) -> Callable[[], None]:
    def tie() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(ends_with), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie
