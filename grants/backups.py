"""The back-up of an office as its people and EOUSA read it: who is named, whether still here, who would answer now."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.models import Backup
from grants.models.backup import backup_of, is_here
from portal.access import OUTREACH_ROLES, Permission, Role
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.models import Membership, Office, Person
from portal.ownership import Line
from portal.panels import Panel


class Named(NamedTuple):
    """Who was named when by whom, and whether that person could still answer."""

    person: Person
    by: Person
    on: date
    is_here: bool


def standing(office: Office) -> Named | None:
    """The back-up of an office; None where nobody is named."""
    found: Backup | None = backup_of(office)
    return (
        Named(found.person, found.named_by, local_day(found.named_at, office.zone), is_here(found)) if found else None
    )


def next_to_answer(office: Office) -> tuple[Person, Role] | None:
    """Who would answer a question that came now, as `keeper_of` decides it; None: EOUSA. Asked by those who read the
    office's people: one query, or two where it has no specialist."""
    held = Membership.objects.in_force().filter(office=office, role__in=sorted(OUTREACH_ROLES), person__is_active=True)
    people = list(held.select_related("person").order_by("started_at", "pk"))
    found = of_role(people, Role.SPECIALIST) or named(people, office) or of_role(people, Role.STAFF)
    return (found.person, Role(found.role)) if found else None


def of_role(people: Iterable[Membership], role: Role) -> Membership | None:
    return next((each for each in people if each.role == role), None)


def named(people: Iterable[Membership], office: Office) -> Membership | None:
    """Whom the office has named, if still there."""
    keys = set(Backup.objects.filter(office=office, ended_at=None).values_list("person_id", flat=True))
    return next((each for each in people if each.person_id in keys), None)


def would_answer(office: Office, reader: Person | None = None) -> str:
    """A question that comes today would go to Alma Reyes (domestic violence specialist)."""
    found = next_to_answer(office)
    if found is None:
        return _("Nobody here would answer a question that comes today: it would go to EOUSA.")
    person, role = found
    name = _("you") if reader and reader.pk == person.pk else person.name
    words = {"name": name, "role": role.label}
    return _("A question that comes today would go to %(name)s (%(role)s).") % words


# --- the week ---------------------------------------------------------------------------------------------------------
def to_name(office: Office, answering: tuple[Person, Role] | None) -> Line | None:
    """While the post is empty and nobody is named, somebody has to be."""
    if answering and answering[1] == Role.SPECIALIST:
        return None
    found = standing(office)
    if found and found.is_here:
        return None
    text = _("Name who answers questions about money while your office has no specialist.")
    if found:
        said = _("%(name)s was named to answer questions and cannot any more. Name somebody else.")
        text = said % {"name": found.person.name}
    return Line(office.pk, text, reverse("backup-edit"))


# --- an office's page ------------------------------------------------------------------------------------------------
def of_office(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Who answers questions here, to the office and to EOUSA."""
    office: Office = known["office"]
    if request.hat.office_id not in {None, office.pk}:
        return None
    found = standing(office)
    said = [would_answer(office), *([back_up_words(found)] if found else [])]
    may_name = request.hat.may(Permission.BACKUP_NAME)
    return {"lines": said, "url": reverse("backup-edit") if may_name else ""}


def back_up_words(found: Named) -> str:
    words = {"name": found.person.name, "day": date_format(found.on, "DATE_FORMAT")}
    if found.is_here:
        return _("Back-up: %(name)s, named on %(day)s.") % words
    return _("Back-up: %(name)s, named on %(day)s, who cannot answer any more: somebody else has to be named.") % words


OFFICE_PANEL = Panel(
    "answers-questions", gettext_lazy("Who answers questions about money"), Permission.GUIDANCE_VIEW,
    "grants/panel_backup.html", of_office, 72,
)  # fmt: skip
