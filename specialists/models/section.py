"""A section: an office like the District of Columbia's can have more than one specialist, with a head."""

from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from portal.models import Recorded
from portal.tenancy import SameOffice
from specialists.models.staffing import ENDS_AFTER_START, staffing_wall


class Section(Recorded):
    """A section of an office for domestic violence cases: who heads it, and how many serve in which role.

    While it has a named head, the office counts as covered full time. Of everybody else only the number is kept.
    """

    name = models.CharField(_("name of the section"), max_length=120)
    head_name = models.CharField(_("chief"), max_length=120, blank=True)
    is_headed = models.GeneratedField(
        expression=ExpressionWrapper(~Q(head_name=""), models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    deputies = models.PositiveSmallIntegerField(_("deputy chiefs"), default=0)
    attorneys = models.PositiveSmallIntegerField(_("attorneys"), default=0)
    advocates = models.PositiveSmallIntegerField(_("victim advocates"), default=0)
    interviewers = models.PositiveSmallIntegerField(_("child forensic interviewers"), default=0)

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="a_section_ends_after_it_began", condition=ENDS_AFTER_START),
            SameOffice(name="section_replaces_own", field="replaces"),
            staffing_wall("section_wall", totals="is_headed,starts_on,ends_on"),
        ]
        indexes = [models.Index(fields=["office", "starts_on"], name="sections_of_an_office")]

    def __str__(self) -> str:
        return self.name
