"""The form of who is written to about staffing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.forms.lines import LineField, MailField
from portal.models import why_refused
from specialists.models import StaffContact


class StaffContactForm(forms.Form):
    """Who holds which post. `refused`: the addresses to which nothing is written, each with why."""

    post = forms.ChoiceField(label=_("Post"), choices=StaffContact.Post.choices)
    name = LineField(
        label=_("Name"), max_length=120, required=False, help_text=_("May be left empty, as for a mailbox.")
    )
    email = MailField(label=_("E-mail"), help_text=_("A government address. It needs no account."))

    def __init__(self, *args: Any, refused: Mapping[str, str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.refused = refused

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"].lower()
        if reason := self.refused.get(address):
            said = _(
                "Nothing is written to this address: %(why)s. Name another, or say first, in the list of refused "
                "addresses, that it works again."
            )
            raise ValidationError(said, params={"why": why_refused(reason)})
        return address
