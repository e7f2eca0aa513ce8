"""Reminders of questions about federal money: what waits, and who is told when.

The ledger says of a question its days and no word of it: EOUSA reads the ledger. Nobody waits for EOUSA to begin an
office's ladder here: an advocate was promised an answer in two working days.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import Min, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from grants import guidance_words as words
from grants.clocks import ASK_AGAIN_AFTER
from grants.guidance_audiences import CENTRAL_OWNER, OTHERS, OWNER
from grants.models import GuidanceRequest, Note
from grants.models.answering import day_at, office_of
from grants.models.request import CENTER_READS
from portal.access import OFFICE_DATABASE_ROLES, DatabaseRole
from portal.ladder import Audience, Cause, Direction, Matter, Offices, Rung, Unit
from portal.tenancy import current
from specialists.audiences import DESK, EOUSA

UNANSWERED, CONSULTED = "GUIDANCE_UNANSWERED", "GUIDANCE_CONSULTED"
CENTRAL, CENTRAL_CONSULTED = "GUIDANCE_CENTRAL", "GUIDANCE_CENTRAL_CONSULTED"
JOBS = frozenset({DatabaseRole.JOBS})
NATIONAL = JOBS | {DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER}
READ_CLOCKS = NATIONAL | OFFICE_DATABASE_ROLES
READ_NOTES = JOBS | OFFICE_DATABASE_ROLES
"""EOUSA reads the notes of those questions that it has, and looks ahead to no others."""
A_DAY = timedelta(days=1)
WORKING, BEFORE = Unit.WORKING, Direction.BEFORE
State = GuidanceRequest.State


# --- what waits ------------------------------------------------------------------------------------------------------
def unanswered(_day: date, offices: Offices) -> Iterator[Matter]:
    """What waits for an answer at these offices."""
    own = Q(office__in=offices, is_central=False, state=State.WAITING)
    yield from (waiting(UNANSWERED, row) for row in questions(own, READ_CLOCKS))


def central(_day: date, _offices: Offices) -> Iterator[Matter]:
    """What waits for an answer of EOUSA."""
    own = Q(is_central=True, state=State.WAITING)
    yield from (waiting(CENTRAL, row) for row in questions(own, NATIONAL))


def waiting(cause: str, row: GuidanceRequest) -> Matter:
    """By the day on which an answer is due; nobody is reminded on the day on which the clock begins."""
    return matter(cause, row, row.due_on, row.waits_since + A_DAY)


def consulted(_day: date, offices: Offices) -> Iterator[Matter]:
    """What waits for a federal agency that these offices have asked."""
    own = Q(office__in=offices, is_central=False, state=State.CONSULTING)
    yield from asked_agencies(CONSULTED, own, READ_NOTES)


def central_consulted(_day: date, _offices: Offices) -> Iterator[Matter]:
    """What waits for an agency that EOUSA has asked."""
    own = Q(is_central=True, state=State.CONSULTING)
    yield from asked_agencies(CENTRAL_CONSULTED, own, NATIONAL)


def asked_agencies(cause: str, own: Q, readers: Collection[str]) -> Iterator[Matter]:
    """By the day on which the first agency was asked that has not replied."""
    rows = {row.pk: row for row in questions(own, readers)}
    asked = Note.objects.filter(request__in=rows, kind=Note.Kind.CONSULTED, came_back_on=None, ended_on=None)
    for key, at in asked.order_by().values_list("request").annotate(at=Min("noted_at")):
        row = rows[key]
        day = day_at(row, at)
        yield matter(cause, row, day, day + A_DAY)


def questions(wanted: Q, readers: Collection[str]) -> QuerySet[GuidanceRequest]:
    """As much of them as EOUSA may read of every office; none for those who have no business with them."""
    binding = current()
    if binding is None or binding.role not in readers:
        return GuidanceRequest.objects.none()
    return GuidanceRequest.objects.filter(wanted).only(*CENTER_READS.split(",")).order_by("due_on", "pk")


def matter(cause: str, row: GuidanceRequest, on: date, since: date) -> Matter:
    office = office_of(row)
    name = str(_("asked on %(day)s") % {"day": date_format(row.asked_on, "DATE_FORMAT")})
    facts = {"request": row, "court_id": office.court_id if office else ""}
    about = f"guidance:{row.pk}"
    office_id = None if row.is_central else row.office_id
    return Matter(cause, about, on.isoformat(), on, since, office_id, facts=facts, name=name)


ASKERS = _("somebody asked about federal money, and is promised an answer in two working days")
AGENCY = _("a federal agency was asked for the answer to a question about federal money, and has not replied")
UNSEEN = _("questions about federal money for which a federal agency was asked")

CAUSES: tuple[Audience | Cause, ...] = (
    OWNER,
    OTHERS,
    CENTRAL_OWNER,
    Cause(
        UNANSWERED,
        _("A question about federal money that waits"),
        ASKERS,
        (
            Rung(1, WORKING, OWNER.key, BEFORE, limits=(0, 2)),
            Rung(1, WORKING, OWNER.key, limits=(1, 1)),
            Rung(2, WORKING, OTHERS.key, limits=(2, 4)),
            Rung(5, WORKING, DESK.key, limits=(5, 20)),
        ),
        unanswered,
        words.of_waiting,
        order=96,
    ),
    Cause(
        CONSULTED,
        _("A question for which a federal agency was asked"),
        AGENCY,
        (
            Rung(ASK_AGAIN_AFTER, WORKING, OWNER.key, limits=(3, 15)),
            Rung(2 * ASK_AGAIN_AFTER, WORKING, OTHERS.key, limits=(16, 60)),
        ),
        consulted,
        words.of_consulting,
        unforeseen=UNSEEN,
        order=97,
    ),
    Cause(
        CENTRAL,
        _("A question about federal money with EOUSA"),
        ASKERS,
        (
            Rung(1, WORKING, CENTRAL_OWNER.key, BEFORE, limits=(0, 2)),
            Rung(1, WORKING, CENTRAL_OWNER.key, limits=(1, 1)),
            Rung(2, WORKING, EOUSA.key, limits=(2, 20)),
        ),
        central,
        words.of_waiting,
        is_national=True,
        order=98,
    ),
    Cause(
        CENTRAL_CONSULTED,
        _("A question with EOUSA for which an agency was asked"),
        AGENCY,
        (Rung(ASK_AGAIN_AFTER, WORKING, CENTRAL_OWNER.key, limits=(3, 60)),),
        central_consulted,
        words.of_consulting,
        is_national=True,
        order=99,
    ),
)
