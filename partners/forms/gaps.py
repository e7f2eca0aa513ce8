"""What is asked of gaps, and what is said about one."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_unknown, refuse_unlived
from partners.forms.steps import keepers
from partners.gap_reading import State
from partners.taxonomy import Need, Population
from portal.forms.days import DayField
from portal.forms.prose import ProseField
from portal.models import Office, Person

ANY: list[tuple[str, Any]] = [("", _("any"))]
GENERAL = "GENERAL"
"""In an address: people in general."""
DISTRICT = "none"
"""In an address: no county was named."""
POPULATIONS = [*ANY, (GENERAL, _("people in general")), *Population.choices]

NOT_MET = ("", _("any, but what is met"))


class GapFilters(forms.Form):
    """Which gaps of an office; every filter stands in the address."""

    need = forms.ChoiceField(label=_("Need"), required=False, choices=[*ANY, *Need.choices])
    population = forms.ChoiceField(label=_("Population"), required=False, choices=POPULATIONS)
    county = forms.ChoiceField(label=_("County"), required=False)
    state = forms.ChoiceField(label=_("What becomes of it"), required=False, choices=[NOT_MET, *State.choices])

    def __init__(self, data: Mapping[str, Any], *, counties: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        county = self.fields["county"]
        assert isinstance(county, forms.ChoiceField)
        county.choices = [*ANY, (DISTRICT, _("no county named")), *counties]

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for and can be meant."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class LackFilters(forms.Form):
    """Which gaps of the nation."""

    need = forms.ChoiceField(label=_("Need"), required=False, choices=[*ANY, *Need.choices])
    population = forms.ChoiceField(label=_("Population"), required=False, choices=POPULATIONS)
    place = forms.ChoiceField(label=_("State or territory"), required=False)

    def __init__(self, data: Mapping[str, Any], *, places: Sequence[tuple[str, Any]]) -> None:
        super().__init__(data)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = [*ANY, *places]

    @property
    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class OwnGapForm(forms.Form):
    """Who sees to it."""

    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Who sees to it?"), empty_label=None)

    def __init__(self, *args: Any, office: Office, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["owner"].queryset = keepers(office)  # type: ignore[attr-defined]


class AcceptGapForm(forms.Form):
    """Why nobody does, as of when."""

    accepted_on = DayField(label=_("As of"), rule=refuse_unlived)
    reason = ProseField(
        label=_("Why is it accepted?"), max_length=300,
        help_text=_("For example: the state opens a program in spring; too far from any provider. Nobody by name."),
    )  # fmt: skip

    def __init__(self, *args: Any, since: date | None, **rest: Any) -> None:
        """`since`: when the office saw it first."""
        super().__init__(*args, **rest)
        field = self.fields["accepted_on"]
        assert isinstance(field, DayField)
        field.rule = partial(refuse_unknown, since=since)
