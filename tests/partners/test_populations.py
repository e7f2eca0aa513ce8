"""Populations that are told by state alone: who outside the office can tell which of them an entry was about?"""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from partners.models import Report
from partners.models.reported import counted
from partners.population_parts import as_read
from partners.reporting import BY_STATE, Contact, populations_of, together
from partners.taxonomy import Population
from portal.access import DatabaseRole, Role
from portal.calendar import CENTER
from portal.models import Person
from portal.tenancy import acting_as
from tests import conftest, make, servers, walk
from tests.partners import log, pdf
from tests.partners.log import at_office
from tests.partners.test_case_attack import OUTSIDE, Attackers

QUARTER = date(2026, 7, 1)
NOON = datetime(2026, 11, 23, 12, tzinfo=CENTER)
TOLD = "Other populations, told by state alone"
A_FEW = ("erin", "oren", "leo", "pia")


def about(*populations: str) -> Contact:
    return Contact("MEETING", 3, 0, {}, 0, (), populations, ())


def test_they_are_counted_together_each_contact_once_and_by_name_where_the_state_has_one_office() -> None:
    contacts = [about("RURAL", "ALIENAGE", "GENDER_IDENTITY"), about("SEXUAL_ORIENTATION"), about("RURAL"), about()]

    assert populations_of(contacts, is_only=False) == {"RURAL": 2, BY_STATE: 2}
    assert populations_of(contacts, is_only=True) == {
        "RURAL": 2, "ALIENAGE": 1, "GENDER_IDENTITY": 1, "SEXUAL_ORIENTATION": 1,
    }  # fmt: skip
    assert together({"RURAL": 2, "ALIENAGE": 1, BY_STATE: 3}) == {"RURAL": 2, BY_STATE: 4}
    assert together({"RURAL": 2}) == {"RURAL": 2}


@pytest.mark.django_db
def test_a_report_that_named_each_before_names_them_to_its_own_office_alone() -> None:
    texas, guam = make.office(), make.office("gud")
    kept = {"RURAL": 2, "ALIENAGE": 3}

    assert [n for _label, n in as_read(kept, texas, is_own=False)] == [3, 2]
    assert ("alienage status", 3) not in as_read(kept, texas, is_own=False)
    assert ("alienage status", 3) in as_read(kept, texas, is_own=True)
    assert ("alienage status", 3) in as_read(kept, guam, is_own=False)


# --- the portal ------------------------------------------------------------------------------------------------------
@pytest.fixture
def people(transactional_db: None) -> Any:
    """Entries of one office about them, one of them with another office, and a partner who shares it."""
    with time_machine.travel(NOON, tick=False):
        shelter = make.organization("Safe Harbor (invented)")
        found: dict[str, Any] = {
            "alma": make.member("Alma Reyes", Role.SPECIALIST, office="txnd"),
            "otis": make.member("Otis Green", Role.SPECIALIST, office="nysd"),
            "leo": make.member("Leo Vance", Role.LEADERSHIP, office="nysd"),
            "erin": make.member("Erin Cole", Role.EOUSA), "rhea": make.member("Rhea Stone", Role.EOUSA_READER),
            "oren": make.member("Oren Pratt", Role.OARM),
            "pia": make.member("Pia Lund", Role.MANAGER, organization=shelter),
        }  # fmt: skip
        about_them: dict[str, Any] = {"held_on": date(2026, 8, 12), "populations": ["ALIENAGE", "RURAL"]}
        joint = log.entry(found["alma"], organizations=[shelter], joint_with=make.office("nysd"), **about_them)
        log.share(joint, shelter)
        with at_office(found["alma"]):
            report = Report.objects.begin(office=make.office(), quarter=QUARTER, by=found["alma"], at=NOON)
            report.submit(seen=report.changed_at, by=found["alma"], at=NOON, on=make.DAY)
        found["report"] = report
        yield found


def become_the_other_world() -> None:
    """The same entries about another of the populations that are told by state alone."""
    cache.clear()
    servers.as_owner(
        servers.admin_url(conftest.served),
        "SET session_replication_role = replica; UPDATE partners_outreach SET populations = "
        "array_replace(populations, 'ALIENAGE', 'GENDER_IDENTITY')",
    )


def near() -> list[str]:
    lists = [reverse(name) for name in ("home", "report-list", "gap-list", "figure-list", "organization-list")]
    api = [f"/api/v1/{name}/" for name in ("gaps", "outreach", "outreach-figures", "organizations")]
    return [*lists, *(f"{each}?format=csv" for each in lists), *api, reverse("office-staffing", args=["txnd"])]


def reports_of(report: Report) -> list[str]:
    return [reverse(name, args=[report.pk]) for name in ("report-detail", "report-pdf")]


def figures(by: Person) -> Any:
    with at_office(by):
        return counted(make.office(), QUARTER, known=NOON).figures["populations"]


def test_two_worlds_that_differ_in_them_read_the_same_to_everybody_outside(people: Any, client_of: Any) -> None:
    attackers = Attackers({who: client_of(people[who]) for who in A_FEW})
    addresses = [*near(), *reports_of(people["report"])]
    before, kept = attackers.read(addresses), figures(people["alma"])
    become_the_other_world()

    assert attackers.read(addresses) == before
    assert figures(people["alma"]) == kept == {"RURAL": 1, BY_STATE: 1}
    assert sum(text.startswith("200") for text in before.values()) > 20


def test_eousa_reads_them_together_and_the_office_by_name(people: Any, client_of: Any) -> None:
    page, paper = reports_of(people["report"])
    erin, alma = client_of(people["erin"]), client_of(people["alma"])
    theirs, own = (client.get(page).content.decode() for client in (erin, alma))

    assert TOLD in theirs
    assert "lienage" not in theirs
    assert "Alienage status" in own
    assert "lienage" not in pdf.read(erin.get(paper).content).body
    with acting_as(DatabaseRole.EOUSA):
        assert Population.ALIENAGE.value not in str(Report.objects.for_everybody().get().figures)


@pytest.mark.proof
def test_two_worlds_read_the_same_at_every_address_there_is(urls: Any, people: Any) -> None:
    report = people.pop("report")
    world = walk.World(people, walk.plant(urls))
    world.keys.update({("partners.Report", walk.OWN): report.pk})
    attackers = Attackers({who: walk.client_of(world, who) for who in OUTSIDE})
    plain = [route.address(world, walk.OWN) for route in walk.routes() if route.name != "health-ready"]
    addresses = [each for path in plain for each in (path, f"{path}?format=csv")]
    before = attackers.read(addresses)
    become_the_other_world()

    assert [key for key, text in attackers.read(addresses).items() if text != before[key]] == []
    assert sum(text.startswith("200") for text in before.values()) > 500
