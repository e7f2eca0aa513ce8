"""People who log outreach with a real sign-in, and what they leave in the database. Looked up by statements: while a
browser runs, the portal's own queries are forbidden in its thread."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.utils.timezone import now
from playwright.sync_api import BrowserContext, Page

from partners.models import Draft
from partners.models.draft import NEW
from portal.access import Role
from portal.models import Person
from tests import make, servers
from tests.partners.log import at_office, entry
from tests.walk import World

LOGGERS = {"tess": "mdd", "tina": "med", "tony": "mied", "toby": "miwd", "tara": "mnd", "thea": "moed", "theo": "mowd"}
"""Specialists, each of an office of their own."""
PLACES = ("Second Light Shelter", "Anne Arundel Sheriff", "Night Bell Hotline")


def build(world: World) -> dict[str, Any]:
    """Commit them, each with a password and a second factor. Gives the secrets."""
    secrets = {}
    quick = PBKDF2PasswordHasher()  # the server knows no quicker one; hashed anew at sign-in, it would end sessions
    password = quick.encode(make.PASSWORD, quick.salt())
    for who, court_id in LOGGERS.items():
        person = world.people[who] = make.member(who.title(), Role.SPECIALIST, office=court_id)
        person.user.password = password
        person.user.save()
        secrets[who] = generate_totp_secret()
        TOTP.activate(person.user, secrets[who])
    for name in PLACES:
        make.organization(name)
    return {"secrets": secrets} | left_open(world.people["tara"])


def left_open(person: Person) -> dict[str, Any]:
    """An entry that has just been saved, and another that was begun."""
    made = entry(person, organizations=[make.organization()])
    with at_office(person) as member:
        assert member.office
        typed: dict[str, Any] = {"key": uuid4(), "form": NEW, "fields": {"line": ["Half a sen"], "did": ["CALL"]}}
        Draft.objects.keep(office=member.office, by=person, at=now(), **typed)
        return {"logged": made.key, "typed": Draft.objects.get().pk}


STEP, IN_TIME = 30, 6


def code(secret: str) -> str:
    """What the authenticator shows now; shortly before it changes, the next."""
    rest = STEP - time.time() % STEP
    if rest < IN_TIME:
        time.sleep(rest)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // STEP)))


def sign_in(page: Page, world: World, secrets: dict[str, str], who: str) -> None:
    """From the sign-in screen on: conditions, password, second factor."""
    page.get_by_role("link", name="Government sign-in").click()
    page.get_by_role("button", name="I understand and agree").click()
    page.get_by_label("Email").fill(world.people[who].email)
    page.get_by_label("Password").fill(make.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Code").click()
    page.get_by_label("Code").fill(code(secrets[who]))
    page.keyboard.press("Enter")


class Rows:
    """The tables, asked as their owner."""

    def __init__(self, urls: dict[str, str]) -> None:
        self.url = servers.admin_url(urls)

    def ask(self, statement: str, *values: Any) -> list[Any]:
        return servers.as_owner(self.url, statement, list(values))

    def entry(self, line: str) -> dict[str, Any] | None:
        found = self.ask("SELECT to_jsonb(t) FROM partners_outreach t WHERE line = %s AND superseded_at IS NULL", line)
        return found[0][0] if found else None

    def end_session(self, context: BrowserContext) -> None:
        """As if it had been taken from the server."""
        self.ask("DELETE FROM django_session WHERE session_key = %s RETURNING 1", session_of(context))

    def age_session(self, context: BrowserContext, seconds: int) -> None:
        """As if nothing had happened for so long."""
        key, store = session_of(context), SessionStore()
        kept = store.decode(self.ask("SELECT session_data FROM django_session WHERE session_key = %s", key)[0][0])
        kept["touched_at"] = int(time.time()) - seconds
        kept.setdefault("signed_in_at", kept["touched_at"])
        changed = "UPDATE django_session SET session_data = %s WHERE session_key = %s RETURNING 1"
        self.ask(changed, store.encode(kept), key)

    def holding(self, word: str) -> list[str]:
        """The tables in which a word stands anywhere."""
        tables = self.ask(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables "
            "WHERE schemaname IN ('public', 'audit')"
        )
        question = " UNION ALL ".join(
            f"SELECT '{name}' FROM {name} t WHERE t::text LIKE %s GROUP BY 1" for (name,) in tables
        )
        return [name for (name,) in self.ask(question, *[f"%{word}%"] * len(tables))]


def session_of(context: BrowserContext) -> str:
    return next(str(cookie["value"]) for cookie in context.cookies() if cookie["name"] == "session")


@contextmanager
def answered(page: Page, waits: list[float], leads_to: str | re.Pattern[str]) -> Iterator[None]:
    """Measures how long what is pressed inside takes until the page stands that it leads to."""
    began = time.perf_counter()
    yield
    page.wait_for_url(leads_to)
    page.wait_for_load_state("load")
    waits.append(time.perf_counter() - began)
