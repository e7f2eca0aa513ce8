"""What an operator reads names every variable that there is."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_names_every_variable_that_the_settings_read():
    settings = (ROOT / "portal/settings.py").read_text()
    read = set(re.findall(r'env\.\w+\("(\w+)"', settings)) | set(re.findall(r'"(DATABASE_\w*URL)"', settings))
    named = set(re.findall(r"`([A-Z_]+)`", (ROOT / "README.md").read_text()))
    assert len(read) > 15
    assert read - named == set()


def test_the_comment_of_the_containers_names_every_variable_that_they_take():
    compose = (ROOT / "docker-compose.yml").read_text()
    comment, rest = compose.replace("README", "").split("x-portal:")
    needed, optional = (set(re.findall(r"[A-Z_]{5,}", part)) for part in comment.split("These suffice"))
    assert set(re.findall(r"\$\{(\w+):\?\}", rest)) == needed
    assert set(re.findall(r"\$\{(\w+):-", rest)) == optional
