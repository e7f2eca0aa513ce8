"""What somebody at an office has to do this week with its partners: promises, drafts, the queue, and what waits.

A later app adds what waits with it by `add_waiting`, in its own `panels.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self, TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.models import Draft, NextStep, Partnership, Profile
from partners.models.profile import lapsed
from partners.promises import week_end
from portal.hats import PortalRequest
from portal.models import Office, Organization, Person
from portal.ownership import Line

Row = TypeVar("Row", bound=Model)
SHOWN = 20
"""So many of each kind stand on the page; the list has all."""


class Waits(NamedTuple):
    """What waits with a later app: its sentence ("2 questions from advocates wait.") and its lines. No sentence: the
    page does not open with it.

    `url`: the list that shows exactly these, where there is one. `is_first`: promised to the public, so that the page
    begins with it, before the office's own promises.
    """

    sentence: str
    title: str
    lines: Sequence[Line]
    url: str = ""
    is_first: bool = False


def how_many(rows: QuerySet[Row]) -> tuple[int, list[Row]]:
    """How many there are, and those that find room on the page: one query, or two of more than find room."""
    found = list(rows[: SHOWN + 1])
    return (rows.count() if len(found) > SHOWN else len(found)), found[:SHOWN]


Waiting = Callable[[PortalRequest, date], Waits | None]
_waiting: list[Waiting] = []


def add_waiting(lines: Waiting) -> None:
    """Let something else wait on the page of the week. None: nothing does."""
    _waiting.append(lines)


def waiting_for(request: PortalRequest, day: date) -> list[Waits]:
    return [found for lines in _waiting if (found := lines(request, day))]


class Counts(NamedTuple):
    """How many open steps of one's own are late, due until Sunday, due later; and how many partners owe."""

    overdue: int
    this_week: int
    later: int
    awaited: int
    awaited_late: int


@dataclass(frozen=True)
class Week:
    """The week of one person at one office, by the office's own day."""

    day: date
    counts: Counts
    overdue: Sequence[NextStep]
    due: Sequence[NextStep]
    awaited: Sequence[NextStep]
    drafts: Sequence[Draft]
    queue: Sequence[NextStep]
    unkept: Sequence[Partnership]
    """Partnerships that nobody keeps."""
    unverified: Sequence[Organization]

    @classmethod
    def of(cls, *, office: Office, person: Person, day: date) -> Self:
        """Seven queries, however much there is."""
        found = NextStep.objects.open().filter(office=office).select_related("organization__merged_into")
        ordered = found.order_by("due_on", "pk")
        mine, sunday = ordered.filter(owner=person), week_end(day)
        now = list(mine.filter(side=NextStep.Side.OURS, due_on__lte=sunday)[: 2 * SHOWN])
        return cls(
            day=day,
            counts=counted(mine, day),
            overdue=[step for step in now if step.due_on < day],
            due=[step for step in now if step.due_on >= day],
            awaited=list(mine.filter(side=NextStep.Side.THEIRS)[:SHOWN]),
            drafts=list(Draft.objects.of_new_entries(person).filter(office=office)[:SHOWN]),
            queue=list(ordered.filter(owner=None)[:SHOWN]),
            unkept=list(unkept(office)[:SHOWN]),
            unverified=unverified(office, person, day),
        )

    @property
    def more(self) -> int:
        """How many that are due by Sunday found no room."""
        return self.counts.overdue + self.counts.this_week - len(self.overdue) - len(self.due)

    @property
    def sentence(self) -> str:
        """3 next steps are due this week, 1 is overdue. 1 draft waits."""
        said = [due_sentence(self.counts)]
        if number := self.counts.awaited_late:
            words = ngettext("A partner is late with %(n)d.", "Partners are late with %(n)d.", number)
            said.append(words % {"n": number})
        if number := len(self.drafts):
            said.append(ngettext("%(n)d draft waits.", "%(n)d drafts wait.", number) % {"n": number})
        if number := len(self.queue) + len(self.unkept):
            words = ngettext("%(n)d thing in the office’s queue.", "%(n)d things in the office’s queue.", number)
            said.append(words % {"n": number})
        return " ".join(said)


def counted(mine: QuerySet[NextStep], day: date) -> Counts:
    """All of them in one query."""
    ours, theirs, sunday = Q(side=NextStep.Side.OURS), Q(side=NextStep.Side.THEIRS), week_end(day)
    found = mine.order_by().aggregate(
        overdue=Count("pk", filter=ours & Q(due_on__lt=day)),
        this_week=Count("pk", filter=ours & Q(due_on__gte=day, due_on__lte=sunday)),
        later=Count("pk", filter=ours & Q(due_on__gt=sunday)),
        awaited=Count("pk", filter=theirs),
        awaited_late=Count("pk", filter=theirs & Q(due_on__lt=day)),
    )
    return Counts(**found)


def due_sentence(counts: Counts) -> str:
    """What is due and what is late, of one's own."""
    words = {"n": counts.this_week, "late": counts.overdue}
    if not counts.this_week and not counts.overdue:
        return _("Nothing is due this week.")
    late = ngettext("%(late)d is overdue.", "%(late)d are overdue.", counts.overdue) % words
    if not counts.this_week:
        return ngettext("%(late)d next step is overdue.", "%(late)d next steps are overdue.", counts.overdue) % words
    due = ngettext("%(n)d next step is due this week", "%(n)d next steps are due this week", counts.this_week) % words
    return f"{due}, {late}" if counts.overdue else f"{due}."


def unkept(office: Office) -> QuerySet[Partnership]:
    found = Partnership.objects.standing().filter(office=office, owner=None)
    return found.select_related("organization__merged_into").order_by("organization__name")


def unverified(office: Office, person: Person, day: date) -> list[Organization]:
    """The partners that one keeps whose entry nobody has confirmed for half a year, the longest first."""
    mine = Partnership.objects.standing().filter(office=office, owner=person).values("organization")
    found = Profile.objects.standing().filter(lapsed(day), organization__in=mine, organization__merged_into=None)
    rows = found.select_related("organization").order_by("verified_on", "organization__name")[:SHOWN]
    return list({row.organization_id: row.organization for row in rows}.values())
