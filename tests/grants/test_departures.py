"""No question is ever without somebody who answers it, also on the day on which its owner leaves."""

from functools import partial
from time import sleep
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from grants.models import GuidanceRequest, Note, asking
from grants.models.backup import name_backup
from grants.models.handing import give_to_office, open_questions
from portal import ownership
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import HandOver, Membership, Message, Person
from portal.tenancy import acting_as
from tests import make
from tests.grants.departing import Country
from tests.grants.questions import WORDS, question
from tests.make import NOW
from tests.partners.log import at_office
from tests.races import DONE, at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def held_by(person: Person) -> Membership:
    return Membership.objects.get(person=person)


def give(by: Person, to: Person | None, of: Person) -> HandOver:
    with at_office(by):
        return HandOver.objects.give(membership=held_by(of), to=to, by=by, acting=Role(held_by(by).role), at=NOW)


def owner_of(made: GuidanceRequest) -> tuple[str, bool]:
    with acting_as(DatabaseRole.EOUSA):
        found = open_questions().select_related("owner").get(pk=made.pk)
    assert (found.owner_name, found.owner_email) == (found.owner.name, found.owner.email)
    return found.owner_name, found.is_central


def told(reader: Person) -> list[str]:
    """The causes of all mail of an office about questions, by recipient."""
    with at_office(reader):
        rows = Message.objects.filter(about__startswith="guidance").order_by("created_at")
        return [f"{row.cause} {row.recipient}" for row in rows]


@pytest.mark.parametrize("by", ["alma", "lena", "erin"])
def test_a_question_passes_on_whoever_hands_it_over(by, cast):
    """The owner, the office's leader, or EOUSA, which reads no word of it: to the successor, and the asker is told."""
    made = question(cast["alma"])
    with at_office(cast["lena"]), pytest.raises(Refused, match="1 question about money to answer"):
        held_by(cast["alma"]).end(by=cast["lena"], acting=Role.LEADERSHIP, at=NOW)

    give(cast[by], cast["vic"], cast["alma"])

    assert owner_of(made) == ("Vic Moreno", False)
    assert told(cast["lena"]) == ["ASKER_HANDED_OVER asker@example.test"]
    with at_office(cast["vic"]):
        assert Note.objects.filter(request=made, text="Given to Vic Moreno.").exists() == (by != "erin")


@pytest.mark.parametrize("by", ["alma", "lena", "erin"])
def test_without_a_successor_it_goes_to_whoever_is_next_and_never_waits_for_nobody(by, cast):
    """To the back-up before the staff; and with nobody at the office, to EOUSA, which reads it from then on."""
    made = question(cast["alma"])
    with at_office(cast["alma"]) as member:
        assert member.office
        name_backup(office=member.office, person=cast["lena"], by=cast["alma"], at=NOW)
    give(cast[by], None, cast["alma"])
    assert owner_of(made) == ("Lena Hart", False)
    assert f"GUIDANCE_GIVEN {cast['lena'].email}" in told(cast["lena"])


def test_the_last_of_an_office_leaves_it_to_the_center_and_a_new_specialist_gets_it_back(alma, erin):
    made = question(alma)
    done = give(alma, None, alma)
    assert owner_of(made) == ("Erin Cole", True)
    with at_office(erin):
        held_by(alma).end(by=erin, acting=Role.EOUSA, at=NOW)
        asked = open_questions().get(pk=made.pk)
        with pytest.raises(Refused, match=r"Nobody at N.D. Tex. answers questions yet"):
            give_to_office(asked, by=erin, at=NOW)
    assert (done.queued(), done.rerouted()) == ("", "1 question about money to answer")

    nina = make.member("Nina New", Role.SPECIALIST, office="txnd")
    with at_office(erin):
        give_to_office(asked, by=erin, at=NOW)
    assert owner_of(made) == ("Nina New", False)
    with at_office(erin):
        assert not Note.objects.filter(request=made).exists()
    with at_office(nina):
        assert Note.objects.filter(request=made, text="Given to Nina New.").exists()


def test_those_of_the_office_read_what_was_asked_and_the_center_reads_days(alma, vic, lena, erin, client_of):
    """On the page alone: what is written down of a hand-over holds no word, and says who answers now."""
    made = question(alma)
    path = reverse("member-hand-over", args=[held_by(alma).pk])
    assert "Tarrant County, TX: asked on" in client_of(lena).get(path).text
    seen = client_of(erin).get(path).text
    assert "A question of Nov. 23, 2026" in seen
    assert "Tarrant" not in seen

    briefing = client_of(erin).post(path, {"to": ""}, follow=True).text
    assert "has gone to whoever is next in line: 1 question about money to answer." in briefing
    assert "Vic Moreno answers" in briefing
    assert WORDS not in briefing
    assert owner_of(made) == ("Vic Moreno", False)


def test_an_account_is_not_disabled_while_it_owns_a_question_whatever_the_role(
    alma, erin, opal, oren, client_of
):  # fmt: skip
    """OARM opens hand-overs of the nation too, and reads nothing of a question there."""
    theirs, ours = question(alma), question(erin, court_id="")
    with acting_as(DatabaseRole.OPERATOR):
        for person in (alma, erin):
            with pytest.raises(Refused, match="1 question about money to answer"):
                person.disable(by=opal, acting=Role.OPERATOR, at=NOW)
    with pytest.raises(Refused, match="Nobody else can answer"):
        give(erin, None, erin)
    emil = make.member("Emil Next", Role.EOUSA)
    done = give(erin, None, erin)
    assert "next in line" in client_of(oren).get(reverse("handover-detail", args=[done.pk])).text
    assert owner_of(ours) == (emil.name, True)
    assert owner_of(theirs) == (alma.name, False)
    with acting_as(DatabaseRole.OPERATOR):
        erin.disable(by=opal, acting=Role.OPERATOR, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_hand_overs_at_once_move_it_once(alma, lena, vic):
    made = question(alma)
    came = at_once(partial(give, alma, vic, alma), partial(give, lena, None, alma))
    assert came.count(DONE) == 1
    assert owner_of(made) == (vic.name, False)


@pytest.mark.django_db(transaction=True)
def test_somebody_asks_in_the_very_moment_in_which_the_specialist_leaves(lena, vic, erin, alma, monkeypatch):
    """Whoever was chosen is held still until the question stands; then the role does not end without a hand-over."""
    country = Country(1)
    tell = asking.tell_owner

    def slowly(*told: Any, **how: Any) -> None:
        sleep(0.4)
        tell(*told, **how)

    def leave() -> None:
        sleep(0.1)
        with at_office(lena):
            held_by(alma).end(by=lena, acting=Role.LEADERSHIP, at=NOW)

    monkeypatch.setattr(asking, "tell_owner", slowly)
    asked, left = at_once(country.somebody_asks_at_home, leave)

    assert asked == DONE
    assert "1 question about money to answer in this role. Hand that over first" in left
    assert not country.unkept()


# --- the walk --------------------------------------------------------------------------------------------------------
def walk(seed: int, steps: int) -> Country:
    country = Country(seed)
    for number in range(steps):
        did = country.step()
        unkept = country.unkept()
        assert not unkept, f"seed {seed}, step {number} ({did}): {unkept} have nobody who answers them"
        if number % 50 == 0:
            assert all(told == true for told, true in country.foretold().values()), country.foretold()
    assert not country.lost()
    return country


def test_through_300_steps_of_coming_and_going_each_question_has_somebody_who_answers_it() -> None:
    walk(94, 300)


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_through_10000_steps_of_coming_and_going_each_question_has_somebody_who_answers_it() -> None:
    country = walk(7, 10_000)
    assert {name for name in country.done if "refused" not in name} == set(country.acts())


def test_the_walk_sees_it_when_questions_are_not_declared_as_owned(monkeypatch) -> None:
    """Whoever leaves then leaves them behind."""
    kept = {key: kind for key, kind in ownership._kinds.items() if not key.startswith("guidance")}
    monkeypatch.setattr(ownership, "_kinds", kept)
    with pytest.raises(AssertionError, match="have nobody who answers them"):
        walk(94, 300)
