"""What became of a program, as people say it: the shape of the input. Rules stand on the models."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from grants.outcomes import BECAUSE
from grants.taxonomy import Band, Said
from portal.forms.days import DayField

Choices = list[tuple[str, Any]]


def reasons() -> list[Any]:
    """The reasons by what they are reasons of."""
    groups = {capfirst(str(Said(said).label)): found for said, found in BECAUSE.items()}
    choices = [(label, [(one.value, one.label) for one in found]) for label, found in groups.items()]
    return [("", _now("not said")), *choices]


class OutcomeForm(forms.Form):
    """What became of it; why, and how much, where somebody wants to say so."""

    said = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    because = forms.ChoiceField(
        label=_("Why, if it is not relevant or brought no money?"), choices=[("", "")], required=False
    )
    band = forms.ChoiceField(
        label=_("How much, if you were awarded money?"), required=False,
        choices=[("", _("not said")), *Band.choices],
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None, **rest: Any) -> None:
        super().__init__(data, **rest)
        said: Choices = [(one.value, capfirst(str(one.label))) for one in Said]
        self.fields["said"].choices = said  # type: ignore[attr-defined]
        self.fields["because"].choices = reasons()  # type: ignore[attr-defined]


class FunnelFilter(forms.Form):
    """Which questions, by the day they were asked; as of which day."""

    since = DayField(label=_("Asked since"), required=False)
    on = DayField(label=_("As of"), required=False)

    def __init__(self, data: Mapping[str, Any], *, today: date) -> None:
        super().__init__({name: data.get(name, "") for name in ("since", "on")})
        self.today = today

    def clean(self) -> None:
        """Nobody knows yet what will have been asked."""
        if self.cleaned_data.get("on") and self.cleaned_data["on"] > self.today:
            self.add_error("on", _now("This day has not come yet."))

    @property
    def day(self) -> date:
        """Today, unless another day is asked for that can be meant."""
        found: date | None = self.cleaned_data.get("on") if self.is_valid() else None
        return found or self.today

    @property
    def first(self) -> date | None:
        return self.cleaned_data.get("since") if self.is_valid() else None
