"""Where vacancies get stuck: how long each stage takes, and who waits there. Pure: no database, no clock.

A stay ends when the stage has done its work: a budget is found or found missing, OARM has decided, the checks are
through. Where the way is broken off instead (`CUT_SHORT`), nobody knows how long the stage would still have taken:
such a stay counts as open on its last day, like one that is open today.
"""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from specialists.days import HALF, NINE_TENTHS, Stay, percentile, share_over
from specialists.stages import Stage, StepKey

CUT_SHORT = frozenset({
    StepKey.WITHDRAW, StepKey.LOSE_CANDIDATE, StepKey.TAKE_BACK, StepKey.DESIGNATE_SITTING, StepKey.REQUEST_SPECIAL,
})  # fmt: skip
"""Steps that break a stage off: the vacancy is closed, the candidate lost, another way taken."""
FEW = 5
"""From so many stays on, figures say something about a stage; figures of fewer offices would tell of single ones."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One vacancy once in one stage, as seen on a day. `is_open`: it is there on that day."""

    office_id: int
    stage: Stage
    days: int
    is_over: bool
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What the visits of one stage tell, in days."""

    stays: tuple[Stay, ...]
    open_for: tuple[int, ...]
    """How long each vacancy has waited that is there now, the longest first."""
    target: int
    median: int | None
    """By this day half are through; None where too many were still there when last seen."""
    ninetieth: int | None

    @classmethod
    def of(cls, visits: Collection[Visit], target: int) -> "Figures":
        stays = tuple(Stay(visit.days, visit.is_over) for visit in visits)
        waits = sorted((visit.days for visit in visits if visit.is_open), reverse=True)
        return cls(stays, tuple(waits), target, percentile(stays, HALF), percentile(stays, NINE_TENTHS))

    @property
    def count(self) -> int:
        return len(self.stays)

    @property
    def over(self) -> int:
        """How many stays are over."""
        return sum(stay.is_over for stay in self.stays)

    @property
    def waiting(self) -> int:
        return len(self.open_for)

    @property
    def late(self) -> int:
        """How many of those that wait have waited longer than the target."""
        return sum(days > self.target for days in self.open_for)

    @property
    def longest(self) -> int:
        """The longest stay seen, over or not."""
        return max((stay.days for stay in self.stays), default=0)

    @property
    def slowness(self) -> tuple[int, int]:
        """For ordering: half take so long, or longer than anything seen."""
        return self.longest if self.median is None else self.median, self.longest

    def share_over(self, days: int) -> Fraction:
        """The share of stays that last longer than so many days."""
        return share_over(self.stays, days)


@dataclass(frozen=True, slots=True)
class Pace:
    """One stage: the nation, and one office where one is asked about."""

    stage: Stage
    nation: Figures | None
    """None where the reader may not see other offices and would learn of single ones."""
    own: Figures | None = None
    elsewhere: Figures | None = None
    """The nation without that office, under the same rule."""

    @property
    def target(self) -> int:
        return self.stage.turn.target

    @property
    def is_telling(self) -> bool:
        return self.nation is not None and self.nation.count >= FEW


def paces(visits: Collection[Visit], office_id: int | None = None, *, is_closed: bool = False) -> list[Pace]:
    """Every stage in the order of the way. `is_closed`: the reader may not see other offices' vacancies."""
    return [_pace(stage, visits, office_id, is_closed=is_closed) for stage in Stage if stage.is_open]


def _pace(stage: Stage, visits: Collection[Visit], office_id: int | None, *, is_closed: bool) -> Pace:
    there = [visit for visit in visits if visit.stage is stage]
    others = [visit for visit in there if visit.office_id != office_id]
    nation = elsewhere = None
    if not is_closed or tells_of_no_single(others):
        nation, elsewhere = Figures.of(there, stage.turn.target), Figures.of(others, stage.turn.target)
    if office_id is None:
        return Pace(stage, nation, None, elsewhere)
    return Pace(stage, nation, Figures.of(set_apart(there, office_id), stage.turn.target), elsewhere)


def set_apart(visits: Collection[Visit], office_id: int) -> list[Visit]:
    """The visits of one office."""
    return [visit for visit in visits if visit.office_id == office_id]


def tells_of_no_single(visits: Collection[Visit]) -> bool:
    """Whether figures of these visits rest on so many offices, or on none, that no single one can be made out."""
    return len({visit.office_id for visit in visits}) not in range(1, FEW)


def slowest(found: Collection[Pace]) -> tuple[Stage, Figures] | None:
    """The stage in which half of all vacancies stay longest; of stages with enough to tell, if there are any."""
    telling = any(pace.is_telling for pace in found)
    seen = [(p.stage, p.nation) for p in found if p.nation and p.nation.count and (p.is_telling or not telling)]
    return max(seen, key=lambda each: each[1].slowness, default=None)


def most_late(found: Collection[Pace]) -> tuple[Stage, Figures] | None:
    """The stage where most vacancies wait beyond the target, the larger share first; None where none does."""
    late = [(pace.stage, pace.nation) for pace in found if pace.nation and pace.nation.late]
    return max(late, key=lambda each: (each[1].late, Fraction(each[1].late, each[1].waiting)), default=None)
