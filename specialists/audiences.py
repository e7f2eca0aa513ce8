"""Who is told by the ladder: people with accounts, and the contacts that came with the roster and need none."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.access import OFFICE_HEADS, Role
from portal.ladder import Audience, Matter, Recipient
from portal.models import Membership
from specialists.models import Desk, Nomination, StaffContact
from specialists.stages import NominationState

Told = Mapping[Matter, Sequence[Recipient]]
ByOffice = dict[int, list[Recipient]]
Post = StaffContact.Post
LEADING_POSTS = frozenset({Post.US_ATTORNEY, Post.FIRST_ASSISTANT})
STAFFING_POSTS = frozenset({Post.ADMINISTRATIVE_OFFICER, Post.STAFFING_MAILBOX})


def staffing_contacts(matters: Collection[Matter]) -> Told:
    """The administrative officer and the staffing mailbox, with or without an account."""
    return _at_offices(matters, {Role.OFFICER}, STAFFING_POSTS)


def leadership(matters: Collection[Matter]) -> Told:
    """The US Attorney and the First Assistant, with or without an account."""
    return _at_offices(matters, {Role.LEADERSHIP}, LEADING_POSTS)


def heads(matters: Collection[Matter]) -> Told:
    """Leadership and administrative officers; no mailbox, which others may read: they are told of candidates too."""
    return _at_offices(matters, OFFICE_HEADS, LEADING_POSTS | {Post.ADMINISTRATIVE_OFFICER})


def _at_offices(matters: Collection[Matter], roles: Collection[Role], posts: Collection[str]) -> Told:
    """Those who hold a role or a post at the matter's office: two queries."""
    offices = {matter.office_id for matter in matters if matter.office_id}
    found: ByOffice = defaultdict(list)
    for member in members(roles).filter(office__in=offices):
        found[member.office_id or 0].append(recipient(member))
    contacts = StaffContact.objects.standing().filter(office__in=offices, post__in=sorted(posts)).order_by("pk")
    for contact in contacts:
        found[contact.office_id].append(Recipient(contact.email, contact.name))
    return {matter: _once(found[matter.office_id or 0]) for matter in matters}


def desk(matters: Collection[Matter]) -> Told:
    """The desk officer who watches the office; where nobody does, every desk officer."""
    offices = {matter.office_id for matter in matters if matter.office_id}
    watched = Desk.objects.standing().filter(office__in=offices, person__is_active=True).select_related("person")
    officers = everybody({Role.EOUSA})
    in_role = {one.person_id for one in officers}
    found = {
        one.office_id: [Recipient(one.person.email, one.person.name, one.person_id)]
        for one in watched
        if one.person_id in in_role
    }
    return {matter: found.get(matter.office_id or 0, officers) for matter in matters}


def desk_officers(offices: Collection[int]) -> dict[int, str]:
    """Whom the people of these offices ask, by name and address; as far as whoever reads this sees desks."""
    watched = Desk.objects.standing().filter(office__in=offices, person__is_active=True).select_related("person")
    words = _("%(name)s, EOUSA’s desk officer for the office (%(email)s)")
    return {one.office_id: str(words) % {"name": one.person.name, "email": one.person.email} for one in watched}


def eousa(matters: Collection[Matter]) -> Told:
    """Every desk officer of EOUSA."""
    return dict.fromkeys(matters, everybody({Role.EOUSA}))


def oarm(matters: Collection[Matter]) -> Told:
    """Who has claimed the nomination; every analyst, while nobody has."""
    analysts = everybody({Role.OARM})
    claimed = dict(
        Nomination.objects.filter(office__in={matter.office_id for matter in matters}, state=NominationState.SENT)
        .exclude(claimed_by=None)
        .values_list("office_id", "claimed_by_id")
    )
    taken = {office: [one for one in analysts if one.person_id == person] for office, person in claimed.items()}
    return {matter: taken.get(matter.office_id or 0) or analysts for matter in matters}


def analysts(matters: Collection[Matter]) -> Told:
    """Every analyst of OARM."""
    return dict.fromkeys(matters, everybody({Role.OARM}))


def members(roles: Collection[Role]) -> QuerySet[Membership]:
    """Who holds one of these roles now and may sign in."""
    held = Membership.objects.in_force().filter(role__in=sorted(roles), person__is_active=True)
    return held.select_related("person").order_by("pk")


def everybody(roles: Collection[Role]) -> list[Recipient]:
    """The holders of national roles, each once."""
    return _once(recipient(member) for member in members(roles))


def recipient(member: Membership) -> Recipient:
    return Recipient(member.person.email, member.person.name, member.person_id)


def _once(people: Iterable[Recipient]) -> list[Recipient]:
    """Each address once; somebody with an account goes before a contact of the same address."""
    found: dict[str, Recipient] = {}
    for one in people:
        found.setdefault(one.email.lower(), one)
    return list(found.values())


STAFFING = Audience("STAFFING", _("the office’s staffing contacts"), staffing_contacts)
LEADERSHIP = Audience("LEADERSHIP", _("the US Attorney and the First Assistant"), leadership)
HEADS = Audience("HEADS", _("the office’s leadership and administrative officer"), heads)
DESK = Audience("DESK", _("EOUSA’s desk officer for the office"), desk, is_of_the_office=False)
EOUSA = Audience("EOUSA", _("every desk officer of EOUSA"), eousa, is_of_the_office=False)
OARM = Audience("OARM", _("the OARM analyst who has the nomination"), oarm, is_of_the_office=False)
ANALYSTS = Audience("ANALYSTS", _("every analyst of OARM"), analysts, is_of_the_office=False)
ALL = (STAFFING, LEADERSHIP, HEADS, DESK, EOUSA, OARM, ANALYSTS)
