"""What the pages of figures and reports may be asked, and the text of a report."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners import quarters
from partners.duties import DUTIES
from partners.report_texts import INTRODUCTION, NEXT
from portal.errors import Refused
from portal.forms.prose import ProseField

SHOWN_QUARTERS = 12
WRITTEN_QUARTERS = 8


def quarter_choices(on: date, number: int) -> list[tuple[str, str]]:
    """The latest quarters, newest first."""
    return [(quarters.code(one), capfirst(quarters.label(one))) for one in quarters.lately(on, number=number)]


class QuarterFilter(forms.Form):
    """Which quarter, by its code in the address; the current one, or `before` it, unless said."""

    quarter = forms.ChoiceField(label=_("Quarter"), required=False)

    def __init__(self, data: Mapping[str, Any], *, on: date, is_over: bool = False) -> None:
        super().__init__({"quarter": data.get("quarter", "")})
        self.on = on
        newest = quarters.before(quarters.quarter_of(on)) if is_over else quarters.quarter_of(on)
        self.newest = newest
        choices = quarter_choices(on, SHOWN_QUARTERS)
        asked = data.get("quarter", "")
        field = self.fields["quarter"]
        assert isinstance(field, forms.ChoiceField)
        older = [(asked, asked)] if asked and asked not in dict(choices) else []
        field.choices = [*choices, *older]
        if not asked:
            self.data = {"quarter": quarters.code(newest)}

    def clean_quarter(self) -> date:
        try:
            return quarters.read(self.cleaned_data["quarter"], on=self.on)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal

    @property
    def chosen(self) -> date:
        """The quarter asked for; where none can be meant, the newest."""
        chosen: date = self.cleaned_data.get("quarter", self.newest) if self.is_valid() else self.newest
        return chosen


class ReportForm(forms.Form):
    """Which quarter to report on."""

    quarter = forms.ChoiceField(label=_("Quarter"))

    def __init__(self, data: Mapping[str, Any] | None, *, on: date, asked: str = "") -> None:
        super().__init__(data, initial={"quarter": asked or quarters.code(quarters.before(quarters.quarter_of(on)))})
        self.on = on
        field = self.fields["quarter"]
        assert isinstance(field, forms.ChoiceField)
        choices = quarter_choices(on, WRITTEN_QUARTERS)
        field.choices = choices if not asked or asked in dict(choices) else [*choices, (asked, asked)]

    def clean_quarter(self) -> date:
        return quarters.read(self.cleaned_data["quarter"], on=self.on)


def aware(instant: datetime) -> datetime:
    """An instant that an address could be made to carry without its zone is none."""
    if instant.tzinfo is None:
        raise ValueError(instant)
    return instant


def part(label: Any, *, rows: int = 8, help_text: Any = "") -> ProseField:
    return ProseField(label=label, rows=rows, max_length=8000, required=False, help_text=help_text)


class SeenForm(forms.Form):
    """What state of the report somebody has before them, for an act that asks nothing else."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, *, seen: datetime, initial: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, initial={"seen": seen.isoformat(), **(initial or {})})

    def clean_seen(self) -> datetime:
        try:
            return aware(datetime.fromisoformat(self.cleaned_data["seen"]))
        except ValueError as error:
            raise ValidationError(_now("Open the report again: this page has lost track of its text.")) from error


class TextForm(SeenForm):
    """The words of a report, part by part."""

    mends = True

    def __init__(self, data: Mapping[str, Any] | None, *, texts: Mapping[str, str], seen: datetime) -> None:
        super().__init__(data, seen=seen, initial=texts)
        self.fields[INTRODUCTION] = part(_("The quarter"))
        for duty, about in DUTIES.items():
            self.fields[f"duty-{duty.value}"] = part(f"{duty.value}. {about.title}")
        self.fields[NEXT] = part(_("The next quarter"), rows=4, help_text=_("What the office plans. Optional."))
