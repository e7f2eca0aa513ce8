"""What is typed about barriers: by an office, and by the organization that answers. No field counts people."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_today
from partners.forms.answers import AnswerForm
from partners.forms.steps import ANY, MINE, QUEUE, WHOSE, Choices, keepers
from partners.models import Barrier, BarrierAnswer
from partners.taxonomy import BarrierKind, Need
from portal.forms.days import DayField
from portal.forms.prose import ProseField
from portal.models import Office, Organization, Person

Side, State = Barrier.Side, Barrier.State
WEEK = "week"
"""As an owner: oneself, or nobody."""


WHOLE: Choices = [("", _("the whole organization")), *Need.choices]


class BarrierForm(forms.Form):
    """What is in the way, what removes it, and whose that is."""

    mends = True
    kind = forms.ChoiceField(label=_("What kind of barrier?"), choices=[("", _("Choose")), *BarrierKind.choices])
    service = forms.ChoiceField(
        label=_("At which of its services?"), choices=WHOLE, required=False,
        help_text=_("Leave it as it is if it is about the whole organization."),
    )  # fmt: skip
    what = ProseField(
        label=_("What is in the way?"), max_length=300, help_text=_("For example: nobody signs at intake after 5 p.m.")
    )
    remedy = ProseField(label=_("What would remove it?"), max_length=300, required=False)
    side = forms.ChoiceField(label=_("Who does that?"), choices=WHOSE, widget=forms.RadioSelect, initial=Side.OURS)


class NewBarrierForm(BarrierForm):
    """A new one. `among`: the organizations at which it may be."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("At which organization?"), empty_label=_("Choose")
    )
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Who at the office looks again?"), empty_label=None)
    recheck_on = DayField(label=_("When does somebody look again?"), rule=refuse_today)
    field_order = ("organization", "service", "kind", "what", "remedy", "side", "recheck_on", "owner")

    def __init__(self, data: Mapping[str, Any] | None, *, office: Office, among: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["organization"].queryset = among  # type: ignore[attr-defined]
        self.fields["owner"].queryset = keepers(office)  # type: ignore[attr-defined]


class RecheckForm(forms.Form):
    """When somebody looks the next time."""

    recheck_on = DayField(label=_("Look again on"), rule=refuse_today)


class AcceptForm(forms.Form):
    """Why it stays."""

    reason = ProseField(label=_("Why does it stay?"), max_length=300)


class BarrierAnswerForm(AnswerForm):
    """What the organization says."""

    says = forms.ChoiceField(label=_("What do you say?"), choices=BarrierAnswer.Says.choices, widget=forms.RadioSelect)
    text = ProseField(label=_("In your words"), max_length=600, rows=4, required=False)


class BarrierFilters(forms.Form):
    """By what the list may be narrowed."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *BarrierKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*State.choices, ("all", _("all"))])
    due = forms.ChoiceField(label=_("Due"), required=False, choices=[*ANY, ("yes", _("to be looked at again"))])
    owner = forms.ChoiceField(
        label=_("Looked at by"), required=False,
        choices=[*ANY, (MINE, _("me")), (QUEUE, _("nobody: the queue")), (WEEK, _("me or nobody"))],
    )  # fmt: skip
    side = forms.ChoiceField(label=_("Who does it"), required=False, choices=[*ANY, *Side.choices])
    organization = forms.ChoiceField(label=_("Organization"), required=False)

    def __init__(self, data: Mapping[str, Any], *, partners: Any = None) -> None:
        """`partners`: the organizations at which there is one; an organization sees its own and chooses none."""
        super().__init__(data)
        if partners is None:
            for name in ("due", "owner", "side", "organization"):
                del self.fields[name]
            return
        named: Choices = [*ANY, *((str(one.pk), one.name) for one in partners)]
        self.fields["organization"].choices = named  # type: ignore[attr-defined]
