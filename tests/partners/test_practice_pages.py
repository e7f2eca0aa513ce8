"""One agency read in full, whose it is, what grows old, and the same for programs."""

from csv import DictReader
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine

from partners.models import AgencyPractice, Partnership
from partners.practice_reminders import STALE, stale
from portal import ladder
from portal.models import Organization, Person
from tests.make import DAY, NOW
from tests.partners.directory import entered
from tests.partners.log import at_office
from tests.partners.test_agency_practices import LONG_AGO, say, standing, trained, waits
from tests.reading import text

pytestmark = pytest.mark.django_db
LIST, API = "/readiness/practices/", "/api/v1/practice-agencies/"
SHEET = {
    "status": "ADOPTED", "as_of": DAY, "document": "https://sheet.test/2.1", "version": "2.1", "elements": ["RELATION"],
    "asks_dating": "NO",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def three(alma: Person, vic: Person) -> list[Organization]:
    """Old and Vic's; new with a screening sheet; trained and not asked."""
    found = [entered(alma, f"{name} (invented)", "POLICE", on=LONG_AGO) for name in ("Old", "New", "Trained")]
    say(alma, found[0], on=DAY - timedelta(days=365), SAFE="DRAFT")
    trained(alma, found[2])
    with at_office(alma) as member:
        assert member.office
        Partnership.objects.filter(organization=found[0]).update(owner=vic)
        Partnership.objects.filter(organization=found[1]).update(owner=None)
        AgencyPractice.objects.say(
            office=member.office, organization=found[1], practices={"SCREENING": SHEET}, seen=(), by=alma, on=DAY
        )
    return found


def lines(answer: Any) -> dict[str, dict[str, str]]:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return {row["agency"].partition(" ")[0]: row for row in DictReader(StringIO(raw.decode("utf-8-sig")))}


def test_whoever_may_only_read_reads_an_agency_in_full_and_eousa_none(client_of, alma, olga, erin, otis, three):
    old, new, _trained = three
    client = client_of(olga)
    page = text(client.get(f"{LIST}{new.pk}/"))
    told = ("adopted", "https://sheet.test/2.1", "2.1", "intimate partner or child", "it waits in your office’s queue")
    assert [word for word in told if word not in page] == []
    assert f"{LIST}{new.pk}/edit/" not in page
    assert "<summary>Before</summary>" not in page
    say(alma, old, seen=[row.pk for row in standing(alma, old).values()], SAFE="ADOPTED", on=DAY - timedelta(days=365))
    page = text(client.get(f"{LIST}{old.pk}/"))
    assert "<li>Draft, as of Nov. 23, 2025 (put on record on" in page
    assert "(nobody has looked for a year)" in page
    assert "<dt>Seen to by</dt><dd>Vic Moreno</dd>" in page
    assert [client_of(one).get(f"{LIST}{old.pk}/").status_code for one in (erin, otis)] == [404, 404]


def test_list_download_and_api_give_day_document_version_and_keeper(client_of, alma, erin, three):
    client = client_of(alma)
    rows = lines(client.get(f"{LIST}?format=csv"))
    sheet = {name: rows["New"][f"screening_{name}"] for name in ("as_of", "document", "version", "elements")}
    assert sheet == {"as_of": DAY.isoformat(), "document": SHEET["document"], "version": "2.1", "elements": "RELATION"}
    assert (rows["Old"]["seen_to_by"], rows["New"]["seen_to_by"]) == ("Vic Moreno", "")
    assert "At 1 of them nobody has looked" in text(client.get(LIST)) or "At 1 nobody has" in text(client.get(LIST))

    asked = {
        "stale": ("stale=yes", "stale=true", {"Old"}),
        "looked": ("stale=no", "stale=false", {"New"}),
        "to ask": ("to_ask=yes", "to_ask=true", {"Trained"}),
        "not asked": ("practice=SAFE&status=NOT_ENTERED", "practice=SAFE&status=NOT_ENTERED", {"New", "Trained"}),
    }
    for page, query, names in asked.values():
        assert set(lines(client.get(f"{LIST}?format=csv&{page}"))) == names
        found = client.get(f"{API}?{query}").json()["results"]
        assert {row["organization"]["name"].partition(" ")[0] for row in found} == names
    assert client_of(erin).get(API).json()["results"] == []


def test_rows_are_narrowed_and_offices_counted_for_programs(client_of, alma, erin, otis, three):
    def keys(person: Person, query: str) -> list[str]:
        found = client_of(person).get(f"/api/v1/agency-practices/?{query}").json()["results"]
        return sorted(row["practice"] for row in found)

    assert keys(alma, f"organization={three[1].pk}") == ["SCREENING"]
    assert keys(erin, f"organization={three[1].pk}") == [], "EOUSA sees no agency"
    assert [keys(erin, query) for query in ("stale=true", "stale=false", "office=nysd", "state=tx")] == [
        ["SAFE"], ["SCREENING"], [], ["SAFE", "SCREENING"],
    ]  # fmt: skip
    nation = client_of(erin).get("/api/v1/practice-counts/?page_size=100").json()["results"]
    assert (len(nation), {row["court_id"] for row in nation if row["practices"]}) == (94, {"txnd"})
    own = client_of(alma).get("/api/v1/practice-counts/").json()["results"]
    assert [row["practice"] for row in own[0]["practices"]] == ["SAFE", "SCREENING"]
    assert [row["court_id"] for row in client_of(otis).get("/api/v1/practice-counts/").json()["results"]] == ["nysd"]


def test_once_a_year_somebody_asks_and_the_ladder_says_what_the_list_says(alma, vic, three):
    cause = ladder.cause_of(STALE)
    assert cause
    assert waits(stale, alma, DAY - timedelta(days=1)) == []
    [one] = waits(stale, alma)
    said = [cause.said(one, rung, DAY) for rung in cause.rungs]
    assert said[0].title == "Nobody has looked for a year at what 1 agency has taken up"
    assert said[2].title == "N.D. Tex.: nobody has looked for a year at what agencies have taken up"
    assert "Old (invented)" not in str(said) + str(one.name)
    with at_office(alma):
        assert [each.email for each in ladder.audience_of("PRACTICE_KEEPER").find([one])[one]] == [vic.email]
        seen = list(AgencyPractice.objects.standing().values_list("pk", flat=True))
    say(alma, three[0], seen=seen, SAFE="DRAFT")
    assert waits(stale, alma) == [], "looked at again, with nothing changed"
    double = entered(alma, "Old Dept. (invented)", "POLICE", on=LONG_AGO)
    say(alma, double, on=DAY - timedelta(days=365), SAFE="DRAFT")
    assert len(waits(stale, alma)) == 1
    with at_office(alma):
        Organization.objects.filter(pk=double.pk).update(merged_into=three[0])
    assert waits(stale, alma) == [], "what is said of the entry that counts goes before"
