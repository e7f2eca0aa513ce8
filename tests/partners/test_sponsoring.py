"""An office invites somebody to manage the entry of a partner that nobody manages yet."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from portal.models import Invitation, Membership, Message
from tests import make
from tests.make import NOW
from tests.partners.directory import entered, manager_of
from tests.partners.log import at_office

FORM = {"name": "Mara Quist", "email": "mara@harbor.example.test"}


@pytest.fixture
def harbor(alma):
    return entered(alma)


@pytest.fixture
def address(harbor):
    return reverse("manager-invite", args=[harbor.pk])


def invitations(person):
    with at_office(person):
        return list(Invitation.objects.all())


def test_the_invitation_is_the_offices_own_to_see(harbor, address, alma, otis, client_of) -> None:
    assert client_of(alma).post(address, FORM).status_code == 302

    (made,) = invitations(alma)
    facts = (made.role, made.office_id, made.organization_id, made.sponsor_id)
    assert facts == ("MANAGER", None, harbor.pk, make.office().pk)
    assert invitations(otis) == []


def test_the_link_makes_a_manager_of_that_organization(harbor, address, alma, client_of, monkeypatch) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda *_: "the-key")
    client_of(alma).post(address, FORM)
    client = Client()
    page = client.get(reverse("invitation-accept", args=["the-key"])).content.decode()
    assert "Harbor House (invented)" in page

    fields = {"name": "Mara Quist", "password": "harbor-lantern-2931", "again": "harbor-lantern-2931"}
    assert client.post(reverse("invitation-accept", args=["the-key"]), fields).status_code == 302
    held = Membership.objects.get(person__email=FORM["email"])
    assert (held.role, held.office_id, held.organization_id) == ("MANAGER", None, harbor.pk)
    assert held.person.organization_id == harbor.pk
    assert client_of(held.person).get(reverse("own-entry")).status_code == 200


def test_where_somebody_manages_nobody_else_is_invited(harbor, address, alma, client_of) -> None:
    manager_of(harbor)

    answer = client_of(alma).post(address, FORM)
    assert answer.status_code == 422
    assert "has a manager already" in answer.content.decode()
    assert invitations(alma) == []


def test_one_invitation_at_a_time_and_it_can_be_taken_back(harbor, address, alma, vic, client_of) -> None:
    client_of(alma).post(address, FORM)
    page = client_of(vic).get(address).content.decode()
    assert "Mara Quist (mara@harbor.example.test) is invited" in page

    client_of(vic).post(address)
    (made,) = invitations(alma)
    assert made.withdrawn_at
    assert "Send the invitation" in client_of(vic).get(address).content.decode()


def test_only_of_ones_own_partners(address, otis, client_of) -> None:
    answer = client_of(otis).post(address, FORM)

    assert answer.status_code == 400
    assert "no partner of your office" in answer.content.decode()


@pytest.mark.parametrize("who", ["olga", "erin", "pia"])
def test_who_meets_no_partner_invites_none(who, address, cast, client_of) -> None:
    assert client_of(cast[who]).get(address).status_code == 403


def test_the_mail_stands_in_the_offices_ledger(address, alma, client_of) -> None:
    client_of(alma).post(address, FORM)

    with at_office(alma):
        told = Message.objects.get(cause="INVITATION")
    assert (told.recipient, told.office.court_id) == (FORM["email"], "txnd")


def test_the_mail_says_who_writes_for_which_office_and_what_this_is(address, alma, client_of, monkeypatch) -> None:
    told = []
    monkeypatch.setattr("portal.models.invitation.Message.objects.post", lambda **mail: told.append(mail["text"]))
    client_of(alma).post(address, FORM)

    (text,) = told
    assert "Alma Reyes works at the US Attorney’s Office, Northern District of Texas" in text
    assert "Harbor House (invented) among its partners" in text
    assert "Ninety-Four is where" in text


# --- the wall -------------------------------------------------------------------------------------------------------
def test_a_sponsor_hands_out_no_other_role(harbor, alma, otis) -> None:
    """Else whoever can name itself as sponsor could invite into another office."""
    row = {"name": "X", "email": "x@example.test", "key_hash": "x", "invited_by": alma, "expires_at": NOW}
    with at_office(alma) as member:
        for place in ({"office": make.office("nysd"), "role": "SPECIALIST"}, {"role": "EOUSA"}, {"role": "MANAGER"}):
            with pytest.raises(IntegrityError, match="a_sponsor_invites"), transaction.atomic():
                Invitation.objects.create(sponsor=member.office, **row, **place)
        with pytest.raises(IntegrityError, match="a_sponsor_invites"), transaction.atomic():
            Invitation.objects.create(sponsor=member.office, role="ADVOCATE", organization=harbor, **row)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Invitation.objects.create(sponsor=make.office("nysd"), role="MANAGER", organization=harbor, **row)


def test_no_office_withdraws_what_another_sponsors(address, alma, otis, client_of) -> None:
    client_of(alma).post(address, FORM)
    with at_office(otis):
        assert not Invitation.objects.update(withdrawn_at=NOW)
