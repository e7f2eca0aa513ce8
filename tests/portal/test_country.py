"""The country as data: 94 offices, 3,235 counties, 28 old codes, 16 splits, 5 counties without a district."""

from collections import Counter
from zoneinfo import ZoneInfo, available_timezones

import pytest
import zipcodes
from django.core.management import call_command

from portal.country import STATES, fold
from portal.gazetteer import TOWNS, ZIP_CODES, country, frozen
from portal.models import County, Hotline, Office, OfficeContact, Place

pytestmark = pytest.mark.django_db

COUNTIES = """
    almd=23 alnd=31 alsd=13 akd=30 azd=15 ared=41 arwd=34 cacd=7 caed=34 cand=15 casd=2 cod=64 ctd=9 ded=3 dcd=1
    flmd=35 flnd=23 flsd=9 gamd=70 gand=46 gasd=43 gud=1 hid=5 idd=44 ilcd=46 ilnd=18 ilsd=38 innd=32 insd=60
    iand=52 iasd=47 ksd=105 kyed=67 kywd=53 laed=13 lamd=9 lawd=42 med=16 mdd=24 mad=14 mied=34 miwd=49 mnd=87
    msnd=37 mssd=45 moed=49 mowd=66 mtd=56 ned=93 nvd=17 nhd=10 njd=21 nmd=33 nyed=5 nynd=32 nysd=8 nywd=17 nced=44
    ncmd=24 ncwd=32 ndd=53 nmid=4 ohnd=40 ohsd=48 oked=26 oknd=11 okwd=40 ord=36 paed=9 pamd=33 pawd=25 prd=78 rid=5
    scd=46 sdd=66 tned=41 tnmd=32 tnwd=22 txed=43 txnd=100 txsd=43 txwd=68 utd=29 vtd=14 vid=3 vaed=64 vawd=69
    waed=20 wawd=19 wvnd=32 wvsd=23 wied=28 wiwd=44 wyd=23
"""
"""County equivalents per office, counted from the statute apart from the table that is loaded."""


def test_there_are_94_offices_with_93_us_attorneys():
    assert Office.objects.count() == 94
    assert Office.objects.values("us_attorney_unit").distinct().count() == 93
    assert Office.objects.values("site_code").distinct().count() == 93
    assert {o.court_id for o in Office.objects.all() if o.shares_us_attorney} == {"gud", "nmid"}


def test_every_county_has_its_office_and_the_counts_agree_with_the_statute():
    found: Counter[str | None] = Counter(
        County.objects.filter(is_current=True).values_list("office__court_id", flat=True)
    )

    assert sum(found.values()) == 3235
    assert found.pop(None) == 5
    assert found == {court: int(count) for court, _, count in (pair.partition("=") for pair in COUNTIES.split())}


def test_american_samoa_has_no_district():
    assert set(County.objects.filter(state="AS").values_list("office", "note")) == {
        (None, "American Samoa has no federal district.")
    }


def test_28_old_codes_say_what_became_of_them():
    old = County.objects.filter(is_current=False)

    assert old.count() == 28
    assert not old.filter(note="")
    assert County.objects.get(fips="46113").office.court_id == "sdd"
    assert County.objects.get(fips="30113").office.court_id == "wyd"


def test_16_counties_are_split_and_7_of_them_by_water_only():
    split = County.objects.exclude(other_office=None)

    assert split.count() == 16
    assert split.filter(split__startswith="waters only").count() == 7
    assert not split.filter(split="")
    assert not [county for county in split if county.office == county.other_office]


@pytest.mark.parametrize(
    ("fips", "court"),
    [("54063", "wvsd"), ("37093", "ncmd"), ("51610", "vaed"), ("51620", "vaed"), ("51067", "vawd"), ("42107", "pamd")],
)
def test_counties_that_other_tables_get_wrong_follow_the_statute(fips, court):
    assert County.objects.get(fips=fips).office.court_id == court


def test_every_row_names_its_source():
    assert not Office.objects.filter(source="").exists()
    assert not County.objects.filter(source="").exists()
    assert not Place.objects.filter(source="").exists()
    assert not Hotline.objects.filter(source="").exists()


def test_every_office_has_a_time_zone_that_exists():
    zones = set(Office.objects.values_list("time_zone", flat=True))

    assert zones <= available_timezones()
    assert Office.objects.get(court_id="azd").zone == ZoneInfo("America/Phoenix")
    assert Office.objects.get(court_id="gud").zone == ZoneInfo("Pacific/Guam")


def test_every_office_sits_somewhere_and_only_documented_places_count_as_verified():
    assert Place.objects.filter(kind=Place.Kind.HEADQUARTERS).count() == 94
    verified = Place.objects.filter(is_verified=True).values_list("office__court_id", flat=True)
    assert set(verified) == {"txnd", "txed", "txsd", "vaed", "iasd"}
    unstaffed = Place.objects.filter(kind=Place.Kind.UNSTAFFED).values_list("city", flat=True)
    assert set(unstaffed) == {"Wichita Falls", "San Angelo"}


def test_every_contact_starts_as_unknown():
    assert OfficeContact.objects.count() == 3 * 94
    assert OfficeContact.objects.filter(value="", verified_on=None).count() == 3 * 94


def test_names_to_search_by_are_folded_as_the_finder_folds():
    wrong = [c for c in County.objects.all() if fold(c.search_name) != fold(f"{c.name} {c.state}")]

    assert wrong == []
    assert set(County.objects.values_list("state", flat=True)) == STATES.keys()


def test_only_a_hotline_with_a_document_is_verified():
    assert [h.phone for h in Hotline.objects.exclude(verified_on=None)] == ["800-799-7233"]
    assert Hotline.objects.count() == 5


def test_the_frozen_zip_codes_are_those_of_the_package(tmp_path):
    """A new edition of the package fails here until `manage.py freeze_zip_codes` has been run."""
    call_command("freeze_zip_codes", into=tmp_path, stdout=(tmp_path / "said").open("w"))

    assert (tmp_path / ZIP_CODES.name).read_text() == ZIP_CODES.read_text()
    assert (tmp_path / TOWNS.name).read_text() == TOWNS.read_text()


def test_nearly_every_zip_code_suggests_a_county():
    rows = [row for row in zipcodes.list_all() if row["active"] and row["state"] in STATES]
    known = frozen(ZIP_CODES)

    assert sum(row["zip_code"] in known for row in rows) / len(rows) > 0.995
    assert {code for codes in known.values() for code in codes.split()} <= country().counties.keys()
