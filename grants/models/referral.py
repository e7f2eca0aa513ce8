"""A program that the office pointed an asker to, and what became of it: rows that are added, never overwritten."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from grants.models.pointing import OutcomeQuerySet, ReferralQuerySet
from grants.models.request import Entry, OfRequest, of_request, request_wall
from grants.taxonomy import Band, Because, Said
from portal.errors import Refused
from portal.models import Person, recorded_now


class Referral(OfRequest):
    """A program, perhaps by a certain notice, that an answer pointed to, with the reasons of that day."""

    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="referrals")
    """The answer in which it stands."""
    program = models.CharField(max_length=20)
    """The program's key in the catalog."""
    opportunity = models.PositiveBigIntegerField(null=True, blank=True)
    """The number of the notice at Grants.gov, where it was a certain one."""
    verdict = models.CharField(max_length=24, blank=True)
    missing: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    """The facts on which the verdict depended, as they were on that day."""
    is_through_state = models.BooleanField(default=False)
    """A state hands the money out, so the asker goes to its agency."""
    reasons: Any = models.JSONField(default=list, blank=True)
    """Sentences with their citations, as they were on that day: `[{"text": …, "citation": …}]`."""
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=recorded_now)
    outcome_due_on = models.DateField(null=True, blank=True)
    """From this day on the asker is asked what became of it: after the deadline of the notice. None: not asked."""
    withdrawn_on = models.DateField(null=True, blank=True)
    """It was a mistake, and counts nowhere from that day on."""

    objects: ClassVar[ReferralQuerySet] = ReferralQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            *of_request("referral"),
            models.UniqueConstraint(fields=["asked", "id"], name="referral_asked_and_id"),
            models.UniqueConstraint(fields=["office", "id"], name="referral_office_and_id"),
            models.UniqueConstraint(
                fields=["request", "program", "opportunity"],
                name="pointed_to_a_program_once",
                condition=Q(withdrawn_on=None),
                nulls_distinct=False,
            ),
            request_wall(
                "referral_wall",
                secret=["reasons", "missing"],
                partner="select",
                intake="select",
                office="select insert update:withdrawn_on,outcome_due_on",
                eousa_reader="select",
                eousa="select insert update:withdrawn_on,outcome_due_on",
                totals="select:id,office_id,request_id,program,opportunity,made_on,withdrawn_on",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["office", "made_on"], name="referrals_of_an_office")]

    def __str__(self) -> str:
        return f"{self.program} ({self.made_on})"

    def withdraw(self, *, by: Person, on: date) -> None:
        """It was a mistake: nothing is asked about it any more, and it counts nowhere. Once, whoever presses first."""
        if not Referral.objects.standing().filter(pk=self.pk).update(withdrawn_on=on, outcome_due_on=None):
            raise Refused(_("Somebody has withdrawn this already."))
        self.withdrawn_on, self.outcome_due_on = on, None


class Outcome(OfRequest):
    """What somebody said became of a referral. Each word stays; the newest counts."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="outcomes")
    said = models.CharField(max_length=12, choices=Said.choices)
    because = models.CharField(max_length=13, choices=Because.choices, blank=True)
    band = models.CharField(max_length=9, choices=Band.choices, blank=True)
    said_on = models.DateField()
    said_at = models.DateTimeField(default=recorded_now)
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Nobody: the asker, by the link."""

    objects: ClassVar[OutcomeQuerySet] = OutcomeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            *of_request("outcome"),
            models.CheckConstraint(name="only_an_award_has_an_amount", condition=Q(band="") | Q(said="AWARDED")),
            request_wall(
                "outcome_wall",
                secret=[],
                partner="select insert",
                intake="select insert",
                office="select insert",
                eousa_reader="select",
                eousa="select insert",
                totals="select:id,office_id,request_id,referral_id,said,because,band,said_on,said_at",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["referral", "-said_at", "-id"], name="newest_outcome")]

    def __str__(self) -> str:
        return f"{self.get_said_display()} ({self.said_on})"
