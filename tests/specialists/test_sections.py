"""Sections: a named head is coverage, full time, as long as it lasts and as it was known; a number is no coverage."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import Person
from portal.tenancy import acting_as
from specialists.changes import Happening, cause, events_between, last_word
from specialists.coverage import Answer, Fact, Source, answer_on, timeline
from specialists.matters import silent
from specialists.models import Section
from specialists.nation import coverage_on, national_totals
from tests import make
from tests.make import DAY, NOW
from tests.reading import text

ClientOf = Callable[[Person], Client]


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def section(starts: int, ends: int | None, row: int = 1) -> Fact:
    return Fact(7, Source.SECTION, "", day(starts), None if ends is None else day(ends), row=row)


ASKED = Fact(7, Source.ASKING, "", day(0))


def test_a_headed_section_is_full_time_while_it_lasts_and_ends_the_silence() -> None:
    facts = [ASKED, section(10, 20)]

    assert [(span.answer, span.starts_on) for span in timeline(facts, day(30))] == [
        (Answer.SILENT, day(0)),
        (Answer.FULL_TIME, day(10)),
        (Answer.SILENT, day(20)),
    ]
    assert [event.what for event in events_between(facts, day(0), day(30))] == [Happening.HEADED, Happening.HEADLESS]
    assert last_word(facts, day(15)) == "section headed since Dec 3"
    assert last_word(facts, day(25)) == "section without a head since Dec 13"


def test_another_chief_is_no_event() -> None:
    facts = [ASKED, section(10, 15, 1), section(15, None, 2)]
    found = cause(facts, day(30))

    assert found
    assert (found.what, found.on) == (Happening.HEADED, day(10))
    assert [event.on for event in events_between(facts, day(0), day(30))] == [day(10)]


def test_a_section_counts_also_while_a_specialist_beside_it_is_away() -> None:
    served = Fact(7, Source.APPOINTMENT, "COLLATERAL", day(0), None, 5, "AUSA_542")
    away = Fact(7, Source.ABSENCE, "", day(1), day(60), 5)

    assert answer_on([served, away], day(5)) is Answer.NOT_ASKED
    assert answer_on([served, away, section(0, None)], day(5)) is Answer.FULL_TIME


# --- the verbs -------------------------------------------------------------------------------------------------------
def standing() -> list[Section]:
    with acting_as(DatabaseRole.EOUSA):
        return list(Section.objects.standing().order_by("starts_on"))


def told(rows: list[Section]) -> list[tuple[Any, ...]]:
    return [(row.head_name, row.attorneys, row.starts_on, row.ends_on) for row in rows]


@pytest.fixture
def opened(erin: Person) -> Section:
    with acting_as(DatabaseRole.EOUSA):
        facts = {"name": "Domestic Violence Section", "head_name": "Hanna Head", "attorneys": 9, "starts_on": day(-50)}
        return Section.objects.open(office=make.office("dcd"), by=erin, on=DAY, **facts)


def test_a_change_holds_from_its_day_on_and_both_clocks_keep_what_was(opened: Section, erin: Person) -> None:
    before = now()
    with acting_as(DatabaseRole.EOUSA):
        opened.change(since=day(-5), head_name="", attorneys=7, by=erin, on=DAY)
        with pytest.raises(Refused, match="just changed this entry"):
            opened.change(since=day(-4), head_name="Late Press", by=erin, on=DAY)

    assert told(standing()) == [("Hanna Head", 9, day(-50), day(-5)), ("", 7, day(-5), None)]
    key = opened.office_id
    with acting_as(DatabaseRole.EOUSA):
        answers = [
            coverage_on(on, known).standings[key].answer
            for on, known in ((day(-6), now()), (day(-5), now()), (day(-5), before), (day(-51), now()))
        ]
        assert answers == [Answer.FULL_TIME, Answer.NOT_ASKED, Answer.FULL_TIME, Answer.NOT_ASKED]
    with acting_as(DatabaseRole.PUBLIC):
        assert national_totals(day(-6), now()).groups["covered"] == 1
        assert national_totals(day(-5), now()).groups["covered"] == 0


def test_a_change_from_the_first_day_on_corrects_the_entry(opened: Section, erin: Person) -> None:
    with acting_as(DatabaseRole.EOUSA):
        opened.change(since=day(-50), head_name="Hannah Head", by=erin, on=DAY)
        standing()[0].end(ends_on=day(30), by=erin, on=DAY)

    assert told(standing()) == [("Hannah Head", 9, day(-50), day(30))]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"starts_on": day(500)}, "more than a year ahead"),
        ({"starts_on": day(0), "ends_on": day(0)}, "has to end after it began"),
        ({"starts_on": day(0), "ends_on": day(4000)}, "ten years ahead"),
        ({"starts_on": day(-60), "name": "domestic violence section"}, "on record for a part of that time"),
    ],
)
def test_what_no_office_means_is_refused(opened: Section, erin: Person, facts: dict[str, Any], sentence: str) -> None:
    with acting_as(DatabaseRole.EOUSA), pytest.raises(Refused, match=sentence):
        Section.objects.open(office=opened.office, by=erin, on=DAY, **{"name": "Another", "head_name": "X"} | facts)


def test_a_change_outside_the_entrys_days_is_refused(opened: Section, erin: Person) -> None:
    with acting_as(DatabaseRole.EOUSA), pytest.raises(Refused, match="Choose a day on which it does"):
        opened.change(since=day(-51), by=erin, on=DAY)


def test_the_ladder_of_a_silent_office_ends_with_a_headed_section(erin: Person) -> None:
    make.asking("dcd", ladder_on=day(-90))
    key = make.office("dcd").pk
    with acting_as(DatabaseRole.EOUSA):
        assert [matter.office_id for matter in silent(DAY, [key])] == [key]
    make.section("dcd", head_name="")
    with acting_as(DatabaseRole.EOUSA):
        assert len(list(silent(DAY, [key]))) == 1
    make.section("dcd", name="Another")
    with acting_as(DatabaseRole.EOUSA):
        assert list(silent(DAY, [key])) == []


# --- the pages -------------------------------------------------------------------------------------------------------
def test_an_officer_records_changes_and_ends_the_section_of_the_office(olga: Person, client_of: ClientOf) -> None:
    client, today = client_of(olga), localdate()
    facts = {"name": "DV Section", "head_name": "Hanna Head", "deputies": 1, "attorneys": 4, "advocates": 2}
    sent = facts | {"interviewers": 0, "starts_on": (today - timedelta(days=9)).isoformat(), "ends_on": ""}
    client.post("/offices/txnd/sections/new/", sent)
    page = text(client.get("/offices/txnd/staffing/"))

    assert "has a section with a named head, which counts as full time" in page
    assert "chief: Hanna Head · 1 deputy chief, 4 attorneys, 2 victim advocates" in page
    assert "recorded a section" in page
    key = standing()[0].pk
    change = sent | {"head_name": "Carla Next", "since": today.isoformat()}
    assert client.get(f"/offices/txnd/sections/{key}/edit/").status_code == 200
    assert client.post(f"/offices/txnd/sections/{key}/edit/", change).status_code == 302
    assert [row.head_name for row in standing()] == ["Hanna Head", "Carla Next"]
    last = standing()[1].pk
    for act in ("edit", "end", "withdraw"):
        old = client.get(f"/offices/txnd/sections/{key}/{act}/")
        assert (old.status_code, old["Location"]) == (302, f"/offices/txnd/sections/{last}/{act}/")
    late = client.post(f"/offices/txnd/sections/{key}/edit/", change | {"head_name": "Vera Late"})
    assert late.status_code == 422
    assert "Vera Late" in late.content.decode()
    assert client.post(f"/offices/txnd/sections/{last}/end/", {"ends_on": today.isoformat()}).status_code == 422
    client.post(f"/offices/txnd/sections/{last}/withdraw/")
    assert [row.head_name for row in standing()] == ["Hanna Head"]
    assert client.post(f"/offices/nysd/sections/{key}/end/").status_code == 404


def test_an_office_that_its_section_covers_is_told_why_its_vacancy_is_waited_for(
    lena: Person, alma: Person, erin: Person, client_of: ClientOf
) -> None:
    why = "The section covers the office meanwhile; the specialist’s own post is still open."
    make.vacancy("txnd")
    page = client_of(lena).get("/offices/txnd/staffing/").content.decode()
    assert "Your office has to act" in page
    assert why not in page
    make.section("txnd")
    for person, address in ((lena, "/offices/txnd/staffing/"), (lena, "/"), (erin, "/offices/txnd/staffing/"),
                            (erin, "/?q=txnd"), (alma, "/week/")):  # fmt: skip
        assert why in client_of(person).get(address).content.decode(), address


def test_programs_read_who_headed_a_section_on_a_day(erin: Person, alma: Person, client_of: ClientOf) -> None:
    make.section("dcd", starts_on=NOW.date() - timedelta(days=9), ends_on=NOW.date(), attorneys=3)
    client, asked = client_of(erin), "/api/v1/sections/?office=dcd&on="

    on, after = (client.get(f"{asked}{day(n)}").json()["results"] for n in (-1, 0))
    assert [(row["head_name"], row["is_headed"], row["attorneys"]) for row in on] == [("Hanna Head", True, 3)]
    assert after == client_of(alma).get("/api/v1/sections/").json()["results"] == []
