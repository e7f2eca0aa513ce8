"""Family 9: every form × every field × what nobody expects. No fault, and nothing that was typed is lost.

Forms are found on the pages themselves; a new one joins by itself.
"""

import html
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle, islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve

from tests import servers, walk
from tests.browser import scenes
from tests.browser.test_axe import ENDS_THE_VISIT, FETCHED, ON_CONDITION, POSTED, pages_of
from tests.walk import OWN, World

NASTY = {
    "nothing": "",
    "spaces": "   ",
    "a NUL": "before\x00after",
    "bidirectional marks": "right \u202eto left\u202c \u2066over\u2069",
    "a lone surrogate's escape": "\\ud800 %00 \ufffd",
    "markup": '<script>alert(94)</script><b title="\'">&amp;',
    "SQL": "'; DROP TABLE portal_office; --",
    "a header": "a line\r\nBcc: everybody@example.test",
    "a formula": '=HYPERLINK("x","y")',
    "a template": "{{ 7|add:7 }} {% now 'Y' %} %(name)s {0}",
    "emoji": "👩🏽‍⚖️ ZWJ\u200d family",
    "far off": "9999-12-31",
    "before all": "0001-01-01",
    "no day": "2026-02-30",
    "a huge number": "99999999999999999999",
    "less than nothing": "-1",
    "a fraction": "1.5e308",
    "not a number": "NaN",
    "another alphabet": "Ждать 等待 ٣٤",
    "long": "x" * 20_000,
}
HUGE = "z" * 1_000_000
SEEN_AGAIN = ("markup", "SQL", "another alphabet", "emoji")
"""What a text control shows again, letter for letter, when the form is refused."""
PEOPLE = ("alma", "lena", "olga", "erin", "oren", "pia", "ada", "visitor")


@pytest.fixture(autouse=True)
def _nobody_is_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form is tried here more often in a minute than anybody may ask in a day."""
    monkeypatch.setattr("grants.rates.is_within", lambda _who, _rates: True)


@dataclass
class Control:
    """One control of a form: its kind, its value, and what else may be chosen."""

    name: str
    kind: str
    value: str = ""
    is_on: bool = True
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form that posts: where to, and its controls."""

    action: str
    controls: list[Control] = field(default_factory=list)

    def filled(self) -> dict[str, list[str]]:
        """As a browser would send it when nobody touched it; what is empty and can be typed gets a word."""
        data: dict[str, list[str]] = {}
        for control in self.controls:
            if control.is_on and control.name:
                data.setdefault(control.name, []).append(control.value)
        return data


class Forms(HTMLParser):
    """Reads the forms inside <main> that post."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Form] = []
        self.is_inside = False
        self.form: Form | None = None
        self.is_pattern = False
        """Within a template, which no browser sends."""
        self.area: Control | None = None
        self.select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.is_inside = True
        self.is_pattern = self.is_pattern or tag == "template"
        if tag == "form" and self.is_inside and said.get("method", "").lower() == "post":
            self.form = Form(said.get("action", ""))
            self.found.append(self.form)
        if self.form is not None and not self.is_pattern:
            self.add_control(self.form, tag, said)

    def add_control(self, form: Form, tag: str, said: dict[str, str]) -> None:
        name, value, kind = said.get("name", ""), said.get("value", ""), said.get("type", "text")
        if tag == "input":
            is_on = kind not in {"checkbox", "radio", "file", "submit"} or "checked" in said
            form.controls.append(Control(name, kind, value or ("on" if kind == "checkbox" else ""), is_on))
        elif tag == "button":
            form.controls.append(Control(name, "button", value, False))
        elif tag == "textarea":
            self.area = Control(name, tag)
            form.controls.append(self.area)
        elif tag == "select":
            self.select = Control(name, tag)
            form.controls.append(self.select)
        elif tag == "option" and self.select is not None:
            self.select.choices.append(value)
            self.select.value = value if "selected" in said else self.select.value

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.is_inside = False
        if tag == "template":
            self.is_pattern = False
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


@pytest.fixture(scope="module")
def stage(urls: dict[str, str], django_db_blocker: Any) -> Iterator[tuple[World, dict[str, Any]]]:
    with django_db_blocker.unblock():
        world = walk.build(urls)
        made = scenes.build(world)
        yield world, made
        connection.close()
        servers.wipe(urls)


def addresses(who: str, world: World, made: dict[str, Any]) -> list[str]:
    """Every page that may hold a form of this person."""
    plain = [route for route in pages_of(who) if route.name not in POSTED]
    on_condition = [urlsplit(address.format(**made)).path for person, address in ON_CONDITION if person == who]
    return list(dict.fromkeys([route.address(world, OWN) for route in plain] + on_condition))


def forms_of(client: Client, address: str) -> list[tuple[str, Form]]:
    """The forms of a page, each with the address that it posts to."""
    with walk.undone(client):
        response = client.get(address)
    assert response.status_code < 500, f"{address}: {response.status_code}"
    if response.status_code != 200 or "text/html" not in response.headers.get("Content-Type", ""):
        return []
    reader = Forms()
    reader.feed(response.content.decode())
    return [(urlsplit(urljoin(address, form.action)).path, form) for form in reader.found if leads_on(address, form)]


def leads_on(address: str, form: Form) -> bool:
    """Whether the form posts to a page of ours that does not end the visit."""
    try:
        name = resolve(urlsplit(urljoin(address, form.action)).path).url_name
    except Resolver404:
        return False
    return name not in ENDS_THE_VISIT | FETCHED | POSTED


@dataclass
class Tries:
    """What has been tried already, so that in short each field gets another value than the last one of its kind."""

    fields: set[tuple[str, str]] = field(default_factory=set)
    """The name of the route that the form posts to, and the control."""
    by_kind: Counter[str] = field(default_factory=Counter)
    """How many fields of each kind; each takes the next of the values, so that together they take them all."""

    def turned(self, kind: str, number: int) -> list[tuple[str, str]]:
        start = self.by_kind[kind] * number
        self.by_kind[kind] += 1
        return list(islice(cycle(NASTY.items()), start % len(NASTY), start % len(NASTY) + number))


def tried(client: Client, who: str, address: str, number: int, tries: Tries) -> Iterator[str]:
    """Each field with so many nasty values; says what went wrong, and "" for each try that went well."""
    for target, form in forms_of(client, address):
        data = form.filled()
        data.pop("csrfmiddlewaretoken", None)
        for control in untried(target, form, tries):
            for what, value in tries.turned(control.kind, number):
                yield wrong_with(client, who, target, data | {control.name: [value]}, control, what)


def untried(target: str, form: Form, tries: Tries) -> list[Control]:
    """The form's controls that were not tried yet and are now; of many boxes with one name, one."""
    route = str(resolve(target).url_name)
    by_name = {control.name: control for control in form.controls}
    fresh = [each for name, each in by_name.items() if name not in {"", "csrfmiddlewaretoken"}]
    fresh = [each for each in fresh if (route, each.name) not in tries.fields]
    tries.fields |= {(route, each.name) for each in fresh}
    return fresh


def wrong_with(client: Client, who: str, target: str, data: dict[str, list[str]], control: Control, what: str) -> str:
    where = f"{who} {target} {control.name} = {what}"
    with walk.undone(client):
        response = client.post(target, data)
    if response.status_code >= 500:
        return f"{where}: {response.status_code}"
    is_shown_again = response.status_code in {200, 422} and "text/html" in response.headers.get("Content-Type", "")
    if is_shown_again and control.kind in {"text", "textarea"} and what in SEEN_AGAIN:
        page = html.unescape(response.content.decode())
        if f'name="{control.name}"' in page and NASTY[what] not in page:
            return f"{where}: what was typed is not in the answer"
    return ""


def tell(told: list[str], least: int) -> None:
    assert len(told) >= least, f"only {len(told)} tries: are the forms still found?"
    wrong = [each for each in told if each]
    assert not wrong, "\n" + "\n".join(wrong)


def everything(stage: tuple[World, dict[str, Any]], who: str, number: int, tries: Tries | None = None) -> list[str]:
    """What went wrong on each page. `tries`: what needs no second try; none: every field on every page."""
    world, made = stage
    client = walk.client_of(world, who)
    told = []
    for address in addresses(who, world, made):
        told += tried(client, who, address, number, tries or Tries())
    return told


@pytest.fixture(scope="module")
def tries() -> Tries:
    return Tries()


@pytest.mark.parametrize("who", PEOPLE)
def test_no_form_breaks_or_forgets(who, stage, tries, db) -> None:
    """In short each field of each form once, by the first who may, with one of the values, by turns."""
    tell(everything(stage, who, 1, tries), 0 if tries.fields else 2)


def test_together_they_were_tried_with_every_value(tries) -> None:
    """After those above."""
    if tries.fields:
        assert {kind for kind in ("text", "textarea", "select") if tries.by_kind[kind] < len(NASTY)} == set()


@pytest.mark.proof
@pytest.mark.parametrize("who", walk.EVERYONE)
def test_no_form_breaks_or_forgets_whatever_is_typed(who, stage, db) -> None:
    tell(everything(stage, who, len(NASTY)), 2)


def test_a_megabyte_in_a_field_is_no_fault(stage, db) -> None:
    """In short in the forms of every third page."""
    assert_no_fault_by_a_megabyte(stage, addresses("alma", stage[0], {})[::3])


@pytest.mark.proof
def test_a_megabyte_in_a_field_of_any_form_is_no_fault(stage, db) -> None:
    assert_no_fault_by_a_megabyte(stage, addresses("alma", stage[0], {}))


def assert_no_fault_by_a_megabyte(stage: tuple[World, dict[str, Any]], pages: list[str]) -> None:
    client = walk.client_of(stage[0], "alma")
    told = []
    for address in pages:
        for target, form in forms_of(client, address)[:1]:
            data = form.filled() | {control.name: [HUGE] for control in form.controls[:1] if control.name}
            with walk.undone(client):
                told.append("" if client.post(target, data).status_code < 500 else f"{target}: a fault")
    tell(told, 2)
