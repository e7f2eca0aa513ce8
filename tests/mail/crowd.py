"""A cause with as many readers as one likes: one matter in each office, the readers spread evenly over the offices."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from portal.ladder import Audience, Cause, Matter, Offices, Recipient, Rung, Said, Unit, join

CROWD = "CROWD"
OFFICES = 94


def join_crowd(readers: int) -> None:
    """Declare it, in this process."""
    each = readers // OFFICES

    def matters(day: date, offices: Offices) -> Iterable[Matter]:
        return (Matter(CROWD, f"office:{key}", day.isoformat(), day, day, key) for key in offices)

    def find(asked: Collection[Matter]) -> Mapping[Matter, Sequence[Recipient]]:
        return {matter: [Recipient(f"r{n}.{matter.office_id}@crowd.test") for n in range(each)] for matter in asked}

    def said(matter: Matter, _rung: Rung, day: date) -> Said:
        return Said("Something waits", f"It waits since {day}.", "/", "Look at it", ["ACKNOWLEDGED", "NOT_ME"])

    join(Audience(CROWD, "the crowd", find))
    join(Cause(CROWD, "Something waits", "something waits", (Rung(0, Unit.WORKING, CROWD),), matters, said))
