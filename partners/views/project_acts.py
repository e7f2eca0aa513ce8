"""What is done with a project: a note takes it forward, organizations join and leave, it changes hands, it ends."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partners.forms.projects import LastDayForm, ProjectEditForm, ProjectNoteForm, ProjectPartyForm, keep_within
from partners.forms.steps import GiveForm
from partners.models import Project, ProjectParty
from partners.models.project import Stage
from partners.views.projects import project_or_404
from partners.views.step_acts import Words, data_of, today_at
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page, taken


def act(request: PortalRequest, project: Project, form: Form, verb: Callable[..., Any], words: Words) -> HttpResponse:
    """Show the form with what it will do; carried out, go back and say so. Over, nothing more is done: say that."""
    if project.ended_on and request.method != "POST":
        words = {"name": project.name, "day": date_format(project.ended_on, "DATE_FORMAT")}
        messages.info(request, _("“%(name)s” ended on %(day)s. It stays as it is.") % words)
        return redirect("project-detail", project.pk)
    if taken(form, verb, by=request.person, on=today_at(project.office)):
        messages.success(request, words["done"])
        return redirect("project-detail", project.pk)
    shown = words | {"form": form, "back": reverse("project-detail", args=[project.pk])}
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


@page(Permission.PROJECT_EDIT)
def project_note_create(request: PortalRequest, pk: int) -> HttpResponse:
    """What was found out, agreed or reached."""
    project = project_or_404(request, pk)
    asked = request.GET.get("stage", "")
    stage = asked if asked in Stage.values else project.stage
    words = {
        "title": _("A note"),
        "sentence": _("What is new at “%(name)s”?") % {"name": project.name},
        "more": _("A federal prosecutor’s office reads this; it may be released by law; describe no survivor."),
        "will": [_("A note on a later stage takes the project there. One on an earlier stage never takes it back.")],
        "submit": _("Save the note"),
        "done": _("The note is on record."),
    }
    form = ProjectNoteForm(data_of(request), project=project, initial={"stage": stage})
    return act(request, project, form, project.note, words)


@page(Permission.PROJECT_EDIT)
def project_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Its name; its stage, where that is wrong."""
    project = project_or_404(request, pk)
    words = {
        "title": _("Change the project"),
        "sentence": _("What is to be changed at “%(name)s”?") % {"name": project.name},
        "will": [_("The stage you choose here is the stage it has, also if it is an earlier one. The notes stay.")],
        "submit": _("Save the change"),
        "done": _("The project is changed."),
    }
    return act(request, project, ProjectEditForm(data_of(request), project=project), project.amend, words)


@page(Permission.PROJECT_EDIT)
def project_end(request: PortalRequest, pk: int) -> HttpResponse:
    """It is over."""
    project = project_or_404(request, pk)
    stage = {"stage": capfirst(project.get_stage_display())}
    words = {
        "title": _("End the project"),
        "sentence": _("When did “%(name)s” end?") % {"name": project.name},
        "will": [
            _("It ends at the stage where it is: %(stage)s. What was reached belongs into a note before.") % stage,
            _("It stays readable, and cannot be changed any more."),
        ],
        "submit": _("End the project"),
        "done": _("The project has ended."),
        "danger": True,
    }
    form = LastDayForm(data_of(request), field="ended_on", label=_("Ended on"))
    keep_within(form, "ended_on", project)
    return act(request, project, form, project.end, words)


@page(Permission.PROJECT_EDIT)
def project_give(request: PortalRequest, pk: int) -> HttpResponse:
    """Another of the office keeps it."""
    project = project_or_404(request, pk)
    owner = project.owner.name if project.owner else _("nobody: it waits in the office’s queue")
    words = {
        "title": _("Give the project"),
        "sentence": _("Who keeps “%(name)s” from now on?") % {"name": project.name},
        "more": _("Until now: %(owner)s.") % {"owner": owner},
        "will": [_("They see to it that it goes on. What nobody keeps stands in the office’s queue.")],
        "submit": _("Give it"),
        "done": _("The project is given."),
    }
    form = GiveForm(data_of(request), office=project.office, besides=project.owner_id)
    return act(request, project, form, project.give, words)


@page(Permission.PROJECT_EDIT)
def project_take(request: PortalRequest, pk: int) -> HttpResponse:
    """From the office's queue to oneself."""
    project = project_or_404(request, pk)
    words = {
        "title": _("Take the project"),
        "sentence": _("Take “%(name)s”?") % {"name": project.name},
        "will": [_("You keep it from now on.")],
        "submit": _("Take it"),
        "done": _("You keep the project now."),
    }
    return act(request, project, Form(data_of(request)), project.take, words)


# --- who takes part --------------------------------------------------------------------------------------------------
@page(Permission.PROJECT_EDIT)
def project_party_create(request: PortalRequest, pk: int) -> HttpResponse:
    """An organization takes part."""
    project = project_or_404(request, pk)
    words = {
        "title": _("Who takes part"),
        "sentence": _("Which organization takes part in “%(name)s”?") % {"name": project.name},
        "more": _("Your partners and the providers of technical assistance in the directory are offered."),
        "will": [_("It stands on the page of the project. The organization itself sees nothing of the project.")],
        "submit": _("Add it"),
        "done": _("The organization takes part."),
    }
    return act(request, project, ProjectPartyForm(data_of(request), project=project), project.join, words)


@page(Permission.PROJECT_EDIT)
def project_party_end(request: PortalRequest, pk: int) -> HttpResponse:
    """An organization takes part no longer."""
    rows = ProjectParty.objects.filter(office=request.hat.office_id, left_on=None)
    party = get_object_or_404(rows.select_related("organization__merged_into", "project__office"), pk=pk)
    name = {"name": party.partner.name, "project": party.project.name}
    words = {
        "title": _("No longer"),
        "sentence": _("When did %(name)s leave “%(project)s”?") % name,
        "will": [_("It stays readable that it took part.")],
        "submit": _("It has left"),
        "done": _("%(name)s takes part no longer.") % name,
        "danger": True,
    }
    form = LastDayForm(data_of(request), field="left_on", label=_("Left on"))
    return act(request, party.project, form, party.leave, words)
