"""Serve the portal until Ctrl-C: database, broker, mail catcher, web, worker and beat."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from portal.launch import children, progress
from portal.launch.claims import LOOPBACK, claim, demand_port, wanted_port
from portal.launch.demonstration import demand_demonstration, forget_variables, is_on, keep_variables
from portal.launch.keys import keys
from portal.launch.progress import say, step
from portal.launch.servers import ROOT, Servers
from portal.launch.trouble import Trouble, explained, silent

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 90.0
PROBE_SECONDS = 10.0
APPS = ("portal", "specialists", "partners", "grants")
CODE = {".py", ".csv", ".json", ".sql"}
NOT_FOR_PROGRAMS = ("DATABASE_ADMIN_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL")
"""What web, worker and beat have no business to know."""


class Portal:
    """All that runs for one data folder."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port
        self.address = f"http://localhost:{port}"
        self.servers = Servers()
        self.programs: list[children.Child] = []
        self.tasks: list[children.Child] = []
        self.env = _surroundings(home, self.address)
        self.demo = is_on(self.env["DEMO"])

    def serve(self) -> None:
        """Start everything in order, say where, and watch until something ends or somebody stops us."""
        with step("PostgreSQL, Valkey, mail catcher"):
            self._start_servers()
        if not self._is_prepared():
            self._prepare()
        with step("Web server"):
            self._start_web()
        self._start_worker_and_beat()
        self._welcome()
        while True:
            self._demand_all_alive()
            time.sleep(0.5)

    def stop(self) -> None:
        """Programs first, all at once; then the servers that they use."""
        forget_variables(self.home)
        for program in (*self.programs, *self.tasks):
            program.ask_to_stop()
        for program in (*self.programs, *self.tasks):
            program.stop()
        self.servers.stop()

    def _start_servers(self) -> None:
        _keep_last_logs(self.home / "log")
        self.servers.start_database(self.home)
        self.servers.start_broker(self.home)
        self.servers.start_mail(self.home)
        self.env |= self.servers.env
        keep_variables(self.home, self.env)

    def _is_prepared(self) -> bool:
        """Whether this database was brought up to date by the very code that is here. A foreign one is always asked."""
        ours, note = self.servers.postgres, self.home / "prepared"
        return bool(ours and not ours.fresh and note.exists() and note.read_text() == _digest_of_code())

    def _prepare(self) -> None:
        (self.home / "prepared").unlink(missing_ok=True)
        digest = _digest_of_code()
        if "DATABASE_ADMIN_URL" in self.env:
            self._step("Database roles", "provision_database")
        self._step("Tables, offices and counties", "migrate", "--verbosity=0")
        if self.demo:
            self._step("Invented people of the demonstration", "seed_demo")
        (self.home / "prepared").write_text(digest)

    def _step(self, label: str, command: str, *options: str) -> None:
        with step(label):
            whole: list[str | Path] = [sys.executable, "manage.py", command, *options]
            progress.run(label, whole, log=self.home / "log" / f"{command}.log", cwd=ROOT, env=self.env)

    def _start_web(self) -> None:
        """It checks the wall before it answers. The list of people is written beside it; both must succeed."""
        web = self._start("Web server", "web", self._gunicorn())
        if self.demo:
            self._finish(self._start("List of people", "people", ["manage.py", "demo_people"]))
        self._until(lambda: _answers(self.port), web)

    def _start_worker_and_beat(self) -> None:
        """Nobody waits for these; should one end, all ends."""
        celery = ["-m", "celery", "-A", "portal"]
        self._start("Worker", "worker", [*celery, "worker", "--concurrency=1", "--loglevel=INFO", *QUIET_WORKER])
        self._start("Beat", "beat", [*celery, "beat", "--loglevel=INFO", "--schedule", f"{self.home}/beat-schedule"])

    def _gunicorn(self) -> list[str]:
        """One process is sooner ready than two, and enough for whoever tries the portal."""
        binds = [f"--bind={LOOPBACK}:{self.port}", "--reload", "--no-control-socket"]
        return ["-m", "gunicorn", "portal.wsgi", "--workers=1", "--threads=8", *binds]

    def _start(self, name: str, log: str, command: list[str]) -> children.Child:
        env = {key: value for key, value in self.env.items() if key not in NOT_FOR_PROGRAMS}
        log_file = self.home / "log" / f"{log}.log"
        child = children.start(name, [sys.executable, *command], log=log_file, cwd=ROOT, env=env)
        self.programs.append(child)
        return child

    def _finish(self, task: children.Child) -> None:
        """Wait for a program that is meant to end, and demand that it ended well."""
        self.programs.remove(task)
        self.tasks.append(task)
        self._until(lambda: task.process.poll() is not None, task)
        if task.process.returncode:
            task.demand_alive()

    def _until(self, fact: Callable[[], bool], child: children.Child) -> None:
        """Wait for what a program is to do, while all live; say its last words if it takes too long."""
        until = time.monotonic() + PATIENCE
        while not fact():
            self._demand_all_alive()
            if time.monotonic() > until:
                raise silent(child.name, PATIENCE, child.log)
            time.sleep(0.05)

    def _demand_all_alive(self) -> None:
        for child in (*self.servers.children(), *self.programs):
            child.demand_alive()

    def _welcome(self) -> None:
        say(f"\nThe portal is at {self.address}   (Ctrl-C stops it; logs are in {self.home}/log)\n")
        people = self.home / "log" / "people.log"
        if self.demo and people.exists():
            say(people.read_text())


QUIET_WORKER = ["--without-gossip", "--without-mingle"]


def _surroundings(home: Path, address: str) -> dict[str, str]:
    """The variables of everything that runs: ours where the person at the terminal has set none."""
    chosen = {
        "DEMO": "1",
        "MAIL_TICK_SECONDS": "5",
        "PLAN_TICK_SECONDS": "15",
        "SITE_URL": address,
        "VAR_DIR": str(home),
    }
    always = {"DEBUG": "1", "PYTHONUNBUFFERED": "1"}
    return {"SECRET_KEY": keys(home)["secret_key"], **chosen, **os.environ, **always}


def _digest_of_code() -> str:
    """Changes when anything that could change the database's content has changed."""
    digest = hashlib.sha256((ROOT / "requirements-run.txt").read_bytes())
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*") if path.suffix in CODE):
        digest.update(f"{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _keep_last_logs(folder: Path) -> None:
    """Each start writes its own logs; those of the start before stay beside them."""
    for log in folder.glob("*.log"):
        log.replace(log.with_suffix(".last"))


def _answers(port: int) -> bool:
    """Whether the first page comes. Where it would send us on is not followed."""
    line = HTTPConnection(LOOPBACK, port, timeout=PROBE_SECONDS)
    try:
        line.request("GET", "/")
        return line.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def _stop_on_signals() -> None:
    """Ctrl-C, a plain kill and a closed terminal all end the same way; `nohup` is respected.

    A script that starts us in the background has Ctrl-C ignored for us; whoever sends it all the same means it.
    """

    def leave(_number: int, _frame: FrameType | None) -> None:
        _ignore_signals()
        sys.exit(0)

    for number in STOPS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, leave)


def _ignore_signals() -> None:
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)


def main(environment: Mapping[str, str]) -> None:
    demand_demonstration(environment)
    home = Path(environment.get("VAR_DIR", ROOT / "var")).resolve()
    port = wanted_port(environment.get("PORT", "8000"))
    _stop_on_signals()
    with claim(home, f"http://localhost:{port}"):
        demand_port(port)
        portal = Portal(home, port)
        try:
            portal.serve()
        finally:
            _ignore_signals()
            say("\nStopping …", end="")
            portal.stop()
            say(" done.")


if __name__ == "__main__":
    try:
        main(os.environ)
    except OSError as error:
        sys.exit(str(explained(error)))
    except Trouble as trouble:
        sys.exit(str(trouble))
