"""A form of the log as it is typed: which of its fields are kept in a draft, and the form made of a draft again."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.http import QueryDict

from partners.forms.outreach import OutreachForm
from partners.models import Outreach
from partners.models.draft import Typed
from portal.guard import Level, findings, worst
from portal.guard_words import sentence
from portal.prose import BECAUSE

NOT_KEPT = {"key", "hat", "replaces"}
"""They belong to the page, not to what is typed."""
PLAIN = set(OutreachForm.base_fields) - NOT_KEPT
ROWS = re.compile(r"(?:step-\d{1,2}-(?:text|side|due_on|organization)|new-\d{1,2}-(?:name|kind|answer))")
TRAINED = re.compile(r"trained-[A-Z_]{2,24}")
MOST = 200_000
"""Characters of one draft; the longest entry that can be saved has less than 20,000."""


class Sorted(NamedTuple):
    """What may be kept, and what may not with the sentence that says why."""

    kept: dict[str, list[str]]
    refused: dict[str, str]


def sorted_out(data: QueryDict) -> Sorted:
    """The fields of the form, without any text in which the guard finds what it refuses."""
    kept: dict[str, list[str]] = {}
    refused: dict[str, str] = {}
    for name, values in data.lists():
        if not is_field(name):
            continue
        found = [one for value in values for one in findings(value)]
        if worst(found) is Level.HARD:
            refused[name] = sentence(found)
        else:
            kept[name] = [value.replace("\0", "") for value in values]
    return Sorted(kept, refused)


def is_field(name: str) -> bool:
    """Whether the form has a control of this name."""
    plain = name.removesuffix(BECAUSE)
    return plain in PLAIN or bool(ROWS.fullmatch(plain) or TRAINED.fullmatch(plain))


def is_too_long(fields: Typed) -> bool:
    return sum(len(value) for values in fields.values() for value in values) > MOST


def with_what_stood(fields: Typed, before: Typed, refused: Iterable[str]) -> Typed:
    """Where a text is refused, what was kept of it before stays."""
    return {**fields, **{name: before[name] for name in refused if name in before}}


def as_data(fields: Typed, *, key: UUID, hat: int | None) -> QueryDict:
    """A draft as if it had just been sent."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    data["key"], data["hat"] = str(key), str(hat or "")
    return data


def with_last(data: QueryDict, last: Outreach | None) -> QueryDict:
    """What was typed, with kind, organizations and duty of the last entry."""
    if last is None:
        return data
    filled = data.copy()
    filled["did"], filled["duty"] = last.did, str(last.duty)
    filled.setlist("organizations", [str(one.pk) for one in last.organizations])
    return filled
