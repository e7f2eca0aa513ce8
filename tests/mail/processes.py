"""The real parts, each of which can be killed, stopped and started again: PostgreSQL, Valkey, worker, beats."""

import fcntl
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg2

from portal.launch.embedded import Postgres, Valkey, start_postgres, start_valkey
from tests import servers
from tests.mail.sink import Sink

ROOT = Path(__file__).resolve().parents[2]
TICK = 0.25
"""Seconds between two wakings of the deliverer, whoever beats; the planner is woken half as often."""
ATTEMPTS = 400
"""How often the database is asked while it is down."""


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that nobody has collected does not."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def children_of(pid: int) -> list[int]:
    with suppress(FileNotFoundError, ProcessLookupError):
        return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill(pid: int, number: signal.Signals = signal.SIGKILL) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def wait_for(what: Callable[[], Any], seconds: float = 30.0, step: float = 0.02) -> bool:
    """Look again and again; gives whether it came."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        time.sleep(step)
    return True


@dataclass
class Parts:
    """Everything that runs, in one folder."""

    home: Path
    variables: dict[str, str]
    postgres: Postgres
    valkey: Valkey
    sink: Sink
    mutant: str = ""
    running: str = ""
    worker: int = 0
    concurrency: int = 0
    beats: list[int] = field(default_factory=list)
    beating: int = 0
    all_started: list[int] = field(default_factory=list)
    nursery: Any = None
    line: Any = None
    crowd: int = 0
    """How many readers the invented cause of `tests.mail.crowd` has, for those who measure."""

    # --- start and end -----------------------------------------------------------------------------------------
    def open(self) -> None:
        """The folder that the worker looks at, and the nursery."""
        for name in ("armed", "fired"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.set_clock(datetime.now().astimezone())
        env = {
            **os.environ,
            **self.variables,
            "DATABASE_AS": "worker",
            "REDIS_URL": self.valkey.url,
            "EMAIL_URL": self.sink.url,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "VAR_DIR": str(self.home),
            "MAIL_TRIAL": str(self.folder),
            "MAIL_TRIAL_TIMEOUT": str(self.sink.patience),
            "MAIL_TRIAL_CROWD": str(self.crowd),
        }
        command = [sys.executable, "-m", "tests.mail.nursery"]
        log = (self.home / "nursery.log").open("ab")
        self.nursery = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )

    def close(self) -> None:
        """End what we have started, and nothing else."""
        for pid in self.all_started:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        if self.nursery:
            self.nursery.stdin.close()
            self.nursery.wait(10)

    @property
    def folder(self) -> Path:
        return self.home / "trial"

    # --- worker and beats --------------------------------------------------------------------------------------
    def fork(self, arguments: list[str]) -> int:
        order = {
            "arguments": arguments,
            "log": str(self.home / f"{arguments[0]}.log"),
            "beats": max(1, self.beating),
            "interval": TICK,
            "mutant": self.mutant,
        }
        self.nursery.stdin.write(json.dumps(order) + "\n")
        self.nursery.stdin.flush()
        pid = int(self.nursery.stdout.readline())
        self.all_started.append(pid)
        return pid

    def want(self, *, concurrency: int, beats: int) -> None:
        """So many children of the worker and so many beats from now on, all of the mutant if there is one."""
        if self.mutant != self.running:
            self.end_worker()
            self.running = self.mutant
        if concurrency != self.concurrency:
            self.end_worker()
            self.concurrency = concurrency
        if beats != self.beating:
            for pid in self.beats:
                kill(pid)
            self.beats, self.beating = [], beats
        self.tend()

    def end_worker(self) -> None:
        """As whoever runs the portal ends it."""
        if self.worker:
            kill(self.worker, signal.SIGTERM)
            wait_for(lambda: not is_alive(self.worker))
        self.worker = 0

    def tend(self) -> None:
        """Start again what has died, as whoever runs the portal does."""
        if self.concurrency and not (self.worker and is_alive(self.worker)):
            name = f"trial{len(self.all_started)}@here"
            arguments = ["worker", "--loglevel=WARNING", "--without-mingle", "--without-gossip", "-n", name]
            self.worker = self.fork([*arguments, f"--concurrency={self.concurrency}"])
        self.beats = [pid for pid in self.beats if is_alive(pid)]
        while len(self.beats) < self.beating:
            schedule = self.home / f"schedule-{len(self.all_started) % 8}"
            self.beats.append(self.fork(["beat", "--loglevel=WARNING", f"--schedule={schedule}", "--pidfile="]))

    def children(self) -> list[int]:
        """The worker's own children, which run the tasks."""
        return children_of(self.worker)

    # --- the scene of a trial ----------------------------------------------------------------------------------
    def set_clock(self, at: datetime) -> None:
        """What time it is now for worker and beats."""
        self.offset = at - datetime.now().astimezone()
        draft = self.folder / "clock.draft"
        draft.write_text(str(self.offset.total_seconds()))
        draft.rename(self.folder / "clock")

    def now(self) -> datetime:
        return datetime.now().astimezone() + self.offset

    @contextmanager
    def stillness(self) -> Iterator[None]:
        """Nobody plans and nobody delivers meanwhile."""
        closed = self.folder / "closed"
        closed.touch()
        try:
            with (self.folder / "busy").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        finally:
            closed.unlink()

    def arm(self, point: int, whom: str, hits: int) -> None:
        (self.folder / "armed" / str(point)).write_text(f"{whom} {hits}")

    def disarm(self) -> list[str]:
        """Take every trap away; gives those that went off."""
        for armed in (self.folder / "armed").iterdir():
            armed.unlink(missing_ok=True)
        fired = sorted((self.folder / "fired").iterdir())
        for one in fired:
            one.unlink()
        return [one.name for one in fired]

    def unanswered(self) -> Counter[str]:
        """How often the sender of each mail did not hear whether it was kept."""
        noted = self.folder / "unanswered"
        return Counter(noted.read_text().split() if noted.exists() else ())

    # --- servers -----------------------------------------------------------------------------------------------
    def restart_postgres(self) -> None:
        """An immediate shutdown, as after a fault of the server's process, and a start with recovery."""
        assert self.postgres.child
        kill(self.postgres.child.process.pid, signal.SIGQUIT)
        self.postgres.child.process.wait(30)
        self.postgres = start_postgres(self.home, fast=True)

    @property
    def valkey_pid(self) -> int:
        assert self.valkey.child
        return self.valkey.child.process.pid

    def restart_valkey(self, pause: float) -> None:
        """Killed with all it holds, and after a while back at the same address."""
        assert self.valkey.child
        kill(self.valkey_pid)
        self.valkey.child.process.wait(10)
        time.sleep(pause)
        self.valkey = start_valkey(self.home)

    def wipe_valkey(self) -> None:
        self.valkey._tell("FLUSHALL")

    def ask(self, query: str, *values: Any) -> list[Any]:
        """One question to the database, past every wall; asked again while the server is down."""
        for attempt in range(ATTEMPTS):
            try:
                if self.line is None or self.line.closed:
                    self.line = psycopg2.connect(servers.admin_url(self.variables))
                    self.line.autocommit = True
                with self.line.cursor() as cursor:
                    cursor.execute(query, values)
                    return cursor.fetchall() if cursor.description else []
            except psycopg2.OperationalError:
                self.line = None
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(0.05)
        raise AssertionError("not reached")
