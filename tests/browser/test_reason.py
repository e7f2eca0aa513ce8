"""Free text in a browser: the reason is asked for while one types, by keyboard, and not again for what stands."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import violations
from tests.browser.test_keyboard import DOES_IT, tab_to

pytestmark = pytest.mark.browser
WHY = "Why does this have to stand here?"


def note(page: Page, key: int) -> None:
    page.goto(f"/partnerships/{key}/edit/")
    page.get_by_role("textbox", name="Note").focus()


def test_a_reason_is_asked_for_while_one_types_and_not_again(scenes, signed_in) -> None:
    page, key = signed_in("val").new_page(), scenes["partnership"]
    note(page, key)
    expect(page.get_by_label(WHY)).to_have_count(0)
    page.keyboard.insert_text("The front desk answers at 214-555-0142.")
    expect(page.get_by_label(WHY)).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("The front desk answers.")
    expect(page.get_by_label(WHY)).to_be_hidden()
    page.keyboard.insert_text(" Call 214-555-0142.")
    expect(page.get_by_label(WHY)).to_be_visible()

    tab_to(page, WHY)
    page.keyboard.insert_text("A public number.")
    tab_to(page, DOES_IT)
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/**")

    note(page, key)
    page.keyboard.press("Tab")
    page.wait_for_timeout(900)
    expect(page.get_by_label(WHY)).to_have_count(0)
    tab_to(page, DOES_IT)
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/**")
