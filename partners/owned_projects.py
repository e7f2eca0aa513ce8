"""Projects that people keep, declared for the hand-over. Their names are told to those of the office alone."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.models import Project
from portal.access import OFFICE_DATABASE_ROLES, OUTREACH_ROLES
from portal.models import Person
from portal.ownership import Line, Owned, owns
from portal.tenancy import current


def projects(person_id: int) -> QuerySet[Project]:
    return Project.objects.kept_by(person_id)


def counted(number: int) -> str:
    return ngettext("%(n)d project to keep", "%(n)d projects to keep", number) % {"n": number}


def line(project: Project) -> Line:
    day = date_format(project.began_on, "DATE_FORMAT")
    return Line(project.pk, _("A project since %(day)s") % {"day": day}, reverse("project-detail", args=[project.pk]))


def pass_on(*, rows: Collection[Project], to: Person | None, by: Person, at: datetime) -> None:  # noqa: ARG001 every kind is told when
    """All of them change hands, or wait in the office's queue."""
    giver = next(row.owner_id for row in rows)
    Project.objects.pass_on(keys=[row.pk for row in rows], giver_id=giver or 0, to=to, by=by)


def known(keys: Sequence[int], at: datetime) -> Iterator[Line]:  # noqa: ARG001 a project has no clock
    """Those that run, by name and stage."""
    binding = current()
    if binding is None or binding.role not in OFFICE_DATABASE_ROLES:
        return
    for project in Project.objects.open().filter(pk__in=keys).order_by("name", "pk"):
        words = {"name": project.name, "stage": project.get_stage_display()}
        yield Line(project.pk, _("%(name)s: %(stage)s") % words, reverse("project-detail", args=[project.pk]))


PROJECTS = owns(Owned("project", OUTREACH_ROLES, counted, projects, line, pass_on, known, to_queue=True))
