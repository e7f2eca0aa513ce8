"""The forms of 18 USC 925D: who is the point of contact, at an office or in a field division of ATF."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.forms.country import PhoneField, circuit_choices, state_choices
from portal.forms.lines import LineField, MailField
from specialists.forms.staffing import ClockForm, day_field


class PointOfContactForm(forms.Form):
    """Who it is, and since when. Nobody needs an account for it."""

    name = LineField(label=_("Name"), max_length=120)
    email = MailField(label=_("E-mail"))
    since = day_field(_("Point of contact since"))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["since"].initial = localdate


class DivisionContactForm(forms.Form):
    """Whom to ask in a field division, as checked on a day; all three left empty says that it is unknown."""

    name = LineField(label=_("Name"), max_length=120, required=False)
    email = MailField(label=_("E-mail"), required=False)
    phone = PhoneField(
        label=_("Telephone"), max_length=30, required=False, help_text=_("Ten digits, for example 202-555-0100.")
    )
    verified_on = day_field(_("Verified on"), help_text=_("The day on which you checked that this is right."))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["verified_on"].initial = localdate


class PointOfContactFilters(ClockForm):
    """Which of the 94, on which day, as known by when."""

    state = forms.ChoiceField(label=_("State or territory"), required=False, choices=state_choices)
    circuit = forms.ChoiceField(label=_("Circuit"), required=False, choices=circuit_choices)
    missing = forms.BooleanField(label=_("Only offices without one"), required=False)
    field_order = ("state", "circuit", "on", "known", "missing")
