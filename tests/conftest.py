"""The cast, and a database that tests use as the web does: logged in as portal_app, behind the wall."""

import gc
import gettext
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from django.urls import get_resolver
from django.utils import translation
from django.utils.translation import trans_real
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from portal import gazetteer
from portal.access import Role
from portal.launch import assets
from portal.models import Organization, Person
from specialists.lists import overview
from specialists.news import known_before
from tests import make, servers
from tests.spanish import noting

served: dict[str, str] = {}
"""The variables of this run's database server."""


HEAVY = (
    "test_every_route", "browser/test_axe", "browser/", "test_every_form", "mail/", "test_api_fuzz", "test_migrations",
    "test_two_languages", "test_seed", "test_headers", "test_planner", "test_news", "test_state_machine",
    "test_context", "test_wall",
    "test_architecture", "test_worker", "test_vacancy_pages", "test_causes", "test_ledger_pages", "test_ownership",
    "test_launch", "test_mutants", "test_audit", "test_year_of_reminders", "test_manage", "specialists/test_coverage",
    "specialists/test_demo", "test_remind", "test_case_attack", "test_populations",
)  # fmt: skip
"""Files that take longest come first, so that the processes of `make test` end at the same time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, part in enumerate(HEAVY) if part in item.nodeid), len(HEAVY)))


def pytest_collection_finish() -> None:
    """What has been loaded stays: to look at thousands of tests again and again took a seventh of the time.

    The addresses are loaded here, with the demonstration on: the first test to need them may have turned it off.
    """
    assert get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_configure(config: pytest.Config) -> None:
    """Quick password hashing, a cache without a server, and an emptying of tables that spares the 94 offices."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # no collectstatic before a test
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.SECURE_SSL_REDIRECT = False
    settings.DEMO = True  # the one-click sign-in exists; a session made by it passes the gates
    settings.SILENCED_SYSTEM_CHECKS = ["portal.E001", "portal.E003"]  # no secret, and DEMO with DEBUG off: only here
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    hypothesis.register_profile("slow machines too", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    hypothesis.load_profile("slow machines too")
    TransactionTestCase._fixture_teardown = lambda _self: servers.wipe(served)  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Instead of pytest-django's: made and migrated as the owner, used as portal_app."""
    with django_db_blocker.unblock(), servers.database() as variables:
        served.update(variables)
        gazetteer.country()  # as in a process that has answered before: pages count the same queries in any order
        gazetteer.places()
        yield


@pytest.fixture(scope="session")
def urls(django_db_setup: None) -> dict[str, str]:
    """How other log-ins reach the test database: DATABASE_ADMIN_URL, DATABASE_OWNER_URL, …"""
    return served


@pytest.fixture(autouse=True)
def _a_fresh_cache() -> Iterator[None]:
    yield
    cache.clear()
    overview.cache_clear()  # tests have one instant, runs of the deliverer each their own
    known_before.cache_clear()
    translation.deactivate()  # the language of the last request


@pytest.fixture
def alma(db: None) -> Person:
    """Specialist of N.D. Tex."""
    return make.member("Alma Reyes", Role.SPECIALIST, office="txnd")


@pytest.fixture
def lena(db: None) -> Person:
    """US Attorney of N.D. Tex."""
    return make.member("Lena Hart", Role.LEADERSHIP, office="txnd")


@pytest.fixture
def olga(db: None) -> Person:
    """Administrative officer of N.D. Tex."""
    return make.member("Olga Brandt", Role.OFFICER, office="txnd")


@pytest.fixture
def vic(db: None) -> Person:
    """Victim-witness staff of N.D. Tex."""
    return make.member("Vic Moreno", Role.STAFF, office="txnd")


@pytest.fixture
def otis(db: None) -> Person:
    """Specialist of another office, S.D.N.Y."""
    return make.member("Otis Green", Role.SPECIALIST, office="nysd")


@pytest.fixture
def erin(db: None) -> Person:
    """EOUSA desk officer."""
    return make.member("Erin Cole", Role.EOUSA)


@pytest.fixture
def rhea(db: None) -> Person:
    """EOUSA reader."""
    return make.member("Rhea Stone", Role.EOUSA_READER)


@pytest.fixture
def oren(db: None) -> Person:
    """OARM analyst."""
    return make.member("Oren Pratt", Role.OARM)


@pytest.fixture
def opal(db: None) -> Person:
    """Operator."""
    return make.member("Opal Finch", Role.OPERATOR)


@pytest.fixture
def shelter(db: None) -> Organization:
    """The organization that Pia and Ada work for."""
    return make.organization("Safe Harbor (invented)")


@pytest.fixture
def pia(shelter: Organization) -> Person:
    """Manager of a partner organization."""
    return make.member("Pia Lund", Role.MANAGER, organization=shelter)


@pytest.fixture
def ada(shelter: Organization) -> Person:
    """Advocate of the same organization."""
    return make.member("Ada Ward", Role.ADVOCATE, organization=shelter)


@pytest.fixture
def cast(
    alma: Person, lena: Person, olga: Person, vic: Person, otis: Person, erin: Person,
    rhea: Person, oren: Person, opal: Person, pia: Person, ada: Person,
) -> dict[str, Person]:  # fmt: skip
    """Everybody, by first name."""
    people = (alma, lena, olga, vic, otis, erin, rhea, oren, opal, pia, ada)
    return {person.name.split()[0].lower(): person for person in people}


@pytest.fixture
def visitor(db: None) -> Client:
    """Nobody."""
    return Client()


@pytest.fixture
def client_of(db: None) -> Callable[[Person], Client]:
    """A browser in which the person is signed in and past every gate."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.user, backend="portal.accounts.Backend")
        session = client.session
        session["demo"] = True
        session.save()
        return client

    return signed_in


@pytest.fixture(scope="module")
def spanish() -> None:
    """Compiled from the catalog as it stands, and read anew."""
    assets._translations(lambda _: None)
    gettext._translations.clear()  # type: ignore[attr-defined]
    trans_real._translations.clear()
    trans_real._default = None  # type: ignore[attr-defined]


@pytest.fixture
def missing(spanish: None) -> Iterator[set[str]]:
    """Every string that is looked up while a page is made in Spanish and has no Spanish."""
    with noting() as found:
        yield found
