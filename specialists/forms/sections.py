"""What people type about a section: its chief by name, everybody else as numbers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.forms.lines import LineField
from portal.forms.prose import ProseField
from specialists.forms.staffing import day_field
from specialists.models import Section

MOST = 500
"""A section with more people of one role than this is a slip of the pen."""


def number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, initial=0)


class SectionFacts(forms.Form):
    """What a section is. Of those who serve there only the chief has a name."""

    name = ProseField(label=_("Name of the section"), max_length=120)
    head_name = LineField(
        label=_("Chief"), max_length=120, required=False, help_text=_("Leave it empty while nobody heads it.")
    )
    deputies = number(_("Deputy chiefs"))
    attorneys = number(_("Attorneys"))
    advocates = number(_("Victim advocates"))
    interviewers = number(_("Child forensic interviewers"))


class SectionForm(SectionFacts):
    """A section that is new here."""

    starts_on = day_field(_("First day"))
    ends_on = day_field(_("First day no more"), required=False, help_text=_("Leave it empty where no end is known."))


class SectionChangeForm(SectionFacts):
    """What is so from a day on."""

    mends = True
    since = day_field(_("Since"), help_text=_("The first day of the entry corrects the entry itself."))

    def __init__(self, data: Mapping[str, Any] | None, *, section: Section) -> None:
        kept = {name: getattr(section, name) for name in SectionFacts.base_fields}
        super().__init__(data, initial=kept | {"since": localdate})
