"""Coverage: the one answer that an office has on a given day, from dated facts. Pure: no database, no clock.

Periods are half-open, [starts_on, ends_on), in whole calendar days. The rules are those of the network (the 2020
memo asks for a specialist in every office); the kinds of authority are 28 USC 542, 28 USC 543 and 18 USC 925D.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from specialists.stages import GRACE_DAYS, Stage

ANSWER_DAYS = 90
"""An office's own answer holds this many days at most."""
ABSENCE_DAYS = 30
"""An absence longer than this uncovers the office unless a stand-in is named."""
OFFICES = 94
NOT_REMINDED = "NOT_REMINDED"
"""Of an asking: it was before there were reminders, and EOUSA has not begun them for the office."""


class Authority(models.TextChoices):
    """Under which law a specialist serves."""

    AUSA_542 = "AUSA_542", _("AUSA (28 USC 542)")
    SAUSA_543 = "SAUSA_543", _("special AUSA (28 USC 543)")
    SAUSA_925D = "SAUSA_925D", _("special AUSA (18 USC 925D with 28 USC 543)")


class Kind(models.TextChoices):
    """How a specialist serves."""

    FULL_TIME = "FULL_TIME", _("full time")
    COLLATERAL = "COLLATERAL", _("collateral duty")
    ACTING = "ACTING", _("acting")
    SHARED = "SHARED", _("shared with another office")


class Group(models.TextChoices):
    """The four figures that add up to 94."""

    COVERED = "covered", _("covered")
    IN_HAND = "in_hand", _("in hand")
    SILENT = "silent", _("silent")
    NOT_ASKED = "not_asked", _("not yet asked")


class Answer(models.TextChoices):
    """What is so on a day, strongest first: of several that hold, the first one counts."""

    FULL_TIME = "FULL_TIME", _("full time")
    COLLATERAL = "COLLATERAL", _("collateral duty")
    ACTING = "ACTING", _("acting")
    SHARED = "SHARED", _("shared with another office")
    PARTIAL = "PARTIAL", _("partial (18 USC 925D alone)")
    HIRING = "HIRING", _("hiring")
    CANNOT_NOW = "CANNOT_NOW", _("cannot now")
    SILENT = "SILENT", _("silent")
    NOT_ASKED = "NOT_ASKED", _("not yet asked")

    @property
    def group(self) -> Group:
        return GROUP[self]

    @property
    def is_covered(self) -> bool:
        return GROUP[self] is Group.COVERED


GROUP: dict[Answer, Group] = {
    **dict.fromkeys((Answer.FULL_TIME, Answer.COLLATERAL, Answer.ACTING, Answer.SHARED), Group.COVERED),
    **dict.fromkeys((Answer.PARTIAL, Answer.HIRING, Answer.CANNOT_NOW), Group.IN_HAND),
    Answer.SILENT: Group.SILENT,
    Answer.NOT_ASKED: Group.NOT_ASKED,
}
RANK = {answer: rank for rank, answer in enumerate(Answer)}


class Source(StrEnum):
    """What kind of row a fact was."""

    APPOINTMENT = "APPOINTMENT"
    ABSENCE = "ABSENCE"
    ANSWER = "ANSWER"
    ASKING = "ASKING"
    VACANCY = "VACANCY"
    SECTION = "SECTION"


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated row of one office, reduced to what coverage depends on.

    `kind` is a `Kind` for an appointment, what the office says for an answer, the `Stage` for a vacancy, perhaps
    NOT_REMINDED for an asking, else empty.
    A vacancy is one fact for each of its stages, which ends where the next begins. An answer ends on the day it
    lapses, an asking never ends. A section is a fact while it has a named head. `row` breaks the tie of two rows of
    one day: the higher is newer.
    """

    office_id: int
    source: Source
    kind: str
    starts_on: date
    ends_on: date | None = None
    person_id: int | None = None
    authority: str = ""
    stand_in_id: int | None = None
    shared_with_id: int | None = None
    row: int = 0

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


def answer_on(facts: Collection[Fact], day: date) -> Answer:
    """The one answer of the office whose facts these are. Never fails: no facts means that nobody has asked."""
    begun = [fact for fact in facts if fact.starts_on <= day]
    holding = [*_headed(begun, day), *_served(begun, day), *_said(begun, day), *_hires(begun, day), *_asked(begun)]
    return min(holding, key=RANK.__getitem__, default=Answer.NOT_ASKED)


def _headed(begun: Collection[Fact], day: date) -> Iterator[Answer]:
    """A section with a named head counts as full time, whoever of it is away."""
    return (Answer.FULL_TIME for _section in _holding(begun, Source.SECTION, day))


def _served(begun: Collection[Fact], day: date) -> Iterator[Answer]:
    """What each appointment that holds on the day amounts to, with its absences."""
    away: dict[int | None, list[Fact]] = defaultdict(list)
    for fact in _holding(begun, Source.ABSENCE, day):
        away[fact.person_id].append(fact)
    for fact in _holding(begun, Source.APPOINTMENT, day):
        yield from _with_absences(fact, away[fact.person_id], day)


def _holding(begun: Collection[Fact], source: Source, day: date) -> Iterator[Fact]:
    return (fact for fact in begun if fact.source is source and fact.holds_on(day))


def _with_absences(appointment: Fact, away: Collection[Fact], day: date) -> Iterator[Answer]:
    """A long absence leaves nobody, or an acting stand-in; a short one changes nothing. A special AUSA under 925D
    stays partial, and so does a stand-in: nobody covers more than the person they stand in for."""
    is_long = any(uncovers(each, day) for each in away)
    if is_long and not any(each.stand_in_id for each in away):
        return
    if appointment.authority == Authority.SAUSA_925D:
        yield Answer.PARTIAL
    else:
        yield Answer.ACTING if is_long else Answer(appointment.kind)


def _hires(begun: Collection[Fact], day: date) -> Iterator[Answer]:
    """A vacancy is hiring for its stage’s target and 14 days more; without end while others than the office act."""
    if hiring := hiring_on(begun, day):
        stalls = stalls_on(hiring)
        if stalls is None or day < stalls:
            yield Answer.HIRING


def hiring_on(facts: Iterable[Fact], day: date) -> Fact | None:
    """The stage that the office's open vacancy is in, stalled or not."""
    open_stages = (fact for fact in facts if fact.source is Source.VACANCY and Stage(fact.kind).is_open)
    holding = (fact for fact in open_stages if fact.holds_on(day))
    return max(holding, key=lambda fact: (fact.starts_on, fact.row), default=None)


def stalls_on(stage: Fact) -> date | None:
    """The first day on which a stage no longer counts as hiring; None where OARM, EOUSA or an investigation acts."""
    turn = Stage(stage.kind).turn
    return stage.starts_on + timedelta(days=turn.target + GRACE_DAYS) if turn.party.is_of_the_office else None


def _asked(begun: Collection[Fact]) -> Iterator[Answer]:
    if any(fact.source is Source.ASKING for fact in begun):
        yield Answer.SILENT


def uncovers(absence: Fact, day: date) -> bool:
    """Whether an absence without a stand-in leaves the post empty: from its first day if it is known to be longer
    than 30 days, from day 31 if nobody knows when it ends."""
    if absence.ends_on is None:
        return (day - absence.starts_on).days >= ABSENCE_DAYS
    return (absence.ends_on - absence.starts_on).days > ABSENCE_DAYS


def newest_answer(facts: Iterable[Fact], day: date) -> Fact | None:
    """The office's word on a day: the newest answer given by then, lapsed or not. It replaces every older one."""
    given = (fact for fact in facts if fact.source is Source.ANSWER and fact.starts_on <= day)
    return max(given, key=lambda fact: (fact.starts_on, fact.row), default=None)


def _said(begun: Collection[Fact], day: date) -> Iterator[Answer]:
    word = newest_answer(begun, day)
    if word and word.holds_on(day):
        yield Answer(word.kind)


@dataclass(frozen=True, slots=True)
class Span:
    """An interval with one answer. No `ends_on`: it still runs on the last day looked at."""

    answer: Answer
    starts_on: date
    ends_on: date | None = None


def change_points(fact: Fact) -> Iterator[date]:
    """The days on which this fact may change the answer."""
    yield fact.starts_on
    if fact.ends_on:
        yield fact.ends_on
    elif fact.source is Source.ABSENCE:
        yield fact.starts_on + timedelta(days=ABSENCE_DAYS)
    if fact.source is Source.VACANCY and (stalls := stalls_on(fact)) and stalls < (fact.ends_on or date.max):
        yield stalls


def timeline(facts: Collection[Fact], until: date) -> list[Span]:
    """The answers from the first day on record to `until` inclusive, as intervals; empty without facts by then."""
    spans: list[Span] = []
    for day in sorted({day for fact in facts for day in change_points(fact) if day <= until}):
        answer = answer_on(facts, day)
        if spans and spans[-1].answer is answer:
            continue
        if spans:
            spans[-1] = replace(spans[-1], ends_on=day)
        spans.append(Span(answer, day))
    return spans


@dataclass(frozen=True, slots=True)
class Totals:
    """How many offices give each answer. The four groups always add up to the number of offices counted."""

    split: Mapping[Answer, int]

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> "Totals":
        counted = Counter(answers)
        return cls({answer: counted[answer] for answer in Answer})

    @property
    def groups(self) -> dict[str, int]:
        """The four figures by the names that pages and the API use: covered, in_hand, silent, not_asked."""
        counted: Counter[str] = Counter()
        for answer, number in self.split.items():
            counted[answer.group.value] += number
        return {group.value: counted[group.value] for group in Group}

    @property
    def offices(self) -> int:
        return sum(self.split.values())
