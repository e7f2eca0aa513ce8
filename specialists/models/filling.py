"""How a vacancy ends with a specialist, or gets cover meanwhile: the move and the appointment, both or neither."""

from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.models import Person
from specialists.coverage import Authority, Kind
from specialists.models.appointment import Appointment
from specialists.models.move import Move
from specialists.models.nomination import Nomination
from specialists.stages import SpecialKind, Stage, StepKey


class Filling(models.Model):
    """The verbs of a vacancy that bring an appointment."""

    objects: ClassVar[Any]
    office: Any
    office_id: Any
    moved_on: Any
    opened_on: Any
    stage: Any
    hold: Any
    move: Any
    refuse: Any

    class Meta:
        abstract = True

    def designate(
        self, *, name: str, email: str, kind: str, starts_on: date, by: Person, on: date, made_on: date | None = None
    ) -> Appointment:
        """Designate the specialist: who entered on duty, or a sitting AUSA at any time before OARM. Closes the vacancy
        and creates the appointment."""
        step = StepKey.DESIGNATE if self.stage == Stage.ENTERED else StepKey.DESIGNATE_SITTING
        refuse_kind(kind)
        self._refuse_early(starts_on, since=self.moved_on if step is StepKey.DESIGNATE else self.opened_on)
        if step is StepKey.DESIGNATE:
            self._refuse_other_than_approved(email)
        facts = {"authority": Authority.AUSA_542, "kind": kind, "starts_on": starts_on}
        return self._fill(step, name=name, email=email, by=by, on=on, made_on=made_on, **facts)

    def appoint_special(
        self,
        *,
        name: str,
        email: str,
        kind: str,
        starts_on: date,
        ends_on: date | None = None,
        by: Person,
        on: date,
        made_on: date | None = None,
    ) -> Appointment:
        """EOUSA appoints the special AUSA whom the office asked for. Under 28 USC 543 that fills the post; under
        18 USC 925D alone it does not, and the vacancy goes on where it was before the request."""
        refuse_kind(kind)
        asked = Move.objects.standing().filter(vacancy=self, step=StepKey.REQUEST_SPECIAL).newest()
        is_partial = asked is not None and asked.detail == SpecialKind.SAUSA_925D
        authority = Authority.SAUSA_925D if is_partial else Authority.SAUSA_543
        facts = {"authority": authority, "kind": kind, "starts_on": starts_on, "ends_on": ends_on}
        if not is_partial:
            step = StepKey.APPOINT_SPECIAL
            return self._fill(step, name=name, email=email, by=by, on=on, made_on=made_on, **facts)
        with transaction.atomic():
            self.move(StepKey.APPOINT_PARTIAL, by=by, on=on, made_on=made_on)
            return self._appoint(name=name, email=email, by=by, on=on, **facts)

    def _refuse_early(self, starts_on: date, *, since: date) -> None:
        """Refuse to serve before the entry on duty; a sitting AUSA does not serve before the gap was known."""
        if starts_on < since:
            raise Refused(
                _("The first day as specialist cannot be before %(day)s, when it first became possible.")
                % {"day": date_format(since, "DATE_FORMAT")},
                field="starts_on",
            )

    def _refuse_other_than_approved(self, email: str) -> None:
        """Who entered on duty is whom OARM approved; somebody else needs a nomination."""
        approved = Nomination.objects.live().filter(vacancy=self.pk).first()
        if approved and approved.candidate_email.lower() != email.strip().lower():
            raise Refused(
                _("OARM approved %(name)s, who entered on duty. Somebody else needs a nomination of their own.")
                % {"name": approved.candidate_name},
                field="email",
            )

    @transaction.atomic
    def cover(
        self, *, name: str, email: str, starts_on: date, ends_on: date | None = None, by: Person, on: date
    ) -> Appointment:
        """Record acting cover while the vacancy goes on: the office counts as acting for its period. Once."""
        self.hold()
        if not type(self).objects.open().filter(pk=self.pk).exists():
            raise Refused(_("This vacancy is closed. Cover belongs to one that is open."))
        same = Appointment.objects.standing().filter(office_id=self.office_id, starts_on=starts_on, kind=Kind.ACTING)
        if same.filter(person__email__iexact=email).exists():
            raise Refused(_("This cover is recorded already. Its end is changed on the page of the office."))
        facts = {"authority": Authority.AUSA_542, "kind": Kind.ACTING, "starts_on": starts_on, "ends_on": ends_on}
        return self._appoint(name=name, email=email, by=by, on=on, **facts)

    @transaction.atomic
    def _fill(self, step: StepKey, *, by: Person, on: date, made_on: date | None, **facts: Any) -> Appointment:
        """Close the vacancy with an appointment: both or neither, and once."""
        self.hold()
        if not type(self).objects.filter(pk=self.pk, stage=self.stage).exists():
            self.refuse(step, made_on or on)
        appointment = self._appoint(by=by, on=on, **facts)
        self.move(step, by=by, on=on, made_on=made_on, appointment=appointment)
        return appointment

    def _appoint(self, *, by: Person, on: date, **facts: Any) -> Appointment:
        return Appointment.objects.appoint_named(office=self.office, by=by, on=on, **facts)


def refuse_kind(kind: str) -> None:
    """A vacancy ends with a specialist, full time or with other duties besides; cover does not end it."""
    if kind not in {Kind.FULL_TIME, Kind.COLLATERAL}:
        raise Refused(_("Designate full time or as a collateral duty. Record acting cover as cover."), field="kind")
