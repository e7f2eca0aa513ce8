"""Who acts as what: invitations, their misuse, the end of a role, and who hears of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError
from django.test import Client

from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.givers import ENDS, INVITES
from portal.models import AccessEvent, Invitation, Membership, Message, Person, User
from portal.models.invitation import OPEN_FOR, hash_of, placed
from portal.tenancy import acting_as
from tests import make
from tests.reading import text

KEY = "a-key-that-only-the-mail-knows"


@pytest.fixture
def key(monkeypatch: Any) -> str:
    """Every link that is made from now on holds this key."""
    monkeypatch.setattr("portal.models.invitation.secrets.token_urlsafe", lambda _size: KEY)
    return KEY


def invite(client: Client, **changes: str) -> Any:
    data = {"name": "Nina New", "email": "Nina@example.test", "role": Role.SPECIALIST.value}
    return client.post("/people/invite/", data | changes)


def invitation() -> Invitation:
    with acting_as(DatabaseRole.EOUSA):
        return Invitation.objects.select_related("office", "organization").get()


def accept(client: Client, follow: bool = False, **changes: str) -> Any:
    data = {"name": "Nina New", "password": make.PASSWORD, "again": make.PASSWORD}
    return client.post(f"/invitations/{KEY}/", data | changes, follow=follow)


def told(cause: str) -> set[str]:
    with acting_as(DatabaseRole.EOUSA):
        return set(Message.objects.filter(cause=cause).values_list("recipient", flat=True))


def test_a_leader_invites_and_the_invited_person_comes_in(client_of, lena, key, visitor):
    second = make.member("Leo Second", Role.LEADERSHIP, office="txnd")
    typed = {"name": "Nina New", "email": "Nina@example.test", "role": "SPECIALIST"}
    page = client_of(lena).post("/people/invite/", typed, follow=True).content.decode()
    assert "Nina New is invited as domestic violence specialist (N.D. Tex.). The mail to Nina@example.test" in page
    assert told("INVITATION") == {"nina@example.test"}
    assert "Nina New" in client_of(lena).get("/people/").content.decode()
    assert "Lena Hart invites you to N.D. Tex. as" in visitor.get(f"/invitations/{key}/").content.decode()

    assert "password that you have just chosen" in accept(visitor, follow=True).content.decode()

    held = Membership.objects.get(person__email="nina@example.test")
    assert (held.role, held.office, held.started_by) == (Role.SPECIALIST, make.office("txnd"), lena)
    signed_in = visitor.post("/accounts/login/", {"login": "nina@example.test", "password": make.PASSWORD})
    assert signed_in.status_code == 302, "the address counts as verified"
    assert told("ROLE_CHANGE") == {"nina@example.test", second.email}
    assert lena.email not in told("ROLE_CHANGE"), "who invited knows"
    with acting_as(DatabaseRole.EOUSA):
        assert AccessEvent.objects.filter(kind="ROLE_CHANGE").count() == 1


def test_the_key_is_kept_nowhere_but_in_the_mail(client_of, lena, key):
    invite(client_of(lena))
    assert invitation().key_hash == hash_of(key) != key


def test_an_invitation_works_once(client_of, lena, key):
    invite(client_of(lena))
    accept(Client())

    for answer in (Client().get(f"/invitations/{key}/"), accept(Client(), name="Thief")):
        assert answer.status_code == 410
        assert "has been used" in answer.content.decode()
    assert User.objects.filter(email="nina@example.test").count() == 1


def test_two_clicks_at_once_make_one_membership(client_of, lena, key):
    """Both have read the open invitation; only one of them uses it."""
    invite(client_of(lena))
    first, second = invitation(), invitation()
    first.accept(by=None, at=make.NOW, password=make.PASSWORD)

    with pytest.raises(Refused):
        second.accept(by=None, at=make.NOW, password=make.PASSWORD)

    assert Membership.objects.filter(person__email="nina@example.test").count() == 1


def test_an_expired_invitation_says_whom_to_ask(client_of, lena, key, visitor):
    invite(client_of(lena))
    late = invitation().expires_at
    assert invitation().why_closed(at=late - timedelta(seconds=1)) == ""
    assert "Lena Hart for a new one" in invitation().why_closed(at=late)
    with pytest.raises(Refused, match="expired"):
        invitation().accept(by=None, at=late, password=make.PASSWORD)
    assert late - invitation().invited_at == OPEN_FOR == timedelta(days=14)


def test_a_withdrawn_invitation_says_so(client_of, lena, key, visitor):
    invite(client_of(lena))
    path = f"/invitations/{invitation().pk}/withdraw/"
    assert "Withdraw the invitation of Nina New" in client_of(lena).get(path).content.decode()
    assert client_of(lena).post(path).headers["Location"] == "/people/"

    assert "was withdrawn" in visitor.get(f"/invitations/{key}/").content.decode()
    assert accept(visitor).status_code == 410
    assert "no longer open" in client_of(lena).post(path).content.decode()


def test_a_made_up_key_leads_nowhere(visitor):
    assert visitor.get("/invitations/made-up/").status_code == 404
    assert visitor.post("/invitations/made-up/").status_code == 404


def test_somebody_else_who_is_signed_in_cannot_take_it(client_of, lena, ada, vic, key):
    invite(client_of(lena))
    for other in (ada, vic):
        client = client_of(other)
        assert "another e-mail address" in client.get(f"/invitations/{key}/").content.decode()
        assert "another e-mail address" in client.post(f"/invitations/{key}/").content.decode()
        assert invitation().used_at is None


def test_a_used_link_does_not_give_an_ended_role_back(client_of, lena, otis, key):
    invite(client_of(lena), email=otis.email)
    first, second = invitation(), invitation()
    held = first.accept(by=otis, at=make.NOW)
    with acting_as(DatabaseRole.EOUSA):
        held.end(by=lena, acting=Role.EOUSA, at=make.NOW)

    with pytest.raises(Refused, match="no longer open"):
        second.accept(by=otis, at=make.NOW)


def test_a_colleague_with_an_account_gains_the_hat(client_of, lena, otis, key):
    invite(client_of(lena), email=otis.email.upper())
    assert "have an account already" in Client().get(f"/invitations/{key}/").content.decode()
    assert "have an account already" in accept(Client()).content.decode(), "a password of a stranger does not take over"

    assert client_of(otis).post(f"/invitations/{key}/").headers["Location"] == "/"

    assert {m.office.court_id for m in Membership.objects.filter(person=otis) if m.office} == {"nysd", "txnd"}


def test_a_specialist_from_the_roster_gets_the_account_of_that_person(client_of, lena, key):
    known = make.person("Nina Roster", email="nina@example.test")
    invite(client_of(lena))

    accept(Client())

    assert User.objects.get(email="nina@example.test").person == known


@pytest.mark.parametrize("kind", ["government", "partner"])
def test_nobody_becomes_both_government_and_partner(client_of, lena, pia, ada, alma, key, kind):
    if kind == "government":
        invite(client_of(lena), email=ada.email)
        client = client_of(ada)
    else:
        invite(client_of(pia), email=alma.email, role=Role.ADVOCATE.value)
        client = client_of(alma)

    assert "another organization" in client.post(f"/invitations/{key}/").content.decode()
    assert invitation().used_at is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"again": "something-else-94"}, "not the same"),
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "", "again": ""}, "required"),
        ({"password": "nina@example.test", "again": "nina@example.test"}, "too similar"),
    ],
)
def test_a_bad_password_is_explained(client_of, lena, key, changes, sentence):
    invite(client_of(lena))
    assert sentence in accept(Client(), **changes).content.decode()
    assert invitation().used_at is None


def test_the_same_person_is_not_invited_twice(client_of, lena, alma):
    client = client_of(lena)
    invite(client)
    assert "open invitation" in invite(client).content.decode()
    assert "holds the role already" in invite(client, email=alma.email.upper()).content.decode()


@pytest.mark.parametrize("role", [Role.EOUSA, Role.OPERATOR, Role.MANAGER, Role.VISITOR])
def test_a_leader_hands_out_roles_of_the_office_only(client_of, lena, role):
    assert "Select a valid choice" in invite(client_of(lena), role=role.value).content.decode()
    with pytest.raises(Refused, match="cannot invite"), acting_as(DatabaseRole.OFFICE, office_id=1):
        Invitation.objects.offer(
            name="N", email="n@example.test", role=role, office=None, organization=None,
            by=lena, acting=Role.LEADERSHIP, at=make.NOW,
        )  # fmt: skip


def test_a_leader_cannot_invite_into_another_office_on_any_path(client_of, lena):
    other = make.office("nysd")
    invite(client_of(lena), office=str(other.pk))
    assert invitation().office == make.office("txnd")
    with pytest.raises(ProgrammingError), acting_as(DatabaseRole.OFFICE, office_id=make.office("txnd").pk):
        Invitation.objects.offer(
            name="N", email="n@example.test", role=Role.STAFF, office=other, organization=None,
            by=lena, acting=Role.LEADERSHIP, at=make.NOW,
        )  # fmt: skip


def test_eousa_invites_into_any_office_and_to_national_roles_but_makes_no_operator(client_of, erin):
    client = client_of(erin)
    invite(client, office=str(make.office("nysd").pk))
    invite(client, email="m@example.test", role=Role.OARM.value)
    assert "Choose the office" in invite(client, email="o@example.test").content.decode()
    assert "Select a valid choice" in invite(client, role=Role.OPERATOR.value).content.decode()
    with acting_as(DatabaseRole.EOUSA):
        assert {(i.role, str(i.office)) for i in Invitation.objects.select_related("office")} == {
            ("SPECIALIST", "S.D.N.Y."),
            ("OARM", "None"),
        }


def test_no_role_is_handed_out_by_default(client_of, lena):
    page = client_of(lena).get("/people/invite/").content.decode()
    assert re.findall(r'<option value="(\w*)" selected\s*>', page) == [""]

    assert "This field is required" in invite(client_of(lena), role="").content.decode()
    assert not Invitation.objects.exists()


def test_a_national_role_is_held_for_no_office(client_of, erin):
    page = invite(client_of(erin), role=Role.EOUSA_READER.value, office=str(make.office("nysd").pk)).content.decode()
    assert "“EOUSA reader” is not held for an office. Leave the office empty, or choose a role of S.D.N.Y." in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("role", "office", "is_of_an_organization"),
    [(Role.ADVOCATE, None, False), (Role.ADVOCATE, "nysd", True), (Role.STAFF, "nysd", True)],
)
def test_a_role_is_offered_only_where_it_belongs(db, shelter, role, office, is_of_an_organization):
    acting = Role.MANAGER if role is Role.ADVOCATE else Role.EOUSA
    with pytest.raises(Refused, match=r"not held for|for an organization"):
        placed(role, office and make.office(office), shelter if is_of_an_organization else None, acting)


def test_a_manager_invites_into_the_own_organization(client_of, pia, shelter, key):
    invite(client_of(pia), role=Role.ADVOCATE.value)
    accept(Client())

    new = Person.objects.get(email="nina@example.test")
    assert new.organization == shelter
    assert Membership.objects.get(person=new).organization == shelter
    assert "Nina New" in client_of(pia).get("/people/").content.decode()


@pytest.mark.parametrize("name", ["alma", "olga", "vic", "rhea", "oren", "opal", "ada"])
def test_who_does_not_manage_neither_invites_nor_ends(client_of, cast, name):
    client = client_of(cast[name])
    membership = Membership.objects.get(person=cast["otis"])
    assert client.get("/people/invite/").status_code == 403
    assert client.post(f"/people/{membership.pk}/end/").status_code == 403
    assert invite(client).status_code == 403
    assert not Invitation.objects.exists()


def test_everybody_sees_the_own_place_only(client_of, cast):
    for name, seen, unseen in (
        ("alma", ["Lena Hart", "Olga Brandt"], ["Otis Green", "Pia Lund", "Erin Cole"]),
        ("otis", ["Otis Green"], ["Alma Reyes"]),
        ("pia", ["Pia Lund", "Ada Ward"], ["Alma Reyes", "Erin Cole"]),
        ("erin", ["Alma Reyes", "Otis Green", "Pia Lund", "Oren Pratt"], []),
        ("opal", ["Alma Reyes", "Pia Lund"], []),
    ):
        page = client_of(cast[name]).get("/people/").content.decode()
        assert [n for n in seen if n not in page] == [], name
        assert [n for n in unseen if n in page] == [], name
    assert client_of(cast["ada"]).get("/people/").status_code == 403


def test_a_leader_ends_a_role_and_the_others_are_told(client_of, lena, alma):
    second = make.member("Leo Second", Role.LEADERSHIP, office="txnd")
    path = f"/people/{Membership.objects.get(person=alma).pk}/end/"
    client = client_of(lena)
    assert "End the role of Alma Reyes" in client.get(path).content.decode()
    assert Membership.objects.in_force().filter(person=alma).exists()

    assert "no longer holds the role" in client.post(path, follow=True).content.decode()

    ended = Membership.objects.get(person=alma)
    assert (ended.ended_by, ended.ended_at is not None) == (lena, True)
    assert told("ROLE_CHANGE") == {alma.email, second.email}
    assert "has already ended" in client.post(path).content.decode()


def test_who_ends_a_specialists_role_reads_that_the_appointment_goes_on(client_of, lena, erin, alma):
    path = f"/people/{Membership.objects.get(person=alma).pk}/end/"
    assert "goes on" not in text(client_of(lena).get(path)), "there is none"
    made = make.appointment("txnd", person=alma)
    make.appointment("nysd", person=alma)
    goes_on = "The appointment of Alma Reyes as a specialist of N.D. Tex. goes on, and so does coverage."

    own, national = text(client_of(lena).get(path)), text(client_of(erin).get(path))
    assert own.count("goes on") == national.count("goes on") == 1, "of that office only"
    assert f"{goes_on} Does Alma Reyes leave the post as well? EOUSA records the end" in own
    assert f'{goes_on} <a href="/offices/txnd/appointments/{made.pk}/end/">End the appointment</a>' in national


def test_the_operator_who_closes_an_account_learns_nothing_of_appointments(client_of, opal, erin, alma):
    make.appointment("txnd", person=alma)
    path = f"/people/{Membership.objects.get(person=alma).pk}/disable/"
    assert "goes on" not in text(client_of(opal).get(path))
    assert "The appointment of Alma Reyes" in text(client_of(erin).get(path))


@pytest.mark.parametrize("act", ["end", "disable"])
def test_who_takes_the_last_leader_away_reads_what_nobody_there_can_do_then(client_of, erin, lena, alma, act):
    """Only where it is the last one, and it is the leader."""
    without = "N.D. Tex. then has no leadership account: nobody there can answer a directive, send a nomination"
    own, other = Membership.objects.get(person=lena), Membership.objects.get(person=alma)
    assert without in text(client_of(erin).get(f"/people/{own.pk}/{act}/"))
    assert without not in text(client_of(erin).get(f"/people/{other.pk}/{act}/"))
    make.member("Leo Second", Role.LEADERSHIP, office="txnd")
    assert without not in text(client_of(erin).get(f"/people/{own.pk}/{act}/"))


def test_what_is_ended_or_closed_or_ones_own_is_not_asked_about(client_of, erin, opal, alma, lena):
    """One's own account is not offered in the list, and its address says why."""
    client, held = client_of(opal), Membership.objects.get(person=alma)
    own = f"/people/{Membership.objects.get(person=opal).pk}/disable/"
    listed = text(client.get("/people/"))
    assert f"/people/{held.pk}/disable/" in listed
    assert own not in listed
    assert "Nobody disables the own account." in text(client.get(own))

    client.post(f"/people/{held.pk}/disable/")
    disabled, ended = client.get(f"/people/{held.pk}/disable/"), client_of(lena).get(f"/people/{held.pk}/end/")
    assert (disabled.status_code, ended.status_code) == (400, 400)
    assert "This account is disabled already." in text(disabled)
    assert "This role has already ended." in text(ended)
    assert "<title>That is not possible now" in text(ended)
    assert "could not be read" not in text(ended), "it was read, and a rule refuses"
    assert "<title>That request could not be read" in text(client.get("/people/?page=banana"))


def test_whose_account_is_closed_is_told_so_and_whom_to_ask(client_of, erin, alma, lena, monkeypatch):
    told: dict[str, str] = {}
    keep = lambda _self, *, recipient, text, **_facts: told.update({recipient: text})  # noqa: E731 as short as it is
    monkeypatch.setattr(type(Message.objects), "post", keep)

    client_of(erin).post(f"/people/{Membership.objects.get(person=alma).pk}/disable/")

    closed = "Your account in Ninety-Four is closed: you cannot sign in any more."
    assert closed in told[alma.email]
    assert f"ask Erin Cole ({erin.email}), who closed it" in told[alma.email]
    assert "look at the list" not in told[alma.email], "who cannot sign in looks at nothing"
    assert closed not in told[lena.email]
    assert "look at the list" in told[lena.email]


def test_another_offices_role_is_not_there(client_of, lena, otis):
    path = f"/people/{Membership.objects.get(person=otis).pk}/end/"
    assert client_of(lena).get(path).status_code == client_of(lena).post(path).status_code == 404
    assert client_of(lena).get("/people/999999/end/").status_code == 404


def test_the_last_leader_is_ended_by_eousa_only(client_of, lena, erin):
    own = Membership.objects.get(person=lena)
    assert "Invite a successor first" in client_of(lena).post(f"/people/{own.pk}/end/").content.decode()
    assert client_of(erin).post(f"/people/{own.pk}/end/").status_code == 302


def test_the_last_desk_officer_stays(client_of, erin):
    own = Membership.objects.get(person=erin)
    assert "Invite a successor first" in client_of(erin).post(f"/people/{own.pk}/end/").content.decode()
    make.member("Ed Second", Role.EOUSA)
    assert client_of(erin).post(f"/people/{own.pk}/end/").status_code == 302


def test_eousa_does_not_end_operators(client_of, erin, opal):
    own = Membership.objects.get(person=opal)
    assert "cannot end this one" in client_of(erin).post(f"/people/{own.pk}/end/").content.decode()


def test_who_hands_out_a_role_may_take_it_away():
    assert all(INVITES[role] <= ENDS[role] for role in INVITES)
    assert not any(Role.OPERATOR in roles for roles in ENDS.values())


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("role=SPECIALIST", "Otis Green", "Lena Hart"),
        ("name=otis", "Otis Green", "Alma Reyes"),
        ("role=banana", "Otis Green", "nobody at all"),
        ("name=%00", "Otis Green", "nobody at all"),
    ],
)
def test_the_list_of_people_is_filtered_by_the_address(client_of, erin, otis, alma, lena, query, seen, unseen):
    page = client_of(erin).get(f"/people/?{query}").content.decode()
    assert seen in page
    assert unseen not in page


def test_the_list_of_people_is_downloaded_as_shown(client_of, lena, alma):
    answer = client_of(lena).get("/people/?format=csv")
    assert re.search(rb"Alma Reyes,domestic violence specialist", answer.content)
    assert answer["Content-Disposition"].startswith("attachment")
