"""What became of a program, as people say it: the shape of the input. Rules stand on the models."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from grants.forms.needed import AskingForm
from grants.outcomes import BECAUSE
from grants.taxonomy import Band, Said, because_label, said_label
from portal.forms.days import DayField

Choices = list[tuple[str, Any]]


def reasons(*, of_them: bool) -> list[Any]:
    """The reasons by what they are reasons of."""
    groups = {capfirst(said_label(said, of_them=of_them)): found for said, found in BECAUSE.items()}
    choices = [
        (label, [(one.value, because_label(one, of_them=of_them)) for one in found]) for label, found in groups.items()
    ]
    return [("", _now("not said")), *choices]


class OutcomeForm(AskingForm):
    """What became of it; why, and how much, where somebody wants to say so."""

    said = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    because = forms.ChoiceField(
        label=_("Why, if it is not relevant or brought no money?"), choices=[("", "")], required=False
    )
    band = forms.ChoiceField(
        label=_("How much, if you were awarded money?"), required=False,
        choices=[("", _("not said")), *Band.choices],
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None, *, of_them: bool = False, **rest: Any) -> None:
        """`of_them`: the office says it of the asker."""
        super().__init__(data, **rest)
        said: Choices = [(one.value, capfirst(said_label(one, of_them=of_them))) for one in Said]
        self.fields["said"].choices = said  # type: ignore[attr-defined]
        self.fields["because"].choices = reasons(of_them=of_them)  # type: ignore[attr-defined]
        if of_them:
            self.fields["band"].label = _now("How much, if they were awarded money?")


ALL_OFFICES = "all"


class FunnelFilter(forms.Form):
    """Which questions, by the day they were asked; as of which day; of the nation, which offices."""

    since = DayField(label=_("Asked since"), required=False)
    on = DayField(label=_("As of"), required=False)
    offices = forms.ChoiceField(
        label=_("Offices"), required=False, choices=[("", _("those that were asked")), (ALL_OFFICES, _("all offices"))]
    )

    def __init__(self, data: Mapping[str, Any], *, today: date, is_national: bool = False) -> None:
        super().__init__({name: data.get(name, "") for name in ("since", "on", "offices")})
        self.today = today
        if not is_national:
            del self.fields["offices"]

    def clean(self) -> None:
        """Nobody knows yet what will have been asked; and no day comes before the first."""
        since, on = self.cleaned_data.get("since"), self.cleaned_data.get("on")
        if on and on > self.today:
            self.add_error("on", _now("This day has not come yet."))
        elif since and since > (on or self.today):
            self.add_error("since", _now("The first day is after the last. Choose an earlier one."))

    @property
    def day(self) -> date:
        """Today, unless another day is asked for that can be meant."""
        found: date | None = self.cleaned_data.get("on") if self.is_valid() else None
        return found or self.today

    @property
    def is_of_all(self) -> bool:
        """Whether offices that nobody asked stand in the list too."""
        return self.is_valid() and self.cleaned_data.get("offices") == ALL_OFFICES

    @property
    def first(self) -> date | None:
        return self.cleaned_data.get("since") if self.is_valid() else None
