"""A form of the log as it is typed: which of its fields are kept in a draft, and the form made of a draft again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from partners.forms.outreach import OutreachForm
from partners.models import Draft, Outreach
from partners.models.draft import Typed
from partners.taxonomy import Did
from portal.guard import Level, findings, worst
from portal.guard_words import sentence
from portal.models import Organization
from portal.prose import BECAUSE

NOT_KEPT = {"key", "hat", "replaces", "again"}
WINDOW = "window"
"""In a draft: which window wrote it last."""
CHOICES = ("held_on", "did", "duty", "audience", "joint_with", "is_host", "topics", "populations", "needs",
           "counties", "is_shared", WINDOW)  # fmt: skip
ROW_CHOICES = re.compile(r"step-\d{1,2}-(?:side|due_on|organization)|new-\d{1,2}-(?:kind|answer)")
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


def says_something(fields: Typed) -> bool:
    """Whether there is a text or an organization; choices alone are no draft."""
    said = (values for name, values in fields.items() if name not in CHOICES and not ROW_CHOICES.fullmatch(name))
    return any(value.strip() for values in said for value in values)


def named(drafts: Sequence[Draft]) -> list[tuple[Draft, str]]:
    """Each draft with what a list calls it: its line, else its kind and organizations."""
    keys = {pk for draft in drafts if not draft.line.strip() for pk in draft.organization_keys}
    names = dict(Organization.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return [(draft, draft.line.strip() or without_line(draft, names)) for draft in drafts]


def without_line(draft: Draft, names: Mapping[int, str]) -> str:
    kinds = [str(Did(code).label).capitalize() for code in draft.fields.get("did", []) if code in Did.values]
    who = ", ".join(names[pk] for pk in draft.organization_keys if pk in names)
    return _("%(said)s (no line yet)") % {"said": ": ".join(filter(None, [*kinds, who])) or _("An entry")}


def is_too_long(fields: Typed) -> bool:
    return sum(len(value) for values in fields.values() for value in values) > MOST


def with_what_stood(fields: Typed, before: Typed, refused: Iterable[str]) -> Typed:
    """Where a text is refused, what was kept of it before stays."""
    return {**fields, **{name: before[name] for name in refused if name in before}}


def as_data(fields: Typed, *, key: UUID, hat: int | None) -> QueryDict:
    """A draft as if it had just been sent."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        if name != WINDOW:
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
