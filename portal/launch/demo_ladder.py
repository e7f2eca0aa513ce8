"""Ninety days of a silent office in a minute: servers of their own, a play, and mails for the mail catcher's page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from portal.launch import children, progress
from portal.launch.claims import claim, free_port
from portal.launch.demonstration import address_of, demand_demonstration
from portal.launch.embedded import start_postgres, start_valkey, urls
from portal.launch.keys import keys
from portal.launch.progress import say, step
from portal.launch.servers import ROOT, Servers
from portal.launch.trouble import Trouble, explained
from portal.launch.unprivileged import forget

LOCK = "run.lock"


def play(var: Path) -> int:
    """The exit code of the play. Its database is made anew each time and thrown away; its mails stay in `var`.

    It runs beside a portal that has `var`: only the folder of mails is shared.
    """
    home = var / "ladder"
    address = address_of(var, os.environ)
    with claim(home, "the play of the ladder"):
        _empty(home)
        servers = Servers()
        try:
            with step("PostgreSQL, Valkey, mail catcher"):
                env = _start(servers, home, var / "mail") | {"SITE_URL": address}
            _step("Database roles", home, env, "provision_database")
            _step("Tables, offices and counties", home, env, "migrate", "--verbosity=0")
            _step("Invented people of the play", home, env, "demo_ladder", "--prepare")
            whole = [sys.executable, "manage.py", "demo_ladder"]
            return subprocess.run(whole, cwd=ROOT, env=env | {"DATABASE_AS": "worker"}, check=False).returncode
        finally:
            servers.stop()
            _empty(home)


def _start(servers: Servers, home: Path, mails: Path) -> dict[str, str]:
    """Always our own servers, whatever the environment names: the play writes into no database of anybody's."""
    servers.postgres, servers.valkey = start_postgres(home, fast=True), start_valkey(home)
    port = free_port()
    command: list[str | Path] = [sys.executable, "-m", "portal.launch.mailcatcher", str(port), mails]
    servers.mail = children.start("Mail catcher", command, log=home / "log" / "mail.log", cwd=ROOT)
    ours = {"DEBUG": "1", "DEMO": "1", "SECRET_KEY": keys(home)["secret_key"], "PYTHONUNBUFFERED": "1"}
    ours |= {"REDIS_URL": servers.valkey.url, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    return {**os.environ, **ours, **urls(servers.postgres)}


def _step(label: str, home: Path, env: Mapping[str, str], command: str, *options: str) -> None:
    with step(label):
        whole: list[str | Path] = [sys.executable, "manage.py", command, *options]
        progress.run(label, whole, log=home / "log" / f"{command}.log", cwd=ROOT, env=env)


def _empty(home: Path) -> None:
    """Remove what an earlier play has left."""
    forget(home)
    for path in home.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != LOCK:
            path.unlink()


def main(environment: Mapping[str, str]) -> int:
    demand_demonstration(environment)
    return play(Path(environment.get("VAR_DIR", ROOT / "var")).resolve())


if __name__ == "__main__":
    try:
        sys.exit(main(os.environ))
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(130)
    except OSError as error:
        sys.exit(str(explained(error)))
    except Trouble as trouble:
        sys.exit(str(trouble))
