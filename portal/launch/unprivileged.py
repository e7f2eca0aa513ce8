"""PostgreSQL refuses to run as root. Where root starts the portal, it runs as somebody with no rights at all.

That user must be able to reach the data and the programs, but a home folder such as /root is closed to it, and opening
it would be worse than the cure. Then both live in a folder under /var/tmp that belongs to this data folder alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from portal.launch.children import as_user
from portal.launch.trouble import Trouble

ELSEWHERE = Path("/var/tmp")  # noqa: S108  (a folder of our own inside, its owner checked)
POINTER = "postgres.elsewhere"


def somebody() -> int | None:
    """The user that PostgreSQL runs as; None means ourselves, which is right unless we are root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        raise Trouble(
            "You are root, and there is no user “nobody” to run PostgreSQL; start as a normal user."
        ) from None


def reachable_home(home: Path, user: int | None) -> Path:
    """`home`, or the folder under /var/tmp that stands for it because `user` cannot enter `home`."""
    if user is None or _enters(home, user):
        return home
    stand_in = _stand_in(home)
    (home / POINTER).write_text(f"{stand_in}\n")
    return stand_in


def reachable_programs(programs: Path, home: Path, user: int | None) -> Path:
    """The folder of PostgreSQL inside its wheel, or a copy that `user` can run."""
    if user is None or _enters(programs / "bin", user):
        return programs
    copy = _stand_in(home) / "site"
    package = programs.parent
    whole = copy / f"whole-{programs.stat().st_mtime_ns}"
    if not whole.exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(programs, copy / package.name / programs.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        whole.touch()
    return copy / package.name / programs.name


def forget(home: Path) -> None:
    """Remove what stands elsewhere for `home`."""
    if (home / POINTER).exists():
        shutil.rmtree(_stand_in(home), ignore_errors=True)
        (home / POINTER).unlink()


@contextlib.contextmanager
def temporary_home() -> Iterator[Path]:
    """A data folder that vanishes, with all that stands elsewhere for it."""
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        try:
            yield home
        finally:
            forget(home)


def _enters(folder: Path, user: int) -> bool:
    command = ["/bin/sh", "-c", 'cd "$0" 2>/dev/null', str(folder)]
    return subprocess.run(command, cwd="/", check=False, **as_user(user)).returncode == 0


def _stand_in(home: Path) -> Path:
    name = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]
    folder = ELSEWHERE / f"portal-{name}"
    folder.mkdir(mode=0o711, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise Trouble(f"{folder} belongs to somebody else; please remove it.")
    return folder
