"""Planners, deliverers and people at the same moment, each on a connection of their own."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from typing import Any

import pytest
from django.core import mail

from portal.access import DatabaseRole
from portal.bounces import Note
from portal.ladder import Matter, Rung, Unit
from portal.models import Message, Suppression, plan
from portal.models.message import DIGEST
from portal.models.steering import send_now, skip
from portal.tenancy import acting_as
from tests import ladder_world, make, servers
from tests.ladder_world import World, ledger, office_key
from tests.races import DONE, at_once

AT = make.NOW
TIMES = 6
"""How often each race is run; which of both comes first is left to chance."""


@pytest.fixture
def world(transactional_db: None, urls: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    servers.log_in(urls["DATABASE_WORKER_URL"])
    rungs = (Rung(0, Unit.WORKING, "A"), Rung(10, Unit.WORKING, "B"), Rung(20, Unit.WORKING, "E"))
    yield ladder_world.install(monkeypatch, *rungs)
    servers.log_in(urls["DATABASE_URL"])


def plan_and_deliver(at: datetime = AT) -> None:
    plan(at=at)
    Message.objects.deliver_due(at=at)


def in_need(world: World, number: int) -> Matter:
    """A matter of its own address."""
    key = office_key("txnd")
    world.reach("A", key, f"staff{number}@example.test")
    world.reach("B", key, f"boss{number}@example.test")
    return world.wait(key, make.DAY)


def one_sent(address: str) -> Any:
    (sent,) = [each for each in mail.outbox if each.to == [address]]
    return sent


def bound(act: Callable[[], Any], role: DatabaseRole = DatabaseRole.JOBS) -> Callable[[], None]:
    """The act, bound on the thread's own connection."""

    def run() -> None:
        with acting_as(role):
            act()

    return run


# --- planners ------------------------------------------------------------------------------------------------------
def test_two_planners_at_once_write_each_row_once(world: World) -> None:
    for number in range(TIMES):
        for court_id in ("txnd", "nysd", "gud", "hid", "azd"):
            key = office_key(court_id)
            world.reach("A", key, f"z{number}@{court_id}.test", f"a{number}@{court_id}.test")
            world.wait(key, make.DAY)
        came = at_once(*[partial(plan, at=AT)] * 3)
        assert came == [DONE] * 3
    assert len(ledger()) == TIMES * 2 * 5
    with acting_as(DatabaseRole.JOBS):
        assert Message.objects.filter(cause=DIGEST).count() == TIMES * 2 * 5


def test_two_planners_that_see_the_same_in_another_order_do_not_wait_in_a_circle(world: World) -> None:
    """Each sees the matters in an order of its own; rows and mails are written in one order all the same."""
    keys = [office_key(court_id) for court_id in ("txnd", "nysd", "gud", "hid", "azd")]
    turned = cycle([False, True])
    world.turn = lambda found: found[::-1] if next(turned) else found
    for number in range(TIMES):
        for key in keys:
            world.reach("A", key, *[f"{number}-{n}@{key}.test" for n in range(60)])
            world.wait(key, make.DAY)
        assert at_once(partial(plan, at=AT), partial(plan, at=AT)) == [DONE, DONE]
    assert len(ledger(rung=0)) == TIMES * 60 * len(keys)


# --- planner and deliverer -----------------------------------------------------------------------------------------
def test_what_is_planned_while_its_mail_is_sent_is_never_lost(world: World) -> None:
    """One mail is composed while the planner writes for it: the reminder is in it, or in the next one."""
    for number in range(TIMES):
        first = in_need(world, number)
        plan(at=AT - timedelta(hours=5))
        second = world.wait(office_key("txnd"), make.DAY)
        came = at_once(partial(plan, at=AT), partial(Message.objects.deliver_due, at=AT))
        assert came == [DONE, DONE]
        plan_and_deliver(AT + timedelta(hours=1))
        plan_and_deliver(AT + timedelta(days=1))

        sent = "\n".join(str(each.body) for each in mail.outbox if each.to == [f"staff{number}@example.test"])
        assert [sent.count(f"{one.about} waits") for one in (first, second)] == [1, 1]
        assert {row.state for row in ledger()} == {"SENT"}
        world.waits.clear()
        mail.outbox.clear()


def test_two_deliverers_send_each_mail_once(world: World) -> None:
    key = office_key("txnd")
    world.reach("A", key, *[f"staff{number}@example.test" for number in range(20)])
    world.wait(key, make.DAY)
    plan(at=AT)

    assert at_once(*[partial(Message.objects.deliver_due, at=AT)] * 3) == [DONE] * 3

    assert sorted(sent.to[0] for sent in mail.outbox) == sorted({sent.to[0] for sent in mail.outbox})
    assert len(mail.outbox) == 20
    assert {row.state for row in ledger()} == {"SENT"}


# --- people --------------------------------------------------------------------------------------------------------
def test_a_rung_is_skipped_or_sent_never_both(world: World, urls: dict[str, str]) -> None:
    erin = somebody(urls)
    for number in range(TIMES):
        matter = in_need(world, number)
        plan(at=AT - timedelta(hours=5))
        (row,) = ledger(about=matter.about)
        skipped = bound(partial(skip, row, reason="Told by phone.", by=erin))
        came, _sent = at_once(skipped, partial(Message.objects.deliver_due, at=AT))

        (row,) = ledger(about=matter.about)
        was_sent = any(sent.to == [f"staff{number}@example.test"] for sent in mail.outbox)
        assert (row.state, came == DONE) == (("SENT", False) if was_sent else ("SKIPPED", True))


def test_a_reminder_that_is_sent_at_once_does_not_come_again_with_the_mail_of_the_day(
    world: World, urls: dict[str, str]
) -> None:
    erin, early = somebody(urls), AT - timedelta(hours=5)
    for number in range(TIMES):
        matter = in_need(world, number)
        plan(at=early)
        (row,) = ledger(about=matter.about)
        pressed = bound(partial(send_now, row, by=erin, at=early))
        came = at_once(pressed, partial(Message.objects.deliver_due, at=AT))
        assert not [word for word in came if str(word).startswith("fault")]
        Message.objects.deliver_due(at=AT)

        assert f"{matter.about} waits" in one_sent(f"staff{number}@example.test").body
        assert [one.state for one in ledger(about=matter.about)] == ["SENT"]


def test_a_reply_and_a_bounce_of_the_same_mail_leave_the_address_refused(world: World) -> None:
    for number in range(TIMES):
        matter, address = in_need(world, number), f"staff{number}@example.test"
        plan_and_deliver()
        (row,) = ledger(about=matter.about)
        domain = row.message_id.strip("<>").partition("@")[2]
        assert row.digest_id
        note = Note(row.digest_id, domain, frozenset({address}), "failed", "5.1.1", "550 5.1.1 No such user")
        replied, bounced = at_once(
            bound(partial(row.reply, Message.Reply.HIRING, at=AT)), partial(Message.objects.bounced, note, at=AT)
        )

        (row,) = ledger(about=matter.about)
        assert bounced == DONE
        assert row.state == "FAILED"
        assert (row.replied_with == "HIRING") == (replied == DONE)
        with acting_as(DatabaseRole.JOBS):
            assert address in Suppression.objects.addresses()
        plan_and_deliver(AT + timedelta(hours=1))
        assert [(one.rung, one.recipient) for one in ledger(about=matter.about)][1:] == [
            (1, f"boss{number}@example.test")
        ]


def test_the_wrong_person_says_so_while_the_planner_runs(world: World) -> None:
    for number in range(TIMES):
        matter = in_need(world, number)
        plan_and_deliver()
        (row,) = ledger(about=matter.about)
        said = bound(partial(row.reply, Message.Reply.NOT_ME, at=AT))
        assert at_once(said, partial(plan, at=AT)) == [DONE, DONE]
        plan(at=AT + timedelta(minutes=5))

        assert [one.rung for one in ledger(about=matter.about)] == [0, 1]


def somebody(urls: dict[str, str]) -> Any:
    servers.log_in(urls["DATABASE_URL"])
    made = make.person("Erin Cole")
    servers.log_in(urls["DATABASE_WORKER_URL"])
    return made
