"""What an answer offers to point to: never a federal notice where a state hands the money out; and reasons that are
kept in English and read in the asker's language."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from grants.catalog import Confidence, Through
from grants.demo.questions import pointer
from grants.fit import fit, presumed
from grants.models import Opportunity, Question, Referral
from grants.models import answering as verbs
from grants.models.answering import Pointer
from grants.models.asker_link import question_path
from grants.open_now import of_program, open_now
from grants.pointers import Choice, choices, with_open_notice
from grants.referrals import numbers_of, reasons_of
from grants.views.first_answer import MOST, first_answer
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import Person
from portal.tenancy import acting_as
from tests.grants.questions import question
from tests.grants.test_fit import program
from tests.make import DAY, NOW
from tests.partners.log import at_office

FOR_STATES: dict[str, Any] = {"through": Through.STATE, "applicants": ("state", "territory")}
STOP = program("stop", **FOR_STATES)
VOCA = program("voca_assist", confidence=Confidence.MEDIUM, **FOR_STATES)
PARTNER = "A provider or coalition may apply only together with a state, tribal or local government that certifies."


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def choice(kind: str, facts: Any) -> Choice:
    return Choice(fit(presumed(kind), facts, DAY), [Opportunity(pk=361001, title="Open (invented)")])


def test_no_federal_notice_is_offered_where_a_state_hands_the_money_out() -> None:
    for facts in (STOP, VOCA):
        assert [value for value, _notice in choice("shelter", facts).ways] == [facts.key]
        assert pointer(choice("shelter", facts)).opportunity is None
        assert len(choice("state", facts).ways) == 2, "a state answers the notice itself"
    ways = choice("shelter", program("icjr")).ways
    assert [value for value, _notice in ways] == ["icjr:361001", "icjr"], "the notice first, whose deadline is known"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("need", "kind", "violence"),
    [("SHELTER", "", []), ("SHELTER", "SHELTER", ["SEXUAL_ASSAULT"]), ("LEGAL", "LEGAL_AID", ["STALKING"])],
)
def test_who_answers_is_offered_first_what_the_asker_was_shown(alma, client_of, need, kind, violence) -> None:
    row = question(alma, need=need, kind=kind, violence=violence)
    with at_office(alma):
        among = choices(Question.objects.get(request=row), on=DAY, at=NOW)
    fitting = [one.key for one in among if one.is_fitting]
    said = {"need": need, "kind": kind, "violence": violence}
    assert fitting[:MOST] == [line["fit"].program.key for line in first_answer(said, DAY, NOW)["fits"]]
    assert len({one.key for one in among}) == len(among) > len(fitting), "all others stand behind them"

    shown = client_of(alma).get(f"/questions/{row.pk}/answer/").text
    assert re.search(r"The asker was shown (these|the first 6 of these) after asking, in this order\.", shown)


@pytest.mark.django_db
def test_what_the_office_was_told_nobody_was_shown(alma, client_of) -> None:
    row = question(alma, channel="TOLD")
    assert "The asker was shown" not in client_of(alma).get(f"/questions/{row.pk}/answer/").text


@pytest.mark.django_db
def test_a_notice_under_a_shared_number_is_offered_and_minded_nowhere(alma: Person) -> None:
    at = NOW
    with acting_as(DatabaseRole.EOUSA):
        for pk, number in ((361001, "93.136"), (361002, "16.524")):
            Opportunity.objects.create(
                pk=pk, number=str(pk), title=f"Open {pk} (invented)", agency_code="HHS", is_demo=True,
                listings=[number], opens_on=DAY, closes_on=date(2027, 2, 1),
            )  # fmt: skip
    row = question(alma, need="LEGAL")
    with at_office(alma), CaptureQueriesContext(connection) as asked:
        found = {one.key: one for one in choices(Question.objects.get(request=row), on=DAY, at=at)}
        assert [notice.title for notice in found["lav"].notices] == ["Open 361002 (invented)"]
    for key, one in found.items():
        assert list(one.notices) == of_program(one.fit.program, open_now(at)), key
    assert found["rpe"].ways == [("rpe", None)]
    assert not with_open_notice(["rpe"], list(found.values()))
    [read] = [query["sql"] for query in asked if "grants_opportunity" in query["sql"]]
    assert "description" not in read, "as much as is shown"


def test_a_number_that_is_shared_is_known() -> None:
    assert program("rpe", listings=("93.136",)).shares_listing
    assert not program("icjr").shares_listing


@pytest.mark.django_db
def test_nobody_points_an_asker_to_a_notice_for_states(alma: Person) -> None:
    made = question(alma)
    one = Pointer("stop", 361001, fit(presumed("shelter"), STOP, DAY))
    with at_office(alma), pytest.raises(Refused, match="This notice is for states"):
        verbs.answer(made, text="Look at this", referrals=[one], by=alma, at=NOW)


@pytest.mark.django_db
def test_next_year_is_not_reckoned_from_notices_for_states_or_about_something_else() -> None:
    rows = [Referral(program=key, made_on=DAY) for key in ("icjr", "stop", "rpe")]

    assert numbers_of(rows) == {"icjr": ("16.590",)}


@pytest.mark.django_db
@pytest.mark.usefixtures("spanish")
def test_reasons_are_read_in_the_asker_s_language_and_kept_in_english(alma: Person, visitor: Client) -> None:
    made = question(alma, language="es")
    with at_office(alma), override("es"):
        fits = Pointer("icjr", None, fit(presumed("shelter"), program("icjr"), DAY))
        verbs.answer(made, text="Vea este programa", referrals=[fits], by=alma, at=NOW)
        assert [one["text"] for one in Referral.objects.get().reasons] == [PARTNER]
        path = question_path(made)

    page = visitor.get(path).content.decode()

    assert "Un proveedor o una coalición puede presentar la solicitud solo junto con un gobierno" in page
    assert PARTNER not in page


def test_a_sentence_that_is_no_longer_ours_is_said_to_be_english() -> None:
    row = Referral(reasons=[{"text": "An old sentence of ours.", "citation": "34 USC 1"}])

    with override("es"):
        assert reasons_of(row)[0]["is_foreign"]
    with override("en"):
        assert not reasons_of(row)[0]["is_foreign"]
