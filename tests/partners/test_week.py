"""The first page of specialists and staff: what it answers first, what waits, by the office's own clock."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners import week as weeks
from partners.models import Draft, NextStep, Profile
from partners.models.draft import NEW
from partners.week import Counts, Waits, add_waiting, due_sentence
from portal.access import Role
from portal.models import Person
from portal.ownership import Line
from tests import make
from tests.make import DAY, NOW
from tests.partners import log
from tests.specialists import directives

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def promised(by: Person, days: int, text: str = "A promise", **facts: Any) -> NextStep:
    """Due so many days from today, written down two weeks ago."""
    return log.step(by, None, text, due_on=DAY + timedelta(days=days), on=DAY - 2 * WEEK, **facts)


def page_of(client: Any, address: str = "/") -> str:
    return str(client.get(address).content.decode())


def begun(by: Person, line: str = "A line begun") -> Draft:
    with log.at_office(by) as member:
        assert member.office
        Draft.objects.keep(office=member.office, by=by, key=uuid4(), form=NEW, fields={"line": [line]}, at=NOW)
        return Draft.objects.of_new_entries(by)[0]


# --- the sentence ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("this_week", "overdue", "said"),
    [
        (0, 0, "Nothing is due this week."),
        (1, 0, "1 next step is due this week."),
        (3, 1, "3 next steps are due this week, 1 is overdue."),
        (1, 2, "1 next step is due this week, 2 are overdue."),
        (0, 2, "2 next steps are overdue."),
        (0, 1, "1 next step is overdue."),
    ],
)
def test_the_answer_is_one_plain_sentence(this_week, overdue, said):
    assert due_sentence(Counts(overdue, this_week, 9, 9, 0)) == said


def test_it_opens_with_what_is_due_late_and_begun(client_of, alma, vic, shelter):
    for days in (0, 3, 6):
        promised(alma, days)
    promised(alma, -4)
    promised(alma, 20)
    promised(vic, 0, "of somebody else")
    promised(alma, -1, organization=shelter, side="THEIRS")
    begun(alma)

    page = page_of(client_of(alma))

    assert "3 next steps are due this week, 1 is overdue. A partner is late with 1. 1 draft waits.</h1>" in page
    assert "1 next step of yours is due later" in page
    assert "of somebody else" not in page


@pytest.mark.parametrize(("who", "has_it"), [("alma", True), ("vic", True), ("lena", False), ("olga", False)])
def test_it_is_the_first_page_of_specialists_and_staff_and_others_open_it(client_of, cast, who, has_it):
    client = client_of(cast[who])
    assert ("Nothing is due this week." in page_of(client)) == has_it
    assert "Nothing is due this week." in page_of(client, "/week/")
    assert ("Log outreach</a></p>" in page_of(client, "/week/")) == (who != "olga")


@pytest.mark.parametrize("who", ["erin", "oren", "pia", "opal"])
def test_nobody_else_has_one(client_of, cast, who):
    assert client_of(cast[who]).get("/week/").status_code == 403


def test_the_log_is_the_largest_thing_and_comes_before_every_list(client_of, alma):
    promised(alma, 0, "Call the clerk")
    main = page_of(client_of(alma)).partition('id="main"')[2]
    assert main.index('usa-button--big" href="/outreach/new/"') < main.index("<h2") < main.index("Call the clerk")
    assert main.count("usa-button--big") == 1


# --- the lists ---------------------------------------------------------------------------------------------------
def test_each_step_is_done_or_moved_in_place(client_of, alma):
    late, soon = promised(alma, -4, "Late one"), promised(alma, 2, "Soon one")
    page, client = page_of(client_of(alma)), client_of(alma)
    assert (
        page.index("Overdue</h2>") < page.index("Late one") < page.index("Due this week</h2>") < page.index("Soon one")
    )
    assert "due November 19, 4 days late" in page
    for step in (late, soon):
        assert f'action="/steps/{step.pk}/done/?from=week"' in page
        assert f'action="/steps/{step.pk}/move/?from=week"' in page

    moved = client.post(f"/steps/{late.pk}/move/?from=week", {"due_on": "2026-12-20"}, follow=True)

    assert moved.redirect_chain == [("/week/", 302)]
    assert "“Late one” is now due December 20." in moved.content.decode()
    assert client.post(f"/steps/{soon.pk}/move/?from=week", {"due_on": "2026-11-01"}).status_code == 422


def test_what_does_not_fit_is_counted_and_led_to(client_of, alma):
    for number in range(2 * weeks.SHOWN + 3):
        promised(alma, 0, f"step {number:02}")
    page = page_of(client_of(alma))
    assert f"{2 * weeks.SHOWN + 3} next steps are due this week." in page
    assert "3 more of yours are due" in page
    assert page.count('class="promise"') == 2 * weeks.SHOWN


def test_a_draft_is_gone_on_with_or_thrown_away_and_is_nobody_elses(client_of, alma, vic):
    draft = begun(alma, "Zanzibarq begun")
    page = page_of(client_of(alma))
    assert f"/outreach/new/?draft={draft.key}" in page
    assert f"/outreach/drafts/{draft.pk}/discard/" in page
    assert "saved Nov 23, 9 a.m." in page  # by the clock of Texas
    assert "Zanzibarq" not in page_of(client_of(vic))


def test_entries_that_nobody_has_confirmed_lead_to_their_partner(client_of, alma, vic, shelter):
    log.entry(alma, organizations=[shelter])
    with log.at_office(alma) as member:
        Profile.objects.create(
            organization=shelter, office=member.office, kind="SHELTER", recorded_by=alma,
            verified_on=DAY - timedelta(days=200),
        )  # fmt: skip
    assert "Entries to confirm with your partners" in page_of(client_of(alma))
    assert "Entries to confirm with your partners" not in page_of(client_of(vic))


def test_the_post_and_open_directives_stay_in_reach(client_of, alma, erin):
    directives.issue(erin, "txnd", title="Name your budget", due_on=DAY + WEEK)
    page = page_of(client_of(alma))
    assert "Name your budget" in page
    assert "/offices/txnd/staffing/" in page
    assert "Your office " in page


def test_what_a_later_app_lets_wait_stands_below_the_sentence_and_on_the_page(client_of, alma, vic, monkeypatch):
    monkeypatch.setattr(weeks, "_waiting", [])

    def questions(request: Any, day: Any) -> Waits | None:
        if request.person != alma:
            return None
        return Waits("2 questions from advocates wait.", "Questions", [Line(1, "Money for a van?", "/steps/")])

    add_waiting(questions)

    page = page_of(client_of(alma))
    assert "Nothing is due this week.</h1>" in page
    assert '<p class="sentence__more">2 questions from advocates wait.</p>' in page
    assert '<a href="/steps/">Money for a van?</a>' in page
    assert "advocates wait" not in page_of(client_of(vic))


def test_the_week_is_that_of_the_offices_own_zone(client_of, db):
    """At 9:30 on Monday in Guam it is still Sunday evening in Washington."""
    greta = make.member("Greta Guam", Role.SPECIALIST, office="gud")
    log.step(greta, None, "Due on Sunday", due_on=DAY - timedelta(days=1), on=DAY - WEEK)
    with time_machine.travel(datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Pacific/Guam")), tick=False):
        page = page_of(client_of(greta))
    assert "Monday, November 23, 2026" in page
    assert "1 next step is overdue." in page


def questions_of(client: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    return len(asked)


def test_the_page_asks_no_more_for_much_than_for_little(client_of, alma, vic):
    client = client_of(alma)
    client.get("/")
    little = questions_of(client)
    for number in range(7):
        partner = make.organization(f"Partner {number}")
        log.entry(alma, organizations=[partner], line=f"entry {number}")
        promised(alma, number - 3, organization=partner)
        promised(alma, number, organization=partner, side="THEIRS")
        begun(alma)
    assert questions_of(client) == little <= 34
