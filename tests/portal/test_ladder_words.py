"""What became of a reminder, in one sentence."""

from datetime import datetime

import pytest

from portal.calendar import CENTER
from portal.ladder_words import told_in_a_sentence
from portal.models import Message


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "SENT", "sent_at": datetime(2026, 11, 23, 20, 7, tzinfo=CENTER)}, "on Nov 23, 2026, 8:07 p.m. EST."),
        ({"state": "PENDING", "due_at": datetime(2026, 11, 24, 8, 0, tzinfo=CENTER)}, "on Nov 24, 2026, 8 a.m. EST."),
        ({"state": "FAILED"}, "usa@example.test could not be told."),
    ],
)
def test_a_sentence_ends_with_one_dot(fields, sentence):
    told = told_in_a_sentence(Message(recipient="usa@example.test", **fields))

    assert told.startswith("usa@example.test ")
    assert told.endswith(sentence)
