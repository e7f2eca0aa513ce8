"""What the ladder would have told in the invented years of a demonstration: on record on its days, and never sent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from portal import ladder
from portal.access import DatabaseRole
from portal.calendar import CENTER, at_hour, local_day
from portal.ladder import Key, Matter, Rung, Step
from portal.models.message import Message
from portal.models.owned import recording_at
from portal.models.planning import Reminder, addressed, today_by_office, waiting, write
from portal.models.rung import RungSetting
from portal.tenancy import acting_as

EARLY = 6
"""The hour in Washington at which the planner would have run."""


def invent_reminders(*, at: datetime) -> int:
    """Write down, of what waits now, every rung whose day is past; gives how many there were. Today's is left to the
    planner."""
    by_day: dict[date, list[Reminder]] = defaultdict(list)
    ladders = RungSetting.objects.ladders()
    for today, matters in waiting(today_by_office(at), local_day(at, CENTER)).items():
        for reminder in told_before(today, matters, ladders):
            by_day[reminder.step.on].append(reminder)
    for day in sorted(by_day):
        instant = at_hour(day, EARLY, CENTER)
        with recording_at(instant):
            write(by_day[day], at=instant)
    return sum(map(len, by_day.values()))


def told_before(today: date, matters: Sequence[Matter], ladders: Mapping[str, Sequence[Rung]]) -> Iterator[Reminder]:
    """The rungs that were due before today, one after the other: where one found nobody, the next was due at once."""
    alone: dict[Key, date] = {}
    for number in range(max(map(len, ladders.values()), default=0)):
        steps = [
            step
            for matter in matters
            for step in turns(matter, ladders[matter.cause], number, alone.get(ladder.key_of(matter)), today)
        ]
        alone = {}
        for reminder in addressed(steps, ()):
            yield reminder
            if not reminder.to:
                alone.setdefault(ladder.key_of(reminder.step.matter), reminder.step.on)


def turns(matter: Matter, rungs: Sequence[Rung], number: int, alone: date | None, today: date) -> Iterator[Step]:
    """Every turn of one rung before today. `alone`: the day on which the rung before found nobody."""
    if number >= len(rungs) or ladder.overtaken(rungs, number, matter):
        return
    rung = rungs[number]
    first = ladder.due_day(rungs, number, matter, today, alone)
    day: date | None = first
    while day is not None and day < today:
        turn, period = ladder.latest_turn(rung, matter, first, day)
        yield Step(matter, number, rung, turn, period)
        day = ladder.next_turn(rung, first, day)


def invent_reply(reminder: Message, code: str, *, after: timedelta) -> None:
    """What somebody at the office would have said to it by the link in the mail."""
    with acting_as(DatabaseRole.HEADS, office_id=reminder.office_id):
        mine = Message.objects.filter(pk=reminder.pk)
        mine.update(replied_at=reminder.due_at + after, replied_with=code)
