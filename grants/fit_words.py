"""What the pages say of what fits: the answer in one sentence, programs by verdict, whom to ask in a state."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.fit import Fit, Reason, Verdict
from grants.models import FederalContact, StateAdministrator
from grants.models.federal_contact import whom_to_ask
from grants.models.opportunity import Opportunity
from grants.open_now import of_fit

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
THROUGH_STATE_UNJUDGED = gettext_lazy("Through your state: ask its agency")
HOW_UNJUDGED = gettext_lazy(
    "An agency of your state hands this money out too, and says who may get it. We give no verdict of our own. "
    "Do not look for it at Grants.gov."
)
FIRM = (Verdict.DIRECT, Verdict.THROUGH_STATE, Verdict.ONLY_WITH_PARTNER)
TOLD = (*FIRM, Verdict.DEPENDS)
FOLDED = frozenset({Verdict.CHECK_NOTICE, Verdict.NOT_ELIGIBLE})


@dataclass(frozen=True)
class Line:
    """A program of a group, with whom to ask where a state hands the money out."""

    fit: Fit
    administrator: StateAdministrator | None = None
    contact: FederalContact | None = None
    notices: Sequence[Opportunity] = ()
    """Its notices that are open now."""

    @property
    def purpose(self) -> str:
        return self.fit.program.said("purpose")

    @property
    def reasons(self) -> Sequence[Reason]:
        return self.fit.told

    @property
    def label(self) -> str:
        return label(self.fit)

    @property
    def is_folded(self) -> bool:
        """Whether its verdict stands folded, and so its reason."""
        return self.fit.verdict in FOLDED and not self.fit.is_unjudged_through_state

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
    """The programs of one verdict; or those without one of which it is known that a state hands them out."""

    verdict: Verdict
    lines: Sequence[Line]
    is_unjudged_through_state: bool = False
    asks_state: bool = False
    """Whether the reader is asked here which state it is."""
    is_alone: bool = False
    """Whether there is nothing else to see."""

    @property
    def title(self) -> Any:
        return THROUGH_STATE_UNJUDGED if self.is_unjudged_through_state else TITLES[self.verdict]

    @property
    def how(self) -> Any:
        return HOW_UNJUDGED if self.is_unjudged_through_state else HOW.get(self.verdict, "")

    @property
    def is_folded(self) -> bool:
        return self.verdict in FOLDED and not self.is_unjudged_through_state and not self.is_alone

    @property
    def is_through_state(self) -> bool:
        return self.verdict == Verdict.THROUGH_STATE or self.is_unjudged_through_state


SHOWN = tuple((verdict, False) for verdict in TITLES)
PLACES = (*SHOWN[:2], (Verdict.CHECK_NOTICE, True), *SHOWN[2:])
"""The groups in their order: by verdict, and whether it is what comes through a state without one."""


def groups(found: Sequence[Fit], state: str, listed: Sequence[Opportunity] = ()) -> list[Group]:
    """By verdict, the best first; what neither we judge nor a state hands out, and what does not fit, stand folded,
    last. `listed`: the notices that are open now."""
    whom = whom_to_ask(state) if any(map(is_through, found)) else ({}, {})
    shown = [one for one in (group(place, found, whom, listed) for place in PLACES) if one.lines]
    asks = next((one for one in shown if one.is_through_state), None)
    return [replace(one, asks_state=one is asks, is_alone=len(shown) == 1) for one in shown]


def group(place: tuple[Verdict, bool], found: Sequence[Fit], whom: Any, listed: Sequence[Opportunity]) -> Group:
    meant = [one for one in found if (one.verdict, one.is_unjudged_through_state) == place]
    return Group(place[0], [replace(line(one, *whom), notices=of_fit(one, listed)) for one in meant], place[1])


def above_all(found: Sequence[Fit], need: str, listed: Sequence[Opportunity] = ()) -> list[Line]:
    """The programs that are there for this need above all, whatever stands in the way."""
    meant = [one for one in found if one.may_fit and one.program.needs and one.program.needs[0] == need]
    return [Line(one, notices=of_fit(one, listed)) for one in meant]


def is_through(one: Fit) -> bool:
    """Whether a state hands it out, with a verdict of ours or without."""
    return one.verdict == Verdict.THROUGH_STATE or one.is_unjudged_through_state


def line(one: Fit, contacts: Mapping[str, FederalContact], known: Mapping[str, StateAdministrator]) -> Line:
    """With whom to ask where a state hands it out: its agency, and the federal one where that is not known."""
    if not is_through(one):
        return Line(one)
    return Line(one, known.get(one.program.key), contacts.get(one.program.agency))


def sentence(found: Sequence[Fit]) -> str:
    """How many fit, and how. Those without a verdict are not counted, but for those that a state hands out."""
    if not found:
        return _("None of our programs names this. Ask: a person tells you what else may help.")
    rest = [one for one in found if not one.is_unjudged_through_state]
    unjudged = len(found) - len(rest)
    if unjudged and not rest:
        return _("An agency of your state hands this money out. We give no verdict of our own.")
    more = ngettext(
        "%(count)d more comes through your state, without a verdict of ours.",
        "%(count)d more come through your state, without a verdict of ours.",
        unjudged,
    )
    return f"{judged(rest)} {more % {'count': unjudged}}" if unjudged else judged(rest)


def label(one: Fit) -> str:
    """The verdict in a few words; of what is not judged and comes through a state, that."""
    return _("through your state: ask its agency") if one.is_unjudged_through_state else str(one.verdict.label)


def judged(found: Sequence[Fit]) -> str:
    """How many fit by our verdicts."""
    count = Counter(one.verdict for one in found)
    all_judged = len(found) - count[Verdict.CHECK_NOTICE]
    if not all_judged:
        return _("Of these programs we give no verdict: their notices say who may apply.")
    if any(count[verdict] for verdict in FIRM):
        parts = [part(verdict, count[verdict]) % {"count": count[verdict]} for verdict in TOLD if count[verdict]]
        said = ngettext("Of %(all)d program, %(parts)s.", "Of %(all)d programs, %(parts)s.", all_judged)
        return said % {"all": all_judged, "parts": ", ".join(parts)}
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
