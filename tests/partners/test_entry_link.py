"""The link in a mail: it opens one organization's entry to whoever reads a mailbox that stands in it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.urls import reverse, translate_url
from django.utils.timezone import localdate, now

from partners.forms.own_entry import OwnEntryForm
from partners.models.entry_link import SALT, entry_path
from partners.taxonomy import Post
from portal.models import AccessEvent, Message
from portal.tenancy import acting_as
from tests import make
from tests.partners.directory import contact, contacts, entered, entries, link
from tests.spanish import SPANISH

MAIL = "main@harbor.example.test"
FORM = {"name": "Harbor House (invented)", "kind": "SHELTER", "state": "TX", "email_MAIN": MAIL}


@pytest.fixture
def harbor(alma):
    made = entered(alma)
    contact(alma, made, MAIL)
    return made


def test_looking_changes_nothing_and_one_click_confirms(harbor, visitor) -> None:
    address = link(harbor, MAIL)
    page = visitor.get(address)
    assert page.status_code == 200
    assert entries(harbor)[0].verified_on is None

    done = visitor.post(link(harbor, MAIL, "-confirm"), follow=True)
    assert "The entry is confirmed" in done.content.decode()
    (entry,) = entries(harbor)
    assert (entry.office_id, entry.verified_on, entry.recorded_by_id) == (None, localdate(), None)


def test_the_trail_keeps_to_which_mailbox_the_link_was_sent_and_not_the_key(harbor, visitor) -> None:
    visitor.post(link(harbor, MAIL, "-confirm"))

    with acting_as(make.DatabaseRole.EOUSA):
        event = AccessEvent.objects.get(kind=AccessEvent.Kind.LINK)
    assert event.detail["email"] == MAIL
    assert "…" in event.path


def test_the_entry_is_written_by_link(harbor, visitor) -> None:
    said = FORM | {"about": "Beds, at any hour.", "phone_HOTLINE": "800-799-SAFE"}
    answer = visitor.post(link(harbor, MAIL, "-edit"), said)

    assert answer.status_code == 302
    (entry,) = entries(harbor)
    assert (entry.about, entry.recorded_by_id) == ("Beds, at any hour.", None)
    assert contacts(harbor) == {"MAIN": (MAIL, ""), "HOTLINE": ("", "800-799-SAFE")}


def test_who_takes_the_mailbox_out_shuts_the_link(harbor, visitor) -> None:
    visitor.post(link(harbor, MAIL, "-edit"), FORM | {"email_MAIN": "other@harbor.example.test"})

    assert_closed(visitor.get(link(harbor, MAIL)), "no longer stands in the entry")


def assert_closed(answer, sentence, status=410) -> None:
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert "Harbor" not in page


def test_a_link_to_a_mailbox_of_another_organization_opens_nothing(harbor, alma, visitor) -> None:
    other = entered(alma, "Haven House (invented)", kind="HOTLINE")
    contact(alma, other, "haven@example.test")

    assert_closed(visitor.get(link(harbor, "haven@example.test")), "no longer stands")


@pytest.mark.parametrize("key", ["made-up", "a:b:c", "x" * 300, "{changed}"])
def test_a_key_that_somebody_made_up_opens_nothing(key, harbor, visitor) -> None:
    signed = signing.dumps([harbor.pk, MAIL], salt=SALT)
    key = key.format(changed=signed[:-1] + ("A" if signed[-1] != "A" else "B"))

    assert_closed(visitor.get(reverse("entry-link", args=[key])), "opens nothing", 404)
    assert_closed(visitor.post(reverse("entry-link-confirm", args=[key])), "opens nothing", 404)


def test_a_key_signed_for_something_else_opens_nothing(harbor, visitor) -> None:
    key = signing.dumps([harbor.pk, MAIL], salt="reply to a reminder")

    assert_closed(visitor.get(reverse("entry-link", args=[key])), "opens nothing", 404)


def test_after_sixty_days_it_says_so(harbor) -> None:
    with time_machine.travel(now() - timedelta(days=61), tick=False):
        old = entry_path(harbor.pk, MAIL)
    with time_machine.travel(now() - timedelta(days=59), tick=False):
        good = entry_path(harbor.pk, MAIL)

    assert_closed(Client().get(old), "This link has expired")
    assert_closed(Client().post(f"{old}confirm/"), "This link has expired")
    assert Client().get(good).status_code == 200
    assert entries(harbor)[0].verified_on is None


def test_it_asks_for_a_token_as_every_form_does(harbor) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(link(harbor, MAIL, "-confirm")).status_code == 403
    assert entries(harbor)[0].verified_on is None


def test_whoever_is_signed_in_elsewhere_speaks_for_the_organization_here(harbor, otis, client_of) -> None:
    """The link is the right, not who holds it; nobody of an office stands in the row."""
    client_of(otis).post(link(harbor, MAIL, "-confirm"))

    assert entries(harbor)[0].recorded_by_id is None


def test_it_speaks_spanish(harbor, visitor) -> None:
    address = translate_url(link(harbor, MAIL), "es")
    assert address.startswith("/es/")

    page = visitor.get(address).content.decode()
    assert "Confirmar: todo sigue igual" in page
    assert "Confirm: all" not in page
    form = visitor.get(translate_url(link(harbor, MAIL, "-edit"), "es")).content.decode()
    assert "refugio o programa contra la violencia doméstica" in form
    assert "Save the entry" not in form


def test_every_word_of_the_form_is_there_in_spanish() -> None:
    """Where the two languages share a word, the catalogue says so."""
    words = [*labels(OwnEntryForm(may_open=True)), *(str(field.help_text) for field in OwnEntryForm().fields.values())]

    assert len(words) > 150
    assert sorted({word for word in words if word} - SPANISH.keys() - {"---------"}) == []


def test_no_label_ends_as_a_sentence_does() -> None:
    """What is wrong stands after it and a colon."""
    assert [word for word in labels(OwnEntryForm(may_open=True)) if word.endswith((".", ":"))] == []


def labels(form) -> Iterator[str]:
    """Of every field, and of everything that can be chosen; those of roles are put together from two."""
    for name, field in form.fields.items():
        if not name.startswith(("email_", "phone_")):
            yield str(field.label)
        yield from (str(label) for _value, label in getattr(field, "choices", []))
    yield from (str(label) for label in Post.labels)


# --- an office asks -------------------------------------------------------------------------------------------------
def test_an_office_asks_and_the_mail_brings_a_link_that_works(harbor, alma, client_of) -> None:
    client = client_of(alma)
    page = client.get(reverse("entry-ask", args=[harbor.pk])).content.decode()
    assert MAIL in page

    client.post(reverse("entry-ask", args=[harbor.pk]))
    client.post(reverse("entry-ask", args=[harbor.pk]))
    with acting_as(make.DatabaseRole.EOUSA):
        (mail,) = Message.objects.filter(cause="ENTRY_ASKED")
    assert (mail.recipient, mail.office.court_id) == (MAIL, "txnd")


def test_an_organization_without_a_mailbox_is_not_asked_by_mail(alma, client_of) -> None:
    silent = entered(alma, "Haven House (invented)")

    answer = client_of(alma).get(reverse("entry-ask", args=[silent.pk]))
    assert answer.status_code == 400
    assert "No mailbox" in answer.content.decode()


def test_nobody_writes_to_whom_one_office_alone_knows(alma, client_of) -> None:
    hidden = entered(alma, "Quiet House (invented)", is_confidential=True)
    contact(alma, hidden, "quiet@example.test", is_confidential=True)

    answer = client_of(alma).post(reverse("entry-ask", args=[hidden.pk]))
    assert answer.status_code == 400
    assert "no mail goes there" in answer.content.decode()


def test_only_an_office_that_works_with_it_asks(harbor, otis, client_of) -> None:
    answer = client_of(otis).post(reverse("entry-ask", args=[harbor.pk]))

    assert answer.status_code == 400
    assert "no partner of your office" in answer.content.decode()


def test_the_page_of_the_organization_leads_there_where_a_mail_can_ask(harbor, alma, client_of) -> None:
    client = client_of(alma)
    hidden = entered(alma, "Quiet House (invented)", is_confidential=True)
    contact(alma, hidden, "quiet@example.test", is_confidential=True)
    silent = entered(alma, "Haven House (invented)")

    pages = {one: client.get(reverse("organization-detail", args=[one.pk])) for one in (harbor, hidden, silent)}
    leads = {one for one, page in pages.items() if reverse("entry-ask", args=[one.pk]) in page.content.decode()}
    assert leads == {harbor}
    assert {page.status_code for page in pages.values()} == {200}
