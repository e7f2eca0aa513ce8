"""An existing log on its way in: a file as read, each row with its fate."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models import OfficeOwned, Person
from portal.tenancy import Wall


class Upload(OfficeOwned):
    """A file of outreach. What the identity guard refuses has never been in it."""

    class State(models.TextChoices):
        READ = "READ", _("read, its columns not matched yet")
        CHECKED = "CHECKED", _("checked, nothing written yet")
        RUNNING = "RUNNING", _("being written")
        APPLIED = "APPLIED", _("written")

    id = models.UUIDField(primary_key=True, default=uuid4)
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    heads = models.JSONField(default=list)
    """The file's own column heads."""
    mapping = models.JSONField(default=dict)
    """Which head holds which field."""
    rows = models.JSONField(default=list)
    """[number, cells, fate, words] of each."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.READ)
    done = models.PositiveIntegerField(default=0)
    """How many rows are through."""
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            Wall(
                name="upload_wall",
                audited=False,
                office="select insert update:mapping,rows,state,done delete",
            ),
        ]
