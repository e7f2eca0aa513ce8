"""Which office serves a county: only a county decides, everything else suggests and asks."""

from pathlib import Path

import polib
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from portal.country import STATES, fold
from portal.finder import LONGEST, find
from portal.found import MOST, MOST_BY_TOWN, asking
from portal.gazetteer import country
from portal.typed import english

pytestmark = pytest.mark.django_db
CATALOG = Path(settings.BASE_DIR) / "portal/locale/es/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def usa(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return country()


def courts(found):
    return [served.court_id for served in found.offices]


def fips(found):
    return {county.fips for county in found.counties}


@pytest.mark.parametrize(
    ("asked", "court"),
    [
        ("Tarrant County, Texas", "txnd"),
        ("tarrant tx", "txnd"),
        ("TARRANT COUNTY TX", "txnd"),
        ("Doña Ana", "nmd"),
        ("dona ana county", "nmd"),
        ("Orleans Parish", "laed"),
        ("Orleans County, Louisiana", "laed"),
        ("LaSalle Parish", "lawd"),
        ("Saint Louis County MO", "moed"),
        ("Franklin city, VA", "vaed"),
        ("Franklin County, VA", "vawd"),
        ("De Kalb County, Georgia", "gand"),
        ("Prince Georges County", "mdd"),
        ("Monroe County, WV", "wvsd"),
        ("Anchorage, Alaska", "akd"),
        ("Guam", "gud"),
        ("Saipan", "nmid"),
        ("Washington DC", "dcd"),
        ("Puerto Rico", "prd"),
        ("Tarrant County, TX 76102", "txnd"),
        ("Valdez-Cordova Census Area", "akd"),
        ("Shannon County, South Dakota", "sdd"),
        ("Fairfield County, Connecticut", "ctd"),
        ("Virginia Beach", "vaed"),
        ("Denver, CO", "cod"),
    ],
)
def test_a_county_by_any_of_its_names_has_one_office(usa, asked, court):
    found = find(usa, text=asked)

    assert courts(found) == [court]
    assert not found.needs_county


@pytest.mark.parametrize(
    "asked",
    [
        "txnd", "TXND", "N.D. Tex.", "ND Tex", "Northern District of Texas", "usao-ndtx", "ndtx", "Northern Texas",
        "US Attorney's Office for the Northern District of Texas", "U.S. Attorney’s Office, Northern District of Texas",
        "United States Attorney Northern District of Texas",
    ],
)  # fmt: skip
def test_an_office_by_any_of_its_names(usa, asked):
    assert courts(find(usa, text=asked)) == ["txnd"]


def test_every_office_is_found_by_court_id_abbreviation_and_official_name(usa):
    for office in usa.offices.values():
        for name in (office.court_id, office.abbreviation, office.official_name):
            found = find(usa, text=name)
            assert courts(found) == [office.court_id], name
            assert not found.needs_county


def test_every_county_is_found_by_its_code_and_by_its_name_with_its_state(usa):
    for county in usa.counties.values():
        expected = [court for court in (county.court_id, county.other) if court]
        assert courts(find(usa, county=county.fips)) == expected
        by_name = find(usa, county=f"{county.name}, {STATES[county.state]}")
        assert courts(by_name) == expected, county.label
        assert not by_name.needs_county


@pytest.mark.parametrize(
    ("code", "court"), [("09001", "ctd"), ("02261", "akd"), ("46113", "sdd"), ("51560", "vawd"), ("12025", "flsd")]
)
def test_old_codes_work_and_say_what_became_of_them(usa, code, court):
    found = find(usa, county=code)

    assert courts(found) == [court]
    assert found.note


def test_a_zip_code_only_suggests(usa):
    found = find(usa, zip="76102")

    assert found.needs_county
    assert courts(found) == ["txnd"]
    assert fips(found) == {"48439"}
    assert find(usa, text="76102-1234") == find(usa, zip="76102") == find(usa, text="76102")


def test_every_zip_code_asks_for_the_county_or_has_no_office(usa):
    assert all(found.needs_county or not found.offices for found in (find(usa, zip=code) for code in usa.zips))


def test_a_number_that_is_both_a_zip_code_and_a_county_asks(usa):
    found = find(usa, text="48113")

    assert found.needs_county
    assert {"48113", "26161"} == fips(found)


def test_a_number_that_is_only_the_code_of_a_county_answers(usa):
    assert "02261" not in usa.zips
    assert courts(find(usa, text="02261")) == ["akd"]


def test_a_number_may_lie_in_american_samoa(usa):
    found = find(usa, text="60010")

    assert courts(found) == ["ilnd"]
    assert {"60010", "17097"} == fips(found)


def test_a_list_that_is_too_long_says_so(usa):
    counties = list(usa.counties.values())
    assert len(asking(counties[:MOST], "Which?").counties) == MOST
    assert asking(counties[:MOST], "Which?").note == "Which?"
    found = asking(counties[: MOST + 1], "Which?")

    assert len(found.counties) == MOST
    assert found.note == "Which? There are more of this name: add the state."


def test_dallas_asks_for_the_county(usa):
    found = find(usa, text="Dallas, TX")

    assert found.needs_county
    assert set(courts(found)) == {"txnd", "txed"}
    assert {"48113", "48085", "48121", "48257", "48397"} <= fips(found)
    assert find(usa, text="Dallas").needs_county
    assert courts(find(usa, text="Dallas County, TX")) == ["txnd"]


def test_new_york_city_asks_for_the_county(usa):
    for asked in ("New York City", "NYC", "new york city, ny"):
        found = find(usa, text=asked)
        assert found.needs_county
        assert fips(found) == {"36005", "36047", "36061", "36081", "36085"}
        assert set(courts(found)) == {"nysd", "nyed"}


@pytest.mark.parametrize(
    ("asked", "two"),
    [
        ("Fort Campbell", {"kywd", "tnmd"}),
        ("Fort Bragg, NC", {"ncmd", "nced"}),
        ("Yellowstone National Park", {"wyd", "mtd", "idd"}),
        ("usao-gu", {"gud", "nmid"}),
    ],
)
def test_places_that_straddle_districts_ask(usa, asked, two):
    found = find(usa, text=asked)

    assert found.needs_county
    assert set(courts(found)) == two
    assert found.counties


def test_a_county_split_on_land_names_both_offices_and_the_part(usa):
    found = find(usa, text="Hoke County, NC")

    assert [(s.court_id, s.part) for s in found.offices] == [
        ("ncmd", ""),
        ("nced", "part on the Fort Bragg military reservation and Camp Mackall"),
    ]
    assert found.note == "This county is divided between two offices."


def test_a_county_split_by_water_tells_it_and_does_not_ask(usa):
    found = find(usa, county="36061")

    assert courts(found) == ["nysd", "nyed"]
    assert not found.needs_county
    assert found.note == "On the water, a second office is responsible too."


@pytest.mark.parametrize(
    "question", [{"text": "American Samoa"}, {"county": "60010"}, {"zip": "96799"}, {"text": "AS"}]
)
def test_american_samoa_is_told_plainly(usa, question):
    found = find(usa, **question)

    assert found.offices == ()
    assert not found.needs_county
    assert "American Samoa has no federal district" in found.note


@pytest.mark.parametrize(
    "asked", ["Navajo Nation", "Pine Ridge", "Standing Rock Reservation", "Cherokee", "Hopi tribe"]
)
def test_a_reservation_asks_for_the_county_and_says_why(usa, asked):
    found = find(usa, text=asked)

    assert found.needs_county
    assert "reservation" in found.note


@pytest.mark.parametrize(
    "asked", ["Indian River County", "Seneca County, NY", "Osage County, Oklahoma", "Sioux Falls, SD"]
)
def test_a_county_or_town_with_a_tribal_word_is_not_taken_for_a_reservation(usa, asked):
    assert "reservation" not in find(usa, text=asked).note


def test_counties_of_the_same_name_are_listed_with_their_states(usa):
    found = find(usa, text="Dallas County")

    assert found.needs_county
    assert [county.label for county in found.counties] == [
        "Dallas County, AL", "Dallas County, AR", "Dallas County, IA", "Dallas County, MO", "Dallas County, TX",
    ]  # fmt: skip


def test_a_state_of_several_districts_asks_and_one_of_a_single_district_answers(usa):
    assert find(usa, text="Texas").needs_county
    assert set(courts(find(usa, text="Texas"))) == {"txnd", "txed", "txsd", "txwd"}
    assert courts(find(usa, text="Maine")) == ["med"]


@pytest.mark.parametrize("state", sorted(STATES))
def test_a_state_alone_answers_first_as_the_state(usa, state):
    for asked in {STATES[state], state, f"State of {STATES[state]}", f"{STATES[state]} State"}:
        found = find(usa, text=asked)
        assert set(courts(found)) == {o.court_id for o in usa.offices.values() if o.state == state}, asked
        assert found.needs_county == (len(found.offices) > 1)
        assert found.state == state


@pytest.mark.parametrize(
    ("asked", "elsewhere"),
    [("Nevada", {"05099", "06057"}), ("Oregon", {"29149"}), ("Colorado", {"48089"}), ("Maine", set()), ("OR", set())],
)
def test_counties_that_have_a_states_name_stand_beside_its_office(usa, asked, elsewhere):
    found = find(usa, text=asked)

    assert len(found.offices) == 1
    assert not found.needs_county
    assert {county.fips for county in found.namesakes} == elsewhere


def test_washington_is_the_state_first_and_then_the_capital_and_the_counties(usa):
    found = find(usa, text="Washington")

    assert courts(found) == ["waed", "wawd"]
    assert {county.state for county in found.counties} == {"WA"}
    assert "11001" in {county.fips for county in found.namesakes}
    assert len(found.namesakes) == 32
    assert "Washington has 2 offices" in found.note
    assert "Washington, D.C." in found.note


@pytest.mark.parametrize("asked", ["Washington State", "State of Washington", "Washington, WA", "WA"])
def test_washington_state_is_the_state_alone(usa, asked):
    found = find(usa, text=asked)

    assert courts(found) == ["waed", "wawd"]
    assert found.namesakes == ()


def test_new_york_is_the_state_and_the_city(usa):
    found = find(usa, text="New York")
    city = {"36005", "36047", "36061", "36081", "36085"}

    assert courts(found) == ["nyed", "nynd", "nysd", "nywd"]
    assert fips(found) == city
    assert {county.place for county in found.counties} == {"New York City"}
    assert fips(find(usa, text="New York State")) == set()
    assert fips(find(usa, text="New York, NY")) == city


def test_a_state_of_which_another_district_has_a_part_says_so(usa):
    for state, court in (("Idaho", "idd"), ("Montana", "mtd")):
        found = find(usa, text=state)
        assert courts(found) == [court]
        assert found.counties
        assert all(county.other == "wyd" for county in found.counties)
        assert "except" in found.note


def test_towns_come_by_the_number_of_their_zip_codes_after_the_counties_of_that_name(usa):
    found = find(usa, text="Dallas")

    assert found.counties[0].label == "Dallas County, TX"
    assert len(found.counties) == MOST_BY_TOWN
    assert "add the state" in found.note
    assert [c.place for c in found.counties[:6]] == ["", "", "", "", "", "Dallas"]
    assert "add the state" not in find(usa, text="Dallas, TX").note
    portland = find(usa, text="Portland").counties
    assert [county.label for county in portland[:2]] == ["Multnomah County, OR", "Cumberland County, ME"]
    assert usa.size("Portland", "OR") > usa.size("Portland", "ME") > usa.size("Portland", "TX") > 0


@pytest.mark.parametrize("asked", ["Dallas city", "city of Dallas", "City of Dallas, TX", "ciudad de Dallas"])
def test_a_city_is_the_greatest_of_its_name(usa, asked):
    found = find(usa, text=asked)

    assert found.counties[0].label == "Dallas County, TX"
    assert found.counties[1].label == "Collin County, TX"
    assert find(usa, text="Kansas City").counties[0].label == "Jackson County, MO"
    assert find(usa, text="Dallas City, IL").counties[0].place == "Dallas City"


def test_a_town_in_one_county_is_asked_about_that_one(usa):
    found = find(usa, text="Tacoma")

    assert fips(found) == {"53053"}
    assert found.note.startswith("Is it this county?")


@pytest.mark.parametrize(
    ("asked", "named"),
    [("Navajo Nation", "04017"), ("Navajo reservation", "04017"), ("Pine Ridge Reservation", "46102")],
)
def test_a_reservation_offers_what_has_its_name(usa, asked, named):
    found = find(usa, text=asked)

    assert named in fips(found)
    assert "only have the same name" in found.note


def test_a_reservation_of_which_no_name_is_known_says_how_to_go_on(usa):
    found = find(usa, text="Hopi tribe")

    assert found.counties == ()
    assert "list of all 94 offices" in found.note


@pytest.mark.parametrize(
    ("asked", "court"),
    [
        ("condado de Tarrant", "txnd"),
        ("Condado de Wake, Carolina del Norte", "nced"),
        ("parroquia de Orleans", "laed"),
        ("Municipio de Ponce", "prd"),
        ("County of Los Angeles", "cacd"),
        ("Islas Vírgenes", "vid"),
        ("estado de Nuevo México", "nmd"),
    ],
)
def test_places_are_understood_in_spanish(usa, asked, court):
    found = find(usa, text=asked)

    assert courts(found) == [court]
    assert not found.needs_county


def test_every_state_is_understood_as_the_spanish_pages_call_it(usa):
    catalog = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOG))}
    for state, name in STATES.items():
        assert find(usa, text=catalog[name]).state == state, catalog[name]
    assert find(usa, text="Nueva York") == find(usa, text="New York")
    assert find(usa, text="Tejas") == find(usa, text="Texas")


def test_no_place_is_taken_for_a_spanish_state(usa):
    towns = [known.rpartition(",")[2] for known in usa.cities.values()]
    names = {fold(name) for name in [*towns, *(county.name for county in usa.counties.values())]}

    assert [name for name in names if english(name) != name] == ["nyc"]


@pytest.mark.parametrize(("typed", "meant"), [("Tarant County", "48439"), ("Dalas", "48113"), ("Pheonix", "04013")])
def test_a_slip_of_the_finger_gets_close_names(usa, typed, meant):
    found = find(usa, text=typed)

    assert found.needs_county
    assert meant in fips(found)


@pytest.mark.parametrize(
    "junk",
    ["", " ", "\0", "x" * 1_000_000, "'; DROP TABLE portal_county; --", "<script>alert(1)</script>", "\u202e\u2066!"],
)
def test_junk_gets_a_sentence_that_does_not_repeat_it(usa, junk):
    found = find(usa, text=junk)

    assert found.needs_county
    assert found.offices == ()
    assert found.note
    assert "script" not in found.note
    assert "DROP" not in found.note


def test_what_is_too_long_is_said_to_be(usa):
    assert find(usa, text="Tarrant County, Texas".ljust(LONGEST, ".")).offices
    assert "too long" in find(usa, text="Tarrant County, Texas".ljust(LONGEST + 1, ".")).note


@given(text=st.text(max_size=LONGEST + 5), county=st.text(max_size=8), code=st.from_regex(r"\d{0,6}", fullmatch=True))
def test_whatever_is_asked_the_answer_is_one_or_says_what_to_do(usa, text, county, code):
    for found in (find(usa, text=text), find(usa, county=county), find(usa, zip=code), find(usa, text=text + code)):
        assert found.offices or found.note
        assert len(found.counties) <= MOST
        assert not found.needs_county or found.note
        assert all(served.court_id in usa.offices for served in found.offices)
        if not found.needs_county and found.counties:
            possible = {court for c in found.counties for court in (c.court_id, c.other) if court}
            assert set(courts(found)) <= possible


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.data())
def test_a_county_is_found_however_it_is_written(usa, data):
    county = data.draw(st.sampled_from(sorted(usa.counties.values(), key=lambda c: c.fips)))
    style = data.draw(st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
    gap = data.draw(st.sampled_from([", ", " ", ",", "  ,  ", " / "]))
    state = data.draw(st.sampled_from([county.state, STATES[county.state]]))
    found = find(usa, county=style(f"{county.name}{gap}{state}"))

    assert courts(found)[:1] == [county.court_id][: bool(county.court_id)]
