"""Family 4: however transactions begin, fail, nest and end on one shared connection, a binding never outlives itself.

A model says what must be visible after each step. A binder that leaks on purpose must be caught by the same steps.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from portal import tenancy
from portal.access import OFFICE_DATABASE_ROLES, DatabaseRole
from portal.tenancy import Binding
from specialists.models import Answer
from tests import servers
from tests.rows import Rows

COURTS = ("txnd", "nysd", "gud")
NATION = (DatabaseRole.EOUSA, DatabaseRole.OARM, DatabaseRole.EOUSA_READER)
OF_AN_OFFICE = sorted(OFFICE_DATABASE_ROLES)
BLIND = (DatabaseRole.PUBLIC, DatabaseRole.PARTNER, DatabaseRole.OPERATOR, DatabaseRole.INTAKE)
LOOK = "SELECT office_id FROM specialists_answer ORDER BY 1"


class Abort(Exception):
    """A view that raises."""


@dataclass
class Fuzz:
    """Random steps from a seed, each followed by a look at what the connection shows."""

    offices: list[int]
    seed: int
    binder: Callable[..., Any] = tenancy.bound
    steps: int = 0
    leaks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def run(self, steps: int) -> list[str]:
        while self.steps < steps and not self.leaks:
            self.request(depth=0)
            self.look(None, "after a request")
        return self.leaks

    def binding(self) -> Binding:
        kind = self.random.random()
        if kind < 0.6:
            role = self.random.choice(OF_AN_OFFICE)
            return Binding(role, self.random.choice(self.offices), read_only=kind < 0.15)
        return Binding(self.random.choice(NATION if kind < 0.85 else BLIND), read_only=kind < 0.65)

    def request(self, depth: int) -> None:
        binding = self.binding()
        with suppress(Abort), self.binder(binding):
            for _ in range(self.random.randint(1, 5)):
                self.random.choice(STEPS)(self, binding, depth)
                self.look(binding, "inside")

    def look(self, binding: Binding | None, where: str) -> None:
        """Compare what is visible with what must be."""
        self.steps += 1
        seen = visible()
        if seen != self.expected(binding):
            self.leaks.append(f"seed {self.seed}, step {self.steps}, {where}: {binding} saw {seen}")

    def expected(self, binding: Binding | None) -> list[int] | str:
        if binding is None or binding.role in BLIND:
            return "denied"
        return [binding.office_id] if binding.office_id else self.offices

    # --- steps ---------------------------------------------------------------------------------------------------
    def nothing(self, binding: Binding, depth: int) -> None:
        """A plain look."""

    def statement_fails(self, binding: Binding, depth: int) -> None:
        with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    def time_out(self, binding: Binding, depth: int) -> None:
        with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 1")
            cursor.execute("SELECT pg_sleep(0.05)")

    def savepoint(self, binding: Binding, depth: int) -> None:
        with transaction.atomic():
            self.look(binding, "in a savepoint")

    def savepoint_rolled_back(self, binding: Binding, depth: int) -> None:
        with transaction.atomic():
            self.look(binding, "in a savepoint")
            transaction.set_rollback(True)

    def nested(self, binding: Binding, depth: int) -> None:
        if depth < 3:
            self.request(depth + 1)

    def nested_fails(self, binding: Binding, depth: int) -> None:
        inner = self.binding()
        with suppress(DatabaseError), self.binder(inner), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    def view_raises(self, binding: Binding, depth: int) -> None:
        if self.random.random() < 0.3:
            raise Abort

    def refused(self, binding: Binding, depth: int) -> None:
        """A write that the role may not do."""
        with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM specialists_answer")

    def response_refused(self, binding: Binding, depth: int) -> None:
        """What the middleware does with an answer of 400 and more, and with every GET."""
        with suppress(Abort), self.binder(self.binding()):
            transaction.set_rollback(True)


STEPS: tuple[Callable[[Fuzz, Binding, int], None], ...] = (
    Fuzz.nothing, Fuzz.statement_fails, Fuzz.time_out, Fuzz.savepoint, Fuzz.savepoint_rolled_back, Fuzz.nested,
    Fuzz.nested_fails, Fuzz.view_raises, Fuzz.refused, Fuzz.response_refused,
)  # fmt: skip


def visible() -> list[int] | str:
    """The offices whose rows the connection shows now, or "denied". Leaves the transaction as it was."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LOOK)
            return [row[0] for row in cursor.fetchall()]
    except DatabaseError:
        return "denied"


@contextmanager
def leaking(binding: Binding) -> Iterator[None]:
    """The mistake that everybody makes once: settings of the session instead of the transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(tenancy.SET.replace("true", "false"), [str(binding.office_id or ""), *[""] * 4])
            cursor.execute("SELECT set_config('role', %s, false)", [binding.role])
        yield


@contextmanager
def forgetful(binding: Binding) -> Iterator[None]:
    """A binding that does not put back the one of before when its savepoint is released."""
    with transaction.atomic():
        tenancy._apply(binding)
        yield


@pytest.fixture
def offices(urls: dict[str, str], transactional_db: None) -> Iterator[list[int]]:
    """Three offices with an answer each, committed; the fuzz runs on real transactions."""
    other = psycopg2.connect(servers.admin_url(urls))
    with other, other.cursor() as cursor:
        rows = Rows(cursor)
        keys = sorted(rows.office(court) for court in COURTS)
        for key in keys:
            rows.insert(Answer, office_id=key)
    other.close()
    yield keys
    connection.close()


def test_ten_thousand_steps_show_no_row_that_is_not_bound(offices) -> None:
    fuzz = Fuzz(offices, seed=94)

    assert fuzz.run(10_000) == []
    assert fuzz.steps >= 10_000


@pytest.mark.parametrize("binder", [leaking, forgetful])
def test_a_binder_that_leaks_is_caught_by_the_same_steps(binder, offices) -> None:
    assert Fuzz(offices, seed=94, binder=binder).run(10_000)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_two_hundred_thousand_steps(seed, offices) -> None:
    assert Fuzz(offices, seed=seed).run(10_000) == []
