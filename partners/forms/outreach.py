"""The form of one entry of the log: five fields, and everything else that may be said of a contact."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.counting import MOST_PEOPLE
from partners.days import refuse_unlived
from partners.duties import Duty
from partners.forms.outreach_rows import NewOrganizationForm, Rows, StepForm
from partners.forms.people import TrainedField
from partners.forms.profile import Counties, counties_of_office, labeled
from partners.models import Outreach
from partners.taxonomy import FIRST, Audience, Did, Need, Population, Topic
from portal import gazetteer
from portal.forms.days import DayField
from portal.forms.prose import ProseField
from portal.models import Office, Organization

SHORT_KINDS = {
    Did.MEETING: _("meeting"),
    Did.TRAINING: _("training"),
    Did.EDUCATION: _("education"),
    Did.CALL: _("call"),
}
"""What stands on the buttons."""
SHORT_DUTIES = {
    Duty.TRAUMA_INFORMED: _("1 trauma-informed"),
    Duty.ERPO: _("2 ERPO"),
    Duty.OUTREACH: _("3 outreach"),
    Duty.ACCESS: _("4 access"),
    Duty.FIREARMS: _("5 firearms"),
}
FIRST_NAMES = {"key", "hat", "replaces", "again", "held_on", "did", "organizations", "duty", "line"}
"""What stands in the form at once; the rest stands behind “more details”."""

MORE_UNSAID = FIRST_NAMES | {"is_host"}
"""What says nothing by itself."""


NOT_BY_PLACE = {"autocomplete": "off"}
"""Browsers bring ticks back by their place when somebody goes back; where the order changes, that ticks another."""
MOST_OFFERED = 50
"""Organizations that were picked and unticked again, and stay to be ticked."""


def kinds() -> list[tuple[str, Any]]:
    return [(code, SHORT_KINDS.get(Did(code), label)) for code, label in Did.choices]


class OrganizationsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Organizations by key. A double that somebody picked before it was merged reads as the entry that counts."""

    widget = forms.CheckboxSelectMultiple(attrs=NOT_BY_PLACE)

    def clean(self, value: Any) -> Any:
        found = super().clean(value).select_related("merged_into")
        return list({(one.merged_into or one).pk: one.merged_into or one for one in found}.values())


class OutreachForm(forms.Form):
    """What somebody says of one contact. `people`: who was met lately, for the buttons; `today`: the office's day."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    hat = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """In which role the form was opened."""
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """The row that a change was begun from."""
    again = forms.CharField(required=False, widget=forms.HiddenInput)
    """Which entry in the same words was saved before, as somebody was told: this is to be another."""
    held_on = DayField(label=_("When"), rule=refuse_unlived)
    did = forms.ChoiceField(label=_("What"), choices=kinds, widget=forms.RadioSelect(attrs=NOT_BY_PLACE))
    organizations = OrganizationsField(label=_("Who"), queryset=Organization.objects.all(), required=False)
    duty = forms.TypedChoiceField(
        label=_("Duty"), coerce=int, choices=list(SHORT_DUTIES.items()), widget=forms.RadioSelect
    )
    line = ProseField(label=_("In one line"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=10_000)
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )
    populations = forms.MultipleChoiceField(
        label=_("Populations"), required=False, choices=Population.choices, widget=forms.CheckboxSelectMultiple
    )
    needs = forms.MultipleChoiceField(
        label=_("What people there lack"),
        required=False,
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As you heard it in this contact. With population and county it shows where a service is missing."),
    )
    counties = Counties(label=_("Counties"), help_text=_("Where that is; none: somewhere in the district."))
    audience = forms.ChoiceField(
        label=_("Who listened"), required=False, choices=[("", _("not said")), *Audience.choices]
    )
    trained = TrainedField(
        label=_("People trained, by profession"),
        required=False,
        help_text=_("Professionals only, and only at a training."),
    )
    educated = forms.IntegerField(
        label=_("People educated"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=_("Listeners who are no professionals; not at a training."),
    )
    joint_with = forms.ChoiceField(label=_("Joint with another US Attorney’s Office"), required=False)
    is_host = forms.TypedChoiceField(
        label=_("Who held it"),
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=True,  # type: ignore[arg-type]
        choices=[("yes", _("our office: we count the people")), ("no", _("the other office: it counts the people"))],
        widget=forms.RadioSelect,
    )
    materials = ProseField(label=_("Materials"), required=False, max_length=300)
    narrative = ProseField(label=_("Notes"), required=False, max_length=8000, rows=6)
    is_shared = forms.BooleanField(
        label=_("Share the day, the kind and these next steps with the organizations above"), required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        office: Office,
        today: date,
        met: Collection[Organization] = (),
        professions: Collection[str] = (),
        is_resumed: bool = False,
        **rest: Any,
    ) -> None:
        super().__init__(data, **rest)
        self.office, self.today, self.is_resumed = office, today, is_resumed
        self.fields["joint_with"].choices = offices_but(office)  # type: ignore[attr-defined]
        self.fields["counties"].choices = self._counties_offered()  # type: ignore[attr-defined]
        self.steps = Rows(StepForm, data, "step", blank=1, today=today)
        self.entered = Rows(NewOrganizationForm, data, "new", blank=1, office=office)
        self.fields["trained"].widget.first = professions
        self.shown = shown(self, met)
        choices = [(one.pk, one.name) for one in self.shown]
        self.fields["organizations"].widget.choices = choices
        for row in self.steps.forms:
            typed = [(one.prefix, one["name"].value()) for one in self.entered.sent]
            row.fields["organization"].widget.choices = [("", _("the organization above")), *choices, *typed]

    def _counties_offered(self) -> list[tuple[str, str]]:
        """Those of the office, and what is ticked already."""
        offered = dict(counties_of_office(self.office.court_id))
        ticked = [code for code in self["counties"].value() or () if code not in offered]
        return [*offered.items(), *labeled(ticked)]

    def full_clean(self) -> None:
        """A draft is shown as it was typed, without being judged."""
        if self.is_resumed:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Besides its own fields: the new organizations and the next steps, row by row."""
        facts: dict[str, Any] = super().clean() or {}
        facts["entered"] = self.entered.cleaned(self, _now("Look at the new organization."))
        facts["steps"] = self.steps.cleaned(self, _now("Look at the next steps."))
        named = [*facts.get("organizations", []), *facts["entered"]]
        if not named and "organizations" not in self.errors and not self.entered.is_wrong:
            self.add_error("organizations", _now("Name at least one organization."))
        self._with_new_ones(facts["steps"], facts["entered"])
        self._whose_steps(facts["steps"], named)
        facts["joint_with"] = office_of(facts.get("joint_with", ""))
        facts["is_host"] = facts.get("is_host", True) if facts["joint_with"] else True
        facts["educated"] = facts.get("educated") or 0
        facts.pop("hat", None)
        facts.pop("replaces", None)
        facts.pop("again", None)
        return facts

    def _with_new_ones(self, steps: list[dict[str, Any]], entered: list[Any]) -> None:
        """A step may be agreed with an organization that is new in this form: it names the row."""
        typed = dict(zip((row.prefix for row in self.entered.sent), entered, strict=False))
        for step in steps:
            if isinstance(step["organization"], str):
                step["organization"] = typed.get(step["organization"])

    def _whose_steps(self, steps: list[dict[str, Any]], named: list[Any]) -> None:
        """A step that names no organization is agreed with the only one there is; of several, one has to be named."""
        if len(named) < 2 or self.entered.is_wrong:
            return
        open_ones = [row for row, step in zip(self.steps.sent, steps, strict=False) if step["organization"] is None]
        for row in open_ones:
            row.ask_with_whom()
        if open_ones:
            self.steps.refuse(self, _now("Look at the next steps: say with which organization each is agreed."))

    @property
    def mends(self) -> bool:
        """Whether it opens with an entry that stands."""
        return bool(self.initial.get("replaces"))

    @property
    def rows(self) -> list[forms.Form]:
        """Every row that was sent, for what is wrong in it."""
        return [*self.entered.sent, *self.steps.sent]

    @property
    def more(self) -> bool:
        """Whether anything behind “more details” has been said, or is wrong."""
        if any(name not in FIRST_NAMES for name in self.errors):
            return True
        return any(self[name].value() for name in self.fields if name not in MORE_UNSAID) or self.steps.is_said

    @property
    def kinds_at_once(self) -> list[Any]:
        """The kinds on the buttons: the usual four, and the one that is chosen."""
        chosen = str(self["did"].value() or "")
        return [one for one in self["did"] if one.data["value"] in {*FIRST, chosen}]

    @property
    def other_kinds(self) -> list[Any]:
        at_once = {one.data["value"] for one in self.kinds_at_once}
        return [one for one in self["did"] if one.data["value"] not in at_once]


def offices_but(own: Office) -> list[tuple[str, Any]]:
    """The other 93 by their names."""
    others = [(office.court_id, office.abbreviation) for office in gazetteer.offices().values() if office != own]
    return [("", _("no, ours alone")), *others]


def office_of(court_id: str) -> Office | None:
    return gazetteer.offices().get(court_id)


def shown(form: OutreachForm, met: Iterable[Organization]) -> list[Organization]:
    """The organizations that can be ticked: those that are, then those met lately."""
    offered = form.data.getlist("offered") if hasattr(form.data, "getlist") else []
    value = [*(form["organizations"].value() or []), *offered[:MOST_OFFERED]]
    ticked = {int(pk) for pk in value if str(pk).isdecimal() and len(str(pk)) < 19}
    known = {one.pk: one for one in met}
    if missing := ticked - set(known):
        found = Organization.objects.filter(pk__in=missing).order_by("name")
        return [*found, *known.values()]
    return list(known.values())


def values_of(entry: Outreach) -> dict[str, Any]:
    """The initial values of a form that changes an entry."""
    plain = ("key", "held_on", "did", "duty", "line", "minutes", "topics", "populations", "needs", "counties",
             "audience", "trained", "educated", "materials", "narrative")  # fmt: skip
    return {name: getattr(entry, name) for name in plain} | {
        "replaces": entry.pk,
        "organizations": [one.pk for one in entry.organizations],
        "joint_with": entry.joint_with.court_id if entry.joint_with else "",
        "is_host": "yes" if entry.is_host else "no",
    }


def last_choices(last: Outreach | None, *, today: date) -> dict[str, Any]:
    """What a new form opens with: today, and the last used kind and duty."""
    opened: dict[str, Any] = {"held_on": today, "is_host": "yes"}
    if last:
        opened |= {"did": last.did, "duty": last.duty}
    return opened
