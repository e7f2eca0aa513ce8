"""The law on extreme risk protection orders: of any day, by a slow reference; kept right by EOUSA; told to offices."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from partners import erpo, erpo_changes
from partners.erpo import Asker, Confidence, Effect, Law, Petitioner, Precision, counted, petitioner, standing
from partners.erpo_words import who_may_ask
from partners.forms.erpo import LawForm, When, WhenField, typed
from partners.law_reminders import CHANGED, DUE
from partners.models import ErpoLaw, NextStep, erpo_of, open_law_steps
from partners.tasks import open_steps_of_law
from portal import ladder
from portal.access import DatabaseRole
from portal.calendar import add_working_days, at_hour, working_day_until
from portal.errors import Refused
from portal.models import Message, plan
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY, NOW
from tests.partners import log
from tests.partners.test_step_reminders import logged_in_as_worker
from tests.portal.test_api import token_of
from tests.races import DONE, at_once

FROZEN = Path(__file__).resolve().parent.parent.parent / "partners" / "migrations"
A_DAY = timedelta(days=1)
CHANGE = "From January 1 families may petition too: tell the police departments"


# --- a slow reference, from the frozen files alone ---------------------------------------------------------------
@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FROZEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def laws_on(state: str, day: str) -> list[dict[str, str]]:
    found = [row for row in rows("0003_erpo_laws.csv") if row["state"] == state]
    return [row for row in found if row["starts_on"] and row["starts_on"] <= day]


def slowly(state: str, day: str) -> tuple[str, set[str]]:
    """What stands there on an ISO day, and who may ask."""
    held = laws_on(state, day)
    if not held:
        listed = any(row["state"] == state and not row["starts_on"] for row in rows("0003_erpo_laws.csv"))
        return ("UNKNOWN" if listed else "NONE"), set()
    codes = {row["code"] for row in held}
    asking = [row for row in rows("0003_erpo_petitioners.csv") if row["code"] in codes]
    who = {row["who"] for row in asking if row["from_on"] <= day and row["precision"] != "UNKNOWN"}
    more = {row["who"] for row in asking if row["precision"] == "UNKNOWN"} if who else set()
    return held[0]["effect"], who | more


def frozen_laws() -> list[Law]:
    asking: dict[str, list[Petitioner]] = {}
    for row in rows("0003_erpo_petitioners.csv"):
        asking.setdefault(row["code"], []).append(petitioner(row))
    return [
        Law(
            row["code"], row["state"], Effect(row["effect"]), row["order_name"],
            date.fromisoformat(row["starts_on"]) if row["starts_on"] else None, None,
            Precision(row["precision"]), Confidence(row["confidence"]), tuple(asking.get(row["code"], [])),
        )
        for row in rows("0003_erpo_laws.csv")
    ]  # fmt: skip


def days_around() -> Iterator[date]:
    """Every day from 30 before to 30 after each day on which something begins."""
    begins = {row["starts_on"] for row in rows("0003_erpo_laws.csv")}
    begins |= {row["from_on"] for row in rows("0003_erpo_petitioners.csv")}
    for first in (date.fromisoformat(text) for text in begins - {""}):
        yield from (first + timedelta(days=n) for n in range(-30, 31))


def test_every_day_around_every_first_day_agrees_with_a_slow_reading_of_the_files():
    laws, days = frozen_laws(), sorted(set(days_around()))
    assert len(days) > 1000

    for day in days:
        found, iso = standing(laws, day), day.isoformat()
        said = {state: (each.answer.value, {one.who.value for one in each.askers}) for state, each in found.items()}
        assert said == {state: slowly(state, iso) for state in erpo.JURISDICTIONS}, iso


# --- the pure rules ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "states"),
    [("2020-11-01", 19), ("2023-12-31", 19), ("2024-01-01", 20), ("2024-02-13", 21), ("2026-02-01", 21),
     ("2026-02-20", 21), ("2026-02-21", 22), ("2026-11-22", 22)],
)  # fmt: skip
def test_so_many_states_and_the_district_allow_such_orders(day, states):
    assert counted(frozen_laws(), date.fromisoformat(day)) == (states, True, 0)


def test_before_its_law_the_district_is_not_in_and_a_territory_is_no_state():
    ordered = Law("pr", "PR", Effect.ALLOWS, starts_on=date(2018, 1, 1))

    assert counted([*frozen_laws(), ordered], date(2018, 12, 31)) == (11, False, 1)


def test_what_nobody_has_dated_or_only_a_list_names_is_never_counted():
    undated = Law("vi", "VI", Effect.ALLOWS, precision=Precision.UNKNOWN, confidence=Confidence.LOW)
    listed = Law("gu", "GU", Effect.ALLOWS, starts_on=date(2001, 1, 1), confidence=Confidence.LOW)
    found = standing([undated, listed], DAY)

    assert [found[state].answer.value for state in ("VI", "GU", "AS")] == ["UNKNOWN", "UNKNOWN", "NONE"]
    assert counted([undated, listed], DAY) == (0, False, 0)
    assert len(found) == 56


def test_a_law_that_ended_is_no_longer_in_force_and_the_later_of_two_decides():
    ended = Law("a", "TX", Effect.ALLOWS, starts_on=date(2020, 1, 1), ends_on=date(2022, 1, 1))
    forbids = Law("b", "TX", Effect.FORBIDS, starts_on=date(2021, 1, 1))
    said = [standing([ended, forbids], date(year, 1, 1))["TX"].answer.value for year in (2020, 2021, 2022)]

    assert said == ["ALLOWS", "FORBIDS", "FORBIDS"]
    assert standing([ended], date(2021, 12, 31))["TX"].answer == "ALLOWS"
    assert standing([ended], date(2022, 1, 1))["TX"].answer == "NONE"


def test_in_the_year_of_which_no_more_is_known_the_answer_is_in_doubt():
    by_state = {
        day: standing(frozen_laws(), date.fromisoformat(day)) for day in ("2024-12-31", "2025-06-01", "2026-01-01")
    }
    texas = [(found["TX"].answer.value, found["TX"].is_doubtful) for found in by_state.values()]

    assert texas == [("NONE", False), ("FORBIDS", True), ("FORBIDS", False)]


def test_who_may_not_be_told_to_petition():
    found = standing(frozen_laws(), DAY)
    closed = {state for state, each in found.items() if each.is_closed_to_families}
    only = {state for state, each in found.items() if each.is_law_enforcement_only}

    assert closed == {"FL", "IN", "NM", "RI", "VA"}
    assert only == {"FL", "IN", "NM", "RI"}
    assert standing(frozen_laws(), date(2021, 12, 31))["CT"].is_closed_to_families
    assert not standing(frozen_laws(), date(2019, 6, 1))["CO"].askers, "in force, and nobody could ask yet"


def test_since_when_nobody_knows_is_in_doubt_before_it_was_put_on_record():
    askers = (Petitioner(Asker.LAW_ENFORCEMENT), Petitioner(Asker.SCHOOL, precision=Precision.UNKNOWN))
    dated = Law("a", "CA", Effect.ALLOWS, starts_on=date(2016, 1, 1), petitioners=askers, known_on=DAY)
    said = [who_may_ask(standing([dated], day)["CA"]) for day in (DAY - timedelta(days=1), DAY)]

    assert said == [
        "Families cannot petition here. Who may: law enforcement and educators or school staff (perhaps).",
        "Families cannot petition here. Who may: law enforcement and educators or school staff.",
    ]


def test_an_asker_is_read_back_as_it_was_written():
    one = Petitioner(Asker.SCHOOL, date(2023, 1, 1), date(2026, 1, 1), Precision.YEAR, Confidence.LOW, "teachers")

    assert petitioner(one.as_json()) == one
    assert [one.may_ask(day) for day in (date(2022, 12, 31), date(2023, 1, 1), date(2026, 1, 1))] == [
        False,
        True,
        False,
    ]


# --- what is typed -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-02-21", When(date(2026, 2, 21), Precision.DAY)),
        ("2026", When(date(2026, 1, 1), Precision.YEAR)),
        ("Unknown", When(None, Precision.UNKNOWN)),
        ("yes", When(None, Precision.DAY)),
        ("2022 to 2024-05-01", When(date(2022, 1, 1), Precision.YEAR, date(2024, 5, 1))),
        ("", None),
    ],
)  # fmt: skip
def test_a_first_day_is_typed_as_exactly_as_it_is_known(text, meant):
    assert WhenField(required=False, may_last=True).clean(text) == meant
    if meant:
        assert WhenField(may_last=True).clean(typed(meant.first, meant.precision, meant.until)) == meant


@pytest.mark.parametrize("text", ["yes", "2026-02-30", "soon", "2022 to 2023-01-01", "3026"])
def test_what_is_no_first_day_of_a_law_is_refused(text):
    with pytest.raises(ValidationError, match="no day"):
        WhenField().clean(text)


# --- the record --------------------------------------------------------------------------------------------------
@pytest.fixture
def monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def law(code: str) -> Any:
    return ErpoLaw.objects.standing().get(code=code)


def as_eousa(act: Any, by: Any, **facts: Any) -> Any:
    with acting_as(DatabaseRole.EOUSA, person_id=by.pk):
        return act(by=by, on=DAY, **facts)


def said(row: Any, **changes: Any) -> dict[str, Any]:
    """What the form says of a law, with changes."""
    names = ("order_name", "starts_on", "ends_on", "precision", "confidence", "source", "note")
    kept = {name: getattr(row, name) for name in names} | {"petitioners": row.law.petitioners, "change": ""}
    return kept | {"is_record_only": not changes.get("change")} | changes


@pytest.mark.django_db
def test_the_record_holds_what_the_files_say_and_every_law_says_what_it_rests_on():
    with acting_as(DatabaseRole.OFFICE, office_id=make.office().pk):
        on_record = ErpoLaw.objects.on_record().laws()
        assert {each.code: replace(each, known_on=None) for each in on_record} == {
            each.code: each for each in frozen_laws()
        }
        assert not ErpoLaw.objects.filter(source="").exists()
        assert not ErpoLaw.objects.exclude(verified_on=None).exists(), "nobody of EOUSA has verified anything yet"
        assert erpo_of(make.office("flnd"), DAY).is_law_enforcement_only
        assert erpo_of(make.office(), DAY).answer == "FORBIDS"


@pytest.mark.django_db
def test_verifying_makes_documents_of_what_was_believed_and_keeps_the_earlier_row(erin):
    before = law_as_eousa("fl")
    made = as_eousa(before.verify, erin, verified_on=DAY, source="Fla. Stat. 790.401")

    assert (made.confidence, made.verified_on, made.recorded_by) == ("DOCUMENT", DAY, erin)
    assert not made.law.is_believed
    assert not made.law.is_to_verify
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        assert ErpoLaw.objects.get(pk=before.pk).superseded_at
        assert ErpoLaw.objects.known_at(made.recorded_at - timedelta(seconds=1)).get(code="fl") == before


def law_as_eousa(code: str) -> Any:
    with acting_as(DatabaseRole.EOUSA):
        return law(code)


@pytest.mark.django_db
def test_what_is_known_to_the_year_only_cannot_be_verified(erin):
    with pytest.raises(Refused, match="to the year only"):
        as_eousa(law_as_eousa("tx-forbids").verify, erin, verified_on=DAY, source="a statute")
    with pytest.raises(Refused, match="in the future"):
        as_eousa(law_as_eousa("fl").verify, erin, verified_on=DAY + timedelta(days=1), source="a statute")


@pytest.mark.django_db
def test_a_law_is_verified_and_whoever_has_no_known_first_day_is_believed(erin, client_of, monday):
    browser = client_of(erin)
    assert "Marked “believed”, because since when they may ask is not known to the day: employers, some school" in (
        browser.get("/erpo/laws/ca/verify/").content.decode()
    )
    said = {"verified_on": "2026-11-23", "source": "Cal. Penal Code 18100"}
    page = browser.post("/erpo/laws/ca/verify/", said, follow=True).content.decode()
    made = law_as_eousa("ca")
    assert (made.confidence, made.verified_on) == ("DOCUMENT", DAY)
    assert {each.who: each.confidence for each in made.law.petitioners} == {
        "LAW_ENFORCEMENT": "DOCUMENT", "FAMILY": "DOCUMENT",
        "EMPLOYER": "BELIEVED", "SCHOOL": "BELIEVED", "OTHER": "BELIEVED",
    }  # fmt: skip
    assert "employers, since when is not known (believed)" in page


@pytest.mark.django_db
def test_the_states_page_says_why_a_law_cannot_be_verified_and_leads_to_its_correction(erin, client_of):
    told = client_of(erin).get("/erpo/laws/tx-forbids/verify/", follow=True)
    assert told.redirect_chain == [("/erpo/tx/", 302)]
    page = told.content.decode()
    assert page.count("It cannot be verified yet: its first day is known to the year only.") == 2
    assert '<a href="/erpo/laws/tx-forbids/edit/">Correct it<' in page
    assert "/erpo/laws/tx-forbids/verify/" not in page


@pytest.mark.django_db
def test_only_one_of_two_changes_of_the_same_row_is_taken_and_a_change_has_to_be_verified_again(erin):
    row = law_as_eousa("fl")
    as_eousa(row.verify, erin, verified_on=DAY, source="Fla. Stat. 790.401")
    with pytest.raises(Refused, match="Somebody else has just changed"):
        as_eousa(row.correct, erin, **said(row, note="x"))
    verified = law_as_eousa("fl")
    with pytest.raises(Refused, match="Nothing is different"):
        as_eousa(verified.correct, erin, **said(verified))

    assert as_eousa(verified.correct, erin, **said(verified, note="Typing error mended")).verified_on is None
    turned = as_eousa(law_as_eousa("fl").correct, erin, **said(verified, effect="FORBIDS", petitioners=()))
    assert turned.effect == "FORBIDS", "a law does not stand in the way of its own correction"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"ends_on": date(2018, 3, 9)}, "ends after its first day"),
        ({"starts_on": date(1971, 1, 1)}, "begins or ends in that year"),
        ({"petitioners": ()}, "Say who may ask"),
        ({"petitioners": (Petitioner(Asker.FAMILY, date(2017, 1, 1)),)}, "before the law is in force"),
        ({"petitioners": (Petitioner(Asker.FAMILY, None, date(2018, 1, 1)),)}, "last day lies before"),
    ],
)
def test_a_law_that_cannot_be_is_refused(changes, why, erin):
    row = law_as_eousa("fl")
    with pytest.raises(Refused, match=why):
        as_eousa(row.correct, erin, **said(row, **changes))


@pytest.mark.django_db
def test_a_state_does_not_allow_and_forbid_on_one_day_and_a_new_law_has_a_key_of_its_own(erin):
    facts = said(law_as_eousa("fl"), starts_on=date(2026, 12, 1), change="")
    record = partial(as_eousa, ErpoLaw.objects.record, erin, state="TX", effect=Effect.ALLOWS, **facts)
    with pytest.raises(Refused, match="says the opposite"):
        record()
    forbids = law_as_eousa("tx-forbids")
    as_eousa(forbids.correct, erin, **said(forbids, ends_on=date(2026, 12, 1)))

    assert [record().code, record().code] == ["tx", "tx-2"]
    with acting_as(DatabaseRole.OFFICE, office_id=make.office().pk):
        days = (date(2026, 11, 30), date(2026, 12, 1))
        assert [erpo_of(make.office(), day).answer.value for day in days] == ["FORBIDS", "ALLOWS"]


# --- a change of law opens next steps ----------------------------------------------------------------------------
TEXAS = ("txed", "txnd", "txsd", "txwd")


def change_law(by: Any, code: str = "tx-forbids", change: str = CHANGE, **facts: Any) -> Any:
    row = law_as_eousa(code)
    return as_eousa(row.correct, by, **said(row, change=change, **facts))


def work(at: datetime = NOW) -> int:
    """The job, logged in as it is."""
    with logged_in_as_worker():
        return open_law_steps(at=at)


def steps() -> list[NextStep]:
    with logged_in_as_worker(), acting_as(DatabaseRole.JOBS):
        found = NextStep.objects.exclude(opened_for="").select_related("office", "owner").order_by("office__court_id")
        return list(found)


@pytest.mark.django_db(transaction=True)
def test_each_office_of_the_state_gets_one_step_however_often_the_job_runs(alma, erin, monday):
    make.appointment("txnd", person=alma)
    make.appointment("txsd")  # serves, and has no account
    row = change_law(erin)

    assert [work(), work()] == [4, 0]
    opened = steps()
    assert [step.office.court_id for step in opened] == [*TEXAS]
    assert {step.text for step in opened} == {CHANGE}
    assert {step.due_on for step in opened} == {DAY + timedelta(days=30)}
    assert {step.opened_for for step in opened} == {f"erpo:{row.pk}"}
    assert [step.owner for step in opened] == [None, alma, None, None]
    assert {step.made_by_id for step in opened} == {erin.pk}


@pytest.mark.django_db(transaction=True)
def test_where_two_serve_the_step_waits_in_the_queue(alma, vic, erin, monday):
    for person in (alma, vic):
        make.appointment("txnd", person=person, kind="COLLATERAL")
    change_law(erin)
    with logged_in_as_worker():
        open_steps_of_law()

    assert [step.owner for step in steps()] == [None] * 4


@pytest.mark.django_db(transaction=True)
def test_a_dropped_step_does_not_come_back_and_a_quick_correction_loses_nothing(alma, erin, monday):
    change_law(erin)
    row = law_as_eousa("tx-forbids")
    as_eousa(row.correct, erin, **said(row, note="Typing error mended, a moment later"))
    work()
    mine = next(step for step in steps() if step.office.court_id == "txnd")
    with log.at_office(alma):
        mine.drop(reason="Known here", by=alma, on=DAY)

    assert work(NOW + timedelta(days=1)) == 0
    assert [step.state for step in steps()] == ["OPEN", "DROPPED", "OPEN", "OPEN"]
    change_law(erin, change="Another change")
    assert work() == 4, "another change is another step"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_open_one_step_per_office(erin):
    change_law(erin)

    with logged_in_as_worker():
        assert at_once(*[partial(open_law_steps, at=NOW)] * 4) == [DONE] * 4
    assert [step.office.court_id for step in steps()] == [*TEXAS]


@pytest.mark.django_db
def test_a_law_that_reads_differently_is_told_or_said_to_be_a_slip_of_the_record(erin):
    row = law_as_eousa("fl")
    asking = (*row.law.petitioners, Petitioner(Asker.FAMILY))
    for changes in (
        {"starts_on": date(2018, 3, 10)},
        {"effect": "FORBIDS", "petitioners": ()},
        {"petitioners": asking},
    ):
        with pytest.raises(Refused, match="Say in one sentence what has changed") as told:
            as_eousa(row.correct, erin, **said(row, is_record_only=False, **changes))
        assert told.value.field == "change"
    with pytest.raises(Refused, match="not both"):
        as_eousa(row.correct, erin, **said(row, change=CHANGE, is_record_only=True))
    with pytest.raises(Refused, match="Say in one sentence"):
        as_eousa(ErpoLaw.objects.record, erin, state="NE", effect="ALLOWS", **said(row, is_record_only=False))

    noted = as_eousa(row.correct, erin, **said(row, is_record_only=False, note="Typing error mended"))
    assert noted.note, "the law reads as before: nobody asks"


def test_what_is_different_begins_on_the_day_on_which_the_law_turns_to_what_it_was_not_before():
    before = Law(
        "fl", "FL", Effect.ALLOWS, starts_on=date(2018, 3, 9), petitioners=(Petitioner(Asker.LAW_ENFORCEMENT),)
    )

    def changed(**facts: Any) -> erpo_changes.Begins:
        return erpo_changes.begins(before, replace(before, **facts))

    families = Petitioner(Asker.FAMILY, date(2027, 1, 1), precision=Precision.YEAR)
    assert changed(petitioners=(*before.petitioners, families)) == (date(2027, 1, 1), Precision.YEAR)
    assert changed(ends_on=date(2027, 7, 1)) == (date(2027, 7, 1), Precision.DAY)
    assert changed(starts_on=date(2018, 5, 1)) == (date(2018, 5, 1), Precision.DAY), "it begins later than was said"
    both = {"starts_on": date(2018, 1, 1), "ends_on": date(2027, 7, 1), "known_on": DAY}
    assert changed(**both) == (None, Precision.UNKNOWN), "an old day put right, and a change ahead: which is meant?"
    assert changed(**both | {"starts_on": date(2018, 5, 1)}) == (date(2027, 7, 1), Precision.DAY)
    assert erpo_changes.begins(None, before) == (date(2018, 3, 9), Precision.DAY)
    assert changed(order_name="Another name", verified_on=DAY) == (None, Precision.UNKNOWN)


# --- and tells of them -------------------------------------------------------------------------------------------
def morning(day: date, cause: str) -> list[tuple[str, int, str]]:
    """Plan on that day, twice; and give who has been told by then of Texas, by which rung, in which state."""
    with logged_in_as_worker():
        for hour in (12, 13):
            plan(at=at_hour(day, hour, ZoneInfo("America/Chicago")))
        with acting_as(DatabaseRole.JOBS):
            found = Message.objects.reminders().filter(cause=cause, office__court_id="txnd").order_by("rung")
            return [(row.recipient, row.rung, row.state) for row in found]


def in_words(cause: str, rung: int, day: date) -> Any:
    found = ladder.cause_of(cause)
    assert found
    with logged_in_as_worker(), acting_as(DatabaseRole.JOBS):
        [matter] = found.matters(day, {make.office().pk})
        return found.said(matter, found.rungs[rung], day)


@pytest.mark.django_db(transaction=True)
def test_the_next_morning_the_owner_is_mailed_what_changes_from_when_and_what_to_look_over(
    alma, lena, erin, monday, client_of
):
    make.appointment("txnd", person=alma)
    change_law(erin, ends_on=date(2027, 7, 1))
    work()
    assert [step.due_on for step in steps()] == [date(2027, 7, 1)] * 4, "of a change ahead, its first day"
    assert "The law of your state changes: 1 next step waits." in client_of(alma).get("/").content.decode()

    assert morning(DAY, CHANGED) == []
    assert [row[:2] for row in morning(DAY + A_DAY, CHANGED)] == [(alma.email, 0)]
    with logged_in_as_worker():
        Message.objects.deliver_due(at=at_hour(DAY + A_DAY, 12, ZoneInfo("America/Chicago")))
    [sent] = [each for each in mail.outbox if each.to == [alma.email]]
    for words in (
        "The law on extreme risk protection orders changes in Texas",
        f"From July 1, 2027: “{CHANGE}”. Look over your readiness chain and your protocols with local police.",
        "The office’s next step about it is due July 1, 2027.",
        "/erpo/tx/",
    ):
        assert words in sent.body
    assert "promised" not in sent.body
    assert [row[:2] for row in morning(add_working_days(DAY, 10), CHANGED)] == [(alma.email, 0), (lena.email, 1)]
    assert "Alma Reyes sees to it." in in_words(CHANGED, 1, DAY).text
    assert in_words(CHANGED, 2, DAY).title == "N.D. Tex. has an open step about the change of law in Texas"


@pytest.mark.django_db(transaction=True)
def test_the_step_is_reminded_of_by_its_day_until_it_is_done(alma, lena, erin, monday):
    change_law(erin)
    work()
    [mine] = [step for step in steps() if step.office.court_id == "txnd"]
    due = mine.due_on
    eve = add_working_days(working_day_until(due), -1)
    assert in_words(DUE, 0, eve).act == "Take it", "nobody serves there: it waits in the queue"

    assert morning(add_working_days(eve, -1), DUE) == []
    assert morning(eve, DUE) == [(alma.email, 0, "PENDING")]
    assert in_words(DUE, 2, due + A_DAY).title == (
        "Your office’s step about the change of law in Texas is due December 23, 1 day late"
    )
    assert "1 day late" in in_words(DUE, 3, due + A_DAY).title
    with log.at_office(alma):
        mine.keep(by=alma, on=DAY)
    assert morning(due + timedelta(days=40), DUE) == [(alma.email, 0, "CANCELLED")]
    with logged_in_as_worker(), acting_as(DatabaseRole.JOBS):
        assert not Message.objects.filter(cause="STEP_OURS").exists(), "nobody promised it"


# --- pages -------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_list_answers_as_of_a_day(client_of, pia, monday):
    page = client_of(pia).get("/erpo/?on=2020-11-01").content.decode()

    assert "On November 1, 2020: 19 states and the District of Columbia allow extreme risk protection orders." in page
    assert "56 jurisdictions" in page
    assert "26 laws are to verify" in page
    assert "That is the record as it stands today, whatever day is asked." in page
    assert "1 is listed by some counts, undated, and so counted on no day." in page
    assert "Law enforcement only: families cannot petition here." in page
    assert "July 1, 2020 (believed)" in page  # Virginia
    assert "not known" in page  # Virgin Islands
    today = client_of(pia).get("/erpo/").content.decode()
    assert "22 states and the District" in today
    assert "whatever day is asked" not in today


@pytest.mark.django_db
def test_the_list_is_narrowed_and_a_wrong_day_is_told(client_of, alma, monday):
    browser = client_of(alma)
    rows = {asked: browser.get(f"/erpo/?stands={asked}").context["listing"].total
            for asked in ("ALLOWS", "FORBIDS", "UNKNOWN", "NONE", "unverified")}  # fmt: skip

    assert rows == {"ALLOWS": 23, "FORBIDS": 2, "UNKNOWN": 1, "NONE": 30, "unverified": 26}
    assert browser.get("/erpo/?on=1066-10-14").status_code == 400
    exported = browser.get("/erpo/?on=2020-11-01&stands=FORBIDS&format=csv")
    assert "Oklahoma" in b"".join(exported).decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("fl", "Law enforcement only: families cannot petition here."),
        ("ct", "family or household members, since 2022 (believed)"),
        ("ok", "Oklahoma forbids extreme risk protection orders, since 2020 (believed)."),
        ("vi", "no law has been found"),
        ("ne", "No law of Nebraska on extreme risk protection orders is on record."),
    ],
)
def test_a_state_says_who_may_petition_and_what_is_believed(state, words, client_of, alma, monday):
    page = client_of(alma).get(f"/erpo/{state}/").content.decode()

    assert words in page
    assert "January 1, 2020" not in page or state == "co", "a year is never printed as a day"
    assert "Verify it" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/erpo/zz/", "/erpo/TX/", "/erpo/um/", "/api/v1/erpo/zz/"])
def test_no_such_state(address, client_of, erin):
    assert client_of(erin).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_eousa_sees_who_will_hear_before_it_records_a_change_and_verifies_it_later(client_of, alma, erin, pia, monday):
    browser = client_of(erin)
    before = browser.get("/erpo/laws/tx-forbids/edit/")
    named = "4 offices of Texas (E.D. Tex., N.D. Tex., S.D. Tex. and W.D. Tex.) get a next step"
    assert named in before.content.decode()
    opened = {name: field.value() or "" for name, field in ((f.name, f) for f in before.context["form"])}
    assert opened["starts"] == "2025"

    silent = browser.post("/erpo/laws/tx-forbids/edit/", opened | {"starts": "2025-06-20"})
    assert (silent.status_code, [*silent.context["form"].errors]) == (422, ["change"])
    changed = browser.post(
        "/erpo/laws/tx-forbids/edit/", opened | {"starts": "2025-06-20", "change": CHANGE}, follow=True
    )
    assert "4 offices get a next step" in changed.content.decode()
    work()
    mine = next(step for step in steps() if step.office.court_id == "txnd")
    assert "/erpo/tx/" in client_of(alma).get(f"/steps/{mine.pk}/").content.decode()
    assert f'href="/steps/{mine.pk}/"' in client_of(alma).get("/erpo/tx/").content.decode()
    assert f'href="/steps/{mine.pk}/"' not in client_of(alma).get("/erpo/tx/?on=2020-11-01").content.decode()

    verified = browser.post(
        "/erpo/laws/tx-forbids/verify/", {"verified_on": "2026-11-23", "source": "Tex. Penal Code"}, follow=True
    )
    page = verified.content.decode()
    assert "November 23, 2026, by Erin Cole" in page
    assert "What was on record before" in page
    assert "November 23, 2026, by EOUSA" in client_of(pia).get("/erpo/tx/").content.decode(), "no name outside"
    assert work() == 0, "verifying tells nobody anything"


@pytest.mark.django_db
def test_a_new_law_is_recorded_with_who_may_ask(client_of, erin, monday):
    typed_in = {
        "effect": "ALLOWS", "order_name": "Gun Protection Order", "starts": "2027-07-01", "confidence": "DOCUMENT",
        "source": "Act 94 of 2026", "change": CHANGE, "since_LAW_ENFORCEMENT": "yes", "since_FAMILY": "2028",
        "words_FAMILY": "parents",
    }  # fmt: skip
    browser = client_of(erin)
    page = browser.post("/erpo/ne/new/", typed_in, follow=True).content.decode()
    made = law_as_eousa("ne")

    assert "1 office gets a next step." in page
    assert [(each.who, each.words, each.precision) for each in made.law.petitioners] == [
        ("LAW_ENFORCEMENT", "", "DAY"), ("FAMILY", "parents", "YEAR"),
    ]  # fmt: skip
    assert browser.post("/erpo/ne/new/", typed_in | {"since_FAMILY": ""}).status_code == 422, "whom, and no day"


def test_what_is_left_as_it_was_keeps_how_sure_it_is():
    stood = ErpoLaw(order_name="X", source="Y", starts_on=date(2020, 1, 1), precision="DAY", confidence="BELIEVED",
                    effect="ALLOWS", state="FL", code="fl", petitioners=[
                        Petitioner(Asker.FAMILY, confidence=Confidence.DOCUMENT).as_json(),
                        Petitioner(Asker.SCHOOL, confidence=Confidence.DOCUMENT).as_json()])  # fmt: skip
    typed_in = {"order_name": "X", "source": "Y", "starts": "2020-01-01", "confidence": "BELIEVED",
                "since_FAMILY": "yes", "since_SCHOOL": "2021"}  # fmt: skip
    form = LawForm(typed_in, law=stood)

    assert form.is_valid(), form.errors
    assert [each.confidence.value for each in form.cleaned_data["petitioners"]] == ["DOCUMENT", "BELIEVED"]


@pytest.mark.django_db
def test_the_office_page_says_what_the_law_of_its_state_is(client_of, alma, monday):
    page = client_of(alma).get("/offices/txnd/staffing/").content.decode()

    assert "Texas forbids extreme risk protection orders, since 2025 (believed)." in page
    assert "To verify: nobody of EOUSA has compared this with the law yet." in page


# --- the API -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_programs_read_the_same(client, alma, monday):
    headers = {"Authorization": f"Bearer {token_of(alma, 'ERPO_VIEW')[1]}"}
    told = client.get("/api/v1/erpo/?on=2020-11-01", headers=headers).json()
    florida = client.get("/api/v1/erpo/fl/", headers=headers).json()

    assert (told["on"], told["states"], told["dc"], len(told["results"])) == ("2020-11-01", 19, True, 56)
    assert (florida["stands"], florida["is_closed_to_families"], florida["codes"]) == ("ALLOWS", True, ["fl"])
    assert [row["starts_on"] for row in florida["history"]] == ["2018-03-09"]
    assert [one["who"] for one in florida["history"][0]["petitioners"]] == ["LAW_ENFORCEMENT"]
    assert client.get("/api/v1/erpo/?on=1066-10-14", headers=headers).status_code == 400
    assert client.get("/api/v1/erpo/").status_code == 401


def test_the_frozen_rows_are_as_many_as_the_tests_spare():
    assert len(rows("0003_erpo_laws.csv")) == 26
    assert all(datetime.fromisoformat(row["starts_on"]) for row in rows("0003_erpo_laws.csv") if row["starts_on"])
