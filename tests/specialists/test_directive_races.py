"""Family 15 for directives: two who press at once, each on a connection of their own. It happens once."""

import pytest
from django.utils import timezone

from portal.access import DatabaseRole, Role
from portal.tenancy import acting_as
from specialists.models import Answer, AnswerLink, Directive, Response
from specialists.models.replying import reply
from tests import make
from tests.races import DONE, at_once
from tests.specialists import directives

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3
"""How often each pair is run here."""


@pytest.fixture
def told(erin, lena):
    make.staff_contact("txnd", post="STAFFING_MAILBOX", email="mailbox@example.test")
    return directives.issue(erin)


def at_office(verb, person):
    """The verb in a transaction of its own, bound to the office, on a row freshly read."""

    def act():
        with acting_as(DatabaseRole.HEADS, office_id=make.office().pk, person_id=person.pk):
            verb()

    return act


def at_eousa(verb, person):
    def act():
        with acting_as(DatabaseRole.EOUSA, person_id=person.pk):
            verb()

    return act


def newest():
    return Response.objects.select_related("directive").last()


def acknowledging(person):
    return at_office(lambda: newest().acknowledge(by=person, at=timezone.now()), person)


def answering(person):
    who = {"by": person, "acting": Role.LEADERSHIP, "on": timezone.localdate(), "at": timezone.now()}
    return at_office(lambda: reply(newest(), says="ACTING", **who), person)


def withdrawing(person):
    return at_eousa(lambda: Directive.objects.last().withdraw(reason="over", by=person, at=timezone.now()), person)


@pytest.mark.parametrize("_time", range(TIMES))
def test_one_of_two_acknowledgments_counts(told, lena, olga, _time):
    came = at_once(acknowledging(lena), acknowledging(olga))

    assert came.count(DONE) == 1, came
    first = (lena, olga)[came.index(DONE)]
    assert f"Acknowledged by {first.name} on" in came[came.index(DONE) - 1], "the second is told who was first"
    assert directives.response().acknowledged_by == first


@pytest.mark.parametrize("_time", range(TIMES))
def test_one_of_two_answers_is_recorded(told, lena, olga, _time):
    came = at_once(answering(lena), answering(olga))

    assert came.count(DONE) == 1, came
    with acting_as(DatabaseRole.EOUSA):
        assert Answer.objects.count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_an_answer_and_a_withdrawal_leave_one_truth(told, lena, erin, _time):
    came = at_once(answering(lena), withdrawing(erin))
    found = directives.response()

    assert came[1] == DONE, came
    assert found.withdrawn_at
    assert bool(found.answered_at) == (came[0] == DONE), came
    with acting_as(DatabaseRole.EOUSA):
        assert Answer.objects.exists() == bool(found.answered_at), "nothing is recorded for a directive taken back"


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_link_acts_once_however_often_it_is_pressed(told, lena, _time):
    pk = directives.links(email=lena.email)[0].pk

    def press(what):
        link = AnswerLink.objects.select_related("response__directive", "person").get(pk=pk)
        link.act(what=what, at=timezone.now())

    came = at_once(*(at_office(lambda what=what: press(what), lena) for what in ("ACKNOWLEDGE", "HIRING", "HIRING")))
    found = directives.response()

    assert came.count(DONE) == 1, came
    assert bool(found.hiring_at) == (directives.links(pk=pk)[0].used_for == "HIRING")
    assert not any("fault" in one for one in came)


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_directive_is_issued_by_one_of_two(erin, lena, _time):
    draft = directives.write(erin)

    def issue(court_id):
        facts = {"version": draft.version, "by": erin, "at": timezone.now()}
        Directive.objects.get().issue(offices=[make.office(court_id)], **facts)

    came = at_once(*(at_eousa(lambda court_id=court_id: issue(court_id), erin) for court_id in ("txnd", "nysd")))

    assert came.count(DONE) == 1, came
    with acting_as(DatabaseRole.EOUSA):
        assert Response.objects.count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_two_who_send_at_once_write_one_mail(erin, _time):
    directives.issue(erin)
    make.staff_contact("txnd", email="late@example.test")
    sending = at_eousa(lambda: Directive.objects.get().send(at=timezone.now()), erin)
    came = at_once(sending, sending)

    assert came == [DONE, DONE]
    assert len(directives.links()) == 1
