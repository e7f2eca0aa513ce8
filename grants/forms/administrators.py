"""What is typed about the agencies of the states, and which of them are shown."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.administrator_file import MOST_BYTES
from grants.administrators import ANY_OF_THEM, Stands
from grants.forms.catalog import states
from grants.forms.needed import AskingForm
from grants.models import StateAdministrator
from grants.models.administrator import FACTS
from portal.forms.country import PhoneField
from portal.forms.files import SHEETS, FileToJudge
from portal.forms.lines import LineField, LinkField, MailField
from portal.forms.prose import ProseField

ALL = "all"


class AdministratorFilters(forms.Form):
    """Which of the 56 states and territories, which program, how it stands. An office begins with its own state."""

    state = forms.ChoiceField(label=_("State or territory"), required=False)
    program = forms.ChoiceField(label=_("Program"), required=False)
    stands = forms.ChoiceField(
        label=_("How it stands"), required=False,
        choices=[("", _("any")), (ANY_OF_THEM, _("to verify")), *Stands.choices],
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any], *, own: str, programs: Mapping[str, str]) -> None:
        super().__init__({"state": own or ALL, **{name: value for name, value in data.items() if value}})
        self.fields["state"].choices = [(ALL, _("all")), *states()]  # type: ignore[attr-defined]
        self.fields["program"].choices = [("", _("all")), *programs.items()]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, str]:
        """The filters that were set; one that was typed wrongly says so and is left out."""
        self.full_clean()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value and value != ALL}


class AdministratorForm(AskingForm):
    """One agency. What is on record stands in it already."""

    mends = True
    agency = LineField(label=_("Name of the agency"), max_length=160)
    website = LinkField(label=_("Its site about this money"), max_length=300, required=False)
    phone = PhoneField(
        label=_("Telephone"), max_length=40, required=False, help_text=_("Ten digits. Leave it empty if it is unknown.")
    )
    email = MailField(
        label=_("Mailbox"), required=False,
        help_text=_("A mailbox of the agency, never one with a person’s name. Leave it empty if it is unknown."),
    )  # fmt: skip
    note = ProseField(
        label=_("What an applicant should know"), max_length=300, required=False,
        help_text=_("For example when it takes applications."),
    )  # fmt: skip
    source = ProseField(
        label=_("Where this stands, or who said it"), max_length=300,
        help_text=_("For example: its own site, read today; called the number."),
    )  # fmt: skip
    is_verified = forms.BooleanField(
        label=_("I have checked this today with the agency itself, by its site or its telephone"), required=False,
        help_text=_("Only then everybody reads it. Without it, advocates are still told that it is not verified."),
    )  # fmt: skip

    opened_with = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    """What was on record when the page was opened; 0: no agency."""

    def __init__(self, data: Any = None, *, row: StateAdministrator | None) -> None:
        known = {name: getattr(row, name) for name in FACTS} if row else {}
        super().__init__(data, initial=known | {"opened_with": row.pk if row else 0})

    def has_read(self, row: StateAdministrator | None) -> None:
        """The page shows what is on record now: sent once more, this is meant."""
        if self.is_bound:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["opened_with"] = str(row.pk if row else 0)
            self.data = data


class AdministratorFileForm(forms.Form):
    """A file of agencies."""

    agencies = FileToJudge(
        label=_("File of state agencies"), accept=SHEETS,
        help_text=_(
            "CSV in UTF-8 or an Excel workbook (.xlsx), at most 1,000 rows. Nothing is written until you have seen "
            "what each row would do."
        ),
    )  # fmt: skip


class AdministratorTextForm(forms.Form):
    """What was looked at comes back to be written; it is judged again, as if it had never been seen."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=MOST_BYTES)
