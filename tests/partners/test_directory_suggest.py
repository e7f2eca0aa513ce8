"""Names are offered while somebody types: own partners first, what resembles it where nothing holds it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.partners.test_directory_verbs import enter

pytestmark = pytest.mark.django_db


def ask(client, typed):
    return client.get("/organizations/suggest/", {"q": typed}).json()["results"]


def test_own_partners_come_first_then_the_names_that_begin_so(client_of, alma, otis):
    other = enter(otis, "Harbor Aid")
    ours = enter(alma, "The Harbor of Dallas", city="Dallas", state="TX")
    late = enter(otis, "Big Harbor")
    found = ask(client_of(alma), "harb")

    assert [one["id"] for one in found] == [ours.pk, other.pk, late.pk]
    assert found[0] == {
        "id": ours.pk,
        "name": "The Harbor of Dallas",
        "detail": "shelter or domestic violence program · Dallas, TX · partner of your office",
        "ours": True,
    }


def test_what_resembles_the_name_is_offered_where_nothing_holds_it(client_of, alma, otis):
    made = enter(otis, "Texas Council on Family Violence", kind="COALITION")

    assert [one["id"] for one in ask(client_of(alma), "TCFV")] == [made.pk]
    assert [one["id"] for one in ask(client_of(alma), "texas counsil family violence")] == [made.pk]
    assert ask(client_of(alma), "zebra") == []
    assert ask(client_of(alma), "  ") == []


def test_another_offices_confidential_name_is_never_offered(client_of, alma, otis):
    enter(otis, "Hidden Cove", is_confidential=True)

    assert ask(client_of(alma), "hidden cove") == []
    assert len(ask(client_of(otis), "hidden cove")) == 1


def test_at_most_eight_are_offered_in_four_queries(client_of, alma):
    for number in range(12):
        make.organization(f"Harbor {number:02}")
    client = client_of(alma)
    ask(client, "warm")
    with CaptureQueriesContext(connection) as asked:
        assert len(ask(client, "harbor")) == 8
    assert len([one for one in asked.captured_queries if 'FROM "portal_organization"' in one["sql"]]) == 2
    assert len([one for one in asked.captured_queries if 'FROM "partners_' in one["sql"]]) == 2
