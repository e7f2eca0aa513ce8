"""Money without an account, in a browser: without script at 400 % zoom in two languages; and the way out at once."""

from base64 import b64encode
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils.timezone import localdate, now
from django.utils.translation import override
from playwright.sync_api import BrowserContext, Page, expect

from grants.models import GuidanceRequest, Question, answering
from grants.models.answering import Pointer
from grants.models.asker_link import question_path
from grants.pointers import choices
from tests import walk
from tests.partners.log import at_office
from tests.walk import World

pytestmark = pytest.mark.browser
ZOOMED: dict[str, Any] = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
"""What 400 % zoom leaves of 1280 × 1024 pixels."""
GONE = "Failed to load resource: the server responded with a status of 410 (Gone)"
"""What a browser says of the page of an old link, which tells that the link is over."""
PLACE = "Yellowstone County, Montana"
KEEP = "localStorage.typed = sessionStorage.typed = 1, localStorage.length + sessionStorage.length"
LEFT = "localStorage.length + sessionStorage.length"
RAIN = b64encode(b"<h1>Rain</h1>").decode()


def answer(world: World, email: str, language: str) -> str:
    """The office answers the question that came with this address, and points to what fits; the link in its mail."""
    quin = world.people["quin"]
    with at_office(quin):
        question = Question.objects.get(email=email)
        asked = GuidanceRequest.objects.get(pk=question.request_id)
        assert question.language == language
        found = [one for one in choices(question, on=localdate(), at=now()) if one.is_fitting][:3]
        pointers = [Pointer(one.key, None, one.fit) for one in found]
        answering.answer(asked, text="412", referrals=pointers, by=quin, at=now())
    with override(language):
        return question_path(asked)


class Visit:
    """One person's window, with what the browser complains of and whom it asks."""

    def __init__(self, context: BrowserContext, address: str, prefix: str) -> None:
        self.page, self.prefix, self.wrong, self.seen = context.new_page(), prefix, list[str](), list[str]()
        self.page.on("console", lambda told: self.wrong.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("requestfailed", lambda request: self.wrong.append(f"not loaded: {request.url}"))
        self.host = urlsplit(address).netloc
        context.on("request", lambda request: self.note(request.url))

    def note(self, url: str) -> None:
        if urlsplit(url).netloc != self.host:
            self.wrong.append(f"somebody else was asked: {url}")

    def follow(self, path: str) -> None:
        """By the link on the page."""
        self.page.locator(f'main a[href^="{self.prefix}{path}"]').first.click()
        self.look(path)

    def send(self, path: str) -> None:
        """By the button of the form in the middle of the page."""
        self.page.locator("main form button[type=submit]").first.click()
        self.look(path)

    def look(self, path: str) -> None:
        """It is the page that was meant, and needs no sideways scrolling."""
        expect(self.page.locator("h1")).to_be_visible()
        here = urlsplit(self.page.url).path
        assert here.startswith(f"{self.prefix}{path}"), here
        assert self.page.locator("html").get_attribute("lang") == (self.prefix.strip("/") or "en")
        if self.page.evaluate("document.documentElement.scrollWidth > 320"):
            self.wrong.append(f"has to be scrolled sideways: {here}")
        self.seen.append(path)


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_the_first_page_to_what_became_of_it_without_script_at_four_times_the_size(
    language, world, scenes, signed_in, address, apart
) -> None:
    email = f"asker.{language}@example.test"
    visit = Visit(signed_in("visitor", java_script_enabled=False, **ZOOMED), address, "/es" * (language == "es"))
    page = visit.page
    page.goto(f"{visit.prefix}/")
    visit.look("/")

    visit.follow("/fit/")
    page.locator("select[name=kind]").select_option("SHELTER")
    visit.send("/fit/")
    visit.follow("/ask/")
    page.locator("input[name=place]").fill(PLACE)
    page.locator("select[name=need]").select_option("SHELTER")
    page.locator("input[name=email]").fill(email)
    visit.send("/ask/sent/")
    page.goto(apart(answer, world, email, language))
    visit.look("/q/")
    expect(page.get_by_role("main")).to_contain_text("412")
    page.locator('main a[href*="/outcome/"]').first.click()
    visit.look("/q/")
    assert "/outcome/" in page.url
    page.locator("main form").get_by_role("radio").nth(1).locator("xpath=following-sibling::label[1]").click()
    asked = page.locator("h1").inner_text()
    visit.send("/q/")

    expect(page.locator("h1")).not_to_have_text(asked)
    assert visit.wrong == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_programs_notices_days_and_an_old_link_work_without_script_at_four_times_the_size(
    language, scenes, signed_in, address
) -> None:
    visit = Visit(signed_in("visitor", java_script_enabled=False, **ZOOMED), address, "/es" * (language == "es"))
    page, notice = visit.page, f"/opportunities/{scenes['open_notice']}/"
    page.goto(f"{visit.prefix}/")

    visit.follow("/programs/")
    visit.follow("/programs/lav/")
    visit.follow(notice)
    visit.follow(f"{notice}calendar/")
    assert page.locator("main ol > li").count() > 1
    page.goto(f"{visit.prefix}/opportunities/")
    visit.follow(notice)
    page.goto(f"{visit.prefix}/deadlines/")
    page.locator("main input[name=deadline]").fill(f"{localdate() + timedelta(days=60)}")
    visit.send("/deadlines/")
    assert page.locator("main ol > li").count() > 1
    page.goto(f"{visit.prefix}{scenes['old_link']}")
    visit.look("/q/")
    visit.send("/q/")

    assert visit.wrong == [GONE]


# --- the way out -----------------------------------------------------------------------------------------------------
def rain(context: BrowserContext) -> Page:
    """A window in which weather.gov is a page of ours: no test asks anybody outside."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    said = {"responseCode": 200, "responseHeaders": [{"name": "Content-Type", "value": "text/html"}], "body": RAIN}

    def instead(asked: dict[str, Any]) -> None:
        wire.send("Fetch.fulfillRequest", {"requestId": asked["requestId"], **said})

    wire.on("Fetch.requestPaused", instead)
    wire.send("Fetch.enable", {"patterns": [{"urlPattern": f"{settings.LEAVE_URL}*"}]})
    return page


@pytest.mark.parametrize("which", ["ask", "link"])
def test_leaving_takes_everything_along(which, scenes, signed_in, address) -> None:
    """Back shows what was before: neither the page nor what was typed; nothing is left in the browser."""
    path = {"ask": "/ask/", "link": scenes["question_link"]}[which]
    context = signed_in("visitor")
    page = rain(context)
    page.goto("/programs/")
    page.goto(path)
    page.locator("main [name=text]").fill("Zanzibar beds")
    assert page.evaluate(KEEP) == 2
    assert context.cookies()
    page.locator("[data-leave]").click()
    page.wait_for_url(settings.LEAVE_URL)

    visited = context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    assert not [one["url"] for one in visited if path in one["url"]]
    assert [one for one in context.cookies() if one["domain"] == urlsplit(address).hostname] == []
    page.go_back()
    assert urlsplit(page.url).path == "/programs/"
    assert "Zanzibar" not in page.content()
    assert page.evaluate(LEFT) == 0


def test_leaving_without_script_ends_the_session(world, signed_in, address, apart) -> None:
    context = signed_in("nobody of the cast", java_script_enabled=False)
    name, page = settings.SESSION_COOKIE_NAME, rain(context)
    key = apart(walk.client_of, world, "ada").cookies[name].value
    ours = {"name": name, "value": key, "url": address}
    context.add_cookies([ours])
    page.goto("/own-questions/")
    expect(page.locator("h1")).not_to_contain_text("Sign")
    page.goto("/fit/")
    page.locator("[data-leave]").click()
    page.wait_for_url(settings.LEAVE_URL)

    assert context.cookies(ours["url"]) == []
    context.add_cookies([ours])
    page.goto("/own-questions/")
    assert "/sign-in/" in page.url
