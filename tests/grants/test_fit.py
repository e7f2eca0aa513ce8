"""Whom a program fits. The truth table beside this file was written from the text of the statutes (US Code of April
2023), program by program: for each, the paragraph that names the eligible entities was read a second time, apart from
the rules, and the kinds were sorted under its words. No line of it comes from the code that it judges."""

import csv
import re
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grants.catalog import APPLICANTS, Confidence, ProgramFacts, Through
from grants.fit import FACTS, Applicant, Fit, Form, Verdict, closed, fit, fits, presumed, settled, still_asked
from grants.fit_facts import SETTLED, at_odds
from grants.fit_rules import RULES, SINCE
from grants.taxonomy import Agency, Violence
from partners.kinds import Kind
from partners.taxonomy import Need, Population
from tests import make

TABLE = list(csv.DictReader((Path(__file__).parent / "fit_table.csv").read_text().splitlines()))
CITED = r"34 USC \d+a?(\(\w+\))*"
SENTENCE = 20

NOTHING: dict[str, Any] = dict.fromkeys(FACTS, False) | {"form": Form.NONPROFIT, "populations": frozenset()}
FOR_NATIVE = {"tribal": True, "populations": frozenset({"NATIVE"}), "mainly": True}
OF_A_CULTURE = {"cultural": True, "populations": frozenset({"RACIAL_ETHNIC"}), "mainly": True}
LGBT = {"populations": frozenset({"SEXUAL_ORIENTATION", "GENDER_IDENTITY"}), "mainly": True}
KINDS: dict[str, dict[str, Any]] = {
    "shelter": {"serves_victims": True},
    "rape_crisis_center": {"serves_victims": True, "assault": True},
    "rural_program": {"serves_victims": True, "rural": True, "populations": frozenset({"RURAL"}), "mainly": True},
    "cultural_program": {"serves_victims": True, "assault": True, **OF_A_CULTURE},
    "cultural_center": OF_A_CULTURE,
    "lgbt_program": {"serves_victims": True, **LGBT},
    "lgbt_center": LGBT,
    "disability_center": {"populations": frozenset({"DISABILITY"}), "mainly": True},
    "senior_center": {"populations": frozenset({"OLDER"}), "mainly": True},
    "youth_nonprofit": {"youth": True},
    "hospital": {},
    "legal_aid": {"legal": True},
    "law_school": {"form": Form.HIGHER_EDUCATION, "legal": True},
    "campus": {"form": Form.HIGHER_EDUCATION},
    "school": {"form": Form.SCHOOL, "youth": True, "rural": True},
    "public_clinic": {"form": Form.PUBLIC, "legal": True},
    "state_coalition": {"serves_victims": True, "state_coalition": True},
    "tribal_coalition": {"serves_victims": True, "tribal_coalition": True, **FOR_NATIVE},
    "tribal_nonprofit": {"serves_victims": True, "assault": True, "rural": True, "cultural": True, **FOR_NATIVE},
    "tribal_organization": {"form": Form.TRIBAL_ORGANIZATION, "serves_victims": True, "rural": True, **FOR_NATIVE},
    "designee": {"form": Form.DESIGNEE, "rural": True, **FOR_NATIVE},
    "tribe": {"form": Form.TRIBE, "serves_victims": True, "assault": True, "rural": True, **FOR_NATIVE},
    "tribal_court": {"form": Form.TRIBAL_COURT, "rural": True, "tribal": True},
    "tribal_police": {"form": Form.TRIBAL_POLICE, "rural": True, "tribal": True},
    "state_agency": {"form": Form.STATE, "rural": True},
    "county": {"form": Form.LOCAL, "rural": True},
    "court": {"form": Form.COURT},
    "police": {"form": Form.POLICE, "rural": True},
    "prosecutor": {"form": Form.OFFICE},
    "firm": {"form": Form.FOR_PROFIT},
    "federal_agency": {"form": Form.FEDERAL},
}
"""The kinds of the table with every fact known; of `unsure_shelter` only what its kind says."""


def applicant(kind: str) -> Applicant:
    return presumed("shelter") if kind == "unsure_shelter" else Applicant(**{**NOTHING, **KINDS[kind]})


def program(key: str = "icjr", **facts: Any) -> ProgramFacts:
    texts = {field.name: "" for field in fields(ProgramFacts)}
    known = {
        "key": key, "place": 1, "valid_from": SINCE, "valid_until": None, "agency": Agency.OVW, "listings": ("16.590",),
        "is_listed": True, "statute": "34 USC 10461", "is_formula": False, "through": Through.DIRECT, "applicants": (),
        "violence": frozenset(), "needs": frozenset(), "populations": frozenset(), "confidence": Confidence.HIGH,
        "authorized_until": date(2027, 10, 1),
    }  # fmt: skip
    return ProgramFacts(**{**texts, **known, **facts})  # type: ignore[arg-type]


# --- the truth table ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", [*KINDS, "unsure_shelter"])
def test_the_verdict_on_each_program_is_that_of_the_statute(kind: str) -> None:
    rows = [row for row in TABLE if row["kind"] == kind]

    found = {row["program"]: fit(applicant(kind), program(row["program"]), make.DAY).verdict for row in rows}

    assert len(rows) == len(RULES)
    assert found == {row["program"]: row["verdict"] for row in rows}


def test_the_table_is_whole_and_each_cell_names_its_subsection_and_rule() -> None:
    cells = {(row["kind"], row["program"]) for row in TABLE}

    assert cells == {(kind, key) for kind in [*KINDS, "unsure_shelter"] for key in RULES}
    assert len(cells) == len(TABLE)
    for row in TABLE:
        assert_cites(row["subsection"])
        assert_is_one_sentence(row["rule"])


def assert_cites(citation: str) -> None:
    assert re.match(CITED, citation), citation


def assert_is_one_sentence(text: str) -> None:
    assert len(text) >= SENTENCE, text
    assert text.endswith("."), text
    assert ". " not in text, text


def test_each_rule_gives_one_sentence_and_cites_the_law() -> None:
    for rule in RULES.values():
        assert not rule[-1].needs, "whoever is on no way is told who may apply"
        for way in rule:
            assert_cites(way.citation)
            assert_is_one_sentence(str(way.text))


def paragraphs(citation: str) -> set[str]:
    """Each paragraph that is cited, by its full number: `34 USC 1(a)(1)-(2), (b); 34 USC 3` names four."""
    found: set[str] = set()
    for section, parts in re.findall(r"34 USC (\d+a?)([^;]*)", citation):
        for part in re.split(r",\s*", parts):
            first, _to, last = part.partition("-")
            found |= {f"{section}{one}" for one in (up_to(first, last.strip("()")) if last else [first])}
    return found


def up_to(first: str, last: str) -> list[str]:
    """`(a)(1)` up to `3`: `(a)(1)`, `(a)(2)`, `(a)(3)`."""
    before, _open, begin = first.rstrip(")").rpartition("(")
    return [f"{before}({chr(code)})" for code in range(ord(begin), ord(last) + 1)]


def test_a_citation_is_read_paragraph_by_paragraph() -> None:
    assert paragraphs("34 USC 12513(a)(4)-(5), (b)(1); 34 USC 10462a(a)") == {
        "12513(a)(4)", "12513(a)(5)", "12513(b)(1)", "10462a(a)",
    }  # fmt: skip


@pytest.mark.parametrize("kind", [*KINDS, "unsure_shelter"])
def test_the_reason_cites_each_paragraph_that_the_table_names(kind: str) -> None:
    """All of it, not the section alone. One reason may rest on more: what else it names, such as a definition."""
    rows = [row for row in TABLE if row["kind"] == kind]
    lacking: dict[str, set[str]] = {}
    for row in rows:
        reasons = fit(applicant(kind), program(row["program"]), make.DAY).reasons
        cited = {one for reason in reasons for one in paragraphs(reason.citation)}
        lacking[row["program"]] = paragraphs(row["subsection"]) - cited

    assert {key: names for key, names in lacking.items() if names} == {}
    assert all(paragraphs(row["subsection"]) for row in rows)


# --- the examples that people know -----------------------------------------------------------------------------------
def verdict(kind: str, key: str, **said: Any) -> str:
    return fit(presumed(kind, **said), program(key), make.DAY).verdict


def test_a_shelter_applies_for_icjr_only_with_a_government_that_certifies() -> None:
    found = fit(presumed("victim_service_provider"), program("icjr"), make.DAY)

    assert found.verdict == Verdict.ONLY_WITH_PARTNER
    assert [(str(reason.text), reason.citation) for reason in found.reasons] == [
        (
            "A provider or coalition may apply only together with a state, tribal or local government that certifies.",
            "34 USC 10461(c)(2)",
        )
    ]


def test_stop_and_sasp_go_by_way_of_the_state() -> None:
    assert verdict("shelter", "stop") == Verdict.THROUGH_STATE
    assert verdict("rape_crisis_center", "sasp") == Verdict.THROUGH_STATE


def test_a_law_school_fits_legal_assistance_and_a_court_does_not() -> None:
    assert verdict("law_school", "lav", legal=True) == Verdict.DIRECT
    assert verdict("court", "lav") == Verdict.NOT_ELIGIBLE


def test_a_shelter_without_lawyers_may_apply_for_legal_assistance_if_a_lawyer_gives_it() -> None:
    found = fit(presumed("shelter", legal=False), program("lav"), make.DAY)

    assert (found.verdict, found.reasons[0].citation) == (Verdict.DIRECT, "34 USC 20121(c)(2), (d)(1)")
    assert "a lawyer with experience in it, yours or a partner’s" in str(found.reasons[0].text)


def test_a_rape_crisis_center_of_a_government_and_a_city_s_court_read_what_the_law_leaves_out() -> None:
    county = fit(presumed("rape_crisis_center", form=Form.LOCAL), program("sasp"), make.DAY)
    court = fit(presumed("court"), program("popilot"), make.DAY)

    assert "not in a territory" in str(county.reasons[0].text)
    assert "city’s or county’s own court" in str(court.reasons[0].text)


def test_what_matters_and_is_not_known_is_named() -> None:
    found = fit(presumed("law_school"), program("lav"), make.DAY)

    assert found.verdict == Verdict.DEPENDS
    assert found.whether == ["whether you give legal help"]


def test_what_would_change_nothing_is_not_asked() -> None:
    assert fit(settled("shelter"), program("stop"), make.DAY).missing == ("form",)


def test_a_shelter_of_a_tribe_or_a_county_is_judged_as_what_it_is() -> None:
    assert verdict("shelter", "tgp", form=Form.TRIBE) == Verdict.DIRECT
    assert verdict("shelter", "icjr", form=Form.LOCAL) == Verdict.DIRECT


# --- days and confidence ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"confidence": Confidence.MEDIUM}, make.DAY),
        ({"confidence": Confidence.LOW, "key": "deaf"}, make.DAY),
        ({}, date(2027, 10, 1)),
        ({"valid_from": date(2018, 1, 1)}, SINCE - timedelta(days=1)),
        ({"valid_until": make.DAY}, make.DAY),
    ],
)
def test_there_is_no_verdict_without_a_law_that_we_have_read_and_that_is_in_force(
    facts: dict[str, Any], day: date
) -> None:
    found = fit(presumed("shelter"), program(**facts), day)

    assert found.verdict == Verdict.CHECK_NOTICE
    assert_is_not_empty(found)


def assert_is_not_empty(found: Fit) -> None:
    assert found.reasons
    assert all(reason.text and reason.citation for reason in found.reasons)


def test_money_that_a_state_hands_out_is_said_to_come_from_it_also_without_a_verdict() -> None:
    handed_on = {"confidence": Confidence.MEDIUM, "through": Through.STATE}
    voca = program("voca_assist", applicants=("state", "territory"), **handed_on)
    jag = program("jag", applicants=("state", "local_government"), **handed_on)
    stop = program("stop", through=Through.STATE, applicants=("state", "territory"))

    found = fits(presumed("shelter"), [program(), voca, jag, stop], make.DAY)

    assert [one.program.key for one in found] == ["stop", "voca_assist", "jag", "icjr"]
    assert [one.through_state for one in found] == [True, True, True, False]
    assert found[1].is_unjudged_through_state
    assert not found[0].is_unjudged_through_state
    assert "An agency of your state says who may get it." in str(found[1].reasons[0].text)
    for kind, key in (("local_government", jag), ("state", voca), ("state", stop)):
        assert not fit(presumed(kind), key, make.DAY).through_state, "it applies to the federal agency itself"


def test_the_last_day_of_an_authorization_still_has_a_verdict() -> None:
    for day in (SINCE, date(2027, 9, 30)):
        assert fit(presumed("shelter"), program(), day).verdict == Verdict.ONLY_WITH_PARTNER


def test_the_best_come_first_and_only_those_about_the_violence_and_the_need() -> None:
    catalog = [
        program("cyber"), program("icjr"), program("stop"), program("th", needs=frozenset({Need.HOUSING})),
        program("sasp", violence=frozenset({Violence.SEXUAL_ASSAULT})),
    ]  # fmt: skip

    found = fits(presumed("shelter"), catalog, make.DAY, violence=["DOMESTIC"])
    of_need = fits(presumed("shelter"), catalog, make.DAY, need="LEGAL")

    assert [one.program.key for one in found] == ["th", "stop", "icjr", "cyber"]
    assert "th" not in [one.program.key for one in of_need]
    assert still_asked(fits(presumed("shelter"), catalog, make.DAY)) == ["assault"]


# --- kinds ----------------------------------------------------------------------------------------------------------
def test_every_kind_of_the_directory_and_of_the_catalog_is_known() -> None:
    assert {kind.lower() for kind in Kind.values} | set(APPLICANTS) <= set(SETTLED)
    for kind in SETTLED:
        assert at_odds(settled(kind)) is None, kind


def test_an_unknown_kind_settles_nothing_and_what_was_said_goes_before_what_is_likely() -> None:
    assert settled("unicorn") == Applicant() == presumed("other")
    assert presumed("shelter").form == Form.NONPROFIT
    assert settled("shelter").form is None
    assert presumed("tribal_program").form == Form.TRIBAL_ORGANIZATION
    assert presumed("coalition").tribal is None


def test_facts_that_cannot_both_be_so_are_named() -> None:
    assert at_odds(settled("court", state_coalition=True)) == ("state_coalition", "form")
    assert at_odds(settled("shelter", populations=frozenset(), mainly=True)) == ("populations", "mainly")


# --- properties -----------------------------------------------------------------------------------------------------
YES_OR_NO = st.sampled_from([None, True, False])
SOME = st.one_of(st.none(), st.frozensets(st.sampled_from(Population.values), max_size=3))
APPLICANT = st.builds(
    Applicant,
    form=st.sampled_from([None, *map(str, Form)]),
    populations=SOME,
    **{name: YES_OR_NO for name in FACTS if name not in {"form", "populations"}},
)


def without(known: Applicant, forgotten: Iterable[str]) -> Applicant:
    """As if nobody had said these facts."""
    nothing: dict[str, Any] = dict.fromkeys(forgotten)
    return closed(replace(known, **nothing))


def assert_more_only_settles(less: Applicant, more: Applicant, key: str) -> None:
    before, after = fit(less, program(key), make.DAY), fit(more, program(key), make.DAY)

    assert before.verdict in {Verdict.DEPENDS, after.verdict}, (less, more, key)
    assert bool(before.missing) == (before.verdict == Verdict.DEPENDS)


@pytest.mark.parametrize("kind", KINDS)
def test_to_forget_a_fact_leaves_the_verdict_or_makes_it_depend(kind: str) -> None:
    known = applicant(kind)
    for key in RULES:
        for fact in FACTS:
            assert_more_only_settles(without(known, [fact]), known, key)


FORGOTTEN = st.frozensets(st.sampled_from(FACTS))


@given(st.one_of(APPLICANT, st.sampled_from([applicant(kind) for kind in KINDS])), FORGOTTEN, FORGOTTEN)
def test_to_know_more_never_turns_a_firm_verdict_into_another(
    known: Applicant, once: frozenset[str], twice: frozenset[str]
) -> None:
    known = closed(known)
    assume(at_odds(known) is None)
    more = without(known, once)
    less = without(more, twice)

    for key in RULES:
        assert_more_only_settles(less, more, key)
        assert fit(less, program(key), make.DAY) == fit(less, program(key), make.DAY)
        assert_is_not_empty(fit(more, program(key), make.DAY))


@given(APPLICANT, st.sampled_from(Confidence), st.dates(date(2018, 1, 1), date(2030, 1, 1)))
def test_only_what_was_read_in_the_law_gets_a_verdict(known: Applicant, confidence: Confidence, day: date) -> None:
    found = fit(known, program(confidence=confidence), day)

    is_judged = confidence == Confidence.HIGH and SINCE <= day < date(2027, 10, 1)
    assert (found.verdict != Verdict.CHECK_NOTICE) == is_judged
    assert_is_not_empty(found)


@given(APPLICANT, st.sampled_from(sorted(RULES)))
def test_whoever_says_all_that_is_missing_gets_a_verdict(known: Applicant, key: str) -> None:
    said: dict[str, Any] = {**NOTHING, "populations": frozenset({"LANGUAGE"})}
    for _ in FACTS:
        found = fit(known, program(key), make.DAY)
        answers: dict[str, Any] = {name: said[name] for name in found.missing}
        known = replace(known, **answers)

    assert found.verdict != Verdict.DEPENDS
