"""Whoever is not of government reads every page in English and in Spanish, signed in or not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from portal.access import ORGANIZATION_ROLES, Role
from tests import servers, walk
from tests.browser import scenes as built
from tests.browser.test_axe import ENDS_THE_VISIT, FETCHED, ON_CONDITION, pages_of
from tests.portal.test_spanish import SPANISH, TEMPLATES, marked
from tests.walk import OWN, World

LOOKING = ["pia", "ada", "mia", "tia", walk.VISITOR]
"""A manager, an advocate, a manager whose organization has everything, a tribe's, and nobody."""


@pytest.fixture(scope="module")
def world(urls: dict[str, str], django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield walk.build(urls)
        connection.close()
        servers.wipe(urls)


@pytest.fixture(scope="module")
def scenes(world: World, django_db_blocker: Any) -> dict[str, Any]:
    with django_db_blocker.unblock():
        return built.build(world)


def addresses(who: str, world: World, scenes: dict[str, Any]) -> Iterator[str]:
    """What this one may open, of rows as they come and of rows in a certain state."""
    role = walk.role_of(who) if who in walk.EVERYONE else Role.MANAGER
    for route in pages_of(walk.VISITOR if role is Role.VISITOR else "pia" if role is Role.MANAGER else "ada"):
        yield route.address(world, OWN)
    yield from (path.format(**scenes) for by, path in ON_CONDITION if by == who)


def test_no_page_of_an_organization_lacks_spanish(world, scenes, db, missing) -> None:
    templates: set[str] = set()
    for who in LOOKING:
        client = walk.client_of(world, who)
        for address in addresses(who, world, scenes):
            path = address if address.startswith("/es/") else f"/es{address}"
            for ask in (client.get, client.post):
                with walk.undone(client):
                    response = ask(path)
                print(who, ask.__name__, response.status_code, path)
                templates |= {"" + each.name if each.name else "" for each in getattr(response, "templates", [])}
    lacking = set()
    for name in sorted(templates):
        path = TEMPLATES / "".join(list(name))
        if name and path.exists() and path.is_file():
            left = marked(path) - SPANISH.keys()
            lacking |= left
            print(name, len(left))
    import json
    json.dump({"dynamic": sorted(missing), "templates": sorted(lacking), "names": sorted(templates)}, open("/tmp/team7/lacking.json", "w"), indent=1)
    print(len(missing), len(lacking), len(missing | lacking))
