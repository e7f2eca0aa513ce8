"""Programs that an answer can point to: how each fits the asker, and which of its notices are open now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from grants import open_now
from grants.applicants import applicant_of
from grants.fit import Applicant, Fit, fits, presumed, suggested
from grants.models.answering import Pointer
from grants.models.opportunity import Opportunity
from grants.models.program import programs
from grants.models.request import Question
from partners.models import Profile

BETWEEN = ":"
"""Stands between program and notice in what a form sends."""
SINCE_EVER = date(2000, 1, 1)


@dataclass(frozen=True)
class Choice:
    """A program, with the verdict on the asker, its open notices, and whether what was asked is what it is for."""

    fit: Fit
    notices: Sequence[Opportunity] = ()
    is_fitting: bool = False

    @property
    def key(self) -> str:
        return self.fit.program.key

    @property
    def offered(self) -> Sequence[Opportunity]:
        """The notices that the asker could answer: none where a state hands the money out."""
        return () if self.fit.through_state else self.notices

    @property
    def ways(self) -> list[tuple[str, Opportunity | None]]:
        """What a form sends for each notice that the asker could answer, and for the program alone. Notices first: of
        one that is named the asker reads the deadline, and is written to before it."""
        return [*((f"{self.key}{BETWEEN}{one.pk}", one) for one in self.offered), (self.key, None)]


def asker(question: Question) -> Applicant:
    """What is known of whoever asks: by the entry in the directory, else as such a kind of organization usually is."""
    entries = Profile.objects.standing().filter(organization=question.organization_id, is_confidential=False)
    entry = entries.first() if question.organization_id else None
    return applicant_of(entry) if entry else presumed(question.kind.lower())


def choices(question: Question, *, on: date, at: datetime) -> list[Choice]:
    """Every program of the day, those first that are for what was asked and may fit, in the order in which the asker
    was shown them; then the others, best first. One query, and another for who asks."""
    who, known, listed = asker(question), list(programs(on).values()), open_now.read(at)
    first = suggested(who, known, on, violence=question.violence, need=question.need)
    keys = {one.program.key for one in first}
    others = [one for one in fits(who, known, on) if one.program.key not in keys]
    return [Choice(one, open_now.of_program(one.program, listed), one.program.key in keys) for one in [*first, *others]]


def pointers(chosen: Iterable[str], among: Sequence[Choice]) -> list[Pointer]:
    """What was ticked; a program that is ticked with a notice is not pointed to without it as well."""
    ticked = set(chosen)
    return [pointer for choice in among for pointer in of_program(choice, ticked)]


def of_program(choice: Choice, ticked: set[str]) -> list[Pointer]:
    """By each notice that is ticked; by none where the program alone is."""
    meant = [notice for value, notice in choice.ways if value in ticked]
    by_notice = [Pointer(choice.key, notice.pk, choice.fit) for notice in meant if notice]
    return by_notice or [Pointer(choice.key, None, choice.fit) for _alone in meant]


def with_open_notice(chosen: Iterable[str], among: Sequence[Choice]) -> list[Choice]:
    """Of the programs chosen those with an open notice."""
    keys = {value.partition(BETWEEN)[0] for value in chosen}
    return [one for one in among if one.key in keys and one.notices]


def to_mind(chosen: Iterable[str], among: Sequence[Choice]) -> list[Choice]:
    """Those with an open notice that are chosen, or may fit what was asked: what is said of it may be said of them."""
    return with_open_notice([*chosen, *(one.key for one in among if one.is_fitting)], among)


def opened_since(listed: Iterable[Choice]) -> dict[str, date]:
    """By program: since when the first of its open notices has been open."""
    return {one.key: min((notice.opens_on or SINCE_EVER) for notice in one.notices) for one in listed}


def reminder(listed: Sequence[Choice]) -> str:
    """While notices of these are open; empty for none."""
    if not listed:
        return ""
    names = ", ".join(one.fit.program.short for one in listed)
    said = _(
        "Notices are open now: %(names)s. Say only what is published; for more, name the program’s own contact. "
        "Whoever asks the same gets the same answer."
    )
    return said % {"names": names}
