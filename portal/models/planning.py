"""The planner: writes down which reminders are due, and in which day's mail each of them leaves.

It may run as often as one likes, twice at once, or not at all for days: what is due and not in the ledger is written,
and a row has the same key whoever writes it. Everything happens in one transaction, bound as a job.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from portal import ladder
from portal.access import DatabaseRole
from portal.calendar import CENTER, local_day, working_day_from
from portal.ladder import SEEN_LATE, Key, Matter, Recipient, Rung, Step
from portal.models.bulletin import announce
from portal.models.country import Office
from portal.models.heartbeat import PLANNER, Heartbeat
from portal.models.mails import BATCH, PLAIN, Mails, in_order
from portal.models.message import GONE, INVENTED, Message, MessageQuerySet, key_of
from portal.models.owned import is_inventing
from portal.models.rung import RungSetting
from portal.models.suppression import WRONG_PERSON, Suppression
from portal.tenancy import acting_as

State = Message.State
FAR = timedelta(days=7)
"""No working day is further from the next one."""
UNREACHED = frozenset({State.NOBODY, State.FAILED})
SETTLED = frozenset({State.SENT, State.CANCELLED, State.FAILED})


@dataclass(frozen=True)
class Reminder:
    """A step that is due, and who is told; nobody: the next rung follows at once."""

    step: Step
    to: Sequence[Recipient]
    is_again: bool = False
    """It was canceled before it left, because the cause was gone; now the cause is back."""


Turn = tuple[str, str, int, str]
"""Cause, about, rung and period of a step: its key but for the recipient."""


def turn_of(step: Step) -> Turn:
    return step.matter.cause, step.matter.about, step.number, step.period


@dataclass
class History:
    """What the ledger has of the matters at hand: which steps it knows, and which rungs reached nobody."""

    known: set[Turn] = field(default_factory=set)
    canceled: set[Turn] = field(default_factory=set)
    lost: dict[Key, dict[int, date]] = field(default_factory=lambda: defaultdict(dict))

    def knows(self, step: Step) -> bool:
        return turn_of(step) in self.known

    def lose(self, step: Step) -> None:
        """The step reaches nobody. What follows is due as of the first turn that did not, as the ledger will say."""
        lost = self.lost[ladder.key_of(step.matter)]
        before = lost.get(step.number, step.on)
        lost[step.number] = before if before == ladder.SEEN_LATE else min(before, step.on)


# --- what waits ----------------------------------------------------------------------------------------------------
def today_by_office(at: datetime, offices: Collection[int] | None = None) -> dict[date, list[int]]:
    """The offices, or only these, by the day that it is there: around midnight in Guam or Hawaii there are two."""
    days: dict[date, list[int]] = defaultdict(list)
    found = Office.objects.order_by("pk")
    for office in found if offices is None else found.filter(pk__in=offices):
        days[local_day(at, office.zone)].append(office.pk)
    return days


def waiting(
    days: Mapping[date, Collection[int]], center: date, causes: Collection[str] | None = None
) -> dict[date, list[Matter]]:
    """Every matter that waits, by the day that it is there. National causes are asked once, for Washington's day.

    `causes`: only these.
    """
    found: dict[date, list[Matter]] = defaultdict(list)
    for cause in ladder.causes():
        if causes is not None and cause.key not in causes:
            continue
        asked = {center: ()} if cause.is_national else days
        for day, offices in asked.items():
            found[day].extend(cause.matters(day, offices))
    return found


def rows_of(matters: Iterable[Matter]) -> MessageQuerySet:
    """The reminders about these matters."""
    keys = {(matter.cause, matter.about) for matter in matters}
    causes, abouts = {cause for cause, _about in keys}, {about for _cause, about in keys}
    return Message.objects.reminders().filter(cause__in=causes, about__in=abouts)


def history_of(matters: Iterable[Matter]) -> History:
    """What the ledger says of these matters: one query."""
    seen = History()
    states: dict[tuple[Key, int], dict[str, date]] = defaultdict(dict)
    columns = ("cause", "about", "rung", "period", "state", "replied_with", "reason", "due_on")
    for cause, about, number, period, state, reply, reason, due_on in rows_of(matters).values_list(*columns):
        is_gone = state == State.CANCELLED and reason == GONE
        (seen.canceled if is_gone else seen.known).add((cause, about, number, period))
        reached = State.FAILED if reply == Message.Reply.NOT_ME else state
        days = states[(cause, about, ladder.base_period(period)), number]
        days[reached] = min(days.get(reached, due_on), due_on)
    for (key, number), found in states.items():
        if found.keys() <= UNREACHED:
            seen.lost[key][number] = SEEN_LATE if State.FAILED in found else found[State.NOBODY]
    return seen


# --- what is due ---------------------------------------------------------------------------------------------------
def due(matters: Sequence[Matter], ladders: Mapping[str, Sequence[Rung]], seen: History, day: date) -> list[Reminder]:
    """What is due by `day` and not in the ledger, rung by rung: one that reaches nobody makes the next one due."""
    found: list[Reminder] = []
    refused = set(Suppression.objects.in_force().values_list("address", flat=True))
    for number in range(max(map(len, ladders.values()), default=0)):
        fresh = [step for step in ladder.steps(matters, ladders, number, day, seen.lost) if not seen.knows(step)]
        for reminder in addressed(fresh, refused):
            found.append(replace(reminder, is_again=turn_of(reminder.step) in seen.canceled))
            if not reminder.to:
                seen.lose(reminder.step)
    return found


def addressed(steps: Iterable[Step], refused: Collection[str]) -> Iterator[Reminder]:
    """Each step with who can be reached, asked once for each audience."""
    by_audience: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        by_audience[step.rung.audience].append(step)
    for key, asked in by_audience.items():
        found = ladder.audience_of(key).find([step.matter for step in asked])
        for step in asked:
            people = {one.email.lower(): one for one in found.get(step.matter, ()) if one.email.lower() not in refused}
            yield Reminder(step, list(people.values()))


@dataclass(frozen=True)
class Coming:
    """The next rung of a matter: whom it will tell, and when, if nothing happens until then."""

    matter: Matter
    number: int
    rung: Rung
    on: date
    period: str

    @property
    def step(self) -> Step:
        return Step(self.matter, self.number, self.rung, self.on, self.period)


def coming(
    at: datetime,
    *,
    offices: Collection[int],
    causes: Collection[str],
    ladders: Mapping[str, Sequence[Rung]] | None = None,
    each_rung: bool = False,
) -> list[Coming]:
    """What comes next in each matter of these offices, the soonest first; as far as the one who asks may read it.

    `ladders`: as if these held. `each_rung`: not only the next one.
    """
    ladders = ladders or RungSetting.objects.ladders()
    waits = waiting(today_by_office(at, offices), local_day(at, CENTER), causes)
    seen = history_of(chain.from_iterable(waits.values()))
    turns = (turns_to_come(one, ladders[one.cause], seen, day) for day, group in waits.items() for one in group)
    found = chain.from_iterable(turns) if each_rung else chain.from_iterable(some[:1] for some in turns)
    return sorted(found, key=lambda one: (one.on, ladder.key_of(one.matter), one.number))


def turns_to_come(matter: Matter, rungs: Sequence[Rung], seen: History, day: date) -> list[Coming]:
    """The next turn of each rung of the matter that has one, the soonest first."""
    turns = []
    for number, rung in enumerate(rungs):
        if ladder.overtaken(rungs, number, matter):
            continue
        lost_on = seen.lost.get(ladder.key_of(matter), {}).get(number - 1)
        first = ladder.due_day(rungs, number, matter, day, lost_on)
        if step := turn_to_come(Step(matter, number, rung, first, ""), seen, day):
            turns.append(Coming(**step._asdict()))
    return sorted(turns, key=lambda one: (one.on, one.number))


def turn_to_come(begun: Step, seen: History, day: date) -> Step | None:
    """The first turn, from `day` on, that the ledger does not have of a rung that begins as this step.

    A turn ahead may be there: somebody has skipped it, or had it sent.
    """
    turn: date | None = max(day, begun.on)
    while turn is not None:
        on, period = ladder.latest_turn(begun.rung, begun.matter, begun.on, turn)
        step = begun._replace(on=on, period=period)
        if not seen.knows(step):
            return step._replace(on=max(on, working_day_from(day)))
        turn = ladder.next_turn(begun.rung, begun.on, max(turn, on))
    return None


def outlook(at: datetime, *, on: date | None = None, offices: Collection[int] | None = None) -> list[Reminder]:
    """What is due now, or would be on a day to come if nothing happened until then. Changes nothing."""
    days: Mapping[date, Collection[int]] = today_by_office(at, offices)
    if on is not None:
        days = {on: list(chain.from_iterable(days.values()))}
    return due_of(waiting(days, on or local_day(at, CENTER)))


def due_of(waits: Mapping[date, Sequence[Matter]]) -> list[Reminder]:
    """What is due of all that waits, by the day that it is there."""
    ladders = RungSetting.objects.ladders()
    seen = history_of(chain.from_iterable(waits.values()))
    return [reminder for day, group in waits.items() for reminder in due(group, ladders, seen, day)]


# --- written down --------------------------------------------------------------------------------------------------
def plan(*, at: datetime) -> int:
    """Write down every reminder that is due, with the mails that carry them. Gives how many rows are new at most."""
    with acting_as(DatabaseRole.JOBS):
        take_at_their_word(at=at)
        waits = waiting(today_by_office(at), local_day(at, CENTER))
        reminders = due_of(waits)
        write(reminders, at=at)
        take_along_strays(at=at)
        announce(at=at)
        call_off(chain.from_iterable(waits.values()))
        Heartbeat.objects.beat(PLANNER, at=at)
    return sum(max(1, len(reminder.to)) for reminder in reminders)


def call_off(matters: Iterable[Matter]) -> None:
    """Cancel what waits to leave although its cause has gone. Last of all: whoever sends such a mail just now holds
    its rows, and waits for nothing that is held here."""
    still = {ladder.key_of(matter) for matter in matters}
    pending = Message.objects.reminders().filter(state=State.PENDING, decided_by=None)
    rows = pending.values_list("pk", "cause", "about", "period")
    gone = [pk for pk, cause, about, period in rows if (cause, about, ladder.base_period(period)) not in still]
    pending.filter(pk__in=gone).update(state=State.CANCELLED, reason=GONE)


def take_at_their_word(*, at: datetime) -> None:
    """Write no more to who said, since the last run or earlier, that the reminder reached the wrong person."""
    said = Message.objects.reminders().filter(replied_with=Message.Reply.NOT_ME)
    known = Suppression.objects.filter(address=OuterRef("recipient"), since__gte=OuterRef("replied_at"))
    for address in set(said.exclude(Exists(known)).values_list("recipient", flat=True)):
        Suppression.objects.refuse(address, reason=WRONG_PERSON, at=at)


def write(reminders: Sequence[Reminder], *, at: datetime) -> None:
    """The rows of these reminders and of the mails of the day. What is there already stays as it is."""
    offices = {office.pk: office for office in Office.objects.all()}
    mails, rows, awake = Mails(at), [], []
    for reminder in reminders:
        step = reminder.step
        zone = clock_of(step.rung.audience, offices.get(step.matter.office_id or 0))
        made = [item(step, one, mails.of(one, local_day(at, zone), zone)) for one in reminder.to]
        rows += made or [nobody_to_tell(step)]
        if reminder.is_again:
            awake += made
    if is_inventing():
        never_to_leave([*mails.found.values(), *rows])
    mails.write()
    wake(awake)
    Message.objects.bulk_create(in_order(rows), ignore_conflicts=True, batch_size=BATCH)


def never_to_leave(rows: Iterable[Message]) -> None:
    """What the invented years of a demonstration would have said is kept as a row, and no more."""
    for row in rows:
        if row.state == State.PENDING:
            row.state, row.reason = State.CANCELLED, INVENTED


def wake(rows: Iterable[Message]) -> None:
    """Let reminders wait again that were canceled because the cause was gone: it is back before they had left."""
    asleep = Message.objects.filter(state=State.CANCELLED, reason=GONE)
    for row in rows:
        asleep.filter(pk=row.pk).update(state=State.PENDING, reason="", digest=row.digest_id, due_at=row.due_at)


def clock_of(audience: str, office: Office | None) -> ZoneInfo:
    """By whose clock the mail leaves: the office's, where the audience is there; else Washington's."""
    return office.zone if office and ladder.audience_of(audience).is_of_the_office else CENTER


def item(step: Step, to: Recipient, mail: Message) -> Message:
    """The row of one reminder to one recipient."""
    made = row(step, to.email.lower())
    made.person_id, made.digest_id, made.due_at = to.person_id, mail.pk, mail.due_at
    return made


def nobody_to_tell(step: Step) -> Message:
    """The row that says that a rung found nobody."""
    made = row(step, "")
    made.state, made.reason = State.NOBODY, "Nobody of the audience can be reached: the next rung is due at once."
    return made


def row(step: Step, recipient: str) -> Message:
    """What every row of a rung says, whoever gets it."""
    matter, cause = step.matter, ladder.cause_of(step.matter.cause)
    assert cause is not None
    return Message(
        id=key_of(matter.cause, matter.about, step.number, step.period, recipient),
        cause=matter.cause,
        about=matter.about,
        rung=step.number,
        period=step.period,
        recipient=recipient,
        office_id=matter.office_id,
        subject=ladder.named(cause, matter)[:200],
        due_on=step.on,
        **PLAIN | {"audience": step.rung.audience, "is_confidential": cause.is_confidential},
    )


def strayed(*, at: datetime) -> QuerySet[Message]:
    """Asked for mail by mail: to join a table that has just grown by thousands of rows takes PostgreSQL minutes."""
    waiting = Message.objects.reminders().filter(state=State.PENDING)
    carriers = Message.objects.filter(pk__in=[*waiting.values_list("digest_id", flat=True).distinct()])
    left = [*carriers.filter(state__in=sorted(SETTLED)).values_list("pk", flat=True)]
    far = [*carriers.filter(due_at__gt=at + FAR).values_list("pk", flat=True)]
    return waiting.filter(Q(digest__in=left) | Q(digest__in=far, due_on__lte=local_day(at, CENTER)))


def take_along_strays(*, at: datetime) -> None:
    """Put reminders whose mail left without them into the next one: they were planned while it was on its way.

    Likewise those whose mail is far ahead, though they are due: they were planned by a clock that had run away.
    """
    mails, moved = Mails(at), []
    for stray in strayed(at=at).select_related("office"):
        to, zone = Recipient(stray.recipient, person_id=stray.person_id), clock_of(stray.audience, stray.office)
        mail = mails.of(to, local_day(at, zone), zone)
        stray.digest_id, stray.due_at = mail.pk, mail.due_at
        moved.append(stray)
    mails.write()
    Message.objects.bulk_update(moved, ["digest", "due_at"], batch_size=BATCH)
