"""Whoever is not of government reads every page in English and in Spanish: the proof of it, which grows by itself.

Each page that a visitor or a member of an organization may open is opened in Spanish, and each form on it is sent: as
it stands, empty, and wrong. What code and templates could say besides is read from them.
"""

import html
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve
from django.utils.translation import override

from portal.access import GOVERNMENT_ROLES, ORGANIZATION_ROLES, Role
from portal.models import Membership
from portal.ownership import kinds
from tests import servers, walk
from tests.browser import scenes as built
from tests.browser.test_axe import ENDS_THE_VISIT, FETCHED, ON_CONDITION, POSTED, SECOND_FACTOR, pages_of
from tests.public import english_in, in_two_languages, lines_of
from tests.spanish import SPANISH, TEMPLATES, marked, noting
from tests.spoken import Reading, is_ours
from tests.test_every_form import Forms
from tests.walk import OWN, Route, World

OUTSIDE = ("pia", "ada", walk.VISITOR)
"""A manager, an advocate, and nobody: who opens whatever the role may. Others open what only their rows show."""
OF_GOVERNMENT = {"answer-link", "reply"}
"""What a mail to a US Attorney or an office opens: in Spanish as far as it is seen here, not all that it could say."""
NEVER = {"handover-detail"}
"""An organization's people own nothing that could be handed over."""
SILENT = {"portal.health"}
"""Says nothing to whoever is not of government, though the first page of an operator asks it."""
OF_ROWS = {"health professionals", "mental health professionals", "law enforcement"}
"""Words of the catalog that the record of a state's law uses too, which says in English who may petition."""
MAIL = "mail/"
"""To members in English; to askers see tests/grants."""
WRONG = "Zz 219-09-9999 zz"


@dataclass
class Seen:
    """One answer in Spanish."""

    who: str
    asked: str
    address: str
    status: int
    page: str
    location: str
    templates: set[str]

    def __str__(self) -> str:
        return f"{self.who} {self.asked} {self.address} ({self.status})"


@dataclass
class Walked:
    """Everything that was seen, and what was looked up in vain."""

    seen: list[Seen] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)

    @property
    def pages(self) -> list[Seen]:
        return [each for each in self.seen if each.page]


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


@pytest.fixture(scope="module")
def walked(world: World, scenes: dict[str, Any], spanish: None, django_db_blocker: Any) -> Walked:
    found = Walked()
    tried: set[Any] = set()
    with django_db_blocker.unblock(), noting() as found.lacking, walk.remembered():
        for who, addresses in to_open(world, scenes).items():
            client = walk.client_of(world, who)
            for address in addresses:
                found.seen += looks(client, who, address, tried)
    return found


def to_open(world: World, scenes: dict[str, Any]) -> dict[str, list[str]]:
    """By person: Spanish addresses of all that the role may open, and of rows in a certain state."""
    found = {who: [route.address(world, OWN) for route in pages_of(who) if in_spanish(route)] for who in OUTSIDE}
    governs = Membership.objects.filter(person__in=world.people.values(), role__in=GOVERNMENT_ROLES)
    inside = set(governs.values_list("person", flat=True))
    for who, pattern in ON_CONDITION:
        if who not in world.people or world.people[who].pk not in inside:
            found.setdefault(who, []).append(pattern.format(**scenes).removeprefix("/es"))
    return {who: [f"/es{address}" for address in dict.fromkeys(each)] for who, each in found.items()}


def in_spanish(route: Route) -> bool:
    """Whether the route stands under /es/ too."""
    return route.pattern in two_languages()


@cache
def two_languages() -> list[Any]:
    return list(in_two_languages())


def looks(client: Client, who: str, address: str, tried: set[Any]) -> Iterator[Seen]:
    """The page, and what comes of each of its forms that nobody has tried yet."""
    found = asked(client, who, "GET", address)
    yield found
    for target, data in forms_of(found):
        key = (route_of(target), *data)
        if key in tried:
            continue
        tried.add(key)
        for what, sent in {"as it stands": data, "empty": {}, "wrong": dict.fromkeys(data, WRONG)}.items():
            yield asked(client, who, what, target, sent)


def asked(client: Client, who: str, what: str, address: str, data: dict[str, Any] | None = None) -> Seen:
    """An answer; what it did is undone."""
    with walk.undone(client):
        response = client.get(address) if data is None else client.post(address, data)
    page = "" if response.streaming or b"<body" not in response.content else response.content.decode()
    templates = {"" + each.name for each in getattr(response, "templates", []) if each.name}
    return Seen(who, what, address, response.status_code, page, response.headers.get("Location", ""), templates)


def route_of(address: str) -> str:
    with override("es"):
        return str(resolve(urlsplit(address).path).url_name)


def forms_of(found: Seen) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each form of the page posts to, and what a browser would send."""
    reader = Forms()
    reader.feed(found.page)
    for form in reader.found:
        target = urljoin(found.address, form.action)
        if not urlsplit(target).netloc:
            yield urlsplit(target).path, form.filled()


# --- what is said ----------------------------------------------------------------------------------------------------
def test_nothing_is_said_that_has_no_spanish(walked: Walked) -> None:
    assert sorted(walked.lacking) == []


def test_no_template_that_was_used_holds_a_string_without_spanish(walked: Walked) -> None:
    """Also where a condition kept it from being seen."""
    names = {name for each in walked.seen for name in each.templates if not name.startswith(MAIL)}
    ours = {TEMPLATES / "".join(name) for name in names}
    paths = [path for path in sorted(ours) if path.is_file()]
    assert len(paths) > 100
    lacking = {path.relative_to(TEMPLATES).as_posix(): sorted(marked(path) - SPANISH.keys()) for path in paths}

    assert {name: strings for name, strings in lacking.items() if strings} == {}


def test_no_view_could_say_a_string_without_spanish(walked: Walked) -> None:
    """Also what nobody has heard here: refusals, thanks, rare cases."""
    views = [inspect.unwrap(route.pattern.callback) for route in open_routes() if route.name not in OF_GOVERNMENT]
    said = Reading(SILENT).read((view.__module__, view.__name__) for view in views if is_ours(view.__module__))
    assert len(said) > 1000
    lacking: dict[str, list[str]] = {}
    for string in sorted(said.keys() - SPANISH.keys()):
        lacking.setdefault(said[string], []).append(string)

    assert lacking == {}


def test_no_english_is_left_on_any_page(walked: Walked) -> None:
    told, known = {}, set()
    for each in walked.pages:
        fresh = [line for line in dict.fromkeys(lines_of(each.page)) if line not in known]
        known.update(fresh)
        if left := set(english_in("\n".join(fresh))) - OF_ROWS:
            told[str(each)] = sorted(left)

    assert told == {}


# --- where it stands -------------------------------------------------------------------------------------------------
def test_each_page_says_its_language_and_leads_to_itself_in_english(walked: Walked) -> None:
    told = []
    for each in walked.pages:
        english = html.escape(each.address.removeprefix("/es"))
        if '<html lang="es">' not in each.page:
            told.append(f"{each}: is not in Spanish")
        if each.status == 200 and f'<a href="{english}" lang="en" hreflang="en">' not in each.page:
            told.append(f"{each}: does not lead to {english}")

    assert told == []


def test_help_and_the_way_out_come_first_on_each_page(walked: Walked) -> None:
    def is_first(page: str) -> bool:
        return 0 < page.find('href="/es/leave/"') < page.find("800-799-7233") < page.find('<main id="main"')

    assert [str(each) for each in walked.pages if not is_first(each.page)] == []


def test_whoever_sends_a_form_goes_on_in_spanish(walked: Walked) -> None:
    led = [each for each in walked.seen if each.asked != "GET" and each.location]
    assert len(led) > 20
    elsewhere = [f"{each} → {each.location}" for each in led if not each.location.startswith("/es/")]

    assert elsewhere == []


def test_no_page_goes_unseen(walked: Walked) -> None:
    """A page that nobody has seen with the status 200 needs a row in tests/browser/scenes.py and ON_CONDITION."""
    seen = {route_of(each.address) for each in walked.pages if each.status == 200}
    assert not [kind for kind in kinds() if kind.roles & ORGANIZATION_ROLES], "they own something: see NEVER"
    expected = {route.name for route in open_routes() if not route.name.startswith(SECOND_FACTOR)}

    assert sorted(expected - seen - POSTED - FETCHED - ENDS_THE_VISIT - NEVER) == []


def open_routes() -> list[Route]:
    """What a visitor or a member of an organization may open, and what stands in two languages."""
    outside = ORGANIZATION_ROLES | {Role.VISITOR}
    return [each for each in walk.routes() if in_spanish(each) and each.permission
            and walk.matrix()[each.permission] & outside]  # fmt: skip
