"""An entry of the log in words: what is known of it, and what each edit changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.duties import Duty
from partners.entries import county_names
from partners.models import Outreach
from partners.reading import parties
from partners.taxonomy import Audience, Did, Need, Population, Profession, Topic

AS_LONG = 300
"""So many characters of a note stand in the history of an entry."""


def labels(kind: Any, codes: Iterable[str]) -> str:
    return "; ".join(str(kind(code).label) for code in codes if code in kind.values)


def organizations(entry: Outreach) -> str:
    return "; ".join(party["name"] for party in parties(entry))


def duty(entry: Outreach) -> str:
    return f"{entry.duty} {Duty(entry.duty).label}"


def audience(entry: Outreach) -> str:
    return str(Audience(entry.audience).label) if entry.audience else ""


def trained(entry: Outreach) -> str:
    """By profession, with the sum where there is more than one."""
    each = [f"{Profession(code).label}: {number}" for code, number in entry.trained.items()]
    total = [_("%(n)d in all") % {"n": entry.trained_count}] if len(each) > 1 else []
    return "; ".join([*each, *total])


def joint(entry: Outreach) -> str:
    """With which other office, and who counts the people."""
    if entry.joint_with is None:
        return ""
    other = entry.joint_with.abbreviation
    held = _("held by us: we count the people") if entry.is_host else _("held by it: it counts the people")
    return f"{other} ({held})"


WHEN, WHO, LINE, NOTES = (
    gettext_lazy("When"), gettext_lazy("Who"), gettext_lazy("In one line"), gettext_lazy("Notes"),
)  # fmt: skip
TOLD: list[tuple[Any, Callable[[Outreach], Any]]] = [
    (WHEN, lambda e: date_format(e.held_on, "DATE_FORMAT")),
    (gettext_lazy("What"), lambda e: str(Did(e.did).label)),
    (WHO, organizations),
    (gettext_lazy("Duty"), duty),
    (LINE, lambda e: e.line),
    (gettext_lazy("Minutes"), lambda e: e.minutes),
    (gettext_lazy("Topics"), lambda e: labels(Topic, e.topics)),
    (gettext_lazy("Populations"), lambda e: labels(Population, e.populations)),
    (gettext_lazy("What people lack"), lambda e: labels(Need, e.needs)),
    (gettext_lazy("Counties"), lambda e: county_names(e.counties)),
    (gettext_lazy("Who listened"), audience),
    (gettext_lazy("People trained"), trained),
    (gettext_lazy("People educated"), lambda e: e.educated or ""),
    (gettext_lazy("Joint with"), joint),
    (gettext_lazy("Materials"), lambda e: e.materials),
    (NOTES, lambda e: e.narrative),
]
"""Every fact of an entry, in the order of the form."""
BY_ITSELF = (WHEN, WHO, LINE, NOTES)
"""What the page shows above the other facts."""


def facts(entry: Outreach) -> list[tuple[Any, Any]]:
    """What else is known; what is not said is left out."""
    return [(label, tell(entry)) for label, tell in TOLD if label not in BY_ITSELF and tell(entry)]


def history(rows: Sequence[Outreach], removed_by: str = "") -> list[dict[str, Any]]:
    """What happened to the entry, newest first, as `components/audit_trail.html` shows it.

    `rows`: every row that it ever was, the oldest first; `removed_by` who took the last one off the record.
    """
    first, last = rows[0], rows[-1]
    told = [event(first.recorded_at, first.recorded_by.name, _("logged the entry"))]
    for before, after in pairwise(rows):
        told += between(before, after)
    if last.superseded_at:
        told.append(event(last.superseded_at, removed_by or _("somebody"), _("deleted the entry")))
    return told[::-1]


def between(before: Outreach, after: Outreach) -> Iterator[dict[str, Any]]:
    """An edit follows at once; what was brought back had been deleted before."""
    who = after.recorded_by.name
    if before.superseded_at == after.recorded_at:
        yield event(after.recorded_at, who, _("changed the entry"), list(changes(before, after)))
        return
    yield event(before.superseded_at, _("somebody"), _("deleted the entry"))
    yield event(after.recorded_at, who, _("brought the entry back"), list(changes(before, after)))


def event(at: Any, who: str, action: str, changed: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    return {"at": at, "actor": who, "action": action, "changes": changed}


def changes(before: Outreach, after: Outreach) -> Iterator[dict[str, Any]]:
    """Each fact that differs, from what to what."""
    for label, tell in TOLD:
        old, new = tell(before), tell(after)
        if old != new:
            yield {"field": label, "old": short(old), "new": short(new)}


def short(value: Any) -> str | None:
    return Truncator(str(value)).chars(AS_LONG) if value else None
