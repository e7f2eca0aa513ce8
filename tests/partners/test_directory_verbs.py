"""What an office may write into the directory, and what it may not."""

from datetime import timedelta

import pytest

from partners.models import (
    NamedContact,
    OfficeWord,
    OwnWord,
    Partnership,
    Profile,
    Reach,
    RoleContact,
    enter_organization,
)
from partners.taxonomy import Ground
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import Membership, Office, Organization
from portal.tenancy import Binding, acting_as, bound
from tests import make
from tests.make import DAY
from tests.partners.log import at_office

pytestmark = pytest.mark.django_db

AFTER_HALF_A_YEAR = DAY + timedelta(days=400)
"""Rows are recorded today, whichever day that is; by then no word of today is fresh."""


def office_of(member: Membership) -> Office:
    assert member.office
    return member.office


def enter(person, name="Harbor Light", kind="SHELTER", **facts):
    with at_office(person) as member:
        return enter_organization(office=office_of(member), name=name, kind=kind, by=person, on=DAY, **facts)


def word(person, organization):
    """What somebody's office, which works with the organization, says of it."""
    with at_office(person) as member:
        found = OfficeWord(office_of(member), Organization.objects.get(pk=organization.pk))
        if found.why_no_partner():
            Partnership.objects.begin(office=found.office, organizations=[organization], by=person, on=DAY)
        return found


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


# --- mending -----------------------------------------------------------------------------------------------------
def test_an_edit_supersedes_the_open_entry_whoever_wrote_it(alma, otis):
    made = enter(otis, city="New York", state="NY")
    edit(alma, made, city="Dallas", state="TX")

    [row] = standing(otis, made)
    assert (row.city, row.office.court_id, row.recorded_by) == ("Dallas", "txnd", alma)
    with at_office(alma):
        old = Profile.objects.get(pk=row.replaces_id)
    assert old.city == "New York"
    assert old.superseded_at is not None


def test_the_name_is_changed_by_the_office_that_entered_it(alma, otis):
    made = enter(otis)
    with pytest.raises(Refused, match="changed by the office that entered it"):
        edit(alma, made, name="Harbor Light House", city="Dallas")
    assert standing(otis, made)[0].city == "", "nothing else was written either"

    edit(otis, made, name="Harbor  Light House")
    with at_office(alma):
        assert Organization.objects.get(pk=made.pk).name == "Harbor Light House"


def test_an_edit_that_changes_nothing_writes_nothing(alma):
    made = enter(alma, city="Dallas")
    before = standing(alma, made)[0].pk
    edit(alma, made, city="Dallas")

    assert standing(alma, made)[0].pk == before


def test_an_office_mends_what_it_keeps_to_itself_in_place(alma, otis):
    made = enter(alma, is_confidential=True)
    edit(alma, made, city="Dallas")

    [row] = standing(alma, made)
    assert (row.city, row.is_confidential) == ("Dallas", True)
    assert standing(otis, made) == []


def test_an_organization_without_an_entry_gets_one(alma, shelter):
    edit(alma, shelter, city="Dallas")

    assert [row.city for row in standing(alma, shelter)] == ["Dallas"]


@pytest.mark.parametrize("act", ["edit", "verify", "reach"])
def test_nobody_writes_over_an_organization_that_keeps_its_entry(act, alma, shelter, pia):
    speak(shelter, pia, city="Dallas")
    acts = {
        "edit": lambda: edit(alma, shelter, city="Houston"),
        "verify": lambda: word(alma, shelter).verify(by=alma, on=AFTER_HALF_A_YEAR, asked_on=DAY),
        "reach": lambda: word(alma, shelter).reach(by=alma, on=DAY, post="MAIN", email="a@example.test", phone=""),
    }
    with pytest.raises(Refused, match="keeps its entry itself; tell it what is wrong"), at_office(alma):
        acts[act]()
    assert standing(alma, shelter)[0].city == "Dallas"


def test_without_people_its_word_holds_for_half_a_year(alma, shelter):
    writer = make.person("Nobody In Particular")
    speak(shelter, writer, city="Dallas")
    with pytest.raises(Refused, match="keeps its entry itself"):
        edit(alma, shelter, city="Houston")

    edit(alma, shelter, on=AFTER_HALF_A_YEAR, city="Houston")
    assert standing(alma, shelter)[0].city == "Houston"


def test_an_office_word_never_stands_in_the_way_of_another(alma, otis):
    made = enter(alma, city="Dallas")
    edit(otis, made, city="Plano")

    assert standing(alma, made)[0].office.court_id == "nysd"


# --- a tribe -----------------------------------------------------------------------------------------------------
def test_beside_what_a_tribe_approved_an_edit_is_a_proposal(alma, otis):
    made = enter(alma, "Lake Nation (invented)", kind="TRIBE", city="Lake")
    chief = make.person("Tribal Writer")
    with bound(Binding(DatabaseRole.PARTNER, organization_id=made.pk, person_id=chief.pk)):
        own = OwnWord(made, chief)
        own.approve(proposal=own.proposals()[0], on=DAY)
    assert [row.city for row in standing(otis, made)] == ["Lake"]

    edit(alma, made, kind="TRIBE", city="River")
    assert [row.city for row in standing(otis, made)] == ["Lake"], "nothing shows before the tribe approved"
    assert sorted(row.city for row in standing(alma, made)) == ["Lake", "River"]
    with pytest.raises(Refused, match="changed by the tribe"):
        edit(alma, made, kind="TRIBE", name="Another Nation")
    with pytest.raises(Refused, match="confirms its entry itself"), at_office(alma):
        word(alma, made).verify(by=alma, on=AFTER_HALF_A_YEAR, asked_on=DAY)


# --- asking ------------------------------------------------------------------------------------------------------
def test_whoever_was_asked_is_verified_from_that_day(alma, otis):
    made = enter(otis, city="Dallas")
    with at_office(alma):
        word(alma, made).verify(by=alma, on=DAY, asked_on=DAY - timedelta(days=2))

    [row] = standing(otis, made)
    assert (row.verified_on, row.office.court_id, row.city) == (DAY - timedelta(days=2), "txnd", "Dallas")


@pytest.mark.parametrize(
    ("asked_on", "sentence"), [(DAY + timedelta(days=1), "in the future"), (DAY - timedelta(days=9), "later day")]
)
def test_a_day_that_cannot_be_is_refused(alma, asked_on, sentence):
    made = enter(alma, verified_on=DAY - timedelta(days=3))
    with pytest.raises(Refused, match=sentence), at_office(alma):
        word(alma, made).verify(by=alma, on=DAY, asked_on=asked_on)


def test_nothing_cannot_be_verified(alma, shelter):
    with pytest.raises(Refused, match="Enter first what it is"), at_office(alma):
        word(alma, shelter).verify(by=alma, on=DAY, asked_on=DAY)


# --- contacts ----------------------------------------------------------------------------------------------------
def test_a_role_is_reached_as_was_said_last(alma, otis):
    made = enter(alma)

    def reach(person, **contacts):
        with at_office(person):
            word(person, made).reach_all(by=person, on=DAY, contacts=contacts)

    reach(alma, MAIN=Reach("office@example.test", ""), HOTLINE=Reach("", "800-555-0100"))
    reach(otis, MAIN=Reach("desk@example.test", "214-555-0100"), HOTLINE=Reach())
    found = {row.post: (row.email, row.phone, row.office.court_id) for row in standing(alma, made, RoleContact)}

    assert found == {"MAIN": ("desk@example.test", "214-555-0100", "nysd")}
    reach(otis, MAIN=Reach("desk@example.test", "214-555-0100"))
    with at_office(alma):
        assert RoleContact.objects.filter(organization=made).count() == 3, "what is unchanged is not written again"


def test_the_contacts_of_what_is_kept_to_an_office_are_too(alma, otis):
    hidden, tribe = enter(alma, is_confidential=True), enter(alma, "Lake Nation (invented)", kind="TRIBE")
    for made in (hidden, tribe):
        with at_office(alma):
            word(alma, made).reach(by=alma, on=DAY, post="MAIN", email="a@example.test", phone="")
        assert len(standing(alma, made, RoleContact)) == 1
        assert standing(otis, made, RoleContact) == []


# --- who may read it ---------------------------------------------------------------------------------------------
def test_an_entry_is_kept_to_the_office_and_opened_again(alma, otis):
    made = enter(alma, city="Dallas")
    edit(alma, made, city="Plano")
    with at_office(alma):
        word(alma, made).reach(by=alma, on=DAY, post="MAIN", email="a@example.test", phone="")
        word(alma, made).conceal(by=alma, on=DAY)
    with at_office(otis):
        assert not Organization.objects.filter(pk=made.pk).exists()
        assert not Profile.objects.filter(organization=made).exists(), "what was said before is hidden with it"
        assert not RoleContact.objects.filter(organization=made).exists()

    with at_office(alma):
        word(alma, made).disclose(by=alma, on=DAY)
    assert [row.city for row in standing(otis, made)] == ["Plano"]


def test_what_others_have_to_do_with_is_not_hidden_from_them(alma, otis, shelter, pia):
    by_other = enter(otis)
    worked_with, written_by_other = enter(alma, "Cedar House"), enter(alma, "Oak House")
    with at_office(otis) as member:
        Partnership.objects.begin(office=office_of(member), organizations=[worked_with], by=otis, on=DAY)
    edit(otis, written_by_other, city="Albany")
    edit(alma, written_by_other, city="Dallas")
    for made, sentence in [
        (by_other, "Another office entered"),
        (worked_with, "Others work with"),
        (written_by_other, "Others work with"),
    ]:
        with pytest.raises(Refused, match=sentence), at_office(alma):
            word(alma, made).conceal(by=alma, on=DAY)


# --- the partnership ---------------------------------------------------------------------------------------------
def test_a_partnership_ends_and_begins_anew(alma):
    made = enter(alma)
    with at_office(alma) as member:
        first = Partnership.objects.get(organization=made)
        for day, sentence in [(DAY + timedelta(days=1), "in the future"), (DAY - timedelta(days=1), "before")]:
            with pytest.raises(Refused, match=sentence):
                first.end(ended_on=day, by=alma, on=DAY)
        first.end(ended_on=DAY, by=alma, on=DAY)
        with pytest.raises(Refused, match="ended already"):
            first.end(ended_on=DAY, by=alma, on=DAY)
        Partnership.objects.begin(office=office_of(member), organizations=[made], by=alma, on=DAY)
        assert Partnership.objects.filter(organization=made).count() == 2


def test_whom_an_office_knows_nobody_else_reads(alma, otis, erin):
    made = enter(alma)
    with at_office(alma):
        partnership = Partnership.objects.get(organization=made)
        known = partnership.get_to_know(by=alma, on=DAY, name="Nora Field", title="director")
        known.amend(by=alma, on=DAY, name="Nora Field", title="chair")
        [fresh] = NamedContact.objects.standing().filter(partnership=partnership)
        assert fresh.title == "chair"
        fresh.end(by=alma, on=DAY)
        assert not NamedContact.objects.standing().exists()
        assert NamedContact.objects.count() == 2
    with at_office(otis):
        assert not NamedContact.objects.exists()
