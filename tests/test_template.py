"""The kept database is never a stale one: what decides what is in it, and what is not kept."""

import time
from pathlib import Path

import pytest

from portal.launch.unprivileged import temporary_home
from tests import template


def test_whatever_a_migration_imports_however_far_decides_and_its_data_too(tmp_path: Path):
    for name, text in {
        "portal/__init__.py": "",
        "portal/migrations/0001_initial.py": "import portal.tenancy",
        "portal/migrations/0001_initial.csv": "a,b",
        "portal/tenancy.py": "from portal import access",
        "portal/access.py": "import json",
        "portal/walls.sql": "SELECT 1",
        "portal/pages.py": "import portal.tenancy",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    found = {path.relative_to(tmp_path).as_posix() for path in template.sources(tmp_path)}

    assert found == {
        "portal/__init__.py", "portal/migrations/0001_initial.py", "portal/migrations/0001_initial.csv",
        "portal/tenancy.py", "portal/access.py", "portal/walls.sql",
    }  # fmt: skip


def test_the_walls_the_roles_and_every_data_file_are_among_them():
    found = {path.relative_to(template.ROOT).as_posix() for path in template.sources()}

    data = {path.relative_to(template.ROOT).as_posix() for path in template.ROOT.glob("*/migrations/*.csv")}
    assert data < found
    assert {"portal/tenancy.py", "portal/access.py", "portal/rollup.py", "tests/servers.py"} < found
    assert "portal/management/commands/provision_database.py" in found


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One file that decides, in place of all, untouched since long before this process; and a place to keep in."""
    path = tmp_path / "source.py"
    path.write_text("1")
    monkeypatch.setattr(template, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(template, "sources", lambda *_root: [path])
    monkeypatch.setattr(template, "ROOT", tmp_path)
    monkeypatch.setattr(template, "began", lambda: time.time() + 3600)
    return path


def built(*, while_it_is_built: str = "") -> tuple[bool, str]:
    """Fill a folder: whether it had to be built, and what stands in it."""
    with temporary_home() as home:
        ran = []

        def build() -> None:
            ran.append(1)
            (home / "postgres").mkdir()
            (home / "postgres" / "rows").write_text("rows")
            (home / "secrets.json").write_text("{}")
            if while_it_is_built:
                Path(while_it_is_built).write_text("changed")

        template.fill(home, build, "tried")
        return bool(ran), (home / "postgres" / "rows").read_text()


def test_it_is_built_once_and_copied_from_then_on_until_something_changes(source: Path):
    assert built() == (True, "rows")
    assert built() == (False, "rows")
    source.write_text("2")
    assert built() == (True, "rows")


def test_what_was_built_while_something_changed_is_used_and_not_kept(source: Path):
    assert built(while_it_is_built=str(source)) == (True, "rows")
    source.write_text("1")
    assert built() == (True, "rows")


def test_what_a_process_read_before_a_change_is_not_kept(source: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(template, "began", lambda: time.time() - 3600)

    assert built()[0]
    assert built()[0]


def test_only_the_newest_are_kept(source: Path):
    for number in range(template.MOST + 3):
        source.write_text(str(number))
        assert built()[0]

    assert len(template.all_kept()) == template.MOST
