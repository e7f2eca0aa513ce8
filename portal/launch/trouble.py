"""What stands in the way of starting, in one sentence for the person at the terminal."""

from __future__ import annotations

import errno
from pathlib import Path

DISK_FULL = "No space left on device"


class Trouble(Exception):
    """The start cannot go on; the message says why and what to do."""


def explained(error: OSError) -> Trouble:
    """An error of the operating system as a sentence."""
    if error.errno == errno.ENOSPC:
        return disk_full(f" while writing {error.filename}" if error.filename else "")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(f"No permission to write {error.filename}; please start from a folder that belongs to you.")
    return Trouble(f"The start stopped: {error}.")


def disk_full(where: str = "") -> Trouble:
    return Trouble(f"The disk is full{where}: please free some space (`df -h` shows where) and start again.")


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log, indented, to show with a failure."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 16_000))
        lines = file.read().decode(errors="replace").rstrip().splitlines()
    return "\n".join(f"    {line}" for line in lines[-count:])


def died(name: str, code: int | None, log: Path) -> Trouble:
    """A program of ours ended on its own: a full disk is said as such, anything else shows its last words."""
    words = last_lines(log)
    if DISK_FULL in words:
        return disk_full()
    return Trouble(f"{name} stopped (exit {code}). The end of {log}:\n{words}")
