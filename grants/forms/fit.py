"""What somebody says who asks which programs fit: in the address, so that an answer can be sent on and come back to.

Nothing is required. One short step at a time is shown; what was said before goes along unseen.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from grants.fit import FACTS, Applicant, Fit, Form, clash, presumed
from grants.forms.catalog import ANY, AsOfForm, state_choices
from grants.models import programs
from grants.taxonomy import Violence
from partners.kinds import Kind
from partners.taxonomy import Need, Population
from portal import gazetteer

AT_ONCE = 2
"""So many questions are asked in one step."""
YES, NO, UNSURE, NO_POPULATION = "yes", "no", "unsure", "NONE"
ANSWERS = [(YES, _("yes")), (NO, _("no")), (UNSURE, _("I do not know"))]
SCHOOL, FIRM = "SCHOOL", "FOR_PROFIT"
WHO = [
    ("", _("choose")),
    *((code, label) for code, label in Kind.choices if code != Kind.OTHER),
    (SCHOOL, _("school or school district")),
    (FIRM, _("for-profit organization")),
    (str(Kind.OTHER), Kind.OTHER.label),
]
LABELS: dict[str, Any] = {
    "form": _("What is the legal form of your organization?"),
    "serves_victims": _("Do you help victims of such violence, and do you have a record of it?"),
    "legal": _("Do you give legal help, by lawyers or under their supervision?"),
    "assault": _("Do you give victims of sexual assault direct help?"),
    "rural": _("Do you serve a rural area or community?"),
    "youth": _("Do you have a record of work with young people, or of preventing such violence?"),
    "populations": _("For which underserved populations, if any, do you have special services?"),
    "mainly": _("Are you mainly there for one underserved population?"),
    "cultural": _("Are culturally specific services your main purpose?"),
    "tribal": _("Are you a tribal organization, or there for Native victims above all?"),
    "state_coalition": _("Are you the coalition that is recognized for your state or territory?"),
    "tribal_coalition": _("Are you a tribal coalition, or about to found one where there is none?"),
}
HINTS: dict[str, Any] = {
    "legal": _("For example in divorce, custody, protection orders, housing or immigration."),
    "assault": _("For example a hotline, going along to hospital and court, or counseling in a crisis."),
    "rural": _("Outside metropolitan areas, in a rural census tract, or of a federally recognized tribe."),
    "cultural": _("Services for a racial or ethnic minority, in its language and with its culture."),
}


def yes_or_no(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=LABELS[name],
        help_text=HINTS.get(name, ""),
        required=False,
        choices=ANSWERS,
        widget=forms.RadioSelect,
    )


class Several(forms.MultipleChoiceField):
    """Some of the choices; an empty one, as old addresses have it, is none."""

    def to_python(self, value: Any) -> list[str]:
        return [one for one in super().to_python(value) if one]


class FactsForm(forms.Form):
    """The facts that rules ask, as far as somebody says them."""

    form = forms.ChoiceField(
        label=LABELS["form"], required=False, choices=[("", _("choose")), *Form.choices, (UNSURE, _("I do not know"))]
    )
    populations = Several(
        label=LABELS["populations"],
        help_text=_("Choose all that apply."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (NO_POPULATION, _("for none in particular")),
            *Population.choices,
            (UNSURE, _("I do not know")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FACTS:
            if name not in self.fields:
                self.fields[name] = yes_or_no(name)

    @cached_property
    def said(self) -> dict[str, Any]:
        """What was said and can be read, by field."""
        self.full_clean()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    @property
    def codes(self) -> dict[str, Any]:
        """What was said of the applicant, as an address has it."""
        return {name: self.said[name] for name in FACTS if name in self.said}

    @property
    def facts(self) -> dict[str, Any]:
        """What was said of the applicant. “I do not know” says nothing."""
        return {name: meant(name, value) for name, value in self.codes.items() if value not in (UNSURE, [UNSURE])}

    def steps(self, found: Iterable[Fit], applicant: Applicant, at_once: int = AT_ONCE) -> list[BoundField]:
        """The next questions: those that most programs wait for, and that nobody has answered yet. What the applicant
        is before the law comes first, alone: most of the others hang on it."""
        waiting = Counter(name for one in found for name in one.missing if name not in self.said)
        if not applicant.populations:
            del waiting["mainly"]
        order = sorted(waiting, key=lambda name: (-waiting[name], FACTS.index(name)))
        return [self["form"]] if "form" in waiting else [self[name] for name in order[:at_once]]

    def kept(self, *shown: str) -> list[tuple[str, str]]:
        """What goes along unseen with a form that shows these fields."""
        said = [(name, value) for name, value in self.said.items() if name not in shown]
        return [(name, str(one)) for name, value in said for one in (value if isinstance(value, list) else [value])]


def meant(name: str, value: str) -> Any:
    """A fact, as rules know it."""
    if name == "form":
        return value
    if name == "populations":
        return frozenset(value) - {NO_POPULATION, UNSURE}
    return value == YES


class AboutForm(FactsForm):
    """And what it is about: which violence, which need."""

    violence = Several(
        label=_("Which kinds of violence is it about?"),
        help_text=_("Choose all that apply. None chosen: all kinds."),
        required=False,
        choices=Violence.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    need = forms.ChoiceField(
        label=_("What do you need money for?"),
        help_text=_("One thing; the others you can write when you ask."),
        required=False,
        choices=[ANY, *Need.choices],
    )


class FitForm(AboutForm, AsOfForm):
    """Everybody's: what violence, who asks, where, for what."""

    kind = forms.ChoiceField(label=_("Who are you?"), required=False, choices=WHO)
    state = forms.ChoiceField(label=_("State or territory"), required=False, choices=state_choices)
    county = forms.RegexField(r"^[0-9]{5}$", required=False, strip=True)
    program = forms.SlugField(max_length=20, required=False)
    field_order = ("on", "violence", "need", "kind", "state")

    def clean_program(self) -> str:
        key: str = self.cleaned_data["program"]
        if key and key not in programs(self.cleaned_data.get("on") or localdate()):
            raise forms.ValidationError(_now("There is no such program on that day."))
        return key

    @property
    def kind_key(self) -> str:
        """The kind, as the rules know it."""
        return str(self.said.get("kind", "")).lower()

    @property
    def applicant(self) -> Applicant:
        """Whoever asks, with what is likely of such a kind."""
        return presumed(self.kind_key, **self.facts)

    @property
    def clash(self) -> tuple[str, str] | None:
        """Two answers that cannot both be so."""
        return clash(self.kind_key, self.facts)

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        if "kind" in self.data and not cleaned.get("kind"):
            self.add_error("kind", _now("Say who you are: without it nobody can tell what fits."))
        county = gazetteer.country().counties.get(cleaned.get("county", ""))
        if county and not cleaned.get("state"):
            cleaned["state"] = county.state
        return cleaned
