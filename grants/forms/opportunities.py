"""What the list of notices may be asked."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from grants.catalog_words import called
from grants.models import Standing, programs
from grants.models.opportunity import LIVE
from grants.taxonomy import Agency

LIVE_ONES = "live"
"""What the list shows by itself, as the API calls it."""
STANDINGS = {"": LIVE, "open": (Standing.OPEN,), "forecast": (Standing.FORECAST,), "closed": (Standing.CLOSED,),
             "withdrawn": (Standing.WITHDRAWN,), "all": tuple(Standing)}  # fmt: skip
CHOICES = [
    ("", _("open and forecast")),
    ("open", _("open")),
    ("forecast", _("forecast")),
    ("closed", _("closed")),
    ("withdrawn", _("withdrawn")),
    ("all", _("all")),
]


def program_choices() -> list[tuple[str, str]]:
    """Programs whose notices would carry a listing of theirs."""
    found = sorted((called(facts), key) for key, facts in programs(localdate()).items() if facts.listings)
    return [("", _now("all")), *((key, name) for name, key in found)]


class OpportunityFilters(forms.Form):
    """Filters of the list, by name in the address."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=CHOICES)
    program = forms.ChoiceField(label=_("Program"), required=False, choices=program_choices)
    agency = forms.ChoiceField(label=_("Agency"), required=False, choices=[("", _("all")), *Agency.choices])

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that were set, by field; one that was typed wrongly says so and is left out."""
        self.full_clean()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
