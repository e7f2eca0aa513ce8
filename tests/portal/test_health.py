"""Whether the portal lives and works, as told to probes, on the command line and to the operator."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import StringIO
from time import monotonic
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import ProgrammingError
from django.test import Client

from portal import health
from portal.access import DatabaseRole
from portal.health import in_words
from portal.launch.claims import free_port
from portal.models import Heartbeat, Message
from portal.models.heartbeat import DELIVERER, PLANNER, RECOUNT
from portal.models.message import PAUSES
from portal.tenancy import acting_as
from tests import conftest, make, servers

MINUTE = timedelta(minutes=1)
PATIENCE = 15 * MINUTE
"""As promised, not as the code has it."""
BROKER = health.broker


class Broker:
    """Answers a PING, or whatever it is told to."""

    def __init__(self) -> None:
        self.fails: Exception | None = None

    def ping(self) -> bool:
        if self.fails:
            raise self.fails
        return True

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    """A broker that answers."""
    answers = Broker()
    monkeypatch.setattr(health, "broker", lambda: answers)
    return answers


@pytest.fixture
def noon() -> Iterator[datetime]:
    """What time it is."""
    with time_machine.travel(make.NOW, tick=False):
        yield make.NOW


@contextmanager
def as_the_worker() -> Iterator[None]:
    """Logged in as the worker: the web may neither beat nor send."""
    servers.log_in(conftest.served["DATABASE_WORKER_URL"])
    try:
        yield
    finally:
        servers.log_in(conftest.served["DATABASE_URL"])


def beat(name: str, *, at: datetime, found: int = 0) -> None:
    with as_the_worker():
        Heartbeat.objects.beat(name, at=at, found=found)


@pytest.fixture
def running(transactional_db: None, broker: Broker, noon: datetime) -> datetime:
    """Every job ran a minute ago."""
    for name in (PLANNER, DELIVERER, RECOUNT):
        beat(name, at=noon - MINUTE)
    return noon


def ready(client: Client | None = None) -> tuple[int, dict[str, Any]]:
    answer = (client or Client()).get("/health/ready/")
    assert answer["Content-Type"] == "application/json"
    return answer.status_code, answer.json()


def failing(told: dict[str, Any]) -> list[str]:
    return [name for name, check in told["checks"].items() if not check["ok"]]


def waiting(due_at: datetime, state: str = "PENDING") -> None:
    with acting_as(DatabaseRole.EOUSA):
        Message.objects.post(
            cause="TEST", about="x", period=str(due_at), recipient="alma@example.test", subject="s", text="t"
        )
    with as_the_worker(), acting_as(DatabaseRole.JOBS):
        Message.objects.filter(period=str(due_at)).update(due_at=due_at, state=state)


# --- what is told ------------------------------------------------------------------------------------------------
def test_what_runs_is_well(running):
    status, told = ready()

    assert (status, told["status"], failing(told)) == (200, "ok", [])
    assert list(told["checks"]) == ["database", "broker", "planner", "deliverer", "oldest_due_mail", "recount"]
    assert all(set(check) == {"ok", "seconds", "says"} for check in told["checks"].values())
    assert told["checks"]["planner"] == {
        "ok": True,
        "seconds": 60.0,
        "says": "The planner of reminders last ran 1 minute ago.",
    }


def test_a_database_on_which_nothing_ever_ran_is_unhealthy_and_says_so(db, broker, noon):
    status, told = ready()

    assert (status, told["status"], failing(told)) == (503, "unhealthy", ["planner", "deliverer", "recount"])
    assert told["checks"]["planner"]["seconds"] is None
    assert "has never run" in told["checks"]["deliverer"]["says"]


@pytest.mark.parametrize("name", [PLANNER, DELIVERER])
@pytest.mark.parametrize(("age", "is_well"), [(PATIENCE, True), (PATIENCE + timedelta(seconds=1), False)])
def test_a_job_that_has_not_run_for_a_quarter_of_an_hour_is_missed(running, name, age, is_well):
    """So a consumer that hangs is noticed: it ends no run."""
    beat(name, at=running - age)

    status, told = ready()
    assert (status, failing(told)) == ((200, []) if is_well else (503, [name]))
    assert told["checks"][name]["seconds"] == age.total_seconds()
    assert ("too long" in told["checks"][name]["says"]) != is_well


@pytest.mark.parametrize("state", ["PENDING", "SENDING"])
@pytest.mark.parametrize(("age", "is_well"), [(PATIENCE, True), (PATIENCE + timedelta(seconds=1), False)])
def test_mail_that_is_due_and_does_not_leave_is_missed(running, state, age, is_well):
    waiting(running - age, state)
    waiting(running - MINUTE)

    status, told = ready()
    assert (status, failing(told)) == ((200, []) if is_well else (503, ["oldest_due_mail"]))
    assert told["checks"]["oldest_due_mail"]["seconds"] == age.total_seconds()


@pytest.mark.parametrize(("attempts", "state", "ahead"), [(3, "PENDING", 5), (5, "PENDING", 200), (4, "SENDING", -1)])
def test_mail_that_was_put_off_again_and_again_is_late_since_it_was_first_due(running, attempts, state, ahead):
    """A mail server that does not answer must not keep the alarm quiet by moving the day on."""
    put_off = running + ahead * MINUTE
    waiting(put_off, state)
    with as_the_worker(), acting_as(DatabaseRole.JOBS):
        Message.objects.update(attempts=attempts)
    paused = sum(PAUSES[: attempts - (state == "SENDING")], timedelta())

    status, told = ready()
    assert (status, failing(told)) == (503, ["oldest_due_mail"])
    assert told["checks"]["oldest_due_mail"]["seconds"] == (running - put_off + paused).total_seconds()


def test_mail_that_is_due_tomorrow_or_was_sent_long_ago_is_not_late(running):
    waiting(running + timedelta(days=1))
    waiting(running - timedelta(days=9), "SENT")
    waiting(running - timedelta(days=8), "FAILED")

    assert ready()[0] == 200


@pytest.mark.parametrize(("hours", "is_well"), [(26, True), (27, False)])
def test_a_night_without_a_recount_is_missed(running, hours, is_well):
    beat(RECOUNT, at=running - timedelta(hours=hours))

    assert ready()[0] == (200 if is_well else 503)


def test_figures_that_differ_are_told_until_they_agree(running):
    beat(RECOUNT, at=running - MINUTE, found=3)

    status, told = ready()
    assert (status, failing(told)) == (503, ["recount"])
    assert "3 figures differ" in told["checks"]["recount"]["says"]
    assert "--mend" in told["checks"]["recount"]["says"]

    beat(RECOUNT, at=running)
    assert ready()[0] == 200


def test_a_clock_ahead_of_ours_has_run_just_now(running):
    beat(PLANNER, at=running + timedelta(hours=1))

    assert ready()[1]["checks"]["planner"]["seconds"] == 0


def test_a_job_has_one_row_however_often_it_runs(running):
    beat(PLANNER, at=running)

    with as_the_worker(), acting_as(DatabaseRole.JOBS):
        earlier = {DELIVERER: running - MINUTE, RECOUNT: running - MINUTE}
        assert dict(Heartbeat.objects.values_list("name", "at")) == {PLANNER: running} | earlier


# --- to whom, and at what price ----------------------------------------------------------------------------------
def test_liveness_asks_nothing_of_anybody(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readiness_asks_little(running, django_assert_max_num_queries):
    """The two questions, and what binds and unbinds them (here inside the test's own transaction)."""
    with django_assert_max_num_queries(6) as asked:
        ready()
    questions = [query["sql"] for query in asked if query["sql"].startswith("SELECT") and "FROM" in query["sql"]]
    assert len(questions) == 2


@pytest.mark.parametrize("headers", [{}, {"host": "10.1.2.3:8000"}, {"authorization": "Bearer n94_made-up"}])
def test_a_probe_needs_no_name_no_token_and_no_encryption(running, settings, headers):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["portal.example"]
    for address in ("/health/", "/health/ready/"):
        assert Client(headers=headers).get(address).status_code == 200


def test_everybody_is_told_the_same(running, client_of, opal, pia, lena):
    assert len({json.dumps(ready(client)[1]["checks"]["planner"]) for client in map(client_of, (opal, pia, lena))}) == 1


def test_a_probe_only_reads(running):
    assert Client().post("/health/ready/").status_code == 405
    assert Client().head("/health/ready/").status_code == 200


def test_nothing_else_lies_beneath(running):
    assert Client().get("/health/none/").status_code == 404


def test_nothing_is_said_of_anybody(running, alma):
    waiting(running - timedelta(hours=3))
    with as_the_worker(), acting_as(DatabaseRole.JOBS):
        Message.objects.update(office=make.office())

    said = json.dumps(ready()[1])
    assert "alma" not in said
    assert "exas" not in said
    assert "Tex" not in said


@pytest.mark.parametrize("role", [DatabaseRole.PUBLIC, DatabaseRole.OFFICE, DatabaseRole.EOUSA])
def test_only_the_role_that_counts_reads_signs_of_life(db, role):
    with pytest.raises(ProgrammingError), acting_as(role):
        list(Heartbeat.objects.all())


# --- with something gone -----------------------------------------------------------------------------------------
@pytest.fixture
def real_broker(running: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the settings name."""
    monkeypatch.setattr(health, "broker", BROKER)


@pytest.fixture
def no_database(transactional_db: None, urls: dict[str, str]) -> Iterator[None]:
    servers.log_in("postgres://portal_app:x@127.0.0.1:1/portal")
    yield
    servers.log_in(urls["DATABASE_URL"])


@pytest.mark.parametrize("cookie", ["", "a-session-that-cannot-be-read"])
def test_with_the_database_gone_probes_are_answered_at_once(no_database, broker, settings, cookie):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    began = monotonic()

    status, told = ready(client)

    assert (status, told["status"]) == (503, "unhealthy")
    assert failing(told) == ["database", "planner", "deliverer", "oldest_due_mail", "recount"]
    assert client.get("/health/").status_code == 200
    assert monotonic() - began < 2


def test_a_database_that_has_not_been_migrated_is_told(db, broker, noon, monkeypatch):
    monkeypatch.setattr(Heartbeat._meta, "db_table", "portal_none_such")
    assert failing(ready()[1])[0] == "database"


def test_a_broker_that_is_gone_is_told_at_once(running, real_broker, settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    began = monotonic()

    status, told = ready()

    assert (status, failing(told)) == (503, ["broker"])
    assert monotonic() - began < 1


def test_a_broker_that_does_not_answer_is_waited_for_a_second(running, real_broker, settings):
    """It takes the connection and says nothing, as one that is stopped."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.REDIS_URL = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        began = monotonic()
        assert failing(ready()[1]) == ["broker"]
        assert monotonic() - began < 3


def test_an_address_of_the_broker_that_is_none_is_told(running, real_broker, settings):
    settings.REDIS_URL = "banana"
    assert failing(ready()[1]) == ["broker"]


# --- on the command line and on the operator's page --------------------------------------------------------------
def said_by_command() -> tuple[str, int]:
    written = StringIO()
    try:
        call_command("health", stdout=written)
    except SystemExit as end:
        return written.getvalue(), int(end.code or 0)
    return written.getvalue(), 0


def test_the_command_says_the_same(running):
    said, code = said_by_command()
    assert code == 0
    assert said.count("\n") == 6
    assert "ok   planner          The planner of reminders last ran 1 minute ago.\n" in said

    beat(DELIVERER, at=running - timedelta(hours=3))
    said, code = said_by_command()
    assert code == 1
    assert "BAD  deliverer        The deliverer of mail last ran 3 hours ago. That is too long:" in said


def test_the_command_works_with_the_workers_log_in(running, settings):
    settings.DATABASE_AS = "worker"
    with as_the_worker():
        assert said_by_command()[1] == 0


def test_the_operator_reads_it_in_words_on_the_first_page(running, client_of, opal):
    page = client_of(opal).get("/").content.decode()
    assert "Everything runs." in page
    assert "The planner of reminders last ran 1 minute ago." in page

    beat(PLANNER, at=running - timedelta(days=3))
    page = client_of(opal).get("/").content.decode()
    assert "1 of 6 parts does not do its work." in page
    assert "The planner of reminders last ran 3 days ago." in page


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (MINUTE, "1 minute"),
        (119 * MINUTE, "119 minutes"),
        (120 * MINUTE, "2 hours"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_an_age_is_told_in_whole_units(age, words):
    assert in_words(age) == words
