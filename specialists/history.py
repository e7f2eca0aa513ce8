"""What was changed on an office's rows, by whom: the audit trail in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import gazetteer
from portal.access import Role
from portal.models import AuditEvent, Office, OfficeContact
from specialists.coverage import Answer as Given
from specialists.coverage import Authority, Kind
from specialists.models import Answer, Response, StaffContact
from specialists.stages import Budget, SpecialKind, StepKey

SHOWN = 40
NOUNS = {
    "specialists_appointment": gettext_lazy("an appointment"),
    "specialists_absence": gettext_lazy("an absence"),
    "specialists_answer": gettext_lazy("an answer of the office"),
    "specialists_asking": gettext_lazy("that the office is asked"),
    "specialists_vacancy": gettext_lazy("the vacancy"),
    "specialists_move": gettext_lazy("a move of the vacancy"),
    "specialists_desk": gettext_lazy("the desk officer"),
    "specialists_staffcontact": gettext_lazy("a staffing contact"),
    "specialists_pointofcontact": gettext_lazy("the point of contact (18 USC 925D)"),
    "specialists_section": gettext_lazy("a section"),
    "specialists_response": gettext_lazy("what a directive asks of the office"),
    "portal_officecontact": gettext_lazy("a public contact"),
    "portal_membership": gettext_lazy("a role in this portal"),
    "portal_invitation": gettext_lazy("an invitation"),
}
"""The tables whose changes are told here; messages have a list of their own."""
IN_ITS_MOVES = "moved_on"
"""A change of a vacancy that a move tells of already says when it moved."""
FIELDS = {
    "step": gettext_lazy("move"),
    "made_on": gettext_lazy("happened on"),
    "detail": gettext_lazy("with"),
    "trained_on": gettext_lazy("trained on"),
    "person_id": gettext_lazy("person"),
    "authority": gettext_lazy("authority"),
    "kind": gettext_lazy("kind"),
    "head_name": gettext_lazy("chief"),
    "deputies": gettext_lazy("deputy chiefs"),
    "attorneys": gettext_lazy("attorneys"),
    "advocates": gettext_lazy("victim advocates"),
    "interviewers": gettext_lazy("child forensic interviewers"),
    "starts_on": gettext_lazy("first day"),
    "ends_on": gettext_lazy("end date (first day no longer in effect)"),
    "stand_in_id": gettext_lazy("stand-in"),
    "shared_with_id": gettext_lazy("shared with"),
    "says": gettext_lazy("answer"),
    "given_on": gettext_lazy("given on"),
    "lapses_on": gettext_lazy("lapses on"),
    "reason": gettext_lazy("reason"),
    "review_on": gettext_lazy("review on"),
    "told_by": gettext_lazy("told by"),
    "note": gettext_lazy("note"),
    "asked_on": gettext_lazy("asked on"),
    "post": gettext_lazy("post"),
    "name": gettext_lazy("name"),
    "email": gettext_lazy("e-mail"),
    "value": gettext_lazy("contact"),
    "verified_on": gettext_lazy("verified on"),
    "role": gettext_lazy("role"),
    "ended_at": gettext_lazy("ended"),
    "acknowledged_at": gettext_lazy("acknowledged"),
    "acknowledged_name": gettext_lazy("acknowledged by"),
    "hiring_at": gettext_lazy("said to be still hiring"),
    "answered_at": gettext_lazy("answered"),
    "answered_name": gettext_lazy("answered by"),
    "answered_with": gettext_lazy("answered with"),
    "withdrawn_at": gettext_lazy("withdrawn"),
    "used_at": gettext_lazy("accepted"),
}
LABELS: dict[str, Any] = {
    **dict(Response.With.choices),
    **dict(Authority.choices),
    **dict(Given.choices),
    **dict(Kind.choices),
    **dict(Answer.Reason.choices),
    **dict(StaffContact.Post.choices),
    **dict(OfficeContact.Kind.choices),
    **dict(Role.choices),
}
LABELS_OF = {"step": dict(StepKey.choices), "detail": dict([*Budget.choices, *SpecialKind.choices])}
"""Codes that mean something else in another field."""
PEOPLE = ("person_id", "stand_in_id")


@dataclass(frozen=True)
class Change:
    """One row as it became, and the row whose place it took."""

    event: AuditEvent
    old: Mapping[str, Any]
    new: Mapping[str, Any]


def changes_of(office: Office) -> list[Change]:
    """The latest changes, newest first; a row and the one it replaced are one change. One query."""
    told_twice = Q(table_name="specialists_vacancy", new__has_key=IN_ITS_MOVES)
    found = AuditEvent.objects.filter(office_id=office.pk, table_name__in=NOUNS).exclude(told_twice)
    events = list(found.order_by("-id")[:SHOWN])
    superseded = {(event.table_name, event.row_key): event for event in events if event.operation == "UPDATE"}
    pairs = [(event, superseded.get(replaced_by(event))) for event in events]
    told_with_new = {old.pk for _event, old in pairs if old}
    return [change_of(event, old) for event, old in pairs if event.pk not in told_with_new]


def change_of(event: AuditEvent, replaced: AuditEvent | None) -> Change:
    return Change(event, (replaced or event).old or {}, event.new or {})


def replaced_by(event: AuditEvent) -> tuple[str, str]:
    """The key of the row whose place a new row takes; of nothing for any other event."""
    key = (event.new or {}).get("replaces_id") if event.operation == "INSERT" else None
    return event.table_name, str(key)


def people_in(changes: Iterable[Change]) -> set[int]:
    """Everybody whom the changes name."""
    people = {change.event.person_id for change in changes}
    people |= {values.get(name) for change in changes for values in (change.old, change.new) for name in PEOPLE}
    return {key for key in people if key}


def told(changes: Iterable[Change], names: Mapping[int, str]) -> list[dict[str, Any]]:
    """The changes as `components/audit_trail.html` shows them."""
    offices = {office.pk: office.abbreviation for office in gazetteer.offices().values()}
    return [
        {
            "at": change.event.at,
            "actor": names.get(change.event.person_id or 0, ""),
            "action": action(change),
            "changes": list(fields(change, names, offices)),
        }
        for change in changes
    ]


def action(change: Change) -> str:
    """What was done: recorded, corrected, taken off the record, ended."""
    noun = NOUNS[change.event.table_name]
    if not change.old:
        return _("recorded %(noun)s") % {"noun": noun}
    if change.event.operation == "INSERT" or "superseded_at" not in change.new:
        return _("changed %(noun)s") % {"noun": noun}
    return _("took %(noun)s off the record") % {"noun": noun}


def fields(change: Change, names: Mapping[int, str], offices: Mapping[int, str]) -> Iterable[dict[str, Any]]:
    """Each field that differs, from what to what; of a row that is new, what it holds."""
    for name, label in FIELDS.items():
        before = in_words(name, change.old.get(name), names, offices)
        after = in_words(name, change.new.get(name), names, offices)
        if before != after:
            yield {"field": label, "old": before or None, "new": after or None}


def in_words(name: str, value: Any, names: Mapping[int, str], offices: Mapping[int, str]) -> str:
    """A stored value as people read it."""
    if value in {None, ""}:
        return ""
    if name in PEOPLE:
        return names.get(value, _("somebody"))
    if name == "shared_with_id":
        return offices.get(value, "")
    if name.endswith("_on"):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if name.endswith("_at"):
        return date_format(datetime.fromisoformat(value), "DATE_FORMAT")
    return str(LABELS_OF.get(name, LABELS).get(value, value))
