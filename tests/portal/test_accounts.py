"""Signing in: the whole way, what it never tells, and the way out."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from portal.access import DatabaseRole, Role
from portal.models import AccessEvent, Membership, Message, MessageText, User
from portal.tenancy import acting_as
from tests import make, servers
from tests.reading import text


def code_of(secret: str) -> str:
    """What the authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    """No code changes between being read and being typed."""
    with time_machine.travel(make.NOW, tick=False):
        yield


def sign_in(client: Client, email: str, password: str = make.PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def trail(kind: str) -> list[AccessEvent]:
    with acting_as(DatabaseRole.EOUSA):
        return list(AccessEvent.objects.filter(kind=kind).order_by("at"))


def test_the_first_page_has_two_doors(visitor):
    page = visitor.get("/sign-in/?next=/people/").content.decode()
    assert "/sign-in/conditions/?next=%2Fpeople%2F" in page
    assert "/accounts/login/?next=%2Fpeople%2F" in page


def test_the_form_leads_to_a_new_password(visitor):
    assert '<a href="/accounts/password/reset/">' in visitor.get("/accounts/login/").content.decode()


def test_a_page_inside_sends_a_visitor_to_the_doors(visitor):
    answer = visitor.get("/people/")
    assert answer.headers["Location"] == "/sign-in/?next=/people/"


def test_a_specialist_goes_the_whole_way(visitor, alma):
    """Door, conditions, password, second factor set up, codes kept, out, and in again with a code."""
    assert "I understand and agree" in visitor.get("/sign-in/conditions/?next=/people/").content.decode()
    agreed = visitor.post("/sign-in/conditions/", {"next": "/people/"})
    assert agreed.headers["Location"] == "/accounts/login/?next=%2Fpeople%2F"
    assert sign_in(visitor, alma.email, next="/people/").headers["Location"] == "/people/"
    assert visitor.get("/people/").headers["Location"] == "/accounts/2fa/totp/activate/?next=%2Fpeople%2F"
    page = visitor.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert "stolen password opens nothing" in page.content.decode()

    done = visitor.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})

    assert done.headers["Location"] == "/accounts/2fa/recovery-codes/"
    codes = re.findall(r"<code>([^<]+)</code>", visitor.get("/accounts/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    assert visitor.get("/people/").status_code == 200
    visitor.post("/accounts/logout/")
    assert visitor.get("/people/").status_code == 302

    visitor.post("/sign-in/conditions/")
    assert sign_in(visitor, alma.email).headers["Location"] == "/accounts/2fa/authenticate/"
    assert visitor.get("/people/").status_code == 302, "the password alone opens nothing"
    wrong = visitor.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert visitor.get("/people/").status_code == 200

    assert [event.person_id for event in trail("SIGN_IN")] == [alma.pk, alma.pk]
    assert {event.office_id for event in trail("SIGN_IN")} == {make.office("txnd").pk}
    assert len(trail("CONSENT")) == 2
    assert [event.person_id for event in trail("SIGN_OUT")] == [alma.pk]


def test_a_recovery_code_opens_once(visitor, alma):
    enrolled = Client()
    enrolled.post("/sign-in/conditions/")
    sign_in(enrolled, alma.email)
    secret = enrolled.get("/accounts/2fa/totp/activate/").context["form"].secret
    enrolled.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    page = enrolled.get("/accounts/2fa/recovery-codes/").content.decode()
    code = re.findall(r"<code>([^<]+)</code>", page)[0]

    for expected in (302, 200):
        client = Client()
        sign_in(client, alma.email)
        assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == expected


def test_a_code_is_not_good_twice(visitor, alma):
    enrolled = Client()
    enrolled.post("/sign-in/conditions/")
    sign_in(enrolled, alma.email)
    secret = enrolled.get("/accounts/2fa/totp/activate/").context["form"].secret
    enrolled.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    code = code_of(secret)

    for expected in (302, 200):
        client = Client()
        sign_in(client, alma.email)
        assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == expected


def test_a_stale_session_types_the_password_again_before_it_changes_the_second_factor(visitor, pia):
    sign_in(visitor, pia.email)
    session = visitor.session
    session["signed_in_at"] -= 301
    session.save()

    asked = visitor.get("/accounts/2fa/totp/activate/")

    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert "Is it you?" in visitor.get(asked.headers["Location"]).content.decode()
    visitor.post(asked.headers["Location"], {"password": make.PASSWORD})
    assert visitor.get("/accounts/2fa/totp/activate/").status_code == 200


def test_a_partner_needs_neither_conditions_nor_second_factor(visitor, pia):
    sign_in(visitor, pia.email)
    assert visitor.get("/people/").status_code == 200


def shape(answer: Any, *emails: str) -> str:
    """The page without what differs by itself."""
    page = text(answer)
    for email in emails:
        page = page.replace(email, "")
    return page


def test_a_known_and_an_unknown_address_get_the_same_answer(visitor, alma):
    known = sign_in(Client(), alma.email, "wrong")
    unknown = sign_in(Client(), "nobody@example.test", "wrong")
    assert shape(known, alma.email) == shape(unknown, "nobody@example.test")
    assert known.status_code == unknown.status_code == 200
    asked = [Client().post("/accounts/password/reset/", {"email": e}) for e in (alma.email, "nobody@example.test")]
    assert {answer.headers["Location"] for answer in asked} == {"/accounts/password/reset/done/"}
    with acting_as(DatabaseRole.EOUSA):
        assert set(Message.objects.values_list("recipient", flat=True)) == {alma.email, "nobody@example.test"}


def test_a_failed_attempt_is_on_the_trail_without_what_was_typed(visitor, alma):
    sign_in(visitor, "my-secret-password@typed.in.the.wrong.field", "wrong")
    (event,) = trail("SIGN_IN_FAILED")
    assert "secret" not in str(event.detail)


def test_guessing_is_slowed_down(visitor, alma):
    for _attempt in range(5):
        sign_in(visitor, alma.email, "wrong")
    assert "Too many failed login attempts" in sign_in(visitor, alma.email).content.decode()
    assert not trail("SIGN_IN")


def test_somebody_who_asks_too_often_is_told_to_wait(visitor):
    answers = [visitor.post("/accounts/password/reset/", {"email": "a@example.test"}) for _ in range(25)]
    assert answers[-1].status_code == 429
    assert "Wait a few minutes" in answers[-1].content.decode()


def test_sign_in_works_while_redis_is_away(visitor, pia, settings):
    settings.CACHES = {
        "default": {"BACKEND": "portal.cache.RedisOrMemory", "LOCATION": "redis://127.0.0.1:1/0", "OPTIONS": {}}
    }
    assert sign_in(visitor, pia.email).status_code == 302
    for _attempt in range(6):
        last = sign_in(Client(), pia.email, "wrong")
    assert "Too many failed login attempts" in last.content.decode(), "and guessing is slowed down all the same"
    cache.clear()


def test_nobody_signs_up(visitor):
    assert "given by invitation" in visitor.get("/accounts/signup/").content.decode()
    visitor.post("/accounts/signup/", {"email": "new@example.test", "password1": make.PASSWORD})
    assert not User.objects.exists()


@pytest.mark.parametrize("path", ["email/", "password/set/", "social/signup/", "3rdparty/", "login/code/"])
def test_what_we_do_not_offer_is_not_there(visitor, path):
    assert visitor.get(f"/accounts/{path}").status_code == 404


def test_a_forgotten_password_is_replaced_through_the_mail(transactional_db, urls, pia):
    client, elsewhere = Client(), Client()
    sign_in(elsewhere, pia.email)
    client.post("/accounts/password/reset/", {"email": pia.email})
    ((text, secret),) = servers.as_owner(urls["DATABASE_OWNER_URL"], "SELECT text, is_secret FROM portal_messagetext")
    assert secret
    link = re.search(r"http://testserver(/\S+)", text)
    assert link
    form = client.get(link[1], follow=True)
    new = "an-entirely-new-one-94"

    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})

    assert done.headers["Location"] == "/accounts/password/reset/key/done/"
    assert "Every other session" in client.get("/accounts/password/reset/key/done/").content.decode()
    assert elsewhere.get("/people/").status_code == 302, "the other session has ended"
    assert sign_in(Client(), pia.email).status_code == 200, "the old password is gone"
    assert sign_in(Client(), pia.email, new).status_code == 302
    assert "does not work" in Client().get(link[1], follow=True).content.decode(), "the link worked once"


def test_an_address_that_is_not_verified_does_not_sign_in(visitor, pia):
    pia.user.emailaddress_set.update(verified=False)
    assert sign_in(visitor, pia.email).headers["Location"] == "/accounts/confirm-email/"
    assert visitor.get("/people/").status_code == 302


def test_a_closed_account_does_not_sign_in(visitor, pia):
    User.objects.filter(person=pia).update(is_active=False)
    assert sign_in(visitor, pia.email).headers["Location"] == "/accounts/inactive/"


def test_sign_in_leads_nowhere_else(visitor, pia):
    assert sign_in(visitor, pia.email, next="https://evil.example/").headers["Location"] == "/"
    page = Client().get("/sign-in/?next=https://evil.example/").content.decode()
    assert re.findall(r'(?:href|action|value)="(?:https?:)?//evil', page) == []
    assert page.count("evil.example") == 1  # in the way to the same page in Spanish


def test_sign_out_everywhere_ends_the_other_session(pia):
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, pia.email)

    assert here.post("/session/end-all/").headers["Location"] == "/sign-in/"

    assert here.get("/people/").status_code == there.get("/people/").status_code == 302


def test_a_new_password_ends_every_session(pia):
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, pia.email)
    new = "an-entirely-new-one-94"

    here.post("/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": new, "password2": new})

    assert there.get("/people/").status_code == 302
    assert sign_in(Client(), pia.email, new).status_code == 302


def test_one_click_of_the_demonstration_skips_all_gates_and_says_so(visitor):
    someone = make.person("Dora Demo", is_demo=True)
    make.user(someone)
    membership = Membership.objects.create(person=someone, role=Role.EOUSA)
    assert "Dora Demo" in visitor.get("/sign-in/").content.decode()

    visitor.post("/sign-in/demo/", {"membership": membership.pk, "next": "/people/"})

    page = visitor.get("/people/")
    assert page.status_code == 200
    assert "password, second factor and conditions of use were skipped" in page.content.decode()
    assert [event.detail for event in trail("SIGN_IN")] == [{"demo": True}]
    asked = visitor.get("/accounts/2fa/totp/activate/").headers["Location"]
    assert asked.startswith("/accounts/reauthenticate/"), "one click proves no password"


@pytest.mark.parametrize("asked", ["", "0", "banana", "9" * 5000, "-1"])
def test_one_click_is_for_invented_people_only(visitor, alma, asked):
    real = Membership.objects.get(person=alma)
    for membership in (asked, real.pk):
        assert visitor.post("/sign-in/demo/", {"membership": membership}).status_code == 404
    assert visitor.get("/sign-in/demo/").status_code == 405


def test_one_click_does_not_exist_outside_the_demonstration(visitor, settings):
    settings.DEMO = False
    someone = make.person("Dora Demo", is_demo=True)
    make.user(someone)
    membership = Membership.objects.create(person=someone, role=Role.EOUSA)

    assert visitor.post("/sign-in/demo/", {"membership": membership.pk}).status_code == 404
    assert "Dora Demo" not in visitor.get("/sign-in/").content.decode()


def test_the_account_page_shows_roles_and_second_factor(client_of, alma):
    page = client_of(alma).get("/account/").content.decode()
    assert alma.email in page
    assert "no second factor yet" in page
    assert "N.D. Tex." in page


def test_no_domain_role_reads_the_words_of_a_mail(db, visitor, pia):
    visitor.post("/accounts/password/reset/", {"email": pia.email})
    for role in (DatabaseRole.EOUSA, DatabaseRole.OFFICE, DatabaseRole.PARTNER, DatabaseRole.OPERATOR):
        with pytest.raises(Exception, match="permission denied"), acting_as(role, office_id=1):
            list(MessageText.objects.all())
