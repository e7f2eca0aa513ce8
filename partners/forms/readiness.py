"""What people type about the chains of relinquishment: the grid, one link in full, which offices to list."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.chain import CHAINS, Basis, Link, Status
from partners.forms.steps import keepers
from partners.models import ReadinessLink
from partners.models.readiness_word import refuse_day, status_in
from partners.models.statement import Says
from partners.readiness import Cell, bases, cells
from portal.country import CountyFacts
from portal.forms.days import DayField
from portal.forms.lines import LinkField
from portal.forms.prose import ProseField
from portal.models import Office, Person

Choices = list[tuple[str, Any]]
ANY: Choices = [("", _("any"))]
STATUSES: Choices = [(status.value, status.label) for status in Status]
NOT_ENTERED, NO_LAW = "NOT_ENTERED", "NO_LAW"
KEYS = re.compile(r"(?:[0-9]{1,18}(?:,[0-9]{1,18}){0,99})?", re.ASCII)
Grid = Mapping[Cell, ReadinessLink]


class KeysField(forms.Field):
    """The rows that somebody has before them, by their keys: “12,13”. Hidden; empty: none."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> set[int]:
        text = str(value or "")
        if not KEYS.fullmatch(text):
            raise ValidationError(_now("Open the page again: it has lost track of what you saw."))
        return set(map(int, filter(None, text.split(","))))


def keys_of(rows: Collection[Any]) -> str:
    return ",".join(str(row.pk) for row in rows)


def day_field(label: Any, **rest: Any) -> DayField:
    return DayField(label=label, rule=refuse_day, **rest)


# --- the grid --------------------------------------------------------------------------------------------------------
class GridForm(forms.Form):
    """A control for every link of every chain that the law gives; what stays as it was is not written again."""

    as_of = day_field(
        _("Looked at on"),
        help_text=_("For every link that you change here."),
        error_messages={"required": _("Name the day on which somebody looked.")},
    )
    looked_at_all = forms.BooleanField(
        label=_("I looked at all of these on that day: links that I left as they are count as looked at too."),
        required=False,
    )
    seen = KeysField(required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, rows: Grid, has_erpo: bool, on: date, of_county: bool = False
    ) -> None:
        super().__init__(data, initial={"as_of": on, "seen": keys_of(list(rows.values()))})
        empty = _("as in the district") if of_county else _("not entered")
        for basis in bases(has_erpo=has_erpo):
            for link in CHAINS[basis]:
                cell = Cell(basis.value, link.value)
                self.fields[name_of(cell)] = forms.ChoiceField(
                    label=f"{capfirst(str(link.label))}: {basis.label}",
                    choices=[("", empty), *STATUSES],
                    required=False,
                    initial=status_in(rows, cell),
                )

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        said = {Cell(*name.split("-")): value for name, value in self.cleaned_data.items() if "-" in name}
        return {"cells": said} | {name: self.cleaned_data.get(name) for name in ("as_of", "seen", "looked_at_all")}

    def begin_again(self, before: Grid, rows: Grid) -> None:
        """After a refusal: what was chosen stays, and what it is compared with is what stands now (`rows`).

        A control that nobody had touched, seeing `before`, shows what stands now.
        """
        chosen = self.data.copy()  # type: ignore[attr-defined]
        for cell in filter(self._has, cells()):
            if chosen.get(name_of(cell), "") == status_in(before, cell):
                chosen[name_of(cell)] = status_in(rows, cell)
        chosen["seen"] = keys_of(list(rows.values()))
        self.data = chosen

    def _has(self, cell: Cell) -> bool:
        return name_of(cell) in self.fields


def name_of(cell: Cell) -> str:
    return f"{cell.basis}-{cell.link}"


class CountyForm(forms.Form):
    """Which county stands apart."""

    county = forms.ChoiceField(label=_("County that stands apart"))

    def __init__(self, data: Mapping[str, Any] | None, *, counties: Collection[CountyFacts]) -> None:
        super().__init__(data)
        self.fields["county"].choices = [  # type: ignore[attr-defined]
            ("", _("choose")), *((county.fips, county.label) for county in counties),
        ]  # fmt: skip


# --- one link --------------------------------------------------------------------------------------------------------
SAYS = Says.choices
DETAILS = {
    Link.STORE: ("holder", "capacity", "takes_ammunition"),
    Link.RETURN: ("return_conditions", "tells_protected"),
}
"""What only this link has."""


class LinkForm(forms.Form):
    """One link in full."""

    mends = True
    status = forms.ChoiceField(label=_("How far it is"), choices=STATUSES)
    as_of = day_field(_("Looked at on"))
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who sees to it"), required=False, empty_label=_("nobody: the office’s queue")
    )
    document = LinkField(label=_("Link to the document"), required=False)
    ordered_by = ProseField(label=_("Who may order it, and by which law"), max_length=160, required=False)
    holder = ProseField(label=_("Who holds what was handed over"), max_length=120, required=False)
    capacity = forms.IntegerField(
        label=_("Room for how many firearms"), min_value=0, max_value=1_000_000, required=False
    )
    takes_ammunition = forms.ChoiceField(label=_("Ammunition is taken too"), choices=SAYS, required=False)
    return_conditions = ProseField(
        label=_("On which conditions they are returned"), max_length=300, rows=3, required=False
    )
    tells_protected = forms.ChoiceField(
        label=_("The protected party is told before something is returned"), choices=SAYS, required=False
    )
    seen = KeysField(required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, office: Office, link: str, row: ReadinessLink | None, on: date, me: int
    ) -> None:
        super().__init__(data, initial=initial_of(row, on, me))
        self.fields["owner"].queryset = keepers(office)  # type: ignore[attr-defined]
        for other, names in DETAILS.items():
            for name in names if other != link else ():
                del self.fields[name]

    def clean_seen(self) -> int | None:
        return min(self.cleaned_data["seen"], default=None)

    def begin_again(self, row: ReadinessLink | None) -> None:
        """After a refusal: what was typed stays, and what it is compared with is what stands now."""
        typed = self.data.copy()  # type: ignore[attr-defined]
        typed["seen"] = keys_of([row] if row else [])
        self.data = typed


def initial_of(row: ReadinessLink | None, on: date, me: int) -> dict[str, Any]:
    if row is None:
        return {"as_of": on, "owner": me, "seen": ""}
    names = ("status", "as_of", "document", "ordered_by", *(name for names in DETAILS.values() for name in names))
    return {name: getattr(row, name) for name in names} | {"owner": row.owner_id, "seen": str(row.pk)}


# --- the 94 ----------------------------------------------------------------------------------------------------------
class ReadinessFilters(forms.Form):
    """Which offices, by their weakest link."""

    basis = forms.ChoiceField(label=_("Basis"), required=False, choices=[*ANY, *Basis.choices])
    status = forms.ChoiceField(
        label=_("Weakest link"),
        required=False,
        choices=[*ANY, (NOT_ENTERED, _("not entered")), *STATUSES, (NO_LAW, _("no law here"))],
    )
    stale = forms.ChoiceField(
        label=_("Looked at"), required=False, choices=[*ANY, ("yes", _("not for a year")), ("no", _("within a year"))]
    )
