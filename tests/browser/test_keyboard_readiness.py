"""Family 19: the grid of relinquishment is filled by keyboard alone, one letter to a link."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_keyboard import DOES_IT, tab_to

pytestmark = pytest.mark.browser


def test_fill_the_grid_by_keyboard_without_script(world, signed_in) -> None:
    page = signed_in("alma", java_script_enabled=False).new_page()
    page.goto("/readiness/edit/")
    page.locator("[name='922G8-IDENTIFY']").focus()
    page.keyboard.type("t")
    for _ in range(3):  # at most a link to the details stands between two controls
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "922G9-IDENTIFY":
            break
    page.keyboard.type("c")
    tab_to(page, DOES_IT)
    page.keyboard.press("Enter")

    page.wait_for_url("**/readiness/")
    page.goto("/readiness/edit/")
    expect(page.locator("[name='922G8-IDENTIFY']")).to_have_value("TRAINED")
    expect(page.locator("[name='922G9-IDENTIFY']")).to_have_value("CHECKED")
