"""Offices that work by a withdrawn text are told: on their first page, on the list, by mail, until they end it."""

from typing import Any

import pytest
import time_machine

from partners.library_withdrawn import WITHDRAWN
from portal import ladder
from tests.make import DAY, NOW
from tests.partners.log import at_office
from tests.partners.test_library import adopted, begun, handed_in, published

pytestmark = pytest.mark.django_db
TOLD = "“Screening sheet”, edition 1, withdrawn on Nov. 23, 2026: The law has changed"


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def waiting(office: int) -> list[ladder.Matter]:
    cause = ladder.cause_of(WITHDRAWN)
    assert cause
    return list(cause.matters(DAY, [office]))


def test_an_office_is_told_of_a_withdrawn_text_until_it_ends_the_adoption(client_of, alma, erin):
    edition = published(alma, erin)
    adoption = adopted(alma, edition)
    client = client_of(alma)
    assert TOLD not in client.get("/library/").content.decode()
    with at_office(erin):
        edition.withdraw(reason="The law has changed", by=erin, on=DAY)

    assert TOLD in client.get("/library/").content.decode()
    week = client.get("/").content.decode()
    assert TOLD in week
    assert "EOUSA withdrew 1 text that your office works by." in week
    with at_office(alma):
        (matter,) = waiting(adoption.office_id)
        (told,) = ladder.audience_of("ENTRY_TEAM").find([matter])[matter]
    assert (matter.on, told.email) == (DAY, alma.email)
    cause = ladder.cause_of(WITHDRAWN)
    said = cause.said(matter, cause.rungs[0], DAY)
    assert said.title == "EOUSA withdrew a text that your office works by: “Screening sheet”"
    assert said.text == f"{TOLD.replace(': ', '. The reason: ')}. End the adoption, or adopt another text instead."

    with at_office(alma):
        adoption.end(by=alma, on=DAY)
    assert TOLD not in client.get("/library/").content.decode()
    with at_office(alma):
        assert not waiting(adoption.office_id)


def test_a_returned_draft_says_who_returned_it_and_a_text_is_published_as_it_is_shown(client_of, alma, erin):
    review = handed_in(alma)
    assert "Is there an <strong>order</strong>?" in client_of(erin).get(f"/library/reviews/{review.pk}/publish/").text
    with at_office(erin):
        review.send_back(words="Say who keeps it.", by=erin)

    page = client_of(alma).get(f"/library/drafts/{review.draft_id}/").text
    assert f"{erin.name}, EOUSA, returned it on November 23, 2026: Say who keeps it." in page


def test_a_text_of_eousa_is_handed_in_to_a_colleague(client_of, alma, erin):
    for writer, asked in ((erin, "a colleague at EOUSA"), (alma, "Hand in this text to EOUSA?")):
        draft = begun(writer)
        assert asked in client_of(writer).get(f"/library/drafts/{draft.pk}/hand-in/").text
