"""Invitations: how a person comes to hold a role."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import ClassVar, Self

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.access import OFFICE_ROLES, ORGANIZATION_ROLES, Role
from portal.errors import Refused
from portal.givers import INVITES
from portal.models.country import Office
from portal.models.membership import Membership, managed
from portal.models.message import STILL_HOLDS, Message
from portal.models.organization import Organization
from portal.models.people import Person, User
from portal.tenancy import Wall
from portal.waiting import waits_for

OPEN_FOR = timedelta(days=14)
ONE_OFFICE_KNOWS = gettext_lazy(
    "EOUSA sees who holds a role. Ask the organization to open its entry first, or let it answer by its mailed link."
)
"""Why nobody is invited for an organization that only one office knows of."""


Place = dict[str, Office | Organization | None]
"""Where a role is held: the office, the organization, or neither."""


def hash_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by whether they can still be accepted, and the offer itself."""

    def open_at(self, at: datetime) -> Self:
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)

    def waiting_on(self, on: date) -> Self:
        """Those that could still be accepted on this day."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__date__gte=on)

    @transaction.atomic
    def offer(
        self,
        *,
        name: str,
        email: str,
        role: str,
        office: Office | None,
        organization: Organization | None,
        by: Person,
        acting: Role,
        at: datetime,
    ) -> "Invitation":
        """Offer a role for 14 days and post the mail with the link, which is kept nowhere else."""
        place = placed(Role(role), office, organization, acting)
        return self._post(name, email, role, place, by, at)

    @transaction.atomic
    def sponsor(
        self, *, name: str, email: str, organization: Organization, office: Office, by: Person, at: datetime
    ) -> "Invitation":
        """Invite somebody to manage the entry of an office's partner, which nobody manages yet."""
        if organization.is_confidential:
            raise Refused(str(ONE_OFFICE_KNOWS))
        if managed([organization.pk]):
            raise Refused(_("This organization has a manager already. Managers invite the others."))
        if self.open_at(at).filter(organization=organization, sponsor=office).exists():
            raise Refused(_("Somebody is invited already. Withdraw that invitation before you send another."))
        place: Place = {"office": None, "organization": organization}
        return self._post(name, email, Role.MANAGER, place, by, at, sponsor=office)

    def _post(
        self, name: str, email: str, role: str, place: Place, by: Person, at: datetime, **facts: Office
    ) -> "Invitation":
        """The row, and the mail with the link."""
        email = email.strip().lower()
        self._refuse_a_second(email, role, place, at)
        key = secrets.token_urlsafe(32)
        invitation = self.create(
            name=name, email=email, role=role, **place, **facts, key_hash=hash_of(key),
            invited_by=by, invited_at=at, expires_at=at + OPEN_FOR,
        )  # fmt: skip
        invitation.post_link(key)
        return invitation

    def _refuse_a_second(self, email: str, role: str, place: Place, at: datetime) -> None:
        held = Membership.objects.in_force().filter(person__email__iexact=email, role=role, **place)
        if held.exists():
            raise Refused(_("This person holds the role already."))
        if self.open_at(at).filter(email=email, role=role, **place).exists():
            raise Refused(_("This person has an open invitation to the role. Withdraw it before you send another."))


def placed(role: Role, office: Office | None, organization: Organization | None, acting: Role) -> Place:
    """Where the role would be held; refuses what the inviting role cannot hand out."""
    if role not in INVITES.get(acting, ()):
        raise Refused(_("Your role cannot invite to this one."))
    if office is None and role in OFFICE_ROLES:
        raise Refused(_("Choose the office: this role is held for one."))
    if office is not None and role not in OFFICE_ROLES:
        raise Refused(
            _("“%(role)s” is not held for an office. Leave the office empty, or choose a role of %(office)s.")
            % {"role": role.label, "office": office}
        )
    if (organization is not None) != (role in ORGANIZATION_ROLES):
        raise Refused(_("Advocates and organization managers, and nobody else, hold their role for an organization."))
    return {"office": office, "organization": organization}


class Invitation(models.Model):
    """An offer of a role to an e-mail address, open until used, withdrawn or expired. Only the link's hash is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=[c for c in Role.choices if c[0] != Role.VISITOR])
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="invitations")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="invitations")
    sponsor = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    """The office that invites somebody to manage the entry of a partner organization."""
    key_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_sponsor_invites_the_manager_of_an_organization",
                condition=Q(sponsor=None) | Q(office=None, organization__isnull=False, role=Role.MANAGER),
            ),
            Wall(
                name="invitation_wall",
                rows={"office": "own office or sponsor"},
                app="select update:used_at",
                partner="select insert update:withdrawn_at",
                office="select insert update:withdrawn_at",
                eousa_reader="select",
                eousa="select insert update:withdrawn_at",
                totals="select:id,organization_id,used_at,withdrawn_at,expires_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"

    @property
    def place(self) -> str:
        """The office, the organization or the nation that the role would be held for."""
        if self.organization_id and not self.organization:
            return _("a partner organization")
        return str(self.office or self.organization or _("the national office"))

    def why_closed(self, *, at: datetime) -> str:
        """The sentence that tells why the link no longer works; '' while it does."""
        if self.used_at:
            return _("This invitation has been used. If it was you, sign in with your e-mail address and password.")
        if self.withdrawn_at:
            return _("This invitation was withdrawn. Ask %(who)s if you think it should not have been.") % {
                "who": self.invited_by.name
            }
        if self.expires_at <= at:
            return _("This invitation expired on %(day)s. Ask %(who)s for a new one.") % {
                "day": timezone.localdate(self.expires_at).isoformat(),
                "who": self.invited_by.name,
            }
        return ""

    @override("en")
    def post_link(self, key: str) -> None:
        """Write the mail, in English; its text is wiped once it has left."""
        link = settings.SITE_URL + reverse("invitation-accept", args=[key])
        words = {"invitation": self, "link": link, "waits": waits_for(self.organization_id)}
        Message.objects.post(
            cause=Message.Cause.INVITATION,
            about=f"invitation:{self.pk}",
            period=self.invited_at.isoformat(),
            recipient=self.email,
            subject=_("An invitation to Ninety-Four"),
            text=render_to_string("mail/invitation.txt", words),
            office=self.office or self.sponsor,
            is_secret=True,
        )

    def withdraw(self, *, at: datetime) -> None:
        """Make the link worthless."""
        if not Invitation.objects.open_at(at).filter(pk=self.pk).update(withdrawn_at=at):
            raise Refused(_("This invitation is no longer open."))
        self.withdrawn_at = at

    @transaction.atomic
    def accept(self, *, by: Person | None, at: datetime, name: str = "", password: str = "") -> Membership:
        """Use the link once: make the person and the account if there are none, and the membership.

        `by` is the person who is signed in; without one a password makes the account, whose address the link proves.
        """
        if not Invitation.objects.open_at(at).filter(pk=self.pk).update(used_at=at):
            raise Refused(self.why_closed(at=at) or _("This invitation is no longer open."))
        person = by or self._new_account(name or self.name, password)
        self._refuse_another(person)
        membership = Membership.objects.create(
            person=person, role=self.role, office=self.office, organization=self.organization,
            started_at=at, started_by=self.invited_by,
        )  # fmt: skip
        membership.tell("started", by=self.invited_by, at=at)
        return membership

    def _refuse_another(self, person: Person) -> None:
        """Only the invited one, of the same organization, not disabled (nor while this goes on), and once."""
        if person.email.lower() != self.email:
            raise Refused(_("This invitation was sent to another e-mail address. Sign out, then open the link again."))
        if person.organization_id != self.organization_id:
            raise Refused(
                _("This address belongs to somebody of another organization. Ask for an invitation to another address.")
            )
        if not Person.objects.select_for_update(no_key=True).filter(pk=person.pk, is_active=True).first():
            raise Refused(_("This account is disabled. Ask EOUSA to open it, then open the link again."))
        if Membership.objects.in_force().beside(self).filter(person=person, role=self.role).exists():
            raise Refused(_("You hold this role already."))

    def _new_account(self, name: str, password: str) -> Person:
        """The invited person with an account whose address is verified: the link came by mail."""
        person = Person.objects.filter(email__iexact=self.email).first()
        if person is None:
            person = Person.objects.create(name=name, email=self.email, organization_id=self.organization_id)
        if User.objects.filter(person=person).exists():
            raise Refused(_("You have an account already. Sign in first, then open the link again."))
        user = User.objects.create_user(person, password)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return person


def is_open(message: Message) -> bool:
    """Whether the invitation that the message brings can still be accepted."""
    key = message.about.removeprefix("invitation:")
    return Invitation.objects.open_at(timezone.now()).filter(pk=key).exists()


STILL_HOLDS[Message.Cause.INVITATION] = is_open
