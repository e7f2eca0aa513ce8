"""The planner and the mail of a day: who is told, in which mail, and what is asked again before it leaves."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from portal.access import DatabaseRole
from portal.ladder import Matter, Rung, Unit
from portal.models import Heartbeat, Message, RungSetting, Suppression, coming, outlook, plan
from portal.models.message import DIGEST, LEASE, PAUSES
from portal.tenancy import acting_as
from tests import ladder_world, make, servers
from tests.ladder_world import Server, World, ledger, office_key

State = Message.State
DAY = make.DAY
EASTERN = ZoneInfo("America/New_York")
CHICAGO = ZoneInfo("America/Chicago")


def rung(days: int, audience: str, *, is_weekly: bool = False) -> Rung:
    return Rung(days, Unit.WORKING, audience, is_weekly=is_weekly)


FOUR = (rung(0, "A"), rung(10, "B"), rung(20, "E"), rung(25, "E", is_weekly=True))


def morning(days: int = 0, hour: int = 9, zone: ZoneInfo = EASTERN) -> datetime:
    """So many days after the Monday of the tests."""
    return datetime.combine(DAY + timedelta(days=days), datetime.min.time().replace(hour=hour), zone)


@pytest.fixture
def world(transactional_db: None, urls: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The ladder of four rungs with nobody in it yet, seen by the worker."""
    servers.log_in(urls["DATABASE_WORKER_URL"])
    yield ladder_world.install(monkeypatch, *FOUR)
    servers.log_in(urls["DATABASE_URL"])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: Any) -> type[Server]:
    return ladder_world.serve_mail(monkeypatch, settings)


def look(at: datetime) -> None:
    """One run of the planner and one of the deliverer."""
    plan(at=at)
    Message.objects.deliver_due(at=at)


def told() -> list[tuple[int, str, str]]:
    return [(row.rung, row.recipient, row.state) for row in ledger()]


def mails_to(address: str) -> list[Any]:
    return [sent for sent in mail.outbox if sent.to == [address]]


def digests() -> list[Message]:
    with acting_as(DatabaseRole.JOBS):
        return list(Message.objects.filter(cause=DIGEST).order_by("due_at", "recipient"))


def a_silent_office(world: World, court_id: str = "txnd") -> Matter:
    """Somebody to tell at the office, and at the center."""
    key = office_key(court_id)
    for audience, address in (("A", "staff@example.test"), ("B", "boss@example.test"), ("E", "desk@example.test")):
        world.reach(audience, key, address)
    return world.wait(key, DAY)


# --- who is told ---------------------------------------------------------------------------------------------------
def test_rung_after_rung_is_told_on_its_day(world: World) -> None:
    a_silent_office(world)

    for days in range(60):
        look(morning(days))

    assert [(row.rung, row.due_on.isoformat(), row.state) for row in ledger()] == [
        (0, "2026-11-23", "SENT"),
        (1, "2026-12-08", "SENT"),
        (2, "2026-12-22", "SENT"),
        (3, "2026-12-30", "SENT"),
        (3, "2027-01-04", "SENT"),
        (3, "2027-01-11", "SENT"),
        (3, "2027-01-19", "SENT"),
    ]
    assert len(mail.outbox) == 7


def test_an_address_in_capitals_is_the_same_address(world: World) -> None:
    key = office_key("txnd")
    world.reach("A", key, "Staff@Example.TEST", "staff@example.test")
    world.wait(key, DAY)

    look(morning())

    assert told() == [(0, "staff@example.test", "SENT")]
    assert len(mail.outbox) == 1


def test_a_refused_address_counts_in_capitals_too(world: World) -> None:
    a_silent_office(world)
    world.reach("A", office_key("txnd"), "STAFF@example.test")
    Suppression.objects.refuse("Staff@EXAMPLE.test", reason="550", at=morning())

    look(morning())

    assert told() == [(0, "", "NOBODY"), (1, "boss@example.test", "SENT")]


def test_an_account_less_contact_is_told_like_anybody(world: World) -> None:
    a_silent_office(world)

    look(morning())

    (row,) = ledger()
    assert (row.person_id, row.state) == (None, "SENT")
    assert "row:" in mail.outbox[0].body


def test_one_address_at_two_offices_gets_one_mail_about_both(world: World) -> None:
    about = []
    for court_id in ("txnd", "txsd"):
        key = office_key(court_id)
        world.reach("A", key, "both@example.test")
        about.append(world.wait(key, DAY).about)

    look(morning())

    (sent,) = mail.outbox
    assert [row.state for row in ledger()] == ["SENT", "SENT"]
    assert len({row.digest_id for row in ledger()}) == 1
    assert all(f"{one} waits" in sent.body for one in about)


def test_several_rungs_to_one_person_are_one_mail_that_says_it_once(world: World) -> None:
    key = office_key("txnd")
    for audience in "ABE":
        world.reach(audience, key, "alone@example.test")
    matter = world.wait(key, DAY)

    look(morning(42))

    assert len(ledger()) == 4
    assert mail.outbox[0].body.count(f"{matter.about} waits") == 1
    assert len(mail.outbox) == 1


def test_an_office_with_nobody_reaches_the_center_on_the_first_day(world: World) -> None:
    key = office_key("txnd")
    world.reach("E", key, "desk@example.test")
    world.wait(key, DAY)

    look(morning())

    assert told() == [
        (0, "", "NOBODY"),
        (1, "", "NOBODY"),
        (2, "desk@example.test", "SENT"),
    ]


def test_where_not_even_the_center_has_anybody_the_ledger_says_so_each_week(world: World) -> None:
    world.wait(office_key("txnd"), DAY)

    for days in range(15):
        look(morning(days))

    weekly = [row for row in ledger() if row.rung == 3]
    assert {row.state for row in ledger()} == {"NOBODY"}
    assert [row.due_on.isoformat() for row in weekly] == ["2026-11-23", "2026-11-30", "2026-12-07"]


def test_somebody_who_came_later_is_not_told_what_was_told(world: World) -> None:
    a_silent_office(world)
    look(morning())
    world.reach("A", office_key("txnd"), "staff@example.test", "new@example.test")

    look(morning(1))

    assert not mails_to("new@example.test")


# --- what comes back -----------------------------------------------------------------------------------------------
def test_an_address_that_refuses_makes_the_next_rung_due_at_once(world: World, server: type[Server]) -> None:
    a_silent_office(world)
    server.refuses = {"staff@example.test"}
    look(morning())
    assert told() == [(0, "staff@example.test", "FAILED")]

    look(morning(hour=10))

    assert told()[1:] == [(1, "boss@example.test", "SENT")]
    assert not mails_to("staff@example.test")


def test_two_refusals_reach_the_center_on_the_same_day(world: World, server: type[Server]) -> None:
    a_silent_office(world)
    server.refuses = {"staff@example.test", "boss@example.test"}

    for hour in (9, 10, 11):
        look(morning(hour=hour))

    assert told() == [
        (0, "staff@example.test", "FAILED"),
        (1, "boss@example.test", "FAILED"),
        (2, "desk@example.test", "SENT"),
    ]


def test_while_one_of_two_is_reached_the_next_rung_keeps_its_day(world: World, server: type[Server]) -> None:
    a_silent_office(world)
    world.reach("A", office_key("txnd"), "staff@example.test", "other@example.test")
    server.refuses = {"staff@example.test"}
    look(morning())

    look(morning(1))

    assert sorted(told()) == [(0, "other@example.test", "SENT"), (0, "staff@example.test", "FAILED")]


def test_a_refused_address_is_not_tried_again_until_eousa_says_so(world: World, server: type[Server]) -> None:
    a_silent_office(world)
    server.refuses = {"staff@example.test"}
    look(morning())
    server.refuses = set()
    key = office_key("nysd")
    world.reach("A", key, "staff@example.test")
    world.wait(key, DAY + timedelta(days=1))

    look(morning(1))

    assert not mails_to("staff@example.test")


def test_who_says_it_is_the_wrong_person_is_written_to_no_more_and_the_ladder_climbs(world: World) -> None:
    a_silent_office(world)
    look(morning())
    (row,) = ledger()
    with acting_as(DatabaseRole.JOBS):
        row.reply(Message.Reply.NOT_ME, at=morning(hour=11))

    look(morning(hour=12))

    assert [one[:2] for one in told()] == [(0, "staff@example.test"), (1, "boss@example.test")]
    with acting_as(DatabaseRole.JOBS):
        assert Suppression.objects.addresses() == {"staff@example.test"}


def test_any_other_reply_hastens_nothing(world: World) -> None:
    a_silent_office(world)
    look(morning())
    (row,) = ledger()
    with acting_as(DatabaseRole.JOBS):
        row.reply(Message.Reply.HIRING, at=morning(hour=11))

    look(morning(hour=12))

    assert len(ledger()) == 1


def test_a_skipped_rung_is_not_lost(world: World) -> None:
    a_silent_office(world)
    plan(at=morning())
    with acting_as(DatabaseRole.JOBS):
        Message.objects.reminders().update(state=State.SKIPPED)

    look(morning(hour=12))

    assert told() == [(0, "staff@example.test", "SKIPPED")]


# --- asked again before it leaves ----------------------------------------------------------------------------------
def test_what_was_answered_between_planning_and_sending_is_canceled_and_never_sent(world: World) -> None:
    matter = a_silent_office(world)
    plan(at=morning(hour=5))
    world.ends(matter)

    for days in range(40):
        look(morning(days))

    assert told() == [(0, "staff@example.test", "CANCELLED")]
    assert [one.state for one in digests()] == ["CANCELLED"]
    assert mail.outbox == []


def test_the_deliverer_asks_by_itself_whether_the_cause_still_holds(world: World) -> None:
    matter = a_silent_office(world)
    plan(at=morning(hour=5))
    world.ends(matter)

    Message.objects.deliver_due(at=morning())

    assert told() == [(0, "staff@example.test", "CANCELLED")]
    assert mail.outbox == []


def test_the_planner_calls_off_what_waits_without_a_cause_before_its_mail_is_due(world: World) -> None:
    gone, still = a_silent_office(world), a_silent_office(world)
    plan(at=morning(hour=5))
    world.ends(gone)

    plan(at=morning(hour=6))

    assert {row.about: row.state for row in ledger()} == {gone.about: "CANCELLED", still.about: "PENDING"}


def test_of_two_things_of_which_one_was_answered_the_mail_holds_the_other(world: World) -> None:
    answered, still = a_silent_office(world), a_silent_office(world)
    plan(at=morning(hour=5))
    world.ends(answered)

    Message.objects.deliver_due(at=morning())

    assert {row.about: row.state for row in ledger()} == {answered.about: "CANCELLED", still.about: "SENT"}
    (sent,) = mail.outbox
    assert f"{still.about} waits" in sent.body
    assert f"{answered.about} waits" not in sent.body


def test_a_cause_that_is_back_before_its_mail_left_is_told_after_all(world: World) -> None:
    matter = a_silent_office(world)
    plan(at=morning(hour=5))
    waits, world.waits = world.waits, []
    look(morning())
    assert told() == [(0, "staff@example.test", "CANCELLED")]
    world.waits = waits

    look(morning(1))
    look(morning(2))

    assert told() == [(0, "staff@example.test", "SENT")]
    (sent,) = mail.outbox
    assert f"{matter.about} waits" in sent.body


def test_what_was_sent_is_not_told_again_when_the_cause_comes_back(world: World) -> None:
    a_silent_office(world)
    look(morning())
    waits, world.waits = world.waits, []
    look(morning(1))
    world.waits = waits

    look(morning(2))

    assert len(mail.outbox) == 1


def test_invented_history_stays_history(world: World) -> None:
    a_silent_office(world)
    plan(at=morning())
    with acting_as(DatabaseRole.JOBS):
        Message.objects.update(state=State.CANCELLED, reason="Invented history: nothing was sent.")

    look(morning(1))

    assert mail.outbox == []


def test_who_lost_the_role_reads_nothing_more_and_the_ladder_climbs(world: World) -> None:
    a_silent_office(world)
    plan(at=morning(hour=5))
    world.reach("A", office_key("txnd"), "successor@example.test")

    look(morning())
    look(morning(hour=10))

    assert told() == [(0, "staff@example.test", "NOBODY"), (1, "boss@example.test", "SENT")]
    assert not mails_to("staff@example.test")


def test_an_address_refused_since_the_planning_is_spared(world: World) -> None:
    a_silent_office(world)
    plan(at=morning(hour=5))
    Suppression.objects.refuse("staff@example.test", reason="550", at=morning(hour=6))

    look(morning())
    look(morning(hour=10))

    assert told() == [(0, "staff@example.test", "NOBODY"), (1, "boss@example.test", "SENT")]


def test_at_the_second_attempt_an_answered_reminder_is_canceled(world: World, server: type[Server]) -> None:
    matter = a_silent_office(world)
    server.is_busy = True
    look(morning())
    world.ends(matter)
    server.is_busy = False

    look(morning() + PAUSES[0])

    assert told() == [(0, "staff@example.test", "CANCELLED")]
    assert mail.outbox == []


def test_a_second_attempt_sends_the_words_of_the_first(world: World, server: type[Server]) -> None:
    first = a_silent_office(world)
    server.is_busy = True
    look(morning())
    later = a_silent_office(world)
    server.is_busy = False

    look(morning() + PAUSES[0])

    (sent,) = mail.outbox
    assert f"{first.about} waits" in sent.body
    assert f"{later.about} waits" not in sent.body
    look(morning(1))
    assert f"{later.about} waits" in mail.outbox[1].body


# --- in which mail -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("seen", "leaves"),
    [
        ("2026-11-23T00:05", "2026-11-23T08:00"),
        ("2026-11-23T07:59", "2026-11-23T08:00"),
        ("2026-11-23T15:00", "2026-11-23T08:00"),  # late is at once
        ("2026-11-25T23:00", "2026-11-25T08:00"),  # in the office's own evening it is still Wednesday
        ("2026-11-26T12:00", "2026-11-27T08:00"),  # nobody is written to on Thanksgiving
        ("2026-11-28T12:00", "2026-11-30T08:00"),  # nor on a Saturday
    ],
)
def test_the_mail_leaves_in_the_morning_of_a_working_day_by_the_clock_of_the_office(
    world: World, seen: str, leaves: str
) -> None:
    a_silent_office(world)

    plan(at=datetime.fromisoformat(seen).replace(tzinfo=CHICAGO))

    (row,) = ledger()
    assert row.due_at == row.digest.due_at == datetime.fromisoformat(leaves).replace(tzinfo=CHICAGO)


def test_the_center_is_told_by_the_clock_of_washington(world: World) -> None:
    key = office_key("gud")
    world.reach("E", key, "desk@example.test")
    world.wait(key, DAY)

    plan(at=datetime(2026, 11, 23, 6, tzinfo=ZoneInfo("Pacific/Guam")))

    (row,) = ledger(recipient="desk@example.test")
    assert row.due_on == date(2026, 11, 23)
    assert row.due_at == datetime(2026, 11, 23, 8, tzinfo=EASTERN)  # for Washington it is still Sunday


def test_the_day_of_a_rung_is_that_of_the_office(world: World) -> None:
    for court_id in ("gud", "hid"):
        a_silent_office(world, court_id)
        world.reach("A", office_key(court_id), f"staff@{court_id}.test")

    plan(at=datetime(2026, 11, 22, 21, tzinfo=EASTERN))

    assert told() == [(0, "staff@gud.test", "PENDING")]


def test_nobody_gets_two_mails_with_reminders_on_one_day(world: World) -> None:
    for hour in range(9, 17):
        a_silent_office(world)
        look(morning(hour=hour))
    assert len(mails_to("staff@example.test")) == 1

    look(morning(1))

    assert len(mails_to("staff@example.test")) == 2
    assert {row.state for row in ledger(rung=0)} == {"SENT"}


def test_what_is_planned_while_its_mail_is_on_its_way_leaves_with_the_next(world: World) -> None:
    first = a_silent_office(world)
    plan(at=morning(hour=5))
    on_its_way = Message.objects.claim(at=morning())
    second = a_silent_office(world)
    plan(at=morning())
    on_its_way.deliver(at=morning())

    look(morning(1))

    assert [first.about in sent.body for sent in mail.outbox] == [True, False]
    assert [f"{second.about} waits" in sent.body for sent in mail.outbox] == [False, True]


def test_a_stray_whose_mail_left_without_it_is_taken_along(world: World) -> None:
    """As when the planner commits between the deliverer's look at the reminders and its mark."""
    first, second = a_silent_office(world), a_silent_office(world)
    plan(at=morning(hour=5))
    with acting_as(DatabaseRole.JOBS):
        stray = Message.objects.filter(about=second.about)
        home = stray.get().digest_id
        stray.update(digest=None, state=State.SKIPPED)
    Message.objects.deliver_due(at=morning())
    with acting_as(DatabaseRole.JOBS):
        stray.update(digest=home, state=State.PENDING)

    look(morning(hour=10))
    look(morning(1))

    assert [f"{first.about} waits" in sent.body for sent in mail.outbox] == [True, False]
    assert [f"{second.about} waits" in sent.body for sent in mail.outbox] == [False, True]


def test_what_a_clock_that_had_run_away_put_far_ahead_leaves_on_its_day(world: World) -> None:
    a_silent_office(world)
    plan(at=morning(300))

    look(morning())
    assert told()[0] == (0, "staff@example.test", "SENT")
    assert {row.state for row in ledger() if row.rung} == {"PENDING"}
    look(morning(14))
    look(morning(15))

    assert [row.state for row in ledger(rung=1)] == ["SENT"]
    assert len(mail.outbox) == 2


def test_a_deliverer_that_was_overtaken_writes_no_words(world: World) -> None:
    a_silent_office(world)
    plan(at=morning(hour=5))
    slow = Message.objects.claim(at=morning())
    quick = Message.objects.claim(at=morning() + LEASE)

    slow.deliver(at=morning())
    assert mail.outbox == []
    quick.deliver(at=morning() + LEASE)

    assert told() == [(0, "staff@example.test", "SENT")]
    assert len(mail.outbox) == 1


def test_nobody_to_tell_is_no_mail(world: World) -> None:
    world.wait(office_key("txnd"), DAY)
    plan(at=morning())

    assert Message.objects.deliver_due(at=morning(30)) == 0


# --- beside the rows -----------------------------------------------------------------------------------------------
def test_each_run_leaves_a_sign_of_life(world: World) -> None:
    plan(at=morning())

    with acting_as(DatabaseRole.JOBS):
        assert Heartbeat.objects.get(name="planner").at == morning()


def test_a_run_tells_how_many_rows_it_wrote(world: World) -> None:
    a_silent_office(world)
    world.reach("A", office_key("txnd"), "staff@example.test", "other@example.test")
    world.wait(office_key("nysd"), DAY)

    assert plan(at=morning()) == 2 + 4
    assert plan(at=morning()) == 0


def test_a_dry_run_names_what_a_run_would_write_and_writes_nothing(world: World) -> None:
    a_silent_office(world)
    with acting_as(DatabaseRole.JOBS):
        foreseen = outlook(morning(), on=DAY + timedelta(days=15))
    assert ledger() == []

    plan(at=morning(15))

    assert [(one.step.number, one.to[0].email) for one in foreseen] == [one[:2] for one in told()]


def test_what_comes_next_is_what_comes_to_pass(world: World) -> None:
    a_silent_office(world)
    promised, key = [], office_key("txnd")
    for days in range(60):
        with acting_as(DatabaseRole.JOBS):
            (one,) = coming(morning(days, hour=1), offices={key}, causes={"TEST"})
        promised.append((one.number, one.on))
        look(morning(days))

    came = [promise for promise in promised if promise[1] <= DAY + timedelta(days=59)]
    assert sorted(set(came)) == [(row.rung, row.due_on) for row in ledger()]


def test_a_rung_that_eousa_has_tuned_comes_on_its_new_day(world: World, urls: dict[str, str]) -> None:
    servers.log_in(urls["DATABASE_URL"])
    erin = make.person("Erin Cole")
    with acting_as(DatabaseRole.EOUSA):
        RungSetting.objects.tune(cause="TEST", rung=1, days=3, by=erin)
    servers.log_in(urls["DATABASE_WORKER_URL"])
    a_silent_office(world)

    look(morning(4))

    assert [(row.rung, row.due_on.isoformat()) for row in ledger()] == [(0, "2026-11-23"), (1, "2026-11-27")]
