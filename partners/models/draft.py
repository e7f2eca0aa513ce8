"""What somebody has begun to type. Outside the audit trail, gone once saved or after 30 days."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID, uuid4

from django.db import models

from portal.access import DatabaseRole
from portal.models import Office, OfficeOwned, Person
from portal.tenancy import Wall, acting_as

KEPT_FOR = timedelta(days=30)
NEW, EDIT = "outreach", "outreach-edit"
"""The forms that are kept while they are typed: a new entry of the log, and a change of one that stands."""
Typed = Mapping[str, list[str]]
"""Every value of each field, by its name in the form."""


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts of the person who is bound; nobody else's are ever seen."""

    def of_new_entries(self, person: Person) -> Self:
        """What the person has begun and not saved, the newest first."""
        return self.filter(person=person, form=NEW).order_by("-saved_at")

    def keep(self, *, office: Office, by: Person, key: UUID, form: str, fields: Typed, at: datetime) -> None:
        """Write down what is typed so far in place of what was. Two windows on one draft: the later one counts."""
        draft = Draft(office=office, person=by, key=key, form=form, fields=dict(fields), began_at=at, saved_at=at)
        self.bulk_create(
            [draft],
            update_conflicts=True,
            unique_fields=["office", "person", "key"],
            update_fields=["fields", "saved_at"],
        )

    def discard_new_entries(self, person: Person) -> int:
        """Throw away whatever the person has begun and not saved. Gives how many."""
        return self.filter(person=person, form=NEW).delete()[0]

    def purge(self, *, at: datetime) -> int:
        """As the jobs: throw away what nobody has touched for 30 days. Gives how many."""
        with acting_as(DatabaseRole.JOBS):
            return self.filter(saved_at__lt=at - KEPT_FOR).delete()[0]


class Draft(OfficeOwned):
    """A form as typed so far, of one person: the key of what it will become, its fields by name."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid4)
    form = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)
    """Every value of a field, in the order of the form: {"line": ["…"]}."""
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

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

    def __str__(self) -> str:
        return self.line or self.began_at.strftime("%Y-%m-%d")

    @property
    def line(self) -> str:
        """The one line as typed so far."""
        return str((self.fields.get("line") or [""])[0])

    @property
    def organization_keys(self) -> list[int]:
        """The organizations that are ticked in it."""
        return [int(key) for key in self.fields.get("organizations", []) if key.isdecimal() and len(key) < 19]

    @property
    def window(self) -> str:
        """Which window wrote it last."""
        return str((self.fields.get("window") or [""])[0])

    def discard(self) -> None:
        """The person does not want it any more."""
        self.delete()
