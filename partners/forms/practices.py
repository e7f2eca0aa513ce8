"""What people type about the practices of an agency: all of them in one form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partners.chain import Element, Practice
from partners.forms.readiness import ANY, NOT_ENTERED, STATUSES, KeysField, day_field, keys_of
from partners.models import AgencyPractice
from partners.models.practice_word import differs
from partners.models.readiness_word import refuse_day
from partners.models.statement import Says
from portal.errors import Refused
from portal.forms.lines import LineField, LinkField
from portal.forms.prose import ProseField

OF_EACH = ("status", "as_of", "document")
FACTS: dict[str, tuple[str, ...]] = {
    practice.value: (*OF_EACH, *more)
    for practice, more in (
        *((each, ()) for each in Practice if each not in {Practice.SCREENING, Practice.ATF}),
        (Practice.SCREENING, ("version", "elements", "asks_dating")),
        (Practice.ATF, ("contact",)),
    )
}
"""What is asked of each practice."""
Rows = Mapping[str, AgencyPractice]


def field_of(practice: str, name: str) -> forms.Field:
    named = {"practice": Practice(practice).label}
    fields: dict[str, forms.Field] = {
        "status": forms.ChoiceField(
            label=capfirst(str(Practice(practice).label)), choices=[("", _("not asked yet")), *STATUSES], required=False
        ),
        "as_of": day_field(_now("As of: %(practice)s") % named, required=False),
        "document": LinkField(label=_now("Link to the document: %(practice)s") % named, required=False),
        "version": ProseField(label=_("Version of the sheet"), max_length=40, required=False),
        "elements": forms.MultipleChoiceField(
            label=_("What it asks"), choices=Element.choices, widget=forms.CheckboxSelectMultiple, required=False
        ),
        "asks_dating": forms.ChoiceField(
            label=_("It asks for dating partners (18 USC 921(a)(37), since 2022)"), choices=Says.choices, required=False
        ),
    }
    return fields[name]


class PracticesForm(forms.Form):
    """Every practice of one agency. What stays as it was is not written again."""

    mends = True
    seen = KeysField(required=False)
    contact = LineField(label=_("Which office or role, and its number"), max_length=160, required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, rows: Rows, on: date) -> None:
        super().__init__(data, initial={"seen": keys_of(list(rows.values()))})
        self.on, self.rows = on, rows
        contact = self.fields.pop("contact")
        for practice, names in FACTS.items():
            for name in names:
                field = contact if name == "contact" else field_of(practice, name)
                field.initial = getattr(rows[practice], name) if practice in rows else self._at_first(name)
                self.fields[f"{practice}-{name}"] = field

    def clean(self) -> dict[str, Any]:
        """All that is wrong at once, each at its field: words without a status, and days that cannot be."""
        cleaned: dict[str, Any] = super().clean() or {}
        for practice, names in FACTS.items():
            said = [cleaned.get(f"{practice}-{name}") for name in names if name not in {"status", "as_of"}]
            if cleaned.get(f"{practice}-status"):
                self._refuse_day(practice, cleaned.get(f"{practice}-as_of"))
            elif any(said) and practice not in self.rows:
                self.add_error(f"{practice}-status", _("Choose how far this is, to keep what you typed beside it."))
        return cleaned

    def _refuse_day(self, practice: str, day: date | None) -> None:
        """A day that has stood there before is nobody's mistake now."""
        row = self.rows.get(practice)
        if day and (row is None or row.as_of != day):
            try:
                refuse_day(day, self.on)
            except Refused as refusal:
                self.add_error(f"{practice}-as_of", str(refusal))

    def _at_first(self, name: str) -> Any:
        return self.on if name == "as_of" else ""

    def said_of(self, before: Rows) -> dict[str, dict[str, Any]]:
        """What is said, as the verb takes it, by somebody who saw these rows.

        A status that has changed while the day was left as it was is as of today.
        """
        said = {
            practice: {name: self.cleaned_data[f"{practice}-{name}"] for name in names}
            for practice, names in FACTS.items()
        }
        for practice, facts in said.items():
            row = before.get(practice)
            is_old = row is not None and row.status != facts["status"] and row.as_of == facts["as_of"]
            facts["as_of"] = self.on if is_old or facts["as_of"] is None else facts["as_of"]
        return said

    @property
    def lines(self) -> list[dict[str, Any]]:
        """A line to each practice; what is asked of it alone stands beneath (`own`)."""
        return [
            {
                "label": capfirst(str(Practice(practice).label)),
                "own": [self[f"{practice}-{name}"] for name in names[len(OF_EACH) :]],
                "fold": self._stands() if practice == Practice.SCREENING else "",
                **{name: self[f"{practice}-{name}"] for name in OF_EACH},
            }
            for practice, names in FACTS.items()
        ]

    def _stands(self) -> str:
        """What is folded away of the screening sheet, and what of it stands on record."""
        row = self.rows.get(Practice.SCREENING)
        told = [_now("version %(version)s") % {"version": row.version}] if row and row.version else []
        if row and row.elements:
            number = {"n": len(row.elements), "all": len(Element)}
            told.append(
                ngettext("%(n)d of %(all)d elements asked", "%(n)d of %(all)d elements asked", len(row.elements))
                % number
            )
        head = _now("Version, what it asks, dating partners")
        return f"{head}: {', '.join(told)}" if told else head

    def begin_again(self, before: Rows, rows: Rows) -> None:
        """After a refusal: what was typed stays, and what it is compared with is what stands now (`rows`).

        A practice that nobody had touched, seeing `before`, shows what stands now.
        """
        typed, said = self.data.copy(), self.said_of(before)  # type: ignore[attr-defined]
        untouched = [practice for practice in FACTS if not differs(before.get(practice), said[practice])]
        for practice in untouched:
            for name in FACTS[practice]:
                typed.setlist(f"{practice}-{name}", as_typed(getattr(rows.get(practice), name, "")))
        typed["seen"] = keys_of(list(rows.values()))
        self.data = typed


def as_typed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


class PracticeFilters(forms.Form):
    """Which agencies, by how far they are with a practice."""

    practice = forms.ChoiceField(label=_("Practice"), required=False, choices=[*ANY, *Practice.choices])
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[*ANY, (NOT_ENTERED, _("not asked yet")), *STATUSES]
    )
    to_ask = forms.ChoiceField(label=_("To ask"), required=False, choices=[*ANY, ("yes", _("yes")), ("no", _("no"))])
    stale = forms.ChoiceField(
        label=_("Looked at"), required=False, choices=[*ANY, ("yes", _("not for a year")), ("no", _("within a year"))]
    )
