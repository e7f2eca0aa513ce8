"""Forms of the country: the list's filters, and one public contact of an office."""

import re
from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.country import STATES
from portal.forms.lines import LineField
from portal.models import OfficeContact

CIRCUITS = ["DC", *(str(number) for number in range(1, 12))]


def state_choices() -> list[tuple[str, str]]:
    """The states and territories that have an office, by their names in the reader's language."""
    named = [(code, _now(name)) for code, name in STATES.items() if code not in {"AS", "UM"}]
    return [("", _now("all")), *sorted(named, key=lambda pair: pair[1])]


def circuit_choices() -> list[tuple[str, str]]:
    return [("", _now("all")), *((circuit, circuit) for circuit in CIRCUITS)]


class OfficeFilters(forms.Form):
    """Which of the 94."""

    state = forms.ChoiceField(label=_("State or territory"), required=False, choices=state_choices)
    circuit = forms.ChoiceField(label=_("Circuit"), required=False, choices=circuit_choices)

    @property
    def asked(self) -> dict[str, str]:
        """The filters that were set, by field; one that was typed wrongly says so and is left out."""
        self.full_clean()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


PHONE = re.compile(
    r"\(?([2-9][0-9]{2})\)?[-. ]*([0-9]{3})[-. ]*([0-9]{4})(?: *(?:x|ext\.?) *([0-9]{1,6}))?", re.IGNORECASE
)

HINTS = {
    OfficeContact.Kind.MAIN_PHONE: _("Ten digits, for example 202-555-0100. Leave empty if it is unknown."),
    OfficeContact.Kind.VICTIM_WITNESS: _("Ten digits, for example 202-555-0100. Leave empty if it is unknown."),
    OfficeContact.Kind.PUBLIC_MAILBOX: _(
        "A mailbox of the office, never one with a person’s name. Leave empty if it is unknown."
    ),
}


class ContactForm(forms.Form):
    """What a public contact is, as checked by whoever saves it."""

    value = LineField(max_length=120, required=False)

    def __init__(self, *args: Any, contact: OfficeContact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        self.initial = {"value": contact.value}
        self.fields["value"].label = contact.get_kind_display()
        self.fields["value"].help_text = HINTS[OfficeContact.Kind(contact.kind)]

    def clean_value(self) -> str:
        value: str = self.cleaned_data["value"]
        if not value:
            return ""
        if self.contact.kind == OfficeContact.Kind.PUBLIC_MAILBOX:
            EmailValidator(_now("This is no e-mail address."))(value)
            return value
        return written(value)


def written(number: str) -> str:
    """A US telephone number as everybody writes it: 202-555-0100, 202-555-0100 ext. 12."""
    match = PHONE.fullmatch(number.removeprefix("+1").strip(" -").removeprefix("1-"))
    if match is None:
        raise forms.ValidationError(_now("This is no telephone number of ten digits."))
    area, exchange, line, extension = match.groups()
    return f"{area}-{exchange}-{line}" + (f" ext. {extension}" if extension else "")


class PhoneField(LineField):
    """A telephone number, kept as everybody writes it; empty stays empty."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        return written(typed) if typed else ""
