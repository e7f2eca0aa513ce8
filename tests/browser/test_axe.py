"""Family 19: every page × role × two widths by the rules of axe, none switched off; reflow, print, complaints."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from portal.launch.assets import MODULES
from tests import walk
from tests.walk import OWN, Route, World

pytestmark = pytest.mark.browser
WIDTHS = ((1280, 900), (390, 844))
RUN = "() => axe.run(document, {resultTypes: ['violations']})"
SHORT = ["visitor", "erin", "lena", "alma", "pia", "opal"]
LONG = [who for who in walk.EVERYONE if who not in SHORT]
ENDS_THE_VISIT = {"leave", "account_logout"}
FETCHED = {"roster-template", "roster-refused"}
"""Answers with a file, or leads away: nothing to look at."""


def axe() -> str:
    return (MODULES / "axe-core" / "axe.min.js").read_text()


def pages_of(who: str) -> list[Route]:
    """What the role may open and look at."""
    role = walk.role_of(who)
    found = []
    for route in walk.routes():
        is_page = (not route.is_api or route.name == "api-docs") and not route.path.startswith("dev/")
        may = route.permission and role in walk.matrix()[route.permission]
        if is_page and may and route.name not in ENDS_THE_VISIT | FETCHED:
            found.append(route)
    return found


def visited(context: Any, who: str, world: World) -> Iterator[tuple[Page, str, list[str]]]:
    """Each page that answers with a page of its own, opened; with what the browser complained of."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for route in pages_of(who):
        complaints.clear()
        address = route.address(world, OWN)
        response = page.goto(address)
        if response and response.status == 200 and "text/html" in response.headers.get("content-type", ""):
            yield page, address, complaints
    page.close()


def violations(page: Page) -> list[str]:
    page.evaluate(axe())
    found = page.evaluate(RUN)["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def looked_at(context: Any, who: str, world: World) -> list[str]:
    told, seen = [], 0
    for page, address, complaints in visited(context, who, world):
        for width, height in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            told += [f"{who} {address} at {width}: {broken}" for broken in violations(page)]
            seen += 1
        told += [f"{who} {address}: the browser says “{complaint}”" for complaint in complaints]
    assert seen > 8
    return told


@pytest.mark.parametrize("who", SHORT)
def test_every_page_keeps_every_rule(who, world, signed_in) -> None:
    told = looked_at(signed_in(who), who, world)

    assert not told, "\n" + "\n".join(told)


@pytest.mark.proof
@pytest.mark.parametrize("who", LONG)
def test_every_page_of_the_other_roles_keeps_every_rule(who, world, signed_in) -> None:
    told = looked_at(signed_in(who), who, world)

    assert not told, "\n" + "\n".join(told)


@pytest.mark.parametrize("who", ["visitor", "erin", "lena"])
def test_a_page_of_320_pixels_needs_no_sideways_scrolling(who, world, signed_in) -> None:
    """WCAG 1.4.10: the width that 400 % zoom leaves of 1280 pixels."""
    context = signed_in(who, viewport={"width": 320, "height": 640})
    wide = {
        address: page.evaluate("document.documentElement.scrollWidth")
        for page, address, _ in visited(context, who, world)
        if page.evaluate("document.documentElement.scrollWidth > 320")
    }

    assert wide == {}


def test_pages_print_their_answer_and_nothing_to_press(world, signed_in) -> None:
    page = signed_in("erin").new_page()
    page.goto("/")
    page.emulate_media(media="print")

    assert page.locator("h1").first.is_visible()
    assert not page.locator("nav").first.is_visible()


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_page_keeps_every_rule(status, signed_in, address) -> None:
    """As production shows it: the demonstration's server would show a developer's page."""
    body = render_to_string(f"{status}.html", {"LANGUAGE_CODE": "en"})
    page = signed_in("visitor").new_page()
    page.route("**/shown/", lambda route: route.fulfill(status=status, content_type="text/html", body=body))
    page.goto("/shown/")
    told = []
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        told += violations(page)

    assert not told, "\n".join(told)


def test_a_missing_label_would_be_told(world, signed_in) -> None:
    """The rules are really asked."""
    page = signed_in("visitor").new_page()
    page.goto("/find/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input type=text><img src=/x.png>')")

    assert {line.partition(":")[0] for line in violations(page)} >= {"label", "image-alt"}
