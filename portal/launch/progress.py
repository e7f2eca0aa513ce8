"""What the person at the terminal sees of a start: one line for each step, with its seconds."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.launch.trouble import died

DOT_EVERY = 2.0


def say(text: str = "", end: str = "\n") -> None:
    """Print, even when nobody listens any more (a closed terminal must not stop the stopping)."""
    with contextlib.suppress(OSError, ValueError):
        print(text, end=end, flush=True)


@contextlib.contextmanager
def step(label: str) -> Iterator[None]:
    say(f"  {label} ", end="")
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        say("…")
        raise
    say(f"… {time.monotonic() - begun:.1f} s")


def run(name: str, command: list[str | Path], *, log: Path, cwd: Path, env: Mapping[str, str] | None = None) -> None:
    """Run a program to its end, its output in `log`; a dot now and then shows that it lives."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("ab") as output,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=cwd, env=env) as process,
    ):
        try:
            _wait(process)
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        raise died(name, process.returncode, log)


def _wait(process: subprocess.Popen[bytes]) -> None:
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(DOT_EVERY)
            return
        say(".", end="")
