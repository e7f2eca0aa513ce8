"""What an office types about the directory: what it looks for, what it enters, mends and asks."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.directory import Suggestion
from partners.forms.own_entry import EMAIL, PHONE, email_of, phone_of
from partners.forms.profile import STATE_CHOICES, ProfileForm
from partners.forms.telephone import telephone
from partners.kinds import Kind
from partners.models import Reach
from partners.taxonomy import Language, Need, Population, Post
from portal.forms.country import state_choices
from portal.forms.days import DayInput
from portal.forms.lines import LineField, MailField
from portal.forms.prose import ProseField
from portal.hats import Hat

OURS, ALL = "ours", "all"
NEW = "new"
"""None of those that have a name like it."""


def any_of(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("any")), *choices]


class DirectoryFilters(forms.Form):
    """Which organizations, by name in the address; what nobody knows is ignored."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    whose = forms.ChoiceField(
        label=_("Whose"), required=False, choices=[(OURS, _("partners of your office")), (ALL, _("all"))]
    )
    place = forms.CharField(label=_("City or county"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State or territory"), required=False, choices=state_choices)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=any_of(Kind.choices))
    population = forms.ChoiceField(label=_("Population"), required=False, choices=any_of(Population.choices))
    language = forms.ChoiceField(label=_("Language"), required=False, choices=any_of(Language.choices))
    service = forms.ChoiceField(label=_("Service"), required=False, choices=any_of(Need.choices))
    unverified = forms.BooleanField(label=_("Only unverified"), required=False)
    field_order = ("name", "whose", "kind", "place")
    later = ("state", "service", "population", "language", "unverified")
    """Those that stand folded: asked for now and then."""

    def __init__(self, data: Mapping[str, Any], *, hat: Hat) -> None:
        """An office sees its own partners unless it asks for all; nobody else has partners."""
        super().__init__(data)
        if not hat.is_of_an_office:
            del self.fields["whose"]
        self.fields["name"].widget.attrs["data-search"] = True
        self.is_valid()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name, "")

    @property
    def is_later_asked(self) -> bool:
        return any(self.asked(name) for name in self.later)

    @property
    def is_ours(self) -> bool:
        return "whose" in self.fields and self.asked("whose") != ALL


class EntryForm(forms.Form):
    """A new organization: as little as tells it from others. The rest is asked on its page."""

    name = ProseField(label=_("Name"), max_length=200, help_text=_("As it calls itself."))
    kind = forms.ChoiceField(label=_("What it is"), choices=[("", _("Choose")), *Kind.choices])
    city = LineField(label=_("City or town"), max_length=80, required=False)
    state = forms.ChoiceField(
        label=_("State or territory"), required=False, choices=[("", _("Choose")), *STATE_CHOICES]
    )
    is_confidential = forms.BooleanField(
        label=_("Only your office may know that it exists"),
        required=False,
        help_text=_("For a shelter that is not publicly known. Of a tribe this is so in any case until it approves."),
    )


class LikenessForm(forms.Form):
    """“Is it one of these?” `near`: the entries whose names resemble the one that was typed."""

    answer = forms.ChoiceField(label=_("Is it one of these?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, near: list[Suggestion], **rest: Any) -> None:
        super().__init__(*args, **rest)
        known = [(str(one.pk), f"{one.name} ({one.detail})" if one.detail else one.name) for one in near]
        answer = self.fields["answer"]
        assert isinstance(answer, forms.ChoiceField)
        answer.choices = [*known, (NEW, _now("none of these: enter it"))]


class OfficeEntryForm(ProfileForm):
    """An entry as an office writes it: with the day on which the organization said what it says of itself."""

    stated_on = forms.DateField(
        label=_("Said by the organization on"),
        required=False,
        widget=DayInput(),
        help_text=_("The day on which it told you about access and nondiscrimination. Left empty: today."),
    )


class AskedForm(forms.Form):
    """When the organization was asked."""

    asked_on = forms.DateField(label=_("Asked on"), widget=DayInput(), help_text=_("By telephone, mail or in person."))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["asked_on"].initial = localdate


class RoleContactsForm(forms.Form):
    """Mailboxes and numbers of roles, a line for each."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for post, label in Post.choices:
            self.fields[EMAIL + post] = MailField(label=email_of(str(label)), required=False)
            self.fields[PHONE + post] = LineField(
                label=phone_of(str(label)), max_length=40, required=False, validators=[telephone]
            )

    def lines(self) -> Iterator[dict[str, Any]]:
        """For the page, role by role."""
        for post, label in Post.choices:
            yield {"label": label, "email": self[EMAIL + post], "phone": self[PHONE + post]}

    def clean(self) -> dict[str, Any]:
        """All lines as one."""
        cleaned = super().clean() or self.cleaned_data
        return {
            "contacts": {post: Reach(cleaned.get(EMAIL + post, ""), cleaned.get(PHONE + post, "")) for post in Post}
        }


class PartnershipForm(forms.Form):
    """What the office keeps about working with a partner."""

    mends = True
    note = ProseField(
        label=_("Note"), rows=4, max_length=2000, required=False, help_text=_("Only your office reads it.")
    )


class EndPartnershipForm(forms.Form):
    """The last day of working together."""

    ended_on = forms.DateField(label=_("Ended on"), widget=DayInput())

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["ended_on"].initial = localdate


class NamedContactForm(forms.Form):
    """Somebody whom the office knows at a partner."""

    mends = True
    name = LineField(label=_("Name"), max_length=120)
    title = LineField(label=_("What they do there"), max_length=120, required=False)
    email = MailField(label=_("E-mail"), required=False)
    phone = LineField(label=_("Telephone"), max_length=40, required=False, validators=[telephone])
    reach_by = ProseField(
        label=_("How it is safe to reach them"),
        max_length=200,
        required=False,
        help_text=_("For example: no voice mail, a neutral subject line."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["email"] or cleaned["phone"] or cleaned["title"]):
            raise ValidationError(_now("Say what they do there, or how they are reached."))
        return cleaned


class MergeForm(forms.Form):
    """Of which entry this one is a double: the name as it stands in the directory, or one that was offered."""

    into = forms.IntegerField(widget=forms.HiddenInput)
