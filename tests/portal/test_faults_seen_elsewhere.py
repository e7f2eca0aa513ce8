"""What goes wrong with reminders in other systems, each fault by its name, and that it does not happen here."""

import ast
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from portal import ladder, tasks
from portal.access import DatabaseRole, Role
from portal.ladder import Cause, Rung, Unit
from portal.launch.claims import free_port
from portal.models import Invitation, Message, plan
from portal.models.message import LEASE, MOST_ATTEMPTS, PAUSES
from portal.tenancy import acting_as
from tests import ladder_world, make, servers
from tests.ladder_world import Server, World, ledger, office_key
from tests.test_architecture import TREES, name

DAY, AT = make.DAY, make.NOW
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
LADDER = (Rung(0, Unit.WORKING, "A"), Rung(7, Unit.CALENDAR, "B"), Rung(20, Unit.WORKING, "E", is_weekly=True))


@pytest.fixture
def world(transactional_db: None, urls: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    servers.log_in(urls["DATABASE_WORKER_URL"])
    made = ladder_world.install(monkeypatch, *LADDER)
    for audience in "ABE":
        made.reach(audience, office_key("txnd"), f"{audience}@example.test")
    yield made
    servers.log_in(urls["DATABASE_URL"])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: Any) -> type[Server]:
    return ladder_world.serve_mail(monkeypatch, settings)


def look(at: datetime) -> None:
    plan(at=at)
    Message.objects.deliver_due(at=at)


def addressed() -> list[str]:
    return [sent.to[0][0] for sent in mail.outbox]


# --- a DOJ portal: the digest is saved as sent before it is sent ---------------------------------------------------
def test_saved_as_sent_before_it_is_sent(world: World, urls: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Row, send, then mark: while the mail is on the wire, and if the process dies then, nothing says “sent”."""
    world.wait(office_key("txnd"), DAY)
    plan(at=AT)
    seen: list[set[str]] = []

    def look_and_die(_mail: Any) -> None:
        rows = servers.as_owner(servers.admin_url(urls), "SELECT DISTINCT state FROM portal_message")
        seen.append({row[0] for row in rows})
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("django.core.mail.EmailMultiAlternatives.send", look_and_die)
        with pytest.raises(KeyboardInterrupt):
            Message.objects.deliver_due(at=AT)
    assert seen == [{"SENDING"}]
    assert {row.state for row in ledger()} == {"SENDING"}

    Message.objects.deliver_due(at=AT + LEASE)

    assert addressed() == ["a"]
    assert {row.state for row in ledger()} == {"SENT"}


# --- a registrar: picks only what is exactly 7 days old ------------------------------------------------------------
def test_a_missed_run_loses_what_is_exactly_seven_days_old(world: World) -> None:
    """“Due and not in the ledger”, never “equals day n”: on whichever later day somebody looks, it is told."""
    world.wait(office_key("txnd"), DAY)
    look(AT)

    for days in (6, 8, 9, 10):
        look(AT + timedelta(days=days))

    assert addressed() == ["a", "b"]


# --- a benefits portal: expired, only logged, only logged ----------------------------------------------------------
def test_a_warning_expires_from_the_queue() -> None:
    """What waits in the broker never expires before its next turn, and says nothing but “look now”."""
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        expires = entry.get("options", {}).get("expires")
        assert expires is None or expires > entry["schedule"]
        assert not entry.get("args")
        assert not entry.get("kwargs")
    for task in (tasks.plan_reminders, tasks.deliver_messages):
        assert task.expires is None


def test_a_failed_send_is_only_logged(world: World, server: type[Server]) -> None:
    """It is tried again after growing pauses; given up, it is a row that says so, and the next rung is due."""
    world.wait(office_key("txnd"), DAY)
    plan(at=AT)
    server.is_busy = True
    at = AT
    for pause in (*PAUSES, timedelta(0)):
        assert Message.objects.deliver_due(at=at) == 1
        at += pause
    (row,) = ledger()
    assert (row.state, row.digest.attempts) == ("FAILED", MOST_ATTEMPTS)
    assert "try again" in row.reason
    server.is_busy = False

    look(AT + A_DAY)

    assert addressed() == ["b"]


def test_a_send_that_failed_once_is_only_logged(world: World, server: type[Server]) -> None:
    world.wait(office_key("txnd"), DAY)
    server.is_busy = True
    look(AT)
    server.is_busy = False

    look(AT + PAUSES[0])

    assert addressed() == ["a"]


def test_a_tenant_without_recipient_is_only_logged(world: World) -> None:
    """An empty recipient climbs: the center hears of it in the same run, and the ledger says why."""
    key = office_key("nysd")
    world.reach("E", key, "e@example.test")
    world.wait(key, DAY)

    look(AT)

    assert [(row.rung, row.state) for row in ledger()] == [(0, "NOBODY"), (1, "NOBODY"), (2, "SENT")]
    assert all("Nobody" in row.reason for row in ledger(state="NOBODY"))
    assert addressed() == ["e"]


# --- a court-advocate app: who writes “already reminded”? ----------------------------------------------------------
def test_already_reminded_is_written_by_nobody_but_the_test_factory(world: World) -> None:
    """The planner itself inserts or ignores, before any mail leaves; so a second run tells nobody twice."""
    world.wait(office_key("txnd"), DAY)
    plan(at=AT)
    assert [row.state for row in ledger()] == ["PENDING"], "the row stands before the mail"

    for _again in range(3):
        look(AT)

    assert addressed() == ["a"]


def test_a_missed_monday_is_no_digest_and_a_second_run_a_double(world: World) -> None:
    """The week is in the key, no weekday in the job: a missed Monday is made up on Tuesday, a second run is none."""
    world.wait(office_key("txnd"), DAY - timedelta(days=60))
    look(AT)
    before = len(mail.outbox)
    tuesday = AT + A_WEEK + A_DAY

    for at in (tuesday, tuesday, tuesday + A_DAY):
        look(at)

    assert addressed()[before:] == ["e"]
    weekly = ledger(rung=2)
    assert [row.period.partition("/")[2] for row in weekly] == ["2026-W48", "2026-W49"]
    assert weekly[-1].due_on == DAY + A_WEEK, "due on Monday, whenever it was planned"


# --- a grants site: no reason in the log, no unique key ------------------------------------------------------------
def test_another_mail_about_the_same_thing_suppresses_the_closing_reminder(world: World) -> None:
    """The cause is part of the key: two causes about one row are two reminders to the same person."""
    other = Cause("OTHER", "Closing", "it closes", LADDER[:1], lambda *_asked: [twin], ladder_world.said)
    first = world.wait(office_key("txnd"), DAY)
    twin = ladder.Matter("OTHER", first.about, first.period, first.on, first.from_day, first.office_id)
    look(AT)
    ladder.join(other)

    look(AT + A_DAY)

    assert sorted((row.cause, row.about, row.state) for row in ledger()) == [
        ("OTHER", first.about, "SENT"),
        ("TEST", first.about, "SENT"),
    ]
    assert addressed() == ["a", "a"]


def test_the_database_itself_refuses_the_same_reminder_twice(world: World) -> None:
    world.wait(office_key("txnd"), DAY)
    plan(at=AT)
    (row,) = ledger()
    row.id = "00000000-0000-4000-8000-000000000000"

    with pytest.raises(IntegrityError, match="a_message_once"), acting_as(DatabaseRole.JOBS):
        row.save(force_insert=True)


# --- a technical-assistance system: an error when queueing is only logged ------------------------------------------
def test_an_error_when_queueing_is_only_logged(client_of: Any, lena: Any, settings: Any) -> None:
    """The row is written in the transaction of the event. With the broker down the web neither fails nor forgets."""
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"
    typed = {"name": "Nina New", "email": "nina@example.test", "role": Role.STAFF.value}

    answer = client_of(lena).post("/people/invite/", typed)

    assert answer.status_code == 302
    with acting_as(DatabaseRole.EOUSA):
        assert Message.objects.get(recipient="nina@example.test").state == Message.State.PENDING


def test_an_event_that_is_taken_back_leaves_no_mail(db: None, lena: Any) -> None:
    with acting_as(DatabaseRole.EOUSA):
        with pytest.raises(ZeroDivisionError):
            invite_and_fail(lena)
        assert not Message.objects.exists()


@transaction.atomic
def invite_and_fail(by: Any) -> float:
    Invitation.objects.offer(
        name="Nina", email="nina@example.test", role=Role.STAFF, office=make.office(), organization=None,
        by=by, acting=Role.LEADERSHIP, at=now(),
    )  # fmt: skip
    assert Message.objects.exists()
    return 1 / 0


def test_the_web_never_enqueues() -> None:
    """Nothing is sent to the broker but by beat: no task is called from the portal's own code."""
    doors = {"delay", "apply_async", "send_task", "signature", "s", "si"}
    found = [f"{name(path)}:{line}" for path, tree in TREES.items() for line in calls(tree, doors)]

    assert found == []
    assert calls(ast.parse("tasks.plan_reminders.delay()"), doors) == [1], "such a call would be found"


def calls(tree: ast.AST, doors: set[str]) -> list[int]:
    """The lines on which one of these methods is called."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return [node.lineno for node in nodes if node.func.attr in doors]  # type: ignore[attr-defined]
