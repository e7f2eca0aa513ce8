"""What came of a run, counted against the promise: lost, doubled, left again, told without a reason."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from tests.mail.expected import Expectation, Row, expected
from tests.mail.offices import Scene
from tests.mail.processes import Parts
from tests.mail.sink import Kept, Sink, Told

SILENT, DIGEST = "SILENT", "DIGEST"
LOST = frozenset({"NOBODY", "FAILED"})
MOST_ATTEMPTS = 6
LEDGER = """
    SELECT item.cause, item.about, item.rung, item.period, item.recipient, item.state, item.reason, item.due_on,
           item.audience, mail.id::text, mail.attempts, mail.state, mail.due_at
    FROM portal_message item LEFT JOIN portal_message mail ON mail.id = item.digest_id WHERE item.due_on IS NOT NULL
"""


class Item(NamedTuple):
    """One row of the ledger with the mail that carries it."""

    cause: str
    about: str
    rung: int
    period: str
    recipient: str
    state: str
    reason: str
    due_on: date
    audience: str
    mail: str | None
    attempts: int | None
    mail_state: str | None
    mail_due_at: datetime | None

    @property
    def row(self) -> Row:
        return Row(self.about, self.rung, self.period, self.recipient)


@dataclass
class Count:
    """The figures of one run, or of many."""

    runs: int = 0
    mails: int = 0
    reminders: int = 0
    kills: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    """In the ledger: the same reminder twice."""
    without_reason: list[str] = field(default_factory=list)
    """Told, or planned, although nothing called for it."""
    again: int = 0
    """Left a second time with the same number and the same words."""
    unexcused: list[str] = field(default_factory=list)
    """Left again more often than processes died with a mail in hand."""
    doubled_after: list[str] = field(default_factory=list)
    """Still a second mail when the receiver drops what has the same Message-ID."""
    seconds: float = 0.0

    @property
    def faults(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.without_reason, *self.unexcused, *self.doubled_after]

    def add(self, other: "Count") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def ledger(parts: Parts) -> list[Item]:
    return [Item(*row) for row in parts.ask(LEDGER)]


def count(
    parts: Parts, scene: Scene, clocks: Sequence[datetime], answered: tuple[int, float], excuses: int, until: date
) -> Count:
    """`answered`: at which of the clocks, and at which moment, the offices that answer did. `until`: reminders due by
    this day must be settled."""
    items, sink = ledger(parts), parts.sink
    made = Count(runs=1, mails=len(sink.kept), reminders=len(items))
    of_silence = {item.row: item for item in items if item.cause == SILENT}
    for place in scene.places:
        mine = [item for item in of_silence.values() if item.about == place.about]
        seen = clocks[: answered[0] + 1] if place.kind == "answers" else clocks
        promise = expected(place, scene.officers, seen, partial(is_lost, mine), sink.refused)
        made.without_reason += [f"without a reason: {item}" for item in mine if item.row not in promise.may]
        if place.kind == "answers":
            own = {*place.staffing, *place.leading}
            late = [mail for mail in sink.kept if mail.recipient in own and mail.at > answered[1]]
            made.without_reason += [f"told after it had answered: {mail.told}" for mail in late if is_of_silence(mail)]
        else:
            made.lost += missing(promise, mine) + withdrawn(mine)
    made.lost += [fault for item in items for fault in unsettled(item, sink, until)]
    made.doubled += twice_in_the_ledger(items)
    left_again(made, sink, parts.unanswered(), excuses)
    made.doubled_after += twice_after_message_id(items, sink)
    return made


def is_of_silence(mail: Kept) -> bool:
    return any(told.cause == SILENT for told in mail.told)


def is_lost(mine: Collection[Item], rung: int) -> bool:
    """Whether the rung is on record as having reached nobody."""
    states = {item.state for item in mine if item.rung == rung}
    return bool(states) and states <= LOST


def missing(promise: Expectation, mine: Collection[Item]) -> list[str]:
    rows = {item.row for item in mine}
    rows |= {row._replace(recipient="*") for row in rows}
    return [f"never planned: {row}" for row in promise.must - rows]


def withdrawn(mine: Collection[Item]) -> list[str]:
    """The office is silent to the end, so no reminder of it can have lost its reason."""
    return [f"given up without a reason: {item}" for item in mine if item.state in {"CANCELLED", "SKIPPED"}]


def unsettled(item: Item, sink: Sink, until: date) -> list[str]:
    """What is neither told nor on record with a reason that the mail server or the scene gave."""
    if item.state == "SENT":
        numbers = {mail.message_id for mail in sink.kept if carries(mail, item)}
        return [] if any(number.startswith(f"<{item.mail}@") for number in numbers) else [f"said to be sent: {item}"]
    if item.state == "FAILED":
        gave_up = (item.attempts or 0) >= MOST_ATTEMPTS
        return [] if item.reason and (item.recipient in sink.refused or gave_up) else [f"failed for no reason: {item}"]
    if item.state == "NOBODY" and item.recipient and item.recipient not in sink.refused:
        return [f"reachable, and not told: {item}"]
    if item.state in {"NOBODY", "CANCELLED", "SKIPPED"}:
        return [] if item.reason else [f"no reason: {item}"]
    return [f"still waits: {item}"] if item.due_on <= until else []


def carries(mail: Kept, item: Item) -> bool:
    """Whether the mail tells this reader of this matter."""
    told = {(told.cause, told.about, told.period) for told in mail.told}
    return mail.recipient == item.recipient and (item.cause, item.about, item.period.partition("/")[0]) in told


def twice_in_the_ledger(items: Sequence[Item]) -> list[str]:
    rows = Counter((item.cause, *item.row) for item in items)
    return [f"{n} rows: {row}" for row, n in rows.items() if n > 1]


def left_again(made: Count, sink: Sink, unanswered: Counter[str], excuses: int) -> None:
    """The same mail more than once: as often as the server's last word did not come, or a process died with it."""
    copies: dict[str, list[Kept]] = defaultdict(list)
    for mail in sink.kept:
        copies[mail.message_id].append(mail)
    more = 0
    for number, found in copies.items():
        made.again += len(found) - 1
        more += max(0, len(found) - 1 - unanswered[number])
        if len({mail.words for mail in found}) > 1:
            made.doubled_after.append(f"{number} left with other words")
    if more > excuses:
        made.unexcused.append(f"{more} mails left again, {excuses} could have")


def twice_after_message_id(items: Sequence[Item], sink: Sink) -> list[str]:
    """A reminder in more mails, each number counted once, than the ledger has rows of it for this reader."""
    mails: dict[tuple[str, Told], set[str]] = defaultdict(set)
    for mail in sink.kept:
        for told in mail.told:
            mails[mail.recipient, told].add(mail.message_id)
    rows = Counter(
        (item.recipient, item.cause, item.about, item.period.partition("/")[0], item.audience) for item in items
    )
    return [
        f"{len(numbers)} mails to {who}: {told}"
        for (who, told), numbers in mails.items()
        if len(numbers) > rows[who, told.cause, told.about, told.period, told.audience]
    ]
