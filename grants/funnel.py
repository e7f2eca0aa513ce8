"""The funnel of grant guidance: asked, answered, referred, applied, awarded. Pure: rows in, numbers out.

A question is counted once in each step that it has reached, whatever number of programs it was pointed to, and who
has reached a step has reached those before. So no step is larger than the one before it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from grants.clocks import answer_due, days_late, days_to_answer, typical
from grants.outcomes import HAVE_APPLIED
from grants.taxonomy import Said

Row = TypeVar("Row")


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
    order: Any
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
    newest, days = newest_words(words, named, on), days_taken(begun.values(), on)
    referred = set(named.values())
    return Funnel(
        asked=len(begun),
        answered=len(referred | days.keys()),
        referred=len(referred),
        applied=len(reached(named, newest, HAVE_APPLIED)),
        awarded=len(reached(named, newest, {Said.AWARDED.value})),
        median_days=typical(days.values()),
        pointers=len(named),
        silent=len(named) - len(newest),
        reasons=reasons(newest.values()),
        **waits(begun.values(), on),
    )


def days_taken(begun: Iterable[Asked], on: date) -> dict[int, int]:
    """By question that has a first answer: the working days that it took."""
    answered = [(one, one.answered_on) for one in begun if one.answered_on]
    return {one.pk: days_to_answer(one.asked_on, day) for one, day in answered if day <= on}


def reasons(newest: Iterable[Word]) -> Mapping[tuple[str, str], int]:
    """What was said and why, and how often; where no reason was given there is none."""
    return Counter((word.said, word.because) for word in newest if word.because)


def waits(begun: Iterable[Asked], on: date) -> dict[str, int]:
    """How many wait for their first answer, and how many of them too long."""
    waiting = [one for one in begun if not by(one.answered_on, on) and not by(one.closed_on, on)]
    late = [one for one in waiting if days_late(answer_due(one.asked_on), on)]
    return {"waiting": len(waiting), "late": len(late)}


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
    known = [word for word in words if word.referral_id in referrals and word.said_on <= on]
    return {word.referral_id: word for word in sorted(known, key=attrgetter("order"))}


def by_office(
    asked: Collection[Asked], pointed: Collection[Pointed], words: Iterable[Word], on: date
) -> dict[int | None, Funnel]:
    """The funnel of each office that was asked anything; None: questions of places that no district serves."""
    office_of = {one.pk: one.office_id for one in asked}
    where = {one.pk: office_of.get(one.request_id) for one in pointed}
    questions = grouped(asked, attrgetter("office_id"))
    named = grouped(pointed, lambda one: where[one.pk])
    said = grouped(words, lambda word: where.get(word.referral_id))
    return {office: counted(found, named[office], said[office], on) for office, found in questions.items()}


def grouped(rows: Iterable[Row], key: Callable[[Row], int | None]) -> dict[int | None, list[Row]]:
    """The rows of each office; an office without any has none. A row of no question is in nobody's count."""
    found: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
