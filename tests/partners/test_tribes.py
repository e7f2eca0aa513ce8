"""A tribe approves what is shared about it: until then no other office reads a word."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from partners.models import NamedContact, OwnWord, Partnership, Profile, RoleContact, TribeAnswer
from partners.models.office_word import OfficeWord
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import AuditEvent, Organization
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY
from tests.partners.directory import as_partner, contact, contacts, entered, entries, link, manager_of
from tests.partners.log import at_office

MAIL = "office@cedar.example.test"


@pytest.fixture
def cedar(alma):
    made = entered(alma, "Cedar Bend Nation (invented)", kind="TRIBE", about="Shared only if approved.", city="Cedar")
    contact(alma, made, MAIL, is_confidential=True)
    return made


@pytest.fixture
def mara(cedar):
    return manager_of(cedar)


def read_by(person, organization):
    """What the person's office reads of it: name, entries, contacts."""
    with at_office(person):
        return [
            model.objects.filter(**{key: organization.pk}).count()
            for model, key in ((Organization, "pk"), (Profile, "organization"), (RoleContact, "organization"))
        ]


def proposal(organization):
    (row,) = entries(organization)
    return row


def page_of(row):
    return reverse("own-entry-proposal", args=[row.pk])


# --- before ---------------------------------------------------------------------------------------------------------
def test_no_other_office_reads_what_the_tribe_has_not_approved(cedar, alma, otis) -> None:
    assert read_by(alma, cedar) == [1, 1, 1]
    assert read_by(otis, cedar) == [0, 0, 0]


def test_the_database_lets_no_office_publish_a_tribe(cedar, alma) -> None:
    row = {"organization": cedar, "kind": "TRIBE", "recorded_by": alma}
    with at_office(alma) as member:
        with pytest.raises(IntegrityError, match="a_tribe_is_shared_by_its_own_word"), transaction.atomic():
            Profile.objects.create(office=member.office, **row)
        with pytest.raises(IntegrityError, match="a_tribe_is_shared_by_its_own_word"), transaction.atomic():
            Profile.objects.filter(organization=cedar).update(is_confidential=False)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Profile.objects.create(office=None, **row)
        with pytest.raises(Refused, match="approval"):
            OfficeWord(make.office(member.office.court_id), cedar).disclose(by=alma, on=DAY)


# --- the answer -----------------------------------------------------------------------------------------------------
def test_approving_shares_it_by_the_tribes_word(cedar, mara, alma, otis, client_of) -> None:
    row = proposal(cedar)
    client = client_of(mara)
    assert "N.D. Tex. proposes to share" in client.get(reverse("own-entry")).content.decode()
    page = client.get(page_of(row)).content.decode()
    assert "Shared only if approved." in page
    assert MAIL in page

    assert client.post(page_of(row), {"says": "APPROVED"}).status_code == 302
    (entry,) = entries(cedar)
    assert (entry.office_id, entry.is_confidential, entry.verified_on) == (None, False, localdate())
    assert (entry.about, entry.city) == ("Shared only if approved.", "Cedar")
    assert contacts(cedar) == {"MAIN": (MAIL, "")}
    assert read_by(otis, cedar) == [1, 1, 1]
    with at_office(alma):
        said = TribeAnswer.objects.get(organization=cedar)
    assert (said.says, said.answered_on, said.recorded_by_id) == ("APPROVED", localdate(), mara.pk)


def test_declining_shares_nothing_and_the_offices_own_note_says_when(cedar, mara, alma, otis, client_of) -> None:
    row = proposal(cedar)
    client_of(mara).post(page_of(row), {"says": "DECLINED"})

    with at_office(alma):
        said = TribeAnswer.objects.get(profile=row)
        assert (said.says, said.answered_on) == ("DECLINED", localdate())
        assert Profile.objects.standing().get(organization=cedar) == row
    assert read_by(otis, cedar) == [0, 0, 0]
    with at_office(otis):
        assert not TribeAnswer.objects.exists()
    assert client_of(mara).get(page_of(row)).status_code == 404


def test_changing_it_shares_what_the_tribe_wrote(cedar, mara, otis, client_of) -> None:
    row = proposal(cedar)
    address = f"{reverse('own-entry-edit')}?proposal={row.pk}"
    page = client_of(mara).get(address).content.decode()
    assert "Shared only if approved." in page
    fields = {"name": "Cedar Bend Nation (invented)", "kind": "TRIBE", "about": "Our own words.", "email_MAIN": MAIL}

    assert client_of(mara).post(address, fields | {"is_open": "on"}).status_code == 302
    (entry,) = entries(cedar)
    assert (entry.about, entry.city, entry.is_own_word) == ("Our own words.", "", True)
    with as_partner(cedar):
        assert TribeAnswer.objects.get(profile=row).says == "CHANGED"
    assert read_by(otis, cedar)[:2] == [1, 1]


def test_pressed_by_two_it_is_answered_once(cedar, mara) -> None:
    row = proposal(cedar)
    with as_partner(cedar):
        OwnWord(cedar, mara).decline(proposal=row, on=DAY)
        with pytest.raises(Refused, match="answered already"):
            OwnWord(cedar, mara).approve(proposal=row, on=DAY)
    assert proposal(cedar).is_confidential


def test_what_one_office_proposes_leaves_what_another_proposes(cedar, mara, alma, otis, client_of) -> None:
    first = proposal(cedar)
    client_of(mara).post(page_of(first), {"says": "APPROVED"})
    with at_office(otis) as member:
        Partnership.objects.begin(office=make.office("nysd"), organizations=[cedar], by=otis, on=DAY)
        OfficeWord(make.office(member.office.court_id), cedar).edit(
            by=otis, on=DAY, name=cedar.name, kind="TRIBE", about="As New York has it."
        )
    assert read_by(alma, cedar)[1] == 2  # the approved one, and its own note, off the record

    page = client_of(mara).get(reverse("own-entry")).content.decode()
    assert "S.D.N.Y. proposes to share" in page
    with as_partner(cedar):
        (second,) = OwnWord(cedar, mara).proposals()
    client_of(mara).post(page_of(second), {"says": "APPROVED"})
    (entry,) = entries(cedar)
    assert entry.about == "As New York has it."


def test_a_proposal_to_another_tribe_is_not_there(cedar, alma, client_of) -> None:
    other = entered(alma, "Salt Fork Nation (invented)", kind="TRIBE")

    answer = client_of(manager_of(other, "Ola Reed")).post(page_of(proposal(cedar)), {"says": "APPROVED"})
    assert answer.status_code == 404


# --- by link --------------------------------------------------------------------------------------------------------
def test_a_tribe_without_an_account_answers_by_the_link(cedar, alma, otis, visitor, client_of) -> None:
    client_of(alma).post(reverse("entry-ask", args=[cedar.pk]))
    row = proposal(cedar)
    page = visitor.get(link(cedar, MAIL)).content.decode()
    assert "Read it: approve, change or decline" in page
    assert "Confirm: all this" not in page

    visitor.post(link(cedar, MAIL, "-proposal", row.pk), {"says": "APPROVED"})
    assert read_by(otis, cedar) == [1, 1, 1]
    assert visitor.get(link(cedar, MAIL)).status_code == 200


def test_a_mailbox_that_only_an_office_names_cannot_overwrite_what_the_tribe_says(cedar, mara, otis, visitor) -> None:
    """Else an office could write to itself and answer for the tribe."""
    with as_partner(cedar):
        OwnWord(cedar, mara).approve(proposal=proposal(cedar), on=DAY)
    contact(otis, cedar, "mine@office.example.test", is_confidential=True)

    assert visitor.get(link(cedar, "mine@office.example.test")).status_code == 410


def test_such_a_mailbox_answers_its_own_office_alone(cedar, otis, visitor) -> None:
    contact(otis, cedar, "mine@office.example.test", is_confidential=True)

    address = link(cedar, "mine@office.example.test", "-proposal", proposal(cedar).pk)
    assert visitor.post(address, {"says": "APPROVED"}).status_code == 404
    assert visitor.post(link(cedar, "mine@office.example.test", "-confirm")).status_code == 200
    assert proposal(cedar).is_confidential


def test_the_trail_that_eousa_may_read_tells_nothing_either(cedar, alma) -> None:
    """What an office keeps to itself is in the trail as a hash; the rows themselves are never overwritten."""
    with at_office(alma):
        NamedContact.objects.create(
            office=make.office(), partnership=cedar.partnerships.get(), name="Zebrafish", recorded_by=alma
        )
    with acting_as(DatabaseRole.EOUSA_READER):
        kept = [str(event.new) for event in AuditEvent.objects.filter(table_name__startswith="partners_")]

    assert kept
    assert not [row for row in kept if any(word in row for word in ("Shared only", MAIL, "'Cedar'", "Zebrafish"))]
