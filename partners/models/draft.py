"""What somebody has begun to type. Outside the audit trail, gone once saved or after 30 days."""

from datetime import timedelta
from uuid import uuid4

from django.db import models

from portal.models import OfficeOwned, Person
from portal.tenancy import Wall

KEPT_FOR = timedelta(days=30)


class Draft(OfficeOwned):
    """A form as typed so far, of one person: the key of what it will become, its fields by name."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid4)
    form = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)
    """Every value of a field, in the order of the form: {"line": ["…"]}."""
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["office", "person", "key"], name="one_draft_per_key"),
            Wall(
                name="draft_wall",
                rows={"office": "own draft"},
                audited=False,
                office="select insert update:fields,saved_at delete",
                jobs="select:id,saved_at delete",
            ),
        ]
