"""A file that somebody sends, and which of its rows are shown once each has its fate."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

CSV = ".csv,text/csv"
SHEETS = f"{CSV},.xlsx"


class FileToJudge(forms.FileField):
    """One file. What it holds, be it nothing, is judged by the import that takes it, not by the form."""

    def __init__(self, *, accept: str, **how: Any) -> None:
        super().__init__(allow_empty_file=True, widget=forms.FileInput(attrs={"accept": accept}), **how)


class FateForm(forms.Form):
    """Which rows of a file are shown."""

    fate = forms.ChoiceField(label=_("Rows"), required=False)

    def __init__(self, data: Any, *, fates: type[models.TextChoices]) -> None:
        super().__init__(data)
        self.fields["fate"].choices = [("", _("all rows")), *fates.choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        """The code of the chosen fate; empty for all rows, and for a fate that does not exist."""
        return str(self.cleaned_data.get("fate", "")) if self.is_valid() else ""
