"""Who answers while the office has no specialist: the form."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.models import Person


class BackupForm(forms.Form):
    """One person, or nobody."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Back-up"),
        required=False,
        empty_label=_("nobody: victim-witness staff, then EOUSA"),
    )

    def __init__(self, data: Any = None, *, people: QuerySet[Person], person: Person | None) -> None:
        super().__init__(data, initial={"person": person})
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people
