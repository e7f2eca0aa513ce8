"""Family 19: from gap to specialist by keyboard alone; and the mailed link without any script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import servers
from tests.browser.test_keyboard import DOES_IT, tab_to

pytestmark = pytest.mark.browser


def press(page: Page, name: str, leads_to: str | re.Pattern[str]) -> None:
    """Go to the thing of that name by Tab, press it, and wait for where it leads."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_url(leads_to)


def do_it(page: Page, leads_to: str | re.Pattern[str]) -> None:
    """Press the page's own button."""
    press(page, DOES_IT, leads_to)


def says(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)


# --- the office ------------------------------------------------------------------------------------------------------
def test_the_next_move_of_a_vacancy(scenes, signed_in) -> None:
    page = signed_in("ctd").new_page()
    page.goto(f"/vacancies/{scenes['to_move']}/")
    press(page, "Name the budget", "**/moves/new/?step=FIND_BUDGET")
    tab_to(page, "vacant slot")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("attrition")).to_be_checked()
    tab_to(page, "Note")
    page.keyboard.type("A retirement in May.")
    do_it(page, f"**/vacancies/{scenes['to_move']}/")

    says(page, "the office has to announce the position")
    says(page, "A retirement in May.")


def test_send_a_nomination_that_lacks_something(scenes, signed_in) -> None:
    page = signed_in("ded").new_page()
    page.goto(f"/nominations/{scenes['to_send']}/")
    press(page, "Send to OARM", "**/sending/")
    do_it(page, "**/sending/")
    says(page, "Tick this to send an incomplete package")
    tab_to(page, "Send it all the same")
    page.keyboard.press("Enter")  # the list of mistakes leads to what it is about
    page.keyboard.press("Space")
    do_it(page, f"**/nominations/{scenes['to_send']}/*")

    says(page, "The nomination is with OARM.")


# --- OARM ------------------------------------------------------------------------------------------------------------
def test_take_a_nomination_and_approve_it_with_conditions(scenes, signed_in) -> None:
    page = signed_in("oren").new_page()
    its_page = f"/nominations/{scenes['to_approve']}/"
    page.goto(its_page)
    tab_to(page, "Take it")
    page.keyboard.press("Enter")
    says(page, "The nomination is on your desk.")
    press(page, "Approve", "**/approval/")
    tab_to(page, "Conditions")
    page.keyboard.type("After the bar certificate.")
    do_it(page, f"**{its_page}")

    says(page, "The nomination is approved.")
    says(page, "After the bar certificate.")


def test_return_a_nomination_with_the_prepared_text(scenes, signed_in) -> None:
    page = signed_in("oren").new_page()
    its_page = f"/nominations/{scenes['to_return']}/"
    page.goto(its_page)
    press(page, "Return", "**/return/")
    tab_to(page, "a document is missing")
    page.keyboard.press("Space")
    do_it(page, "**/return/?reason=*")
    tab_to(page, "What the office has to mend")
    page.keyboard.press("Control+End")
    page.keyboard.type(" By Friday, please.")
    do_it(page, f"**{its_page}")

    says(page, "The nomination is returned.")
    says(page, "By Friday, please.")


# --- directives ------------------------------------------------------------------------------------------------------
def test_acknowledge_a_directive_signed_in(scenes, signed_in) -> None:
    page = signed_in("gand").new_page()
    page.goto("/directives/")
    press(page, "Name your specialist", f"**/directives/{scenes['to_read']}/")
    tab_to(page, "Acknowledge")
    page.keyboard.press("Enter")

    says(page, "Acknowledged. Nothing more is owed.")
    says(page, "Acknowledged by Uma Gand")


def test_issue_a_directive_from_the_template(scenes, signed_in) -> None:
    page = signed_in("erin").new_page()
    page.goto("/directives/")
    press(page, "Fill the specialist’s position", "**/new/?template=memo")
    tab_to(page, "Title")
    page.keyboard.press("Control+A")
    page.keyboard.type("Fill it in Ohio")
    do_it(page, re.compile(r"/directives/\d+/$"))
    says(page, "This is a draft.")
    press(page, "See who gets it", "**/issue/")
    expect(page.locator("h1")).to_contain_text(re.compile(r"Issue it to \d\d offices"))
    choose_ohio(page)
    press(page, "Issue it", re.compile(r"/directives/\d+/$"))

    says(page, "It is issued to 1 office.")
    says(page, "N.D. Ohio")


def choose_ohio(page: Page) -> None:
    """Open what is folded, tick one of 94, and look again at who gets it."""
    tab_to(page, "Send it to other offices")
    page.keyboard.press("Space")
    tab_to(page, "the offices without a specialist")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    tab_to(page, "N.D. Ohio")
    page.keyboard.press("Space")
    press(page, "Show who gets it", "**/issue/?*office=ohnd*")
    expect(page.locator("h1")).to_contain_text("Issue it to 1 office?")


@pytest.fixture
def kept(urls) -> Callable[[int], Any]:
    """What the database keeps of a response: who acknowledged it; and how many changes of any row there were."""
    return lambda pk: servers.as_owner(
        servers.admin_url(urls),
        "SELECT acknowledged_name, (SELECT count(*) FROM audit.event) FROM specialists_response WHERE id = %s",
        (pk,),
    )


def test_a_mailed_link_acts_when_pressed_and_never_when_opened(scenes, signed_in, kept) -> None:
    page = signed_in("visitor", java_script_enabled=False).new_page()
    before = kept(scenes["pressed"])
    for _ in range(3):
        page.goto(scenes["to_press"])
        says(page, "You answer as Uma Gamd")
    assert before[0][0] == ""
    assert kept(scenes["pressed"]) == before
    tab_to(page, "Acknowledge")
    page.keyboard.press("Enter")

    says(page, "Recorded. You may close this page.")
    says(page, "Acknowledged by Uma Gamd")
    assert kept(scenes["pressed"])[0][0] == "Uma Gamd"
    page.goto(scenes["to_press"])
    expect(page.get_by_role("button", name="Acknowledge")).to_have_count(0)


# --- handing over ----------------------------------------------------------------------------------------------------
def test_hand_over_what_one_has(scenes, signed_in) -> None:
    page = signed_in("dee").new_page()
    page.goto("/account/")
    press(page, "hand over", f"**/people/{scenes['dee']}/hand-over/")
    tab_to(page, "Who takes it over?")
    page.keyboard.type("Ned")
    tab_to(page, "What the successor should know")
    page.keyboard.type("Hawaii calls on Mondays.")
    do_it(page, "**/hand-overs/*/")

    says(page, "Handed over to Ned: 2 offices to watch.")
    says(page, "Hawaii calls on Mondays.")
