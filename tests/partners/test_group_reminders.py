"""Reminders of action items: who is told on which day, and what never stands in them. And a seat after a merge."""

import csv
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from partners.entry_audiences import mailboxes
from partners.entry_reminders import ENTRY
from partners.group_reminders import ITEM, OF_NATION, OF_PARTNER
from partners.models import ActionItem, Profile, Seat, settle_merges
from portal import ladder
from portal.access import Role
from portal.calendar import add_working_days, at_hour
from portal.ladder import Matter
from portal.models import HandOver, Membership, Message, plan
from tests import make, servers
from tests.conftest import served
from tests.make import DAY, NOW
from tests.partners.directory import entered
from tests.partners.groups import filled, owed
from tests.partners.log import at_office
from tests.partners.test_merging import merge
from tests.partners.test_step_reminders import contact, logged_in_as_worker, worker

pytestmark = pytest.mark.django_db(transaction=True)
TEXAS = ZoneInfo("America/Chicago")


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def told(day: date) -> dict[str, set[tuple[str, int]]]:
    """Plan on that day, and give who has been told by then, by cause and rung."""
    with logged_in_as_worker():
        plan(at=at_hour(day, 12, TEXAS))
    with worker():
        found: dict[str, set[tuple[str, int]]] = {}
        for row in Message.objects.reminders().filter(cause__startswith="ACTION_ITEM"):
            found.setdefault(row.recipient, set()).add((row.cause, row.rung))
            assert "protocol" not in row.subject
    return found


def due(days: int) -> date:
    """The item of a group made here is due a week from the Monday."""
    return add_working_days(DAY + timedelta(days=7), days)


def settle() -> int:
    servers.log_in(served["DATABASE_WORKER_URL"])
    try:
        return settle_merges()
    finally:
        servers.log_in(served["DATABASE_URL"])


def test_an_office_is_told_before_and_after_and_the_founder_five_days_later(alma, lena, otis, vic) -> None:
    local = filled(alma, offices=("nysd",))
    assert told(due(-2)) == {}
    assert told(due(-1)) == {otis.email: {(ITEM, 0)}}
    assert told(due(1)) == {otis.email: {(ITEM, 0), (ITEM, 1)}}
    assert told(due(5)) == {otis.email: {(ITEM, 0), (ITEM, 1)}, alma.email: {(ITEM, 2)}}
    with at_office(otis):
        ActionItem.objects.get(pk=local.item.pk).close(by=otis, on=DAY)
    assert told(due(6)) == {otis.email: {(ITEM, 0), (ITEM, 1)}, alma.email: {(ITEM, 2)}}


def test_a_partner_is_told_at_its_main_address_and_then_the_founders_team(alma, vic, lena, shelter) -> None:
    filled(alma, shelter)
    contact(shelter, by=alma)
    with at_office(lena):
        held = Membership.objects.get(person=alma)
        HandOver.objects.give(membership=held, to=None, by=lena, acting=Role.LEADERSHIP, at=NOW)
        held.end(by=lena, acting=Role.LEADERSHIP, at=NOW)
    partner = {(OF_PARTNER, 0), (OF_PARTNER, 1)}
    assert told(due(1)) == {"office@harbor.test": partner}
    assert told(due(5)) == {"office@harbor.test": partner, vic.email: {(OF_PARTNER, 2)}}


def test_a_partner_without_a_main_address_is_told_at_its_managers_account_else_at_anothers(
    alma, ada, pia, shelter
) -> None:
    filled(alma, shelter)
    assert told(due(1)) == {pia.email: {(OF_PARTNER, 0), (OF_PARTNER, 1)}}
    entry = Profile(organization=shelter, recorded_at=NOW)
    asked = Matter(ENTRY, "entry", "", DAY, DAY, make.office().pk, facts={"entry": entry})
    cause = ladder.cause_of(ENTRY)
    assert cause
    with worker():
        assert [one.email for one in mailboxes([asked])[asked]] == [pia.email]
        said = cause.said(asked, cause.rungs[0], DAY)
    assert (said.path, "sign in for it" in said.text) == ("/our-entry/", True)
    with at_office(pia):
        Membership.objects.filter(person=pia).update(ended_at=NOW)
    with worker():
        assert [one.email for one in mailboxes([asked])[asked]] == [ada.email]
    contact(shelter, by=alma)
    with worker():
        assert [one.email for one in mailboxes([asked])[asked]] == ["office@harbor.test"]


def test_what_a_leaver_owed_reminds_the_founder_from_then_on(alma, pia, shelter) -> None:
    group = filled(alma, shelter)
    contact(shelter, by=alma)
    with at_office(pia):
        group.seat(shelter.name).leave(by=pia, on=DAY)
    assert told(due(1)) == {alma.email: {(ITEM, 0), (ITEM, 1)}}
    with at_office(alma):
        group.group.end(by=alma, on=DAY)
    assert told(due(9)) == {alma.email: {(ITEM, 0), (ITEM, 1)}}


def test_eousas_own_item_of_a_national_group_is_its_desk_officers(erin, otis) -> None:
    nation = filled(erin, offices=("nysd",))
    owed(erin, nation.group, text="Ours")
    assert told(due(5))[erin.email] == {(OF_NATION, 0), (OF_NATION, 1), (OF_NATION, 2), (ITEM, 2)}


def test_eousa_foresees_what_is_owed_to_a_national_group_and_nothing_of_a_local_one(
    client_of, erin, alma, otis
) -> None:
    """What the program of the planner would tell, but for what the page says that it leaves out."""
    filled(erin, offices=("nysd",))
    filled(alma)
    page = client_of(erin).get(f"/ladder/dry-run/?on={due(5).isoformat()}&format=csv").text
    rows = [row for row in csv.DictReader(page.splitlines()) if "action item" in row["cause"]]
    assert [(row["office"], row["email"]) for row in rows if row["email"] == erin.email] == [("S.D.N.Y.", erin.email)]
    assert {row["office"] for row in rows} == {"S.D.N.Y."}


def test_a_mail_says_what_and_in_which_group(alma, shelter) -> None:
    filled(alma, shelter)
    cause = ladder.cause_of(OF_PARTNER)
    assert cause

    def said(number: int) -> str:
        with worker():
            [matter] = cause.matters(due(5), {make.office().pk})
        words = cause.said(matter, cause.rungs[number], due(5))
        return f"{words.title} {words.text}"

    assert "“Draft the protocol”. In the working group “Response team”." in said(0)
    assert "Safe Harbor (invented) owes your working group an action item" in said(2)


def test_a_seat_follows_a_merge_and_its_name_stays(alma) -> None:
    one, into = entered(alma, "Harbor (invented)"), entered(alma, "Harbor House (invented)")
    both = filled(alma, one, into)
    group = filled(alma, one, name="Another")
    merge(alma, one, into)
    assert settle() >= 1
    assert settle() == 0
    with at_office(alma):
        seat = Seat.objects.get(group=group.group, name="Harbor (invented)")
        assert (seat.organization_id, seat.named_before_id) == (into.pk, one.pk)
        stays = Seat.objects.get(group=both.group, name="Harbor (invented)")
        assert (stays.organization_id, stays.named_before_id) == (one.pk, None)
