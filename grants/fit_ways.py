"""How a rule about applicants is written down: ways to the money, each with a sentence and its law. Pure."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.fit_facts import Applicant, Form


class Verdict(models.TextChoices):
    """How an applicant and a program stand to each other, the best first."""

    DIRECT = "DIRECT", _("fits directly")
    THROUGH_STATE = "THROUGH_STATE", _("through your state")
    ONLY_WITH_PARTNER = "ONLY_WITH_PARTNER", _("only with a partner")
    DEPENDS = "DEPENDS", _("depends on something")
    CHECK_NOTICE = "CHECK_NOTICE", _("check the notice")
    NOT_ELIGIBLE = "NOT_ELIGIBLE", _("does not fit")


class Way(NamedTuple):
    """For whom all of `needs` is so, the verdict is this, for this reason. The first way that is open counts."""

    verdict: Verdict
    needs: dict[str, frozenset[Any]]
    text: Any
    citation: str

    def is_open(self, one: Applicant) -> bool | None:
        """Whether it is the applicant's way; None where that depends on what is not known."""
        known = [one.fact(name) for name in self.needs]
        fits = [value is None or value in allowed for value, allowed in zip(known, self.needs.values(), strict=True)]
        if not all(fits):
            return False
        return None if None in known else True

    def covers(self, other: "Way", one: Applicant) -> bool:
        """Whether this way leads to the same, and is open to the applicant wherever the other turns out to be."""
        open_needs = [name for name in self.needs if one.fact(name) is None]
        is_wider = all(name in other.needs and other.needs[name] <= self.needs[name] for name in open_needs)
        return self.verdict == other.verdict and is_wider

    def unknown(self, one: Applicant) -> Iterator[str]:
        """The facts that somebody would have to say."""
        return (one.asks(name) for name in self.needs if one.fact(name) is None)


def way(verdict: Verdict, text: Any, citation: str, *forms: Form, **facts: bool) -> Way:
    """A way for these forms of applicants, all where none is named, of whom these facts are so."""
    needs: dict[str, frozenset[Any]] = {"form": frozenset(map(str, forms))} if forms else {}
    return Way(verdict, {**needs, **{name: frozenset({value}) for name, value in facts.items()}}, text, citation)


# --- sentences that several programs share ---------------------------------------------------------------------------
STATES_MAY = _("States and territories may apply themselves.")
LOCALS_MAY = _("Cities, counties and other local governments may apply themselves.")
TRIBES_MAY = _("Tribal governments may apply themselves.")
PART_OF_GOVERNMENT = _(
    "The city, county or state that your office belongs to has to apply; you can take part in its project."
)
PART_OF_TRIBE = _("Your tribal government has to apply; you can take part in its project.")
NONGOVERNMENT = (Form.NONPROFIT, Form.TRIBAL_ORGANIZATION, Form.DESIGNEE)
"""Outside government: what the statutes call nonprofit, nongovernmental or tribal organizations (12291(a)(50))."""
PROVIDERS = (*NONGOVERNMENT, Form.TRIBE)
"""Who can be a victim service provider: a tribal organization is also the governing body of a tribe
(12291(a)(45)(A), (50))."""


def governments(citation: str, *, of: tuple[str, str, str] = ("", "", ""), **facts: bool) -> tuple[Way, ...]:
    """States, local governments and tribes apply themselves; their offices take part in what they ask for. `of`: the
    paragraphs that name each of the three, where each has its own."""
    state, local, tribe = (f"{citation}{paragraph}" for paragraph in of)
    part, tribal_part = f"{local}; 34 USC 12291(a)(47)", f"{tribe}; 34 USC 12291(a)(43)"
    return (
        way(Verdict.DIRECT, STATES_MAY, state, Form.STATE, **facts),
        way(Verdict.DIRECT, LOCALS_MAY, local, Form.LOCAL, **facts),
        way(Verdict.DIRECT, TRIBES_MAY, tribe, Form.TRIBE, **facts),
        way(Verdict.ONLY_WITH_PARTNER, PART_OF_GOVERNMENT, part, Form.POLICE, Form.OFFICE, **facts),
        way(Verdict.ONLY_WITH_PARTNER, PART_OF_TRIBE, tribal_part, Form.TRIBAL_POLICE, Form.TRIBAL_COURT, **facts),
    )


def otherwise(text: Any, citation: str) -> Way:
    """Who is on none of the ways is not eligible."""
    return way(Verdict.NOT_ELIGIBLE, text, citation)
