"""How often somebody wants to be told what is for information only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.models import Information


class PreferenceForm(forms.Form):
    """Three choices; a reminder comes on its day in any case."""

    information = forms.ChoiceField(
        label=_("What changed, what is new and what is for information"),
        choices=Information.choices,
        widget=forms.RadioSelect,
    )
