"""Handing over, the successor's briefing, and closing an account: the pages, the races, and who hears of it."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from time import sleep
from typing import Any

import pytest
from django.test import Client

from portal.access import DatabaseRole, Permission, Role
from portal.errors import Refused
from portal.models import ApiToken, AuditEvent, HandOver, Invitation, Membership, Message, Person
from portal.tenancy import acting_as
from specialists.models import Desk
from specialists.models.desk import DeskQuerySet
from tests import make
from tests.races import at_once
from tests.test_architecture import TEXTS, name

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed(db) -> Person:
    """A second desk officer."""
    return make.member("Ed Second", Role.EOUSA)


def held_by(person: Person) -> Membership:
    return Membership.objects.filter(person=person).latest("pk")


def page_of(person: Person, what: str) -> str:
    return f"/people/{held_by(person).pk}/{what}/"


def watched_by(person: Person) -> set[str]:
    with acting_as(DatabaseRole.EOUSA):
        return set(Desk.objects.standing().filter(person=person).values_list("office__court_id", flat=True))


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def give(membership: Membership, to: Person | None, by: Person, acting: Role = Role.EOUSA) -> HandOver:
    with acting_as(DatabaseRole.EOUSA):
        return HandOver.objects.give(membership=membership, to=to, by=by, acting=acting, at=make.NOW)


# --- from the refusal to the briefing ----------------------------------------------------------------------------
def test_a_desk_officer_leaves_and_the_successor_is_briefed(client_of, erin, ed, alma) -> None:
    """The whole way in the browser: the end is refused, the hand-over done, the role ended."""
    for court in ("txnd", "gud"):
        make.desk(court, erin)
    make.asking("gud")
    client = client_of(ed)

    refusal = text(client.get(page_of(erin, "end")))
    assert "Not yet: Erin Cole still has 2 offices to watch." in refusal
    assert page_of(erin, "hand-over") in refusal
    assert '<a href="/offices/txnd/staffing/">N.D. Tex.</a>' in refusal
    assert '<button class="usa-button usa-button--secondary"' not in refusal
    assert "Erin Cole still has 2 offices to watch in this role." in text(client.post(page_of(erin, "end")))
    assert held_by(erin).ended_at is None

    shown = text(client.get(page_of(erin, "hand-over")))
    assert (
        'what Erin Cole has</h1><p class="sentence__more">As EOUSA desk officer, national: 2 offices to watch.</p>'
        in shown
    )
    assert '<a href="/offices/txnd/staffing/">N.D. Tex.</a>' in shown
    answer = client.post(page_of(erin, "hand-over"), {"to": ed.pk, "note": "Guam calls on Mondays."}, follow=True)

    briefing = text(answer)
    assert "Handed over to Ed Second: 2 offices to watch. Ed Second is told by mail." in briefing
    assert 'You have taken over from Erin Cole.</h1><p class="sentence__more">2 offices to watch.</p>' in briefing
    assert "Guam calls on Mondays." in briefing
    assert re.search(r"D. Guam has never had a specialist on record here .* It is silent", briefing)
    assert watched_by(ed) == {"txnd", "gud"}
    assert watched_by(erin) == set()

    assert page_of(erin, "end") in briefing
    assert "no longer holds the role" in text(client.post(page_of(erin, "end"), follow=True))


def test_the_successor_is_told_by_mail_with_the_way_to_the_briefing(erin, ed, monkeypatch) -> None:
    posted: list[Any] = []
    monkeypatch.setattr(type(Message.objects), "post", lambda _self, **facts: posted.append(facts))
    make.desk("txnd", erin)
    done = give(held_by(erin), ed, ed)

    assert [(mail["person"], mail["recipient"], mail["cause"]) for mail in posted] == [(ed, ed.email, "HAND_OVER")]
    assert f"/hand-overs/{done.pk}/" in posted[0]["text"]
    assert "you have taken over from Erin Cole: 1 office to watch." in posted[0]["text"]
    assert "N.D. Tex." not in posted[0]["text"], "what it is stands behind the sign-in"


def test_one_hands_over_ones_own_work(client_of, erin, ed) -> None:
    make.desk("txnd", erin)
    client = client_of(erin)
    assert page_of(erin, "hand-over") in text(client.get("/account/"))
    assert (
        'Hand over what you have</h1><p class="sentence__more">As EOUSA desk officer, national: 1 office to watch.</p>'
        in text(client.get(page_of(erin, "hand-over")))
    )

    client.post(page_of(erin, "hand-over"), {"to": ed.pk})

    assert watched_by(ed) == {"txnd"}
    assert "You have nothing to hand over as EOUSA desk officer, national." in text(
        client.get(page_of(erin, "hand-over"))
    )


def test_nobody_is_there_to_take_it(client_of, erin) -> None:
    make.desk("txnd", erin)
    shown = text(client_of(erin).get(page_of(erin, "hand-over")))
    assert "Nobody else here may take it over" in shown
    assert "/people/invite/" in shown


@pytest.mark.parametrize("who", ["rhea", "oren", "alma"])
def test_only_who_may_watch_offices_is_offered_and_taken(client_of, cast, ed, who) -> None:
    make.desk("txnd", cast["erin"])
    client = client_of(ed)
    assert f'value="{cast[who].pk}"' not in text(client.get(page_of(cast["erin"], "hand-over")))

    assert client.post(page_of(cast["erin"], "hand-over"), {"to": cast[who].pk}).status_code == 422
    with pytest.raises(Refused, match="cannot take this over"):
        give(held_by(cast["erin"]), cast[who], ed)
    with pytest.raises(Refused, match="cannot wait in a queue"):
        give(held_by(cast["erin"]), None, ed)

    assert watched_by(cast["erin"]) == {"txnd"}


def test_somebody_inactive_takes_nothing(erin, ed) -> None:
    """Whoever marked the person, and however."""
    make.desk("txnd", erin)
    Person.objects.filter(pk=ed.pk).update(is_active=False)
    with pytest.raises(Refused, match="cannot take this over"):
        give(held_by(erin), ed, erin)
    with acting_as(DatabaseRole.EOUSA), pytest.raises(Refused, match="cannot watch offices"):
        Desk.objects.assign(offices=[make.office("gud")], person=ed, by=erin)


@pytest.mark.parametrize("who", ["alma", "lena", "oren", "pia"])
def test_others_things_are_handed_over_by_who_may_end_the_role(client_of, cast, ed, who) -> None:
    make.desk("txnd", cast["erin"])
    answer = client_of(cast[who]).post(page_of(cast["erin"], "hand-over"), {"to": ed.pk})
    assert answer.status_code == (400 if who == "oren" else 404), "an office does not see who works at EOUSA"
    with pytest.raises(Refused, match="Your role cannot"):
        give(held_by(cast["erin"]), ed, cast[who], Role.LEADERSHIP)
    assert watched_by(cast["erin"]) == {"txnd"}


def test_a_role_that_ended_before_can_still_be_handed_over(erin, ed) -> None:
    """Data from before this rule, or put right by hand."""
    make.desk("txnd", erin)
    with acting_as(DatabaseRole.EOUSA):
        Membership.objects.filter(person=erin).update(ended_at=make.NOW, ended_by=ed)
    give(held_by(erin), ed, ed)
    assert watched_by(ed) == {"txnd"}


def test_who_sees_the_briefing(client_of, cast, ed) -> None:
    make.desk("txnd", cast["erin"])
    done = give(held_by(cast["erin"]), ed, ed)
    path = f"/hand-overs/{done.pk}/"
    seen = {name: client_of(person).get(path).status_code for name, person in cast.items()}
    assert {name for name, status in seen.items() if status == 200} == {"erin"}
    assert client_of(ed).get(path).status_code == 200
    assert {seen["rhea"], seen["opal"]} == {403}
    assert {seen[name] for name in ("alma", "lena", "oren", "pia", "ada")} == {404}


# --- all or nothing, once ----------------------------------------------------------------------------------------
def test_a_failure_moves_nothing_and_tells_nobody(erin, ed, monkeypatch) -> None:
    make.desk("txnd", erin)
    make.desk("gud", erin)

    def broken(_self: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(HandOver, "tell", broken)
    facts: dict[str, Any] = {"membership": held_by(erin), "to": ed, "by": ed, "acting": Role.EOUSA, "at": make.NOW}
    with acting_as(DatabaseRole.EOUSA):
        with pytest.raises(RuntimeError):
            HandOver.objects.give(**facts)

        assert watched_by(erin) == {"txnd", "gud"}
        assert not HandOver.objects.exists()
        assert not Message.objects.exists()


def test_a_second_click_hands_over_nothing_more(client_of, erin, ed) -> None:
    make.desk("txnd", erin)
    client = client_of(ed)
    client.post(page_of(erin, "hand-over"), {"to": ed.pk})
    again = client.post(page_of(erin, "hand-over"), {"to": ed.pk})
    assert again.status_code == 422
    with pytest.raises(Refused, match="nothing to hand over, or no longer"):
        give(held_by(erin), ed, ed)
    with acting_as(DatabaseRole.EOUSA):
        assert HandOver.objects.count() == 1
        assert Message.objects.filter(cause="HAND_OVER").count() == 1


def as_eousa(act: Callable[[], Any]) -> Callable[[], Any]:
    """The act, bound as EOUSA on a connection of its own."""

    def bound_act() -> None:
        with acting_as(DatabaseRole.EOUSA):
            act()

    return bound_act


def handing(giver: Person, to: Person) -> Callable[[], Any]:
    facts: dict[str, Any] = {"membership": held_by(giver), "to": to, "by": to, "acting": Role.EOUSA, "at": make.NOW}
    return partial(HandOver.objects.give, **facts)


@pytest.fixture
def slowly(monkeypatch: Any) -> None:
    """Between what a verb has asked and what it does, others get their turn."""
    clear = DeskQuerySet._clear

    def later(self: Any, keys: Any) -> None:
        sleep(0.05)
        clear(self, keys)

    monkeypatch.setattr(DeskQuerySet, "_clear", later)


@pytest.mark.django_db(transaction=True)
def test_two_people_hand_over_at_once_and_it_moves_once(erin, ed, slowly) -> None:
    third = make.member("Ida Third", Role.EOUSA)
    for _round in range(5):
        with acting_as(DatabaseRole.EOUSA):
            Desk.objects.assign(offices=[make.office("txnd"), make.office("gud")], person=erin, by=ed)
            before = HandOver.objects.count()
        pair = [handing(erin, to) for to in (ed, third)]

        came = at_once(*map(as_eousa, pair))

        assert came.count("done") == 1, came
        assert any("There is nothing to hand over, or no longer" in sentence for sentence in came), came
        assert sorted([watched_by(ed), watched_by(third)], key=len) == [set(), {"txnd", "gud"}]
        with acting_as(DatabaseRole.EOUSA):
            assert HandOver.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_who_is_given_an_office_while_the_role_ends_either_has_the_role_or_not_the_office(erin, ed, slowly) -> None:
    for number in range(10):
        leaving = make.member(f"Leaving {number}", Role.EOUSA)
        role = held_by(leaving)
        given = partial(Desk.objects.assign, offices=[make.office("txnd")], person=leaving, by=erin)

        came = at_once(as_eousa(given), as_eousa(partial(role.end, by=ed, acting=Role.EOUSA, at=make.NOW)))

        role.refresh_from_db()
        assert came.count("done") == 1, came
        assert (watched_by(leaving) == set()) == (role.ended_at is not None)


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_to_each_other_do_not_wait_for_ever(erin, ed, slowly) -> None:
    for _round in range(5):
        with acting_as(DatabaseRole.EOUSA):
            Desk.objects.assign(offices=[make.office("txnd")], person=erin, by=ed)
            Desk.objects.assign(offices=[make.office("gud")], person=ed, by=ed)
        came = at_once(as_eousa(handing(erin, ed)), as_eousa(handing(ed, erin)))
        assert came == ["done", "done"]


# --- closing an account ------------------------------------------------------------------------------------------
def disable(person: Person, by: Person, acting: Role) -> None:
    role = {Role.OPERATOR: DatabaseRole.OPERATOR, Role.EOUSA: DatabaseRole.EOUSA}[acting]
    with acting_as(role):
        person.disable(by=by, acting=acting, at=make.NOW)


@pytest.mark.parametrize("who", ["erin", "opal"])
def test_a_disabled_person_is_out_at_once_and_stays_out(client_of, cast, ed, who) -> None:
    alma, by = cast["alma"], client_of(cast[who])
    alma_s = client_of(alma)
    assert alma_s.get("/account/").status_code == 200
    token = ApiToken.objects.issue(held_by(alma), name="t", scope=[Permission.COVERAGE_VIEW], days=1, at=make.NOW)[1]
    assert "Disable the account of Alma Reyes" in text(by.get(page_of(alma, "disable")))

    assert "The account of Alma Reyes is disabled." in text(by.post(page_of(alma, "disable"), follow=True))

    assert alma_s.get("/account/").headers["Location"].startswith("/sign-in/?"), "signed out, not only without a role"
    sign_in = Client().post("/accounts/login/", {"login": alma.email, "password": make.PASSWORD})
    assert sign_in.headers["Location"] == "/accounts/inactive/", "no way in with the right password"
    assert Client().get("/api/v1/coverage/", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert not Membership.objects.in_force().filter(person=alma).exists()
    with acting_as(DatabaseRole.EOUSA):
        assert alma.email in set(Message.objects.filter(cause="ROLE_CHANGE").values_list("recipient", flat=True))
        assert AuditEvent.objects.filter(table_name="portal_person", row_key=str(alma.pk), operation="UPDATE").exists()
    assert "disabled already" in text(by.post(page_of(alma, "disable")))


def test_who_still_owns_something_is_not_disabled(client_of, erin, ed, opal) -> None:
    """An operator is told how much it is and who can hand it over, never what it is."""
    make.desk("txnd", erin)
    for by, way in ((ed, True), (opal, False)):
        client = client_of(by)
        for answer in (client.get(page_of(erin, "disable")), client.post(page_of(erin, "disable"))):
            shown = text(answer)
            assert "Not yet: Erin Cole still has 1 office to watch." in shown
            assert (page_of(erin, "hand-over") in shown) == way
            assert ("Ed Second, EOUSA" in shown) != way
            assert "N.D. Tex." not in shown
        with pytest.raises(Refused, match="still has 1 office to watch"):
            disable(erin, by, Role.EOUSA if way else Role.OPERATOR)
        assert Person.objects.get(pk=erin.pk).is_active
        assert held_by(erin).ended_at is None
    assert client_of(opal).get(page_of(erin, "hand-over")).status_code == 403


def test_an_account_is_opened_again_without_its_roles(client_of, erin, opal, alma) -> None:
    disable(alma, erin, Role.EOUSA)
    client = client_of(opal)
    assert page_of(alma, "enable") in text(client.get("/people/"))
    assert "No role comes back" in text(client.get(page_of(alma, "enable")))

    assert "is open again" in text(client.post(page_of(alma, "enable"), follow=True))

    sign_in = Client().post("/accounts/login/", {"login": alma.email, "password": make.PASSWORD})
    assert sign_in.status_code == 302
    assert not Membership.objects.in_force().filter(person=alma).exists()
    assert "open already" in text(client.post(page_of(alma, "enable")))
    assert page_of(alma, "enable") not in text(client.get("/people/"))


def test_who_may_disable_whom(cast, ed) -> None:
    with pytest.raises(Refused, match="own account"):
        disable(cast["erin"], cast["erin"], Role.EOUSA)
    with pytest.raises(Refused, match="Your role cannot disable"):
        disable(cast["opal"], cast["erin"], Role.EOUSA)
    with pytest.raises(Refused, match="Your role cannot disable"), acting_as(DatabaseRole.EOUSA):
        cast["alma"].disable(by=cast["lena"], acting=Role.LEADERSHIP, at=make.NOW)
    with pytest.raises(Refused, match="Your role cannot open"):
        cast["alma"].enable(acting=Role.LEADERSHIP)
    disable(ed, cast["opal"], Role.OPERATOR)
    with pytest.raises(Refused, match="last EOUSA desk officer"):
        disable(cast["erin"], cast["opal"], Role.OPERATOR)
    disable(cast["lena"], cast["opal"], Role.OPERATOR)
    assert set(Person.objects.filter(is_active=False)) == {ed, cast["lena"]}


def test_a_disabled_person_accepts_no_invitation(erin, alma, monkeypatch) -> None:
    monkeypatch.setattr("portal.models.invitation.secrets.token_urlsafe", lambda _size: "a-key")
    with acting_as(DatabaseRole.EOUSA):
        Invitation.objects.offer(
            name="Alma", email=alma.email, role=Role.OARM, office=None, organization=None,
            by=erin, acting=Role.EOUSA, at=make.NOW,
        )  # fmt: skip
        found = Invitation.objects.get()
    disable(alma, erin, Role.EOUSA)
    with pytest.raises(Refused, match="account is disabled"):
        found.accept(by=Person.objects.get(pk=alma.pk), at=make.NOW + timedelta(hours=1))
    assert not Membership.objects.in_force().filter(person=alma).exists()


def test_accounts_are_closed_by_the_one_verb_only() -> None:
    """No code marks a person or a user inactive but `Person.disable`, so that nothing stays owned by them."""
    marks = re.compile(r"\.is_active\s*=(?!=)|update\([^)]*is_active")
    assert {name(path) for path, code in TEXTS.items() if marks.search(code)} == {"portal/models/people.py"}
