"""One run: a scene, some days with a fault, then calm until everything is settled, then the count."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import connection, connections

from portal.launch.embedded import start_valkey, temporary_home, urls
from tests import servers
from tests.mail import offices
from tests.mail.counting import Count, count
from tests.mail.expected import onward, works
from tests.mail.faults import Fault, Strike
from tests.mail.processes import Parts, wait_for
from tests.mail.sink import WELL, Sink

CENTER = ZoneInfo("America/New_York")
A_DAY = timedelta(days=1)
OFFICES = 10
ANSWERS = 3
"""The stop at which some offices answer, in a moment in which no mail is on its way."""
STOP_SECONDS = 1.5
"""How long a run stays at a stop at most, while things go wrong."""
CALM_SECONDS = 40.0
CALM_DAYS = 14
OPEN = """
    SELECT count(*) FROM portal_message WHERE digest_id IS NULL AND
    ((state = 'PENDING' AND due_at <= %s) OR (state = 'SENDING' AND leased_until <= %s))
"""
WAITING = "SELECT count(*) FROM portal_message WHERE due_on <= %s AND state IN ('PENDING', 'SENDING')"
BEATS = "SELECT count(*) FROM portal_heartbeat WHERE at >= %s AND name IN ('planner', 'deliverer')"


@contextmanager
def servers_and_sink(patience: float = 1.5, crowd: int = 0) -> Iterator[Parts]:
    """PostgreSQL, Valkey and a mail server, shared by all runs. A commit is kept when the server's process dies."""
    with temporary_home() as home:
        postgres, valkey = servers.migrated(home), start_valkey(home)
        variables = urls(postgres, "portal_test")
        parts = Parts(home, variables, postgres, valkey, Sink(patience=patience), crowd=crowd)
        try:
            parts.sink.start()
            servers.os.environ.update(variables)
            servers.log_in(variables["DATABASE_URL"])
            parts.ask("ALTER ROLE ALL SET synchronous_commit = on")
            parts.open()
            yield parts
        finally:
            connections.close_all()
            parts.close()
            parts.valkey.stop()
            parts.postgres.stop()


class Run:
    """A run with its own chance."""

    def __init__(self, parts: Parts, fault: Fault, seed: str, many: int = OFFICES) -> None:
        self.parts, self.fault, self.random = parts, fault, Random(seed)
        self.many = many
        self.strike = Strike(parts, self.random)
        self.clocks = self.strike.clocks
        self.answered = (0, 0.0)

    def go(self, concurrency: int) -> Count:
        began = time.monotonic()
        beats = self.random.choice(self.fault.beats)
        self.prepare()
        self.parts.want(concurrency=concurrency, beats=beats)
        if beats:
            wait_for(lambda: self.parts.ask(BEATS, self.parts.now() - A_DAY)[0][0] == 2)
        for number, clock in enumerate(self.stops()):
            self.stop(number, clock, is_heard=beats > 0)
        until = self.calm(concurrency, beats or 1)
        made = count(self.parts, self.scene, self.clocks, self.answered, self.strike.excuses, until)
        made.kills, made.seconds = self.strike.kills, time.monotonic() - began
        return made

    def prepare(self) -> None:
        """An empty database, nothing in the queue, and a first working day by chance."""
        with self.parts.stillness():
            self.parts.disarm()
            (self.parts.folder / "unanswered").unlink(missing_ok=True)
            self.parts.wipe_valkey()
            self.parts.sink.clear()
            connection.close()
            servers.wipe(self.parts.variables)
            self.scene = offices.build(self.random, self.many)
            self.first = onward(date(2027, 1, 4) + self.random.randrange(1200) * A_DAY, 0)
            self.parts.set_clock(datetime.combine(self.first, datetime.min.time(), CENTER))

    def stops(self) -> list[datetime]:
        """When the run looks in: around each rung, and once more after it."""
        first = self.first
        days = [first, onward(first + A_DAY, 0), onward(first, 10), onward(first, 20), onward(first, 25)]
        days += [days[-1] + timedelta(days=self.random.choice([5, 7, 8]))]
        return [self.at(day, self.random.choice([6, 10, 20])) for day in days]

    def at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, datetime.min.time(), CENTER) + timedelta(hours=hour)

    def stop(self, number: int, clock: datetime, *, is_heard: bool) -> None:
        """Strike, set the clock, and let them work while more goes wrong."""
        self.fault.act(self.strike, number)
        if self.strike.is_restless and number != ANSWERS:
            self.set(number, clock)
        else:
            with self.parts.stillness():
                self.set(number, clock)
        for act in self.strike.then:
            act()
        self.strike.then.clear()
        self.parts.tend()
        if is_heard:
            self.settle(STOP_SECONDS)

    def set(self, number: int, clock: datetime) -> None:
        """The new time; EOUSA asks whoever it asks at this stop, and some answer."""
        connection.close()
        self.clocks.append(clock)
        self.parts.set_clock(clock)
        offices.ask(self.scene, number, clock.date())
        if number == ANSWERS:
            offices.answer(self.scene, clock.date())
            self.answered = (len(self.clocks) - 1, time.monotonic())

    def settle(self, seconds: float) -> bool:
        """Wait until planner and deliverer have run at this clock and nothing that is due waits."""
        clock = self.clocks[-1]

        def is_settled() -> bool:
            self.parts.tend()
            now = self.parts.now()
            return self.parts.ask(BEATS, clock)[0][0] == 2 and not self.parts.ask(OPEN, now, now)[0][0]

        return wait_for(is_settled, seconds, 0.04)

    def calm(self, concurrency: int, beats: int) -> date:
        """Nothing goes wrong any more; day after day, until what was due on the first of them is settled."""
        parts = self.parts
        parts.sink.behave = lambda _address: WELL
        self.strike.went_off(parts.disarm())
        parts.want(concurrency=concurrency, beats=beats)
        day = onward(max(self.clocks).date() + A_DAY, 0)
        until = day
        for _each in range(CALM_DAYS):
            while not works(day + A_DAY):  # in Guam it is tomorrow already
                day = onward(day + A_DAY, 0)
            is_settled = [self.calm_at(self.at(day, hour)) for hour in (5, 20)]
            if all(is_settled) and not parts.ask(WAITING, until)[0][0]:
                break
            day = onward(day + A_DAY, 0)
        with parts.stillness():
            return until

    def calm_at(self, clock: datetime) -> bool:
        with self.parts.stillness():
            self.clocks.append(clock)
            self.parts.set_clock(clock)
        return self.settle(CALM_SECONDS)
