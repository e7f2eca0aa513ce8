"""What is typed about a federal agency's contact."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import FederalContact
from portal.forms.country import PhoneField
from portal.forms.lines import LineField, LinkField, MailField
from portal.forms.prose import ProseField


class FederalContactForm(forms.Form):
    """How an agency is reached, as somebody has just tried it. What stands on record stands in it already."""

    mends = True
    unit_name = LineField(label=_("Name, as people should ask for it"), max_length=120)
    website = LinkField(label=_("Its own public site"), max_length=200)
    phone = PhoneField(
        label=_("Telephone"), max_length=40, required=False, help_text=_("Ten digits. Leave it empty if it is unknown.")
    )
    email = MailField(
        label=_("Mailbox"), required=False,
        help_text=_("A mailbox of the agency, never one with a person’s name. Leave it empty if it is unknown."),
    )  # fmt: skip
    source = ProseField(label=_("How you checked it"), max_length=200, help_text=_("For example: called the number."))

    def __init__(self, data: Any = None, *, contact: FederalContact) -> None:
        opening = {name: getattr(contact, name) for name in ("unit_name", "website", "phone", "email")}
        super().__init__(data, initial=opening)
