"""The one mail of a day: what it holds, for whom, how often, and that nothing for information moves a reminder."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from html import unescape
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import gazetteer, ladder, news
from portal.access import DatabaseRole, Role
from portal.calendar import CENTER, at_hour
from portal.ladder import Cause, Matter, Recipient, Rung, Said, Unit
from portal.models import (
    Information,
    Membership,
    Message,
    Preference,
    Suppression,
    coming,
    compose,
    plan,
    send_ahead,
)
from portal.news import Entry, Section
from portal.tenancy import acting_as
from tests import make, servers

MONDAY = make.DAY
SITE = "http://localhost:8000"


def on(days: int, hour: int = 9) -> Any:
    """An hour so many days after the Monday."""
    return at_hour(MONDAY + timedelta(days=days), hour, CENTER)


class World:
    """Causes of the test alone: what waits is what it says, and whom it tells."""

    def __init__(self) -> None:
        self.waiting: list[Matter] = []
        self.told: dict[str, list[Recipient]] = {}
        self.offices = {office.court_id: office.pk for office in gazetteer.offices().values()}

    def matters(self, cause, _day, offices):
        return [matter for matter in self.waiting if matter.office_id in offices and matter.cause == cause]

    def wait(self, court_id="txnd", about="thing:1", day=MONDAY, cause="TEST_A", **fields):
        self.waiting.append(Matter(cause, about, "1", day, day, self.offices[court_id], **fields))

    def found(self, audience):
        return lambda matters: dict.fromkeys(matters, self.told.get(audience, []))


def words(matter, rung, _day):
    codes = ["ACKNOWLEDGED", "HIRING", "NOT_ME"]
    title = f"Thing {matter.about} waits"
    return Said(title, f"Told by the rung of {rung.days} days.", "/offices/", "Open it", codes)


@pytest.fixture
def world(monkeypatch) -> World:
    made = World()
    monkeypatch.setattr(ladder, "_causes", {})
    monkeypatch.setattr(ladder, "_audiences", {})
    monkeypatch.setattr(news, "_tellers", [])
    rungs = (
        Rung(0, Unit.WORKING, "FIRST"),
        Rung(2, Unit.WORKING, "SECOND"),
        Rung(5, Unit.WORKING, "FIRST", is_weekly=True),
    )
    for order, key in enumerate(("TEST_A", "TEST_B")):
        only = partial(made.matters, key)
        ladder.join(Cause(key, f"Label of {key}", "something waits", rungs, only, words, order=order))
    for audience in ("FIRST", "SECOND"):
        ladder.join(ladder.Audience(audience, f"people of {audience}", made.found(audience)))
    return made


@pytest.fixture
def worker(transactional_db: None, urls: dict[str, str]) -> Iterator[Callable[[], None]]:
    """Call it to become the Celery worker's log-in."""
    yield lambda: servers.log_in(urls["DATABASE_WORKER_URL"])
    servers.log_in(urls["DATABASE_URL"])


def told(*entries):
    """News for everybody who is told news."""
    news.tell(lambda *_asked: entries)


def choose(person, information):
    with acting_as(DatabaseRole.OFFICE, person_id=person.pk):
        Preference.objects.choose(information=information, by=person)


def recipient(person):
    return Recipient(person.email, person.name, person.pk)


def run(at):
    plan(at=at)
    Message.objects.deliver_due(at=at)


def subjects(person=None):
    return [sent.subject for sent in mail.outbox if person is None or sent.to == [person.email]]


def rows(**narrowed):
    with acting_as(DatabaseRole.JOBS):
        return list(Message.objects.filter(**narrowed).order_by("created_at", "period"))


@contextmanager
def a_slow_server():
    """A server that answers too late; gives what was handed to it."""
    tried = []

    def send(_backend, messages):
        tried.extend((made.extra_headers["Message-ID"], made.body, html_of(made)) for made in messages)
        raise TimeoutError("the server is slow")

    with patch("django.core.mail.backends.locmem.EmailBackend.send_messages", send):
        yield tried


def html_of(sent):
    ((html, kind),) = sent.alternatives
    assert kind == "text/html"
    return html


def plain(html):
    """What a reader of the HTML reads, addresses in front of what is clicked."""
    html = re.sub(r"<head>.*?</head>", "", html, flags=re.DOTALL)
    html = re.sub(r'<a href="([^"]+)">(.*?)</a>', r"\2 \1", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", html))


def vocabulary(text):
    return sorted(set(re.findall(r"[^\s:;=-]\S*[^\s:;.]", text)) - {"--"})


# --- one mail ------------------------------------------------------------------------------------------------------
def test_however_many_rungs_are_due_it_is_one_mail_a_day(world, worker, lena):
    world.told = {"FIRST": [recipient(lena)], "SECOND": [recipient(lena)]}
    world.wait(about="thing:1", day=MONDAY - timedelta(days=4))
    world.wait(about="thing:2")
    world.wait(about="thing:3", cause="TEST_B")
    worker()

    for hour in (7, 9, 10, 15):
        run(on(0, hour))

    (sent,) = mail.outbox
    assert sent.subject == "N.D. Tex.: 3 things need you"
    assert sent.body.index("thing:1") < sent.body.index("thing:2") < sent.body.index("thing:3"), (
        "by cause, oldest first"
    )
    assert sent.body.count("Thing thing:1 waits") == 1
    assert {row.state for row in rows() if row.due_on} == {"SENT"}


def test_every_item_says_why_it_came_and_to_whom(world, worker, lena):
    world.told = {"FIRST": [recipient(lena)]}
    world.wait(about="thing:1")
    world.wait(about="thing:2")
    told(Entry(Section.NEW, "Something new", why="you are there."))
    worker()

    run(on(0))

    (sent,) = mail.outbox
    for text in (str(sent.body), plain(html_of(sent))):
        titles = re.findall(r"Thing thing:\d waits|Something new", text)
        assert len(titles) == 3
        assert text.count("You get this because") == 3
    assert "You get this because something waits. It goes to people of FIRST." in sent.body
    assert "You get this because you are there." in sent.body


def test_the_text_and_the_html_say_the_same(world, worker, lena):
    world.told = {"FIRST": [recipient(lena)]}
    world.wait()
    table = Entry(
        Section.CHANGED, "A table", "Some <b>words</b> & more.", "of your role.", f"{SITE}/board/", "See it",
        heads=["Office", "Days", "Last word"], rows=[["N.D. Tex.", "143", "asked"], ["D. Alaska", "7", "nothing"]],
    )  # fmt: skip
    told(table)
    worker()

    run(on(0))

    (sent,) = mail.outbox
    html = html_of(sent)
    head_of_the_rows = "Office"  # in the text each row begins with what it names
    assert [word for word in vocabulary(plain(html)) if word != head_of_the_rows] == vocabulary(sent.body)
    assert "N.D. Tex.; Days: 143; Last word: asked" in sent.body
    assert "&lt;b&gt;words&lt;/b&gt; &amp; more" in html
    assert "Some <b>words</b> & more." in sent.body
    assert '<html lang="en">' in html
    assert re.findall(r"<h(\d)", html) == ["1", "2", "3", "2", "3"]
    assert not re.search(r"<style|style=|<script|<img|\son\w+=", html)
    assert html.index("Demonstration, not a government site") < html.index("</body>")
    assert f"{SITE}/account/#how-often" in sent.body
    assert f"{SITE}/messages/" in sent.body


def test_a_contact_without_an_account_is_reminded_and_told_no_news(world, worker, lena):
    world.told = {"FIRST": [Recipient("staffing.txnd@example.test")]}
    world.wait()
    told(Entry(Section.NEW, "Something new"))
    worker()

    run(on(0))

    to = {sent.to[0]: sent.body for sent in mail.outbox}
    assert "Something new" in to[lena.email]
    body = to["staffing.txnd@example.test"]
    assert "Something new" not in body
    assert "Thing thing:1 waits" in body
    assert "You need no account to be reminded" in body
    assert "/account/" not in body


def test_a_second_attempt_sends_the_very_same_mail(world, worker, lena):
    world.told = {"FIRST": [recipient(lena)]}
    world.wait(about="thing:1")
    world.wait(about="thing:2")
    worker()
    with a_slow_server() as tried:
        run(on(0))
    world.waiting.pop()
    Message.objects.deliver_due(at=on(0, 11))

    (sent,) = mail.outbox
    assert tried == [(sent.extra_headers["Message-ID"], sent.body, html_of(sent))]
    assert "thing:2" in sent.body, "its words were written at the first attempt"


def test_a_matter_that_has_ended_is_called_off(world, worker, lena):
    choose(lena, Information.NEVER)
    world.told = {"FIRST": [recipient(lena)]}
    world.wait(about="thing:1")
    world.wait(about="thing:2")
    worker()
    plan(at=on(0, 7))
    world.waiting.pop()

    run(on(0))

    (sent,) = mail.outbox
    assert sent.subject == "N.D. Tex.: 1 thing needs you"
    assert {row.about: row.state for row in rows() if row.due_on} == {"thing:1": "SENT", "thing:2": "CANCELLED"}


def test_who_has_left_the_office_reads_nothing_of_it_and_the_next_rung_does_not_wait(world, worker, lena, otis):
    choose(lena, Information.NEVER)
    world.told = {"FIRST": [recipient(lena)], "SECOND": [recipient(otis)]}
    world.wait()
    worker()
    plan(at=on(0, 7))
    world.told["FIRST"] = []

    run(on(0))
    run(on(0, 10))

    assert [sent.to for sent in mail.outbox] == [[otis.email]]
    first = next(row for row in rows() if row.due_on and row.rung == 0)
    assert (first.state, first.reason) == ("NOBODY", "The reader is no longer one of those whom this rung tells.")


def test_two_offices_of_one_leader_come_in_one_mail_with_their_names(world, worker, lena):
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.create(person=lena, role=Role.LEADERSHIP, office=make.office("gud"))
    world.told = {"FIRST": [recipient(lena)]}
    world.wait("txnd", "thing:1")
    world.wait("gud", "thing:2", day=MONDAY - timedelta(days=1))
    worker()

    run(on(0))

    (sent,) = mail.outbox
    assert "N.D. Tex.: Thing thing:1 waits" in sent.body
    assert "D. Guam: Thing thing:2 waits" in sent.body


# --- from whom, to whom --------------------------------------------------------------------------------------------
STAFF = "staffing.txnd@example.test"


@pytest.mark.parametrize(("name", "greeting"), [("Ivan Tate", "Hello Ivan Tate,"), ("", "Hello,")])
def test_who_has_no_account_reads_who_writes_of_which_office_and_whom_to_ask(
    world, worker, monkeypatch, name, greeting
):
    asked = []

    def finder(offices):
        asked.append(set(offices))
        return dict.fromkeys(offices, "Erin Cole (erin@example.test)")

    monkeypatch.setattr(news, "_asked", [finder])
    world.told = {"FIRST": [Recipient(STAFF.upper(), name)], "SECOND": [Recipient("usa@example.test")]}
    world.wait()
    worker()

    run(on(0))

    (sent,) = mail.outbox
    assert sent.subject == "N.D. Tex.: 1 thing needs you"
    for text in (str(sent.body), plain(html_of(sent))):
        first, _, rest = text.partition("Needs you")
        assert greeting in first
        assert "Ninety-Four, the portal of EOUSA for the network of domestic violence specialists" in first
        assert "It writes about the US Attorney’s Office, Northern District of Texas." in first
        assert "Sign in: Open it" in rest
        assert "Without an account, or with a question, write to Erin Cole (erin@example.test)." in rest
        assert "the next to be reminded is, on Nov. 25, 2026: people of SECOND." in rest
    assert asked == [{world.offices["txnd"]}]


def test_without_a_desk_officer_it_says_who_can_give_an_account(world, worker):
    world.told = {"FIRST": [Recipient(STAFF)]}
    world.wait()
    worker()

    run(on(0))

    (sent,) = mail.outbox
    assert "Whoever leads the office, or EOUSA, can invite you." in sent.body


def test_who_has_an_account_reads_of_no_lack_of_one(world, worker, monkeypatch, lena):
    choose(lena, Information.NEVER)
    monkeypatch.setattr(news, "_asked", [lambda offices: dict.fromkeys(offices, "Erin Cole")])
    world.told = {"FIRST": [recipient(lena)]}
    world.wait()
    worker()

    run(on(0))

    (sent,) = mail.outbox
    assert f"Hello {lena.name}," in sent.body
    assert "Questions? Write to Erin Cole." in sent.body
    assert not re.search("Sign in:|ithout an account", str(sent.body))


def test_the_next_who_is_named_can_be_reached(world, worker):
    world.told = {"FIRST": [Recipient(STAFF)]}
    world.wait()
    worker()

    run(on(0))

    (sent,) = mail.outbox
    assert "the next to be reminded is, on Nov. 25, 2026: people of FIRST." in sent.body, "the second finds nobody"
    assert "people of SECOND" not in sent.body


def test_a_reminder_sent_before_its_day_says_so_and_another_does_not(world, worker, urls, erin, otis):
    choose(otis, Information.NEVER)
    world.told = {"FIRST": [Recipient(STAFF)], "SECOND": [recipient(otis)]}
    world.wait()
    worker()
    run(on(0))
    servers.log_in(urls["DATABASE_URL"])
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        (one,) = coming(on(0, 10), offices={world.offices["txnd"]}, causes={"TEST_A"})
        send_ahead(one, by=erin, at=on(0, 10))
    worker()

    run(on(0, 11))

    first, early = mail.outbox
    assert early.to == [otis.email]
    assert "EOUSA had this reminder sent before its day, which is Nov. 25, 2026." in early.body
    assert "before its day" not in first.body


# --- how often -----------------------------------------------------------------------------------------------------
@pytest.fixture
def told_of(world):
    """Whom news was asked for, and since when."""
    asked = []

    def tell(reader, since, at):
        asked.append((reader.email, since))
        return [Entry(Section.NEW, f"News {len(asked)}", why="of your role.")]

    news.tell(tell)
    return asked


def test_once_a_week_is_its_first_working_day_and_daily_every_one(told_of, worker, lena, otis, alma, opal, pia):
    choose(otis, Information.DAILY)
    choose(alma, Information.NEVER)
    worker()

    for day in range(15):
        for hour in (1, 9, 16):
            run(on(day, hour))

    to = [sent.to[0] for sent in mail.outbox]
    assert to.count(lena.email) == 3
    assert to.count(otis.email) == 10, "eleven weekdays, of which Thanksgiving is none"
    assert not {alma.email, opal.email, pia.email} & set(to)


def test_a_weekly_choice_never_delays_a_rung_and_that_mail_holds_no_news(world, told_of, worker, lena):
    world.told = {"FIRST": [recipient(lena)]}
    worker()
    run(on(0))
    assert subjects() == ["Ninety-Four: for information only"]
    world.wait(day=MONDAY + timedelta(days=2))

    run(on(1))
    run(on(2))

    assert subjects()[1:] == ["N.D. Tex.: 1 thing needs you"]
    assert "News" not in mail.outbox[1].body
    run(on(7))
    (_email, since) = told_of[-1]
    assert since == on(0), "the mail in between told no news"


@pytest.mark.parametrize("choice", list(Information))
def test_a_rung_that_comes_after_the_days_news_still_comes_that_day(choice, world, told_of, worker, lena):
    choose(lena, choice)
    world.told = {"FIRST": [recipient(lena)]}
    worker()
    run(on(0))
    world.wait()

    run(on(0, 11))
    run(on(0, 12))

    assert subjects() == ["Ninety-Four: for information only"] * (choice != Information.NEVER) + [
        "N.D. Tex.: 1 thing needs you"
    ]
    world.wait(about="thing:2")
    run(on(0, 13))
    assert len(subjects()) == 1 + (choice != Information.NEVER), "of reminders one mail a day"
    run(on(1, 9))
    assert "thing:2" in mail.outbox[-1].body


def test_a_monday_on_which_nobody_planned_is_made_up_for_once(told_of, worker, lena):
    worker()

    for day in (2, 2, 3, 4):
        run(on(day))
        run(on(day, 10))

    assert subjects() == ["Ninety-Four: for information only"]


def test_nothing_to_say_is_not_sent_and_says_so(world, worker, lena):
    worker()

    for day in range(5):
        run(on(day))

    assert mail.outbox == []
    (row,) = rows(cause="DIGEST")
    assert (row.state, row.reason, row.period) == ("CANCELLED", "Nothing to tell.", MONDAY.isoformat())


def test_what_could_not_be_sent_is_told_the_next_time(world, told_of, worker, lena, monkeypatch):
    worker()
    run(on(-7))
    monkeypatch.setattr("portal.models.message.MOST_ATTEMPTS", 1)
    with a_slow_server():
        run(on(0))

    run(on(7))

    assert [since for _email, since in told_of] == [on(-14), on(-7), on(-7)]


def test_a_disabled_person_and_one_without_a_role_are_told_nothing(told_of, worker, lena, otis):
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.filter(person=otis).update(ended_at=make.NOW)
        lena.__class__.objects.filter(pk=lena.pk).update(is_active=False)
    worker()

    run(on(0))

    assert mail.outbox == []


def test_a_refused_address_gets_no_news(told_of, worker, lena):
    worker()
    Suppression.objects.refuse(lena.email, reason="550 no such user", at=on(-1))

    run(on(0))

    assert rows(cause="DIGEST") == []


# --- secrets and cost ----------------------------------------------------------------------------------------------
def test_the_keys_of_the_links_are_wiped_once_sent(world, worker, lena):
    world.told = {"FIRST": [recipient(lena)]}
    world.wait()
    worker()

    run(on(0))

    assert "/r/" in mail.outbox[0].body
    assert "/r/" in html_of(mail.outbox[0])
    with acting_as(DatabaseRole.JOBS):
        message = Message.objects.select_related("words").get(cause="DIGEST")
    assert (message.words.text, message.words.html, message.words.is_secret) == ("", "", True)


def test_a_mail_of_news_costs_few_queries(told_of, worker, lena):
    worker()
    plan(at=on(0, 7))
    message = Message.objects.claim(at=on(0))
    assert message

    with CaptureQueriesContext(connection) as queries:
        compose(message, on(0))

    asked = [
        query["sql"] for query in queries if not re.match(r"(SAVEPOINT|RELEASE|BEGIN|COMMIT|RESET ROLE)", query["sql"])
    ]
    assert len(asked) <= 6, asked
