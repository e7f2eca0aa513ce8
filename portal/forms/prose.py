"""The one field for free text: what it must not say is refused, what may identify somebody needs a reason."""

from collections.abc import Mapping
from typing import Any

from django import forms

from portal.guard import Level, findings, worst
from portal.prose import BECAUSE, Prose, judged, of_nobody, unchanged

__all__ = ["BECAUSE", "Prose", "ProseField"]


class Typed(str):
    """What came with the form: the text, and the reason beside it."""

    __slots__ = ("because",)
    because: str

    def __new__(cls, text: str, because: str) -> "Typed":
        made = super().__new__(cls, text)
        made.because = because.replace("\0", "").strip()
        return made


class ProseWidget(forms.Widget):
    """A control with a second one for the reason, shown as soon as the text needs one."""

    template_name = "django/forms/widgets/prose.html"
    control: str
    stands = ""
    """What is kept already: for that no reason is asked again."""
    is_refused = False
    """No reason would help."""
    takes_reason = True
    """Whether a reason helps: none does where nobody knows who gives it."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return None if text is None else Typed(text, data.get(name + BECAUSE) or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        because, text = getattr(value, "because", ""), str(value or "")
        marks = {"data-stands": self._stands(text), "data-strict": not self.takes_reason}
        context["widget"]["attrs"] |= {"data-guarded": name} | {mark: True for mark, is_so in marks.items() if is_so}
        context["widget"] |= {
            "control": self.control,
            "needs_reason": not self.is_refused and (bool(because) or self._asks(text)),
            "because": because,
            "takes_reason": self.takes_reason,
            "because_name": name + BECAUSE,
            "because_id": context["widget"]["attrs"].get("id", name) + BECAUSE,
        }
        return context

    def _stands(self, text: str) -> bool:
        return bool(text) and as_written(text) == self.stands

    def _asks(self, text: str) -> bool:
        return not self._stands(text) and worst(findings(text)) is Level.SOFT


class ProseInput(ProseWidget, forms.TextInput):
    """One line."""

    control = "django/forms/widgets/input.html"
    template_name = ProseWidget.template_name


class ProseArea(ProseWidget, forms.Textarea):
    """Several lines."""

    control = "django/forms/widgets/textarea.html"
    template_name = ProseWidget.template_name


class ProseField(forms.CharField):
    """Free text. `rows`: how many lines the control shows; one is a line that cannot be broken."""

    def __init__(self, *, rows: int = 1, **rest: Any) -> None:
        super().__init__(widget=ProseInput() if rows == 1 else ProseArea({"rows": rows}), **rest)

    widget: ProseWidget

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """In a form that says so (`mends`), what it opens with is kept already."""
        found = super().get_bound_field(form, field_name)
        if getattr(form, "mends", False):
            self.widget.stands = as_written(str(found.initial or ""))
        return found

    def clean(self, value: Any) -> str:
        """Its length comes first: what is too long is not searched. A kept text comes back as `Prose`.

        What stands already, unchanged, was given its reason then; it is refused only where no reason helps.
        """
        text = super().clean(value)
        if not self.widget.takes_reason:
            return of_nobody(text)
        stands = bool(text) and as_written(text) == self.widget.stands
        return unchanged(text) if stands else judged(text, getattr(value, "because", ""))


def as_written(text: str) -> str:
    """The text without what a browser changes on its way."""
    return text.replace("\r\n", "\n").strip()
