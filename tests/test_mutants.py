"""Family 22: the wall is broken in every place, one at a time, and somebody must notice.

`make proof` prints each mutant with its killers: 1 the walk over routes, 2 planted words, 3 pairs of tenants,
4 the binding, 6 the catalog.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from portal import catalogue, checks, middleware, tenancy
from portal.access import MAY, OFFICE_DATABASE_ROLES, DatabaseRole, Permission, Role
from portal.hats import VISITOR, Hat
from portal.models import Organization
from portal.tenancy import ROWS, Binding, SameKeys, bound
from tests import make, servers, walk, wall
from tests.admin import broken
from tests.rows import columns, walled_models
from tests.test_audit import UNAUDITED
from tests.test_every_route import answers, is_refusal, text_of, without_echo
from tests.walk import CAST, OTHER, OWN, WORDS, World
from tests.walk import VISITOR as NOBODY


@pytest.fixture(scope="module")
def world(urls: dict[str, str], django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield walk.build(urls)
        connection.close()
        servers.wipe(urls)


# --- in the database ---------------------------------------------------------------------------------------------
Mutant = tuple[str, Any]


def mutants_of_the_database() -> Iterator[Mutant]:
    """(statement, model): each policy dropped and widened, each wall off, each grant too many, each reference gone."""
    for model in walled_models():
        table = model._meta.db_table
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", model
        yield f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", model
        yield f"DROP POLICY owner_all ON {table}", model
        if model._meta.label not in UNAUDITED:
            yield f"DROP TRIGGER audit_row ON {table}", model
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO portal_office, portal_heads, portal_partner", model
        yield f"GRANT SELECT ON {table} TO PUBLIC", model
        yield from mutants_of_rules(model, table)
        for constraint in model._meta.constraints:
            if isinstance(constraint, SameKeys):
                yield f"ALTER TABLE {table} DROP CONSTRAINT {constraint.name}", model


def mutants_of_rules(model: Any, table: str) -> Iterator[Mutant]:
    rules = list(catalogue.wall_of(model).rules(model))  # type: ignore[union-attr]
    for rule in rules:
        yield f"DROP POLICY {rule.policy} ON {table}", model
        if rule.columns:
            yield f"GRANT {rule.command} ON {table} TO {rule.role}", model
        if ROWS[rule.rows] != "true":
            using = "" if rule.command == "INSERT" else " USING (true)"
            check = " WITH CHECK (true)" if rule.command in {"INSERT", "UPDATE"} else ""
            yield f"ALTER POLICY {rule.policy} ON {table}{using}{check}", model


def killers_in_the_database(model: Any) -> str:
    """Which families notice, asked inside the transaction that holds the mutant."""
    found = "6" if catalogue.faults() else ""
    assert connection.connection
    with connection.connection.cursor() as cursor:
        if pairs_notice(cursor, model):
            found = f"3 {found}".strip()
    return found


def pairs_notice(cursor: Any, model: Any) -> bool:
    """Family 3, for the one table that is broken."""
    keys = {"office_id": offices(cursor)[:2], "organization_id": wall.organizations(cursor, 2)}
    for column, pair in keys.items():
        if column in columns(model) and wall.breaches(cursor, column, pair, [model], thrifty=True):
            return True
    return bool(wall.crossings(cursor, keys["office_id"][0], only=model))


def offices(cursor: Any) -> list[int]:
    cursor.execute("SELECT id FROM portal_office WHERE court_id IN ('txnd', 'nysd') ORDER BY id")
    return [row[0] for row in cursor.fetchall()]


def run(urls: dict[str, str], mutants: list[Mutant]) -> dict[str, str]:
    """Each mutant with those who noticed."""
    found = {}
    for statement, model in mutants:
        with broken(urls, statement):
            found[statement] = killers_in_the_database(model)
    return found


def by_table(mutants: Iterable[Mutant]) -> list[list[Mutant]]:
    found: dict[Any, list[Mutant]] = {}
    for mutant in mutants:
        found.setdefault(mutant[1], []).append(mutant)
    return list(found.values())


def unnoticed(urls: dict[str, str], mutants: Iterable[Mutant]) -> list[str]:
    """Those of which the catalog names no fault of the table. One mutant of every table at a time: that is quick."""
    told = []
    for some in zip_longest(*by_table(mutants)):
        living = [mutant for mutant in some if mutant]
        with broken(urls, *(statement for statement, _model in living)):
            named = {fault.fact.subject.partition(".")[0] for fault in catalogue.faults()}
        told += [statement for statement, model in living if model._meta.db_table not in named]
    return told


def widened(mutants: list[Mutant]) -> list[Mutant]:
    """A role of an office sees or writes every office's rows."""
    of_an_office = tuple(f"ALTER POLICY {role}" for role in OFFICE_DATABASE_ROLES)
    return [(m, model) for m, model in mutants if m.startswith(of_an_office) and "office_id" in columns(model)]


def test_without_a_mutant_nobody_cries_wolf(urls, django_db_blocker) -> None:
    with django_db_blocker.unblock(), broken(urls):
        assert {model._meta.label: killers_in_the_database(model) for model in walled_models()} == dict.fromkeys(
            (model._meta.label for model in walled_models()), ""
        )


def test_every_mutant_of_the_database_is_killed(urls, django_db_blocker) -> None:
    mutants, harmless = list(mutants_of_the_database()), [("SELECT 1", model) for model in walled_models()]
    with django_db_blocker.unblock():
        found, ignored = unnoticed(urls, mutants), unnoticed(urls, harmless)

    assert len(mutants) > 1500
    assert found == []
    assert len(ignored) == len(harmless), "else a fault of one table would count for another"


def test_pairs_of_offices_notice_a_widened_policy_of_every_table(urls, django_db_blocker) -> None:
    """In short: one policy of each table, another kind from table to table."""
    tables = by_table(widened(list(mutants_of_the_database())))
    with django_db_blocker.unblock():
        found = run(urls, [its[number % len(its)] for number, its in enumerate(tables)])

    assert len(found) > 15
    assert {mutant for mutant, killers in found.items() if "3" not in killers} <= {SECOND_WALL}


SECOND_WALL = "ALTER POLICY portal_office_insert ON partners_outreach WITH CHECK (true)"
"""Only the catalog notices it: what is written for another office is refused all the same, where it is added up."""


@pytest.mark.proof
def test_all_mutants_of_the_database_and_their_killers(urls, django_db_blocker, capsys) -> None:
    mutants = dict(mutants_of_the_database())
    with django_db_blocker.unblock():
        found = run(urls, list(mutants.items()))
    with capsys.disabled():
        lines = [f"{killers:>5}  {mutant}" for mutant, killers in found.items()]
        sys.stdout.write("\n".join(["", *lines, f"{sum(map(bool, found.values()))} of {len(found)} killed", ""]))

    assert all(found.values())
    only_catalog = [mutant for mutant, killers in found.items() if killers == "6"]
    assert all(f"ALTER TABLE {m._meta.db_table} NO FORCE ROW LEVEL SECURITY" in only_catalog for m in walled_models())
    assert [mutant for mutant, _model in widened(list(mutants.items())) if "3" not in found[mutant]] == [SECOND_WALL]


# --- in the code -------------------------------------------------------------------------------------------------
NARROW = [permission for permission in Permission if MAY[permission] != frozenset(Role)]
ROUTED = {route.permission for route in walk.routes()}


@pytest.mark.parametrize("permission", [p for p in NARROW if p in ROUTED])
def test_a_permission_that_nobody_checks_is_noticed(permission, world, db, monkeypatch) -> None:
    checked = Hat.may
    monkeypatch.setattr(Hat, "may", lambda hat, asked: asked is permission or checked(hat, asked))

    assert any(got_in(world, permission))


def got_in(world: World, permission: Permission) -> Iterator[str]:
    """Family 1, for the routes of one permission: who got an answer and should not have."""
    for who in (*CAST, NOBODY):
        if walk.role_of(who) not in walk.matrix()[permission]:
            client = walk.client_of(world, who)
            for route in (r for r in walk.routes() if r.permission is permission):
                with walk.undone(client):
                    if not is_refusal(client.get(route.address(world, OWN))):
                        yield f"{who} {route.path}"


@pytest.mark.parametrize("permission", NARROW)
@pytest.mark.parametrize("role", [Role.VISITOR, Role.OPERATOR, Role.ADVOCATE, Role.SPECIALIST])
def test_a_role_too_many_in_the_access_table_is_noticed(permission, role, monkeypatch) -> None:
    monkeypatch.setitem(MAY, permission, MAY[permission] ^ {role})

    assert walk.matrix() != MAY


OURS = [
    route
    for route in walk.routes()
    if (route.pattern.callback.__module__ or "").startswith(("portal", "special", "partners"))
]


@pytest.mark.parametrize("route", OURS, ids=lambda route: route.path or "home")
def test_a_page_that_declares_nothing_stops_the_start(route, monkeypatch) -> None:
    view: Any = route.pattern.callback
    for holder in (view, getattr(view, "cls", None)):
        if getattr(holder, "permission", None) is not None:
            monkeypatch.setattr(holder, "permission", None)

    assert any(error.id == "portal.E002" for error in checks.every_route_says_who_may_use_it())


def bound_as_the_nation(self: Any, request: Any) -> Any:
    with bound(Binding(DatabaseRole.EOUSA), durable=True):
        return self.get_response(request)


def bound_to_another_office(self: Any, request: Any) -> Any:
    hat = request.hat
    if hat.office_id:
        request.hat = replace(hat, office_id=make.office("nysd").pk, court_id="nysd")
    return real_inside(self, request)


real_inside = middleware.TenancyMiddleware.inside


@pytest.mark.parametrize("mutant", [bound_as_the_nation, bound_to_another_office])
def test_a_request_bound_to_the_wrong_rows_is_noticed(mutant, world, db, monkeypatch) -> None:
    monkeypatch.setattr(middleware.TenancyMiddleware, "inside", mutant)
    client = walk.client_of(world, "lena")

    assert any(WORDS[OTHER] in without_echo(text_of(response)) for _, response in answers(client, world, "lena"))


def test_a_gate_that_stands_open_is_noticed(world, db, monkeypatch) -> None:
    assert list(walked_in(world)) == []
    monkeypatch.setattr(middleware, "gate", open_gate)

    assert any(walked_in(world))


def open_gate(request: Any, permission: Permission) -> None:
    """Lets everybody through."""


def walked_in(world: World) -> Iterator[str]:
    """What a government person reaches with a password alone: no consent, no second factor."""
    client = walk.client_of(world, "erin")
    session = client.session
    session.pop("demo")
    session.save()
    for route in walk.routes():
        if route.permission in NARROW:
            with walk.undone(client):
                if not is_refusal(client.get(route.address(world, OWN))) and not is_way_in(client, route, world):
                    yield route.path


def is_way_in(client: Any, route: walk.Route, world: World) -> bool:
    """Sent to the page that has to come first."""
    response = client.get(route.address(world, OWN))
    return response.status_code in {302, 401} and "/accounts/2fa/" in response.headers.get("Location", "/accounts/2fa/")


# --- in the binding ----------------------------------------------------------------------------------------------
def an_answer(request: Any) -> Any:
    """A view that writes and then answers as it is told."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO portal_organization (name, is_demo) VALUES ('written by the test', true)")
    return HttpResponse(status=int(request.headers.get("X-Status", "200")))


def written(method: str, status: int) -> bool:
    """Whether what the view wrote stays."""
    request: Any = getattr(RequestFactory(), method)("/", headers={"X-Status": str(status)})
    request.request_id, request.hat = "", replace(VISITOR, role=Role.EOUSA)
    tenant = middleware.TenancyMiddleware(an_answer)
    try:
        tenant.inside(request)
    except DatabaseError:
        return False
    with tenancy.acting_as(DatabaseRole.EOUSA):
        return Organization.objects.filter(name="written by the test").exists()


def test_what_is_written_stays_only_when_all_went_well(db) -> None:
    assert not written("get", 200)
    assert not written("post", 400)
    assert not written("post", 403)
    assert written("post", 302)


FORGETFUL = SimpleNamespace(set_rollback=print)
"""In place of django.db.transaction: never rolls back."""


def test_a_read_that_may_write_is_noticed(db, monkeypatch) -> None:
    monkeypatch.setattr(tenancy, "SET_READ_ONLY", "")
    monkeypatch.setattr(middleware, "transaction", FORGETFUL)

    assert written("get", 200)


def test_a_refused_request_that_keeps_what_it_wrote_is_noticed(db, monkeypatch) -> None:
    monkeypatch.setattr(middleware, "transaction", FORGETFUL)

    assert written("post", 400)
