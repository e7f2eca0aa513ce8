"""Worker and beat as the processes they are: when they refuse to start, and what they get over by themselves."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import psycopg2
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from redis import Redis

from portal.broker import Line, Transport
from portal.health import PATIENCE
from portal.launch.embedded import Valkey, start_valkey, temporary_home
from portal.models.heartbeat import DELIVERER, PLANNER
from tests import make, servers

CELERY = [sys.executable, "-m", "celery", "--quiet", "-A"]
WORKER = ["worker", "--concurrency=1", "--without-gossip", "--without-mingle", "--loglevel=INFO"]
RECOVERS_IN = 30.0
"""Seconds within which both must be at work again."""


@dataclass
class Farm:
    """A broker, a worker and a beat that ticks every second, on the test's own database."""

    home: Path
    urls: dict[str, str]
    broker: Valkey
    programs: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *command: str) -> None:
        with (self.home / f"{name}.log").open("ab") as log:
            self.programs[name] = subprocess.Popen(
                [*CELERY, *command], cwd=settings.BASE_DIR, env=self.env(), stdout=log, stderr=log
            )

    def env(self) -> dict[str, str]:
        chosen = {"SECRET_KEY": "k" * 64, "DEBUG": "0", "DEMO": "0", "OFFICIAL_SITE": "0", "VAR_DIR": str(self.home)}
        ticks = {"MAIL_TICK_SECONDS": "1", "PLAN_TICK_SECONDS": "1"}
        return {**os.environ, **self.urls, **chosen, **ticks, "REDIS_URL": self.broker.url, "PYTHONWARNINGS": "ignore"}

    def start_both(self, app: str = "portal") -> None:
        self.start("worker", app, *WORKER)
        self.start("beat", app, "beat", "--loglevel=INFO", f"--schedule={self.home}/schedule")

    def log(self, name: str) -> str:
        return (self.home / f"{name}.log").read_text()

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log(name).splitlines() if line.startswith("{")]

    def is_alive(self) -> bool:
        return all(program.poll() is None for program in self.programs.values())

    def beats(self) -> int:
        """How many seconds ago the job that ran longest ago ran; a large number where one never did."""
        rows = servers.as_owner(servers.admin_url(self.urls), "SELECT name, at FROM portal_heartbeat")
        at = dict(rows)
        if not {PLANNER, DELIVERER} <= set(at):
            return 10**6
        return int((now() - min(at[PLANNER], at[DELIVERER])).total_seconds())

    def demand_work(self, since: float) -> float:
        """Wait until both jobs have run after this instant (of `time.time`); gives how long that took."""
        began = time.monotonic()
        waited_for(lambda: self.beats() < time.time() - since - 0.5, RECOVERS_IN, self)
        return time.monotonic() - began

    def kill_broker(self) -> None:
        assert self.broker.child
        self.broker.child.process.kill()
        self.broker.child.process.wait()

    def stop(self) -> None:
        for program in self.programs.values():
            program.send_signal(signal.SIGTERM)
        for program in self.programs.values():
            try:
                program.wait(10)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        self.broker.stop()


def waited_for(fact: Callable[[], bool], seconds: float, farm: Farm) -> None:
    until = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < until, farm.log("worker")[-3000:] + farm.log("beat")[-3000:]
        time.sleep(0.1)


@pytest.fixture
def farm(transactional_db: None, urls: dict[str, str]) -> Iterator[Farm]:
    with temporary_home() as home:
        (home / "assets").mkdir()
        made = Farm(home, urls, start_valkey(home))
        yield made
        made.stop()


# --- when they refuse to start -----------------------------------------------------------------------------------
@contextmanager
def a_hole_in_the_wall(urls: dict[str, str]) -> Iterator[None]:
    admin = servers.admin_url(urls)
    servers.as_owner(admin, "GRANT SELECT ON portal_user TO portal_jobs")
    try:
        yield
    finally:
        servers.as_owner(admin, "REVOKE SELECT ON portal_user FROM portal_jobs")


def refusals(farm: Farm) -> dict[str, tuple[int, str]]:
    """What becomes of worker and beat, started at once: exit code and last words."""
    farm.start_both()
    codes = {name: program.wait(60) for name, program in farm.programs.items()}
    return {name: (code, farm.log(name)) for name, code in codes.items()}


def test_neither_starts_before_a_wall_with_a_hole(farm, urls):
    with a_hole_in_the_wall(urls):
        for code, said in refusals(farm).values():
            assert code == 1
            assert "portal.E012" in said
            assert "portal_user: SELECT to portal_jobs is in the database but not declared." in said
            assert "Traceback" not in said


def test_neither_starts_in_production_beside_invented_people(farm):
    make.person("Dora Demo", is_demo=True)
    for code, said in refusals(farm).values():
        assert code == 1
        assert "portal.E004" in said


# --- what they get over ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("connection", [None, Mock(client=None)])
def test_a_cut_line_to_the_broker_says_that_it_is_cut(connection):
    """The worker gets over a lost connection. Over anything else said here it ends."""
    channel = Line.__new__(Line)
    channel.connection, channel._closing = connection, True
    with pytest.raises(Transport.connection_errors):
        channel._connparams()


@pytest.mark.proof
def test_both_go_on_by_themselves_when_the_broker_is_killed_and_comes_back_empty(farm):
    farm.start_both()
    farm.demand_work(since=time.time())
    port = farm.broker.port
    for seconds_away in (0.5, 8.0):
        farm.kill_broker()
        time.sleep(seconds_away)
        assert farm.is_alive(), farm.log("worker")[-3000:] + farm.log("beat")[-3000:]
        farm.broker = start_valkey(farm.home)
        assert farm.broker.port == port
        farm.demand_work(since=time.time())
    assert farm.is_alive(), "nobody had to start them again"


@pytest.mark.proof
def test_both_go_on_when_the_broker_forgets_everything_without_a_word(farm):
    farm.start_both()
    farm.demand_work(since=time.time())

    Redis.from_url(farm.broker.url).flushall()

    farm.demand_work(since=time.time() + 2)
    assert farm.is_alive()


@pytest.mark.proof
def test_what_they_log_is_one_json_object_a_line_with_the_task(farm):
    farm.start_both()
    farm.demand_work(since=time.time())
    for name in ("worker", "beat"):
        unreadable = [line for line in farm.log(name).splitlines() if line and not line.startswith("{")]
        assert unreadable == []
    done = [line for line in farm.lines("worker") if "succeeded" in line["message"]]
    assert {line["task"] for line in done} >= {"portal.deliver_messages", "portal.plan_reminders"}
    assert all(len(line["task_id"]) == 36 for line in done)


@pytest.mark.proof
def test_a_consumer_that_hangs_is_missed_then_killed_and_replaced(farm, urls, settings):
    """It waits for a lock that never comes, deaf to everything but kill -9."""
    settings.REDIS_URL = farm.broker.url
    farm.start_both("tests.hasty")
    farm.demand_work(since=time.time())
    assert Client().get("/health/ready/").status_code == 200

    with psycopg2.connect(servers.admin_url(urls)) as line, line.cursor() as cursor:
        cursor.execute("LOCK TABLE portal_heartbeat IN EXCLUSIVE MODE")
        waited_for(lambda: "Hard time limit" in farm.log("worker"), 30, farm)
        with time_machine.travel(now() + PATIENCE + timedelta(minutes=1)):
            answer = Client().get("/health/ready/")
        failing = [name for name, check in answer.json()["checks"].items() if not check["ok"]]
        assert (answer.status_code, failing) == (503, [PLANNER, DELIVERER])
    line.close()

    farm.demand_work(since=time.time())
    assert Client().get("/health/ready/").status_code == 200
    assert farm.is_alive()
