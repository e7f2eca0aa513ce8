"""Answering a question about federal money: who may, once, with which clock; and what becomes of it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail  # noqa: F401

from grants.models import Entry, GuidanceRequest, Note, Question, Referral
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.giving import give, give_to_center
from grants.models.recording import record_told
from portal import gazetteer
from portal.errors import Refused
from portal.models import Message
from tests.grants.questions import TARRANT, WORDS, question, read_again
from tests.make import DAY, NOW
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db
State = GuidanceRequest.State


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(made: GuidanceRequest, by: Any) -> GuidanceRequest:
    return GuidanceRequest.objects.select_related("owner").get(pk=made.pk)


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


# --- pages -----------------------------------------------------------------------------------------------------------
def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_page_shows_the_question_and_takes_the_answer(alma, client_of):
    made = question(alma)
    client = client_of(alma)
    listed = text(client.get("/questions/"))
    assert "1 question waits for an answer." in listed
    assert "Emergency shelter, Tarrant County, TX" in listed
    assert WORDS not in listed

    shown = text(client.get(f"/questions/{made.pk}/"))
    assert "Waits for your answer, due November 25." in shown
    assert WORDS in shown

    page = client.get(f"/questions/{made.pk}/answer/")
    assert page.status_code == 200, text(page)
    sent = {"text": "STOP money comes through the state", "programs": ["stop"], "seen": 0}
    after = client.post(f"/questions/{made.pk}/answer/", sent, follow=True)
    assert "Answered; first answered on the same day." in text(after)
    assert "STOP money comes through the state" in text(after)
