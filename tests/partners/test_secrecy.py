"""What only one office knows of, EOUSA reads nowhere: no mailbox in the ledger, no name among the people."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from partners.models import Profile
from partners.models.office_word import OfficeWord
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import AccessEvent, AuditEvent, Invitation, Message
from portal.models.kept import KeptText
from portal.prose import BECAUSE
from portal.tenancy import acting_as
from tests import make
from tests.partners.directory import as_partner, contact, entered, entries, link, manager_of
from tests.partners.log import at_office

MAIL = "office@cedar.example.test"
NAME = "Cedar Bend"
KEPT = {"about": "Call 202-555-0199 at any hour."}


@pytest.fixture
def cedar(alma):
    made = entered(alma, "Cedar Bend Nation (invented)", kind="TRIBE", about="Only if approved.")
    contact(alma, made, MAIL, is_confidential=True)
    return made


@pytest.fixture
def harbor(alma):
    made = entered(alma)
    contact(alma, made, "main@harbor.example.test")
    return made


def ask(client, organization):
    return client.post(reverse("entry-ask", args=[organization.pk]), follow=True)


def mails(person):
    with at_office(person):
        return list(Message.objects.filter(cause="ENTRY_ASKED").order_by("created_at"))


# --- the ledger ------------------------------------------------------------------------------------------------------
def test_eousa_reads_nowhere_that_a_tribe_was_asked(cedar, alma, erin, rhea, client_of) -> None:
    ask(client_of(alma), cedar)
    (mail,) = mails(alma)
    assert mail.is_private

    for who in (erin, rhea):
        client = client_of(who)
        shown = [
            client.get(reverse("message-list")),
            client.get(reverse("message-list"), {"export": "csv"}),
            client.get(reverse("office-staffing", args=["txnd"])),
            client.get("/api/v1/messages/"),
        ]
        for page in shown:
            assert page.status_code == 200, page.request
            assert MAIL not in b"".join(page).decode()
        assert client.get(reverse("message-detail", args=[mail.pk])).status_code == 404


def test_the_office_reads_it_in_its_own_ledger(cedar, harbor, alma, client_of) -> None:
    ask(client_of(alma), cedar)

    assert MAIL in client_of(alma).get(reverse("message-list")).content.decode()


def test_of_an_open_organization_eousa_reads_it(harbor, alma, erin, client_of) -> None:
    ask(client_of(alma), harbor)

    assert "main@harbor.example.test" in client_of(erin).get(reverse("message-list")).content.decode()


@pytest.mark.parametrize("role", [DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER])
def test_no_trail_that_eousa_reads_tells_the_mailbox(role, cedar, alma, visitor, client_of) -> None:
    ask(client_of(alma), cedar)
    (row,) = entries(cedar)
    visitor.post(f"{link(cedar, MAIL, '-proposal', row.pk)}?answer=decline", {"says": "DECLINED"})

    with acting_as(role):
        told = [(event.old, event.new) for event in AuditEvent.objects.all()]
        acts = list(AccessEvent.objects.filter(kind=AccessEvent.Kind.LINK))
    assert told
    assert len(acts) == 1
    assert MAIL not in str(told) + str([act.detail for act in acts])


# --- people ----------------------------------------------------------------------------------------------------------
def test_whom_one_office_knows_gets_no_manager(cedar, alma, client_of) -> None:
    address = reverse("manager-invite", args=[cedar.pk])
    answer = client_of(alma).post(address, {"name": "Mara Quist", "email": "mara@cedar.example.test"})

    assert "EOUSA sees who holds a role" in answer.content.decode()
    with at_office(alma):
        assert not Invitation.objects.exists()
    assert address not in client_of(alma).get(reverse("organization-detail", args=[cedar.pk])).content.decode()


@pytest.mark.parametrize("how", ["member", "invitation"])
def test_who_has_people_stays_in_the_directory(how, harbor, alma, client_of) -> None:
    if how == "member":
        manager_of(harbor)
    else:
        form = {"name": "Mara Quist", "email": "mara@harbor.example.test"}
        client_of(alma).post(reverse("manager-invite", args=[harbor.pk]), form)
    with at_office(alma) as member, pytest.raises(Refused):
        OfficeWord(make.office(member.office.court_id), harbor).conceal(by=alma, on=localdate())


def test_an_outside_role_is_never_called_national(cedar, erin, client_of) -> None:
    """However it came about."""
    manager_of(cedar)
    page = client_of(erin).get(reverse("member-list"), {"name": "Mara"}).content.decode()

    assert "a partner organization" in page
    assert NAME not in page


def test_eousa_withdraws_what_it_is_offered(harbor, alma, erin, client_of) -> None:
    client_of(alma).post(
        reverse("manager-invite", args=[harbor.pk]), {"name": "Mara Quist", "email": "mara@harbor.example.test"}
    )
    with at_office(alma):
        made = Invitation.objects.get()
    address = reverse("invitation-withdraw", args=[made.pk])
    assert address in client_of(erin).get(reverse("member-list")).content.decode()

    assert client_of(erin).post(address).status_code == 302
    with at_office(alma):
        assert Invitation.objects.get().withdrawn_at


# --- the link --------------------------------------------------------------------------------------------------------
def test_by_the_link_a_text_is_kept_with_a_reason(harbor, visitor) -> None:
    form = {"name": harbor.name, "kind": "SHELTER", "state": "TX", "email_MAIN": "main@harbor.example.test"}
    address = link(harbor, "main@harbor.example.test", "-edit")
    assert visitor.post(address, form | KEPT).status_code == 422

    answer = visitor.post(address, form | KEPT | {f"about{BECAUSE}": "The number that we publish."})
    assert answer.status_code == 302
    with acting_as(DatabaseRole.EOUSA):
        kept = KeptText.objects.get()
    assert (kept.person_id, kept.organization_id, kept.field) == (None, harbor.pk, "about")


# --- asking ----------------------------------------------------------------------------------------------------------
def test_asked_twice_on_a_day_it_says_that_no_second_mail_leaves(harbor, alma, client_of) -> None:
    assert "leaves within a minute" in ask(client_of(alma), harbor).content.decode()

    again = ask(client_of(alma), harbor).content.decode()
    assert "asked today already" in again
    assert "leaves within a minute" not in again
    assert len(mails(alma)) == 1


def test_a_changed_proposal_is_another_matter(cedar, alma, client_of) -> None:
    ask(client_of(alma), cedar)
    with at_office(alma) as member:
        word = OfficeWord(make.office(member.office.court_id), cedar)
        word.edit(by=alma, on=localdate(), name=cedar.name, kind="TRIBE", about="Said otherwise.")

    assert "leaves within a minute" in ask(client_of(alma), cedar).content.decode()
    assert [mail.subject for mail in mails(alma)] == ["N.D. Tex. asks for your approval of what is said about you"] * 2


def test_after_declining_nobody_is_asked_until_something_changes(cedar, alma, visitor, client_of) -> None:
    (row,) = entries(cedar)
    address = f"{link(cedar, MAIL, '-proposal', row.pk)}?answer=decline"
    assert "Decline?" in visitor.get(address).content.decode()
    assert not_answered(cedar)

    shown = visitor.post(address, {"says": "DECLINED"}, follow=True).content.decode()
    assert "declined what N.D. Tex. proposed" in shown
    page = client_of(alma).get(reverse("organization-detail", args=[cedar.pk])).content.decode()
    assert reverse("entry-ask", args=[cedar.pk]) not in page
    assert reverse("organization-verify", args=[cedar.pk]) not in page
    assert "The tribe has answered" in ask(client_of(alma), cedar).content.decode()


def not_answered(organization):
    with as_partner(organization):
        return Profile.objects.filter(organization=organization, answers=None).exists()


def test_declining_takes_a_second_look(cedar, visitor) -> None:
    """What is pressed beside "Approve" leads to a page that asks."""
    (row,) = entries(cedar)
    address = link(cedar, MAIL, "-proposal", row.pk)
    page = visitor.get(address).content.decode()

    assert "?answer=decline" in page
    assert 'value="DECLINED"' not in page
