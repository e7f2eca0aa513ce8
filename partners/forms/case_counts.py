"""The forms of case counts: one quarter cell by cell, and a file of many."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners import quarters
from partners.case_import import MOST_BYTES
from partners.cases import BY_CODE, CELLS, MOST, Cell, Decline, Measure, Statute
from partners.forms.readiness import KeysField, keys_of
from partners.forms.reports import QuarterFilter
from partners.models.case_count import Grid, clashes, now_stands, number_in
from partners.suppression import is_struck, last_struck
from portal.forms.files import SHEETS, FileToJudge
from portal.models import Person

IS_SURE: Any = _("Yes, this is right: some matters were referred before the record begins")


def sure() -> forms.BooleanField:
    return forms.BooleanField(label=IS_SURE, required=False)


class CountsForm(forms.Form):
    """The numbers of one quarter. An empty field is not counted; 0 says that there was none."""

    seen = KeysField(required=False)
    is_sure = sure()

    def __init__(self, data: Mapping[str, Any] | None, *, standing: Grid) -> None:
        super().__init__(data, initial={"seen": keys_of(list(standing.values()))})
        self.meanwhile: dict[Cell, str] = {}
        for cell in CELLS:
            field = forms.IntegerField(label=cell.label, required=False, min_value=0, max_value=MOST)
            field.initial = number_in(standing, cell)
            self.fields[cell.code] = field

    def begin_again(self, before: Grid, standing: Grid, reader: Person) -> None:
        """After a refusal: what was typed stays, beside it what stands now, and that is what it would replace.

        A number that nobody had touched, seeing `before`, shows what stands now.
        """
        typed = self.data.copy()  # type: ignore[attr-defined]
        same = [cell for cell in CELLS if typed.get(cell.code, "").strip() == written(number_in(before, cell))]
        for cell in same:
            typed[cell.code] = written(number_in(standing, cell))
        typed["seen"] = keys_of(list(standing.values()))
        for cell in clashes(CELLS, before, standing):
            self.meanwhile[cell] = now_stands(standing[cell], reader)
        self.data = typed

    def clean(self) -> dict[str, Any]:
        """As the verb takes them."""
        said = super().clean() or {}
        cells = {cell: said.get(code) for code, cell in BY_CODE.items()}
        return {"seen": said.get("seen"), "is_sure": said.get("is_sure", False), "cells": cells}

    @property
    def is_asked(self) -> bool:
        """Whether somebody has to say that a number is right."""
        return "is_sure" in self.errors or bool(self.is_bound and self.data.get("is_sure"))

    @property
    def rows(self) -> Iterator[tuple[Statute, list[tuple[str, BoundField, str]]]]:
        """A statute each, with the fields in their order, and what was entered there meanwhile."""
        for statute in Statute:
            cells = [cell for cell in CELLS if cell.statute == statute]
            yield statute, [(head(cell), self[cell.code], self.meanwhile.get(cell, "")) for cell in cells]


def written(number: int | None) -> str:
    """As a field holds it."""
    return "" if number is None else str(number)


def head(cell: Cell) -> str:
    """What a cell counts, in a row of its statute."""
    measure = Measure(cell.measure).label
    return f"{measure}: {Decline(cell.reason).label}" if cell.reason else str(measure)


HEADS = [
    {"label": measure.label, "reasons": [reason.label for reason in Decline] if measure is Measure.DECLINED else []}
    for measure in Measure
]
"""The heads of the columns: what was declined has one for each reason."""


class CountsFileForm(forms.Form):
    counts = FileToJudge(
        label=_("File of counts"),
        accept=SHEETS,
        help_text=_(
            "CSV in UTF-8 or an Excel workbook (.xlsx), at most 1,000 rows. Numbers only: quarter, statute, measure, "
            "reason, number. Nothing is written until you have seen what each row would do."
        ),
    )


class CountsTextForm(forms.Form):
    """What was looked at comes back to be written; it is judged again, as if it had never been seen."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=MOST_BYTES)
    is_sure = sure()


class StruckFilter(QuarterFilter):
    """Which quarter, of those whose totals are struck; the newest unless said."""

    def __init__(self, data: Mapping[str, Any], *, at: datetime) -> None:
        self.at = at
        newest = last_struck(at)
        super().__init__(data if data.get("quarter") else {"quarter": quarters.code(newest)}, on=newest)

    def clean_quarter(self) -> date:
        quarter = super().clean_quarter()
        if not is_struck(quarter, self.at):
            raise ValidationError(_now("The totals of this quarter are not struck yet."))
        return quarter
