"""What is typed is not lost, what is sent twice is once, and what people read of a question is true of them."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from grants.fit import Fit, Reason, Verdict, fit, presumed
from grants.forms.guidance import CloseForm, RecordForm
from grants.models import AnswerTemplate, GuidanceRequest, Note, Outcome, Referral, StateAdministrator
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.giving import give
from grants.models.opportunity import Opportunity
from grants.models.pointing import kept
from grants.models.program import program, programs
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import Membership
from portal.tenancy import acting_as
from tests.grants.questions import question, read_again
from tests.make import DAY, NOW
from tests.partners.log import at_office
from tests.reading import text

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}
TYPED = "STOP money comes through the state"


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(made: GuidanceRequest) -> GuidanceRequest:
    return GuidanceRequest.objects.select_related("owner").get(pk=made.pk)


def opened(client: Any, made: GuidanceRequest) -> dict[str, Any]:
    """What the page would send back that nobody types."""
    form = client.get(f"/questions/{made.pk}/answer/").context["form"]
    return {"text": TYPED, "programs": ["stop"], "seen": form["seen"].value(), "owner": form["owner"].value()}


# --- nothing is lost -------------------------------------------------------------------------------------------------
def test_an_answer_to_what_was_closed_meanwhile_comes_back_with_a_way_to_open_it(alma, client_of):
    made, client = question(alma), client_of(alma)
    sent, path = opened(client, made), f"/questions/{made.pk}/answer/"
    with at_office(alma):
        verbs.close(fresh(made), because="DOUBLE", by=alma, at=NOW)
    page = client.post(path, sent)
    assert page.status_code == 422
    assert TYPED in text(page)
    assert "Open it again, then send your answer" in text(page)
    assert reverse("guidance-reopen", args=[made.pk]) in text(page)
    assert client.get(path).url == f"/questions/{made.pk}/"
    client.post(reverse("guidance-reopen", args=[made.pk]))
    assert client.post(path, sent).status_code == 302


def test_an_answer_to_what_was_given_away_meanwhile_is_sent_when_it_is_meant(alma, vic, client_of):
    made, client = question(alma), client_of(alma)
    sent = opened(client, made)
    with at_office(alma):
        give(fresh(made), to=vic, by=alma, at=NOW)
    page = client.post(f"/questions/{made.pk}/answer/", sent)
    assert page.status_code == 422
    assert "Vic Moreno has this question now" in text(page)
    assert TYPED in text(page)
    again = sent | {"owner": page.context["form"]["owner"].value()}
    assert client.post(f"/questions/{made.pk}/answer/", again).status_code == 302


def test_what_may_not_be_sent_any_more_is_shown_to_be_copied(alma, lena, erin, client_of):
    made, gone = question(erin, is_central=True), question(alma)
    client = client_of(erin)
    sent = opened(client, made)
    client.post(reverse("guidance-return", args=[made.pk]))
    page = client.post(f"/questions/{made.pk}/answer/", sent, **HERE)
    assert page.status_code == 404
    assert "copy what you typed" in text(page)
    assert f"readonly>{TYPED}</textarea>" in text(page)

    client = client_of(alma)
    with at_office(alma):
        for row in GuidanceRequest.objects.filter(owner=alma):
            give(fresh(row), to=lena, by=alma, at=NOW)
    with at_office(lena):
        Membership.objects.get(person=alma).end(by=lena, acting=Role.LEADERSHIP, at=NOW)
    page = client.post(f"/questions/{gone.pk}/answer/", sent, **HERE)
    assert page.status_code == 403
    assert f"readonly>{TYPED}</textarea>" in text(page)
    assert "sign in (opens a new tab)" not in text(page)
    assert "ask the leadership of your office" in text(page)


def test_a_template_stands_below_what_is_typed_and_ticked(alma, client_of):
    made, client = question(alma), client_of(alma)
    client.post("/answer-templates/new/", {"title": "Ours", "text": "Call the coalition"})
    with at_office(alma):
        template = AnswerTemplate.objects.get(title="Ours")
    typed = opened(client, made) | {"template": template.pk, "begin": "1"}
    page = client.post(f"/questions/{made.pk}/answer/", typed)
    assert page.status_code == 200
    assert page.context["form"]["text"].value() == f"{TYPED}\n\nCall the coalition"
    assert page.context["form"].chosen == ["stop"]
    assert read_again(made, alma).answered_on is None, "nothing was sent"


def test_the_county_stays_when_one_goes_back_and_an_empty_field_says_what_to_do(alma, visitor):
    assert "autocomplete" not in str(RecordForm()["place"])
    empty = CloseForm({})
    assert empty.errors["because"] == ["Choose one of the answers."]
    page = text(visitor.post("/ask/", {"place": "American Samoa"}))
    assert "Choose one of these counties." in page
    assert "This field is required" not in page


def test_what_somebody_else_put_on_record_of_a_state_agency_is_read_first(alma, client_of):
    path = reverse("administrator-edit", args=["TX", "stop"])
    client = client_of(alma)
    opened_with = client.get(path).context["form"]["opened_with"].value()
    sent = {"agency": "Governor’s Office", "source": "Called", "opened_with": opened_with}
    assert client.post(path, sent).status_code == 302
    page = client.post(path, sent | {"agency": "Mine"})
    assert page.status_code == 422
    assert "Somebody has changed this since you opened it" in text(page)
    sent |= {"agency": "Mine", "opened_with": page.context["form"]["opened_with"].value()}
    assert client.post(path, sent).status_code == 302
    with at_office(alma):
        assert StateAdministrator.objects.get(state="TX", program="stop", superseded_at=None).agency == "Mine"


# --- twice is once ---------------------------------------------------------------------------------------------------
def test_an_agency_is_asked_once_also_by_those_who_press_at_once(alma, monkeypatch):
    made = question(alma)
    with at_office(alma):
        verbs.consult(fresh(made), agency="OVW", by=alma, at=NOW)
        monkeypatch.setattr(verbs, "asked_now", lambda _asked: Note.objects.none())
        with pytest.raises(Refused, match="has not replied yet"):
            verbs.consult(fresh(made), agency="OVW", by=alma, at=NOW)
        assert Note.objects.count() == 1


def test_a_note_and_a_template_sent_twice_are_one(alma, client_of):
    made, client = question(alma), client_of(alma)
    for path, said, rows in (
        (f"/questions/{made.pk}/note/", {"text": "Called back"}, Note.objects),
        ("/answer-templates/new/", {"title": "Ours", "text": "Call"}, AnswerTemplate.objects.filter(title="Ours")),
    ):
        sent = said | {"key": client.get(path).context["form"]["key"].value()}
        assert [client.post(path, sent).status_code for _twice in range(2)] == [302, 302]
        with at_office(alma):
            assert rows.count() == 1, path


# --- what is true of it ----------------------------------------------------------------------------------------------
def test_while_an_agency_is_asked_the_page_says_which_and_an_answer_ends_it(alma, client_of):
    made, client = question(alma), client_of(alma)
    with at_office(alma):
        verbs.consult(fresh(made), agency="OVW", by=alma, at=NOW)
    page = text(client.get(f"/questions/{made.pk}/"))
    assert "<dt>Waits for</dt><dd>OVW, asked on Nov. 23, 2026</dd>" in page
    assert "but not before" in page
    with at_office(alma):
        verbs.answer(fresh(made), text=TYPED, by=alma, at=NOW)
        assert not verbs.asked_now(made).exists()
    page = text(client.get(f"/questions/{made.pk}/"))
    assert "went on without its reply on Nov. 23, 2026" in page
    assert "Record its reply" not in page


def test_nobody_is_said_to_get_a_mail_where_no_address_is_known(alma, client_of):
    made, client = question(alma, email="", channel="TOLD"), client_of(alma)
    assert "No address is known: the asker gets no mail" in text(client.get(f"/questions/{made.pk}/close/"))
    page = text(client.post(f"/questions/{made.pk}/answer/", opened(client, made), follow=True))
    assert "nobody gets a mail: tell the asker yourself" in page
    assert "the asker gets a mail with" not in page


def test_who_leads_an_office_reads_first_of_the_questions_that_are_theirs(alma, lena, client_of):
    question(alma)
    assert "Waits for you" not in text(client_of(lena).get("/"))
    question(lena)
    page = text(client_of(lena).get("/"))
    assert "1 question from an advocate waits" in page
    assert "/questions/?owner=mine" in page


def test_what_is_handed_over_says_how_many_wait(alma, lena, client_of):
    answered = question(alma)
    question(alma)
    with at_office(alma):
        verbs.answer(fresh(answered), text=TYPED, by=alma, at=NOW)
    with at_office(lena):
        held = Membership.objects.get(person=alma)
        with pytest.raises(Refused, match=r"2 questions about money \(1 of them to answer\)"):
            held.end(by=lena, acting=Role.LEADERSHIP, at=NOW)
    page = text(client_of(lena).get(reverse("member-hand-over", args=[held.pk])))
    assert "2 questions about money (1 of them to answer)" in page


def test_the_answer_page_and_the_funnel_keep_the_office_s_clock(alma, client_of):
    made, client = question(alma), client_of(alma)
    page = text(client.get(f"/questions/{made.pk}/answer/"))
    assert "CST" in page
    assert "EST" not in page
    assert " CST" in text(client.get(reverse("funnel")))


def test_the_asker_reads_the_verdict_and_what_it_depends_on_and_no_sentence_twice(alma, pia, shelter, client_of):
    known = programs(DAY)["rural"]
    unsure = fit(presumed(""), known, DAY)
    assert unsure.verdict == Verdict.DEPENDS
    assert len(unsure.told) == 1 < len(unsure.reasons)
    twice = Fit(known, Verdict.DIRECT, (Reason("A", "1"), Reason("A", "2"), Reason("B", "3")))
    assert [one["text"] for one in kept(twice)["reasons"]] == ["A", "B"]
    made = question(alma, organization=shelter)
    with at_office(alma):
        verbs.answer(fresh(made), text=TYPED, referrals=[Pointer("rural", None, unsure)], by=alma, at=NOW)
        row = Referral.objects.get()
        assert (row.verdict, row.missing, len(row.reasons)) == ("DEPENDS", list(unsure.missing), 1)
    page = text(client_of(pia).get(f"/own-questions/{made.pk}/"))
    assert "<strong>Depends on:</strong> the legal form of your organization" in page
    through = fit(presumed("shelter"), program("voca_assistance", DAY) or known, DAY)
    assert through.is_unjudged_through_state == kept(through)["is_through_state"]


def test_an_office_reads_of_the_asker_and_nobody_is_awarded_what_is_still_open(alma, client_of):
    made, client = question(alma), client_of(alma)
    with acting_as(DatabaseRole.EOUSA):
        notice = Opportunity.objects.create(
            id=358_113, number="O-OVW-2026-3", title="Legal Assistance (invented)", agency_code="USDOJ-OJP-OVW",
            listings=["16.524"], opens_on=DAY - timedelta(days=5), closes_on=DAY + timedelta(days=20),
        )  # fmt: skip
    with at_office(alma):
        verbs.answer(fresh(made), text=TYPED, referrals=[Pointer("lav", notice.pk)], by=alma, at=NOW)
        row = Referral.objects.get()
    path = reverse("outcome-record", args=[row.pk])
    page = text(client.get(path))
    assert "The asker was pointed to it" in page
    assert "They were awarded money" in page
    assert "for us" not in page
    refused = client.post(path, {"said": "AWARDED"})
    assert refused.status_code == 422
    assert "takes applications until Dec. 13, 2026" in text(refused)
    assert client.post(path, {"said": "WILL_APPLY"}).status_code == 302
    with at_office(alma):
        assert [one.said for one in Outcome.objects.all()] == ["WILL_APPLY"]
    assert "they will apply" in text(client.get(f"/questions/{made.pk}/"))
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        assert client_of(alma).post(path, {"said": "AWARDED"}).status_code == 302
