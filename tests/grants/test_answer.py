"""Answering a question about federal money: who may, once, with which clock; and what becomes of it."""

import re
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError
from time import sleep
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from grants import guidance_panels
from grants.guidance import question_or_404
from grants.models import AnswerTemplate, Entry, GuidanceRequest, Note, Question, Referral, recording
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.asking import add
from grants.models.giving import give, give_to_center
from grants.models.handing import give_to_office
from grants.models.opportunity import Opportunity
from grants.models.recording import offices_for, record_told
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.hats import Hat
from portal.models import Membership, Message, Person
from portal.tenancy import acting_as
from tests import make
from tests.grants.questions import TARRANT, WORDS, question, read_again
from tests.make import DAY, NOW
from tests.partners.log import at_office
from tests.races import DONE, at_once
from tests.reading import text

pytestmark = pytest.mark.django_db
State = GuidanceRequest.State


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(made: GuidanceRequest, by: Any) -> GuidanceRequest:
    return GuidanceRequest.objects.select_related("owner").get(pk=made.pk)


def as_of_the_center(made: GuidanceRequest) -> GuidanceRequest:
    """With no more than EOUSA may read of it."""
    return question_or_404(Hat(Role.EOUSA), made.pk).request


# --- verbs -----------------------------------------------------------------------------------------------------------
def test_an_answer_goes_once_with_the_programs_and_tells_the_asker(alma, erin, otis):
    made = question(alma)
    with at_office(alma):
        sent = verbs.answer(
            fresh(made, alma), text="Two programs fit", referrals=[Pointer("stop")], seen=0, by=alma, at=NOW
        )
        with pytest.raises(Refused, match="while you wrote"):
            verbs.answer(fresh(made, alma), text="Two programs fit", seen=0, by=alma, at=NOW)
        told = Message.objects.get(cause="ASKER_ANSWERED")
        assert (told.recipient, told.is_private) == ("asker@example.test", True)
        assert [row.program for row in Referral.objects.filter(entry=sent)] == ["stop"]
        assert Entry.objects.filter(request=made.pk).count() == 1

    found = read_again(made, alma)
    assert (found.state, found.answered_on, found.answered_at) == (State.ANSWERED, DAY, NOW)
    with at_office(otis):
        assert not GuidanceRequest.objects.exists()
    with at_office(erin):
        assert GuidanceRequest.objects.only("state").get(pk=made.pk).state == State.ANSWERED
        assert not Entry.objects.exists()
        assert not Question.objects.exists()


def test_the_office_puts_an_agency_in_between_and_the_clock_runs_on_with_its_reply(alma):
    made = question(alma, asked_on=DAY - timedelta(days=10))
    with at_office(alma):
        asked = fresh(made, alma)
        note = verbs.consult(asked, agency="OVW", text="May a dual program apply?", by=alma, at=NOW)
        with pytest.raises(Refused, match="has not replied yet"):
            verbs.consult(asked, agency="OVW", by=alma, at=NOW)
        second = verbs.consult(asked, agency="OVC", by=alma, at=NOW)
        assert fresh(made, alma).state == State.CONSULTING
        verbs.came_back(note, asked, by=alma, at=NOW)
        assert fresh(made, alma).state == State.CONSULTING, "OVC has not replied"
        verbs.came_back(second, fresh(made, alma), by=alma, at=NOW)
        with pytest.raises(Refused, match="already"):
            verbs.came_back(second, fresh(made, alma), by=alma, at=NOW)
    found = read_again(made, alma)
    assert (found.state, found.due_on, found.waits_since) == (State.WAITING, DAY + timedelta(days=1), made.waits_since)


@pytest.mark.django_db(transaction=True)
def test_of_two_replies_at_the_same_moment_the_second_one_ends_the_waiting(alma, vic):
    made = question(alma)
    with at_office(alma):
        asked = fresh(made, alma)
        notes = [verbs.consult(asked, agency=agency, by=alma, at=NOW) for agency in ("OVW", "OVC")]

    both = Barrier(2)

    def came_back(person: Person, note: Note) -> None:
        with at_office(person), suppress(BrokenBarrierError):
            verbs.came_back(note, fresh(made, person), by=person, at=NOW)
            both.wait(0.5)  # before either is kept, unless one of them has to wait for the other

    came = at_once(*(partial(came_back, *pair) for pair in zip((alma, vic), notes, strict=True)))

    assert came == [DONE, DONE]
    assert read_again(made, alma).state == State.WAITING


def test_it_goes_to_another_of_the_office_and_the_asker_reads_who_answers(alma, vic, olga, otis):
    made = question(alma)
    with at_office(alma):
        for stranger in (olga, otis):
            with pytest.raises(Refused, match="cannot answer questions here"):
                give(fresh(made, alma), to=stranger, by=alma, at=NOW)
        seen = fresh(made, alma)
        give(fresh(made, alma), to=vic, reason="I am away", by=alma, at=NOW)
        with pytest.raises(Refused, match="given away this question meanwhile"):
            give(seen, to=vic, by=alma, at=NOW)
        assert Note.objects.get().text == "Given to Vic Moreno. I am away"
        told = set(Message.objects.values_list("cause", "recipient"))
    assert told == {("GUIDANCE_GIVEN", vic.email), ("ASKER_HANDED_OVER", "asker@example.test")}
    assert read_again(made, alma).owner_name == "Vic Moreno"


def test_what_nobody_at_the_office_can_answer_goes_to_eousa_for_a_reason(alma, erin):
    made = question(alma)
    with at_office(alma):
        with pytest.raises(Refused, match="Say why"):
            give_to_center(fresh(made, alma), reason=" ", by=alma, at=NOW)
        give_to_center(fresh(made, alma), reason="It is about tribal money", by=alma, at=NOW)
        with pytest.raises(Refused, match="already"):
            give_to_center(fresh(made, alma), reason="Again", by=alma, at=NOW)
    with at_office(erin):
        assert Question.objects.get().text == WORDS, "EOUSA reads what it answers"
    found = read_again(made, alma)
    assert (found.owner, found.is_central) == (erin, True)


def test_it_is_closed_for_a_reason_that_holds_and_opened_with_a_new_clock(alma, vic):
    made = question(alma, asked_on=DAY - timedelta(days=30))
    with at_office(alma):
        with pytest.raises(Refused, match="Nobody has answered yet"):
            verbs.close(fresh(made, alma), because="DONE", by=alma, at=NOW)
        verbs.close(fresh(made, alma), because="MISUSE", by=alma, at=NOW)
        assert not Message.objects.filter(cause="ASKER_CLOSED").exists(), "nobody is told of misuse"
        with pytest.raises(Refused, match="Open it again"):
            verbs.answer(fresh(made, alma), text="Late", by=alma, at=NOW)
        verbs.reopen(fresh(made, alma), by=vic, at=NOW)
        with pytest.raises(Refused, match="open already"):
            verbs.reopen(fresh(made, alma), by=vic, at=NOW)
    found = read_again(made, alma)
    assert (found.owner, found.due_on, found.closed_because) == (alma, DAY + timedelta(days=2), "")


def test_whoever_opens_what_somebody_who_left_had_closed_has_it(alma, vic, lena):
    made = question(alma)
    with at_office(alma):
        verbs.close(fresh(made, alma), because="NOT_OURS", by=alma, at=NOW)
    with at_office(lena):
        Membership.objects.get(person=alma).end(by=lena, acting=Role.LEADERSHIP, at=NOW)
    with at_office(vic):
        verbs.reopen(fresh(made, vic), by=vic, at=NOW)
    assert read_again(made, vic).owner == vic


def test_what_was_told_is_put_on_record_once_by_the_office_of_the_county(alma, erin, olga):
    said: dict[str, Any] = {"county": TARRANT, "need": "LEGAL", "text": "Who pays for lawyers?", "email": "a@b.test"}
    key = uuid4()
    with at_office(alma) as member:
        for _twice in range(2):
            record_told(office=member.office, asked=key, by=alma, at=NOW, **said)
        with pytest.raises(Refused, match="does not serve this county"):
            record_told(office=member.office, asked=uuid4(), by=alma, at=NOW, **said | {"county": "36061"})
        with pytest.raises(Refused, match="Only somebody"):
            record_told(office=member.office, asked=uuid4(), by=olga, at=NOW, **said)
        made = Question.objects.get()
        assert (made.channel, made.request.owner, made.request.due_on) == ("TOLD", alma, DAY + timedelta(days=2))
        assert Message.objects.filter(cause="ASKER_ASKED", recipient="a@b.test").count() == 1
    with at_office(erin):
        made_there = record_told(office=None, asked=uuid4(), by=erin, at=NOW, **said | {"county": "60010"})
        assert (made_there.is_central, made_there.office_id) == (True, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_central", [False, True])
def test_what_was_told_is_one_question_also_where_it_is_sent_twice_in_one_moment(alma, erin, is_central, monkeypatch):
    by, county = (erin, "60010") if is_central else (alma, TARRANT)
    key, keep, made = uuid4(), recording.keep_words, []

    def slowly(*told: Any) -> None:
        keep(*told)
        sleep(0.4)  # the other one comes before this is kept

    def tell() -> None:
        said: dict[str, Any] = {"county": county, "need": "LEGAL", "text": "Who pays for lawyers?", "email": "a@b.test"}
        with at_office(by) as member:
            made.append(recording.record_told(office=member.office, asked=key, by=by, at=NOW, **said).pk)

    monkeypatch.setattr(recording, "keep_words", slowly)
    assert at_once(tell, tell) == [DONE, DONE]
    assert len(set(made)) == 1
    with at_office(by):
        assert (GuidanceRequest.objects.count(), Question.objects.count()) == (1, 1)
        assert Message.objects.filter(cause="ASKER_ASKED", recipient="a@b.test").count() == 1


def test_a_divided_county_names_the_office_of_the_rest(alma):
    assert [office and office.court_id for office in offices_for("37093", make.office("ncmd")).values()] == [
        "ncmd", "nced",
    ]  # fmt: skip


def test_the_center_reads_in_the_ledger_of_no_asker_whom_an_office_serves(alma, erin):
    """Also not of the time in which EOUSA answered: the question may go back, as this one does."""
    made = question(alma)
    with at_office(alma):
        verbs.answer(fresh(made, alma), text="Two programs fit", seen=0, by=alma, at=NOW)
        give_to_center(fresh(made, alma), reason="No specialist", by=alma, at=NOW)
    mails = Message.objects.filter(recipient="asker@example.test")
    with at_office(erin):
        verbs.answer(as_of_the_center(made), text="One more", by=erin, at=NOW)
        verbs.close(as_of_the_center(made), because="DONE", by=erin, at=NOW)
        assert not mails.exists()
        verbs.reopen(as_of_the_center(made), by=erin, at=NOW)
        give_to_office(as_of_the_center(made), by=erin, at=NOW)
        assert not mails.exists()
    told = ["ASKER_ANSWERED"] * 2 + ["ASKER_CLOSED"] + ["ASKER_HANDED_OVER"] * 2 + ["ASKER_OPEN_AGAIN"]
    with at_office(alma):
        assert sorted(mails.values_list("cause", flat=True)) == told


# --- pages -----------------------------------------------------------------------------------------------------------


def test_a_page_shows_the_question_and_takes_the_answer(alma, client_of):
    made = question(alma)
    client = client_of(alma)
    listed = text(client.get("/questions/"))
    assert "1 question waits for an answer." in listed
    assert "Emergency shelter, Tarrant County, TX" in listed
    assert WORDS not in listed
    assert "Nov. 25, 2026 (in 2 working days)" in listed

    shown = text(client.get(f"/questions/{made.pk}/"))
    assert "Waits for your answer, due November 25." in shown
    assert "<dt>Answer due</dt><dd>Nov. 25, 2026 (in 2 working days)</dd>" in shown
    assert "<dt>Who answers</dt>" in shown
    assert "Answered by" not in listed + shown, "nobody has answered"
    assert WORDS in shown

    page = client.get(f"/questions/{made.pk}/answer/")
    assert page.status_code == 200, text(page)
    sent = {"text": "STOP money comes through the state", "programs": ["stop"], "seen": 0}
    after = client.post(f"/questions/{made.pk}/answer/", sent, follow=True)
    assert "Answered: for the first time on the same working day." in text(after)
    assert "STOP money comes through the state" in text(after)


def test_filters_stand_folded_until_one_is_set_and_late_ones_are_no_more_that_wait(alma, client_of):
    question(alma, asked_on=DAY - timedelta(days=10))
    page = text(client_of(alma).get("/questions/"))
    assert "1 question waits for an answer; it is late." in page
    assert '<details class="filters__later"><summary>Filters</summary>' in page
    assert page.count(">Show</button>") == 1
    assert '<details class="filters__later" open>' in text(client_of(alma).get("/questions/?overdue=yes"))
    question(alma)
    assert "2 questions wait for an answer, 1 of them is late." in text(client_of(alma).get("/questions/"))


def test_eousa_reads_what_it_answers_and_of_the_others_nothing_but_clocks(alma, erin, rhea, client_of):
    theirs, ours = question(erin, is_central=True), question(alma)
    client = client_of(erin)
    told = '<a href="/questions/">1 question about federal money</a>'
    assert (told in text(client.get("/")), told in text(client_of(rhea).get("/"))) == (True, True)
    assert client.get(f"/questions/{ours.pk}/").status_code == 404
    assert "1 question waits for an answer." in text(client.get("/questions/"))
    assert WORDS in text(client.get(f"/questions/{theirs.pk}/"))
    sent = {"text": "Ask the state", "programs": ["stop", "lav"], "seen": 0}
    assert "Ask the state" in text(client.post(f"/questions/{theirs.pk}/answer/", sent, follow=True))
    client.post(f"/questions/{theirs.pk}/close/", {"because": "DONE"})
    assert "Closed on November 23: everything is said." in text(client.get(f"/questions/{theirs.pk}/"))
    assert client_of(rhea).get(f"/questions/{theirs.pk}/answer/").status_code == 403
    back = client.post(f"/questions/{theirs.pk}/reopen/")
    assert back.status_code == 302
    assert client.post(reverse("guidance-return", args=[theirs.pk])).status_code == 302
    assert client.get(f"/questions/{theirs.pk}/").status_code == 404, "it is the office's again"


def test_what_eousa_answered_and_closed_the_office_does_not_open_and_is_told_why(alma, erin, client_of):
    made = question(erin, is_central=True)
    with at_office(erin):
        verbs.close(as_of_the_center(made), because="DOUBLE", by=erin, at=NOW)
    client, path = client_of(alma), f"/questions/{made.pk}/reopen/"
    seen = text(client.get(f"/questions/{made.pk}/"))
    assert path not in seen
    assert "EOUSA opens it again, or the asker by adding to it." in seen
    refused = client.post(path)
    assert refused.status_code == 422
    assert "EOUSA answered this question, so EOUSA opens it again" in text(refused)
    assert path in text(client_of(erin).get(f"/questions/{made.pk}/"))
    assert client_of(erin).post(path).status_code == 302
    assert read_again(made, alma).state == State.WAITING


def test_what_is_told_has_the_language_of_whoever_told_it(alma, client_of, posted):
    page = client_of(alma).get("/questions/told/")
    assert page.context["form"]["language"].value() == "en"
    said = {"place": "Tarrant County, Texas", "need": "SHELTER", "email": "a@b.test", "language": "es"}
    assert client_of(alma).post("/questions/told/", said).status_code == 302
    with at_office(alma):
        assert Question.objects.get().language == "es"
    assert "/es/q/" in posted("ASKER_ASKED")[0]["text"]


def test_what_was_said_meanwhile_is_read_before_an_answer_goes(alma, client_of):
    made = question(alma)
    add(made, text="We are in Parker County too", at=NOW)
    client = client_of(alma)
    sent = {"text": "Two programs fit", "seen": 0}
    page = client.post(f"/questions/{made.pk}/answer/", sent)
    assert page.status_code == 422
    assert "Something was said here while you wrote" in text(page)
    assert "We are in Parker County too" in text(page)
    assert "Two programs fit" in text(page), "nothing typed is lost"
    assert (
        client.post(f"/questions/{made.pk}/answer/", sent | {"seen": page.context["form"]["seen"].value()}).status_code
        == 302
    )


def test_the_page_reminds_as_soon_as_a_program_that_may_fit_has_an_open_notice(alma, vic, client_of):
    first, second, third = (question(alma, need="LEGAL") for _each in range(3))
    elsewhere = question(alma, need="TRAINING")
    with acting_as(DatabaseRole.EOUSA):
        notice = Opportunity.objects.create(
            id=358_111, number="O-OVW-2026-1", title="Legal Assistance (invented)", agency_code="USDOJ-OJP-OVW",
            listings=["16.524"], opens_on=DAY - timedelta(days=5), closes_on=DAY + timedelta(days=20),
        )  # fmt: skip
    client = client_of(alma)

    def pages(asked: GuidanceRequest) -> list[str]:
        return [text(client.get(f"/questions/{asked.pk}/{page}")) for page in ("", "answer/")]

    for page in pages(first):
        assert "Notices are open now: LAV. Say only what is published" in page
        assert "Nobody else has been told anything about it" in page
    assert not any("Notices are open now" in page for page in pages(elsewhere))
    sent = {"text": "Page 3 of the notice says who may apply", "programs": [f"lav:{notice.pk}"], "seen": 0}
    once = client.post(f"/questions/{first.pk}/answer/", sent | {"is_published": "on"})
    assert once.status_code == 302, "confirmed on the first page, without a detour"

    assert all("Page 3 of the notice says who may apply" in page for page in pages(second))
    unnamed = client.post(f"/questions/{third.pk}/answer/", {"text": "Which county is it?", "seen": 0})
    assert unnamed.status_code == 302, "who names no program confirms nothing"
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert not any("Notices are open now" in page for page in pages(second)), "it is closed"


def test_while_a_notice_is_open_all_who_ask_the_same_are_told_the_same(alma, vic, client_of):
    first, second = question(alma), question(alma, email="other@example.test")
    with acting_as(DatabaseRole.EOUSA):
        notice = Opportunity.objects.create(
            id=358_111, number="O-OVW-2026-1", title="Legal Assistance (invented)", agency_code="USDOJ-OJP-OVW",
            listings=["16.524"], opens_on=DAY - timedelta(days=5), closes_on=DAY + timedelta(days=20),
        )  # fmt: skip
    client = client_of(alma)
    sent = {"text": "Page 3 of the notice says who may apply", "programs": [f"lav:{notice.pk}"], "seen": 0}
    page = client.post(f"/questions/{first.pk}/answer/", sent)
    assert page.status_code == 422
    assert "Say only what is published" in text(page)
    assert "Nobody else has been told anything about it" in text(page)
    assert client.post(f"/questions/{first.pk}/answer/", sent | {"is_published": "on"}).status_code == 302

    page = text(client_of(vic).get(f"/questions/{second.pk}/answer/?programs=lav"))
    assert "Page 3 of the notice says who may apply" in page
    with at_office(alma):
        row = Referral.objects.get()
        assert (row.program, row.opportunity, bool(row.reasons)) == ("lav", notice.pk, True)
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert "Page 3" not in text(client_of(vic).get(f"/questions/{second.pk}/answer/?programs=lav")), "it is closed"


def test_templates_are_an_offices_own_and_eousas_for_all(alma, otis, erin, client_of):
    made = question(alma)
    delivered = text(client_of(alma).get("/answer-templates/"))
    assert "You can begin an answer with 3 texts." in delivered
    assert "The money comes through your state" in delivered
    assert "EOUSA’s, for all" in delivered
    client_of(erin).post("/answer-templates/new/", {"title": "Through the state", "text": "STOP money goes through"})
    own = {"title": "Ours", "text": "Call the coalition"}
    assert client_of(alma).post("/answer-templates/new/", own).status_code == 302
    with at_office(alma):
        template = AnswerTemplate.objects.get(title="Ours")
    assert "Ours" not in text(client_of(otis).get("/answer-templates/"))
    assert "Through the state" in text(client_of(otis).get("/answer-templates/"))
    assert client_of(otis).get(f"/answer-templates/{template.pk}/").status_code == 404
    page = text(client_of(alma).get(f"/questions/{made.pk}/answer/?template={template.pk}"))
    assert "Call the coalition</textarea>" in page
    client_of(alma).post(f"/answer-templates/{template.pk}/retire/")
    assert "Ours" not in text(client_of(alma).get("/answer-templates/"))


def test_the_pages_ask_few_questions_of_the_database(alma, client_of, django_assert_max_num_queries):
    for _number in range(3):
        made = question(alma)
    with at_office(alma):
        verbs.answer(made, text="Two", referrals=[Pointer("stop"), Pointer("lav")], by=alma, at=NOW)
        verbs.add_note(made, text="Called back", by=alma, at=NOW)
    client = client_of(alma)
    client.get("/questions/")
    with django_assert_max_num_queries(9):
        client.get("/questions/?state=all")
    with django_assert_max_num_queries(14):
        client.get(f"/questions/{made.pk}/")


def test_programs_read_clocks_and_words_as_pages_do(alma, erin, pia, shelter, client_of):
    made, theirs = question(alma, organization=shelter), question(alma)
    with at_office(alma):
        verbs.answer(made, text="Ask the state", by=alma, at=NOW)
        verbs.add_note(made, text="Internal", by=alma, at=NOW)
    found = {row["asked"]: row for row in client_of(erin).get("/api/v1/guidance-requests/").json()["results"]}
    assert found[str(made.asked)]["days_to_answer"] == 0
    assert (found[str(theirs.asked)]["need"], found[str(theirs.asked)]["office"]) == ("", "txnd")
    assert [row["asked"] for row in client_of(pia).get("/api/v1/guidance-requests/").json()["results"]] == [
        str(made.asked)
    ]
    nowhere = question(erin, court_id="")
    told = client_of(erin).get(f"/api/v1/guidance-requests/{nowhere.asked}/").json()
    assert told["office"] is None, "as referrals/ says it"
    one = client_of(pia).get(f"/api/v1/guidance-requests/{made.asked}/")
    assert [entry["text"] for entry in one.json()["entries"]] == ["Ask the state"]
    assert "Internal" not in text(one)
    assert client_of(erin).get(f"/api/v1/guidance-requests/{made.asked}/").json()["text"] == ""
    assert client_of(pia).get(f"/api/v1/guidance-requests/{theirs.asked}/").status_code == 404
    nothing = client_of(alma).get(f"/api/v1/guidance-requests/{made.pk}/")
    assert (nothing.status_code, nothing.json()["detail"]) == (
        404,
        "There is nothing at this address. The rows of /api/v1/guidance-requests/ carry their own addresses.",
    )


def test_the_week_and_the_report_tell_of_questions(alma, lena, client_of):
    made = question(alma, asked_on=DAY - timedelta(days=3))
    question(alma)
    week = text(client_of(alma).get("/"))
    assert '<h1 class="sentence">2 questions from advocates wait, the older for 1 working day. Nothing is due' in week
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", week)[0] == (
        '<a href="/questions/?owner=mine">Questions that wait for your answer</a>'
    )
    with at_office(alma) as member:
        verbs.answer(made, text="Ask the state", by=alma, at=NOW)
        assert member.office
        counted = guidance_panels.count(member.office, date(2026, 10, 1), NOW)
    assert counted == {"asked": 2, "answered": 1, "days": 1.0}
    [section] = guidance_panels.told(counted)
    assert section.paragraphs == ["2 questions were asked. 1 was answered for the first time, after 1 working day."]
