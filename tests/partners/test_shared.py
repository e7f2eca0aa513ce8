"""What an organization's people read first: what offices share with them, and not a word more."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.urls import reverse

from partners.models import BarrierAnswer, Draft, NamedContact, NextStep, Outreach, Partnership, Party, Report
from portal.errors import Refused
from portal.models import Person
from tests.make import DAY, NOW
from tests.partners.access import as_read_by, barrier, notice
from tests.partners.directory import as_partner, entered, manager_of
from tests.partners.groups import filled
from tests.partners.log import at_office, entry, share, step

SECRET = "Zebrafish"
LIST = reverse("shared-list")


@pytest.fixture(autouse=True)
def _on_the_monday_of_the_tests():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def harbor(alma):
    return entered(alma, kind="STATE_AGENCY")


@pytest.fixture
def mara(harbor):
    return manager_of(harbor)


@pytest.fixture
def client(mara, client_of):
    return client_of(mara)


@pytest.fixture
def told(alma, harbor):
    """A meeting with everything in it that may not leave, and two promises of it that are shared."""
    made = entry(alma, organizations=[harbor], line=f"{SECRET} line", narrative=f"{SECRET} notes", materials=SECRET)
    share(made, harbor, contact_name="Alma Reyes", contact_email=alma.email)
    facts = {"organization": harbor, "is_shared": True}
    theirs = step(alma, made, "Send the referral sheet", side="THEIRS", due_on=DAY + timedelta(days=4), **facts)
    step(alma, made, "Set up the training room", **facts)
    step(alma, made, f"{SECRET} not shared", organization=harbor)
    return theirs


def page_of(client) -> str:
    return str(client.get(LIST).content.decode())


# --- what is there --------------------------------------------------------------------------------------------------
def test_one_sentence_says_who_shares_what_and_what_is_ones_own(client, told) -> None:
    page = page_of(client)

    assert "2 next steps are shared with you by N.D. Tex.; one is yours, due Friday." in page
    assert page.index("Mark as done") < page.index("Set up the training room")
    assert "November 20" in page or "Nov. 20, 2026: meeting" in page
    assert "Alma Reyes" in page


def test_the_first_page_is_this_one(client, told) -> None:
    assert "one is yours, due Friday" in client.get(reverse("home")).content.decode()


def test_what_waits_besides_next_steps_is_said_first_with_its_link(client, mara, told, alma, harbor) -> None:
    assert "wait for your word" not in page_of(client)
    barrier(alma, harbor)
    answered = barrier(alma, harbor, what="Answered")
    notice(alma, organization=harbor)
    filled(alma, harbor)
    with at_office(mara):
        (read,) = [row for row in as_read_by(mara) if row.key == answered.key]
        BarrierAnswer.objects.give(barrier=read, says="DOING", text="", by=mara, on=DAY)
    page = page_of(client)

    said = (
        "one is yours, due Friday. 1 barrier waits for your word. 1 form of a court waits for your reply. "
        "1 action item of your working groups is yours.</h1>"
    )
    assert said in page
    assert "Read the barriers and answer" in page
    assert page.count("1 barrier waits for your word.") == 2, "what is answered does not wait"


def test_nothing_shared_is_said_too(client, harbor) -> None:
    assert "Nothing is shared yet." in page_of(client)
    assert "Look at your entry and confirm it" in page_of(client)


def test_a_new_manager_reads_who_invited_and_what_comes_first(harbor, alma, visitor, client_of, monkeypatch) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda *_: "the-key")
    form = {"name": "Mara Quist", "email": "mara@harbor.example.test"}
    client_of(alma).post(reverse("manager-invite", args=[harbor.pk]), form)
    fields = {"name": "Mara Quist", "password": "harbor-lantern-2931", "again": "harbor-lantern-2931"}
    visitor.post(reverse("invitation-accept", args=["the-key"]), fields)
    client = client_of(Person.objects.get(email=form["email"]))

    page = page_of(client)
    (first,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page)
    assert first.startswith("Begin with your entry")
    assert "Northern District of Texas" in page[page.index(first) : page.index("Look at your entry")]
    assert page.count(reverse("office-detail", args=["txnd"])) == 1

    client.post(reverse("own-entry-confirm"))
    assert "Your entry is confirmed; nothing waits for you." in page_of(client)
    entry = client.get(reverse("own-entry")).content.decode()
    assert "Your organization confirmed it today." in entry
    assert "Confirm: all this is still so" not in entry


def test_the_pages_of_a_partner_hold_no_word_that_was_not_shared(client, told) -> None:
    addresses = [LIST, reverse("home"), reverse("own-entry"), reverse("own-entry-edit"), reverse("member-list")]
    pages = [client.get(one).content.decode() for one in addresses]
    pages.append(client.get(reverse("shared-step-close", args=[told.pk])).content.decode())

    assert not [page for page in pages if SECRET in page]


@pytest.mark.parametrize("model", [Outreach, Party, Partnership, NamedContact, Draft, Report], ids=lambda m: m.__name__)
def test_the_database_gives_a_partner_nothing_of_an_offices_own(model, harbor, told) -> None:
    with as_partner(harbor), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(model.objects.values_list("pk"))


@pytest.mark.parametrize("column", ["outreach_id", "owner_id", "made_by_id", "office_id", "closed_by_id"])
def test_nor_the_columns_of_a_step_that_lead_there(column, harbor, told) -> None:
    with as_partner(harbor), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(NextStep.objects.values_list(column))


def test_what_is_shared_with_another_organization_is_not_there(told, alma, client_of) -> None:
    other = entered(alma, "Haven House (invented)")
    client = client_of(manager_of(other))

    assert "Nothing is shared yet." in page_of(client)
    assert client.get(reverse("shared-step-close", args=[told.pk])).status_code == 404
    assert client.post(reverse("shared-step-close", args=[told.pk])).status_code == 404


def test_two_queries_more_however_much_is_shared(client, told, alma, harbor, django_assert_max_num_queries) -> None:
    page_of(client)
    for number in range(12):
        step(alma, None, f"Promise {number}", organization=harbor, is_shared=True)
    with django_assert_max_num_queries(14):
        page_of(client)


# --- what one says --------------------------------------------------------------------------------------------------
def test_the_organization_marks_its_own_step_done_and_the_office_reads_it(client, told, alma) -> None:
    done = client.post(reverse("shared-step-close", args=[told.pk]), follow=True).content.decode()

    assert "Closed in the last 30 days" in done
    with at_office(alma):
        row = NextStep.objects.get(pk=told.pk)
    assert (row.state, row.closed_on, row.closed_by_id, row.closed_by_partner) == ("DONE", DAY, None, True)


def test_it_is_taken_back_on_the_same_day_only(client, told, alma, mara, client_of) -> None:
    client.post(reverse("shared-step-close", args=[told.pk]))
    assert "Undo" in page_of(client)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        tomorrow = client_of(mara)
        assert "Undo" not in page_of(tomorrow)
        late = tomorrow.post(reverse("shared-step-reopen", args=[told.pk]))
        assert late.status_code == 422
        assert "Only on the same day" in late.content.decode()

    client.post(reverse("shared-step-reopen", args=[told.pk]))
    with at_office(alma):
        assert NextStep.objects.get(pk=told.pk).state == "OPEN"


def test_pressed_twice_it_is_done_once(client, told) -> None:
    client.post(reverse("shared-step-close", args=[told.pk]))
    again = client.post(reverse("shared-step-close", args=[told.pk]))

    assert again.status_code == 422
    assert "closed this step already" in again.content.decode()


def test_what_the_office_owes_is_the_offices_to_close(client, harbor, alma) -> None:
    ours = step(alma, None, "Send the slides", organization=harbor, is_shared=True)

    answer = client.post(reverse("shared-step-close", args=[ours.pk]))
    assert answer.status_code == 422
    assert "the office’s to keep" in answer.content.decode()


def test_what_the_office_has_closed_is_not_opened_by_the_organization(harbor, told, alma) -> None:
    with at_office(alma):
        NextStep.objects.get(pk=told.pk).keep(by=alma, on=DAY)
    with as_partner(harbor), pytest.raises(Refused, match="same day"):
        NextStep.objects.only("id").get(pk=told.pk).reopen_as_partner(on=DAY)


def test_what_is_taken_back_is_gone(client, told, alma) -> None:
    with at_office(alma):
        NextStep.objects.get(pk=told.pk).hide(by=alma, on=DAY)

    assert "Send the referral sheet" not in page_of(client)
