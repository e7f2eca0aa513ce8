"""The form of a hand-over."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.forms.prose import ProseField
from portal.models import Person


class HandOverForm(forms.Form):
    """To whom, and what the successor should know."""

    to = forms.ModelChoiceField(Person.objects.none(), label=_("Who takes it over?"), empty_label=_("Choose a person"))
    note = ProseField(
        label=_("What the successor should know"),
        required=False,
        max_length=2000,
        rows=4,
        help_text=_("It stands on the briefing page. Describe no survivor, no case and no candidate."),
    )

    def __init__(self, *args: Any, takers: QuerySet[Person], may_wait: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        to.queryset = takers
        if may_wait:
            to.required = False
            to.empty_label = _("nobody yet: it waits in the queue")

    def name_what_is_rerouted(self, what: str) -> None:
        """Say of what goes to somebody also where nobody is chosen."""
        if what and not self.fields["to"].required:
            said = _("If you choose nobody, this goes to whoever is next in line, at once: %(what)s.")
            self.fields["to"].help_text = said % {"what": what}
