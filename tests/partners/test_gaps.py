"""Gaps: what people lack where they are, who sees to it, and who is told of which."""

import csv
import json
from datetime import timedelta
from io import StringIO
from itertools import product

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.gap_panels import largest
from partners.gap_reading import State, gaps_of, lacks_of_nation
from partners.gap_report import counted, counted_own
from partners.gap_words import counties_of, told_state
from partners.gaps import (
    EVERYBODY,
    FEW,
    Land,
    Program,
    Seen,
    Served,
    Service,
    Spot,
    add_fitting,
    fitting,
    gaps,
    spot_of,
)
from partners.models import GapCare, NeedSeen, Outreach
from partners.news import gaps_given
from partners.owned import GAPS
from partners.taxonomy import Need, Population
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import AuditEvent, HandOver
from portal.news import Reader
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY, NOW, Role
from tests.partners.directory import entered, said
from tests.partners.log import at_office, entry, membership

DALLAS, TARRANT, LUBBOCK, BRONX = "48113", "48439", "48303", "36005"
STATES = {DALLAS: "TX", TARRANT: "TX", LUBBOCK: "TX", BRONX: "NY"}
LAND = Land(STATES, [DALLAS, TARRANT, LUBBOCK])
NEEDS = ["SHELTER", "LEGAL", "IMMIGRATION"]
PEOPLE = ["", "RURAL", "ALIENAGE"]
SHELTER = Spot("SHELTER", "RURAL", DALLAS)
EARLIER, LATER = timezone.now() - timedelta(days=9000), timezone.now() + timedelta(days=9000)
HIDDEN = Spot("LEGAL", "ALIENAGE", TARRANT)


# --- the rule --------------------------------------------------------------------------------------------------------
def sets(values):
    return st.frozensets(st.sampled_from(values), max_size=2)


SERVICES = st.lists(
    st.builds(Service, sets(NEEDS), sets([*STATES]), sets(["TX", "NY"]), sets(PEOPLE[1:]), st.booleans()), max_size=5
)
SPOTS = [Spot(*each) for each in product(NEEDS, PEOPLE, ["", *STATES])]
SEEN = st.dictionaries(st.sampled_from(SPOTS), st.integers(0, 9), max_size=20)


def lacking(spot, services):
    """The rule once more, one service after another."""
    for one in services:
        does = spot.need in one.needs
        for_all = not one.populations or (not spot.population and not one.is_for_some)
        for_them = for_all or (spot.population in one.populations)
        counties = [spot.county] if spot.county else [DALLAS, TARRANT, LUBBOCK]
        is_there = any(county in one.counties or STATES[county] in one.states for county in counties)
        if does and for_them and is_there:
            return False
    return True


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seen=SEEN, services=SERVICES)
def test_gaps_are_what_a_slow_count_finds(seen, services):
    rows = [Seen(spot, number) for spot, number in seen.items()]

    found = gaps(rows, Served(services), LAND)

    assert {one.spot for one in found} == {spot for spot, n in seen.items() if n and lacking(spot, services)}
    assert found == gaps(rows[::-1], Served(services[::-1]), LAND)
    assert [one.number for one in found] == sorted((one.number for one in found), reverse=True)


@pytest.mark.parametrize(
    ("offered", "is_met"),
    [
        (Service(frozenset({"SHELTER"}), frozenset({DALLAS})), True),
        (Service(frozenset({"SHELTER"}), states=frozenset({"TX"}), populations=frozenset({"RURAL"})), True),
        (Service(frozenset({"SHELTER"}), frozenset({DALLAS}), populations=frozenset({"DEAF"})), False),
        (Service(frozenset({"SHELTER"}), frozenset({TARRANT})), False),
        (Service(frozenset({"LEGAL"}), frozenset({DALLAS})), False),
    ],
)
def test_a_need_is_met_by_who_does_it_there_for_them(offered, is_met):
    assert (gaps([Seen(SHELTER, 1)], Served([offered]), LAND) == []) is is_met


@pytest.mark.parametrize("is_for_some", [True, False])
def test_people_in_general_are_served_by_all_but_those_who_are_there_for_some(is_for_some):
    one = Service(frozenset({"SHELTER"}), frozenset({DALLAS}), populations=frozenset({"DEAF"}), is_for_some=is_for_some)
    assert bool(gaps([Seen(Spot("SHELTER", "", DALLAS), 1)], Served([one]), LAND)) is is_for_some


@pytest.mark.parametrize("spot", SPOTS)
def test_an_address_names_the_gap_that_it_was_made_of(spot):
    assert spot_of(spot.key) == spot


@pytest.mark.parametrize("key", ["", "SHELTER", "SHELTER-RURAL-4811", "NONE-RURAL-48113", "SHELTER-NONE-", "a-b-c-d"])
def test_an_address_that_names_no_gap_is_told_so(key):
    assert spot_of(key) is None


def test_money_that_fits_is_told_by_whoever_knows_it(monkeypatch):
    monkeypatch.setattr("partners.gaps._fitting", [])
    assert fitting(SHELTER) == []
    add_fitting(lambda spot: [Program("RURAL", "/programs/rural/")] if spot.population == "RURAL" else [])
    assert fitting(SHELTER) == [Program("RURAL", "/programs/rural/")]
    assert fitting(HIDDEN) == []


# --- of an office ----------------------------------------------------------------------------------------------------
@pytest.fixture
def seen(db, alma, shelter):
    """Two gaps of N.D. Tex.: one of six entries, one that is told by state only outside."""
    for place in range(6):
        facts = {"needs": ["SHELTER"], "populations": ["RURAL"], "counties": [DALLAS]}
        entry(alma, organizations=[shelter], line=f"Beds {place}", **facts)
    for place in range(7):
        facts = {"needs": ["LEGAL"], "populations": ["ALIENAGE"], "counties": [TARRANT]}
        entry(alma, organizations=[shelter], line=f"Papers {place}", **facts)
    return alma


def spots(person):
    with at_office(person) as member:
        assert member.office
        return {gap.spot: (gap.number, gap.state) for gap in gaps_of(member.office)}


def care(person, verb, spot=SHELTER, **facts):
    with at_office(person) as member:
        getattr(GapCare.objects, verb)(office=member.office, gap=spot, by=person, on=DAY, **facts)


def test_a_gap_closes_when_somebody_in_the_directory_does_it(seen):
    assert spots(seen) == {SHELTER: (6, State.OPEN), HIDDEN: (7, State.OPEN)}

    entered(seen, "Prairie House", counties=[DALLAS], services=["SHELTER"], is_confidential=True)
    assert spots(seen) == {HIDDEN: (7, State.OPEN)}


def test_a_gap_has_an_owner_or_a_dated_reason_or_neither(seen):
    care(seen, "own", owner=seen)
    assert spots(seen)[SHELTER] == (6, State.OWNED)
    care(seen, "accept", reason="Opens in spring", accepted_on=DAY)
    assert spots(seen)[SHELTER] == (6, State.ACCEPTED)
    care(seen, "reopen")
    assert spots(seen)[SHELTER] == (6, State.OPEN)
    with pytest.raises(Refused, match="open already"):
        care(seen, "reopen")
    with pytest.raises(Refused, match="future"):
        care(seen, "accept", reason="x", accepted_on=DAY + timedelta(days=1))
    with at_office(seen) as member:
        first = Outreach.objects.first_to_see(member.office, SHELTER)
    with pytest.raises(Refused, match="Your office saw this gap first on"):
        care(seen, "accept", reason="x", accepted_on=first - timedelta(days=1))
    with at_office(seen):
        assert GapCare.objects.count() == 2


def test_nobody_sees_to_a_gap_of_another_office(seen, otis):
    with pytest.raises(Refused, match="cannot keep this"):
        care(seen, "own", owner=otis)


def test_what_is_said_about_a_need_that_is_met_stays_to_be_taken_back(seen):
    care(seen, "own", owner=seen)
    entered(seen, "Prairie House", counties=[DALLAS], services=["SHELTER"])

    assert spots(seen)[SHELTER] == (6, State.MET)


def test_a_met_gap_says_who_does_it_and_leaves_the_list_when_told_so(seen, client_of):
    care(seen, "own", owner=seen)
    offered = {"Prairie House": ("SHELTER", "RURAL"), "Deaf Hands": ("SHELTER", "DEAF"), "Bread": ("LEGAL", "RURAL")}
    for name, (service, population) in offered.items():
        entered(seen, name, counties=[DALLAS], services=[service], populations=[population])
    client, address = client_of(seen), f"/gaps/{SHELTER.key}/"

    page = client.get(address)
    assert [name for _pk, name in page.context["meeting"]] == ["Prairie House"]
    assert "Seen in 6 entries; Prairie House does it now." in page.content.decode()
    assert "Take it off the list" in page.content.decode()
    done = client.post(f"{address}reopen/", follow=True)
    assert (done.status_code, done.redirect_chain[0][0]) == (200, "/gaps/")
    assert "The gap is off the list." in done.content.decode()


def test_what_was_said_before_stands_on_the_page_of_the_gap(seen, client_of):
    with time_machine.travel(NOW, tick=False):
        care(seen, "own", owner=seen)
        care(seen, "accept", reason="Opens in spring", accepted_on=DAY)
        client = client_of(seen)
        client.post(f"/gaps/{SHELTER.key}/reopen/")
        page = client.get(f"/gaps/{SHELTER.key}/")
    recorded = "(put on record on Nov. 23, 2026 by Alma Reyes; it stood until Nov. 23, 2026)"
    assert page.context["before"] == [
        f"accepted on Nov. 23, 2026: Opens in spring {recorded}", f"Alma Reyes saw to it {recorded}",
    ]  # fmt: skip
    assert f"Alma Reyes saw to it {recorded}" in page.content.decode()


def test_whoever_is_given_a_gap_hears_of_it_and_finds_it_in_the_week(seen, vic, client_of):
    care(seen, "own", owner=vic)
    care(seen, "own", HIDDEN, owner=seen)
    page = client_of(vic).get("/week/").content.decode()
    assert "1 gap in your hands" in page
    assert f'href="/gaps/{SHELTER.key}/"' in page
    assert f"/gaps/{HIDDEN.key}/" not in page

    def told(person, since):
        with at_office(person) as member:
            found = gaps_given(Reader(person.email, person, [member]), since, LATER)
            return [(one.title, one.text) for one in found]

    assert told(vic, EARLIER) == [("A gap in services was given to you", "You see to it from now on.")]
    assert told(vic, LATER) == told(seen, EARLIER) == [], "once, and nobody of what one has taken up oneself"


def test_gaps_are_handed_over_together(seen, lena):
    vic = make.member("Vic Tan", Role.STAFF, office="txnd")
    care(seen, "own", owner=seen)
    care(seen, "own", HIDDEN, owner=seen)

    with at_office(lena):
        made = HandOver.objects.give(membership=membership(seen), to=vic, by=lena, acting=Role.LEADERSHIP, at=NOW)
    assert [item[0] for item in made.items].count("gap") == 1
    with at_office(vic):
        assert set(GapCare.objects.standing().values_list("owner", flat=True)) == {vic.pk}
        assert [line.text for line in made.open_matters(NOW) if "/gaps/" in line.url] == [
            "Legal assistance, alienage status: Tarrant County, TX",
            "Emergency shelter, rural or remote places: Dallas County, TX",
        ]
    with acting_as(DatabaseRole.EOUSA):
        rows = list(GAPS.rows(vic.pk))
        assert [GAPS.line(row).text for row in rows] == ["The gaps in services that this person sees to"]
        GAPS.hand(rows=rows, to=None, by=lena, at=NOW)
    assert spots(seen) == {SHELTER: (6, State.OPEN), HIDDEN: (7, State.OPEN)}


# --- pages -----------------------------------------------------------------------------------------------------------
def test_the_office_walks_from_the_list_to_a_gap_and_takes_care_of_it(seen, client_of):
    client = client_of(seen)
    page = client.get("/gaps/").content.decode()
    assert "Emergency shelter" in page
    assert "Tarrant County, TX" in page

    where = f"/gaps/{SHELTER.key}/"
    detail = client.get(where).content.decode()
    assert "Beds 5" in detail
    assert "Papers" not in detail
    assert client.post(f"{where}own/", {"owner": seen.pk}).status_code == 302
    assert "sees to it" in client.get(where).content.decode()
    said_so = {"accepted_on": str(DAY), "reason": "The state opens one in spring"}
    assert client.post(f"{where}accept/", said_so).status_code == 302
    rows = list(csv.DictReader(StringIO(client.get("/gaps/?state=ACCEPTED&format=csv").content.decode())))
    assert [(row["county"], row["reason"]) for row in rows] == [(DALLAS, said_so["reason"])]
    assert client.post(f"{where}reopen/").status_code == 302
    assert client.get(f"/gaps/?need=LEGAL&population=ALIENAGE&county={TARRANT}").context["listing"].total == 1
    assert client.get("/gaps/?need=WRONG").status_code == 400


def test_organizations_that_could_stand_beside_a_gap(seen, client_of):
    entered(seen, "Prairie House", counties=[LUBBOCK], services=["SHELTER"])
    entered(seen, "Legal Corner", kind="LEGAL_AID", counties=[DALLAS], services=["LEGAL"])

    near = client_of(seen).get(f"/gaps/{SHELTER.key}/").context["near"]

    assert [name for _pk, name in near.doing] == ["Prairie House"]
    assert [name for _pk, name in near.there] == ["Legal Corner"]


@pytest.mark.parametrize("spot", [Spot("WORK", "", ""), Spot("SHELTER", "RURAL", "")])
def test_what_nobody_has_seen_is_no_gap(seen, client_of, spot):
    assert client_of(seen).get(f"/gaps/{spot.key}/").status_code == 404


# --- who is told of what ---------------------------------------------------------------------------------------------
@pytest.fixture
def many(seen, otis, shelter):
    """Beside them: what two other offices saw, some of it too seldom to be told."""
    entry(otis, organizations=[shelter], needs=["WORK"], counties=[BRONX])
    entry(otis, organizations=[shelter], needs=["LEGAL"], populations=["SEXUAL_ORIENTATION"], counties=[BRONX])
    kat = make.member("Kat Oh", Role.SPECIALIST, office="txsd")
    for _ in range(5):
        entry(kat, organizations=[shelter], needs=["LEGAL"], populations=["ALIENAGE"], counties=["48201"])
        entry(kat, organizations=[shelter], needs=["IMMIGRATION"], populations=["RURAL"], counties=["48201"])
        entry(kat, organizations=[shelter], needs=["HOUSING"])
    return seen


def nation():
    with acting_as(DatabaseRole.EOUSA):
        return {lack.key: (lack.seen, lack.served) for lack in lacks_of_nation()}


def test_eousa_is_told_by_county_or_where_that_could_point_to_few_by_state(many):
    assert nation() == {
        "SHELTER-RURAL-48113": (6, 0),
        "LEGAL-ALIENAGE-TX": (12, 0),
        "IMMIGRATION-RURAL-TX": (5, 0),
        "HOUSING--txsd": (5, 0),
        "WORK--36005": (0, 0),
        "LEGAL-SEXUAL_ORIENTATION-NY": (0, 0),
    }


def test_a_state_tells_in_how_many_counties_a_need_is_met_and_not_where_it_was_seen(many):
    entered(many, "Papers First", kind="LEGAL_AID", counties=[TARRANT, DALLAS], services=["LEGAL"])
    assert nation()["LEGAL-ALIENAGE-TX"] == (12, 2)

    entered(many, "Papers for All", kind="LEGAL_AID", statewide=["TX"], services=["LEGAL"])
    assert "LEGAL-ALIENAGE-TX" not in nation()


def test_a_service_that_one_office_keeps_to_itself_is_told_to_nobody_by_what_is_missing(many):
    before = nation()
    entered(many, "House on the Hill", counties=[DALLAS], services=["SHELTER"], is_confidential=True)

    assert nation() == before
    with at_office(many):
        assert counted(make.office("txnd"), DAY, NOW)["needs"] == {"SHELTER": {"OPEN": 1, "OWNED": 0, "ACCEPTED": 0}}


def everything(client):
    """All that a reader gets about gaps: pages, download, API."""
    addresses = ("/gaps/", "/gaps/?format=csv", "/api/v1/gaps/", f"/gaps/{HIDDEN.key}/", f"/api/v1/gaps/{HIDDEN.key}/",
                 "/gaps/?population=ALIENAGE", f"/api/v1/gaps/?county={TARRANT}", "/gaps/?place=TX", "/")  # fmt: skip
    return {address: client.get(address).content.decode() for address in addresses}


@pytest.mark.parametrize("role", [Role.EOUSA, Role.EOUSA_READER])
def test_no_county_of_a_sensitive_need_leaves_the_office(many, client_of, role):
    reader = make.member("Reader", role)
    care(many, "own", HIDDEN, owner=many)
    found = everything(client_of(reader))

    for address, answer in found.items():
        assert not {"Tarrant", TARRANT, "48201", "Harris County", "Alma", "Safe Harbor"} & set_of(answer), address
    rows = json.loads(found["/api/v1/gaps/"])["results"]
    assert {row["gap"] for row in rows if row["level"] == "STATE"} == {
        "LEGAL-ALIENAGE-TX", "IMMIGRATION-RURAL-TX", "LEGAL-SEXUAL_ORIENTATION-NY",
    }  # fmt: skip
    assert [row["county"] for row in rows if Spot(row["need"], row["population"]).is_sensitive] == [None] * 3
    assert {row["number"] for row in rows} == {6, 12, 5, None}


def set_of(answer):
    """Which of the words that point somewhere stand in an answer."""
    return {word for word in ("Tarrant", TARRANT, "48201", "Harris County", "Alma", "Safe Harbor") if word in answer}


def test_another_office_is_told_nothing(many, client_of, otis):
    for address, answer in everything(client_of(otis)).items():
        assert not set_of(answer), address


def test_no_total_that_eousa_reads_holds_a_sensitive_need_beside_one_without(many):
    """Whatever is published of a district is the same with and without its sensitive needs, so nothing is left over."""
    office = make.office("txnd")

    def published():
        with at_office(many):
            report = counted(office, DAY, NOW)
        return report, {key: told for key, told in nation().items() if not key.endswith("-TX")}

    before = published()
    for _ in range(5):
        with_them = {"needs": ["SHELTER", "IMMIGRATION"], "populations": ["GENDER_IDENTITY"], "counties": [DALLAS]}
        entry(many, organizations=[make.organization("Elm (invented)")], **with_them)
    care(many, "own", Spot("IMMIGRATION", "GENDER_IDENTITY", DALLAS), owner=many)

    assert published() == before
    with at_office(many):
        assert counted_own(office, DAY, NOW)["needs"]["IMMIGRATION"] == {"OPEN": 0, "OWNED": 1, "ACCEPTED": 0}


def test_the_trail_says_neither_where_nor_what_is_lacking(many):
    care(many, "accept", HIDDEN, reason="No lawyer within a day", accepted_on=DAY)
    with acting_as(DatabaseRole.EOUSA):
        rows = AuditEvent.objects.filter(table_name__in=["partners_outreach", "partners_gapcare"])
        told = json.dumps(list(rows.values_list("old", "new")))
    assert "No lawyer" not in told
    assert '"duty"' in told
    assert '"populations"' not in told
    assert TARRANT not in told
    assert '"needs"' not in told


def test_the_national_page_and_the_office_page_have_their_panels(many, client_of, erin):
    accept = {"reason": "No provider", "accepted_on": DAY}
    care(many, "accept", **accept)
    told = client_of(erin).get("/").content.decode()
    assert "Legal assistance, alienage status: Texas" in told
    assert "Emergency shelter, rural" not in told.split("Gaps in services")[1].split("</ol>")[0]
    with acting_as(DatabaseRole.EOUSA):
        [*before, last] = largest([lack for lack in lacks_of_nation() if lack.level != "STATE"])
    assert (last.key, told_state(last)) == ("SHELTER-RURAL-48113", "accepted")
    assert [told_state(one) for one in before] == [""]
    assert "The gaps of your office" in client_of(many).get("/offices/txnd/staffing/").content.decode()


def test_an_office_reads_its_gaps_by_program(many, client_of):
    client = client_of(many)
    care(many, "own", owner=many)
    rows = client.get("/api/v1/gaps/?population=RURAL").json()["results"]

    assert [(row["gap"], row["owner"], row["number"]) for row in rows] == [(SHELTER.key, "Alma Reyes", 6)]
    assert client.get(f"/api/v1/gaps/{SHELTER.key}/").json() == rows[0]
    assert client.get("/api/v1/gaps/SHELTER-DEAF-/").status_code == 404


def test_needs_seen_are_the_offices_own(many, otis):
    with at_office(otis):
        assert set(NeedSeen.objects.values_list("county", flat=True)) == {BRONX}
    assert FEW > 1
    assert EVERYBODY not in Population.values
    assert {*NEEDS} <= {*Need.values}


def test_an_organization_says_what_it_does(db, alma):
    house = entered(alma, "Prairie House", services=["SHELTER"])
    said(house, services=["SHELTER", "CHILD_CARE"])
    with at_office(alma):
        assert house.profiles.standing().get().services == ["SHELTER", "CHILD_CARE"]


def test_counties_are_called_as_the_state_calls_them():
    said = {state: counties_of(state, 64) % {"n": 3, "all": 64} for state in ("TX", "LA", "AK")}
    assert said == {"TX": "3 of 64 counties", "LA": "3 of 64 parishes", "AK": "3 of 64 counties or the like"}
