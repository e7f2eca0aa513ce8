"""Free text in the API's bodies, under the same guard as in forms."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from portal.prose import BECAUSE, REASON_LENGTH, judged, unchanged

REASON = "Why %(name)s has to stand as it is: asked for where it holds a telephone number, an address or the like."


class ProseSerializerField(serializers.CharField):
    """Free text. What may identify somebody is refused unless the body says, in `<field>_kept_because`, why."""

    def run_validation(self, data: Any = empty) -> Any:
        text = super().run_validation(data)
        if not isinstance(text, str):
            return text
        because = getattr(self.parent, "initial_data", {}).get(f"{self.field_name}{BECAUSE}")
        return judged(text, because.strip() if isinstance(because, str) else "")


class NameSerializerField(serializers.CharField):
    """The name of a contact. No reason is asked for; what identifies somebody served is refused."""

    def run_validation(self, data: Any = empty) -> Any:
        text = super().run_validation(data)
        return unchanged(text) if isinstance(text, str) else text


class ReasonField(serializers.CharField):
    """Why a text is kept. It is judged with its text."""

    def __init__(self, name: str) -> None:
        super().__init__(required=False, allow_blank=True, max_length=REASON_LENGTH, help_text=REASON % {"name": name})


def with_reasons(fields: dict[str, Any]) -> dict[str, Any]:
    """These fields, and beside each free text the one for its reason."""
    prose = [name for name, field in fields.items() if isinstance(field, ProseSerializerField)]
    return fields | {f"{name}{BECAUSE}": ReasonField(name) for name in prose}


def without_reasons(found: Any, fields: Mapping[str, Any]) -> Any:
    """What verbs are given: a kept text carries its reason with it."""
    return {name: value for name, value in found.items() if not isinstance(fields.get(name), ReasonField)}
