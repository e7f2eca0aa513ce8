"""What names a contact, a place or a document: it may be a name, a number or an address, and never a survivor's.

No reason is asked for here; what the guard refuses outright is refused in these fields as in prose.
"""

from typing import Any
from urllib.parse import unquote

from django import forms

from portal.guard import findings
from portal.prose import refuse_hard

REFERENCE = "control number: %s"
"""How the number of a document is read, so that nine digits are no Social Security number."""


class LineField(forms.CharField):
    """A name, a post, a town or a telephone number. `read_as`: the words to read it with, where they matter."""

    def __init__(self, *, read_as: str = "%s", **rest: Any) -> None:
        super().__init__(**rest)
        self.read_as = read_as

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        refuse_hard(findings(self.read_as % text))
        return text


class MailField(forms.EmailField):
    """A mailbox."""

    def clean(self, value: Any) -> str:
        return address(str(super().clean(value)))


class LinkField(forms.URLField):
    """Where a document or a site stands: an https address unless another is typed."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(assume_scheme="https", **rest)

    def clean(self, value: Any) -> str:
        return address(str(super().clean(value)))


def address(typed: str) -> str:
    """As typed. It is read with its percent signs and with what they mean."""
    for text in {typed, unquote(typed)}:
        refuse_hard(findings(text))
    return typed
