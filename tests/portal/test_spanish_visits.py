"""Whoever reads Spanish goes on in Spanish: over sign-in, the end of a session, another hat, and what goes wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.translation import override

from portal.access import DatabaseRole, Role
from portal.middleware import path_of
from portal.models import AccessEvent, Membership, Message
from portal.tenancy import acting_as
from tests import make
from tests.public import english_in, in_two_languages, read
from tests.spanish import noting

pytestmark = pytest.mark.usefixtures("spanish")
ClientOf = Callable[[Any], Client]
HERE = {"Origin": "http://testserver"}


def in_spanish(answer: Any) -> str:
    """The text of a page that is wholly in Spanish."""
    page = answer.content.decode()
    assert answer.headers["Content-Language"] == "es"
    assert '<html lang="es">' in page
    assert english_in(read(page)) == []
    return read(page)


def ended(client: Client) -> Client:
    session = client.session
    session["signed_in_at"] = int(time())
    session["touched_at"] = int(time()) - settings.SESSION_IDLE_SECONDS
    session.save()
    return client


def test_signing_in_leads_back_to_the_spanish_page(visitor: Client, pia: Any) -> None:
    asked = visitor.get("/es/shared/?on=1")
    doors = visitor.get(asked.headers["Location"])
    assert asked.headers["Location"] == "/es/sign-in/?next=/es/shared/%3Fon%3D1"
    assert f"/es/accounts/login/?next={quote('/es/shared/?on=1', safe='')}" in doors.content.decode()

    data = {"login": pia.email, "password": make.PASSWORD}
    assert "/es/accounts/login/" in visitor.get("/es/accounts/login/").content.decode()
    assert visitor.post("/es/accounts/login/", data | {"next": "/es/shared/"}).headers["Location"] == "/es/shared/"
    in_spanish(visitor.get("/es/shared/"))
    visitor.post("/es/accounts/logout/")
    assert visitor.post("/es/accounts/login/", data).headers["Location"] == "/es/"


def test_the_end_of_a_session_is_told_in_spanish(client_of: ClientOf, pia: Any) -> None:
    client = ended(client_of(pia))
    turned = client.get("/es/shared/")
    assert turned.headers["Location"] == "/es/sign-in/?next=%2Fes%2Fshared%2F"
    assert "15 minutos" in in_spanish(client.get(turned.headers["Location"]))


def test_the_dialog_that_keeps_a_session_speaks_the_language_of_its_page(client_of: ClientOf, pia: Any) -> None:
    client = client_of(pia)
    assert 'action="/es/session/touch/"' in client.get("/es/shared/").content.decode()
    assert client.post("/es/session/touch/").status_code == 204
    ended(client).post("/es/session/touch/", headers={"Sec-Fetch-Mode": "cors"})
    in_spanish(client.get("/es/sign-in/"))


def test_a_form_that_comes_back_does_so_in_spanish(client_of: ClientOf, pia: Any) -> None:
    answer = ended(client_of(pia)).post("/es/our-entry/edit/", {"about": "Un lugar tranquilo"}, headers=HERE)

    assert answer.status_code == 401
    assert "Un lugar tranquilo" in answer.content.decode()
    assert f'href="/es/sign-in/?next={quote("/es/session/back/", safe="")}"' in answer.content.decode()
    assert 'action="/es/our-entry/edit/"' in answer.content.decode()
    in_spanish(answer)


def test_another_hat_keeps_the_language_as_far_as_the_hat_has_it(client_of: ClientOf, pia: Any) -> None:
    """An advocate's pages are in Spanish, a specialist's are not."""
    client = client_of(pia)
    hats = {role: Membership.objects.create(person=pia, role=role, **place).pk for role, place in (
        (Role.ADVOCATE, {"organization": pia.organization}), (Role.SPECIALIST, {"office": make.office()}))}  # fmt: skip
    changed = client.post("/es/session/hat/", {"membership": hats[Role.ADVOCATE]})
    assert changed.headers["Location"] == "/es/"
    in_spanish(client.get("/es/"))

    client.post("/es/session/hat/", {"membership": hats[Role.SPECIALIST]})
    assert client.get("/es/").headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/es/none/such/", "/es/people/999999999/end/", "/es/offices/zzz/"])
def test_what_is_not_there_is_said_in_spanish(client_of: ClientOf, pia: Any, address: str) -> None:
    answer = client_of(pia).get(address)
    assert answer.status_code == 404
    in_spanish(answer)


def test_a_refusal_is_said_in_spanish_and_kept_by_its_address(client_of: ClientOf, ada: Any) -> None:
    answer = client_of(ada).get("/es/people/")
    assert answer.status_code == 403
    in_spanish(answer)
    with acting_as(DatabaseRole.EOUSA):
        assert AccessEvent.objects.get(kind=AccessEvent.Kind.REFUSED).path == "/es/people/"


def test_a_form_of_another_site_is_refused_in_spanish(pia: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(pia.user, backend="portal.accounts.Backend")
    answer = client.post("/es/session/hat/", {}, headers={"Origin": "https://else.example"})
    assert answer.status_code == 403
    in_spanish(answer)


def test_too_many_questions_are_refused_in_spanish(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grants.rates.is_within", lambda _who, _rates: False)
    said = {"key": str(UUID(int=94)), "need": "SHELTER", "county": "48439", "kind": "SHELTER",
            "violence": ["DOMESTIC"], "text": "Dos camas", "email": "a@example.test"}  # fmt: skip
    answer = visitor.post("/es/ask/", said)
    assert answer.status_code == 429
    in_spanish(answer)


def test_a_mistake_in_the_address_is_told_in_spanish(client_of: ClientOf, pia: Any) -> None:
    answer = client_of(pia).get("/es/erpo/wy/?on=never")
    assert answer.status_code == 400
    in_spanish(answer)


def test_the_guard_of_a_spanish_page_answers_in_spanish(client_of: ClientOf, ada: Any) -> None:
    client = client_of(ada)
    assert 'data-address="/es/guard/"' in client.get("/es/own-questions/new/").content.decode()
    with noting() as lacking:
        found = client.post("/es/guard/", {"text": "SSN 219-09-9999"}).json()["sentence"]
    assert found
    assert found != client.post("/guard/", {"text": "SSN 219-09-9999"}).json()["sentence"]
    assert lacking == set()


def test_the_way_out_of_a_spanish_page_ends_the_session(client_of: ClientOf, ada: Any) -> None:
    client = client_of(ada)
    assert 'href="/es/leave/"' in client.get("/es/shared/").content.decode()
    client.get("/es/leave/")
    assert client.get("/es/shared/").headers["Location"].startswith("/es/sign-in/")


def test_a_key_in_a_spanish_address_is_left_out_of_the_trail() -> None:
    request = RequestFactory().get("/es/q/opens-something/")
    with override("es"):
        request.resolver_match = resolve(request.path)

    assert path_of(request) == "/es/q/…/"


def test_mails_to_members_are_in_english_whatever_whoever_causes_them_reads(
    client_of: ClientOf, pia: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And their links lead on."""
    posted: list[dict[str, Any]] = []
    monkeypatch.setattr(type(Message.objects), "post", lambda _self, **facts: posted.append(facts))
    said = {"name": "Ina Marsh", "email": "ina@example.test", "role": "ADVOCATE"}
    assert client_of(pia).post("/es/people/invite/", said).headers["Location"] == "/es/people/"
    (mail,) = posted
    path = next(word for word in mail["text"].split() if word.startswith(settings.SITE_URL))[len(settings.SITE_URL) :]

    assert mail["subject"] == "An invitation to Ninety-Four"
    assert "invites you" in mail["text"]
    assert path.startswith("/invitations/")
    assert Client().get(path).status_code == 200
    in_spanish(Client().get(f"/es{path}"))


def test_the_second_factor_is_set_up_used_and_taken_away_in_spanish(visitor: Client, pia: Any) -> None:
    """Every route of it, each answered at least once by a page of its own."""
    two, seen = "/es/accounts/2fa", set()

    def page(path: str) -> Any:
        answer = visitor.get(path)
        in_spanish(answer)
        seen.add(answer.resolver_match.url_name)
        return answer

    def code(secret: str) -> dict[str, str]:
        return {"code": format_hotp_value(hotp_value(secret, int(time()) // 30))}

    said = {"login": pia.email, "password": make.PASSWORD}
    visitor.post("/es/accounts/login/", said)
    secret = page(f"{two}/totp/activate/").context["form"].secret
    with time_machine.travel(datetime.now(UTC) - timedelta(minutes=1)):
        assert visitor.post(f"{two}/totp/activate/", code(secret)).headers["Location"].startswith("/es/")
    for path in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", "reauthenticate/"):
        page(f"{two}/{path}")
    visitor.post("/es/accounts/logout/")
    assert visitor.post("/es/accounts/login/", said).headers["Location"] == f"{two}/authenticate/"
    page(f"{two}/authenticate/")
    in_spanish(visitor.post(f"{two}/authenticate/", {"code": "000000"}))
    assert visitor.post(f"{two}/authenticate/", code(secret)).headers["Location"] == "/es/"

    routes = {each.name for each in in_two_languages() if str(each.name).startswith("mfa_")}
    assert routes - seen == {"mfa_download_recovery_codes"}
