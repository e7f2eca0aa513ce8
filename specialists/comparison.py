"""Two days of the nation set side by side, with what happened in between. Pure: no database, no clock."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from specialists.changes import RANK, Event, cause, events_between
from specialists.coverage import Answer, Fact, Totals, answer_on


@dataclass(frozen=True, slots=True)
class Change:
    """An office whose answer is another one than before, and the events in between."""

    office_id: int
    before: Answer
    after: Answer
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The totals of two days, the offices that changed, and how often each thing happened anywhere."""

    before: Totals
    after: Totals
    changes: tuple[Change, ...]
    happened: Mapping[str, int]

    @property
    def covered_by(self) -> int:
        """How many more offices are covered than before; negative for fewer."""
        return self.after.groups["covered"] - self.before.groups["covered"]


def compare(found: Mapping[int, Collection[Fact]], offices: Iterable[int], before: date, after: date) -> Comparison:
    """The offices on the day `before` and on the later day `after`, from the facts known of each."""
    keys = list(offices)
    was = {key: answer_on(found.get(key, ()), before) for key in keys}
    now = {key: answer_on(found.get(key, ()), after) for key in keys}
    events = {key: tuple(events_between(found.get(key, ()), before, after)) for key in keys}
    changes = tuple(Change(key, was[key], now[key], events[key]) for key in keys if was[key] is not now[key])
    happened = Counter(event.what.value for key in keys for event in events[key])
    return Comparison(Totals.of(was.values()), Totals.of(now.values()), changes, dict(happened))


def turned(comparison: Comparison, found: Mapping[int, Collection[Fact]], after: date) -> list[tuple[str, int]]:
    """What made offices covered (a positive number) or uncovered (a negative one), once per office.

    The numbers add up to the difference. A thing that did both stands twice.
    """
    flips = [change for change in comparison.changes if change.before.is_covered != change.after.is_covered]
    causes = [(change.after.is_covered, cause(found[change.office_id], after)) for change in flips]
    counted = Counter((gained, event.what) for gained, event in causes if event)
    told = sorted(counted.items(), key=lambda item: (not item[0][0], RANK[item[0][1]]))
    return [(what.value, number if gained else -number) for (gained, what), number in told]
