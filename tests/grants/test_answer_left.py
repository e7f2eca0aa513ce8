"""Whoever leaves an answer half written is asked first; how a question stands is said with its reason."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from grants.models import answering as verbs
from tests.grants.questions import question
from tests.make import DAY, NOW
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_what_is_typed_is_given_up_only_after_a_second_look_and_comes_back(client_of, alma):
    made, client = question(alma), client_of(alma)
    url = reverse("guidance-answer", args=[made.pk])
    typed = {"text": "Look at STOP first.", "programs": "stop", "seen": "0", "owner": str(alma.pk)}

    asked = client.post(url, {**typed, "leave": "1"})
    assert asked.status_code == 200
    assert "Leave without sending?" in asked.text
    assert 'name="text" value="Look at STOP first."' in asked.text
    assert 'name="leave"' not in asked.text
    back = client.post(url, {**typed, "begin": "1"})
    assert "Look at STOP first." in back.text
    assert 'value="stop" checked' in back.text
    assert not client.get(reverse("guidance-detail", args=[made.pk])).text.count("Look at STOP first.")


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_typed_leads_back_at_once(text, client_of, alma):
    made = question(alma)
    left = client_of(alma).post(reverse("guidance-answer", args=[made.pk]), {"text": text, "leave": "1"})
    assert (left.status_code, left.url) == (302, reverse("guidance-detail", args=[made.pk]))


def test_a_question_whose_agency_is_asked_says_in_the_list_why_it_waits_and_until_when(client_of, alma):
    made = question(alma, asked_on=DAY - timedelta(days=3))
    with at_office(alma):
        verbs.consult(made, agency="OVW", text="", by=alma, at=NOW)
    shown = client_of(alma).get(reverse("guidance-list")).text
    assert "a federal agency was asked: a working day after its reply, not before" in shown


def test_eousa_reads_why_its_own_question_was_closed_and_no_reason_of_an_office(client_of, erin, alma):
    made, of_office = question(erin, court_id=""), question(alma)
    client = client_of(erin)
    close = reverse("guidance-close", args=[made.pk])
    assert client.post(close, {"because": "NOT_OURS"}).status_code == 302
    client_of(alma).post(reverse("guidance-close", args=[of_office.pk]), {"because": "NOT_OURS"})

    page = client.get(reverse("guidance-detail", args=[made.pk])).text
    assert re.search(rf"Closed on [^:]+: {made.Closed.NOT_OURS.label}\.", page)
    assert client.get(reverse("guidance-detail", args=[of_office.pk])).status_code == 404
