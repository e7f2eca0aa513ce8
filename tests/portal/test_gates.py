"""What stands between sign-in and the inside."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from portal.access import GOVERNMENT_ROLES, DatabaseRole, Role
from portal.models import AccessEvent, Membership, Person
from portal.tenancy import acting_as
from tests import make

INSIDE = "/account/"


def plainly(person: Person, *, consented: bool = False) -> Client:
    """Signed in with a password and nothing else."""
    client = Client()
    client.force_login(person.user, backend="portal.accounts.Backend")
    if consented:
        client.post("/sign-in/conditions/")
    return client


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(make.NOW, tick=False) as traveller:
        yield traveller


def test_government_roles_meet_the_conditions_and_then_the_second_factor(cast):
    for person in cast.values():
        is_government = Membership.objects.get(person=person).role in GOVERNMENT_ROLES
        client = plainly(person)
        first = client.get(INSIDE)
        if not is_government:
            assert first.status_code == 200, person
            continue
        assert first.headers["Location"] == "/sign-in/conditions/?next=%2Faccount%2F", person
        client.post("/sign-in/conditions/", {"next": INSIDE})
        assert client.get(INSIDE).headers["Location"].startswith("/accounts/2fa/totp/activate/"), person
        TOTP.activate(person.user, generate_totp_secret())
        assert client.get(INSIDE).status_code == 200, person


def test_the_conditions_are_no_gate_to_public_pages(alma):
    client = plainly(alma)
    assert client.get("/sign-in/conditions/").status_code == 200
    assert client.get("/accounts/password/reset/").status_code == 200


def test_until_the_gates_are_passed_a_public_page_shows_what_everybody_sees(alma, client_of):
    page = plainly(alma).get("/find/")
    assert page.context["hat"].is_visitor
    assert not client_of(alma).get("/find/").context["hat"].is_visitor


def test_a_program_is_told_instead_of_sent_to_a_form(alma):
    client = plainly(alma)
    for answer in (client.get("/api/v1/coverage/"), client.get(INSIDE, headers={"Sec-Fetch-Mode": "cors"})):
        assert answer.status_code == 403
        assert answer["Content-Type"] == "application/problem+json"
        assert "conditions of use" in answer.json()["detail"]


def test_a_refused_token_is_told_so_everywhere(visitor):
    for path in ("/", INSIDE, "/api/v1/offices/"):
        answer = visitor.get(path, headers={"Authorization": "Bearer n94_not-a-token"})
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer.json()["status"] == 401


def test_demonstration_sessions_count_only_where_the_demonstration_is_on(client_of, alma, settings):
    client = client_of(alma)
    assert client.get(INSIDE).status_code == 200
    settings.DEMO = False
    assert client.get(INSIDE).status_code == 302


def test_fifteen_quiet_minutes_end_the_session(clock, client_of, pia):
    client = client_of(pia)
    assert client.get(INSIDE).status_code == 200
    clock.shift(timedelta(minutes=14, seconds=59))
    assert client.get(INSIDE).status_code == 200
    clock.shift(timedelta(minutes=15))

    answer = client.get("/account/?a=b")

    assert answer.headers["Location"] == "/sign-in/?next=%2Faccount%2F%3Fa%3Db"
    assert "nothing happened for 15 minutes" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(INSIDE).headers["Location"] == "/sign-in/?next=/account/", "it has ended for good"


def test_a_script_that_finds_the_session_ended_leads_to_the_sentence(clock, client_of, pia):
    client = client_of(pia)
    client.get(INSIDE)
    clock.shift(timedelta(minutes=15))

    assert client.get(INSIDE, headers={"Sec-Fetch-Mode": "cors"}).status_code == 401

    assert "nothing happened for 15 minutes" in client.get(INSIDE, follow=True).content.decode()


def test_a_form_sent_after_the_end_is_not_taken_and_leads_home(clock, client_of, lena):
    client = client_of(lena)
    client.get(INSIDE)
    clock.shift(timedelta(minutes=16))

    assert client.post("/people/invite/", {"name": "X"}).headers["Location"] == "/sign-in/"


def test_twelve_hours_end_the_session_however_busy(clock, client_of, pia):
    client = client_of(pia)
    for _quarter in range(12 * 6 - 1):
        client.get(INSIDE)
        clock.shift(timedelta(minutes=10))
    assert client.get(INSIDE).status_code == 200
    clock.shift(timedelta(minutes=10))

    answer = client.get(INSIDE, follow=True)

    assert "signed out after 12 hours" in answer.content.decode()


def test_a_session_is_written_once_a_minute_at_most(clock, client_of, pia):
    client = client_of(pia)
    client.get(INSIDE)
    first = client.session["touched_at"]
    clock.shift(timedelta(seconds=59))
    client.get(INSIDE)
    assert client.session["touched_at"] == first
    clock.shift(timedelta(seconds=1))
    client.get(INSIDE)
    assert client.session["touched_at"] == first + 60


def test_the_page_warns_before_the_server_ends(client_of, pia):
    """The server may count up to a minute more than the page: the page counts a minute less."""
    assert client_of(pia).get(INSIDE).context["idle_seconds"] == 14 * 60


def test_staying_signed_in_is_one_click(clock, client_of, pia):
    client = client_of(pia)
    client.get(INSIDE)
    clock.shift(timedelta(minutes=14))
    assert client.post("/session/touch/").status_code == 204
    clock.shift(timedelta(minutes=14))
    assert client.get(INSIDE).status_code == 200
    clock.shift(timedelta(minutes=15))
    asked_by_script = client.post("/session/touch/", headers={"Sec-Fetch-Mode": "cors"})
    assert asked_by_script.status_code == 401
    assert client.post("/session/touch/").headers["Location"] == "/sign-in/"


def test_an_ended_session_still_opens_public_pages_as_nobody(clock, client_of, alma):
    client = client_of(alma)
    client.get(INSIDE)
    clock.shift(timedelta(minutes=20))

    page = client.get("/sign-in/")

    assert page.status_code == 200
    assert not page.wsgi_request.user.is_authenticated


def test_somebody_without_a_role_is_told_so(client_of, alma):
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.get(person=alma).end(by=make.person(), acting=Role.EOUSA, at=make.NOW)
    client = client_of(alma)

    page = client.get("/", follow=True)

    assert page.redirect_chain == [("/sign-in/no-role/?next=%2F", 302)]
    assert "you hold no role" in page.content.decode()
    assert "ended on" in page.content.decode()
    assert client.get("/api/v1/coverage/").status_code == 403


def test_somebody_with_a_role_is_not_told_otherwise(client_of, alma):
    assert client_of(alma).get("/sign-in/no-role/").headers["Location"] == "/"


def two_hats() -> tuple[Person, Membership, Membership]:
    person = make.member("Gail Two", Role.LEADERSHIP, office="gud")
    second = Membership.objects.create(person=person, role=Role.LEADERSHIP, office=make.office("nmid"))
    return person, Membership.objects.get(person=person, office=make.office("gud")), second


def test_a_person_switches_hats_and_the_switch_is_on_the_trail(client_of, db):
    person, first, second = two_hats()
    client = client_of(person)
    assert client.get(INSIDE).context["hat"].court_id == "gud"

    client.post("/session/hat/", {"membership": second.pk})

    assert client.get(INSIDE).context["hat"].court_id == "nmid"
    with acting_as(DatabaseRole.EOUSA):
        event = AccessEvent.objects.get(kind="SWITCH")
    assert (event.detail["from"], event.detail["to"], event.person_id) == (first.pk, second.pk, person.pk)


@pytest.mark.parametrize("asked", ["", "banana", "0"])
def test_nobody_wears_a_hat_of_others(client_of, alma, erin, asked):
    client = client_of(alma)
    for membership in (asked, Membership.objects.get(person=erin).pk):
        client.post("/session/hat/", {"membership": membership})
        assert client.get(INSIDE).context["hat"].role is Role.SPECIALIST
    assert client.get("/session/hat/").status_code == 405


def test_an_ended_role_is_gone_with_the_next_click(client_of, db):
    person, first, second = two_hats()
    client = client_of(person)
    client.post("/session/hat/", {"membership": second.pk})
    with acting_as(DatabaseRole.EOUSA):
        second.end(by=make.person(), acting=Role.EOUSA, at=make.NOW)

    assert client.get(INSIDE).context["hat"].membership_id == first.pk


def test_a_request_asks_for_session_and_person_once_each(client_of, pia, django_assert_num_queries):
    client = client_of(pia)
    client.get(INSIDE)
    with django_assert_num_queries(6) as asked:  # besides: the savepoint, bind, bind back, the savepoint's release
        client.get(INSIDE)
    assert [q["sql"].split('"')[1] for q in asked.captured_queries[:2]] == ["django_session", "portal_user"]


def test_consent_is_stored_with_its_time(alma):
    client = plainly(alma, consented=True)
    assert client.session["consented_at"] > 0
    with acting_as(DatabaseRole.EOUSA):
        assert AccessEvent.objects.get(kind="CONSENT").person_id == alma.pk


def test_whoever_finds_the_session_ended_on_a_page_for_everybody_is_told_there(clock, client_of, pia):
    client = client_of(pia)
    client.get(INSIDE)
    clock.shift(timedelta(minutes=15))

    assert "nothing happened for 15 minutes" in client.get("/sign-in/").content.decode()
    assert "nothing happened" not in client.get("/sign-in/").content.decode(), "it is said once"


@pytest.mark.parametrize(("sent", "is_told"), [({"quiet": "yes"}, True), ({}, False)])
def test_a_page_that_ends_a_quiet_session_leads_to_the_sentence(client_of, pia, sent, is_told):
    client = client_of(pia)
    client.get(INSIDE)

    page = client.post("/accounts/logout/", sent, follow=True).content.decode()

    assert ("nothing happened for 15 minutes" in page) == is_told
    assert client.get(INSIDE).status_code == 302
