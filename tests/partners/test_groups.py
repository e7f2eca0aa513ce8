"""Working groups: founded, seated, filled and ended; as office, partner and EOUSA read them; and for programs."""

import importlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners import parts
from partners.group_panels import PART, count
from partners.group_words import will_end_seat
from partners.models import ActionItem, GroupPaper, Meeting, Participant, Seat, WorkingGroup
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import AuditEvent, HandOver, Membership
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY, NOW
from tests.partners.directory import entered
from tests.partners.groups import Filled, added, called, filled, founded, owed, seated
from tests.partners.log import at_office
from tests.portal.test_api import caller, is_problem, token_of

HARBOR = "Safe Harbor (invented)"


@pytest.fixture(autouse=True)
def _on_the_monday_of_the_tests():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def team(alma, shelter) -> Filled:
    return filled(alma, shelter)


def page(client, name: str, *args: Any, code: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == code, answer.content.decode()[:500]
    return str(answer.content.decode())


def sent(client, route: str, pk: int | None = None, /, **said: Any) -> Any:
    return client.post(reverse(route, args=[pk] if pk else []), said)


# --- verbs -----------------------------------------------------------------------------------------------------------
def test_a_founder_sits_in_its_group_and_gives_each_member_one_seat(alma, shelter, team) -> None:
    with at_office(alma) as member:
        told = [
            (row.name, row.is_founder, row.contact_name)
            for row in Participant.objects.order_by("pk").filter(group=team.group)
        ]
        assert told == [("N.D. Tex.", True, "Alma Reyes"), (HARBOR, False, "")]
        assert Seat.objects.get(name=HARBOR).given_by_id == alma.pk
        with pytest.raises(Refused, match="has a seat already"):
            team.group.give_seat(organization=shelter, by=alma, on=DAY)
        with pytest.raises(Refused, match="founded this group"):
            team.seat("N.D. Tex.").leave(by=alma, on=DAY)
        assert member.office


def test_nobody_is_given_a_seat_whose_name_the_group_may_not_know(alma, team) -> None:
    hidden = entered(alma, "House on the Hill", is_confidential=True)
    with at_office(alma), pytest.raises(Refused, match="would tell the whole group"):
        team.group.give_seat(organization=hidden, by=alma, on=DAY)


def test_whoever_leaves_leaves_what_is_owed_to_the_founder(alma, pia, team) -> None:
    kept = owed(alma, team.group, HARBOR, text="Done before")
    with at_office(pia):
        ActionItem.objects.get(pk=kept.pk).close(by=pia, on=DAY)
        team.seat(HARBOR).leave(by=pia, on=DAY)
    with at_office(alma):
        item, done = ActionItem.objects.get(pk=team.item.pk), ActionItem.objects.get(pk=kept.pk)
        assert (item.seat_id, item.seat_name, item.state) == (None, "N.D. Tex.", "OPEN")
        assert (done.seat_name, done.state) == (HARBOR, "DONE")
        assert Participant.objects.get(group=team.group, name=HARBOR).left_on == DAY
        with pytest.raises(Refused, match="has left the group already"):
            team.seat(HARBOR).leave(by=alma, on=DAY)
        with pytest.raises(Refused, match="has left the group"):
            ActionItem.objects.take_on(
                group=team.group, owner=Participant.objects.get(name=HARBOR), text="x", due_on=DAY, by=alma, on=DAY
            )
        team.group.give_seat(organization=team.seat(HARBOR).organization, by=alma, on=DAY)


def test_who_leaves_where_it_is_the_day_before_still_leaves(alma, pia, team) -> None:
    with at_office(pia):
        team.seat(HARBOR).leave(by=pia, on=DAY - timedelta(days=1))
        assert Seat.objects.get().left_on == DAY
    with at_office(alma):
        team.group.end(by=alma, on=DAY - timedelta(days=1))
        assert WorkingGroup.objects.get(pk=team.group.pk).ended_on == DAY


def test_a_meeting_of_a_year_that_nobody_means_is_refused_at_its_field(alma, team, client_of) -> None:
    said = {"title": "SSN 123-45-6789", "held_on": "1990-01-01"}
    for address in (f"/groups/{team.group.pk}/meetings/new/", f"/meetings/{team.meeting.pk}/edit/"):
        refused = client_of(alma).post(address, said)
        assert refused.status_code == 422
        assert set(refused.context["form"].errors) == {"title", "held_on"}


def test_an_ended_group_takes_nothing_more_and_is_still_read(alma, pia, team) -> None:
    with at_office(alma):
        team.group.end(by=alma, on=DAY)
        for verb in (team.group.end, team.group.give_seat):
            with pytest.raises(Refused, match="ended"):
                verb(by=alma, on=DAY)
        with pytest.raises(Refused, match="ended"):
            team.meeting.write(by=alma, on=DAY, title="x")
        with pytest.raises(Refused, match="ended"):
            GroupPaper.objects.add(group=team.group, title="x", body="x", link="", by_name="", by=alma, on=DAY)
    with at_office(pia):
        assert ActionItem.objects.get().state == "DROPPED"
        assert GroupPaper.objects.exists()


def test_an_item_is_closed_once_by_whoever_owes_it_or_by_an_office(alma, pia, team) -> None:
    ours = owed(alma, team.group)
    with at_office(pia):
        with pytest.raises(Refused, match=r"N\.D\. Tex\. owes this"):
            ActionItem.objects.get(pk=ours.pk).close(by=pia, on=DAY)
        mine = ActionItem.objects.get(pk=team.item.pk)
        again = ActionItem.objects.get(pk=team.item.pk)
        mine.close(by=pia, on=DAY)
        with pytest.raises(Refused, match="is done already"):
            again.close(by=pia, on=DAY)
        mine.reopen(by=pia, on=DAY)
    with at_office(alma):
        item = ActionItem.objects.get(pk=team.item.pk)
        with pytest.raises(Refused, match="before today"):
            item.agree_anew(owner=Participant.objects.get(group=team.group, is_founder=True), text="x",
                            due_on=DAY - timedelta(days=1), by=alma, on=DAY)  # fmt: skip
        item.drop(by=alma, on=DAY)
        assert (item.state, item.closed_on) == ("DROPPED", DAY)


def test_a_guest_office_says_of_its_own_items_alone_how_they_stand(alma, otis, team, client_of) -> None:
    seated(alma, team.group, office="nysd")
    ours, theirs = owed(alma, team.group, text="Ours"), owed(alma, team.group, "S.D.N.Y.", text="Theirs")
    closed = owed(alma, team.group, text="Closed")
    with at_office(alma):
        closed.close(by=alma, on=DAY)
    with at_office(otis):
        founder = Participant.objects.get(group=team.group, is_founder=True)
        said: dict[str, Any] = {"owner": founder, "text": "x", "due_on": DAY}
        for verb, more in (("close", {}), ("drop", {}), ("agree_anew", said)):
            with pytest.raises(Refused, match=r"N\.D\. Tex\. owes this"):
                getattr(ActionItem.objects.get(pk=ours.pk), verb)(by=otis, on=DAY, **more)
        with pytest.raises(Refused, match=r"N\.D\. Tex\. owes this"):
            ActionItem.objects.get(pk=closed.pk).reopen(by=otis, on=DAY)
    told = page(client_of(otis), "group-detail", team.group.pk)
    for route in ("done", "edit", "drop"):
        assert reverse(f"action-item-{route}", args=[theirs.pk]) in told
        assert reverse(f"action-item-{route}", args=[ours.pk]) not in told
    assert reverse("action-item-reopen", args=[closed.pk]) not in told
    assert reverse("action-item-reopen", args=[closed.pk]) in page(client_of(alma), "group-detail", team.group.pk)
    program = caller(token_of(otis, "GROUP_VIEW", "ACTION_CLOSE")[1])
    is_problem(program.post(f"/api/v1/action-items/{ours.pk}/done/", {}, content_type="application/json"), 409)
    with at_office(otis):
        mine = ActionItem.objects.get(pk=theirs.pk)
        mine.close(by=otis, on=DAY)
        mine.reopen(by=otis, on=DAY)
        mine.agree_anew(**said, by=otis, on=DAY)
        assert ActionItem.objects.get(pk=theirs.pk).seat_id is None
    with at_office(alma):
        ActionItem.objects.get(pk=team.item.pk).close(by=alma, on=DAY)


def test_a_meeting_that_is_over_is_not_canceled(alma, team) -> None:
    past = called(alma, team.group, held_on=DAY - timedelta(days=1))
    with at_office(alma):
        with pytest.raises(Refused, match="is over"):
            past.cancel(by=alma, on=DAY)
        team.meeting.cancel(by=alma, on=DAY)
        with pytest.raises(Refused, match="was canceled"):
            team.meeting.write(by=alma, on=DAY, title="x")


def test_the_trail_tells_who_gave_and_took_the_seat_and_no_word_of_the_group(alma, team) -> None:
    with at_office(alma):
        team.seat(HARBOR).leave(by=alma, on=DAY)
    with acting_as(DatabaseRole.EOUSA_READER):
        rows = AuditEvent.objects.filter(table_name__in=["partners_seat", "partners_meeting", "partners_grouppaper",
                                                         "partners_participant", "partners_workinggroup"])  # fmt: skip
        told = [(row.table_name, row.operation, row.person_id) for row in rows]
        words = str([(row.old, row.new) for row in rows])
    assert told.count(("partners_seat", "INSERT", alma.pk)) == 2
    assert ("partners_seat", "UPDATE", alma.pk) in told
    assert not [
        word for word in ("Safe Harbor", "Response team", "First meeting", "Protocol", "Draft.") if word in words
    ]


# --- history ---------------------------------------------------------------------------------------------------------
def test_the_group_of_2019_is_history_and_says_what_the_memo_says(alma, otis, erin, client_of) -> None:
    with at_office(otis):
        group = WorkingGroup.objects.get(is_history=True)
        assert not Seat.objects.filter(group=group).exists()
    text = page(client_of(otis), "group-detail", group.pk)
    assert "History: known from the memo of November 2020; current status unknown." in text
    assert "It began in June 2019; until when it met is not known." in text
    assert "nine US attorneys" in text
    assert "N.D. Tex. (its US attorney chaired the group)" in text
    assert "June 1, 2019" not in text
    with at_office(erin), pytest.raises(Refused, match="history"):
        group.give_seat(office=make.office(), by=erin, on=DAY)
    module = importlib.import_module("partners.migrations.0004_group_of_nine")
    assert "memo" in module.__doc__


# --- pages -----------------------------------------------------------------------------------------------------------
def test_an_office_founds_seats_meets_and_writes(alma, shelter, client_of) -> None:
    client = client_of(alma)
    entered_there = entered(alma, "Harbor House (invented)")
    answer = sent(client, "group-create", name="Night response", purpose="")
    group = int(answer["Location"].rstrip("/").rpartition("/")[2])
    assert "Harbor House" in page(client, "seat-create", group)
    sent(client, "seat-create", group, member=f"organization:{entered_there.pk}", contact_name="Hana Roy")
    sent(client, "meeting-create", group, held_on="2026-12-04", title="First", agenda="Who calls whom", minutes="")
    with at_office(alma):
        meeting = Meeting.objects.get()
        owner = Participant.objects.get(name="Harbor House (invented)").pk
    item = {"text": "Read the draft", "due_on": "2026-11-27", "owner": owner}
    client.post(f"{reverse('action-item-create', args=[group])}?meeting={meeting.pk}", item)
    sent(client, "paper-create", group, title="Draft", body="# Calls\n<script>alert(1)</script>", link="")

    text = page(client, "group-detail", group)
    assert "1 action item is open. The group meets on Friday, December 4, 2026." in text
    assert "Hana Roy" in text
    assert "Read the draft" in page(client, "meeting-detail", meeting.pk)
    with at_office(alma):
        paper, made = GroupPaper.objects.get(), ActionItem.objects.get()
    assert made.meeting_id == meeting.pk
    read = page(client, "paper-detail", paper.pk)
    assert "<h3>Calls</h3>" in read
    assert "<script>alert" not in read


def test_agenda_and_what_was_agreed_are_read_as_papers_are(alma, team, client_of) -> None:
    client, meeting = client_of(alma), team.meeting.pk
    assert "or Markdown: # heading" in page(client, "meeting-create", team.group.pk)
    held_on = DAY + timedelta(days=3)
    sent(client, "meeting-edit", meeting, held_on=held_on, title="x", agenda="# One\n<b>x</b>", minutes="* **Two**")
    read = page(client, "meeting-detail", meeting)
    assert '<article class="prose"><h3>One</h3>' in read
    assert "<strong>Two</strong>" in read
    assert "<b>x" not in read
    assert "<h3>One</h3>" in page(client, "group-detail", team.group.pk)


def test_whose_seat_is_taken_while_typing_loses_no_word_and_is_told_since_when(alma, otis, erin, client_of) -> None:
    nation = filled(erin, offices=("nysd",), name="Practice group")
    with at_office(erin):
        nation.seat("S.D.N.Y.").leave(by=erin, on=DAY)
    here = {"HTTP_ORIGIN": "http://testserver"}
    paper = {"title": "Our draft", "body": "Typed for an hour <b>", "link": ""}
    add, replace = (reverse(f"paper-{act}", args=[pk]) for act, pk in
                    (("create", nation.group.pk), ("edit", nation.paper.pk)))  # fmt: skip

    answer = client_of(otis).post(add, paper, **here)
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "Your office has no seat in this group any more, since November 23, 2026." in text
    assert "Typed for an hour &lt;b&gt;" in text
    assert "has no seat in this group any more" in page(client_of(otis), "paper-create", nation.group.pk, code=404)

    text = client_of(otis).post(replace, paper, **here).content.decode()
    assert "not open to you any more" in text
    assert "Typed for an hour" in text

    for answer in (
        client_of(alma).post(add, paper, **here),
        client_of(alma).post(reverse("paper-create", args=[99]), paper, **here),
    ):
        assert (
            "This is not there, or not open to you any more." in answer.content.decode()
        )  # never sat there: no more is told
        assert "any more, since" not in answer.content.decode()
    foreign = client_of(otis).post(add, paper, HTTP_ORIGIN="https://evil.example")
    assert "Typed for an hour" not in foreign.content.decode()


def test_a_name_that_ends_in_a_period_ends_the_sentence_with_one() -> None:
    said = will_end_seat("N.D. Tex.", "EOUSA", 0, is_own=True)
    assert not [each for each in said if ".." in each]


def test_nothing_is_agreed_for_a_year_that_nobody_means(alma, team, client_of) -> None:
    client, far = client_of(alma), {"due_on": "9999-12-31", "held_on": "9999-12-31"}
    with at_office(alma):
        owner = Participant.objects.get(group=team.group, is_founder=True).pk
    item = {"text": "Draft", "owner": owner} | far
    meeting = {"title": "x", "agenda": "", "minutes": ""} | far
    asked: dict[tuple[str, int], dict[str, Any]] = {
        ("action-item-create", team.group.pk): item,
        ("action-item-edit", team.item.pk): item,
        ("meeting-create", team.group.pk): meeting,
        ("meeting-edit", team.meeting.pk): meeting,
    }
    for (route, pk), said in asked.items():
        answer = sent(client, route, pk, **said)
        assert answer.status_code == 422
        assert "more than five years ahead. Check the year." in answer.content.decode()


@pytest.mark.parametrize("link", ["http://example.test/a", "javascript:alert(1)", "https://you@example.test/"])
def test_a_paper_leads_nowhere_but_over_https(link, alma, team, client_of) -> None:
    answer = sent(client_of(alma), "paper-create", team.group.pk, title="x", body="", link=link)
    assert answer.status_code == 422


def test_a_partner_reads_its_group_does_its_own_and_leaves(pia, alma, team, client_of) -> None:
    client = client_of(pia)
    first = page(client, "shared-list")
    assert "1 action item of your working groups is yours." in first
    assert "You belong to 1 working group; 1 action item is yours." in page(client, "group-list")
    text = page(client, "group-detail", team.group.pk)
    assert "1 action item is open, 1 is yours." in text
    for address in ("Give a seat", "Add a paper", "End the group", "Call a meeting"):
        assert address not in text
    for name in ("meeting-detail", "paper-detail"):
        page(client, name, getattr(team, name.partition("-")[0]).pk)
    assert sent(client, "meeting-create", team.group.pk).status_code == 403

    sent(client, "action-item-done", team.item.pk)
    with at_office(alma):
        assert ActionItem.objects.get(pk=team.item.pk).state == "DONE"
        seat = team.seat(HARBOR)
    assert "Reading ends at once" in page(client, "seat-end", seat.pk)
    assert sent(client, "seat-end", seat.pk)["Location"] == reverse("group-list")
    for name, pk in (("group-detail", team.group.pk), ("meeting-detail", team.meeting.pk),
                     ("paper-detail", team.paper.pk), ("action-item-done", team.item.pk)):  # fmt: skip
        page(client, name, pk, code=404)
    assert "Your working groups" not in page(client, "shared-list")


def test_an_office_without_a_seat_reads_of_a_national_group_that_it_exists(alma, otis, erin, client_of) -> None:
    nation = filled(erin, offices=("nysd",), name="Practice group")
    text = page(client_of(alma), "group-detail", nation.group.pk)
    assert "Your office has no seat in this group." in text
    assert "Draft the protocol" not in text
    assert sent(client_of(alma), "meeting-create", nation.group.pk).status_code == 404
    assert sent(client_of(alma), "seat-create", nation.group.pk).status_code == 404
    assert "Draft the protocol" in page(client_of(otis), "group-detail", nation.group.pk)
    assert sent(client_of(otis), "seat-create", nation.group.pk).status_code == 404
    assert "Practice group" in page(client_of(alma), "group-list") + client_of(alma).get(
        reverse("group-list") + "?which=national").content.decode()  # fmt: skip


def test_a_partner_is_offered_only_the_filters_that_give_something(alma, pia, team, client_of) -> None:
    def offered() -> list[str]:
        fields = client_of(pia).get(reverse("group-list")).context["listing"].filters.fields
        return [key for key, _label in fields["which"].choices] if "which" in fields else []

    assert offered() == []
    with at_office(alma):
        team.group.end(by=alma, on=DAY)
    assert offered() == ["", "history", "all"]
    assert team.group.name in client_of(pia).get(reverse("group-list") + "?which=history").content.decode()


def test_a_page_asks_the_same_queries_however_much_is_in_a_group(alma, team, client_of) -> None:
    def asked(name: str, *args: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, name, *args)
        return len(queries)

    client = client_of(alma)
    page(client, "group-list")
    before = asked("group-detail", team.group.pk), asked("group-list")
    for number in range(8):
        owed(alma, team.group, text=f"Item {number}")
        called(alma, team.group, title=f"Meeting {number}")
        added(alma, team.group, title=f"Paper {number}")
        founded(alma, f"Group {number}")
    assert (asked("group-detail", team.group.pk), asked("group-list")) == before


# --- the week, the report, programs ----------------------------------------------------------------------------------
def test_the_report_counts_groups_meetings_and_what_was_done(alma, team) -> None:
    called(alma, team.group, held_on=DAY - timedelta(days=2))
    called(alma, team.group, held_on=DAY - timedelta(days=200))
    later = owed(alma, team.group)
    with at_office(alma) as member:
        ActionItem.objects.get(pk=team.item.pk).close(by=alma, on=DAY)
        ActionItem.objects.get(pk=later.pk).close(by=alma, on=DAY + timedelta(days=2))
        assert member.office
        assert count(member.office, DAY.replace(month=10, day=1), NOW + timedelta(days=3))["done"] == 2
        counted = count(member.office, DAY.replace(month=10, day=1), NOW + timedelta(minutes=1))
        assert count(member.office, DAY.replace(month=7, day=1), NOW)["groups"] == 0
    assert counted == {"groups": 1, "meetings": 1, "done": 1}
    assert PART.told(counted)[0].paragraphs == [
        "The office sat in 1 working group. 1 meeting was held. 1 action item was done."
    ]
    assert "groups" in {part.key for part in parts.parts(is_own=False)}


def test_the_week_names_what_the_office_owes_and_nothing_of_others(alma, team, client_of) -> None:
    owed(alma, team.group, text="Ours by Friday", due_on=DAY + timedelta(days=4))
    owed(alma, team.group, HARBOR, text="Theirs by Friday", due_on=DAY + timedelta(days=4))
    text = page(client_of(alma), "week")
    assert "In your working groups" in text
    assert "Ours by Friday" in text
    assert "Theirs by Friday" not in text


def test_programs_read_what_the_pages_show_and_close_their_own(alma, pia, otis, team) -> None:
    ours, theirs = (caller(token_of(who, "GROUP_VIEW", "ACTION_CLOSE")[1]) for who in (alma, pia))
    stranger = caller(token_of(otis, "GROUP_VIEW", "ACTION_CLOSE")[1])
    [row] = theirs.get("/api/v1/groups/?is_history=false").json()["results"]
    assert (row["name"], row["office"], row["members"], row["own_items"]) == ("Response team", "txnd", 2, 1)
    detail = theirs.get(f"/api/v1/groups/{team.group.pk}/").json()
    assert [each["name"] for each in detail["member_list"]] == ["N.D. Tex.", HARBOR]
    assert detail["papers"][0]["body"] == "Draft."
    assert detail["meetings"][0]["title"] == "First meeting"
    assert stranger.get(f"/api/v1/groups/{team.group.pk}/").status_code == 404
    assert stranger.get("/api/v1/action-items/").json()["results"] == []

    item = owed(alma, team.group, text="Ours")
    for own, text in (("true", team.item.text), ("false", "Ours")):
        [found] = theirs.get(f"/api/v1/action-items/?own={own}").json()["results"]
        assert found["text"] == text

    def done(who: Any, pk: int) -> Any:
        return who.post(f"/api/v1/action-items/{pk}/done/", {}, content_type="application/json")

    is_problem(done(theirs, item.pk), 409)
    assert done(theirs, team.item.pk).json()["state"] == "DONE"
    is_problem(done(theirs, team.item.pk), 409)
    assert done(ours, item.pk).status_code == 201
    assert done(stranger, item.pk).status_code == 404


def test_a_seat_is_given_by_eousa_to_an_office_which_says_whom_to_turn_to(erin, otis, client_of) -> None:
    group = founded(erin, "Practice group")
    client = client_of(erin)
    sent(client, "seat-create", group.pk, member=f"office:{make.office('nysd').pk}")
    with at_office(otis):
        mine = Participant.objects.get(group=group, name="S.D.N.Y.")
        other = Participant.objects.get(group=group, is_founder=True)
    sent(client_of(otis), "participant-edit", mine.pk, contact_name="Otis Green", contact_email="otis@example.test")
    assert "otis@example.test" in page(client, "group-detail", group.pk)
    page(client_of(otis), "participant-edit", other.pk, code=404)
    assert seated(erin, group, office="lawd").name == "W.D. La."


def test_whoever_takes_over_is_named_to_the_group_and_where_nobody_does_it_says_so(
    alma, vic, lena, erin, pia, team, client_of
) -> None:
    def hand_over(by: Any, of: Any, to: Any = None) -> list[str]:
        held = Membership.objects
        with at_office(by):
            mine = held.get(person=of)
            role = Role(held.get(person=by).role)
            made = HandOver.objects.give(membership=mine, to=to, by=by, acting=role, at=NOW)
            assert team.group.name not in str(made.items)
            return [line.text for line in made.open_matters(NOW)]

    with at_office(lena), pytest.raises(Refused, match="1 working group that turns to this person"):
        Membership.objects.get(person=alma).end(by=lena, acting=Role.LEADERSHIP, at=NOW)
    assert hand_over(lena, alma, vic) == ["Response team turns to Vic Moreno"]
    text = page(client_of(pia), "group-detail", team.group.pk)
    assert vic.email in text
    assert alma.email not in text

    assert hand_over(erin, vic) == [], "EOUSA hands it over and reads nothing of the group"
    shown = page(client_of(pia), "group-detail", team.group.pk)
    assert vic.email not in shown
    assert "Nobody is named to turn to." in shown
    with at_office(lena):
        Membership.objects.get(person=vic).end(by=lena, acting=Role.LEADERSHIP, at=NOW)


def test_a_second_window_that_marks_an_item_done_is_told_how_it_stands(alma, pia, team, client_of) -> None:
    for client in (client_of(pia), client_of(alma)):
        answer = client.post(reverse("action-item-done", args=[team.item.pk]), follow=True)
    assert "“Draft the protocol” is done already." in answer.content.decode()
    assert answer.redirect_chain, "it is no fault of theirs: there is nothing to correct"
    with at_office(pia), pytest.raises(Refused, match="is done already"):
        ActionItem.objects.get(pk=team.item.pk).close(by=pia, on=DAY)


def test_taking_a_seat_away_says_what_becomes_the_founders(alma, team, client_of) -> None:
    seat, said = team.seat, "1 open action item of theirs becomes yours."
    with at_office(alma):
        key = seat(HARBOR).pk
    assert said in page(client_of(alma), "seat-end", key)
    assert said in client_of(alma).post(reverse("seat-end", args=[key]), follow=True).content.decode()


def test_a_partner_reads_on_its_first_page_that_its_seat_has_ended_and_where_reminders_go(
    alma, pia, shelter, team, client_of
) -> None:
    told = "Your seat in a working group of N.D. Tex. ended on Nov. 23, 2026: you read nothing of it any more."
    with at_office(alma):
        team.seat(HARBOR).leave(by=alma, on=DAY)
    assert told in page(client_of(pia), "shared-list")
    with at_office(alma):
        team.group.give_seat(organization=shelter, by=alma, on=DAY)
    assert told not in page(client_of(pia), "shared-list")
    assert "No main address is on record: reminders go to the account of its manager" in page(
        client_of(alma), "organization-detail", shelter.pk
    )
