"""The board, the page of one office and the acts on it, as each role meets them."""

import csv
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.timezone import localdate

from portal.access import DatabaseRole, Role
from portal.tenancy import acting_as
from specialists.models import Absence, Answer, Appointment, Desk
from tests import make
from tests.reading import text

pytestmark = pytest.mark.django_db


def ago(days):
    return localdate() - timedelta(days=days)


def rows(model):
    with acting_as(DatabaseRole.EOUSA):
        return list(
            model.objects.standing().select_related("office", "person") if model is Desk else model.objects.standing()
        )


@pytest.fixture
def nation(db):
    """One office covered, one silent with a lapsed answer, one silent and unreachable, one that cannot now."""
    make.appointment("txnd", starts_on=ago(400))
    make.asking("nysd", asked_on=ago(300))
    make.answer("nysd", given_on=ago(250), lapses_on=ago(160))
    make.staff_contact("nysd")
    make.asking("gud", asked_on=ago(20))
    make.answer("cand", says="CANNOT_NOW", reason="NO_SLOT", given_on=ago(5), review_on=ago(-30), lapses_on=ago(-30))


@pytest.mark.parametrize("who", ["erin", "rhea", "oren"])
def test_the_board_answers_on_the_first_screen(cast, client_of, nation, who):
    page = text(client_of(cast[who]).get("/board/"))

    assert (
        "1 of 94 offices is covered. 1 is in hand, 2 are silent, the longest for 160 days, 90 are not yet asked."
        in page
    )
    assert "1 silent office where nobody can be reached" in page
    assert ("Ask 90 offices" in page) == (who == "erin")
    assert "2 offices asked, reminders not started" in page
    assert "&lt;" not in page


@pytest.mark.parametrize("address", ["/", "/?answer=silent", "/?format=csv"])
def test_the_board_stays_within_its_queries(client_of, erin, nation, address):
    client = client_of(erin)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    told = [q["sql"] for q in queries if "django_session" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    assert len([sql for sql in told if 'INSERT INTO "audit"' not in sql]) <= 6, told


def test_the_list_downloads_exactly_what_is_shown(client_of, erin, nation):
    lines = client_of(erin).get("/?answer=silent&format=csv").content.decode().splitlines()

    assert lines[0].startswith(
        "office,state,circuit,answer,since,days,without_since,days_without,last_word,next,desk,acts,"
        "stage,stage_since,stage_days,stage_target,stage_over,on,known"
    )
    assert len(lines) == 3
    assert lines[1].startswith("S.D.N.Y.,NY,2,silent,")
    assert localdate().isoformat() in lines[1]


def test_the_download_and_the_api_name_the_days_alike(client_of, erin):
    make.appointment("txnd", starts_on=ago(400), ends_on=ago(146))
    make.asking("txnd", asked_on=ago(30))
    client = client_of(erin)
    answer = client.get("/?state=TX&answer=silent&format=csv")
    (row,) = csv.DictReader(answer.content.decode().splitlines())
    told = {office["court_id"]: office for office in client.get("/api/v1/coverage/").json()["offices"]}["txnd"]

    assert f'filename="coverage-{localdate().isoformat()}.csv"' in answer["Content-Disposition"]
    assert (row["days"], row["days_without"], row["without_since"]) == ("30", "146", ago(146).isoformat())
    assert (told["days"], told["days_without"], told["without_since"]) == (30, 146, ago(146).isoformat())


def test_the_api_beside_the_list_says_that_it_knows_no_filter(client_of, erin):
    page = text(client_of(erin).get("/?answer=not_ASKED"))

    assert re.search(r'<a href="/api/v1/coverage/[^"]*">API \(all offices\)</a>', page)
    assert re.search(r'<option value="not_asked" +selected', page)
    assert ">Days</a>" not in page


@pytest.mark.parametrize(
    ("query", "some"),
    [
        ("answer=silent", 2), ("answer=unreachable", 1), ("answer=CANNOT_NOW", 1), ("answer=cannot_now", 1),
        ("answer=SILENT", 2),
        ("state=TX", 4), ("circuit=2", 6),
        ("days_without=100", 1), ("mine=on", 1), ("on=1999-01-01&answer=not_asked", 94),
    ],
)  # fmt: skip
def test_filters(client_of, erin, nation, query, some):
    make.desk("nysd", erin)
    lines = client_of(erin).get(f"/?{query}&format=csv").content.decode().splitlines()

    assert len(lines) == some + 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("on=banana", "“banana” is not a day"),
        ("on=2999-01-01", "is in the future"),
        ("on=1800-01-01", "before 1994"),
        ("on=2026-02-30", "is not a day"),
        ("known=later", "is no time of record"),
        ("known=2999-01-01", "is in the future"),
        ("days_without=-3", "Enter 0 or more"),
        ("answer=maybe", "not one of the available choices"),
        ("on=%00&format=csv", "cannot be kept"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(client_of, erin, query, sentence):
    response = client_of(erin).get(f"/?{query}")

    assert response.status_code == 400
    assert sentence in text(response)


def test_the_example_of_a_day_is_a_day_that_can_be_asked_for(client_of, erin):
    example = re.search(r"Write it as (\S+)\.", text(client_of(erin).get("/?on=banana")))[1]

    assert client_of(erin).get(f"/?on={example}&known={example}").status_code == 200


PLAIN = re.compile(
    r"the ladder|the eve of|What is so|Somebody acts|\bfate\b|first day without\b|all the same|as before|as 2026-11",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "address",
    [
        "/", "/askings/new/", "/desks/new/", "/compare/", "/offices/txnd/staffing/", "/offices/txnd/answers/new/",
        "/offices/txnd/appointments/new/", "/offices/txnd/absences/new/", "/roster/", "/?on=banana",
    ],
)  # fmt: skip
def test_pages_speak_plainly(client_of, erin, address):
    make.appointment("txnd", ends_on=ago(-40))

    assert not PLAIN.findall(text(client_of(erin).get(address)))


def test_links_of_the_board_keep_its_day(client_of, erin, nation):
    day = ago(30).isoformat()
    page = text(client_of(erin).get(f"/?on={day}"))

    assert f'href="?on={day}&amp;answer=silent#listing"' in page
    assert f"to={day}" in page
    assert f"/api/v1/coverage/?on={day}" in page


@pytest.mark.parametrize("key", ["since", "without_since", "days_without", "next", "desk"])
@pytest.mark.parametrize("direction", ["", "-"])
def test_empty_cells_of_the_board_come_last_in_either_direction(client_of, erin, nation, key, direction):
    make.desk("nysd", erin)
    answer = client_of(erin).get(f"/?sort={direction}{key}&format=csv").content.decode().splitlines()
    cells = [row[key] for row in csv.DictReader(answer)]

    filled = [cell for cell in cells if cell]
    assert 0 < len(filled) < 94
    assert cells[: len(filled)] == filled
    if key == "days_without":
        assert [int(cell) for cell in filled] == sorted(map(int, filled), reverse=direction == "-")


def test_the_longest_silence_tells_both_spans(client_of, erin):
    make.appointment("txnd", starts_on=ago(900), ends_on=ago(373))
    make.asking("txnd", asked_on=ago(200))
    make.asking("nysd", asked_on=ago(20))
    page = text(client_of(erin).get("/"))

    left = date_format(ago(373), "M j, Y" if ago(373).year != localdate().year else "M j")
    assert f"no specialist for 373 days (specialist left {left})" in page
    assert ">silent 200 days</a>" in page
    assert "no specialist on record (asked " in page


@pytest.mark.parametrize("query", ["on={past}", "known={past}", "on={past}&known={yesterday}"])
def test_a_past_day_is_named_and_nothing_can_be_done_about_it(client_of, erin, nation, query):
    client = client_of(erin)
    query = query.format(past=ago(30), yesterday=ago(1))
    page = text(client.get(f"/?{query}"))

    on, known = ("on=" in query and ago(30)) or localdate(), "known=" in query
    named = f", as known on {date_format(ago(1 if 'on=' in query else 30), 'M j, Y')}" if known else ""
    assert f">On {date_format(on, 'M j, Y')}{named}: {0 if known else 1} of 94 offices w" in page
    assert 'href="/">Back to today</a>' in page
    assert "The links of the list lead to each office as it is today." in page
    assert "/askings/new/" not in page
    assert "/desks/new/" not in page
    assert client.get(f"/askings/new/?{query}").status_code == client.get(f"/desks/new/?{query}").status_code == 400


def test_today_by_its_date_is_no_past_day(client_of, erin, nation):
    today = localdate().isoformat()
    page = text(client_of(erin).get(f"/?on={today}&known={today}"))

    assert ">1 of 94 offices is covered." in page
    assert "Back to today" not in page
    assert "as it is today" not in page
    assert "/askings/new/" in page


def test_comparing_two_days_names_who_came_and_went(client_of, erin):
    person = make.person("Nora Vale")
    make.appointment("txnd", person=person, starts_on=ago(10))
    make.appointment("nysd", starts_on=ago(300), ends_on=ago(5))
    page = text(client_of(erin).get(f"/compare/?from={ago(20)}"))

    assert "The number of covered offices is the same on both days: 1." in page
    assert "Nora Vale began (full time)." in page
    assert "+1 appointed, −1 left" in page
    assert text(client_of(erin).get(f"/compare/?from={ago(20)}&turn=lost")).count("S.D.N.Y.") == 1
    assert client_of(erin).get("/compare/?from=banana").status_code == 400
    assert client_of(erin).get(f"/compare/?from={ago(1)}&to={ago(9)}").status_code == 400


def test_the_difference_is_the_sum_of_what_made_it(client_of, erin):
    gone = make.appointment("txnd", starts_on=ago(300))
    make.absence(gone, starts_on=ago(35), ends_on=None)
    make.appointment("nysd", starts_on=ago(300), ends_on=ago(5))
    make.appointment("nysd", starts_on=ago(5), authority="SAUSA_925D", person=make.person())
    make.appointment("gud", starts_on=ago(8))
    make.appointment("gud", starts_on=ago(3), kind="ACTING", ends_on=ago(1))
    page = text(client_of(erin).get(f"/compare/?from={ago(20)}"))

    assert "The number of covered offices went from 2 to 1 (−1)." in page
    assert "+1 appointed, −1 left, −1 away for more than 30 days" in page
    assert page.count("no longer covered</td>") == 2


def test_when_nothing_changed_the_comparison_says_so(client_of, erin):
    make.appointment("txnd", starts_on=ago(300))
    page = text(client_of(erin).get(f"/compare/?from={ago(20)}"))

    assert "Nothing changed. The number of covered offices is the same on both days: 1." in page
    assert "+0" not in page
    assert "no change in which offices are covered" in text(client_of(erin).get("/"))


def test_an_answer_that_changed_without_its_coverage_says_still(client_of, erin):
    make.appointment("txnd", starts_on=ago(300), ends_on=ago(9))
    make.appointment("txnd", starts_on=ago(9), kind="ACTING")
    page = text(client_of(erin).get(f"/compare/?from={ago(20)}"))

    assert "still covered</td>" in page
    assert "Nothing changed" not in page


OFFICE = "/offices/txnd/staffing/"


@pytest.mark.parametrize("who", ["erin", "rhea", "oren", "lena", "olga", "alma", "vic"])
def test_the_office_page_opens_with_its_answer(cast, client_of, nation, who):
    page = text(client_of(cast[who]).get(OFFICE))

    assert "has a full-time specialist, since" in page
    assert "Person" in page


@pytest.mark.parametrize("who", ["otis"])
@pytest.mark.parametrize("address", [OFFICE, "/offices/zzzz/staffing/"])
def test_another_office_is_like_none(cast, client_of, who, address):
    assert client_of(cast[who]).get(address).status_code == 404


def test_the_office_page_stays_within_its_queries(client_of, lena, nation):
    for _turn in range(3):
        make.absence(make.appointment("txnd", kind="ACTING", starts_on=ago(90)), ends_on=ago(1))
        make.answer("txnd", given_on=ago(40))
    client = client_of(lena)
    client.get(OFFICE)
    with CaptureQueriesContext(connection) as queries:
        client.get(OFFICE)

    told = [q["sql"] for q in queries if "django_session" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    assert len(told) <= 11, told


def test_leadership_is_told_what_it_owes_and_gives_the_answer(client_of, lena):
    make.appointment("txnd", starts_on=ago(400), ends_on=ago(146))
    make.asking("txnd", asked_on=ago(200))
    client = client_of(lena)
    page = text(client.get("/"))

    assert "Your office has no specialist since" in page
    assert "(146 days)" in page
    assert "You owe an answer" in page
    response = client.post("/offices/txnd/answers/new/", {"says": "ACTING"}, follow=True)
    assert "The answer is recorded. N.D. Tex. is covered by an acting specialist" in text(response)
    assert rows(Answer)[0].given_on == localdate()


def test_what_the_rules_refuse_stands_on_the_form(client_of, lena):
    response = client_of(lena).post("/offices/txnd/answers/new/", {"says": "CANNOT_NOW"})

    assert response.status_code == 422
    assert "Say why the post cannot be filled now" in text(response)
    assert not rows(Answer)


def test_eousa_names_who_told_it(client_of, erin):
    client = client_of(erin)
    told = {"says": "ACTING", "told_by": "J. Doe, First Assistant", "given_on": ago(3).isoformat()}

    assert client.post("/offices/txnd/answers/new/", {"says": "ACTING"}).status_code == 422
    assert client.post("/offices/txnd/answers/new/", told).status_code == 302
    assert rows(Answer)[0].told_by == "J. Doe, First Assistant"


def test_an_absence_with_a_stand_in_and_the_return(client_of, olga, alma):
    make.appointment("txnd", person=alma, starts_on=ago(100))
    client = client_of(olga)
    facts = {"person": alma.pk, "starts_on": ago(32).isoformat(), "stand_in": olga.pk}

    assert client.post("/offices/txnd/absences/new/", facts).status_code == 302
    page = text(client.get(OFFICE))
    assert "Olga Brandt stands in" in page
    assert "Your office is covered by an acting specialist" in page
    absence = rows(Absence)[0]
    client.post(f"/offices/txnd/absences/{absence.pk}/end/", {"ends_on": localdate().isoformat()})
    assert rows(Absence)[0].ends_on == localdate()
    assert client.post(f"/offices/txnd/absences/{absence.pk}/end/", {"ends_on": "2026-01-01"}).status_code == 404


def test_eousa_appoints_and_ends(client_of, erin):
    client = client_of(erin)
    facts = {"name": "Nora Vale", "email": "nora@example.test", "authority": "AUSA_542", "kind": "FULL_TIME"}
    response = client.post("/offices/txnd/appointments/new/", facts | {"starts_on": ago(9).isoformat()}, follow=True)

    assert "N.D. Tex. has a full-time specialist" in text(response)
    again = client.post("/offices/txnd/appointments/new/", facts | {"name": "Other", "starts_on": ago(9).isoformat()})
    assert "belongs to Nora Vale" in text(again)
    appointment = rows(Appointment)[0]
    client.post(f"/offices/txnd/appointments/{appointment.pk}/end/", {"ends_on": ago(1).isoformat()})
    page = text(client.get(OFFICE))
    assert "N.D. Tex. has no specialist since" in page
    assert "Erin Cole: changed an appointment" in page


def boxes(page):
    return re.findall(r'<input type="checkbox" name="offices"[^>]*>', page)


@pytest.mark.parametrize("address", ["/askings/new/", "/desks/new/"])
def test_with_nothing_ticked_the_same_offices_stay_on_offer(client_of, erin, address):
    response = client_of(erin).post(f"{address}?state=TX", {})
    page = text(response)

    assert response.status_code == 422
    assert "Choose at least one office." in page
    assert len(boxes(page)) == 4
    assert f'href="#id_offices_office_{make.office("txed").pk}"' in page


def test_the_boxes_are_named_for_their_offices_and_not_remembered(client_of, erin):
    found = boxes(text(client_of(erin).get("/askings/new/?office=txed&office=txnd")))

    assert {re.search(r'id="([^"]+)"', box)[1] for box in found} == {
        f"id_offices_office_{make.office(court_id).pk}" for court_id in ("txed", "txnd")
    }
    assert all('autocomplete="off"' in box and "checked" in box for box in found)


@pytest.mark.parametrize("address", ["/askings/new/", "/desks/new/"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("answer=bogus", "bogus is not one of the available choices"),
        ("office=xxx", "There is no office “xxx”"),
        ("office=txnd&office=xxx", "There is no office “xxx”"),
        ("days_without=-3", "Enter 0 or more"),
    ],
)
def test_offices_that_cannot_be_found_are_not_taken_for_all(client_of, erin, address, query, sentence):
    for response in (client_of(erin).get(f"{address}?{query}"), client_of(erin).post(f"{address}?{query}", {})):
        assert response.status_code == 400
        assert sentence in text(response)


def test_desks_are_assigned(client_of, erin, rhea):
    ezra = make.member("Ezra Ross", Role.EOUSA)
    keys = [make.office("txed").pk]
    client = client_of(erin)
    response = client.post("/desks/new/?office=txed", {"offices": keys, "person": ezra.pk}, follow=True)

    assert "1 office changed hands. Ezra Ross watches it." in text(response)
    assert rows(Desk)[0].person_id == ezra.pk
    again = client.post("/desks/new/?office=txed", {"offices": keys, "person": ezra.pk}, follow=True)
    assert "No office changed hands; Ezra Ross watched them before." in text(again)
    assert client.post("/desks/new/?office=txed", {"offices": keys, "person": rhea.pk}).status_code == 422, "a reader"


@pytest.mark.parametrize(("who", "has_desks"), [("erin", True), ("rhea", False), ("oren", False)])
def test_who_only_reads_is_neither_addressed_as_eousa_nor_offered_desks(cast, client_of, nation, who, has_desks):
    page = text(client_of(cast[who]).get("/board/"))

    assert ("<span>EOUSA (you)</span>" in page) == has_desks
    assert ("<span>EOUSA</span>" in page) != has_desks
    assert ("Only mine" in page) == has_desks


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("alma", "never had a specialist"), ("vic", "never had a specialist"), ("opal", "You keep the portal running"),
        ("ada", "Nothing is shared yet."), ("pia", "People and invitations"),
    ],
)  # fmt: skip
def test_every_other_role_has_an_honest_first_page(cast, client_of, who, words):
    make.asking("txnd", asked_on=ago(3))
    page = text(client_of(cast[who]).get("/"))

    assert words in page
    assert ("Not built yet" in page) == (who == "opal")


def test_the_shared_us_attorney_of_guam_is_noted(client_of, erin):
    assert "Northern Mariana Islands" in text(client_of(erin).get("/offices/gud/staffing/"))


def test_the_trail_tells_what_was_taken_off_the_record(client_of, erin):
    answer = make.answer("txnd")
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        answer.withdraw(by=erin)
    page = text(client_of(erin).get(OFFICE))

    assert "Erin Cole: took an answer of the office off the record" in page
    assert "recorded an answer of the office" in page
