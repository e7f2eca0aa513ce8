"""The invented life of one office over three years, told backward from where it stands today. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Protocol

from specialists.demo.courses import LAWD, Courses, Way, placed
from specialists.demo.vacancies import Course
from specialists.models import Answer
from specialists.stages import Stage

HISTORY = 1095
"""Days of history: three years."""
REASONS = (Answer.Reason.HIRING_FREEZE, Answer.Reason.NO_SLOT, Answer.Reason.CONTINUING_RESOLUTION)
SERVED = (300, 1300)
"""For how many days people serve, from … to."""
FIRST = 0.45
"""The share of specialists who were the first ones on record in their office."""
EARLY = (HISTORY + 10, 2600)
"""How many days ago somebody began who is there since before the history begins."""


@dataclass(frozen=True)
class Ending:
    """How an office stands today."""

    state: str
    way: Way | None = None
    """Where its open vacancy is, if it has one."""
    ago: int = 0
    """For how many days it has been so, where that is to be told exactly."""


@dataclass(frozen=True)
class Entry:
    """One act in the life of an office. `ago`: the day on which it happened; `late`: recorded so many days after."""

    ago: int
    office: str
    actor: str
    act: str
    words: dict[str, Any]
    late: int = 0
    case: int = 0
    """Which vacancy of the office, by the days since it was opened; 0: the last one."""


@dataclass(frozen=True)
class Service:
    """Somebody who served already when the history began: a row of the roster. Days before today."""

    office: str
    name: str
    authority: str
    kind: str
    since: int


class Names(Protocol):
    """Fresh names: of somebody whom the portal knows, or of somebody whom it does not."""

    def person(self) -> str: ...

    def stranger(self) -> str: ...


class Past:
    """How people came to an office and left it. `is_led`: it has a leadership in the portal."""

    def __init__(self, court_id: str, on: date, names: Names, *, is_led: bool) -> None:
        self.court_id, self.on, self.is_led = court_id, on, is_led
        self.person, self.stranger = names.person, names.stranger
        self.random = Random(f"94 {court_id}")  # noqa: S311 invented people, no secret
        self.courses = Courses(self.random)
        self.entries: list[Entry] = []
        self.services: list[Service] = []

    def served_until(self, left: int, name: str, kind: str) -> int | None:
        """Somebody served and left so many days ago."""
        since = left + self.random.randint(*SERVED)
        self.leaves(name, min(left + self.random.randint(-9, 40), HISTORY - 5), left)
        self.away(name, since, left)
        self.reconsiders(since, left)
        return self.came(name, kind, since, left)

    def came(self, name: str, kind: str, since: int, left: int = 0) -> int | None:
        """How somebody came: gives when the post had become empty before; None if nothing of that is told."""
        if since > HISTORY - 60:
            self.was_there(name, kind, max(since, EARLY[0]))
            return None
        if not self.is_led or self.random.random() < 0.14:
            return self.was_appointed(name, kind, since)
        placed_legs = placed(self.courses.filled(), since, self.on)
        opening = placed_legs[0][0]
        if opening > HISTORY - 40:
            self.was_there(name, kind, self.random.randint(*EARLY))
            return None
        Course(self, placed_legs, name, kind, until=left + 40).tell()
        gap = max(since + 12, opening + self.random.randint(-14, 20))
        self.meanwhile(min(gap, opening), since)
        return None if self.random.random() < FIRST else gap

    def reconsiders(self, since: int, left: int) -> None:
        """A vacancy that was opened because somebody wanted to leave, and closed again."""
        latest, earliest = left + 120, min(since, HISTORY) - 220
        if self.is_led and latest < earliest and self.random.random() < 0.16:
            legs = placed(self.courses.withdrawn(), self.random.randint(latest, earliest), self.on)
            Course(self, legs, "", "", until=left + 120).tell()

    def was_there(self, name: str, kind: str, since: int) -> None:
        """Served already when the history began."""
        authority = "AUSA" if self.random.random() < 0.86 else "SAUSA"
        self.services.append(Service(self.court_id, name, authority, kind, since))

    def was_appointed(self, name: str, kind: str, since: int) -> int | None:
        """EOUSA recorded an appointment without a vacancy in the portal, often late."""
        facts: dict[str, Any] = {"name": name, "authority": "AUSA_542", "kind": kind, "starts_on": self.day(since)}
        self.note(since, "EOUSA", "appoint", late=min(since - 1, self.random.randint(0, 20)), **facts)
        return None if self.random.random() < FIRST else since + self.random.choice([14, 30, 60, 95])

    def leaves(self, name: str, told: int, left: int) -> None:
        """The end of an appointment, told in advance or late; sometimes the day is corrected afterwards."""
        ends_on, told = self.day(left), max(told, 2)
        if self.random.random() < 0.12 and told > 14:
            self.note(told, "EOUSA", "end", name=name, ends_on=ends_on + timedelta(days=5))
            self.note(told - 9, "EOUSA", "end", name=name, ends_on=ends_on)
        else:
            self.note(told, "EOUSA", "end", name=name, ends_on=ends_on)

    def away(self, name: str, since: int, left: int) -> None:
        """Absences of somebody who serves, all over by now."""
        first, last = min(since, HISTORY) - 40, left + 80
        while self.is_led and first - last > 150:
            start = self.random.randint(max(last, first - 420), first)
            self.is_away(name, start, self.random.choice([12, 18, 24, 26, 45, 70, 100]))
            first = start - 150

    def is_away(self, name: str, start: int, days: int) -> None:
        days = min(days, start - 4)
        stand_in = self.person() if days > 30 and self.random.random() < 0.6 else ""
        facts: dict[str, Any] = {"name": name, "starts_on": self.day(start), "stand_in": stand_in}
        if self.random.random() < 0.3:
            self.note(start, self.boss, "away", late=self.lag(), ends_on=None, **facts)
            self.note(start - days, self.boss, "back", name=name, ends_on=self.day(start - days))
        else:
            self.note(start, self.boss, "away", late=self.lag(), ends_on=self.day(start - days), **facts)

    def meanwhile(self, gap: int, since: int) -> None:
        """What an office did while its post was empty: acting cover, answers, or nothing."""
        chance = self.random.random()
        if gap - since < 40:
            return
        if chance < 0.3:
            name, start = self.person(), gap - self.random.randint(3, 12)
            self.note(start, self.boss, "cover", late=self.lag(), name=name, starts_on=self.day(start))
            self.note(since, "EOUSA", "end", name=name, ends_on=self.day(since))
        elif chance < 0.55:
            self.says(gap, max(since + 5, gap - 170), says="ACTING")
        elif chance < 0.7:
            self.says(gap, max(since + 5, gap - 100), says="CANNOT_NOW", reason=self.random.choice(REASONS))

    def says(self, gap: int, last: int, **facts: Any) -> None:
        """The same answer again and again, from the gap on, the last one so many days ago."""
        for ago in answered(gap, min(last, gap - 1), 60 if "reason" in facts else 84):
            review_on = {"review_on": self.day(ago - 75)} if "reason" in facts else {}
            is_told = not self.is_led or self.random.random() < 0.35
            late = min(ago - 1, self.random.choice([0, 0, 1, 4])) if is_told else 0
            words = {"given_on": self.day(ago), "is_told": is_told, **facts, **review_on}
            self.note(ago, "EOUSA" if is_told else "LEADER", "answer", late=late, **words)

    @property
    def boss(self) -> str:
        return "LEADER" if self.is_led else "EOUSA"

    def day(self, ago: int) -> date:
        return self.on - timedelta(days=ago)

    def lag(self) -> int:
        """Most things are recorded on their day, some later, few much later."""
        return self.random.choice([0] * 7 + [1, 2, 3, 6, 11])

    def note(self, ago: int, actor: str, act: str, *, late: int = 0, case: int = 0, **words: Any) -> None:
        self.entries.append(Entry(max(1, ago), self.court_id, actor, act, words, late, case))


class Life(Past):
    """One office, to today. `holder`: who serves there by name, where that is known."""

    def __init__(
        self, court_id: str, ending: Ending, on: date, names: Names, *, is_led: bool = True, holder: str = ""
    ) -> None:
        super().__init__(court_id, on, names, is_led=is_led)
        self.ending, self.holder = ending, holder

    def live(self) -> None:
        """Today's state first, then everybody who served before."""
        left = LAST[self.ending.state](self)
        while left is not None:
            left = self.served_until(left, self.person(), self.random.choice(["FULL_TIME", "FULL_TIME", "COLLATERAL"]))

    def served(self) -> int | None:
        """Somebody serves. Who comes after is on the way already, where a vacancy is open."""
        name, kind = self.holder or self.person(), self.ending.state
        is_new = self.random.random() < 0.85
        since = self.random.randint(24, 560) if is_new else self.random.randint(*EARLY)
        if self.ending.way:
            since = self.random.randint(*EARLY)
            opening = self.opens(self.ending.way)
            self.leaves(name, opening - 1, -self.random.randint(12, 45))
        self.away(name, since, 0)
        if not self.ending.way:
            self.reconsiders(since, 0)
        return self.came(name, kind, since)

    def hires(self) -> int | None:
        """Nobody serves, and a vacancy is under way; or has stalled."""
        return self.gap_before(self.opens(self.way))

    def acts(self) -> int | None:
        """As before, with acting cover."""
        opening = self.opens(self.way)
        since = max(2, opening - self.random.randint(2, 9))
        self.note(since, self.boss, "cover", late=self.lag(), name=self.person(), starts_on=self.day(since))
        return self.gap_before(opening)

    def says_acting(self) -> int | None:
        gap = self.gap_before(self.opens(self.way))
        self.says(gap, self.random.randint(6, 60), says="ACTING")
        return gap

    def says_shared(self) -> int | None:
        gap = self.random.randint(120, 260)
        self.says(gap, self.random.randint(6, 60), says="SHARED", shared_with="nysd")
        return gap

    def cannot(self) -> int | None:
        """The office says why it cannot fill the post now, again and again."""
        gap = self.gap_before(self.opens(self.ending.way)) if self.ending.way else self.random.randint(150, 300)
        self.says(gap, self.random.randint(12, 50), says="CANNOT_NOW", reason=self.random.choice(REASONS))
        return gap

    def lapsed(self) -> int | None:
        """The office has answered, and then no more."""
        self.says(self.ending.ago + 160, self.ending.ago + 90, says="ACTING")
        return self.ending.ago + 160 + self.random.randint(3, 30)

    def stood_in(self) -> int | None:
        return self.long_away(self.person())

    def deserted(self) -> int | None:
        return self.long_away("")

    def long_away(self, stand_in: str) -> int | None:
        name, since = self.person(), self.random.randint(*EARLY)
        words: dict[str, Any] = {
            "name": name,
            "starts_on": self.day(45),
            "ends_on": self.day(-60),
            "stand_in": stand_in,
        }
        self.note(45, self.boss, "away", late=self.random.randint(0, 6), **words)
        return self.came(name, "FULL_TIME", since)

    def left(self) -> int | None:
        return self.ending.ago

    def unasked(self) -> int | None:
        """EOUSA has not asked; of some it knows who left."""
        return self.random.randint(240, 700) if self.random.random() < 0.4 and not self.ending.ago else None

    def never(self) -> None:
        """Nobody was ever on record."""

    def opens(self, way: Way | None) -> int:
        """The vacancy that is open today; gives when it was opened."""
        assert way
        legs = LAWD if self.court_id == "lawd" else self.courses.open(way)
        found = placed(legs, way.days, self.on)
        Course(self, found, self.stranger(), "FULL_TIME").tell()
        return found[0][0]

    def gap_before(self, opening: int) -> int:
        """The post became empty about when the vacancy was opened."""
        return self.ending.ago or opening + self.random.randint(1, 16)

    @property
    def way(self) -> Way:
        return self.ending.way or Way(Stage.GAP_KNOWN, 3)


LAST: dict[str, Callable[[Life], int | None]] = {
    "FULL_TIME": Life.served,
    "COLLATERAL": Life.served,
    "hiring": Life.hires,
    "partial": Life.hires,
    "acting": Life.acts,
    "says acting": Life.says_acting,
    "says shared": Life.says_shared,
    "cannot now": Life.cannot,
    "lapsed": Life.lapsed,
    "away with stand-in": Life.stood_in,
    "away": Life.deserted,
    "left": Life.left,
    "not asked": Life.unasked,
    "never": Life.never,
}


def answered(gap: int, last: int, every: int) -> Iterator[int]:
    """The days on which an answer was given: the last one, and before it one in time each time."""
    days: Sequence[int] = range(last, gap, every)
    yield from reversed(days)
