"""Who acts as what: a person's roles, each for one office, one organization or the nation."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Func, Q, TextField, Value
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import ownership
from portal.access import NATIONAL_ROLES, OFFICE_ROLES, ORGANIZATION_ROLES, DatabaseRole, Role
from portal.errors import Refused
from portal.givers import ENDS, HEADS
from portal.models.country import Office
from portal.models.message import Message
from portal.models.organization import Organization
from portal.models.people import Person
from portal.tenancy import Binding, Wall, bound, current

LOCKS = 94
"""The family of advisory locks on memberships; the other half of a lock's key is the membership's."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by whether they are in force, and by place."""

    def in_force(self) -> Self:
        return self.filter(ended_at=None)

    def beside(self, place: "Membership | Any") -> Self:
        """Those held where `place` (a membership or an invitation) is held: office, organization or nation."""
        return self.filter(office_id=place.office_id, organization_id=place.organization_id)

    def heads(self) -> Self:
        """Those who hand out roles."""
        return self.filter(role__in=sorted(HEADS))

    def hold_still(self, *, shared: bool = False) -> None:
        """Keep these memberships until this transaction ends: from ending, or (not shared) also from being given more.

        Advisory locks, in the order of the keys: also a role that may only read memberships can take them.
        """
        function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        for key in sorted(self.values_list("pk", flat=True)):
            lock = Func(Value(LOCKS), Value(key), function=function, output_field=TextField())
            list(Membership.objects.filter(pk=key).values_list(lock))

    def secured(self, person: Person, roles: Collection[Role]) -> bool:
        """Whether the person is active and holds one of the roles here, now and until this transaction ends.

        Asked by every verb that makes somebody the owner of something.
        """
        held = self.in_force().filter(person=person, role__in=sorted(roles))
        held.hold_still(shared=True)
        return held.filter(person__is_active=True).exists()


class Membership(models.Model):
    """A person acting in a role for an office, an organization or the nation. Ended, never deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=[c for c in Role.choices if c[0] != Role.VISITOR])
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="memberships")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="memberships")
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_role_is_held_where_it_belongs",
                condition=Q(role__in=sorted(NATIONAL_ROLES), office=None, organization=None)
                | Q(role__in=sorted(OFFICE_ROLES), office__isnull=False, organization=None)
                | Q(role__in=sorted(ORGANIZATION_ROLES), office=None, organization__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "role", "office", "organization"],
                name="a_role_is_held_once_at_a_time",
                condition=Q(ended_at=None),
                nulls_distinct=False,
            ),
            Wall(
                name="membership_wall",
                rows={"intake": "who answers"},
                app="select insert",
                partner="select insert update:ended_at,ended_by_id",
                office="select insert update:ended_at,ended_by_id",
                oarm="select",
                eousa_reader="select",
                eousa="select insert update:ended_at,ended_by_id",
                operator="select update:ended_at,ended_by_id",
                intake="select:id,person_id,role,office_id,started_at,ended_at",
                totals="select:id,organization_id,role,ended_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.place}"

    @property
    def place(self) -> str:
        """The office, the organization or the nation that the role is held for."""
        if self.organization_id and not self.organization:
            return _("a partner organization")
        return str(self.office or self.organization or "national")

    @transaction.atomic
    def end(self, *, by: Person, acting: Role, at: datetime) -> None:
        """Take the role away; it is gone with the next request. An office's last leader is ended by EOUSA only."""
        if self.role not in ENDS.get(acting, ()):
            raise Refused(_("Your role cannot end this one."))
        Membership.objects.filter(pk=self.pk).hold_still()
        self._refuse_while_owning()
        self.end_for_good(by=by, acting=acting, at=at)

    def end_for_good(self, *, by: Person, acting: Role, at: datetime, is_closing: bool = False) -> None:
        """End it once, leaving somebody who can invite a successor. For `end` and, closing all, `Person.disable`."""
        self._leave_a_head(acting)
        ended = Membership.objects.in_force().filter(pk=self.pk).update(ended_at=at, ended_by=by)
        if not ended:
            raise Refused(_("This role has already ended."))
        self.ended_at, self.ended_by = at, by
        self.tell("ended", by=by, at=at, is_closing=is_closing)

    def is_last_leader(self) -> bool:
        """Whether its office would have nobody left who answers directives, nominates and invites."""
        others = Membership.objects.in_force().beside(self).filter(role=Role.LEADERSHIP).exclude(person=self.person_id)
        return self.role == Role.LEADERSHIP and not others.exists()

    def left_behind(self) -> dict[ownership.Owned, int]:
        """What nobody in role would own if this role ended, by kind."""
        others = Membership.objects.in_force().beside(self).filter(person=self.person).exclude(pk=self.pk)
        return ownership.left_behind(self, others.values_list("role", flat=True))

    def _refuse_while_owning(self) -> None:
        left = self.left_behind()
        if left:
            raise Refused(
                _("%(name)s still has %(what)s in this role. Hand that over first, then end the role.")
                % {"name": self.person.name, "what": ownership.in_words(left)}
            )

    def _leave_a_head(self, acting: Role) -> None:
        """Refuse to end the last one who can invite a successor. Heads are locked: two cannot end each other."""
        can_do_without = acting in {Role.EOUSA, Role.OPERATOR} and self.role != Role.EOUSA
        if self.role not in HEADS or can_do_without:
            return
        heads = Membership.objects.in_force().beside(self).filter(role=self.role).order_by("id")
        others = [head for head in heads.select_for_update() if head.pk != self.pk]
        if not others:
            raise Refused(
                _("This is the last %(role)s here. Invite a successor first.") % {"role": self.get_role_display()}
            )

    @override("en")
    def tell(self, change: str, *, by: Person, at: datetime, is_closing: bool = False) -> None:
        """Post to the holder, and to everybody else who hands out roles here, that it has "started" or "ended".

        In English, as every mail to members, whatever is read by whoever does it.
        """
        heads = Membership.objects.in_force().beside(self).heads().exclude(person=by).select_related("person")
        told = {self.person.pk: self.person} | {head.person_id: head.person for head in heads}
        words = {"membership": self, "change": change, "by": by, "at": at}
        for person in told.values():
            Message.objects.post(
                cause=Message.Cause.ROLE_CHANGE,
                about=f"membership:{self.pk}",
                period=change,
                recipient=person.email,
                subject=_("A role in Ninety-Four has changed"),
                text=render_to_string(
                    "mail/role_change.txt", words | {"is_closed": is_closing and person == self.person}
                ),
                person=person,
                office=self.office,
            )


def managed(organizations: Collection[int]) -> set[int]:
    """Which of these organizations have a manager: all that an office may know of who works there."""
    before = current()
    request_id, read_only = (before.request_id, before.read_only) if before else ("", False)
    with bound(Binding(DatabaseRole.TOTALS, request_id=request_id, read_only=read_only)):
        held = Membership.objects.in_force().filter(role=Role.MANAGER, organization__in=organizations)
        return set(held.values_list("organization_id", flat=True))
