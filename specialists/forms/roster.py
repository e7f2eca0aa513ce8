"""The form of the roster."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.files import CSV, FileToJudge


class RosterForm(forms.Form):
    roster = FileToJudge(
        label=_("Roster file"),
        accept=CSV,
        help_text=_(
            "CSV in UTF-8, at most 2 MB, of specialists or of staffing contacts. The columns may stand in any order. "
            "Nothing is written until you have seen what each row would do."
        ),
    )
