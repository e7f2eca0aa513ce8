"""What the list of the log may be asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.duties import Duty
from partners.forms.profile import labeled
from partners.taxonomy import Did, Need, Population, Topic
from portal.forms.days import DayInput

ANY = [("", _("any"))]


class OutreachFilters(forms.Form):
    """Filters of the log, by name in the address."""

    did = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *Did.choices])
    duty = forms.TypedChoiceField(
        label=_("Duty"), required=False, coerce=int, empty_value=None, choices=[*ANY, *Duty.choices]
    )
    organization = forms.TypedChoiceField(label=_("Organization"), required=False, coerce=int, empty_value=None)
    population = forms.ChoiceField(label=_("Population"), required=False, choices=[*ANY, *Population.choices])
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[*ANY, *Topic.choices])
    need = forms.ChoiceField(label=_("Need"), required=False, choices=[*ANY, *Need.choices])
    county = forms.ChoiceField(label=_("County"), required=False)
    words = forms.CharField(label=_("Words"), required=False, max_length=80)
    joint = forms.TypedChoiceField(
        label=_("Joint with another office"),
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=None,
        choices=[*ANY, ("yes", _("joint")), ("no", _("ours alone"))],
    )
    mine = forms.BooleanField(label=_("Recorded by me"), required=False)
    later = ("duty", "population", "topic", "need", "county", "joint", "mine")
    """Those that stand folded: asked for now and then."""

    def __init__(
        self, data: Mapping[str, Any], *, partners: list[tuple[int, str]], counties: Sequence[tuple[str, str]] = ()
    ) -> None:
        """`counties`: those that are offered; any other that is asked for is known by its code."""
        super().__init__(data)
        county = self.fields["county"]
        assert isinstance(county, forms.ChoiceField)
        county.choices = [*ANY, *(dict(labeled([data.get("county", "")])) | dict(counties)).items()]
        first = {name: self.fields.pop(name) for name in ("words", "organization", "did")}
        days = {
            "from": forms.DateField(label=_("From"), required=False, widget=DayInput()),
            "to": forms.DateField(label=_("To"), required=False, widget=DayInput()),
        }
        self.fields = first | days | self.fields
        organization = self.fields["organization"]
        assert isinstance(organization, forms.ChoiceField)
        organization.choices = [*ANY, *partners]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("from"), found.get("to")
        if first and last and first > last:
            self.add_error("to", _now("The last day is before the first."))
        return found

    @property
    def is_later_asked(self) -> bool:
        return self.asked.get("joint") is not None or any(self.asked.get(name) for name in self.later)

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for and can be meant."""
        self.is_valid()
        return self.cleaned_data
