"""What people type about the post: the shape of the input. Rules stand on the models."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal import gazetteer
from portal.access import Role
from portal.country import STATES
from portal.errors import Refused
from portal.forms.days import DayInput
from portal.forms.lines import LineField, MailField
from portal.forms.prose import ProseField
from portal.models import Office, Person
from specialists.clocks import read_day, read_instant
from specialists.coverage import Answer as Given
from specialists.coverage import Authority, Group, Kind
from specialists.models import Answer
from specialists.models.desk import officers
from specialists.stages import Stage
from specialists.standing import Acts

UNREACHABLE = "unreachable"
DOUBTED = "doubted"
UNREMINDED = "unreminded"
Choices = list[tuple[str, Any]]
SPECIAL: Choices = [
    (UNREACHABLE, _("silent, nobody can be reached")),
    (DOUBTED, _("shared with an office that has nobody")),
    (UNREMINDED, _("asked, reminders not started")),
]
"""What the list may be filtered by besides the answers: where EOUSA has to act."""
ANY_VACANCY, LATE_VACANCY, NO_VACANCY = "open", "over", "none"
VACANCIES: Choices = [
    (ANY_VACANCY, _("open")),
    (LATE_VACANCY, _("open, over target")),
    (NO_VACANCY, _("none open")),
    *((stage.value, stage.label) for stage in Stage if stage.is_open),
]
Read = TypeVar("Read", date, datetime)


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DayInput())


class ClockForm(forms.Form):
    """The two clocks of a page. What cannot be meant is refused with a sentence."""

    on = forms.CharField(label=_("As of"), required=False, widget=DayInput())
    known = forms.CharField(label=_("As known by"), required=False, widget=DayInput())

    def __init__(self, data: Mapping[str, Any], *, now: datetime, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.now = now

    def clean_on(self) -> date:
        return self._read(read_day, "on")

    def clean_known(self) -> datetime:
        return self._read(read_instant, "known")

    def _read(self, read: Callable[..., Read], name: str) -> Read:
        try:
            return read(self.cleaned_data[name], now=self.now)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def asked(self, name: str, fallback: Any = None) -> Any:
        """What is asked for, where it can be meant; else the fallback."""
        return self.cleaned_data.get(name, fallback) if hasattr(self, "cleaned_data") else fallback


class AnswerCodeField(forms.ChoiceField):
    """A group or an answer by its code, in capitals or not."""

    codes = {code.casefold(): code for code in (*Given.values, *Group.values, UNREACHABLE)}

    def prepare_value(self, value: Any) -> Any:
        return self.codes.get(str(value).casefold(), value)

    def to_python(self, value: Any) -> str:
        return str(self.prepare_value(super().to_python(value)))


class BoardForm(ClockForm):
    """The filters of the national list."""

    circuit = forms.ChoiceField(label=_("Circuit"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    answer = AnswerCodeField(label=_("Answer"), required=False)
    acts = forms.ChoiceField(label=_("Who acts next"), required=False)
    vacancy = forms.ChoiceField(label=_("Vacancy"), required=False)
    days_without = forms.IntegerField(label=_("Days without, at least"), required=False, min_value=0, max_value=36500)
    mine = forms.BooleanField(label=_("Only mine"), required=False)
    field_order = ("circuit", "state", "answer", "acts", "vacancy", "days_without", "on", "known", "mine")

    def __init__(self, data: Mapping[str, Any], *, role: str, **rest: Any) -> None:
        super().__init__(data, **rest)
        offices = gazetteer.offices().values()
        circuits = sorted({office.circuit for office in offices}, key=lambda circuit: circuit.rjust(2))
        self._choose("circuit", [(circuit, circuit) for circuit in circuits])
        self._choose("state", [(state, STATES[state]) for state in sorted({office.state for office in offices})])
        self._choose("answer", [*Group.choices, *narrower(), *SPECIAL])
        self._choose("acts", [(acts.value, acts.label) for acts in Acts])
        self._choose("vacancy", VACANCIES)
        if role != Role.EOUSA:
            del self.fields["mine"]

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("any")), *choices]


def narrower() -> Choices:
    """The answers that are not already one of the four groups."""
    return [(answer.value, answer.label) for answer in Given if answer.value.lower() not in Group.values]


class CompareForm(ClockForm):
    """Two days, and what was known of them. `from` is a word of Python, so the field is declared below."""

    on = None  # type: ignore[assignment]
    turn = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("every change")), ("gained", _("now covered")), ("lost", _("no longer covered"))],
    )
    field_order = ("from", "to", "known", "turn")

    def __init__(self, data: Mapping[str, Any], **rest: Any) -> None:
        super().__init__(data, **rest)
        for name, label in (("from", _("From")), ("to", _("To"))):
            self.fields[name] = forms.CharField(label=label, required=False, widget=DayInput())
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Both days, the first before the second."""
        for name in ("from", "to"):
            try:
                self.cleaned_data[name] = read_day(self.cleaned_data.get(name, ""), now=self.now)
            except Refused as refusal:
                self.add_error(name, str(refusal))
        if not self.errors and self.cleaned_data["from"] > self.cleaned_data["to"]:
            self.add_error("from", _("The first day has to come before the second."))
        return self.cleaned_data


class AnswerForm(forms.Form):
    """The office's word about its post."""

    says = forms.ChoiceField(label=_("Current situation"), choices=Answer.Says.choices, widget=forms.RadioSelect)
    shared_with = forms.ModelChoiceField(
        Office.objects.all(),
        required=False,
        label=_("Shared with"),
        help_text=_("For “shared”: the office whose specialist serves here too."),
    )
    reason = forms.ChoiceField(
        choices=[("", "—"), *Answer.Reason.choices],
        required=False,
        label=_("Why the post cannot be filled now"),
        help_text=_("For “cannot fill the post now”."),
    )
    review_on = day_field(
        _("When you will look at it again"), required=False, help_text=_("For “cannot fill the post now”.")
    )
    note = ProseField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("Seen by your office and EOUSA. No names of survivors, no case."),
    )

    def __init__(self, *args: Any, office: Office, is_told: bool, **rest: Any) -> None:
        """`is_told`: EOUSA records what somebody at the office said."""
        super().__init__(*args, **rest)
        choice = self.fields["shared_with"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Office.objects.exclude(pk=office.pk)
        if is_told:
            self.fields["told_by"] = LineField(label=_("Told by"), max_length=120)
            self.fields["given_on"] = day_field(_("Told on"))
            self.fields["given_on"].initial = localdate
            self.fields["note"].help_text = _("Seen by the office and EOUSA. No names of survivors, no case.")


class AbsenceForm(forms.Form):
    """Who is away, from when to when, and who stands in. There is no field for the reason."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who is away"))
    starts_on = day_field(_("First day away"))
    ends_on = day_field(_("First day back"), required=False, help_text=_("Leave it empty while nobody knows."))
    stand_in = forms.ModelChoiceField(
        Person.objects.none(), required=False, label=_("Who stands in"), empty_label=_("nobody")
    )

    def __init__(self, *args: Any, serving: Collection[int], people: Collection[int], **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, keys in (("person", serving), ("stand_in", people)):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = Person.objects.filter(pk__in=keys)


class EndForm(forms.Form):
    """The first day on which something no longer holds."""

    ends_on = day_field(_("First day no longer serving"))

    def __init__(self, *args: Any, label: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["ends_on"].label = label


class AppointmentForm(forms.Form):
    """Somebody who serves. A person new to the portal is written down by name and e-mail, without an account."""

    name = LineField(label=_("Name"), max_length=120)
    email = MailField(label=_("E-mail"))
    authority = forms.ChoiceField(label=_("Authority"), choices=Authority.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    starts_on = day_field(_("First day"))
    ends_on = day_field(
        _("First day no longer serving"), required=False, help_text=_("Leave it empty where no end is known.")
    )
    shared_with = forms.ModelChoiceField(
        Office.objects.all(), required=False, label=_("Shared with"), help_text=_("For a shared appointment.")
    )


class OfficeTicks(forms.CheckboxSelectMultiple):
    """Boxes that a browser cannot mix up: each is named for its office, and none is filled in from memory."""

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off"})

    def create_option(self, name: str, value: Any, *args: Any, **rest: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **rest)
        option["attrs"]["id"] = f"id_{name}_office_{value}"
        return option


class OfficesForm(forms.Form):
    """Some of the 94, ticked."""

    offices = forms.ModelMultipleChoiceField(
        Office.objects.all(),
        label=_("Offices"),
        widget=OfficeTicks,
        error_messages={"required": _("Choose at least one office.")},
    )

    def __init__(self, *args: Any, among: Collection[int], **rest: Any) -> None:
        """Offers the offices of `among`; takes any of the 94, since the board may have moved meanwhile."""
        super().__init__(*args, **rest)
        offered = {str(key) for key in among} | set(self["offices"].data or ())
        found = gazetteer.offices().values()
        self.fields["offices"].widget.choices = [(o.pk, str(o)) for o in found if str(o.pk) in offered]


class DeskForm(OfficesForm):
    """Which offices a desk officer watches."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Desk officer"))
    field_order = ("person", "offices")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choice = self.fields["person"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = officers()
