"""What is typed about forms of courts: what an office saw, and what the state or the court replies."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_unlived
from partners.forms.answers import AnswerForm
from partners.forms.profile import STATE_CHOICES
from partners.forms.steps import ANY, Choices
from partners.models import NoticeForm, NoticeReply
from partners.models.notice import refuse_unwilling
from partners.models.statement import Says
from portal.forms.days import DayField
from portal.forms.prose import ProseField
from portal.forms.told import told_on
from portal.models import Organization

UNKNOWN = "UNKNOWN"
"""In an address: nobody has said whether the form carries the notice."""
CARRIES: Choices = [(code or UNKNOWN, label) for code, label in Says.choices]
LANGUAGES = NoticeForm._meta.get_field("language").choices or []
YES_NO: Choices = [("yes", _("yes")), ("no", _("no"))]


class ObservationForm(forms.Form):
    """A form of a court, and what somebody of the office saw on it."""

    mends = True
    state = forms.ChoiceField(label=_("State or territory"), choices=[("", _("Choose")), *STATE_CHOICES])
    court = ProseField(
        label=_("Court"), max_length=160, help_text=_("The court, or the body that makes the form for its courts.")
    )
    form = ProseField(label=_("Name or number of the form"), max_length=160)
    language = forms.ChoiceField(label=_("Language of the form"), choices=LANGUAGES, initial="EN")
    version = ProseField(
        label=_("Version"), max_length=60, required=False, help_text=_("As it is printed on the form: Rev. 7/2025.")
    )
    carries = forms.ChoiceField(
        label=_("Does it carry the notice?"), choices=Says.choices, widget=forms.RadioSelect, required=False,
        help_text=_("That federal law forbids firearms, 18 USC 922(g)(8) and (9)."),
    )  # fmt: skip
    seen_on = DayField(label=_("Seen on"), rule=refuse_unlived)
    note = ProseField(label=_("Note"), max_length=300, required=False)
    is_tribal = forms.BooleanField(
        label=_("It is a form of a tribal court, or a tribe’s code"), required=False,
        help_text=_("A tribe takes part by its own will. Until it has said so, write nothing about its courts here."),
    )  # fmt: skip
    joined_on = DayField(label=_("The tribe takes part since"), required=False, rule=refuse_unlived)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Who may reply"), required=False, empty_label=_("nobody yet"),
        help_text=_("A court or a state agency among your partners. It reads this form’s entry and can answer."),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None, *, among: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["organization"].queryset = among  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A tribe's own will is told together with all else."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "joined_on" in cleaned:
            with told_on(self):
                refuse_unwilling(is_tribal=cleaned["is_tribal"], joined_on=cleaned["joined_on"])
        return cleaned


class NoticeReplyForm(AnswerForm):
    """What the state or the court says."""

    says = forms.ChoiceField(label=_("What do you say?"), choices=NoticeReply.Says.choices, widget=forms.RadioSelect)
    text = ProseField(label=_("In your words"), max_length=600, rows=4, required=False)


class NoticeFilters(forms.Form):
    """By what the list may be narrowed."""

    state = forms.ChoiceField(label=_("State or territory"), required=False, choices=[*ANY, *STATE_CHOICES])
    carries = forms.ChoiceField(label=_("Carries the notice"), required=False, choices=[*ANY, *CARRIES])
    old = forms.ChoiceField(label=_("Last seen"), required=False, choices=[*ANY, ("yes", _("more than a year ago"))])
    mine = forms.ChoiceField(label=_("Whose"), required=False, choices=[*ANY, ("yes", _("your office’s"))])
    tribal = forms.ChoiceField(label=_("Tribal"), required=False, choices=[*ANY, *YES_NO])

    def __init__(self, data: Mapping[str, Any], *, is_of_an_office: bool) -> None:
        super().__init__(data)
        if not is_of_an_office:
            del self.fields["mine"]
