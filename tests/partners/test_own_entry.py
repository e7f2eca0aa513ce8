"""An organization's own entry: its manager reads, confirms and writes it, its advocate reads it."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from partners.models import OwnWord, Profile
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import Organization
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY
from tests.partners.directory import as_partner, contact, contacts, entered, entries, manager_of, said

FORM = {"name": "Harbor House (invented)", "kind": "SHELTER", "state": "TX", "email_MAIN": "main@harbor.example.test"}


def posted(**fields):
    return FORM | fields


@pytest.fixture
def harbor(alma):
    return entered(alma, on=date(2026, 1, 5))


@pytest.fixture
def mara(harbor):
    return manager_of(harbor)


# --- the word -------------------------------------------------------------------------------------------------------
def test_confirming_makes_it_the_organizations_own_word_of_the_day(harbor, mara) -> None:
    with as_partner(harbor):
        OwnWord(harbor, mara).confirm(on=DAY)

        (entry,) = entries(harbor)
        assert (entry.office_id, entry.verified_on, entry.recorded_by, entry.kind) == (None, DAY, mara, "SHELTER")
        assert entry.replaces.superseded_at == entry.recorded_at


def test_what_is_not_there_is_not_confirmed() -> None:
    nobody = make.organization()

    with as_partner(nobody), pytest.raises(Refused, match="no entry yet"):
        OwnWord(nobody).confirm(on=DAY)


def test_two_who_write_at_once_write_once(harbor, mara) -> None:
    """Both have looked at the same row; the second is told."""
    with as_partner(harbor):
        seen = OwnWord(harbor, mara).entry()
        OwnWord(harbor, mara).confirm(on=DAY)
        with pytest.raises(Refused, match="just changed"):
            seen.supersede(by=mara, verified_on=DAY)
    assert len(entries(harbor)) == 1


def test_a_statement_carries_the_day_on_which_it_was_made(harbor) -> None:
    said(harbor, kind="SHELTER", grounds=["RACE", "SEX"])
    assert entries(harbor)[0].stated_on == DAY

    said(harbor, kind="SHELTER", grounds=[])
    assert entries(harbor)[0].stated_on is None


def test_contacts_are_replaced_kept_and_taken_off(harbor, alma) -> None:
    contact(alma, harbor, "old@harbor.example.test")
    contact(alma, harbor, "grants@harbor.example.test", post="GRANTS")
    said(harbor, contacts={"MAIN": ("new@harbor.example.test", ""), "HOTLINE": ("", "202-555-0100")})

    assert contacts(harbor) == {"MAIN": ("new@harbor.example.test", ""), "HOTLINE": ("", "202-555-0100")}


def test_an_organization_reaches_no_entry_but_its_own(harbor, shelter, pia) -> None:
    with as_partner(shelter):
        assert list(Profile.objects.all()) == []
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Profile.objects.create(organization=harbor, kind="SHELTER", recorded_by=pia)


# --- the pages ------------------------------------------------------------------------------------------------------
def test_the_page_says_since_when_the_entry_is_unverified_and_one_click_confirms(harbor, mara, client_of) -> None:
    client = client_of(mara)
    page = client.get(reverse("own-entry")).content.decode()
    assert "Harbor House (invented): unverified since Jan. 5, 2026." in page
    assert "Confirm: all this is still so" in page

    done = client.post(reverse("own-entry-confirm"), follow=True).content.decode()
    assert "The entry is confirmed" in done
    assert entries(harbor)[0].verified_on == localdate()


def test_looking_at_the_address_that_confirms_changes_nothing(harbor, mara, client_of) -> None:
    assert client_of(mara).get(reverse("own-entry-confirm")).status_code == 302
    assert entries(harbor)[0].verified_on is None


def test_an_advocate_reads_and_changes_nothing(harbor, client_of) -> None:
    client = client_of(make.member("Ava Stone", make.Role.ADVOCATE, organization=harbor))
    page = client.get(reverse("own-entry")).content.decode()

    assert "Confirm: all this is still so" not in page
    assert client.post(reverse("own-entry-confirm")).status_code == 403
    assert client.get(reverse("own-entry-edit")).status_code == 403
    assert entries(harbor)[0].verified_on is None


def test_the_manager_writes_the_entry_and_everybody_reads_it_as_its_word(harbor, mara, client_of) -> None:
    fields = posted(
        counties=["48113"], languages=["ES"], grounds=["RACE"], deaf_access="PARTLY", about="Beds and help."
    )
    answer = client_of(mara).post(reverse("own-entry-edit"), fields, follow=True)

    page = answer.content.decode()
    assert "Harbor House (invented): confirmed by the organization on" in page
    assert "Dallas County, TX" in page
    assert "partly" in page
    (entry,) = entries(harbor)
    assert (entry.office_id, entry.languages, entry.verified_on) == (None, ["ES"], localdate())
    assert contacts(harbor) == {"MAIN": ("main@harbor.example.test", "")}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": ""}, "This field is required."),
        ({"email_MAIN": ""}, "Name one mailbox at least"),
        ({"about": "Come to 1200 Main Street, Dallas.", "about_kept_because": "all know it"}, "street address"),
        ({"about": "Ask for SSN 123-45-6789"}, "Social Security"),
        ({"counties": ["99999"]}, "Select a valid choice"),
    ],
)
def test_what_does_not_belong_there_is_refused_and_nothing_typed_is_lost(
    fields, sentence, harbor, mara, client_of
) -> None:
    answer = client_of(mara).post(reverse("own-entry-edit"), posted(city="Dallas by the river", **fields))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Dallas by the river" in page
    assert entries(harbor)[0].office_id is not None


def test_a_new_name_is_the_organizations_to_choose(harbor, mara, client_of) -> None:
    client_of(mara).post(reverse("own-entry-edit"), posted(name="Harbor and Hope (invented)"))
    with as_partner(harbor):
        assert Organization.objects.get(pk=harbor.pk).name == "Harbor and Hope (invented)"


# --- of which one office alone knows --------------------------------------------------------------------------------
def test_who_is_known_to_one_office_says_that_others_may_read_or_stays_unknown(alma, otis, client_of) -> None:
    hidden = entered(alma, "Quiet House (invented)", is_confidential=True)
    client = client_of(manager_of(hidden))
    refused = client.post(reverse("own-entry-edit"), posted(name="Quiet House (invented)"))
    assert refused.status_code == 422
    assert "Until now one office alone reads it" in refused.content.decode()
    with acting_as(DatabaseRole.OFFICE, office_id=make.office("nysd").pk):
        assert not Organization.objects.filter(pk=hidden.pk).exists()

    client.post(reverse("own-entry-edit"), posted(name="Quiet House (invented)", is_open="on"))
    with acting_as(DatabaseRole.OFFICE, office_id=make.office("nysd").pk):
        assert Organization.objects.filter(pk=hidden.pk).exists()
        assert Profile.objects.standing().get(organization=hidden).is_own_word
    assert len(entries(hidden)) == 1
