"""The week as somebody uses it: on a phone the log is the largest thing to press; done, undone and moved in place."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


def test_on_a_phone_the_log_is_the_largest_thing_to_press_and_what_is_due_follows(scenes, signed_in) -> None:
    page: Page = signed_in("nils", viewport=PHONE).new_page()
    page.goto("/")
    button = page.get_by_role("link", name="Log outreach", exact=True).last.bounding_box()
    first = page.locator("main h2").first.bounding_box()

    assert button is not None
    assert first is not None
    assert button["y"] + button["height"] < PHONE["height"]
    assert button["width"] > 300
    assert 64 <= button["height"] <= 96
    told = page.locator(".lead").bounding_box()
    assert told is not None
    assert 0 <= first["y"] - (told["y"] + told["height"]) <= 64
    others = [one.bounding_box() for one in page.locator("main .usa-button:not(.usa-button--big)").all()]
    assert others
    assert all(one is None or one["width"] * one["height"] < button["width"] * button["height"] for one in others)
    page.locator("summary", has_text="Move").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    sizes = [one.bounding_box() for one in page.locator(".promise button, .promise summary").all() if one.is_visible()]
    assert sizes
    assert all(size is not None and size["height"] >= 44 for size in sizes)


@pytest.mark.parametrize("has_script", [True, False])
def test_a_step_is_done_undone_and_moved_in_place(has_script, scenes, signed_in) -> None:
    page: Page = signed_in("nils", java_script_enabled=has_script).new_page()
    page.goto("/")
    page.get_by_role("button", name="Done: Call the clerk").click()
    expect(page.get_by_role("status").filter(has_text="“Call the clerk” is closed.")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("“Call the clerk” is open again.")).to_have_count(1)

    row = page.locator("li.promise", has_text="Call the clerk")
    row.locator("summary").click()
    row.get_by_label("New day").fill((localdate() + timedelta(days=1)).isoformat())
    row.get_by_role("button", name="Move it").click()

    expect(page.locator("main")).to_contain_text("“Call the clerk” is now due")
    row.locator("summary").click()
    row.get_by_label("New day").fill(localdate().isoformat())
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        row.get_by_role("button", name="Move it").click()


def test_the_letter_l_opens_the_log(scenes, signed_in: Any) -> None:
    page: Page = signed_in("nils").new_page()
    page.goto("/")
    page.keyboard.press("l")
    page.wait_for_url("**/outreach/new/")
