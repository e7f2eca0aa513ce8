"""Builders of questions about federal money: as whoever asks writes them, and what somebody else reads of them."""

from datetime import date, datetime
from typing import Any

from grants.clocks import answer_due
from grants.models import GuidanceRequest, Question, keys_of
from grants.models.routing import intake, kept_by
from portal.models import Organization, Person
from portal.tenancy import current
from tests import make
from tests.make import DAY, NOW
from tests.partners.log import at_office

WORDS = "Our shelter needs two more beds for families"
TARRANT = "48439"


def question(
    owner: Person,
    *,
    court_id: str = "txnd",
    asked_on: date = DAY,
    asked_at: datetime = NOW,
    is_central: bool = False,
    organization: Organization | None = None,
    **facts: Any,
) -> GuidanceRequest:
    """Asked by the public form, or signed in for an organization; `court_id` empty: no district serves the place."""
    made = GuidanceRequest(
        office=make.office(court_id) if court_id else None, is_central=is_central or not court_id, asked_at=asked_at,
        asked_on=asked_on, waits_since=asked_on, due_on=answer_due(asked_on), organization=organization,
        **kept_by(owner),
    )  # fmt: skip
    defaults: dict[str, Any] = {"county": TARRANT, "need": "SHELTER", "text": WORDS, "email": "asker@example.test"}
    assert current() is None
    with intake(made.asked, made.office_id):
        made.save(force_insert=True)
        Question.objects.create(**keys_of(made), **defaults | facts)
    return made


def read_again(made: GuidanceRequest, reader: Person) -> GuidanceRequest:
    """As it stands now, for somebody of the office."""
    with at_office(reader):
        return GuidanceRequest.objects.select_related("owner").get(pk=made.pk)
