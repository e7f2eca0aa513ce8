"""An extract of 300 MB: how long it takes, how much memory, and that the second run changes nothing.

Run it alone: `make proof ARGS="tests/grants/test_big_extract.py"`. MEGABYTES=… for another size; LISTING='*' keeps
every notice.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, process_time

import pytest

from grants.feed.choosing import choice
from grants.models import FeedRun, Opportunity, OpportunityVersion
from grants.models.extract import read_extract
from portal.access import DatabaseRole
from portal.tenancy import acting_as
from tests import servers
from tests.grants.extract import OURS, Made, write
from tests.make import NOW

pytestmark = pytest.mark.proof
MEGABYTES = float(os.environ.get("MEGABYTES", "300"))
LISTING = os.environ.get("LISTING", "")
CHOSEN = choice([LISTING] if LISTING else [number for number, _agency in OURS], ["USDOJ-OJP-OVW", "USDOJ-OJP-OVC"])
MOST_GROWTH = 150
"""Megabytes that the process may grow by."""
MB = 2**20


@dataclass
class Measured:
    """What a run took."""

    run: FeedRun
    seconds: float
    cpu: float
    """Seconds of this process alone: what it takes where nothing else runs."""
    growth: float

    def __str__(self) -> str:
        rate = self.run.records / self.seconds
        return (
            f"{self.seconds:.1f} s ({self.cpu:.1f} s of CPU), {rate:,.0f} records/s, +{self.growth:.0f} MB; "
            f"{self.run.records:,} read, "
            f"{self.run.kept:,} kept, {self.run.added:,} added, {self.run.changed} changed, {self.run.withdrawn} gone"
        )


def resident() -> int:
    """Bytes of this process in memory, as Linux counts them."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measured(path: Path) -> Measured:
    """A run, with the memory looked at fifty times a second."""
    done, peak, before = Event(), 0, resident()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, resident())

    watcher = Thread(target=watch)
    watcher.start()
    began, cpu = perf_counter(), process_time()
    try:
        run = read_extract(str(path), at=NOW, chosen=CHOSEN)
    finally:
        done.set()
        watcher.join()
    return Measured(run, perf_counter() - began, process_time() - cpu, (peak - before) / MB)


@pytest.fixture
def as_worker(transactional_db: None, urls: dict[str, str], settings: object) -> Iterator[None]:
    settings.DATABASE_AS = "worker"  # type: ignore[attr-defined]
    servers.log_in(urls["DATABASE_WORKER_URL"])
    yield
    servers.log_in(urls["DATABASE_URL"])


@pytest.mark.parametrize("name", ["GrantsDBExtract20261123v2.zip", "GrantsDBExtract20261123v2.xml"])
def test_an_extract_of_300_mb_is_read_in_flat_memory_and_again_without_a_change(
    as_worker, tmp_path, capsys, name
) -> None:
    made: Made = write(tmp_path / name, megabytes=MEGABYTES)
    first, again = measured(tmp_path / name), measured(tmp_path / name)
    size = (tmp_path / name).stat().st_size / MB
    with capsys.disabled():
        print(f"\n{name}: {size:.0f} MB, {made.bytes / MB:.0f} MB of XML\n  first  {first}\n  again  {again}")  # noqa: T201

    for one in (first, again):
        assert one.run.state == FeedRun.State.GOOD, one.run.reason
        assert one.run.records == made.records
        assert one.growth <= MOST_GROWTH
    assert first.run.added == first.run.kept >= (made.records if LISTING == "*" else made.ours)
    assert (again.run.added, again.run.changed, again.run.withdrawn) == (0, 0, 0)
    with acting_as(DatabaseRole.JOBS):
        assert Opportunity.objects.count() == first.run.kept
        assert not OpportunityVersion.objects.exists()
