"""Rows that a form may have several of: new organizations, and next steps. Numbered by their names, with or without
script: `step-0-text`, `step-1-text`."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.directory import Suggestion, near_names
from partners.kinds import Kind
from partners.models import NextStep
from partners.promises import AHEAD
from portal.country import fold
from portal.forms.days import DayInput
from portal.forms.prose import ProseField
from portal.models import Office, Organization

MOST = 20
"""Rows of a kind in one form."""
NEW = "new"
"""The answer that a name is none of those that resemble it."""
NEW_ROW = re.compile(r"new-\d{1,2}")


class Rows:
    """The rows of one kind in a form, those that were sent and some empty ones."""

    def __init__(self, kind: Any, data: Mapping[str, Any] | None, prefix: str, *, blank: int, **facts: Any) -> None:
        sent = re.compile(rf"{prefix}-(\d{{1,2}})-\w+")
        numbers = sorted({int(match[1]) for name in data or () if (match := sent.fullmatch(name))})[:MOST]
        self.sent = [kind(data, prefix=f"{prefix}-{number}", **facts) for number in numbers]
        self.sent = [row for row in self.sent if row.is_said]
        first = max(numbers, default=-1) + 1
        self.blank = [kind(None, prefix=f"{prefix}-{first + number}", **facts) for number in range(blank)]
        self.pattern = kind(None, prefix=f"{prefix}-__n__", **facts)
        self.is_wrong = False

    @property
    def forms(self) -> list[Any]:
        return [*self.sent, *self.blank, self.pattern]

    @property
    def is_said(self) -> bool:
        return bool(self.sent)

    def cleaned(self, form: Form, sentence: str) -> list[Any]:
        """What the rows say; where one is wrong, the form is refused and the row says why."""
        wrong = [row for row in self.sent if not row.is_valid()]
        if not wrong:
            return [row.said for row in self.sent]
        asked = [row.question for row in wrong if row.question]
        self.refuse(form, asked[0] if asked else sentence)
        return []

    def refuse(self, form: Form, sentence: str) -> None:
        self.is_wrong = True
        form.add_error(None, sentence)


class RowForm(forms.Form):
    """One row. It counts as said where its text is."""

    text_name = ""
    question = ""
    """What the top of the form asks instead of pointing to the row."""

    @property
    def is_said(self) -> bool:
        return bool(str(self[self.text_name].value() or "").strip())


class WithField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An organization by key, or by the row in which a new one is named: `new-0`."""

    def clean(self, value: Any) -> Any:
        return value if NEW_ROW.fullmatch(str(value)) else super().clean(value)


class StepForm(RowForm):
    """A promise: what, whose, until when, and with whom."""

    text_name = "text"
    text = ProseField(label=_("Next step"), required=False, max_length=200)
    side = forms.ChoiceField(label=_("Whose"), choices=NextStep.Side.choices, required=False)
    due_on = forms.DateField(label=_("Due"), required=False, widget=DayInput())
    organization = WithField(label=_("With"), queryset=Organization.objects.all(), required=False, empty_label=None)

    def __init__(self, *args: Any, today: date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.today = today

    def clean_side(self) -> str:
        return self.cleaned_data["side"] or NextStep.Side.OURS

    def clean_due_on(self) -> date:
        due: date | None = self.cleaned_data["due_on"]
        if due is None:
            raise ValidationError(_now("Say until when."))
        if due < self.today:
            raise ValidationError(_now("The step would be due before today. Choose today or a later day."))
        if due > self.today + AHEAD:
            raise ValidationError(_now("This is more than five years ahead. Check the year."))
        return due

    @property
    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def ask_with_whom(self) -> None:
        """The entry names several organizations, and this step none."""
        is_theirs = self.cleaned_data["side"] == NextStep.Side.THEIRS
        owes = _now("Say which organization owes the step “%(text)s”.")
        agreed = _now("Say with which organization the step “%(text)s” is agreed.")
        self.add_error("organization", (owes if is_theirs else agreed) % self.cleaned_data)


class AnswerField(forms.ChoiceField):
    """Its choices are known when the name is; an answer that is none of them leaves the question open."""

    def valid_value(self, value: Any) -> bool:
        return True


class NewOrganizationForm(RowForm):
    """An organization by a name that was typed: one that is there, or a new one with its kind."""

    text_name = "name"
    name = ProseField(
        label=_("Another organization"),
        required=False,
        max_length=200,
        help_text=_("Type its name; a new one is entered with its kind."),
    )
    kind = forms.ChoiceField(
        label=_("What it is"), required=False, choices=[("", _("choose if it is new")), *Kind.choices]
    )
    answer = AnswerField(label=_("Is it one of these?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, office: Office, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.office = office
        self.meant: Organization | None = None
        self.near: list[Suggestion] = []

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError until it is clear which organization is meant."""
        facts: dict[str, Any] = super().clean() or {}
        if name := facts.get("name"):
            self._settle(name, str(self["answer"].value() or ""))
        return facts

    def _settle(self, name: str, answer: str) -> None:
        self.near = near_names(name, office_id=self.office.pk, kind=self.cleaned_data.get("kind", ""))
        offered = [(str(one.pk), " · ".join(filter(None, [one.name, one.detail]))) for one in self.near]
        self.fields["answer"].choices = [*offered, (NEW, _now("none of these: enter it"))]  # type: ignore[attr-defined]
        self.meant = Organization.objects.filter(pk__in=meant_by(name, answer, self.near)).first()
        if self.meant is None:
            self._refuse_unclear(answer)

    def _refuse_unclear(self, answer: str) -> None:
        if self.near and answer != NEW:
            self.add_error("answer", _now("The directory has names like this one. Is it one of these?"))
            asked = _now("“%(name)s”: is it one of these? Choose below.") % {"name": self.cleaned_data["name"]}
            self.question = format_html('<a href="#{}">{}</a>', self["answer"][0].id_for_label, asked)
        elif not self.cleaned_data.get("kind"):
            self.add_error("kind", _now("It is new to the directory: say what it is."))

    @property
    def said(self) -> "Organization | dict[str, Any]":
        """The organization, or name and kind of the one to be entered."""
        return self.meant or {"name": self.cleaned_data["name"], "kind": self.cleaned_data["kind"]}


def meant_by(name: str, answer: str, near: list[Suggestion]) -> list[int]:
    """The key that was answered with; else of the one that has just this name, unless it was said to be new."""
    said = [one.pk for one in near if str(one.pk) == answer]
    same = [one.pk for one in near if fold(one.name) == fold(name)]
    return said or (same if len(same) == 1 and answer != NEW else [])
