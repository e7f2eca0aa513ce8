"""A project in the manner of SADI: a gap that is seen, a site that takes it on, a solution, a result."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.days import refuse_before, refuse_unlived
from partners.models.keeping import refuse_who_cannot_keep
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Organization, Person, recorded_now
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall


class Stage(models.TextChoices):
    """How far a project has come, in the order of the way."""

    GAP = "GAP", gettext_lazy("gap")
    SITE = "SITE", gettext_lazy("site")
    SOLUTION = "SOLUTION", gettext_lazy("solution")
    RESULT = "RESULT", gettext_lazy("result")

    @property
    def before(self) -> list[str]:
        """The stages that come earlier."""
        return [stage.value for stage in list(Stage)[: list(Stage).index(self)]]


class ProjectQuerySet(models.QuerySet["Project"]):
    """Projects by whether they run, and how one begins."""

    def open(self) -> Self:
        return self.filter(ended_on=None)

    def kept_by(self, person_id: int) -> Self:
        """What somebody keeps; of it only what whoever hands it over may read."""
        return self.open().filter(owner_id=person_id).order_by("began_on", "pk").only(*NAMELESS)

    @transaction.atomic
    def pass_on(self, *, keys: Collection[int], giver_id: int, to: Person | None, by: Person) -> None:
        """All of these go to another, or into the queue; refused if one of them has changed hands meanwhile."""
        if self.open().filter(pk__in=keys, owner_id=giver_id).update(owner=to) != len(keys):
            raise Refused(_("A project among these has just ended or changed hands. Look again."))

    @transaction.atomic
    def begin(
        self, *, office: Office, name: str, gap: str, began_on: date, by: Person, on: date, gap_key: str = ""
    ) -> "Project":
        """Begin with the gap that was seen, perhaps one of the office's list; whoever begins it keeps it."""
        refuse_unlived(began_on, on, field="began_on")
        refuse_who_cannot_keep(by, office)
        made = self.create(office=office, name=name, gap_key=gap_key, began_on=began_on, owner=by, made_by=by)
        ProjectNote.objects.create(
            office=office, project=made, stage=Stage.GAP, text=gap, noted_on=began_on, noted_by=by
        )
        return made


NAMELESS = ("office_id", "owner_id", "stage", "began_on", "ended_on")
"""What those outside the office may read of a project."""


class Project(OfficeOwned):
    """A project of one office with organizations."""

    name = models.CharField(max_length=160)
    gap_key = models.CharField(max_length=60, blank=True)
    """The gap that it takes up, as `partners.gaps.Spot.key` names it; empty: none of the list."""
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.GAP)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who keeps it. Nobody: the office's queue."""
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = ProjectQuerySet.as_manager()

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.CheckConstraint(
                name="a_project_ends_after_it_began", condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on"))
            ),
            Wall(
                name="project_wall",
                secret=["name"],
                withheld=["gap_key"],
                office="select insert update:name,stage,owner_id,ended_on",
                eousa="select:id,office_id,stage,owner_id,began_on,ended_on update:owner_id",
                eousa_reader="select:id,office_id,stage,began_on,ended_on",
                totals="select:id,office_id,owner_id,ended_on",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @transaction.atomic
    def note(self, *, stage: str, text: str, document: str = "", noted_on: date, by: Person, on: date) -> "ProjectNote":
        """Write down what was found out, agreed or reached. A later stage takes the project there; an earlier one
        never takes it back."""
        refuse_before(noted_on, on, began=self.began_on, field="noted_on")
        self._refuse_ended()
        Project.objects.open().filter(pk=self.pk, stage__in=Stage(stage).before).update(stage=stage)
        facts = {"stage": stage, "text": text, "document": document, "noted_on": noted_on}
        made = ProjectNote.objects.create(office_id=self.office_id, project=self, noted_by=by, **facts)
        self.refresh_from_db(fields=["stage"])
        return made

    @transaction.atomic
    def amend(self, *, name: str, stage: str, by: Person, on: date) -> None:
        """Another name, or another stage in so many words; the only way back."""
        self._change_while_open(name=name, stage=stage)

    @transaction.atomic
    def join(self, *, organization: Organization, part: str, joined_on: date, by: Person, on: date) -> "ProjectParty":
        """An organization takes part."""
        refuse_before(joined_on, on, began=self.began_on, field="joined_on")
        self._refuse_ended()
        entry = organization.merged_into or organization
        taken = {"a_part_once_per_project": _("%(name)s takes part like this already.") % {"name": entry.name}}
        with refusing(**taken):
            return ProjectParty.objects.create(
                office_id=self.office_id, project=self, organization=entry, part=part, joined_on=joined_on
            )

    def end(self, *, ended_on: date, by: Person, on: date) -> None:
        """The project is over; what was written stays."""
        refuse_before(ended_on, on, began=self.began_on, field="ended_on")
        self._change_while_open(ended_on=ended_on)

    @transaction.atomic
    def give(self, *, to: Person | None, by: Person, on: date) -> None:
        """Let another of the office keep it; nobody: it waits in the office's queue."""
        if to:
            refuse_who_cannot_keep(to, self.office, "to")
        self._change_while_open(owner=to)

    @transaction.atomic
    def take(self, *, by: Person, on: date) -> None:
        """Take it from the office's queue: once, however many people reach for it."""
        refuse_who_cannot_keep(by, self.office)
        if not Project.objects.open().filter(pk=self.pk, owner=None).update(owner=by):
            raise Refused(_("Somebody else has taken this project, or it has ended. Look at it again."))
        self.owner = by

    def _refuse_ended(self) -> None:
        """Refuse what comes after the end; nobody ends it until this transaction does."""
        if not Project.objects.open().select_for_update().filter(pk=self.pk).exists():
            raise Refused(ended())

    def _change_while_open(self, **facts: object) -> None:
        if not Project.objects.open().filter(pk=self.pk).update(**facts):
            raise Refused(ended())
        for name, value in facts.items():
            setattr(self, name, value)


def ended() -> str:
    return _("This project has ended. Look at it again.")


class ProjectNote(OfficeOwned):
    """What was found out, agreed or reached at a stage, on a day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="notes", db_constraint=False)
    stage = models.CharField(max_length=8, choices=Stage.choices)
    text = models.TextField(max_length=4000)
    document = models.URLField(gettext_lazy("link to a document"), blank=True)
    noted_on = models.DateField()
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=recorded_now)

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            SameOffice(name="project_note_of_own_project", field="project"),
            Wall(name="project_note_wall", secret=["text"], office="select insert", jobs="select"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} ({self.noted_on})"


class ProjectParty(OfficeOwned):
    """That an organization takes part: as the site, as provider of technical assistance, as a partner."""

    class Part(models.TextChoices):
        SITE = "SITE", gettext_lazy("site")
        ASSISTANCE = "ASSISTANCE", gettext_lazy("technical assistance")
        PARTNER = "PARTNER", gettext_lazy("partner")

    project = models.ForeignKey(Project, models.PROTECT, related_name="parties", db_constraint=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta(OfficeOwned.Meta):
        verbose_name_plural = "project parties"
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "organization", "part"], name="a_part_once_per_project", condition=Q(left_on=None)
            ),
            SameOffice(name="project_party_of_own_project", field="project"),
            Wall(name="project_party_wall", office="select insert update:left_on", jobs="select"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} ({self.part})"

    @property
    def partner(self) -> Organization:
        """The organization; a double reads as the entry that counts."""
        return self.organization.merged_into or self.organization

    def leave(self, *, left_on: date, by: Person, on: date) -> None:
        """It takes part no longer."""
        refuse_unlived(left_on, on, field="left_on")
        if left_on < self.joined_on:
            raise Refused(_("The day is before it joined."), field="left_on")
        if not ProjectParty.objects.filter(pk=self.pk, left_on=None).update(left_on=left_on):
            raise Refused(_("It has left already. Look at it again."))
