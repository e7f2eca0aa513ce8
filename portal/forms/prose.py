"""The one field for free text: what it must not say is refused, what may identify somebody needs a reason."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal import guard_words
from portal.guard import Kind, Level, findings, worst

BECAUSE = "_kept_because"
"""What follows the name of a field in the name of the control that asks for a reason."""
REASON_LENGTH = 300


class Prose(str):
    """Text that is kept although it may identify somebody: what was found in it, and why it has to stand there."""

    __slots__ = ("kept_because", "kinds")
    kept_because: str
    kinds: tuple[Kind, ...]

    def __new__(cls, text: str, *, kept_because: str, kinds: tuple[Kind, ...]) -> "Prose":
        made = super().__new__(cls, text)
        made.kept_because, made.kinds = kept_because, kinds
        return made


class Typed(str):
    """What came with the form: the text, and the reason beside it."""

    __slots__ = ("because",)
    because: str

    def __new__(cls, text: str, because: str) -> "Typed":
        made = super().__new__(cls, text)
        made.because = because
        return made


def judged(text: str, because: str) -> str:
    """The text as it may be kept; a sentence that says what was found and what to do where it may not."""
    found = findings(text)
    level = worst(found)
    if level is None:
        return text
    because = because.strip()
    said = (found if level is Level.HARD else findings(because)) or []
    if level is Level.HARD or said:
        raise ValidationError(guard_words.sentence(said, of_reason=level is not Level.HARD), code="identity")
    if not because:
        raise ValidationError(guard_words.sentence(found), code="reason")
    if len(because) > REASON_LENGTH:
        raise ValidationError(guard_words.too_long(REASON_LENGTH), code="reason")
    return Prose(text, kept_because=because, kinds=tuple(sorted({one.kind for one in found})))


class ProseMixin:
    """A control with a second one for the reason, shown as soon as the text needs one."""

    template_name = "django/forms/widgets/prose.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)  # type: ignore[misc]
        return None if text is None else Typed(text, data.get(name + BECAUSE) or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        widget = context["widget"]
        widget["control"] = self.control  # type: ignore[attr-defined]
        widget["attrs"]["data-guarded"] = True
        because = getattr(value, "because", "")
        widget["needs_reason"] = bool(because) or worst(findings(str(value or ""))) is Level.SOFT
        widget["because"] = because
        widget["because_name"] = name + BECAUSE
        widget["because_id"] = f"{widget['attrs'].get('id', name)}{BECAUSE}"
        return context


class ProseInput(ProseMixin, forms.TextInput):
    """One line."""

    control = "django/forms/widgets/input.html"


class ProseArea(ProseMixin, forms.Textarea):
    """Several lines."""

    control = "django/forms/widgets/textarea.html"


class ProseField(forms.CharField):
    """Free text. `rows`: how many lines the control shows; one is a line that cannot be broken."""

    def __init__(self, *, rows: int = 1, **rest: Any) -> None:
        widget = ProseInput() if rows == 1 else ProseArea({"rows": rows})
        super().__init__(widget=widget, **rest)

    def clean(self, value: Any) -> str:
        """Checked as to its length first: what is too long is not searched."""
        return judged(super().clean(value), getattr(value, "because", ""))
