"""What the pages say of what fits: the answer in one sentence, programs by verdict, whom to ask in a state."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.fit import Fit, Reason, Verdict
from grants.models import FederalContact, administrators_of

TITLES: dict[Verdict, Any] = {
    Verdict.DIRECT: gettext_lazy("Fits you directly"),
    Verdict.THROUGH_STATE: gettext_lazy("Through your state"),
    Verdict.ONLY_WITH_PARTNER: gettext_lazy("Only with a partner"),
    Verdict.DEPENDS: gettext_lazy("Depends on something"),
    Verdict.CHECK_NOTICE: gettext_lazy("Check the notice"),
    Verdict.NOT_ELIGIBLE: gettext_lazy("Does not fit"),
}
HOW: dict[Verdict, Any] = {
    Verdict.DIRECT: gettext_lazy("You can apply to the federal agency yourself, when a notice is open."),
    Verdict.THROUGH_STATE: gettext_lazy(
        "An agency of your state hands this money out. Do not look for it at Grants.gov."
    ),
    Verdict.ONLY_WITH_PARTNER: gettext_lazy("Find the partner first; the specialist of your district may know one."),
    Verdict.CHECK_NOTICE: gettext_lazy("Of these we give no verdict. Their notices say who may apply."),
}
FIRM = (Verdict.DIRECT, Verdict.THROUGH_STATE, Verdict.ONLY_WITH_PARTNER)
TOLD = (*FIRM, Verdict.DEPENDS)
FOLDED = frozenset({Verdict.CHECK_NOTICE, Verdict.NOT_ELIGIBLE})


@dataclass(frozen=True)
class Line:
    """A program of a group, with whom to ask where a state hands the money out."""

    fit: Fit
    administrator: Any = None
    contact: FederalContact | None = None

    @property
    def purpose(self) -> str:
        return self.fit.program.said("purpose")

    @property
    def reasons(self) -> Sequence[Reason]:
        """Why. While not even the legal form is known: who may apply at all."""
        return self.fit.reasons[-1:] if "form" in self.fit.missing else self.fit.reasons

    @property
    def caution(self) -> str:
        """What has to be said of a verdict on a program that may hand out nothing."""
        if self.fit.program.is_listed:
            return ""
        return _("Its federal listing was not active in July 2026: see whether there is a notice at all.")

    @property
    def depends(self) -> str:
        """On what it depends, in one sentence."""
        return _("Depends on %(what)s.") % {"what": "; ".join(self.fit.whether)} if self.fit.missing else ""


@dataclass(frozen=True)
class Group:
    """The programs of one verdict."""

    verdict: Verdict
    lines: Sequence[Line]

    @property
    def title(self) -> Any:
        return TITLES[self.verdict]

    @property
    def how(self) -> Any:
        return HOW.get(self.verdict, "")

    @property
    def is_folded(self) -> bool:
        return self.verdict in FOLDED

    @property
    def is_through_state(self) -> bool:
        return self.verdict == Verdict.THROUGH_STATE


def groups(found: Sequence[Fit], state: str) -> list[Group]:
    """By verdict, the best first; what we do not judge and what does not fit stand folded, last."""
    whom = asked_in(state, [one for one in found if one.verdict == Verdict.THROUGH_STATE])
    made = [Group(verdict, [line(one, *whom) for one in found if one.verdict == verdict]) for verdict in TITLES]
    return [group for group in made if group.lines]


def asked_in(state: str, through: Sequence[Fit]) -> tuple[Mapping[str, Any], Mapping[str, FederalContact]]:
    """The verified agencies of the state by program, and the federal contacts where one of them is not known."""
    known: Mapping[str, Any] = administrators_of(state) if through and state else {}
    is_known = all(one.program.key in known for one in through)
    return known, {} if is_known else FederalContact.objects.by_agency()


def line(one: Fit, known: Mapping[str, Any], contacts: Mapping[str, FederalContact]) -> Line:
    if one.verdict != Verdict.THROUGH_STATE:
        return Line(one)
    return Line(one, known.get(one.program.key), contacts.get(one.program.agency))


def sentence(found: Sequence[Fit]) -> str:
    """How many fit, and how. Those without a verdict are not counted."""
    count = Counter(one.verdict for one in found)
    judged = len(found) - count[Verdict.CHECK_NOTICE]
    if not judged:
        return _("Of these programs we give no verdict: their notices say who may apply.")
    if any(count[verdict] for verdict in FIRM):
        parts = [part(verdict, count[verdict]) % {"count": count[verdict]} for verdict in TOLD if count[verdict]]
        return _("Of %(all)d programs, %(parts)s.") % {"all": judged, "parts": ", ".join(parts)}
    if count[Verdict.DEPENDS]:
        return _("Say a little more, and you see which programs fit.")
    return _("By what you have said, none of our programs fits you.")


def part(verdict: Verdict, count: int) -> str:
    """One part of the sentence."""
    if verdict == Verdict.DIRECT:
        return ngettext("%(count)d fits you directly", "%(count)d fit you directly", count)
    if verdict == Verdict.THROUGH_STATE:
        return ngettext("%(count)d comes through your state", "%(count)d come through your state", count)
    if verdict == Verdict.ONLY_WITH_PARTNER:
        return ngettext("%(count)d fits only with a partner", "%(count)d fit only with a partner", count)
    return ngettext("%(count)d depends on more", "%(count)d depend on more", count)
