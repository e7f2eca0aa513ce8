"""Which act moves a question from which state to which, and which it refuses: every pair of state and act."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from grants.models import GuidanceRequest, Note
from grants.models import answering as verbs
from grants.models.asking import add
from grants.models.giving import give
from portal.errors import Refused
from portal.models import Person
from tests.grants.questions import question, read_again
from tests.make import DAY, NOW
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db
State = GuidanceRequest.State
W, C, A, X = State.WAITING, State.CONSULTING, State.ANSWERED, State.CLOSED
NO = None
"""The act is refused, and nothing moves."""


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def consulted(asked: GuidanceRequest, by: Person) -> None:
    verbs.consult(asked, agency="OVW", by=by, at=NOW)


def answered(asked: GuidanceRequest, by: Person) -> None:
    verbs.answer(asked, text="Ask your state", by=by, at=NOW)


def closed(asked: GuidanceRequest, by: Person) -> None:
    verbs.close(asked, because="DOUBLE", by=by, at=NOW)


TO: dict[State, Callable[[GuidanceRequest, Person], None] | None] = {W: None, C: consulted, A: answered, X: closed}
"""How a question comes into each state."""


def replied(asked: GuidanceRequest, by: Person) -> None:
    verbs.came_back(Note.objects.get(request=asked, kind="CONSULTED"), asked, by=by, at=NOW)


def reopened(asked: GuidanceRequest, by: Person) -> None:
    verbs.reopen(asked, by=by, at=NOW)


def done(asked: GuidanceRequest, by: Person) -> None:
    verbs.close(asked, because="DONE", by=by, at=NOW)


def added(asked: GuidanceRequest, _by: Person) -> None:
    add(asked, text="One more thing", at=NOW)


TABLE: dict[Callable[[GuidanceRequest, Person], None], dict[State, State | None]] = {
    answered: {W: A, C: A, A: A, X: NO},
    consulted: {W: C, C: NO, A: A, X: NO},
    closed: {W: X, C: X, A: X, X: NO},
    done: {W: NO, C: NO, A: X, X: NO},
    reopened: {W: NO, C: NO, A: NO, X: W},
    added: {W: W, C: W, A: W, X: W},
}
"""Twice the same agency is not asked while it has not replied; “everything is said” needs an answer."""


@pytest.mark.parametrize("act", TABLE, ids=lambda act: act.__name__)
def test_an_act_moves_a_question_as_the_table_says(act, alma):
    for before, after in TABLE[act].items():
        asked = question(alma)
        step = TO[before]
        with at_office(alma):
            if step:
                step(GuidanceRequest.objects.select_related("owner").get(pk=asked.pk), alma)
            stands = GuidanceRequest.objects.select_related("owner").get(pk=asked.pk)
            if after is None:
                with pytest.raises(Refused):
                    act(stands, alma)
            else:
                act(stands, alma)
        found = read_again(asked, alma)
        assert found.state == (after or before), (act.__name__, before)
        assert (found.closed_on is not None) == (found.state == X)


def test_the_last_reply_of_an_agency_lets_the_clock_run_on(alma):
    asked = question(alma)
    with at_office(alma):
        consulted(asked, alma)
        stands = GuidanceRequest.objects.get(pk=asked.pk)
        replied(stands, alma)
    assert read_again(asked, alma).state == W


def test_a_closed_question_is_given_to_nobody(alma, vic):
    asked = question(alma)
    with at_office(alma):
        closed(asked, alma)
        stands = GuidanceRequest.objects.get(pk=asked.pk)
        with pytest.raises(Refused):
            give(stands, to=vic, by=alma, at=NOW)
    assert read_again(asked, alma).owner_id == alma.pk


@pytest.mark.parametrize("because", ["DONE", "SILENT"])
def test_what_the_asker_added_is_answered_before_everything_is_said(because, alma, posted):
    asked = question(alma)
    with at_office(alma):
        answered(GuidanceRequest.objects.get(pk=asked.pk), alma)
    added(asked, alma)
    with at_office(alma):
        stands = GuidanceRequest.objects.select_related("owner").get(pk=asked.pk)
        with pytest.raises(Refused, match="waits for an answer again"):
            verbs.close(stands, because=because, by=alma, at=NOW)
        stands.state = A  # as it stood when the page was opened
        with pytest.raises(Refused, match="added to it"):
            verbs.close(stands, because=because, by=alma, at=NOW)
    assert read_again(asked, alma).state == W
    assert not posted("ASKER_CLOSED")


def test_what_was_said_since_the_page_was_opened_is_read_before_it_is_closed(alma, client_of):
    asked = question(alma)
    client, path = client_of(alma), f"/questions/{asked.pk}/close/"
    seen = client.get(path).context["form"]["seen"].value()
    added(asked, alma)

    refused = client.post(path, {"because": "DOUBLE", "seen": seen})

    assert refused.status_code == 422
    assert "since you opened this page" in refused.content.decode()
    assert read_again(asked, alma).state == W
    seen = client.get(path).context["form"]["seen"].value()
    assert client.post(path, {"because": "DOUBLE", "seen": seen}).status_code == 302


def test_what_is_added_while_an_agency_is_asked_has_a_clock_and_the_agency_is_still_waited_for(alma):
    asked = question(alma)
    with at_office(alma):
        consulted(GuidanceRequest.objects.get(pk=asked.pk), alma)
    add(asked, text="We are in Parker County too", at=NOW + timedelta(days=7))
    stands = read_again(asked, alma)
    assert (stands.state, stands.waits_since, stands.due_on) == (W, DAY, DAY + timedelta(days=9))

    with at_office(alma):
        assert [note.is_waited_for for note in Note.objects.filter(request=asked.pk)] == [True]
        replied(stands, alma)
    stands = read_again(asked, alma)
    assert (stands.state, stands.due_on) == (W, DAY + timedelta(days=9)), "the reply moves no clock that runs"


def test_the_asker_is_told_that_it_is_open_again_and_by_when_an_answer_comes(alma, posted, client_of):
    asked = question(alma)
    with at_office(alma):
        closed(GuidanceRequest.objects.select_related("owner").get(pk=asked.pk), alma)
    path = f"/questions/{asked.pk}/reopen/"
    assert "The asker is told that it is open again" in client_of(alma).get(path).content.decode()

    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        assert client_of(alma).post(path).status_code == 302

    (mail,) = posted("ASKER_OPEN_AGAIN")
    assert mail["recipient"] == "asker@example.test"
    assert "is open again. You get an answer by Dec. 2, 2026" in mail["text"]
