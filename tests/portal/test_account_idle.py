"""Accounts that nobody uses: who is warned, when, and what counts as use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal import causes
from portal.access import DatabaseRole, Permission, Role
from portal.ladder import cause_of, nominal_day
from portal.models import ApiToken, Membership, Message, Person, plan
from portal.tenancy import acting_as
from tests import make, servers
from tests.conftest import served
from tests.make import DAY

pytestmark = pytest.mark.django_db(transaction=True)
INSIDE = "/account/"
LONG_AGO = 300


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def member(
    name: str, role: Role = Role.OARM, *, since: int = LONG_AGO, seen: int | None = None, **place: Any
) -> Person:
    """Somebody who has held a role for so many days, and was last there so many days ago."""
    someone = make.member(name, role, **place)
    at = make.NOW - timedelta(days=since)
    change(Membership, someone.memberships.get(), started_at=at)
    if seen is not None:
        someone.saw(on=ago(seen))
    return someone


def change(model: Any, row: Any, **facts: Any) -> None:
    """Put the row as it would be after the days that the test lets pass, as the owner of the tables."""
    columns = ", ".join(f"{column} = %s" for column in facts)
    statement = f"UPDATE {model._meta.db_table} SET {columns} WHERE id = %s"
    servers.as_owner(served["DATABASE_OWNER_URL"], statement, [*facts.values(), row.pk])


@contextmanager
def worker() -> Iterator[None]:
    """As the planner: logged in and bound as it is."""
    servers.log_in(served["DATABASE_WORKER_URL"])
    with acting_as(DatabaseRole.JOBS):
        yield
    servers.log_in(served["DATABASE_URL"])


def idle(day: date = DAY) -> dict[str, date]:
    """Whose account waits for a warning, and since when it is idle."""
    with worker():
        found = list(causes.idle(day, ()))
        reached = {one.name: matter.on for matter, (one,) in causes.owners(found).items()}
    assert len(reached) == len(found), "what waits has an owner"
    return reached


def test_a_warning_comes_60_and_80_days_after_the_last_use():
    rungs = cause_of(causes.ACCOUNT_IDLE).rungs

    assert [nominal_day(rung, date(2026, 9, 1)) for rung in rungs] == [date(2026, 11, 2), date(2026, 11, 20)]
    assert {rung.audience for rung in rungs} == {"OWNER"}


@pytest.mark.parametrize(("seen", "waits"), [(29, False), (30, True), (61, True)])
def test_an_account_is_idle_since_its_last_use(seen, waits):
    member("Ida", seen=seen)

    assert idle() == ({"Ida": ago(seen)} if waits else {})


def test_an_account_that_was_never_used_counts_from_the_first_role_that_it_holds():
    someone = member("Nora", since=90)
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.create(person=someone, role=Role.EOUSA, started_at=make.NOW - timedelta(days=40))

    assert idle() == {"Nora": ago(90)}


def test_a_role_given_lately_counts_more_than_a_use_of_long_ago():
    member("Rita", since=10, seen=200)

    assert not idle()


def test_whoever_may_not_sign_in_is_not_warned():
    someone = member("Dan", seen=100)
    member("Eva", seen=100)
    change(Person, someone, is_active=False)
    left = member("Gus", seen=100)
    change(Membership, left.memberships.get(), ended_at=make.NOW)
    make.person("Contact", seen_on=ago(100))

    assert set(idle()) == {"Eva"}


def test_people_of_partners_are_warned_too():
    member("Ada", Role.ADVOCATE, seen=100, organization=make.organization())

    assert set(idle()) == {"Ada"}


def test_somebody_at_several_places_is_warned_once():
    someone = member("Sam", seen=100)
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.create(person=someone, role=Role.EOUSA, started_at=make.NOW - timedelta(days=LONG_AGO))

    with worker(), CaptureQueriesContext(connection) as queries:
        assert len(list(causes.idle(DAY, ()))) == 1
    assert len(queries) == 1


def test_an_answer_by_the_link_in_a_reminder_is_use():
    someone = member("Lea", seen=100)
    with worker():
        Message.objects.create(
            id="7" * 32, cause="SILENT", about="office:1", period="p", recipient=someone.email, person=someone,
            subject="s", replied_at=make.NOW - timedelta(days=35), replied_with="ACKNOWLEDGED",
        )  # fmt: skip

    assert idle() == {"Lea": ago(35)}


# --- what the warning says ---------------------------------------------------------------------------------------
def words_of(person: str) -> str:
    with worker():
        [matter] = [one for one in causes.idle(DAY, ()) if one.facts["person"].name == person]
        cause = cause_of(causes.ACCOUNT_IDLE)
        said = cause.said(matter, cause.rungs[0], DAY)
    assert said.path == "/sign-in/"
    assert not said.answers
    return f"{said.title}. {said.text}"


def test_it_says_since_when_and_that_one_sign_in_is_enough():
    member("Ida", seen=61)

    assert words_of("Ida").startswith(
        "You have not used your account for 61 days. You last used it on Sept. 23, 2026. Sign in once, and"
    )


def test_it_does_not_claim_a_use_that_is_not_on_record():
    member("Nora", since=90)

    assert "No use of it is on record since Aug. 25, 2026, when you got your role." in words_of("Nora")


def test_the_planner_writes_the_warning_once_and_to_its_owner_alone():
    member("Ida", seen=61)
    member("Ned", seen=50)
    servers.log_in(served["DATABASE_WORKER_URL"])
    for _run in range(2):
        plan(at=make.NOW)
    with acting_as(DatabaseRole.JOBS):
        found = list(Message.objects.reminders().filter(cause=causes.ACCOUNT_IDLE).values_list("person__name", "rung"))
    servers.log_in(served["DATABASE_URL"])

    assert found == [("Ida", 0)]


# --- what counts as use ------------------------------------------------------------------------------------------
def seen_on(person: Person) -> date | None:
    return Person.objects.values_list("seen_on", flat=True).get(pk=person.pk)


def test_a_click_is_use_and_is_written_once_a_day(client_of, oren):
    client = client_of(oren)
    client.get(INSIDE)
    with CaptureQueriesContext(connection) as queries:
        client.get(INSIDE)

    assert seen_on(oren) == timezone.localdate()
    assert not [q["sql"] for q in queries if q["sql"].startswith('UPDATE "portal_person"')]


def test_a_click_after_the_session_has_ended_is_no_use(client_of, oren):
    client = client_of(oren)
    session = client.session
    session["signed_in_at"] = session["touched_at"] = 1
    session.save()
    client.get(INSIDE)

    assert seen_on(oren) is None


def test_a_visit_to_a_public_page_by_nobody_is_nobodys_use(oren):
    Client().get("/")

    assert seen_on(oren) is None


def test_a_program_that_uses_a_token_uses_the_account(oren):
    scope = [Permission.COVERAGE_VIEW]
    _token, key = ApiToken.objects.issue(oren.memberships.get(), name="reader", scope=scope, days=30, at=timezone.now())
    Client().get("/api/v1/coverage/", headers={"Authorization": f"Bearer {key}"})
    assert seen_on(oren) == timezone.localdate()

    other = make.member("Una", Role.OARM)
    Client().get("/api/v1/coverage/", headers={"Authorization": f"Bearer {key}x"})
    assert seen_on(other) is None


def test_the_last_use_never_goes_back(oren):
    oren.saw(on=DAY)
    oren.saw(on=ago(5))

    assert seen_on(oren) == DAY
