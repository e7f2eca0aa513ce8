"""What people type about reminders: the filters of the ledger, a reason, days, a day ahead."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal import gazetteer, ladder
from portal.forms.days import DayInput
from portal.forms.prose import ProseField
from portal.ladder import Rung
from portal.models import DIGEST, Message
from portal.models.message import NOTHING

Choices = list[tuple[str, Any]]
REMINDER, MAIL, DAYS_MAIL = "reminder", "mail", "digest"
AHEAD = timedelta(days=366)
"""So far ahead a dry run looks: later ones say nothing that anybody can plan with."""


def any_of(*choices: Choices) -> Choices:
    return [("", _("any")), *(choice for some in choices for choice in some)]


def cause_choices() -> Choices:
    return [(cause.key, cause.label) for cause in ladder.causes()]


class LedgerFilters(forms.Form):
    """Filters of the ledger, by name in the address; one that nobody knows is ignored."""

    cause = forms.ChoiceField(label=_("Why"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=any_of(Message.State.choices))
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=any_of([(REMINDER, _("reminders")), (MAIL, _("other mail")), (DAYS_MAIL, _("the mails of a day"))]),
    )
    office = forms.ChoiceField(label=_("Office"), required=False)
    since = forms.DateField(label=_("Since"), required=False, widget=DayInput())

    def __init__(self, *args: Any, is_own: bool, **rest: Any) -> None:
        """`is_own`: an office sees its own rows only, and no mail that carries reminders of several."""
        super().__init__(*args, **rest)
        self.choose("cause", any_of(cause_choices(), list(Message.Cause.choices)))
        self.choose("office", any_of([(key, str(office)) for key, office in gazetteer.offices().items()]))
        if is_own:
            del self.fields["office"]
            self.choose("kind", any_of([(REMINDER, _("reminders")), (MAIL, _("other mail"))]))
        self.is_valid()

    def choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    def narrowed(self, messages: QuerySet[Message]) -> QuerySet[Message]:
        """The rows that the address asks for; mails that had nothing to tell only where their state is asked for."""
        columns = {"cause": "cause", "state": "state", "office": "office__court_id", "since": "created_at__date__gte"}
        asked = {column: self.asked(name) for name, column in columns.items() if self.asked(name)}
        found = of_kind(messages.filter(**asked), self.asked("kind"))
        return found if self.asked("state") else found.exclude(state=Message.State.CANCELLED, reason=NOTHING)


def of_kind(messages: QuerySet[Message], kind: str | None) -> QuerySet[Message]:
    """Reminders, the mails that carry them, or what is neither."""
    if kind == REMINDER:
        return messages.exclude(due_on=None)
    if kind == DAYS_MAIL:
        return messages.filter(cause=DIGEST)
    return messages.filter(due_on=None).exclude(cause=DIGEST) if kind == MAIL else messages


class SkipForm(forms.Form):
    """Why nobody is told of a rung."""

    reason = ProseField(
        label=_("Why it is skipped"),
        max_length=300,
        help_text=_("It stands in the list of reminders; the office reads it too. No candidate, no survivor, no case."),
    )


class DaysForm(forms.Form):
    """On how many days a rung is set, within its limits."""

    days = forms.IntegerField(label=_("Days"))

    def __init__(self, *args: Any, rung: Rung, **rest: Any) -> None:
        super().__init__(*args, **rest)
        least, most = rung.limits
        self.fields["days"] = forms.IntegerField(
            label=rung.unit.label.capitalize(),
            min_value=least,
            max_value=most,
            help_text=_("From %(least)d to %(most)d.") % {"least": least, "most": most},
        )


class DryRunForm(forms.Form):
    """A day to come, and perhaps one office."""

    on = forms.DateField(label=_("Day"), widget=DayInput())
    office = forms.ChoiceField(label=_("Office"), required=False)

    def __init__(self, *args: Any, today: date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.today = today
        office = self.fields["office"]
        assert isinstance(office, forms.ChoiceField)
        office.choices = any_of([(key, str(office)) for key, office in gazetteer.offices().items()])

    def clean_on(self) -> date:
        """Today or later, and within a year."""
        on: date = self.cleaned_data["on"]
        if on < self.today:
            said = _("%(day)s is past. What was told until today stands in the list of reminders.")
            raise ValidationError(said % {"day": date_format(on)})
        if on > self.today + AHEAD:
            raise ValidationError(_("%(day)s is more than a year ahead. Check the year.") % {"day": date_format(on)})
        return on
