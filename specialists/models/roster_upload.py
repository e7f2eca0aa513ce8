"""A roster file as checked."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models import Person
from portal.tenancy import Wall


class RosterUpload(models.Model):
    """A roster file as checked: each row with its fate. National: one file speaks of all offices."""

    class State(models.TextChoices):
        CHECKED = "CHECKED", _("checked, nothing written yet")
        APPLIED = "APPLIED", _("applied")

    id = models.UUIDField(primary_key=True, default=uuid4)
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    table = models.CharField(max_length=12)
    rows = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            Wall(
                name="roster_upload_wall",
                secret=["rows"],
                eousa_reader="select",
                eousa="select insert update:state,applied_at,rows",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
