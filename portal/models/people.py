"""People: credentials and persons are two tables, so that a domain role never comes near a password."""

import secrets
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal import ownership
from portal.access import Role
from portal.errors import Refused
from portal.givers import DISABLES
from portal.models.organization import Organization
from portal.tenancy import Wall


class Person(models.Model):
    """A human being by name. Every `by` and every owner points here. Outside people carry their organization."""

    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    title = models.CharField(max_length=120, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    seen_on = models.DateField(null=True, blank=True)
    """The last day on which the account was used, if ever."""

    class Meta:
        ordering = ["name"]
        constraints = [
            Wall(
                name="person_wall",
                rows={
                    "partner": "own organization",
                    "office": "government",
                    "heads": "government",
                    "oarm": "government",
                    "intake": "government",
                },
                app="select insert update:name,title,is_active,seen_on",
                partner="select",
                office="select",
                heads="insert",
                oarm="select",
                eousa_reader="select",
                eousa="select insert update:name,title,is_active",
                operator="select update:is_active",
                intake="select:id,name,email,is_active",
                jobs="select",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def disable(self, *, by: "Person", acting: Role, at: datetime) -> None:
        """Close the account: no sign-in, no session, no token, no role from the next request on.

        Refused while the person owns anything: first it is handed over, so that nothing waits for somebody gone.
        """
        if acting not in DISABLES:
            raise Refused(_("Your role cannot disable this account."))
        self.refuse_disabling(by=by)
        if not Person.objects.filter(pk=self.pk, is_active=True).update(is_active=False):
            raise Refused(_("This account is disabled already."))
        held = self.memberships.in_force()
        held.hold_still()
        self._refuse_while_owning()
        for membership in held.select_related("person", "office", "organization").order_by("pk"):
            if membership.role not in DISABLES[acting]:
                raise Refused(_("Your role cannot disable this account."))
            membership.end_for_good(by=by, acting=acting, at=at, is_closing=True)
        self.is_active = False

    def refuse_disabling(self, *, by: "Person") -> None:
        """Refuse it for the own account, and for one that is disabled as far as is known here."""
        if by.pk == self.pk:
            raise Refused(_("Nobody disables the own account. Ask somebody else to do it."))
        if not self.is_active:
            raise Refused(_("This account is disabled already."))

    def _refuse_while_owning(self) -> None:
        left = ownership.owned_anywhere(self.pk)
        if left:
            raise Refused(
                _("%(name)s still has %(what)s. Let that be handed over first, then disable the account.")
                % {"name": self.name, "what": ownership.in_words(left)}
            )

    def enable(self, *, acting: Role) -> None:
        """Open the account again. No role comes back with it: roles are given by invitation."""
        if acting not in DISABLES:
            raise Refused(_("Your role cannot open accounts."))
        if not Person.objects.filter(pk=self.pk, is_active=False).update(is_active=True):
            raise Refused(_("This account is open already."))
        self.is_active = True

    def saw(self, *, on: date) -> None:
        """The person is there; one write a day at most."""
        if self.seen_on is None or self.seen_on < on:
            Person.objects.filter(pk=self.pk).update(seen_on=on)
            self.seen_on = on

    @property
    def initials(self) -> str:
        return " ".join(f"{word[0]}." for word in self.name.split())


class UserManager(BaseUserManager["User"]):
    """Users are made for a person who exists, when an invitation is accepted or by the demonstration seed."""

    def create_user(self, person: Person, password: str | None = None) -> "User":
        user = self.model(person=person, email=self.normalize_email(person.email).lower())
        user.set_password(password)
        user.save(force_insert=True)
        return user


class User(AbstractBaseUser):
    """Credentials and nothing else; only the log-in of the web process may read this table."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="user")
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    sessions_key = models.CharField(max_length=64, default=secrets.token_hex)
    """Part of every session's hash: changing it signs the person out everywhere."""

    memberships: list[dict[str, Any]]
    has_second_factor: bool
    """Both loaded with the user of a session by `portal.accounts.Backend`."""

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False

    class Meta:
        constraints = [
            Wall(name="user_wall", secret=["password", "sessions_key"], app="select insert update", audited=True)
        ]

    def __str__(self) -> str:
        return self.email

    def get_session_auth_hash(self) -> str:
        """Changes with the password and with `sessions_key`."""
        salt = "portal.models.User.get_session_auth_hash"
        return salted_hmac(salt, self.password + self.sessions_key, algorithm="sha256").hexdigest()

    def sign_out_everywhere(self) -> None:
        """End every session of this user, on every device."""
        self.sessions_key = secrets.token_hex()
        self.save(update_fields=["sessions_key"])
