"""Next steps: who keeps them, how they move and close, once however many press, and what their pages say."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine

from partners.models import NextStep
from partners.promises import due_words, week_end
from portal.access import Role
from portal.errors import Refused
from portal.models import Membership, Person
from tests import make
from tests.make import DAY, NOW
from tests.partners import log
from tests.races import DONE, at_once

pytestmark = pytest.mark.django_db
TEXT = "Send the protocol draft to the Sheriff"


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(step: NextStep, person: Person) -> NextStep:
    with log.at_office(person):
        return NextStep.objects.select_related("owner", "office", "organization").get(pk=step.pk)


def done_by(person: Person, act: Any, **facts: Any) -> None:
    with log.at_office(person):
        act(by=person, on=DAY, **facts)


# --- in words ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (DAY, "due today"),
        (DAY + timedelta(days=1), "due tomorrow"),
        (DAY + timedelta(days=3), "due Thursday"),
        (DAY + timedelta(days=6), "due Sunday"),
        (DAY + timedelta(days=7), "due November 30"),
        (date(2027, 1, 4), "due January 4, 2027"),
        (DAY - timedelta(days=1), "due November 22, 1 day late"),
        (DAY - timedelta(days=4), "due November 19, 4 days late"),
    ],
)
def test_a_day_is_said_as_people_say_it(due_on, said):
    assert due_words(due_on, DAY) == said


def test_a_week_ends_on_its_sunday_and_a_weekend_looks_ahead():
    ends = [week_end(DAY + timedelta(days=n)) for n in range(7)]
    assert ends == [date(2026, 11, 29)] * 5 + [date(2026, 12, 6)] * 2
    assert due_words(date(2026, 12, 5), date(2026, 11, 28)) == "due December 5"
    assert due_words(date(2026, 12, 4), date(2026, 11, 28)) == "due Friday"


# --- the verbs ---------------------------------------------------------------------------------------------------
def test_whoever_promises_keeps_it_unless_another_is_named(alma, vic, shelter):
    mine = log.step(alma, None, TEXT)
    given = log.step(alma, None, TEXT, owner=vic, organization=shelter)

    assert (mine.owner, given.owner) == (alma, vic)
    assert (given.owner_name, given.owner_email, given.office_name) == (vic.name, vic.email, "N.D. Tex.")


@pytest.mark.parametrize("name", ["olga", "otis"])
def test_nobody_keeps_it_who_does_not_meet_partners_here(alma, cast, name):
    with pytest.raises(Refused, match="cannot keep this") as refusal:
        log.step(alma, None, TEXT, owner=cast[name])
    assert refusal.value.field == "owner"


def test_a_promise_in_the_past_and_one_of_nobody_are_refused(alma):
    with pytest.raises(Refused, match="before today"):
        log.step(alma, None, TEXT, due_on=DAY - timedelta(days=1))
    with pytest.raises(Refused, match="Check the year"):
        log.step(alma, None, TEXT, due_on=date(2031, 11, 25))
    with pytest.raises(Refused, match="which organization"):
        log.step(alma, None, TEXT, side="THEIRS")


def test_it_is_kept_dropped_with_a_reason_and_opened_again(alma):
    step = log.step(alma, None, TEXT)

    done_by(alma, step.keep)
    kept = fresh(step, alma)
    assert (kept.state, kept.closed_on, kept.closed_by, kept.closed_at) == ("DONE", DAY, alma, NOW)

    done_by(alma, kept.reopen)
    done_by(alma, kept.drop, reason="They found another way.")
    dropped = fresh(step, alma)
    assert (dropped.state, dropped.reason) == ("DROPPED", "They found another way.")

    done_by(alma, dropped.reopen)
    again = fresh(step, alma)
    assert (again.state, again.closed_on, again.closed_by, again.closed_at, again.reason) == (
        "OPEN",
        None,
        None,
        None,
        "",
    )
    with pytest.raises(Refused, match="open already"):
        done_by(alma, again.reopen)


def test_what_is_closed_neither_moves_nor_changes_hands(alma, vic):
    step = log.step(alma, None, TEXT)
    done_by(alma, step.keep)

    for act, facts in ((step.move, {"due_on": DAY}), (step.give, {"to": vic}), (step.keep, {}), (step.take, {})):
        with pytest.raises(Refused, match="closed"):
            done_by(alma, act, **facts)


def test_it_moves_to_a_day_that_is_not_over(alma):
    step = log.step(alma, None, TEXT)
    with pytest.raises(Refused, match="today or a later day"):
        done_by(alma, step.move, due_on=DAY - timedelta(days=1))
    with pytest.raises(Refused, match="Check the year"):
        done_by(alma, step.move, due_on=date(9999, 12, 31))

    done_by(alma, step.move, due_on=DAY)

    assert fresh(step, alma).due_on == DAY


def test_a_step_whose_owner_has_left_opens_again_in_the_queue(alma, vic, erin):
    step = log.step(alma, None, TEXT, owner=vic)
    done_by(vic, step.keep)
    with log.at_office(erin):
        Membership.objects.get(person=vic).end(by=erin, acting=Role.EOUSA, at=NOW)

    done_by(alma, fresh(step, alma).reopen)

    assert fresh(step, alma).owner is None
    assert fresh(step, alma).owner_name == ""


def test_a_dropped_step_is_shown_to_nobody(alma, shelter):
    step = log.step(alma, None, TEXT, organization=shelter)
    done_by(alma, step.drop, reason="No.")
    with pytest.raises(Refused, match="shown to nobody"):
        done_by(alma, step.show)


# --- two at the same moment --------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_close_it_once_and_one_is_told(alma, vic):
    step = log.step(alma, None, TEXT)
    before = fresh(step, vic)

    came = at_once(
        partial(done_by, alma, step.keep), partial(done_by, vic, before.drop, reason="Not needed."),
    )  # fmt: skip

    assert sorted(came, key=lambda said: said != DONE) == [
        DONE, "Somebody has closed this step already. Look at it again.",
    ]  # fmt: skip
    assert fresh(step, alma).state == ("DONE" if came[0] == DONE else "DROPPED")


@pytest.mark.django_db(transaction=True)
def test_two_who_reach_for_the_queue_at_once_one_gets_it(alma, vic):
    step = log.step(alma, None, TEXT)
    with log.at_office(alma):
        NextStep.objects.pass_on(keys=[step.pk], giver_id=alma.pk, to=None, by=alma)
    pages = [fresh(step, person) for person in (alma, vic)]

    came = at_once(*(partial(done_by, person, page.take) for person, page in zip((alma, vic), pages, strict=True)))

    assert came.count(DONE) == 1
    assert [said for said in came if said != DONE] == [
        "Somebody else has taken this step, or it is closed. Look at it again."
    ]
    assert fresh(step, alma).owner == (alma if came[0] == DONE else vic)


@pytest.mark.django_db(transaction=True)
def test_a_step_is_not_given_to_somebody_whose_role_ends_at_that_moment(alma, vic, erin):
    step = log.step(alma, None, TEXT)

    def leave() -> None:
        with log.at_office(erin):
            Membership.objects.get(person=vic).end(by=erin, acting=Role.EOUSA, at=NOW)

    came = at_once(leave, partial(done_by, alma, step.give, to=vic))

    assert came.count(DONE) == 1
    held = Membership.objects.in_force().filter(person=vic).exists()
    assert (fresh(step, alma).owner == vic) == held


# --- the pages ---------------------------------------------------------------------------------------------------
def test_a_step_is_promised_by_its_form_from_an_entry(client_of, alma, vic, shelter):
    entry = log.entry(alma, organizations=[shelter])
    path = f"/steps/new/?entry={entry.key}"
    page = client_of(alma).get(path).content.decode()
    assert shelter.name in page
    facts = {"text": TEXT, "due_on": "2026-11-26", "side": "THEIRS", "organization": shelter.pk, "owner": vic.pk}

    told = client_of(alma).post(path, facts | {"is_shared": "on"}, follow=True).content.decode()

    assert f"“{TEXT}” is promised, due Thursday." in told
    with log.at_office(alma):
        [step] = NextStep.objects.all()
        assert (step.owner, step.outreach, step.is_shared, step.side) == (vic, entry, True, "THEIRS")


def test_a_name_with_a_detail_and_an_identifier_do_not_come_in_by_a_step(client_of, alma):
    facts = {"text": "Call about SSN 219-09-9999", "due_on": "2026-11-26", "side": "OURS", "owner": alma.pk}

    refused = client_of(alma).post("/steps/new/", facts)

    assert refused.status_code == 422
    with log.at_office(alma):
        assert not NextStep.objects.exists()


def test_another_offices_step_and_entry_are_as_if_they_did_not_exist(client_of, alma, otis, shelter):
    step, entry = log.step(alma, None, TEXT), log.entry(alma, organizations=[shelter])
    for address in (f"/steps/{step.pk}/", f"/steps/{step.pk}/done/", f"/steps/new/?entry={entry.key}"):
        assert client_of(otis).get(address).status_code == 404, address
    assert client_of(otis).post(f"/steps/{step.pk}/done/").status_code == 404
    assert client_of(alma).get("/steps/new/?entry=nonsense").status_code == 404


def test_one_tap_closes_it_and_one_more_opens_it_again(client_of, alma):
    step, client = log.step(alma, None, TEXT), client_of(alma)

    week = client.post(f"/steps/{step.pk}/done/?from=week", follow=True)

    assert week.redirect_chain == [(f"/week/?closed={step.pk}", 302)]
    assert f'action="/steps/{step.pk}/reopen/?from=week"' in week.content.decode()
    assert fresh(step, alma).state == "DONE"
    client.post(f"/steps/{step.pk}/reopen/?from=week")
    assert fresh(step, alma).state == "OPEN"


def test_whoever_presses_second_is_told_and_nothing_changes(client_of, alma, vic):
    step = log.step(alma, None, TEXT)
    client_of(alma).post(f"/steps/{step.pk}/done/")

    late = client_of(vic).post(f"/steps/{step.pk}/drop/", {"reason": "Not needed."})

    assert late.status_code == 422
    assert "Somebody has closed this step already" in late.content.decode()
    assert fresh(step, alma).state == "DONE"


def test_each_act_says_first_what_it_will_do(client_of, alma, vic, shelter):
    step = log.step(alma, None, TEXT, organization=shelter, is_shared=True)
    for act, says in (
        ("done", "reads that it is done"), ("drop", "and the reason that you give"), ("move", "reads the new day"),
        ("give", "reads who sees to it now"), ("share", "no longer"), ("take", "stands in your week"),
        ("reopen", "reads that it is open again"),
    ):  # fmt: skip
        page = client_of(alma).get(f"/steps/{step.pk}/{act}/").content.decode()
        assert says in page, act
        assert fresh(step, alma).state == "OPEN"


def test_it_is_moved_given_and_shown_by_its_pages(client_of, alma, vic, shelter):
    step, client = log.step(alma, None, TEXT, organization=shelter), client_of(alma)

    client.post(f"/steps/{step.pk}/move/", {"due_on": "2026-12-04"})
    client.post(f"/steps/{step.pk}/give/", {"to": vic.pk})
    client.post(f"/steps/{step.pk}/share/")

    found = fresh(step, alma)
    assert (found.due_on, found.owner, found.is_shared) == (date(2026, 12, 4), vic, True)
    assert client.post(f"/steps/{step.pk}/give/", {"to": make.person().pk}).status_code == 422
    client.post(f"/steps/{step.pk}/share/")
    assert not fresh(step, alma).is_shared


def test_an_officer_reads_and_changes_nothing(client_of, alma, olga):
    step = log.step(alma, None, TEXT)
    page = client_of(olga).get(f"/steps/{step.pk}/").content.decode()
    assert TEXT in page
    assert '<form method="post" action="/steps/' not in page
    assert client_of(olga).post(f"/steps/{step.pk}/done/").status_code == 403


# --- the list ----------------------------------------------------------------------------------------------------
@pytest.fixture
def several(alma, vic, shelter) -> dict[str, NextStep]:
    late = log.step(alma, None, "late one", due_on=DAY - timedelta(days=3), on=DAY - timedelta(days=9))
    soon = log.step(alma, None, "soon one", due_on=DAY + timedelta(days=2), owner=vic)
    theirs = log.step(alma, None, "their one", side="THEIRS", organization=shelter, is_shared=True)
    done = log.step(alma, None, "done one")
    done_by(alma, done.keep)
    return {"late": late, "soon": soon, "theirs": theirs, "done": done}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"late", "soon", "theirs"}),
        ("owner=mine", {"late", "theirs"}),
        ("owner=queue", set()),
        ("side=THEIRS", {"theirs"}),
        ("state=DONE", {"done"}),
        ("state=all", {"late", "soon", "theirs", "done"}),
        ("due=overdue", {"late"}),
        ("due=week", {"soon"}),
        ("due=later", {"theirs"}),
        ("shared=yes", {"theirs"}),
        ("shared=no&owner=mine", {"late"}),
    ],
)
def test_the_list_is_narrowed_by_its_address(client_of, alma, several, query, shown):
    rows = client_of(alma).get(f"/steps/?{query}&format=csv").content.decode()
    texts = {"late": "late one", "soon": "soon one", "theirs": "their one", "done": "done one"}
    assert {name for name, text in texts.items() if text in rows} == shown


def test_the_list_answers_first_and_leads_to_each(client_of, alma, several, shelter):
    page = client_of(alma).get(f"/steps/?organization={shelter.pk}")
    text = page.content.decode()
    assert "3 next steps of your office are open, 1 is overdue." in text
    assert f"/steps/{several['theirs'].pk}/" in text
    assert "late one" not in text
    assert client_of(alma).get("/steps/?owner=nonsense").status_code == 400


def test_the_list_asks_few_questions_however_long_it_is(client_of, alma, shelter, django_assert_max_num_queries):
    for number in range(12):
        log.step(alma, None, f"step {number}", organization=shelter)
    client = client_of(alma)
    client.get("/steps/")
    with django_assert_max_num_queries(12):
        client.get("/steps/")
