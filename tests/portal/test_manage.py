"""What the command line says to an operator whose database is not there, or empty."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

ACCOUNT = ["make_account", "ann@example.test", "Ann First", "--role", "EOUSA"]
TOKEN = ["make_token", "ann@example.test", "--name", "x", "--scope", "BOARD_VIEW"]
NOWHERE = "postgres://portal_app:x@127.0.0.1:1/portal"


def said_by(command: list[str], **variables: str) -> str:
    """What the command complains about; it must fail."""
    ran = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    return ran.stderr


@pytest.mark.parametrize("command", [ACCOUNT, TOKEN, ["migrate"], ["provision_database"]], ids=lambda c: c[0])
def test_a_database_that_is_not_there_is_one_sentence(urls, command):
    said = said_by(command, **dict.fromkeys(urls, NOWHERE))
    assert said.startswith("The database cannot be reached (connection to server at ")
    assert "provision_database" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("command", [ACCOUNT, TOKEN], ids=lambda c: c[0])
def test_a_database_without_tables_is_one_sentence(urls, command):
    empty = urls["DATABASE_ADMIN_URL"]
    said = said_by(command, DATABASE_URL=empty)
    assert said == "The database has no tables yet, or old ones: run `manage.py migrate` first.\n"


def test_the_traceback_is_there_for_whoever_asks(urls):
    assert "Traceback" in said_by([*ACCOUNT, "--traceback"], DATABASE_URL=NOWHERE)
