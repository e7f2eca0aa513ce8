"""What people type about directives: their words, whom they go to, what an office answers."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import gazetteer
from portal.forms.lines import LineField
from portal.forms.prose import ProseField
from portal.models import Office
from specialists.directive_templates import EMERGENCY, Audience
from specialists.forms.staffing import AnswerForm, OfficeTicks, day_field
from specialists.models import Directive, Response
from specialists.models.replying import Choices, budget_choices, coverage_choices
from specialists.progress import State


class DirectiveForm(forms.Form):
    """The words of a directive."""

    title = ProseField(label=_("Title"), max_length=120)
    text = ProseField(
        label=_("Text"),
        max_length=8000,
        rows=14,
        help_text=_("What each office has to do. Read by everybody at the offices you send it to. No case, no names."),
    )
    issuers = forms.ChoiceField(
        label=_("Issued by"),
        choices=Directive.Issuers.choices,
        initial=Directive.Issuers.EOUSA,
        widget=forms.RadioSelect,
        help_text=_("Name OARM only with its agreement."),
    )
    legal_basis = ProseField(
        label=_("Legal basis"), max_length=300, help_text=_("The law or rule by which you direct, like 28 USC 542.")
    )
    asks = forms.ChoiceField(
        label=_("What each office has to do"), choices=Directive.Asks.choices, widget=forms.RadioSelect
    )
    due_on = day_field(_("Answer by"))
    is_emergency = forms.BooleanField(
        label=_("Emergency: a line on every page of the offices until they acknowledge"), required=False
    )
    banner = ProseField(
        label=_("The line"), required=False, max_length=160, help_text=_("For an emergency. One sentence.")
    )
    template = forms.ChoiceField(choices=Directive.Template.choices, required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_new: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        del self.fields["version" if is_new else "template"]

    def clean_text(self) -> str:
        """An emergency that says nothing frightens 94 offices."""
        text: str = self.cleaned_data["text"]
        if text.split() == str(EMERGENCY.words["text"]).split():
            raise forms.ValidationError(_("Write what has happened, what to do and whom to call."))
        return text


class AudienceForm(forms.Form):
    """To whom: asked for in the address, so that the preview can be shared."""

    audience = forms.ChoiceField(label=_("To"), choices=Audience.choices, widget=forms.RadioSelect)
    office = forms.MultipleChoiceField(label=_("Offices"), required=False, widget=OfficeTicks)

    def __init__(self, data: Mapping[str, Any], **rest: Any) -> None:
        super().__init__(data, **rest)
        choice = self.fields["office"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(office.court_id, str(office)) for office in gazetteer.offices().values()]

    @property
    def asked(self) -> Audience:
        return Audience(self.cleaned_data["audience"])

    def offices(self, among: Collection[Office]) -> list[Office]:
        """The offices ticked, or those that the audience means."""
        if self.asked is Audience.CHOSEN:
            ticked = set(self.cleaned_data["office"])
            return [office for office in gazetteer.offices().values() if office.court_id in ticked]
        return list(among)


class IssueForm(forms.Form):
    """Exactly the offices and the words that the preview has shown."""

    offices = forms.ModelMultipleChoiceField(
        Office.objects.all(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose at least one office.")},
    )
    version = forms.CharField(max_length=40, widget=forms.HiddenInput)


class WithdrawalForm(forms.Form):
    """Why a directive is taken back."""

    reason = ProseField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, is_draft: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["reason"].help_text = (
            _("Only EOUSA reads it.") if is_draft else _("Every office addressed reads it.")
        )


class ToldForm(forms.Form):
    """Who at the office has said so to EOUSA."""

    name = LineField(label=_("Told by"), max_length=120)


class CoverageReplyForm(AnswerForm):
    """The answer to a directive about coverage: what the record says already, or a new word."""

    def __init__(self, *args: Any, response: Response, **rest: Any) -> None:
        super().__init__(*args, office=response.office, is_told=False, **rest)
        offer(self, coverage_choices(response))


class BudgetReplyForm(forms.Form):
    """The answer to a directive about the budget."""

    says = forms.ChoiceField(label=_("Your office’s answer"), widget=forms.RadioSelect)
    note = ProseField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("Kept with the vacancy. No names of survivors, no case."),
    )

    def __init__(self, *args: Any, response: Response, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, budget_choices(response))


def offer(form: forms.Form, choices: Choices) -> None:
    """Make these the answers to choose from."""
    says = form.fields["says"]
    assert isinstance(says, forms.ChoiceField)
    says.choices = choices


REPLY: dict[str, Callable[..., forms.Form]] = {
    Directive.Asks.COVERAGE: CoverageReplyForm,
    Directive.Asks.BUDGET: BudgetReplyForm,
}
"""The form of an answer, by what the directive asks for."""


class ProgressFilters(forms.Form):
    """Which offices of a directive to show."""

    state = forms.ChoiceField(
        label=_("How far"), required=False, choices=[("", _("any")), *State.choices, ("overdue", _("overdue"))]
    )
    circuit = forms.ChoiceField(label=_("Circuit"), required=False)

    def __init__(self, data: Mapping[str, Any], **rest: Any) -> None:
        super().__init__(data, **rest)
        circuits = sorted({office.circuit for office in gazetteer.offices().values()}, key=lambda name: name.rjust(2))
        choice = self.fields["circuit"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("any")), *((circuit, circuit) for circuit in circuits)]
