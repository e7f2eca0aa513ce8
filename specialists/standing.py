"""How one office stands on a day: its answer, since when, and who acts next. Pure: no database, no clock."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from specialists.changes import last_word, short
from specialists.coverage import (
    NOT_REMINDED,
    Answer,
    Fact,
    Group,
    Source,
    Span,
    answer_on,
    hiring_on,
    newest_answer,
    timeline,
)
from specialists.stages import Party, Stage


class Acts(models.TextChoices):
    """Who has to do something next."""

    OFFICE = "OFFICE", gettext_lazy("the office")
    OARM = "OARM", gettext_lazy("OARM")
    EOUSA = "EOUSA", gettext_lazy("EOUSA")
    INVESTIGATION = "INVESTIGATION", gettext_lazy("the background investigation")
    NOBODY = "NOBODY", gettext_lazy("nobody")


ACTS = {
    Party.LEADERSHIP: Acts.OFFICE,
    Party.OFFICE: Acts.OFFICE,
    Party.OARM: Acts.OARM,
    Party.EOUSA: Acts.EOUSA,
    Party.INVESTIGATION: Acts.INVESTIGATION,
}


@dataclass(frozen=True, slots=True)
class Hiring:
    """The stage of the office's open vacancy, on a day."""

    stage: Stage
    since: date
    days: int
    """Days in the stage, its first day counted as 0."""

    @property
    def target(self) -> int:
        return self.stage.turn.target

    @property
    def over(self) -> int:
        """Days over the target, 0 within it."""
        return max(0, self.days - self.target)

    @property
    def acts(self) -> Acts:
        return ACTS[self.stage.turn.party]

    @property
    def act(self) -> str:
        """What is to be done, and on which day of how many."""
        words = {"act": self.stage.turn.act, "days": self.days, "target": self.target}
        return _("%(act)s (day %(days)d of %(target)d)") % words


@dataclass(frozen=True, slots=True)
class Standing:
    """How an office stands on `day`."""

    office_id: int
    day: date
    answer: Answer
    since: date | None
    """The first day of this answer; None where nothing is on record."""
    uncovered_since: date | None
    """The first day without a specialist, or the first day on record if there never was one; None if covered."""
    was_covered: bool
    """Whether there was ever a specialist on record."""
    last_word: str
    acts: Acts
    act: str
    """What that party has to do, as an imperative in words."""
    holds_until: date | None
    """The day on which the office's own answer lapses, where it is the answer."""
    hiring: Hiring | None = None
    """Where the office's open vacancy is, whether or not it is the answer."""
    is_doubted: bool = False
    """Whether EOUSA has to check who is right: the office shares a specialist with one that has none."""
    is_unreminded: bool = False
    """Whether the office was asked and EOUSA has not begun to remind it."""
    is_by_section: bool = False
    """Whether it counts as full time by a section with a named head, and by nobody else."""

    @property
    def group(self) -> Group:
        return self.answer.group

    @property
    def days(self) -> int | None:
        """Days since this answer began, the first day counted as 0."""
        return (self.day - self.since).days if self.since else None

    @property
    def days_without(self) -> int | None:
        """Days since the last covered day, or since the first day on record; None if covered or nothing is known."""
        return (self.day - self.uncovered_since).days if self.uncovered_since else None


def standing(office_id: int, facts: Collection[Fact], day: date, *, is_reachable: bool) -> Standing:
    """How the office stands, from its facts alone. `is_reachable`: somebody there can be told at all."""
    spans = timeline(facts, day)
    answer = spans[-1].answer if spans else answer_on(facts, day)
    word = newest_answer(facts, day)
    holds = word.ends_on if word and word.holds_on(day) and word.kind == answer.value else None
    hiring = hiring_of(facts, day)
    acts, act = turn(answer, hiring, holds, day, is_reachable=is_reachable, was_served=_serves(facts, day))
    return Standing(
        office_id=office_id,
        day=day,
        answer=answer,
        since=spans[-1].starts_on if spans else None,
        uncovered_since=_uncovered_since(spans),
        was_covered=any(span.answer.is_covered for span in spans),
        last_word=last_word(facts, day),
        acts=acts,
        act=act,
        holds_until=holds,
        hiring=hiring,
        is_unreminded=_is_unreminded(facts),
        is_by_section=answer is Answer.FULL_TIME and _by_section(facts, day),
    )


def _by_section(facts: Collection[Fact], day: date) -> bool:
    """Whether without its section the office would not be covered full time."""
    others = [fact for fact in facts if fact.source is not Source.SECTION]
    return answer_on(others, day) is not Answer.FULL_TIME


def _is_unreminded(facts: Collection[Fact]) -> bool:
    return any(fact.source is Source.ASKING and fact.kind == NOT_REMINDED for fact in facts)


def hiring_of(facts: Collection[Fact], day: date) -> Hiring | None:
    """Where the office's open vacancy is on the day."""
    found = hiring_on(facts, day)
    return Hiring(Stage(found.kind), found.starts_on, (day - found.starts_on).days) if found else None


def _serves(facts: Collection[Fact], day: date) -> bool:
    """Whether somebody holds an appointment, even if away or unable to do all five duties."""
    return any(fact.source is Source.APPOINTMENT and fact.holds_on(day) for fact in facts)


def _uncovered_since(spans: list[Span]) -> date | None:
    """The first day of the run of uncovered intervals that is still running."""
    since = None
    for span in reversed(spans):
        if span.answer.is_covered:
            break
        since = span.starts_on
    return since


def turn(
    answer: Answer, hiring: Hiring | None, holds: date | None, day: date, *, is_reachable: bool, was_served: bool
) -> tuple[Acts, str]:
    """Who acts next, and what they have to do: whoever the vacancy waits for, else the office, else EOUSA.

    A covered office with an open vacancy, be it with acting cover, is waited for too.
    """
    if hiring and (is_reachable or answer not in {Answer.SILENT, Answer.NOT_ASKED}):
        return hiring.acts, hiring.act
    if answer.is_covered:
        return Acts.NOBODY, ""
    if answer is Answer.NOT_ASKED:
        return Acts.EOUSA, _("ask the office")
    if answer is Answer.SILENT:
        return _of_silence(is_reachable=is_reachable, was_served=was_served)
    return Acts.OFFICE, _of_answer(answer, holds, day)


def _of_answer(answer: Answer, holds: date | None, day: date) -> str:
    """What an office has to do that counts as in hand by its word, or by a special AUSA alone."""
    if holds:
        return _("review its answer by %(on)s") % {"on": short(holds, day)}
    return _("name a specialist for all five duties") if answer is Answer.PARTIAL else _("fill the post")


def partners(facts: Collection[Fact], day: date) -> set[int]:
    """The offices with which the specialist is shared, by each row that makes the office “shared” on the day."""
    away = [fact for fact in facts if fact.source is Source.ABSENCE]
    naming = (fact for fact in _current(facts, day) if fact.shared_with_id)
    return {fact.shared_with_id or 0 for fact in naming if answer_on([fact, *away], day) is Answer.SHARED}


def _current(facts: Collection[Fact], day: date) -> list[Fact]:
    """The appointments and the office's newest word, without what that word replaced."""
    word = newest_answer(facts, day)
    return [fact for fact in facts if fact.source is Source.APPOINTMENT or fact is word]


def has_its_own(facts: Collection[Fact], day: date) -> bool:
    """Whether somebody serves there, or acts as the office says: not only that another office is said to help."""
    answer = answer_on(facts, day)
    return answer.is_covered and (answer is not Answer.SHARED or _serves(facts, day))


def to_check(standing: Standing, office: str) -> Standing:
    """The standing of an office that shares a specialist with one that has none itself: EOUSA asks who is right."""
    act = _("check with %(office)s, which has no specialist itself") % {"office": office}
    return replace(standing, acts=Acts.EOUSA, act=act, is_doubted=True)


def _of_silence(*, is_reachable: bool, was_served: bool) -> tuple[Acts, str]:
    if not is_reachable:
        return Acts.EOUSA, _("find somebody to reach there")
    return Acts.OFFICE, _("name a stand-in or answer") if was_served else _("answer")
