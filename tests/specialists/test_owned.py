"""What OARM's analysts own: nominations pass to a colleague or back into the queue before a role ends."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from portal import ownership
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import HandOver, Membership, Person
from portal.tenancy import acting_as
from specialists.models import Nomination
from specialists.stages import Stage, StepKey
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def olin(db) -> Person:
    """A second analyst."""
    return make.member("Olin Ward", Role.OARM)


@pytest.fixture
def taken(oren) -> Nomination:
    """A nomination that Oren has taken."""
    vacancy = make.vacancy(stage=Stage.NOMINATED)
    made = make.nomination(vacancy)
    make.move(vacancy, StepKey.NOMINATE, localdate() - timedelta(days=12), nomination=made)
    with acting_as(DatabaseRole.OARM):
        made.claim(by=oren, at=make.NOW)
    return made


def held_by(person: Person) -> Membership:
    return Membership.objects.get(person=person)


def holder(nomination: Nomination) -> Person | None:
    with acting_as(DatabaseRole.OARM):
        return Nomination.objects.select_related("claimed_by").get(pk=nomination.pk).claimed_by


def test_an_analyst_hands_over_to_a_colleague_who_is_briefed_without_the_candidates_name(
    client_of, oren, olin, erin, taken
) -> None:
    path = f"/people/{held_by(oren).pk}/hand-over/"
    assert "1 nomination taken at OARM" in client_of(oren).get(path).content.decode()

    briefing = client_of(oren).post(path, {"to": olin.pk}, follow=True).content.decode()

    assert "Handed over to Olin Ward: 1 nomination taken at OARM." in briefing
    assert holder(taken) == olin
    for client in (client_of(olin), client_of(erin)):
        shown = client.get(f"/hand-overs/{key_of_the_one()}/").content.decode()
        assert "N.D. Tex.: a nomination, with OARM" in shown
        assert "N.D. Tex. has waited for a decision for 12 days" in shown
        assert "Marsh" not in shown


def key_of_the_one() -> int:
    with acting_as(DatabaseRole.EOUSA):
        return HandOver.objects.get().pk


def test_it_may_go_back_into_the_queue(client_of, oren, erin, taken) -> None:
    with acting_as(DatabaseRole.EOUSA):
        with pytest.raises(Refused, match="Oren Pratt still has 1 nomination taken at OARM in this role"):
            held_by(oren).end(by=erin, acting=Role.EOUSA, at=make.NOW)
        HandOver.objects.give(membership=held_by(oren), to=None, by=erin, acting=Role.EOUSA, at=make.NOW)
        held_by(oren).end(by=erin, acting=Role.EOUSA, at=make.NOW)
    assert holder(taken) is None


def test_a_desk_officer_takes_no_nomination(oren, erin, taken) -> None:
    with acting_as(DatabaseRole.EOUSA), pytest.raises(Refused, match="Erin Cole cannot take this over"):
        HandOver.objects.give(membership=held_by(oren), to=erin, by=erin, acting=Role.EOUSA, at=make.NOW)
    assert holder(taken) == oren


def test_the_operator_learns_how_many_and_no_more(client_of, oren, opal, taken) -> None:
    shown = client_of(opal).get(f"/people/{held_by(oren).pk}/disable/").content.decode()
    assert "Oren Pratt still has 1 nomination taken at OARM." in shown
    assert "N.D. Tex." not in shown
    assert "Marsh" not in shown


def test_what_is_decided_for_good_belongs_to_nobody(oren, taken) -> None:
    with acting_as(DatabaseRole.OARM):
        taken.decline(text="Not now.", by=oren, on=make.DAY)
        counts: dict[Any, int] = ownership.owned_anywhere(oren.pk)
    assert counts == {}
