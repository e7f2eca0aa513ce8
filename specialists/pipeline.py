"""The way of one vacancy as a picture: what is done, where it stands, what is ahead. Pure: no database, no clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from specialists.stages import Party, Stage

WAY = (
    Stage.GAP_KNOWN, Stage.BUDGET_IDENTIFIED, Stage.ANNOUNCED, Stage.SCREENING, Stage.NOMINATED, Stage.APPROVED,
    Stage.OFFERED, Stage.CHECKS, Stage.ENTERED, Stage.DESIGNATED,
)  # fmt: skip
"""The stages that every vacancy comes through. The others stand aside: shown only where a vacancy has come to them."""

ORDER = {stage: place for place, stage in enumerate(Stage)}


@dataclass(frozen=True, slots=True)
class Stay:
    """A vacancy was in a stage from a day on, until another, or is there still."""

    stage: Stage
    starts_on: date
    ends_on: date | None = None

    def days(self, today: date) -> int:
        return ((self.ends_on or today) - self.starts_on).days


def stays_between(entered: Sequence[tuple[Stage, date]]) -> list[Stay]:
    """The stays of a vacancy from its moves in order: the stage it came to, and when."""
    ends = [on for _stage, on in entered[1:]]
    return [Stay(stage, on, end) for (stage, on), end in zip(entered, [*ends, None], strict=True)]


def way(stays: Sequence[Stay]) -> list[Stage]:
    """The stages of this vacancy’s way: what it came through if it has ended, else also what lies ahead."""
    now, been = stays[-1].stage, {stay.stage for stay in stays}
    if not now.is_open:
        return in_order(been)
    if now is Stage.SPECIAL_REQUESTED:  # such a special AUSA does not come through OARM
        return [*in_order(been - {now}), now, Stage.DESIGNATED]
    left = (been | set(WAY)).difference(ahead(now), {now})
    return [*in_order(left), now, *ahead(now)]


def in_order(stages: Collection[Stage]) -> list[Stage]:
    return sorted(stages, key=ORDER.__getitem__)


def ahead(now: Stage) -> list[Stage]:
    """What lies ahead of every vacancy that stands there."""
    return [stage for stage in WAY if ORDER[stage] > ORDER[now]]


def pipeline(stays: Sequence[Stay], today: date) -> list[dict[str, Any]]:
    """The way as `components/pipeline.html` shows it."""
    if not stays:
        return []
    stages, now = way(stays), stays[-1]
    place = stages.index(now.stage)
    return [step(stage, _state(i, place, now.stage), stays, today) for i, stage in enumerate(stages)]


def _state(index: int, place: int, now: Stage) -> str:
    if index == place:
        return "now" if now.is_open else "done"
    return "done" if index < place else "ahead"


def step(stage: Stage, state: str, stays: Collection[Stay], today: date) -> dict[str, Any]:
    """One stage: its word, how it stands, how many days, and who acts."""
    party = stage.turn.party
    return {
        "label": capfirst(stage.label),
        "state": state,
        "days": _days(stage, state, [stay for stay in stays if stay.stage is stage], today),
        "who": "" if party is Party.NOBODY else party.label,
        "on": max((stay.starts_on for stay in stays if stay.stage is stage), default=None),
    }


def _days(stage: Stage, state: str, here: Collection[Stay], today: date) -> str:
    """Day 34 of 30 where it stands, the days it took where it was, the target where it will be."""
    target = stage.turn.target
    if not stage.is_open:
        return ""
    if state == "ahead":
        return _("target %(n)d") % {"n": target}
    if state == "now":
        since = max(stay.starts_on for stay in here)
        return _("day %(days)d of %(target)d") % {"days": (today - since).days, "target": target}
    took = sum(stay.days(today) for stay in here)
    return ngettext("%(n)d day", "%(n)d days", took) % {"n": took} if here else ""
