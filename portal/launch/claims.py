"""One portal to one data folder, one program to one port."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from portal.launch.trouble import Trouble

LOOPBACK = "127.0.0.1"


@contextlib.contextmanager
def claim(home: Path, address: str) -> Iterator[None]:
    """Hold the data folder while the portal runs. The kernel lets go when the process ends, however it ends."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _running(home) from None
        lock.truncate(0)
        lock.write(f"{address} (process {os.getpid()})")
        lock.flush()
        yield


def refuse_while_running(home: Path) -> None:
    """Say so, and stop, if a portal holds this folder."""
    if is_claimed(home):
        raise _running(home)


def is_claimed(home: Path) -> bool:
    """Whether a portal holds this folder."""
    if not (home / "run.lock").exists():
        return False
    with (home / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _running(home: Path) -> Trouble:
    where = (home / "run.lock").read_text().strip() or "an address not yet written down"
    return Trouble(f"The portal is running already at {where}; press Ctrl-C where it runs to stop it first.")


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other set-up is at work here."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port(preferred: int | None = None) -> int:
    """The preferred port if nobody has it, or any other."""
    if preferred and port_is_free(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def demand_port(port: int) -> None:
    if not port_is_free(port):
        raise Trouble(f"Port {port} is taken by another program; stop it, or choose another: make run PORT={port + 1}")


def wanted_port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65_536:
        return int(text)
    raise Trouble(f"PORT must be a number between 1 and 65535, not “{text}”.")
