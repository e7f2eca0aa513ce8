"""Start and stop PostgreSQL on a data folder."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from portal.launch import children
from portal.launch.claims import LOOPBACK, free_port
from portal.launch.keys import keys, write_private
from portal.launch.packages import postgres_programs
from portal.launch.trouble import Trouble, died
from portal.launch.unprivileged import reachable_home, reachable_programs, somebody

PATIENCE = 60.0
ATTEMPTS = 8
PASSING = re.compile(rb"could not bind|pre-existing shared memory block")
"""Another program was quicker to take the port; or processes of a server that was killed are still going."""
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass
class Postgres:
    """A running server. `fresh` means that its data was made just now."""

    home: Path
    data: Path
    port: int
    child: children.Child | None
    fresh: bool

    @property
    def admin_url(self) -> str:
        return self.url("postgres", "postgres")

    def url(self, role: str, database: str = "portal") -> str:
        return f"postgres://{role}:{keys(self.home)[role]}@{LOOPBACK}:{self.port}/{database}"

    def stop(self) -> None:
        """End every session and write everything down; returns when it is done."""
        if self.child is not None:
            self.child.stop(PATIENCE)
        elif pid := _running(self.data):
            os.kill(pid, signal.SIGINT)
            _wait_for_end(self.data)


def start_postgres(home: Path, *, fast: bool = False) -> Postgres:
    """The server of this folder, started if it is not running. `fast` gives up surviving a power cut (for tests)."""
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    user = somebody()
    programs = reachable_programs(postgres_programs(), home, user) / "bin"
    data = reachable_home(home, user) / "postgres"
    fresh = not data.exists()
    if fresh:
        _make(data, programs, home, user)
    _demand_same_version(data)
    if (port := _port_in_use(data)) is not None:
        return Postgres(home, data, port, None, fresh)
    port, child = _start(home, data, programs / "postgres", user, fast=fast)
    return Postgres(home, data, port, child, fresh)


def _make(data: Path, programs: Path, home: Path, user: int | None) -> None:
    """Make the data under another name first: a cut in the middle leaves nothing that looks whole."""
    draft, password = data.with_name("postgres.draft"), data.with_name("postgres.password")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    write_private(password, keys(home)["postgres"])
    if user is not None:
        os.chown(draft, user, -1)
        os.chown(password, user, -1)
    command: list[str | Path] = [programs / "initdb", "--pgdata", draft, "--pwfile", password, "--username=postgres"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-sync", "--locale=C"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    log = home / "log" / "initdb.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as output:
        ran = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False, **children.as_user(user))
    password.unlink()
    if ran.returncode:
        raise died("PostgreSQL's initdb", ran.returncode, log)
    draft.rename(data)


def _demand_same_version(data: Path) -> None:
    version = (data / "PG_VERSION").read_text().strip()
    if version != "18":
        raise Trouble(f"The data in {data} is of PostgreSQL {version}; `make reset` starts anew with 18.")


def _start(home: Path, data: Path, program: Path, user: int | None, *, fast: bool) -> tuple[int, children.Child]:
    """Start on the port of last time; if somebody is quicker to take the port, on another."""
    kept, log = home / "postgres.port", home / "log" / "postgres.log"
    _forget_reused_number(data)
    for _ in range(ATTEMPTS):
        port = free_port(int(kept.read_text()) if kept.exists() else None)
        begins_at = log.stat().st_size if log.exists() else 0
        child = children.start(
            "PostgreSQL",
            [program, "-D", data, *_options(port, fast=fast)],
            log=log,
            cwd=Path("/"),
            env={"LANG": "C", "PATH": os.defpath},
            user=user,
            ends_with=signal.SIGINT,
        )
        if _becomes_ready(data, child):
            kept.write_text(str(port))
            return port, child
        if not PASSING.search(log.read_bytes()[begins_at:]):
            break
        time.sleep(0.5)
    raise died("PostgreSQL", child.process.poll(), log)


def _options(port: int, *, fast: bool) -> list[str]:
    chosen = [f"listen_addresses={LOOPBACK}", f"port={port}", "unix_socket_directories=", *(FAST if fast else ())]
    return [part for option in chosen for part in ("-c", option)]


def _becomes_ready(data: Path, child: children.Child) -> bool:
    until = time.monotonic() + PATIENCE
    while child.process.poll() is None:
        if _note(data)[7:8] == ["ready"] and _note(data)[0] == str(child.process.pid):
            return True
        if time.monotonic() > until:
            child.stop()
        time.sleep(0.02)
    return False


def _note(data: Path) -> list[str]:
    """The lines that the server keeps about itself: process, folder, start, port, …, state. Empty if there are none."""
    with contextlib.suppress(FileNotFoundError):
        return [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
    return []


def _port_in_use(data: Path) -> int | None:
    """The port of the server that runs on this folder; one that is stopping is waited for."""
    until = time.monotonic() + PATIENCE
    while _running(data):
        note = _note(data)
        if note[7:8] == ["ready"]:
            return int(note[3])
        if time.monotonic() > until:
            raise Trouble(f"PostgreSQL (process {note[:1]}) neither starts nor stops on {data}; please end it.")
        time.sleep(0.05)
    return None


def _running(data: Path) -> int | None:
    """The server's process. After a crash the note stays behind, and its number may be another program's by now."""
    note = _note(data)
    if not note or not note[0].isdecimal():
        return None
    return int(note[0]) if "postgres" in _program_of(int(note[0])) else None


def _forget_reused_number(data: Path) -> None:
    """PostgreSQL sorts out a note left by a crash, unless its number is taken: by another program, or by the dead
    server itself if nobody collects it (a container without an init process). It gets a second for its last children.
    """
    number = "".join(_note(data)[:1])
    if not number.isdecimal() or _number_is_taken(int(number)):
        time.sleep(1 if number else 0)
        (data / "postmaster.pid").unlink(missing_ok=True)


def _number_is_taken(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _program_of(pid: int) -> str:
    """The name of a living process, or nothing."""
    if not Path("/proc/self/status").exists():
        command = ["ps", "-o", "comm=", "-p", str(pid)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        name, state = re.findall(r"^(?:Name|State):\s+(.+)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
        return "" if state.startswith("Z") else str(name)
    return ""


def _wait_for_end(data: Path) -> None:
    until = time.monotonic() + PATIENCE
    while _running(data) and time.monotonic() < until:
        time.sleep(0.05)
