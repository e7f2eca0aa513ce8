"""Family 19: every page × role × two widths by the rules of axe, none switched off; reflow, print, complaints."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from django.urls import resolve
from playwright.sync_api import BrowserContext, Page

from portal.launch.assets import MODULES
from tests import walk
from tests.walk import OWN, Route, World

pytestmark = pytest.mark.browser
NARROWEST = 320
Widths = tuple[tuple[int, int], ...]
Known = defaultdict[int, set[str]]
WIDTHS: Widths = ((1280, 900), (390, 844))
"""WCAG 1.4.10: what 400 % zoom leaves of 1280 pixels."""
RUN = """async known => {
  const kind = one => [one.tagName, one.className, one.type, one.ariaCurrent].join();
  const kinds = part => [...new Set([part, ...part.querySelectorAll("*")].map(kind))].sort().join(" ");
  const around = [...document.body.children].filter(one => !one.matches("main, script"));
  const shapes = around.map(part => document.documentElement.lang + kinds(part));
  const exclude = around.filter((_part, place) => known.includes(shapes[place]));
  const found = await axe.run({exclude}, {resultTypes: ["violations"]});
  return [found.violations, shapes];
}"""
"""Every rule over the page; of what stands around `main`, what is not made of the same kinds of elements as before."""
SHORT = ["visitor", "erin", "lena", "oren", "pia"]
"""In short, each page is looked at as the first of these who gets to see it; `make proof` looks as everybody."""
SHOWS_EACH_SOMETHING_ELSE = {
    "home", "account", "find", "office-detail", "office-staffing", "member-list", "vacancy-list", "vacancy-detail",
    "nomination-list", "nomination-detail", "directive-list", "directive-detail", "response-detail",
    "account_change_password", "account_reauthenticate",
}  # fmt: skip
"""Looked at as each of them also in short."""
ENDS_THE_VISIT = {"leave", "account_logout"}
FETCHED = {"roster-template", "roster-refused", "calendar-feed", "health-ready", "report-pdf",
           "upload-template", "case-count-template", "administrator-template"}  # fmt: skip
"""Answers with a file, or leads away: nothing to look at."""
LEFT = "/groups/{left_group}/meetings/new/"
"""Whoever has left a group is told so with the status 404; of this route the page itself is seen elsewhere."""
ON_CONDITION = [
    ("wes", LEFT),
    ("wes", "/action-items/{done_item}/reopen/"),
    ("akd", "/vacancies/{gap}/"),
    ("akd", "/vacancies/{gap}/moves/new/?step=LACK_BUDGET"),
    ("akd", "/vacancies/{gap}/moves/new/?step=REQUEST_SPECIAL"),
    ("akd", "/vacancies/{gap}/moves/new/?step=WITHDRAW"),
    ("ared", "/vacancies/{checks}/entry/"),
    ("arwd", "/vacancies/{entered}/"),
    ("arwd", "/vacancies/{entered}/designation/"),
    ("oren", "/vacancies/{entered}/extension/"),
    ("erin", "/vacancies/{special}/special/"),
    ("cacd", "/vacancies/{designated}/"),
    ("caed", "/nominations/{prepared}/"),
    ("caed", "/nominations/{prepared}/edit/"),
    ("caed", "/nominations/{prepared}/sending/"),
    ("azd", "/vacancies/{special}/undo/"),
    ("oren", "/nominations/{sent}/"),
    ("oren", "/nominations/{sent}/claim/"),
    ("oren", "/nominations/{sent}/approval/"),
    ("oren", "/nominations/{sent}/decline/"),
    ("oren", "/nominations/{sent}/reference/"),
    ("casd", "/nominations/{taken}/"),
    ("oren", "/nominations/{taken}/"),
    ("oren", "/nominations/{taken}/release/"),
    ("oren", "/nominations/{taken}/return/?reason=DOCUMENT_MISSING"),
    ("cod", "/nominations/{returned}/"),
    ("oren", "/nominations/?state=all"),
    ("erin", "/vacancies/?which=all"),
    ("erin", "/directives/new/?template=memo"),
    ("erin", "/directives/new/?template=emergency"),
    ("erin", "/directives/{draft}/"),
    ("erin", "/directives/{draft}/edit/"),
    ("erin", "/directives/{draft}/issue/?audience=chosen&office=flnd&office=hid"),
    ("erin", "/directives/{directive}/"),
    ("erin", "/responses/{response}/"),
    ("flnd", "/directives/{directive}/"),
    ("flnd", "/responses/{response}/answer/"),
    ("gamd", "/"),
    ("visitor", "{link}"),
    ("visitor", "/opportunities/{open_notice}/"),
    ("visitor", "/es/opportunities/{open_notice}/calendar/"),
    ("visitor", "{used_link}"),
    ("visitor", "{reply}"),
    ("visitor", "{used_reply}"),
    ("erin", "/people/{dee}/hand-over/"),
    ("erin", "/hand-overs/{briefing}/"),
    ("visitor", "/invitations/{invitation}/"),
    ("nora", "/sign-in/no-role/"),
    ("erin", "{skipping}"),
    ("erin", "{sending}"),
    ("erin", "/ladder/SILENT/2/edit/?days=5"),
    ("erin", "/ladder/dry-run/?on={day}"),
    ("erin", "/askings/new/?office=ksd"),
    ("ksd", "/messages/"),
    ("ksd", "/offices/ksd/staffing/"),
    ("ella", "/outreach/"),
    ("ella", "/outreach/?did=TRAINING&topic=ERPO"),
    ("ella", "/outreach/?words=unheard"),
    ("ella", "/outreach/{entry}/"),
    ("ella", "/outreach/{entry}/edit/"),
    ("ella", "/outreach/{entry}/delete/"),
    ("ella", "/outreach/{gone}/"),
    ("ella", "/outreach/{gone}/restore/"),
    ("ella", "/gaps/"),
    ("ella", "/gaps/?state=ACCEPTED"),
    ("ella", "/gaps/{lack}/"),
    ("ella", "/gaps/{lack}/own/"),
    ("ella", "/gaps/{lack}/accept/"),
    ("ella", "/gaps/{accepted}/"),
    ("ella", "/gaps/{accepted}/reopen/"),
    ("tara", "/outreach/new/"),
    ("tara", "/outreach/{logged}/saved/"),
    ("tara", "/outreach/drafts/"),
    ("tara", "/outreach/drafts/{typed}/discard/"),
    ("val", "/organizations/?whose=all&language=ASE"),
    ("val", "/organizations/{partner}/"),
    ("val", "/organizations/{partner}/edit/"),
    ("val", "/organizations/{partner}/verify/"),
    ("val", "/organizations/{partner}/readers/"),
    ("val", "/organizations/{partner}/contacts/"),
    ("val", "/organizations/{tribe}/"),
    ("val", "/organizations/{double}/merge/"),
    ("val", "/organizations/{double}/merge/?into={partner}"),
    ("val", "/organizations/{merged}/"),
    ("val", "/organizations/{merged}/take-apart/"),
    ("val", "/partnerships/{partnership}/edit/"),
    ("val", "/partnerships/{partnership}/end/"),
    ("val", "/partnerships/{partnership}/people/new/"),
    ("val", "/named-contacts/{known}/edit/"),
    ("val", "/named-contacts/{known}/end/"),
    ("erin", "/organizations/{partner}/"),
    ("mia", "/"),
    ("mia", "/our-entry/"),
    ("mia", "/our-entry/edit/"),
    ("mia", "/shared/{theirs}/done/"),
    ("mia", "/shared/{done}/not-done/"),
    ("mia", "/barriers/{barrier}/"),
    ("mia", "/barriers/{barrier}/answer/"),
    ("wes", "/barriers/{barrier}/"),
    ("wes", "/barriers/{gone_barrier}/"),
    ("mia", "/notice-forms/{notice}/"),
    ("mia", "/notice-forms/{notice}/reply/"),
    ("wes", "/notice-forms/{notice}/"),
    ("mia", "/groups/{group}/"),
    ("mia", "/meetings/{meeting}/"),
    ("mia", "/papers/{paper}/"),
    ("mia", "/action-items/{owed_item}/done/"),
    ("mia", "/action-items/{kept_item}/reopen/"),
    ("mia", "/participants/{participant}/edit/"),
    ("mia", "/seats/{seat}/end/"),
    ("mia", "/people/"),
    ("mia", "/people/{colleague}/end/"),
    ("mia", "/people/{colleague}/hand-over/"),
    ("mia", "/invitations/{asked_colleague}/withdraw/"),
    ("visitor", "/invitations/{colleague_link}/"),
    ("wes", "/case-counts/?quarter={counted}"),
    ("wes", "/case-counts/history/"),
    ("tia", "/our-entry/"),
    ("tia", "/our-entry/proposals/{proposal}/"),
    ("visitor", "{entry_link}"),
    ("visitor", "{entry_link}edit/"),
    ("visitor", "{tribe_link}proposals/{proposal}/"),
    ("nils", "/"),
    ("nils", "/week/?closed={closed}"),
    ("nils", "/steps/?state=all&side=THEIRS"),
    ("nils", "/steps/new/?entry={told}"),
    ("nils", "/steps/{late}/"),
    ("nils", "/steps/{late}/drop/?from=week"),
    ("nils", "/steps/{late}/move/"),
    ("nils", "/steps/{awaited}/share/"),
    ("nils", "/steps/{queued}/take/"),
    ("nils", "/steps/{closed}/reopen/"),
    ("nils", "/partnerships/{unkept}/take/"),
    ("nils", "/outreach/{told}/share/"),
    ("iris", "/outreach/imports/"),
    ("iris", "/outreach/imports/{upload_read}/columns/"),
    ("iris", "/outreach/imports/{upload_checked}/"),
    ("iris", "/outreach/imports/{upload_checked}/names/"),
    ("iris", "/outreach/imports/{upload_checked}/write/"),
    ("iris", "/outreach/imports/{upload_checked}/discard/"),
    ("iris", "/outreach/imports/{upload_written}/"),
    ("wes", "/organizations/{lone}/manager/"),
    ("wes", "/organizations/{asked}/manager/"),
    ("wes", "/organizations/{lone}/ask/"),
    ("quin", "/questions/?state=all"),
    ("quin", "/questions/{consulted}/"),
    ("quin", "/questions/{consulted}/replied/{consultation}/"),
    ("quin", "/questions/{answered}/"),
    ("quin", "/questions/{open_question}/answer/?programs=lav&programs=stop"),
    ("quin", "/questions/{closed_question}/reopen/"),
    ("quin", "/answer-templates/{template}/"),
    ("erin", "/questions/{central}/return/"),
    ("visitor", "{question_link}"),
    ("visitor", "/es{question_link}"),
    ("visitor", "{outcome_link}"),
    ("visitor", "/es{outcome_link}"),
    ("ada", "/referrals/{own_referral}/outcome/"),
    ("quin", "/referrals/{own_referral}/record/"),
    ("quin", "/referrals/{own_referral}/withdraw/"),
    ("quin", "/guidance-funnel/"),
    ("visitor", "{old_link}"),
    ("visitor", "{ask_sent}"),
    ("ada", "/own-questions/{own_question}/"),
    ("visitor", "/fit/?kind=SHELTER&county=48085"),
    ("visitor", "/es/fit/?kind=COURT&form=NONPROFIT"),
    ("opal", "/"),
    ("opal", "/people/"),
]
"""Pages that show themselves, or all of themselves, only of rows in a certain state: by whom, and where."""
POSTED = {
    "readiness-still",
    "partnership-create",
    "own-entry-confirm",
    "entry-link-confirm",
    "sign-out-everywhere",
    "hat-switch",
    "session-touch",
    "demo-sign-in",
    "calendar-make",
    "draft-save",
    "text-check",
    "calendar-shut",
    "follow-create",
    "follow-end",
    "question-link-add",
    "question-link-renew",
    "guidance-own-add",
}
"""Takes a button's press and leads on."""
SECOND_FACTOR = "mfa_"
"""Pages of a partner's second factor open after a password only, so not to the sessions here: not looked at yet."""
GONE = 410
"""A link that has been used says so with this status."""


def axe() -> str:
    return (MODULES / "axe-core" / "axe.min.js").read_text()


@pytest.fixture
def signed_in(signed_in: Any) -> Any:
    """Windows in which every page has axe from its beginning: to carry it there afterwards took a fifth of the time."""

    def window(who: str) -> BrowserContext:
        context: BrowserContext = signed_in(who)
        context.add_init_script(script=axe())
        return context

    return window


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


@dataclass
class Looked:
    """What somebody has looked at already."""

    routes: set[Route] = field(default_factory=set)
    known: Known = field(default_factory=lambda: defaultdict(set))
    """By width, what stands around pages and was found good."""


@pytest.fixture(scope="module")
def seen() -> Looked:
    return Looked()


def visited(context: Any, routes: list[Route], world: World) -> Iterator[tuple[Page, Route, str, list[str]]]:
    """Each page that answers with a page of its own, opened; with what the browser complained of."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for route in routes:
        complaints.clear()
        address = route.address(world, OWN)
        response = page.goto(address)
        if response and response.status == 200 and "text/html" in response.headers.get("content-type", ""):
            yield page, route, address, complaints
    page.close()


def violations(page: Page, known: set[str] | None = None) -> list[str]:
    """`known`: shapes of what stands around the page that were found good at this width; what is good joins them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    known = set() if known is None else known
    found, shapes = page.evaluate(RUN, sorted(known))
    told = [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
    known |= set() if told else set(shapes)
    return told


def at_one_width(page: Page, what: str, turn: int, known: Known) -> Iterator[str]:
    """In short: the pages are looked at by turns, wide and narrow, and what is the same around many of them once."""
    yield from at_two_widths(page, what, (WIDTHS[turn % len(WIDTHS)],), known)


def at_two_widths(page: Page, what: str, widths: Widths = WIDTHS, known: Known | None = None) -> Iterator[str]:
    """What is wrong by the rules at each width; and whether the narrowest needs sideways scrolling."""
    for width, height in widths:
        page.set_viewport_size({"width": width, "height": height})
        around = None if known is None else known[width]
        yield from (f"{what} at {width}: {broken}" for broken in violations(page, around))
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    if page.evaluate("document.documentElement.scrollWidth > 320"):
        yield f"{what} at 320: has to be scrolled sideways"


def looked_at(
    context: Any, who: str, routes: list[Route], world: World, seen: Looked, *, is_long: bool = False
) -> list[str]:
    told, many = [], 0
    for page, route, address, complaints in visited(context, routes, world):
        many += 1
        seen.routes.add(route)
        what = f"{who} {address}"
        told += at_two_widths(page, what) if is_long else at_one_width(page, what, many, seen.known)
        told += [f"{who} {address}: the browser says “{complaint}”" for complaint in complaints]
    assert many > 4
    return told


@pytest.mark.parametrize("who", SHORT)
def test_every_page_keeps_every_rule_and_needs_no_sideways_scrolling(who, world, scenes, signed_in, seen) -> None:
    """In short, of a page that shows itself of rows in a certain state, that state alone, further down."""
    later = on_condition(scenes) - SHOWS_EACH_SOMETHING_ELSE
    new = [route for route in pages_of(who) if route.name not in later]
    new = [route for route in new if route not in seen.routes or route.name in SHOWS_EACH_SOMETHING_ELSE]
    told = looked_at(signed_in(who), who, new, world, seen)

    assert not told, "\n" + "\n".join(told)


@pytest.mark.proof
@pytest.mark.parametrize("who", walk.EVERYONE)
def test_every_page_of_every_role_keeps_every_rule(who, world, signed_in) -> None:
    told = looked_at(signed_in(who), who, pages_of(who), world, Looked(), is_long=True)

    assert not told, "\n" + "\n".join(told)


def test_every_page_with_conditions_keeps_every_rule(scenes, signed_in, seen) -> None:
    assert_on_condition(scenes, signed_in, seen.known)


@pytest.mark.proof
def test_every_page_with_conditions_keeps_every_rule_at_both_widths(scenes, signed_in) -> None:
    assert_on_condition(scenes, signed_in, None)


def assert_on_condition(scenes: Any, signed_in: Any, known: Known | None) -> None:
    """`known`: in short, at one width; without, at both."""
    told, window = [], windows(signed_in)
    for turn, (who, pattern) in enumerate(ON_CONDITION):
        (page, complaints), address = window(who), pattern.format(**scenes)
        complaints.clear()
        response = page.goto(address)
        assert response, address
        status = {scenes["used_link"]: GONE, scenes["old_link"]: GONE, LEFT.format(**scenes): 404}.get(address, 200)
        assert response.status == status, (who, address)
        what = f"{who} {address}"
        told += at_two_widths(page, what) if known is None else at_one_width(page, what, turn, known)
        told += [f"{what}: the browser says “{complaint}”" for complaint in complaints]

    assert not told, "\n" + "\n".join(told)


def windows(signed_in: Any) -> Callable[[str], tuple[Page, list[str]]]:
    """One page for each person, with what goes wrong in its scripts. A new window costs as much as a look."""

    @cache
    def window(who: str) -> tuple[Page, list[str]]:
        page, complaints = signed_in(who).new_page(), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.extend([message.text] * is_complaint(message)))
        return page, complaints

    return window


def is_complaint(message: Any) -> bool:
    """That a page is told with a status of its own is none."""
    return message.type == "error" and not message.text.startswith("Failed to load resource: the server responded")


def on_condition(scenes: Any) -> set[str]:
    """The names of their routes."""
    patterns = [pattern for _who, pattern in ON_CONDITION if pattern != LEFT]
    paths = [urlsplit(pattern.format(**scenes)).path.removeprefix("/es") for pattern in patterns]
    return {str(resolve(path).url_name) for path in paths}


def test_no_page_goes_unseen(world, scenes, signed_in, seen) -> None:
    """Each page is seen by somebody above with the status 200; one that never is has to join ON_CONDITION."""
    named = on_condition(scenes)
    asked = {who: signed_in(who).request for who in SHORT}
    unseen = []
    for route in dict.fromkeys(route for who in SHORT for route in pages_of(who)):
        looking = [who for who in SHORT if route in pages_of(who)]
        address = route.address(world, OWN)
        if route in seen.routes or route.name in named | POSTED or route.name.startswith(SECOND_FACTOR):
            continue
        if not any(asked[who].get(address, max_redirects=0).ok for who in looking):
            unseen.append(route.name)

    assert not unseen, "Seen by nobody: " + ", ".join(unseen)


@pytest.mark.parametrize(
    ("who", "pattern", "answer"),
    [
        ("erin", "/", "of 94 offices"),
        ("akd", "/vacancies/{gap}/", "Your office’s leadership has to find budget authority"),
        ("flnd", "/directives/{directive}/", "Your office has to name its budget authority"),
        ("erin", "/directives/{directive}/", "N.D. Fla."),
    ],
)
def test_pages_print_their_answer_and_nothing_to_press(who, pattern, answer, scenes, signed_in) -> None:
    page = signed_in(who).new_page()
    page.goto(pattern.format(**scenes))
    assert page.locator("main .acts a, main .acts button, main form button").first.is_visible()
    page.emulate_media(media="print")

    assert page.locator("h1").first.is_visible()
    assert answer in page.locator("main").inner_text()
    pressable = page.locator("nav, button, input:not([type=hidden]), select, textarea, .acts a, .quiet-acts a")
    assert [one for one in pressable.all() if one.is_visible()] == []


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_page_keeps_every_rule(status, signed_in, address) -> None:
    """As production shows it: the demonstration's server would show a developer's page."""
    body = render_to_string(f"{status}.html", {"LANGUAGE_CODE": "en"})
    page = signed_in("visitor").new_page()
    page.route("**/shown/", lambda route: route.fulfill(status=status, content_type="text/html", body=body))
    page.goto("/shown/")
    told = list(at_two_widths(page, str(status)))

    assert not told, "\n".join(told)


def test_a_missing_label_and_a_wide_line_would_be_told(world, signed_in) -> None:
    """The rules are really asked; around the page too, where something has come that was not there before."""
    page, known = signed_in("visitor").new_page(), Known(set)
    page.goto("/find/")
    assert list(at_two_widths(page, "/find/", known=known)) == []
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", "<input type=text>")
    page.evaluate(
        "html => document.querySelector('footer').insertAdjacentHTML('beforeend', html)",
        "<img src=/x.png><nobr>" + "w" * 99,
    )
    told = " ".join(at_two_widths(page, "/find/", known=known))

    assert all(f"at {width}: {rule}" in told for width, _ in WIDTHS for rule in ("label: ", "image-alt: "))
    assert "at 320: has to be scrolled sideways" in told
