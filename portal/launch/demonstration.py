"""What `make run` starts is the demonstration. Commands join it by the variables that it keeps while it runs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from portal.launch.claims import is_claimed, wanted_port
from portal.launch.embedded import LOG_INS
from portal.launch.keys import write_private
from portal.launch.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
TRUE = {"1", "true", "on", "yes", "y", "ok"}
KEPT = ("DATABASE_ADMIN_URL", *LOG_INS, "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "DEBUG", "DEMO", "SITE_URL", "VAR_DIR")
FILE = "variables.json"


def is_on(text: str) -> bool:
    """As the settings read a variable."""
    return text.strip().lower() in TRUE


def demand_demonstration(environment: Mapping[str, str]) -> None:
    """Production is not started from here: it would serve plain HTTP to browsers that ask for more."""
    if not is_on(environment.get("DEBUG", "1")) or is_on(environment.get("OFFICIAL_SITE", "0")):
        raise Trouble(
            "`make run` serves the demonstration, with DEBUG on and OFFICIAL_SITE off; "
            "README.md says how a server in production starts."
        )


def keep_variables(home: Path, variables: Mapping[str, str]) -> None:
    """Write down, for the owner of the folder only, how the portal that runs here finds its servers."""
    kept = {name: variables[name] for name in KEPT if name in variables}
    write_private(home / FILE, json.dumps(kept, indent=1))


def address_of(home: Path, environment: Mapping[str, str]) -> str:
    """Where the portal of this folder is: as it says while it runs; else where it would be if it started now."""
    if is_claimed(home) and (home / FILE).exists():
        return str(json.loads((home / FILE).read_text())["SITE_URL"])
    return environment.get("SITE_URL") or f"http://localhost:{wanted_port(environment.get('PORT', '8000'))}"


def forget_variables(home: Path) -> None:
    (home / FILE).unlink(missing_ok=True)


def manage(home: Path, arguments: list[str]) -> None:
    """Become `manage.py` beside the portal that runs here."""
    if not is_claimed(home):
        raise Trouble("No portal runs here; `make run` in another terminal starts one.")
    if not (home / FILE).exists():
        raise Trouble("The portal has not started its servers yet; please try again in a moment.")
    variables = json.loads((home / FILE).read_text())
    os.execve(sys.executable, [sys.executable, str(ROOT / "manage.py"), *arguments], {**os.environ, **variables})  # noqa: S606


if __name__ == "__main__":
    try:
        manage(Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve(), sys.argv[1:])
    except Trouble as trouble:
        sys.exit(str(trouble))
