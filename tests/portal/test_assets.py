"""What the browser loads: small, ours alone, and built only when something has changed."""

import gzip
import json
import re
from pathlib import Path

import pytest

from portal.launch import assets

ROOT = assets.ROOT


def compressed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


@pytest.fixture(scope="module")
def built():
    assets.build(lambda _: None, tests=True)
    return assets.OUT


def test_the_style_sheet_and_the_font_keep_their_budget(built):
    assert compressed(built / "css/site.css") <= 25_000
    assert (built / "fonts/public-sans.woff2").stat().st_size <= 30_000


def test_every_page_keeps_the_budget_of_its_scripts():
    everywhere = scripts_of(ROOT / "templates/base.html")
    pages = {path.name: scripts_of(path) - everywhere for path in (ROOT / "templates").rglob("*.html")}

    assert set().union(everywhere, *pages.values()) == set((ROOT / "static/js").glob("*.js"))
    assert {name for name, own in pages.items() if compressed(*everywhere, *own) > 12_000} == set()


def scripts_of(path: Path) -> set[Path]:
    return {ROOT / "static" / name for name in re.findall(r"static '(js/[a-z-]+\.js)'", path.read_text())}


def test_everything_that_the_style_sheet_asks_for_is_ours_and_there(built):
    asked = re.findall(r"url\(\"?([^\")]+)", (built / "css/site.css").read_text())

    missing = [name for name in asked if not name.startswith("data:") and not (built / "css" / name).exists()]
    assert asked
    assert missing == []


def test_an_unchanged_tree_builds_nothing(built):
    said = []

    assets.build(said.append)

    assert said == []


def test_a_missing_lock_is_one_sentence(built, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(assets, "ROOT", tmp_path)

    assert assets._main([]) == 1
    assert capsys.readouterr().err == (
        "The pages could not be built: package.json is missing; restore it from the repository.\n"
    )


def test_a_mistake_in_the_style_sheet_is_one_sentence(built, monkeypatch, tmp_path, capsys):
    broken = tmp_path / "static/css/site.scss"
    broken.parent.mkdir(parents=True)
    broken.write_text("a { color: ")
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "OUT", tmp_path / "out")
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "package.json"))

    assert assets._main([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The pages could not be built: sass.js failed: Error: ")
    assert not (tmp_path / "out/.stamp").exists()


def test_the_lock_names_no_address_and_pins_every_package():
    text = (ROOT / "package-lock.json").read_text()

    assert "http" not in text
    assert all("integrity" in package for name, package in json.loads(text)["packages"].items() if name)


def test_no_script_reaches_out_or_leans_on_another():
    for script in (ROOT / "static/js").glob("*.js"):
        assert not re.search(r"https?://|^import |\bimport\(|eval\(|innerHTML", script.read_text(), re.MULTILINE)
