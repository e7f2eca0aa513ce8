"""Mails that come later to whoever asked: what became of a program; that one may soon take applications again.

Only to those who let us use their address for reminders. Each mail is one row of the ledger, whoever runs this how
often; it is written in the morning of the office's own day, and looked at again right before it leaves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import override

from grants.models import GuidanceRequest, Referral
from grants.models.answering import office_of
from grants.models.asker_link import key_of
from grants.models.telling import about_of, cause_of, tell_asker
from grants.next_year import AHEAD, Reopening
from grants.outcomes import LATER, STALE, turn
from grants.referrals import NOTHING_TO_ASK, missing_since, notices_of, program_name, reopenings, with_newest
from grants.taxonomy import AddressUse, Said
from portal.access import DatabaseRole
from portal.calendar import CENTER, local_day
from portal.models import Message
from portal.tenancy import acting_as

OUTCOME, REOPENS = "outcome", "reopens"
MORNING = 8
"""The hour, by the office's clock, from which on such a mail is written."""
A_DAY, A_YEAR = timedelta(days=1), timedelta(days=366)
LONG_AGO = STALE + max(LATER.values()) + timedelta(days=30)
"""Of what happened longer ago nobody is written to."""
Written = Set[tuple[str, str]]
"""Mails in the ledger: which question, which period."""


def of_askers() -> QuerySet[Any]:
    """Referrals of those who may be written to, each with its newest word and the asker's `language`."""
    rows = Referral.objects.standing().exclude(request__closed_because__in=NOTHING_TO_ASK)
    wanted = rows.filter(request__question_rows__address_use=AddressUse.REMINDERS, request__question_rows__email__gt="")
    listed = wanted.annotate(language=F("request__question_rows__language")).select_related("request")
    return with_newest(listed).order_by("made_at", "pk")


def day_of(request: GuidanceRequest, at: datetime) -> date | None:
    """The day by the office's own clock; None before the morning."""
    office = office_of(request)
    zone = office.zone if office else CENTER
    return local_day(at, zone) if at.astimezone(zone).hour >= MORNING else None


def written(what: str, requests: Iterable[GuidanceRequest]) -> Written:
    """The mails of this kind that the ledger has of these questions: one query."""
    found = Message.objects.filter(cause=cause_of(what), about__in={about_of(request) for request in requests})
    return set(found.values_list("about", "period"))


# --- what became of it -----------------------------------------------------------------------------------------------
def ask_outcomes(*, at: datetime) -> int:
    """Ask what became of the programs whose day has come, and once more after silence. Gives how many mails are new."""
    with acting_as(DatabaseRole.JOBS):
        due: dict[tuple[GuidanceRequest, date, int], list[Referral]] = defaultdict(list)
        for row in candidates(at.date() + A_DAY):
            first, day = missing_since(row), day_of(row.request, at)
            if first and day and (which := turn(first, day)):
                due[row.request, first, which].append(row)
        known = written(OUTCOME, (request for request, _first, _which in due))
        return sum(asked(request, f"{first}/{which}", rows, known) for (request, first, which), rows in due.items())


def candidates(day: date) -> QuerySet[Any]:
    """What may be asked about by this day: little more than what is."""
    lately = Q(due_on__gte=day - LONG_AGO) | Q(said_on__gte=day - LONG_AGO)
    return of_askers().filter(lately, due_on__lte=day)


def asked(request: GuidanceRequest, period: str, rows: Iterable[Any], known: Written) -> bool:
    """One mail for all programs of a question whose day is the same. Whether it is new."""
    if (about_of(request), period) in known:
        return False
    listed = list(rows)
    with override(listed[0].language):
        programs = [{"name": program_name(row.program, row.made_on), "choices": choices(row)} for row in listed]
        return tell_asker(request, OUTCOME, period=period, programs=programs) is not None


def choices(row: Referral) -> list[tuple[str, str]]:
    """Each thing that can be said, with the link that has it chosen already."""
    path = reverse("question-link-outcome", args=[key_of(row.request), row.pk])
    return [(capfirst(str(said.label)), f"{settings.SITE_URL}{path}?said={said.value}") for said in Said]


def is_still_asked(message: Message) -> bool:
    """Whether of one program at least nobody has said anything meanwhile."""
    first = message.period.partition("/")[0]
    rows = of_askers().filter(request=int(message.about.partition(":")[2]))
    return any(day.isoformat() == first for row in rows if (day := missing_since(row)))


# --- next year -------------------------------------------------------------------------------------------------------
def tell_reopenings(*, at: datetime) -> int:
    """Tell 60 days ahead that a program opened on this day last year: once for each program named, not to whom it was
    not relevant. Gives how many mails are new."""
    with acting_as(DatabaseRole.JOBS):
        lately = of_askers().filter(made_on__gte=at.date() - A_YEAR - AHEAD)
        rows = [row for row in lately if row.said != Said.NOT_RELEVANT]
        found = reopenings(rows, notices_of(rows))
        known = written(REOPENS, (row.request for row in rows if row.pk in found))
        return sum(told(row, found[row.pk], at, known) for row in rows if row.pk in found)


def told(row: Any, reopening: Reopening, at: datetime, known: Written) -> bool:
    """Whether the mail is new."""
    day = day_of(row.request, at)
    if day is None or not reopening.is_to_tell(row.made_on, day) or (about_of(row.request), str(row.pk)) in known:
        return False
    with override(row.language):
        name = program_name(row.program, day)
        return tell_asker(row.request, REOPENS, period=str(row.pk), name=name, reopening=reopening) is not None


def is_still_of_use(message: Message) -> bool:
    """Whether the program is still named, and nobody has said that it is not relevant."""
    return any(row.said != Said.NOT_RELEVANT for row in of_askers().filter(pk=int(message.period)))


HOLDS: dict[str, Callable[[Message], bool]] = {cause_of(OUTCOME): is_still_asked, cause_of(REOPENS): is_still_of_use}
"""By cause: whether there is still a reason to send."""
