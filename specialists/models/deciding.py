"""What OARM does with a nomination: take it, put it back, decide it. One analyst at a time."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from portal.access import Role
from portal.errors import Refused
from portal.models import Membership, Person
from specialists.stages import NominationState, ReturnReason, StepKey

CLAIMABLE = (NominationState.SENT, NominationState.RETURNED)


class Deciding(models.Model):
    """OARM's verbs of a nomination."""

    objects: ClassVar[Any]
    claimed_by: Any
    claimed_by_id: Any
    claimed_at: Any
    reference: Any
    _decided: Any

    class Meta:
        abstract = True

    @transaction.atomic
    def claim(self, *, by: Person, at: datetime) -> None:
        """Take the nomination on one's own desk; it is taken once, however many reach for it."""
        refuse_other_than_analyst(by)
        free = type(self).objects.filter(pk=self.pk, claimed_by=None, state__in=CLAIMABLE)
        if not free.update(claimed_by=by, claimed_at=at):
            self.refresh_from_db()
            self._refuse_claimed()
            raise Refused(_("This nomination does not wait for OARM now."))
        self.claimed_by, self.claimed_at = by, at

    def release(self, *, by: Person, at: datetime) -> None:
        """Put it back into the common queue."""
        if not type(self).objects.filter(pk=self.pk).exclude(claimed_by=None).update(claimed_by=None, claimed_at=None):
            raise Refused(_("Nobody has taken this nomination."))
        self.claimed_by = self.claimed_at = None

    @transaction.atomic
    def pass_on(self, *, to: Person | None, by: Person, at: datetime) -> None:
        """Hand the claim over to another analyst, or to the queue; refused if it has changed hands meanwhile."""
        if to:
            refuse_other_than_analyst(to)
        mine = type(self).objects.claimed(self.claimed_by_id or 0).filter(pk=self.pk)
        if not mine.update(claimed_by=to, claimed_at=at if to else None):
            raise Refused(_("This nomination has changed hands meanwhile. Look at it again."))
        self.claimed_by, self.claimed_at = to, at if to else None

    def refer(self, *, reference: str, by: Person, on: date) -> None:
        """Note OARM's own reference number."""
        type(self).objects.filter(pk=self.pk).update(reference=reference)
        self.reference = reference

    def approve(self, *, conditions: str = "", by: Person, on: date, made_on: date | None = None) -> None:
        """OARM approves, with conditions if any are said."""
        step = StepKey.APPROVE_WITH_CONDITIONS if conditions else StepKey.APPROVE
        self._judged(step, by=by, on=on, made_on=made_on, note=conditions)

    def give_back(self, *, reason: str, text: str, by: Person, on: date, made_on: date | None = None) -> None:
        """OARM returns the package to the office, with a code and a text."""
        if reason not in ReturnReason.values or not text.strip():
            raise Refused(_("Say with a code and in words what the office has to mend."))
        self._judged(StepKey.RETURN, by=by, on=on, made_on=made_on, reason=reason, note=text)

    def decline(self, *, text: str, by: Person, on: date, made_on: date | None = None) -> None:
        """OARM declines the candidate; the vacancy is at screening again."""
        if not text.strip():
            raise Refused(_("Say in words why the nomination is declined."), field="text")
        self._judged(StepKey.DECLINE, by=by, on=on, made_on=made_on, note=text)

    @transaction.atomic
    def _judged(self, step: StepKey, *, by: Person, **facts: Any) -> None:
        """Decide, unless another analyst has taken the nomination: asked when nobody can take it any more."""
        self._decided(step, by=by, **facts)
        if self.claimed_by_id != by.pk:
            self._refuse_claimed()

    def _refuse_claimed(self) -> None:
        if self.claimed_by:
            said = _("%(name)s of OARM has taken this nomination. It is released first, then taken by another.")
            raise Refused(said % {"name": self.claimed_by.name})


def refuse_other_than_analyst(person: Person) -> None:
    """Refuse to give a nomination to somebody who does not act for OARM now, and go on doing so until this ends."""
    if not Membership.objects.filter(office=None, organization=None).secured(person, {Role.OARM}):
        raise Refused(_("%(name)s does not act for OARM, so cannot take a nomination.") % {"name": person.name})
