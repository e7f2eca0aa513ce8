"""What people type about a project."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_before, refuse_unlived
from partners.forms.steps import ANY, MINE, QUEUE, partners_of
from partners.kinds import Kind
from partners.models import Profile, Project, ProjectParty
from partners.models.project import Stage
from portal.forms.days import DayField
from portal.forms.lines import LinkField
from portal.forms.prose import ProseField
from portal.models import Office, Organization

STATES = [("", _("running")), ("ended", _("ended")), ("all", _("all"))]


def day_field(label: Any) -> DayField:
    return DayField(label=label, initial=localdate, rule=refuse_unlived)


class ProjectForm(forms.Form):
    """A new project begins with the gap."""

    name = ProseField(label=_("Name"), max_length=160)
    gap = ProseField(
        label=_("Which gap was seen?"), rows=4, max_length=4000,
        help_text=_("What is missing, where, for whom. No survivor and no case."),
    )  # fmt: skip
    began_on = day_field(_("Began on"))


class ProjectEditForm(forms.Form):
    """Its name, and the stage where a note has not set it right."""

    mends = True
    name = ProseField(label=_("Name"), max_length=160)
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)

    def __init__(self, data: Mapping[str, Any] | None, *, project: Project) -> None:
        super().__init__(data, initial={"name": project.name, "stage": project.stage})


class ProjectNoteForm(forms.Form):
    """What was found out, agreed or reached."""

    stage = forms.ChoiceField(label=_("About"), choices=Stage.choices)
    text = ProseField(label=_("What was found out, agreed or reached?"), rows=4, max_length=4000)
    document = LinkField(
        label=_("Link to a document"), required=False,
        help_text=_("An address. No file is kept here."),
    )  # fmt: skip
    noted_on = day_field(_("On"))

    def __init__(self, data: Mapping[str, Any] | None, *, project: Project, **rest: Any) -> None:
        super().__init__(data, **rest)
        keep_within(self, "noted_on", project)


class ProjectPartyForm(forms.Form):
    """Which organization takes part, and how: a partner of the office, or a provider of technical assistance."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label=_("Organization"), empty_label=_("choose"))
    part = forms.ChoiceField(label=_("Takes part as"), choices=ProjectParty.Part.choices)
    joined_on = day_field(_("Since"))

    def __init__(self, data: Mapping[str, Any] | None, *, project: Project) -> None:
        super().__init__(data)
        self.fields["organization"].queryset = choosable(project.office)  # type: ignore[attr-defined]
        keep_within(self, "joined_on", project)


def keep_within(form: forms.Form, name: str, project: Project) -> None:
    """Its day is one on which the project runs, and is offered as such."""
    field = form.fields[name]
    assert isinstance(field, DayField)
    field.rule = partial(refuse_before, began=project.began_on)
    field.widget.attrs["min"] = project.began_on.isoformat()


def choosable(office: Office) -> Any:
    """The office's partners, and whoever gives technical assistance anywhere."""
    helps = Profile.objects.standing().open().filter(kind=Kind.ASSISTANCE_PROVIDER)
    found = Organization.objects.in_use().filter(pk__in=helps.values("organization"))
    return (partners_of(office) | found).order_by("name", "pk")


class LastDayForm(forms.Form):
    """When something ended."""

    def __init__(self, data: Mapping[str, Any] | None, *, field: str, label: Any) -> None:
        super().__init__(data)
        self.fields[field] = day_field(label)


class ProjectFilters(forms.Form):
    """By what the list may be narrowed."""

    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[*ANY, *Stage.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    owner = forms.ChoiceField(
        label=_("Kept by"), required=False, choices=[*ANY, (MINE, _("me")), (QUEUE, _("nobody: the queue"))]
    )
