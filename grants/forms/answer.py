"""The answer to a question about federal money: words, programs, and up to where the thread was read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from grants.pointers import Choice, opened_since, pointers
from portal.forms.prose import ProseField


class AnswerForm(forms.Form):
    """`among`: the programs that may be chosen. `seen`: the newest entry that the page showed."""

    text = ProseField(label=_("Your answer"), rows=12, max_length=6000)
    programs = forms.MultipleChoiceField(
        label=_("Programs"), required=False, widget=forms.CheckboxSelectMultiple(),
        error_messages={"invalid_choice": _("A program or notice is not there any more. Choose again.")},
    )  # fmt: skip
    is_published = forms.BooleanField(
        label=_("My answer says only what is published, and the same that others were told"), required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(
        self, data: Mapping[str, Any] | None, *, among: Sequence[Choice], text: str, seen: int, chosen: Sequence[str]
    ) -> None:
        super().__init__(data, initial={"text": text, "seen": seen, "programs": list(chosen)})
        self.among = among
        values = [(value, value) for one in among for value, _notice in one.ways]
        self.fields["programs"].choices = values  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[str]:
        """What is ticked, whether sent or proposed by the address."""
        return [str(value) for value in self["programs"].value() or ()]

    @property
    def open_programs(self) -> Any:
        """Of what is ticked the programs with an open notice, and since when."""
        return opened_since(self.chosen, self.among)

    def has_read(self, newest: int) -> None:
        """The page shows the thread up to here: sent once more, the answer is meant."""
        if self.is_bound:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["seen"] = str(newest)
            self.data = data

    def clean(self) -> dict[str, Any]:
        """What the verb takes. A program with an open notice asks for a second look."""
        cleaned = dict(super().clean() or self.cleaned_data)
        chosen = cleaned.pop("programs", [])
        if not cleaned.pop("is_published", False) and opened_since(chosen, self.among):
            said = _now("A notice is open: read below what others were told, then confirm that yours says the same.")
            self.add_error("is_published", said)
        return {**cleaned, "referrals": pointers(chosen, self.among)}
