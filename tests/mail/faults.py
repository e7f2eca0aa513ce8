"""What goes wrong: each fault prepares a run, strikes at its stops, and says how often a mail may leave again by it."""

import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.mail.points import POINTS
from tests.mail.processes import Parts, kill
from tests.mail.sink import WELL, Misbehavior


@dataclass
class Strike:
    """One run's fault at work. `excuses`: how often a mail may leave a second time, because a process died with it."""

    parts: Parts
    random: Random
    excuses: int = 0
    kills: int = 0
    is_restless: bool = False
    """The clock is set without waiting for a deliverer to end."""
    clocks: list[datetime] = field(default_factory=list)
    """What the clock has shown, in order."""
    then: list[Callable[[], None]] = field(default_factory=list)
    """What happens while the work of the next stop is being done."""

    def died_with(self, among: Sequence[int]) -> int:
        """How many deliverers a kill takes with it: Celery's children die with the worker above them."""
        if among is self.parts.beats:
            return 0
        return 1 if self.parts.worker not in among else self.parts.concurrency

    def went_off(self, fired: Sequence[str]) -> None:
        """Count the traps that went off. A child that dies elsewhere than after the 250 had no mail in hand."""
        self.kills += len(fired)
        for name in fired:
            point, whom, _pid = name.split("-")
            self.excuses += int(point == "7") if whom == "child" else self.parts.concurrency

    def once(self) -> bool:
        return self.random.random() < 0.6


Act = Callable[[Strike, int], None]
"""Called before each stop's clock, with the number of the stop."""


@dataclass(frozen=True)
class Fault:
    """A family of faults, with the share of runs that it gets."""

    name: str
    act: Act
    share: int
    beats: Sequence[int] = (1, 2)


# --- kills ---------------------------------------------------------------------------------------------------------
def at_point(point: int, *whom: str) -> Act:
    """kill -9 at one of the eight places: the child that works, the worker above it, or both."""

    def act(strike: Strike, _stop: int) -> None:
        if strike.once():
            hits = strike.random.choice([1, 1, 2, 5]) if point > 3 else 1
            strike.parts.arm(point, strike.random.choice(whom), hits)

    return act


def child_at_random(strike: Strike, _stop: int) -> None:
    strike.then.append(lambda: kill_one(strike, strike.parts.children()))


def worker_at_random(strike: Strike, _stop: int) -> None:
    strike.then.append(lambda: kill_one(strike, [strike.parts.worker]))


def beat_at_random(strike: Strike, _stop: int) -> None:
    strike.then.append(lambda: kill_one(strike, strike.parts.beats))


def kill_one(strike: Strike, among: Sequence[int]) -> None:
    """After a moment of work."""
    time.sleep(strike.random.uniform(0, 0.5))
    if among:
        kill(strike.random.choice(among))
        strike.kills += 1
        strike.excuses += strike.died_with(among)


# --- beats, broker, database ---------------------------------------------------------------------------------------
def nothing(_strike: Strike, _stop: int) -> None:
    """All is well."""


def broker_wiped(strike: Strike, _stop: int) -> None:
    def wipe() -> None:
        for _each in range(3):
            time.sleep(strike.random.uniform(0, 0.2))
            strike.parts.wipe_valkey()

    strike.then.append(wipe)


def broker_paused(seconds: float) -> Act:
    """Stopped, and after a while going on as if nothing had been."""

    def act(strike: Strike, stop: int) -> None:
        def resume() -> None:
            time.sleep(seconds)
            kill(strike.parts.valkey_pid, signal.SIGCONT)

        if stop == 1:
            kill(strike.parts.valkey_pid, signal.SIGSTOP)
            strike.then.append(resume)

    return act


def broker_killed(strike: Strike, stop: int) -> None:
    if stop in {1, 3}:
        strike.parts.restart_valkey(strike.random.uniform(0, 0.5))


def database_restarted(strike: Strike, stop: int) -> None:
    def restart() -> None:
        time.sleep(strike.random.uniform(0, 0.6))
        strike.parts.restart_postgres()
        strike.excuses += strike.parts.concurrency

    if stop in {0, 2}:
        strike.then.append(restart)


# --- the mail server -----------------------------------------------------------------------------------------------
def server(share: float, **how: object) -> Act:
    """A share of all mails meets this. EOUSA's own addresses are never refused for good: somebody is left to tell."""
    meets = Misbehavior(**how)  # type: ignore[arg-type]

    def act(strike: Strike, _stop: int) -> None:
        def behave(address: str) -> Misbehavior:
            spared = meets.to_recipient.startswith("5") and address.endswith("@eousa.test")
            return WELL if spared or strike.random.random() > share else meets

        strike.parts.sink.behave = behave

    return act


# --- the clock -----------------------------------------------------------------------------------------------------
def clock_jumps(strike: Strike, stop: int) -> None:
    """By hours and days, forward and back, while mails are on their way."""
    strike.is_restless = True
    strike.excuses += strike.parts.concurrency
    here = strike.parts.now()
    for hours in strike.random.sample([-72, -26, -3, -1, 1, 5, 30], 2):
        strike.excuses += strike.parts.concurrency
        strike.clocks.append(here + timedelta(hours=hours))
        strike.parts.set_clock(strike.clocks[-1])
        time.sleep(strike.random.uniform(0, 0.3))
    strike.parts.set_clock(here)


def several(*acts: Act) -> Act:
    """Everything at once, drawn anew at each stop."""

    def act(strike: Strike, stop: int) -> None:
        for one in strike.random.sample(acts, 2):
            one(strike, stop)

    return act


def one_after_the_other(*acts: Act) -> Act:
    """At each stop another fault; the mail server behaves again."""

    def act(strike: Strike, stop: int) -> None:
        strike.parts.sink.behave = lambda _address: WELL
        acts[stop % len(acts)](strike, stop)

    return act


def at_once(point: int, whom: str) -> Act:
    """The kill at a place, for sure and at the first hit."""

    def act(strike: Strike, _stop: int) -> None:
        strike.parts.arm(point, whom, 1)

    return act


LONG, SHORT = {"wait": 2.2}, {"wait": 0.25}
KILLS = [Fault(f"kill -9, child, {POINTS[n]}", at_point(n, "child"), 5) for n in POINTS] + [
    Fault(f"kill -9, worker, {POINTS[n]}", at_point(n, "main", "both"), 3) for n in POINTS
]
MAIL = [
    Fault("mail server: 421", server(0.3, to_recipient="421 4.3.2 Not now"), 5),
    Fault("mail server: 450", server(0.3, to_recipient="450 4.2.1 Mailbox is busy"), 5),
    Fault("mail server: 550", server(0.2, to_recipient="550 5.1.1 No such mailbox"), 6),
    Fault("mail server: slow", server(0.1, **SHORT), 4),
    Fault("mail server: slower than the time-out, kept", server(0.04, **LONG), 4),
    Fault("mail server: slower than the time-out, not kept", server(0.04, keeps=False, **LONG), 4),
    Fault("mail server: hangs up after DATA, kept", server(0.2, hangs_up=True), 6),
    Fault("mail server: hangs up after DATA, not kept", server(0.2, keeps=False, hangs_up=True), 6),
]
OTHERS = [
    Fault("no fault", nothing, 4),
    Fault("kill -9, child, at random", child_at_random, 8),
    Fault("kill -9, worker, at random", worker_at_random, 5),
    Fault("kill -9, beat, at random", beat_at_random, 4),
    Fault("no beat", nothing, 5, beats=(0,)),
    Fault("four beats", nothing, 5, beats=(4,)),
    Fault("broker wiped", broker_wiped, 6),
    Fault("broker paused", broker_paused(2.0), 4),
    Fault("broker killed and restarted", broker_killed, 5),
    Fault("database restarted", database_restarted, 6),
    Fault("clock set forward and back", clock_jumps, 7),
    Fault(
        "several at once",
        several(
            child_at_random, worker_at_random, broker_wiped, at_point(7, "child"), clock_jumps,
            server(0.1, hangs_up=True), server(0.1, to_recipient="450 4.2.1 Mailbox is busy"),
        ),
        6,
    ),
]  # fmt: skip
FAULTS = [*KILLS, *MAIL, *OTHERS]
PAUSE = Fault("broker paused for 60 s", broker_paused(60.0), 0)
TOUR = Fault(
    "one after the other",
    one_after_the_other(
        at_once(7, "child"), broker_wiped, at_once(2, "main"), server(0.3, hangs_up=True), child_at_random,
        server(0.2, to_recipient="550 5.1.1 No such mailbox"),
    ),
    0,
)  # fmt: skip
"""Six kinds in one run, for those who have less than a minute."""
CONTROLS = {
    "marks_before_it_sends": Fault("control", at_once(6, "child"), 0),
    "only_on_the_day": Fault("control", nothing, 0, beats=(0,)),
    "a_new_number_at_each_attempt": Fault("control", server(0.5, hangs_up=True), 0),
    "no_lease": Fault("control", nothing, 0, beats=(2,)),
}
"""Planted faults, each with what brings it out: the count has to tell every one of them."""
