"""The national board in a browser: on a phone, and while its filters apply without a new page."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROW = ".listing tbody tr:first-child"


def test_on_a_phone_a_row_keeps_to_its_first_facts(world, signed_in) -> None:
    page = signed_in("erin").new_page()
    page.goto("/")
    for width, shown in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 844})
        for label in ("State", "Circuit", "Answer since", "Last word"):
            expect(page.locator(f"{ROW} td[data-label='{label}']")).to_be_visible(visible=shown)
        expect(page.locator(f"{ROW} td[data-label='Answer']")).to_be_visible()
        expect(page.locator(f"{ROW} th")).to_be_visible()


def test_what_repeats_the_list_follows_its_filters(world, signed_in) -> None:
    page = signed_in("erin").new_page()
    page.goto("/")
    page.get_by_label("State", exact=True).select_option("TX")
    link = page.get_by_role("link", name="Mark the offices of this list as asked")
    expect(link).to_have_attribute("href", re.compile("state=TX"))

    page.get_by_label("As of", exact=True).fill("2026-05-05")
    expect(page.locator("h1")).to_contain_text("On May 5, 2026:")
    expect(link).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "label", "value", "query"),
    [
        ("/", "State", "TX", "state=TX"),
        ("/messages/", "State", "SENT", "state=SENT"),
        ("/messages/", "Kind", "mail", "kind=mail"),
        ("/messages/", "Since", "2026-05-05", "since=2026-05-05"),
    ],
)
def test_what_is_chosen_in_a_filter_stands_in_the_address(world, signed_in, path, label, value, query) -> None:
    page = signed_in("erin").new_page()
    page.goto(path)
    field = page.get_by_label(label, exact=True)
    if label == "Since":
        field.fill(value)
    else:
        field.select_option(value)

    expect(page).to_have_url(re.compile(rf"[?&]{query}(&|$)"))
