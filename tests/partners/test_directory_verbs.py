"""What an office may write into the directory, and what it may not."""

from datetime import timedelta

import pytest

from partners.models import (
    OfficeWord,
    OwnWord,
    Partnership,
    Profile,
    enter_organization,
)
from partners.taxonomy import Ground
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import Organization
from portal.tenancy import Binding, acting_as, bound
from tests.make import DAY
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db

AFTER_HALF_A_YEAR = DAY + timedelta(days=400)
"""Rows are recorded today, whichever day that is; by then no word of today is fresh."""


def enter(person, name="Harbor Light", kind="SHELTER", **facts):
    with at_office(person) as member:
        return enter_organization(office=member.office, name=name, kind=kind, by=person, on=DAY, **facts)


def word(person, organization):
    with at_office(person) as member:
        return OfficeWord(member.office, Organization.objects.get(pk=organization.pk))


def standing(person, organization, model=Profile):
    with at_office(person):
        return list(model.objects.standing().filter(organization=organization).select_related("office", "recorded_by"))


def edit(person, organization, on=DAY, **facts):
    asked = {"name": organization.name, "kind": "SHELTER"} | facts
    with at_office(person):
        word(person, organization).edit(by=person, on=on, **asked)


def speak(organization, manager, **facts):
    """The organization's own word, as its manager."""
    with bound(Binding(DatabaseRole.PARTNER, organization_id=organization.pk, person_id=manager.pk)):
        OwnWord(organization, manager).say(on=DAY, kind="SHELTER", **facts)


# --- entering ----------------------------------------------------------------------------------------------------
def test_entering_makes_the_organization_its_entry_and_the_partnership(alma, otis):
    made = enter(alma, "  Harbor   Light ", city="Dallas", state="TX")

    assert made.name == "Harbor Light"
    assert made.office.court_id == "txnd"
    [row] = standing(alma, made)
    assert (row.kind, row.city, row.state, row.office.court_id, row.recorded_by) == (
        "SHELTER",
        "Dallas",
        "TX",
        "txnd",
        alma,
    )
    with at_office(alma):
        [partnership] = Partnership.objects.standing().filter(organization=made)
    assert (partnership.owner, partnership.began_on) == (alma, DAY)
    assert [seen.pk for seen in standing(otis, made)] == [row.pk], "every office reads what is open"


def test_the_same_name_and_kind_pressed_twice_is_entered_once(alma, otis):
    first = enter(alma)

    assert enter(alma, "harbor light").pk == first.pk
    assert enter(alma, kind="HOTLINE").pk != first.pk
    assert enter(otis).pk != first.pk, "another office decides itself whether it is the same"
    assert len(standing(alma, first)) == 1


def test_what_is_entered_again_is_a_partner_again(alma):
    made = enter(alma)
    with at_office(alma):
        Partnership.objects.filter(organization=made).update(ended_on=DAY)
    enter(alma)

    with at_office(alma):
        assert Partnership.objects.standing().filter(organization=made).count() == 1


def test_what_is_confidential_exists_for_its_office_alone(alma, otis, erin):
    made = enter(alma, is_confidential=True)

    assert len(standing(alma, made)) == 1
    assert standing(otis, made) == []
    with at_office(otis):
        assert not Organization.objects.filter(pk=made.pk).exists()
    with acting_as(DatabaseRole.EOUSA):
        assert not Organization.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("kind", ["TRIBE", "TRIBAL_PROGRAM", "TRIBAL_POLICE", "TRIBAL_COURT"])
def test_of_a_tribe_nobody_else_reads_before_it_approved(alma, otis, kind):
    made = enter(alma, "Lake Nation (invented)", kind=kind)

    with at_office(otis):
        assert not Organization.objects.filter(pk=made.pk).exists()
    with pytest.raises(Refused, match="waits for the tribe’s approval"), at_office(alma):
        word(alma, made).disclose(by=alma, on=DAY)


def test_what_it_states_of_itself_bears_a_day(alma):
    made = enter(alma, grounds=[Ground.SEX], lgbtq_training="YES")
    assert standing(alma, made)[0].stated_on == DAY

    edit(alma, made, grounds=[], lgbtq_training="")
    assert standing(alma, made)[0].stated_on is None
