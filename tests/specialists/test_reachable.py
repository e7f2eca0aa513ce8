"""An office whose only address refuses mail is an office where nobody can be reached; its own people never learn it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from portal.access import DatabaseRole, Role
from portal.models import Suppression
from portal.tenancy import acting_as
from specialists.dossier import dossier, office_with_all
from specialists.nation import coverage_on, reachable_offices
from specialists.standing import Acts
from tests import make, servers
from tests.conftest import served
from tests.reading import text

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = "/offices/nysd/staffing/"
READERS = [DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER]


@pytest.fixture(autouse=True)
def contact(db):
    """A silent office with one staffing contact and no member."""
    make.asking("nysd", asked_on=localdate() - timedelta(days=20))
    return make.staff_contact("nysd", email="Usa.Sdny@example.test")


def refuse(address="usa.sdny@example.test"):
    servers.log_in(served["DATABASE_WORKER_URL"])
    Suppression.objects.refuse(address, reason="550 no such user", at=timezone.now())
    servers.log_in(served["DATABASE_URL"])


def acts(role, known=None):
    with acting_as(role):
        return coverage_on(localdate(), known or timezone.now()).standings[make.office("nysd").pk].acts


@pytest.mark.parametrize("role", READERS)
def test_who_is_refused_by_the_mail_server_is_nobody_to_reach(role):
    before = timezone.now()
    assert acts(role) is Acts.OFFICE

    refuse()
    assert acts(role) is Acts.EOUSA
    assert acts(role, before) is Acts.OFFICE, "nobody knew it then"


def test_a_member_with_such_an_address_is_nobody_to_reach_either():
    make.member("Nia Ford", Role.LEADERSHIP, office="nysd")
    refuse()
    assert acts(DatabaseRole.EOUSA) is Acts.OFFICE

    with acting_as(DatabaseRole.EOUSA):
        [nia] = make.Person.objects.filter(name="Nia Ford")
    refuse(nia.email)
    assert acts(DatabaseRole.EOUSA) is Acts.EOUSA


def test_an_address_that_is_written_to_again_is_somebody():
    refuse()
    with acting_as(DatabaseRole.EOUSA):
        Suppression.objects.get().lift(by=make.person(), at=timezone.now())

    assert acts(DatabaseRole.EOUSA) is Acts.OFFICE


def test_the_planner_counts_as_eousa_does_in_one_query():
    key = make.office("nysd").pk
    refuse()
    servers.log_in(served["DATABASE_WORKER_URL"])
    with acting_as(DatabaseRole.JOBS), CaptureQueriesContext(connection) as queries:
        assert key not in reachable_offices(timezone.now())
    servers.log_in(served["DATABASE_URL"])
    assert len(queries) == 1


def test_who_may_not_know_of_refusals_reads_on_without_a_fault():
    refuse()

    assert acts(DatabaseRole.OARM) is Acts.OFFICE


def test_board_and_office_page_say_so(client_of, erin):
    refuse()
    client = client_of(erin)
    assert "1 silent office where nobody can be reached" in text(client.get("/"))

    page = text(client.get(OFFICE))
    assert "find somebody to reach there" in page
    assert "mail to it is refused" in page


def test_looking_for_refusals_costs_the_office_page_no_query():
    refuse()
    at = timezone.now()
    with acting_as(DatabaseRole.EOUSA), CaptureQueriesContext(connection) as queries:
        office = office_with_all("nysd", at)
        assert office
        dossier(office, localdate(), at)

    assert len(queries) == 3


def test_the_office_itself_does_not_learn_which_addresses_refuse(client_of):
    nia = make.member("Nia Ford", Role.LEADERSHIP, office="nysd")
    refuse()
    refuse(nia.email)
    page = client_of(nia).get(OFFICE)

    assert page.status_code == 200
    assert "mail to it is refused" not in text(page)
    assert "find somebody to reach there" not in text(page)
