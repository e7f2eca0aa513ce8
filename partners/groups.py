"""Working groups as their people read them: where one has a seat, what is next, who owes what. As the wall shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, now

from partners.models import ActionItem, GroupPaper, Meeting, Participant, Seat, WorkingGroup
from partners.models.group import WorkingGroupQuerySet
from partners.promises import due_words
from portal import gazetteer
from portal.access import Permission, Role
from portal.calendar import local_day
from portal.hats import Hat
from portal.models import Office

SHOWN = 20


def day_of(hat: Hat) -> date:
    """The reader's own day."""
    office = gazetteer.offices().get(hat.court_id)
    return local_day(now(), office.zone) if office else localdate()


def groups_of(hat: Hat) -> WorkingGroupQuerySet:
    """The groups that somebody belongs to: those with a seat of theirs, or founded by them; of EOUSA the nation's."""
    rows = WorkingGroup.objects.select_related("office")
    return rows if hat.role in {Role.EOUSA, Role.EOUSA_READER} else rows.seated()


def founded_by(hat: Hat) -> WorkingGroupQuerySet:
    """The groups in which somebody gives seats."""
    rows = WorkingGroup.objects.select_related("office")
    if hat.role == Role.EOUSA:
        return rows.filter(is_national=True)
    return rows.filter(office=hat.office_id) if hat.office_id else rows.none()


def own_seats() -> QuerySet[Seat]:
    """The open seats that the wall shows to whoever asks; to a founder those of the others too."""
    return Seat.objects.open()


def seats_of(hat: Hat) -> QuerySet[Seat]:
    """Those of the wearer's own office or organization."""
    if hat.organization_id:
        return own_seats().filter(organization=hat.organization_id)
    return own_seats().filter(office=hat.office_id) if hat.office_id else own_seats().none()


def owed_by(hat: Hat) -> Q:
    """The action items that the wearer's office, organization or EOUSA owes: by its seat, or as founder."""
    mine = Q(seat__in=seats_of(hat))
    if hat.role in {Role.EOUSA, Role.EOUSA_READER}:
        return Q(seat=None, group__is_national=True)
    return mine | Q(seat=None, group__office=hat.office_id) if hat.office_id else mine


def with_figures(groups: QuerySet[WorkingGroup], hat: Hat, day: date) -> QuerySet[Any]:
    """Each with its next meeting, how many members it has and how many action items are open, one's own among them."""
    meetings = Meeting.objects.standing().filter(group=OuterRef("pk"), held_on__gte=day).order_by("held_on", "pk")
    members = Participant.objects.filter(group=OuterRef("pk"), left_on=None)
    items = ActionItem.objects.open().filter(group=OuterRef("pk"))
    return groups.annotate(
        next_on=Subquery(meetings.values("held_on")[:1]),
        members=number(members),
        open_items=number(items),
        own_items=number(items.filter(owed_by(hat))),
    )


def number(rows: QuerySet[Any]) -> Any:
    """How many, as a column."""
    return Coalesce(Subquery(rows.order_by().values("group").annotate(n=Count("pk")).values("n")), 0)


@dataclass(frozen=True)
class Inside:
    """One group as somebody reads it on a day. Without a seat: of a national one its purpose and its members."""

    group: WorkingGroup
    hat: Hat
    day: date

    @cached_property
    def seat(self) -> Seat | None:
        """The reader's own."""
        return seats_of(self.hat).filter(group=self.group).select_related("group__office").first()

    @property
    def is_founder(self) -> bool:
        if self.group.is_national:
            return self.hat.role == Role.EOUSA
        return self.hat.office_id is not None and self.group.office_id == self.hat.office_id

    @property
    def is_inside(self) -> bool:
        return self.is_founder or self.seat is not None or self.hat.role == Role.EOUSA_READER

    @property
    def may_edit(self) -> bool:
        """Meetings, action items and papers: whoever of government has a seat."""
        return self.is_inside and not self.group.is_over and self.hat.may(Permission.GROUP_EDIT)

    @property
    def may_found(self) -> bool:
        """Name, seats and end."""
        return self.may_edit and self.is_founder

    @property
    def may_leave(self) -> bool:
        return self.seat is not None and not self.seat.is_founders and self.hat.may(Permission.ACTION_CLOSE)

    @cached_property
    def members(self) -> list[Participant]:
        """Who belongs to it, the founder first, then by name; who has left comes last."""
        rows = list(Participant.objects.filter(group=self.group))
        return sorted(rows, key=lambda row: (row.left_on is not None, not row.is_founder, row.name))

    def speaks_for(self, member: Participant) -> bool:
        """Whether the reader says whom to turn to there."""
        is_own = self.is_founder or (self.seat is not None and member.seat_id == self.seat.pk)
        return is_own and member.left_on is None and self.hat.may(Permission.ACTION_CLOSE) and not self.group.is_over

    @cached_property
    def meetings(self) -> list[Meeting]:
        """All of them, the latest first."""
        return list(Meeting.objects.filter(group=self.group).order_by("-held_on", "-pk"))

    @property
    def next_meeting(self) -> Meeting | None:
        coming = [each for each in self.meetings if each.held_on >= self.day and each.cancelled_on is None]
        return coming[-1] if coming else None

    @property
    def other_meetings(self) -> list[Meeting]:
        return [each for each in self.meetings if each != self.next_meeting][:SHOWN]

    @cached_property
    def items(self) -> list[ActionItem]:
        """All of them, the earliest first."""
        return list(ActionItem.objects.filter(group=self.group).order_by("due_on", "pk"))

    @property
    def open_items(self) -> list[dict[str, Any]]:
        return [self.told(item) for item in self.items if item.is_open]

    @property
    def closed_items(self) -> list[dict[str, Any]]:
        """The latest first."""
        found = [item for item in self.items if not item.is_open]
        found.sort(key=lambda item: (item.closed_on or self.day, item.pk), reverse=True)
        return [self.told(item) for item in found[:SHOWN]]

    def told(self, item: ActionItem) -> dict[str, Any]:
        """When it is due, whether it is one's own, whether one can say how it stands."""
        return {
            "item": item,
            "due": due_words(item.due_on, self.day),
            "is_own": self.owes(item),
            "may_close": self.may_close(item),
        }

    def owes(self, item: ActionItem) -> bool:
        if item.seat_id is None:
            return self.is_founder
        return self.seat is not None and item.seat_id == self.seat.pk

    def may_close(self, item: ActionItem) -> bool:
        """Whoever owes it, and whoever founded the group."""
        return self.hat.may(Permission.ACTION_CLOSE) and (self.owes(item) or self.is_founder)

    @cached_property
    def papers(self) -> list[GroupPaper]:
        """By title, without their texts."""
        return list(self._papers().defer("body"))

    @property
    def whole_papers(self) -> QuerySet[GroupPaper]:
        return self._papers()

    def _papers(self) -> QuerySet[GroupPaper]:
        return GroupPaper.objects.standing().filter(group=self.group).order_by("title", "pk")


def at_work(members: Collection[Participant]) -> list[Participant]:
    """Those that can owe something: of the group still, by a seat or as founder."""
    return [each for each in members if each.left_on is None and (each.seat_id or each.is_founder)]


def free_offices(group: WorkingGroup, offices: Collection[Office]) -> list[Office]:
    """Those without a seat in it, as far as whoever gives seats sees them all."""
    seated = set(own_seats().filter(group=group).values_list("office_id", flat=True))
    return [office for office in offices if office.pk not in seated]
