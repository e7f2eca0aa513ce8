"""Who is told of a next step: whoever sees to it at the office, and the organization at its main address.

An organization without a main address in the directory is told at the account of somebody who signs in for it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from partners.models import NextStep, RoleContact
from partners.taxonomy import Post
from portal.access import ORGANIZATION_ROLES, OUTREACH_ROLES, Role
from portal.ladder import Audience, Matter, Recipient
from portal.models import Membership
from specialists.audiences import members, recipient

Told = Mapping[Matter, Sequence[Recipient]]
QUEUE = (Role.SPECIALIST, Role.STAFF)
"""Who is told of what waits in the queue: the specialists; where there is none, victim-witness staff."""


def step_of(matter: Matter) -> NextStep:
    step = matter.facts["step"]
    assert isinstance(step, NextStep)
    return step


def keepers(matters: Collection[Matter]) -> Told:
    """The step's owner, still in role; of a step that waits in the queue, those who may take it. One query."""
    held: dict[int, list[Membership]] = defaultdict(list)
    for member in members(OUTREACH_ROLES).filter(office__in={matter.office_id for matter in matters}):
        held[member.office_id or 0].append(member)
    return {matter: _told(step_of(matter), held[matter.office_id or 0]) for matter in matters}


def _told(step: NextStep, held: Collection[Membership]) -> list[Recipient]:
    if step.owner_id:
        return _once(recipient(member) for member in held if member.person_id == step.owner_id)
    for role in QUEUE:
        if found := _once(recipient(member) for member in held if member.role == role):
            return found
    return []


def _once(found: Iterable[Recipient]) -> list[Recipient]:
    return list({one.person_id: one for one in found}.values())


def main_addresses(matters: Collection[Matter]) -> Told:
    """The organization's main mailbox as the open directory has it. Nobody writes where the entry is confidential."""
    return main_mailboxes({matter: partner_of(step_of(matter)) for matter in matters})


def main_mailboxes(named: Mapping[Matter, int | None]) -> Told:
    """The main mailbox of the organization named with each matter, as the open directory has it; else an account."""
    contacts = RoleContact.objects.standing().filter(
        organization__in=set(named.values()) - {None}, post=Post.MAIN, is_confidential=False
    )
    found = {one.organization_id: Recipient(one.email) for one in contacts.exclude(email="").order_by("pk")}
    return or_accounts(named, found)


def or_accounts(named: Mapping[Matter, int | None], found: dict[int, Recipient]) -> Told:
    """Where an organization has no mailbox: the account of its manager, else of another who signs in for it.

    One query more, and only as a job: no office reads who that is.
    """
    held = members(ORGANIZATION_ROLES).filter(organization__in=set(named.values()) - set(found) - {None})
    for member in sorted(held, key=lambda one: one.role != Role.MANAGER):
        found.setdefault(member.organization_id or 0, recipient(member))
    return {matter: [found[key]] if key in found else [] for matter, key in named.items()}


def partner_of(step: NextStep) -> int | None:
    """The organization that reads the step; nobody where it is not shared or nobody may know of the organization."""
    if step.organization is None or not step.is_shared:
        return None
    organization = step.organization.merged_into or step.organization
    return None if organization.is_confidential else organization.pk


KEEPER = Audience("STEP_KEEPER", _("whoever at the office sees to the step"), keepers)
PARTNER = Audience(
    "STEP_PARTNER", _("the organization, at its main address or its manager’s"), main_addresses, is_of_the_office=False
)
