"""Taking the last move of a vacancy back, with everything that came with it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.models import Person
from portal.pages import refusing
from specialists.models.appointment import Appointment
from specialists.models.move import Move
from specialists.models.response import Response
from specialists.stages import CLOSED, Budget, StepKey

UNDO = timedelta(days=1)
"""For how long the author may undo the last move."""


def doubled() -> dict[str, str]:
    """What to say when the office has a vacancy, or the vacancy a nomination, already."""
    return {
        "one_open_vacancy_per_office": _("This office has an open vacancy already. Move that one."),
        "one_nomination_at_a_time": _("Another nomination has been begun since. Take that one back first."),
    }


class Undoing(models.Model):
    """The verb of a vacancy that takes its last move back."""

    objects: ClassVar[Any]
    opened_on: Any
    hold: Any

    class Meta:
        abstract = True

    @transaction.atomic
    def undo(self, *, by: Person, at: datetime) -> Move:
        """Take the last move back: by its author, within a day. The move stays readable, with when it was undone."""
        self.hold()
        last = Move.objects.standing().filter(vacancy=self.pk).newest()
        refuse_undoing(last, by, at)
        assert last is not None
        appointment = Appointment.objects.filter(vacancy=self.pk).first()
        last.supersede(by=by)
        with refusing(**doubled()):
            self._turn_back(last)
            last.restore_nomination()
        Response.objects.reopen(last)
        if appointment:
            appointment.withdraw(by=by)
        self.refresh_from_db()
        return last

    def _turn_back(self, last: Move) -> None:
        """Set the vacancy back to where it was before its last move."""
        standing = Move.objects.standing().filter(vacancy=self.pk)
        before = standing.newest()
        facts: dict[str, Any] = {"stage": last.stage_from, "moved_on": before.made_on if before else self.opened_on}
        if last.stage in CLOSED:
            facts |= {"closed_on": None, "appointment": None}
        if last.detail in Budget.values:
            named = standing.filter(detail__in=Budget.values).newest()
            facts["budget"] = named.detail if named else ""
        if not type(self).objects.filter(pk=self.pk, stage=last.stage, trained_on=None).update(**facts):
            raise Refused(_("The vacancy has moved on meanwhile, or its training is recorded. It stays as it is."))


def refuse_undoing(last: Move | None, by: Person, at: datetime) -> None:
    """Refuse to undo an opening, a move that brought an appointment to an open post, another's, and an old one."""
    if last is None or last.step == StepKey.OPEN:
        raise Refused(_("The opening cannot be undone. Take the vacancy off the record, if it was opened in error."))
    if last.step == StepKey.VOID:
        raise Refused(_("What is off the record stays off it. Open the vacancy anew."))
    if last.step == StepKey.APPOINT_PARTIAL:
        raise Refused(_("An appointment went with this move. EOUSA takes that off the record first."))
    if last.recorded_by_id != by.pk or last.recorded_at < at - UNDO:
        raise Refused(_("Only who made the last move can undo it, and only within a day."))
