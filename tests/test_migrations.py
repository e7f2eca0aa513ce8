"""Family 16: old code works on the new schema, and there is a way back, for every migration since the first release.

An upgrade migrates while the old code still answers. So a migration may add, and may not take away: what goes, goes
one release after the last code that used it.

A migration never changes once it is released, so in short only the newest of each app is tried; `make proof` tries all.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from portal.launch.embedded import temporary_home
from portal.tenancy import Wall
from tests import servers
from tests.past import FIRST_RELEASE, Node, before, later, newest, packages, unswept
from tests.upgrade import Upgrade


@dataclass
class Walked:
    """A database that was brought from the first release to the last migration, one at a time."""

    executor: MigrationExecutor
    admin: str
    state: ProjectState
    told: dict[Node, list[str]] = field(default_factory=dict)
    tried: dict[Node, int] = field(default_factory=dict)

    def walk(self, tried: list[Node]) -> None:
        for migration, _backwards in self.executor.migration_plan(self.executor.loader.graph.leaf_nodes()):
            node = (migration.app_label, migration.name)
            if node in tried:
                upgrade = self.upgrade(migration)
                self.state = upgrade.run()
                self.told[node], self.tried[node] = upgrade.told, upgrade.tried
            else:
                self.state = self.executor.apply_migration(self.state, migration)

    def upgrade(self, migration: Migration) -> Upgrade:
        return Upgrade(self.executor, self.admin, migration, self.state.clone())


@pytest.fixture(scope="module")
def walked(urls: dict[str, str], django_db_blocker: Any) -> Iterator[Walked]:
    """The newest, on a server of its own that stands right before them: how it came there does not change."""
    with django_db_blocker.unblock(), temporary_home() as home, pytest.MonkeyPatch.context() as patch:
        for variable, url in urls.items():
            patch.setitem(os.environ, variable, url)  # put back at the end
        server = servers.before_the_newest(home)
        here = servers.urls(server, "portal_test")
        try:
            servers.log_in(here["DATABASE_OWNER_URL"])
            with unswept():
                there = standing_at(before(newest()), servers.admin_url(here))
                there.walk(newest())
                yield there
        finally:
            servers.log_in(urls["DATABASE_URL"])
            server.stop()


def standing_at(nodes: list[Node], admin: str) -> Walked:
    """A database that stands there already."""
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state([*packages(executor), *FIRST_RELEASE, *nodes])
    return Walked(executor, admin, state)


@pytest.fixture(scope="module")
def walked_all_the_way(urls: dict[str, str], django_db_blocker: Any) -> Iterator[Walked]:
    with django_db_blocker.unblock(), upgraded(urls, "portal_upgraded_all_the_way", later()) as there:
        yield there


@contextmanager
def upgraded(urls: dict[str, str], name: str, tried: list[Node]) -> Iterator[Walked]:
    """On a database of its own beside the tests'; Django is logged in there as the owner, as for `migrate`."""
    scratch = {variable: urlsplit(url)._replace(path=f"/{name}").geturl() for variable, url in urls.items()}
    scratch["DATABASE_ADMIN_URL"] = urls["DATABASE_ADMIN_URL"]
    with pytest.MonkeyPatch.context() as patch:
        for variable, url in scratch.items():
            patch.setitem(os.environ, variable, url)
        call_command("provision_database", stdout=StringIO())
        servers.log_in(scratch["DATABASE_OWNER_URL"])
        try:
            with unswept():
                there = at_the_first_release(servers.admin_url(scratch))
                there.walk(tried)
                yield there
        finally:
            servers.log_in(urls["DATABASE_URL"])


def at_the_first_release(admin: str) -> Walked:
    executor = MigrationExecutor(connection)
    state = executor.migrate([*packages(executor), *FIRST_RELEASE])
    return Walked(MigrationExecutor(connection), admin, state)


@pytest.mark.parametrize("node", newest(), ids=".".join)
def test_old_code_works_on_the_new_schema_and_there_is_a_way_back(node, walked) -> None:
    assert walked.told[node] == []
    assert walked.tried[node] > 150


@pytest.mark.proof
@pytest.mark.parametrize("node", later(), ids=".".join)
def test_old_code_works_after_every_migration_since_the_first_release(node, walked_all_the_way) -> None:
    assert walked_all_the_way.told[node] == []
    assert walked_all_the_way.tried[node] > 150


# --- the proof itself --------------------------------------------------------------------------------------------
def wall_with(walked: Walked, model: str, **rows: str) -> list[Operation]:
    """The model's wall, with other rows."""
    options = walked.state.models["portal", model].options
    [wall] = [constraint for constraint in options["constraints"] if isinstance(constraint, Wall)]
    narrower = Wall(name=wall.name, rows=wall.rows | rows, secret=wall.secret, **wall.commands)  # type: ignore[arg-type]
    return [migrations.RemoveConstraint(model, wall.name), migrations.AddConstraint(model, narrower)]


def sample(walked: Walked, operations: list[Operation]) -> list[str]:
    """What is told of a migration with these operations, which is taken back afterwards."""
    migration: Any = Migration("sample", "portal")
    migration.operations = operations
    upgrade = walked.upgrade(migration)
    upgrade.run()
    migration.operations = [operation for operation in operations if operation.reversible]
    assert upgrade.goes_back()
    return upgrade.told


BACK = migrations.RunSQL.noop
GOOD: dict[str, list[Operation]] = {
    "a column with a default of the database": [
        migrations.AddField("person", "nickname", models.CharField(max_length=9, default="x", db_default="x"))
    ],
    "a column that may be empty": [
        migrations.AddField("person", "nickname", models.CharField(max_length=9, null=True))
    ],
}
BAD: dict[str, tuple[list[Operation], str]] = {
    "a column that old code does not fill": (
        [migrations.AddField("person", "nickname", models.CharField(max_length=9, default="x"))],
        "old code as portal_eousa, INSERT of portal_person: 1 before, NotNullViolation now",
    ),
    "a column dropped": (
        [migrations.RemoveField("person", "title")],
        "old code as portal_office, SELECT of portal_person",
    ),
    "a table renamed": (
        [migrations.AlterModelTable("hotline", "hotlines")],
        "old code as portal_public, SELECT of portal_hotline",
    ),
    "a right taken away": (
        [
            migrations.RunSQL(
                "REVOKE INSERT ON portal_message FROM portal_oarm", "GRANT INSERT ON portal_message TO portal_oarm"
            )
        ],
        "old code as portal_oarm, INSERT of portal_message: 1 before, denied now",
    ),
    "a check that old rows pass and old code does not": (
        [
            migrations.RunSQL(
                "ALTER TABLE portal_organization ADD CONSTRAINT later CHECK (name = '') NOT VALID",
                "ALTER TABLE portal_organization DROP CONSTRAINT later",
            )
        ],
        "INSERT of portal_organization: 1 before, CheckViolation now",
    ),
    "a way back that leaves a right": (
        [migrations.RunSQL("GRANT SELECT ON portal_user TO portal_office", BACK)],
        "new on the way back: portal_user: SELECT to portal_office",
    ),
    "a way back that leaves an index": (
        [migrations.RunSQL("CREATE INDEX IF NOT EXISTS by_title ON portal_person (title)", BACK)],
        "new on the way back: CREATE INDEX by_title",
    ),
    "no way back": ([migrations.RunSQL("SELECT 1")], "no way back: "),
    "a way back that does not bring the values back": (
        [migrations.RunSQL("UPDATE portal_person SET title = 'lost'", BACK)],
        "public.portal_person: ",
    ),
}


@pytest.mark.parametrize("what", GOOD)
def test_a_migration_that_only_adds_passes(what, walked) -> None:
    assert sample(walked, GOOD[what]) == []


@pytest.mark.parametrize("what", BAD)
def test_a_migration_that_breaks_old_code_or_the_way_back_is_told(what, walked) -> None:
    operations, told = BAD[what]

    assert [line for line in sample(walked, operations) if told in line]


def test_a_narrowed_policy_is_told(walked) -> None:
    told = sample(walked, wall_with(walked, "officecontact", **{"office select": "own office"}))

    assert any(line.startswith("old code as portal_office, SELECT of portal_officecontact: ") for line in told)
