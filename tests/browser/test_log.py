"""The two-minute log in a browser: from the sign-in screen to the saved entry, and nothing typed is ever lost."""

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests import make
from tests.browser.loggers import Rows, answered, code, sign_in
from tests.browser.test_axe import WIDTHS, violations
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser

FORM = "/outreach/new/?new"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LONG = "Ünïcode 夜勤 👩🏽‍⚖️ “quoted” & <b>not bold</b>  two spaces\n\nthird line; ¿y además? — " * 40 + "the end"
PLANTED = "912-65-4387"


@pytest.fixture
def rows(urls: dict[str, str]) -> Rows:
    return Rows(urls)


class Hands:
    """A user who counts what the fingers do besides writing, and how long each page makes them wait."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.fields: set[str] = set()
        self.waits: list[float] = []

    def tap(self, where: Locator, field: str = "") -> None:
        self.presses += 1
        self.fields |= {field} - {""}
        where.tap()

    def key(self, name: str) -> None:
        self.presses += 1
        self.page.keyboard.press(name)

    def write(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    @property
    def told(self) -> str:
        return f"{len(self.waits)} pages, waited for: {', '.join(f'{wait:.2f} s' for wait in self.waits)}"

    def leads_to(self, address: str | re.Pattern[str]) -> Any:
        return answered(self.page, self.waits, address)


def in_main(page: Page) -> Locator:
    return page.get_by_role("main")


def first_entry(hands: Hands, email: str, secret: str, line: str) -> int:
    """The first entry of somebody new, on a phone: nothing is remembered, and the organization has to be typed.

    Gives how many presses it took to come in.
    """
    page = hands.page
    page.goto("/sign-in/")
    with hands.leads_to("**/sign-in/conditions/**"):
        hands.tap(page.get_by_role("link", name="Government sign-in"))
    with hands.leads_to("**/accounts/login/**"):
        hands.tap(page.get_by_role("button", name="I understand and agree"))
    hands.tap(page.get_by_label("Email"))
    hands.write(email)
    hands.tap(page.get_by_label("Password"))
    hands.write(make.PASSWORD)
    with hands.leads_to("**/2fa/authenticate/"):
        hands.key("Enter")
    hands.tap(page.get_by_label("Code"))
    hands.write(code(secret))
    with hands.leads_to(re.compile(r"/$")):
        hands.key("Enter")
    inside = hands.presses
    with hands.leads_to("**/outreach/new/"):
        hands.tap(in_main(page).get_by_role("link", name="Log outreach"))
    hands.tap(page.get_by_text("training", exact=True), "What")
    hands.tap(page.get_by_role("combobox").first, "Who")
    hands.write("second light")
    expect(page.locator("[role=option]").first).to_contain_text("Second Light Shelter")
    hands.key("Enter")
    hands.tap(page.get_by_text("4 access"), "Duty")
    hands.tap(page.get_by_label("In one line"), "Line")
    hands.write(line)
    with hands.leads_to("**/saved/"):
        hands.tap(page.get_by_role("button", name="Save", exact=True))
    return inside


def test_from_the_sign_in_screen_to_the_saved_entry(world, scenes, signed_in, rows) -> None:
    line = "Night staff trained on language access"
    hands = Hands(signed_in("nobody", **PHONE).new_page())
    inside = first_entry(hands, world.people["tess"].email, scenes["secrets"]["tess"], line)

    expect(in_main(hands.page)).to_contain_text(line)
    entry = rows.entry(line)
    assert entry is not None
    assert (entry["did"], entry["duty"]) == ("TRAINING", 4)
    print(f"\n{inside} presses to come in, {hands.presses} in all; {len(hands.fields)} fields, {hands.told}")  # noqa: T201 it is shown
    assert hands.presses <= 15
    assert len(hands.fields) <= 5


@pytest.mark.proof
def test_no_page_on_the_way_to_the_saved_entry_is_waited_for_longer_than_a_second(world, scenes, signed_in) -> None:
    """On a machine that does nothing else meanwhile."""
    hands = Hands(signed_in("nobody", **PHONE).new_page())
    first_entry(hands, world.people["thea"].email, scenes["secrets"]["thea"], "In time")

    print(f"\n{hands.told}")  # noqa: T201 it is shown
    assert max(hands.waits) < 1.0


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(FORM)
    return page


def fill(page: Page, line: str, narrative: str = LONG) -> None:
    """The five fields, and a long text behind “more details”."""
    page.locator("label", has_text=re.compile("^meeting$")).click()
    page.get_by_text("5 firearms").click()
    if page.get_by_role("combobox").count():
        page.get_by_role("combobox").fill("night bell")
        page.locator("[role=option]").filter(has_text="Night Bell Hotline").first.click()
    page.get_by_label("In one line").fill(line)
    if not page.locator("details.log__more").get_attribute("open"):
        page.locator("details.log__more > summary").click()
    page.get_by_label("Notes").fill(narrative)


def saved_as_draft(page: Page) -> None:
    expect(page.locator(".log__said")).to_contain_text("Saved as draft")
    expect(page.locator("form.log:not([data-unsaved])")).to_be_attached()


def typed(page: Page) -> tuple[str, str]:
    return page.get_by_label("In one line").input_value(), page.get_by_label("Notes").input_value()


def lf(text: str) -> str:
    """A form sends the ends of lines as CRLF."""
    return text.replace("\r\n", "\n")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_killed_tab_loses_nothing(world, signed_in) -> None:
    context = signed_in("tina")
    page = opened(context)
    fill(page, "Killed in the middle")
    saved_as_draft(page)
    with page.expect_response("**/drafts/save/"):
        page.get_by_label("Notes").press("End")
        page.keyboard.insert_text(" and 最後")
    kept = typed(page)
    page.close()

    again = context.new_page()
    again.goto("/outreach/new/")

    expect(in_main(again)).to_contain_text("Here again is your draft")
    assert typed(again) == kept
    assert typed(again)[1].endswith(" and 最後")
    assert again.get_by_label("Night Bell Hotline").is_checked()
    again.get_by_role("button", name="Throw it away and start afresh").click()
    expect(again.get_by_label("In one line")).to_have_value("")


def test_an_ended_session_loses_nothing(world, scenes, signed_in, rows) -> None:
    """Signed in again in another tab, by password and second factor, the first goes on by itself."""
    context = signed_in("tina")
    page = opened(context)
    fill(page, "Over the end of the session")
    saved_as_draft(page)
    rows.end_session(context)
    page.get_by_label("Notes").press("End")
    page.keyboard.insert_text("typed while signed out ✓")
    kept = typed(page)
    save(page)
    expect(page.locator("[data-trouble]")).to_contain_text("You are signed out. What you typed is safe on this page.")
    with context.expect_page() as other:
        page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in(other.value, world, scenes["secrets"], "tina")
    expect(in_main(other.value)).to_contain_text("You are signed in again.")

    page.wait_for_url("**/saved/")
    entry = rows.entry("Over the end of the session")
    assert entry is not None
    assert lf(entry["narrative"]) == kept[1]
    assert kept[1].endswith("typed while signed out ✓")


def test_a_cut_network_loses_nothing(world, signed_in, rows) -> None:
    context = signed_in("toby")
    page = opened(context)
    fill(page, "Over a cut network")
    saved_as_draft(page)
    context.set_offline(True)
    page.get_by_label("Notes").press("End")
    page.keyboard.insert_text("typed without a network ✓")
    save(page)
    expect(page.locator("[data-trouble]")).to_contain_text("No connection. Nothing is lost; this page tries again.")
    expect(page.locator(".log__said")).to_contain_text(re.compile("Kept until .*What you typed since is on this page"))
    page.get_by_label("Notes").press("End")
    page.keyboard.insert_text(" and more")
    kept = typed(page)
    assert kept[1].endswith("✓ and more")
    context.set_offline(False)

    page.wait_for_url("**/saved/")
    entry = rows.entry("Over a cut network")
    assert entry is not None
    assert lf(entry["narrative"]) == kept[1]


def test_a_network_that_says_it_is_back_too_early_is_tried_again_at_once(world, signed_in) -> None:
    """After a long cut the next try would be half a minute away, if the first one after it failed as well."""
    page = signed_in("toby").new_page()
    page.clock.install()
    page.goto(FORM)
    page.route("**/drafts/save/", lambda route: route.abort())
    page.get_by_label("In one line").fill("Back a moment later")
    for _try in range(7):
        with page.expect_event("requestfailed"):
            page.clock.run_for(31_000)
    with page.expect_event("requestfailed"):
        page.evaluate("dispatchEvent(new Event('online'))")
    page.unroute("**/drafts/save/")

    expect(page.locator(".log__said")).to_contain_text("Saved as draft", timeout=8_000)


def test_the_time_of_the_session_is_up_and_the_text_stays(world, signed_in, rows) -> None:
    """The warning that nobody answers signs out; without this page's word it would leave it."""
    context = signed_in("thea")
    page = context.new_page()
    page.clock.install()
    page.goto(FORM)
    page.get_by_label("In one line").fill("Left alone for a quarter of an hour")
    page.clock.run_for(1000)
    saved_as_draft(page)
    page.clock.fast_forward("14:30")
    page.clock.run_for(3000)

    expect(page.locator("[data-trouble]")).to_contain_text("You are signed out.")
    assert page.get_by_label("In one line").input_value() == "Left alone for a quarter of an hour"
    assert rows.ask("SELECT 1 FROM django_session WHERE session_key = %s", context.cookies()[0]["value"]) == []


def test_the_time_is_up_on_any_other_page_and_what_was_typed_comes_back(world, signed_in, rows) -> None:
    context = signed_in("theo")
    page = context.new_page()
    page.clock.install()
    page.goto("/barriers/new/")
    page.get_by_label("What is in the way?").fill("Nobody signs after five")
    page.clock.run_for(1000)
    page.clock.fast_forward("14:30")
    page.clock.run_for(40_000)

    expect(page.get_by_role("main")).to_contain_text("Not saved yet, and nothing is lost")
    assert page.locator("input[name=what]").input_value() == "Nobody signs after five"
    assert rows.ask("SELECT 1 FROM django_session WHERE session_key = %s", context.cookies()[0]["value"]) == []
    assert rows.ask("SELECT 1 FROM partners_barrier WHERE what = %s", "Nobody signs after five") == []


def test_somebody_else_s_sign_in_sends_nothing(world, signed_in, cookies, rows) -> None:
    context = signed_in("toby")
    page = opened(context)
    fill(page, "Typed by Toby", "his notes")
    saved_as_draft(page)
    session = {"name": "session", "value": cookies["tess"], "url": page.url.split("/outreach")[0]}
    context.clear_cookies()
    context.add_cookies([session])
    save(page)

    expect(page.locator("[data-trouble]")).to_contain_text("Somebody else is signed in here now")
    assert rows.entry("Typed by Toby") is None


def test_refused_text_never_reaches_the_database(world, signed_in, rows) -> None:
    page = opened(signed_in("toby"))
    fill(page, "Without an identifier", f"Her SSN is {PLANTED}")
    expect(page.locator(".log__said")).to_contain_text("The text that is marked above is not in the draft.")
    save(page)
    expect(page.get_by_role("alert").first).to_contain_text("Social Security number")
    assert page.get_by_label("Notes").input_value() == f"Her SSN is {PLANTED}", "it stays in the browser"

    assert rows.holding("Without an identifier") == ["public.partners_draft"]
    assert rows.holding(PLANTED) == []


# --- without script -----------------------------------------------------------------------------------------------
@pytest.fixture
def plain(signed_in: Any) -> BrowserContext:
    made: BrowserContext = signed_in("tony", java_script_enabled=False)
    return made


def tick(page: Page) -> None:
    page.locator("label", has_text=re.compile("^call$")).click()
    page.get_by_text("2 ERPO").click()


def test_without_script_a_refused_form_comes_back_whole(plain, rows) -> None:
    page = opened(plain)
    page.get_by_label("In one line").fill("Refused at first")
    page.locator("details.log__more > summary").click()
    page.get_by_label("Notes").fill(LONG)
    page.get_by_label("Another organization").fill("Anne Arundel Sheriff Office")
    save(page)
    expect(in_main(page)).to_contain_text("Is it one of these?")
    assert typed(page) == ("Refused at first", LONG)
    tick(page)
    page.locator("label.usa-radio__label", has_text="Anne Arundel Sheriff").click()
    save(page)

    page.wait_for_url("**/saved/")
    entry = rows.entry("Refused at first")
    assert entry is not None
    assert lf(entry["narrative"]) == LONG
    expect(in_main(page)).to_contain_text("Anne Arundel Sheriff")


def test_without_script_an_ended_session_loses_nothing(world, scenes, plain, rows) -> None:
    page = opened(plain)
    tick(page)
    page.get_by_label("In one line").fill("Sent after the end")
    page.locator("details.log__more > summary").click()
    page.get_by_label("Notes").fill(LONG)
    page.get_by_label("Another organization").fill("Night Bell Hotline")
    rows.age_session(plain, 16 * 60)
    save(page)
    expect(in_main(page)).to_contain_text("nothing happened for 15 minutes")
    with plain.expect_page() as other:
        page.get_by_role("link", name="sign in (opens a new tab)").click()
    sign_in(other.value, world, scenes["secrets"], "tony")
    expect(in_main(other.value)).to_contain_text("You are signed in again.")
    page.get_by_role("button", name="Continue: send it now").click()
    expect(in_main(page)).to_contain_text("You have signed in anew")
    page.get_by_role("button", name="Continue: send it now").click()

    page.wait_for_url("**/saved/")
    entry = rows.entry("Sent after the end")
    assert entry is not None
    assert lf(entry["narrative"]) == LONG


# --- the form itself ----------------------------------------------------------------------------------------------
def test_only_what_fits_the_kind_is_asked(world, signed_in) -> None:
    page = opened(signed_in("tara"))
    page.locator("details.log__more > summary").click()
    courts, listeners = page.get_by_label("court personnel"), page.get_by_label("People educated")
    page.locator("label", has_text=re.compile("^training$")).click()
    expect(courts).to_be_visible()
    expect(listeners).to_be_hidden()
    page.locator("label", has_text=re.compile("^education$")).click()
    expect(courts).to_be_hidden()
    expect(courts).to_be_disabled()
    expect(listeners).to_be_visible()
    page.get_by_label("Joint with another").select_option(label="S.D.N.Y.")
    page.get_by_text("the other office: it counts").click()
    expect(listeners).to_be_hidden()
    expect(in_main(page)).to_contain_text("The other office counts the people of this event")


def test_people_trained_are_summed_and_a_change_of_kind_says_what_is_left_out(world, signed_in) -> None:
    page = opened(signed_in("tara"))
    expect(page.get_by_label("court personnel")).to_be_hidden()
    page.locator("label", has_text=re.compile("^training$")).click()
    page.get_by_label("court personnel").fill("8")
    page.get_by_label("educators").fill("12")
    expect(page.locator("[data-total]")).to_have_text("20 people trained in all.")
    expect(page.locator("[data-dropped]")).to_have_text("")
    page.locator("label", has_text=re.compile("^education$")).click()
    expect(page.locator("[data-dropped]")).to_contain_text("counted at a training only: 20 are left out.")
    page.locator("label", has_text=re.compile("^training$")).click()
    expect(page.locator("[data-dropped]")).to_have_text("")
    assert page.get_by_label("educators").input_value() == "12"


def test_two_windows_on_one_draft_overwrite_nothing(world, signed_in) -> None:
    context = signed_in("tara")
    desk = opened(context)
    desk.get_by_label("In one line").fill("At the desk")
    saved_as_draft(desk)
    phone = context.new_page()
    phone.goto("/outreach/new/")
    expect(phone.get_by_label("In one line")).to_have_value("At the desk")
    with phone.expect_response("**/drafts/save/") as kept:
        phone.get_by_label("In one line").fill("On the phone")
    assert kept.value.status == 200
    with desk.expect_response("**/drafts/save/") as refused:
        desk.get_by_label("In one line").fill("At the desk again")
    assert refused.value.status == 409
    expect(desk.locator(".log__said")).to_contain_text("You typed on in another window.")
    with desk.expect_response("**/drafts/save/") as on:
        desk.get_by_label("In one line").fill("At the desk, and on")
    assert on.value.status == 200

    desk.goto("/outreach/drafts/")
    expect(in_main(desk)).to_contain_text("On the phone")
    expect(in_main(desk)).to_contain_text("At the desk, and on")
    desk.goto("/outreach/drafts/discard/")
    desk.get_by_role("button", name="Throw them away").click()


def test_a_new_organization_by_keyboard_alone(world, signed_in, rows) -> None:
    page = opened(signed_in("tara"))
    tab_to(page, "meeting")
    page.keyboard.press("Space")
    tab_to(page, "Another organization")
    page.keyboard.type("Blue Porch Center")
    expect(page.locator("[role=option]").last).to_contain_text("New organization: Blue Porch Center")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("combobox").first).to_have_attribute("aria-activedescendant", re.compile("_list_"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("What it is").first).to_be_focused()
    page.keyboard.type("shelter")
    tab_to(page, "5 firearms")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("1 trauma-informed")).to_be_checked()
    tab_to(page, "In one line")
    page.keyboard.type("Met the new center")
    tab_to(page, "Save")
    page.keyboard.press("Enter")

    page.wait_for_url("**/saved/")
    expect(in_main(page)).to_contain_text("Blue Porch Center")
    assert rows.entry("Met the new center")


def test_l_opens_the_log_from_anywhere(world, signed_in) -> None:
    page = signed_in("lena").new_page()
    page.goto("/account/")
    page.keyboard.press("l")
    page.wait_for_url("**/outreach/new/")


def test_every_state_keeps_every_rule_and_fits(world, signed_in) -> None:
    """Open, with names offered, with everything open, refused, and signed out; also by thumb at 390 pixels."""
    page = opened(signed_in("tara"))
    told: list[str] = []

    def look(state: str) -> None:
        for width, height in reversed(WIDTHS):
            page.set_viewport_size({"width": width, "height": height})
            told.extend(f"{state} at {width}: {broken}" for broken in violations(page))
            reach = page.evaluate("document.documentElement.scrollWidth")
            told.extend([f"{state} at {width}: it reaches to {reach}"] * (reach > width))

    look("open")
    small = page.evaluate(TOO_SMALL)
    page.get_by_role("combobox").fill("night")
    expect(page.locator("[role=option]").first).to_be_visible()
    look("names")
    page.keyboard.press("Escape")
    page.locator("details.log__more > summary").click()
    for part in page.locator("details.log__codes > summary, .picks__more > summary").all():
        part.click()
    look("everything")
    save(page)
    expect(page.get_by_role("alert").first).to_contain_text("Not saved yet")
    look("refused")

    assert told == []
    assert small == []


TOO_SMALL = """[...document.querySelectorAll(
    ".log .pick label, .log .usa-input, .log .usa-button, .log summary, .log .usa-select")]
  .filter(one => one.checkVisibility()).map(one => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44).map(([name, box]) => `${name}: ${box.width}x${box.height}`)"""


def test_the_scripts_of_the_form_are_small(world, signed_in) -> None:
    page = signed_in("tara").new_page()
    sizes = {}
    page.on("response", lambda answer: sizes.update({answer.url: answer}) if answer.url.endswith(".js") else None)
    page.goto(FORM)
    page.wait_for_load_state("networkidle")
    compressed = {url.rpartition("/")[2]: len(gzip.compress(answer.body())) for url, answer in sizes.items()}

    assert set(compressed) >= {"drafts.js", "typeahead.js", "outreach.js"}
    assert sum(compressed.values()) <= 12_000, compressed
