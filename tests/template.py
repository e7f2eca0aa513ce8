"""The database that migrating leaves, kept between runs and shared by processes: a copy of its files takes a second.

Kept under a digest of whatever decides what is in it: every migration with its data, each module of ours that one of
them imports, however far, the provisioning, the launcher, the models' names, the version of every package, the day.
What was built while one of those files changed is used once and not kept. So a stale one is never taken.
"""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings

from portal.launch.claims import alone
from portal.launch.unprivileged import reachable_home, somebody

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "test-databases"
OURS = ("portal", "specialists", "partners", "grants", "tests")
BEGIN = (
    "tests/servers.py",
    "tests/template.py",
    "portal/management/commands/provision_database.py",
)
"""Where reading begins, besides the migrations."""
PARTS = ("postgres", "secrets.json")
"""What is kept of a data folder: the files of the server, and the passwords that they know."""
MOST = 4
"""So many are kept, the newest: 80 MB each."""
MARGIN = 120.0
"""Where the system does not say when this process began, files may not have changed for so many seconds."""

Build = Callable[[], None]


# --- what decides -----------------------------------------------------------------------------------------------------
def sources(root: Path = ROOT) -> list[Path]:
    """The files that decide what migrating leaves."""
    files = [path for app in OURS[:-1] for path in (root / app / "migrations").glob("*") if path.is_file()]
    waiting = [*files, *(root / name for name in BEGIN)]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in found and path.exists():
            found.add(path)
            waiting += imported(path, root) if path.suffix == ".py" else []
    beside = [other for folder in {path.parent for path in found} for other in folder.glob("*.sql")]
    return sorted(found.union(beside))


def imported(path: Path, root: Path) -> Iterator[Path]:
    """The files of the modules of ours that this one imports, and of the packages around them."""
    for name in {name for node in ast.walk(ast.parse(path.read_bytes())) for name in names(node)}:
        parts = name.split(".")
        for length in range(1, len(parts) + 1):
            module = root.joinpath(*parts[:length])
            yield from (module.with_suffix(".py"), module / "__init__.py")


def names(node: ast.AST) -> Iterator[str]:
    """What an import statement may mean by a module."""
    found: list[str] = []
    if isinstance(node, ast.Import):
        found = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module:
        found = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    yield from (name for name in found if name.partition(".")[0] in OURS)


def digest() -> str:
    """One word for all of it."""
    said = [f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sources()]
    said += sorted({f"{one.metadata['Name']} {one.version}" for one in distributions()})
    said += [repr((model._meta.label, model._meta.verbose_name_raw, permissions(model))) for model in apps.get_models()]
    said += [repr(settings.INSTALLED_APPS), sys.version, str(os.geteuid()), datetime.now(UTC).date().isoformat()]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def permissions(model: type) -> object:
    options = model._meta  # type: ignore[attr-defined]
    return options.default_permissions, options.permissions


@lru_cache(maxsize=1)
def began() -> float:
    """When this process began; every module in it was read later."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        uptime = float(Path("/proc/uptime").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return time.time() - MARGIN
    return time.time() - uptime + ticks / os.sysconf("SC_CLK_TCK") - 1


def is_untouched() -> bool:
    """Whether nobody has changed one of these files, or put another in its place, since this process began."""
    return all(path.stat().st_ctime < began() for path in sources())


# --- taken and kept ---------------------------------------------------------------------------------------------------
def fill(home: Path, build: Build, name: str) -> None:
    """Bring a database as the migrations leave it into this data folder: a copy of a kept one, or what `build` makes.

    `build` starts a server on the folder and stops it again. Whoever comes at the same time waits for the first.
    `name`: of what is kept.
    """
    with alone(KEPT / f"{name}.lock"):
        word = digest()
        kept = KEPT / f"{name}-{word}"
        if kept.exists():
            os.utime(kept)
            copy(kept, home, reachable_home(home, somebody()))
            return
        build()
        if is_untouched() and digest() == word:
            keep(home, kept)


def keep(home: Path, kept: Path) -> None:
    """Under another name first: a cut in the middle leaves nothing that looks whole."""
    draft = kept.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    copied(reachable_home(home, somebody()) / PARTS[0], draft)
    copied(home / PARTS[1], draft)
    draft.rename(kept)
    for old in sorted(all_kept(), key=lambda path: path.stat().st_mtime)[:-MOST]:
        shutil.rmtree(old, ignore_errors=True)


def all_kept() -> list[Path]:
    return [path for path in KEPT.iterdir() if path.is_dir()]


def copy(kept: Path, home: Path, data_home: Path) -> None:
    copied(kept / PARTS[1], home)
    copied(kept / PARTS[0], data_home)


def copied(path: Path, into: Path) -> None:
    """With its owner and its rights, on which PostgreSQL insists."""
    subprocess.run(["cp", "-a", path, into], check=True)
