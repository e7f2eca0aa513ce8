"""Family 20: headers, cookies, content security and caching of every answer, as in production."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from tests import servers, walk
from tests.test_every_route import may_use
from tests.walk import MISSING, OWN, Route, World

ROUTES = walk.routes()
EXPECTED = {
    "X-Content-Type-Options": r"nosniff",
    "X-Frame-Options": r"DENY",
    "Referrer-Policy": r"no-referrer|same-origin",
    "Cross-Origin-Opener-Policy": r"same-origin",
    "Permissions-Policy": r".*camera=\(\).*geolocation=\(\).*",
    "Strict-Transport-Security": r"max-age=\d{8,}; includeSubDomains; preload",
    "X-Request-ID": r"[0-9a-f]{32}",
    "Cache-Control": r"private, no-store|max-age=0, no-cache, no-store, must-revalidate, private",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "connect-src": "'self'",
}
NEVER = ("Server", "X-Powered-By", "Access-Control-Allow-Origin", "ETag")
INLINE = re.compile(
    r"<style\b|<[^>]+\sstyle\s*=|<[^>]+\son[a-z]+\s*=|<script(?![^>]*\bsrc=)(?![^>]*application/json)|javascript:",
    re.IGNORECASE,
)
LOADED = re.compile(
    r"<(?:script|img|link|iframe|form|source|use)\b[^>]*?\b(?:src|href|action)=[\"']([^\"']*)", re.IGNORECASE
)


@pytest.fixture(scope="module")
def world(urls: dict[str, str], django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield walk.build(urls)
        connection.close()
        servers.wipe(urls)


@pytest.mark.parametrize("who", ["visitor", "erin"])
def test_every_answer_has_the_headers_that_protect_it(who, world, db) -> None:
    assert_protected(who, world, ROUTES)


@pytest.mark.parametrize("who", ["lena", "oren"])
def test_every_page_that_only_others_may_open_has_them_too(who, world, db) -> None:
    of_others = [route for route in ROUTES if may_use(who, route) and not may_use("erin", route)]

    assert len(of_others) >= 3
    assert_protected(who, world, of_others)


@pytest.mark.proof
@pytest.mark.parametrize("who", [who for who in walk.CAST if who != "erin"])
def test_every_answer_to_every_role_has_the_headers_that_protect_it(who, world, db) -> None:
    assert_protected(who, world, ROUTES)


def assert_protected(who: str, world: World, routes: list[Route]) -> None:
    client = walk.client_of(world, who)
    misses = []
    for route in routes:
        for which in (OWN, MISSING) if route.has_an_object else (OWN,):
            for method in ("get", "post"):
                with walk.undone(client):
                    response = getattr(client, method)(route.address(world, which), secure=True)
                misses += [f"{method.upper()} {route.path} ({response.status_code}): {m}" for m in missed(response)]
    assert not misses, "\n" + "\n".join(sorted(set(misses)))


def missed(response: Any) -> Iterator[str]:
    for name, pattern in EXPECTED.items():
        if not re.fullmatch(pattern, response.headers.get(name, "")):
            yield f"{name} is “{response.headers.get(name)}”"
    yield from (f"{name} is sent" for name in NEVER if name in response.headers)
    yield from policy_misses(response.headers.get("Content-Security-Policy", ""))
    for cookie in response.cookies.values():
        if cookie.value:
            yield from cookie_misses(cookie)
    if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
        yield from body_misses(response.content.decode())


def policy_misses(policy: str) -> Iterator[str]:
    """Nothing by default, scripts and styles from here only, no frame around us."""
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip())
    for name, value in POLICY.items():
        if rules.get(name) != value:
            yield f"the policy's {name} is {rules.get(name)}"
    if re.search(r"unsafe|\*|https?:|blob:", policy):
        yield f"the policy is loose: {policy}"


def cookie_misses(cookie: Any) -> Iterator[str]:
    if not (cookie["secure"] and cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"}):
        yield f"the cookie {cookie.key} is not secure, hidden from scripts and kept to this site"
    if cookie["domain"]:
        yield f"the cookie {cookie.key} goes to other hosts"


def body_misses(body: str) -> Iterator[str]:
    if found := INLINE.search(body):
        yield f"inline: {found[0]}"
    for address in LOADED.findall(body):
        if re.match(r"(https?:)?//", address):
            yield f"loads {address}"
    title = re.search(r"<title>\s*(.*?)\s*</title>", body, re.DOTALL)
    if not title or not title[1]:
        yield "no title"
    if '<html lang="' not in body:
        yield "no language"


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
