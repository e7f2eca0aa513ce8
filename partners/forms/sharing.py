"""With whom an entry is shared, or no longer."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.models import Organization


class ShareForm(forms.Form):
    """One organization of the entry, and which of the two is done."""

    SHARE, TAKE_BACK = "share", "take-back"

    organization = forms.ModelChoiceField(Organization.objects.none(), widget=forms.HiddenInput)
    does = forms.ChoiceField(choices=[(SHARE, _("share")), (TAKE_BACK, _("take back"))], widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, among: Collection[Organization]) -> None:
        super().__init__(data)
        keys = [one.pk for one in among]
        self.fields["organization"].queryset = Organization.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
