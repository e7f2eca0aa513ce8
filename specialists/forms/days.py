"""What the page of days in each stage may be asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import gazetteer
from specialists.forms.staffing import ClockForm


class DaysForm(ClockForm):
    """The two clocks, and for those who see the nation an office to hold against it."""

    office = forms.ChoiceField(label=_("Beside the nation"), required=False)
    field_order = ("office", "on", "known")

    def __init__(self, data: Mapping[str, Any], *, now: datetime, may_choose: bool) -> None:
        super().__init__(data, now=now)
        if not may_choose:
            del self.fields["office"]
            return
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)
        offices = gazetteer.offices().values()
        field.choices = [("", _("no office")), *((office.court_id, office.abbreviation) for office in offices)]
