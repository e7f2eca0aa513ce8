"""Reminders of action items of working groups: what waits, who is told, in which words.

The ledger says of an item its day and no more: EOUSA reads the ledger, and nothing of a local group.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.models import ActionItem
from partners.promises import due_words
from partners.step_audiences import QUEUE, Told, main_mailboxes
from portal.access import OFFICE_DATABASE_ROLES, OUTREACH_ROLES, DatabaseRole, Role
from portal.calendar import CENTER, local_day
from portal.ladder import Audience, Cause, Direction, Matter, Offices, Recipient, Rung, Said, Unit
from portal.models import Membership, Message, Person
from portal.tenancy import current
from specialists.audiences import EOUSA, everybody, members, recipient

ITEM, OF_PARTNER, OF_NATION = "ACTION_ITEM", "ACTION_ITEM_PARTNER", "ACTION_ITEM_NATION"
JOBS = frozenset({DatabaseRole.JOBS})
NATIONAL = frozenset({DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER})
"""They read national groups and no other."""
AHEAD, A_DAY = timedelta(days=30), timedelta(days=1)
HELD, LEFT = Q(seat__left_on=None), Q(seat__left_on__isnull=False)
FOUNDERS = Q(seat=None) | LEFT
"""Of nobody's seat, or of one that was left at the very moment: the founder's."""


# --- what waits ------------------------------------------------------------------------------------------------------
def of_offices(day: date, offices: Offices) -> Iterator[Matter]:
    """What offices owe: by their seats, or as founders of local groups."""
    mine = Q(seat__office__in=offices) & HELD | FOUNDERS & Q(group__office__in=offices)
    for item in open_items(day, mine, JOBS | OFFICE_DATABASE_ROLES | NATIONAL):
        yield matter(ITEM, item, owner_office(item))


def of_partners(day: date, offices: Offices) -> Iterator[Matter]:
    """What organizations owe in groups that these offices founded."""
    theirs = Q(seat__organization__isnull=False, group__office__in=offices) & HELD
    for item in open_items(day, theirs, JOBS | OFFICE_DATABASE_ROLES):
        yield matter(OF_PARTNER, item, item.group.office_id)


def of_nation(day: date, _offices: Offices) -> Iterator[Matter]:
    """What EOUSA, or an organization, owes in a national group."""
    national = Q(group__is_national=True) & (FOUNDERS | Q(seat__organization__isnull=False))
    for item in open_items(day, national, JOBS | NATIONAL):
        yield matter(OF_NATION, item, None)


def open_items(day: date, wanted: Q, readers: Collection[str]) -> QuerySet[ActionItem]:
    """Open items of groups that go on, near their day; none for those who have no business with them."""
    binding = current()
    if binding is None or binding.role not in readers:
        return ActionItem.objects.none()
    found = ActionItem.objects.open().filter(wanted, group__ended_on=None, due_on__lte=day + AHEAD)
    named = ("group__office", "group__made_by", "made_by", "seat__office", "seat__organization__merged_into")
    return found.select_related(*named).order_by("due_on", "pk")


def owner_office(item: ActionItem) -> int | None:
    seat = item.seat
    return seat.office_id if seat and seat.left_on is None else item.group.office_id


def matter(cause: str, item: ActionItem, office: int | None) -> Matter:
    """By its day; whoever has just taken it on is not reminded on the same day."""
    zone = item.group.office.zone if item.group.office else CENTER
    since = local_day(item.made_at, zone) + A_DAY
    name = str(_("due %(day)s") % {"day": date_format(item.due_on, "DATE_FORMAT")})
    about, period = f"action-item:{item.pk}", item.due_on.isoformat()
    return Matter(cause, about, period, item.due_on, since, office, facts={"item": item}, name=name)


def item_of(matter: Matter) -> ActionItem:
    item = matter.facts["item"]
    assert isinstance(item, ActionItem)
    return item


# --- who is told -----------------------------------------------------------------------------------------------------
def owners(matters: Collection[Matter]) -> Told:
    """At the office that owes it: who wrote the item down, if of that office still; else its specialists, or staff."""
    held = in_office({each.office_id for each in matters})
    return {each: team(held[each.office_id], item_of(each).made_by) for each in matters}


def founders(matters: Collection[Matter]) -> Told:
    """At the office that founded the group; of a national group every desk officer."""
    held = in_office({item_of(each).group.office_id for each in matters})
    national = everybody({Role.EOUSA}) if any(item_of(each).group.is_national for each in matters) else []
    return {
        each: national if (group := item_of(each).group).is_national else team(held[group.office_id], group.made_by)
        for each in matters
    }


def in_office(offices: Collection[int | None]) -> dict[int | None, list[Membership]]:
    """Who meets the partners of these offices, in one query."""
    held: dict[int | None, list[Membership]] = defaultdict(list)
    for member in members(OUTREACH_ROLES).filter(office__in=set(offices) - {None}):
        held[member.office_id].append(member)
    return held


def team(held: Collection[Membership], first: Person | None) -> list[Recipient]:
    """The first, while in role; else the specialists; where there is none, victim-witness staff."""
    own = first.pk if first else None
    by_role = [[member for member in held if member.role == role] for role in QUEUE]
    found = next(filter(None, [[member for member in held if member.person_id == own], *by_role]), [])
    return list({member.person_id: recipient(member) for member in found}.values())


def organizations(matters: Collection[Matter]) -> Told:
    """The organization at its main address, or an account of its own; nobody where its entry is confidential."""
    return main_mailboxes({each: organization_of(item_of(each)) for each in matters})


def organization_of(item: ActionItem) -> int | None:
    seat = item.seat
    if seat is None or seat.organization is None or seat.left_on is not None:
        return None
    organization = seat.organization.merged_into or seat.organization
    return None if organization.is_confidential else organization.pk


def national_owners(matters: Collection[Matter]) -> Told:
    """The organization that owes it, else EOUSA's desk officers."""
    theirs = organizations([each for each in matters if organization_of(item_of(each))])
    officers = everybody({Role.EOUSA})
    return {each: theirs.get(each, officers) for each in matters}


# --- in which words --------------------------------------------------------------------------------------------------
def words(matter: Matter, rung: Rung, day: date) -> Said:
    """To whoever owes it: what, when, in which group; to the founder: that it is not known as done."""
    item = item_of(matter)
    due = due_words(item.due_on, day)
    group = _now("In the working group “%(name)s”.") % {"name": item.group.name}
    text = _now("“%(text)s”.") % {"text": item.text.rstrip(".")}
    path = reverse("group-detail", args=[item.group_id])
    if rung.audience == FOUNDER.key:
        title = _now("%(who)s owes your working group an action item %(due)s") % {"who": owner_name(item), "due": due}
        ask = _now("Ask how it stands; then mark it done, move it or drop it.")
        return Said(title, f"{text} {group} {ask}", path, _now("Open the group"))
    title = _now("Your action item is %(due)s") % {"due": due}
    if rung.audience == TEAM.key or organization_of(item) is None:
        return Said(title, f"{text} {group}", path, _now("Mark it done"))
    ask = _now("%(who)s founded the group: ask there.") % {"who": founder_name(item)}
    return Said(title, f"{text} {group} {ask}", path, _now("Mark it done"), (Message.Reply.NOT_ME,))


def founder_name(item: ActionItem) -> str:
    """As an organization knows it, which is no part of the Department."""
    office = item.group.office
    return _now("The US Attorney’s Office, %(name)s,") % {"name": office.official_name} if office else _now("EOUSA")


def owner_name(item: ActionItem) -> Any:
    """As the group knows it, unless only one office may know of the organization now."""
    organization = item.seat.organization if item.seat else None
    return _now("A member") if organization and organization.is_confidential else item.seat_name


TEAM = Audience("ITEM_TEAM", _("whoever at the office that owes it wrote it down"), owners)
FOUNDER = Audience("ITEM_FOUNDER", _("who founded the group"), founders, is_of_the_office=False)
PARTNER = Audience(
    "ITEM_PARTNER", _("the organization, at its main address or its manager’s"), organizations, is_of_the_office=False
)
NATION_OWNER = Audience(
    "ITEM_NATION", _("whoever owes it in a national group"), national_owners, is_of_the_office=False
)
WORKING, BEFORE = Unit.WORKING, Direction.BEFORE
LOCAL = _("action items of local working groups")
WHY = _("a working group agreed on it by that day, and nobody has marked it done")


def rungs(owner: Audience, last: Audience) -> tuple[Rung, ...]:
    """The working day before, the one after, and five after to who founded the group."""
    return (
        Rung(1, WORKING, owner.key, BEFORE, limits=(0, 10)),
        Rung(1, WORKING, owner.key, limits=(1, 4)),
        Rung(5, WORKING, last.key, limits=(5, 60)),
    )


CAUSES: tuple[Audience | Cause, ...] = (
    TEAM,
    FOUNDER,
    PARTNER,
    NATION_OWNER,
    Cause(
        ITEM, _("An action item of a working group"), WHY, rungs(TEAM, FOUNDER), of_offices, words, unforeseen=LOCAL,
        order=93,
    ),
    Cause(
        OF_PARTNER, _("An action item that a partner owes"), WHY, rungs(PARTNER, FOUNDER), of_partners, words,
        unforeseen=LOCAL, order=94,
    ),
    Cause(
        OF_NATION, _("An action item of a national working group"), WHY, rungs(NATION_OWNER, EOUSA), of_nation, words,
        is_national=True, order=95,
    ),
)  # fmt: skip
