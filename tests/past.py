"""Our migrations since the first release: which are the newest, and how one comes to right before them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from portal.catalogue import OUR_APPS

FIRST_RELEASE = [("portal", "0005_hotlines"), ("specialists", "0001_initial")]
"""What stood when there was first something to upgrade."""
Node = tuple[str, str]


def later() -> list[Node]:
    """Every migration of ours since, whoever adds it."""
    graph = MigrationLoader(None).graph
    released = {node for first in FIRST_RELEASE for node in graph.forwards_plan(first)}
    return sorted(node for node in graph.nodes if node[0] in OUR_APPS and node not in released)


def newest() -> list[Node]:
    leaves = {max(its) for _app, its in groupby(later(), key=itemgetter(0))}
    return [node for node in later() if node in leaves]


def before(tried: list[Node]) -> list[Node]:
    """Every later migration that needs none of these."""
    graph = MigrationLoader(None).graph
    return [node for node in later() if not set(graph.forwards_plan(node)) & set(tried)]


def packages(executor: MigrationExecutor) -> list[Node]:
    return [node for node in executor.loader.graph.leaf_nodes() if node[0] not in OUR_APPS]


def come_before() -> None:
    """Migrate to right before the newest. Of what needs each other the last alone is named: a target that is there
    already would mean the way back."""
    executor = MigrationExecutor(connection)
    nodes = [*packages(executor), *FIRST_RELEASE, *before(newest())]
    needed = {needs for node in nodes for needs in executor.loader.graph.forwards_plan(node) if needs != node}
    executor.migrate([node for node in nodes if node not in needed])


@contextmanager
def unswept() -> Iterator[None]:
    """Thousands of model classes of the past: a third of the time went into looking at them."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
