"""Two entries of one organization: merged, nothing lost, taken apart again."""

from threading import Thread

import pytest
from django.apps import apps
from django.db import connection

from partners.models import (
    Double,
    NextStep,
    OfficeWord,
    Outreach,
    Partnership,
    Share,
    settle_merges,
)
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import Organization
from portal.tenancy import acting_as
from tests import make, servers
from tests.conftest import served
from tests.make import DAY
from tests.partners.log import at_office, entry, seen_by, share, step
from tests.partners.test_directory_verbs import enter, office_of

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(organization):
    with acting_as(DatabaseRole.EOUSA):
        return Organization.objects.get(pk=organization.pk)


def merge(person, one, into):
    with at_office(person) as member:
        seen = Organization.objects.in_bulk([one.pk, into.pk])
        Double(seen[one.pk], member.office).merge(into=seen[into.pk], by=person, on=DAY)


def apart(person, one):
    with at_office(person) as member:
        Double(Organization.objects.get(pk=one.pk), member.office).take_apart(by=person, on=DAY)


def settle():
    servers.log_in(served["DATABASE_WORKER_URL"])
    try:
        return settle_merges()
    finally:
        servers.log_in(served["DATABASE_URL"])


def refused(person, one, into, sentence):
    with pytest.raises(Refused, match=sentence):
        merge(person, one, into)


# --- who may, and what ---------------------------------------------------------------------------------------------
def test_an_office_merges_what_it_entered_itself(alma, otis, erin):
    double, target = enter(alma, "Harbor Lite"), enter(otis, "Harbor Light")
    refused(otis, double, target, "Another office entered this organization")
    merge(alma, double, target)
    assert fresh(double).merged_into == target

    with pytest.raises(Refused, match="Another office entered this organization"):
        apart(otis, double)
    with acting_as(DatabaseRole.EOUSA):
        Double(Organization.objects.get(pk=double.pk), None).take_apart(by=erin, on=DAY)
        Double(Organization.objects.get(pk=target.pk), None).merge(into=fresh(double), by=erin, on=DAY)
    assert fresh(target).merged_into == double


def test_what_is_no_pair_is_refused(alma, otis):
    one, two, three = enter(alma, "One Harbor"), enter(alma, "Two Harbor"), enter(alma, "Three Harbor")
    refused(alma, one, one, "the same entry")
    merge(alma, one, two)
    refused(alma, one, three, "merged already")
    refused(alma, three, one, "a double itself")
    with pytest.raises(Refused, match="one of its own already"):
        apart(alma, three)


def test_what_one_office_reads_shows_through_no_open_entry(alma, otis):
    hidden, own, others = enter(alma, is_confidential=True), enter(alma, "Harbor"), enter(otis, "The Harbor")
    refused(alma, own, hidden, "the other way round")
    refused(alma, hidden, others, "Open this entry to all offices first")
    merge(alma, hidden, own)

    with at_office(alma):
        assert Organization.objects.get(pk=hidden.pk).merged_into == own
    with at_office(otis):
        assert not Organization.objects.filter(pk=hidden.pk).exists()


def test_people_who_sign_in_decide_which_entry_stays(alma, erin, shelter, pia):
    double = enter(alma, "Safe Harbour")
    merge(alma, double, shelter)
    apart(alma, double)
    with acting_as(DatabaseRole.EOUSA), pytest.raises(Refused, match="Merge the other way round"):
        Double(shelter, None).merge(into=double, by=erin, on=DAY)
    make.member("Mia Lind", Role.MANAGER, organization=double)
    refused(alma, double, shelter, "People sign in for both")


def test_doubles_of_a_double_go_along(alma, otis, erin):
    first, second, third = enter(alma, "Aa"), enter(alma, "Bb"), enter(otis, "Cc")
    merge(alma, first, second)
    merge(alma, second, third)

    assert fresh(first).merged_into == fresh(second).merged_into == third


def test_doubles_that_whoever_merged_could_not_change_go_along_a_little_later(alma, otis):
    others, ours, target = enter(otis, "Aa"), enter(alma, "Bb"), enter(alma, "Cc")
    merge(otis, others, ours)
    merge(alma, ours, target)

    assert settle() == 1
    assert fresh(others).merged_into == target
    assert settle() == 0


def test_two_people_never_make_each_the_others_double(alma, otis):
    one, other = enter(alma, "Aa"), enter(otis, "Bb")

    def press(person, mine, into):
        try:
            merge(person, mine, into)
        except Refused:
            pass
        finally:
            connection.close()

    for _ in range(3):
        threads = [Thread(target=press, args=args) for args in ((alma, one, other), (otis, other, one))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        merged = [each for each in (one, other) if fresh(each).merged_into_id]
        assert len(merged) == 1
        apart(alma if merged == [one] else otis, merged[0])


# --- nothing is lost -------------------------------------------------------------------------------------------------
def rows_of_everything():
    """Every row of every table that can name an organization, as it is."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            names = [f.column for f in model._meta.local_concrete_fields if f.related_model is Organization]
            if names and model is not Organization:
                cursor.execute(f'SELECT to_jsonb(t) FROM "{model._meta.db_table}" t ORDER BY id')
                found[model._meta.label] = [row[0] for row in cursor.fetchall()]
    return found


@pytest.fixture
def as_administrator():
    """Reads past every wall, for a look at everything."""

    def look():
        servers.log_in(servers.admin_url(served))
        try:
            return rows_of_everything()
        finally:
            servers.log_in(served["DATABASE_URL"])

    return look


@pytest.fixture
def world(alma, otis, shelter, pia):
    """A double with everything that can name it, in two offices."""
    double = enter(alma, "Safe Harbour", city="Dallas")
    first = entry(alma, organizations=[double], line="With the double")
    entry(otis, organizations=[double, shelter], line="With both")
    step(alma, first, "Shared with the double", organization=double, is_shared=True)
    step(alma, first, "Our own", organization=double)
    share(first, double)
    with at_office(alma) as member:
        partnership = Partnership.objects.get(organization=double)
        partnership.get_to_know(by=alma, on=DAY, name="Nora Field", title="director")
        OfficeWord(office_of(member), double).reach(by=alma, on=DAY, post="MAIN", email="a@example.test", phone="")
    return double


def test_a_merge_and_taking_apart_change_no_row_that_names_either(world, alma, shelter, as_administrator):
    before = as_administrator()
    assert {"partners.Party", "partners.Partnership", "partners.NextStep", "partners.Share", "partners.Profile",
            "partners.RoleContact"} <= {label for label, rows in before.items() if rows}  # fmt: skip
    merge(alma, world, shelter)
    assert as_administrator() == before

    settle()
    moved = as_administrator()
    changed = {label for label in before if before[label] != moved[label]}
    assert changed == {"partners.NextStep", "partners.Share"}, "what the organization reads is carried over"
    apart(alma, world)
    settle()
    assert as_administrator() == before


def test_the_people_of_the_entry_that_counts_read_what_was_shared_with_the_double(world, alma, shelter, pia):
    assert seen_by(pia, Share) == []
    merge(alma, world, shelter)
    assert settle() == 2
    assert settle() == 0, "run again, it changes nothing"

    with at_office(pia):
        assert list(NextStep.objects.values_list("text", flat=True)) == ["Shared with the double"]
    assert len(seen_by(pia, Share)) == 1


def test_what_the_organization_has_been_told_already_is_not_told_twice(world, alma, shelter, pia):
    with at_office(alma):
        first = Outreach.objects.get(line="With the double")
    share(first, shelter)
    merge(alma, world, shelter)

    assert settle() == 1, "the step moves; the second telling stays where it is"
    assert len(seen_by(pia, Share)) == 1


def test_a_partner_by_two_names_is_one_partner(world, alma, shelter):
    merge(alma, world, shelter)
    entry(alma, organizations=[fresh(shelter)], line="With the one that counts")

    with at_office(alma):
        assert Partnership.objects.standing().count() == 1
        assert {one.organizations[0].pk for one in Outreach.objects.newest_first()} == {shelter.pk}
