"""Bring `.venv` and the built pages up to date: `python3 portal/launch/bootstrap.py run | play | test | reset`.

Needs nothing but Python itself. What is in place costs only the looking; what is half made is made anew.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from portal.launch.claims import alone, demand_port, refuse_while_running, wanted_port
from portal.launch.demonstration import demand_demonstration
from portal.launch.progress import run, say, step
from portal.launch.trouble import Trouble, explained
from portal.launch.unprivileged import forget

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": "requirements-run.txt", "test": "requirements-dev.txt"}
NEEDS_MB = {"run": 800, "test": 1500}
"""For packages, style sheets and an empty database; measured, and some."""
BREATHING_MB = 150
KEPT_BY_RESET = {"node", "assets"}
RECORDS = "lib/python*/site-packages/*.dist-info/RECORD"
PIP = ["-m", "pip", "install", "--require-hashes", "--no-deps", "--no-compile", "--disable-pip-version-check"]


def install(purpose: str) -> None:
    """Set up what `purpose` needs and is not there."""
    with alone(_var() / "setup.lock"):
        wanted = _digest(ROOT / LOCKS[purpose])
        done = _stamps().get(purpose) == wanted and _is_usable() and _is_whole()
        _demand_room(BREATHING_MB if done else NEEDS_MB[purpose])
        if not done:
            _demand_venv_module()
            _make_venv()
            _install_packages(purpose, wanted)
        _build_pages(purpose)


def reset() -> None:
    """Remove all data; what was only built from the sources may stay."""
    home = _var()
    refuse_while_running(home)
    if not home.exists():
        return
    forget(home)
    for path in home.iterdir():
        if path.name in KEPT_BY_RESET:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    say("Everything in var/ is gone: database, mails, logs and passwords.")


def _make_venv() -> None:
    if _is_usable() and not _unfinished().exists() and _is_whole():
        return
    if VENV.exists():
        say("  .venv is half made or does not work here; making it anew.")
    with step("Python environment"):
        run("Python environment", [sys.executable, "-m", "venv", "--clear", VENV], log=_log("venv"), cwd=ROOT)


def _install_packages(purpose: str, wanted: str) -> None:
    """Install by the lock, nothing else. The stamp is written last, so that a cut in the middle is noticed."""
    kept = {"run": _digest(ROOT / LOCKS["run"])} if purpose == "test" else {}
    _stamp_file().unlink(missing_ok=True)
    _unfinished().touch()
    with step("Python packages"):
        run("Python packages", [PYTHON, *PIP, "--quiet", "-r", ROOT / LOCKS[purpose]], log=_log("pip"), cwd=ROOT)
    packages = [record.parent.name for record in VENV.glob(RECORDS)]
    _stamp_file().write_text(json.dumps({**kept, purpose: wanted, "packages": packages}))
    _unfinished().unlink()


def _build_pages(purpose: str) -> None:
    command: list[str | Path] = [PYTHON, "-m", "portal.launch.assets", *(["--tests"] if purpose == "test" else [])]
    with step("Style sheets and translations"):
        run("Style sheets and translations", command, log=_log("pages"), cwd=ROOT)


def _is_usable() -> bool:
    """Whether the environment's Python starts, is new enough and has pip."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if not PYTHON.exists():
        return False
    try:
        return subprocess.run([PYTHON, "-c", check], capture_output=True, check=False, cwd=ROOT).returncode == 0
    except OSError:
        return False


def _is_whole() -> bool:
    """Whether every package that was installed is there, and every file that it brought, in its full length."""
    records = sorted(VENV.glob(RECORDS))
    names = {record.parent.name for record in records}
    return PYTHON.exists() and names >= set(_stamps().get("packages", [])) and all(map(_has_its_files, records))


def _has_its_files(record: Path) -> bool:
    folder = record.parent.parent
    with record.open(newline="") as lines:
        return all(_has_size(f"{folder}/{name}", size) for name, _, size in csv.reader(lines))


def _has_size(path: str, size: str) -> bool:
    if not size:
        return True
    try:
        return os.stat(path).st_size == int(size)  # noqa: PTH116  (twenty thousand of them)
    except OSError:
        return False


def _stamps() -> dict[str, Any]:
    """What was installed by which lock; nothing if the last installation was cut short."""
    if _unfinished().exists() or not _stamp_file().exists():
        return {}
    try:
        stamps: dict[str, Any] = json.loads(_stamp_file().read_text())
    except ValueError:
        return {}
    return stamps


def _stamp_file() -> Path:
    return VENV / "installed.json"


def _unfinished() -> Path:
    return VENV / "unfinished"


def _demand_room(megabytes: int) -> None:
    free = shutil.disk_usage(ROOT).free // 1_000_000
    if free < megabytes:
        raise Trouble(
            f"The disk that holds {ROOT} has {free} MB free, and this needs {megabytes} MB; please free some."
        )


def _demand_venv_module() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        major, minor = sys.version_info[:2]
        raise Trouble(
            f"{sys.executable} comes without the module “venv”; please install it"
            f" (on Debian and Ubuntu: apt install python{major}.{minor}-venv) and try again."
        )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _log(name: str) -> Path:
    return _var() / "log" / f"{name}.log"


def _var() -> Path:
    return Path(os.environ.get("VAR_DIR", ROOT / "var"))


def main(purpose: str) -> None:
    """Ctrl-C ends this also where a script has started it in the background, with that signal ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if purpose == "reset":
        reset()
        return
    if purpose in {"run", "play"}:
        demand_demonstration(os.environ)
    if purpose == "run":
        refuse_while_running(_var())
        demand_port(wanted_port(os.environ.get("PORT", "8000")))
    install("run" if purpose == "play" else purpose)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except OSError as error:
        sys.exit(str(explained(error)))
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit("\nStopped; the next start goes on from here.")
