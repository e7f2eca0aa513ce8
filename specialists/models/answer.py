"""What an office says of itself."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.models import Office, Recorded
from portal.tenancy import SameOffice
from specialists.coverage import ANSWER_DAYS
from specialists.models.staffing import staffing_wall


class Answer(Recorded):
    """What an office without a specialist says of itself. It holds 90 days or to its review date, then decays."""

    class Says(models.TextChoices):
        ACTING = "ACTING", _("Somebody acts")
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
            models.CheckConstraint(
                name="only_shared_names_an_office", condition=Q(says="SHARED") ^ Q(shared_with=None)
            ),
            SameOffice(name="answer_replaces_own", field="replaces"),
            staffing_wall("answer_wall", totals="says,given_on,lapses_on,shared_with_id"),
        ]
        indexes = [models.Index(fields=["office", "given_on"], name="answer_by_office")]

    def __str__(self) -> str:
        return f"{self.get_says_display()} from {self.given_on}"
