"""What is said of an organization in the directory: one form, for the offices and for the organization itself."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.kinds import FACTS, Kind, LegalForm
from partners.models import Profile
from partners.models.statement import Says
from partners.taxonomy import Ground, Language, Need, Population
from portal import gazetteer
from portal.country import STATES, fold
from portal.finder import read
from portal.forms.lines import LineField, LinkField
from portal.forms.prose import ProseField
from portal.guard import Kind as Found
from portal.guard import findings
from portal.typed import english

STATE_CHOICES = sorted(((code, gettext_lazy(name)) for code, name in STATES.items()), key=lambda pair: str(pair[1]))


class Checks(forms.MultipleChoiceField):
    """A choice of several, each to be ticked."""

    def __init__(self, choices: Any = (), **rest: Any) -> None:
        super().__init__(choices=choices, required=False, widget=forms.CheckboxSelectMultiple(), **rest)


class Counties(Checks):
    """Some counties to be ticked; any county of the nation is taken."""

    def valid_value(self, value: Any) -> bool:
        return value in gazetteer.country().counties


def says(label: Any, help_text: Any = "") -> forms.ChoiceField:
    """An answer of the statement; not answered is no “no”."""
    return forms.ChoiceField(label=label, choices=Says.choices, required=False, help_text=help_text)


class ProfileForm(forms.Form):
    """An entry as it is read by others. It has no field for a street: of a shelter none may be known."""

    mends = True
    name = LineField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=[("", gettext_lazy("Choose")), *Kind.choices])
    legal_form = forms.ChoiceField(
        label=gettext_lazy("Legal form"),
        choices=[("", gettext_lazy("as its kind says, or not known")), *LegalForm.choices],
        required=False,
        help_text=gettext_lazy("Only where the kind does not settle it. Programs ask for it."),
    )
    about = ProseField(
        label=gettext_lazy("What it does, in two sentences"),
        rows=3,
        max_length=600,
        required=False,
        help_text=gettext_lazy(
            "Public words only. No street address, and nothing about anybody who uses its services."
        ),
    )
    city = LineField(label=gettext_lazy("City or town"), max_length=80, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State or territory"), choices=[("", gettext_lazy("Choose")), *STATE_CHOICES], required=False
    )
    website = LinkField(
        label=gettext_lazy("Website"), required=False, max_length=200,
        help_text=gettext_lazy("With a quick exit, if it has one."),
    )  # fmt: skip
    counties = Counties(label=gettext_lazy("Counties that it serves"))
    other_counties = ProseField(
        label=gettext_lazy("Other counties"),
        rows=2,
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Name and state, one on each line: Tarrant County, Texas."),
    )
    statewide = Checks(STATE_CHOICES, label=gettext_lazy("States and territories that it serves whole"))
    services = Checks(
        Need.choices,
        label=gettext_lazy("What it does for people"),
        help_text=gettext_lazy("Tick what somebody can get there today, in the counties that it serves."),
    )
    populations = Checks(Population.choices, label=gettext_lazy("Underserved populations for which it has a service"))
    languages = Checks(Language.choices, label=gettext_lazy("Languages besides English in which its people serve"))
    grounds = Checks(
        Ground.choices,
        label=gettext_lazy("Nobody is excluded, denied a service or treated worse because of actual or perceived"),
        help_text=gettext_lazy(
            "34 USC 12291(b)(13)(A) names these grounds for whoever has a grant under that law. Tick those of which "
            "the organization says so."
        ),
    )
    lgbtq_training = says(gettext_lazy("Its people were trained to serve LGBTQ people"))
    language_access = says(gettext_lazy("Interpreters are there for whoever needs one"))
    deaf_access = says(gettext_lazy("Deaf and hard of hearing people can use its services"))
    disability_access = says(gettext_lazy("People with disabilities can use its services"))
    complaint_route = ProseField(
        label=gettext_lazy("Where somebody turns who was turned away"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("An office or a web page, not a person’s name."),
    )

    def __init__(self, *args: Any, counties: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`counties`: those that are offered, by FIPS code; what the entry has already is offered too."""
        super().__init__(*args, **kwargs)
        chosen = [*(self.initial.get("counties") or ()), *(self["counties"].value() or ())]
        offered = dict(counties) | dict(labeled(chosen))
        self.fields["counties"].choices = sorted(offered.items(), key=lambda pair: pair[1])  # type: ignore[attr-defined]

    def clean_legal_form(self) -> str:
        """What the kind settles is not asked twice."""
        kind = self.cleaned_data.get("kind")
        return "" if kind and FACTS[Kind(kind)].legal_form else str(self.cleaned_data["legal_form"])

    def clean_other_counties(self) -> list[str]:
        """As FIPS codes. Raises ValidationError for each line that names no county, or several."""
        lines = [line.strip() for line in self.cleaned_data["other_counties"].splitlines() if line.strip()]
        meant = [(line, county_codes(line)) for line in lines]
        if problems := [refusal(line, codes) for line, codes in meant if len(codes) != 1]:
            raise ValidationError(problems)
        return [codes[0] for _line, codes in meant]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        others = cleaned.pop("other_counties", [])
        cleaned["counties"] = list(dict.fromkeys([*cleaned.get("counties", []), *others]))
        kind = cleaned.get("kind")
        if kind and FACTS[Kind(kind)].serves_victims:
            for name in ("about", "complaint_route", "city"):
                self._refuse_street(name)
        return cleaned

    def _refuse_street(self, name: str) -> None:
        """At once: no reason is asked for what is refused whatever the reason."""
        field = self.fields[name]
        assert isinstance(field, forms.CharField)
        text = str(self[name].value() or "")
        if len(text) > (field.max_length or 0) or not names_a_street(text):
            return
        if isinstance(field, ProseField):
            field.widget.is_refused = True
        self.errors.pop(name, None)
        self.add_error(name, ValidationError(NO_STREET))


NO_STREET = gettext_lazy(
    "This looks like a street address. Of an organization that shelters or serves victims no address is kept here: "
    "take it out."
)


def names_a_street(text: str) -> bool:
    return any(found.kind is Found.STREET_ADDRESS for found in findings(text))


def county_codes(line: str) -> list[str]:
    """The counties that a line may mean: "Tarrant County, Texas", "tarrant tx"."""
    return [county.fips for county in read(gazetteer.country(), english(fold(line)))[2] if county.is_current]


def refusal(line: str, codes: Sequence[str]) -> str:
    """Why a line is not one county."""
    if not codes:
        return _("There is no county “%(line)s”. Write its name and its state.") % {"line": line[:80]}
    some = "; ".join(label for _code, label in labeled(codes[:6]))
    return _("“%(line)s” may be several counties: %(some)s. Write one of them.") % {"line": line[:80], "some": some}


def labeled(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Counties by FIPS code with their names."""
    known = gazetteer.country().counties
    return [(code, known[code].label) for code in codes if code in known]


def counties_of_states(states: Iterable[str]) -> list[tuple[str, str]]:
    """Every county of these states."""
    wanted = set(states)
    return [(c.fips, c.label) for c in gazetteer.country().counties.values() if c.is_current and c.state in wanted]


def counties_of_office(court_id: str) -> list[tuple[str, str]]:
    """The counties of an office, those included of which it has a part."""
    country = gazetteer.country()
    return [(county.fips, county.label) for county in (*country.counties_of(court_id), *country.parts_of(court_id))]


FIELDS = tuple(name for name in ProfileForm.base_fields if name not in {"name", "other_counties"})


def initial_of(entry: Profile | None, name: str) -> dict[str, Any]:
    """The entry as the form shows it."""
    return {"name": name} | ({field: getattr(entry, field) for field in FIELDS} if entry else {})
