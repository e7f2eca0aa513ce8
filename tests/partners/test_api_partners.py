"""Organizations, the log and next steps for programs: the same rows, the same rules, the same words as on pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from partners.kinds import Kind
from partners.models import NextStep, Outreach, Partnership, Profile
from partners.models.office_word import enter_organization
from partners.taxonomy import Did, Population, Profession
from portal.access import DatabaseRole
from portal.models import KeptText, Organization
from portal.tenancy import acting_as
from tests import make
from tests.partners import log
from tests.partners.log import at_office
from tests.portal.test_api import asked, caller, is_problem, token_of

pytestmark = pytest.mark.django_db
ORGANIZATIONS, OUTREACH, STEPS = "/api/v1/organizations/", "/api/v1/outreach/", "/api/v1/next-steps/"
LOG = f"{OUTREACH}log/"


@pytest.fixture
def program(request):
    """A program of somebody's, with a token of this scope."""

    def calling(person, *scope):
        return caller(token_of(person, *scope)[1])

    return calling


def entered(person, name, **facts):
    with at_office(person) as member:
        assert member.office
        return enter_organization(
            office=member.office, by=person, on=localdate(), **{"name": name, "kind": Kind.SHELTER} | facts
        )


def body(shelter, **changes):
    plain = {"held_on": (localdate() - timedelta(days=2)).isoformat(), "did": "MEETING", "duty": 5,
             "organizations": [shelter.pk], "line": "A meeting about relinquishment"}  # fmt: skip
    return plain | changes


def send(client, address, said):
    return client.post(address, said, content_type="application/json")


# --- the log -------------------------------------------------------------------------------------------------------
def test_an_entry_is_logged_and_read_again(program, alma, shelter):
    client = program(alma, "OUTREACH_LOG", "OUTREACH_VIEW")
    key = str(uuid4())
    said = body(
        shelter, key=key, did="TRAINING", trained={"LAW_ENFORCEMENT": 12, "COURTS": 3}, narrative="Room 3.",
        topics=["ERPO"], minutes=90,
    )  # fmt: skip
    answer = send(client, LOG, said)

    assert answer.status_code == 201
    made = answer.json()
    assert made == client.get(f"{OUTREACH}{key}/").json()
    assert (made["key"], made["office"], made["trained_count"]) == (key, "txnd", 15)
    assert made["organizations"] == [{"id": shelter.pk, "name": shelter.name}]
    assert made["narrative"] == "Room 3."
    (listed,) = client.get(OUTREACH).json()["results"]
    assert listed == {name: value for name, value in made.items() if name != "narrative"}
    with at_office(alma):
        assert Partnership.objects.get().organization == shelter


def test_sent_twice_under_one_key_it_is_written_once(program, alma, shelter):
    client = program(alma, "OUTREACH_LOG")
    said = body(shelter, key=str(uuid4()))

    first, second = send(client, LOG, said), send(client, LOG, said)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    with at_office(alma):
        assert Outreach.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [{"line": "Something else"}, {"minutes": 30}, {"topics": []}, {"narrative": "More."}, {"trained": {"COURTS": 4}}],
)
def test_another_body_under_a_used_key_is_refused_and_changes_nothing(program, alma, shelter, changes):
    client = program(alma, "OUTREACH_LOG")
    said = body(
        shelter,
        key=str(uuid4()),
        did="TRAINING",
        trained={"COURTS": 3, "LAW_ENFORCEMENT": 0},
        topics=["ERPO"],
        minutes=90,
    )
    made = send(client, LOG, said).json()

    assert "Another entry has this key." in is_problem(send(client, LOG, said | changes), 409)["detail"]
    assert send(client, LOG, said).json() == made


def test_a_body_whose_entry_was_changed_meanwhile_is_told_how_it_stands(program, alma, shelter):
    client = program(alma, "OUTREACH_LOG")
    said = body(shelter, key=str(uuid4()))
    send(client, LOG, said)
    with at_office(alma):
        entry = Outreach.objects.get()
        facts = {name: getattr(entry, name) for name in ("held_on", "did", "duty")}
        entry.amend(organizations=[shelter], by=alma, on=localdate(), line="Mended on its page", **facts)

    again = send(client, LOG, said)
    assert (again.status_code, again.json()["line"]) == (200, "Mended on its page")


def test_what_was_deleted_is_not_brought_back_by_sending_it_again(program, alma, shelter):
    client = program(alma, "OUTREACH_LOG")
    said = body(shelter, key=str(uuid4()))
    send(client, LOG, said)
    with at_office(alma):
        Outreach.objects.get().remove(by=alma, on=localdate())

    assert "deleted" in is_problem(send(client, LOG, said), 409)["detail"]


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"held_on": "2999-01-01"}, 409, "in the future"),
        ({"trained": {"COURTS": 3}}, 409, "belong to a training"),
        ({"did": "TRAINING", "educated": 9}, 409, "counted by profession"),
        ({"is_host": False, "joint_with": "nysd", "educated": 9}, 409, "held the event counts"),
        ({"trained": {"WIZARDS": 3}}, 400, "no profession"),
        ({"joint_with": "txnd"}, 400, "your own office"),
        ({"joint_with": "zzz"}, 400, "no such office"),
        ({"organizations": [999999]}, 400, "no organization 999999"),
        ({"organizations": []}, 400, "organizations"),
        ({"line": ""}, 400, "line"),
        ({"line": "SSN 219-09-9999"}, 400, "line"),
        ({"narrative": "DOB 3/4/1990"}, 400, "narrative"),
        ({"line": "Call Sgt. Diaz at 214-555-0142"}, 400, "line"),
        ({"victim": "x"}, 400, "victim"),
    ],
)
def test_what_a_rule_or_the_guard_refuses_is_told_and_not_written(program, alma, shelter, changes, status, said):
    problem = is_problem(send(program(alma, "OUTREACH_LOG"), LOG, body(shelter, **changes)), status)

    assert said in str(problem)
    with at_office(alma):
        assert not Outreach.objects.exists()


def test_a_text_is_kept_with_its_reason(program, alma, lena, shelter):
    said = body(shelter, line="Call Sgt. Diaz at 214-555-0142", line_kept_because="His desk line, asked to note it")
    assert send(program(alma, "OUTREACH_LOG"), LOG, said).status_code == 201

    with at_office(lena):
        assert KeptText.objects.get().field == "line"


def test_the_list_takes_the_filters_of_the_page(program, alma, shelter):
    police = make.organization("Dallas Police (invented)")
    log.entry(alma, organizations=[shelter], line="Firearms", populations=[Population.RURAL.value])
    log.entry(
        alma, organizations=[police], line="A training", did=Did.TRAINING, trained={Profession.COURTS.value: 2}, duty=1,
        held_on=make.DAY - timedelta(days=20),
    )  # fmt: skip
    client = program(alma, "OUTREACH_VIEW")

    def lines(query):
        return [row["line"] for row in client.get(f"{OUTREACH}?{query}").json()["results"]]

    assert lines("") == ["Firearms", "A training"]
    assert lines("ordering=held_on") == ["A training", "Firearms"]
    assert lines("did=TRAINING") == lines("duty=1") == lines(f"organization={police.pk}") == ["A training"]
    assert lines("words=firearm") == lines("population=RURAL") == ["Firearms"]
    assert lines(f"to={(make.DAY - timedelta(days=10)).isoformat()}") == ["A training"]
    assert lines("joint=true") == []
    is_problem(client.get(f"{OUTREACH}?place=48113"), 400)
    is_problem(client.get(f"{OUTREACH}?joint="), 400)


def test_pages_of_the_list_follow_each_other(program, alma, shelter):
    for number in range(5):
        log.entry(alma, organizations=[shelter], line=str(number), held_on=make.DAY - timedelta(days=number))
    client = program(alma, "OUTREACH_VIEW")
    page = client.get(f"{OUTREACH}?page_size=2").json()
    seen = [row["line"] for row in page["results"]]
    while page["next"]:
        page = client.get(page["next"]).json()
        seen += [row["line"] for row in page["results"]]

    assert seen == ["0", "1", "2", "3", "4"]
    assert page["previous"]


def test_the_list_asks_five_times_at_most(program, alma, shelter):
    client = program(alma, "OUTREACH_VIEW")
    client.get(OUTREACH)
    for number in range(10):
        log.entry(alma, organizations=[shelter], line=str(number))
    with CaptureQueriesContext(connection) as captured:
        client.get(OUTREACH)

    assert len(asked(captured)) <= 5, asked(captured)


def test_another_office_eousa_and_a_partner_read_no_entry(program, alma, otis, erin, pia, shelter):
    entry = log.entry(alma, organizations=[shelter])

    assert program(otis, "OUTREACH_VIEW").get(OUTREACH).json()["results"] == []
    is_problem(program(otis, "OUTREACH_VIEW").get(f"{OUTREACH}{entry.key}/"), 404)
    is_problem(program(erin, "OUTREACH_FIGURES_VIEW").get(OUTREACH), 403)
    is_problem(program(pia, "OWN_ENTRY_VIEW").get(OUTREACH), 403)


# --- organizations -------------------------------------------------------------------------------------------------
def test_an_office_gets_what_is_open_and_its_own(program, alma, otis):
    entered(alma, "Ximena House (invented)")
    entered(alma, "Hidden House (invented)", is_confidential=True)
    own = program(alma, "ORGANIZATION_READ").get(ORGANIZATIONS).json()["results"]
    others = program(otis, "ORGANIZATION_READ").get(ORGANIZATIONS).json()["results"]

    assert [(row["name"], row["is_confidential"]) for row in own] == [
        ("Hidden House (invented)", True), ("Ximena House (invented)", False),
    ]  # fmt: skip
    assert [row["name"] for row in others] == ["Ximena House (invented)"]
    assert own[1]["entry"]["kind"] == "SHELTER"


def test_organizations_are_narrowed_by_what_their_entry_says(program, alma):
    entered(alma, "Ximena House (invented)")
    entered(alma, "County Court (invented)", kind=Kind.COURT)
    client = program(alma, "ORGANIZATION_READ")

    def names(query):
        return [row["name"] for row in client.get(f"{ORGANIZATIONS}?{query}").json()["results"]]

    assert names("kind=COURT") == ["County Court (invented)"]
    assert names("search=ximena") == ["Ximena House (invented)"]
    assert names("language=ES") == []
    assert names("ordering=-name") == ["Ximena House (invented)", "County Court (invented)"]


def test_an_organization_gets_its_own_entry_and_no_proposal_about_it(program, pia, alma, shelter):
    entered(alma, "Ximena House (invented)")
    with at_office(alma) as member:
        Profile.objects.create(
            organization=shelter, office=member.office, recorded_by=alma, kind=Kind.SHELTER, is_confidential=True,
            about="Only for the office",
        )  # fmt: skip
    client = program(pia, "ORGANIZATION_READ")
    (own,) = client.get(ORGANIZATIONS).json()["results"]

    assert (own["name"], own["entry"]) == (shelter.name, None)
    detail = client.get(f"{ORGANIZATIONS}{shelter.pk}/").json()
    assert detail["contacts"] == []
    assert "Only for the office" not in str(detail)


def test_a_double_is_no_organization_of_its_own(program, alma, shelter):
    double = make.organization("Safe Harbour (invented)")
    with acting_as(DatabaseRole.EOUSA):
        Organization.objects.filter(pk=double.pk).update(merged_into=shelter)
    client = program(alma, "ORGANIZATION_READ")

    assert [row["id"] for row in client.get(ORGANIZATIONS).json()["results"]] == [shelter.pk]
    is_problem(client.get(f"{ORGANIZATIONS}{double.pk}/"), 404)


# --- next steps ----------------------------------------------------------------------------------------------------
def test_an_office_reads_all_its_steps_and_marks_one_done(program, alma, shelter):
    entry = log.entry(alma, organizations=[shelter])
    first = log.step(alma, entry, "Send the protocol", organization=shelter)
    log.step(alma, None, "Call the clerk", due_on=make.DAY + timedelta(days=9))
    client = program(alma, "NEXT_STEP_READ", "NEXT_STEP_CLOSE")
    found = client.get(STEPS).json()["results"]

    assert [(row["text"], row["outreach"], row["owner"]) for row in found] == [
        ("Send the protocol", str(entry.key), "Alma Reyes"), ("Call the clerk", None, "Alma Reyes"),
    ]  # fmt: skip
    done = send(client, f"{STEPS}{first.pk}/done/", {})
    assert (done.status_code, done.json()["state"]) == (201, "DONE")
    assert "closed this step already" in is_problem(send(client, f"{STEPS}{first.pk}/done/", {}), 409)["detail"]
    assert [row["text"] for row in client.get(f"{STEPS}?state=OPEN").json()["results"]] == ["Call the clerk"]


def test_a_partner_reads_what_is_shared_and_closes_what_it_owes(program, alma, pia, shelter):
    entry = log.entry(alma, organizations=[shelter], line="Never told", narrative="Never told either")
    ours = log.step(alma, entry, "Send the protocol", organization=shelter, is_shared=True)
    theirs = log.step(alma, entry, "Name a trainer", organization=shelter, is_shared=True, side="THEIRS")
    hidden = log.step(alma, entry, "Kept to ourselves", organization=shelter)
    client = program(pia, "NEXT_STEP_READ", "NEXT_STEP_CLOSE")
    answer = client.get(STEPS)

    assert {row["text"] for row in answer.json()["results"]} == {"Send the protocol", "Name a trainer"}
    assert {row["outreach"] for row in answer.json()["results"]} == {None}
    assert "Never told" not in answer.content.decode()
    is_problem(client.get(f"{STEPS}{hidden.pk}/"), 404)
    assert "the office’s to keep" in is_problem(send(client, f"{STEPS}{ours.pk}/done/", {}), 409)["detail"]
    assert send(client, f"{STEPS}{theirs.pk}/done/", {}).json()["state"] == "DONE"
    with at_office(alma):
        assert NextStep.objects.get(pk=theirs.pk).closed_by_partner


def test_every_filter_of_the_steps_is_answered_to_a_partner_too(program, alma, pia, shelter):
    log.step(alma, None, "Name a trainer", organization=shelter, is_shared=True, side="THEIRS")
    client = program(pia, "NEXT_STEP_READ")
    for query in (f"organization={shelter.pk}", "side=THEIRS", "is_shared=true", "from=2026-01-01", "ordering=-due_on"):
        assert len(client.get(f"{STEPS}?{query}").json()["results"]) == 1, query


def test_another_offices_step_is_not_there(program, alma, otis, shelter):
    step = log.step(alma, None, "Call the clerk")
    client = program(otis, "NEXT_STEP_READ", "NEXT_STEP_CLOSE")

    is_problem(client.get(f"{STEPS}{step.pk}/"), 404)
    is_problem(send(client, f"{STEPS}{step.pk}/done/", {}), 404)
