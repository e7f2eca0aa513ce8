"""The forms of the roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from specialists.roster.judging import Fate


class RosterForm(forms.Form):
    """One file. What it holds is judged by the roster, not by the form."""

    roster = forms.FileField(
        label=_("Roster file"),
        allow_empty_file=True,
        help_text=_(
            "CSV in UTF-8, at most 2 MB, of specialists or of staffing contacts. The columns may stand in any order. "
            "Nothing is written until you have seen what each row would do."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


class FateForm(forms.Form):
    """Which rows of a checked roster are shown."""

    fate = forms.ChoiceField(label=_("Rows"), required=False, choices=[("", _("all rows")), *Fate.choices])

    def chosen(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows of the chosen fate; all of them for a fate that does not exist."""
        fate = self.cleaned_data.get("fate") if self.is_valid() else ""
        return [row for row in rows if not fate or row["fate"] == fate]
