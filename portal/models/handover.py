"""A hand-over: everything that a person owns in a role passes to another, or into the queue, at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.access import Role
from portal.errors import Refused
from portal.givers import ENDS
from portal.models.country import Office
from portal.models.membership import Membership
from portal.models.message import Message
from portal.models.organization import Organization
from portal.models.people import Person
from portal.ownership import Line, Owned, in_words, kind_of, owned_by
from portal.tenancy import Wall

Things = Mapping[Owned, list[Any]]


def may_hand_over(membership: Membership, *, by: Person, acting: Role) -> bool:
    """One's own things, or those of somebody whose role one may end."""
    is_own = membership.person_id == by.pk and membership.role == acting
    return is_own or membership.role in ENDS.get(acting, ())


def takers(membership: Membership, things: Things) -> models.QuerySet[Person]:
    """Who may receive all of it: active people of the same place, each in a role that may own every kind."""
    fitting = Membership.objects.in_force().beside(membership).exclude(person=membership.person_id)
    roles = [role for role in Role if all(role in kind.roles for kind in things)]
    held = fitting.filter(role__in=roles, person__is_active=True)
    return Person.objects.filter(pk__in=held.values("person_id"))


class HandOverManager(models.Manager["HandOver"]):
    """How things pass on."""

    @transaction.atomic
    def give(
        self, *, membership: Membership, to: Person | None, note: str = "", by: Person, acting: Role, at: datetime
    ) -> "HandOver":
        """Move everything that the holder owns in this role to `to`, or into the queue of the place; all or nothing.

        However many people press the button, it moves once. The successor is told by mail in the same transaction.
        """
        if not may_hand_over(membership, by=by, acting=acting):
            raise Refused(_("Your role cannot hand over what this person owns."))
        both = Q(pk=membership.pk) | Q(person=to, ended_at=None) if to else Q(pk=membership.pk)
        Membership.objects.beside(membership).filter(both).hold_still()
        things = owned_by(membership)
        if not things:
            raise Refused(_("There is nothing to hand over, or no longer: somebody else may have done it just now."))
        self._refuse_who_cannot_take(membership, things, to)
        items = [list(_item(kind, row)) for kind, rows in things.items() for row in rows]
        for kind, rows in things.items():
            kind.hand(rows=rows, to=to, by=by, at=at)
        made = self.create(
            giver=membership.person, role=membership.role, office=membership.office,
            organization=membership.organization, taker=to, items=items, note=note, made_by=by, made_at=at,
        )  # fmt: skip
        made.tell()
        return made

    def _refuse_who_cannot_take(self, membership: Membership, things: Things, to: Person | None) -> None:
        """The queue takes what may wait there; a person what the own role may own."""
        if to is None:
            kept = [kind.counted(len(rows)) for kind, rows in things.items() if not kind.to_queue]
            if kept:
                raise Refused(_("Choose who takes it over: it cannot wait in a queue."), field="to")
            return
        roles = frozenset.intersection(*(kind.roles for kind in things))
        if to.pk == membership.person_id or not Membership.objects.beside(membership).secured(to, roles):
            raise Refused(_("%(name)s cannot take this over: it needs an active role here that may own all of it.")
                          % {"name": to.name}, field="to")  # fmt: skip


def _item(kind: Owned, row: Any) -> tuple[Any, ...]:
    line = kind.line(row)
    return kind.key, line.key, str(line.text), line.url


class HandOver(models.Model):
    """What passed from whom to whom. Its page is the successor's briefing."""

    giver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=[c for c in Role.choices if c[0] != Role.VISITOR])
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    taker = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Nobody: it went into the queue of the place."""
    items = models.JSONField(default=list)
    """What was handed over, as it read then: [kind, key, text, address]."""
    note = models.TextField(max_length=2000, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar[HandOverManager] = HandOverManager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="nobody_hands_over_to_oneself", condition=Q(taker=None) | ~Q(taker=F("giver"))),
            Wall(
                name="hand_over_wall",
                rows={"oarm": "national"},
                partner="select insert",
                office="select insert",
                oarm="select insert",
                eousa_reader="select",
                eousa="select insert",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker or self.place}"

    @property
    def place(self) -> str:
        """The office, the organization or the nation where the role is held."""
        return str(self.office or self.organization or _("the national office"))

    def lines(self) -> dict[Owned, list[Line]]:
        """What was handed over, by kind, as it read then."""
        found: dict[Owned, list[Line]] = {}
        for key, *line in self.items:
            kind = kind_of(key)
            if kind:
                found.setdefault(kind, []).append(Line(*line))
        return found

    def what(self) -> str:
        """12 offices watched."""
        return in_words({kind: len(lines) for kind, lines in self.lines().items()})

    def queued(self) -> str:
        """Of what nobody took, that which waits in the queue now."""
        return in_words({kind: len(lines) for kind, lines in self.lines().items() if not kind.is_rerouted})

    def rerouted(self) -> str:
        """Of what nobody took, that which has gone to whoever comes next by its own rule."""
        return in_words({kind: len(lines) for kind, lines in self.lines().items() if kind.is_rerouted})

    def open_matters(self, at: datetime) -> list[Line]:
        """What waits now of all that was handed over."""
        lines = self.lines().items()
        return [line for kind, held in lines for line in kind.open_matters([each.key for each in held], at)]

    def concerns(self, person: Person) -> bool:
        """Whether the person gave, received or made it."""
        return person.pk in {self.giver_id, self.taker_id, self.made_by_id}

    @override("en")
    def tell(self) -> None:
        """Post to the successor; what waits in a queue is told to those who hand out roles there. In English."""
        heads = Membership.objects.in_force().beside(self).heads().select_related("person")
        told = [self.taker] if self.taker else [head.person for head in heads]
        words = {"hand_over": self, "link": settings.SITE_URL + reverse("handover-detail", args=[self.pk])}
        for person in told:
            Message.objects.post(
                cause=Message.Cause.HAND_OVER,
                about=f"hand-over:{self.pk}",
                period="made",
                recipient=person.email,
                subject=_("Handed over to you in Ninety-Four") if self.taker else _("Handed over in Ninety-Four"),
                text=render_to_string("mail/hand_over.txt", words),
                person=person,
                office=self.office,
            )
