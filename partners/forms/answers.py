"""An organization's answer: whoever gives it after somebody else there did is told of that first, and may go on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _


class AnswerForm(forms.Form):
    """`newest`: the answer that stands, with who gave it; the page carries which one it showed."""

    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, newest: Any = None) -> None:
        self.newest = newest
        super().__init__(data, initial={"after": newest and newest.pk})

    def overtaken(self) -> str:
        """What somebody else has said since the page was opened, or nothing. Sent once more, it is meant."""
        if not self.is_bound or self.newest is None or str(self.data.get("after", "")) == str(self.newest.pk):
            return ""
        self.data = {**{name: self.data[name] for name in self.data}, "after": str(self.newest.pk)}
        words = {"who": self.newest.recorded_by.name, "says": self.newest.get_says_display()}
        return _("%(who)s has answered meanwhile: “%(says)s”. Say yours all the same? Then send it again.") % words

    def clean(self) -> dict[str, Any]:
        """Which answer the page showed is no part of this one."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned.pop("after", None)
        return cleaned
