"""Family 19: the main jobs by keyboard alone, and the finder without any script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import make

pytestmark = pytest.mark.browser


FOCUSED = """(() => { const e = document.activeElement; return e === document.body ? "" :
    [e.innerText, e.value, e.getAttribute("aria-label"), e.labels && e.labels[0] && e.labels[0].innerText, e.type,
     e.matches("main button[type=submit]") ? DOES_IT : ""].filter(Boolean).join(" | ") })()""".replace(
    "DOES_IT", "'the button that does it'"
)
DOES_IT = "the button that does it"


def tab_to(page: Page, name: str, limit: int = 200) -> None:
    """Press Tab until the thing of that name has the focus, as somebody without a mouse does."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if name.lower() in page.evaluate(FOCUSED).lower():
            assert is_outlined(page), f"“{name}” has the focus and does not show it"
            return
    pytest.fail(f"Tab never reaches “{name}” on {page.url}")


def is_outlined(page: Page) -> bool:
    return bool(
        page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' })()"
        )
    )


def test_find_an_office_by_keyboard(world, signed_in) -> None:
    page = signed_in("visitor").new_page()
    page.goto("/find/")
    tab_to(page, "county")
    page.keyboard.type("Tarrant County, Texas")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/?*")
    tab_to(page, "Northern District of Texas")
    page.keyboard.press("Enter")

    page.wait_for_url("**/offices/txnd/*")
    expect(page.locator("h1")).to_contain_text("Northern District of Texas")


def test_find_an_office_without_script(world, signed_in) -> None:
    page = signed_in("visitor", java_script_enabled=False).new_page()
    page.goto("/find/")
    page.get_by_role("main").get_by_role("textbox").first.fill("Tarrant County, Texas")
    page.get_by_role("main").get_by_role("textbox").first.press("Enter")

    expect(page.get_by_role("main")).to_contain_text("Northern District of Texas")


def test_the_first_tab_leads_past_the_navigation(world, signed_in) -> None:
    page = signed_in("erin").new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")

    page.wait_for_url("**/#main")


def test_the_quick_exit_works_by_shift_three_times(world, signed_in) -> None:
    page = signed_in("visitor").new_page()
    page.goto("/find/")
    with page.expect_request(lambda request: "weather.gov" in request.url):
        for _ in range(3):
            page.keyboard.press("Shift")


def test_sign_in_by_keyboard(world, signed_in) -> None:
    page = signed_in("visitor").new_page()
    page.goto("/sign-in/")
    tab_to(page, "Partner sign-in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/login/**")
    tab_to(page, "email")
    page.keyboard.type(world.people["pia"].email)
    tab_to(page, "password (required)")
    page.keyboard.type(make.PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url(lambda url: "/accounts/login" not in url)
    expect(page.locator("body")).to_contain_text("Safe Harbor")


def test_ask_the_offices_by_keyboard(world, signed_in) -> None:
    page = signed_in("erin").new_page()
    page.goto("/?circuit=9")
    tab_to(page, "Mark the offices of this list as asked")
    page.keyboard.press("Enter")
    page.wait_for_url("**/askings/new/**")
    tab_to(page, DOES_IT)
    page.keyboard.press("Enter")

    page.wait_for_url(lambda url: "/askings/new" not in url)
    expect(page.locator("body")).to_contain_text(re.compile("asked", re.IGNORECASE))


ROSTER = b"""office,person,email,authority,kind,starts_on,ends_on
hid,Kai Moana,kai@example.test,AUSA,full time,2026-01-05,
"""


def test_upload_a_roster_by_keyboard(world, signed_in) -> None:
    page = signed_in("erin").new_page()
    page.goto("/roster/")
    tab_to(page, "file")
    page.locator("input[type=file]").set_input_files({"name": "r.csv", "mimeType": "text/csv", "buffer": ROSTER})
    tab_to(page, "Check the roster")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/roster/[0-9a-f-]{36}/"))
    expect(page.locator("main")).to_contain_text("Kai Moana")
    tab_to(page, "Apply")
    page.keyboard.press("Enter")
    page.wait_for_url("**/apply/")
    tab_to(page, DOES_IT)
    page.keyboard.press("Enter")

    page.wait_for_url(lambda url: "/apply/" not in url)
    expect(page.locator("main")).to_contain_text("1 row was written")
