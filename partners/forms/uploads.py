"""The forms of an import: the file, its columns, whom its names mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partners.directory import Suggestion
from partners.duties import Duty
from partners.importing.columns import FIELDS, Matching
from partners.importing.judging import Choice
from partners.kinds import Kind
from portal.forms.files import SHEETS, FileToJudge
from portal.prose import REASON_LENGTH, refuse_reason
from specialists.roster.reading import shown
from specialists.roster.values import US, writes_the_day_first

MONTH_FIRST, DAY_FIRST = "month", "day"
EXAMPLES = 3
"""Cells of a column that are shown with its head."""


class LogForm(forms.Form):
    log = FileToJudge(
        label=_("File of the log"),
        accept=SHEETS,
        help_text=_(
            "CSV in UTF-8 or an Excel workbook (.xlsx), at most 20 MB and 20,000 rows; of a workbook the sheet that "
            "was open last. Nothing is written until you have seen what each row would do."
        ),
    )


class ColumnsForm(forms.Form):
    """Which column holds which field."""

    def __init__(self, data: Any, *, how: Matching, heads: Sequence[str], samples: Sequence[Sequence[str]]) -> None:
        super().__init__(data)
        columns = [
            (str(place), titled(head, some)) for place, (head, some) in enumerate(zip(heads, samples, strict=True))
        ]
        for name, field in FIELDS.items():
            choice = forms.ChoiceField(label=field.label, required=field.needed)
            choice.error_messages["required"] = _("Choose the column in which this stands. No row can do without it.")
            choice.choices = [("", _("not in this file")), *columns]
            place = how.columns.get(name)
            choice.initial = "" if place is None else str(place)
            self.fields[name] = choice
        self.fields["key"].help_text = _("A number or code of the log's own that no two rows share, if it has one.")
        self.fields["duty_else"] = duty_else(how)
        self.fields["order"] = order(how, samples)

    def clean(self) -> dict[str, Any]:
        """All of it as one `Matching`."""
        said = super().clean() or {}
        columns = {name: int(said[name]) for name in FIELDS if said.get(name)}
        self._refuse_twins(columns)
        duty = int(said["duty_else"]) if said.get("duty_else") else None
        if "duty" not in columns and duty is None:
            self.add_error("duty", _now("Choose the column of the duty, or below one duty for all rows."))
        return {"matching": Matching(columns, said.get("order") == DAY_FIRST, duty)}

    def _refuse_twins(self, columns: Mapping[str, int]) -> None:
        for name, place in columns.items():
            if list(columns.values()).count(place) > 1:
                self.add_error(name, _now("This column is chosen twice. An entry needs each from a column of its own."))


def titled(head: str, some: Sequence[str]) -> str:
    """The head with what stands under it: “Date: 2026-03-04, …”"""
    examples = ", ".join(shown(cell)[:24] for cell in some[:EXAMPLES])
    return f"{head}: {examples}" if examples else head


def duty_else(how: Matching) -> forms.ChoiceField:
    field = forms.ChoiceField(label=_("Duty of rows that name none"), required=False, initial=how.duty_else or "")
    field.choices = [("", _("none: such rows stay out")), *((key, f"{key} {label}") for key, label in Duty.choices)]
    return field


def order(how: Matching, samples: Sequence[Sequence[str]]) -> forms.ChoiceField:
    """Whether month or day stands first. Where the cells do not tell, nothing is chosen beforehand."""
    field = forms.ChoiceField(label=_("A day like 3/4/2026 is"), widget=forms.RadioSelect)
    field.choices = [(MONTH_FIRST, _("March 4: the month first")), (DAY_FIRST, _("April 3: the day first"))]
    field.initial = DAY_FIRST if how.is_day_first else order_of([cell for some in samples for cell in some])
    return field


def order_of(cells: Sequence[str]) -> str | None:
    """What stands first, as far as the cells tell; nothing to tell is the month."""
    slashed = [found for cell in cells if (found := US.fullmatch(cell))]
    if any(writes_the_day_first(found[0]) for found in slashed):
        return DAY_FIRST
    is_clear = not slashed or any(int(found[2]) > 12 for found in slashed)
    return MONTH_FIRST if is_clear else None


class NamesForm(forms.Form):
    """Which organization each unknown name is, and why text that may identify somebody is kept."""

    def __init__(
        self,
        data: Any,
        *,
        names: Sequence[Sequence[Any]],
        near: Mapping[str, Sequence[Suggestion]],
        chosen: Mapping[str, Choice],
        because: str,
        needs_reason: int,
    ) -> None:
        super().__init__(data)
        self.names = {f"name-{place}": str(plain) for place, (plain, _name, _rows) in enumerate(names)}
        for place, (plain, name, rows) in enumerate(names):
            choice = forms.ChoiceField(label=name, required=False, help_text=in_rows(rows))
            choice.choices = choices(near.get(plain, ()))
            choice.initial = code_of(chosen.get(plain, Choice()))
            self.fields[f"name-{place}"] = choice
        if needs_reason:
            self.fields["because"] = forms.CharField(
                label=_("Why such text has to stand in the log"),
                required=False,
                max_length=REASON_LENGTH,
                help_text=without_reason(needs_reason),
                initial=because,
            )

    def clean_because(self) -> str:
        because = str(self.cleaned_data["because"])
        if because:
            refuse_reason(because)
        return because

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        choices = {plain: choice_of(said.get(field, "")) for field, plain in self.names.items()}
        return {"choices": choices, "because": said.get("because", "")}


def in_rows(rows: int) -> str:
    return ngettext("In %(n)d row.", "In %(n)d rows.", rows) % {"n": rows}


def choices(near: Sequence[Suggestion]) -> list[Any]:
    """Undecided, one of those that are alike, or new."""
    alike = [(f"is-{one.pk}", f"{one.name} ({one.detail})" if one.detail else one.name) for one in near]
    found: list[Any] = [("", _("not decided: its rows stay out"))]
    if alike:
        found.append((_("It is one of these"), alike))
    return [*found, (_("Enter it as new, as a"), [(f"new-{code}", label) for code, label in Kind.choices])]


def code_of(choice: Choice) -> str:
    if choice.kind:
        return f"new-{choice.kind}"
    return f"is-{choice.pk}" if choice.pk else ""


def choice_of(code: str) -> Choice:
    how, _dash, value = code.partition("-")
    if how == "is":
        return Choice(pk=int(value))
    return Choice(kind=value)


def without_reason(rows: int) -> str:
    """One reason for the file; without it those rows stay out."""
    return ngettext(
        "%(n)d row holds what may identify somebody: a telephone number, an address, a name with a detail. Without a "
        "reason it stays out.",
        "%(n)d rows hold what may identify somebody: a telephone number, an address, a name with a detail. Without a "
        "reason they stay out.",
        rows,
    ) % {"n": rows}
