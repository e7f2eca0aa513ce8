"""From the first page to what became of it, by those for whom it is made: a shelter in Texas, a law school in Vermont.

Every click and every typed field is counted: somebody who looks for money sees what fits, and has asked, in so few.
"""

import re
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from grants.models import Outcome, Question, Referral
from grants.models.asker_link import question_path
from portal.models import Person
from tests.partners.log import at_office

pytestmark = pytest.mark.browser
CLICKS_TO_VERDICTS, CLICKS_TO_ANSWER, FIELDS_TO_ANSWER = 5, 7, 2
"""No more from the landing page to the first verdicts; to the first answer to a question, and what is typed for it."""
CLICKS_TO_SAY = 2
"""From the link in the mail until it is said what became of it."""
NOTICE = 358_194
"""Of Legal Assistance for Victims; open while these tests run."""


class Asker(NamedTuple):
    """Whoever asks, and who answers."""

    kind: str
    need: str
    violence: str
    place: str
    verdict: str
    answers: str
    programs: tuple[str, ...]


SHELTER = Asker(
    "SHELTER", "SHELTER", "DOMESTIC", "Collin County, Texas",
    "3 programs are there above all for: emergency shelter.", "cora", ("fvpsa_state", "stop"),
)  # fmt: skip
LAW_SCHOOL = Asker(
    "LAW_SCHOOL", "LEGAL", "DOMESTIC", "Windsor County, Vermont",
    "1 program is there above all for: legal assistance.", "val", (f"lav:{NOTICE}",),
)  # fmt: skip


class Walker:
    """One person's window. There is no other way to act in it than by what is counted."""

    def __init__(self, context: BrowserContext, path: str) -> None:
        self.page, self.clicks, self.typed = context.new_page(), 0, 0
        self.page.goto(path)
        self.main = self.page.get_by_role("main")

    def click(self, found: Locator) -> None:
        found.first.click()
        self.clicks += 1

    def follow(self, name: str) -> None:
        self.click(self.main.get_by_role("link", name=name).first)

    def press(self, name: str) -> None:
        self.click(self.main.get_by_role("button", name=name))

    def choose(self, name: str, value: str) -> None:
        self.main.locator(f"select[name={name}]").select_option(value)
        self.clicks += 1

    def tick(self, name: str, value: str) -> None:
        """By its label, as a hand does; what is folded is opened first."""
        box = self.main.locator(f'[name={name}][value="{value}"]')
        label = self.main.locator(f'label[for="{box.get_attribute("id")}"]')
        if not label.is_visible():
            self.click(self.main.locator("details", has=box).locator("summary"))
        self.click(label)

    def fill(self, name: str, words: str) -> None:
        self.main.locator(f"[name={name}]").fill(words)
        self.typed += 1


@pytest.mark.parametrize("asker", [SHELTER, LAW_SCHOOL], ids=["collin", "windsor"])
def test_few_clicks_lead_to_verdicts_an_answer_and_what_became_of_it(asker, world, scenes, signed_in, apart) -> None:
    email = f"{asker.kind.lower()}@example.test"
    walker = Walker(signed_in("visitor"), "/")

    to_verdicts(walker, asker)
    assert walker.clicks <= CLICKS_TO_VERDICTS
    assert walker.typed == 0
    to_the_first_answer(walker, asker, email)
    assert walker.clicks <= CLICKS_TO_ANSWER
    assert walker.typed <= FIELDS_TO_ANSWER
    answer(Walker(signed_in(asker.answers), "/questions/"), asker)
    person = world.people[asker.answers]
    outcome(Walker(signed_in("visitor"), apart(link_to, person, email)), person)

    assert apart(said_of, person, email) == {(key.partition(":")[0], "") for key in asker.programs[1:]} | {
        (asker.programs[0].partition(":")[0], "WILL_APPLY")
    }


def to_verdicts(walker: Walker, asker: Asker) -> None:
    walker.follow("See which programs fit")
    walker.tick("violence", asker.violence)
    walker.choose("need", asker.need)
    walker.choose("kind", asker.kind)
    walker.press("Show what fits")
    expect(walker.page.locator("h1")).to_contain_text(asker.verdict)


def to_the_first_answer(walker: Walker, asker: Asker, email: str) -> None:
    """What was chosen before is not asked again."""
    walker.follow("Ask the specialist of your district")
    walker.fill("place", asker.place)
    walker.fill("email", email)
    walker.press("Send the question")
    expect(walker.main).to_contain_text(f"The county that we understood: {asker.place}")
    expect(walker.main).to_contain_text("Programs that pay for")


def answer(walker: Walker, asker: Asker) -> None:
    """On the page, by the person to whom the question came."""
    walker.click(walker.main.get_by_role("row").filter(has_text=asker.place.partition(",")[0]).get_by_role("link"))
    walker.follow("Answer")
    walker.fill("text", "Ask both by June.")
    for program in asker.programs:
        walker.tick("programs", program)
    if (known := walker.main.locator("input[name=is_published]")).count():
        walker.click(walker.main.locator(f'label[for="{known.get_attribute("id")}"]'))
    walker.press("Send the answer")
    expect(walker.page).to_have_url(re.compile(r"/questions/\d+/$"))


def outcome(walker: Walker, person: Person) -> None:
    """By the link in the mail."""
    expect(walker.main).to_contain_text(f"{person.name} answered")
    expect(walker.main).to_contain_text("Ask both by June.")
    walker.follow("We will apply")
    walker.click(walker.main.locator("form button[type=submit]"))
    expect(walker.page).not_to_have_url(re.compile("/outcome/.*said="))
    assert walker.clicks <= CLICKS_TO_SAY


def link_to(person: Person, email: str) -> str:
    """The address in the mail with the answer."""
    with at_office(person):
        return question_path(Question.objects.select_related("request").get(email=email).request)


def said_of(person: Person, email: str) -> set[tuple[Any, ...]]:
    """What is on record of each program to which the asker was pointed."""
    with at_office(person):
        asked = Question.objects.get(email=email).request_id
        said = dict(Outcome.objects.filter(referral__request=asked).order_by("pk").values_list("referral", "said"))
        return {(one.program, said.get(one.pk, "")) for one in Referral.objects.filter(request=asked)}
