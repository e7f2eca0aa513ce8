"""People trained, by profession: a number for each that was there."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partners.counting import MOST_PEOPLE
from partners.taxonomy import Profession


class TrainedWidget(forms.Widget):
    """A control for each profession: `trained-LAW_ENFORCEMENT`."""

    template_name = "partners/trained.html"
    use_fieldset = True
    first: Collection[str] = ()
    """The professions that stand on top: those that were counted lately."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        typed = {code: str(data.get(f"{name}-{code}") or "").strip() for code in Profession.values}
        return {code: number for code, number in typed.items() if number}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)

    def id_for_label(self, id_: str) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        counted = value if isinstance(value, dict) else {}
        context["widget"]["rows"] = [
            {"name": f"{name}-{code}", "label": label, "value": counted.get(code, "")}
            for code, label in sorted(Profession.choices, key=lambda choice: choice[0] not in self.first)
        ]
        return context


class TrainedField(forms.Field):
    """Gives {"LAW_ENFORCEMENT": 12}."""

    widget = TrainedWidget

    def clean(self, value: Any) -> dict[str, int]:
        counted = {code: whole(code, number) for code, number in (value or {}).items()}
        return {code: number for code, number in counted.items() if number}


def whole(code: str, number: str) -> int:
    """A number of people. Raises ValidationError where it is none."""
    if number.isascii() and number.isdecimal() and len(number) < 9 and int(number) <= MOST_PEOPLE:
        return int(number)
    raise ValidationError(_("“%(label)s”: type a whole number of people.") % {"label": Profession(code).label})
