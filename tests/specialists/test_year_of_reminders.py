"""Ninety-four offices for a year, day by day, with the real causes: who is told, when, and who never is.

What each office lives through is invented; which rows of silence there must be is counted by the reference.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from portal import gazetteer
from portal.access import DatabaseRole, Role
from portal.models import Message, plan
from portal.models.message import DIGEST
from portal.tenancy import acting_as
from specialists.models import StaffContact, Vacancy
from specialists.stages import Stage, StepKey
from tests import calendar_reference as calendar
from tests import ladder_reference as reference
from tests import ladder_world, make, servers
from tests.ladder_reference import Life, Step
from tests.ladder_world import Server, ledger

START = date(2027, 1, 4)
A_DAY = timedelta(days=1)
EVENING = 18
"""By Washington's clock: the working day has begun everywhere, in Guam the next one."""
Post = StaffContact.Post
LADDER = [
    Step(0, True, False, "staffing", False),
    Step(10, True, False, "leadership", False),
    Step(20, True, False, "desk", False),
    Step(25, True, False, "eousa", True),
]
"""Product, section 5: day 0 staffing contacts, day 10 leadership, day 20 desk officer, then the weekly list."""
KINDS = (
    "silent", "nobody", "bounces", "half", "leaves", "answers", "oarm", "eousa", "investigation", "stalls", "covered",
    "not asked", "not begun", "silent",
)  # fmt: skip
PLAIN = ("silent", "nobody")
"""What happens to offices beyond the date line, whose day is another when we look."""
STAGES = {"oarm": Stage.NOMINATED, "eousa": Stage.POSITION_REQUESTED, "investigation": Stage.CHECKS}
NEVER_ASKED = ("not asked", "not begun")


@dataclass
class Story:
    """What an office lives through, with the days on which it is silent: [from, to)."""

    court_id: str
    kind: str
    begun: date
    silent: list[tuple[date, date]] = field(default_factory=list)
    people: dict[str, list[str]] = field(default_factory=dict)
    events: dict[date, Callable[[], Any]] = field(default_factory=dict)
    key: int = 0

    @property
    def own(self) -> set[str]:
        """The addresses of the office itself."""
        return {one for audience in ("staffing", "leadership") for one in self.people.get(audience, [])}


@pytest.fixture
def urls_of(transactional_db: None, urls: dict[str, str]) -> Iterator[dict[str, str]]:
    yield urls
    servers.log_in(urls["DATABASE_URL"])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: Any) -> type[Server]:
    return ladder_world.serve_mail(monkeypatch, settings)


# --- what happens --------------------------------------------------------------------------------------------------
def written(random: Random, count: int, days: int) -> list[Story]:
    """The stories of so many offices, as rows."""
    desk = [make.member(f"Desk {n}", Role.EOUSA) for n in range(3)]
    make.member("Oren Pratt", Role.OARM)
    ids = sorted(gazetteer.offices())
    chosen = ["gud", "nmid", *[one for one in ids if one not in {"gud", "nmid"}]][:count]
    stories = []
    for n, court_id in enumerate(chosen):
        kind = PLAIN[n % 2] if court_id in {"gud", "nmid"} else KINDS[n % len(KINDS)]
        story = Story(court_id, kind, START + timedelta(days=random.randrange(max(1, days // 12))))
        story.key = make.office(court_id).pk
        everybody = sorted(one.email.lower() for one in desk)
        officer = desk[n % 3]
        if n % 4:
            make.desk(court_id, officer)
        story.people |= {"eousa": everybody, "desk": [officer.email.lower()] if n % 4 else everybody}
        people_of(story, n)
        begin(story, random, days)
        stories.append(story)
    return stories


def people_of(story: Story, number: int) -> None:
    """Contacts without an account, here and there a person with one."""
    if story.kind == "nobody":
        return
    for audience, post, role in (
        ("staffing", Post.STAFFING_MAILBOX, Role.OFFICER),
        ("leadership", Post.US_ATTORNEY, Role.LEADERSHIP),
    ):
        address = f"{audience}@{story.court_id}.test"
        make.staff_contact(story.court_id, post=post, email=address.upper() if number % 2 else address)
        story.people[audience] = [address]
        if number % 7 == 0:
            member = make.member(f"{audience} {story.court_id}", role, office=story.court_id)
            story.people[audience].append(member.email.lower())


def begin(story: Story, random: Random, days: int) -> None:
    """Rows of the first day, and what will happen later."""
    court_id, last = story.court_id, START + timedelta(days=2 * days)
    if story.kind != "not asked":
        ladder_on = None if story.kind == "not begun" else story.begun
        make.asking(court_id, asked_on=START - timedelta(days=10), ladder_on=ladder_on)
    turn = story.begun + timedelta(days=random.randrange(days // 6, days // 3))
    if story.kind in {"silent", "nobody", "bounces", "half"}:
        story.silent = [(story.begun, last)]
    elif story.kind in STAGES:
        wait_for_others(story, turn, last)
    else:
        answer_in_some_way(story, turn, last)


def answer_in_some_way(story: Story, turn: date, last: date) -> None:
    """Somebody serves, and leaves; the office gives its word; or it hires, and gets stuck."""
    court_id = story.court_id
    if story.kind == "covered":
        make.appointment(court_id, starts_on=START - timedelta(days=400))
    elif story.kind == "leaves":
        make.appointment(court_id, starts_on=START - timedelta(days=400), ends_on=turn)
        story.silent = [(turn, last)]
    elif story.kind == "answers":
        story.events[turn] = lambda: make.answer(court_id, given_on=turn)
        story.silent = [(story.begun, turn), (turn + timedelta(days=90), last)]
    elif story.kind == "stalls":
        make.vacancy(court_id, stage=Stage.ANNOUNCED, moved_on=START - A_DAY)
        story.silent = [(max(story.begun, START - A_DAY + timedelta(days=45 + 14)), last)]


def wait_for_others(story: Story, turn: date, last: date) -> None:
    """OARM, EOUSA or the investigation acts next, for longer than anybody meant; then the vacancy is closed."""
    vacancy = make.vacancy(story.court_id, stage=STAGES[story.kind], moved_on=START - A_DAY)
    if vacancy.stage == Stage.NOMINATED:
        make.nomination(vacancy)
    story.events[turn] = lambda: withdraw(vacancy, turn)
    story.silent = [(turn, last)]


def withdraw(vacancy: Vacancy, day: date) -> None:
    make.move(vacancy, StepKey.WITHDRAW, day, vacancy.stage)
    with acting_as(DatabaseRole.EOUSA):
        Vacancy.objects.filter(pk=vacancy.pk).update(stage=Stage.WITHDRAWN, moved_on=day, closed_on=day)


# --- a year --------------------------------------------------------------------------------------------------------
def live(stories: list[Story], days: list[date], urls: dict[str, str], server: type[Server]) -> list[tuple[date, str]]:
    """Day by day: what happens, then the planner and the deliverer until nothing is left. Gives day and address of
    each mail."""
    server.refuses = {one for s in stories if s.kind == "bounces" for one in s.own}
    server.refuses |= {one for s in stories if s.kind == "half" for one in s.people["staffing"]}
    left = []
    servers.log_in(urls["DATABASE_WORKER_URL"])
    for day in days:
        happens = [story.events.pop(past) for story in stories for past in list(story.events) if past <= day]
        if happens:
            servers.log_in(urls["DATABASE_URL"])
            for event in happens:
                event()
            servers.log_in(urls["DATABASE_WORKER_URL"])
        at = datetime.combine(day, datetime.min.time().replace(hour=EVENING), ZoneInfo("America/New_York"))
        look(at)
        left += [(day, sent.to[0]) for sent in mail.outbox]
        mail.outbox.clear()
    return left


def look(at: datetime) -> None:
    """Plan and deliver until nothing moves, as within an hour of that evening."""
    for turn in range(6):
        planned = plan(at=at + timedelta(minutes=5 * turn))
        while Message.objects.deliver_due(at=at + timedelta(minutes=5 * turn)):
            planned = 1
        if not planned:
            break


def days_from(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


def julian(day: date | None) -> int:
    assert day
    return calendar.number(day.year, day.month, day.day)


def expected(story: Story, days: list[date]) -> Counter[tuple[int, str, int]]:
    """The rows of silence: rung, recipient, day; by the reference."""
    shift = 1 if story.court_id in {"gud", "nmid"} else 0
    looked = [julian(day) + shift for day in days]
    found: Counter[tuple[int, str, int]] = Counter()
    for first, end in story.silent if story.kind not in NEVER_ASKED else []:
        on = max(first, story.begun)
        life = Life(julian(on), julian(story.begun), (julian(on), julian(end)), "p", LADDER, story.people)
        found.update((row.rung, row.recipient, row.day) for row in reference.written(life, looked))
    return found


# --- what must be so -----------------------------------------------------------------------------------------------
def check(stories: list[Story], days: list[date], left: list[tuple[date, str]]) -> None:
    silence: dict[int | None, list[Message]] = defaultdict(list)
    for row in ledger(cause="SILENT"):
        silence[row.office_id].append(row)
    for story in stories:
        rows = silence[story.key]
        if story.kind not in {"bounces", "half"}:
            assert Counter((r.rung, r.recipient, julian(r.due_on)) for r in rows) == expected(story, days), story
        nobody_is_told_twice(rows)
        the_center_hears_in_time(story, rows, days)
        nobody_is_told_who_must_not(story, rows, left)
    one_mail_a_day(left)


def nobody_is_told_twice(rows: list[Message]) -> None:
    told = Counter((row.rung, row.period, row.recipient) for row in rows if row.state == "SENT")
    assert not [key for key, times in told.items() if times > 1]


def the_center_hears_in_time(story: Story, rows: list[Message], days: list[date]) -> None:
    """Twenty working days; where nobody can be reached, on the first; where mail comes back, by the next one."""
    within = {"nobody": 0, "bounces": 1}.get(story.kind, 20)
    for first, end in story.silent:
        on = reference.next_worked(julian(max(first, story.begun)))
        due = calendar.later(on, within)
        if due >= min(julian(end), julian(days[-1])):
            continue
        of_the_center = [r for r in rows if r.audience in {"DESK", "EOUSA"} and r.state == "SENT"]
        heard = [julian(r.sent_at.astimezone(ZoneInfo("America/New_York")).date()) for r in of_the_center]
        assert any(on - 1 <= day <= due for day in heard), (story.court_id, story.kind, first, heard[:3], due)


def nobody_is_told_who_must_not(story: Story, rows: list[Message], left: list[tuple[date, str]]) -> None:
    """Not asked: not a word. Waiting on others, or covered: never that it is silent."""
    if story.kind in NEVER_ASKED:
        assert not [address for _day, address in left if address in story.own and "@example.test" not in address]
        assert not rows
    days_of_silence = {day for first, end in story.silent for day in range(julian(first), julian(end))}
    assert all(julian(row.due_on) in days_of_silence for row in rows), story


def one_mail_a_day(left: list[tuple[date, str]]) -> None:
    with acting_as(DatabaseRole.JOBS):
        reminding = Message.objects.filter(cause=DIGEST, state="SENT", items__state="SENT").distinct()
        mails = Counter((row.recipient, row.period[:10]) for row in reminding)
    assert mails
    assert not [key for key, times in mails.items() if times > 1]
    assert not [key for key, times in Counter(left).items() if times > 2], "a second one only after information"


def try_a_year(offices: int, days: list[date], urls: dict[str, str], server: type[Server]) -> dict[str, int]:
    stories = written(Random(94), offices, len(days))
    left = live(stories, days, urls, server)
    check(stories, days, left)
    assert {row.state for row in ledger()} <= {"SENT", "NOBODY", "CANCELLED", "FAILED", "PENDING"}
    return {"offices": offices, "days": len(days), "mails": len(left), "rows": len(ledger())}


def test_sixteen_offices_for_seven_weeks(urls_of: dict[str, str], server: type[Server]) -> None:
    weekdays = [day for day in days_from(START, 49) if day.weekday() < 5]
    try_a_year(16, weekdays, urls_of, server)


@pytest.mark.proof
def test_94_offices_for_a_year(
    urls_of: dict[str, str], server: type[Server], capsys: pytest.CaptureFixture[str]
) -> None:
    found = try_a_year(94, days_from(START, 365), urls_of, server)

    with capsys.disabled():
        print("\n" + ", ".join(f"{number} {name}" for name, number in found.items()))  # noqa: T201
