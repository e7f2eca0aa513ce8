"""Judicial notification: what offices saw on forms of courts, who reads it, who replies, when somebody looks again."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, transaction

from partners import notices, quarters
from partners.models import NoticeForm, NoticeReply, Profile
from partners.notice_reminders import YEARLY
from partners.parts import parts
from portal import ladder
from portal.access import DatabaseRole
from portal.calendar import add_working_days, working_day_from
from portal.errors import Refused
from portal.models import Invitation
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY, NOW
from tests.partners import directory
from tests.partners.access import COURT, notice
from tests.partners.log import at_office
from tests.portal.test_api import caller, token_of
from tests.reading import text

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
BANNER = "Office observation, not the state’s certification."


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


# --- verbs -----------------------------------------------------------------------------------------------------------
def test_a_form_is_seen_again_mended_and_taken_off_the_record(alma, vic):
    first = notice(alma, seen_on=DAY - YEAR)
    told = ("state", "court", "form", "language", "carries", "version", "note", "is_tribal", "joined_on", "seen_on")
    facts = {name: getattr(first, name) for name in told}
    with at_office(alma):
        mended = first.change(by=vic, on=DAY, **facts | {"version": "Rev. 8", "organization": None})
        assert (mended.seen_by, mended.version) == (alma, "Rev. 8"), "who mends a word has not seen the form"
        again = mended.see_again(by=vic, on=DAY)
        assert (again.seen_by, again.seen_on) == (vic, DAY)
        with pytest.raises(Refused, match="seen today"):
            again.see_again(by=alma, on=DAY)
        with pytest.raises(Refused, match="Somebody else"):
            first.see_again(by=alma, on=DAY)
        again.withdraw(by=alma, on=DAY)
        assert not NoticeForm.objects.standing().exists()
        assert NoticeForm.objects.count() == 3


def test_a_tribes_form_needs_its_own_will_and_nothing_stands_twice(alma):
    hidden = directory.entered(alma, "House on the Hill (invented)", is_confidential=True)
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("by its own will", {"is_tribal": True}),
        ("Only a tribe", {"joined_on": DAY}),
        ("in the future", {"seen_on": DAY + timedelta(days=1)}),
        ("in the future", {"is_tribal": True, "joined_on": DAY + timedelta(days=1)}),
        ("only yours knows", {"organization": hidden}),
    ]
    for sentence, facts in wrong:
        with pytest.raises(Refused, match=sentence):
            notice(alma, **facts)
    assert notice(alma, is_tribal=True, joined_on=DAY - YEAR).is_tribal
    with pytest.raises(Refused, match="has this form on record"):
        notice(alma)
    assert notice(alma, language="ES").language == "ES"


# --- who reads what --------------------------------------------------------------------------------------------------
def test_every_office_reads_it_and_only_its_own_changes_it(alma, otis, erin, oren, client_of):
    seen = notice(alma)
    for person in (otis, erin):
        assert f"{COURT}: PO-1" in text(client_of(person).get(f"/notice-forms/{seen.key}/"))
    typed = {"state": "TX", "court": COURT, "form": "PO-2", "language": "EN", "carries": "NO", "seen_on": "2026-11-23"}
    for act in ("edit", "seen", "withdraw"):
        assert client_of(otis).post(f"/notice-forms/{seen.key}/{act}/", typed).status_code == 404
    assert client_of(erin).post(f"/notice-forms/{seen.key}/seen/").status_code == 403
    assert client_of(oren).get("/notice-forms/").status_code == 403
    with at_office(otis), pytest.raises(Refused, match="Somebody else"):
        NoticeForm.objects.get().withdraw(by=otis, on=DAY)


def test_it_is_not_public_and_no_unrelated_partner_sees_a_word(alma, pia, visitor, client_of):
    court = directory.entered(alma, "District Court Administration (invented)", "COURT")
    seen = notice(alma, organization=court)
    pages = (
        "/notice-forms/",
        f"/notice-forms/{seen.key}/",
        "/api/v1/notice-forms/",
        f"/api/v1/notice-forms/{seen.key}/",
    )
    for address in pages:
        told = visitor.get(address)
        assert told.status_code in {302, 401}, address
        assert COURT not in text(told)
    client = client_of(pia)
    assert [client.get(address).status_code for address in pages] == [200, 404, 200, 404]
    assert not [address for address in pages if COURT in text(client.get(address))]
    assert client.post(f"/notice-forms/{seen.key}/reply/", {"says": "AGREES"}).status_code == 404
    for role in (DatabaseRole.PUBLIC, DatabaseRole.OARM, DatabaseRole.TOTALS):
        with acting_as(role), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            NoticeForm.objects.exists()


def test_whoever_is_named_replies_and_every_office_reads_it_beside(alma, otis, client_of):
    court = directory.entered(alma, "District Court Administration (invented)", "COURT")
    clerk = directory.manager_of(court)
    seen = notice(alma, organization=court, carries="NO")
    client = client_of(clerk)
    assert "1 form waits for your reply." in text(client.get("/"))
    page = text(client.get(f"/notice-forms/{seen.key}/"))
    assert BANNER in page
    assert alma.name not in page, "an organization reads which office, not whose eyes"
    said = {"says": "CHANGED", "text": "Since October the notice stands on page 2"}
    assert "stands on page 2" in text(client.post(f"/notice-forms/{seen.key}/reply/", said, follow=True))
    for person in (alma, otis):
        shown = text(client_of(person).get(f"/notice-forms/{seen.key}/"))
        assert (alma.name in shown) is (person == alma), "whose eyes it was, only the own office and EOUSA read"
        assert "The form has changed since" in shown
        assert "stands on page 2" in shown
        assert client_of(person).post(f"/notice-forms/{seen.key}/reply/", said).status_code == 403
    assert "the form has changed since" in client_of(otis).get("/notice-forms/?format=csv").getvalue().decode()


def test_every_page_download_and_answer_says_that_it_is_no_certification(alma, erin, client_of):
    seen = notice(alma)
    client = client_of(alma)
    for address in ("", "new/", f"{seen.key}/", f"{seen.key}/edit/"):
        assert BANNER in text(client.get(f"/notice-forms/{address}")), address
    head, row = client.get("/notice-forms/?format=csv").getvalue().decode().splitlines()[:2]
    assert "basis" in head
    assert BANNER in row
    api = caller(token_of(erin, "NOTICE_VIEW")[1])
    (found,) = api.get("/api/v1/notice-forms/?state=tx&is_old=false").json()["results"]
    assert found["basis"] == BANNER == api.get(f"/api/v1/notice-forms/{seen.key}/").json()["basis"]
    assert api.get("/api/v1/notice-forms/?carries=UNKNOWN").json()["results"] == []


# --- pages -----------------------------------------------------------------------------------------------------------
def test_a_form_is_recorded_in_one_page_and_seen_again_with_one_click(alma, client_of):
    client = client_of(alma)
    typed = {"state": "TX", "court": COURT, "form": "PO-1", "language": "EN", "carries": "PARTLY", "version": "Rev. 7",
             "seen_on": (DAY - YEAR).isoformat(), "note": ""}  # fmt: skip
    refused = client.post("/notice-forms/new/", typed | {"is_tribal": "on"})
    assert refused.status_code == 422
    assert "A tribe takes part by its own will: say since when." in text(refused)
    assert "Carries the notice: partly." in text(client.post("/notice-forms/new/", typed, follow=True))
    assert "1 form of a court is to be seen again." in text(client.get("/"))

    with at_office(alma):
        key = NoticeForm.objects.get().key
    assert "N.D. Tex. last saw it on Nov. 23, 2026." in text(client.post(f"/notice-forms/{key}/seen/", follow=True))
    assert "to be seen again" not in text(client.get("/"))


def test_the_list_counts_state_by_state_and_is_narrowed(alma, otis, client_of):
    notice(alma)
    notice(alma, form="PO-2", carries="NO", seen_on=DAY - YEAR)
    notice(alma, form="PO-3", carries="", is_tribal=True, joined_on=DAY - YEAR)
    notice(otis, form="FC-9", state="NY")
    page = text(client_of(alma).get("/notice-forms/"))
    assert "Offices have seen 4 forms in 2 states; 2 carry the notice. 1 was last seen more than a year ago." in page
    with at_office(alma):
        table = notices.by_state(NoticeForm.objects.standing())
    assert [list(row) for row in table.rows] == [
        ["New York", "1", "1", "0", "0", "Nov. 23, 2026"], ["Texas", "3", "1", "0", "1", "Nov. 23, 2026"],
    ]  # fmt: skip
    assert "Nothing seen yet in 54 states and territories: Alabama, Alaska, " in page, "50, D.C. and 5 territories"
    wanted = {
        "state=NY": "FC-9",
        "carries=NO": "PO-2",
        "carries=UNKNOWN": "PO-3",
        "tribal=yes": "PO-3",
        "old=yes": "PO-2",
        "mine=yes&carries=YES": "PO-1",
    }
    for query, form in wanted.items():
        rows = client_of(alma).get(f"/notice-forms/?format=csv&{query}").getvalue().decode().splitlines()[1:]
        assert [row.split(",")[0] for row in rows] == [form], query


def test_all_that_is_wrong_with_a_form_is_told_at_once_each_at_its_field(alma, client_of):
    typed = {"state": "TX", "court": COURT, "form": "PO-1", "language": "EN", "seen_on": "0001-01-01",
             "is_tribal": "on", "joined_on": "2090-01-01", "note": "SSN 123-45-6789"}  # fmt: skip
    refused = client_of(alma).post("/notice-forms/new/", typed)
    errors = refused.context["form"].errors
    assert refused.status_code == 422
    assert set(errors) == {"seen_on", "joined_on", "note"}
    assert errors["seen_on"] == ["The day is before 1994. Check the year."]
    assert "in the future" in errors["joined_on"][0]
    unwilling = client_of(alma).post("/notice-forms/new/", typed | {"joined_on": ""}).context["form"].errors
    assert set(unwilling) == {"seen_on", "joined_on", "note"}


def test_a_save_that_changes_nothing_says_how_to_say_that_it_was_seen_again(alma, client_of):
    seen = notice(alma, seen_on=DAY - YEAR)
    address, client = f"/notice-forms/{seen.key}/edit/", client_of(alma)
    page = client.get(address)
    opened = page.context["form"]
    assert opened["seen_on"].value() == DAY, "who says that it has changed has it in hand today"
    assert "choose the day that stands: Nov. 23, 2025" in text(page)
    typed = {bound.name: bound.value() or "" for bound in opened if bound.name != "is_tribal"}
    for day in (DAY, DAY - YEAR):
        refused = client.post(address, typed | {"seen_on": day.isoformat()})
        assert refused.status_code == 422
        assert "Nothing is different from what is on record. To say that you saw it again unchanged" in text(refused)
    for change in ({"seen_on": "2026-01-05"}, {"seen_on": DAY.isoformat(), "version": "Rev. 9"}):
        assert client.post(address, typed | change).status_code == 302
    with at_office(alma):
        assert NoticeForm.objects.standing().get().version == "Rev. 9"


# --- reminders and counts --------------------------------------------------------------------------------------------
def test_one_reminder_for_each_office_and_state_goes_to_whoever_saw_it_then_to_those_who_lead(alma, vic, lena, otis):
    notice(alma, form="PO-1", seen_on=DAY - YEAR)
    notice(alma, form="PO-2", seen_on=DAY - YEAR - timedelta(days=3))
    notice(alma, form="PO-3", seen_on=DAY)
    notice(otis, form="FC-9", state="NY", seen_on=DAY - YEAR)
    cause = ladder.cause_of(YEARLY)
    assert cause
    offices = {make.office().pk, make.office("nysd").pk}
    with at_office(alma):
        assert list(cause.matters(DAY - timedelta(days=4), offices)) == []
        matters = list(cause.matters(DAY, offices))
        texas = next(matter for matter in matters if matter.office_id == make.office().pk)
        assert {matter.name for matter in matters} == {"Texas", "New York"}
        assert len(matters) == 2
        told = [[one.email for one in ladder.audience_of(rung.audience).find([texas])[texas]] for rung in cause.rungs]
    assert told == [[alma.email], [lena.email], []], "EOUSA's desk, which no office reads"
    days = [ladder.nominal_day(rung, texas.on) for rung in cause.rungs]
    first = working_day_from(DAY - timedelta(days=3))
    assert days == [first, add_working_days(first, 20), add_working_days(first, 40)]
    said = cause.said(texas, cause.rungs[0], DAY)
    assert said.title == "2 forms of courts in Texas were last seen a year ago"
    assert COURT not in str(said)


def test_when_whoever_saw_it_has_left_the_team_is_asked(alma, vic, otis):
    with at_office(alma):
        facts = {"state": "TX", "court": COURT, "form": "PO-1", "language": "EN", "seen_on": DAY - YEAR}
        NoticeForm.objects.create(
            office=make.office(), seen_by=otis, recorded_by=otis, office_name="N.D. Tex.", **facts
        )
        cause = ladder.cause_of(YEARLY)
        assert cause
        (matter,) = cause.matters(DAY, {make.office().pk})
        found = ladder.audience_of(cause.rungs[0].audience).find([matter])[matter]
    assert {one.email for one in found} == {alma.email, vic.email}


def test_the_report_and_the_office_page_count_the_offices_own(alma, otis, erin, client_of):
    notice(alma)
    notice(alma, form="PO-2", carries="", seen_on=DAY - YEAR)
    notice(otis, form="FC-9", state="NY")
    with at_office(alma):
        (part,) = [part for part in parts(is_own=False) if part.key == "notices"]
        kept = part.count(make.office(), quarters.quarter_of(DAY), NOW)
    assert kept == {"answers": {"YES": 1, "UNKNOWN": 1}, "seen": 1}
    (section,) = part.told(kept)
    assert BANNER in section.paragraphs
    assert "2 forms of courts seen; 1 carries the notice." in text(client_of(erin).get("/offices/txnd/staffing/"))


def test_a_reply_is_written_by_whoever_is_named_alone(alma, pia, shelter):
    """The wall: a reply for another organization is refused by the database."""
    seen = notice(alma)
    with at_office(pia), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        NoticeReply.objects.create(
            office_id=seen.office_id, organization=make.organization(), form=seen.key, says="AGREES", replied_on=DAY,
            recorded_by=pia,
        )  # fmt: skip


def test_to_a_partner_that_no_office_has_named_it_is_said_so(pia, alma, client_of):
    page = text(client_of(pia).get("/notice-forms/"))
    assert "No office has named your organization as the one that replies to a form of a court." in page
    assert "Nobody has put a form" not in page
    assert "Take a filter away" not in page
    assert "/notice-forms/" not in text(client_of(pia).get("/shared/"))
    assert "Nobody has put a form of a court on record yet." in text(client_of(alma).get("/notice-forms/"))


def test_a_court_or_a_state_agency_replies_and_nobody_else_and_each_reply_names_who_gave_it(
    alma, otis, pia, shelter, client_of
):
    refuge = directory.entered(alma, "House on the Hill (invented)")
    court = directory.entered(alma, "District Court Administration (invented)", "COURT")
    clerk = directory.manager_of(court)
    offered = text(client_of(alma).get("/notice-forms/new/"))
    assert (court.name in offered, refuge.name in offered) == (True, False)
    with pytest.raises(Refused, match="Only a court or a state agency replies, and House on the Hill"):
        notice(alma, organization=refuge)
    seen = notice(alma, organization=court)
    assert client_of(clerk).post(f"/notice-forms/{seen.key}/reply/", {"says": "DISAGREES"}).status_code == 302
    with at_office(clerk):
        Profile.objects.standing().update(superseded_at=NOW)
        with pytest.raises(Refused, match="your organization is not entered as one"):
            NoticeReply.objects.give(form=seen, says="AGREES", text="", by=clerk, on=DAY)

    api = caller(token_of(otis, "NOTICE_VIEW")[1])
    assert api.get("/api/v1/notice-forms/").json()["results"][0]["said_by"] == court.name
    (reply,) = api.get(f"/api/v1/notice-forms/{seen.key}/").json()["replies"]
    assert reply["organization"] == {"id": court.pk, "name": court.name}
    for address in (f"{seen.key}/", "", "?format=csv"):
        answer = client_of(otis).get(f"/notice-forms/{address}")
        told = answer.getvalue() if answer.streaming else answer.content
        assert court.name in told.decode(), address


def test_a_reply_stands_in_the_offices_week_until_it_has_looked(alma, client_of):
    court = directory.entered(alma, "District Court Administration (invented)", "COURT")
    clerk = directory.manager_of(court)
    seen = notice(alma, organization=court)
    assert "new reply" not in text(client_of(alma).get("/"))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        client_of(clerk).post(f"/notice-forms/{seen.key}/reply/", {"says": "DISAGREES"})
        week = text(client_of(alma).get("/"))
        assert "1 form of a court has a new reply." in week
        assert "District Court Administration (invented) says “it is not so”" in week
        assert client_of(alma).post(f"/notice-forms/{seen.key}/seen/").status_code == 302, "today once more"
        assert "new reply" not in text(client_of(alma).get("/"))


def test_a_second_window_is_told_of_the_first_reply_and_may_go_on(alma, client_of):
    court = directory.entered(alma, "District Court Administration (invented)", "COURT")
    clerk = directory.manager_of(court)
    address = f"/notice-forms/{notice(alma, organization=court).key}/reply/"
    client = client_of(clerk)
    opened = client.get(address).context["form"]["after"].value() or ""
    assert client.post(address, {"says": "DISAGREES", "after": opened}).status_code == 302
    second = client.post(address, {"says": "AGREES", "text": "Mine", "after": opened})
    assert second.status_code == 422
    assert f"{clerk.name} has answered meanwhile: “it is not so”. Say yours all the same?" in text(second)
    again = {bound.name: bound.value() for bound in second.context["form"]}
    assert again["text"] == "Mine"
    assert client.post(address, again).status_code == 302


def test_what_was_seen_before_is_what_was_seen_and_not_who_may_reply(alma, client_of):
    court = directory.entered(alma, "District Court Administration (invented)", "COURT")
    seen = notice(alma, carries="NO")
    told = ("state", "court", "form", "language", "version", "note", "is_tribal", "joined_on", "seen_on")
    facts = {name: getattr(seen, name) for name in told}
    with at_office(alma):
        named = seen.change(by=alma, on=DAY, **facts | {"carries": "NO", "organization": court})
    assert "What was seen before" not in text(client_of(alma).get(f"/notice-forms/{seen.key}/"))
    with at_office(alma):
        named.change(by=alma, on=DAY, **facts | {"carries": "YES", "organization": court})
    assert len(client_of(alma).get(f"/notice-forms/{seen.key}/").context["earlier"]) == 1


def test_a_courts_menu_and_its_invitation_tell_of_its_forms_and_a_shelters_do_not(
    alma, pia, shelter, client_of, monkeypatch
):
    mails: list[str] = []
    monkeypatch.setattr("portal.models.invitation.Message.objects.post", lambda **mail: mails.append(mail["text"]))
    court = directory.entered(alma, "District Court Administration (invented)", "COURT")
    notice(alma, organization=court)
    lone = directory.entered(alma, "House on the Hill (invented)")
    for at, waits in ((court, True), (lone, False)):
        with at_office(alma):
            Invitation.objects.sponsor(
                organization=at, office=make.office(), by=alma, at=NOW, name="Cy", email=f"cy{at.pk}@example.test"
            )
        assert ("1 form of a court waits there for your reply" in mails[-1]) is waits
    menu = "Forms of courts</a>"
    assert menu in text(client_of(directory.manager_of(court)).get("/our-entry/"))
    assert menu not in text(client_of(pia).get("/our-entry/"))
