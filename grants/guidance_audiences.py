"""Who is told that a question waits: whoever has it, those who could answer in its place, EOUSA's editors."""

from collections import defaultdict
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from grants.guidance_words import request_of
from partners.step_audiences import Told
from portal.access import OUTREACH_ROLES, Role
from portal.ladder import Audience, Matter
from portal.models import Membership
from specialists.audiences import members, recipient


def owners(matters: Collection[Matter]) -> Told:
    """Whoever has the question, still in role there; nobody else is reminded of it as theirs. One query."""
    held = at_offices(matters)
    return {
        matter: [recipient(one) for one in held[matter.office_id] if one.person_id == request_of(matter).owner_id][:1]
        for matter in matters
    }


def others(matters: Collection[Matter]) -> Told:
    """Everybody else who may answer at the office: specialists, victim-witness staff, leadership."""
    held = at_offices(matters)
    found = {}
    for matter in matters:
        beside = [one for one in held[matter.office_id] if one.person_id != request_of(matter).owner_id]
        found[matter] = list({one.person_id: recipient(one) for one in beside}.values())
    return found


def at_offices(matters: Collection[Matter]) -> dict[int | None, list[Membership]]:
    """Who may answer at these offices."""
    held: dict[int | None, list[Membership]] = defaultdict(list)
    for member in members(OUTREACH_ROLES).filter(office__in={matter.office_id for matter in matters} - {None}):
        held[member.office_id].append(member)
    return held


def central_owners(matters: Collection[Matter]) -> Told:
    """Whoever has it at EOUSA."""
    editors = {one.person_id: recipient(one) for one in members({Role.EOUSA})}
    return {matter: [editors[owner]] if (owner := request_of(matter).owner_id) in editors else [] for matter in matters}


OWNER = Audience("GUIDANCE_OWNER", _("whoever at the office has the question"), owners)
OTHERS = Audience("GUIDANCE_OTHERS", _("those at the office who could answer it instead"), others)
CENTRAL_OWNER = Audience(
    "GUIDANCE_CENTRAL_OWNER", _("whoever at EOUSA has the question"), central_owners, is_of_the_office=False
)
