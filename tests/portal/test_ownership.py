"""What people own: every declaration does what the hand-over needs, and nothing stays with somebody who has gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import ownership
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import HandOver, Membership, Office, Person
from portal.ownership import Line, Owned
from portal.tenancy import acting_as
from specialists.models import Desk, PointOfContact
from tests import make

pytestmark = pytest.mark.django_db


def stray() -> list[str]:
    """Everything that is owned by somebody who is not active, or not in a role that may own it, of every kind."""
    found = []
    for person in Person.objects.all():
        for kind, number in ownership.owned_anywhere(person.pk).items():
            held = Membership.objects.in_force().filter(person=person, role__in=kind.roles)
            if not person.is_active or not held.exists():
                found.append(f"{person.name} owns {number} of {kind.key}")
    return found


@pytest.mark.parametrize("kind", ownership.kinds(), ids=lambda kind: kind.key)
def test_every_kind_can_be_counted_by_whoever_ends_a_role(kind) -> None:
    """Also by an operator, who may read none of it: the counting role reads the columns that the question needs."""
    with acting_as(DatabaseRole.TOTALS):
        assert kind.rows(0).count() == 0


WITHOUT_A_NUMBER = {"gap"}
"""How many gaps somebody sees to would tell EOUSA, who reads this, of gaps that only the office knows."""


@pytest.mark.parametrize("kind", ownership.kinds(), ids=lambda kind: kind.key)
def test_every_kind_speaks_of_one_and_of_many(kind) -> None:
    assert kind.counted(1) != kind.counted(2)
    assert ("2" in kind.counted(2)) == (kind.key not in WITHOUT_A_NUMBER)


def test_owners_of_one_kind_hold_their_roles_in_one_kind_of_place() -> None:
    nothing: Any = None
    with pytest.raises(ValueError, match="different kinds of places"):
        Owned("mixed", frozenset({Role.EOUSA, Role.OFFICER}), str, nothing, nothing, nothing, nothing)


def test_a_stray_thing_is_found_by_this_proof(erin) -> None:
    """Else the search of the sequences below would find nothing because it cannot."""
    gone = make.person("Gone Away")
    make.desk("txnd", gone)
    with acting_as(DatabaseRole.EOUSA):
        assert stray() == ["Gone Away owns 1 of desk"]


# --- any sequence of acts ----------------------------------------------------------------------------------------
COURTS = ("txnd", "nysd", "gud", "lawd")
PEOPLE = st.integers(0, 3)
ACTS = st.one_of(
    st.tuples(st.just("assign"), st.sets(st.sampled_from(COURTS), min_size=1), PEOPLE),
    st.tuples(st.just("hand over"), PEOPLE, PEOPLE),
    st.tuples(st.just("end"), PEOPLE, PEOPLE),
    st.tuples(st.just("disable"), PEOPLE, PEOPLE),
    st.tuples(st.just("enable"), PEOPLE, PEOPLE),
    st.tuples(st.just("come back"), PEOPLE, PEOPLE),
)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def carry_out(act: tuple[Any, ...], people: list[Person]) -> str:
    """Do it; gives what it was if the rules let it happen, else what a rule said."""
    what, first, second = str(act[0]), act[1], act[2]
    by = people[second]
    try:
        with transaction.atomic():
            if what == "assign":
                offices = [make.office(court) for court in first]
                Desk.objects.assign(offices=offices, person=people[second], by=by)
            elif what == "disable":
                Person.objects.get(pk=people[first].pk).disable(by=by, acting=Role.EOUSA, at=make.NOW)
            elif what == "enable":
                Person.objects.get(pk=people[first].pk).enable(acting=Role.EOUSA)
            elif what == "come back":
                come_back(people[first])
            else:
                with_membership(what, Membership.objects.filter(person=people[first]).latest("pk"), people[second], by)
    except Refused as refusal:
        return str(refusal)
    return what


def with_membership(what: str, held: Membership, to: Person, by: Person) -> None:
    if what == "end":
        held.end(by=by, acting=Role.EOUSA, at=make.NOW)
    else:
        HandOver.objects.give(membership=held, to=to, by=by, acting=Role.EOUSA, at=make.NOW)


def come_back(person: Person) -> None:
    """As an accepted invitation does."""
    is_fit = Person.objects.filter(pk=person.pk, is_active=True).exists()
    if is_fit and not Membership.objects.in_force().filter(person=person).exists():
        Membership.objects.create(person=person, role=Role.EOUSA)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=5, max_size=14))
def test_after_any_sequence_nobody_without_the_role_owns_anything(db, acts) -> None:
    """At first each of the four has an office to watch."""
    with undone():
        people = [make.member(f"Desk {n}", Role.EOUSA) for n in range(4)]
        with acting_as(DatabaseRole.EOUSA):
            for number, court in enumerate(COURTS):
                carry_out(("assign", {court}, number), people)
            watched = set(Desk.objects.standing().values_list("office_id", flat=True))
            assert len(watched) == len(COURTS)
            for act in acts:
                carry_out(act, people)
                assert stray() == []
                now = set(Desk.objects.standing().values_list("office_id", flat=True))
                assert watched <= now, "an office that was watched stays watched"
                watched = now


def test_the_sequences_get_somewhere(db) -> None:
    """The acts of the property are carried out, not only refused."""
    people = [make.member(f"Desk {n}", Role.EOUSA) for n in range(4)]
    with acting_as(DatabaseRole.EOUSA):
        said = [
            carry_out(act, people)
            for act in [
                ("assign", {"txnd", "gud"}, 0), ("end", 0, 1), ("disable", 0, 1), ("hand over", 0, 2), ("end", 0, 1),
                ("disable", 0, 1), ("hand over", 2, 0), ("enable", 0, 1), ("come back", 0, 1), ("hand over", 2, 0),
            ]
        ]  # fmt: skip
    assert said == [
        "assign",
        "Desk 0 still has 2 offices to watch in this role. Hand that over first, then end the role.",
        "Desk 0 still has 2 offices to watch. Let that be handed over first, then disable the account.",
        "hand over", "end", "disable",
        "Desk 0 cannot take this over: it needs an active role here that may own all of it.",
        "enable", "come back", "hand over",
    ]  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(began=st.integers(-3, 3), takers=st.lists(st.integers(1, 2), min_size=1, max_size=5))
def test_whoever_hands_over_a_point_of_contact_has_it_no_more(db, began, takers) -> None:
    """Whenever it began, and however many hands it goes through on one day: one owner, and it is the last taker."""
    now = timezone.now()
    today = localdate(now)
    with undone():
        people = [make.member(f"Officer {n}", Role.OFFICER, office="txnd") for n in range(3)]
        with acting_as(DatabaseRole.EOUSA):
            facts: dict[str, Any] = {
                "name": people[0].name,
                "email": people[0].email,
                "since": today + timedelta(days=began),
            }
            PointOfContact.objects.designate(office=make.office("txnd"), by=people[0], on=today, **facts)
            at = 0
            for step in takers:
                giver, taker = people[at], people[(at + step) % 3]
                HandOver.objects.give(membership=held_by(giver), to=taker, by=giver, acting=Role.OFFICER, at=now)
                at = (at + step) % 3
                owners = [person for person in people if ownership.owned_anywhere(person.pk)]
                assert owners == [taker]


# --- places and roles --------------------------------------------------------------------------------------------
@pytest.fixture
def contacts(monkeypatch: Any) -> Owned:
    """A kind that people of an office own, also in its queue: desks of the office stand in for it."""
    declared = dict(ownership._kinds)
    monkeypatch.setattr(ownership, "_kinds", {})
    moved: list[Any] = []

    def hand(*, rows: list[Desk], to: Person | None, by: Person, at: Any) -> None:
        moved.extend((row.pk, to and to.pk) for row in rows)
        for row in rows:
            row.supersede(by=by, **({"person_id": to.pk} if to else {}))

    def line(row: Desk) -> Line:
        return Line(row.pk, f"promise {row.office_id}")

    kind = Owned(
        "promise", frozenset({Role.SPECIALIST, Role.STAFF}), lambda n: f"{n} promises" if n > 1 else "1 promise",
        declared["desk"].rows, line, hand, lambda keys, _at: [Line(key, f"open {key}") for key in keys], to_queue=True,
    )  # fmt: skip
    return ownership.owns(kind)


def held_by(person: Person) -> Membership:
    return Membership.objects.in_force().get(person=person)


def test_only_what_is_owned_in_that_place_counts(contacts, alma, lena) -> None:
    make.desk("nysd", alma)
    with acting_as(DatabaseRole.EOUSA):
        assert held_by(alma).left_behind() == {}
        held_by(alma).end(by=lena, acting=Role.EOUSA, at=make.NOW)


def test_a_second_role_in_the_same_place_keeps_it(contacts, alma, lena) -> None:
    make.desk("txnd", alma)
    first = held_by(alma)
    with acting_as(DatabaseRole.EOUSA):
        with pytest.raises(Refused, match="1 promise"):
            first.end(by=lena, acting=Role.EOUSA, at=make.NOW)
        Membership.objects.create(person=alma, role=Role.STAFF, office=Office.objects.get(court_id="txnd"))
        first.end(by=lena, acting=Role.EOUSA, at=make.NOW)


def test_it_may_wait_in_the_queue_where_the_kind_says_so(contacts, alma, erin) -> None:
    make.desk("txnd", alma)
    with acting_as(DatabaseRole.EOUSA):
        held = held_by(alma)
        done = HandOver.objects.give(membership=held, to=None, by=erin, acting=Role.EOUSA, at=make.NOW)
        held.end(by=erin, acting=Role.EOUSA, at=make.NOW)

        assert (done.taker, done.office, done.what()) == (None, make.office("txnd"), "1 promise")
        assert ownership.owned_anywhere(alma.pk) == {}


def test_it_goes_to_people_of_the_same_place_in_a_fitting_role(contacts, alma, lena, vic, otis, erin) -> None:
    """Vic is staff there; Lena leads the office, Otis is a specialist elsewhere."""
    make.desk("txnd", alma)
    with acting_as(DatabaseRole.EOUSA):
        for other in (lena, otis, alma, erin):
            with pytest.raises(Refused, match="cannot take this over"):
                HandOver.objects.give(membership=held_by(alma), to=other, by=erin, acting=Role.EOUSA, at=make.NOW)
        HandOver.objects.give(membership=held_by(alma), to=vic, by=erin, acting=Role.EOUSA, at=make.NOW)

        assert [kind.key for kind in ownership.owned_anywhere(vic.pk)] == ["promise"]
