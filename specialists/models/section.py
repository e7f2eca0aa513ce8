"""A section: an office like the District of Columbia's can have more than one specialist, with a head."""

from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import ExpressionWrapper, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import Refused
from portal.models import Office, Person, Recorded, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import SameOffice
from specialists.clocks import LONGEST, refuse_far_start
from specialists.models.staffing import ENDS_AFTER_START, staffing_wall

KEPT = ("name", "head_name", "starts_on", "ends_on", "deputies", "attorneys", "advocates", "interviewers")
"""What an entry says."""


def twice() -> dict[str, str]:
    """What to say when the database finds two of a name on one first day."""
    return {"a_section_begins_once": _("A section of this name with this first day is on record. Look at it again.")}


class SectionQuerySet(RecordedQuerySet):
    """Sections, and how one is opened."""

    def open(self, *, office: Office, by: Person, on: date, **facts: Any) -> "Section":
        """Record that the office has a section: its name, its chief if there is one, the numbers of those who serve."""
        made = Section(office=office, recorded_by=by, **facts)
        made.refuse_slips(on=on)
        with refusing(**twice()):
            made.save(force_insert=True)
        return made

    def instead_of(self, changed: "Section") -> "Section | None":
        """What stands by now in the place of an entry that was changed: the newest that goes on from where the one
        before it ended. None: taken off the record."""
        found: Section | None = changed
        while found and found.superseded_at:
            found = self.filter(replaces=found).first()
        while found and found.ends_on:
            after = self.standing().filter(name__iexact=found.name, starts_on=found.ends_on).first()
            if after is None:
                break
            found = after
        return found


class Section(Recorded):
    """A section of an office for domestic violence cases: who heads it, and how many serve in which role.

    While it has a named head, the office counts as covered full time. Of everybody else only the number is kept.
    """

    name = models.CharField(gettext_lazy("name of the section"), max_length=120)
    head_name = models.CharField(gettext_lazy("chief"), max_length=120, blank=True)
    is_headed = models.GeneratedField(
        expression=ExpressionWrapper(~Q(head_name=""), models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    deputies = models.PositiveSmallIntegerField(gettext_lazy("deputy chiefs"), default=0)
    attorneys = models.PositiveSmallIntegerField(gettext_lazy("attorneys"), default=0)
    advocates = models.PositiveSmallIntegerField(gettext_lazy("victim advocates"), default=0)
    interviewers = models.PositiveSmallIntegerField(gettext_lazy("child forensic interviewers"), default=0)

    objects: ClassVar[SectionQuerySet] = SectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="a_section_ends_after_it_began", condition=ENDS_AFTER_START),
            models.UniqueConstraint(
                fields=["office", "name", "starts_on"], name="a_section_begins_once", condition=Q(superseded_at=None)
            ),
            SameOffice(name="section_replaces_own", field="replaces"),
            staffing_wall("section_wall", totals="is_headed,starts_on,ends_on"),
        ]
        indexes = [models.Index(fields=["office", "starts_on"], name="sections_of_an_office")]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def change(self, *, since: date, by: Person, on: date, **facts: Any) -> None:
        """Another chief or other numbers from a day on; from the first day of this entry on, a correction of it."""
        if since == self.starts_on:
            self._correct(by=by, on=on, **facts)
            return
        if since < self.starts_on or (self.ends_on and since >= self.ends_on):
            raise Refused(_("On that day this entry does not hold. Choose a day on which it does."), field="since")
        fresh = self._with(**facts, starts_on=since, recorded_by=by)
        before = self.supersede(by=by, ends_on=since)
        fresh.refuse_slips(on=on, beside=before)
        with refusing(**twice()):
            fresh.save(force_insert=True)

    def end(self, *, ends_on: date, by: Person, on: date) -> None:
        """Record the first day on which the section is no more; also corrects a day recorded before."""
        self._correct(by=by, on=on, ends_on=ends_on)

    def withdraw(self, *, by: Person) -> None:
        """Take an entry off the record that never was so."""
        self.supersede(by=by)

    def refuse_slips(self, *, on: date, beside: "Section | None" = None) -> None:
        """Refuse years that nobody means, an end before the first day, and the same section twice at a time.

        `beside`: the entry whose place it takes.
        """
        refuse_far_start(self.starts_on, on=on)
        if self.ends_on and self.ends_on <= self.starts_on:
            raise Refused(_("It has to end after it began. The end is the first day without it."), field="ends_on")
        if self.ends_on and self.ends_on > on + LONGEST:
            raise Refused(_("The end is more than ten years ahead. Check the year."), field="ends_on")
        until = Q(ends_on=None) | Q(ends_on__gt=self.starts_on)
        begun = Q(starts_on__lt=self.ends_on) if self.ends_on else Q()
        others = Section.objects.standing().filter(until, begun, office_id=self.office_id, name__iexact=self.name)
        if others.exclude(pk=beside.pk if beside else None).exists():
            raise Refused(_("A section of this name is on record for a part of that time. Change that entry."))

    def _correct(self, *, by: Person, on: date, **facts: Any) -> None:
        self._with(**facts).refuse_slips(on=on, beside=self)
        with refusing(**twice()):
            self.supersede(by=by, **facts)

    def _with(self, **facts: Any) -> "Section":
        kept = {name: getattr(self, name) for name in KEPT}
        return Section(office_id=self.office_id, **kept | facts)
