"""Projects: a note takes one forward and never back, nobody keeps it who has left, no name leaves the office."""

import importlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils.timezone import localdate, now

from partners.examples import SADI
from partners.forms.projects import ProjectNoteForm
from partners.models import Partnership, Profile, Project, ProjectNote, ProjectParty
from partners.models.project import Stage
from partners.projects import counted, in_the_quarter, told
from partners.quarters import quarter_of
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.forms.days import refuse_days
from portal.models import HandOver, Membership, Organization, Person
from portal.tenancy import acting_as
from tests import make, servers
from tests.make import DAY, NOW
from tests.partners.log import at_office, membership
from tests.races import DONE, at_once
from tests.reading import text

ClientOf = Callable[[Person], Client]
GAP = "After an assault nobody can be examined at night."


def ago(days: int) -> Any:
    return DAY - timedelta(days=days)


def begun(by: Person, **facts: Any) -> Project:
    with at_office(by) as member:
        assert member.office
        said = {"name": "Examinations at night", "gap": GAP, "began_on": ago(90)} | facts
        return Project.objects.begin(office=member.office, by=by, on=DAY, **said)


def noted(project: Project, by: Person, stage: Stage, **facts: Any) -> None:
    with at_office(by):
        project.note(**{"stage": stage, "text": "Agreed.", "noted_on": ago(3), "by": by, "on": DAY} | facts)


def stage_of(project: Project, by: Person) -> str:
    with at_office(by):
        return Project.objects.get(pk=project.pk).stage


@pytest.mark.django_db
def test_a_note_takes_the_project_forward_and_never_back(alma: Person) -> None:
    made = begun(alma)

    reached = []
    for stage in (Stage.SITE, Stage.GAP, Stage.RESULT, Stage.SOLUTION):
        noted(made, alma, stage)
        reached.append((made.stage, stage_of(made, alma)))
    assert reached == [("SITE",) * 2, ("SITE",) * 2, ("RESULT",) * 2, ("RESULT",) * 2]
    with at_office(alma):
        made.amend(name="Examinations", stage="SOLUTION", by=alma, on=DAY)
        assert ProjectNote.objects.filter(project=made).count() == 5
    assert stage_of(made, alma) == "SOLUTION"


@pytest.mark.django_db
def test_what_has_ended_changes_no_more(alma: Person, shelter: Organization) -> None:
    made = begun(alma)
    with at_office(alma):
        for late, sentence in (
            (DAY + timedelta(days=1), "in the future"),
            (ago(91), "The project began on Aug"),
        ):
            with pytest.raises(Refused, match=sentence):
                made.end(ended_on=late, by=alma, on=DAY)
        made.end(ended_on=DAY, by=alma, on=DAY)
        who: dict[str, Any] = {"by": alma, "on": DAY}
        for act in (
            partial(made.note, stage="SITE", text="Late", noted_on=DAY),
            partial(made.join, organization=shelter, part="SITE", joined_on=DAY),
            partial(made.amend, name="Other", stage="GAP"),
            partial(made.give, to=None),
            partial(made.end, ended_on=DAY),
            made.take,
        ):
            with pytest.raises(Refused, match="ended"):
                act(**who)


@pytest.mark.django_db
def test_nothing_is_done_in_a_project_before_it_began(alma: Person, shelter: Organization) -> None:
    made = begun(alma)
    who: dict[str, Any] = {"by": alma, "on": DAY}
    with at_office(alma):
        for act in (
            partial(made.note, stage="SITE", text="Early", noted_on=ago(91)),
            partial(made.join, organization=shelter, part="SITE", joined_on=ago(91)),
        ):
            with pytest.raises(Refused, match="say in words what was before"):
                act(**who)
        made.note(stage="SITE", text="On the first day.", noted_on=ago(90), **who)
        form = ProjectNoteForm({"stage": "SITE", "text": "SSN 123-45-6789", "noted_on": ago(91)}, project=made)
        refuse_days(form, DAY)
    assert set(form.errors) == {"text", "noted_on"}


@pytest.mark.django_db
def test_an_organization_joins_once_under_the_entry_that_counts_and_leaves(
    alma: Person, erin: Person, shelter: Organization
) -> None:
    made, double = begun(alma), make.organization("Safe Harbour")
    with acting_as(DatabaseRole.EOUSA):
        Organization.objects.filter(pk=double.pk).update(merged_into=shelter)
    with at_office(alma):
        joined = made.join(
            organization=Organization.objects.select_related("merged_into").get(pk=double.pk),
            part="SITE", joined_on=ago(5), by=alma, on=DAY,
        )  # fmt: skip
        assert joined.organization == shelter
        with pytest.raises(Refused, match="takes part like this already"):
            made.join(organization=shelter, part="SITE", joined_on=DAY, by=alma, on=DAY)
        with pytest.raises(Refused, match="before it joined"):
            joined.leave(left_on=ago(6), by=alma, on=DAY)
        joined.leave(left_on=DAY, by=alma, on=DAY)
        with pytest.raises(Refused, match="left already"):
            joined.leave(left_on=DAY, by=alma, on=DAY)


@pytest.mark.django_db
def test_a_project_passes_on_before_a_role_ends_and_eousa_reads_no_name(
    alma: Person, vic: Person, lena: Person, erin: Person
) -> None:
    made = begun(alma)
    with at_office(lena), pytest.raises(Refused, match="1 project to keep"):
        membership(alma).end(by=lena, acting=Role.LEADERSHIP, at=NOW)
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        given = HandOver.objects.give(membership=membership_of(alma), to=vic, by=erin, acting=Role.EOUSA, at=NOW)
        assert made.name not in str(given.items)
    with at_office(vic):
        assert Project.objects.get().owner == vic
        with pytest.raises(Refused, match="cannot keep this"):
            made.give(to=erin, by=vic, on=DAY)
        with pytest.raises(Refused, match="changed hands"):
            Project.objects.pass_on(keys=[made.pk], giver_id=alma.pk, to=lena, by=vic)
        made.give(to=None, by=vic, on=DAY)
        made.take(by=vic, on=DAY)
        with pytest.raises(Refused, match="Somebody else has taken"):
            made.take(by=vic, on=DAY)


def membership_of(person: Person) -> Membership:
    return Membership.objects.get(person=person)


@pytest.mark.django_db(transaction=True)
def test_two_who_reach_for_it_take_it_once(alma: Person, vic: Person) -> None:
    made = begun(alma)
    with at_office(alma):
        made.give(to=None, by=alma, on=DAY)

    def take(person: Person) -> None:
        with at_office(person):
            Project.objects.get(pk=made.pk).take(by=person, on=DAY)

    came = at_once(partial(take, alma), partial(take, vic))
    assert sorted(map(str, came)).count(DONE) == 1


# --- outside the office ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_report_counts_stages_and_names_nothing(alma: Person) -> None:
    made = begun(alma)
    noted(made, alma, Stage.SITE)
    with at_office(alma) as member:
        assert member.office
        kept = counted(member.office, quarter_of(DAY), now())
        assert kept["stages"] == {"GAP": 0, "SITE": 1, "SOLUTION": 0, "RESULT": 0}
        assert (kept["began"], kept["ended"], kept["notes"]) == (0, 0, 1)
        assert counted(member.office, quarter_of(ago(90)), now())["began"] == 1
    (section,) = told(kept)
    assert section.table
    assert ("Site", "1") in section.table.rows
    assert section.paragraphs[0] == "1 note was written on projects."
    assert [*in_the_quarter({"began": 1, "ended": 2, "notes": 0})] == [
        "In the quarter 1 project began.", "In the quarter 2 projects ended.",
    ]  # fmt: skip
    empty = {"stages": {stage.value: 0 for stage in Stage}, "began": 0, "ended": 0, "notes": 0}
    assert told(empty) == []


def test_a_quarter_that_is_counted_again_later_gives_the_same(alma: Person) -> None:
    going, by_hand, gone = begun(alma), begun(alma, name="By hand"), begun(alma, name="Gone")
    quarter = quarter_of(ago(90))
    with at_office(alma) as member:
        assert member.office
        by_hand.amend(name="By hand", stage=Stage.SITE, by=alma, on=DAY)
        before = counted(member.office, quarter, now())
        gone.end(ended_on=DAY, by=alma, on=DAY)
        going.note(stage=Stage.RESULT, text="Agreed.", noted_on=DAY, by=alma, on=DAY)
        after = counted(member.office, quarter, now() + timedelta(days=9))
        assert before == after
        assert before["stages"] == {"GAP": 2, "SITE": 1, "SOLUTION": 0, "RESULT": 0}
        assert counted(member.office, quarter_of(DAY), now())["stages"]["RESULT"] == 1


def test_the_example_says_of_every_stage_where_it_is_from() -> None:
    assert [one.stage for one in SADI.way] == [stage.value for stage in Stage]
    assert len(SADI.sources) == 2


@pytest.fixture
def as_owner(transactional_db: None, urls: dict[str, str]) -> Iterator[None]:
    servers.log_in(urls["DATABASE_OWNER_URL"])
    yield
    servers.log_in(urls["DATABASE_URL"])


def test_the_two_providers_come_as_nobodys_word(as_owner: None) -> None:
    importlib.import_module("partners.migrations.0005_assistance_providers").load(apps, None)
    rows = list(Profile.objects.select_related("organization").order_by("pk"))

    assert [row.organization.name.split(" (")[0] for row in rows] == [
        "National Sexual Violence Resource Center",
        "Resource Sharing Project",
    ]
    assert all(row.kind == "ASSISTANCE_PROVIDER" and row.verified_on is None for row in rows)
    assert not any(row.is_own_word or row.is_confidential or row.organization.is_demo for row in rows)


# --- the pages -------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_specialist_leads_a_project_from_the_gap_to_its_end(
    alma: Person, otis: Person, shelter: Organization, client_of: ClientOf
) -> None:
    client, today = client_of(alma), localdate().isoformat()
    assert "An example: The Sexual Assault Demonstration Initiative (SADI)" in page(client, "/projects/")
    facts = {"name": "Examinations at night", "gap": GAP, "began_on": today}
    address = client.post("/projects/new/", facts)["Location"]
    assert "It is at this stage: gap. Kept by Alma Reyes." in page(client, address)
    with at_office(alma) as member:
        assert member.office
        Partnership.objects.begin(office=member.office, organizations=[shelter], by=alma, on=DAY)
    said = {"stage": "SOLUTION", "text": "A room is kept ready.", "document": "example.org/plan", "noted_on": today}
    assert client.post(f"{address}notes/new/", said).status_code == 302
    assert client.post(f"{address}give/", {"to": "queue"}).status_code == 302
    assert "1 project is kept by nobody." in page(client, "/")
    assert client.post(f"{address}take/").status_code == 302
    party = {"organization": shelter.pk, "part": "SITE", "joined_on": today}
    assert client.post(f"{address}parties/new/", party).status_code == 302
    shown = page(client, address)
    assert "A room is kept ready." in shown
    assert "https://example.org/plan" in shown
    assert shown.count("Safe Harbor (invented)") == 2
    told = client.get("/api/v1" + address).json()
    assert (told["stage"], told["owner"]) == ("SOLUTION", "Alma Reyes")
    assert [note["stage"] for note in told["notes"]] == ["GAP", "SOLUTION"]
    assert told["parties"][0]["organization"]["name"] == "Safe Harbor (invented)"
    with at_office(alma):
        key = ProjectParty.objects.get().pk
    assert client.post(f"/project-parties/{key}/end/", {"left_on": today}).status_code == 302
    assert client.post(f"{address}end/", {"ended_on": today}).status_code == 302
    assert "It ended on" in page(client, address)
    told = client.get(f"{address}notes/new/", follow=True)
    assert told.redirect_chain == [(address, 302)]
    assert "It stays as it is." in told.content.decode()
    assert "1 row" in page(client, "/projects/?state=ended")
    assert client_of(otis).get(address).status_code == 404


def page(client: Client, address: str) -> str:
    return text(client.get(address))
