"""The random passwords of one data folder, in one file that only its owner can read."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

NAMES = ("postgres", "portal_owner", "portal_app", "portal_worker", "portal_backup", "valkey", "secret_key")


def keys(home: Path) -> dict[str, str]:
    """One key per name; made on the first call, the same ever after."""
    path = home / "secrets.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    if not known.keys() >= set(NAMES):
        known = {name: secrets.token_hex(32) for name in NAMES} | known
        write_private(path, json.dumps(known, indent=1))
    return known


def write_private(path: Path, text: str) -> None:
    """Write so that nobody else can read, and so that a cut in the middle leaves the old file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
