"""Whom an office invites to manage the entry of its partner."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.lines import LineField, MailField


class ManagerForm(forms.Form):
    """Somebody of the organization, by name and mailbox."""

    name = LineField(label=_("Name"), max_length=120)
    email = MailField(
        label=_("E-mail"),
        help_text=_("An address that this person alone reads. The link goes there and works once."),
    )
