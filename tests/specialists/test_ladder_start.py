"""EOUSA starts the reminders office by office: who would be told first, then the button; what pages say then."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.timezone import localdate, now

from portal.access import DatabaseRole, Role
from portal.calendar import add_working_days, working_day_from
from portal.models import Message, Suppression, plan
from portal.tenancy import acting_as
from specialists.models import Asking
from tests import make, servers
from tests.specialists import directives

TODAY = localdate()
ASK = "/askings/new/"


def text(response) -> str:
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def row_of(page: str, office: str) -> str:
    """The office's row in the table of who would be told."""
    found: list[str] = re.findall(rf'<tr><th scope="row">{re.escape(office)}.*?</tr>', page)
    assert len(found) == 1
    return found[0]


@pytest.fixture
def as_worker(transactional_db: None, urls: dict[str, str]) -> Iterator[Callable[..., None]]:
    """Call it with something that the worker does; the web's log-in is back afterwards."""

    def run(verb, *args, **facts):
        servers.log_in(urls["DATABASE_WORKER_URL"])
        try:
            return verb(*args, **facts)
        finally:
            servers.log_in(urls["DATABASE_URL"])

    yield run
    servers.log_in(urls["DATABASE_URL"])


def askings(court_id):
    with acting_as(DatabaseRole.EOUSA):
        return list(Asking.objects.standing().filter(office__court_id=court_id))


# --- before the button -----------------------------------------------------------------------------------------------
def test_the_page_shows_who_would_be_told_on_which_day_before_anything_happens(client_of, erin, lena, olga):
    make.staff_contact("txnd", post="STAFFING_MAILBOX", name="", email="staffing.txnd@example.test")
    page = text(client_of(erin).get(f"{ASK}?office=txnd&office=nysd"))

    assert "Ask 2 offices who their specialist is, and start their reminders?" in page
    told = row_of(page, "N.D. Tex.")
    for address in (olga.email, "staffing.txnd@example.test", lena.email, erin.email):
        assert address in told
    assert told.index(olga.email) < told.index(lena.email) < told.index(erin.email)
    assert "nobody can be reached" not in told
    assert row_of(page, "S.D.N.Y.").count("nobody can be reached: the next at once") == 2
    assert "EOUSA is told at once" in page
    assert "is sent from here yet" not in page
    assert not askings("txnd")


def test_where_nobody_can_be_reached_the_next_rung_stands_under_the_day_on_which_it_comes(client_of, erin, lena):
    page = text(client_of(erin).get(f"{ASK}?office=txnd&office=nysd"))
    first = date_format(working_day_from(TODAY), "M j, Y")

    reached, alone = row_of(page, "N.D. Tex."), row_of(page, "S.D.N.Y.")
    assert alone.count(f'data-label="{first}"') == 3
    assert f"<strong>on {first} already:</strong><br>Erin Cole" in alone
    assert reached.count(f'data-label="{first}"') == 2
    assert f"<strong>on {first} already:</strong><br>Lena Hart" in reached
    last = date_format(add_working_days(working_day_from(TODAY), 20), "M j, Y")
    assert f'data-label="{last}"><span>Erin Cole' in reached


def test_the_page_counts_what_else_begins_at_offices_not_reminded_yet(client_of, erin):
    for court_id in ("txnd", "nysd"):
        make.vacancy(court_id)
        directives.issue(erin, court_id, asks="BUDGET")
    make.asking("nysd", ladder_on=TODAY)
    page = text(client_of(erin).get(f"{ASK}?office=txnd&office=nysd&office=gud"))

    assert "What waits there now: 1 answer owed to a directive, 1 open vacancy." in page
    assert "What waits there now" not in text(client_of(erin).get(f"{ASK}?office=gud"))


@pytest.mark.parametrize("question", ["office=nysd", "answer=unreminded"])
def test_where_nothing_is_left_to_ask_the_page_says_so(client_of, erin, question):
    make.asking("nysd", ladder_on=TODAY)
    page = text(client_of(erin).get(f"{ASK}?{question}"))

    assert "There is nothing to ask" in page
    assert "Ask and start the reminders</button>" not in page


def test_a_refused_address_counts_as_nobody(client_of, erin, as_worker):
    make.staff_contact("txnd", post="STAFFING_MAILBOX", name="", email="Staffing@example.test")
    as_worker(Suppression.objects.refuse, "staffing@example.test", reason="550", at=now())
    page = text(client_of(erin).get(f"{ASK}?office=txnd"))

    assert row_of(page, "N.D. Tex.").count("nobody can be reached") == 2


# --- the button ------------------------------------------------------------------------------------------------------
def test_asking_starts_the_reminders_of_exactly_these_offices(client_of, erin, olga, as_worker):
    client, key = client_of(erin), make.office("txnd").pk
    page = text(client.post(f"{ASK}?office=txnd&office=nysd", {"offices": [key]}, follow=True))

    assert "1 office is asked, and its reminders have started." in page
    assert [(one.asked_on, one.ladder_on) for one in askings("txnd")] == [(TODAY, TODAY)]
    assert not askings("nysd")
    as_worker(plan, at=now() + (working_day_from(TODAY) - TODAY) + timedelta(hours=12))
    with acting_as(DatabaseRole.EOUSA):
        assert set(Message.objects.reminders().values_list("office__court_id", "recipient")) == {("txnd", olga.email)}


def test_an_office_asked_before_keeps_its_day_and_is_reminded_from_now_on(client_of, erin):
    make.asking("txnd", asked_on=TODAY - timedelta(days=40))
    make.asking("nysd", asked_on=TODAY - timedelta(days=30), ladder_on=TODAY - timedelta(days=30))
    client = client_of(erin)
    assert "2 offices asked" not in text(client.get("/"))
    assert "1 office asked, reminders not started" in text(client.get("/"))
    rows = client.get("/?answer=unreminded&format=csv").content.decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["N.D. Tex."]

    keys = [make.office(court_id).pk for court_id in ("txnd", "nysd")]
    page = text(client.post(f"{ASK}?office=txnd&office=nysd", {"offices": keys}, follow=True))
    assert "Asked before, reminded from today: N.D. Tex." in page
    assert "Reminded before (S.D.N.Y.): left as they were." in page
    assert "office is asked, and its" not in page
    assert "reminders not started</a>" not in page
    (one,) = askings("txnd")
    assert (one.asked_on, one.ladder_on) == (TODAY - timedelta(days=40), TODAY)
    assert askings("nysd")[0].ladder_on == TODAY - timedelta(days=30)


def test_once_all_are_asked_the_board_offers_to_start_what_is_left(client_of, erin):
    for court_id in list(make_offices()):
        make.asking(court_id, ladder_on=None if court_id == "txnd" else TODAY)

    page = text(client_of(erin).get("/"))
    assert "Start the reminders of 1 office" in page
    assert "/askings/new/?answer=unreminded" in page


def make_offices():
    return [office.court_id for office in type(make.office()).objects.all()]


def test_a_directive_says_that_it_starts_the_reminders_too(client_of, erin):
    make.asking("txnd", ladder_on=TODAY)
    make.asking("nysd")
    draft = directives.write(erin, asks="COVERAGE")
    chosen = "audience=chosen&office=txnd&office=nysd&office=gud"
    page = text(client_of(erin).get(f"/directives/{draft.pk}/issue/?{chosen}"))

    assert "1 of them has not been asked yet" in page
    assert "The reminders of 2 offices start today" in page
    budget = directives.write(erin, asks="BUDGET")
    assert "start today" not in text(client_of(erin).get(f"/directives/{budget.pk}/issue/?audience=chosen&office=nysd"))


# --- the page of the office ------------------------------------------------------------------------------------------
def test_the_office_page_says_what_comes_next_and_who_was_told(client_of, erin, lena, otis, olga, as_worker):
    day = now().astimezone(make.office("txnd").zone).date()
    make.asking("txnd", asked_on=day, ladder_on=day)
    as_worker(plan, at=now() + (working_day_from(day) - day) + timedelta(hours=12))
    address = "/offices/txnd/staffing/"
    own, center = text(client_of(lena).get(address)), text(client_of(erin).get(address))

    for page in (own, center):
        assert "What comes next, if nothing happens until then" in page
        assert "2nd rung: the US Attorney and the First Assistant, 10 working days after" in page
        assert f"{olga.name} · waiting" in page
    assert "/ladder/skip/?cause=SILENT" in center
    assert "/ladder/skip/" not in own


@pytest.mark.parametrize("who", ["lena", "olga", "alma"])
def test_the_first_page_of_an_office_leads_to_its_reminders(cast, client_of, who):
    assert 'href="/messages/">The reminders to your office' in text(client_of(cast[who]).get("/"))


def test_an_office_that_nobody_has_started_is_told_so(client_of, lena):
    make.asking("txnd")

    assert "EOUSA has not started the reminders of this office" in text(client_of(lena).get("/offices/txnd/staffing/"))


def test_the_office_page_stays_within_its_queries_with_reminders(client_of, lena, olga, as_worker):
    """Beyond those of the page: the offices' days, the days of the rungs, what was told, and one for each cause."""
    make.asking("txnd", asked_on=TODAY, ladder_on=TODAY)
    make.vacancy("txnd")
    as_worker(plan, at=now() + (working_day_from(TODAY) - TODAY) + timedelta(hours=12))
    client = client_of(lena)
    client.get("/offices/txnd/staffing/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/offices/txnd/staffing/")

    told = [q["sql"] for q in queries if "django_session" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    assert len(told) <= 43, (len(told), *told)


# --- what could not be delivered -------------------------------------------------------------------------------------
def test_the_board_says_how_many_reminders_could_not_be_delivered(client_of, erin, rhea, oren, olga, as_worker):
    assert "could not be delivered" not in text(client_of(erin).get("/"))
    for court_id in ("txnd", "nysd"):
        make.asking(court_id, asked_on=TODAY, ladder_on=TODAY)
    as_worker(plan, at=now() + (working_day_from(TODAY) - TODAY) + timedelta(hours=12))

    def fail():
        with acting_as(DatabaseRole.JOBS):
            Message.objects.reminders().filter(recipient=olga.email).update(state="FAILED", reason="550 No such user.")

    as_worker(fail)
    assert "could not be delivered" not in text(client_of(erin).get("/")), "counted once a minute"
    cache.clear()
    page = text(client_of(erin).get("/"))
    (address,) = re.findall(r'href="(/messages/[^"]+)">1 reminder could not be delivered', page)
    shown = text(client_of(erin).get(address))
    assert "550 No such user." in shown
    assert "1 row" in shown
    assert "1 reminder could not be delivered" in text(client_of(rhea).get("/"))
    assert "could not be delivered" not in text(client_of(oren).get("/board/"))


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.OARM, Role.EOUSA_READER])
def test_only_eousas_editors_start_reminders(client_of, role):
    person = make.member("Nobody Much", role, office="txnd" if role is Role.LEADERSHIP else "")

    assert client_of(person).post(f"{ASK}?office=txnd", {"offices": [make.office().pk]}).status_code == 403


# --- two of one office -----------------------------------------------------------------------------------------------
def test_two_directives_of_one_office_are_told_apart_wherever_they_stand(client_of, erin, lena, as_worker):
    for title in ("Name your budget", "Name your post"):
        directives.issue(erin, "txnd", title=title)
    client = client_of(erin)
    page = text(client.get("/messages/?office=txnd"))
    for title in ("Name your budget", "Name your post"):
        assert f'send now<span class="for-readers"> N.D. Tex.: A directive to answer: {title}</span>' in page
    skip = next(found for found in re.findall(r'href="(/ladder/skip/\?[^"]+)"', page) if "response%3A" in found)
    assert "A directive to answer: Name your" in text(client.get(skip))
    assert "A directive to answer: Name your post" in text(client.get(f"/ladder/dry-run/?on={ahead(40)}"))

    as_worker(plan, at=now() + timedelta(days=40))
    told = text(client.get("/messages/?cause=DIRECTIVE"))
    for title in ("Name your budget", "Name your post"):
        assert f">A directive to answer: {title}</a>" in told
    assert "A directive to answer: Name your post, " in text(client.get("/offices/txnd/staffing/"))


def ahead(days):
    return (TODAY + timedelta(days=days)).isoformat()
