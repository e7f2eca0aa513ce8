"""What people own in grant guidance, declared for the hand-over.

Of an office's questions EOUSA reads the days and who answers: no line says more. What was asked stands beside it for
those who may read it, on the page alone.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.clocks import due_words
from grants.models import GuidanceRequest, Question
from grants.models.answering import day_at
from grants.models.handing import open_questions, pass_on
from portal import gazetteer
from portal.access import DATABASE_ROLE, EOUSA_ROLES, OFFICE_DATABASE_ROLES, OUTREACH_ROLES, Role
from portal.ownership import Line, Number, Owned, owns
from portal.tenancy import current

WAITING = ("state", frozenset({GuidanceRequest.State.WAITING.value, GuidanceRequest.State.CONSULTING.value}))
READERS = OFFICE_DATABASE_ROLES | {DATABASE_ROLE[role] for role in EOUSA_ROLES}


def is_reader() -> bool:
    """Whether the one who asks may read questions at all: OARM opens hand-overs of the nation too."""
    binding = current()
    return binding is not None and binding.role in READERS


def answered_by(person_id: int, *, is_central: bool) -> QuerySet[GuidanceRequest]:
    """Those that are not closed and that the person answers: at an office, or as EOUSA."""
    return open_questions().filter(owner_id=person_id, is_central=is_central)


def counted(number: int) -> str:
    """2 questions about money to answer; of which some are answered: 7 questions about money, of which 1 waits."""
    if waiting_of(number) != number:
        return of_which(number)
    said = ngettext("%(n)d question about money to answer", "%(n)d questions about money to answer", number)
    return said % {"n": number}


def waiting_of(number: int) -> int:
    return number.waiting if isinstance(number, Number) else number


def of_which(number: int) -> str:
    said = ngettext("%(n)d question about money", "%(n)d questions about money", number) % {"n": number}
    waiting = waiting_of(number)
    if not waiting:
        return _("%(questions)s (answered, not closed)") % {"questions": said}
    return _("%(questions)s (%(waiting)d of them to answer)") % {"questions": said, "waiting": waiting}


def counted_of_center(number: int) -> str:
    if waiting_of(number) != number:
        return _("%(questions)s with EOUSA") % {"questions": of_which(number)}
    said = ngettext(
        "%(n)d question about money to answer for EOUSA", "%(n)d questions about money to answer for EOUSA", number
    )
    return said % {"n": number}


def line(question: GuidanceRequest) -> Line:
    day = date_format(question.asked_on, "DATE_FORMAT")
    return Line(question.pk, _("A question of %(day)s") % {"day": day}, address(question.pk))


def address(key: int) -> str:
    return reverse("guidance-detail", args=[key])


def still_open(keys: Sequence[int], at: datetime) -> Iterator[Line]:
    """Those that are not closed, the one due first on top: who answers now, and whether an answer is due."""
    if not is_reader():
        return
    for question in open_questions().filter(pk__in=keys):
        words = {"what": line(question).text, "name": question.owner_name, "due": how_it_stands(question, at)}
        yield Line(question.pk, _("%(what)s, %(due)s: %(name)s answers") % words, address(question.pk))


def how_it_stands(question: GuidanceRequest, at: datetime) -> str:
    """Due tomorrow; or answered."""
    is_answered = question.state == GuidanceRequest.State.ANSWERED
    return str(question.get_state_display()) if is_answered else due_words(question.due_on, day_at(question, at))


def named(keys: Sequence[int]) -> dict[int, Line]:
    """What was asked, from which county, to those who may read it: the wall gives nobody else a row."""
    if not is_reader():
        return {}
    rows = Question.objects.filter(request__in=keys).select_related("request")
    return {row.request_id: named_line(row) for row in rows.only("request__asked_on", "need", "county", "request_id")}


def named_line(row: Question) -> Line:
    county = gazetteer.country().counties.get(row.county)
    day = date_format(row.request.asked_on, "DATE_FORMAT")
    words = {"need": row.get_need_display(), "county": county.label if county else row.county, "day": day}
    return Line(row.request_id, _("%(need)s, %(county)s: asked on %(day)s") % words, address(row.request_id))


QUESTIONS = owns(
    Owned(
        "guidance", OUTREACH_ROLES, counted, partial(answered_by, is_central=False), line, pass_on, still_open, named,
        to_queue=True, is_rerouted=True, waiting=WAITING,
    )
)  # fmt: skip
OF_CENTER = owns(
    Owned(
        "guidance-central", frozenset({Role.EOUSA}), counted_of_center, partial(answered_by, is_central=True), line,
        pass_on, still_open, named, to_queue=True, is_rerouted=True, waiting=WAITING,
    )
)  # fmt: skip
