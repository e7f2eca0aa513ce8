"""18 USC 925D: who is the point of contact, what ATF and the communities are known to be, and who may see it."""

import csv
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import HandOver, Membership, Office
from portal.tenancy import acting_as
from specialists.demo import contacts as demo_contacts
from specialists.models import DesignatedCommunity, DivisionContact, FieldDivision, PointOfContact
from specialists.owned import POINT_OF_CONTACT
from tests import make
from tests.portal.test_api import caller, is_problem, token_of
from tests.races import DONE, at_once
from tests.reading import text

pytestmark = pytest.mark.django_db
OFFICE = "/offices/txnd/staffing/"
LIST = "/points-of-contact/"
TODAY = localdate()


def ago(days):
    return TODAY - timedelta(days=days)


def name(court_id="txnd", who="Iris Vale", since=None, by=None, **facts):
    """Through the verb, as EOUSA."""
    facts.setdefault("email", f"{who.lower().replace(' ', '.')}@example.test")
    by = by or make.person()
    with acting_as(DatabaseRole.EOUSA, person_id=by.pk):
        return PointOfContact.objects.designate(
            office=make.office(court_id), name=who, since=since or ago(100), by=by, on=TODAY, **facts
        )


def on_record(court_id="txnd"):
    with acting_as(DatabaseRole.EOUSA):
        rows = PointOfContact.objects.standing().filter(office__court_id=court_id).order_by("starts_on")
        return [(row.name, row.starts_on, row.ends_on) for row in rows]


# --- the verbs -------------------------------------------------------------------------------------------------------
def test_a_new_point_of_contact_follows_the_one_before():
    name(who="Iris Vale", since=ago(300))
    name(who="Omar Quist", since=ago(20))

    assert on_record() == [("Iris Vale", ago(300), ago(20)), ("Omar Quist", ago(20), None)]
    with acting_as(DatabaseRole.EOUSA):
        assert [row.name for row in PointOfContact.objects.standing().serving_on(ago(21))] == ["Iris Vale"]
        assert [row.name for row in PointOfContact.objects.standing().serving_on(ago(20))] == ["Omar Quist"]
        assert not PointOfContact.objects.standing().serving_on(ago(301)).exists()


def test_the_same_person_again_corrects_the_entry_and_unchanged_nothing_is_written():
    first = name(since=ago(30))
    assert name(since=ago(30)).pk == first.pk

    name(since=ago(60))
    assert on_record() == [("Iris Vale", ago(60), None)]
    name(who="Iris Vale-Kern", email=first.email, since=ago(60))
    assert on_record() == [("Iris Vale-Kern", ago(60), None)]


def test_another_name_for_the_same_first_day_corrects_who_it_was():
    name(who="Iris Vale", since=ago(30))
    name(who="Omar Quist", since=ago(30))

    assert on_record() == [("Omar Quist", ago(30), None)]


def test_what_was_known_before_a_correction_stays_known():
    first = name(since=ago(30))
    second = name(since=ago(60))

    with acting_as(DatabaseRole.EOUSA):
        assert PointOfContact.objects.known_at(first.recorded_at).get().starts_on == ago(30)
        assert PointOfContact.objects.known_at(second.recorded_at).get().starts_on == ago(60)


def test_an_end_leaves_the_office_without_one_until_another_is_named():
    first = name(since=ago(300))
    with acting_as(DatabaseRole.EOUSA):
        first.end(ends_on=ago(10), by=first.recorded_by, on=TODAY)
    assert on_record() == [("Iris Vale", ago(300), ago(10))]

    name(who="Omar Quist", since=ago(2))
    assert on_record()[1] == ("Omar Quist", ago(2), None)


@pytest.mark.parametrize(
    ("facts", "sentence", "field"),
    [
        ({"since": date(2021, 12, 31)}, "18 USC 925D is of 2022", "since"),
        ({"since": TODAY + timedelta(days=400)}, "more than a year ahead", "since"),
        ({"since": ago(400)}, "is on record as the point of contact from", "since"),
        ({"email": "erin@example.test"}, "This e-mail address belongs to Erin Cole.", "email"),
        ({"email": "pia@example.test", "who": "Pia Lund"}, "somebody at a partner organization", "email"),
        ({"email": "gone@example.test", "who": "Gone Away"}, "The account of Gone Away is disabled.", ""),
    ],
)
def test_what_no_office_means_is_refused_in_a_sentence(facts, sentence, field):
    make.person("Erin Cole", email="erin@example.test")
    make.person("Pia Lund", email="pia@example.test", organization=make.organization())
    make.person("Gone Away", email="gone@example.test", is_active=False)
    name(since=ago(300))

    with pytest.raises(Refused, match=sentence) as refusal:
        name(**{"who": "Omar Quist"} | facts)
    assert refusal.value.field == field
    assert on_record() == [("Iris Vale", ago(300), None)]


def test_an_earlier_period_of_somebody_else_is_not_overlapped():
    first = name(since=ago(300))
    with acting_as(DatabaseRole.EOUSA):
        first.end(ends_on=ago(10), by=first.recorded_by, on=TODAY)

    with pytest.raises(Refused, match="Somebody else is on record as the point of contact for a part of that time"):
        name(who="Omar Quist", since=ago(50))


def test_an_end_before_the_beginning_is_refused():
    first = name(since=ago(5))

    with acting_as(DatabaseRole.EOUSA), pytest.raises(Refused, match="The end has to come after the first day") as no:
        first.end(ends_on=ago(5), by=first.recorded_by, on=TODAY)
    assert no.value.field == "ends_on"


def test_a_row_moves_once_however_many_hold_it():
    first = name(since=ago(300))
    with acting_as(DatabaseRole.EOUSA):
        first.end(ends_on=ago(10), by=first.recorded_by, on=TODAY)
        with pytest.raises(Refused, match="Somebody else has just changed this entry"):
            first.end(ends_on=ago(9), by=first.recorded_by, on=TODAY)


def test_who_has_a_role_in_the_office_owns_the_duty_and_may_pass_it_on(alma, lena, otis):
    assert name(who="Otis Green", email=otis.email, since=ago(90)).person_id is None, "another office's"
    own = name(who="Alma Reyes", email=alma.email.upper(), since=ago(60))
    assert own.person_id == alma.pk

    with acting_as(DatabaseRole.OFFICE, office_id=own.office_id, person_id=lena.pk):
        passed = own.pass_on(to=lena, by=lena, on=TODAY)
    assert (passed.person_id, passed.starts_on) == (lena.pk, TODAY)
    assert on_record()[-2:] == [("Alma Reyes", ago(60), TODAY), ("Lena Hart", TODAY, None)]


def test_another_name_for_the_same_first_day_is_also_another_owner(alma, lena):
    name(who="Alma Reyes", email=alma.email, since=TODAY)
    assert name(who="Lena Hart", email=lena.email, since=TODAY).person_id == lena.pk
    assert name(who="Omar Quist", since=TODAY).person_id is None, "nobody with an account"


@pytest.mark.parametrize("started", [-1, 0, 1])
@pytest.mark.parametrize("ends_in", [None, 40])
def test_a_duty_is_handed_over_whenever_it_began(alma, lena, started, ends_in):
    """Also on its first day, and before: then nothing of it stays with the giver."""
    starts_on, ends_on = TODAY + timedelta(days=started), TODAY + timedelta(days=ends_in) if ends_in else None
    own = name(who="Alma Reyes", email=alma.email, since=starts_on)
    held = Membership.objects.get(person=alma)
    with acting_as(DatabaseRole.EOUSA):
        if ends_on:
            own.end(ends_on=ends_on, by=lena, on=TODAY)
        HandOver.objects.give(membership=held, to=lena, by=lena, acting=Role.LEADERSHIP, at=timezone.now())
        assert held.left_behind() == {}
        held.end(by=lena, acting=Role.LEADERSHIP, at=timezone.now())

    before = [("Alma Reyes", starts_on, TODAY)] if started < 0 else []
    assert on_record() == [*before, ("Lena Hart", max(starts_on, TODAY), ends_on)]


def test_a_duty_goes_through_several_hands_on_one_day(alma, lena, olga):
    name(who="Alma Reyes", email=alma.email, since=ago(9))
    with acting_as(DatabaseRole.EOUSA):
        for giver, taker in ((alma, olga), (olga, lena), (lena, alma), (alma, lena)):
            held = Membership.objects.get(person=giver)
            HandOver.objects.give(membership=held, to=taker, by=lena, acting=Role.LEADERSHIP, at=timezone.now())
            assert held.left_behind() == {}

    assert on_record() == [("Alma Reyes", ago(9), TODAY), ("Lena Hart", TODAY, None)]


def test_who_has_an_end_still_to_come_is_followed_from_the_new_first_day():
    end, first = TODAY + timedelta(days=30), name(who="Iris Vale", since=ago(300))
    with acting_as(DatabaseRole.EOUSA):
        first.end(ends_on=end, by=first.recorded_by, on=TODAY)
    name(who="Iris Vale", since=ago(200))
    assert on_record() == [("Iris Vale", ago(200), end)], "a correction keeps the end"

    name(who="Omar Quist", since=TODAY)
    assert on_record() == [("Iris Vale", ago(200), TODAY), ("Omar Quist", TODAY, None)]


def test_who_is_named_for_the_day_of_the_end_leaves_the_end_as_it_is():
    end, first = TODAY + timedelta(days=30), name(who="Iris Vale", since=ago(300))
    with acting_as(DatabaseRole.EOUSA):
        first.end(ends_on=end, by=first.recorded_by, on=TODAY)

    name(who="Omar Quist", since=end)
    assert on_record() == [("Iris Vale", ago(300), end), ("Omar Quist", end, None)]


def test_the_form_says_whose_place_is_taken_also_of_somebody_with_an_end_to_come(client_of, lena):
    first = name(who="Iris Vale", since=ago(300))
    with acting_as(DatabaseRole.EOUSA):
        first.end(ends_on=TODAY + timedelta(days=30), by=first.recorded_by, on=TODAY)

    assert "it takes the place of Iris Vale" in text(client_of(lena).get("/offices/txnd/points-of-contact/new/"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("court_id", ["txnd", "nysd", "gud", "cacd"])
def test_of_two_who_name_at_once_one_is_refused(court_id):
    """Each may also be caught in the other's lock: then one is told so, and nobody meets a fault."""
    by = make.person()

    def press(who):
        with acting_as(DatabaseRole.EOUSA, person_id=by.pk):
            PointOfContact.objects.designate(
                office=make.office(court_id), name=who, email=f"{who}@example.test", since=ago(3), by=by, on=TODAY
            )

    told = sorted(at_once(lambda: press("one"), lambda: press("two")), key=len)

    assert told[0] == DONE
    assert told[1].startswith(("Somebody else is on record", "Somebody else was changing", DONE))
    assert on_record(court_id)


# --- the wall --------------------------------------------------------------------------------------------------------
def test_an_office_reads_and_writes_its_own_and_readers_only_read():
    name("txnd")
    name("nysd", who="Omar Quist")
    by, office = make.person(), make.office()
    with acting_as(DatabaseRole.OFFICE, office_id=office.pk, person_id=by.pk):
        assert [row.name for row in PointOfContact.objects.all()] == ["Iris Vale"]
        assert FieldDivision.objects.count() == 25
        assert DesignatedCommunity.objects.count() == 5
    for role in (DatabaseRole.OARM, DatabaseRole.EOUSA_READER):
        with acting_as(role):
            assert PointOfContact.objects.count() == 2
        with acting_as(role), pytest.raises(Exception, match="permission denied"), transaction.atomic():
            PointOfContact.objects.create(
                office=office, name="x", email="x@example.test", starts_on=TODAY, recorded_by=by
            )
    for role in (DatabaseRole.PUBLIC, DatabaseRole.PARTNER, DatabaseRole.INTAKE, DatabaseRole.OPERATOR):
        with acting_as(role), pytest.raises(Exception, match="permission denied"), transaction.atomic():
            list(PointOfContact.objects.values_list("name"))


def test_the_database_keeps_one_at_a_time():
    name("txnd")
    with pytest.raises(IntegrityError, match="one_point_of_contact_at_a_time"), transaction.atomic():
        make.row(PointOfContact, "txnd", name="Two", email="two@example.test", starts_on=ago(2))


# --- ATF and the communities -----------------------------------------------------------------------------------------
def division(code="st-paul"):
    return FieldDivision.objects.with_contacts().get(code=code)


def enter(by, code="st-paul", **facts):
    defaults: dict[str, Any] = {"name": "Ann Agent", "email": "ann@example.test", "phone": "", "verified_on": TODAY}
    return DivisionContact.objects.enter(division=division(code), by=by, on=TODAY, **defaults | facts)


def test_the_reference_data_is_what_the_sources_say():
    with acting_as(DatabaseRole.EOUSA_READER):
        divisions = FieldDivision.objects.all()
        communities = DesignatedCommunity.objects.select_related("district", "county")
        assert len(divisions) == 25
        assert all(each.source and "23" in each.note and each.confidence == "DOCUMENTED" for each in divisions)
        assert [each.name for each in divisions][-1] == "Washington"
        assert {(each.name, each.district.court_id) for each in communities} == {
            ("San Juan", "prd"), ("Pine Ridge Indian Reservation", "sdd"), ("Gregg County", "txed"),
            ("Baltimore city", "mdd"), ("Augusta", "gasd"),
        }  # fmt: skip
        assert {each.county.office_id for each in communities if each.county} <= {e.district_id for e in communities}
        assert all(each.source and each.designated_in == date(2024, 9, 1) for each in communities)


def test_a_divisions_contact_is_superseded_and_can_be_unknown_again(erin):
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        assert division().contact is None
        first = enter(erin)
        assert enter(erin).pk == first.pk
        enter(erin, phone="612-555-0100")
        assert division().contact.phone == "612-555-0100"
        enter(erin, name="", email="")
        assert division().contact is None
        assert DivisionContact.objects.known_at(first.recorded_at).get().email == "ann@example.test"
        assert enter(erin, name="", email="") is None, "unknown already"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"email": ""}, "email"),
        ({"verified_on": TODAY + timedelta(days=1)}, "verified_on"),
        ({"verified_on": date(2021, 1, 1)}, "verified_on"),
    ],
)
def test_a_division_contact_that_cannot_be_is_refused(erin, facts, field):
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk), pytest.raises(Refused) as refusal:
        enter(erin, **facts)
    assert refusal.value.field == field


# --- pages -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["erin", "rhea", "oren"])
def test_the_list_opens_with_its_answer_and_the_missing_first(cast, client_of, who):
    make.appointment("txnd", person=make.person("Iris Vale", email="iris.vale@example.test"))
    name("txnd")
    name("nysd", who="Omar Quist")
    page = text(client_of(cast[who]).get(LIST))

    assert "2 of 94 offices have named a point of contact; 5 of 78 designated communities are known here." in page
    assert "All 94 offices" in page
    assert page.count("none named") == 92
    assert page.rindex("none named") < page.index("Iris Vale") < page.index("Omar Quist")


def test_one_office_is_counted_in_the_singular(client_of, erin):
    name()
    assert "1 of 94 offices has named a point of contact;" in text(client_of(erin).get(LIST))


def test_the_list_is_filtered_and_downloaded_as_shown(client_of, erin):
    make.appointment("txnd", person=make.person("Iris Vale", email="iris.vale@example.test"))
    name("txnd")
    name("txsd", who="Omar Quist")
    client = client_of(erin)

    assert ">2 of 94 offices</strong>" in text(client.get(f"{LIST}?state=TX&missing=on"))
    assert ">9 of 94 offices</strong>" in text(client.get(f"{LIST}?circuit=5"))
    answer = client.get(f"{LIST}?state=TX&sort=office&format=csv")
    lines = list(csv.DictReader(answer.content.decode().splitlines()))
    assert [(row["office"], row["contact"], row["is_specialist"]) for row in lines] == [
        ("E.D. Tex.", "", ""), ("N.D. Tex.", "Iris Vale", "yes"), ("S.D. Tex.", "Omar Quist", "no"),
        ("W.D. Tex.", "", ""),
    ]  # fmt: skip
    assert lines[0]["on"] == TODAY.isoformat()
    assert client.get(f"{LIST}?on=banana").status_code == 400


def test_a_past_day_shows_who_it_was_then(client_of, erin):
    name(since=ago(300))
    name(who="Omar Quist", since=ago(20))
    page = text(client_of(erin).get(f"{LIST}?on={ago(50).isoformat()}"))

    assert "1 of 94 offices had named a point of contact." in page
    assert "Iris Vale" in page
    assert "Omar Quist" not in page
    assert "The links of the list lead to each office as it is today." in page
    assert "as it is today" not in text(client_of(erin).get(LIST))
    yesterday = text(client_of(erin).get(f"{LIST}?known={ago(1).isoformat()}"))
    assert "0 of 94 offices had named" in yesterday, "nothing of it was on record yesterday"


@pytest.mark.parametrize("address", [LIST, "/field-divisions/", "/designated-communities/"])
def test_the_lists_ask_little_however_long_they_are(client_of, erin, address):
    for court_id in ("txnd", "nysd", "cand"):
        name(court_id, who=f"Who {court_id}")
    client = client_of(erin)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    told = [q["sql"] for q in queries if "django_session" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    assert len(told) <= 5, told


@pytest.mark.parametrize("who", ["lena", "olga", "erin"])
def test_an_office_names_its_point_of_contact_from_its_page(cast, client_of, who):
    client = client_of(cast[who])
    act = "/offices/txnd/points-of-contact/new/"
    page = text(client.get(OFFICE))
    assert "No point of contact is named. The law asks for one in each office" in page
    assert f'href="{act}"' in page
    assert "Name the point of contact (18 USC 925D)" in page

    asked = text(client.get(act))
    assert "Who is the point of contact of N.D. Tex. under 18 USC 925D?" in asked
    assert "18 USC 925D(b)(3) asks for somebody in each US Attorney’s Office" in asked
    facts = {"name": "Iris Vale", "email": "Iris.Vale@example.test", "since": ago(9).isoformat()}
    done = text(client.post(act, facts, follow=True))
    assert "The point of contact is recorded." in done
    assert "iris.vale@example.test" in done
    assert "Name the point of contact (18 USC 925D)" not in done, "nothing is missing any more"
    assert "recorded the point of contact (18 USC 925D)" in done
    assert on_record() == [("Iris Vale", ago(9), None)]

    again = text(client.get(act))
    assert "From its first day it takes the place of Iris Vale" in again


def test_what_the_verb_refuses_stands_beside_its_field(client_of, lena):
    facts = {"name": "Iris Vale", "email": "iris@example.test", "since": "2019-01-01"}
    response = client_of(lena).post("/offices/txnd/points-of-contact/new/", facts)

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "since": ["18 USC 925D is of 2022; there was no point of contact before. Check the year."]
    }
    assert 'value="Iris Vale"' in text(response), "nothing typed is lost"


def test_an_office_ends_its_point_of_contact_once(client_of, olga, otis, alma, erin):
    contact = name(since=ago(90))
    end = f"/offices/txnd/points-of-contact/{contact.pk}/end/"
    assert "When does Iris Vale stop being the point of contact?" in text(client_of(olga).get(end))
    assert client_of(alma).get(end).status_code == client_of(otis).get(end).status_code == 403
    assert client_of(erin).get(end).status_code == 200
    assert client_of(erin).get(end.replace("txnd", "nysd")).status_code == 404, (
        "of another office than the address says"
    )

    done = text(client_of(olga).post(end, {"ends_on": TODAY.isoformat()}, follow=True))
    assert "Iris Vale’s end as the point of contact is recorded." in done
    assert "No point of contact is named." in done
    assert "Name the point of contact (18 USC 925D)" in done, "it is missing again"
    assert client_of(olga).post(end, {"ends_on": TODAY.isoformat()}).status_code == 404


@pytest.mark.parametrize("who", ["alma", "vic", "rhea", "oren"])
def test_who_may_not_name_one_is_offered_nothing(cast, client_of, who):
    page = text(client_of(cast[who]).get(OFFICE))

    assert "No point of contact is named." in page
    assert "/points-of-contact/new/" not in page


def test_one_named_ahead_is_said_to_begin(client_of, lena):
    name(since=TODAY + timedelta(days=5))
    page = text(client_of(lena).get(OFFICE))

    assert "begins" in page[page.index("Iris Vale") :]
    assert "Name the point of contact (18 USC 925D)" not in page


def test_a_designated_community_is_told_on_its_offices_page(client_of, erin):
    page = text(client_of(erin).get("/offices/txed/staffing/"))

    assert "Gregg County lies in this district: a community designated under 18 USC 925D in September 2024." in page
    assert "lies in this district" not in text(client_of(erin).get(OFFICE))


def test_a_telephone_without_a_name_reaches_somebody_but_names_nobody(client_of, erin):
    with acting_as(DatabaseRole.EOUSA):
        enter(erin, "st-paul")
        enter(erin, "atlanta", name="", email="", phone="555-0100")
    page = text(client_of(erin).get("/field-divisions/"))

    assert "The point of contact is known by name in 1 of ATF’s 25 field divisions; 1 more has only an address" in page
    assert page.count("unknown, to be verified") == 23
    assert page.count("name unknown") == 1


@pytest.mark.parametrize("who", ["alma", "vic", "lena", "oren", "rhea"])
def test_everybody_of_the_government_reads_divisions_and_communities_and_only_eousa_writes(cast, client_of, who):
    client = client_of(cast[who])
    page = text(client.get("/field-divisions/"))

    assert "The point of contact is known by name in 0 of ATF’s 25 field divisions." in page
    assert page.count("unknown, to be verified") == 25
    assert "another public page counts 23" in page
    assert "/contact/" not in page
    assert client.get("/field-divisions/atlanta/contact/").status_code == 403
    communities = text(client.get("/designated-communities/"))
    assert "5 of 78 designated communities are known here." in communities
    assert "Pine Ridge Indian Reservation" in communities
    assert "local press, October 2024" in communities
    assert "Sept. 2024" in communities or "September 2024" in communities


def test_eousa_enters_a_divisions_contact_and_takes_it_back(client_of, erin, alma):
    client, address = client_of(erin), "/field-divisions/new-orleans/contact/"
    facts = {"name": "Ann Agent", "email": "", "phone": "(504) 555-0100", "verified_on": ago(2).isoformat()}
    assert "Who is the point of contact in ATF’s New Orleans Field Division?" in text(client.get(address))

    page = text(client.post(address, facts, follow=True))
    assert "The point of contact in New Orleans is recorded." in page
    assert "known by name in 1 of ATF’s 25" in page
    assert "504-555-0100" in text(client_of(alma).get("/field-divisions/"))
    assert "Erin Cole" in page, "who verified it"
    assert 'value="Ann Agent"' in text(client.get(address))
    wrong = client.post(address, facts | {"phone": "12"})
    assert wrong.context["form"].errors == {"phone": ["This is no telephone number of ten digits."]}
    page = text(client.post(address, facts | {"name": "", "phone": ""}, follow=True))
    assert "New Orleans has no known contact." in page
    assert client.get("/field-divisions/no-such/contact/").status_code == 404


def test_no_name_stands_on_a_public_page(visitor, client_of, pia):
    name()
    for client in (visitor, client_of(pia)):
        assert "Iris Vale" not in text(client.get("/offices/txnd/"))
        for address in (LIST, "/field-divisions/", "/designated-communities/"):
            assert client.get(address).status_code in {302, 403}


# --- the API ---------------------------------------------------------------------------------------------------------
def test_the_api_tells_points_of_contact_within_the_wall(erin, alma, visitor):
    name("txnd")
    name("nysd", who="Omar Quist", since=ago(20))
    address = "/api/v1/points-of-contact/"

    def told(person, query=""):
        return caller(token_of(person, "POINT_OF_CONTACT_VIEW")[1]).get(address + query).json()["results"]

    assert [row["office"] for row in told(erin)] == ["nysd", "txnd"]
    assert [row["name"] for row in told(alma)] == ["Iris Vale"]
    assert told(alma, "?office=nysd") == []
    assert [row["office"] for row in told(erin, f"?on={ago(50).isoformat()}")] == ["txnd"]
    assert told(erin, f"?known={ago(1).isoformat()}") == []
    assert told(erin)[0] | {"id": 0, "recorded_at": ""} == {
        "id": 0, "office": "nysd", "name": "Omar Quist", "email": "omar.quist@example.test",
        "starts_on": ago(20).isoformat(), "ends_on": None, "recorded_at": "",
    }  # fmt: skip
    is_problem(visitor.get(address), 401)


def test_the_api_tells_divisions_and_communities_with_what_is_unknown(erin, alma, pia):
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        enter(erin)
    program = caller(token_of(alma, "POINT_OF_CONTACT_VIEW")[1])

    divisions = program.get("/api/v1/field-divisions/").json()
    known = {row["code"]: row["contact"] for row in divisions["results"]}
    assert divisions["count"] == 25
    assert known["atlanta"] is None
    assert known["st-paul"]["email"] == "ann@example.test"
    assert known["st-paul"]["verified_by"] == "Erin Cole"
    (gregg,) = program.get("/api/v1/designated-communities/?office=txed").json()["results"]
    assert gregg == {
        "name": "Gregg County", "office": "txed", "county": "48183", "designated_in": "2024-09",
        "source": "local press",
    }  # fmt: skip
    assert program.get("/api/v1/designated-communities/").json()["count"] == 5
    partner = caller(token_of(pia, "COVERAGE_VIEW")[1])
    is_problem(partner.get("/api/v1/field-divisions/"), 403)


# --- the demonstration -----------------------------------------------------------------------------------------------
def test_the_invented_points_of_contact_are_the_same_each_time_and_nobody_is_invented_twice():
    specialists = dict.fromkeys(sorted(f"d{number}" for number in range(94)), "")
    namings = list(demo_contacts.namings(specialists, TODAY))

    assert namings == list(demo_contacts.namings(specialists, TODAY))
    assert len({naming.name for naming in namings}) == len(namings)
    assert 60 <= len({naming.office for naming in namings}) <= 80


def test_the_invented_points_of_contact_are_written_by_the_verbs(erin):
    offices = {office.court_id: office for office in Office.objects.all()}
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        demo_contacts.name_points_of_contact(offices, by=erin, on=TODAY)
        named = list(PointOfContact.objects.standing().serving_on(TODAY))
        assert 60 <= len(named) <= 80
        assert all(contact.email.endswith(".example") for contact in named)
        assert 0 < PointOfContact.objects.standing().exclude(ends_on=None).count() < 30
        assert 5 <= DivisionContact.objects.standing().count() <= 13


# --- the hand-over ---------------------------------------------------------------------------------------------------
def test_no_role_ends_while_its_holder_is_the_point_of_contact_and_a_hand_over_moves_it(alma, lena):
    point = name(who="Alma Reyes", email=alma.email, since=ago(60))
    held = Membership.objects.get(person=alma)
    with acting_as(DatabaseRole.HEADS, office_id=point.office_id, person_id=lena.pk):
        with pytest.raises(Refused, match="Alma Reyes still has 1 duty as the point of contact"), transaction.atomic():
            held.end(by=lena, acting=Role.LEADERSHIP, at=make.NOW)
        handed = HandOver.objects.give(membership=held, to=lena, by=lena, acting=Role.LEADERSHIP, at=timezone.now())
        assert handed.items[0][2].startswith("N.D. Tex.: point of contact under 18 USC 925D since")
        held.end(by=lena, acting=Role.LEADERSHIP, at=make.NOW)

    assert on_record()[-1] == ("Lena Hart", TODAY, None)


def test_an_end_ahead_is_still_owned_and_a_past_one_is_not(alma):
    point = name(who="Alma Reyes", email=alma.email, since=ago(60))
    with acting_as(DatabaseRole.EOUSA):
        ahead = point.end(ends_on=TODAY + timedelta(days=3), by=alma, on=TODAY)
        assert [row.pk for row in POINT_OF_CONTACT.rows(alma.pk)] == [ahead.pk]
        ahead.end(ends_on=TODAY, by=alma, on=TODAY)
        assert not POINT_OF_CONTACT.rows(alma.pk).exists()
