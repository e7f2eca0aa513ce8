"""What a way back from a deadline is asked by: which way, which day, by which clock."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from grants.deadline_words import CLOCKS
from grants.deadlines import zone_of_state
from grants.milestones import DOJ, Way
from portal.forms.days import DayInput

AHEAD, BACK = timedelta(days=5 * 366), timedelta(days=366)
TWO_STEPS = {one.value for one in DOJ}
"""Ways with a second deadline."""


class DayAhead(forms.DateField):
    """A day that a deadline can have."""

    widget = DayInput

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        today = localdate()
        if day and not today - BACK <= day <= today + AHEAD:
            raise ValidationError(_now("Choose a day within the next five years."))
        return day


class NoticeWayForm(forms.Form):
    """The way to the deadline of a notice."""

    kind = forms.ChoiceField(label=_("What do you apply for?"), choices=Way.choices, required=False)
    later = DayAhead(
        label=_("Second deadline (JustGrants), if the notice names one"),
        required=False,
        help_text=_("It stands on the first page of the notice. Leave it empty if you do not know it."),
    )
    zone = forms.ChoiceField(label=_("Your clock"), required=False)

    def __init__(self, asked: dict[str, str], *, kind: Way, zone: ZoneInfo, closes_on: date | None = None) -> None:
        self.clock = zone_of_state(asked["state"]) if asked.get("state") else zone
        self.closes_on = closes_on
        data = {"kind": kind.value, "zone": self.clock.key, **{name: value for name, value in asked.items() if value}}
        super().__init__(data)
        named = CLOCKS if self.clock.key in CLOCKS else {self.clock.key: _("Your office’s clock"), **CLOCKS}
        self.fields["zone"] = forms.ChoiceField(label=_("Your clock"), choices=list(named.items()), required=False)
        self.usual = kind
        if self.data["kind"] not in TWO_STEPS:
            del self.fields["later"]

    @property
    def way(self) -> Way:
        return Way(self.cleaned_data.get("kind") or self.usual)

    @property
    def here(self) -> ZoneInfo:
        """The reader's clock."""
        return ZoneInfo(self.cleaned_data.get("zone") or self.clock.key)

    @property
    def deadline_on(self) -> date | None:
        return self.closes_on

    def clean_later(self) -> date | None:
        day: date | None = self.cleaned_data["later"]
        if day and self.deadline_on and day < self.deadline_on:
            raise ValidationError(_now("The second deadline is never before the first. Read both in the notice."))
        return day


class DeadlineForm(NoticeWayForm):
    """The way to a deadline that somebody types."""

    deadline = DayAhead(label=_("Deadline"), required=False)
    field_order = ["kind", "deadline", "later", "zone"]

    @property
    def deadline_on(self) -> date | None:
        found: date | None = self.cleaned_data.get("deadline")
        return found
