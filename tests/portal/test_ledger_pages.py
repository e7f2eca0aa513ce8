"""The ledger as people read it: who was told what, by which rung, what came back, what comes next; and steering it."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.timezone import localdate, now

from portal import ladder
from portal.access import DatabaseRole
from portal.calendar import CENTER, add_working_days, working_day_from
from portal.models import Message, RungSetting, Suppression, coming, plan
from portal.models.message import NOTHING
from portal.models.suppression import WRONG_PERSON
from portal.tenancy import acting_as
from tests import make, servers

State = Message.State
TODAY = localdate()
FIRST = working_day_from(TODAY)


def text(response) -> str:
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


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


@pytest.fixture(autouse=True)
def _before_the_mail_of_the_day():
    """Five in the morning in Washington: what is due today has not left yet, whenever the tests run."""
    with time_machine.travel(datetime.combine(TODAY, time(5), CENTER)):
        yield


@pytest.fixture
def silent(as_worker, erin, lena, olga):
    """N.D. Tex. is silent, and its ladder began today; S.D.N.Y. likewise, with nobody to tell."""
    make.asking("txnd", asked_on=TODAY, ladder_on=TODAY)
    make.asking("nysd", asked_on=TODAY, ladder_on=TODAY)
    as_worker(plan, at=later(FIRST))


def later(day, hour=12):
    """An instant on that day."""
    return now() + timedelta(days=(day - TODAY).days)


def ledger(**filters):
    with acting_as(DatabaseRole.EOUSA):
        return list(Message.objects.filter(**filters).order_by("office_id", "rung", "recipient"))


def reminder(court_id="txnd", rung=0):
    return next(one for one in ledger(cause="SILENT", rung=rung, office__court_id=court_id))


def ahead_of(court_id="txnd", rung=1):
    """The rung that is still to come, as the links name it."""
    with acting_as(DatabaseRole.EOUSA):
        offices = {make.office(court_id).pk}
        found = coming(now(), offices=offices, causes={"SILENT"}, each_rung=True)
    (one,) = (one for one in found if one.number == rung)
    return one


def reminded() -> list[str]:
    """Who had a mail in which something needs them, and not only news."""
    return [sent.to[0] for sent in mail.outbox if "need" in sent.subject]


def query(one) -> dict[str, str]:
    return {"cause": one.matter.cause, "about": one.matter.about, "rung": str(one.number), "period": one.period}


# --- the list ------------------------------------------------------------------------------------------------------
def test_eousa_reads_who_is_told_by_which_rung_and_what_comes_next(client_of, erin, silent, olga):
    page = text(client_of(erin).get("/messages/"))

    assert "1st rung: the office’s staffing contacts, on the day itself" in page
    assert olga.email in page
    assert "S.D.N.Y." in page
    assert "nobody to tell" in page
    assert "What comes next" in page
    day = add_working_days(FIRST, 10)
    assert f'datetime="{day.isoformat()}"' in page
    assert "2nd rung: the US Attorney and the First Assistant, 10 working days after" in page


def test_an_office_reads_its_own_and_nothing_of_another(client_of, lena, otis, silent):
    own, other = text(client_of(lena).get("/messages/")), text(client_of(otis).get("/messages/"))

    assert "No specialist and no answer" in own
    assert ">nobody to tell</td>" not in own
    assert ">nobody to tell</td>" in other
    assert lena.email not in other
    assert "send now" not in own


def test_a_mail_of_the_day_is_one_row_that_leads_to_what_it_carries(client_of, erin, silent, olga):
    (digest,) = ledger(cause="DIGEST", recipient=olga.email)
    client = client_of(erin)

    assert f"/messages/{digest.pk}/" in text(client.get("/messages/?kind=digest"))
    page = text(client.get(f"/messages/{digest.pk}/"))
    assert "What it carries" in page
    assert f"/messages/{reminder().pk}/" in page


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("cause=SILENT", 4), ("cause=SILENT&office=txnd", 1), ("state=NOBODY&cause=SILENT", 2),
        ("kind=reminder&cause=SILENT", 4), ("kind=mail", 0), ("cause=SILENT&since=2099-01-01", 0),
    ],
)  # fmt: skip
def test_the_list_is_filtered_and_downloads_exactly_that(client_of, erin, silent, query, number):
    rows = list(csv.DictReader(client_of(erin).get(f"/messages/?{query}&format=csv").content.decode().splitlines()))

    assert len(rows) == number, rows


def test_the_rung_is_told_as_it_was_set_when_the_reminder_was_written(client_of, erin, silent):
    with acting_as(DatabaseRole.EOUSA):
        RungSetting.objects.tune(cause="SILENT", rung=0, days=3, by=erin)
    page = text(client_of(erin).get(f"/messages/{reminder().pk}/"))

    assert "1st rung: the office’s staffing contacts, on the day itself" in page
    assert "3 working days after" in text(client_of(erin).get("/ladder/"))


def test_a_reminder_tells_everything_but_its_words(client_of, lena, silent, olga):
    one = reminder()
    page = text(client_of(lena).get(f"/messages/{one.pk}/"))

    for said in ("It says that it came because", "staffing contacts", olga.email, str(one.pk), one.period):
        assert said in page
    assert "Skip this rung" not in page


def test_a_reminder_of_another_office_is_like_none(client_of, otis, lena, silent):
    assert client_of(otis).get(f"/messages/{reminder().pk}/").status_code == 404


def test_the_ledger_stays_within_its_queries(client_of, erin, lena, silent):
    for person, most in ((erin, 35), (lena, 36)):
        client = client_of(person)
        client.get("/messages/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/messages/")
        told = [q["sql"] for q in queries if "django_session" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
        assert len(told) <= most, (len(told), *told)


def test_mails_that_had_nothing_to_tell_are_shown_only_when_asked_for(client_of, erin, silent, olga, as_worker):
    def empty():
        with acting_as(DatabaseRole.JOBS):
            Message.objects.filter(cause="DIGEST", recipient=olga.email).update(state=State.CANCELLED, reason=NOTHING)

    as_worker(empty)
    client = client_of(erin)
    assert "Nothing to tell." not in text(client.get("/messages/"))
    assert "Nothing to tell." not in text(client.get("/messages/?kind=digest"))
    assert "Nothing to tell." in text(client.get("/messages/?state=CANCELLED"))


def test_the_mail_of_a_day_is_of_no_office_and_not_national(client_of, erin, silent):
    answer = client_of(erin).get("/messages/?kind=digest&format=csv").content.decode().splitlines()

    assert {row["office"] for row in csv.DictReader(answer)} == {""}


def test_nothing_ahead_is_said_of_the_days_that_were_looked_at(client_of, erin, lena):
    assert "No reminder is ahead within the next 20 working days." in text(client_of(erin).get("/messages/"))
    assert "No reminder to your office is ahead." in text(client_of(lena).get("/messages/"))


# --- skipping ------------------------------------------------------------------------------------------------------
def test_a_skipped_reminder_is_not_told_and_the_next_rung_keeps_its_day(client_of, erin, silent, as_worker):
    before, one = ahead_of().on, reminder()
    client = client_of(erin)
    assert client.post(f"/messages/{one.pk}/skip/", {"reason": ""}).status_code == 422
    page = text(client.post(f"/messages/{one.pk}/skip/", {"reason": "They called."}, follow=True))

    assert "This rung was skipped." in page
    assert "Erin Cole: They called." in page
    assert ahead_of().on == before
    as_worker(plan, at=later(FIRST))
    as_worker(Message.objects.deliver_due, at=later(FIRST) + timedelta(days=1))
    assert reminder().state == State.SKIPPED
    assert one.recipient not in reminded()


def test_what_is_sent_or_skipped_is_not_skipped_again(client_of, erin, silent, as_worker):
    one, client = reminder(), client_of(erin)
    client.post(f"/messages/{one.pk}/skip/", {"reason": "They called."})
    again = client.post(f"/messages/{one.pk}/skip/", {"reason": "Another."})

    assert again.status_code == 422
    assert "this reminder is “skipped”" in text(again)
    assert reminder().reason == "They called."


def test_a_rung_to_come_is_skipped_ahead_and_never_told(client_of, erin, silent, as_worker):
    one, client = ahead_of(), client_of(erin)
    following = ahead_of(rung=2).on
    address = "/ladder/skip/"
    page = client.get(address, query(one))
    assert page.status_code == 200
    assert "10 working days after" in text(page)
    done = client.post(f"{address}?{page.request['QUERY_STRING']}", {"reason": "Known by phone."}, follow=True)

    assert "N.D. Tex., “No specialist and no answer”: the 2nd rung:" in text(done)
    assert "is skipped on" in text(done)
    (skipped,) = ledger(cause="SILENT", rung=1, office__court_id="txnd")
    assert (skipped.state, skipped.recipient, skipped.decided_by_id) == (State.SKIPPED, "", erin.pk)
    assert ahead_of(rung=2).on == following
    as_worker(plan, at=later(one.on))
    assert len(ledger(cause="SILENT", rung=1, office__court_id="txnd")) == 1
    as_worker(plan, at=later(following))
    assert {row.recipient for row in ledger(cause="SILENT", rung=2, office__court_id="txnd")} == {erin.email}
    assert client.post(f"{address}?{page.request['QUERY_STRING']}", {"reason": "Again."}).status_code == 400


def test_a_weekly_rung_is_skipped_for_one_week_only(client_of, erin, silent, as_worker):
    one, client = ahead_of(rung=3), client_of(erin)
    page = client.get("/ladder/skip/", query(one))
    client.post(f"/ladder/skip/?{page.request['QUERY_STRING']}", {"reason": "Holidays."})

    following = ahead_of(rung=3)
    assert following.period != one.period
    assert timedelta(days=0) < following.on - one.on <= timedelta(days=8)


# --- sending at once -----------------------------------------------------------------------------------------------
def test_a_reminder_leaves_at_once_in_a_mail_of_its_own(client_of, erin, silent, olga, as_worker):
    one = reminder()
    page = text(client_of(erin).post(f"/messages/{one.pk}/sending/", follow=True))
    assert f"N.D. Tex., “No specialist and no answer”: it leaves within a minute to {olga.email}." in page

    as_worker(Message.objects.deliver_due, at=now())
    (sent,) = mail.outbox
    assert sent.to == [olga.email]
    told = reminder()
    assert (told.state, told.decided_by_id) == (State.SENT, erin.pk)
    as_worker(plan, at=later(FIRST))
    as_worker(Message.objects.deliver_due, at=later(FIRST) + timedelta(days=1))
    assert reminded().count(olga.email) == 1
    again = client_of(erin).post(f"/messages/{one.pk}/sending/")
    assert again.status_code == 422
    assert "this reminder is “sent”" in text(again)


def test_a_rung_to_come_is_sent_at_once_and_not_told_again_on_its_day(client_of, erin, silent, lena, as_worker):
    one, client = ahead_of(), client_of(erin)
    page = client.get("/ladder/sending/", query(one))
    assert f"{lena.name} ({lena.email})" in text(page)
    client.post(f"/ladder/sending/?{page.request['QUERY_STRING']}")

    as_worker(Message.objects.deliver_due, at=now())
    assert [sent.to for sent in mail.outbox] == [[lena.email]]
    as_worker(plan, at=later(one.on))
    (told,) = ledger(cause="SILENT", rung=1, office__court_id="txnd")
    assert (told.recipient, told.state, told.due_on) == (lena.email, State.SENT, one.on)


def test_who_decided_stands_beside_it_in_the_list_and_on_the_page_of_the_office(
    client_of, erin, silent, lena, as_worker
):
    first, one, client = reminder(), ahead_of(), client_of(erin)
    page = client.get("/ladder/sending/", query(one))
    client.post(f"/ladder/sending/?{page.request['QUERY_STRING']}")
    client.post(f"/messages/{first.pk}/skip/", {"reason": "They called."})
    as_worker(Message.objects.deliver_due, at=now())
    told = reminder(rung=1)
    with acting_as(DatabaseRole.HEADS, office_id=told.office_id, person_id=lena.pk):
        Message.objects.get(pk=told.pk).reply("ACKNOWLEDGED", at=now())

    for page in ("/messages/", "/offices/txnd/staffing/"):
        for reader in (erin, lena):
            shown = text(client_of(reader).get(page))
            assert "sent at once by Erin Cole; has read it" in shown, page
            assert "skipped by Erin Cole: They called." in shown, page
    detail = text(client.get(f"/messages/{told.pk}/"))
    assert "<dt>What came back</dt><dd>has read it" in detail
    assert "<dt>Decided</dt><dd>sent at once by Erin Cole</dd>" in detail


@pytest.mark.parametrize(
    ("came_from", "back"), [("&from=office", "/offices/txnd/staffing/#reminders"), ("", "/messages/")]
)
@pytest.mark.parametrize("act", ["skip", "sending"])
def test_whoever_decides_goes_back_to_where_they_came_from(client_of, erin, silent, lena, came_from, back, act):
    one, client = ahead_of(), client_of(erin)
    page = client.get(f"/ladder/{act}/", query(one))
    done = client.post(f"/ladder/{act}/?{page.request['QUERY_STRING']}{came_from}", {"reason": "They called."})

    assert (done.status_code, done["Location"]) == (302, back)
    said = text(client.get(back))
    assert "N.D. Tex., “No specialist and no answer”: " in said
    assert act == "skip" or f"it leaves within a minute to {lena.name} ({lena.email})." in said


def test_the_page_of_the_office_says_where_one_came_from(client_of, erin, silent, lena):
    assert "&from=office" in text(client_of(erin).get("/offices/txnd/staffing/"))
    assert "from=office" not in text(client_of(erin).get("/messages/"))


def test_where_nobody_can_be_reached_sending_is_not_offered(client_of, erin, silent, lena, as_worker):
    as_worker(Suppression.objects.refuse, lena.email, reason="550 No such user.", at=now())
    page = client_of(erin).get("/ladder/sending/", query(ahead_of())).content.decode()
    main = " ".join(page.partition("<main")[2].partition("</main")[0].split())

    assert "<button" not in main
    assert "“No specialist and no answer”, N.D. Tex., cannot be sent now." in main
    assert "Nobody whom it tells can be reached." in main
    day = date_format(ahead_of().on, "N j, Y")
    assert f"Unless a contact is named by {day}, it passes on: told is, on {day}, {erin.name}" in main


def test_a_rung_that_finds_nobody_is_not_sent(client_of, erin, silent, lena, as_worker):
    one, client = ahead_of(), client_of(erin)
    as_worker(Suppression.objects.refuse, lena.email, reason="550 No such user.", at=now())
    page = client.get("/ladder/sending/", query(one))
    assert "Nobody whom it tells can be reached." in text(page)
    done = client.post(f"/ladder/sending/?{page.request['QUERY_STRING']}")

    assert done.status_code == 422
    assert "Nobody whom this rung tells can be reached. Nothing was sent." in text(done)
    assert not ledger(cause="SILENT", rung=1, office__court_id="txnd")


@pytest.mark.parametrize("change", [{"rung": "9"}, {"period": "2020-01-01"}, {"cause": "NONE"}, {"about": "office:1"}])
def test_a_rung_that_does_not_come_is_told(client_of, erin, silent, change):
    page = client_of(erin).get("/ladder/sending/", query(ahead_of()) | change)

    assert page.status_code == 400
    assert "is not ahead any more" in text(page)


@pytest.mark.parametrize("who", ["rhea", "oren", "lena", "alma"])
def test_only_eousas_editors_steer(cast, client_of, who, silent):
    client, one = client_of(cast[who]), reminder()
    for address in (f"/messages/{one.pk}/skip/", f"/messages/{one.pk}/sending/", "/ladder/skip/", "/ladder/sending/",
                    "/ladder/dry-run/", "/ladder/SILENT/2/edit/"):  # fmt: skip
        assert client.post(address, {"reason": "No."}).status_code == 403
    assert reminder().state == State.PENDING


# --- the table -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["erin", "rhea", "oren", "lena", "alma"])
def test_everybody_whom_it_concerns_reads_the_ladder(cast, client_of, who):
    page = text(client_of(cast[who]).get("/ladder/"))

    assert f"{len(ladder.causes())} reasons to remind" in page
    assert "No specialist and no answer" in page
    assert "10 working days after" in page
    assert "3 to 20" in page


def test_a_rung_is_tuned_after_a_look_at_what_moves(client_of, erin, silent):
    client, before = client_of(erin), ahead_of().on
    page = text(client.get("/ladder/SILENT/2/edit/?days=5"))
    assert "N.D. Tex." in page
    assert ahead_of().on == before
    done = text(client.post("/ladder/SILENT/2/edit/", {"days": "5"}, follow=True))

    assert "5 working days after" in done
    assert "Erin Cole: 5 days" in done
    assert "as built: 10 days" in done
    assert ahead_of().on == add_working_days(FIRST, 5)
    assert "Erin Cole" in text(client_of(erin).get("/ladder/"))


@pytest.mark.parametrize("days", ["2", "21", "soon", ""])
def test_a_rung_is_not_tuned_beyond_its_limits(client_of, erin, days):
    client = client_of(erin)

    assert client.get(f"/ladder/SILENT/2/edit/?days={days}").status_code == 422
    assert client.post("/ladder/SILENT/2/edit/", {"days": days}).status_code == 422
    with acting_as(DatabaseRole.EOUSA):
        assert not RungSetting.objects.exists()


@pytest.mark.parametrize("address", ["/ladder/SILENT/9/", "/ladder/NONE/1/", "/ladder/SILENT/0/edit/"])
def test_there_is_no_such_rung(client_of, erin, address):
    assert client_of(erin).get(address).status_code == 404


# --- a day to come ---------------------------------------------------------------------------------------------------
def test_a_dry_run_names_who_would_be_told_and_where_nobody_is(client_of, erin, silent, lena):
    day = add_working_days(FIRST, 10)
    client, before = client_of(erin), len(ledger())
    page = text(client.get(f"/ladder/dry-run/?on={day.isoformat()}"))
    left_out = "because only the office itself reads what they follow from: reminders of next steps, "
    assert left_out in page
    assert left_out in text(client.get("/messages/"))
    assert left_out not in text(client_of(lena).get("/messages/"))

    assert f"{lena.name} ({lena.email})" in page
    assert "waits in the list of reminders already, is not listed again" in page
    assert reminder().recipient not in page
    assert reminder().recipient in text(client.get("/messages/?state=PENDING&kind=reminder"))
    answer = client.get(f"/ladder/dry-run/?on={day.isoformat()}&format=csv").content.decode().splitlines()
    rows = list(csv.DictReader(answer))
    assert ("N.D. Tex.", lena.email) in {(row["office"], row["email"]) for row in rows}
    assert {row["office"] for row in csv.DictReader(
        client.get(f"/ladder/dry-run/?on={day.isoformat()}&office=txnd&format=csv").content.decode().splitlines()
    )} == {"N.D. Tex."}  # fmt: skip
    assert len(ledger()) == before


def test_a_dry_run_tells_that_nobody_can_be_reached(client_of, erin, as_worker):
    make.asking("nysd", asked_on=TODAY, ladder_on=TODAY)
    page = text(client_of(erin).get(f"/ladder/dry-run/?on={add_working_days(FIRST, 1).isoformat()}"))

    assert "nobody can be reached: the next rung at once" in page
    assert "rungs would find nobody" in page
    assert erin.email in page


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ((TODAY - timedelta(days=1)).isoformat(), "is past"),
        ((TODAY + timedelta(days=367)).isoformat(), "more than a year ahead"),
        ("soon", "Enter a valid date"),
        ("", "required"),
    ],
)
def test_a_day_that_cannot_be_looked_at_is_told(client_of, erin, on, sentence):
    response = client_of(erin).get(f"/ladder/dry-run/?on={on}")

    assert response.status_code == 400
    assert sentence in text(response)
    assert "Nobody would be told." not in text(response)


# --- refused addresses -----------------------------------------------------------------------------------------------
@pytest.fixture
def refused(as_worker):
    make.staff_contact("txnd", email="Usa@example.test")
    as_worker(Suppression.objects.refuse, "usa@example.test", reason="550 No such user.", at=now())


def test_a_refused_address_is_listed_with_whose_it_is_and_lifted(client_of, erin, rhea, refused):
    page = text(client_of(erin).get("/messages/refused/"))
    for said in ("1 address refuses mail.", "usa@example.test", "550 No such user.", "N.D. Tex., US Attorney"):
        assert said in page
    assert "Write to it again" not in text(client_of(rhea).get("/messages/refused/"))

    with acting_as(DatabaseRole.EOUSA):
        pk = Suppression.objects.get().pk
    assert client_of(rhea).post(f"/messages/refused/{pk}/lift/").status_code == 403
    done = text(client_of(erin).post(f"/messages/refused/{pk}/lift/", follow=True))
    assert "usa@example.test is written to again." in done
    assert "No address is left out." in done
    assert client_of(erin).post(f"/messages/refused/{pk}/lift/").status_code == 404


def test_who_is_the_wrong_person_by_their_own_word_is_not_said_to_refuse_mail(client_of, erin, refused, as_worker):
    make.staff_contact("txnd", post="FIRST_ASSISTANT", email="first@example.test")
    as_worker(Suppression.objects.refuse, "first@example.test", reason=WRONG_PERSON, at=now())
    client = client_of(erin)
    page = text(client.get("/messages/refused/"))
    assert "1 address refuses mail. 1 reader says that this is the wrong person." in page
    assert "Mail to it is refused: 550 No such user." in page
    assert page.count("Mail to it is refused") == 1

    office = text(client.get("/offices/txnd/staffing/"))
    assert office.count("mail to it is refused") == 1
    assert office.count("the reader says that this is the wrong person") == 1
    with acting_as(DatabaseRole.EOUSA):
        pk = Suppression.objects.get(address="first@example.test").pk
    lift = text(client.get(f"/messages/refused/{pk}/lift/"))
    assert "The reader says that this is the wrong person." in lift
    assert "mail server" not in lift


@pytest.mark.parametrize("who", ["oren", "lena", "opal", "pia"])
def test_refused_addresses_are_eousas(cast, client_of, who):
    assert client_of(cast[who]).get("/messages/refused/").status_code == 403


# --- for programs ----------------------------------------------------------------------------------------------------
def test_programs_read_the_ledger_as_their_caller_may(client_of, erin, lena, oren, silent):
    def asked(person, question=""):
        return client_of(person).get(f"/api/v1/messages/{question}")

    rows = asked(erin, "?cause=SILENT").json()["results"]
    assert {(row["office"], row["rung"], row["state"]) for row in rows} == {
        ("txnd", 1, "PENDING"), ("nysd", 1, "NOBODY"), ("nysd", 2, "NOBODY"), ("nysd", 3, "PENDING"),
    }  # fmt: skip
    assert {row["office"] for row in asked(lena, "?is_reminder=true").json()["results"]} == {"txnd"}
    assert None not in {row["rung"] for row in asked(erin, "?is_reminder=true").json()["results"]}
    assert {row["rung"] for row in asked(erin, "?is_reminder=false").json()["results"]} == {None}
    assert asked(erin, "?cause=SILENT&office=nysd&state=NOBODY&since=2020-01-01").json()["next"] is None
    assert len(asked(erin, "?page_size=1").json()["results"]) == 1
    assert asked(erin, "?page_size=1").json()["next"]
    assert asked(oren).status_code == 403
    assert asked(erin, "?rung=1").status_code == 400


def test_programs_read_the_ladder(client_of, oren, pia):
    found = {one["cause"]: one for one in client_of(oren).get("/api/v1/ladder/").json()}

    assert set(found) == {cause.key for cause in ladder.causes()}
    second = found["SILENT"]["rungs"][1]
    assert (second["rung"], second["days"], second["unit"], second["audience"]) == (2, 10, "WORKING", "LEADERSHIP")
    assert (second["least"], second["most"]) == (3, 20)
    assert client_of(pia).get("/api/v1/ladder/").status_code == 403
