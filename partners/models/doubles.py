"""Two entries that turn out to be one organization: merged without losing a row, and taken apart again.

Whatever names the double stays as it is and reads as the entry that counts. Only what an organization itself reads is
carried over, by a job, as its people sign in for one entry; `docs/decisions/0019-doubles-in-the-directory.md`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from partners.models.barrier import Barrier
from partners.models.group import Seat
from partners.models.notice import NoticeForm
from partners.models.office_word import has_members, one_at_a_time
from partners.models.share import Share
from partners.models.step import NextStep
from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models import Office, Organization, Person
from portal.tenancy import acting_as

MERGES = 0
"""The key of the lock that lets two people merge one after the other, so that no entry becomes its double's double."""


@dataclass(frozen=True)
class Double:
    """An entry that may be a double. `office`: the one that acts; none: EOUSA, which may merge what is open."""

    organization: Organization
    office: Office | None

    @transaction.atomic
    def merge(self, *, into: Organization, by: Person, on: date) -> None:
        """Let it read as the other entry from now on, with everything that names it."""
        one_at_a_time(MERGES)
        self.organization.refresh_from_db()
        into.refresh_from_db()
        if refusal := self.refusal(into):
            raise Refused(refusal)
        Organization.objects.filter(pk=self.organization.pk).update(merged_into=into)
        Organization.objects.filter(merged_into=self.organization).update(merged_into=into)

    def refusal(self, into: Organization) -> str:
        """Why it cannot be merged into this one, with what to do; empty where it can."""
        return self.refused_to_me() or self._no_target(into) or self._not_both_open(into) or self._members_in_way(into)

    def refused_to_me(self) -> str:
        """Why whoever acts may not say of this entry that it is a double; empty where they may."""
        if self.office and self.organization.office_id != self.office.pk:
            return _("Another office entered this organization. That office or EOUSA can merge it.")
        return ""

    def _no_target(self, into: Organization) -> str:
        if into.pk == self.organization.pk:
            return _("This is the same entry. Choose the other one.")
        if self.organization.merged_into_id:
            return _("This entry has been merged already. Look at it again.")
        if into.merged_into_id:
            return _("The entry that you chose is a double itself. Choose the one into which it was merged.")
        return ""

    def _not_both_open(self, into: Organization) -> str:
        """What only one office reads must not show through what all read, nor hide it."""
        if into.is_confidential and not self.organization.is_confidential:
            return _("Every office reads this entry, and only yours the other one. Merge them the other way round.")
        own_both = self.office and into.office_id == self.office.pk
        if self.organization.is_confidential and not into.is_confidential and not own_both:
            return _(
                "Only your office reads this entry, and another office entered the other one. Open this entry to all "
                "offices first, then merge it."
            )
        return ""

    def _members_in_way(self, into: Organization) -> str:
        if not has_members(self.organization):
            return ""
        named = {"one": self.organization.name, "other": into.name}
        if has_members(into):
            return _(
                "People sign in for both. Find out which of the two entries they want to keep, let EOUSA end the roles "
                "held for the other one, and merge that."
            )
        return _("People sign in for %(one)s. Merge the other way round: %(other)s into %(one)s.") % named

    def take_apart(self, *, by: Person, on: date) -> None:
        """Let it be an entry of its own again. What was written since then under the other name stays there."""
        if refusal := self.refused_to_me():
            raise Refused(refusal)
        merged = Organization.objects.filter(pk=self.organization.pk, merged_into__isnull=False)
        if not merged.update(merged_into=None):
            raise Refused(_("This entry is one of its own already."))


def family(organization: Organization) -> models.QuerySet[Organization]:
    """The entry that counts and its doubles: whatever names one of them is about it."""
    return Organization.objects.filter(models.Q(pk=organization.pk) | models.Q(merged_into=organization))


def settle_merges() -> int:
    """Let what organizations read follow the merges and what was taken apart; says how many rows changed.

    A job: an office cannot change another's rows. Run again, it changes nothing.
    """
    with acting_as(DatabaseRole.JOBS):
        changed = flatten()
        for rows in (
            NextStep.objects.filter(is_shared=True), Share.objects.filter(is_shared=True),
            Barrier.objects.all(), NoticeForm.objects.all(), Seat.objects.open(),
        ):  # fmt: skip
            changed += carry_over(rows) + carry_back(rows)
    return changed


def flatten() -> int:
    """A double of a double, which whoever merged could not see, becomes one of the entry that counts."""
    chained = Organization.objects.filter(merged_into__merged_into__isnull=False)
    return chained.update(merged_into=Subquery(target_of("merged_into")))


def target_of(name: str) -> models.QuerySet[Any]:
    """The entry into which the one named there was merged."""
    return Organization.objects.filter(pk=OuterRef(name)).values("merged_into")


def carry_over(rows: models.QuerySet[Any]) -> int:
    """Rows that name a double come to name the entry that counts, and remember the double."""
    target = Subquery(target_of("organization"))
    moving = without_second(rows.filter(organization__merged_into__isnull=False).annotate(goes_to=target))
    return moving.update(named_before=Coalesce("named_before", "organization"), organization=target)


def carry_back(rows: models.QuerySet[Any]) -> int:
    """Rows come to name the double again that is an entry of its own."""
    apart = rows.filter(named_before__isnull=False, named_before__merged_into=None)
    moving = without_second(apart.annotate(goes_to=F("named_before")))
    return moving.update(organization=F("named_before"), named_before=None)


def without_second(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """An entry is shared once with an organization: what it has been told of already stays where it is. So does a seat
    where the other entry, or another of its doubles, has one in the same group."""
    if rows.model is Seat:
        there = Seat.objects.open().filter(group=OuterRef("group"))
        doubles = there.filter(organization__merged_into=OuterRef("goes_to"), pk__lt=OuterRef("pk"))
        return rows.filter(~Exists(there.filter(organization=OuterRef("goes_to"))), ~Exists(doubles))
    if rows.model is not Share:
        return rows
    told = Share.objects.filter(outreach=OuterRef("outreach"), organization=OuterRef("goes_to"))
    return rows.filter(~Exists(told))
