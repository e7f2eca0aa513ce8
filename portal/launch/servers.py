"""The servers that one portal needs: ours, unless the environment names others."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from portal.launch import children
from portal.launch.claims import free_port
from portal.launch.embedded import LOG_INS, Postgres, Valkey, start_postgres, start_valkey, urls
from portal.launch.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Servers:
    """What was started, and by which variables the portal finds it."""

    env: dict[str, str] = field(default_factory=dict)
    postgres: Postgres | None = None
    valkey: Valkey | None = None
    mail: children.Child | None = None

    def children(self) -> list[children.Child]:
        """Those that live and die with us."""
        postgres = self.postgres.child if self.postgres else None
        valkey = self.valkey.child if self.valkey else None
        return [child for child in (postgres, valkey, self.mail) if child is not None]

    def stop(self) -> None:
        if self.mail:
            self.mail.stop()
        if self.valkey:
            self.valkey.stop()
        if self.postgres:
            self.postgres.stop()

    def start_database(self, home: Path, *, fast: bool = False) -> None:
        if "DATABASE_URL" in os.environ:
            _demand_siblings()
            return
        self.postgres = start_postgres(home, fast=fast)
        self.env |= urls(self.postgres)

    def start_broker(self, home: Path) -> None:
        if "REDIS_URL" not in os.environ:
            self.valkey = start_valkey(home)
            self.env["REDIS_URL"] = self.valkey.url

    def start_mail(self, home: Path) -> None:
        if "EMAIL_URL" in os.environ:
            return
        kept = home / "mail.port"
        port = free_port(int(kept.read_text()) if kept.exists() else None)
        kept.write_text(str(port))
        command: list[str | Path] = [sys.executable, "-m", "portal.launch.mailcatcher", str(port), home / "mail"]
        self.mail = children.start("Mail catcher", command, log=home / "log" / "mail.log", cwd=ROOT)
        self.env["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"


def _demand_siblings() -> None:
    missing = [name for name in LOG_INS if name not in os.environ and name != "DATABASE_BACKUP_URL"]
    if missing:
        raise Trouble(f"DATABASE_URL names a server of yours, so {' and '.join(missing)} must name it too.")
