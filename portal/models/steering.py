"""What EOUSA decides about a single rung: to skip it, or to have it sent at once. The planner then knows it.

A skipped rung is not lost: the next one keeps its day.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar import CENTER, local_day
from portal.errors import Refused
from portal.ladder import Recipient
from portal.models.country import Office
from portal.models.mails import digest, keep
from portal.models.message import Message
from portal.models.people import Person
from portal.models.planning import Coming, addressed, item, row
from portal.models.suppression import Suppression

State = Message.State


# --- of the ledger -------------------------------------------------------------------------------------------------
@transaction.atomic
def skip(told: Message, *, reason: str, by: Person) -> None:
    """Tell nobody of this rung who was not told yet."""
    rung = Message.objects.reminders().filter(
        cause=told.cause, about=told.about, rung=told.rung, period=told.period, state=State.PENDING
    )
    rows = rung.order_by("due_on", "id").select_for_update()  # as a mail takes its items: nobody waits for the other
    waiting = rung.filter(pk__in=[one.pk for one in rows])
    if not waiting.update(state=State.SKIPPED, reason=reason, decided_by=by):
        raise Refused(why_not(told))


@transaction.atomic
def send_now(told: Message, *, by: Person, at: datetime) -> None:
    """Let the reminder leave within a minute, in a mail of its own."""
    mail = own_mail(Recipient(told.recipient, person_id=told.person_id), told.pk, at)
    keep([mail])
    waiting = Message.objects.reminders().filter(pk=told.pk, state=State.PENDING, due_at__gt=at)
    if not waiting.update(digest=mail, due_at=at, decided_by=by):
        raise Refused(why_not(told))


def why_not(told: Message) -> str:
    """Why nothing can be decided about it any more."""
    told.refresh_from_db()
    if told.state == State.PENDING:
        return _("This reminder leaves within a minute as it is.")
    return _("Nothing can be changed any more: this reminder is “%(state)s”.") % {"state": told.get_state_display()}


# --- still to come -------------------------------------------------------------------------------------------------
@transaction.atomic
def skip_ahead(one: Coming, *, reason: str, by: Person, at: datetime) -> UUID:
    """Write down ahead that nobody will be told of this rung."""
    refuse_due(one, at)
    made = row(one.step, "")
    made.state, made.reason, made.decided_by = State.SKIPPED, reason, by
    refuse_known(one)
    Message.objects.bulk_create([made], ignore_conflicts=True)
    return made.pk


@transaction.atomic
def send_ahead(one: Coming, *, by: Person, at: datetime) -> list[UUID]:
    """Tell now whom the rung will tell on its day, each in a mail of their own. On that day nobody is told again."""
    refuse_due(one, at)
    refuse_known(one)
    (reminder,) = addressed([one.step], Suppression.objects.addresses())
    if not reminder.to:
        raise Refused(_("Nobody whom this rung tells can be reached. Nothing was sent."))
    mails, rows = [], []
    for to in reminder.to:
        mail = own_mail(to, row(one.step, to.email.lower()).pk, at)
        made = item(one.step, to, mail)
        made.decided_by = by
        mails.append(mail)
        rows.append(made)
    keep(mails)
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return [made.pk for made in rows]


def refuse_due(one: Coming, at: datetime) -> None:
    """What is due is being written down by the planner at this very moment."""
    office = Office.objects.filter(pk=one.matter.office_id or 0).first()
    if one.on <= local_day(at, office.zone if office else CENTER):
        raise Refused(_("This rung is due: it will be in the list within minutes. Decide about it there."))


def refuse_known(one: Coming) -> None:
    """Somebody else has decided meanwhile, or the planner has written it."""
    step = one.step
    known = Message.objects.reminders().filter(
        cause=step.matter.cause, about=step.matter.about, rung=step.number, period=step.period
    )
    if known.exists():
        raise Refused(_("This rung is in the list already. Look at it there."))


# --- the mail ------------------------------------------------------------------------------------------------------
def own_mail(to: Recipient, key: UUID, at: datetime) -> Message:
    """A mail beside that of the day, which carries one reminder and leaves now."""
    return digest(to, local_day(at, CENTER), at, part=f"/{at:%H%M%S}{key.hex[:12]}")
