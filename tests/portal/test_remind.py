"""manage.py remind: what is due now is written down, what would be due on a day to come is only said."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.access import DatabaseRole
from portal.models import Message
from portal.tenancy import acting_as
from tests import make, servers
from tests.portal.test_bounces import returned


@pytest.fixture
def remind(transactional_db: None, urls: dict[str, str], erin: Any) -> Iterator[Callable[..., str]]:
    """The command on the Monday of the tests; N.D. Tex. is silent and has a mailbox, S.D.N.Y. has nobody at all."""
    make.staff_contact(post="STAFFING_MAILBOX", name="", email="Staffing@example.test")
    for court_id in ("txnd", "nysd"):
        make.asking(court_id, asked_on=make.DAY, ladder_on=make.DAY)
    servers.log_in(urls["DATABASE_WORKER_URL"])

    def run(*arguments: str) -> str:
        out = io.StringIO()
        call_command("remind", *arguments, stdout=out)
        return out.getvalue()

    with time_machine.travel(make.NOW, tick=False):
        yield run
    servers.log_in(urls["DATABASE_URL"])


def rows() -> list[tuple[str, int, str]]:
    with acting_as(DatabaseRole.JOBS):
        found = Message.objects.reminders().order_by("office__court_id", "rung", "recipient")
        return list(found.values_list("office__court_id", "rung", "recipient"))


def test_a_dry_run_says_who_would_be_told_and_changes_nothing(remind, erin):
    said = remind("--dry-run")

    lines = said.splitlines()
    assert lines[0].split() == ["office", "cause", "rung", "due", "on", "to", "whom"]
    assert [line for line in lines if line.endswith("2026-11-23  Staffing@example.test")]
    assert sum("nobody: the next rung follows at once" in line for line in lines) == 2
    assert [line for line in lines if line.startswith("S.D.N.Y.") and line.endswith(erin.email)]
    assert len({line.index("2026-11-23") for line in lines[1:-1]}) == 1
    assert lines[-1].startswith("On 2026-11-23: ")
    assert rows() == []


def test_a_day_to_come_shows_the_rungs_of_that_day(remind):
    remind()

    said = remind("--on", "2026-12-23", "--dry-run")

    assert [line.split("  ")[0] for line in said.splitlines() if " 3 of 4: " in line] == ["N.D. Tex."]
    assert said.count("2026-12-08") == 2  # leadership has nobody, so EOUSA's desk officer is told on that day already
    assert len(rows()) == 4


def test_without_dry_run_what_is_due_is_written_once(remind):
    assert (
        remind() == remind().replace("Planned: 0", "Planned: 4") == "Planned: 4 new rows in the ledger of reminders.\n"
    )
    assert [row[:2] for row in rows()] == [("nysd", 0), ("nysd", 1), ("nysd", 2), ("txnd", 0)]


def test_a_day_to_come_is_planned_in_the_demonstration_only(remind, settings: Any):
    with pytest.raises(CommandError, match="add --dry-run"):
        remind("--on", "2026-12-08")
    assert rows() == []

    settings.DEBUG = True
    remind("--on", "2026-12-08")

    assert ("txnd", 0, "staffing@example.test") in rows()


@pytest.mark.parametrize("days", [-1, 367])
def test_a_day_past_or_far_ahead_is_refused(remind, days):
    day = (make.DAY + timedelta(days=days)).isoformat()

    with pytest.raises(CommandError, match="past, or more than a year ahead"):
        remind("--on", day, "--dry-run")


def test_the_commands_of_the_ladder_log_in_as_the_worker_by_themselves(urls, tmp_path):
    """With every other log-in out of reach they do their work."""
    note = tmp_path / "note.eml"
    note.write_bytes(returned())
    nowhere = {name: "postgres://x:x@127.0.0.1:1/portal" for name in urls if name != "DATABASE_WORKER_URL"}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        whole = [sys.executable, "manage.py", *command]
        env = {**os.environ, **urls, **nowhere}
        return subprocess.run(whole, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)

    planned, recorded = run("remind", "--dry-run"), run("record_bounce", str(note))

    assert (planned.returncode, "Nothing was changed." in planned.stdout) == (0, True), planned.stderr
    assert (recorded.returncode, "No mail of this portal" in recorded.stderr) == (1, True), recorded.stderr


def test_a_day_that_is_none_is_told_in_a_sentence(remind):
    with pytest.raises(CommandError, match="there is no day '2026-13-08'; write it as 2026-12-08"):
        remind("--dry-run", "--on", "2026-13-08")
