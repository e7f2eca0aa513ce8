"""Reminders of barriers: somebody was to look again, and nobody has said what they saw.

The ledger says the day and no more, since EOUSA reads the ledger and no word of a barrier. They do not wait for EOUSA
to begin an office's ladder.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.duty_audiences import AT_LAST, KEEPER, PARTNER, barrier_of, to_desk
from partners.models import Barrier
from partners.promises import day_words, due_words
from portal.access import OFFICE_DATABASE_ROLES, DatabaseRole
from portal.calendar import local_day
from portal.ladder import Audience, Cause, Direction, Matter, Offices, Rung, Said, Unit
from portal.models import Message
from portal.tenancy import current
from specialists.audiences import DESK, LEADERSHIP

OURS, THEIRS = "BARRIER_RECHECK", "BARRIER_THEIRS"
READ_BARRIERS = OFFICE_DATABASE_ROLES | {DatabaseRole.JOBS}
AHEAD = timedelta(days=60)
"""No rung comes earlier before its day."""
A_DAY = timedelta(days=1)
WORKING = Unit.WORKING
Side = Barrier.Side


# --- what waits ------------------------------------------------------------------------------------------------------
def ours(day: date, offices: Offices) -> Iterator[Matter]:
    """Barriers that the office itself removes."""
    yield from matters(OURS, to_look_at(day, offices).filter(side=Side.OURS))


def theirs(day: date, offices: Offices) -> Iterator[Matter]:
    """Barriers that the organization removes, which reads them here."""
    yield from matters(THEIRS, to_look_at(day, offices).filter(side=Side.THEIRS))


def to_look_at(day: date, offices: Offices) -> QuerySet[Barrier]:
    """The open barriers of these offices; none for those who read no office's."""
    binding = current()
    if binding is None or binding.role not in READ_BARRIERS:
        return Barrier.objects.none()
    found = Barrier.objects.due(day + AHEAD).filter(office__in=offices)
    return found.select_related("office", "organization__merged_into").order_by("recheck_on", "pk")


def matters(cause: str, barriers: QuerySet[Barrier]) -> Iterator[Matter]:
    """Each by the day on which somebody looks again; never on the day on which it was written."""
    for barrier in barriers:
        since = local_day(barrier.recorded_at, barrier.office.zone) + A_DAY
        name = str(_("to be looked at on %(day)s") % {"day": date_format(barrier.recheck_on, "DATE_FORMAT")})
        about, period = f"barrier:{barrier.key}", barrier.recheck_on.isoformat()
        facts = {"barrier": barrier}
        yield Matter(cause, about, period, barrier.recheck_on, since, barrier.office_id, facts=facts, name=name)


# --- in words --------------------------------------------------------------------------------------------------------
def said(matter: Matter, rung: Rung, day: date) -> Said:
    """To whoever looks again: at what; to those who lead the office: that it is late; to the organization: its part;
    to EOUSA: that a barrier waits, and not which."""
    barrier = barrier_of(matter)
    if rung.audience == DESK.key:
        return to_desk(barrier.office, _("nobody has looked again at a barrier to a service"), barrier.recheck_on)
    if rung.audience == PARTNER.key:
        return _to_partner(barrier, day)
    if rung.audience == LEADERSHIP.key:
        return _to_leadership(barrier, day)
    title = _("Look again at a barrier: %(due)s") % {"due": due_words(barrier.recheck_on, day)}
    nobody = "" if barrier.owner_id else _("Nobody has taken it: it waits in your office’s queue.")
    ask = _("Is it still there? Say so, or that it is removed, or that it stays and why.")
    return Said(title, " ".join(filter(None, [_about(barrier), nobody, ask])), _page(barrier), _("Open the barrier"))


def _to_leadership(barrier: Barrier, day: date) -> Said:
    late = (day - barrier.recheck_on).days
    title = ngettext(
        "Nobody has looked at a barrier again for %(n)d day",
        "Nobody has looked at a barrier again for %(n)d days",
        late,
    )
    words = {"n": late, "due": day_words(barrier.recheck_on, day), "who": barrier.owner_name}
    whose = _("%(who)s was to look.") if barrier.owner_id else _("It waits in your office’s queue.")
    said = " ".join([_("It was due %(due)s.") % words, whose % words, _about(barrier)])
    return Said(title % words, said, _page(barrier), _("Open the barrier"))


def _to_partner(barrier: Barrier, day: date) -> Said:
    """Once, before the office looks again."""
    words = {"office": barrier.office_name, "day": day_words(barrier.recheck_on, day)}
    title = _("%(office)s looks again on %(day)s at a barrier to your service") % words
    text = _("It thinks that your organization removes it. Is it removed? Say so in the portal, or what is in the way.")
    return Said(title, text, reverse("barrier-list"), _("Read it and answer"), (Message.Reply.NOT_ME,))


def _about(barrier: Barrier) -> str:
    """What is in the way and where; of a partner that the office keeps confidential a mail says nothing."""
    if barrier.partner.is_confidential:
        return _("It is at a partner that your office keeps confidential: the portal says more.")
    words = {"what": barrier.what.rstrip("."), "name": barrier.partner.name}
    return _("“%(what)s”, at %(name)s.") % words


def _page(barrier: Barrier) -> str:
    return reverse("barrier-detail", args=[barrier.key])


LOOKS = (
    Rung(0, WORKING, KEEPER.key, limits=(0, 5)),
    Rung(10, WORKING, LEADERSHIP.key, limits=(5, 60)),
    AT_LAST,
)
CAUSES: tuple[Audience | Cause, ...] = (
    KEEPER,
    PARTNER,
    Cause(
        OURS,
        gettext_lazy("A barrier to a service"),
        gettext_lazy("somebody was to look at it again by that day, and nobody has said what they saw"),
        LOOKS,
        ours,
        said,
        unforeseen=gettext_lazy("barriers"),
        order=93,
    ),
    Cause(
        THEIRS,
        gettext_lazy("A barrier to a service, which the organization removes"),
        gettext_lazy("it is to be looked at again on that day, and nobody has said yet how it stands"),
        (Rung(3, WORKING, PARTNER.key, Direction.BEFORE, limits=(1, 10)), *LOOKS),
        theirs,
        said,
        unforeseen=gettext_lazy("barriers"),
        order=94,
    ),
)
