"""What a tribe says to what an office proposes to share about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.profile import Profile
from portal.models import OfficeOwned, Organization, Person, recorded_now
from portal.tenancy import Wall


class TribeAnswer(OfficeOwned):
    """Who said what to an office's proposal, and when. Until there is one, nobody but that office reads the entry."""

    class Says(models.TextChoices):
        APPROVED = "APPROVED", _("approved")
        CHANGED = "CHANGED", _("approved with changes")
        DECLINED = "DECLINED", _("declined")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="answers", db_constraint=False)
    """The proposal: an entry that only its office reads."""
    says = models.CharField(max_length=8, choices=Says.choices)
    answered_on = models.DateField()
    recorded_at = models.DateTimeField(default=recorded_now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Nobody by name: by the link in a mail."""

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["profile"], name="a_proposal_is_answered_once"),
            Wall(name="tribe_answer_wall", office="select", partner="select insert", jobs="select"),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_says_display()}"
