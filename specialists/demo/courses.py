"""The ways of invented vacancies: which steps one after the other, and how many days in each stage. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from specialists.stages import STEPS, Budget, Loss, ReturnReason, SpecialKind, Stage, StepKey

STAYS: dict[Stage, tuple[int, int, int]] = {
    Stage.GAP_KNOWN: (3, 11, 34),
    Stage.NO_BUDGET: (18, 45, 120),
    Stage.POSITION_REQUESTED: (10, 26, 62),
    Stage.SPECIAL_REQUESTED: (8, 24, 55),
    Stage.BUDGET_IDENTIFIED: (9, 24, 55),
    Stage.ANNOUNCED: (24, 40, 66),
    Stage.SCREENING: (14, 30, 72),
    Stage.NOMINATED: (6, 21, 46),
    Stage.RETURNED: (4, 11, 24),
    Stage.APPROVED: (1, 4, 10),
    Stage.OFFERED: (4, 11, 24),
    Stage.CHECKS: (100, 160, 300),
    Stage.ENTERED: (2, 8, 18),
}
"""Days in a stage: at least, most often, at most."""


@dataclass(frozen=True)
class Leg:
    """A step, what was said with it, and for how many days the vacancy then stayed."""

    step: StepKey
    stay: int = 0
    detail: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Way:
    """Where a vacancy has arrived: the stage, for how many days, and whether OARM had returned the package before."""

    stage: Stage
    days: int
    is_back: bool = False
    is_partial: bool = False
    """A special AUSA under 18 USC 925D has been appointed on the way."""


class Courses:
    """Makes up the course of one vacancy after the other."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def leg(self, step: StepKey, detail: str = "", reason: str = "") -> Leg:
        stage = STEPS[step].to
        stay = round(self.random.triangular(*in_order(STAYS[stage]))) if stage.is_open else 0
        return Leg(step, stay, detail, reason)

    def legs(self, *steps: StepKey) -> Iterator[Leg]:
        """These steps, each with what it has to say."""
        for step in steps:
            details, reasons = list(STEPS[step].details), STEPS[step].reasons
            reason = self.random.choice(REASONS[reasons]) if reasons else ""
            yield self.leg(step, str(self.random.choice(details)) if details else "", reason)

    def filled(self) -> list[Leg]:
        """From the gap to the designation: the whole way, or one of the side doors."""
        door = self.random.random()
        if door < 0.6:
            return self.whole()
        if door < 0.85:
            return [*self.gap(), *self.some(0.5, StepKey.ANNOUNCE), *self.legs(StepKey.DESIGNATE_SITTING)]
        return [self.leg(StepKey.OPEN), *self.special(), *self.legs(StepKey.APPOINT_SPECIAL)]

    def special(self) -> Iterator[Leg]:
        """A special AUSA who can fill the post; sometimes EOUSA says no the first time."""
        kind = self.random.choice([SpecialKind.SAUSA_543, SpecialKind.SAUSA_543, SpecialKind.TRIBAL_543])
        if self.random.random() < 0.3:
            yield self.leg(StepKey.REQUEST_SPECIAL, kind)
            yield self.leg(StepKey.REFUSE_SPECIAL)
        yield self.leg(StepKey.REQUEST_SPECIAL, kind)

    def withdrawn(self) -> list[Leg]:
        """Closed without anybody, or off the record because it was opened in error."""
        reason = self.random.choice([Loss.NO_LONGER_NEEDED, Loss.OTHER, ""])
        end = self.leg(StepKey.WITHDRAW, "", reason) if reason else self.leg(StepKey.VOID)
        return [self.leg(StepKey.OPEN), *self.some(0.4, StepKey.FIND_BUDGET), end]

    def open(self, way: Way) -> list[Leg]:
        """As far as it has come today."""
        legs = [*(self.partial(way) if way.is_partial else self.before(way.stage)), *self.rest(way)]
        arrivals = [number for number, leg in enumerate(legs) if STEPS[leg.step].to == way.stage]
        return legs[: arrivals[-1] + 1]

    def before(self, stage: Stage) -> list[Leg]:
        """Up to the budget, or to the stage in front of it."""
        opening = [self.leg(StepKey.OPEN)]
        if stage == Stage.NO_BUDGET:
            return [*opening, *self.legs(StepKey.LACK_BUDGET)]
        if stage == Stage.POSITION_REQUESTED:
            return [*opening, *self.some(0.5, StepKey.LACK_BUDGET), *self.legs(StepKey.REQUEST_POSITION)]
        if stage == Stage.SPECIAL_REQUESTED:
            return [*opening, self.leg(StepKey.REQUEST_SPECIAL, SpecialKind.SAUSA_543)]
        return opening if stage == Stage.GAP_KNOWN else self.gap()

    def partial(self, way: Way) -> list[Leg]:
        """A special AUSA for firearms cases first, who does not fill the post."""
        begun = [
            self.leg(StepKey.OPEN),
            self.leg(StepKey.REQUEST_SPECIAL, SpecialKind.SAUSA_925D),
            self.leg(StepKey.APPOINT_PARTIAL),
        ]
        if way.stage == Stage.SPECIAL_REQUESTED:
            return [*begun, self.leg(StepKey.REQUEST_SPECIAL, SpecialKind.TRIBAL_543)]
        return [*begun, *self.legs(StepKey.FIND_BUDGET)]

    def rest(self, way: Way) -> list[Leg]:
        """From the budget on, if the stage lies behind it."""
        if way.stage in BEFORE_BUDGET or way.stage == Stage.BUDGET_IDENTIFIED:
            return []
        if way.stage in {Stage.ANNOUNCED, Stage.SCREENING}:
            return list(self.legs(StepKey.ANNOUNCE, StepKey.SCREEN))
        is_returned = way.is_back or way.stage == Stage.RETURNED
        again = [StepKey.RETURN, StepKey.NOMINATE] if is_returned else []
        chosen = self.legs(StepKey.ANNOUNCE, StepKey.SCREEN, StepKey.NOMINATE, *again)
        return [*chosen, *self.legs(self.approval(), *ACCEPTED)]

    def whole(self) -> list[Leg]:
        """Budget, announcement, candidates, checks, entry on duty, designation."""
        found = [*self.gap(), *self.legs(StepKey.ANNOUNCE, StepKey.SCREEN), *self.lost()]
        again = [StepKey.RETURN, StepKey.NOMINATE] if self.random.random() < 0.3 else []
        nominated = self.legs(StepKey.NOMINATE, *again)
        return [*found, *nominated, *self.legs(self.approval(), *ACCEPTED, StepKey.DESIGNATE)]

    def approval(self) -> StepKey:
        return StepKey.APPROVE_WITH_CONDITIONS if self.random.random() < 0.25 else StepKey.APPROVE

    def gap(self) -> list[Leg]:
        """From the opening to the budget, by the office's own means or by a position from EOUSA."""
        yes = StepKey.FIND_BUDGET
        roads = {
            (yes,): 9,
            (StepKey.LACK_BUDGET, yes): 3,
            (StepKey.REQUEST_POSITION, StepKey.GRANT_POSITION): 3,
            (StepKey.LACK_BUDGET, StepKey.REQUEST_POSITION, StepKey.GRANT_POSITION): 1,
            (StepKey.REQUEST_POSITION, StepKey.REFUSE_POSITION, yes): 2,
        }
        [road] = self.random.choices(list(roads), list(roads.values()))
        return [self.leg(StepKey.OPEN), *self.legs(*road)]

    def lost(self) -> list[Leg]:
        """Candidates who came to nothing: none, or one."""
        roads = {
            (): 12,
            (StepKey.NOMINATE, StepKey.DECLINE): 3,
            (StepKey.NOMINATE, StepKey.TAKE_BACK): 1,
            (StepKey.NOMINATE, StepKey.APPROVE, StepKey.OFFER, StepKey.LOSE_CANDIDATE): 3,
            (StepKey.NOMINATE, StepKey.APPROVE, StepKey.OFFER, StepKey.BEGIN_CHECKS, StepKey.LOSE_CANDIDATE): 1,
        }
        [road] = self.random.choices(list(roads), list(roads.values()))
        return list(self.legs(*road))

    def some(self, share: float, step: StepKey) -> Iterator[Leg]:
        if self.random.random() < share:
            yield from self.legs(step)


BEFORE_BUDGET = frozenset({Stage.GAP_KNOWN, Stage.NO_BUDGET, Stage.POSITION_REQUESTED, Stage.SPECIAL_REQUESTED})
ACCEPTED = (StepKey.OFFER, StepKey.BEGIN_CHECKS, StepKey.ENTER)
REASONS: dict[object, list[str]] = {
    ReturnReason: [str(reason) for reason in ReturnReason if reason != ReturnReason.OTHER],
    Loss: [str(Loss.CANDIDATE_WITHDREW), str(Loss.OTHER)],
}
LAWD = (
    Leg(StepKey.OPEN, 34),
    Leg(StepKey.LACK_BUDGET, 51, Budget.CONTINUING_RESOLUTION),
    Leg(StepKey.FIND_BUDGET, 25, Budget.ATTRITION),
    Leg(StepKey.ANNOUNCE),
)
"""The vacancy of W.D. La., in the hands of its leadership: the one that everybody tries first."""


def in_order(days: tuple[int, int, int]) -> tuple[int, int, int]:
    """As `triangular` wants them: the most frequent one last."""
    least, mode, most = days
    return least, most, mode


def placed(legs: Iterable[Leg], ago: int, on: date) -> list[tuple[int, Leg]]:
    """Each step with how many days ago it was made, if the last was made `ago` days before `on`. Only the last one
    may fall on a weekend, so that the days in the stage are as said."""
    found: list[tuple[int, Leg]] = []
    for leg in reversed(list(legs)):
        ago += leg.stay if found else 0
        found.append((ago if not found else workday(ago, on), leg))
    return found[::-1]


def workday(ago: int, on: date) -> int:
    """That many days ago, or on the Friday before."""
    day = on - timedelta(days=ago)
    return ago + max(0, day.weekday() - 4)
