"""A reminder run with 100,000 due: rows planned per second, beside what the database could do at best, and beside one
Celery task for each recipient. Run it alone: `make proof ARGS="tests/bench/test_ladder.py -s"`."""

import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, sleep

import psycopg2
import pytest
from django.conf import settings
from redis import Redis

from portal import ladder
from portal.ladder import Audience, Cause, Matter, Recipient, Rung, Unit
from portal.launch.embedded import start_valkey, temporary_home
from portal.models import Office, plan
from portal.tenancy import DatabaseRole, acting_as
from tests import ladder_world, make, servers

pytestmark = pytest.mark.proof
DUE = int(os.environ.get("DUE", "100000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
TABLES = ("portal_message", "portal_messagetext")
CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "tests.bench.app", "worker", "--concurrency=2"]


@pytest.fixture
def offices(transactional_db: None, urls: dict[str, str]) -> Iterator[list[int]]:
    servers.log_in(urls["DATABASE_WORKER_URL"])
    with acting_as(DatabaseRole.JOBS):
        keys = list(Office.objects.values_list("pk", flat=True))
    yield keys
    servers.log_in(urls["DATABASE_URL"])


def many_due(patch: pytest.MonkeyPatch, offices: Sequence[int], readers: int) -> None:
    """So many matters with one recipient each, and so many recipients in all."""
    patch.setattr(ladder, "_causes", {})
    patch.setattr(ladder, "_audiences", {})
    waits = [
        Matter("BENCH", f"row:{n}", "2026-11-23", make.DAY, make.DAY, offices[n % len(offices)], None, {"n": n})
        for n in range(DUE)
    ]

    def matters(_day: date, asked: Collection[int]) -> list[Matter]:
        wanted = set(asked)
        return [one for one in waits if one.office_id in wanted]

    def find(found: Collection[Matter]) -> Mapping[Matter, Sequence[Recipient]]:
        return {one: [Recipient(f"reader{one.facts['n'] % readers}@example.test")] for one in found}

    ladder.join(Audience("A", "A", find))
    ladder.join(Cause("BENCH", "Bench", "bench", (Rung(0, Unit.WORKING, "A"),), matters, ladder_world.said))


def timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def empty(urls: dict[str, str]) -> None:
    servers.as_owner(servers.admin_url(urls), "TRUNCATE portal_message, portal_messagetext, audit.event CASCADE")


def keep_a_copy(urls: dict[str, str]) -> None:
    """The rows that were planned, in tables without anything around them; mails before what they carry."""
    for table in TABLES:
        order = "ORDER BY digest_id IS NOT NULL" if table == "portal_message" else ""
        servers.as_owner(
            servers.admin_url(urls),
            f"DROP TABLE IF EXISTS copy_{table}; CREATE UNLOGGED TABLE copy_{table} AS SELECT * FROM {table} {order}; "
            f"GRANT SELECT ON copy_{table} TO portal_jobs; ANALYZE copy_{table}",
        )


def insert_select(urls: dict[str, str]) -> float:
    """The same rows by one statement for each table, with the same rights, wall and trail."""
    worker = psycopg2.connect(urls["DATABASE_WORKER_URL"])
    with worker, worker.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_jobs")
        began = perf_counter()
        for table in TABLES:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM copy_{table}")
    worker.close()
    return perf_counter() - began


def tasks_per_second(count: int) -> float:
    """One task for each recipient, published and worked off by two processes."""
    with temporary_home() as home:
        broker = start_valkey(home)
        env = {**os.environ, "REDIS_URL": broker.url}
        worker = subprocess.Popen(CELERY, cwd=settings.BASE_DIR, env=env, stdout=subprocess.DEVNULL)
        try:
            publish = [
                sys.executable,
                "-c",
                f"from tests.bench.app import tell\nfor n in range({count}): tell.delay(n)",
            ]
            counter = Redis.from_url(broker.url)
            subprocess.run(
                [*publish[:2], publish[2].replace(str(count), "20")], cwd=settings.BASE_DIR, env=env, check=True
            )
            while int(counter.get("bench-done") or 0) < 20:
                sleep(0.05)
            began = perf_counter()
            subprocess.run(publish, cwd=settings.BASE_DIR, env=env, check=True)
            while int(counter.get("bench-done") or 0) < count + 20:
                sleep(0.02)
            return count / (perf_counter() - began)
        finally:
            worker.terminate()
            worker.wait(20)
            broker.stop()


def tell(capsys: pytest.CaptureFixture[str], *lines: str) -> None:
    with capsys.disabled():
        print("", *lines, sep="\n")  # noqa: T201


@pytest.mark.parametrize("readers", [DUE, 400])
def test_rows_planned_per_second(
    readers: int, offices: list[int], urls: dict[str, str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    many_due(monkeypatch, offices, readers)
    planned, inserted, again = [], [], []
    for _round in range(ROUNDS):
        empty(urls)
        planned.append(timed(lambda: plan(at=make.NOW)))
        again.append(timed(lambda: plan(at=make.NOW)))
        keep_a_copy(urls)
        empty(urls)
        inserted.append(insert_select(urls))
    rows = DUE + 2 * readers
    ratio = median(inserted) / median(planned)
    took, memory = median(planned), getrusage(RUSAGE_SELF).ru_maxrss // 1024
    tell(
        capsys,
        f"{DUE} due to {readers} readers: {rows} rows (reminders, mails, texts), each with its audit row",
        f"  plan(): {took:.1f} s, {DUE / took:.0f} reminders/s, {rows / took:.0f} rows/s",
        f"  INSERT ... SELECT of the same rows: {median(inserted):.1f} s; ratio {ratio:.2f} (wanted 0.25)",
        f"  plan() again, nothing new: {median(again):.1f} s; peak memory {memory} MB",
    )
    assert ratio >= 0.25


def test_one_task_for_each_recipient(capsys: pytest.CaptureFixture[str]) -> None:
    tell(capsys, f"one Celery task for each recipient: {tasks_per_second(3000):.0f}/s")
