"""Walking every route: what is there, with which arguments, as whom. Shared by the proofs that walk."""

import hashlib
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from csv import DictReader
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from time import time
from typing import Any
from unittest.mock import patch
from uuid import UUID

import psycopg2
from django.apps import apps
from django.db import transaction
from django.http import HttpRequest, HttpResponseForbidden
from django.template.backends.django import Template
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse
from django.urls.resolvers import RoutePattern
from django.utils.timezone import localdate, now

from portal import urls as addresses
from portal.access import Permission, Role
from portal.accounts import Backend
from portal.gates import begin
from portal.models import ApiToken, Membership, Person, User
from portal.routes import declared, every_route
from tests import make, servers
from tests.rows import Rows, columns, walled_models

OWN, OTHER, MISSING = "own", "other", "missing"
COURTS = {OWN: "txnd", OTHER: "nysd", MISSING: "zzzd"}
WORDS = {OWN: "Zanzibarq", OTHER: "Quetzalqz"}
"""Planted in every free text of every row of the office; they occur nowhere else."""
NOBODY = {"int": 2**31 - 7, "uuid": UUID(int=94), "string": "none-such", "slug": "none-such", "path": "none/such"}


@dataclass(frozen=True)
class Fixed:
    """An argument that names no row of anybody."""

    value: str


@dataclass(frozen=True)
class Named:
    """An argument that names a row by another column than its primary key."""

    label: str
    column: str


COURT = "court"
ARGUMENTS: dict[tuple[str, str], Any] = {
    ("member-*", "pk"): "portal.Membership",
    ("invitation-withdraw", "pk"): "portal.Invitation",
    ("invitation-accept", "key"): Fixed("a-key-that-opens-nothing"),
    ("roster-template", "table"): Fixed("specialists"),
    ("mail-detail", "name"): Fixed("no-such-mail"),
    ("api-nowhere", "address"): Fixed("no/such/address"),
    ("account_confirm_email", "key"): Fixed("a-key-that-opens-nothing"),
    ("account_reset_password_from_key", "uidb36"): Fixed("1"),
    ("account_reset_password_from_key", "key"): Fixed("a-key-that-opens-nothing"),
    ("*", "court_id"): COURT,
    ("*", "kind"): Fixed("MAIN_PHONE"),
    ("roster-*", "pk"): "specialists.RosterUpload",
    ("point-of-contact-end", "pk"): "specialists.PointOfContact",
    ("nomination-create", "pk"): "specialists.Vacancy",
    ("extension-create", "pk"): "specialists.Vacancy",
    ("remark-create", "pk"): "specialists.Nomination",
    ("answer-link", "key"): Fixed("a-key-that-opens-nothing"),
    ("calendar-feed", "key"): Fixed("a-key-that-opens-nothing"),
    ("reply", "key"): Fixed("a-key-that-opens-nothing"),
    ("division-contact-edit", "code"): Fixed("atlanta"),
    ("rung-*", "cause"): Fixed("SILENT"),
    ("rung-*", "nth"): Fixed("2"),
    ("role-*", "pk"): "portal.Organization",
    ("partnership-create", "pk"): "portal.Organization",
    ("named-contact-create", "pk"): "partners.Partnership",
    ("named-*", "pk"): "partners.NamedContact",
    ("api-next-step-detail", "pk"): "partners.NextStep",
    ("api-next-step-done", "pk"): "partners.NextStep",
    ("step-*", "pk"): "partners.NextStep",
    ("readiness-*", "basis"): Fixed("922G8"),
    ("readiness-*", "link"): Fixed("STORE"),
    ("agency-*", "pk"): Named("partners.AgencyPractice", "organization_id"),
    ("api-agency-practice-detail", "pk"): "partners.AgencyPractice",
    ("entry-*", "key"): Fixed("a-key-that-opens-nothing"),
    ("entry-link-proposal", "pk"): "partners.Profile",
    ("own-entry-proposal", "pk"): "partners.Profile",
    ("entry-ask", "pk"): "portal.Organization",
    ("manager-invite", "pk"): "portal.Organization",
    ("shared-*", "pk"): "partners.NextStep",
    ("erpo-*", "state"): Fixed("fl"),
    ("api-erpo-detail", "state"): Fixed("fl"),
    ("erpo-*", "code"): Fixed("fl"),
    ("case-count-edit", "quarter"): Fixed("2025-Q3"),
    ("project-party-end", "pk"): "partners.ProjectParty",
    ("group-*", "pk"): "partners.WorkingGroup",
    ("api-group-detail", "pk"): "partners.WorkingGroup",
    ("seat-create", "pk"): "partners.WorkingGroup",
    ("meeting-create", "pk"): "partners.WorkingGroup",
    ("action-item-create", "pk"): "partners.WorkingGroup",
    ("action-*", "pk"): "partners.ActionItem",
    ("api-action-item-detail", "pk"): "partners.ActionItem",
    ("api-action-item-done", "pk"): "partners.ActionItem",
    ("paper-create", "pk"): "partners.WorkingGroup",
    ("paper-*", "pk"): "partners.GroupPaper",
    ("*", "entry"): Named("partners.Outreach", "key"),
    ("library-detail", "pk"): "partners.Edition",
    ("api-library-detail", "pk"): "partners.Edition",
    ("library-*", "pk"): "partners.LibraryDraft",
    ("*", "barrier"): Named("partners.Barrier", "key"),
    ("*", "notice"): Named("partners.NoticeForm", "key"),
    ("opportunity-*", "pk"): "grants.Opportunity",
    ("api-opportunity-*", "pk"): "grants.Opportunity",
    ("follow-*", "pk"): "grants.Opportunity",
    ("program-*", "key"): Fixed("stop"),
    ("api-program-detail", "key"): Fixed("stop"),
    ("federal-contact-edit", "agency"): Fixed("ovw"),
    ("administrator-edit", "state"): Fixed("TX"),
    ("administrator-edit", "program"): Fixed("stop"),
    ("outcome-*", "pk"): "grants.Referral",
    ("question-*", "key"): Fixed("a-key-that-opens-nothing"),
    ("question-link-outcome", "pk"): Fixed("1"),
    ("guidance-*", "pk"): Named("grants.Question", "request_id"),
    ("guidance-replied", "note"): "grants.Note",
    ("api-guidance-request-detail", "asked"): Named("grants.GuidanceRequest", "asked"),
    ("answer-template-edit", "pk"): "grants.AnswerTemplate",
    ("answer-template-retire", "pk"): "grants.AnswerTemplate",
    ("gap-*", "gap"): Fixed("SHELTER-RURAL-48113"),
    ("api-gap-detail", "gap"): Fixed("SHELTER-RURAL-48113"),
}
"""What a route's argument means where its name does not say it: a model's rows, by primary key or by another column
(`Named`), an office, or something fixed.

`pk` of a route that is named for its noun (`absence-close`, `api-response-detail`) is a row of that model.
"""


@dataclass(frozen=True)
class Route:
    """One address pattern."""

    path: str
    pattern: URLPattern = field(compare=False, hash=False)

    @property
    def name(self) -> str:
        return self.pattern.name or self.path

    @property
    def permission(self) -> Permission | None:
        return declared(self.pattern.callback)

    @property
    def is_api(self) -> bool:
        return self.path.startswith("api/")

    @property
    def arguments(self) -> dict[str, str]:
        """By name, each with the kind of value that the address takes."""
        pattern = self.pattern.pattern
        if isinstance(pattern, RoutePattern):
            return {n: type(c).__name__.removesuffix("Converter").lower() for n, c in pattern.converters.items()}
        return dict.fromkeys(pattern.regex.groupindex, "string")

    @property
    def has_an_object(self) -> bool:
        return any(not isinstance(meaning(self, name), Fixed) for name in self.arguments)

    def address(self, world: "World", which: str) -> str:
        values = {name: world.value(self, name, which) for name in self.arguments}
        try:
            return reverse(self.name, kwargs=values)
        except NoReverseMatch as error:
            raise AssertionError(f"The route {self.path} cannot be reversed by its name: {error}") from error


def routes() -> list[Route]:
    """Every route, each once: Spanish addresses are the same views again."""
    seen = {Route(path.removeprefix("^"), pattern) for path, pattern in every_route()}
    return sorted(seen, key=lambda route: route.path)


def meaning(route: Route, argument: str) -> Any:
    family = f"{route.name.partition('-')[0]}-*"
    for key in ((route.name, argument), (family, argument), ("*", argument)):
        if key in ARGUMENTS:
            return ARGUMENTS[key]
    by_noun = {model.__name__.lower(): model._meta.label for model in walled_models()}
    noun = route.name.removeprefix("api-").partition("-")[0]
    if argument == "pk" and noun in by_noun:
        return by_noun[noun]
    raise AssertionError(
        f"The route “{route.name}” ({route.path}) takes “{argument}”. "
        f"Say in tests/walk.py, ARGUMENTS, what it means: the label of a model, COURT, or Fixed(value)."
    )


@dataclass
class World:
    """The cast, committed, and a planted row per office in every table that has one."""

    people: dict[str, Person]
    keys: dict[tuple[Any, str], Any]
    """(label of the model or what it is named by, own or other) → primary key or name"""

    def value(self, route: Route, argument: str, which: str) -> Any:
        means = meaning(route, argument)
        if isinstance(means, Fixed):
            return means.value
        if means == COURT:
            return COURTS[which]
        nobody = NOBODY[route.arguments[argument]]
        return self.keys.get((means, which), nobody) if which != MISSING else nobody


CAST = {
    "alma": (Role.SPECIALIST, OWN), "lena": (Role.LEADERSHIP, OWN), "olga": (Role.OFFICER, OWN),
    "vic": (Role.STAFF, OWN), "otis": (Role.SPECIALIST, OTHER), "leo": (Role.LEADERSHIP, OTHER),
    "erin": (Role.EOUSA, ""), "rhea": (Role.EOUSA_READER, ""), "oren": (Role.OARM, ""), "opal": (Role.OPERATOR, ""),
    "pia": (Role.MANAGER, ""), "ada": (Role.ADVOCATE, ""),
}  # fmt: skip
AN_HOUR = 60 * 60
VISITOR = "visitor"
EVERYONE = [*CAST, VISITOR]


def role_of(who: str) -> Role:
    return CAST[who][0] if who in CAST else Role.VISITOR


def build(urls: dict[str, str]) -> World:
    """Commit the cast and the planted rows. `servers.wipe` takes them away again."""
    organization = make.organization("Safe Harbor (invented)")
    people = {}
    for who, (role, which) in CAST.items():
        is_outside = role in {Role.MANAGER, Role.ADVOCATE}
        office = COURTS[which] if which else ""
        people[who] = make.member(who.title(), role, office=office, organization=organization if is_outside else None)
    Person.objects.filter(pk__in=[person.pk for person in people.values()]).update(seen_on=localdate())
    return World(people, plant(urls))


def plant(urls: dict[str, str]) -> dict[tuple[Any, str], Any]:
    """A row per office in every table with an office, its word in every text; also the rows of no office."""
    keys: dict[tuple[Any, str], Any] = {}
    other = psycopg2.connect(servers.admin_url(urls))
    with other, other.cursor() as cursor:
        for which, word in WORDS.items():
            rows = Rows(cursor, word)
            office = rows.office(COURTS[which])
            for model in walled_models():
                if "office_id" in columns(model):
                    keys[model._meta.label, which] = rows.of_office(model, office)
            keys["specialists.Directive", which] = rows.directive_of(keys["specialists.Response", which])
            seat = keys["partners.Seat", which]
            group = rows.named("group_id", apps.get_model("partners.Seat"), seat)
            keys["partners.WorkingGroup", which] = group
            for label in ("partners.Participant", "partners.Meeting", "partners.ActionItem", "partners.GroupPaper"):
                keys[label, which] = rows.insert(apps.get_model(label), group_id=group)
            for label in ("portal.Membership", "portal.Invitation"):
                keys[label, which] = rows.insert(apps.get_model(label), office_id=office)
            for name in {means for means in ARGUMENTS.values() if isinstance(means, Named)}:
                keys[name, which] = rows.named(name.column, apps.get_model(name.label), keys[name.label, which])
        keys["portal.Suppression", OWN] = Rows(cursor).insert(apps.get_model("portal.Suppression"))
        keys["specialists.RosterUpload", OWN] = Rows(cursor).insert(apps.get_model("specialists.RosterUpload"))
    other.close()
    return keys


def client_of(world: World, who: str) -> Client:
    """A browser in which the person is signed in and past every gate; the visitor's has nobody."""
    client = Client(raise_request_exception=False)
    if who in world.people:
        client.force_login(world.people[who].user, backend="portal.accounts.Backend")
        session = client.session
        session["demo"] = True
        begin(session, now=int(time()) + AN_HOUR)  # so that not every request notes that somebody is there
        session.save()
    return client


def token_client(world: World, who: str, scope: list[Permission]) -> Client:
    key = f"n94_{who}"
    ApiToken.objects.create(
        membership=Membership.objects.get(person=world.people[who]),
        name="walk",
        key_hash=hashlib.sha256(key.encode()).hexdigest(),
        scope=[str(permission) for permission in scope],
        expires_at=now() + timedelta(days=1),
    )
    return Client(raise_request_exception=False, headers={"Authorization": f"Bearer {key}"})


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """What a request does is rolled back, cookies included. It may open durable transactions, as in a TestCase."""
    cookies = deepcopy(client.cookies)
    atomic = transaction.atomic()
    atomic._from_testcase = True  # type: ignore[attr-defined]
    with atomic:
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


@contextmanager
def remembered() -> Iterator[None]:
    """Load each person who asks once: as every request is undone, nothing about the person changes between two."""
    load, kept = Backend.get_user, dict[Any, bytes]()

    def get_user(backend: Backend, user_id: Any) -> User | None:
        if user_id not in kept:
            kept[user_id] = pickle.dumps(load(backend, user_id))
        user: User | None = pickle.loads(kept[user_id])
        return user

    with patch.object(Backend, "get_user", get_user):
        yield


@contextmanager
def plain_refusals() -> Iterator[None]:
    """A refusal is its status alone: the page around it takes as long as the rest of the request."""

    def plainly(_request: HttpRequest, exception: Exception) -> HttpResponseForbidden:
        return HttpResponseForbidden(str(exception))

    with patch.object(addresses, "handler403", plainly, create=True):
        yield


@contextmanager
def unrendered() -> Iterator[None]:
    """A page is decided and prepared by its view, and stays empty: to write it takes longer than all before it.

    Mails and papers, which are written without a request, are whole.
    """
    whole = Template.render

    def render(template: Template, context: Any = None, request: HttpRequest | None = None) -> str:
        return whole(template, context) if request is None else ""

    with patch.object(Template, "render", render):
        yield


@lru_cache
def matrix() -> dict[Permission, frozenset[Role]]:
    """tests/access.csv: the access table a second time, as reviewed. Whoever changes one changes both."""
    with (Path(__file__).parent / "access.csv").open() as file:
        return {Permission(row["permission"]): frozenset(map(Role, row["roles"].split())) for row in DictReader(file)}
