"""Families 1 and 2: every route × every role × every method, and whose rows an answer may speak of.

Routes are found in the URLconf and in the API's schema; a new one joins by itself. Who may is read from
`tests/access.csv`, the access table a second time.

Some walks are shorter here than in `make proof`: each says what it leaves to the long one.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from portal.access import MAY, DatabaseRole, Permission, Role
from portal.middleware import HEALTH
from portal.models import AuditEvent
from portal.tenancy import acting_as
from tests import protection, servers, walk
from tests.walk import CAST, EVERYONE, MISSING, OTHER, OWN, VISITOR, WORDS, Route, World

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
PAGE_METHODS = ("get", "head", "post", "delete")
USUAL = {"get", "post"}
"""What every role tries everywhere; the other methods are tried by one who may and by two who may not."""
COSTLY = {"head"}
"""To one who may it answers as a GET does, and takes as long: in short it is tried by those who may not."""
ONE_OF_EACH = [who for who in EVERYONE if who not in {"otis", "leo"}]
"""In short each role once: what a role may is the same at every office."""
LOOKED_AT = {"visitor", "erin", "lena", "oren"}
"""Together they may open every page: whose answers are looked at for what protects them (family 20)."""
READ = LOOKED_AT | {"alma", "pia", "opal", "rhea"}
"""In short one of each database role, whose pages are written, to be read for leaks and faults."""
QUERIES = ("?format=csv", "?q=Zanzibarq&search=Quetzalqz")
SIGN_IN = re.compile(r"^/(es/)?(sign-in|accounts/login)/")
ROUTES = walk.routes()
CHANGEABLE = re.compile(
    rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-fA-F]{32,}|"
    rb"csrfmiddlewaretoken\W+value=\W[^\"']+|none-such|none/such|zzzd|nysd|\d+"
)
"""What may differ between two answers that say the same: tokens, ids, and the address that was asked for."""


@pytest.fixture(scope="module")
def world(urls: dict[str, str], django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield walk.build(urls)
        connection.close()
        servers.wipe(urls)


def events() -> int:
    with acting_as(DatabaseRole.EOUSA_READER):
        return AuditEvent.objects.count()


def ask(client: Client, method: str, address: str, **extra: Any) -> Any:
    body = {"content_type": "application/json"} if method in {"put", "patch", "delete", "options"} else {}
    return getattr(client, method)(address, **body, **extra)


# --- family 1 ----------------------------------------------------------------------------------------------------
def test_the_access_table_is_as_reviewed() -> None:
    assert walk.matrix() == MAY


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path or "home")
def test_every_route_declares_its_permission_and_its_arguments(route) -> None:
    assert isinstance(route.permission, Permission), f"{route.path} declares no permission"
    assert route.pattern.name, f"{route.path} has no name"
    for argument in route.arguments:
        walk.meaning(route, argument)


@pytest.mark.parametrize("who", ONE_OF_EACH)
def test_a_role_gets_what_the_table_gives_it_and_nothing_else(who, world, db, caplog) -> None:
    """In short: the unusual methods by some; a page is written where it is read, which is for one of each database
    role and for what a GET gives; and a refusal has its whole page only before those whose answers are looked at for
    what protects them. Family 2 asks for the page of others."""
    with nullcontext() if who in LOOKED_AT else walk.plain_refusals():
        assert_as_the_table_says(who, world, caplog, every_method=False)


@pytest.mark.proof
@pytest.mark.parametrize("who", EVERYONE)
def test_a_role_gets_by_no_method_what_the_table_does_not_give_it(who, world, db, caplog) -> None:
    assert_as_the_table_says(who, world, caplog, every_method=True)


@walk.remembered()
def assert_as_the_table_says(who: str, world: World, caplog: Any, *, every_method: bool) -> None:
    """Each answer is judged by the families that would have to ask for it again: 1, 2 and 20."""
    wrong: list[str] = []
    caplog.set_level(logging.DEBUG)
    client, before = walk.client_of(world, who), events()
    for route in ROUTES:
        for method in METHODS if route.is_api else PAGE_METHODS:
            if every_method or method in USUAL or (who in spokesmen(route) and is_cheap(who, route, method)):
                with walk.undone(client), nullcontext() if every_method or is_read(who, method) else walk.unrendered():
                    wrong += judged(client, who, route, method, world, before)
    wrong += leaks_besides(who, caplog)
    assert not wrong, "\n" + "\n".join(wrong)


def is_cheap(who: str, route: Route, method: str) -> bool:
    return method not in COSTLY or not may_use(who, route)


def is_read(who: str, method: str) -> bool:
    return (who in READ and method == "get") or (who in LOOKED_AT and method in USUAL)


def may_use(who: str, route: Route) -> bool:
    return bool(route.permission) and walk.role_of(who) in walk.matrix()[route.permission]


def spokesmen(route: Route) -> set[str]:
    """The first who may use the route, the first who may not, and the visitor."""
    some = [next((who for who in CAST if may_use(who, route) is may), VISITOR) for may in (True, False)]
    return {*some, VISITOR}


def judged(client: Client, who: str, route: Route, method: str, world: World, before: int) -> Iterator[str]:
    """`before`: how many changes were on record; each request is undone, so it stays."""
    may = may_use(who, route)
    response = ask(client, method, route.address(world, OWN), secure=True)
    where = f"{method.upper()} {route.path} as {who}: {response.status_code}"
    if who in LOOKED_AT and method in USUAL:
        yield from (f"{where}, {miss}" for miss in protection.missed(response))
    if method == "get" and may:
        yield from leaks_in(who, route.address(world, OWN), response)
    if response.status_code >= 500 and not is_bad_health(route, response):
        yield f"{where} (a fault)"
    if route.permission is Permission.SESSION_USE:
        return
    if may and is_refusal(response):
        yield f"{where}, although the table allows it"
    if not may and not is_refusal(response):
        yield f"{where}, although the table does not allow it"
    if not may and events() != before:
        yield f"{where}, refused only after something was changed"


def is_bad_health(route: Route, response: Any) -> bool:
    """Here no job ever ran and no broker is there, and the portal says so."""
    is_told = response.headers["Content-Type"] == "application/json" and b"Traceback" not in response.content
    return is_told and (route.name, response.status_code) == ("health-ready", 503)


def is_refusal(response: Any) -> bool:
    """403 to who is signed in; to a visitor the way to sign in, or 401 from the API."""
    return response.status_code in {401, 403} or bool(SIGN_IN.match(response.headers.get("Location", "")))


@pytest.mark.parametrize("scope", [[], [Permission.COVERAGE_VIEW], [Permission.APPOINTMENT_VIEW]], ids=str)
def test_a_token_gets_what_its_scope_names_and_nothing_else(scope, world, db) -> None:
    """Sign-in and probes come before anybody is identified: they look at no token."""
    with walk.plain_refusals(), walk.unrendered():
        assert_as_the_scope_says(world, scope)


def assert_as_the_scope_says(world: World, scope: list[Permission]) -> None:
    client = walk.token_client(world, "erin", scope)
    wrong = []
    for route in ROUTES:
        if route.permission in {Permission.SESSION_USE, Permission.HEALTH_VIEW}:
            continue
        for method in ("get", "post"):
            with walk.undone(client):
                response = ask(client, method, route.address(world, OWN))
            if is_refusal(response) != (route.permission not in scope):
                wrong.append(f"{method.upper()} {route.path} with {scope}: {response.status_code}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_what_a_token_may_not_open_is_refused_by_a_whole_page(world, db) -> None:
    client = walk.token_client(world, "erin", [])
    route = next(r for r in ROUTES if not r.is_api and r.permission is Permission.BOARD_VIEW)
    response = ask(client, "get", route.address(world, OWN))

    assert response.status_code == 403
    assert b"</main>" in response.content


def test_a_wrong_token_is_nobody(world, db) -> None:
    client = Client(headers={"Authorization": "Bearer n94_made-up"})

    assert {ask(client, "get", r.address(world, OWN)).status_code for r in ROUTES if r.is_api} == {401}


def test_the_schema_and_the_routes_name_the_same_addresses(world, db) -> None:
    schema = Client().get("/api/schema/?format=json").json()
    told = {re.sub(r"{\w+}", "{}", path) for path in schema["paths"]}
    routed = {f"/{re.sub(r'<[^>]+>', '{}', route.path)}" for route in ROUTES if route.path.startswith("api/v1/")}

    assert told <= routed
    assert {path for path in routed - told if path != "/api/v1/"} == set()


def test_who_has_no_role_left_gets_nothing(world, db, urls) -> None:
    client = walk.client_of(world, "opal")
    ended = "UPDATE portal_membership SET ended_at = %s WHERE person_id = %s"
    servers.as_owner(servers.admin_url(urls), ended, ["2026-01-01", world.people["opal"].pk])
    try:
        found = [(r.path, ask(client, "get", r.address(world, OWN))) for r in ROUTES if may_only(Role.OPERATOR, r)]
    finally:
        servers.as_owner(servers.admin_url(urls), ended, [None, world.people["opal"].pk])

    assert found
    assert [path for path, response in found if response.status_code == 200] == []


def may_only(role: Role, route: Route) -> bool:
    roles = walk.matrix()[route.permission] if route.permission else frozenset()
    return role in roles and Role.VISITOR not in roles


# --- family 2 ----------------------------------------------------------------------------------------------------
def answers(client: Client, world: World, who: str, *, is_long: bool = False) -> Iterator[tuple[str, Any]]:
    """What every route answers, about rows of one's own office, of another and of none; also as export and search.

    In short: who may not use the route asks once, about the other office; what is missing is asked for elsewhere; and
    what has one row has nothing to search. What family 1 has asked for and read is left out.
    """
    for route in ROUTES:
        if route.permission is Permission.SESSION_USE:
            continue
        for which in asked_about(route, who, is_whole=is_long) if is_long or may_use(who, route) else (OTHER,):
            for query in asked_how(route, who, which, is_whole=is_long):
                address = route.address(world, which) + query
                with walk.undone(client):
                    yield address, client.get(address)


def asked_about(route: Route, who: str, *, is_whole: bool) -> tuple[str, ...]:
    if not route.has_an_object:
        return (OWN,)
    return (OWN, OTHER, MISSING) if is_whole else (OTHER,) if who in ONE_OF_EACH else (OWN, OTHER)


def asked_how(route: Route, who: str, which: str, *, is_whole: bool) -> tuple[str, ...]:
    if is_whole:
        return ("", *QUERIES)
    if route.has_an_object or not may_use(who, route):
        return ("",)
    return QUERIES if who in ONE_OF_EACH else ("", *QUERIES)


def text_of(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers.items()} {body.decode(errors='replace')}"


FOREIGN = {who: OTHER if which == OWN else OWN for who, (_, which) in CAST.items() if which}


WITHOUT_THE_OTHER = [*FOREIGN, "pia", "ada", "opal", VISITOR]
SOME = ["alma", "lena", "otis", "pia", "ada", "opal", VISITOR]
"""In short one with the rights of an office, one with those of its heads, one of the other office, and outsiders."""


@pytest.mark.parametrize("who", SOME)
def test_no_word_of_another_office_appears_anywhere(who, world, db, caplog) -> None:
    assert_no_foreign_word(who, world, caplog, is_long=False)


@pytest.mark.proof
@pytest.mark.parametrize("who", WITHOUT_THE_OTHER)
def test_no_word_of_another_office_appears_however_one_asks(who, world, db, caplog) -> None:
    assert_no_foreign_word(who, world, caplog, is_long=True)


@walk.remembered()
def assert_no_foreign_word(who: str, world: World, caplog: Any, *, is_long: bool) -> None:
    caplog.set_level(logging.DEBUG)
    client = walk.client_of(world, who)
    leaks = []
    for address, response in answers(client, world, who, is_long=is_long):
        leaks += leaks_in(who, address, response)
        leaks += [f"{address} is a fault"] if response.status_code >= 500 and not address.startswith(HEALTH) else []
    leaks += leaks_besides(who, caplog)
    assert not leaks, "\n" + "\n".join(leaks)


def foreign_words(who: str) -> list[str]:
    """What nobody says to this one; nothing to those who may read every office."""
    if who in FOREIGN:
        return [WORDS[FOREIGN[who]]]
    return list(WORDS.values()) if who in WITHOUT_THE_OTHER else []


def leaks_in(who: str, address: str, response: Any) -> Iterator[str]:
    """The operator runs the accounts and so sees whose they are; of the offices' work nothing."""
    if not (words := foreign_words(who)) or (who == "opal" and address.startswith("/people/")):
        return
    said = text_of(response).replace("q=Zanzibarq", "").replace("search=Quetzalqz", "").replace("q%3DZanz", "")
    yield from (f"{address} says {word}" for word in words if word in without_echo(said))


def leaks_besides(who: str, caplog: Any) -> Iterator[str]:
    words = foreign_words(who)
    yield from (f"the log says {word}" for word in words if word in without_echo(caplog.text))
    yield from (f"a mail says {word}" for word in words for sent in mail.outbox if word in str(sent.message()))


def without_echo(text: str) -> str:
    """What a page says back of the search that was sent to it is no leak; planted words carry a number."""
    return re.sub(r"(Zanzibarq|Quetzalqz)(?!\d)", "", text)


@pytest.mark.parametrize(("who", "word"), [("lena", WORDS[OWN]), ("leo", WORDS[OTHER]), ("erin", WORDS[OTHER])])
def test_the_words_are_found_by_those_who_may_see_them(who, word, world, db) -> None:
    """Else the search above would find nothing because nothing is there."""
    told = answers(walk.client_of(world, who), world, who)
    found = list(islice((address for address, response in told if word in without_echo(text_of(response))), 12))

    assert len(found) == 12, found


@pytest.mark.parametrize("who", ["alma", "lena", "pia"])
def test_another_offices_object_answers_like_a_missing_one(who, world, db) -> None:
    """In short: of a refusal its sentence."""
    with walk.plain_refusals():
        assert_alike(who, world)


@pytest.mark.proof
@pytest.mark.parametrize("who", [who for who, (_, which) in CAST.items() if which == OWN] + ["pia", "ada"])
def test_another_offices_object_answers_everybody_like_a_missing_one(who, world, db) -> None:
    assert_alike(who, world)


@walk.remembered()
def assert_alike(who: str, world: World) -> None:
    different = []
    client = walk.client_of(world, who)
    for route in ROUTES:
        if not route.has_an_object or is_for_everybody(route) or is_for_every_office(route, who):
            continue
        for method in ("get", "post"):
            with walk.undone(client):
                other = ask(client, method, route.address(world, OTHER))
            with walk.undone(client):
                missing = ask(client, method, route.address(world, MISSING))
            if alike(other) != alike(missing):
                different.append(f"{method.upper()} {route.path}: {other.status_code} and {missing.status_code}")
    assert not different, "\n" + "\n".join(different)


READ_BY_ALL = {
    "api-library-detail",
    "api-notice-detail",
    "edition-adopt",
    "edition-copy",
    "edition-end",
    "edition-renew",
    "library-detail",
    "notice-detail",
}
"""What one office writes and every office reads; to a partner what it has no part in is like a missing one."""


def is_for_every_office(route: Route, who: str) -> bool:
    return route.name in READ_BY_ALL and who not in {"pia", "ada"}


def is_for_everybody(route: Route) -> bool:
    assert route.permission
    return Role.VISITOR in walk.matrix()[route.permission]


def alike(response: Any) -> tuple[int, bytes, str]:
    location = response.headers.get("Location", "")
    return response.status_code, CHANGEABLE.sub(b"", response.content), CHANGEABLE.sub(b"", location.encode()).decode()
