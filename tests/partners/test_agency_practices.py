"""What agencies have taken up, the question ninety days after a training, and who is reminded of an old chain."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partners.duties import Duty
from partners.follow_ups import asked
from partners.models import AgencyPractice, ReadinessLink
from partners.readiness import Cell
from partners.readiness_reminders import FOLLOW_UP, STALE, follow_ups, stale
from partners.taxonomy import Did, Topic
from portal import ladder
from portal.access import DatabaseRole, Role
from portal.calendar import add_working_days
from portal.errors import Refused
from portal.ladder import Matter
from portal.models import Organization, Person
from portal.models.owned import recording_at
from portal.tenancy import acting_as
from tests import make, servers
from tests.make import DAY, NOW
from tests.partners.directory import entered
from tests.partners.log import at_office, entry

pytestmark = pytest.mark.django_db
LONG_AGO = DAY - timedelta(days=700)
TRAINED = DAY - timedelta(days=90)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def police(alma: Person) -> Organization:
    return entered(alma, "Police (invented)", "POLICE", on=LONG_AGO)


def trained(by: Person, *agencies: Organization, held_on: date = TRAINED, **facts: Any) -> Any:
    said = {"did": Did.TRAINING, "duty": Duty.TRAUMA_INFORMED, "held_on": held_on, "line": "First interviews"} | facts
    with recording_at(NOW - (DAY - held_on)):
        return entry(by, organizations=list(agencies), **said)


def say(by: Person, agency: Organization, *, seen: Any = (), on: date = DAY, **statuses: str) -> int:
    with at_office(by) as member:
        assert member.office
        practices = {key: {"status": status, "as_of": on, "document": ""} for key, status in statuses.items()}
        return AgencyPractice.objects.say(
            office=member.office, organization=agency, practices=practices, seen=seen, by=by, on=DAY
        )


def standing(by: Person, agency: Organization) -> dict[str, AgencyPractice]:
    with at_office(by) as member:
        assert member.office
        return AgencyPractice.objects.of_agency(member.office, agency)


def open_at(by: Person, day: date = DAY) -> list[str]:
    """The agencies to be asked, by name."""
    with at_office(by) as member:
        names = dict(Organization.objects.values_list("pk", "name"))
        return [names[one.training.agency] for one in asked(day, {member.office_id or 0})]


def waits(cause: Any, by: Person, day: date = DAY) -> list[Matter]:
    """What waits at the person's office."""
    with at_office(by) as member:
        return list(cause(day, {member.office_id or 0}))


# --- the practices ---------------------------------------------------------------------------------------------------
def test_only_what_differs_is_written_and_the_second_is_told(alma, vic, police):
    assert say(alma, police, SAFE="DRAFT", BIAS="") == 1
    seen = [row.pk for row in standing(alma, police).values()]
    assert say(vic, police, seen=seen, SAFE="DRAFT", BIAS="ADOPTED") == 1
    say(vic, police, seen=seen, SAFE="TRAINED")

    with pytest.raises(Refused, match="is now “trained”, by Vic Moreno"):
        say(alma, police, seen=seen, SAFE="NONE")
    with pytest.raises(Refused, match=r"You have saved this yourself meanwhile, in another window: .* “trained”\."):
        say(vic, police, seen=seen, SAFE="NONE")
    assert {key: row.status for key, row in standing(alma, police).items()} == {"SAFE": "TRAINED", "BIAS": "ADOPTED"}


def test_what_was_written_of_a_double_reads_as_the_entry_that_counts(alma, police):
    double = entered(alma, "Police Dept. (invented)", "POLICE", on=LONG_AGO)
    say(alma, double, SAFE="DRAFT", BIAS="NONE")
    with at_office(alma):
        Organization.objects.filter(pk=double.pk).update(merged_into=police)
    seen = [row.pk for row in standing(alma, police).values()]
    assert say(alma, police, seen=seen, SAFE="ADOPTED") == 1

    assert {key: row.status for key, row in standing(alma, police).items()} == {"SAFE": "ADOPTED", "BIAS": "NONE"}


def typed(client: Client, police: Organization, **changes: Any) -> dict[str, Any]:
    form = client.get(f"/readiness/practices/{police.pk}/edit/").context["form"]
    return sent(form) | changes


def sent(form: Any) -> dict[str, Any]:
    """What a browser sends of the form as it stands."""
    return {name: value for name in form.fields if (value := form[name].value())}


def test_all_eight_stand_in_one_form(client_of, alma, vic, police):
    client, path = client_of(alma), f"/readiness/practices/{police.pk}/edit/"
    said = typed(client, police, **{
        "SCREENING-status": "ADOPTED", "SCREENING-version": "2.1", "SCREENING-elements": ["RELATION", "HEARING"],
        "SCREENING-asks_dating": "NO", "ATF-status": "TRAINED", "ATF-contact": "ATF Dallas, 214-555-0100",
    })  # fmt: skip
    theirs = typed(client_of(vic), police, **{"SAFE-status": "DRAFT", "SCREENING-status": "NONE"})
    assert "2 practices are saved." in client.post(path, said, follow=True).content.decode()
    row = standing(alma, police)["SCREENING"]
    assert (row.version, row.elements, row.asks_dating, row.as_of) == ("2.1", ["RELATION", "HEARING"], "NO", DAY)
    page = client.get(path).content.decode()
    assert page.count(">Screening sheet<") == 1, "a practice is named once: its line is the label"
    assert "Version, what it asks, dating partners: version 2.1, 2 of 7 elements asked" in page
    listed = client.get("/readiness/practices/?practice=SCREENING&status=ADOPTED").context["listing"]
    assert [(row.organization, row.asks_dating) for row in listed.rows_in] == [(police, "no")]

    second = client_of(vic)
    refused = second.post(path, theirs)
    form = refused.context["form"]
    assert refused.status_code == 422
    shown = [form[name].value() for name in ("SAFE-status", "SCREENING-status", "ATF-status", "ATF-contact")]
    assert shown == ["DRAFT", "NONE", "TRAINED", "ATF Dallas, 214-555-0100"]
    second.post(path, sent(form))
    found = {key: row.status for key, row in standing(vic, police).items()}
    assert found == {"SAFE": "DRAFT", "SCREENING": "NONE", "ATF": "TRAINED"}


def test_a_changed_status_is_as_of_today_unless_another_day_is_named(client_of, alma, police):
    client, path = client_of(alma), f"/readiness/practices/{police.pk}/edit/"
    say(alma, police, on=LONG_AGO, SAFE="DRAFT", BIAS="DRAFT")
    named = (DAY - timedelta(days=9)).isoformat()
    client.post(
        path, typed(client, police, **{"SAFE-status": "ADOPTED", "BIAS-status": "ADOPTED", "BIAS-as_of": named})
    )
    found = standing(alma, police)
    assert (found["SAFE"].as_of, found["BIAS"].as_of.isoformat()) == (DAY, named)


def test_an_office_lists_its_agencies_and_eousa_numbers_only(client_of, alma, erin, police, otis):
    entered(alma, "Legal Aid (invented)", "LEGAL_AID")
    say(alma, police, SAFE="ADOPTED", BIAS="NONE")
    own = client_of(alma).get("/readiness/practices/").content.decode()
    assert "Your office works with 1 agency." in own
    assert "Police (invented)" in own
    assert "Legal Aid" not in own

    client = client_of(erin)
    page = client.get("/readiness/practices/").content.decode()
    rows = client.get("/api/v1/agency-practices/").json()["results"]
    assert "1 of 94 offices has put on record" in page
    assert "1 of 1" in page
    assert {(row["practice"], row["status"], row["office"]) for row in rows} == {
        ("SAFE", "ADOPTED", "txnd"), ("BIAS", "NONE", "txnd"),
    }  # fmt: skip
    assert {row["organization"] for row in rows} == {None}
    assert "Police" not in page + str(rows)
    mine = client_of(alma).get("/api/v1/agency-practices/?practice=SAFE").json()["results"]
    assert [row["organization"] for row in mine] == [{"id": police.pk, "name": "Police (invented)"}]
    assert client_of(otis).get(f"/readiness/practices/{police.pk}/edit/").status_code == 404


# --- ninety days after a training ------------------------------------------------------------------------------------
def test_each_agency_is_asked_after_ninety_days_until_something_is_on_record(alma, police, shelter):
    trained(alma, police, shelter)
    assert open_at(alma, DAY - timedelta(days=1)) == []
    assert open_at(alma) == ["Police (invented)"], "a shelter takes up nothing"

    say(alma, police, on=TRAINED - timedelta(days=1), SAFE="ADOPTED")
    say(alma, police, on=DAY, REFERRAL="ADOPTED")
    assert open_at(alma) == ["Police (invented)"], "from before, and of something else"
    say(alma, police, seen=[row.pk for row in standing(alma, police).values()], SAFE="NONE")
    assert open_at(alma) == [], "that nothing was adopted is an answer"


@pytest.mark.parametrize(
    ("facts", "is_asked"),
    [
        ({"did": Did.MEETING}, False),
        ({"duty": Duty.FIREARMS}, False),
        ({"duty": Duty.FIREARMS, "topics": [Topic.BIAS]}, True),
        ({"duty": Duty.ERPO, "topics": [Topic.TRAUMA, Topic.ERPO]}, True),
        ({"held_on": DAY - timedelta(days=366)}, False),
    ],
)
def test_it_is_asked_of_trainings_on_duty_1_bias_or_trauma_of_the_last_year(alma, police, facts, is_asked):
    trained(alma, police, **facts)
    assert bool(open_at(alma)) is is_asked


def test_it_stands_in_the_week_and_on_the_form(client_of, alma, police):
    trained(alma, police)
    client = client_of(alma)
    assert "1 agency is to be asked after a training." in client.get("/week/").content.decode()
    page = client.get(f"/readiness/practices/{police.pk}/edit/").content.decode()
    asked = "Trained on Aug. 25, 2026: was it adopted? (1\u00a0a, 1\u00a0b, 1\u00a0c or 1\u00a0d)"
    assert f"{asked} What you put on record in these lines" in page
    client.post(f"/readiness/practices/{police.pk}/edit/", typed(client, police, **{"BIAS-status": "NONE"}))
    assert asked in client.get(f"/readiness/practices/{police.pk}/edit/").content.decode(), "of bias it was not asked"
    client.post(f"/readiness/practices/{police.pk}/edit/", typed(client, police, **{"SAFE-status": "NONE"}))
    assert "was it adopted?" not in client.get(f"/readiness/practices/{police.pk}/edit/").content.decode()


def test_a_deleted_entry_asks_nothing_and_a_double_counts_as_what_it_is(alma, police):
    double = entered(alma, "Police Dept. (invented)", "POLICE", on=LONG_AGO)
    gone, kept = trained(alma, police), trained(alma, double)
    with at_office(alma):
        gone.remove(by=alma, on=DAY)
        Organization.objects.filter(pk=double.pk).update(merged_into=police)
    assert open_at(alma) == ["Police (invented)"]
    say(alma, police, TOGETHER="DRAFT")
    assert (open_at(alma), kept.pk is not None) == ([], True)


# --- the ladder ------------------------------------------------------------------------------------------------------
def linked(by: Person, ago: int, basis: str = "922G8", **statuses: str) -> None:
    day = DAY - timedelta(days=ago)
    with at_office(by) as member, recording_at(NOW - timedelta(days=ago)):
        assert member.office
        ReadinessLink.objects.fill(
            office=member.office, county="", cells={Cell(basis, link): to for link, to in statuses.items()},
            seen=(), as_of=day, by=by, on=day,
        )  # fmt: skip


def test_an_old_chain_is_one_matter_whatever_is_old_in_it(alma, otis, vic):
    linked(alma, 380, STORE="NONE")
    linked(alma, 370, NOTIFY="DRAFT")
    linked(alma, 10, SAFETY="DRAFT")
    linked(alma, 400, "ERPO", STORE="NONE")
    linked(otis, 400, "ERPO", STORE="NONE")

    assert [matter.about for matter in waits(stale, otis)] == [f"readiness:{make.office('nysd').pk}:ERPO"]
    [one] = waits(stale, alma)
    assert one.about == f"readiness:{make.office().pk}:922G8", "no law in Texas: that chain is not old"
    assert (one.on, one.facts["number"]) == (DAY - timedelta(days=15), 2)
    assert not waits(stale, alma, DAY - timedelta(days=36))

    cause = ladder.cause_of(STALE)
    assert cause
    said = cause.said(one, cause.rungs[0], DAY)
    assert said.text.startswith("2 links were last looked at a year ago or earlier, the first on Nov. 8, 2025.")
    with at_office(alma):
        keeper = ladder.audience_of("READINESS_KEEPER").find([one])
    assert [each.email for each in keeper[one]] == [alma.email], "whose links they are, not the team"
    assert ladder.nominal_day(cause.rungs[1], one.on) == add_working_days(date(2026, 11, 9), 20)


def test_of_a_confidential_agency_no_reminder_says_the_name(alma, police):
    hidden = entered(alma, "Quiet Unit (invented)", "POLICE", on=LONG_AGO, is_confidential=True)
    trained(alma, police, hidden)
    cause = ladder.cause_of(FOLLOW_UP)
    assert cause
    found = waits(follow_ups, alma)
    told = [cause.said(matter, cause.rungs[0], DAY) for matter in found]
    assert [(matter.name, matter.on) for matter in found] == [("Police (invented)", DAY), ("", DAY)]
    assert "Quiet Unit" not in str(told)
    with at_office(alma):
        assert [one.email for one in ladder.audience_of("ENTRY_TEAM").find(found)[found[0]]] == [alma.email]


def test_the_planner_asks_the_same_few_questions_however_many_offices(transactional_db, urls, alma, police):
    def asked_for(*courts: str) -> list[int]:
        """As the planner is logged in and bound."""
        offices = {make.office(court).pk for court in courts}
        servers.log_in(urls["DATABASE_WORKER_URL"])
        try:
            with acting_as(DatabaseRole.JOBS):
                return [counted(partial(cause, DAY, offices), len(courts)) for cause in (stale, follow_ups)]
        finally:
            servers.log_in(urls["DATABASE_URL"])

    linked(alma, 400, STORE="NONE")
    trained(alma, police)
    few = asked_for("txnd")
    for court in ("nysd", "lawd"):
        someone = make.member(f"S {court}", Role.SPECIALIST, office=court)
        linked(someone, 400, STORE="NONE")
        trained(someone, entered(someone, f"Police {court} (invented)", "POLICE", on=LONG_AGO))
    assert asked_for("txnd", "nysd", "lawd") == few
    assert few == [2, 3]


def counted(ask: Any, number: int) -> int:
    """How many questions it takes to find so many matters."""
    with CaptureQueriesContext(connection) as queries:
        assert len(list(ask())) == number
    return len(queries)


def test_words_without_a_status_and_days_that_cannot_be_are_told_at_their_fields(client_of, alma, police):
    typed = {"ATF-contact": "ATF Dallas, duty desk", "SAFE-status": "ADOPTED", "SAFE-as_of": "2031-05-01"}
    page = client_of(alma).post(f"/readiness/practices/{police.pk}/edit/", typed)
    told = page.content.decode()

    assert page.status_code == 422
    assert "Choose how far this is, to keep what you typed beside it." in told
    assert 'href="#id_ATF-status"' in told
    assert 'href="#id_SAFE-as_of"' in told
    assert 'value="ATF Dallas, duty desk"' in told
    with at_office(alma):
        assert not AgencyPractice.objects.exists()
