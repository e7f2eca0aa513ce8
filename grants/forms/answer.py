"""The answer to a question about federal money: words, programs, and up to where the thread was read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from grants.forms.needed import AskingForm
from grants.pointers import Choice, pointers, with_open_notice
from portal.forms.prose import BECAUSE, ProseField, Typed


def begun_with(typed: QueryDict, template: str) -> dict[str, Any]:
    """What was typed, ticked and confirmed so far, with a template below it."""
    text, added = typed.get("text", "").strip(), template.strip()
    words = text if not added or added in text else f"{text}\n\n{added}".strip()
    return {
        "text": Typed(words, typed.get("text" + BECAUSE, "")),
        "programs": typed.getlist("programs"),
        "is_published": bool(typed.get("is_published")),
    }


class AnswerForm(AskingForm):
    """`among`: the programs that may be chosen. `seen`, `owner`: the newest entry that the page showed, and whose the
    question was. `begun`: what is typed, chosen and confirmed already."""

    text = ProseField(label=_("Your answer"), rows=12, max_length=6000)
    programs = forms.MultipleChoiceField(
        label=_("Programs"), required=False, widget=forms.CheckboxSelectMultiple(),
        error_messages={"invalid_choice": _("A program or notice is not there any more. Choose again.")},
    )  # fmt: skip
    is_published = forms.BooleanField(
        label=_("My answer says only what is published, and the same that others were told"), required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())
    owner = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, among: Sequence[Choice], seen: int, owner: int, begun: dict[str, Any]
    ) -> None:
        super().__init__(data, initial={**begun, "seen": seen, "owner": owner})
        self.among = among
        values = [(value, value) for one in among for value, _notice in one.ways]
        self.fields["programs"].choices = values  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[str]:
        """What is ticked, whether sent or proposed by the address."""
        return [str(value) for value in self["programs"].value() or ()]

    def has_read(self, newest: int, owner: int) -> None:
        """The page shows the thread up to here, and whose the question is: sent once more, the answer is meant."""
        if self.is_bound:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["seen"], data["owner"] = str(newest), str(owner)
            self.data = data

    def clean(self) -> dict[str, Any]:
        """What the verb takes. A program with an open notice asks for a second look."""
        cleaned = dict(super().clean() or self.cleaned_data)
        chosen = cleaned.pop("programs", [])
        if not cleaned.pop("is_published", False) and with_open_notice(chosen, self.among):
            said = _now("A notice is open: read below what others were told, then confirm that yours says the same.")
            self.add_error("is_published", said)
        return {**cleaned, "referrals": pointers(chosen, self.among)}
