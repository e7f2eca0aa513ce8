"""What the duties ask of an office beside their own pages: in its week, before those who lead it, between its lists."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine

from partners import quarters
from partners.models import Barrier, Project
from partners.parts import parts
from portal.access import DatabaseRole
from portal.models import AuditEvent
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY, NOW
from tests.partners.access import as_read_by, barrier, notice
from tests.partners.directory import entered
from tests.partners.groups import filled
from tests.partners.log import at_office, entry
from tests.partners.test_agency_practices import LONG_AGO, trained
from tests.partners.test_readiness import fill
from tests.portal.test_api import caller, token_of
from tests.reading import text

pytestmark = pytest.mark.django_db
DALLAS = "48113"
BEDS = f"SHELTER-RURAL-{DALLAS}"
YEAR_AGO = DAY - timedelta(days=366)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lacking(alma, shelter):
    """A gap of N.D. Tex."""
    entry(
        alma, organizations=[shelter], line="Beds", needs=["SHELTER"], populations=["RURAL"], counties=[DALLAS]
    )  # fmt: skip
    return alma


# --- those who lead an office ----------------------------------------------------------------------------------------
def test_those_who_lead_an_office_read_a_line_of_each_thing_that_is_late_with_its_list(
    alma, lena, olga, otis, shelter, client_of
):
    assert "chain" not in str(client_of(lena).get("/").context["late"])
    fill(alma, ago=366, STORE="ADOPTED")
    trained(alma, entered(alma, "Police (invented)", "POLICE", on=LONG_AGO))
    notice(alma, seen_on=YEAR_AGO)
    barrier(alma, shelter, recheck_on=DAY)
    filled(alma)
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        late = client_of(lena).get("/").context["late"]
        assert [(line["text"], line["url"]) for line in late if "report" not in line["text"]] == [
            ("1 chain of relinquishment has a link that nobody has looked at for a year", "/readiness/offices/txnd/"),
            ("1 agency is to be asked what it has taken up since a training", "/readiness/practices/"),
            ("1 barrier to a service waits for another look", "/barriers/?due=yes"),
            ("1 form of a court is to be seen again", "/notice-forms/?old=yes&mine=yes"),
            ("1 action item of a working group is late", "/groups/"),
        ]
        assert [client_of(lena).get(line["url"]).status_code for line in late] == [200] * 6
    with at_office(otis):
        assert not Barrier.objects.exists()


# --- the week --------------------------------------------------------------------------------------------------------
def test_the_week_asks_for_a_form_where_no_office_has_seen_one_of_the_state(alma, otis, client_of):
    said = "No office has seen a form of a court in Texas yet."
    notice(otis, state="NY")
    assert said in text(client_of(alma).get("/"))
    assert "in New York yet" not in text(client_of(otis).get("/"))
    kat = make.member("Kat Oh", make.Role.SPECIALIST, office="txsd")
    notice(kat)
    assert said not in text(client_of(alma).get("/")), "another office of the state has seen one"


def test_a_gap_without_owner_or_decision_stands_in_the_week_of_its_office(lacking, otis, client_of):
    week = text(client_of(lacking).get("/"))
    assert "1 gap without owner or decision" in week
    assert f'href="/gaps/{BEDS}/"' in week
    assert "without owner or decision" not in text(client_of(otis).get("/"))
    client_of(lacking).post(f"/gaps/{BEDS}/own/", {"owner": lacking.pk})
    assert "without owner or decision" not in text(client_of(lacking).get("/"))


# --- a project from a gap --------------------------------------------------------------------------------------------
def test_a_project_begins_from_a_gap_and_each_leads_to_the_other(lacking, otis, client_of):
    client, words = client_of(lacking), "Emergency shelter, rural or remote places: Dallas County, TX"
    begin = f"/projects/new/?gap={BEDS}"
    assert f'href="{begin}"' in text(client.get(f"/gaps/{BEDS}/"))
    assert client.get(begin).context["form"].initial["gap"] == words
    made = client.post(begin, {"name": "Beds in the east", "gap": words, "began_on": str(DAY)})
    with at_office(lacking):
        project = Project.objects.get()
    assert (project.gap_key, made.url) == (BEDS, f"/projects/{project.pk}/")
    assert f'<a href="/gaps/{BEDS}/">{words}</a>' in text(client.get(made.url))
    assert f'<a href="{made.url}">Beds in the east</a>' in text(client.get(f"/gaps/{BEDS}/"))
    entered(lacking, "House of Dallas (invented)", counties=[DALLAS], services=["SHELTER"])
    assert "no gap any more" in text(client.get(made.url))
    for address in ("LEGAL--48113", "x"):
        assert client.get(f"/projects/new/?gap={address}").status_code == 404
    assert client_of(otis).get(begin).status_code == 404
    with acting_as(DatabaseRole.EOUSA):
        begun = AuditEvent.objects.filter(table_name="partners_project")
        assert [BEDS in f"{one.old} {one.new}" for one in begun] == [False]


# --- a barrier at a service ------------------------------------------------------------------------------------------
def test_a_barrier_is_of_the_organization_or_of_one_of_its_services(alma, pia, shelter, client_of):
    client = client_of(alma)
    sent = {"organization": shelter.pk, "kind": "DEAF", "service": "HOTLINE", "what": "No relay calls", "side": "OURS",
            "owner": alma.pk, "recheck_on": str(DAY + timedelta(days=9))}  # fmt: skip
    where = client.post(f"/barriers/new/?organization={shelter.pk}", sent).url
    for reader in (alma, pia):
        assert "<dt>Service</dt><dd>hotline</dd>" in text(client_of(reader).get(where))
    api = caller(token_of(alma, "BARRIER_VIEW")[1])
    assert [row["service"] for row in api.get("/api/v1/barriers/?service=HOTLINE").json()["results"]] == ["HOTLINE"]
    assert api.get("/api/v1/barriers/?service=SHELTER").json()["results"] == []
    client.post(f"{where}edit/", sent | {"service": ""})
    assert [one.service for one in as_read_by(pia)] == [""]
    assert "<dt>Service</dt>" not in text(client.get(where))
    assert client.post(f"/barriers/new/?organization={shelter.pk}", sent | {"service": "FLYING"}).status_code == 422


# --- sensitive kinds stay in the office ------------------------------------------------------------------------------
def test_no_report_and_no_trail_tells_of_an_office_which_sensitive_kind_it_saw(alma, shelter):
    for kind in ("LGBTQ", "IMMIGRATION", "OTHER", "COST"):
        seen = barrier(alma, shelter, ago=10, kind=kind, service="IMMIGRATION")
        with at_office(alma):
            seen.remove(by=alma, on=DAY)
    with at_office(alma):
        [part] = [part for part in parts(is_own=False) if part.key == "access"]
        found = part.count(make.office(), quarters.quarter_of(DAY), NOW)
    assert found == {
        "open": 0, "opened": {"OTHER": 3, "COST": 1}, "removed": {"OTHER": 3, "COST": 1}, "stays": {},
    }  # fmt: skip
    with acting_as(DatabaseRole.EOUSA):
        trail = [f"{one.old} {one.new}" for one in AuditEvent.objects.filter(table_name="partners_barrier")]
    assert trail
    assert not [told for told in trail if "LGBTQ" in told or "IMMIGRATION" in told]


@pytest.mark.parametrize(
    ("query", "names"), [("population=ALIENAGE", False), ("need=IMMIGRATION", False), ("need=LEGAL", True)]
)
def test_a_download_by_a_sensitive_need_or_population_names_no_organization(query, names, alma, shelter, client_of):
    entry(alma, organizations=[shelter], needs=["IMMIGRATION", "LEGAL"], populations=["ALIENAGE"])
    address = f"/outreach/?{query}"
    [row] = csv.DictReader(StringIO(client_of(alma).get(f"{address}&format=csv").content.decode()))
    assert ("organizations" in row, row["line"]) == (names, "A meeting")
    assert shelter.name in text(client_of(alma).get(address)), "on the page it stands"
