"""The weakest links, counted again by hand from the rows: in lists, downloads, API and panels, county by county."""

from csv import DictReader
from datetime import date, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
import time_machine
from django.test import Client

from partners.chain import CHAINS, Basis, Link, Status
from partners.chain_law import CITED, law_words
from partners.chain_reading import codes_of
from partners.models import ReadinessLink
from partners.readiness import Cell
from portal.access import Role
from portal.models import Person
from portal.models.owned import recording_at
from tests import make
from tests.make import DAY, NOW
from tests.partners import log

pytestmark = pytest.mark.django_db
WEAKEST_FIRST = ["NOT_ENTERED", "NONE", "DRAFT", "ADOPTED", "TRAINED", "CHECKED"]
WITH_LAW = {"nysd": True, "dcd": True, "txnd": False}
"""Whether the state of these offices allows extreme risk protection orders on the tests' Monday."""
DAYS = [DAY - timedelta(days=ago) for ago in (1, 364, 365, 700)]


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world() -> dict[str, Person]:
    """Three offices that have entered something here and there."""
    chance, people = Random(94), {}
    for court in WITH_LAW:
        person = people[court] = make.member(f"Sam {court}", Role.SPECIALIST, office=court)
        counties = sorted(codes_of(court))
        for county in ["", *chance.sample(counties, min(3, len(counties)))]:
            for day in DAYS:
                fill(person, county, day, {
                    Cell(basis.value, link.value): chance.choice(Status.values)
                    for basis in Basis for link in CHAINS[basis] if chance.random() < (0.7 if not county else 0.3)
                })  # fmt: skip
    return people


def fill(by: Person, county: str, day: date, cells: dict[Cell, str]) -> None:
    with log.at_office(by) as member, recording_at(NOW - (DAY - day)):
        assert member.office
        seen = [row.pk for row in ReadinessLink.objects.grid(member.office, county).values()]
        ReadinessLink.objects.fill(
            office=member.office, county=county, cells=cells, seen=seen, as_of=day, by=by, on=day
        )


def rows_of(by: Person) -> dict[tuple[str, str, str], ReadinessLink]:
    with log.at_office(by):
        return {(row.county, row.basis, row.link): row for row in ReadinessLink.objects.filter(superseded_at=None)}


def by_hand(rows: dict[Any, ReadinessLink], county: str, basis: Basis) -> tuple[str, bool]:
    """The weakest link of a county, and whether one of its links is a year old."""
    statuses, days = [], []
    for link in CHAINS[basis]:
        row = rows.get((county, basis.value, link.value)) or rows.get(("", basis.value, link.value))
        statuses.append(row.status if row else "NOT_ENTERED")
        days += [row.as_of] if row else []
    return min(statuses, key=WEAKEST_FIRST.index), any(day <= DAY - timedelta(days=365) for day in days)


def expected(people: dict[str, Person]) -> dict[str, dict[str, dict[str, tuple[str, bool]]]]:
    """By office, county and basis; without law no chain."""
    return {
        court: {
            county: {
                basis.value: by_hand(rows, county, basis)
                for basis in Basis
                if basis is not Basis.ERPO or WITH_LAW[court]
            }
            for county in codes_of(court)
        }
        for court, rows in ((court, rows_of(person)) for court, person in people.items())
    }  # fmt: skip


def lines(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(DictReader(StringIO(text.decode("utf-8-sig"))))


def in_api(row: dict[str, Any]) -> dict[str, tuple[str, bool]]:
    return {chain["basis"]: (chain["status"] or "NOT_ENTERED", chain["is_stale"]) for chain in row["chains"]}


def in_csv(row: dict[str, str]) -> dict[str, str]:
    found = {basis: row[f"{basis.lower()}_status"] for basis in Basis.values}
    return {basis: status for basis, status in found.items() if status != "NO_LAW"}


def statuses(found: dict[str, tuple[str, bool]]) -> dict[str, str]:
    return {basis: status for basis, (status, _stale) in found.items()}


def test_every_county_and_every_office_reads_as_counted_by_hand(world, client_of, erin):
    counted, client = expected(world), client_of(erin)
    offices = {row["court_id"]: row for row in client.get("/api/v1/readiness/?page_size=100").json()["results"]}
    listed = {row["court_id"]: row for row in lines(client.get("/readiness/?format=csv"))}
    assert (len(offices), len(listed)) == (94, 94)
    for court, counties in counted.items():
        api = client.get(f"/api/v1/readiness/{court}/counties/?page_size=500").json()["results"]
        csv = lines(client.get(f"/readiness/offices/{court}/counties/?format=csv"))
        assert {row["county"]: in_api(row) for row in api} == counties
        assert {row["fips"]: in_csv(row) for row in csv} == {fips: statuses(found) for fips, found in counties.items()}
        weakest = {
            basis: (
                min((found[basis][0] for found in counties.values()), key=WEAKEST_FIRST.index),
                any(found[basis][1] for found in counties.values()),
            )
            for basis in next(iter(counties.values()))
        }
        assert in_api(offices[court]) == weakest
        assert in_csv(listed[court]) == statuses(weakest)
    others = [in_api(row) for court, row in offices.items() if court not in counted]
    assert {status for row in others for status, _stale in row.values()} == {"NOT_ENTERED"}


def test_whoever_asks_the_api_gets_what_the_filters_of_the_page_give(world, client_of, erin, otis, alma):
    client = client_of(erin)
    old = {row["court_id"] for row in lines(client.get("/readiness/?stale=yes&format=csv"))}
    assert (courts(client, "stale=true"), len(courts(client, "stale=false"))) == (old, 94 - len(old))
    assert old <= set(world)
    assert (courts(client, "office=nysd"), courts(client, "state=dc")) == ({"nysd"}, {"dcd"})
    apart = client.get("/api/v1/readiness/txnd/counties/?is_apart=true").json()["results"]
    assert {row["county"] for row in apart} == {county for county, _basis, _link in rows_of(world["txnd"])} - {""}
    assert client_of(otis).get("/readiness/offices/txnd/counties/").status_code == 404
    assert client_of(otis).get("/api/v1/readiness/txnd/counties/").status_code == 404
    page = client_of(alma).get("/readiness/offices/txnd/counties/?stale=yes")
    assert {row.county.is_apart for row in page.context["listing"].shown} <= {True, False}
    assert f"3 of {len(codes_of('txnd'))} counties stand apart." in page.content.decode()


def courts(client: Client, query: str) -> set[str]:
    found = client.get(f"/api/v1/readiness/?page_size=100&{query}").json()["results"]
    return {row["court_id"] for row in found}


@pytest.mark.parametrize(("day", "is_law"), [(date(2026, 2, 20), False), (date(2026, 2, 21), True)])
def test_the_third_chain_begins_on_the_first_day_of_a_law(client_of, erin, day, is_law):
    """Maine's law is in force from February 21, 2026."""
    mae = make.member("Mae", Role.SPECIALIST, office="med")
    fill(mae, "", date(2026, 2, 1), {Cell("ERPO", "STORE"): "DRAFT"})
    with time_machine.travel(f"{day.isoformat()}T17:00:00Z", tick=False):
        own = {chain["basis"] for chain in client_of(mae).get("/readiness/").context["chains"]}
        [nation] = client_of(erin).get("/api/v1/readiness/?office=med").json()["results"]
        rows = {row["court_id"]: row for row in lines(client_of(erin).get("/readiness/?format=csv"))}
    assert ("ERPO" in own, nation["has_erpo"]) == (is_law, is_law)
    assert rows["med"]["erpo_status"] == ("NOT_ENTERED" if is_law else "NO_LAW")


def test_each_link_says_what_federal_law_says_of_it_or_whose_law_does(client_of, alma):
    assert all(link in CHAINS[basis] for basis, link in CITED)
    state = "No federal law says who may order this; your state’s does."
    assert {law_words("ERPO", link) for link in Link.values} == {state}
    page = client_of(alma).get("/readiness/922G8/NOTIFY/").content.decode()
    assert "tell offenders of 18 USC 922(g)(8) and (9). (34 USC 10449(e))" in page
    assert state in client_of(alma).get("/readiness/922G9/SAFETY/").content.decode()
