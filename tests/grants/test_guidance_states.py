"""Which act moves a question from which state to which, and which it refuses: every pair of state and act."""

from collections.abc import Callable
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
from tests.make import NOW
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
    added: {W: W, C: C, A: W, X: W},
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
