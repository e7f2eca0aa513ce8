"""The shape of a page: nothing pushes it sideways, and a phone shows what tells one hat from another."""

import pytest
from django.template.loader import render_to_string

from portal.access import Role

pytestmark = pytest.mark.browser

LONG = "W" * 150
WRITE = """word => {
  for (const one of document.querySelectorAll("h1, h2, main p, main li span, main li b, main dd, main legend, .fact b"))
    one.append(word);
  for (const row of document.querySelectorAll("main tbody tr"))
    for (const cell of [row.cells[0], row.cells[1]]) (cell.querySelector("a") || cell).append(word);
}"""
PAGES = {
    "erin": [
        "/",
        "/people/",
        "/messages/",
        "/offices/",
        "/offices/txnd/",
        "/offices/txnd/staffing/",
        "/roster/",
        "/vacancies/",
        "/ladder/",
        "/ladder/dry-run/",
        "/messages/refused/",
        "/offices/txnd/staffing/contacts/new/",
    ],
    "lena": ["/", "/vacancies/", "/people/", "/account/"],
}
REACHES = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("width", [1280, 768, 390])
@pytest.mark.parametrize("who", PAGES)
def test_a_word_of_150_letters_pushes_no_page_sideways(who, width, world, signed_in) -> None:
    page = signed_in(who, viewport={"width": width, "height": 844}).new_page()
    reached = {}
    for path in PAGES[who]:
        page.goto(path)
        plain = page.evaluate(REACHES)
        page.evaluate(WRITE, LONG)
        assert LONG in page.content()
        reached[path] = plain, page.evaluate(REACHES)

    assert reached == dict.fromkeys(PAGES[who], (width, width))


def test_on_a_phone_the_hats_are_told_apart_and_the_header_is_low(world, signed_in) -> None:
    hats = [
        {"membership_id": 1, "role_label": Role.LEADERSHIP.label, "place": "D. Guam"},
        {"membership_id": 2, "role_label": Role.LEADERSHIP.label, "place": "D. N. Mar. I."},
    ]
    words = {"user": {"is_authenticated": True}, "hat": hats[0], "hats": hats, "csrf_token": "x"}
    page = signed_in("lena", viewport={"width": 390, "height": 844}).new_page()
    page.goto("/")
    switcher = render_to_string("components/who.html", words)
    page.evaluate("html => { document.querySelector('.header__who').outerHTML = html }", switcher)

    names = page.locator("#hat option").all_inner_texts()
    assert names == [f"{hat['place']} · US Attorney or First Assistant" for hat in hats]
    parts = [page.locator(f".header__who {one}") for one in ("select", "button >> nth=0", "button >> nth=1")]
    boxes = [box for part in parts if (box := part.bounding_box())]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    tops = [box["y"] for box in boxes]
    assert max(tops) - min(tops) < 10, "all in one line"
    assert page.evaluate("document.querySelector('.header__bar').offsetHeight") <= 96
