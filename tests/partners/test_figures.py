"""What EOUSA sees of the log: figures that agree with the entries whatever happens to these, and no word of theirs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from io import StringIO
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from partners.duties import Duty
from partners.models import Figure, Outreach, mend, recount
from partners.models.recount import last_night
from partners.tasks import recount_figures
from partners.taxonomy import Did
from portal import catalogue, rollup
from portal.access import DatabaseRole, Role
from portal.calendar import CENTER
from portal.catalogue import Kind
from portal.health import examine
from portal.models import RECOUNT, Heartbeat
from portal.rollup import RolledUp
from portal.tenancy import acting_as
from tests import conftest, make, servers
from tests.admin import broken
from tests.partners.log import entry
from tests.partners.operations import Logbook, counted, kept, needs_counted, needs_kept, quietly
from tests.races import at_once

IGNORES_UPDATES = {
    "outreach_rolled_up": 2,
    "needs_rolled_up": 4,
}
"""By the trigger that is lost: how many figures of one entry are wrong when it is taken off the record."""


@pytest.fixture
def as_worker(transactional_db: None) -> Iterator[None]:
    servers.log_in(conftest.served["DATABASE_WORKER_URL"])
    yield
    servers.log_in(conftest.served["DATABASE_URL"])


def differences() -> int:
    """As the nightly recount counts them; the test's connection may be the web's, which may not."""
    servers.log_in(conftest.served["DATABASE_WORKER_URL"])
    try:
        with acting_as(DatabaseRole.JOBS):
            return rollup.differences(Outreach)
    finally:
        servers.log_in(conftest.served["DATABASE_URL"])


def as_jobs(ask: Any) -> Any:
    servers.log_in(conftest.served["DATABASE_WORKER_URL"])
    try:
        return ask()
    finally:
        servers.log_in(conftest.served["DATABASE_URL"])


# --- whatever happens --------------------------------------------------------------------------------------------
def put_through(urls: dict[str, str], operations: int, seed: int) -> int:
    """Rounds of operations, three at a time on connections of their own; gives how many figures stand then."""
    book = Logbook(seed)
    for number in range(operations // 12):
        lines = [[book.operation() for _ in range(4)] for _ in range(3)]
        came = at_once(*(partial(quietly, *line) for line in lines))
        assert came == ["done"] * 3, f"seed {seed}, round {number}"
        if number % 10 == 9:
            book.take_for_good(urls, book.chance.random())
    found = as_jobs(kept)
    assert found == as_jobs(counted), f"seed {seed}"
    needs = as_jobs(needs_kept)
    assert needs == as_jobs(needs_counted), f"seed {seed}"
    assert len(needs) > 20
    assert differences() == 0
    return len(found)


def test_figures_are_what_the_entries_add_up_to_after_300_operations(transactional_db, urls):
    assert put_through(urls, 300, seed=94) > 200


@pytest.mark.proof
def test_figures_are_what_the_entries_add_up_to_after_10_000_operations(transactional_db, urls):
    assert put_through(urls, 10_000, seed=1994) > 1_000


def test_two_who_amend_against_each_other_both_get_through(transactional_db):
    """One moves entries from duty 1 to duty 5 while the other moves them back: opposite orders of the same rows."""
    book = Logbook(seed=1)
    office, person_id = book.offices[0], book.people[book.offices[0].pk].pk
    facts: dict[str, Any] = {"line": "x", "did": Did.MEETING, "held_on": make.DAY}
    with acting_as(DatabaseRole.OFFICE, office_id=office.pk, person_id=person_id):
        rows = [Outreach.objects.log(office=office, **book.by(office), **facts, duty=duty) for duty in (1, 5)]

    def turned(row: Outreach, duties: tuple[int, ...]) -> None:
        for duty in duties:
            with acting_as(DatabaseRole.OFFICE, office_id=office.pk, person_id=person_id):
                row = row.amend(**book.by(office), **facts, duty=duty)

    ways = ((5, 1) * 15, (1, 5) * 15)
    came = at_once(*(lambda r=row, w=way: turned(r, w) for row, way in zip(rows, ways, strict=True)))

    assert came == ["done", "done"]
    assert as_jobs(kept) == as_jobs(counted)


def test_an_office_writes_its_own_figures_and_reads_no_others(alma, otis, shelter):
    entry(alma, organizations=[shelter], duty=Duty.ERPO, minutes=30)
    entry(otis, organizations=[shelter], duty=Duty.ERPO)

    with acting_as(DatabaseRole.OFFICE, office_id=make.office("txnd").pk):
        assert {row.office_id for row in Figure.objects.all()} == {make.office("txnd").pk}
    with acting_as(DatabaseRole.EOUSA):
        assert {row.office_id for row in Figure.objects.all()} == {make.office("txnd").pk, make.office("nysd").pk}


# --- the recount -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("trigger", "wrong"), IGNORES_UPDATES.items())
def test_a_trigger_that_ignores_updates_is_found_out_and_mended(urls, django_db_blocker, trigger, wrong):
    lost = f"DROP TRIGGER {trigger}_update ON partners_outreach"
    with django_db_blocker.unblock(), broken(urls, lost):
        alma = make.member("Alma Reyes", Role.SPECIALIST, office="txnd")
        said = {"needs": ["SHELTER", "LEGAL"], "counties": ["48113", "48439"], "populations": ["RURAL"]}
        row = entry(alma, organizations=[make.organization()], minutes=30, **said)
        assert rollup.differences(Outreach) == 0
        with acting_as(DatabaseRole.OFFICE, office_id=row.office_id):
            row.remove(by=alma, on=make.DAY)

        assert rollup.differences(Outreach) == wrong
        assert mend() == wrong
        assert rollup.differences(Outreach) == 0


@pytest.mark.parametrize(
    "spoils",
    ["UPDATE partners_figure SET number = number + 1", "DELETE FROM partners_figure", "DELETE FROM partners_needseen"],
)
def test_a_figure_that_somebody_touched_is_found_and_told(transactional_db, alma, shelter, urls, spoils, monkeypatch):
    entry(alma, organizations=[shelter], minutes=30, needs=["SHELTER", "LEGAL"])
    servers.as_owner(urls["DATABASE_OWNER_URL"], spoils)

    assert as_jobs(lambda: recount(at=make.NOW)) >= 2
    told = next(check for check in examine(at=make.NOW).checks if check.name == RECOUNT)
    assert not told.ok
    assert "differ from what the entries add up to" in told.says

    servers.log_in(urls["DATABASE_OWNER_URL"])
    call_command("recount_figures", "--mend", stdout=StringIO())
    servers.log_in(urls["DATABASE_URL"])
    assert next(check for check in examine(at=make.NOW).checks if check.name == RECOUNT).ok
    assert as_jobs(kept) == as_jobs(counted)
    assert as_jobs(needs_kept) == as_jobs(needs_counted)


def test_the_command_tells_and_fails(as_worker, urls):
    said = StringIO()
    call_command("recount_figures", stdout=said)
    assert said.getvalue() == "Figures that differ from what the entries add up to: 0.\n"

    spoil = (
        "INSERT INTO partners_figure (office_id, month, duty, did, measure, number) SELECT id, %s, 1, 'CALL', 'X', 1"
    )
    servers.as_owner(urls["DATABASE_OWNER_URL"], f"{spoil} FROM portal_office LIMIT 1", [make.DAY])
    with pytest.raises(SystemExit):
        call_command("recount_figures", stdout=said)


def test_figures_are_counted_again_once_a_night(as_worker, monkeypatch):
    counts: list[int] = []
    instants = iter(
        datetime(2026, 11, *moment, tzinfo=CENTER)
        for moment in ((23, 2, 59), (23, 2, 59), (23, 3, 0), (24, 2, 0), (25, 9, 0))
    )
    monkeypatch.setattr("partners.tasks.now", lambda: next(instants))

    def counted(_model: Any) -> int:
        counts.append(1)
        return 0

    monkeypatch.setattr(rollup, "differences", counted)
    told = []
    for _ in range(5):
        recount_figures()
        told.append(len(counts))

    assert told == [1, 1, 2, 2, 3]
    with acting_as(DatabaseRole.JOBS):
        assert Heartbeat.objects.get(pk=RECOUNT).at == datetime(2026, 11, 25, 9, tzinfo=CENTER)


def test_the_night_changes_at_three_in_washington():
    assert last_night(datetime(2026, 11, 23, 8, 0, tzinfo=CENTER)) == datetime(2026, 11, 23, 3, tzinfo=CENTER)
    assert last_night(datetime(2026, 11, 23, 2, 0, tzinfo=CENTER)) == datetime(2026, 11, 22, 3, tzinfo=CENTER)


def test_the_recount_asks_once_per_table_for_all_offices(as_worker, django_assert_num_queries):
    with acting_as(DatabaseRole.JOBS), django_assert_num_queries(2):
        rollup.differences(Outreach)


def test_what_adds_up_can_be_taken_away_and_put_back(urls, django_db_blocker):
    rule = rollup.roll_ups(Outreach)[0]
    with django_db_blocker.unblock(), broken(urls, "SET ROLE portal_owner"), connection.cursor() as cursor:
        cursor.execute(rule.remove_sql(Outreach, None))
        assert {str(fault.fact.kind) for fault in catalogue.faults()} == {Kind.TRIGGER, Kind.FUNCTION}
        cursor.execute(rule.sql(Outreach))
        assert catalogue.faults() == []
    assert rule == RolledUp(**rule.deconstruct()[2])


# --- its price ---------------------------------------------------------------------------------------------------
@pytest.mark.proof
def test_an_entry_costs_at_most_a_third_more_with_its_figures(transactional_db, urls):
    """Single entries, each in a transaction of its own, with and without the trigger by turns; the audit trail on."""
    triggers = ("outreach_rolled_up_insert", "needs_rolled_up_insert")
    switch = "; ".join(f"ALTER TABLE partners_outreach {{0}} TRIGGER {trigger}" for trigger in triggers)
    person, office = make.person(), make.office()

    def seconds() -> float:
        began = perf_counter()
        for number in range(150):
            with acting_as(DatabaseRole.OFFICE, office_id=office.pk, person_id=person.pk):
                Outreach.objects.create(
                    office=office, recorded_by=person, did="TRAINING", duty=1 + number % 5, line="A line", minutes=60,
                    held_on=make.DAY - timedelta(days=number), trained={"COURTS": 3, "HEALTH": 4}, trained_count=7,
                    needs=["SHELTER"], counties=["48113"] if number % 2 else [],
                )  # fmt: skip
        return perf_counter() - began

    seconds()
    took: dict[str, list[float]] = {"DISABLE": [], "ENABLE": []}
    for _ in range(7):
        for state, times in took.items():
            servers.as_owner(servers.admin_url(urls), switch.format(state))
            times.append(seconds())
    ratio = median(took["ENABLE"]) / median(took["DISABLE"])
    told = f"{ratio:.2f} times: {median(took['ENABLE']):.3f} s with figures, {median(took['DISABLE']):.3f} s without"
    assert ratio <= 1.35, told
    assert ratio > 1, f"the trigger was never off: {told}"
