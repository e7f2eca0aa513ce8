"""Whom to write to at an office is named on a page: by EOUSA or the office's heads, never by another office."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from portal.access import DatabaseRole, Role
from portal.ladder import cause_of
from portal.models import Message, Suppression, coming, plan
from portal.models.suppression import WRONG_PERSON
from portal.tenancy import acting_as
from specialists.models import StaffContact
from tests import make, servers
from tests.conftest import served
from tests.reading import text

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/offices/nysd/staffing/contacts/new/"
OFFICE = "/offices/nysd/staffing/"
MAILBOX = {"post": "STAFFING_MAILBOX", "name": "", "email": "Dv.Desk@example.test"}


@pytest.fixture(autouse=True)
def silent(db):
    """An office that is reminded, and at which nobody is on record."""
    make.asking("nysd", asked_on=localdate() - timedelta(days=20))


def refuse(address, reason="550 no such user"):
    servers.log_in(served["DATABASE_WORKER_URL"])
    Suppression.objects.refuse(address, reason=reason, at=timezone.now())
    servers.log_in(served["DATABASE_URL"])


def on_record(court_id="nysd"):
    with acting_as(DatabaseRole.EOUSA):
        rows = StaffContact.objects.standing().filter(office__court_id=court_id).order_by("pk")
        return [(row.post, row.name, row.email) for row in rows]


def test_where_nobody_can_be_reached_the_largest_act_leads_here(client_of, erin):
    client = client_of(erin)
    page = text(client.get(OFFICE))
    assert f'<a class="usa-button usa-button--big" href="{PAGE}">Name a contact</a>' in page

    done = text(client.post(PAGE, MAILBOX, follow=True))
    assert on_record() == [("STAFFING_MAILBOX", "", "dv.desk@example.test")]
    assert "The contact is on record." in done
    assert "find somebody to reach there" not in done
    assert f'usa-button--big" href="{PAGE}"' not in done


def test_the_next_reminder_goes_there(client_of, erin):
    client_of(erin).post(PAGE, MAILBOX)
    make.asking("txnd", asked_on=localdate() - timedelta(days=20), ladder_on=localdate() - timedelta(days=20))
    client_of(erin).post("/offices/txnd/staffing/contacts/new/", MAILBOX | {"email": "txnd@example.test"})
    servers.log_in(served["DATABASE_WORKER_URL"])
    plan(at=timezone.now())
    servers.log_in(served["DATABASE_URL"])
    with acting_as(DatabaseRole.EOUSA):
        told = set(Message.objects.reminders().values_list("recipient", flat=True))

    assert "txnd@example.test" in told
    assert "dv.desk@example.test" not in told, "its reminders have not been started"


def test_whoever_held_the_post_is_replaced_and_others_stay(client_of, erin):
    first = make.staff_contact("nysd", post="US_ATTORNEY", email="one@example.test")
    make.staff_contact("nysd", post="FIRST_ASSISTANT", email="two@example.test")
    client_of(erin).post(PAGE, {"post": "US_ATTORNEY", "name": "Ivan Tate", "email": "three@example.test"})

    assert sorted(email for _post, _name, email in on_record()) == ["three@example.test", "two@example.test"]
    with acting_as(DatabaseRole.EOUSA):
        assert StaffContact.objects.get(pk=first.pk).superseded_at is not None


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("550 no such user", "mail to it is refused"), (WRONG_PERSON, "the reader says that this is the wrong person")],
)
def test_an_address_to_which_nothing_is_written_is_refused(client_of, erin, reason, sentence):
    refuse("dv.desk@example.test", reason)
    page = client_of(erin).post(PAGE, MAILBOX)

    assert page.status_code == 422
    assert f"Nothing is written to this address: {sentence}." in text(page)
    assert on_record() == []


def test_the_page_says_who_is_on_record_and_asks_for_the_post_that_is_missing(client_of, erin):
    make.staff_contact("nysd", post="STAFFING_MAILBOX", name="", email="old@example.test")
    page = text(client_of(erin).get(PAGE))
    assert "On record now: Staffing mailbox: old@example.test." in page
    assert '<option value="US_ATTORNEY" selected >' in page

    refuse("old@example.test")
    page = text(client_of(erin).get(PAGE))
    assert "old@example.test (mail to it is refused)" in page
    assert '<option value="STAFFING_MAILBOX" selected >' in page
    assert '<option value="FIRST_ASSISTANT" selected >' in text(client_of(erin).get(f"{PAGE}?post=FIRST_ASSISTANT"))


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.OFFICER])
def test_heads_name_contacts_of_their_own_office_only(client_of, role):
    head = make.member("Nia Ford", role, office="nysd")
    refuse("dv.desk@example.test")
    client = client_of(head)

    assert "staffing/contacts/new/?post" not in text(client.get(OFFICE)), "nobody is on record"
    assert f'href="{PAGE}"' in text(client.get(OFFICE))
    assert client.post(PAGE, MAILBOX).status_code == 302, "an office does not learn which addresses are refused"
    assert client.post("/offices/txnd/staffing/contacts/new/", MAILBOX).status_code == 404
    assert (len(on_record()), on_record("txnd")) == (1, [])


def test_a_specialist_names_nobody(client_of):
    sam = make.member("Sam Reed", Role.SPECIALIST, office="nysd")
    client = client_of(sam)

    assert client.post(PAGE, MAILBOX).status_code == 403
    assert PAGE not in text(client.get(OFFICE))


def test_the_refused_addresses_lead_to_naming_another(client_of, erin):
    make.staff_contact("nysd", post="FIRST_ASSISTANT", email="Gone@example.test")
    refuse("gone@example.test")
    refuse("nobodys@example.test")
    page = text(client_of(erin).get("/messages/refused/"))

    assert page.count("Name another address") == 1
    assert f'href="{PAGE}?post=FIRST_ASSISTANT"' in page


def test_the_mail_about_an_office_where_nobody_can_be_reached_leads_here():
    make.asking("txnd", asked_on=localdate() - timedelta(days=20), ladder_on=localdate() - timedelta(days=20))
    make.staff_contact("txnd", email="gone@example.test")
    assert said_at_the_center().path == "/offices/txnd/staffing/"

    refuse("gone@example.test")
    said = said_at_the_center()
    assert (said.path, said.act) == ("/offices/txnd/staffing/contacts/new/", "Name a contact")


def said_at_the_center():
    """What the last rung of silence says to EOUSA."""
    with acting_as(DatabaseRole.EOUSA):
        found = coming(timezone.now(), offices={make.office("txnd").pk}, causes={"SILENT"}, each_rung=True)
        last = max(found, key=lambda one: one.number)
        return cause_of("SILENT").said(last.matter, last.rung, localdate())
