"""Who is told that an entry has grown old: the organization itself, then whoever keeps the partnership."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import Partnership, Profile, RoleContact
from partners.step_audiences import or_accounts
from partners.taxonomy import Post
from portal.access import OUTREACH_ROLES, Role
from portal.ladder import Audience, Matter, Recipient
from portal.models import Membership
from specialists.audiences import members, recipient

Told = Mapping[Matter, Sequence[Recipient]]
TEAM = (Role.SPECIALIST, Role.STAFF)
POSTS = list(Post.values)


def entry_of(matter: Matter) -> Profile:
    entry = matter.facts["entry"]
    assert isinstance(entry, Profile)
    return entry


def mailboxes(matters: Collection[Matter]) -> Told:
    """One mailbox of each organization: the main office's, else the first in the list of roles, else the account of
    somebody who signs in for it. Nobody writes to an organization of which only an office knows."""
    entries = {matter: entry_of(matter) for matter in matters}
    named = {each: None if entry.is_confidential else entry.organization_id for each, entry in entries.items()}
    wanted = set(named.values()) - {None}
    rows = RoleContact.objects.standing().filter(organization__in=wanted, is_confidential=False).exclude(email="")
    found: dict[int, Recipient] = {}
    for row in sorted(rows, key=lambda row: (POSTS.index(row.post), row.pk)):
        found.setdefault(row.organization_id, Recipient(row.email))
    return or_accounts(named, found)


def keepers(matters: Collection[Matter]) -> Told:
    """Who keeps the partnership at the matter's office, still in role; where nobody does, its specialists and staff."""
    held = held_at(matters, OUTREACH_ROLES)
    kept = owners(matters)
    team = teams(matters)
    return {
        matter: _once(one for one in held[matter.office_id or 0] if one.person_id in kept[matter]) or team[matter]
        for matter in matters
    }


def teams(matters: Collection[Matter]) -> Told:
    """The specialists and the victim-witness staff of the matter's office."""
    held = held_at(matters, TEAM)
    return {matter: _once(held[matter.office_id or 0]) for matter in matters}


def held_at(matters: Collection[Matter], roles: Collection[Role]) -> dict[int, list[Membership]]:
    """Who holds one of these roles at the offices of these matters: one query."""
    found: dict[int, list[Membership]] = defaultdict(list)
    for member in members(roles).filter(office__in={matter.office_id for matter in matters}):
        found[member.office_id or 0].append(member)
    return found


def owners(matters: Collection[Matter]) -> dict[Matter, set[int | None]]:
    """By whom the partnerships of these offices with these organizations are kept: one query."""
    entries = {matter: entry_of(matter).organization_id for matter in matters}
    named = Q(organization__in=set(entries.values())) | Q(organization__merged_into__in=set(entries.values()))
    rows = Partnership.objects.standing().filter(named, office__in={matter.office_id for matter in matters})
    kept: dict[tuple[int, int], set[int | None]] = defaultdict(set)
    for office, key, into, owner in rows.values_list("office", "organization", "organization__merged_into", "owner"):
        kept[office, into or key].add(owner)
    return {matter: kept[matter.office_id or 0, key] for matter, key in entries.items()}


def _once(found: Iterable[Membership]) -> list[Recipient]:
    """Each person once, whatever roles they hold."""
    return list({member.person_id: recipient(member) for member in found}.values())


ORGANIZATION = Audience(
    "ENTRY_MAILBOX", _("the organization, at its mailbox"), mailboxes, is_of_the_office=False, signs_in=False
)
KEEPER = Audience("ENTRY_KEEPER", _("whoever at the office keeps the partnership"), keepers)
TEAM_OF_OFFICE = Audience("ENTRY_TEAM", _("the office’s specialists and victim-witness staff"), teams)
