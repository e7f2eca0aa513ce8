"""What stands in the way of starting, in one sentence for the person at the terminal."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

DISK_FULL = "No space left on device"
FULL_BELOW = 1_000_000


class Trouble(Exception):
    """The start cannot go on; the message says why and what to do."""


def explained(error: OSError) -> Trouble:
    """An error of the operating system as a sentence."""
    if error.errno == errno.ENOSPC:
        return disk_full(f" that holds {error.filename}" if error.filename else "")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(f"No permission to write {error.filename}; please start from a folder that belongs to you.")
    return Trouble(f"The start stopped: {error}.")


def disk_full(where: str = "") -> Trouble:
    return Trouble(f"The disk{where} is full: please free some space (`df -h` shows where) and start again.")


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log, indented, to show with a failure."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 16_000))
        lines = file.read().decode(errors="replace").rstrip().splitlines()
    return "\n".join(f"    {line}" for line in lines[-count:])


def died(name: str, code: int | None, log: Path) -> Trouble:
    """A program that should run ended on its own."""
    return _unless_disk_full(f"{name} stopped (exit {code}).", log)


def silent(name: str, seconds: float, log: Path) -> Trouble:
    """A program runs and does not do what it should."""
    return _unless_disk_full(f"{name} was not ready after {seconds:.0f} s.", log)


def failed(name: str, log: Path) -> Trouble:
    """A step did not succeed."""
    return _unless_disk_full(f"“{name}” did not succeed.", log)


def _unless_disk_full(sentence: str, log: Path) -> Trouble:
    """A full disk is said as such (the program may have had no room to say so), else come the last words."""
    if DISK_FULL in last_lines(log, 100) or shutil.disk_usage(log.parent).free < FULL_BELOW:
        return disk_full(f" that holds {log.parent}")
    return Trouble(f"{sentence} The end of {log}:\n{last_lines(log)}")
