"""Forms that say of an empty field what to do, instead of that it is required."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

USUAL = forms.Field.default_error_messages["required"]
"""What Django says; a field with words of its own keeps them."""


class AskingForm(forms.Form):
    """Each field that was left empty says what to write or to choose."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.required and field.error_messages.get("required") == USUAL:
                field.error_messages["required"] = what_to_do(field)


def what_to_do(field: forms.Field) -> Any:
    """By what kind of field it is."""
    if isinstance(field, forms.BooleanField):
        return _("Tick this to go on.")
    if isinstance(field, forms.ChoiceField):
        return _("Choose one of the answers.")
    if isinstance(field, forms.EmailField):
        return _("Write an e-mail address, such as name@example.org.")
    return _("Write something here.")
