"""What an organization says of itself: through its manager, or by the link in a mail to one of its own addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext as _

from partners.models.profile import TRIBAL, Profile, ProfileQuerySet, RoleContact
from partners.models.tribe_answer import TribeAnswer
from portal.errors import Refused
from portal.models import Organization, Person
from portal.pages import refusing

Says = TribeAnswer.Says


class Reach(NamedTuple):
    """How one role is reached."""

    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class OwnWord:
    """An organization that speaks of itself. `by` is nobody where it speaks by a link."""

    organization: Organization
    by: Person | None = None

    def entry(self) -> Profile | None:
        """The entry that every office reads."""
        found: Profile | None = self._profiles().open().first()
        return found

    def contacts(self) -> dict[str, RoleContact]:
        """Its contacts that every office reads, by role."""
        return {row.post: row for row in self._contacts().filter(is_confidential=False)}

    def proposals(self) -> list[Profile]:
        """What offices propose to share of a tribe and keep to themselves until it has answered; the oldest first."""
        waiting = self._profiles().filter(is_confidential=True, kind__in=sorted(TRIBAL), answers=None)
        return list(waiting.select_related("office").order_by("recorded_at", "pk"))

    def declined(self) -> list[TribeAnswer]:
        """What stands declined, the latest first."""
        said = TribeAnswer.objects.filter(organization=self.organization, says=Says.DECLINED)
        standing = said.filter(profile__superseded_at=None).select_related("office")
        return list(standing.order_by("-recorded_at", "-pk"))

    def proposed_contacts(self, proposal: Profile) -> dict[str, RoleContact]:
        """The contacts that the same office has written down beside it."""
        rows = self._contacts().filter(is_confidential=True, office=proposal.office_id)
        return {row.post: row for row in rows}

    @transaction.atomic
    def confirm(self, *, on: date) -> None:
        """All that the entry says is still so."""
        entry = self.entry()
        if entry is None:
            raise Refused(_("There is no entry yet that could be confirmed. Write it first."))
        entry.supersede(by=self.by, office=None, verified_on=on)

    @transaction.atomic
    def say(self, *, on: date, contacts: Mapping[str, Reach] | None = None, name: str = "", **facts: Any) -> None:
        """Put the organization's own word in the place of what was said of it. From then on every office reads it."""
        self._open(name)
        words = facts | {"office": None, "is_confidential": False, "verified_on": on}
        words["stated_on"] = on if has_statement(words) else None
        entry = self.entry()
        with refusing(one_open_profile_per_organization=_("Somebody else has just written this entry.")):
            if entry is None:
                Profile.objects.create(organization=self.organization, recorded_by=self.by, **words)
            else:
                entry.supersede(by=self.by, **words)
        if contacts is not None:
            self._reach(contacts)

    @transaction.atomic
    def approve(self, *, proposal: Profile, on: date) -> None:
        """Let every office read what this one proposes, as it stands."""
        said = {name: getattr(proposal, name) for name in ENTRY}
        reached = {post: Reach(row.email, row.phone) for post, row in self.proposed_contacts(proposal).items()}
        known = {post: Reach(row.email, row.phone) for post, row in self.contacts().items()}
        self._answer(proposal, Says.APPROVED, on)
        self.say(on=on, contacts=known | reached, **said)

    @transaction.atomic
    def change(self, *, proposal: Profile, on: date, **said: Any) -> None:
        """Let every office read something else than what this one proposes."""
        self._answer(proposal, Says.CHANGED, on)
        self.say(on=on, **said)

    def decline(self, *, proposal: Profile, on: date) -> None:
        """Nothing of it is shared: the office keeps its own note, which says so."""
        self._answer(proposal, Says.DECLINED, on)

    def _answer(self, proposal: Profile, says: str, on: date) -> None:
        """Answered once; what is approved is no longer a proposal."""
        with refusing(a_proposal_is_answered_once=_("This proposal has been answered already.")):
            TribeAnswer.objects.create(
                office_id=proposal.office_id, organization=self.organization, profile=proposal,
                says=says, answered_on=on, recorded_by=self.by,
            )  # fmt: skip
        if says != Says.DECLINED:
            take_off([proposal, *self.proposed_contacts(proposal).values()], self.by)

    def _open(self, name: str) -> None:
        """The name as the organization writes it; who speaks for itself in the directory is in the directory."""
        name = name or self.organization.name
        if self.organization.is_confidential:
            hidden = self._profiles().filter(is_confidential=True).exclude(kind__in=sorted(TRIBAL))
            take_off([row for entry in hidden for row in (entry, *self.proposed_contacts(entry).values())], self.by)
        if self.organization.is_confidential or name != self.organization.name:
            Organization.objects.filter(pk=self.organization.pk).update(name=name, is_confidential=False)
            self.organization.name, self.organization.is_confidential = name, False

    def _reach(self, contacts: Mapping[str, Reach]) -> None:
        """Make these the contacts; a role that they leave out is reached no more."""
        known = self.contacts()
        wanted = {post: reach for post, reach in contacts.items() if any(reach)}
        take_off([row for post, row in known.items() if post not in wanted], self.by)
        for post, reach in wanted.items():
            row = known.get(post)
            if row is None:
                RoleContact.objects.create(
                    organization=self.organization, post=post, recorded_by=self.by, **reach._asdict()
                )
            elif (row.email, row.phone) != reach:
                row.supersede(by=self.by, office=None, **reach._asdict())

    def _profiles(self) -> ProfileQuerySet:
        return Profile.objects.standing().filter(organization=self.organization)

    def _contacts(self) -> models.QuerySet[Any]:
        return RoleContact.objects.standing().filter(organization=self.organization)


STATEMENT = ("grounds", "lgbtq_training", "language_access", "deaf_access", "disability_access", "complaint_route")
ENTRY = (
    "kind", "legal_form", "about", "city", "state", "website", "counties", "statewide", "populations", "languages",
    "services", *STATEMENT,
)  # fmt: skip
"""What an entry says, by the names of its columns."""


def has_statement(facts: Mapping[str, Any]) -> bool:
    """Whether anything of duty 4 is said."""
    return any(facts.get(name) for name in STATEMENT)


def take_off(rows: Iterable[Profile | RoleContact], by: Person | None) -> None:
    """Off the record, with nothing in their place."""
    for row in rows:
        row.supersede(by=by)
