"""Whom to write to about staffing."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.models import Recorded
from portal.tenancy import SameOffice
from specialists.models.staffing import staffing_wall


class StaffContact(Recorded):
    """Whom to write to about staffing. Comes with the roster and needs no account; government roles only."""

    class Post(models.TextChoices):
        US_ATTORNEY = "US_ATTORNEY", _("US Attorney")
        FIRST_ASSISTANT = "FIRST_ASSISTANT", _("First Assistant")
        ADMINISTRATIVE_OFFICER = "ADMINISTRATIVE_OFFICER", _("Administrative officer")
        STAFFING_MAILBOX = "STAFFING_MAILBOX", _("Staffing mailbox")

    post = models.CharField(max_length=22, choices=Post.choices)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "post"], name="one_contact_per_post", condition=Q(superseded_at=None)
            ),
            SameOffice(name="staff_contact_replaces_own", field="replaces"),
            staffing_wall("staff_contact_wall"),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}: {self.name or self.email}"
