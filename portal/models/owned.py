"""What a row of one office is made of, and how a dated row is superseded instead of overwritten."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from portal.errors import Refused
from portal.models.country import Office

_recording: ContextVar[datetime | None] = ContextVar("recording", default=None)


def recorded_now() -> datetime:
    """The instant at which something is put on record: now, but for the invented years of a demonstration."""
    return _recording.get() or timezone.now()


def is_inventing() -> bool:
    """Whether what is recorded now belongs to the invented years of a demonstration."""
    return _recording.get() is not None


@contextmanager
def recording_at(instant: datetime) -> Iterator[None]:
    """Record as if it were then. Only for invented history: nowhere but where invented people may be."""
    if settings.OFFICIAL_SITE or not settings.DEMO:
        raise RuntimeError("Only a demonstration may invent when something was recorded.")
    token = _recording.set(instant)
    try:
        yield
    finally:
        _recording.reset(token)


class OfficeOwned(models.Model):
    """A row that belongs to one office. (office, id) is unique, so that other rows can refer to both at once."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["office", "id"], name="%(class)s_office_and_id")]


class RecordedQuerySet(models.QuerySet[Any]):
    """Rows by what was on record at an instant."""

    def known_at(self, known: datetime) -> Self:
        """The rows as recorded by `known`, without what was superseded by then."""
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=known), recorded_at__lte=known)

    def standing(self) -> Self:
        """The rows that nothing has superseded."""
        return self.filter(superseded_at=None)


class OnRecord(models.Model):
    """A row with a clock of its own: from when to when it was on record. National ones have nothing else.

    Only `superseded_at` is ever updated; the database grants no role any other column.
    """

    recorded_at = models.DateTimeField(default=recorded_now)
    recorded_by = models.ForeignKey("portal.Person", models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def supersede(self, *, by: models.Model | None, **changes: Any) -> Self | None:
        """Take this row off the record and put a changed copy in its place; no changes: only take it off.

        The row is superseded once, however many people press the button. By nobody: only where a table allows it.
        """
        at = recorded_now()
        kind = type(self)
        if not kind.objects.standing().filter(pk=self.pk).update(superseded_at=at):
            raise Refused("Somebody else has just changed this entry. Look at it again before you change it.")
        if not changes:
            return None
        clocks = {"id": None, "recorded_at": at, "recorded_by_id": by and by.pk, "superseded_at": None}
        fresh = kind(**self._all_but(changes) | clocks | {"replaces_id": self.pk} | changes)
        fresh.save(force_insert=True)
        return fresh

    def _all_but(self, changes: Collection[str]) -> dict[str, Any]:
        """Every value that is kept as it is, but those that the database makes itself."""
        fields = [field for field in self._meta.concrete_fields if not field.generated]
        return {field.attname: getattr(self, field.attname) for field in fields if field.name not in changes}


class Recorded(OfficeOwned, OnRecord):
    """A dated row of an office with two clocks: when it is true, and from when to when it was on record."""

    class Meta(OfficeOwned.Meta):
        abstract = True
