"""What somebody says who asks about federal money. Three answers are needed, all else helps."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.counties import meant, offered_name
from grants.forms.needed import AskingForm
from grants.models import GuidanceRequest
from grants.taxonomy import AddressUse, Violence
from partners.kinds import Kind
from partners.taxonomy import Need
from portal import gazetteer
from portal.finder import LONGEST
from portal.forms.lines import LineField, MailField
from portal.forms.prose import ProseField, ProseWidget

FEW = 12
"""So many counties are shown as buttons; more as a list."""


def chosen_from(first: str, choices: Any) -> list[tuple[Any, Any]]:
    return [("", first), *choices]


class PlaceForm(AskingForm):
    """Where: what is typed, and the county that is chosen where what is typed can mean several."""

    place = LineField(
        label=gettext_lazy("County and state"),
        max_length=LONGEST,
        help_text=gettext_lazy("For example: Tarrant County, Texas. A town or a ZIP code works too: then you choose."),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write a county and its state, or a town or a ZIP code there.")},
    )
    county = forms.ChoiceField(label=gettext_lazy("County"))
    """Its error is the question which it is, and why that is asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meant = meant(gazetteer.country(), str(self.data.get("place", ""))) if self.is_bound else None
        if self.meant and self.meant.offered:
            self.offer(self.meant.offered)
        else:
            del self.fields["county"]

    def offer(self, counties: Any) -> None:
        """What is chosen from, with the reason why it has to be."""
        field = self.fields["county"]
        assert isinstance(field, forms.ChoiceField)
        named = [(county.fips, offered_name(county)) for county in counties]
        field.widget = forms.RadioSelect() if len(named) <= FEW else forms.Select()
        field.choices = named if len(named) <= FEW else chosen_from(_("choose"), named)
        field.error_messages["required"] = self.meant.note if self.meant else ""

    def clean(self) -> dict[str, Any]:
        """One county by its code; the words that were typed are not kept."""
        cleaned = dict(super().clean() or self.cleaned_data)
        typed = cleaned.pop("place", "")
        if self.meant and self.meant.fips:
            cleaned["county"] = self.meant.fips
        elif self.meant and typed and not self.meant.offered:
            self.add_error("place", self.meant.note)
        return cleaned


class AskForm(PlaceForm):
    """The question of somebody without an account."""

    need = forms.ChoiceField(label=gettext_lazy("What do you need money for?"))
    email = MailField(
        label=gettext_lazy("Your work e-mail address"),
        max_length=254,
        help_text=gettext_lazy("The answer goes there. Use an address that is safe for you."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    text = ProseField(
        label=gettext_lazy("Your question, in your own words"), required=False, rows=5, max_length=2000,
        help_text=gettext_lazy("You can leave this empty. Write about your program; name nobody who needs help."),
    )  # fmt: skip
    violence = forms.MultipleChoiceField(
        label=gettext_lazy("Which kinds of violence is it about?"), required=False, choices=Violence.choices,
        widget=forms.CheckboxSelectMultiple(), help_text=gettext_lazy("You can leave this empty."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("What is your organization?"), required=False)
    address_use = forms.ChoiceField(
        label=gettext_lazy("What may we use your address for?"), choices=AddressUse.choices, widget=forms.RadioSelect(),
        required=False, initial=AddressUse.ANSWER,
    )  # fmt: skip
    is_neutral = forms.BooleanField(
        label=gettext_lazy("The subject of every mail says nothing about what it is"), required=False, initial=True
    )
    website = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, max_length=200)
    """A field that people do not see: whatever fills it is a program."""
    key = forms.UUIDField(widget=forms.HiddenInput(), required=False, initial=uuid4)
    """Of this page: sent twice, it is one question."""

    field_order = ["place", "county", "violence", "need", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_no_reason(self)
        offer_choices(self, "need", Need.choices, _("choose"))
        offer_choices(self, "kind", Kind.choices, _("not said"))
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}

    def clean_address_use(self) -> str:
        """Whoever says nothing gets the answer, and no other mail."""
        return self.cleaned_data["address_use"] or AddressUse.ANSWER

    @property
    def has_more(self) -> bool:
        """Whether something is said or refused of what stands folded."""
        return bool(self["address_use"].errors) or self["address_use"].value() == AddressUse.REMINDERS


class OwnAskForm(PlaceForm):
    """The question of somebody signed in: address and kind stand in the account and in the entry."""

    need = forms.ChoiceField(label=gettext_lazy("What do you need money for?"))
    violence = forms.MultipleChoiceField(
        label=gettext_lazy("Which kinds of violence is it about?"), required=False, choices=Violence.choices,
        widget=forms.CheckboxSelectMultiple(), help_text=gettext_lazy("You can leave this empty."),
    )  # fmt: skip
    text = ProseField(
        label=gettext_lazy("Your question, in your own words"), required=False, rows=5, max_length=2000,
        help_text=gettext_lazy("You can leave this empty. Write about your program; name nobody who needs help."),
    )  # fmt: skip
    reminds = forms.BooleanField(
        label=gettext_lazy("Remind me by mail of deadlines, and ask me what became of it"), required=False, initial=True
    )
    key = forms.UUIDField(widget=forms.HiddenInput(), required=False, initial=uuid4)

    field_order = ["place", "county", "violence"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "need", Need.choices, _("choose"))


class OwnQuestionFilters(forms.Form):
    """Which of an organization's questions."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False,
        choices=[("", gettext_lazy("all")), *GuidanceRequest.State.choices],
    )  # fmt: skip
    need = forms.ChoiceField(
        label=gettext_lazy("Need"), required=False, choices=[("", gettext_lazy("all")), *Need.choices]
    )


def offer_choices(form: forms.Form, name: str, choices: Any, first: str) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = chosen_from(first, choices)


class AddForm(AskingForm):
    """What an asker adds to a question."""

    text = ProseField(
        label=gettext_lazy("What do you want to add or ask?"), rows=4, max_length=2000,
        help_text=gettext_lazy("Write about your program; name nobody who needs help."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_known: bool = False, **kwargs: Any) -> None:
        """`is_known`: whether somebody signed in adds it."""
        super().__init__(*args, **kwargs)
        if not is_known:
            take_no_reason(self)


def take_no_reason(form: forms.Form) -> None:
    """Without an account nobody answers for a reason: what may identify a person is left out."""
    widget = form.fields["text"].widget
    assert isinstance(widget, ProseWidget)
    widget.takes_reason = False


def asked_key(key: UUID | None, said: dict[str, Any]) -> UUID:
    """The key of what was said on one page: the same twice is the same question, and nobody can choose it."""
    words = "\x1f".join(f"{name}={said[name]}" for name in sorted(said))
    return UUID(salted_hmac("a question once", f"{key}\x1f{words}").hexdigest()[:32])
