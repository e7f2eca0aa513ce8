"""What people type about the library: what they look for, what they write, what they decide."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.duties import Duty
from partners.forms.profile import Checks
from partners.forms.reports import aware
from partners.kinds import Kind
from partners.markup import is_good_link
from partners.models.library_text import TEXT, Genre
from portal.country import STATES
from portal.forms.country import state_choices
from portal.forms.lines import LinkField
from portal.forms.prose import ProseField

ANY = [("", _("any"))]
WAITING, DECIDED = "waiting", "decided"


class LibraryFilters(forms.Form):
    """By what the library may be narrowed, by name in the address."""

    words = forms.CharField(label=_("Words"), required=False, max_length=80)
    duty = forms.TypedChoiceField(
        label=_("Duty"), required=False, coerce=int, empty_value=None, choices=[*ANY, *Duty.choices]
    )
    genre = forms.ChoiceField(label=_("What it is"), required=False, choices=[*ANY, *Genre.choices])
    state = forms.ChoiceField(label=_("State or territory"), required=False, choices=state_choices)
    agency = forms.ChoiceField(label=_("For which agency"), required=False, choices=[*ANY, *Kind.choices])
    ours = forms.BooleanField(label=_("Adopted by your office"), required=False)
    later = ("state", "agency", "ours")
    """Those that stand folded: asked for now and then."""

    def __init__(self, data: Mapping[str, Any], *, is_of_an_office: bool) -> None:
        super().__init__(data)
        if not is_of_an_office:
            del self.fields["ours"]

    @property
    def is_later_asked(self) -> bool:
        return any(self.data.get(name) for name in self.later)


class ReviewFilters(forms.Form):
    """Which of the texts that were handed in."""

    state = forms.ChoiceField(
        label=_("Decision"), required=False, choices=[(WAITING, _("waiting")), (DECIDED, _("decided"))]
    )


class DraftForm(forms.Form):
    """A text for the library, or a link to one."""

    mends = True
    title = ProseField(label=_("Title"), max_length=160)
    genre = forms.ChoiceField(label=_("What it is"), choices=[("", _("Choose")), *Genre.choices])
    summary = ProseField(label=_("In one or two sentences"), rows=3, max_length=400)
    body = ProseField(
        label=_("Text"),
        rows=20,
        max_length=60_000,
        required=False,
        help_text=_(
            "Markdown: “# heading”, “- item”, “1. item”, “**bold**”, “> quotation”, “[words](https://…)”, tables of "
            "“| cells |”. HTML stands there as you type it; of a picture its words alone."
        ),
    )
    link = LinkField(
        label=_("Or a link to it"), required=False, max_length=200,
        help_text=_("Where it is published already. Only https."),
    )  # fmt: skip
    duties = Checks(Duty.choices, label=_("Which duties it serves"))
    states = forms.CharField(
        label=_("For which states"),
        required=False,
        max_length=300,
        help_text=_("By postal letters: TX, OK. Left empty: for every state."),
    )
    agencies = Checks(Kind.choices, label=_("For which kinds of agency"), help_text=_("None ticked: for all."))

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if link and not is_good_link(link):
            raise ValidationError(_now("Give an address that begins with https:// and names no user."))
        return link

    def clean_duties(self) -> list[int]:
        return [int(code) for code in self.cleaned_data["duties"]]

    def clean_states(self) -> list[str]:
        """As codes. Raises ValidationError for what are no postal letters."""
        codes = self.cleaned_data["states"].upper().replace(",", " ").replace(";", " ").split()
        if unknown := [code for code in codes if code not in STATES]:
            sentence = _now("No state or territory has the letters “%(code)s”. Write them like this: TX, OK.")
            raise ValidationError(sentence % {"code": unknown[0][:20]})
        return list(dict.fromkeys(codes))


class DraftEditForm(DraftForm):
    """The same, of a draft that stands: with the instant of the state that somebody has before them."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_seen(self) -> datetime:
        try:
            return aware(datetime.fromisoformat(self.cleaned_data["seen"]))
        except ValueError as error:
            raise ValidationError(_now("Open the text again: this page has lost track of it.")) from error


def initial_of(draft: Any) -> dict[str, Any]:
    """The draft as the form shows it."""
    found = {name: getattr(draft, name) for name in TEXT if name != "work"}
    return found | {"states": ", ".join(draft.states), "seen": draft.edited_at.isoformat()}


class ReturnForm(forms.Form):
    """What has to be mended."""

    words = ProseField(label=_("What has to be mended?"), rows=5, max_length=2000)


class WithdrawForm(forms.Form):
    """Why an edition is not to be used any more."""

    reason = ProseField(label=_("Why is it withdrawn?"), max_length=300, help_text=_("Every office reads this."))
