"""The private link: one question, nothing of any other, for 60 days; looking changes nothing."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import signing
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from grants import rates
from grants.models import Entry, GuidanceRequest, Note, Question, Referral, keys_of
from grants.models.asker_link import SALT, key_of, link_of, question_path
from grants.models.asking import ask
from grants.models.routing import intake
from portal.access import DatabaseRole
from portal.models import AccessEvent, Person
from portal.tenancy import acting_as
from tests import make
from tests.partners.log import at_office

TARRANT = "48439"
MAIL = "asker@example.test"
SECRETS = ("Zanzibar beds", "Quetzal beds")


def asked_for(text: str, email: str = MAIL) -> GuidanceRequest:
    return ask(asked=uuid4(), county=TARRANT, at=now(), need="SHELTER", email=email, text=text)


def standing(made: GuidanceRequest) -> GuidanceRequest:
    with intake(made.asked, made.office_id):
        return GuidanceRequest.objects.get(pk=made.pk)


def answered(made: GuidanceRequest, by: Person) -> None:
    with at_office(by):
        said = {"kind": "ANSWER", "text": "Ask your state agency", "said_by": by, "name": by.name}
        Entry.objects.create(**keys_of(made), **said)
        Note.objects.create(office_id=made.office_id, request_id=made.pk, text="Their board is weak", noted_by=by)
        Referral.objects.create(**keys_of(made), program="stop", made_on=made.asked_on, made_by=by)
        GuidanceRequest.objects.filter(pk=made.pk).update(
            state="ANSWERED", answered_on=made.asked_on, answered_at=made.asked_at
        )


@pytest.fixture
def two(alma: Person) -> tuple[GuidanceRequest, GuidanceRequest]:
    """Two questions at one office; both are answered, with a note."""
    first, second = (asked_for(text) for text in SECRETS)
    answered(first, alma)
    answered(second, alma)
    return first, second


# --- the wall --------------------------------------------------------------------------------------------------------
def test_whoever_has_one_key_sees_one_question_and_no_note(two, alma) -> None:
    mine, theirs = two
    with intake(mine.asked, mine.office_id):
        for model in (GuidanceRequest, Question, Entry, Referral):
            assert set(model.objects.values_list("asked", flat=True)) == {mine.asked}
        assert GuidanceRequest.objects.filter(pk=theirs.pk).update(state="CLOSED") == 0
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(Note.objects.all())
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Entry.objects.create(**keys_of(theirs), kind="ADDED", text="not mine")


def test_a_visitor_reads_no_question_at_all(two) -> None:
    with acting_as(DatabaseRole.PUBLIC), pytest.raises(ProgrammingError), transaction.atomic():
        list(Question.objects.all())


# --- the page --------------------------------------------------------------------------------------------------------
def test_it_shows_the_question_and_the_answer_with_a_name_and_nothing_else(two, visitor) -> None:
    page = visitor.get(question_path(two[0]))
    said = page.content.decode()

    for word in (SECRETS[0], "Ask your state agency", "Alma Reyes answered", "Your question is answered", "/outcome/"):
        assert word in said
    for word in (SECRETS[1], "board is weak", MAIL):
        assert word not in said
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert standing(two[0]).state == "ANSWERED"


def test_until_a_person_has_answered_it_shows_what_our_list_says(two, alma, visitor) -> None:
    waiting = asked_for("Three beds")
    words = "This is what our list says until a person answers you."
    page = visitor.get(question_path(waiting))
    assert words in page.content.decode()
    assert {"fvpsa_state", "voca_assist"} <= {one["fit"].program.key for one in page.context["first"]["fits"]}

    visitor.post(reverse("question-link-add", args=[key_of(two[0])]), {"text": "We also need a van"})
    assert standing(two[0]).state == "WAITING"
    for made in two:
        assert words not in visitor.get(question_path(made)).content.decode()


def test_a_question_that_is_closed_unanswered_shows_no_list(alma, visitor) -> None:
    made = asked_for("Three beds")
    with at_office(alma):
        GuidanceRequest.objects.filter(pk=made.pk).update(
            state="CLOSED", closed_on=made.asked_on, closed_because="NOT_OURS"
        )

    assert visitor.get(question_path(made)).context["first"] is None


def test_a_browser_that_hides_where_it_came_from_cannot_send_the_form(two) -> None:
    """Under “no-referrer” it sends “Origin: null”: so the page tells its own site, and no other."""
    strict, path = Client(enforce_csrf_checks=True), question_path(two[0])
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(path).content.decode())[0]
    said = {"text": "We also need a van", "csrfmiddlewaretoken": token}
    add = reverse("question-link-add", args=[key_of(two[0])])

    assert strict.post(add, said, headers={"origin": "null"}).status_code == 403
    assert strict.post(add, said, headers={"origin": "http://testserver"}).status_code == 302


def test_adding_by_link_makes_it_wait_again(two, visitor) -> None:
    address = reverse("question-link-add", args=[key_of(two[0])])
    refused = visitor.post(address, {"text": "Her SSN is 219-09-9999"})
    assert (refused.status_code, standing(two[0]).state) == (422, "ANSWERED")

    assert visitor.post(address, {"text": "We also need a van"}).status_code == 302
    again = standing(two[0])
    assert (again.state, again.due_on > again.waits_since) == ("WAITING", True)
    assert "We also need a van" in visitor.get(question_path(two[0])).content.decode()
    assert standing(two[1]).state == "ANSWERED"
    with acting_as(DatabaseRole.EOUSA):
        event = AccessEvent.objects.get(kind=AccessEvent.Kind.LINK)
    assert "…" in event.path
    assert event.detail["question"] == two[0].pk


def test_what_is_added_is_held_back_when_it_is_too_much(two, visitor, monkeypatch) -> None:
    monkeypatch.setattr(rates, "OF_QUESTION", (rates.Rate(1, rates.HOUR),))
    address = reverse("question-link-add", args=[key_of(two[0])])

    assert [visitor.post(address, {"text": f"more {n}"}).status_code for n in range(2)] == [302, 429]


def test_what_was_closed_as_misuse_stays_closed(two, alma, visitor) -> None:
    with at_office(alma):
        closed = {"state": "CLOSED", "closed_on": make.DAY, "closed_because": "MISUSE"}
        GuidanceRequest.objects.filter(pk=two[0].pk).update(**closed)

    assert "<textarea" not in visitor.get(question_path(two[0])).content.decode()
    answer = visitor.post(reverse("question-link-add", args=[key_of(two[0])]), {"text": "Once more"})
    assert "nothing can be added" in answer.content.decode()
    assert standing(two[0]).state == "CLOSED"


# --- the key ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ["made-up", "a:b:c", "x" * 300, "{changed}", "{salted}"])
def test_a_key_that_somebody_made_up_opens_nothing(key, two, visitor) -> None:
    good = key_of(two[0])
    salted = signing.dumps([two[0].asked.hex, two[0].office_id], salt="entry of an organization")
    key = key.format(changed=good[:-1] + ("A" if good[-1] != "A" else "B"), salted=salted)

    assert link_of(key) is None
    for answer in (
        visitor.get(reverse("question-link", args=[key])),
        visitor.post(reverse("question-link-add", args=[key])),
    ):
        assert answer.status_code == 404
        assert "opens nothing" in answer.content.decode()


def test_a_key_to_a_question_that_is_not_there_opens_nothing(two, visitor) -> None:
    key = signing.dumps([uuid4().hex, two[0].office_id], salt=SALT)

    assert visitor.get(reverse("question-link", args=[key])).status_code == 404


def test_after_sixty_days_one_button_sends_a_new_link_to_the_address_we_have(two, visitor, posted) -> None:
    with time_machine.travel(now() - timedelta(days=61), tick=False):
        old = key_of(two[0])
    page = visitor.get(reverse("question-link", args=[old]))
    assert page.status_code == 410
    for word in (SECRETS[0], MAIL, "Alma"):
        assert word not in page.content.decode()
    assert visitor.post(reverse("question-link-add", args=[old]), {"text": "x"}).status_code == 410

    for _ in range(2):
        told = visitor.post(reverse("question-link-renew", args=[old]))
        assert "on its way" in told.content.decode()
    (mail,) = posted("ASKER_RENEWED")
    assert mail["recipient"] == MAIL
    address = re.search(r"/q/\S+", mail["text"])[0]
    assert SECRETS[0] in visitor.get(address).content.decode()


def test_looking_at_the_button_sends_nothing_and_it_is_not_pressed_all_day(two, visitor, posted) -> None:
    with time_machine.travel(now() - timedelta(days=61), tick=False):
        renew = reverse("question-link-renew", args=[key_of(two[0])])
    visitor.get(renew)
    assert posted("ASKER_RENEWED") == []

    codes = [visitor.post(renew).status_code for _ in range(rates.OF_RENEWAL[0].times + 1)]
    assert codes == [200] * rates.OF_RENEWAL[0].times + [429]


def test_a_good_link_needs_no_new_one(two, visitor, posted) -> None:
    assert visitor.post(reverse("question-link-renew", args=[key_of(two[0])])).status_code == 302
    assert posted("ASKER_RENEWED") == []


def test_it_asks_for_a_token_as_every_form_does(two) -> None:
    client: Any = Client(enforce_csrf_checks=True)

    assert client.post(reverse("question-link-add", args=[key_of(two[0])]), {"text": "x"}).status_code == 403
    assert standing(two[0]).state == "ANSWERED"
