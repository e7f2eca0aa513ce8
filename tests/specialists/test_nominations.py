"""Nominations as each role meets them: the package, OARM's queue and decisions, the thread, who is told."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localdate

from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import AccessEvent, Membership, Message
from portal.models.message import MessageQuerySet
from portal.tenancy import acting_as
from specialists.models import Clearance, Document, Move, Nomination, Vacancy
from specialists.nomination_words import STANDS
from specialists.return_texts import TEXTS, prepared_text
from specialists.stages import Budget, Loss, NominationState, ReturnReason, Stage, StepKey
from tests import make
from tests.reading import text

pytestmark = pytest.mark.django_db
NAME = "Cleo Marsh"
ALL_THERE = {document.value: "" for document in Document}


def ago(days):
    return localdate() - timedelta(days=days)


def heads(leader, court="txnd"):
    return acting_as(DatabaseRole.HEADS, office_id=make.office(court).pk, person_id=leader.pk)


def oarm():
    return acting_as(DatabaseRole.OARM)


def screening(leader, court="txnd", since=300):
    with heads(leader, court):
        vacancy = Vacancy.objects.begin(office=make.office(court), by=leader, on=localdate(), made_on=ago(since))
        for step, detail in ((StepKey.FIND_BUDGET, Budget.DETAIL), (StepKey.ANNOUNCE, ""), (StepKey.SCREEN, "")):
            vacancy.take(step, acting=Role.LEADERSHIP, by=leader, on=localdate(), made_on=ago(since), detail=detail)
    return vacancy


def prepared(leader, court="txnd", name=NAME, **facts):
    vacancy = screening(leader, court)
    with heads(leader, court):
        return Nomination.objects.prepare(
            vacancy=vacancy, candidate_name=name, candidate_email="cleo@example.test", by=leader, on=localdate(),
            **{"documents": ALL_THERE} | facts,
        )  # fmt: skip


def sent(leader, court="txnd", days=34, **facts):
    nomination = prepared(leader, court, **facts)
    with heads(leader, court):
        nomination.send(by=leader, on=localdate(), made_on=ago(days))
    return nomination


def returned_and_sent_again(leader, oren, court="txnd", back=2, **facts):
    nomination = sent(leader, court, days=30, **facts)
    with oarm():
        nomination.give_back(reason="BAR_CERTIFICATE", text="Newer, please.", by=oren, on=localdate(), made_on=ago(19))
    with heads(leader, court):
        nomination.send(by=leader, on=localdate(), made_on=ago(back))
    return nomination


def now_of(nomination):
    with acting_as(DatabaseRole.EOUSA):
        return Nomination.objects.select_related("vacancy", "claimed_by").get(pk=nomination.pk)


@pytest.fixture
def nan(db):
    """US Attorney of S.D.N.Y."""
    return make.member("Nan Ode", Role.LEADERSHIP, office="nysd")


def address(nomination, act=""):
    return f"/nominations/{nomination.pk}/" + (f"{act}/" if act else "")


# --- the queue -------------------------------------------------------------------------------------------------------
def test_the_first_page_of_oarm_is_its_queue(client_of, oren, lena, nan):
    sent(lena, days=34)
    returned_and_sent_again(nan, oren, "nysd", name="Ari Quill", documents={"RESUME": "R-7"})

    page = text(client_of(oren).get("/"))

    assert "2 nominations wait for you. The oldest has waited 34 days (target 30)." in page
    assert "1 of them is back with you. 2 nobody has taken." in page
    assert "Open what is back with you: S.D.N.Y." in page
    assert "<strong>back with you</strong> returned" in page
    assert "for “bar certificate”, came back" in page
    assert page.index(">S.D.N.Y.</a></th>") < page.index(">N.D. Tex.</a></th>"), "what came back stands on top"
    assert "7 missing: " in page
    assert "C. M." in page
    assert "A. Q." in page
    assert not {"Marsh", "Quill"} & set(page.split()), "a list has initials only"


def test_an_empty_queue_says_so(client_of, oren, erin):
    assert "No nomination waits for you." in text(client_of(oren).get("/"))
    assert "No nomination is with OARM." in text(client_of(erin).get("/nominations/"))


def test_oarm_still_reaches_the_national_board(client_of, oren):
    client = client_of(oren)

    assert 'href="/board/"' in text(client.get("/"))
    assert "of 94 offices are covered" in text(client.get("/board/"))


def test_the_filters_of_the_queue(client_of, oren, lena, nan):
    mine = sent(lena, days=10)
    sent(nan, "nysd", days=12, documents={})
    with oarm():
        mine.claim(by=oren, at=make.NOW)
    client = client_of(oren)

    def listed(query):
        page = text(client.get(f"/nominations/?{query}"))
        return [name for name in ("N.D. Tex.", "S.D.N.Y.") if f">{name}</a></th>" in page]

    assert listed("state=waiting") == ["N.D. Tex.", "S.D.N.Y."]
    assert listed("claimed=mine") == ["N.D. Tex."]
    assert listed("claimed=nobody") == ["S.D.N.Y."]
    assert listed("package=complete") == ["N.D. Tex."]
    assert listed("package=incomplete") == ["S.D.N.Y."]
    assert listed("state=back") == listed("state=office") == listed("state=approved") == []
    assert client.get("/nominations/?state=nonsense").status_code == 400


def test_the_office_sees_its_own_and_eousa_sees_all(client_of, lena, olga, nan, erin, oren):
    sent(lena, days=34)
    sent(nan, "nysd", days=3, name="Ari Quill")

    for person in (lena, olga):
        page = text(client_of(person).get("/nominations/"))
        assert "The nomination of C. M. for N.D. Tex. is with OARM, day 34 of 30." in page
        assert "A. Q." not in page
    page = text(client_of(erin).get("/nominations/"))
    assert "2 nominations are with OARM. The oldest has waited 34 days" in page
    assert "C. M." in page
    assert "A. Q." in page


def test_decisions_are_a_csv_without_names(client_of, oren, lena, nan):
    first = sent(lena, days=34)
    second = sent(nan, "nysd", days=9, name="Ari Quill")
    with oarm():
        first.refer(reference="OARM-9", by=oren, on=localdate())
        first.approve(conditions="Admission by May.", by=oren, on=localdate(), made_on=ago(4))
        second.give_back(reason="CONFLICT", text="Whose brother?", by=oren, on=localdate())

    answer = client_of(oren).get("/nominations/?state=decided&format=csv")

    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    told = [(r["office"], r["decided_on"], r["decision"], r["reason"], r["days"], r["reference"]) for r in rows]
    assert told == [
        ("S.D.N.Y.", str(ago(0)), "returned by OARM", "question about a conflict of interest", "9", ""),
        ("N.D. Tex.", str(ago(4)), "approved by OARM with conditions", "", "30", "OARM-9"),
    ]
    assert {row["analyst"] for row in rows} == {oren.name}
    assert not {"Marsh", "Quill", "Admission", "brother"} & set(answer.content.decode().replace(",", " ").split())
    assert "30" in text(client_of(lena).get("/nominations/?state=decided")), "the office sees those about itself"
    assert "S.D.N.Y." not in text(client_of(lena).get("/nominations/?state=decided"))


def test_the_queue_asks_the_database_as_often_for_many_as_for_one(
    client_of, oren, lena, nan, django_assert_max_num_queries
):
    sent(lena)
    client = client_of(oren)
    client.get("/nominations/")
    with django_assert_max_num_queries(30) as one:
        client.get("/nominations/")
    returned_and_sent_again(nan, oren, "nysd")
    with django_assert_max_num_queries(len(one)):
        client.get("/nominations/")


# --- who may ---------------------------------------------------------------------------------------------------------
ACTS = [
    "", "edit", "sending", "taking-back", "discarding", "claim", "release", "approval", "return", "decline",
    "reference", "remarks/new",
]  # fmt: skip


@pytest.mark.parametrize("who", ["alma", "vic", "rhea", "opal", "pia", "ada"])
def test_who_may_not_see_candidates_is_refused_everywhere(who, cast, client_of):
    nomination = sent(cast["lena"])
    client = client_of(cast[who])
    pages = [
        "/nominations/",
        f"/vacancies/{nomination.vacancy_id}/nomination/",
        *(address(nomination, a) for a in ACTS),
    ]

    for page in pages:
        for ask in (client.get, client.post):
            answer = ask(page)
            assert (answer.status_code, "Marsh" in answer.content.decode()) == (403, False), page


def test_another_office_finds_nothing(client_of, lena, nan):
    nomination = sent(lena)

    for act in ("", "edit", "sending", "taking-back", "discarding", "remarks/new"):
        assert client_of(nan).get(address(nomination, act)).status_code == 404
    assert client_of(nan).get(f"/vacancies/{nomination.vacancy_id}/nomination/").status_code == 404


def test_the_office_does_not_decide_and_oarm_does_not_prepare(client_of, lena, olga, oren, erin):
    nomination = sent(lena)

    def allowed(person):
        return {act for act in ACTS if client_of(person).get(address(nomination, act)).status_code == 200}

    office = {"", "edit", "discarding", "remarks/new"}
    assert allowed(olga) == office
    assert allowed(lena) == office | {"sending", "taking-back"}
    assert allowed(oren) == {
        "", "claim", "release", "approval", "return", "decline", "reference", "remarks/new"
    }  # fmt: skip
    assert allowed(erin) == {"", "remarks/new"}


def test_every_opening_of_a_candidates_page_is_noted(client_of, lena, oren):
    nomination = sent(lena)
    client_of(oren).get("/nominations/")
    client_of(oren).get(address(nomination))
    client_of(oren).get(address(nomination, "approval"))

    with acting_as(DatabaseRole.EOUSA):
        read = AccessEvent.objects.filter(kind=AccessEvent.Kind.READ, person_id=oren.pk)
        assert sorted(event.path for event in read) == [address(nomination), address(nomination, "approval")]
        assert {(e.detail["nomination"], e.office_id) for e in read} == {(nomination.pk, nomination.office_id)}


# --- the office ------------------------------------------------------------------------------------------------------
def test_a_package_is_prepared_with_ticks_and_numbers(client_of, olga, lena, oren):
    vacancy = screening(lena)
    client = client_of(olga)
    facts = {"candidate_name": NAME, "candidate_email": "Cleo@Example.test", "has_resume": "on",
             "number_bar_certificate": "TX-77", "has_references": "on", "number_references": "three"}  # fmt: skip

    page = text(client.post(f"/vacancies/{vacancy.pk}/nomination/", facts, follow=True))

    made = only_one()
    assert made.documents == {"RESUME": "", "BAR_CERTIFICATE": "TX-77", "REFERENCES": "three"}
    assert (made.candidate_email, made.prepared_by_id) == ("cleo@example.test", olga.pk)
    assert "Next: the US Attorney or First Assistant sends it to OARM." in page
    assert "TX-77" in page
    assert "writing sample (missing)" in page
    assert "/sending/" not in page, "an officer does not nominate"
    assert "/sending/" in text(client_of(lena).get(address(made)))
    again = client.post(f"/vacancies/{vacancy.pk}/nomination/", facts)
    assert again.status_code == 422
    assert "A nomination for this vacancy is under way" in text(again)
    assert 'value="TX-77"' in text(again), "nothing typed is lost"


def only_one():
    with acting_as(DatabaseRole.EOUSA):
        return Nomination.objects.select_related("vacancy").get()


def test_a_package_is_corrected_until_it_is_sent(client_of, lena, olga):
    nomination = prepared(lena, documents={"RESUME": "R-7"})
    client = client_of(olga)

    page = text(client.get(address(nomination, "edit")))
    assert 'value="R-7"' in page
    client.post(address(nomination, "edit"), {"candidate_name": "Cleo M. Marsh", "candidate_email": "c@example.test"})

    assert (now_of(nomination).candidate_name, now_of(nomination).documents) == ("Cleo M. Marsh", {})
    with heads(lena):
        nomination.send(by=lena, on=localdate())
    refused = client.post(address(nomination, "edit"), {"candidate_name": "X", "candidate_email": "x@example.test"})
    assert "The package is not with the office now" in text(refused)


def test_an_incomplete_package_goes_only_if_that_is_meant(client_of, lena, oren):
    nomination = prepared(lena, documents={"RESUME": ""})
    client = client_of(lena)

    assert "The package is not complete: 7 missing:" in text(client.get(address(nomination, "sending")))
    refused = client.post(address(nomination, "sending"))
    assert refused.status_code == 422
    assert "Tick this to send an incomplete package" in text(refused)
    assert now_of(nomination).state == NominationState.PREPARED

    page = text(client.post(address(nomination, "sending"), {"anyway": "on"}, follow=True))
    assert "is with OARM, day 0 of 30." in page
    assert (now_of(nomination).state, now_of(nomination).nominating_official_id) == (NominationState.SENT, lena.pk)


def test_it_is_not_sent_before_screening(client_of, lena):
    with heads(lena):
        vacancy = Vacancy.objects.begin(office=make.office(), by=lena, on=localdate(), made_on=ago(20))
        vacancy.take(StepKey.FIND_BUDGET, acting=Role.LEADERSHIP, by=lena, on=localdate(), detail="DETAIL")
        nomination = Nomination.objects.prepare(
            vacancy=vacancy, candidate_name=NAME, candidate_email="c@example.test", by=lena, on=localdate()
        )
    page = text(client_of(lena).get(address(nomination)))

    assert "It can be sent once screening has begun. The vacancy is at “budget identified”." in page
    assert "/sending/" not in page
    refused = client_of(lena).post(address(nomination, "sending"), {"anyway": "on"})
    assert "from where “Nominate” is not possible" in text(refused)
    assert now_of(nomination).nominating_official is None, "all or nothing"


def test_a_package_never_sent_is_dropped_and_another_named(client_of, olga, lena):
    nomination = prepared(lena)
    client_of(olga).post(address(nomination, "discarding"))

    assert now_of(nomination).state == NominationState.WITHDRAWN
    assert now_of(nomination).vacancy.stage == Stage.SCREENING
    facts = {"candidate_name": "Dana Poe", "candidate_email": "d@example.test"}
    made = client_of(olga).post(f"/vacancies/{nomination.vacancy_id}/nomination/", facts)
    assert made.status_code == 302
    with heads(lena), pytest.raises(Refused, match="never sent"):
        nomination.discard(by=lena, on=localdate())


def test_the_office_takes_its_candidate_back(client_of, lena, oren):
    nomination = sent(lena)
    client = client_of(lena)

    assert client.post(address(nomination, "taking-back")).status_code == 422
    page = text(client.post(address(nomination, "taking-back"), {"reason": "CANDIDATE_WITHDREW"}, follow=True))

    assert "The nomination of Cleo Marsh for N.D. Tex. was withdrawn." in page
    assert now_of(nomination).vacancy.stage == Stage.SCREENING
    with heads(lena), pytest.raises(Refused, match="Choose a reason"):
        nomination.take_back(reason="nonsense", by=lena, on=localdate())


# --- OARM ------------------------------------------------------------------------------------------------------------
def test_a_nomination_is_taken_once(client_of, lena, oren):
    nomination = sent(lena)
    orla = make.member("Orla Finn", Role.OARM)

    page = text(client_of(oren).post(address(nomination, "claim"), follow=True))
    assert "Next: Oren Pratt of OARM decides." in page
    assert f'action="{address(nomination, "release")}"' in page
    late = text(client_of(orla).post(address(nomination, "claim")))
    assert "Oren Pratt of OARM has taken this nomination." in late
    assert "/approval/" not in text(client_of(orla).get(address(nomination)))

    decided = text(client_of(orla).post(address(nomination, "approval"), {"conditions": ""}))
    assert "Oren Pratt of OARM has taken this nomination." in decided
    assert now_of(nomination).state == NominationState.SENT, "nothing of it happened"
    client_of(orla).post(address(nomination, "release"))
    client_of(orla).post(address(nomination, "claim"))
    assert now_of(nomination).claimed_by == orla


def test_only_analysts_take_nominations_and_only_those_that_wait(lena, oren, erin):
    nomination = prepared(lena)
    with acting_as(DatabaseRole.EOUSA):
        with pytest.raises(Refused, match="does not wait for OARM"):
            nomination.claim(by=oren, at=make.NOW)
        with pytest.raises(Refused, match="does not act for OARM"):
            nomination.claim(by=erin, at=make.NOW)


def test_oarm_approves_with_conditions(client_of, lena, oren):
    nomination = sent(lena)
    page = text(client_of(oren).post(address(nomination, "approval"), {"conditions": "Bar by May."}, follow=True))

    assert "is approved with conditions." in page
    assert "Next: the office has to make the conditional offer." in page
    assert "Bar by May." in page
    assert f"/vacancies/{nomination.vacancy_id}/undo/" in page, "who decided may undo it"
    theirs = text(client_of(lena).get(address(nomination)))
    assert "Bar by May." in theirs
    assert "/undo/" not in theirs


def test_a_return_begins_with_a_text_for_its_reason(client_of, lena, oren):
    nomination = sent(lena, documents={key: "" for key in ALL_THERE if key != "WRITING_SAMPLE"})
    client = client_of(oren)
    where = address(nomination, "return")

    first = text(client.get(where))
    assert 'method="get"' in first
    assert "<textarea" not in first
    assert "Not in the package: writing sample." in first
    second = text(client.get(f"{where}?reason=DOCUMENT_MISSING"))
    assert "because something is missing: writing sample. Please add it" in second

    empty = client.post(where, {"reason": "DOCUMENT_MISSING", "text": " "})
    assert empty.status_code == 422
    changed = {"reason": "DOCUMENT_MISSING", "text": "The <b>sample</b> of May, please."}
    page = text(client.post(where, changed, follow=True))
    assert "is back with the office, day 0 of 15." in page
    assert "The &lt;b&gt;sample&lt;/b&gt; of May, please." in page, "what people write is text"
    assert "a document is missing" in text(client_of(lena).get(address(nomination)))
    assert now_of(nomination).vacancy.stage == Stage.RETURNED


@pytest.mark.parametrize("reason", ReturnReason)
def test_every_reason_has_a_text_but_the_other_one(reason):
    made = prepared_text(reason, [Document.RESUME])

    assert bool(made) == (reason != ReturnReason.OTHER)
    assert set(TEXTS) == set(ReturnReason)
    assert "%" not in made


def test_oarm_declines_with_a_reason(client_of, lena, oren):
    nomination = sent(lena)
    assert client_of(oren).post(address(nomination, "decline")).status_code == 422
    page = text(client_of(oren).post(address(nomination, "decline"), {"text": "Not yet five years."}, follow=True))

    assert "was declined." in page
    assert "Nobody has to act on it any more." in page
    assert now_of(nomination).vacancy.stage == Stage.SCREENING


def test_a_decision_about_what_was_taken_back_is_refused_in_words(client_of, lena, oren):
    nomination = sent(lena)
    with heads(lena):
        nomination.take_back(reason=Loss.CANDIDATE_WITHDREW, by=lena, on=localdate())

    late = client_of(oren).post(address(nomination, "approval"), {"conditions": ""})
    assert late.status_code == 422
    assert "This nomination has ended. Look at it again." in text(late)


def test_oarm_notes_its_own_number(client_of, lena, oren):
    nomination = sent(lena)
    client_of(oren).post(address(nomination, "reference"), {"reference": "OARM-2026-17"})

    assert "OARM-2026-17" in text(client_of(lena).get(address(nomination)))


def test_oarm_extends_a_temporary_appointment_and_the_office_is_told(client_of, lena, oren):
    nomination = sent(lena, days=250)
    with oarm():
        nomination.approve(by=oren, on=localdate(), made_on=ago(240))
    with heads(lena):
        vacancy = Vacancy.objects.get()
        for step in (StepKey.OFFER, StepKey.BEGIN_CHECKS):
            vacancy.take(step, acting=Role.LEADERSHIP, by=lena, on=localdate(), made_on=ago(230))
        dates = {"drug_test_on": ago(20), "not_to_exceed_on": ago(-60)}
        Clearance.objects.enter_on_duty(vacancy=vacancy, by=lena, on=localdate(), made_on=ago(10), **dates)
    client = client_of(oren)
    where = f"/vacancies/{vacancy.pk}/extension/"

    assert where in text(client.get(address(nomination)))
    assert "An extension ends later than before." in text(client.post(where, {"not_to_exceed_on": ago(-50)}))
    client.post(where, {"not_to_exceed_on": ago(-400)})

    with oarm():
        assert Clearance.objects.of(vacancy).not_to_exceed_on == ago(-400)
    assert ("temporary appointment extended", lena.email) in told()
    assert client.get(f"/vacancies/{2**30}/extension/").status_code == 404


# --- who is told -----------------------------------------------------------------------------------------------------
def told():
    with acting_as(DatabaseRole.EOUSA):
        steps = {f"move:{move.pk}": move.get_step_display() for move in Move.objects.all()}
        undone = {f"undone:{move.pk}": f"taken back: {move.get_step_display()}" for move in Move.objects.all()}
        posted = Message.objects.filter(cause__in=CAUSES)
        return sorted(((steps | undone).get(m.period) or WHAT[m.period.split(":")[0]], m.recipient) for m in posted)


WHAT = {"remark": "there is a new remark", "news": "temporary appointment extended"}


CAUSES = ["NOMINATION", "REMARK"]


@pytest.fixture
def letters(monkeypatch):
    """The texts of the mails that are posted."""
    posted = []
    post = MessageQuerySet.post

    def noted(rows, **facts):
        posted.append(facts["text"])
        return post(rows, **facts)

    monkeypatch.setattr(MessageQuerySet, "post", noted)
    return posted


def test_both_sides_are_told_of_every_step_by_initials(client_of, lena, olga, oren, letters):
    nomination = sent(lena)
    orla = make.member("Orla Finn", Role.OARM)
    with oarm():
        nomination.claim(by=oren, at=make.NOW)
    client_of(oren).post(address(nomination, "remarks/new"), {"text": "Where is the <i>memo</i>?"})
    client_of(olga).post(address(nomination, "remarks/new"), {"text": "In the file."})
    client_of(oren).post(address(nomination, "return"), {"reason": "OTHER", "text": "Sign it."})

    assert told() == sorted([
        ("nominated", oren.email), ("there is a new remark", lena.email), ("there is a new remark", olga.email),
        ("there is a new remark", oren.email), ("returned by OARM", lena.email), ("returned by OARM", olga.email),
    ])  # fmt: skip
    assert orla.email not in {email for _what, email in told()}, "the analyst who has taken it, nobody else"
    page = text(client_of(lena).get(address(nomination)))
    assert page.index("Where is the &lt;i&gt;memo&lt;/i&gt;?") < page.index("In the file."), "newest last"
    assert len(letters) == 6
    assert not [body for body in letters if "Marsh" in body or "memo" in body or "Sign it" in body]
    assert all(f"/nominations/{nomination.pk}/" in body for body in letters)


def test_a_word_of_eousa_reaches_both_sides(client_of, lena, oren, erin):
    nomination = sent(lena)
    client_of(erin).post(address(nomination, "remarks/new"), {"text": "Please hurry."})

    assert [email for what, email in told() if "remark" in what] == sorted([lena.email, oren.email])


def test_an_analyst_who_has_left_is_no_longer_told(client_of, lena, oren):
    nomination = sent(lena)
    orla = make.member("Orla Finn", Role.OARM)
    with oarm():
        nomination.claim(by=oren, at=make.NOW)
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.filter(person=oren).update(ended_at=make.NOW, ended_by=None)
    client_of(lena).post(address(nomination, "remarks/new"), {"text": "Anybody there?"})

    assert [email for what, email in told() if "remark" in what] == [orla.email]


def test_where_nobody_has_an_account_the_contacts_are_told_and_where_there_is_none_the_page_says_so(
    client_of, lena, oren
):
    nomination = sent(lena)
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.filter(person=lena).update(ended_at=make.NOW, ended_by=None)
    client = client_of(oren)

    alone = "Nobody can be told by mail: N.D. Tex. has nobody on record. Tell them yourself."
    assert alone in text(client.get(address(nomination)))
    assert alone in text(client.get(address(nomination, "approval")))
    client.post(address(nomination, "remarks/new"), {"text": "Hello?"})
    assert [email for what, email in told() if "remark" in what] == []

    make.staff_contact("txnd", email="usa.txnd@example.test")
    assert "Mail goes to usa.txnd@example.test" in text(client.get(address(nomination)))
    client.post(address(nomination, "remarks/new"), {"text": "Hello again?"})
    assert [email for what, email in told() if "remark" in what] == ["usa.txnd@example.test"]


def test_an_office_does_not_learn_who_works_at_oarm(client_of, lena, oren):
    nomination = sent(lena)
    page = text(client_of(lena).get(address(nomination)))

    assert "Mail goes to 1 analyst of OARM" in page
    assert oren.name not in page
    assert oren.email not in page


def test_an_empty_remark_is_refused(client_of, lena):
    nomination = sent(lena)

    assert client_of(lena).post(address(nomination, "remarks/new"), {"text": "  "}).status_code == 422


# --- hand-over -------------------------------------------------------------------------------------------------------
def test_a_claim_passes_to_a_colleague_or_to_the_queue_once(lena, oren, erin):
    nomination = sent(lena)
    orla = make.member("Orla Finn", Role.OARM)
    with oarm():
        nomination.claim(by=oren, at=make.NOW)
        stale = Nomination.objects.get()
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        with pytest.raises(Refused, match="does not act for OARM"):
            nomination.pass_on(to=erin, by=erin, at=make.NOW)
        nomination.pass_on(to=orla, by=erin, at=make.NOW)
        with pytest.raises(Refused, match="changed hands"):
            stale.pass_on(to=None, by=erin, at=make.NOW)
        nomination.pass_on(to=None, by=erin, at=make.NOW)
    assert now_of(nomination).claimed_by is None


# --- what a tester met -----------------------------------------------------------------------------------------------
def filled(client, nomination):
    """The one act that is drawn as the next."""
    return re.findall(
        r'class="usa-button" (?:href="[^"]+"|type="submit")>([^<]+)<', text(client.get(address(nomination)))
    )[0]


@pytest.mark.parametrize(("documents", "act"), [(ALL_THERE, "Send to OARM"), ({}, "Mend the package")])
def test_what_is_mended_is_sent_next(client_of, lena, olga, oren, documents, act):
    nomination = sent(lena, days=30, documents=documents)
    with oarm():
        nomination.give_back(reason="REFERENCES", text="More, please.", by=oren, on=localdate(), made_on=ago(19))

    assert filled(client_of(lena), nomination) == act
    assert "Mend the package</a>" in text(client_of(lena).get(address(nomination)))
    assert filled(client_of(olga), nomination) == "Mend the package"


def test_a_move_recorded_later_says_so(client_of, lena, oren):
    nomination = sent(lena, days=34)
    today = date_format(localdate(), "DATE_FORMAT")
    assert f"recorded {today}" in text(client_of(lena).get(address(nomination)))
    other = sent(make.member("Nan Ode", Role.LEADERSHIP, office="nysd"), "nysd", days=0)

    assert "recorded " not in text(client_of(oren).get(address(other))).split("<h2>History</h2>")[1].split("<h2")[0]


@pytest.mark.parametrize(("days", "words"), [(34, True), (30, False), (2, False)])
def test_the_queue_says_in_words_what_is_over_target(client_of, oren, lena, days, words):
    sent(lena, days=days)
    page = text(client_of(oren).get("/nominations/"))

    assert (f"<strong>over target</strong> {days}</span>" in page) == words
    assert f"{days}<" in page


def test_no_sentence_ends_in_two_periods():
    of = {"who": NAME, "office": "N.D. Tex.", "day": 3, "target": 30}

    assert not [said for said in STANDS.values() if ".." in str(said) % of]
