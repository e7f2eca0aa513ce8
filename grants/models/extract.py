"""Reading an extract into the notices that we keep: in batches, and never less than before where it goes wrong."""

import re
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from grants.feed.choosing import Choice, choice
from grants.feed.cleaning import BadRecord, cleaned
from grants.feed.reading import BadExtract, Raw, records, size_of
from grants.feed.records import ID, NoticeFacts
from grants.fetching import DATE, published, shown
from grants.models.opportunity import LIVE, NEVER, TOLD_OF_A_RUN, FeedRun, Opportunity, OpportunityVersion
from grants.models.program import programs
from portal.access import DatabaseRole
from portal.calendar import CENTER, local_day
from portal.models import NOTICES, Heartbeat, recorded_now
from portal.pages import refusing
from portal.tenancy import acting_as

BATCH = 500
DEAD_AFTER = timedelta(hours=1)
"""A run that has not ended by then was killed; the next one takes its place."""
FEW = 2
"""So many notices may vanish in a day, however few we know; more only while they are not more than half of them."""
NAMED = 10
"""So many records that could not be read are named."""
REPORT_EVERY = 500
MORNING = time(6)
"""When a day's extract is there, in Washington."""
DATED = re.compile(r"(20\d{2})(\d{2})(\d{2})")
SILENT = {"reading_notes", "ends_on"}
"""Fields of which a change alone is not worth telling."""
Told = Callable[[int, int], None]


def default_choice(on: date) -> Choice:
    """What the settings name; of listings, where they name none, those of the catalog."""
    listings = settings.OPPORTUNITY_LISTINGS or [one for facts in programs(on).values() for one in facts.listings]
    return choice(listings, settings.OPPORTUNITY_AGENCIES)


def writer() -> DatabaseRole:
    """As whom notices are written: as jobs; in a demonstration, which the web's own log-in fills, as EOUSA."""
    return DatabaseRole.JOBS if settings.DATABASE_AS == "worker" else DatabaseRole.EOUSA


def read_extract(
    address: str, *, at: datetime, chosen: Choice | None = None, told: Told = lambda _done, _all: None,
    accept_gone: bool = False, is_demo: bool = False, newer_than: date = date.min,
) -> FeedRun:  # fmt: skip
    """Read a file to its end. The run says how it went: a file that is bad anywhere fails it and takes nothing away."""
    today = local_day(at, CENTER)
    with acting_as(writer()):
        run = begin_run(shown(address), at)
        reading = Reading(run, chosen or default_choice(today), at=at, is_demo=is_demo)
    reason = _("It was stopped before it came to the end.")
    try:
        with ExitStack() as opened:
            path, found = published(address, today, settings.VAR_DIR / "feed", opened, newer_than=newer_than)
            run.source, run.made_on = shown(found), day_in(found)
            refuse_day(run, today)
            reading.read(path, told)
        reading.finish(accept_gone=accept_gone)
    except BadExtract as error:
        reason = str(error)
    finally:
        if run.state == FeedRun.State.RUNNING:
            fail(run, reason)
    return run


def read_if_due(*, at: datetime) -> FeedRun | None:
    """Read the extract of the day once; None where there is none to read. What failed is tried again the next time, and
    where the day's own was not there yet, it alone is looked for: the one before has been read."""
    address, morning = settings.OPPORTUNITY_FEED_URL, last_morning(at)
    if not address:
        return None
    with acting_as(writer()):
        good = FeedRun.objects.filter(state=FeedRun.State.GOOD, ended_at__gte=morning)
        read = list(good.values_list("made_on", flat=True))
    of_days = [day for day in read if day and DATE in address and day < morning.date()]
    if len(of_days) < len(read):
        return None
    return read_extract(address, at=at, newer_than=max(of_days, default=date.min))


def last_morning(at: datetime) -> datetime:
    """The last instant up to `at` at which a new extract could be expected."""
    here = at.astimezone(CENTER)
    due = datetime.combine(here.date(), MORNING, CENTER)
    return due if due <= here else due - timedelta(days=1)


# --- the run ---------------------------------------------------------------------------------------------------------
def begin_run(source: str, at: datetime) -> FeedRun:
    """Only one at a time. Refused where another has not ended."""
    dead = FeedRun.objects.filter(state=FeedRun.State.RUNNING, started_at__lt=at - DEAD_AFTER)
    dead.update(state=FeedRun.State.FAILED, ended_at=at, reason=_("It was stopped before it came to the end."))
    with refusing(one_run_at_a_time=_("Another import is running now. Wait until it has ended.")):
        return FeedRun.objects.create(source=source, started_at=at)


def day_in(source: str) -> date | None:
    """The day in the name of an extract: GrantsDBExtract20261123v2.zip."""
    found = DATED.search(source.rpartition("/")[2])
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def refuse_day(run: FeedRun, today: date) -> None:
    """An extract of last week would take away what was posted since; one of a day to come would shut out all others
    until then."""
    tomorrow = today + timedelta(days=1)
    if run.made_on and run.made_on > tomorrow:
        raise BadExtract(f"The extract is of {run.made_on}: that day has not come.")
    good = Q(state=FeedRun.State.GOOD, made_on__lte=tomorrow)
    with acting_as(writer()):
        last = FeedRun.objects.filter(good).order_by("-made_on").values_list("made_on", flat=True).first()
    if run.made_on and last and run.made_on < last:
        raise BadExtract(f"The extract is of {run.made_on}; one of {last} has been read already.")


def fail(run: FeedRun, reason: str) -> None:
    run.state, run.reason, run.ended_at = FeedRun.State.FAILED, reason[:300], max(recorded_now(), run.started_at)
    with acting_as(writer()):
        run.save(update_fields=TOLD_OF_A_RUN)


class Reading:
    """One run: what has been seen, and the batch that is being filled."""

    def __init__(self, run: FeedRun, chosen: Choice, *, at: datetime, is_demo: bool) -> None:
        self.run, self.chosen, self.at, self.is_demo = run, chosen, at, is_demo
        self.today = local_day(at, CENTER)
        present = Opportunity.objects.filter(is_demo=is_demo).standing_at(at, *LIVE)
        self.known = {str(pk) for pk in Opportunity.objects.values_list("pk", flat=True)}
        self.unseen = {str(pk) for pk in present.values_list("pk", flat=True)}
        self.count = len(self.unseen)
        self.batch: dict[int, NoticeFacts] = {}
        self.seen: dict[int, Rank] = {}

    def read(self, path: Path, told: Told) -> None:
        size = size_of(path)
        for number, raw in enumerate(records(path)):
            self.take(raw)
            if number % REPORT_EVERY == 0:
                told(raw.read, size)
        told(size, size)

    def take(self, raw: Raw) -> None:
        """A record: kept where it is chosen, or known from before."""
        self.run.records += 1
        said = [text.strip() for text in raw.texts.get(ID, ())]
        self.unseen.difference_update(said)
        if not (self.known.intersection(said) or self.chosen.takes(raw.texts)):
            return
        try:
            facts = cleaned(raw.texts, is_forecast=raw.is_forecast, today=self.today)
        except BadRecord as error:
            self.miss(" and ".join(said), error)
            return
        self.run.repeated += facts.id in self.seen
        ranks = rank(facts, self.today)
        if facts.id not in self.seen or ranks.is_above(self.seen[facts.id]):
            self.seen[facts.id], self.batch[facts.id] = ranks, facts
        if len(self.batch) >= BATCH:
            self.write()

    def miss(self, number: str, error: BadRecord) -> None:
        """Count a record that could not be read, and name it while they are few."""
        self.run.refused += 1
        self.run.unread = [*self.run.unread, f"{number[:40] or '?'}: {error}"][:NAMED]

    def write(self) -> None:
        """The batch, in one transaction."""
        with acting_as(writer()):
            before = Opportunity.objects.in_bulk(list(self.batch))
            new = [made(facts, self.is_demo) for pk, facts in self.batch.items() if pk not in before]
            Opportunity.objects.bulk_create(new)
            versions = [self.changed(old, self.batch[pk]) for pk, old in before.items()]
            OpportunityVersion.objects.bulk_create(version for version in versions if version)
        self.run.added += len(new)
        self.run.changed += sum(version is not None for version in versions)
        self.batch = {}

    def changed(self, old: Opportunity, facts: NoticeFacts) -> OpportunityVersion | None:
        """Bring one notice up to date; None where the file says nothing new, or says what is older."""
        if rank(old, self.today).is_above(rank(facts, self.today)):
            return None
        return self.put(old, fields_of(facts) | {"withdrawn_on": None})

    def put(self, old: Opportunity, values: dict[str, Any]) -> OpportunityVersion | None:
        news = {name: value for name, value in values.items() if getattr(old, name) != value}
        changes = [
            {"field": name, "old": plain(getattr(old, name)), "new": plain(value)}
            for name, value in news.items()
            if name not in SILENT
        ]
        for name, value in news.items():
            setattr(old, name, value)
        if news:
            old.save(update_fields=list(news))
        if not changes:
            return None
        return OpportunityVersion(opportunity=old, run=self.run, noted_at=recorded_now(), changes=changes)

    def finish(self, *, accept_gone: bool) -> None:
        """The file was read to its end: only now is anything marked as gone, and the run good."""
        if not self.run.records:
            raise BadExtract("The file holds no notice at all.")
        if len(self.unseen) > max(FEW, self.count // 2) and not accept_gone:
            told = f"{len(self.unseen)} of {self.count} known notices are not in the file: is it whole?"
            raise BadExtract(f"{told} If they are really gone, read it once with --accept-gone.")
        self.write()
        run = self.run
        run.kept = len(self.seen)
        with acting_as(writer()):
            self.link()
            run.withdrawn = self.withdraw(Opportunity.objects.filter(pk__in=self.unseen).standing_at(self.at, *LIVE))
            run.state, run.ended_at = FeedRun.State.GOOD, max(self.at, run.started_at)
            run.save(update_fields=TOLD_OF_A_RUN)
        if writer() is DatabaseRole.JOBS:
            Heartbeat.objects.beat(NOTICES, at=self.at, found=run.refused)

    def withdraw(self, gone: Iterable[Opportunity]) -> int:
        """What is in the file no more, though it was not over: an archived notice is there no more by itself. It stays
        readable, and nobody is told to apply for it."""
        today = self.run.made_on or self.today
        versions = [self.put(notice, {"withdrawn_on": today}) for notice in gone]
        return len(OpportunityVersion.objects.bulk_create(version for version in versions if version))

    def link(self) -> None:
        """A forecast leads to the notice that was posted with its number under another key. Agencies type the number
        by hand, once for each: in capitals or not, it is the same."""
        forecasts = list(Opportunity.objects.filter(is_forecast=True, posted_as=None))
        numbers = {one.number.lower() for one in forecasts}
        posted = Opportunity.objects.alias(same=Lower("number")).filter(is_forecast=False, same__in=numbers)
        keys = {number.lower(): pk for number, pk in posted.order_by("pk").values_list("number", "pk")}
        pairs = [(one, keys[one.number.lower()]) for one in forecasts if one.number.lower() in keys]
        versions = [self.put(one, {"posted_as_id": pk}) for one, pk in pairs]
        OpportunityVersion.objects.bulk_create(version for version in versions if version)


# --- single notices --------------------------------------------------------------------------------------------------
class Rank(NamedTuple):
    """What is later said of the same notice ranks higher: posted before forecast, the newer before the older."""

    is_posted: bool
    updated_on: date | None
    version: int

    def is_above(self, other: "Rank") -> bool:
        """By the day of the change; where one of the two has none, by the version."""
        if self.updated_on and other.updated_on:
            return self > other
        return self.without_day > other.without_day

    @property
    def without_day(self) -> tuple[bool, int, bool]:
        return self.is_posted, self.version, self.updated_on is not None


def rank(one: NoticeFacts | Opportunity, today: date) -> Rank:
    """A day to come is none: it would rank above all that is said until then."""
    number = re.search(r"\d{1,9}", one.version)
    updated_on = one.updated_on if one.updated_on and one.updated_on <= today else None
    return Rank(not one.is_forecast, updated_on, int(number[0]) if number else 0)


def fields_of(facts: NoticeFacts) -> dict[str, Any]:
    """As columns, with what follows from them."""
    values = facts.as_fields()
    del values["id"]
    last = facts.estimated_close_on if facts.is_forecast else facts.closes_on
    return values | {"ends_on": last or NEVER} | ({} if facts.is_forecast else {"posted_as_id": None})


def made(facts: NoticeFacts, is_demo: bool) -> Opportunity:
    return Opportunity(pk=facts.id, is_demo=is_demo, **fields_of(facts))


def plain(value: Any) -> Any:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value
