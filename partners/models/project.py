"""A project in the manner of SADI: a gap that is seen, a site that takes it on, a solution, a result."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.models import OfficeOwned, Organization, Person, recorded_now
from portal.tenancy import SameOffice, Wall


class Stage(models.TextChoices):
    """How far a project has come."""

    GAP = "GAP", _("gap")
    SITE = "SITE", _("site")
    SOLUTION = "SOLUTION", _("solution")
    RESULT = "RESULT", _("result")


class Project(OfficeOwned):
    """A project of one office with organizations."""

    name = models.CharField(max_length=160)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.GAP)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who keeps it. Nobody: the office's queue."""
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.CheckConstraint(
                name="a_project_ends_after_it_began", condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on"))
            ),
            Wall(
                name="project_wall",
                secret=["name"],
                office="select insert update:name,stage,owner_id,ended_on",
                eousa="select:id,office_id,stage,owner_id,began_on,ended_on update:owner_id",
                eousa_reader="select:id,office_id,stage,began_on,ended_on",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectNote(OfficeOwned):
    """What was found out, agreed or reached at a stage, on a day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="notes", db_constraint=False)
    stage = models.CharField(max_length=8, choices=Stage.choices)
    text = models.TextField(max_length=4000)
    document = models.URLField(_("link to a document"), blank=True)
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
        SITE = "SITE", _("site")
        ASSISTANCE = "ASSISTANCE", _("technical assistance")
        PARTNER = "PARTNER", _("partner")

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
