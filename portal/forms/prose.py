"""The one field for free text: what it must not say is refused, what may identify somebody needs a reason."""

from collections.abc import Mapping
from typing import Any

from django import forms

from portal.guard import Level, findings, worst
from portal.prose import BECAUSE, Prose, judged

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

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return None if text is None else Typed(text, data.get(name + BECAUSE) or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        because = getattr(value, "because", "")
        context["widget"]["attrs"]["data-guarded"] = name
        context["widget"] |= {
            "control": self.control,
            "needs_reason": bool(because) or worst(findings(str(value or ""))) is Level.SOFT,
            "because": because,
            "because_name": name + BECAUSE,
            "because_id": context["widget"]["attrs"].get("id", name) + BECAUSE,
        }
        return context


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

    def clean(self, value: Any) -> str:
        """Its length comes first: what is too long is not searched. A kept text comes back as `Prose`."""
        return judged(super().clean(value), getattr(value, "because", ""))
