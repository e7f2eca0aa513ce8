"""What an office writes of the practices that an agency has taken up, all of them at once."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.chain import Practice
from partners.models.clash import Saved, refuse_clash
from partners.models.readiness_word import refuse_day
from portal.models import Office, Organization, Person, RecordedQuerySet
from portal.pages import refusing

if TYPE_CHECKING:
    from partners.models.readiness import AgencyPractice

Facts = Mapping[str, Any]
"""What is said of one practice; an empty status: nothing any more."""
MEANWHILE = gettext_lazy("Somebody else has just saved this agency. Look at it again; nothing that you typed is lost.")


class AgencyPracticeQuerySet(RecordedQuerySet):
    """What agencies have taken up, and how an office writes it."""

    def of_agency(self, office: Office, organization: Organization) -> "dict[str, AgencyPractice]":
        """What stands of it by practice; what was written of its double reads as its own where nothing else does."""
        named = Q(organization=organization) | Q(organization__merged_into=organization)
        rows = self.standing().filter(named, office=office).select_related("recorded_by")
        return {row.practice: row for row in sorted(rows, key=lambda row: counts(row, organization))}

    def seen(self, office: Office, organization: Organization, keys: Collection[int]) -> "dict[str, AgencyPractice]":
        """What somebody had before them, whether it stands or not."""
        named = Q(organization=organization) | Q(organization__merged_into=organization)
        return {row.practice: row for row in self.filter(named, office=office, pk__in=keys)}

    @transaction.atomic
    def say(
        self, *, office: Office, organization: Organization, practices: Mapping[str, Facts], seen: Collection[int],
        by: Person, on: date,
    ) -> int:  # fmt: skip
        """Save the practices that differ from what somebody had before them; says how many.

        Raises Refused where another has saved one of the same practices meanwhile; then nothing is saved.
        """
        before = self.seen(office, organization, seen)
        standing = self.of_agency(office, organization)
        changed = {key: facts for key, facts in practices.items() if differs(before.get(key), facts)}
        clash = [key for key in changed if before.get(key) != standing.get(key)]
        refuse_clash([saved_of(key, standing.get(key)) for key in clash], by=by)
        with refusing(one_standing_status_per_practice=str(MEANWHILE)):
            for key, facts in changed.items():
                self._put(office, organization, key, facts, standing.get(key), by=by, on=on)
        return len(changed)

    def _put(
        self, office: Office, organization: Organization, practice: str, facts: Facts, row: "AgencyPractice | None",
        *, by: Person, on: date,
    ) -> None:  # fmt: skip
        """Of a double the row stays as it is: one of the agency's own goes before it."""
        if facts["status"]:
            refuse_day(facts["as_of"], on)
        if row and (row.organization_id == organization.pk or not facts["status"]):
            row.supersede(by=by, **(facts if facts["status"] else {}))
        else:
            self.create(office=office, organization=organization, practice=practice, recorded_by=by, **facts)


def counts(row: "AgencyPractice", organization: Organization) -> tuple[bool, date, int]:
    """What is written of the entry itself goes last, and so before what is written of its doubles."""
    return row.organization_id == organization.pk, row.as_of, row.pk


def differs(row: "AgencyPractice | None", facts: Facts) -> bool:
    """Whether something else is said than stands there; a day alone is something, but not of nothing."""
    if row is None:
        return bool(facts["status"])
    return any(plain(getattr(row, name)) != plain(value) for name, value in facts.items())


def plain(value: Any) -> Any:
    """Codes have no order."""
    return sorted(value) if isinstance(value, list) else value


def saved_of(practice: str, row: "AgencyPractice | None") -> Saved:
    """What stands of a practice now, for whoever has opened it before."""
    label = Practice(practice).label
    if row is None:
        return Saved(_("%(practice)s was taken off the record") % {"practice": label}, None)
    words = {"practice": label, "status": row.get_status_display()}
    return Saved(_("%(practice)s is now “%(status)s”") % words, row.recorded_by)
