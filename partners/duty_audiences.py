"""Who is told of a barrier or of a form of a court: whoever saw to it last, else the office's own team."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from partners.entry_audiences import Told, held_at, teams
from partners.models import Barrier, NoticeForm
from partners.step_audiences import main_mailboxes
from portal.access import OUTREACH_ROLES
from portal.ladder import Audience, Matter
from specialists.audiences import recipient


def barrier_of(matter: Matter) -> Barrier:
    barrier = matter.facts["barrier"]
    assert isinstance(barrier, Barrier)
    return barrier


def form_of(matter: Matter) -> NoticeForm:
    """The one of its state that was seen longest ago."""
    form = matter.facts["form"]
    assert isinstance(form, NoticeForm)
    return form


def keepers(matters: Collection[Matter]) -> Told:
    """Whoever looks again at a barrier, still in role; of one in the queue, the office's specialists and staff."""
    return in_role_or_team(matters, {matter: barrier_of(matter).owner_id for matter in matters})


def seers(matters: Collection[Matter]) -> Told:
    """Whoever saw the form last, still in role; else the office's specialists and staff."""
    return in_role_or_team(matters, {matter: form_of(matter).seen_by_id for matter in matters})


def in_role_or_team(matters: Collection[Matter], people: dict[Matter, int | None]) -> Told:
    held, team = held_at(matters, OUTREACH_ROLES), teams(matters)
    found = {}
    for matter in matters:
        own = [one for one in held[matter.office_id or 0] if one.person_id == people[matter]]
        found[matter] = [recipient(own[0])] if own else team[matter]
    return found


def main_addresses(matters: Collection[Matter]) -> Told:
    """The organization's main mailbox, where everybody may know of the organization."""
    return main_mailboxes({matter: open_partner(barrier_of(matter)) for matter in matters})


def open_partner(barrier: Barrier) -> int | None:
    return None if barrier.partner.is_confidential else barrier.partner.pk


KEEPER = Audience("BARRIER_KEEPER", _("whoever at the office looks at the barrier again"), keepers)
PARTNER = Audience(
    "BARRIER_PARTNER", _("the organization, at its main address"), main_addresses, is_of_the_office=False
)
SEER = Audience("NOTICE_SEER", _("whoever at the office saw the form last"), seers)
