"""The way back from a deadline: which day each step has to be done. Pure: days and zones are passed in.

Each step comes on a working day, never after its deadline and never after the step that follows it. The systems close
at an hour of Eastern time; the same instant is another hour elsewhere, in Guam another day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from grants.milestones import Step, Way, steps_of
from portal.calendar import CENTER, add_working_days, working_day_until
from portal.ladder import Unit

US_ZONES: dict[str, str] = {
    "America/New_York": "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Phoenix": "AZ",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "Pacific/Pago_Pago": "AS",
    "Pacific/Guam": "GU MP",
    "America/Puerto_Rico": "PR VI",
}
"""Clocks of the country, each with the states whose greater part lives by it."""


@dataclass(frozen=True)
class Milestone:
    """A step with its day."""

    step: Step
    on: date
    """The working day by which to have it done."""
    is_late: bool
    """It should have been done before today."""
    until: datetime | None = None
    """The last instant, in the reader's zone, where a system closes at an hour."""
    is_assumed: bool = False
    """Its own deadline is not known; the first one is taken for it."""

    @property
    def until_eastern(self) -> datetime | None:
        return self.until and self.until.astimezone(CENTER)


def way(
    kind: Way, closes_on: date, zone: ZoneInfo = CENTER, *, today: date, later_on: date | None = None
) -> list[Milestone]:
    """The steps to a deadline in their order. `later_on`: the second deadline, where the notice names one."""
    steps = steps_of(kind)
    ends = [(later_on if one.is_second else None) or closes_on for one in steps]
    return [
        Milestone(one, on, on < today, closing(one, end, zone), one.is_second and later_on is None)
        for one, end, on in zip(steps, ends, days_of(steps, ends), strict=True)
    ]


def days_of(steps: Sequence[Step], ends: Sequence[date]) -> list[date]:
    """For each step its working day: so long before its deadline, and never after what follows it."""
    found: list[date] = []
    for one, end in zip(reversed(steps), reversed(ends), strict=True):
        found.append(min(before(one, end), *found[-1:]) if found else before(one, end))
    return found[::-1]


def before(one: Step, end: date) -> date:
    """The working day so many days before the deadline."""
    if one.unit is Unit.WORKING:
        return add_working_days(working_day_until(end), -one.days)
    return working_day_until(end - timedelta(days=one.days))


def closing(one: Step, end: date, zone: ZoneInfo) -> datetime | None:
    """The last minute at which the system takes it, on the clock of the zone."""
    return one.ends_at and datetime.combine(end, time(*one.ends_at), CENTER).astimezone(zone)


def next_one(found: Iterable[Milestone]) -> Milestone | None:
    """What to do next: the first that is not late."""
    return next((one for one in found if not one.is_late), None)


def zone_of_state(state: str) -> ZoneInfo:
    """The clock of most people of a state; Eastern where there is no such state."""
    return next((ZoneInfo(name) for name, states in US_ZONES.items() if state.upper() in states.split()), CENTER)
