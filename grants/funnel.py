"""The funnel of grant guidance: asked, answered, referred, applied, awarded. Pure: rows in, numbers out.

A question is counted once in each step that it has reached, whatever number of programs it was pointed to, and who
has reached a step has reached those before. So no step is larger than the one before it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from grants.clocks import answer_due, days_late, days_to_answer, typical
from grants.outcomes import HAVE_APPLIED
from grants.taxonomy import Said


class Asked(NamedTuple):
    """A question: whose, asked when, first answered when, and closed when."""

    pk: int
    office_id: int | None
    asked_on: date
    answered_on: date | None = None
    closed_on: date | None = None


class Pointed(NamedTuple):
    """A program that an answer named. `withdrawn_on`: it counts nowhere from that day on."""

    pk: int
    request_id: int
    made_on: date
    withdrawn_on: date | None = None


class Word(NamedTuple):
    """What was said of it, and when that was put on record."""

    referral_id: int
    said: str
    because: str
    said_on: date
    order: object
    """Of two words the one with the greater order is the newer."""


@dataclass(frozen=True)
class Funnel:
    """How many questions got how far, and how long the first answer took."""

    asked: int = 0
    answered: int = 0
    referred: int = 0
    applied: int = 0
    awarded: int = 0
    waiting: int = 0
    late: int = 0
    median_days: float | None = None
    """Working days from the question to the first answer, of those that were answered."""
    pointers: int = 0
    """Programs named; a question may have been pointed to several."""
    silent: int = 0
    """Of these, those of which nobody has said anything yet."""
    reasons: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Of programs that were not taken up or brought nothing: what was said and why, and how many."""

    @property
    def steps(self) -> tuple[int, int, int, int, int]:
        return self.asked, self.answered, self.referred, self.applied, self.awarded


def counted(asked: Iterable[Asked], pointed: Iterable[Pointed], words: Iterable[Word], on: date) -> Funnel:
    """The funnel of these questions as of the end of a day."""
    begun = {one.pk: one for one in asked if one.asked_on <= on}
    named = {one.pk: one.request_id for one in pointed if one.request_id in begun and stood(one, on)}
    newest = newest_words(words, named, on)
    referred, applied = set(named.values()), reached(named, newest, HAVE_APPLIED)
    answered = {one.pk for one in begun.values() if by(one.answered_on, on)}
    return Funnel(
        asked=len(begun),
        answered=len(answered | referred),
        referred=len(referred),
        applied=len(applied),
        awarded=len(reached(named, newest, {Said.AWARDED.value})),
        pointers=len(named),
        silent=len(named) - len(newest),
        reasons=Counter((word.said, word.because) for word in newest.values() if word.because),
        **clocks(begun.values(), on),
    )


def clocks(begun: Collection[Asked], on: date) -> dict[str, Any]:
    """How many still wait for their first answer, how many of them too long, and how long it took elsewhere."""
    waiting = [one for one in begun if not by(one.answered_on, on) and not by(one.closed_on, on)]
    taken = [
        days_to_answer(one.asked_on, one.answered_on) for one in begun if one.answered_on and one.answered_on <= on
    ]
    late = [one for one in waiting if days_late(answer_due(one.asked_on), on)]
    return {"waiting": len(waiting), "late": len(late), "median_days": typical(taken)}


def reached(named: Mapping[int, int], newest: Mapping[int, Word], wanted: Collection[str]) -> set[int]:
    """The questions of which one program at least has come to one of these."""
    return {named[key] for key, word in newest.items() if word.said in wanted}


def by(day: date | None, on: date) -> bool:
    """Whether something had happened by the end of a day."""
    return day is not None and day <= on


def stood(one: Pointed, on: date) -> bool:
    """Whether it counted on a day: from the day it was made, until before the day it was withdrawn."""
    return one.made_on <= on and not by(one.withdrawn_on, on)


def newest_words(words: Iterable[Word], referrals: Collection[int], on: date) -> dict[int, Word]:
    """What had been said last of each of these by the end of a day."""
    newest: dict[int, Word] = {}
    for word in words:
        if word.referral_id in referrals and word.said_on <= on:
            before = newest.get(word.referral_id)
            if before is None or word.order > before.order:  # type: ignore[operator]
                newest[word.referral_id] = word
    return newest


def by_office(
    asked: Iterable[Asked], pointed: Iterable[Pointed], words: Iterable[Word], on: date
) -> dict[int | None, Funnel]:
    """The funnel of each office that was asked anything; None: questions of places that no district serves."""
    questions: dict[int | None, list[Asked]] = defaultdict(list)
    for one in asked:
        questions[one.office_id].append(one)
    office_of = {one.pk: one.office_id for found in questions.values() for one in found}
    named: dict[int | None, list[Pointed]] = defaultdict(list)
    for each in pointed:
        if each.request_id in office_of:
            named[office_of[each.request_id]].append(each)
    where = {each.pk: office for office, found in named.items() for each in found}
    said: dict[int | None, list[Word]] = defaultdict(list)
    for word in words:
        if word.referral_id in where:
            said[where[word.referral_id]].append(word)
    return {office: counted(found, named[office], said[office], on) for office, found in questions.items()}
