"""The catalog: each day's answer, nothing that is only believed, every word in Spanish too, and whom to ask."""

import csv
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest
import time_machine
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from grants import catalog_words
from grants.catalog import APPLICANTS, EARLIEST, Confidence, ProgramFacts, Through, catalog_on
from grants.catalog_filters import HOLDS, narrowed
from grants.models import FederalContact, Program, programs
from grants.models.federal_contact import whom_to_ask
from grants.models.program import FACTS, SAID, editions
from grants.taxonomy import Agency, Violence
from partners.taxonomy import Need
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.tenancy import acting_as
from tests.make import DAY, NOW
from tests.servers import CAME

BASE = Path(settings.BASE_DIR)
MEMO = date(2020, 11, 30)
TURN = date(2022, 10, 1)
"""On this day the law of 2022 took effect."""
A_DAY = timedelta(days=1)
SINCE_2022 = {"restorative", "titc", "popilot", "cyber", "finassist", "safe", "sausa_lgbt", "deaf"}
SINCE_2021 = {"fvpsa_sarc", "fvpsa_cs"}
WORDS = ("catalog.py", "catalog_words.py", "forms/catalog.py", "views/catalog.py")


# --- the frozen file ---------------------------------------------------------------------------------------------
@cache
def rows() -> list[dict[str, str]]:
    with (BASE / "grants/migrations/0002_programs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of(key: str) -> list[dict[str, str]]:
    return [row for row in rows() if row["key"] == key]


def keys_on(day: str) -> set[str]:
    """A slow reading of the file, of days as they are written."""
    return {row["key"] for row in rows() if row["valid_from"] <= day < (row["valid_until"] or "9999")}


def test_editions_of_a_program_follow_one_another_without_gap_or_overlap():
    assert len({row["key"] for row in rows()}) == 45
    assert (len(rows()), len(Agency)) == (CAME["grants_program"], CAME["grants_federalcontact"]), (
        "as many as tests leave alone"
    )
    for key in {row["key"] for row in rows()}:
        dated = sorted(of(key), key=lambda row: row["valid_from"])
        assert [row["valid_until"] for row in dated] == [*(row["valid_from"] for row in dated[1:]), ""], key
        assert len({row["place"] for row in dated}) == 1
        assert dated[0]["valid_from"] >= EARLIEST.isoformat()


def test_whatever_a_visitor_reads_is_there_in_spanish():
    for row in rows():
        for what in (*SAID, "conditions"):
            english, spanish = row[what], row[f"{what}_es"]
            assert bool(english) == bool(spanish), (row["key"], what)
            assert not english or english != spanish, (row["key"], what)
            assert english.count("\n") == spanish.count("\n"), (row["key"], what)
        assert row["purpose"].endswith(".")
        assert row["source"].endswith(".")


def test_figures_in_spanish_are_those_in_english():
    """A number that is lost or changed on the way is a wrong fact for half of the readers."""
    figures = re.compile(r"\$[\d,]+|\d+ (?:percent|por ciento)|\d+ USC \d+[a-z]*|O-OVW-[\d-]+|1122-\d+")
    for row in rows():
        for what in (*SAID, "conditions"):
            english = sorted(found.split(" p")[0] for found in figures.findall(row[what]))
            spanish = sorted(found.split(" p")[0] for found in figures.findall(row[f"{what}_es"]))
            assert english == spanish, (row["key"], what)


def test_the_money_for_cultures_comes_from_icjr_and_not_from_stop():
    """34 USC 20124(a)(2)(A): section 10461 of this title."""
    law = next(row for row in rows() if row["key"] == "cls" and row["confidence"] == "HIGH")
    for name in ("money", "money_es", "note", "note_es"):
        assert "ICJR" in law[name]
        assert "STOP" not in law[name]


def test_what_is_only_believed_stands_in_no_column_that_a_visitor_reads():
    told = [name for name in rows()[0] if not name.startswith("believed")]
    assert set(told) == set(FACTS)
    assert sum(any(row[name] for name in row if name.startswith("believed")) for row in rows()) > 30
    for row in rows():
        text = " ".join(row[name] for name in told)
        assert "believed" not in text.lower(), row["key"]
        for name in set(row) - set(told):
            for figure in re.findall(r"\$[\d,]+|\d+%|OMB [\d-]+", row[name]):
                written = {figure, figure.replace("%", " percent"), figure.replace("%", " por ciento")}
                assert not [each for each in written if each in text], (row["key"], figure)


def test_codes_of_the_file_have_words():
    for row in rows():
        assert set(filter(None, row["applicants"].split(";"))) <= set(APPLICANTS), row["key"]
        assert row["applicants"] or row["confidence"] == "LOW", row["key"]


# --- pure --------------------------------------------------------------------------------------------------------
def facts(**changes: Any) -> ProgramFacts:
    texts = dict.fromkeys((*SAID, *(f"{name}_es" for name in SAID)), "")
    plain: dict[str, Any] = texts | {
        "key": "x", "place": 1, "valid_from": EARLIEST, "valid_until": None, "short": "X", "agency": Agency.OVW,
        "listings": ("16.588",), "is_listed": True, "statute": "", "is_formula": False, "through": Through.DIRECT,
        "applicants": (), "violence": frozenset({Violence.STALKING}), "needs": frozenset({Need.LEGAL}),
        "populations": frozenset(), "confidence": Confidence.HIGH, "authorized_until": None,
    }  # fmt: skip
    return ProgramFacts(**plain | changes)


def test_an_edition_holds_on_its_first_day_and_no_longer_on_its_last():
    before = facts(name="before", valid_until=TURN)
    after = facts(name="after", valid_from=TURN)

    assert catalog_on([before, after], TURN - A_DAY)["x"].name == "before"
    assert catalog_on([before, after], TURN)["x"].name == "after"
    assert catalog_on([before, after], EARLIEST - A_DAY) == {}
    assert (before.is_valid(TURN - A_DAY), before.is_valid(TURN)) == (True, False)
    assert (after.is_valid(TURN - A_DAY), after.is_valid(TURN)) == (False, True)


def test_an_authorization_ends_with_its_last_day():
    ends = facts(authorized_until=date(2027, 10, 1))

    assert ends.is_authorized(date(2027, 9, 30))
    assert not ends.is_authorized(date(2027, 10, 1))
    assert facts().is_authorized(DAY) is None
    assert "Authorized until September 30, 2027" in catalog_words.authorization(ends, date(2027, 9, 30))
    assert "ended on September 30, 2027" in catalog_words.authorization(ends, date(2027, 10, 1))


def test_only_what_was_read_in_the_law_has_a_verdict():
    assert facts().has_verdict
    assert catalog_words.caution(facts()) == ""
    for sure in (Confidence.MEDIUM, Confidence.LOW):
        assert "Check the notice" in catalog_words.caution(facts(confidence=sure))


@pytest.mark.parametrize("name", HOLDS)
def test_every_filter_keeps_what_is_so_and_leaves_out_what_is_not(name):
    asked = {
        "violence": Violence.STALKING, "need": Need.LEGAL, "population": "DEAF", "through": Through.STATE,
        "agency": Agency.HUD, "confidence": Confidence.LOW, "applicant": "court", "listing": "16.588",
        "is_formula": True,
    }[name]  # fmt: skip
    meant = facts(
        through=Through.STATE, agency=Agency.HUD, confidence=Confidence.LOW, applicants=("court",), is_formula=True,
        populations=frozenset({"DEAF"}),
    )  # fmt: skip
    other = facts(violence=frozenset(), needs=frozenset(), listings=())

    assert narrowed([meant, other], {name: asked}) == [meant]
    assert narrowed([meant, other], {name: None}) == [meant, other]


def test_what_the_pages_say_is_translated():
    catalogue = polib.pofile(str(BASE / "portal/locale/es/LC_MESSAGES/django.po"))
    known = {entry.msgid for entry in catalogue if entry.msgstr or entry.msgstr_plural}
    marked = re.compile(r"(?:\b_|gettext_lazy|_now|ngettext)\(\s*((?:\"(?:[^\"\\]|\\.)*\"\s*)+)")
    for name in WORDS:
        found = marked.findall((BASE / "grants" / name).read_text())
        told = ["".join(re.findall(r"\"((?:[^\"\\]|\\.)*)\"", each)) for each in found]
        assert told
        assert sorted(set(told) - known) == [], name
    assert {str(label) for label in (*Violence.labels, *Agency.labels, *Need.labels)} <= known


# --- as of a day -------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_catalog_of_a_day_is_what_the_file_says_of_that_day():
    for day in (EARLIEST, MEMO, TURN - A_DAY, TURN, date(2021, 3, 10), date(2021, 3, 11), DAY):
        assert set(programs(day)) == keys_on(day.isoformat()), day
    assert len(programs(DAY)) == 45
    assert set(programs(DAY)) - set(programs(MEMO)) == SINCE_2022 | SINCE_2021
    assert [each.place for each in programs(DAY).values()] == list(range(1, 46))


@pytest.mark.django_db
def test_the_days_of_the_memo_have_their_names_and_their_lapsed_authorizations():
    then, today = programs(MEMO), programs(DAY)

    assert then["icjr"].name.startswith("Improving Criminal Justice Responses")
    assert today["icjr"].name.startswith("Grants to Improve the Criminal Justice Response")
    assert then["sasp"].statute == "34 USC 12511(b)"
    assert "42 USC 14043(g)" in then["sasp"].note
    assert not any(each.is_authorized(MEMO) for each in then.values())
    assert {key for key, each in today.items() if each.authorized_until == date(2027, 10, 1)} >= {
        "stop", "sasp", "icjr", "underserved", "lav",
    }  # fmt: skip
    assert not any(each.has_verdict for each in then.values()), "the law of those days was not read"
    assert {key for key, each in today.items() if not each.is_listed} == {"sausa_lgbt"}


@pytest.mark.django_db
def test_a_visitor_cannot_read_what_is_only_believed_whatever_is_asked():
    with acting_as(DatabaseRole.PUBLIC):
        assert len(editions()) == len(rows())
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(Program.objects.values("believed_award"))


@pytest.fixture
def monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(browser: Any, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.django_db
def test_the_same_question_on_two_days_gives_each_days_answer(client, monday):
    then, today = text_of(client, "/programs/icjr/?on=2020-11-30"), text_of(client, "/programs/icjr/")

    assert '<h1 class="sentence">Improving Criminal Justice Responses' in then
    assert "The authorization ended on February 15, 2019." in then
    assert "Check the notice" in then
    assert '<h1 class="sentence">Grants to Improve the Criminal Justice Response' in today
    assert "Authorized until September 30, 2027" in today
    for page in (then, today):
        assert "<title>Programs</title>" in page
        assert "Guidance, not a determination" in page


@pytest.mark.django_db
def test_a_program_that_was_not_there_yet_says_since_when_it_is(client, monday):
    before = text_of(client, "/programs/restorative/?on=2022-09-30")

    assert "On September 30, 2022 this program was not there yet." in before
    assert "from October 1, 2022 on" in before
    assert "Who can apply" not in before
    assert "Who can apply" in text_of(client, "/programs/restorative/?on=2022-10-01")
    text_of(client, "/programs/none-such/", 404)


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["1999-01-01", "2020-02-30", "soon", "2999-01-01"])
def test_a_day_that_nobody_can_mean_gets_a_sentence(odd, client, monday):
    assert re.search("Choose a day from September 1, 2017|Enter a valid date",
                     text_of(client, f"/programs/stop/?on={odd}", 400))  # fmt: skip
    assert client.get(f"/programs/?on={odd}").status_code == 400
    assert client.get(f"/api/v1/programs/?on={odd}").status_code == 400
    assert client.get(f"/api/v1/programs/stop/?on={odd}").status_code == 400


@pytest.mark.django_db
def test_the_list_is_narrowed_and_taken_along(client, monday):
    through_states = text_of(client, "/programs/?violence=SEXUAL_ASSAULT&through=STATE")
    assert "SASP" in through_states
    assert "your organization, at the agency of your state" in through_states
    assert "/programs/lav/" not in through_states

    file = client.get("/programs/?format=csv&on=2020-11-30").content.decode()
    taken = list(csv.DictReader(file.splitlines()))
    assert {row["key"] for row in taken} == keys_on("2020-11-30")
    assert "believed" not in file


@pytest.mark.django_db
def test_a_page_in_spanish_has_the_programs_own_spanish_words(client, monday):
    page = text_of(client, "/es/programs/lav/")

    assert "Programa de asistencia legal para víctimas" in page
    assert programs(DAY)["lav"].purpose_es in page
    assert programs(DAY)["lav"].purpose not in page


@pytest.mark.django_db
def test_where_the_state_passes_it_on_an_unknown_agency_is_said_to_be_unknown(client, monday):
    page = text_of(client, "/programs/stop/?state=TX")

    assert "For Texas nobody has verified yet which agency it is." in page
    assert "Do not look for this money at Grants.gov" in page
    assert "Who hands it out in your state" not in text_of(client, "/programs/lav/?state=TX")


@pytest.mark.django_db
def test_a_page_asks_the_database_twice(client, monday):
    client.get("/programs/stop/")
    asked_for = {
        "/programs/": 0,
        "/programs/stop/": 2,
        "/programs/stop/?state=TX": 2,
        "/programs/lav/?on=2020-11-30": 1,
    }
    for address, most in asked_for.items():
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        own = [query["sql"] for query in asked if 'FROM "grants_' in query["sql"]]
        assert len(own) <= most, own


# --- whom to ask -------------------------------------------------------------------------------------------------
CALLED = {
    "unit_name": "Office on Violence Against Women", "website": "https://www.justice.gov/ovw",
    "phone": "(202) 555-0142", "email": "ovw@example.gov", "source": "Called the number",
}  # fmt: skip


@pytest.mark.django_db
def test_eousa_verifies_a_contact_and_what_stood_before_stays(client, client_of, erin, alma, monday):
    assert "Telephone and mailbox are not yet verified" in text_of(client, "/programs/stop/")
    assert client_of(alma).get("/federal-contacts/ovw/edit/").status_code == 403

    browser = client_of(erin)
    told = "contacts of federal agencies to verify: CDC, HHS, HUD, OJP, OVC"
    assert f"6 {told}, OVW" in browser.get("/").content.decode()
    wrong = browser.post("/federal-contacts/ovw/edit/", CALLED | {"phone": "12"})
    assert "no telephone number of ten digits" in wrong.content.decode()
    saved = browser.post("/federal-contacts/ovw/edit/", CALLED, follow=True).content.decode()

    assert f"5 {told}" in browser.get("/").content.decode()
    assert "is verified as of today" in saved
    assert "What was on record before" in saved
    page = text_of(client, "/programs/stop/")
    assert "202-555-0142" in page
    assert "verified on Nov. 23, 2026" in page
    assert "not yet verified; its own" not in page
    told = client.get("/api/v1/programs/stop/").json()["contact"]
    assert (told["phone"], told["verified_on"]) == ("202-555-0142", DAY.isoformat())
    with acting_as(DatabaseRole.PUBLIC):
        assert FederalContact.objects.filter(agency="OVW").count() == 2
        assert set(whom_to_ask("")[0]) == set(Agency)


@pytest.mark.django_db
def test_a_contact_that_somebody_else_has_just_verified_is_not_overwritten(erin):
    said = CALLED | {"phone": "202-555-0142"}
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        contact = FederalContact.objects.of("OVC")
        assert contact is not None
        assert contact.phone == ""
        assert contact.verify(by=erin, on=DAY, **said).verified_on == DAY
        with pytest.raises(Refused, match="Somebody else has just changed"):
            contact.verify(by=erin, on=DAY, **said)


# --- the API -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_programs_read_the_same(client, monday):
    today = client.get("/api/v1/programs/").json()
    memo = client.get("/api/v1/programs/?on=2020-11-30&ordering=-name").json()
    icjr = client.get("/api/v1/programs/icjr/?on=2020-11-30").json()

    assert (today["count"], memo["count"]) == (45, len(keys_on("2020-11-30")))
    assert today["results"][0]["key"] == "stop"
    assert today["results"][0]["passes_on"] is True
    names = [row["name"] for row in memo["results"]]
    assert names == sorted(names, reverse=True)
    assert icjr["name"].startswith("Improving")
    assert icjr["is_authorized"] is False
    assert [row["valid_from"] for row in icjr["editions"]] == ["2017-09-01", "2022-10-01"]
    assert "believed" not in str(client.get("/api/v1/programs/icjr/").json())


@pytest.mark.django_db
def test_the_api_narrows_and_refuses_what_it_does_not_know(client, monday):
    legal = client.get("/api/v1/programs/?need=LEGAL&through=DIRECT&is_formula=no&confidence=HIGH").json()["results"]
    listed = client.get("/api/v1/programs/?listing=16.588").json()["results"]

    assert "lav" in {row["key"] for row in legal}
    assert {row["through"] for row in legal} == {"DIRECT"}
    assert [row["key"] for row in listed] == ["stop"]
    assert client.get("/api/v1/programs/?colour=red").status_code == 400
    missing = client.get("/api/v1/programs/restorative/?on=2020-11-30")
    assert missing.status_code == 404
    assert "October 1, 2022" in missing.json()["detail"]
    assert client.get("/api/v1/programs/none/").status_code == 404
