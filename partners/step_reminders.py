"""Reminders of next steps: what waits, who is told, in which words.

They do not wait for EOUSA to begin an office's ladder: that one asks the office for answers, while here somebody is
reminded of a promise of their own, and a partner of one that the office has shared with it on purpose. The ledger
says of a step its day and no more, since EOUSA reads the ledger and no note.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from partners import step_words as words
from partners.models import NextStep
from partners.step_audiences import KEEPER, PARTNER
from portal.access import OFFICE_DATABASE_ROLES, DatabaseRole
from portal.calendar import local_day
from portal.ladder import Audience, Cause, Direction, Matter, Offices, Rung, Unit
from portal.tenancy import current
from specialists.audiences import LEADERSHIP

OURS, AWAITED, THEIRS = "STEP_OURS", "STEP_AWAITED", "STEP_THEIRS"
READ_STEPS = OFFICE_DATABASE_ROLES | {DatabaseRole.JOBS}
AHEAD = timedelta(days=60)
"""No rung comes earlier before its day."""
A_DAY = timedelta(days=1)
WORKING, BEFORE = Unit.WORKING, Direction.BEFORE
Side = NextStep.Side


def ours(day: date, offices: Offices) -> Iterator[Matter]:
    """What people of the office have promised; what the portal itself has opened has causes of its own."""
    yield from matters(OURS, open_steps(day, offices).filter(side=Side.OURS, opened_for=""))


def awaited(day: date, offices: Offices) -> Iterator[Matter]:
    """What a partner has promised and cannot read here."""
    yield from matters(AWAITED, open_steps(day, offices).filter(side=Side.THEIRS, is_shared=False))


def theirs(day: date, offices: Offices) -> Iterator[Matter]:
    """What a partner has promised and reads here."""
    yield from matters(THEIRS, open_steps(day, offices).filter(side=Side.THEIRS, is_shared=True))


def open_steps(day: date, offices: Offices) -> QuerySet[NextStep]:
    """The open next steps of these offices; none for those who read no office's steps."""
    binding = current()
    if binding is None or binding.role not in READ_STEPS:
        return NextStep.objects.none()
    found = NextStep.objects.open().filter(office__in=offices, due_on__lte=day + AHEAD)
    return found.select_related("office", "organization__merged_into").order_by("due_on", "pk")


def matters(cause: str, steps: QuerySet[NextStep]) -> Iterator[Matter]:
    """Each by its day; whoever has just written it down is not reminded on the same day."""
    for step in steps:
        since = local_day(step.made_at, step.office.zone) + A_DAY
        name = str(_("due %(day)s") % {"day": date_format(step.due_on, "DATE_FORMAT")})
        about, period = f"step:{step.pk}", step.due_on.isoformat()
        yield Matter(cause, about, period, step.due_on, since, step.office_id, facts={"step": step}, name=name)


CAUSES: tuple[Audience | Cause, ...] = (
    KEEPER,
    PARTNER,
    Cause(
        OURS,
        _("A next step of the office"),
        _("it was promised to be done by that day, and nobody has marked it done"),
        (
            Rung(1, WORKING, KEEPER.key, BEFORE, limits=(0, 10)),
            Rung(1, WORKING, KEEPER.key, limits=(1, 5)),
            Rung(10, WORKING, LEADERSHIP.key, limits=(5, 60)),
        ),
        ours,
        words.of_ours,
        unforeseen=_("next steps"),
        order=90,
    ),
    Cause(
        AWAITED,
        _("A next step of a partner, which it does not read here"),
        _("a partner promised it to the office by that day, and nobody has marked it done"),
        (
            Rung(1, WORKING, KEEPER.key, limits=(0, 5)),
            Rung(10, WORKING, KEEPER.key, limits=(6, 60)),
        ),
        awaited,
        words.of_theirs,
        unforeseen=_("next steps"),
        order=91,
    ),
    Cause(
        THEIRS,
        _("A next step of a partner, shared with it"),
        _("the organization and the US Attorney’s Office agreed on it by that day, and nobody has marked it done"),
        (
            Rung(3, WORKING, PARTNER.key, BEFORE, limits=(1, 10)),
            Rung(1, WORKING, KEEPER.key, limits=(0, 4)),
            Rung(5, WORKING, PARTNER.key, limits=(2, 15)),
            Rung(10, WORKING, KEEPER.key, limits=(5, 60)),
        ),
        theirs,
        words.of_theirs,
        unforeseen=_("next steps"),
        order=92,
    ),
)
