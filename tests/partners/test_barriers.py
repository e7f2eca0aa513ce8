"""Duty 4: a barrier is seen, looked at again, removed or accepted; the organization reads it and answers."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, transaction

from partners import barrier_counts, quarters
from partners.barrier_reminders import OURS, THEIRS
from partners.models import Barrier, BarrierAnswer, NoticeForm, settle_merges
from partners.parts import parts
from portal import ladder
from portal.access import DatabaseRole, Role
from portal.calendar import add_working_days
from portal.errors import Refused
from portal.models import HandOver, Membership
from portal.tenancy import acting_as
from tests import make, servers
from tests.conftest import served
from tests.make import DAY, NOW
from tests.partners import directory
from tests.partners.access import WHAT, as_read_by, barrier, notice
from tests.partners.log import at_office
from tests.portal.test_api import caller, token_of
from tests.reading import text

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=90)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def rows_of(key: Any, reader: Any) -> list[Barrier]:
    with at_office(reader):
        return list(Barrier.objects.filter(key=key).order_by("pk"))


# --- verbs -----------------------------------------------------------------------------------------------------------
def test_what_was_seen_stays_on_record_when_somebody_looks_again(alma, shelter):
    first = barrier(alma, shelter)
    with at_office(alma):
        again = first.recheck(recheck_on=LATER, by=alma, on=DAY)
        gone = again.remove(by=alma, on=DAY)
        back = gone.reopen(recheck_on=LATER, by=alma, on=DAY)
        back.accept(reason="No money this year", by=alma, on=DAY)

    rows = rows_of(first.key, alma)
    assert [row.state for row in rows] == ["OPEN", "OPEN", "REMOVED", "OPEN", "STAYS"]
    assert [row.superseded_at is None for row in rows] == [False, False, False, False, True]
    assert [row.recheck_on for row in rows][:2] == [DAY + timedelta(days=7), LATER]
    assert (rows[3].closed_on, rows[4].closed_on, rows[4].reason) == (None, DAY, "No money this year")


def test_a_barrier_is_closed_once_and_looking_again_takes_a_day_to_come(alma, vic, shelter):
    seen = barrier(alma, shelter)
    with at_office(alma):
        with pytest.raises(Refused, match="a day after today"):
            seen.recheck(recheck_on=DAY, by=alma, on=DAY)
        with pytest.raises(Refused, match="Check the year"):
            seen.recheck(recheck_on=DAY + timedelta(days=1828), by=alma, on=DAY)
        seen.give(to=vic, by=alma, on=DAY)
        gone = seen.remove(by=alma, on=DAY)
        assert gone.owner == vic, "who looks again is not forgotten by a page that was opened before"
        for one in (seen, gone):
            with pytest.raises(Refused, match="already"):
                one.accept(reason="It stays", by=alma, on=DAY)
        with pytest.raises(Refused, match="taken or changed"):
            gone.give(to=alma, by=alma, on=DAY)


def test_one_that_nobody_has_is_taken_once_and_none_is_given_to_a_stranger(alma, vic, olga, otis, shelter):
    seen = barrier(alma, shelter)
    with at_office(alma):
        for stranger in (olga, otis):
            with pytest.raises(Refused, match="needs somebody who logs outreach here"):
                seen.give(to=stranger, by=alma, on=DAY)
        seen.give(to=None, by=alma, on=DAY)
        seen.take(by=vic, on=DAY)
        with pytest.raises(Refused, match="taken or changed"):
            seen.take(by=alma, on=DAY)
    assert rows_of(seen.key, alma)[0].owner_name == "Vic Moreno"


# --- who reads what --------------------------------------------------------------------------------------------------
def test_the_organization_reads_all_but_who_wrote_it_and_nobody_else_reads_a_word(alma, otis, pia, erin, shelter):
    barrier(alma, shelter)
    (read,) = as_read_by(pia)
    assert (read.what, read.office_name, read.owner_email) == (WHAT, "N.D. Tex.", alma.email)
    with at_office(pia), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        list(Barrier.objects.values("recorded_by"))

    stranger = directory.manager_of(make.organization("Another (invented)"))
    assert as_read_by(stranger) == []
    with at_office(otis):
        assert not Barrier.objects.exists()
    with at_office(erin), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        list(Barrier.objects.values("what"))


def test_the_organization_answers_and_the_office_has_it_in_its_week(alma, vic, pia, shelter, client_of):
    seen = barrier(alma, shelter, recheck_on=LATER)
    assert "another look" not in text(client_of(alma).get("/"))

    page = client_of(pia).post(f"/barriers/{seen.key}/answer/", {"says": "DOING", "text": "Two firms bid"}, follow=True)
    assert "Two firms bid" in text(page)
    assert "alma" not in text(page).replace(alma.email, "").replace(alma.name, "").lower()

    assert "1 barrier waits for another look." in text(client_of(alma).get("/"))
    assert "another look" not in text(client_of(vic).get("/")), "it is Alma's to look"
    shown = text(client_of(alma).get(f"/barriers/{seen.key}/"))
    assert "We are at work on it" in shown
    assert "Two firms bid" in shown
    client_of(alma).post(f"/barriers/{seen.key}/still-there/", {"recheck_on": LATER + timedelta(days=1)})
    assert "another look" not in text(client_of(alma).get("/"))


def test_nobody_answers_for_another_organization_and_no_office_answers(alma, otis, pia, shelter, client_of):
    seen = barrier(alma, make.organization("Another (invented)"))
    said = {"says": "DONE", "text": ""}
    assert client_of(pia).get(f"/barriers/{seen.key}/").status_code == 404
    assert client_of(pia).post(f"/barriers/{seen.key}/answer/", said).status_code == 404
    assert client_of(alma).post(f"/barriers/{seen.key}/answer/", said).status_code == 403
    assert client_of(otis).get(f"/barriers/{seen.key}/").status_code == 404
    with at_office(alma):
        assert not BarrierAnswer.objects.exists()


# --- pages -----------------------------------------------------------------------------------------------------------
def test_a_barrier_is_recorded_from_the_organizations_page(alma, pia, shelter, client_of):
    client = client_of(alma)
    assert f"/barriers/new/?organization={shelter.pk}" in text(client.get(f"/organizations/{shelter.pk}/"))
    address = f"/barriers/new/?organization={shelter.pk}"
    assert "The organization reads this." in text(client.get(address))

    typed = {"organization": shelter.pk, "kind": "DISTANCE", "what": "No bus", "remedy": "", "side": "THEIRS",
             "recheck_on": LATER.isoformat(), "owner": alma.pk}  # fmt: skip
    assert client.post(address, typed | {"recheck_on": DAY.isoformat()}).status_code == 422
    made = text(client.post(address, typed, follow=True))
    assert "No bus" in made
    assert "Somebody looks again on Feb. 21, 2027." in made
    assert "No bus" in text(client.get(f"/organizations/{shelter.pk}/"))
    assert "1 barrier waits for your word." in text(client_of(pia).get("/"))
    assert "1 waits for your word" in text(client_of(pia).get("/barriers/"))


def test_the_list_is_narrowed_and_downloaded_as_it_stands(alma, pia, shelter, client_of):
    other = directory.entered(alma, "Harbor House (invented)")
    barrier(alma, shelter, recheck_on=DAY)
    barrier(alma, other, kind="COST", what="It costs too much", side="THEIRS")
    client = client_of(alma)
    assert "2 barriers are open; 1 is to be looked at again." in text(client.get("/barriers/"))
    for query, wanted in (
        ("due=yes", True),
        ("kind=COST", False),
        (f"organization={other.pk}", False),
        ("side=OURS", True),
    ):
        rows = client.get(f"/barriers/?format=csv&{query}").getvalue().decode()
        assert (WHAT in rows, "It costs too much" in rows) == (wanted, not wanted), query
    assert "It costs too much" not in client_of(pia).get("/barriers/?format=csv").getvalue().decode()
    assert client.get("/barriers/?state=NONSENSE").status_code == 400


def test_what_was_recorded_by_mistake_is_found_by_nobody_and_counts_nowhere(alma, pia, shelter, client_of):
    seen = barrier(alma, shelter)
    address = f"/barriers/{seen.key}/"
    assert client_of(alma).post(f"{address}mistake/", follow=True).status_code == 200
    assert [client_of(person).get(address).status_code for person in (alma, pia)] == [404, 404]
    assert WHAT not in text(client_of(pia).get("/barriers/?state=all"))
    assert not any(row.open for row in barrier_counts.totals())


def test_the_history_tells_who_did_what_and_to_the_organization_only_which_office(alma, pia, shelter, client_of):
    seen = barrier(alma, shelter)
    client = client_of(alma)
    typed = {"kind": "DEAF", "what": "Nobody signs at night", "remedy": "", "side": "OURS"}
    client.post(f"/barriers/{seen.key}/edit/", typed)
    client.post(f"/barriers/{seen.key}/stays/", {"reason": "No money this year"})
    shown = text(client.get(f"/barriers/{seen.key}/"))
    assert "It stays, as of Nov. 23, 2026: No money this year" in shown
    assert f'<del><span class="for-readers">was </span>{WHAT}</del>' in shown
    assert "Alma Reyes: it stays" in shown
    read = text(client_of(pia).get(f"/barriers/{seen.key}/"))
    assert "N.D. Tex.: it stays" in read
    assert "Alma Reyes: it stays" not in read


def test_week_list_panel_and_api_count_the_same_that_waits(alma, vic, pia, lena, shelter, client_of):
    seen = barrier(alma, shelter, recheck_on=LATER)
    barrier(alma, shelter, recheck_on=DAY - timedelta(days=3), what="Late")
    barrier(vic, shelter, recheck_on=DAY, what="Somebody else’s")
    barrier(alma, shelter, recheck_on=LATER, what="In time")
    with at_office(alma):
        Barrier.objects.get(what="Late").give(to=None, by=alma, on=DAY)
    with at_office(pia):
        (answered,) = [row for row in as_read_by(pia) if row.key == seen.key]
        BarrierAnswer.objects.give(barrier=answered, says="DOING", text="", by=pia, on=DAY)
    client = client_of(alma)
    week, link = text(client.get("/")), "/barriers/?due=yes&owner=week"
    assert "2 barriers wait for another look." in week
    assert link.replace("&", "&amp;") in week
    rows = client.get(f"{link}&format=csv").getvalue().decode()
    assert [what in rows for what in (WHAT, "Late", "Somebody else’s", "In time")] == [True, True, False, False]
    shown = text(client.get(link))
    assert "2 rows" in shown
    assert "4 barriers are open; 3 are to be looked at again." in shown
    assert "Nov. 20, 2026<br><strong>3 days late</strong>" in shown
    assert "Feb. 21, 2027<br><strong>answered</strong>" in shown
    assert "4 barriers to services are open; 3 are to be looked at again." in text(
        client_of(lena).get("/offices/txnd/staffing/")
    )
    assert "<strong>3 days late</strong>" in text(client.get(f"/organizations/{shelter.pk}/"))
    assert "<strong>3 days late</strong>" in text(client_of(pia).get("/barriers/"))
    for owner, number in (("mine", 2), ("queue", 1)):
        assert f"{number} row" in text(client.get(f"/barriers/?owner={owner}"))
    api = caller(token_of(alma, "BARRIER_VIEW")[1])
    found = [len(api.get(f"/api/v1/barriers/?is_due={so}").json()["results"]) for so in ("true", "false")]
    assert found == [3, 1]


def test_its_history_tells_times_by_the_clock_of_its_office(alma, pia, shelter, client_of):
    seen = barrier(alma, shelter, ago=100)
    with at_office(alma):
        seen.recheck(recheck_on=LATER, by=alma, on=DAY)
    for person in (alma, pia):
        shown = text(client_of(person).get(f"/barriers/{seen.key}/"))
        assert "Aug. 15, 2026, 9 a.m. CDT" in shown
        assert "Nov. 23, 2026, 9 a.m. CST" in shown
        assert " EST" not in shown


# --- counted ---------------------------------------------------------------------------------------------------------
def test_the_nation_is_counted_by_kind_and_names_nobody(alma, otis, erin, oren, pia, shelter, client_of):
    kept, moved = barrier(alma, shelter), barrier(alma, shelter, kind="COST")
    barrier(otis, shelter)
    with at_office(alma):
        moved.remove(by=alma, on=DAY)
    found = {row.kind: (row.open, row.removed, row.stays) for row in barrier_counts.totals()}
    assert {kind: counts for kind, counts in found.items() if any(counts)} == {"DEAF": (2, 0, 0), "COST": (0, 1, 0)}

    page = text(client_of(erin).get("/barriers/totals/"))
    assert "Offices see 2 open barriers; removed: 1; staying, for a reason: 0." in page
    assert not [word for word in (kept.what, shelter.name, "N.D. Tex.", "S.D.N.Y.") if word in page]
    assert "DEAF" not in page
    assert client_of(pia).get("/barriers/totals/").status_code == 403
    assert client_of(erin).get("/barriers/").status_code == 403
    assert "Offices see 2 open barriers" in text(client_of(erin).get("/"))
    assert "Barriers to services" not in text(client_of(oren).get("/"))


def test_the_report_counts_what_happened_in_the_quarter_as_known_then(alma, shelter):
    quarter = quarters.quarter_of(DAY)
    barrier(alma, shelter, ago=100, kind="COST")
    seen, mistake = barrier(alma, shelter, ago=20), barrier(alma, shelter, ago=20)
    with at_office(alma):
        mistake.withdraw(by=alma, on=DAY)
        seen.accept(reason="No money this year", by=alma, on=DAY)
        (part,) = [part for part in parts(is_own=False) if part.key == "access"]
        before = part.count(make.office(), quarter, NOW - timedelta(days=1))
        after = part.count(make.office(), quarter, NOW)
    assert before == {"open": 3, "opened": {"DEAF": 2}, "removed": {}, "stays": {}}
    assert after == {"open": 1, "opened": {"DEAF": 1}, "removed": {}, "stays": {"DEAF": 1}}
    (section,) = part.told(after)
    assert (
        "put on record: 1; removed: 0; accepted with a reason: 1; open when this was counted: 1."
        in section.paragraphs[0]
    )


def test_the_office_page_tells_the_own_office_alone(alma, lena, erin, shelter, client_of):
    barrier(alma, shelter, recheck_on=DAY)
    said = "1 barrier to a service is open; 1 is to be looked at again."
    assert said in text(client_of(lena).get("/offices/txnd/staffing/"))
    assert said not in text(client_of(erin).get("/offices/txnd/staffing/"))


# --- the API ---------------------------------------------------------------------------------------------------------
def test_programs_read_what_pages_show(alma, pia, shelter):
    seen = barrier(alma, shelter, recheck_on=DAY)
    with at_office(pia):
        BarrierAnswer.objects.give(barrier=as_read_by(pia)[0], says="DISAGREES", text="We do", by=pia, on=DAY)
    for person in (alma, pia):
        client = caller(token_of(person, "BARRIER_VIEW")[1])
        (row,) = client.get("/api/v1/barriers/?is_due=true").json()["results"]
        assert client.get("/api/v1/barriers/?is_due=false").json()["results"] == []
        assert (row["office"], row["organization"]["name"], row["said"]) == ("txnd", shelter.name, "DISAGREES")
        whole = client.get(f"/api/v1/barriers/{seen.key}/").json()
        assert [answer["text"] for answer in whole["answers"]] == ["We do"]
        assert client.get("/api/v1/barrier-totals/").status_code == 403
    totals = caller(token_of(alma, "OUTREACH_FIGURES_VIEW")[1]).get("/api/v1/barrier-totals/").json()
    assert {"kind": "DEAF", "open": 1, "removed": 0, "stays": 0} in totals["results"]


# --- reminders, hand-over, doubles -----------------------------------------------------------------------------------
def working(days: int) -> Any:
    return add_working_days(DAY, days)


def told(key: str) -> list[tuple[Any, str, list[str]]]:
    """Each rung of the only matter, for whoever is bound: its day, its title, whom it tells."""
    cause = ladder.cause_of(key)
    assert cause
    said = []
    for matter in cause.matters(DAY, {make.office().pk, make.office("nysd").pk}):
        for rung in cause.rungs:
            to = ladder.audience_of(rung.audience).find([matter])[matter]
            day = ladder.nominal_day(rung, matter.on)
            said.append((day, cause.said(matter, rung, day).title, [one.email for one in to]))
    return said


def test_whoever_looks_again_is_told_on_the_day_and_those_who_lead_after_ten(alma, vic, lena, shelter):
    seen = barrier(alma, shelter, recheck_on=DAY)
    with at_office(alma):
        owner, heads, desk = told(OURS)
        assert owner == (DAY, "Look again at a barrier: due today", [alma.email])
        assert heads == (working(10), "Nobody has looked at a barrier again for 15 days", [lena.email])
        assert desk[:2] == (working(40), "N.D. Tex.: nobody has looked again at a barrier to a service")
        seen.give(to=None, by=alma, on=DAY)
        assert told(OURS)[0][2] == [alma.email, vic.email], "the queue is the team's"
        seen.remove(by=alma, on=DAY)
        assert told(OURS) == []


def test_what_the_organization_removes_it_is_told_of_before_unless_its_office_hides_it(alma, shelter):
    directory.contact(alma, shelter, "main@harbor.test")
    barrier(alma, shelter, side="THEIRS", recheck_on=working(3))
    with at_office(alma):
        partner, owner, _heads, _desk = told(THEIRS)
    assert partner == (DAY, "N.D. Tex. looks again on November 27 at a barrier to your service", ["main@harbor.test"])
    assert owner[2] == [alma.email]


def test_no_mail_names_an_organization_that_its_office_hides(alma):
    hidden = directory.entered(alma, "House on the Hill (invented)", is_confidential=True)
    directory.contact(alma, hidden, "main@hill.test")
    barrier(alma, hidden, side="THEIRS", recheck_on=DAY)
    cause = ladder.cause_of(THEIRS)
    assert cause
    with at_office(alma):
        assert told(THEIRS)[0][2] == []
        (matter,) = cause.matters(DAY, {make.office().pk})
    words = [" ".join(map(str, cause.said(matter, rung, DAY))) for rung in cause.rungs]
    assert not [said for said in words if hidden.name in said or WHAT in said]


def test_eousa_hands_barriers_over_without_reading_one(alma, vic, erin, pia, shelter):
    barrier(alma, shelter)
    with at_office(erin):
        membership = Membership.objects.get(person=alma)
        made = HandOver.objects.give(membership=membership, to=vic, by=erin, acting=Role.EOUSA, at=NOW)
    assert made.what() == "1 barrier to look at again"
    assert WHAT not in str(made.items)
    assert as_read_by(pia)[0].owner_email == vic.email


@pytest.mark.django_db(transaction=True)
def test_a_double_takes_its_barriers_along_and_back(alma, pia, erin, shelter):
    double = directory.entered(alma, "Safe Harbor Inc. (invented)", "STATE_AGENCY")
    barrier(alma, double, recheck_on=DAY)
    notice(alma, organization=double)
    for into, seen in ((shelter, 1), (None, 0)):
        with acting_as(DatabaseRole.EOUSA):
            type(double).objects.filter(pk=double.pk).update(merged_into=into)
        servers.log_in(served["DATABASE_WORKER_URL"])
        try:
            assert settle_merges() == 2, "the barrier and the form of a court"
            assert settle_merges() == 0
            with acting_as(DatabaseRole.JOBS):
                assert told(OURS)[0][2] == [alma.email], "the planner reads as much"
        finally:
            servers.log_in(served["DATABASE_URL"])
        assert len(as_read_by(pia)) == seen
        with at_office(pia):
            assert NoticeForm.objects.count() == seen


def test_the_organization_reads_first_that_it_has_answered_and_a_second_window_is_told(alma, pia, shelter, client_of):
    address, client = f"/barriers/{barrier(alma, shelter).key}/", client_of(pia)
    assert "usa-button--big" in text(client.get(address)).partition("Say what you think of it")[0]
    assert client.post(f"{address}answer/", {"says": "DISAGREES"}).status_code == 302
    page = text(client.get(address))
    assert "Your organization answered on Nov. 23, 2026: “it is not so”. Somebody looks again" in page
    assert "Say something else" in page
    assert "usa-button--big" not in page
    second = client.post(f"{address}answer/", {"says": "DOING", "after": ""})
    assert f"{pia.name} has answered meanwhile: “it is not so”." in text(second)
    assert client.post(f"{address}answer/", {"says": "DOING", "after": second.context["form"]["after"].value()}).url
