"""Is the portal alive and does it do its work? What a probe, the command line and the operator's page are told.

It speaks of no person and no office. What waits longer than `PATIENCE` is late: the planner runs every five minutes,
the deliverer every minute, and a mail that is due leaves with the next run. It counts from when it was first due:
that a mail server does not answer is told however often the deliverer puts the mail off. Figures are counted again
once a night.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from portal.access import DatabaseRole
from portal.models import Heartbeat, Message
from portal.models.heartbeat import DELIVERER, NOTICES, PLANNER, RECOUNT
from portal.tenancy import acting_as

PATIENCE = timedelta(minutes=15)
A_NIGHT = timedelta(hours=26)
"""How long after a recount the next one is missed."""
OLDEST = "oldest_due_mail"
BROKER_SECONDS = 1
"""How long the broker may take to answer."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `seconds`: how long it took to answer, or how long ago; None where nobody knows."""

    name: str
    ok: bool
    seconds: float | None
    says: str


@dataclass(frozen=True)
class Health:
    """Everything that was looked at."""

    checks: list[Check]

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)

    @property
    def failing(self) -> int:
        return sum(not check.ok for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        told = {check.name: asdict(check) for check in self.checks}
        for facts in told.values():
            del facts["name"]
        return {"status": "ok" if self.ok else "unhealthy", "checks": told}


@dataclass(frozen=True)
class Facts:
    """What the database knows: when each job last ran, and since when a mail should have left."""

    beats: dict[str, datetime]
    oldest: datetime | None
    found: dict[str, int] = field(default_factory=dict)
    """How much the last run of a job found that somebody has to look at."""


def examine(*, at: datetime) -> Health:
    """Look at everything. Nothing that is down raises; it is told."""
    began = monotonic()
    try:
        facts = known()
    except DatabaseError:
        facts = None
    return Health([of_database(facts, monotonic() - began), of_broker(), *of_jobs(facts, at)])


def known() -> Facts:
    """Read as the counting role, or as the worker's own: no other may read rows of every office."""
    with acting_as(DatabaseRole.JOBS if settings.DATABASE_AS == "worker" else DatabaseRole.TOTALS):
        rows = list(Heartbeat.objects.values_list("name", "at", "found"))
        beats, found = {name: at for name, at, _found in rows}, {name: found for name, _at, found in rows}
        return Facts(beats, Message.objects.oldest_waiting(), found)


def of_database(facts: Facts | None, seconds: float) -> Check:
    if facts is None:
        return Check("database", False, None, _("The database does not answer, or has not been migrated."))
    return Check("database", True, round(seconds, 3), _("The database answers."))


def of_broker() -> Check:
    began = monotonic()
    try:
        with closing(broker()) as line:
            line.ping()
    except (RedisError, ValueError):  # not there, not in time, a wrong password, an address that is none
        return Check("broker", False, None, _("The broker does not answer: no job is started until it does."))
    return Check("broker", True, round(monotonic() - began, 3), _("The broker answers."))


def broker() -> Redis:
    timeouts = {"socket_connect_timeout": BROKER_SECONDS, "socket_timeout": BROKER_SECONDS}
    return Redis.from_url(settings.REDIS_URL, **timeouts, retry=Retry(NoBackoff(), 0))


def of_jobs(facts: Facts | None, at: datetime) -> Iterator[Check]:
    if facts is None:
        unknown = _("Nobody knows while the database does not answer.")
        yield from (Check(name, False, None, unknown) for name in (PLANNER, DELIVERER, OLDEST, RECOUNT))
        return
    yield of_job(PLANNER, _("The planner of reminders"), facts, at)
    yield of_job(DELIVERER, _("The deliverer of mail"), facts, at)
    yield of_mail(facts.oldest, at)
    yield of_recount(facts, at)
    if settings.OPPORTUNITY_FEED_URL:
        label, patience = _("The reading of notices of funding"), timedelta(days=settings.OPPORTUNITY_STALE_DAYS)
        yield of_job(NOTICES, label, facts, at, patience)


def of_job(name: str, label: str, facts: Facts, at: datetime, patience: timedelta = PATIENCE) -> Check:
    if name not in facts.beats:
        says = _("%(job)s has never run. Are worker and beat running?") % {"job": label}
        return Check(name, False, None, says)
    age = since(facts.beats[name], at)
    says = _("%(job)s last ran %(ago)s ago.") % {"job": label, "ago": in_words(age)}
    return judged(name, age, says, _("That is too long: look at the logs of worker and beat."), patience)


def of_recount(facts: Facts, at: datetime) -> Check:
    """Figures that differ from what they count are a fault, however lately it was found."""
    ran = of_job(RECOUNT, _("The nightly recount of figures"), facts, at, A_NIGHT)
    wrong = facts.found.get(RECOUNT, 0)
    if not wrong:
        return ran
    told = ngettext(
        "%(n)d figure differs from what the entries add up to. `manage.py recount_figures --mend` puts it right; "
        "look for what wrote past the triggers.",
        "%(n)d figures differ from what the entries add up to. `manage.py recount_figures --mend` puts them right; "
        "look for what wrote past the triggers.",
        wrong,
    )
    return replace(ran, ok=False, says=f"{ran.says} {told % {'n': wrong}}")


def of_mail(oldest: datetime | None, at: datetime) -> Check:
    if oldest is None or oldest > at:
        return Check(OLDEST, True, 0.0, _("No mail is due."))
    age = since(oldest, at)
    says = _("The oldest mail that is due has waited for %(time)s.") % {"time": in_words(age)}
    return judged(OLDEST, age, says, _("That is too long: does the mail server answer?"))


def judged(name: str, age: timedelta, says: str, advice: str, patience: timedelta = PATIENCE) -> Check:
    is_well = age <= patience
    return Check(name, is_well, age.total_seconds(), says if is_well else f"{says} {advice}")


def since(then: datetime, at: datetime) -> timedelta:
    """How long ago, to the second; what a clock ahead of ours has written is of now."""
    return max(timedelta(), timedelta(seconds=int((at - then).total_seconds())))


def in_words(age: timedelta) -> str:
    """The largest whole unit: people act on minutes, hours and days."""
    minutes = int(age.total_seconds()) // 60
    if minutes < 1:
        return _("less than a minute")
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d day", "%(n)d days", minutes // (24 * 60)) % {"n": minutes // (24 * 60)}
