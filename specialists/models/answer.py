"""What an office says of itself."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import Office, Person, Recorded, RecordedQuerySet
from portal.tenancy import SameOffice, current
from specialists.clocks import AHEAD
from specialists.coverage import ANSWER_DAYS
from specialists.models.response import Response
from specialists.models.staffing import shared_with_another, staffing_wall


class AnswerQuerySet(RecordedQuerySet):
    """Answers, and how one is given."""

    @transaction.atomic
    def give(
        self, *, office: Office, says: str, given_on: date | None = None, by: Person, on: date, **details: Any
    ) -> "Answer":
        """Record the office's word. EOUSA may do it for an office that told it so, and names who told it when.

        Details are shared_with, reason, review_on, note and told_by, as far as the answer needs them.
        """
        given = given_on or on
        made = Answer(office=office, says=says, given_on=given, recorded_by=by, **details)
        made.refuse_slips(on=on)
        made.lapses_on = lapse(given, made.review_on)
        made.save(force_insert=True)
        Response.objects.settle(made, by=by)
        return made


def lapse(given_on: date, review_on: date | None) -> date:
    """The first day on which an answer no longer holds: 90 days on, or its review date if that is earlier."""
    latest = given_on + timedelta(days=ANSWER_DAYS)
    return min(latest, review_on) if review_on else latest


class Answer(Recorded):
    """What an office without a specialist says of itself. It holds 90 days or to its review date, then decays."""

    class Says(models.TextChoices):
        ACTING = "ACTING", _("An acting specialist serves")
        SHARED = "SHARED", _("Shared with another office")
        CANNOT_NOW = "CANNOT_NOW", _("Cannot fill the post now")

    class Reason(models.TextChoices):
        NO_SLOT = "NO_SLOT", _("no vacant position")
        HIRING_FREEZE = "HIRING_FREEZE", _("hiring freeze")
        CONTINUING_RESOLUTION = "CONTINUING_RESOLUTION", _("continuing resolution")
        NO_CANDIDATE = "NO_CANDIDATE", _("no suitable candidate")
        OTHER = "OTHER", _("another reason, named in the note")

    says = models.CharField(max_length=10, choices=Says.choices)
    given_on = models.DateField()
    lapses_on = models.DateField()
    shared_with = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=24, choices=Reason.choices, blank=True)
    review_on = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=120, blank=True)
    """Who told EOUSA by telephone; empty where the office answered itself."""
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="an_answer_lapses_later", condition=Q(lapses_on__gt=F("given_on"))),
            models.CheckConstraint(
                name="an_answer_lapses_within_90_days",
                condition=Q(lapses_on__lte=F("given_on") + timedelta(days=ANSWER_DAYS)),
            ),
            models.CheckConstraint(
                name="only_cannot_now_has_a_reason", condition=Q(says="CANNOT_NOW") ^ Q(reason="", review_on=None)
            ),
            models.CheckConstraint(name="a_shared_answer_names_another_office", condition=shared_with_another("says")),
            SameOffice(name="answer_replaces_own", field="replaces"),
            staffing_wall("answer_wall", totals="says,given_on,lapses_on,shared_with_id"),
        ]
        indexes = [models.Index(fields=["office", "given_on"], name="answer_by_office")]

    def __str__(self) -> str:
        return f"{self.get_says_display()} from {self.given_on}"

    @transaction.atomic
    def withdraw(self, *, by: Person) -> None:
        """Take the answer off the record; the office's word is again the one before, if that still holds.

        A directive that it answered is owed again.
        """
        self.supersede(by=by)
        Response.objects.reopen(self)

    def refuse_slips(self, *, on: date) -> None:
        """Refuse an answer that does not say what it has to say."""
        binding = current()
        if binding and binding.role is DatabaseRole.EOUSA and not self.told_by:
            raise Refused(gettext("Name who at the office told EOUSA so."))
        self._refuse_wrong_days(on=on)
        self._refuse_wrong_office()
        self._refuse_no_reason()

    def _refuse_wrong_office(self) -> None:
        if self.says != self.Says.SHARED and self.shared_with_id:
            raise Refused(gettext("Only the answer “shared” names another office."), field="shared_with")
        if self.says == self.Says.SHARED and self.shared_with_id in {None, self.office_id}:
            raise Refused(gettext("Name the other office whose specialist serves here too."), field="shared_with")

    def _refuse_wrong_days(self, *, on: date) -> None:
        if self.given_on > on:
            raise Refused(gettext("An answer cannot be given in the future."), field="given_on")
        if self.given_on < on - timedelta(days=ANSWER_DAYS):
            raise Refused(
                gettext("An answer given more than 90 days ago has already lapsed. Ask the office again."),
                field="given_on",
            )
        if self.review_on and self.review_on <= self.given_on:
            raise Refused(gettext("The review date has to be later than the day of the answer."), field="review_on")
        if self.review_on and self.review_on > on + AHEAD:
            raise Refused(gettext("The review date is more than a year ahead. Check the year."), field="review_on")

    def _refuse_no_reason(self) -> None:
        if self.says != self.Says.CANNOT_NOW:
            if self.reason or self.review_on:
                raise Refused(gettext("Reason and review date belong to “cannot fill the post now” only."))
            return
        if not self.reason or not self.review_on:
            raise Refused(gettext("Say why the post cannot be filled now, and when you will look at it again."))
        if self.reason == self.Reason.OTHER and not self.note:
            raise Refused(gettext("Name the other reason in the note."))
