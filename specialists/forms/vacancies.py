"""What people type about vacancies: which to list, and the facts of each move. Rules stand on the models."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.access import Role
from portal.forms.country import circuit_choices, state_choices
from portal.forms.lines import LineField, MailField
from portal.forms.prose import ProseField
from specialists.coverage import Kind
from specialists.forms.staffing import Choices, day_field
from specialists.stages import OFFICE_LACKS, Budget, Loss, Stage, Step
from specialists.standing import Acts

OPEN, CLOSED, ALL = "open", "closed", "all"
FOUND, LACKING, UNSAID = "found", "lacking", "unsaid"
WHICH: Choices = [(OPEN, _("open")), (CLOSED, _("closed")), (ALL, _("all"))]
BUDGETS: Choices = [
    ("", _("any")),
    (FOUND, _("found, of whatever kind")),
    (LACKING, _("none, for a reason given")),
    (UNSAID, _("not said yet")),
    *Budget.choices,
]
STAGES: Choices = [("", _("any")), *Stage.choices]
TURNS: Choices = [("", _("any")), *((acts.value, acts.label) for acts in Acts if acts is not Acts.NOBODY)]
CONFIDENTIAL = _(
    "Read by the office’s leadership and officers, OARM and EOUSA’s desk officers only. No case and no survivor."
)


class VacancyFilters(forms.Form):
    """Which vacancies to show. An office sees all of its own unless it asks otherwise; the nation those under way."""

    which = forms.ChoiceField(label=_("Vacancies"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=STAGES)
    acts = forms.ChoiceField(label=_("Whose turn"), required=False, choices=TURNS)
    budget = forms.ChoiceField(label=_("Budget"), required=False, choices=BUDGETS)
    state = forms.ChoiceField(label=_("State or territory"), required=False, choices=state_choices)
    circuit = forms.ChoiceField(label=_("Circuit"), required=False, choices=circuit_choices)
    over = forms.BooleanField(label=_("Over target"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, data: Mapping[str, Any], *, role: Role, is_own: bool, **rest: Any) -> None:
        super().__init__(data, **rest)
        which = self.fields["which"]
        assert isinstance(which, forms.ChoiceField)
        which.choices = sorted(WHICH, key=lambda choice: choice[0] != ALL) if is_own else WHICH
        self.usual = str(which.choices[0][0])
        for name in [*(("state", "circuit") if is_own else ()), *(("mine",) if role != Role.EOUSA else ())]:
            del self.fields[name]

    def asked(self, name: str) -> Any:
        """What is asked for, where it can be meant."""
        return self.cleaned_data.get(name) if hasattr(self, "cleaned_data") else None

    @property
    def which_asked(self) -> str:
        """Open, closed or all; a stage asked for is looked for among all."""
        return self.asked("which") or (ALL if self.asked("stage") else self.usual)


def made_on_field(label: Any) -> forms.DateField:
    """The day on which something happened: today unless said."""
    made = day_field(label, help_text=_("Today, or the earlier day on which it happened. It cannot be in the future."))
    made.initial = localdate
    return made


class OpeningForm(forms.Form):
    """Since when the gap is known."""

    made_on = made_on_field(_("Known since"))


class MoveForm(forms.Form):
    """A plain move: its day, and the code, reason and note that the step asks for.

    `seen` is the stage in which the form was opened: a vacancy that has moved since is looked at again.
    """

    made_on = made_on_field(_("Day"))
    seen = forms.ChoiceField(choices=Stage.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: Step, **rest: Any) -> None:
        super().__init__(*args, **rest)
        asked: dict[str, forms.Field] = {}
        if len(step.details) > 1:
            asked["detail"] = forms.ChoiceField(
                label=detail_label(step), widget=forms.RadioSelect, choices=[(d.value, d.label) for d in step.details]
            )
        if step.reasons:
            asked["reason"] = forms.ChoiceField(
                label=_("Reason"), widget=forms.RadioSelect, choices=reasons(step), help_text=CONFIDENTIAL
            )
        asked["note"] = ProseField(label=_("Note"), required=False, max_length=4000, help_text=CONFIDENTIAL, rows=4)
        self.fields |= asked
        self.order_fields(["detail", "reason", "made_on", "note"])
        self.only_detail = next(iter(step.details)).value if len(step.details) == 1 else ""

    def clean(self) -> dict[str, Any]:
        """A step with one code says it by itself."""
        if self.only_detail:
            self.cleaned_data["detail"] = self.only_detail
        return self.cleaned_data


def reasons(step: Step) -> Choices:
    """The reasons that a step may have: one that only ends a candidacy has none that end the vacancy."""
    assert step.reasons
    of_the_vacancy = set() if step.to is Stage.WITHDRAWN else {Loss.NO_LONGER_NEEDED}
    return [(code, label) for code, label in step.reasons.choices if code not in of_the_vacancy]


def detail_label(step: Step) -> Any:
    """What the code says: what pays, why nothing does, or which special AUSA."""
    if step.to is Stage.SPECIAL_REQUESTED:
        return _("Which special AUSA")
    return _("Why there is no budget") if set(OFFICE_LACKS) & set(step.details) else _("What pays for the position")


class DesignationForm(forms.Form):
    """Who the specialist is. Somebody new to the portal is written down by name and e-mail, without an account.

    Name and e-mail of the approved candidate who entered on duty stand; only others are typed.
    """

    name = LineField(label=_("Name"), max_length=120)
    email = MailField(label=_("E-mail"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        widget=forms.RadioSelect,
        choices=[(kind.value, kind.label) for kind in (Kind.FULL_TIME, Kind.COLLATERAL)],
    )
    starts_on = day_field(_("First day as specialist"))
    made_on = made_on_field(_("Designated on"))

    def __init__(self, *args: Any, candidate: Mapping[str, str] | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, known in (candidate or {}).items():
            self.fields[name].initial, self.fields[name].disabled = known, True


class SpecialForm(DesignationForm):
    """A special AUSA, whose appointment may have an end."""

    starts_on = day_field(_("First day of the appointment"))
    ends_on = day_field(
        _("First day no longer serving"), required=False, help_text=_("Leave it empty where no end is known.")
    )
    made_on = made_on_field(_("Appointed on"))
    field_order = ("name", "email", "kind", "starts_on", "ends_on", "made_on")


class CoverForm(forms.Form):
    """Who acts while the vacancy goes on."""

    name = LineField(label=_("Name"), max_length=120)
    email = MailField(label=_("E-mail"))
    starts_on = day_field(_("First day"))
    ends_on = day_field(
        _("First day no longer acting"), required=False, help_text=_("Leave it empty where no end is known.")
    )


class ChecksForm(forms.Form):
    """What is known of the pre-employment checks; what is left empty is not known."""

    background_opened_on = day_field(_("Background investigation opened"), required=False)
    background_closed_on = day_field(_("Background investigation closed"), required=False)
    drug_test_on = day_field(_("Drug test passed"), required=False, help_text=_("It comes before the entry on duty."))
    not_to_exceed_on = day_field(
        _("Not-to-exceed date"), required=False, help_text=_("The last day of a temporary appointment, if it is one.")
    )


class EntryForm(ChecksForm):
    """The entry on duty, with what is known of the checks by then."""

    made_on = made_on_field(_("Entered on duty"))
    field_order = ("made_on", "drug_test_on", "background_opened_on", "background_closed_on", "not_to_exceed_on")


class TrainingForm(forms.Form):
    """When the new specialist had been trained."""

    trained_on = day_field(_("Trained on"), help_text=_("The last day of the training."))
