"""Since when an office has been asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Q

from portal.models import Office, Person, Recorded, RecordedQuerySet
from portal.tenancy import SameOffice
from specialists.models.staffing import staffing_wall


@dataclass(frozen=True)
class Asked:
    """What became of asking: the offices asked just now, those that had been asked and are reminded from now on, and
    those that had been reminded before."""

    now: list[Office]
    begun: list[Office]
    before: list[Office]

    @classmethod
    def of(cls, offices: Collection[Office], asked: Collection[int], begun: Collection[int]) -> Self:
        """The offices by what became of them."""
        parts: dict[str, list[Office]] = {"now": [], "begun": [], "before": []}
        for office in offices:
            parts["now" if office.pk in asked else "begun" if office.pk in begun else "before"].append(office)
        return cls(**parts)


class AskingQuerySet(RecordedQuerySet):
    """Askings, and how offices are asked."""

    def reminded(self, offices: Collection[int]) -> dict[int, date]:
        """Of these offices, those whose ladder has begun, with the day on which it did."""
        begun = self.standing().filter(office__in=offices).exclude(ladder_on=None)
        return dict(begun.values_list("office_id", "ladder_on"))

    @transaction.atomic
    def ask(self, *, offices: Collection[Office], by: Person, on: date) -> Asked:
        """Ask these offices who their specialist is, and begin to remind them. Asking twice changes nothing, also
        when two do it at once; one that was asked before there were reminders is reminded from now on."""
        begun = set()
        for row in self.standing().filter(office__in=offices, ladder_on=None):
            row.supersede(by=by, ladder_on=on)
            begun.add(row.office_id)
        earlier = set(self.standing().filter(office__in=offices).values_list("pk", flat=True))
        fresh = [Asking(office=office, asked_on=on, ladder_on=on, recorded_by=by) for office in offices]
        self.bulk_create(fresh, ignore_conflicts=True)
        standing = dict(self.standing().filter(office__in=offices, recorded_by=by).values_list("office_id", "pk"))
        asked = {office_id for office_id, pk in standing.items() if pk not in earlier}
        return Asked.of(offices, asked, begun)


class Asking(Recorded):
    """EOUSA has asked this office who its specialist is. Before that its silence is no silence."""

    asked_on = models.DateField()
    ladder_on = models.DateField(null=True, blank=True)
    """From when reminders go to this office; None: it was asked before there were any, and EOUSA has not begun."""

    objects: ClassVar[AskingQuerySet] = AskingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["office"], name="an_office_is_asked_once", condition=Q(superseded_at=None)),
            SameOffice(name="asking_replaces_own", field="replaces"),
            staffing_wall("asking_wall", totals="asked_on,ladder_on", office="select"),
        ]

    def __str__(self) -> str:
        return f"asked on {self.asked_on}"
