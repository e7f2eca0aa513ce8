"""Start and stop Valkey on a data folder. It keeps nothing: losing all of it only delays."""

from __future__ import annotations

import contextlib
import re
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from portal.launch import children
from portal.launch.claims import LOOPBACK, free_port
from portal.launch.keys import keys, write_private
from portal.launch.packages import valkey_server
from portal.launch.trouble import died

PATIENCE = 20.0
ATTEMPTS = 3


@dataclass
class Valkey:
    """A running server."""

    port: int
    password: str
    child: children.Child | None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"

    def answers(self) -> bool:
        return "+PONG" in self._tell("PING")

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()
        else:
            self._tell("SHUTDOWN NOSAVE")

    def _tell(self, command: str) -> str:
        with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, self.port), timeout=2) as line:
            line.sendall(f"AUTH {self.password}\r\n{command}\r\nQUIT\r\n".encode())
            return b"".join(iter(lambda: line.recv(4096), b"")).decode()
        return ""


def start_valkey(home: Path) -> Valkey:
    """The server of this folder, started if it is not running."""
    home = home.resolve()
    password = keys(home)["valkey"]
    kept = _kept_port(home)
    if kept is not None and (running := Valkey(kept, password, None)).answers():
        return running
    for _ in range(ATTEMPTS):
        server = _start(home, free_port(kept), password)
        if _becomes_ready(server):
            return server
    raise died("Valkey", None, home / "log" / "valkey.log")


def _kept_port(home: Path) -> int | None:
    settings = home / "valkey.conf"
    found = re.search(r"^port (\d+)$", settings.read_text(), re.MULTILINE) if settings.exists() else None
    return int(found[1]) if found else None


def _start(home: Path, port: int, password: str) -> Valkey:
    settings = [f"bind {LOOPBACK}", f"port {port}", f"requirepass {password}", 'save ""', "appendonly no"]
    write_private(home / "valkey.conf", "\n".join([*settings, f'dir "{home}"', ""]))
    command: list[str | Path] = [valkey_server(), home / "valkey.conf"]
    child = children.start("Valkey", command, log=home / "log" / "valkey.log", cwd=home)
    return Valkey(port, password, child)


def _becomes_ready(server: Valkey) -> bool:
    until = time.monotonic() + PATIENCE
    while server.child and server.child.process.poll() is None and time.monotonic() < until:
        if server.answers():
            return True
        time.sleep(0.02)
    return False
