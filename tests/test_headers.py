"""Family 20: headers, cookies, content security and caching of every answer, as in production.

What is answered about rows that are there is looked at while test_every_route walks; here, what is missing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from tests import servers, walk
from tests.protection import missed
from tests.test_every_route import may_use
from tests.walk import MISSING, OWN, VISITOR, Route, World

ROUTES = walk.routes()


@pytest.fixture(scope="module")
def world(urls: dict[str, str], django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield walk.build(urls)
        connection.close()
        servers.wipe(urls)


@pytest.mark.parametrize("who", ["visitor", "erin"])
def test_every_answer_about_what_is_missing_has_the_headers_that_protect_it(who, world, db) -> None:
    """In short: the two who are answered otherwise than an office's people; the other answers in test_every_route."""
    assert_protected(who, world, [route for route in ROUTES if route.has_an_object], (MISSING,))


@pytest.mark.parametrize("who", ["lena", "oren"])
def test_every_page_that_only_others_may_open_has_them_too(who, world, db) -> None:
    of_others = [route for route in ROUTES if may_use(who, route) and not may_use("erin", route)]

    assert len(of_others) >= 3
    assert_protected(who, world, [route for route in of_others if route.has_an_object], (MISSING,))


@pytest.mark.proof
@pytest.mark.parametrize("who", [*walk.CAST, VISITOR])
def test_every_answer_to_every_role_has_the_headers_that_protect_it(who, world, db) -> None:
    assert_protected(who, world, ROUTES, (OWN, MISSING))


def assert_protected(who: str, world: World, routes: list[Route], about: Sequence[str]) -> None:
    client = walk.client_of(world, who)
    misses = []
    for route in routes:
        for which in about if route.has_an_object else (OWN,):
            for method in ("get", "post"):
                with walk.undone(client):
                    response = getattr(client, method)(route.address(world, which), secure=True)
                misses += [f"{method.upper()} {route.path} ({response.status_code}): {m}" for m in missed(response)]
    assert not misses, "\n" + "\n".join(sorted(set(misses)))


def test_transport_is_encrypted_and_said_so_once() -> None:
    assert settings.SECURE_HSTS_SECONDS >= 31_536_000
    with override_settings(SECURE_SSL_REDIRECT=True):
        response = Client().get("/sign-in/")

    assert (response.status_code, response.headers["Location"]) == (301, "https://testserver/sign-in/")


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example"])
def test_a_made_up_host_is_refused(host, db) -> None:
    assert Client().get("/sign-in/", headers={"host": host}).status_code == 400


def test_a_public_page_sets_no_cookie_before_a_form_is_used(db) -> None:
    """Nobody's visit is kept: no session for who only looks."""
    assert settings.SESSION_COOKIE_NAME not in Client().get("/", secure=True).cookies


def test_a_form_that_comes_from_elsewhere_is_refused(world, db) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["erin"].user, backend="portal.accounts.Backend")
    answers = {
        route.path: client.post(route.address(world, OWN), secure=True, headers={"referer": "https://evil.example/"})
        for route in ROUTES
        if not route.is_api
    }

    assert {path: response.status_code for path, response in answers.items() if response.status_code < 300} == {}


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("/", "no-referrer"),
        ("/find/?q=Dallas", "no-referrer"),
        ("/es/offices/txnd/", "no-referrer"),
        ("/sign-in/", "same-origin"),
    ],
)
def test_a_public_page_tells_nobody_where_one_came_from(visitor, address, policy) -> None:
    """A page with a form that is posted keeps its origin within the site: the check against forgery needs it."""
    assert visitor.get(address).headers["Referrer-Policy"] == policy
