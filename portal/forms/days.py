"""How a day is typed, and how a day that nobody can mean is told."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from portal.forms.told import told_on

Rule = Callable[[date, date], None]
"""Takes the day and today; raises Refused, with a sentence, for a day that cannot be meant."""


class DayInput(forms.DateInput):
    """The browser's own picker; typed as 2026-11-23 where it has none."""

    input_type = "date"

    def __init__(self, **attributes: Any) -> None:
        super().__init__(attributes or None, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day by a rule that the verb keeps too: `portal.pages.taken` asks it with the verb's own today."""

    def __init__(self, *, rule: Rule | None = None, **rest: Any) -> None:
        super().__init__(widget=DayInput(), **rest)
        self.rule = rule


def refuse_days(form: forms.BaseForm, on: date) -> None:
    """Tell each day that its rule refuses, at its field, whatever else is wrong with the form.

    A day with which the form has opened is the verb's to judge: what stands on record is nobody's slip.
    """
    if not form.is_bound:
        return
    form.is_valid()  # clean it
    for name, field in form.fields.items():
        day = form.cleaned_data.get(name)
        if not isinstance(field, DayField) or field.rule is None or not isinstance(day, date):
            continue
        if day != form.get_initial_for_field(field, name):
            with told_on(form, name):
                field.rule(day, on)
