"""The funnel of grant guidance: counted from rows as of any day, never growing, and who reads which numbers."""

import csv
import io
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from grants import funnel_words
from grants.forms.outcomes import FunnelFilter
from grants.funnel import Asked, Funnel, Pointed, Word, by_office, counted
from grants.models import answering as verbs
from grants.taxonomy import Because, Said
from tests.grants.questions import question
from tests.grants.test_referrals import pointed, say
from tests.make import DAY, NOW
from tests.partners.log import at_office
from tests.portal.test_api import token_of

A_DAY = timedelta(days=1)
D = date(2026, 9, 1)
ASKED = [
    Asked(1, 7, D, D + A_DAY),
    Asked(2, 7, D, D + 3 * A_DAY),
    Asked(3, 7, D),
    Asked(4, 7, D, closed_on=D + 2 * A_DAY),
    Asked(5, None, D + 5 * A_DAY, D + 5 * A_DAY),
]
POINTED = [
    Pointed(10, 1, D + A_DAY),
    Pointed(11, 1, D + A_DAY),
    Pointed(12, 2, D + 3 * A_DAY, withdrawn_on=D + 10 * A_DAY),
    Pointed(13, 5, D + 5 * A_DAY),
]
WORDS = [
    Word(10, Said.WILL_APPLY, "", D + 2 * A_DAY, 1),
    Word(10, Said.APPLIED, "", D + 20 * A_DAY, 2),
    Word(10, Said.AWARDED, "", D + 40 * A_DAY, 3),
    Word(11, Said.NOT_RELEVANT, Because.MATCH, D + 2 * A_DAY, 4),
    Word(12, Said.APPLIED, "", D + 4 * A_DAY, 5),
    Word(13, Said.AWARDED, "", D + 6 * A_DAY, 6),
    Word(13, Said.NOT_AWARDED, Because.SCORED_LOWER, D + 8 * A_DAY, 7),
]


def steps(days: int) -> tuple[int, ...]:
    return counted(ASKED, POINTED, WORDS, D + days * A_DAY).steps


# --- pure ------------------------------------------------------------------------------------------------------------
def test_each_day_gives_that_days_numbers():
    assert [steps(days) for days in (-1, 0, 1, 3, 4, 5, 6, 8, 9, 10, 20, 40)] == [
        (0, 0, 0, 0, 0), (4, 0, 0, 0, 0), (4, 1, 1, 0, 0), (4, 2, 2, 0, 0), (4, 2, 2, 1, 0), (5, 3, 3, 1, 0),
        (5, 3, 3, 2, 1), (5, 3, 3, 2, 0), (5, 3, 3, 2, 0), (5, 3, 2, 1, 0), (5, 3, 2, 2, 0), (5, 3, 2, 2, 1),
    ]  # fmt: skip


def test_no_step_is_larger_than_the_one_before_whatever_was_said():
    for said, later in product(Said, repeat=2):
        words = [Word(10, said, "", D + A_DAY, 1), Word(13, later, "", D + 5 * A_DAY, 2)]
        for days in range(12):
            found = counted(ASKED, POINTED, words, D + days * A_DAY)
            assert all(before >= after for before, after in pairwise(found.steps)), (said, later, days)
    unanswered = [Asked(1, 7, D)], [Pointed(10, 1, D)], [Word(10, Said.AWARDED, "", D, 1)]
    assert counted(*unanswered, D).steps == (1, 1, 1, 1, 1)


def test_the_clocks_count_working_days_and_who_still_waits():
    friday = counted(ASKED, POINTED, WORDS, date(2026, 9, 4))
    assert (friday.waiting, friday.late, friday.median_days) == (1, 1, 2.0)
    assert counted(ASKED, POINTED, WORDS, date(2026, 9, 3)).late == 0
    assert counted(ASKED, POINTED, WORDS, D).waiting == 4
    assert counted([], [], [], D) == Funnel()


def test_reasons_and_silence_count_programs():
    found = counted(ASKED, POINTED, WORDS, D + 9 * A_DAY)
    assert found.reasons == {("NOT_RELEVANT", "MATCH"): 1, ("NOT_AWARDED", "SCORED_LOWER"): 1}
    assert (found.pointers, found.silent) == (4, 0)
    assert counted(ASKED, POINTED, [], D + 9 * A_DAY).silent == 4


def test_offices_add_up_to_the_nation():
    offices = by_office(ASKED, POINTED, WORDS, D + 6 * A_DAY)
    nation = counted(ASKED, POINTED, WORDS, D + 6 * A_DAY)
    assert offices.keys() == {7, None}
    assert tuple(map(sum, zip(*(one.steps for one in offices.values()), strict=True))) == nation.steps
    assert offices[None].steps == (1, 1, 1, 1, 1)


def test_the_words_say_the_same_as_the_numbers():
    found = counted(ASKED, POINTED, WORDS, D + 9 * A_DAY)
    sentence = funnel_words.sentence(found, is_national=False)
    assert sentence == (
        "5 questions about federal money were asked: 3 answered, 3 pointed to a program, 2 followed by an application, "
        "0 by an award."
    )
    assert [step.words for step in funnel_words.steps(found)] == [
        "5", "3 of 5", "3 of 3", "2 of 3", "0 of 2",
    ]  # fmt: skip
    assert sum(number for _label, number in funnel_words.ends(found)["rows"]) == found.asked
    assert "1 question waits for its first answer; it is late." in funnel_words.clocks(found)


def test_a_share_is_told_in_percent_only_of_twenty_or_more():
    few, enough = funnel_words.Step("answered", "", 18, 19), funnel_words.Step("answered", "", 18, 20)
    assert [few.words, enough.words] == ["18 of 19", "18 of 20 (90 %)"]
    assert [funnel_words.Step("asked", "", 5, None).share, funnel_words.Step("applied", "", 0, 0).share] == ["", ""]


def test_how_many_are_late_is_never_read_as_more_that_wait():
    said = [funnel_words.clocks(Funnel(asked=3, waiting=waiting, late=late)) for waiting, late in LATE]
    assert [one.partition("answer")[2] for one in said] == [
        ", none is late.", "; it is late.", ", 1 of them is late.", ", 2 of them are late.", "; all of them are late.",
    ]  # fmt: skip


LATE = ((2, 0), (1, 1), (3, 1), (3, 2), (3, 3))


# --- from rows -------------------------------------------------------------------------------------------------------
@pytest.fixture
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("_monday")
def test_an_office_reads_its_own_and_eousa_the_nations_numbers(client_of, alma, otis, erin):
    _made, (row,) = pointed(alma)
    say(alma, row, Said.AWARDED)
    question(alma)
    twice = question(alma)
    with at_office(alma):
        verbs.close(twice, because="DOUBLE", by=alma, at=NOW)
    question(otis, court_id="nysd", asked_on=DAY - timedelta(days=30))
    question(erin, court_id="")

    url = reverse("funnel")
    own = client_of(alma).get(url).content.decode()
    assert "2 questions about federal money were asked: 1 answered, 1 pointed to a program" in own
    assert "S.D.N.Y." not in own
    nation = client_of(erin).get(url)
    assert "4 questions about federal money were asked: 1 answered" in nation.content.decode()
    rows = list(csv.DictReader(io.StringIO(client_of(erin).get(url, {"format": "csv"}).content.decode("utf-8-sig"))))
    assert len(rows) == 95
    found = {row["court_id"]: [row[label] for label in ("asked", "awarded", "waiting", "late")] for row in rows}
    assert (found["txnd"], found["nysd"], found[""]) == (
        ["2", "1", "1", "0"],
        ["1", "0", "1", "1"],
        ["1", "0", "1", "0"],
    )
    before = client_of(erin).get(url, {"on": str(DAY - A_DAY)}).content.decode()
    assert "1 question about federal money was asked: 0 answered" in before
    since = client_of(erin).get(url, {"since": str(DAY)}).content.decode()
    assert "3 questions about" in since
    assert client_of(erin).get(url, {"on": "2999-01-01"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.usefixtures("_monday")
def test_programs_read_what_they_may_and_an_organization_says_what_became(client, alma, otis, pia, shelter):
    _made, (row,) = pointed(alma, organization=shelter)
    _other, (foreign,) = pointed(alma, email="somebody.else@example.test")
    address = reverse("api-referral-list")
    keys = {who: token_of(who, "GUIDANCE_READ")[1] for who in (alma, otis)}
    keys[pia] = token_of(pia, "GUIDANCE_READ", "GUIDANCE_ASK")[1]

    def asked(who: Any, method: str = "get", path: str = address, **data: Any) -> Any:
        headers = {"Authorization": f"Bearer {keys[who]}"}
        return getattr(client, method)(path, data, headers=headers, content_type="application/json")

    assert {one["id"] for one in asked(alma).json()["results"]} == {row.pk, foreign.pk}
    assert asked(otis).json()["results"] == []
    assert [one["id"] for one in asked(pia).json()["results"]] == [row.pk]
    said = asked(pia, "post", reverse("api-referral-outcome", args=[row.pk]), said="APPLIED")
    assert (said.status_code, said.json()["said"]) == (201, "APPLIED")
    wrong = asked(pia, "post", reverse("api-referral-outcome", args=[row.pk]), said="APPLIED", because="NO_TIME")
    assert wrong.status_code == 409
    assert asked(pia, "post", reverse("api-referral-outcome", args=[foreign.pk]), said="APPLIED").status_code == 404
    assert [one["id"] for one in asked(alma, path=f"{address}?said=APPLIED").json()["results"]] == [row.pk]


def test_the_first_day_of_the_funnel_does_not_come_after_the_last():
    for since, on, is_good in (
        ("2020-01-01", "", True),
        ("2027-01-01", "2020-01-01", False),
        ("2026-12-01", "", False),
    ):
        assert FunnelFilter({"since": since, "on": on}, today=DAY).is_valid() is is_good
