"""What is asked of the catalog in an address."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from grants.catalog import AHEAD, EARLIEST, Through
from grants.catalog_words import day_words
from grants.taxonomy import Agency, Violence
from partners.erpo import JURISDICTIONS
from partners.taxonomy import Need
from portal.forms.days import DayInput

ANY = ("", _("all"))


def states() -> list[tuple[str, str]]:
    """Every state and territory with a government of its own, by name in the reader's language."""
    named = [(code, _now(name)) for code, name in JURISDICTIONS.items()]
    return sorted(named, key=lambda pair: pair[1])


def state_choices() -> list[tuple[str, str]]:
    return [("", _now("Choose")), *states()]


class AsOfForm(forms.Form):
    """As of which day. A day that nobody can mean says so, and counts as today."""

    on = forms.DateField(label=_("As of"), required=False, widget=DayInput())

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day and not EARLIEST <= day <= localdate() + AHEAD:
            words = {"first": day_words(EARLIEST)}
            raise ValidationError(_now("Choose a day from %(first)s to three years ahead.") % words)
        return day

    @property
    def asked(self) -> dict[str, Any]:
        """What was set and can be read, by field."""
        self.full_clean()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    @property
    def day(self) -> date:
        day: date = self.asked.get("on") or localdate()
        return day


class StateForm(AsOfForm):
    """One program: as of which day, and in which state."""

    state = forms.ChoiceField(label=_("State or territory"), required=False, choices=state_choices)


class ProgramFilters(AsOfForm):
    """Which programs."""

    violence = forms.ChoiceField(label=_("Kind of violence"), required=False, choices=[ANY, *Violence.choices])
    need = forms.ChoiceField(label=_("What for"), required=False, choices=[ANY, *Need.choices])
    through = forms.ChoiceField(label=_("How the money comes"), required=False, choices=[ANY, *Through.choices])
    agency = forms.ChoiceField(label=_("Federal agency"), required=False, choices=[ANY, *Agency.choices])
    field_order = ("violence", "need", "through", "agency", "on")
