"""What people type about a next step: the shape of the input. Rules stand on the models."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_past
from partners.models import NextStep, Partnership
from portal.access import OUTREACH_ROLES
from portal.forms.days import DayField
from portal.forms.prose import ProseField
from portal.models import Membership, Office, Organization, Person

Side = NextStep.Side
Choices = list[tuple[str, Any]]
WHOSE: Choices = [(Side.OURS.value, _("The office does it")), (Side.THEIRS.value, _("The organization does it"))]
ANY: Choices = [("", _("any"))]
QUEUE = "queue"
"""As an owner: nobody."""
MINE = "mine"
DUE: Choices = [
    ("overdue", _("overdue")),
    ("week", _("by the end of this week")),
    ("later", _("later")),
]


def keepers(office: Office) -> Any:
    """Those of the office who may keep a next step."""
    held = Membership.objects.in_force().filter(office=office, role__in=sorted(OUTREACH_ROLES))
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id")).order_by("name", "pk")


def partners_of(office: Office) -> Any:
    """The organizations that the office works with, each by the entry that counts."""
    standing = Partnership.objects.standing().filter(office=office)
    return Organization.objects.in_use().filter(pk__in=standing.values("organization"))


class PromiseForm(forms.Form):
    """A new next step. `among`: the organizations that it may be agreed with, those of the entry where there is one."""

    text = ProseField(label=_("What is promised?"), max_length=200)
    due_on = DayField(label=_("By when?"), rule=refuse_past)
    side = forms.ChoiceField(label=_("Who does it?"), choices=WHOSE, widget=forms.RadioSelect, initial=Side.OURS)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("With which organization?"), required=False, empty_label=_("none")
    )
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Who sees to it at the office?"), empty_label=None)
    is_shared = forms.BooleanField(
        label=_("Show this step to the organization: its words, its day and who sees to it, nothing else"),
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, office: Office, among: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["organization"].queryset = among  # type: ignore[attr-defined]
        self.fields["owner"].queryset = keepers(office)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Another day."""

    due_on = DayField(label=_("New day"), rule=refuse_past)


class DropForm(forms.Form):
    """Why it will not be done."""

    reason = ProseField(label=_("Why will it not be done?"), max_length=200)


class GiveForm(forms.Form):
    """To whom it goes."""

    to = forms.ChoiceField(label=_("Who sees to it from now on?"))

    def __init__(self, data: Mapping[str, Any] | None, *, office: Office, besides: int | None, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.people: dict[str, Person] = {str(one.pk): one for one in keepers(office) if one.pk != besides}
        named: Choices = [(key, one.name) for key, one in self.people.items()]
        queue: Choices = [(QUEUE, _("nobody: the office’s queue"))] if besides else []
        self.fields["to"].choices = [("", _("choose")), *named, *queue]  # type: ignore[attr-defined]

    def clean_to(self) -> Person | None:
        """Nobody: the queue."""
        return self.people.get(self.cleaned_data["to"])


class StepFilters(forms.Form):
    """By what the list may be narrowed. The address holds them, so a list can be kept and sent."""

    owner = forms.ChoiceField(label=_("Seen to by"), required=False)
    side = forms.ChoiceField(label=_("Whose"), required=False, choices=[*ANY, *Side.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*NextStep.State.choices, ("all", _("all"))])
    due = forms.ChoiceField(label=_("Due"), required=False, choices=[*ANY, *DUE])
    organization = forms.ChoiceField(label=_("Organization"), required=False)
    shared = forms.ChoiceField(
        label=_("Shared"), required=False, choices=[*ANY, ("yes", _("shared")), ("no", _("not shared"))]
    )

    later = ("side", "organization", "shared")
    """Those that stand folded: asked for now and then."""

    def __init__(self, data: Mapping[str, Any], *, people: Collection[Person], partners: Collection[Any]) -> None:
        super().__init__(data)
        owners: Choices = [*ANY, (MINE, _("me")), (QUEUE, _("nobody: the queue"))]
        self._choices("owner", owners + [(str(one.pk), one.name) for one in people])
        self._choices("organization", ANY + [(str(one.pk), one.name) for one in partners])

    @property
    def is_later_asked(self) -> bool:
        return any(self.data.get(name) for name in self.later)

    def _choices(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
