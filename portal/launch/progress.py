"""What the person at the terminal sees of a start: one line for each step, with its seconds."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.launch import children
from portal.launch.trouble import failed

DOT_EVERY = 2.0


def say(text: str = "", end: str = "\n") -> None:
    """Print, even when nobody listens any more (a closed terminal must not stop the stopping)."""
    with contextlib.suppress(OSError, ValueError):
        print(text, end=end, flush=True)


@contextlib.contextmanager
def step(label: str) -> Iterator[None]:
    """The label and three dots; a dot for each while that it takes; the seconds, if it succeeds."""
    say(f"  {label} ...", end="")
    begun, ending = time.monotonic(), ""
    try:
        yield
        ending = f" {time.monotonic() - begun:.1f} s"
    finally:
        say(ending)


def run(name: str, command: list[str | Path], *, log: Path, cwd: Path, env: Mapping[str, str] | None = None) -> None:
    """Run a program to its end, its output in `log`; a dot now and then shows that it lives."""
    log.unlink(missing_ok=True)
    child = children.start(name, command, log=log, cwd=cwd, env=env)
    try:
        while child.process.poll() is None:
            _wait(child)
    finally:
        child.stop()
    if child.process.returncode:
        raise failed(name, log)


def _wait(child: children.Child) -> None:
    try:
        child.process.wait(DOT_EVERY)
    except subprocess.TimeoutExpired:
        say(".", end="")
