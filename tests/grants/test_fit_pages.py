"""The pages and the API about fit: two questions, an answer with the law, and only what still matters is asked."""

import html
import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from grants.applicants import applicant_of
from grants.catalog import Confidence, ProgramFacts, Through
from grants.fit import GUIDANCE, Applicant, Form, Verdict, fit, fits, presumed
from grants.fit_words import Line, groups, sentence
from grants.fitting import fitting_programs, matching
from grants.forms.fit import FitForm
from grants.models import programs
from grants.views.first_answer import first_answer
from partners.gaps import Spot
from partners.models import Profile
from portal.access import DatabaseRole
from portal.listing import Column, Listing
from portal.models import Person
from portal.tenancy import acting_as
from tests import make
from tests.grants.test_fit import program
from tests.partners.directory import entered, said

COLLIN = "48085"


def text(page: Any) -> str:
    """What a reader sees, without marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def fields_of(page: Any) -> set[str]:
    """What the page asks, seen or unseen."""
    return set(re.findall(r'name="(\w+)"', page.content.decode()))


# --- everybody -------------------------------------------------------------------------------------------------------
def test_a_shelter_gets_its_answer_after_two_questions(visitor: Client) -> None:
    first = visitor.get(reverse("fit"))
    answer = visitor.get(reverse("fit"), {"violence": "DOMESTIC", "kind": "SHELTER", "county": COLLIN})

    assert {"violence", "kind"} <= fields_of(first)
    assert "legal" not in fields_of(first)
    said = text(answer)
    assert "This is guidance, not a determination" in said
    assert "A provider or coalition may apply only together with a state, tribal or local government" in said
    assert "34 USC 10461(c)(2)" in said
    assert "Texas: not yet verified which agency it is." in said
    assert "We assume this legal form: nonprofit organization." in said
    assert f"{reverse('ask')}?county={COLLIN}&amp;violence=DOMESTIC&amp;kind=SHELTER" in answer.content.decode()


def test_only_what_still_matters_is_asked_and_an_answer_is_not_asked_again(visitor: Client) -> None:
    assert_asks(visitor, {"kind": "LAW_SCHOOL"}, {"legal", "rural"})
    assert_asks(visitor, {"kind": "LAW_SCHOOL", "legal": "unsure", "rural": "no"}, set())
    assert_asks(visitor, {"kind": "COURT"}, {"rural"})
    assert_asks(visitor, {"kind": "LAW_SCHOOL", "program": "lav"}, {"legal"})
    assert_asks(visitor, {"kind": "OTHER", "program": "campus"}, {"form"})


def assert_asks(visitor: Client, said: dict[str, str], asked: set[str]) -> None:
    page = visitor.get(reverse("fit"), said)
    assert {field.name for field in page.context["steps"]} == asked


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (["DEAF", "OLDER"], {"DEAF", "OLDER"}),
        (["NONE"], set()),
        (["NONE", "DEAF"], {"DEAF"}),
        (["unsure"], None),
        (["unsure", "DEAF"], {"DEAF"}),
        ([""], None),
    ],
)
def test_somebody_serves_several_populations(visitor: Client, said: list[str], known: set[str] | None) -> None:
    page = visitor.get(reverse("fit"), {"kind": "SHELTER", "program": "underserved", "populations": said})

    form = page.context["form"]
    assert form.applicant.populations == known
    assert ("populations" in {field.name for field in page.context["steps"]}) == (said == [""])
    assert [value for name, value in page.context["change_kept"] if name == "populations"] == [x for x in said if x]


def test_one_program_gets_one_verdict(visitor: Client) -> None:
    page = visitor.get(reverse("fit"), {"kind": "COURT", "program": "lav"})

    assert page.context["sentence"] == "Legal Assistance for Victims Grant Program: does not fit."
    assert "See all programs that fit you" in text(page)


def test_answers_that_cannot_both_be_so_get_a_sentence_and_can_be_changed(visitor: Client) -> None:
    page = visitor.get(reverse("fit"), {"kind": "COURT", "form": "NONPROFIT"})

    assert "“Who are you?” and “What is the legal form of your organization?” cannot both be so" in text(page)
    assert "groups" not in page.context
    assert {"kind", "form"} <= fields_of(page)


@pytest.mark.parametrize(
    "said", [{"kind": "UNICORN"}, {"on": "1999-01-01", "kind": "SHELTER"}, {"program": "none", "kind": "SHELTER"}]
)
def test_what_the_address_gets_wrong_is_told(visitor: Client, said: dict[str, str]) -> None:
    page = visitor.get(reverse("fit"), said)

    assert page.status_code == 400
    assert "alert--warning" in page.content.decode()


def test_a_day_before_the_rules_gets_no_verdict(visitor: Client) -> None:
    page = visitor.get(reverse("fit"), {"kind": "SHELTER", "on": "2020-11-30"})

    assert {group.verdict for group in page.context["groups"]} == {Verdict.CHECK_NOTICE}


def test_a_shelter_sees_unfolded_that_its_largest_money_comes_through_its_state(visitor: Client) -> None:
    asked = {"violence": "DOMESTIC", "need": "SHELTER", "kind": "SHELTER"}
    page = visitor.get(reverse("fit"), {**asked, "county": COLLIN})

    open_part = page.content.decode().partition("<details><summary>Check the notice")[0]
    assert "<details><summary>Through your state" not in open_part
    _stop, theirs = (group for group in page.context["groups"] if group.is_through_state)
    assert [line.fit.program.key for line in theirs.lines] == ["fvpsa_state", "voca_assist"]
    assert {line.contact.agency for line in theirs.lines} == {"OVC", "HHS"}
    told = ("VOCA", "FVPSA", "Through your state: ask its agency", "Until then ask the Office for Victims of Crime")
    assert [words for words in told if words not in open_part] == []
    stateless = visitor.get(reverse("fit"), asked).content.decode()
    assert stateless.count("Show the agency of your state") == 1


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ("SHELTER", "3 programs are there above all for: emergency shelter."),
        ("CHILD_CARE", "Of 1 program, "),
        ("OTHER", "Of 5 programs, "),
    ],
)
def test_what_is_there_for_the_need_stands_first_and_no_other_count_beside_it(need, said, visitor) -> None:
    page = visitor.get(reverse("fit"), {"need": need, "kind": "SHELTER"})

    assert page.context["sentence"].startswith(said)
    assert page.context["more"] == GUIDANCE


def test_what_to_begin_with_says_its_reason_where_that_stands_folded_below(visitor: Client) -> None:
    page = visitor.get(reverse("fit"), {"need": "SHELTER", "kind": "SHELTER"})
    section = page.content.decode().partition('aria-labelledby="above"')[2].partition("</section>")[0]

    lines = page.context["above_all"]
    folded = {line.fit.program.key for group in page.context["groups"] if group.is_folded for line in group.lines}
    hidden = {line.fit.program.key for line in lines} & folded
    assert hidden
    for line in lines:
        assert (str(line.reasons[0].text) in section) == (line.fit.program.key in hidden), line.fit.program.key


def test_the_specialist_can_be_asked_above_the_answer_and_below_it(visitor: Client) -> None:
    said = visitor.get(reverse("fit"), {"kind": "SHELTER"}).content.decode()
    above, _headings, below = said.partition("<h2")

    for part, look in ((above, "outline"), (below, "big")):
        assert f'class="usa-button usa-button--{look}" href="{reverse("ask")}?kind=SHELTER"' in part


def test_the_first_answer_says_it_too_and_leads_to_the_agency_of_the_county_s_state(db: None) -> None:
    with acting_as(DatabaseRole.PUBLIC):
        shown = first_answer({"need": "SHELTER", "kind": "SHELTER", "county": COLLIN}, make.DAY, make.NOW)["fits"]

    voca = next(one for one in shown if one["fit"].program.key == "voca_assist")
    assert voca["label"] == "through your state: ask its agency"
    assert voca["why"] == "An agency of your state hands this money out, and says who may get it."
    assert voca["agency_url"] == f"{reverse('program-detail', args=['voca_assist'])}?state=TX#state"


def test_the_answer_is_there_in_spanish(visitor: Client) -> None:
    said = text(visitor.get(f"/es{reverse('fit')}", {"kind": "SHELTER", "state": "VT"}))

    assert "Esto es orientación, no una determinación" in said
    assert "Los proveedores de servicios para víctimas" in said
    assert "may apply" not in said


def test_a_program_about_one_of_the_kinds_of_violence_is_there_and_one_about_another_is_not(visitor: Client) -> None:
    def keys(query: str) -> set[str]:
        groups = visitor.get(f"{reverse('fit')}?kind=SHELTER{query}").context["groups"]
        return {line.fit.program.key for group in groups for line in group.lines}

    one, other = keys("&violence=SEXUAL_ASSAULT"), keys("&violence=DOMESTIC")
    assert one - other
    assert other - one
    assert keys("&violence=SEXUAL_ASSAULT&violence=DOMESTIC") == one | other
    assert keys("&violence=") == keys("") >= one | other


def test_english_words_on_spanish_pages_say_that_they_are_english(visitor: Client) -> None:
    for path in ("/es/fit/?kind=SHELTER", "/es/programs/"):
        said = visitor.get(path).content.decode()
        assert re.search(r'<span [^>]*lang="en">CYEM|<span [^>]*lang="en">Consolidated Youth', said), path
    options = re.findall(r"<option[^>]*>([^<]+)", visitor.get("/es/opportunities/").content.decode())
    with acting_as(DatabaseRole.PUBLIC):
        english = {facts.short for facts in programs(make.DAY).values()} - {
            facts.name_es for facts in programs(make.DAY).values()
        }
    assert len(options) > len(english) / 2
    assert not english & set(options)


def test_how_many_rows_a_list_has_is_said_in_spanish() -> None:
    request = RequestFactory().get("/")
    column = Column("n", "N", lambda row: row, sort=lambda row: row)
    with override("es"):
        assert [Listing(request, rows, [column], "n").sentence for rows in ([1], [1, 2])] == ["1 fila", "2 filas"]  # type: ignore[arg-type]


def test_an_answer_asks_the_database_twice(db: None, django_assert_max_num_queries: Any) -> None:
    with acting_as(DatabaseRole.PUBLIC):
        known = programs(make.DAY)
        with django_assert_max_num_queries(2):
            form = FitForm({"kind": "SHELTER", "state": "TX"})
            shown = groups(fits(form.applicant, known.values(), make.DAY), form.said["state"])

    assert {line.contact.agency for line in shown[1].lines if line.contact} == {"OVW"}
    assert form.clash is None


def test_the_answer_is_one_sentence() -> None:
    lav, icjr, deaf = program("lav"), program("icjr"), program("deaf")

    def said(kind: str, *known: ProgramFacts) -> str:
        return sentence(fits(presumed(kind), known, make.DAY))

    voca = program("voca_assist", confidence=Confidence.MEDIUM, through=Through.STATE)
    assert said("shelter", lav, icjr, deaf) == "Of 2 programs, 1 fits you directly, 1 fits only with a partner."
    assert said("law_school", lav) == "Say a little more, and you see which programs fit."
    assert said("federal_agency", lav, voca).endswith("1 more comes through your state, without a verdict of ours.")
    assert said("shelter", voca) == "An agency of your state hands this money out. We give no verdict of our own."
    assert said("federal_agency", lav) == "By what you have said, none of our programs fits you."
    assert said("shelter", deaf) == "Of these programs we give no verdict: their notices say who may apply."


def test_a_verdict_on_a_program_without_an_active_listing_says_so() -> None:
    found = fit(presumed("shelter"), program("th", is_listed=False), make.DAY)

    assert "was not active" in Line(found).caution
    assert Line(fit(presumed("shelter"), program("th"), make.DAY)).caution == ""


# --- by the entry ----------------------------------------------------------------------------------------------------
def test_what_an_entry_says_is_known_and_what_it_does_not_say_is_not() -> None:
    def entry(kind: str, **facts: Any) -> Profile:
        return Profile(kind=kind, **facts)

    assert applicant_of(None) == Applicant()
    assert applicant_of(entry("SHELTER")).form is None
    assert applicant_of(entry("SHELTER", legal_form="LOCAL")).form == Form.LOCAL
    assert applicant_of(entry("POLICE", legal_form="LOCAL")).form == Form.POLICE
    assert applicant_of(entry("SHELTER", services=["SHELTER", "LEGAL"])).legal is True
    assert applicant_of(entry("SHELTER", services=["SHELTER"])).legal is None
    rural = applicant_of(entry("SHELTER", populations=["RURAL"]))
    assert (rural.rural, rural.populations, rural.mainly) == (True, frozenset({"RURAL"}), None)


def test_an_office_sees_what_fits_an_organization_and_what_its_entry_leaves_open(client_of: Any, alma: Person) -> None:
    organization = entered(alma, kind="LEGAL_AID", legal_form="NONPROFIT", state="TX")
    address = reverse("organization-fit", args=[organization.pk])

    page = client_of(alma).get(address)
    more = client_of(alma).get(address, {"serves_victims": "yes", "legal": "no"})

    assert page.context["steps"][0].name == "serves_victims"
    assert verdicts(page)["lav"] == verdicts(more)["lav"] == Verdict.DIRECT
    assert (verdicts(page)["stop"], verdicts(more)["stop"]) == (Verdict.DEPENDS, Verdict.THROUGH_STATE)
    assert address in client_of(alma).get(reverse("organization-detail", args=[organization.pk])).content.decode()


def test_an_advocate_sees_what_fits_by_the_own_entry(client_of: Any, pia: Person, ada: Person) -> None:
    assert pia.organization
    assert "everything is asked here" in text(client_of(ada).get(reverse("own-fit")))

    said(pia.organization, pia, legal_form="NONPROFIT", state="VT")
    page = client_of(ada).get(reverse("own-fit"))

    assert verdicts(page)["icjr"] == Verdict.ONLY_WITH_PARTNER
    assert "Vermont: not yet verified" in text(page)


def test_by_an_entry_too_it_begins_with_the_violence_and_the_need(client_of: Any, alma: Person, pia: Person) -> None:
    organization = entered(alma, kind="SHELTER", legal_form="NONPROFIT", state="TX")
    for client, address in (
        (client_of(alma), reverse("organization-fit", args=[organization.pk])),
        (client_of(pia), reverse("own-fit")),
    ):
        first = client.get(address)
        assert "<details open><summary>What is it about?" in first.content.decode()
        assert {"violence", "need"} <= fields_of(first)
        assault, housing = (client.get(address, said) for said in ({"violence": "SEXUAL_ASSAULT"}, {"need": "HOUSING"}))
        assert {"sasp", "lav"} <= verdicts(assault).keys() < verdicts(first).keys()
        assert "sasp" not in verdicts(housing)
        assert "for: transitional or long-term housing" in housing.context["sentence"]


def test_what_was_chosen_by_an_entry_goes_along_to_the_question(client_of: Any, pia: Person) -> None:
    client = client_of(pia)
    page = client.get(reverse("own-fit"), {"violence": ["STALKING", "DATING"], "need": "LEGAL"}).content.decode()
    way = re.search(rf'href="({reverse("guidance-ask")}[^"]*)"', page)
    assert way

    form = client.get(html.unescape(way[1])).context["form"]

    assert (form.initial["need"], set(form.initial["violence"])) == ("LEGAL", {"STALKING", "DATING"})


def verdicts(page: Any) -> dict[str, str]:
    return {line.fit.program.key: group.verdict for group in page.context["groups"] for line in group.lines}


# --- gaps ------------------------------------------------------------------------------------------------------------
def test_a_gap_is_told_the_programs_for_its_need_and_people(db: None) -> None:
    spot = Spot("LEGAL", "DEAF")
    known = [
        program("lav", place=1, needs=frozenset({"LEGAL"})),
        program("disability", place=2, needs=frozenset({"LEGAL"}), populations=frozenset({"DEAF"})),
        program("later_life", place=3, needs=frozenset({"LEGAL"}), populations=frozenset({"OLDER"})),
        program("th", place=4, needs=frozenset({"HOUSING"})),
    ]

    assert [one.key for one in matching(spot, known)] == ["disability", "lav"]
    assert reverse("program-detail", args=["lav"]) in [one.url for one in fitting_programs(spot)]


# --- API -------------------------------------------------------------------------------------------------------------
def test_the_api_gives_the_verdict_of_the_page(visitor: Client) -> None:
    answer = visitor.get(reverse("api-fit"), {"program": "icjr", "kind": "victim_service_provider", "on": "2026-11-23"})

    (found,) = answer.json()["results"]
    assert (found["program"], found["verdict"], found["missing"]) == ("icjr", "ONLY_WITH_PARTNER", [])
    assert found["reasons"][0]["citation"] == "34 USC 10461(c)(2)"
    assert answer.json()["applicant"]["form"] == "NONPROFIT"
    assert answer.json()["applicant"]["legal"] is None


def test_the_api_says_what_comes_through_a_state_also_without_a_verdict(visitor: Client) -> None:
    asked = {"program": "voca_assist", "kind": "victim_service_provider"}
    found = visitor.get(reverse("api-fit"), asked).json()["results"][0]

    assert (found["verdict"], found["through_state"]) == ("CHECK_NOTICE", True)


def test_the_api_names_what_a_verdict_depends_on_and_takes_it(visitor: Client) -> None:
    def asked(**said: Any) -> dict[str, Any]:
        question = {"kind": "SHELTER", "program": "underserved", **said}
        found: dict[str, Any] = visitor.get(reverse("api-fit"), question).json()["results"][0]
        return found

    assert asked()["missing"] == ["populations", "mainly"]
    assert asked()["depends_on"][0] == "whether you have services made for one underserved population"
    assert asked(populations="NONE")["verdict"] == "ONLY_WITH_PARTNER"
    assert asked(populations=["DEAF", "OLDER"])["verdict"] == "DIRECT"


def test_the_api_takes_each_kind_of_violence_that_is_said(visitor: Client) -> None:
    def keys(*violence: str) -> set[str]:
        answer = visitor.get(reverse("api-fit"), {"kind": "shelter", "violence": violence})
        return {one["program"] for one in answer.json()["results"]}

    assert keys("DOMESTIC", "SEXUAL_ASSAULT") == keys("DOMESTIC") | keys("SEXUAL_ASSAULT")
    assert keys("DOMESTIC") - keys("SEXUAL_ASSAULT")
    assert keys("SEXUAL_ASSAULT") - keys("DOMESTIC")


@pytest.mark.parametrize(
    ("said", "status", "name"),
    [
        ({"kind": "unicorn"}, 400, "kind"),
        ({"kind": "court", "form": "NONPROFIT"}, 400, "form"),
        ({"mainly": "true", "populations": "NONE"}, 400, "mainly"),
        ({"violence": ["DOMESTIC", "RAIN"]}, 400, "violence"),
        ({"colour": "red"}, 400, "colour"),
        ({"program": "none_such"}, 404, ""),
    ],
)
def test_the_api_refuses_what_cannot_be(visitor: Client, said: dict[str, str], status: int, name: str) -> None:
    answer = visitor.get(reverse("api-fit"), said)

    assert answer.status_code == status
    assert name in answer.content.decode()
